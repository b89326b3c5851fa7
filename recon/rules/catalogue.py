"""The generated pages: the rules, the mapping, the exports and the matching."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recon.mapping import ENTITIES, EVIDENCE, EXPORTED, SETTINGS, Entity, Field
from recon.mapping.lists import PROCORE_LISTS
from recon.resources import queries
from recon.rules.coverage import Coverage, coverage
from recon.rules.fix_kinds import FIX_KINDS
from recon.rules.head import Rule, read_rules
from recon.rules.matching_page import cost_matching

_DIRECTIONS = {
    "both": "both ways",
    "to_procore": "maestro\\* to Procore",
    "to_maestro": "Procore to maestro\\*",
    "none": "never synchronised",
}


_HOLDS = {
    "code": "a code, as text",
    "text": "text",
    "date": "a date",
    "money": "an amount",
    "quantity": "a quantity",
    "flag": "yes or no",
}


def rule_catalogue(rules: Iterable[Rule]) -> str:
    """The page queries/README.md: every rule by its exchange."""
    listed = list(rules)
    lines = [
        "# The rules",
        "",
        f"{len(listed)} rules, one SQL file each; every row a rule returns is a",
        "finding. Generated from the heads of the files: `make docs` writes it again.",
        "",
        "| rule | severity | entity | exchange | what |",
        "| --- | --- | --- | --- | --- |",
    ]
    for rule in listed:
        place = rule.path.relative_to(queries()).as_posix()
        lines.append(
            f"| [`{rule.name}`]({place}) | {rule.severity} | {rule.entity} "
            f"| {rule.exchange} | {_plain(rule.title)} |"
        )
    for rule in listed:
        lines += ["", f"## {rule.name}", "", f"**{_plain(rule.title)}.** "]
        lines[-1] += _plain(rule.explanation)
        lines += ["", f"- Severity: {rule.severity}; entity: {rule.entity}."]
        lines.append(f"- Key: {', '.join(f'`{key}`' for key in rule.key)}.")
        lines += [f"- Needs{_for(entity)}: {_tables(t)}." for entity, t in rule.inputs]
        lines += [
            f"- Message{f' ({case})' if case else ''}: `{template.text}`."
            for case, template in rule.messages.items()
        ]
        if rule.who_wins:
            lines.append(f"- Who wins: {_plain(rule.who_wins)}.")
        if rule.fix:
            lines.append(f"- Fix: `{rule.fix}`.")
        lines.append(f"- A person, on {_plain(rule.screen)}: {_plain(rule.action)}.")
        if rule.action_retired:
            lines.append(
                f"- Where the bridge is retired: {_plain(rule.action_retired)}."
            )
        lines.append(f"- Source: {_plain(rule.source)}.")
    lines += [
        "",
        "## Kinds of fix",
        "",
        "What `fix:` in the head of a rule may say, a company's own rules too. Where a",
        "finding lacks what its fix needs, or the policy does not allow it, a person",
        "does the rule's action.",
        "",
        "| fix | what it does | the rule's key names |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| `{name}` | {_plain(kind.does)} | {_tables(kind.key) or '-'} |"
        for name, kind in FIX_KINDS.items()
    ]
    return "\n".join(lines) + "\n"


def mapping_reference() -> str:
    """The page docs/mapping.md: every field of every exchange, with its evidence."""
    lines = [
        "# The mapping",
        "",
        "What maestro\\* and Procore call the same thing, field by field. Each fact",
        "says where it comes from; what the sources leave open is a setting.",
        "This page is generated: `make docs` writes it again.",
    ]
    looking = coverage(read_rules(queries()))
    for entity in ENTITIES:
        lines += _entity(entity, looking)
    lines += _lists()
    lines += [
        "",
        "## Settings",
        "",
        "| setting | default | evidence | what it decides |",
    ]
    lines.append("| --- | --- | --- | --- |")
    lines += [
        f"| `{s.name}` | `{s.default or ' '}` | {s.evidence} | {_plain(s.note)} |"
        for s in SETTINGS
    ]
    return "\n".join(lines) + "\n"


def export_lists() -> str:
    """The page docs/exports.md: for each entity, the list to define in maestro*."""
    lines = [
        "# The lists to export from maestro\\*",
        "",
        "One saved list of the List Generator (Maintenance > File Maintenance > Files",
        "> List Generator) an entity, these columns in this order, exported to Excel",
        "or as text, under one of the names. Labels may be English or French, and",
        "columns may be more and in another order; those in bold must be there. For a",
        "SELECT or a gateway the name of a column is the one in the last column.",
        "This page is generated: `make docs` writes it again.",
    ]
    for entity in EXPORTED:
        files = ", ".join(f"`{name}`" for name in entity.files)
        lines += [
            "",
            f"## {_capital(_plain(entity.title))}",
            "",
            f"File: {files}. Screen: {_plain(entity.maestro_screen).rstrip('.')}.",
            "",
            "| column | also understood | holds | name |",
            "| --- | --- | --- | --- |",
        ]
        for field in entity.fields:
            label = _plain(field.maestro or field.name)
            shown = f"**{label}**" if field.is_required else label
            also = ", ".join(_plain(header) for header in field.headers) or "-"
            holds = _HOLDS[field.kind]
            lines.append(f"| {shown} | {also} | {holds} | `{field.name}` |")
    return "\n".join(lines) + "\n"


def _lists() -> list[str]:
    """The lists of Procore, by their tool: the permissions that reading them takes."""
    lines = [
        "",
        "## The lists of Procore",
        "",
        "What is read, with the tool whose permission it takes. Some long lists are",
        "asked for their changes since the last pull only.",
        "",
        "| list | tool | path | narrowed by | by its changes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for declared in sorted(PROCORE_LISTS, key=lambda d: d.tool):
        query = ", ".join(f"`{k}={v}`" for k, v in declared.query.items())
        lines.append(
            f"| `{declared.key}` | {declared.tool} | `{declared.path}` "
            f"| {query or '-'} | {'yes' if declared.by_change else 'no'} |"
        )
    return lines


def _entity(entity: Entity, looking: Coverage) -> list[str]:
    when = "at creation and update" if entity.updates else "at creation only"
    when = "" if entity.direction == "none" else f", {when}"
    lines = [
        "",
        f"## {entity.title}",
        "",
        f"maestro\\*: {entity.maestro_screen.rstrip('.')}. "
        f"Procore: {entity.procore_screen}. "
        f"{_capital(_DIRECTIONS[entity.direction])}{when}."
        + (f" Who wins: {_plain(entity.who_wins)}." if entity.who_wins else ""),
        "",
    ]
    needs = (
        ("To Procore it needs", entity.to_procore_needs),
        ("To maestro\\* it needs", entity.to_maestro_needs),
        ("Kept out by the tags", entity.exclusion_tags),
    )
    lines += [f"- {words}: {_plain(', '.join(n))}." for words, n in needs if n]
    if entity.note:
        lines.append(f"- {_capital(_plain(entity.note))}.")
    lines += [
        "",
        "| field | maestro\\* | Procore | longest in maestro\\* | compared as "
        "| evidence | note | rules |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return lines + [
        _field(field, looking[entity.name, field.name]) for field in entity.fields
    ]


def _field(field: Field, rules: tuple[str, ...]) -> str:
    limit = ""
    if field.maestro_length is not None:
        limit = f"{field.maestro_length}, {field.when_longer}"
    shown = " / ".join(EVIDENCE[mark] or "none" for mark in field.marks.split("/"))
    procore = f"{field.procore_label or ''} `{field.procore}`" if field.procore else ""
    if field.derived:
        procore = f"{field.procore_label or ''} (derived: {field.derived})"
    compared = "" if field.compare == "none" else field.compare
    return (
        f"| `{field.name}` | {_plain(field.maestro or '')} | {procore.strip()} "
        f"| {limit} | {compared} | {shown} | {_plain(field.note or '')} "
        f"| {_tables(rules) or 'none'} |"
    )


def _for(entity: str) -> str:
    return "" if entity == "many" else f" for {entity}"


def _tables(tables: Iterable[str]) -> str:
    return ", ".join(f"`{table}`" for table in tables)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(text: str) -> str:
    return text.replace("*", "\\*").replace("|", "\\|")


def pages() -> dict[Path, str]:
    """Each generated page of a checkout, with the text it must have."""
    top = queries().parent
    return {
        queries() / "README.md": rule_catalogue(read_rules(queries())),
        top / "docs" / "mapping.md": mapping_reference(),
        top / "docs" / "exports.md": export_lists(),
        top / "docs" / "cost-matching.md": cost_matching(),
    }


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8", newline="\n")
