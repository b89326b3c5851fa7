-- The pairs of lines that are each other's best, of those that are still open: most that
-- agrees, then the nearer amount, then the order of the lines.
insert into link.contract_line_pair
with
    ranked as (
        select
            *,
            row_number() over (
                partition by code_key, maestro_line
                order by
                    agreement desc,
                    gap,
                    abs(maestro_place - procore_place),
                    maestro_place,
                    procore_place
            ) as maestro_rank,
            row_number() over (
                partition by code_key, procore_line
                order by
                    agreement desc,
                    gap,
                    abs(maestro_place - procore_place),
                    maestro_place,
                    procore_place
            ) as procore_rank
        from stage.line_candidate c
        anti join
            link.contract_line_pair m
            on m.code_key = c.code_key
            and m.maestro_line = c.maestro_line
        anti join
            link.contract_line_pair p
            on p.code_key = c.code_key
            and p.procore_line = c.procore_line
    )

select code_key, maestro_line, procore_line
from ranked
where maestro_rank = 1 and procore_rank = 1;
