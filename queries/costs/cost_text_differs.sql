-- rule: cost_text_differs
-- title: Description or unit of a cost differs
-- severity: notice
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.activity, procore.cost_group
-- source: Data Mapping, Project Costs
-- looks_at: project_cost.description, project_cost.unit
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Correct the {field} in Procore to {maestro_value} if the owner \
-- reads it there; the amount is not affected
-- message.single: The {field} is {in_maestro} in maestro* and \
-- {in_procore} in Procore
-- message.many: {costs:count} {costs:cost|costs} of the project have \
-- another {field} in Procore, for example transactions {examples}
--
-- A transaction is sent once, with its type, description and unit. In this
-- matched pair the description or the unit is another one. Letter case,
-- blanks, accents and markup do not count, and a description that the other
-- one holds, or that is shortened, is equal: how the bridge joins type and
-- description is not public. Where many costs of a project differ in one
-- field, they have one cause and are one finding; from how many on is the
-- setting grouped_rejects. Costs that were matched by their sum are not
-- compared here, and the type has its own rule.
with
    counted_cost as (
        select
            *,
            count(*) over (partition by project_code, field) as costs,
            row_number() over (
                partition by project_code, field order by transaction
            ) as place
        from cost.text_drift
    ),

    grouped_from as (
        select cast(value as integer) as costs
        from mapping.setting
        where name = 'grouped_rejects'
    )

select
    counted_cost.project_code,
    counted_cost.transaction,
    counted_cost.field,
    counted_cost.maestro_value,
    counted_cost.procore_value,
    coalesce(counted_cost.maestro_value, 'empty') as in_maestro,
    coalesce(counted_cost.procore_value, 'empty') as in_procore,
    null as costs,
    null as examples,
    'single' as message_case,
    counted_cost.maestro_source,
    counted_cost.procore_source
from counted_cost
cross join grouped_from
where counted_cost.costs < grouped_from.costs
union all
select
    counted_cost.project_code,
    '',
    counted_cost.field,
    min(counted_cost.maestro_value) filter (where counted_cost.place = 1),
    min(counted_cost.procore_value) filter (where counted_cost.place = 1),
    null,
    null,
    count(*),
    string_agg(counted_cost.transaction, ', ' order by counted_cost.place) filter (
        where counted_cost.place <= 3
    ),
    'many',
    min(counted_cost.maestro_source) filter (where counted_cost.place = 1),
    min(counted_cost.procore_source) filter (where counted_cost.place = 1)
from counted_cost
cross join grouped_from
where counted_cost.costs >= grouped_from.costs
group by counted_cost.project_code, counted_cost.field
order by project_code, transaction, field
