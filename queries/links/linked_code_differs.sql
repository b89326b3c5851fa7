-- rule: linked_code_differs
-- title: Linked, but the codes differ
-- severity: error
-- entity: many
-- exchange: Links
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- inputs: activity(maestro.activity, procore.activity)
-- inputs: cost_group(maestro.cost_group, procore.cost_group)
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: employee(maestro.employee, procore.user)
-- source: Data Mapping, Procore side key
-- looks_at: project.key, supplier.key, customer.key, employee.key
-- looks_at: activity.activity_code, cost_group.key
-- looks_at: purchase_order.external_number, subcontract.external_number
-- fix: instruction
-- screen: Procore > Company Tools > Directory > Companies
-- action: Look which of the two is wrong: correct the link, or give the \
-- Procore record the code {maestro_value} (now {procore_value}); recon \
-- never changes the key of a linked record
-- message: Linked by {evidence}, yet maestro* has {maestro_value} and \
-- Procore {code_in_procore}
-- message.unseen: Linked by {evidence}, yet maestro* has {maestro_value} \
-- and Procore {code_in_procore}: a character that nobody sees makes the \
-- difference
-- message.moved: Linked by {evidence}, yet maestro* has {maestro_value} \
-- and Procore {code_in_procore}, while another record of Procore is \
-- {maestro_value}: nothing of the two is compared until this is corrected
--
-- The two records are linked and their codes are not the same. The code is
-- the key of every exchange: changed on one side after the first
-- synchronisation, it breaks all of them. Put the code back; it is never
-- changed by a fix. Where another record of Procore carries the code, the
-- link was given to the wrong record, and comparing the two would report
-- every field of it. Codes that differ only by what nobody sees (a
-- character without width, another blank) are compared as one and reported
-- here: the bridge takes them for two.
select
    entity,
    project_code,
    maestro_code as code,
    'code' as field,
    maestro_code as maestro_value,
    procore_code as procore_value,
    evidence,
    coalesce(procore_code, 'no code') as code_in_procore,
    case
        when is_moved then 'moved' when not is_other_code then 'unseen'
    end as message_case,
    maestro_source,
    procore_source
from link.code_pair
where is_other_code or is_unseen_difference
qualify
    row_number() over (
        partition by entity, project_code, maestro_code
        order by procore_code, maestro_source, procore_source
    )
    = 1
order by entity, project_code, code
