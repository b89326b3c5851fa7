"""How an auditor would name a field, and how many findings one edit truly causes.

A pattern is matched against "record side field edit"; the first that fits counts. Each
limit says what the findings beyond the first are of.
"""

from __future__ import annotations

# Words of a message that name a field, besides its labels in the mapping.
WORDS: dict[str, set[str]] = {
    "activity_code": {"activity", "cost code", "code", "activity_code", "line"},
    "group_code": {"group", "cost type", "code", "group_code", "line"},
    "project_code": {"project", "code", "job number"},
    "code": {"code", "abbreviated name"},
    "amount": {"amount", "amounts", "budget", "budgets", "original_budget"}
    | {"modified_budget", "modification", "states", "has", "billed", "committed"},
    "quantity": {"quantity", "quantities"},
    "unit": {"unit", "unit of measure"},
    "unit_price": {"unit price", "price", "unit cost"},
    "description": {"description", "text"},
    "text": {"description", "title", "memo", "details"},
    "title": {"description", "title", "memo", "details", "text"},
    "memo": {"memo", "inclusions", "exclusions"},
    "name": {"name", "title"},
    "status": {"status", "approved", "transferred", "active", "inactive"},
    "group_type": {"type", "base_type", "is"},
    "is_ticked": {"ticked", "box", "synchronize"},
    "is_active": {"inactive", "active"},
    "is_demo": {"demonstration"},
    "template": {"template"},
    "deleted_at": {"deleted"},
    "tags": {"tag", "tags"},
    "procore_id": {"linked", "link"},
    "customer_code": {"customer"},
    "party_code": {"supplier", "vendor", "customer", "employee", "company", "party"},
    "employee_code": {"number", "user", "employee"},
    "transaction_on": {"date", "dated"},
    "contract_on": {"date", "dated"},
    "delivery_on": {"date", "delivery"},
    "start_on": {"start", "date", "runs"},
    "closing_on": {"closing", "date", "runs"},
    "transaction_type": {"type", "direct_cost_type", "expected as"},
    "invoice_number": {"invoice number", "invoice no", "invoice"},
    "order_number": {"order", "commitment", "contract"},
    "external_number": {"external no", "external number", "external_number"}
    | {"number", "commitment", "code"},
    "contract_number": {"contract", "subcontract", "commitment", "order"},
    "number": {"number", "change order"},
    "line_number": {"line", "lines", "position"},
    "holdback_percent": {"held back", "holdback", "retainage"},
    "revised_amount": {"revised", "make", "approved changes"},
    "accounting_method": {"progress", "by amount", "by quantity"},
    "rbq_number": {"licence", "rbq"},
    "is_orders": {"orders", "subcontract keeps"},
    "is_invoicing": {"invoicing", "invoiced", "billed"},
}

_BUDGET = "what is committed and what was spent, against a lower budget"
_ARITHMETIC = "quantity times price is no longer the amount on that side"
_CODES = "one finding on each of the two codes, and the unknown code"
# pattern, most findings, what they are of
LIMITS: tuple[tuple[str, int, str], ...] = (
    (r"budget_line \w+ quantity .*", 1, "the quantity"),
    (r"budget_line procore .*_code invalid", 5, f"{_CODES}; the modification on it"),
    (r"budget_line procore record (drop|double)", 4, "the modification on it, too"),
    (r"budget_line \w+ project_code .*", 6, f"{_BUDGET}; the same pair there"),
    (r"budget_line \w+ \w+_code .*", 5, f"{_CODES}; {_BUDGET}"),
    (r"budget_line \w+ (amount|record) .*", 4, _BUDGET),
    (r"modified_budget \w+ \w+_code .*", 3, _CODES),
    (r"modified_budget .*", 2, "the budget as modified"),
    (r"cost_group .*", 4, "the code on either side; its budget line on either side"),
    (r"activity \w+ activity_code invalid", 40, "each document and cost on the code"),
    (r"activity maestro record drop", 20, "each document and cost on the code"),
    (r"activity .*", 2, "the code, and its budget"),
    (r"employee procore (employee_code|record|status) .*", 6, "each of five costs"),
    (r"project \w+ project_code .*", 3, "a project known to one export alone"),
    (r"project procore record double", 3, "the project, and which of both is linked"),
    (r"project maestro start_on .*", 40, "each cost before the start"),
    (r"project .*", 2, "the project, and its contract"),
    (r"project_cost \w+ (amount|quantity|unit_price) .*", 2, _ARITHMETIC),
    (r"order_invoice \w+ amount .*", 2, _ARITHMETIC),
    (r"(project_cost|order_invoice) \w+ project_code .*", 4, f"both; {_BUDGET}"),
    (r"(project_cost|order_invoice) \w+ \w+_code .*", 3, f"{_CODES}; {_BUDGET}"),
    (
        r"(project_cost|order_invoice) .*",
        2,
        "the date and its period; both sides of it",
    ),
    (r"subcontract \w+ party_code .*", 5, "its change orders name the supplier, too"),
    (
        r"(purchase_order|subcontract) \w+ external_number beyond",
        3,
        "length, both sides",
    ),
    (r"(purchase_order|subcontract) \w+ project_code .*", 6, f"both; {_BUDGET}"),
    (r"(purchase_order|subcontract) .*", 3, "both sides of it; its total"),
    (r"commitment_line .*_code .*", 4, f"{_CODES}; {_BUDGET}"),
    (r"change_order_line .*_code .*", 4, f"{_CODES}; {_BUDGET}"),
    (r"prime_.* activity_code .*", 3, _CODES),
    (r"prime_contract \w+ accounting_method .*", 5, "each line's quantity"),
    (r"\w+_line .*", 2, _ARITHMETIC),
    (r"change_order .*", 2, "both sides of it, or its subcontract's total"),
    (r"prime_contract \w+ project_code .*", 4, "the contract and its lines there"),
    (r"prime_contract \w+ record .*", 3, "its change orders"),
    (r"prime_.*", 2, "both sides of it; the project's name or customer"),
    (r"(supplier|customer) \w+ code recoded", 3, "the code, and one record a side"),
    (r"(supplier|customer) .*", 2, "both sides of it; its link"),
    (r"project_supplier .*", 1, "the company in the directory"),
)
