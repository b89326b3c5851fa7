"""Views of Procore's lists under the names of the mapping.

SQL reads `stage.named_<list>` and says nothing of what Procore calls a field. A field
of the mapping that is new there needs no line of SQL to be read.
"""

from __future__ import annotations

from recon.mapping import Field
from recon.mapping.lists import ListColumn, columns_of, paths
from recon.warehouse.database import Database, literal, name


def name_by_mapping(db: Database, listed: str) -> None:
    """Make the view of a staged list: its own fields, and each of the mapping's.

    Texts are trimmed there, and free of HTML where they may hold it; numbers, dates and
    ids stay as received. Of a list inside a row the view gives the path of the field.
    """
    columns = {column.name: column for column in columns_of(listed)}
    mapped: dict[str, str] = {}
    for column in columns.values():
        for _, field in column.fields:
            label, value = _selected(field, columns)
            mapped.setdefault(label, value)
    own = [
        column.name
        for column in columns.values()
        if (column.about.name or column.about.kind == "array")
        and column.name not in mapped
    ]
    shown = [name(column) for column in own]
    shown += [f"{value} as {name(label)}" for label, value in mapped.items()]
    db.execute(
        f"create view stage.named_{listed} as"
        f' select source, file, "row", project_id, about, {", ".join(shown)}'
        f" from stage.procore_{listed}"
    )


def _selected(field: Field, columns: dict[str, ListColumn]) -> tuple[str, str]:
    """The name of a field of the mapping, and the SQL of its value."""
    parts = []
    for path in paths(field):
        top, _, inside = path.partition(".")
        if columns[top].about.kind == "array":
            return f"{field.name}_path", literal(f"$.{inside}")
        parts.append(_value(columns[top], inside))
    stand_ins = [c for c in columns.values() if c.about.stands_in == field.name]
    if stand_ins:
        parts = [f"clean({part})" for part in parts]
        parts += [f"clean({name(column.name)})" for column in stand_ins]
        return field.name, f"coalesce({', '.join(parts)})"
    if len(parts) > 1:
        return field.name, f"concat_ws(' ', {', '.join(parts)})"
    return field.name, parts[0]


def _value(column: ListColumn, inside: str) -> str:
    text = name(column.name)
    if inside:
        return (
            f"json_extract_string(try_cast({text} as json), {literal(f'$.{inside}')})"
        )
    if column.about.has_html:
        return f"plain({text})"
    is_id = column.name == "id" or column.name.endswith("_id")
    return f"clean({text})" if column.about.kind == "text" and not is_id else text
