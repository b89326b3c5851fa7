-- Lines that are still open, the n-th of a code with the n-th.
insert into link.contract_line_pair
with
    maestro as (
        select c.code_key, c.maestro_line as line, min(c.maestro_place) as place
        from stage.line_candidate c
        anti join link.contract_line_pair m using (code_key, maestro_line)
        group by all
    ),

    procore as (
        select c.code_key, c.procore_line as line, min(c.procore_place) as place
        from stage.line_candidate c
        anti join link.contract_line_pair p using (code_key, procore_line)
        group by all
    ),

    numbered_maestro as (
        select
            code_key,
            line,
            row_number() over (partition by code_key order by place) as step
        from maestro
    ),

    numbered_procore as (
        select
            code_key,
            line,
            row_number() over (partition by code_key order by place) as step
        from procore
    )

select m.code_key, m.line, p.line
from numbered_maestro m
join numbered_procore p using (code_key, step);
