"""The lines of a project's change orders, of one, two and three tiers."""

from __future__ import annotations

from typing import Any

from recon.mapping.lists import name_of
from recon.systems.procore.declared import read_list
from recon.systems.procore.lists import ListReader, id_of

Rows = list[dict[str, Any]]


def pull_change_order_lines(
    lists: ListReader, project: str, of: str, rows: dict[str, Rows]
) -> None:
    """Read the lines of each change order of a list.

    In one tier they stand on the potential change orders of the same number; a revision
    is one of its own.
    """
    kind = of.partition("_")[0]
    for change_order in rows[of]:
        number = id_of(change_order)
        if number is None:
            continue
        lines = f"change_order_line/{kind}"
        if read_list(lists, lines, project, parent=number):
            continue
        for row in _of_number(rows["potential_change_order"], change_order):
            if potential := id_of(row):
                key = f"potential_line/{kind}"
                read_list(lists, key, project, change_order=number, parent=potential)


def pull_packages(lists: ListReader, project: str, rows: dict[str, Rows]) -> None:
    """Read each package of three tiers, which no change order of its own names."""
    known = {
        str(change_order.get("legacy_package_id"))
        for of in ("commitment_change_order", "prime_change_order")
        for change_order in rows[of]
    }
    for package in rows["change_order_package"]:
        number = id_of(package)
        if number is not None and number not in known:
            read_list(lists, "package_detail", project, parent=number)


def _of_number(potential: Rows, change_order: dict[str, Any]) -> Rows:
    """The potential change orders of the same contract and number."""
    same = [name_of("change_order", field) for field in ("contract_number", "number")]
    return [
        row
        for row in potential
        if all(row.get(name) == change_order.get(name) for name in same)
    ]
