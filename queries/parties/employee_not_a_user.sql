-- rule: employee_not_a_user
-- title: Employee with hours is no Procore user
-- severity: notice
-- entity: employee
-- exchange: Employees
-- key: code
-- inputs: maestro.project_cost, procore.user
-- source: Data Mapping, Project Costs (Employee)
-- looks_at: employee.employee_code, employee.status
-- fix: instruction
-- screen: Procore > Company Tools > Directory > Users
-- action: Add the employee {maestro_value} as a user with that employee \
-- number
-- message: {transactions:count} {transactions:transaction|transactions} \
-- of hours, and no active user of this number
--
-- Hours carry their employee only where an active Procore user has the same
-- number. This employee has transferred hours and no user, so that his
-- costs arrive without a person.
with
    worker as (
        select
            party_key,
            min(party_code) as party_code,
            count(*) as transactions,
            min(source) as source
        from maestro.project_cost
        where procore_type = 'payroll' and is_linked and party_key is not null
        group by party_key
    )

select
    worker.party_code as code,
    'employee_code' as field,
    worker.party_code as maestro_value,
    worker.transactions,
    worker.source as maestro_source
from worker
anti join
    procore.user as employee
    on employee.employee_key = worker.party_key
    and employee.is_active
order by code
