-- An accrual and its reversal: one document, one code, a sum of zero.
create table cost.netted as
select c.line_id
from maestro.project_cost c
join
    (
        select
            project_key,
            code_norm(transaction_number) as document_key,
            activity_key,
            group_key
        from maestro.project_cost
        where
            transaction_type in ('?', '@')
            and line_id not in (select maestro_line from cost.pair)
        group by all
        -- Of rows that carry one transaction, the first counts or the last.
        having
            0 in (
                sum(amount) filter (copy is null or copy = 1),
                sum(amount) filter (copy is null or copy = copies)
            )
            and count(distinct transaction_type) = 2
    ) d
    on d.project_key = c.project_key
    and d.document_key = code_norm(c.transaction_number)
    and d.activity_key is not distinct from c.activity_key
    and d.group_key is not distinct from c.group_key
where
    c.transaction_type in ('?', '@')
    and c.is_linked
    and not c.is_billing
    and c.line_id not in (select maestro_line from cost.pair);
