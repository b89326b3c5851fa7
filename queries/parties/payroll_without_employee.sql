-- rule: payroll_without_employee
-- title: Hours without their employee
-- severity: notice
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group, procore.user
-- source: Data Mapping, Project Costs (Employee)
-- looks_at: project_cost.party_code, employee.employee_code
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Fill the employee {maestro_value} on the direct cost of {key}
-- message: Employee {maestro_value} is a Procore user; the hours name \
-- nobody
--
-- The employee is a Procore user with the same number, and the direct cost
-- of the hours names nobody. The user was added after the hours were sent;
-- they stay without employee.
select
    maestro.project_code,
    maestro.transaction,
    'party_code' as field,
    maestro.party_code as maestro_value,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.maestro_state as maestro
join cost.procore_state as procore on procore.line_id = maestro.procore_line
semi join
    procore.user as employee
    on employee.employee_key = maestro.party_key
    and employee.is_active
where
    maestro.procore_type = 'payroll'
    and procore.employee_id is null
    and maestro.is_first
order by maestro.project_code, maestro.transaction
