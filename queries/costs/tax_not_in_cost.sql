-- rule: tax_not_in_cost
-- title: A cost lacks a tax that is not recovered
-- severity: warning
-- entity: project_cost
-- exchange: Taxes
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: a company's choice, the setting non_recoverable_taxes
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Look at the supplier's invoice and enter the cost with the tax \
-- that is not recovered on the side that lacks it: maestro* has \
-- {maestro_value}, Procore {procore_value}
-- message: {without_tax} has the cost without {tax}, which is not \
-- recovered in this project
--
-- A tax that the company does not recover is cost: the setting
-- non_recoverable_taxes names it, for the company or for one project. One
-- side has the cost with it, the other without. tax_left_in stays silent
-- about these.
select
    project_code,
    code as transaction,
    'amount' as field,
    maestro_amount as maestro_value,
    procore_amount as procore_value,
    procore_amount - maestro_amount as difference,
    without_tax,
    tax,
    maestro_source,
    procore_source
from link.taxed
where not is_recoverable and entity = 'project_cost'
order by project_code, code
