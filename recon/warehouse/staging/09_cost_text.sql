-- Descriptions and units of matched costs that differ. How the bridge joins type and
-- description is not public, and purchase descriptions are shortened by a setting of
-- maestro*: one that holds the other, or begins like it, is equal.
create table cost.text_drift as
with
    -- Most pairs agree in every letter: they are left out before texts are compared.
    unequal as (
        select
            p.maestro_line,
            p.procore_line,
            m.project_code,
            m.transaction,
            m.description as maestro_description,
            c.description as procore_description,
            m.unit as maestro_unit,
            c.unit as procore_unit,
            m.source as maestro_source,
            c.source as procore_source
        from cost.pair p
        join maestro.project_cost m on m.line_id = p.maestro_line
        join procore.cost_line c on c.line_id = p.procore_line
        where
            p.group_id is null
            and c.kind = 'direct_cost'
            and (
                m.description is distinct from c.description
                or m.unit is distinct from c.unit
            )
    ),

    -- A field that one system never gives is not compared.
    given as (
        select
            (select count(description) > 0 from maestro.project_cost)
            and (
                select count(description) > 0
                from procore.cost_line
                where kind = 'direct_cost'
            ) as has_description,
            (select count(unit) > 0 from maestro.project_cost)
            and (
                select count(unit) > 0 from procore.cost_line where kind = 'direct_cost'
            ) as has_unit
    ),

    text_pair as (
        select
            u.project_code,
            u.transaction,
            'description' as field,
            u.maestro_description as maestro_value,
            u.procore_description as procore_value,
            coalesce(letters(plain(u.maestro_description)), '') as maestro_letters,
            coalesce(letters(plain(u.procore_description)), '') as procore_letters,
            u.maestro_source,
            u.procore_source
        from unequal u
        join given on given.has_description
        where
            -- What recon writes of a cost without description.
            u.maestro_description is not null
            or letters(u.procore_description)
            is distinct from letters(concat('maestro ', u.transaction))
        union all
        select
            u.project_code,
            u.transaction,
            'unit',
            u.maestro_unit,
            u.procore_unit,
            coalesce(letters(u.maestro_unit), ''),
            coalesce(letters(u.procore_unit), ''),
            u.maestro_source,
            u.procore_source
        from unequal u
        join given on given.has_unit
    )

select * exclude (maestro_letters, procore_letters)
from text_pair
where
    maestro_letters <> procore_letters
    and not (
        field = 'description'
        and maestro_letters <> ''
        and procore_letters <> ''
        and (
            contains(procore_letters, maestro_letters)
            or starts_with(maestro_letters, procore_letters)
        )
    );
