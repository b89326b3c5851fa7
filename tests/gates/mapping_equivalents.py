"""Mutants of the mapping that nothing can kill, each with the reason why.

The whole gate tries them too: one that is killed after all has no place here.
"""

from __future__ import annotations

_NOT_EXPORTED = (
    "the entity has no export of its own, its values come from the transactions: the"
    " label and the kind of the maestro* side are for its page only"
)
_BY_HAND = (
    "both systems' lists are kept by hand: no rule calls for a fix that writes to one"
)

# By how a mutant's name begins: where it is declared, its kind, and the word.
EQUIVALENTS: dict[str, str] = {
    "cost_group.COST_GROUP.cost_group: direction 'none' -> to_maestro": _BY_HAND,
    "cost_group.COST_GROUP.cost_group: direction 'none' -> to_procore": _BY_HAND,
    "employee.EMPLOYEE.employee: direction 'none' -> to_maestro": _BY_HAND,
    "employee.EMPLOYEE.employee: direction 'none' -> to_procore": _BY_HAND,
    "employee.PROJECT_SUPPLIER.project_supplier: direction 'none' -> to_procore": (
        "a supplier is only ever added to a directory in Procore, which is allowed"
        " whether the bridge does it or nobody; there is no value that could differ"
    ),
    "order_invoice.ORDER_INVOICE.order_invoice: direction 'to_procore'": (
        "recon makes no invoice on a commitment and none in maestro*: what its rules"
        " find is a person's work whichever way it goes"
    ),
    "order_invoice.ORDER_INVOICE.order_invoice: who wins 'maestro*'": (
        "recon makes no invoice on a commitment and none in maestro*: what its rules"
        " find is a person's work whoever wins"
    ),
    "list_fields.LINE_WITHOUT_GROUP.extended_amount: kind in Procore 'money'": (
        "an amount of a line is judged with the code it is of, not by its kind in the"
        " list; as a text it is taken from the answer just the same"
    ),
    **dict.fromkeys(
        (
            "employee.PROJECT_SUPPLIER.project_supplier.supplier_code: kind 'code'",
            "employee.PROJECT_SUPPLIER.project_supplier.supplier_code: maestro* header",
            "order_invoice.ORDER_INVOICE.order_invoice.amount: kind 'money'",
            "order_invoice.ORDER_INVOICE.order_invoice.amount: maestro* header",
            "order_invoice.ORDER_INVOICE.order_invoice.invoice_number: kind 'code'",
            "order_invoice.ORDER_INVOICE.order_invoice.invoice_number: maestro* header",
            "order_invoice.ORDER_INVOICE.order_invoice.order_number: kind 'code'",
            "order_invoice.ORDER_INVOICE.order_invoice.order_number: maestro* header",
            "order_invoice.ORDER_INVOICE.order_invoice.party_code: kind 'code'",
            "order_invoice.ORDER_INVOICE.order_invoice.party_code: maestro* header",
            "order_invoice.ORDER_INVOICE.order_invoice.transaction_on: kind 'date'",
            "order_invoice.ORDER_INVOICE.order_invoice.transaction_on: maestro* header",
        ),
        _NOT_EXPORTED,
    ),
}
