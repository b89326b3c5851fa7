-- query: costs_not_read
-- title: Lists of costs that were not read at all
-- source: the report
-- caption: Costs were not compared, as a list was not read whole
-- column: input | List | code
-- column: reason | Why
--
-- Where one of these lists is missing for the whole company, costs are not
-- compared.
select i.input, coalesce(min(i.reason), 'not read') as reason
from pull.input_problem as i
where
    i.input in ('maestro.project_cost', 'procore.direct_cost', 'procore.order_invoice')
    and i.project_key is null
group by i.input
order by i.input
