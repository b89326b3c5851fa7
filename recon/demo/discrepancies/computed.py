"""Discrepancies that no table can draw: their keys and figures are counted."""

from __future__ import annotations

from recon.demo.company import Company, add_customer
from recon.demo.key import AnswerKey, content_hash


def seed_customer_without_code(company: Company, key: AnswerKey) -> None:
    """Seed a customer that is known by the content of its row alone."""
    ours, theirs = add_customer(company, "")
    company.vendors.remove(theirs)
    cells = {name: ours[name] for name in ours if name not in ("code", "ticked")}
    key.expect(
        "key_missing",
        "error",
        "customer",
        {"system": "maestro", "record": content_hash(**cells, is_ticked="true")},
        maestro=ours["name"],
    )
