-- rule: prime_contract_blocked
-- title: Billing contract exists before the prime contract is approved
-- severity: notice
-- entity: prime_contract
-- exchange: Contracts
-- key: code, procore_id
-- inputs: maestro.prime_contract, procore.prime_contract
-- source: Data Mapping, Progress Billing Contracts
-- looks_at: prime_contract.project_code, prime_contract.status
-- fix: instruction
-- screen: maestro* > Invoicing > Contractual Billing > Progress Billing \
-- Contracts
-- action: The contract exists already, so the bridge will not send it: \
-- approve the prime contract and keep both alike by hand
-- message: Approving it will not send it: the billing contract is there \
-- already
--
-- maestro* has a progress billing contract for this project already, and
-- Procore's prime contract is not approved yet. Once approved it is
-- blocked: what it holds must be typed by hand.
select
    prime.project_code,
    coalesce(prime.number, '') as code,
    prime.procore_id,
    'status' as field,
    billing.status as maestro_value,
    prime.status as procore_value,
    billing.source as maestro_source,
    prime.source as procore_source
from procore.contract as prime
join
    (
        select project_key, min(status) as status, min(source) as source
        from maestro.contract
        where entity = 'prime_contract'
        group by project_key
    ) as billing using (project_key)
where prime.entity = 'prime_contract' and not prime.is_approved
order by prime.project_code, code, prime.procore_id
