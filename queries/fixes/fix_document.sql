-- query: fix_document
--
-- Approved documents of Procore that maestro* lacks, with what its screen
-- asks for.
select
    finding.id as finding,
    document.procore_id,
    document.number,
    document.title,
    document.text,
    document.memo,
    document.party_code,
    document.is_party_linked,
    document.contract_on,
    document.delivery_on,
    document.holdback_percent,
    document.amount,
    document.accounting_method,
    contract.number as contract_number
from result.finding as finding
join
    procore.contract_state as document
    on document.entity = finding.entity
    and document.procore_id = (finding.key ->> '$.procore_id')
    and document.state = 'due'
left join procore.contract as contract on contract.procore_id = document.contract_id
where finding.fix = 'maestro.document'
order by finding.id
