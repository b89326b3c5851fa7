-- The answers of the rules as findings, each with its message. A finding's permanent
-- id is made of its rule, entity, project, key and field; its facts are its severity
-- and both values. `place` is the row that its rule returned.
create or replace temp macro finding_id(rule, entity, project, key, field) as
    'F' || left(
        sha256(
            concat_ws(
                chr(31),
                coalesce(rule, ''),
                coalesce(entity, ''),
                coalesce(project, ''),
                coalesce(key, ''),
                coalesce(field, '')
            )
        ),
        16
    );

create or replace temp table finding as
with
    wording as (
        select
            unnest(cast($rules as varchar[])) as rule,
            unnest(cast($places as bigint[])) as place,
            unnest(cast($messages as varchar[])) as message
    )
select
    finding_id(rule, entity, project_code, key, field) as id,
    rule,
    severity,
    entity,
    project_code as project,
    key,
    field,
    maestro_value,
    procore_value,
    difference,
    message,
    fix,
    left(
        sha256(
            concat_ws(
                chr(31),
                severity,
                coalesce(maestro_value, chr(30)),
                coalesce(procore_value, chr(30))
            )
        ),
        16
    ) as facts_hash,
    maestro_source,
    procore_source,
    case
        when former_key is not null
        then
            cast(
                to_json(
                    list_transform(
                        case
                            json_type(former_key)
                            when 'ARRAY'
                            then json_extract(former_key, '$[*]')
                            else [cast(former_key as json)]
                        end,
                        lambda former:finding_id(
                            rule, entity, project_code, cast(former as varchar), field
                        )
                    )
                ) as varchar
            )
    end as previous_ids
from answer
join wording using (rule, place);
