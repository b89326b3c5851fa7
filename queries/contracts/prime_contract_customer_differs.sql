-- rule: prime_contract_customer_differs
-- title: Owner of the contract is not the project's customer
-- severity: error
-- entity: prime_contract
-- exchange: Contracts
-- key: code, procore_id
-- inputs: maestro.project, procore.prime_contract, procore.company
-- source: Data Mapping, Progress Billing Contracts
-- looks_at: project.customer_code, prime_contract.party_code
-- fix: instruction
-- screen: Procore > Project Tools > Prime Contracts
-- action: Check the signed contract, which names the owner: the project \
-- is of {maestro_value}, the contract of {procore_value}. Correct the \
-- wrong side; where invoices went to the owner already, only with \
-- accounting
-- message: The project is of customer {maestro_value}, the contract of \
-- {procore_value}
-- message.no_code: The project is of customer {maestro_value}, the \
-- contract of a company without code
--
-- The bridge makes a billing contract only where the prime contract's owner
-- is the customer of the project in maestro*. Here they are two companies:
-- the contract is refused, or the project bills the wrong one.
select
    prime.project_code,
    coalesce(prime.number, '') as code,
    prime.procore_id,
    'customer_code' as field,
    project.customer_code as maestro_value,
    prime.party_code as procore_value,
    case when prime.party_code is null then 'no_code' end as message_case,
    project.source as maestro_source,
    prime.source as procore_source
from procore.contract as prime
join
    (
        select project_key, min(customer_code) as customer_code, min(source) as source
        from maestro.project
        group by project_key
    ) as project using (project_key)
where
    prime.entity = 'prime_contract'
    and prime.is_approved
    and project.customer_code is not null
    and upper(project.customer_code) is distinct from prime.party_key
order by prime.project_code, code, prime.procore_id
