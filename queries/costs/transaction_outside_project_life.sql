-- rule: transaction_outside_project_life
-- title: Cost dated outside the life of its project
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project
-- source: Data Mapping, Projects (dates)
-- looks_at: project_cost.accounting_on, project.start_on
-- looks_at: project.closing_on
-- fix: instruction
-- screen: maestro* > Projects Inquiry > Transactions
-- action: Check the invoice: if the accounting date {maestro_value} is \
-- wrong, reverse the transaction and enter it again in an open period; \
-- if it is right, correct the dates of the project
-- message: The project runs from {start_on:date} to {closing_on:date}
--
-- The accounting date lies before the project starts or after it closes.
-- The date, or the project, is as a rule mistyped.
select
    cost.project_code,
    cost.transaction,
    'accounting_on' as field,
    cost.accounting_on as maestro_value,
    project.start_on,
    project.closing_on,
    cost.source as maestro_source
from maestro.project_cost as cost
join
    (
        select project_key, min(start_on) as start_on, max(closing_on) as closing_on
        from maestro.project
        group by project_key
    ) as project
    on project.project_key = cost.project_key
where cost.accounting_on < project.start_on or cost.accounting_on > project.closing_on
order by cost.project_code, cost.transaction
