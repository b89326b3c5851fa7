"""Mutants that no test can kill, each with the reason why it is no other rule."""

from __future__ import annotations

_COMPARED = (
    "an outer join adds rows with one side null, and the rule keeps only rows where both"
    " sides compare"
)
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
    "control_total_differs": _outer(
        _COMPARED, "JOIN loaded_total USING (entity, measure)"
    ),
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
}
