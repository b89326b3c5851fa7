"""Mutants of the mapping that nothing can kill, each with the reason why.

And the kinds of declaration that are open: what they say is read in few places only.
"""

from __future__ import annotations

_OWN_NAME = (
    "the label is the field's own name in another case, which any export may use: the"
    " column is still understood"
)
_NO_EXPORT = (
    "the entity has no export of its own, its values come from another's: the label and"
    " the kind are for its page only"
)

# By how a mutant's name begins: where it is declared, its kind, and the word.
EQUIVALENTS: dict[str, str] = {
    **dict.fromkeys(
        (
            "change_order._STATUS.status: maestro* header 'Status'",
            "commitment.SUBCONTRACT.subcontract.memo: maestro* header 'Memo'",
            "commitment._NUMBER.number: maestro* header 'Number'",
            "commitment._STATUS.status: maestro* header 'Status'",
            "company._ADDRESS.address: maestro* header 'Address'",
            "company._CITY.city: maestro* header 'City'",
            "company._CODE.code: maestro* header 'Code'",
            "company._COUNTRY.country: maestro* header 'Country'",
            "company._EMAIL.email: maestro* header 'Email'",
            "company._FAX.fax: maestro* header 'Fax'",
            "company._NAME.name: maestro* header 'Name'",
            "company._PHONE.phone: maestro* header 'Phone'",
            "company._PROVINCE.province: maestro* header 'Province'",
            "company._STATUS.status: maestro* header 'Status'",
            "employee.EMPLOYEE.employee.email: maestro* header 'Email'",
            "employee.EMPLOYEE.employee.name: maestro* header 'Name'",
            "employee.EMPLOYEE.employee.status: maestro* header 'Status'",
            "fields.priced_fields.amount: maestro* header 'Amount'",
            "fields.priced_fields.description: maestro* header 'Description'",
            "fields.priced_fields.quantity: maestro* header 'Quantity'",
            "fields.priced_fields.unit: maestro* header 'Unit'",
            "prime_contract.PRIME_CONTRACT.prime_contract.amount: maestro* header 'Amount'",
            "prime_contract.PRIME_CONTRACT.prime_contract.status: maestro* header 'Status'",
        ),
        _OWN_NAME,
    ),
    **dict.fromkeys(
        (
            "employee.PROJECT_SUPPLIER.project_supplier.supplier_code: kind 'code'",
            "employee.PROJECT_SUPPLIER.project_supplier.supplier_code: maestro* header 'Supplier Code'",
            "order_invoice.ORDER_INVOICE.order_invoice.amount: kind 'money'",
            "order_invoice.ORDER_INVOICE.order_invoice.amount: maestro* header 'Amount'",
            "order_invoice.ORDER_INVOICE.order_invoice.invoice_number: kind 'code'",
            "order_invoice.ORDER_INVOICE.order_invoice.invoice_number: maestro* header 'Invoice No.'",
            "order_invoice.ORDER_INVOICE.order_invoice.order_number: kind 'code'",
            "order_invoice.ORDER_INVOICE.order_invoice.order_number: maestro* header 'Order No.'",
            "order_invoice.ORDER_INVOICE.order_invoice.party_code: kind 'code'",
            "order_invoice.ORDER_INVOICE.order_invoice.party_code: maestro* header 'Supplier'",
            "order_invoice.ORDER_INVOICE.order_invoice.transaction_on: kind 'date'",
            "order_invoice.ORDER_INVOICE.order_invoice.transaction_on: maestro* header 'Date'",
        ),
        _NO_EXPORT,
    ),
}

# Not proved: `Policy.owner_of` asks them where a drifted field of a linked supplier,
# customer or project is corrected. No other planner asks, so that no company can show a
# mutant elsewhere.
OPEN: dict[str, str] = {
    "direction": "asked of suppliers, customers and projects only",
    "who wins": "asked of suppliers, customers and projects only",
}
