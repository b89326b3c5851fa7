-- query: fix_document_line
--
-- The lines of the documents of Procore that are to be entered in maestro*.
with
    wanted as (
        select distinct key ->> '$.procore_id' as procore_id
        from result.finding
        where fix = 'maestro.document'
    )

select
    line.contract_id as procore_id,
    line.line_number,
    line.activity_code,
    line.group_code,
    line.description,
    line.quantity,
    line.unit,
    line.unit_price,
    line.amount
from procore.contract_line as line
semi join wanted on wanted.procore_id = line.contract_id
order by line.contract_id, try_cast(line.line_number as integer), line.line_number
