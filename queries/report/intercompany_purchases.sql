-- query: intercompany_purchases
-- title: Purchases from sister companies
-- source: the report
-- caption: Purchases of type ; (intercompany) by sister company, in scope
-- column: company_code | Sister company | code
-- column: company_name | Name
-- column: documents | Documents | count
-- column: amount | Amount (CAD) | money
-- total: Total
-- nothing: no intercompany purchase was read.
--
-- What a sister company sold to the projects: it eliminates against that
-- company's own books, which recon does not read.
with
    purchase as (
        select
            coalesce(party_key, '') as party_key,
            coalesce(party_code, 'not stated') as party_code,
            party_name,
            transaction_number,
            amount
        from maestro.project_cost
        left join pull.scope using (project_key)
        where transaction_type = ';' and is_in_scope is distinct from false
    )

select
    min(party_code) as company_code,
    min(party_name) as company_name,
    count(distinct transaction_number) as documents,
    sum(amount) as amount
from purchase
group by party_key
order by abs(sum(amount)) desc, company_code
