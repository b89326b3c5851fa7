-- rule: roll_forward_differs
-- title: Original and changes are not the revised amount
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: system, code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: subcontract(maestro.change_order, maestro.change_order_line)
-- inputs: subcontract(procore.change_order)
-- inputs: purchase_order(maestro.commitment_line)
-- inputs: subcontract(maestro.commitment_line)
-- source: Commitment roll-forward
-- looks_at: purchase_order.revised_amount, subcontract.revised_amount
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Compare {key} with the signed contract and its change orders: \
-- enter the change order that is missing, or cancel the one that counts \
-- twice while it is not invoiced; the revised amount is not typed over
-- message: Original {original:money} and approved changes {changes:money} \
-- make {expected:money}, not {stated:money}
--
-- Original amount and approved change orders make the revised amount, on
-- both sides: in maestro* from its lines and its transferred change orders,
-- in Procore from its own lists. Where they do not, a change order is
-- counted twice or not at all.
select
    entity,
    project_code,
    system,
    code,
    'revised_amount' as field,
    case when system = 'maestro' then stated end as maestro_value,
    case when system = 'procore' then stated end as procore_value,
    original,
    changes,
    original + changes as expected,
    stated,
    case when system = 'maestro' then source end as maestro_source,
    case when system = 'procore' then source end as procore_source
from link.roll_forward
where stated <> original + changes
order by entity, project_code, system, code
