"""What a person does about budgets, costs and contracts. Data only."""

from __future__ import annotations

SYNC = "maestro* > Maintenance > Interface Maintenance > Procore > Synchronization"
_COSTS = "Procore > Project Tools > Direct Costs"
_BUDGET = "Procore > Project Tools > Budget"
_CODES = "Procore > Project > Admin > Cost Codes"
_COMMITMENTS = "Procore > Project Tools > Commitments"
_PRIME = "Procore > Project Tools > Prime Contracts"
_PROJECT = "maestro* > Project Management"
_ACTIVITIES = "maestro* > Project Management > Activities and Budget"
_GROUPS = "maestro* > Projects > Maintenance > Projects > Define Cost Groups"
_INQUIRY = "maestro* > Projects Inquiry > Transactions"
_PURCHASE = "maestro* > Project Purchase"
_ORDERS = "maestro* > Purchase Order or Subcontract Management"
_CHANGES = "maestro* > Projects > Change Orders > Change Order Management"
_CONTRACTS = "maestro* > Invoicing > Contractual Billing > Progress Billing Contracts"

M, P, R = "maestro", "procore", "recon"

MONEY: dict[str, tuple[str, str, str]] = {
    # Budget
    "billing_group_in_budget": (
        P,
        _BUDGET,
        "Take the revenue of {key} out of the cost budget",
    ),
    "budget_change_without_counterpart": (
        P,
        "Procore > Project Tools > Budget > Budget Changes",
        "maestro* cannot show this transfer of {p}: enter it as a modification, or "
        "note why not",
    ),
    "budget_line_auto_created": (
        P,
        _BUDGET,
        "Procore made this line by itself for a cost: give it a budget, or move the "
        "cost",
    ),
    "budget_line_duplicated": (
        P,
        _BUDGET,
        "Bring the rows of {key} together into one",
    ),
    "modified_budget_differs": (
        M,
        _ACTIVITIES,
        "Set the modification to {p}",
    ),
    "modified_budget_doubled": (
        M,
        _ACTIVITIES,
        "Set the modification to {p}: it came in by both ways",
    ),
    "original_budget_differs": (P, _BUDGET, "Set the original budget to {m}"),
    "original_budget_only_in_maestro": (
        P,
        _BUDGET,
        "Add the line with an original budget of {m}",
    ),
    "original_budget_only_in_procore": (
        P,
        _BUDGET,
        "Set the original budget to 0.00: maestro* has no such line",
    ),
    "original_budget_quantity_differs": (P, _BUDGET, "Set the quantity to {m}"),
    "over_billing": (
        M,
        _ACTIVITIES,
        "Cost is beyond the revised budget of {key}: ask the project manager for a "
        "modification or a transfer",
    ),
    "over_commitment": (
        M,
        _ACTIVITIES,
        "More is committed on {key} than its revised budget: ask the project manager",
    ),
    # Costs
    "accrual_not_reversed": (
        M,
        "maestro* > Project-to-Project Transfer",
        "Reverse the accrual {key} (type @), or say why it stays",
    ),
    "cost_also_on_commitment": (
        P,
        _COSTS,
        "Delete the direct cost {key}: its invoice stands on the commitment",
    ),
    "cost_awaiting_next_run": (
        M,
        SYNC,
        "Nothing to do: the next run of the bridge sends it",
    ),
    "cost_before_start_date": (
        M,
        _PROJECT + " > Project Desc. > Procore sub-tab",
        "Set the synchronisation start date to the day of {key} or earlier, or leave "
        "the cost out on purpose",
    ),
    "cost_code_missing": (
        P,
        _CODES,
        "Add the cost code and cost type of {key}; the bridge sends the cost after",
    ),
    "cost_deleted_in_procore": (
        P,
        _COSTS + " > Recycle Bin",
        "Restore the direct cost of {key}, or reverse the transaction in maestro*",
    ),
    "cost_edited": (
        P,
        _COSTS,
        "Bring the direct cost back to maestro*'s {m} (Procore has {p}); look first "
        "whether the owner was invoiced",
    ),
    "cost_employee_unlinked": (
        P,
        "Procore > Company Tools > Directory > Users",
        "Give the employee a user with the employee number; then the hours can go",
    ),
    "cost_in_another_period": (
        P,
        _COSTS,
        "Set the date so that it counts in {m} (Procore has {p}), or note the cut-off",
    ),
    "cost_missing_in_procore": (
        M,
        SYNC + " > Project Costs",
        "Let the bridge send {key}: run it from the start date of the project; look at "
        "the line's Message",
    ),
    "cost_not_approved": (
        P,
        _COSTS,
        "Approve the direct cost of {key} (it is {p})",
    ),
    "cost_not_transferred": (
        M,
        _INQUIRY,
        "Transfer {key}: the bridge takes transferred transactions only",
    ),
    "cost_only_in_procore": (
        P,
        _COSTS,
        "Find the source of {key}; without one, delete it before the owner is invoiced",
    ),
    "cost_reversed_yet_in_procore": (
        P,
        _COSTS,
        "Delete the direct cost of {key}, or enter its reversal",
    ),
    "cost_sent_twice": (
        P,
        _COSTS,
        "Delete {key}, the second of two equal direct costs",
    ),
    "cost_stranded": (
        M,
        SYNC + " > Project Costs",
        "The last successful date has passed {key}: run the bridge with the project's "
        "start date instead",
    ),
    "cost_supplier_unlinked": (
        M,
        SYNC + " > Suppliers",
        "Link the supplier of {key} to its Procore company; then the cost can go",
    ),
    "cost_type_differs": (
        P,
        _COSTS,
        "The type cannot be changed: delete the direct cost and let it be sent as {m}",
    ),
    "cost_type_not_sent": (
        M,
        SYNC + " > Configuration",
        "This type is not sent: name it in the setting procore_types, or enter the "
        "cost in Procore by hand",
    ),
    "invoice_duplicated": (
        M,
        _PURCHASE,
        "Cancel all but one of the invoices {key}",
    ),
    "invoice_entered_again": (
        P,
        _COSTS,
        "Delete {key}: the same invoice came from maestro* already",
    ),
    "invoice_nearly_duplicated": (
        M,
        _PURCHASE,
        "Compare both invoices ({m}); cancel one if they are the same",
    ),
    "invoice_under_twin_suppliers": (
        M,
        _PURCHASE,
        "Cancel one of both invoices, and close one of the twin suppliers",
    ),
    "invoice_without_vendor": (
        P,
        _COSTS,
        "Give {key} its vendor: an invoice cannot be without",
    ),
    "order_invoice_in_wrong_place": (
        P,
        _COMMITMENTS + " > Invoices",
        "Move the invoice: it belongs {m} and stands {p}",
    ),
    "order_invoice_not_on_commitment": (
        P,
        _COMMITMENTS + " > Invoices",
        "Enter the invoice {key} of {m} on its commitment, or send it again",
    ),
    "order_invoice_only_in_procore": (
        M,
        "maestro* > Invoicing (orders)",
        "Enter the invoice of {p} with its order, or reject it in Procore",
    ),
    "payroll_without_employee": (
        P,
        _COSTS,
        "Fill the employee {m} on the direct cost of {key}",
    ),
    "quantity_times_price_differs": (
        M,
        "the document's own screen",
        "Correct quantity, price or amount of {key}: they do not multiply",
    ),
    "tax_left_in": (
        P,
        "the document's own screen",
        "Take the tax out: the mapping sends amounts before taxes ({m} against {p})",
    ),
    "transaction_outside_project_life": (
        M,
        _INQUIRY,
        "Correct the accounting date ({m}) or the dates of the project",
    ),
    "currency_differs": (
        P,
        "the document's own screen",
        "Compare by hand: the record is in {p}, not in the currency of the books",
    ),
    # Contracts
    "accounting_method_mixed": (
        P,
        _PRIME,
        "Give the line the method of its contract, by unit or by amount",
    ),
    "change_order_number_missing": (
        M,
        _CHANGES,
        "Fill the change order's number: without it nothing passes to invoicing",
    ),
    "change_order_on_purchase_order": (
        P,
        _COMMITMENTS,
        "The bridge takes no change order of a purchase order: change the order in "
        "maestro* by {p}, by hand",
    ),
    "change_order_partly_transferred": (
        M,
        _CHANGES,
        "Transfer the rest of {key}: orders, invoicing and budget go separately",
    ),
    "commitment_kind_differs": (
        M,
        _ORDERS,
        "Enter it again as what Procore says, {p}, and cancel the {m}",
    ),
    "contract_code_missing_in_maestro": (
        M,
        _GROUPS,
        "Add the activity or define the group of {key}; the document is blocked before",
    ),
    "contract_line_differs": (
        M,
        "the document's own screen",
        "Change the line to Procore's {p} (maestro* has {m}); the bridge sent it once "
        "only",
    ),
    "contract_only_in_procore": (
        M,
        SYNC,
        "Let the bridge create it, or enter it with External No.",
    ),
    "contract_withdrawn_in_procore": (
        M,
        "the document's own screen",
        "Procore says {p}: cancel or close the document in maestro* too",
    ),
    "external_number_leads_nowhere": (
        M,
        _ORDERS,
        "Correct External No. {m}: Procore has no such commitment",
    ),
    "header_differs_from_lines": (
        P,
        "the document's own screen",
        "Correct the header of {key} or its lines: they do not add up",
    ),
    "holdback_differs": (
        M,
        "the document's own screen",
        "Set Holdback % to Procore's {p} before the next invoice (now {m})",
    ),
    "prime_contract_blocked": (
        M,
        _CONTRACTS,
        "The contract exists already, so the bridge will not send it: approve the "
        "prime contract and keep both alike by hand",
    ),
    "prime_contract_customer_differs": (
        P,
        _PRIME,
        "Set the owner to the project's customer {m} (now {p}), or change the project",
    ),
    "prime_contract_renames_project": (
        P,
        _PRIME,
        "Give the contract the project's name, {m}: its title would rename the project",
    ),
    "roll_forward_differs": (
        M,
        "the document's own screen",
        "Look at {key}: original and changes do not make its revised amount",
    ),
    "second_prime_contract": (
        P,
        _PRIME,
        "maestro* takes one contract a project: make it a change order of the first",
    ),
}
