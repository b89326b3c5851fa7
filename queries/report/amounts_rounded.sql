-- query: amounts_rounded
-- title: Amounts rounded to the cent
-- source: the report
-- caption: Procore amounts rounded to the cent, half away from zero
-- column: source | Record | code
-- column: field | Field
-- column: raw_value | As written | code
-- column: value | Compared as (CAD) | money
-- nothing: none had more than two decimals.
--
-- What Procore wrote with more than two decimals, and what it is compared
-- as.
select source, field, raw_value, value
from pull.rounded
order by source, field, raw_value, value
