"""One change of one field of a clean company, and the rules that then speak. Data only.

A `-` is an empty value, `other` the value of another record of the list, `taxed` an
amount with the taxes in it, `double` twice the amount, `later` and `earlier` 400 days
from the date, `long` 300 letters. `row` is the place of the record in its project.
"""

CHANGES = """
    field                              changed in                                 row  value          rules
    activity.activity_code             maestro                                    1    -              activity_missing_in_maestro, key_missing
    activity.activity_code             maestro                                    1    03-100         key_duplicated
    activity.description               maestro                                    1    -              field_differs
    budget_line.activity_code          maestro                                    1    -              key_missing
    budget_line.activity_code          maestro                                    1    ZZZZZ          activity_missing_in_procore, original_budget_only_in_maestro, original_budget_only_in_procore
    budget_line.amount                 maestro                                    1    0              original_budget_differs, over_billing, over_commitment
    budget_line.group_code             maestro                                    1    -              key_missing
    budget_line.group_code             maestro                                    1    ZZZZZ          group_missing_in_procore, original_budget_only_in_maestro, original_budget_only_in_procore
    budget_line.project_code           maestro                                    1    -              original_budget_only_in_procore
    budget_line.quantity               procore.budget_line.quantity               1    -              original_budget_quantity_differs
    change_order.contract_number       maestro                                    1    -              contract_only_in_procore
    change_order.contract_on           maestro                                    1    -              field_differs
    change_order.is_budget             maestro                                    1    true           change_order_partly_transferred
    change_order.is_invoicing          maestro                                    1    false          change_order_partly_transferred
    change_order.is_orders             maestro                                    1    false          change_order_partly_transferred
    change_order.number                maestro                                    1    -              change_order_number_missing, contract_only_in_procore
    change_order.party_code            maestro                                    1    -              field_differs
    change_order.status                procore.commitment_change_order.status     1    Void           contract_withdrawn_in_procore
    change_order_line.activity_code    procore.change_order_line.wbs_code_id      1    -              contract_code_missing_in_maestro, contract_line_differs
    change_order_line.amount           maestro                                    1    -              contract_line_differs
    change_order_line.amount           maestro                                    1    taxed          tax_left_in
    change_order_line.contract_number  maestro                                    1    -              contract_line_differs
    change_order_line.group_code       procore.change_order_line.wbs_code_id      1    -              contract_code_missing_in_maestro, contract_line_differs
    change_order_line.number           maestro                                    1    -              contract_line_differs
    commitment_line.activity_code      procore.commitment_line.cost_code.id       1    -              contract_code_missing_in_maestro, contract_line_differs
    commitment_line.amount             maestro                                    1    9999999.00     contract_line_differs, over_commitment, quantity_times_price_differs
    commitment_line.amount             maestro                                    1    taxed          tax_left_in
    commitment_line.group_code         maestro                                    1    -              contract_line_differs
    commitment_line.number             maestro                                    1    -              contract_line_differs
    commitment_line.quantity           maestro                                    1    taxed          quantity_times_price_differs
    commitment_line.unit_price         maestro                                    1    taxed          quantity_times_price_differs
    customer.address                   procore.company.address                    1    long           field_differs, value_over_length
    customer.city                      procore.company.city                       1    long           field_differs, value_over_length
    customer.code                      maestro                                    1    -              only_in_procore
    customer.code                      procore.company.abbreviated_name           1    -              only_in_maestro
    customer.country                   procore.company.country_code               1    -              field_differs
    customer.email                     procore.company.email_address              1    -              field_differs
    customer.fax                       procore.company.fax_number                 1    -              field_differs
    customer.is_ticked                 maestro                                    1    -              sync_box_not_ticked
    customer.name                      procore.company.name                       1    long           field_differs, value_over_length
    customer.phone                     procore.company.business_phone             1    -              field_differs
    customer.postal_code               procore.company.zip                        1    -              field_differs
    customer.procore_id                maestro                                    1    ZZZZZ          link_target_missing
    customer.province                  procore.company.state_code                 1    long           field_differs, value_over_length
    customer.rbq_number                procore.company.license_number             1    9752784950.00  field_differs, value_over_length
    customer.status                    procore.company.is_active                  1    false          status_differs
    employee.employee_code             procore.user.employee_id                   1    E303X          cost_employee_unlinked, employee_not_a_user
    modified_budget.activity_code      maestro                                    1    -              modified_budget_differs
    modified_budget.amount             maestro                                    1    -              modified_budget_differs
    modified_budget.amount             maestro                                    1    double         modified_budget_doubled
    modified_budget.group_code         maestro                                    1    -              modified_budget_differs
    modified_budget.project_code       maestro                                    1    -              modified_budget_differs
    order_invoice.invoice_number       procore.requisition.invoice_number         1    -              cost_edited
    order_invoice.party_code           procore.requisition.vendor_id              1    0              cost_edited
    order_invoice.transaction_on       procore.requisition.billing_date           1    -              cost_edited
    prime_change_order.activity_code   procore.change_order_line.wbs_code_id      1    -              contract_code_missing_in_maestro, contract_line_differs
    prime_change_order.number          maestro                                    1    -              contract_only_in_procore
    prime_change_order.project_code    maestro                                    1    -              contract_only_in_procore
    prime_change_order.quantity        maestro                                    1    0              contract_line_differs
    prime_change_order.status          procore.prime_change_order.status          1    Void           contract_withdrawn_in_procore
    prime_change_order.text            maestro                                    1    -              field_differs
    prime_change_order.unit_price      maestro                                    1    -              contract_line_differs
    prime_change_order.unit_price      maestro                                    1    taxed          tax_left_in
    prime_contract.accounting_method   procore.prime_contract.accounting_method   1    unit           accounting_method_mixed, field_differs
    prime_contract.amount              maestro                                    1    0              header_differs_from_lines
    prime_contract.contract_on         maestro                                    1    -              field_differs
    prime_contract.delivery_on         maestro                                    1    -              field_differs
    prime_contract.holdback_percent    maestro                                    1    -              holdback_differs
    prime_contract.party_code          procore.prime_contract.vendor.id           1    -              field_differs, prime_contract_customer_differs
    prime_contract.project_code        maestro                                    1    -              contract_only_in_procore
    prime_contract.status              procore.prime_contract.status              1    Void           contract_withdrawn_in_procore, prime_contract_blocked
    prime_contract.text                procore.prime_contract.title               1    Travaux        field_differs, prime_contract_renames_project
    prime_contract_line.activity_code  procore.prime_line.cost_code.id            1    -              contract_code_missing_in_maestro, contract_line_differs
    prime_contract_line.amount         maestro                                    1    -              contract_line_differs
    prime_contract_line.project_code   maestro                                    1    -              contract_line_differs
    prime_contract_line.quantity       procore.prime_line.quantity                1    100.00         accounting_method_mixed
    project.address                    maestro                                    1    -              field_differs
    project.city                       maestro                                    1    -              field_differs
    project.closing_on                 maestro                                    1    2020-01-01     field_differs, transaction_outside_project_life
    project.country                    maestro                                    1    -              field_differs
    project.description                maestro                                    1    -              field_differs
    project.name                       maestro                                    1    other          field_differs, prime_contract_renames_project
    project.phone                      maestro                                    1    -              field_differs
    project.postal_code                maestro                                    1    -              field_differs
    project.procore_id                 maestro                                    1    ZZZZZ          link_target_missing
    project.project_code               maestro                                    1    ZZZZZ          linked_code_differs
    project.province                   maestro                                    1    -              field_differs
    project.start_on                   maestro                                    1    2030-01-01     field_differs, transaction_outside_project_life
    project.status                     maestro                                    1    -              inactive_project_in_use, status_differs
    project_cost.accounting_on         maestro                                    1    2020-01-01     cost_in_another_period, transaction_outside_project_life
    project_cost.activity_code         maestro                                    1    -              cost_edited
    project_cost.amount                maestro                                    1    taxed          tax_left_in
    project_cost.amount                maestro                                    2    9999999.00     cost_edited, over_billing
    project_cost.group_code            maestro                                    1    -              cost_edited
    project_cost.invoice_number        maestro                                    1    -              cost_edited
    project_cost.order_number          maestro                                    1    -              order_invoice_in_wrong_place
    project_cost.party_code            maestro                                    1    -              cost_edited
    project_cost.party_code            procore.direct_cost.vendor_id              1    -              invoice_without_vendor
    project_cost.project_code          maestro                                    2    -              cost_only_in_procore
    project_cost.quantity              maestro                                    2    taxed          cost_edited, quantity_times_price_differs
    project_cost.status                maestro                                    1    -              cost_reversed_yet_in_procore
    project_cost.status                procore.direct_cost.status                 1    Void           cost_not_approved
    project_cost.transaction_on        procore.direct_cost.direct_cost_date       1    -              cost_edited, cost_in_another_period
    project_cost.transaction_type      maestro                                    2    @              accrual_not_reversed, cost_type_differs
    project_cost.unit_price            maestro                                    1    taxed          quantity_times_price_differs
    purchase_order.contract_on         maestro                                    1    -              field_differs
    purchase_order.delivery_on         maestro                                    1    -              field_differs
    purchase_order.external_number     procore.purchase_order_contract.number     1    long           contract_only_in_procore, external_number_leads_nowhere, value_over_length
    purchase_order.holdback_percent    maestro                                    1    -              holdback_differs
    purchase_order.party_code          procore.purchase_order_contract.vendor.id  1    -              field_differs, supplier_unlinked_in_use
    purchase_order.revised_amount      maestro                                    1    0              roll_forward_differs
    purchase_order.status              procore.purchase_order_contract.status     1    Void           contract_withdrawn_in_procore
    purchase_order.text                maestro                                    1    -              field_differs
    subcontract.contract_on            maestro                                    1    -              field_differs
    subcontract.delivery_on            maestro                                    1    -              field_differs
    subcontract.external_number        procore.work_order_contract.number         1    long           contract_only_in_procore, external_number_leads_nowhere, value_over_length
    subcontract.holdback_percent       maestro                                    1    -              holdback_differs
    subcontract.party_code             procore.work_order_contract.vendor.id      1    -              field_differs, supplier_unlinked_in_use
    subcontract.revised_amount         maestro                                    1    0              roll_forward_differs
    subcontract.status                 procore.work_order_contract.status         1    Void           contract_withdrawn_in_procore
    subcontract.text                   maestro                                    1    -              field_differs
    supplier.address                   procore.company.address                    1    long           field_differs, value_over_length
    supplier.city                      procore.company.city                       1    long           field_differs, value_over_length
    supplier.code                      maestro                                    1    ZZZZZ          only_in_procore
    supplier.code                      procore.company.abbreviated_name           1    ZZZZZ          linked_code_differs
    supplier.country                   procore.company.country_code               1    -              field_differs
    supplier.email                     procore.company.email_address              1    -              field_differs
    supplier.fax                       procore.company.fax_number                 1    -              field_differs
    supplier.name                      maestro                                    1    other          supplier_twin
    supplier.name                      procore.company.name                       1    long           field_differs, value_over_length
    supplier.phone                     maestro                                    1    other          supplier_twin
    supplier.phone                     procore.company.business_phone             1    -              field_differs
    supplier.postal_code               procore.company.zip                        1    -              field_differs
    supplier.procore_id                maestro                                    1    ZZZZZ          link_target_missing
    supplier.province                  procore.company.state_code                 1    long           field_differs, value_over_length
    supplier.rbq_number                procore.company.license_number             1    9752784950.00  field_differs, value_over_length
    supplier.status                    procore.company.is_active                  1    false          status_differs
"""

# Declared, and not proved by one change of a clean company: their rules speak only of
# records that something else is wrong with, or that only one system has.
UNPROVED = """
"""
