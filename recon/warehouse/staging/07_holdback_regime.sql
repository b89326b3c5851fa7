-- What the law says of the holdback of each project: by its province, unless a setting
-- puts it under another.
create table mapping.holdback_regime as
with
    listed as (
        select unnest(string_split(trim(value), ' ')) as text
        from mapping.setting
        where name = 'holdback_regimes'
    )

select
    upper(split_part(text, ':', 1)) as province,
    measure(split_part(text, ':', 2)) as rate,
    nullif(split_part(text, ':', 3), '') as release,
    try_cast(nullif(split_part(text, ':', 4), '') as date) as release_from_on
from listed
where text <> ''
qualify row_number() over (partition by province order by text) = 1;

create table maestro.holdback_regime as
with
    chosen as (
        select
            code_norm(split_part(text, ':', 1)) as project_key,
            upper(split_part(text, ':', 2)) as province
        from
            (
                select unnest(string_split(trim(value), ' ')) as text
                from mapping.setting
                where name = 'holdback_projects'
            )
        qualify row_number() over (partition by project_key order by text) = 1
    ),

    located as (
        select p.project_key, min(v.compare_value) as province
        from maestro.project p
        join
            maestro.field_value v
            on v.entity = 'project'
            and v.field = 'province'
            and v.source = p.source
        group by all
    )

select l.project_key, r.province, r.rate, r.release, r.release_from_on
from (select project_key from maestro.project group by all) l
left join chosen c using (project_key)
left join located a using (project_key)
join mapping.holdback_regime r on r.province = coalesce(c.province, a.province);
