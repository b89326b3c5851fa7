"""Mutants that no test can kill, each with the reason why it is no other rule."""

from __future__ import annotations

_COMPARED = (
    "an outer join adds rows with one side null, and the rule keeps only rows where both"
    " sides compare"
)
_STATED = (
    "a difference is only listed of two lines that are there: the join finds each once"
)
_ALWAYS = "the setting always stands in its table"
_FILTERED = "the rows it adds are empty on the side that a condition asks about"
_JOINED_AGAIN = "the rows it adds have no key, and the next join on that key drops them"


def _outer(reason: str, *joins: str) -> dict[str, str]:
    return {f"{join}: {side}": reason for join in joins for side in ("left", "right")}


EQUIVALENTS: dict[str, dict[str, str]] = {
    "company_behind_two_roles": {
        **_outer(
            _COMPARED,
            "JOIN role_name AS customer ON customer.procore_id = supplier.procore_i",
            "JOIN procore.company AS company ON company.procore_id = supplier.proco",
            "JOIN maestro.record AS record ON record.entity = pair.entity AND recor",
            "JOIN maestro.field_value AS value ON value.entity = pair.entity AND va",
        ),
    },
    "control_total_differs": {
        **_outer(_COMPARED, "JOIN loaded_total USING (entity, measure)"),
        **_outer(_COMPARED, "JOIN rejected_row USING (entity)"),
    },
    "field_differs": {
        **_outer(
            _JOINED_AGAIN, "JOIN compared_field ON compared_field.entity = pair.entity"
        ),
        "JOIN pair_code ON pair_code.entity = pair.entity AND pair_code.source : right": (
            _JOINED_AGAIN
        ),
    },
    "linked_code_differs": {
        "JOIN maestro ON maestro.entity = pair.entity AND maestro.source = pair: right": (
            _JOINED_AGAIN
        ),
    },
    "original_budget_differs": _outer(_COMPARED, "JOIN procore USING (line_key)"),
    "original_budget_quantity_differs": _outer(
        _COMPARED, "JOIN procore USING (line_key)"
    ),
    "original_budget_quantity_missing": _outer(
        _COMPARED, "JOIN procore USING (line_key)"
    ),
    "project_without_customer": {
        "JOIN named_customer ON named_customer.project_key = project.project_ke: right": (
            _FILTERED
        ),
    },
    "rbq_licence_cut": {
        "JOIN link.maestro_code AS known ON known.entity = record.entity AND kn: right": (
            _JOINED_AGAIN
        ),
    },
    "status_differs": _outer(
        _COMPARED,
        "JOIN maestro ON maestro.entity = pair.entity AND maestro.source = pair",
        "JOIN procore ON procore.entity = pair.entity AND procore.procore_id = ",
    ),
    "value_over_length": {
        **_outer(_COMPARED, "JOIN limited_field USING (entity, field)"),
        "JOIN procore_value USING (entity, procore_id): left": _COMPARED,
    },
    "value_shortened": {
        "JOIN maestro ON maestro.entity = shortened.entity AND maestro.source =: right": (
            "the rows it adds carry no shortened value, and the condition on it drops them"
        ),
    },
    **{
        rule: _outer(
            _STATED,
            "JOIN cost.maestro_state AS maestro ON maestro.line_id = drift.maestro_",
            "JOIN cost.procore_state AS procore ON procore.line_id = drift.procore_",
        )
        for rule in (
            "cost_edited",
            "cost_not_approved",
            "cost_reversed_yet_in_procore",
            "order_invoice_in_wrong_place",
        )
    },
    "cost_in_another_period": _outer(
        _STATED,
        "JOIN cost.maestro_state AS maestro ON maestro.line_id = share.maestro_",
        "JOIN cost.procore_state AS procore ON procore.line_id = share.procore_",
    ),
    "cost_type_differs": _outer(
        _FILTERED,
        "JOIN cost.procore_state AS procore ON procore.line_id = maestro.procor",
    ),
    "payroll_without_employee": {
        "JOIN cost.procore_state AS procore ON procore.line_id = maestro.procor: right": (
            _FILTERED
        ),
    },
    "accounting_method_mixed": _outer(
        _FILTERED,
        "JOIN procore.contract_line AS line ON line.contract_id = prime.procore",
    ),
    "commitment_kind_differs": {
        "JOIN (SELECT entity, project_key, number_key, MIN(source) AS source FR: left": (
            _FILTERED
        ),
    },
    "contract_only_in_procore": _outer(
        _ALWAYS,
        "JOIN mapping.setting AS screen ON screen.name = 'purchase_order_screen",
    ),
    "cost_deleted_in_procore": {
        "JOIN deleted_cost ON deleted_cost.project_key = maestro.project_key AN: right": (
            _FILTERED
        ),
    },
    "external_number_leads_nowhere": {
        "JOIN maestro.linked_project USING (project_key): right": _FILTERED,
    },
    "inactive_project_in_use": {
        "JOIN use_of_project ON use_of_project.project_key = project.project_ke: right": (
            _FILTERED
        ),
    },
    "order_invoice_doubled": {
        "JOIN doubled ON doubled.project_key = cost_line.project_key AND double: right": (
            _FILTERED
        ),
    },
    "prime_contract_blocked": {
        "JOIN (SELECT project_key, MIN(status) AS status, MIN(source) AS source: right": (
            _FILTERED
        ),
    },
    "prime_contract_customer_differs": _outer(
        _FILTERED,
        "JOIN (SELECT project_key, MIN(customer_code) AS customer_code, MIN(sou",
    ),
    "prime_contract_renames_project": _outer(
        _FILTERED,
        "JOIN (SELECT project_key, MIN(name) AS name, MIN(source) AS source FRO",
    ),
    "transaction_outside_project_life": _outer(
        _FILTERED,
        "JOIN (SELECT project_key, MIN(start_on) AS start_on, MAX(closing_on) A",
    ),
    "holdback_differs": {
        "JOIN maestro.contract AS maestro ON maestro.source = pair.maestro_sour: right": (
            _FILTERED
        ),
        "JOIN procore.contract AS procore ON procore.entity = pair.entity AND p: right": (
            _FILTERED
        ),
    },
    "contract_withdrawn_in_procore": {
        **_outer(
            _STATED,
            "JOIN maestro.contract AS maestro ON maestro.source = pair.maestro_sour",
        ),
        "JOIN procore.contract AS procore ON procore.entity = pair.entity AND p: left": (
            _FILTERED
        ),
    },
    "change_order_partly_transferred": {
        **_outer(
            _STATED,
            "JOIN maestro.contract AS maestro ON maestro.source = pair.maestro_sour",
        ),
        "JOIN (SELECT source, 'invoicing' AS effect, is_invoicing AS is_on FROM: right": (
            _FILTERED
        ),
    },
    "contract_code_missing_in_maestro": {
        "JOIN procore.contract AS document ON document.procore_id = used_code.c: left": (
            _FILTERED
        ),
    },
}
