-- rule: second_prime_contract
-- title: A second prime contract can never be sent
-- severity: error
-- entity: prime_contract
-- exchange: Contracts
-- key: code, procore_id
-- inputs: maestro.prime_contract, procore.prime_contract
-- source: Data Mapping, Progress Billing Contracts
-- looks_at: prime_contract.project_code
-- fix: instruction
-- screen: Procore > Project Tools > Prime Contracts
-- action: Check the signed contracts: maestro* takes one a project. \
-- Where this one changes the first, enter it in Procore as its change \
-- order; where it stands for itself, give it a project of its own
-- message: The project has its progress billing contract; maestro* takes \
-- one a project
--
-- The number of a progress billing contract is the project's number, so
-- that there is one contract a project. This approved prime contract is a
-- second one and stays in Procore for good.
select
    document.entity,
    document.project_code,
    coalesce(document.number, '') as code,
    document.procore_id,
    'amount' as field,
    document.amount as procore_value,
    document.source as procore_source
from procore.contract_state as document
where document.state = 'second contract'
order by document.project_code, code, document.procore_id
