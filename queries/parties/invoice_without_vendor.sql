-- rule: invoice_without_vendor
-- title: Invoice without its vendor
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: record
-- inputs: procore.direct_cost
-- source: Procore help, Direct Costs
-- looks_at: project_cost.party_code
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Give {key} its vendor: an invoice cannot be without
-- message: Invoice {invoice} names no vendor
--
-- Procore asks for the vendor of a direct cost of the type Invoice. This
-- one has none, so that nobody sees whom it was paid to, and it matches an
-- invoice of maestro* only by its amount.
select
    project_code,
    record_id as record,
    'party_code' as field,
    amount as procore_value,
    coalesce(invoice_number, 'without number') as invoice,
    source as procore_source
from procore.cost_line
where
    kind = 'direct_cost'
    and procore_type = 'invoice'
    and vendor_id is null
    and not is_deleted
order by project_code, record_id
