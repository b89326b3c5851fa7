-- rule: cost_employee_unlinked
-- title: Hours missing, and the employee is no Procore user
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, Project Costs
-- looks_at: project_cost.party_code, employee.employee_code
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Company Tools > Directory > Users
-- action: Give the employee a user with the employee number; then the \
-- hours can go
-- message: Employee {party_code} is no active user of Procore
--
-- Hours carry their employee only where a Procore user has the same number.
-- The hours themselves should arrive without one; these did not, and the
-- missing user is the only thing that sets them apart.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    party_code,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'employee unlinked'
order by project_code, transaction
