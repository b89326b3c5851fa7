-- rule: prime_contract_renames_project
-- title: Contract title would rename the project
-- severity: warning
-- entity: prime_contract
-- exchange: Contracts
-- key: code, procore_id
-- inputs: maestro.project, procore.prime_contract
-- source: Progress Billing Contracts, description
-- looks_at: prime_contract.text, project.name
-- fix: instruction
-- screen: Procore > Project Tools > Prime Contracts
-- action: Give the contract the project's name, {maestro_value}: its \
-- title would rename the project
-- message: The project would take the title of the contract
--
-- The title of the prime contract becomes the description of the billing
-- contract, and changing that description changes the project's too. Titled
-- otherwise than the project, this contract renames it.
select
    prime.project_code,
    coalesce(prime.number, '') as code,
    prime.procore_id,
    'name' as field,
    project.name as maestro_value,
    prime.title as procore_value,
    project.source as maestro_source,
    prime.source as procore_source
from procore.contract as prime
join
    (
        select project_key, min(name) as name, min(source) as source
        from maestro.project
        group by project_key
    ) as project using (project_key)
where
    prime.entity = 'prime_contract'
    and prime.is_approved
    and lower(prime.title) <> lower(project.name)
order by prime.project_code, code, prime.procore_id
