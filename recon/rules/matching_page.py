"""The generated page of how costs are matched, from the declared passes."""

from __future__ import annotations

from collections.abc import Iterable

from recon.warehouse.cost_match import Pass, read_passes

ATTRIBUTES = {
    "project_key": "project",
    "activity_key": "activity",
    "group_key": "group",
    "amount": "amount",
    "channel": "kind (direct cost or order invoice)",
    "party_key": "supplier or employee",
    "invoice_key": "invoice number",
    "commitment_key": "order",
    "cost_on": "date",
    "week": "week",
    "origin_key": "transaction number",
    "document_id": "direct cost",
}
_SYSTEMS = {"maestro": "maestro\\*", "procore": "Procore"}
_PAIRS = {
    "one": "one line with one",
    "maestro": "several of maestro\\* with one of Procore",
    "labour": "several labour lines of maestro\\* with one of Procore",
    "procore": "several of Procore with one of maestro\\*",
}


def cost_matching() -> str:
    """The page docs/cost-matching.md: each pass, and what must agree in it."""
    lines = [
        "# How costs are matched",
        "",
        "Each transaction of maestro\\* is paired with the line of Procore that the",
        "bridge made of it. That is done in passes, in the order below: each looks",
        "only at lines that no earlier pass has paired, and asks for less than the",
        "ones before. A line is paired once. Among lines that are equal in all that a",
        "pass looks at, those that the bridge sends come first, then the earliest.",
        "",
        "Amounts agree to the cent and dates to the day; a week runs from Monday to",
        "Sunday. Codes, names of suppliers and invoice numbers are compared without",
        "regard to upper and lower case or outer spaces. Lines of projects that are",
        "not linked, of revenue groups and deleted lines take no part. What differs in",
        "a pair is reported as a difference; a line left without a partner is reported",
        "with the reason that keeps it. The *basis* is what a finding says of its",
        "pair.",
        "",
        "How certain a pair is: *certain* where the transaction's number or all that",
        "both systems keep says so, *likely* where one of several signs is missing,",
        "*possible* where only code, amount or day speak for it.",
        "This page is generated: `make docs` writes it again.",
        "",
        "| pass | basis | pairs | must agree | agree or empty on both sides "
        "| only lines without | how certain |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    passes = read_passes()
    lines += [_row(place, matching) for place, matching in enumerate(passes, start=1)]
    lines += ["", "What each pass means:", ""]
    lines += [
        f"{place}. **{matching.basis}**: {_star(matching.meaning)}."
        for place, matching in enumerate(passes, start=1)
    ]
    return "\n".join(lines) + "\n"


def _row(place: int, matching: Pass) -> str:
    pairs = _PAIRS[matching.pairs]
    if matching.together:
        pairs += f", summed by {_words(matching.together)}"
    if matching.alone:
        pairs += ", where neither has an equal"
    return (
        f"| {place} | {matching.basis} | {pairs} | {_words(matching.agree)} "
        f"| {_words(matching.alike) or '-'} | {_without(matching.without) or '-'} "
        f"| {matching.certainty} |"
    )


def _words(attributes: Iterable[str]) -> str:
    return ", ".join(ATTRIBUTES[name] for name in attributes)


def _without(listed: Iterable[str]) -> str:
    """What lines that take part do not have, each with its system."""
    parts = (name.split(".") for name in listed)
    return ", ".join(f"{ATTRIBUTES[name]} in {_SYSTEMS[at]}" for at, name in parts)


def _star(text: str) -> str:
    return text.replace("*", "\\*")
