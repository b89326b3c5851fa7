"""The convention of a whole export column: its date format and decimal mark."""

from __future__ import annotations

from recon.errors import ExportError
from recon.mapping import Field
from recon.systems.maestro.export import Export
from recon.warehouse.database import Database, literal, name
from recon.warehouse.maestro_typing import TIME, fits
from recon.workspace.config import DATE_FORMATS, MaestroSide

_TRIED = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d")
# Fewer numbers than this that do not fit are rejects of their own.
_FEWEST = 3


def prove_convention(
    db: Database, export: Export, numbers: list[Field], side: MaestroSide
) -> None:
    """Whether the numbers of an export are written as its profile says.

    Raises ExportError, with examples and the setting, where another decimal mark fits
    a column better: one statement in place of a reject for each row.
    """
    other = "." if side.decimal == "," else ","
    for field in numbers:
        text = name(field.name)
        own, fitting = fits(field, side.decimal), fits(field, other)
        row = db.execute(
            f"""
            select count(*), count(*) filter (where {own}),
                count(*) filter (where {fitting}),
                count(*) filter (where not {own}),
                list({text} order by "row") filter (where not {own})[1:3]
            from stage.{export.entity.name}_text where {text} is not null
            """
        ).fetchone()
        assert row is not None
        count, reads, reads_other, wrong, examples = row
        if wrong >= _FEWEST and reads_other > reads:
            label = export.header[export.fields.index(field.name)]
            words = {",": "a decimal comma", ".": "a decimal point"}
            raise ExportError(
                what=f"The numbers of {label!r} are written with {words[other]}, the "
                f"profile says {words[side.decimal]}: {wrong} of {count} do not fit, "
                f"such as {'; '.join(examples)}",
                where=f"maestro* export of {export.entity.title.lower()}",
                next_step=f'Set decimal = "{other}" in recon.toml [maestro] or '
                f"[maestro.profiles.{export.entity.name}], then run `recon check`",
            )


def date_format(db: Database, export: Export, field: Field, side: MaestroSide) -> str:
    """The format of a date column: the profile's, else the one that reads most.

    Raises ExportError where day-first and month-first both read the whole column.
    """
    imposed = DATE_FORMATS[side.date_format]
    if imposed is not None:
        return imposed
    text = f"regexp_replace({name(field.name)}, '{TIME}$', '')"
    read = ", ".join(f"count(try_strptime({text}, {literal(f)}))" for f in _TRIED)
    row = db.execute(
        f"""
        select count(*), {read},
            count(*) filter (where try_strptime({text}, '%d/%m/%Y')
                <> try_strptime({text}, '%m/%d/%Y')),
            min({text}) filter (where try_strptime({text}, '%d/%m/%Y')
                <> try_strptime({text}, '%m/%d/%Y'))
        from stage.{export.entity.name}_text where {text} is not null
        """
    ).fetchone()
    assert row is not None
    count, *reads, different, example = row
    if different and reads[2] == count and reads[3] == count:
        label = export.header[export.fields.index(field.name)]
        raise ExportError(
            what=f"The dates of {label!r} may be day-first or month-first:"
            f" {example} and all others read both ways",
            where=f"maestro* export of {export.entity.title.lower()}",
            next_step="Set date_format in recon.toml [maestro], to JJ/MM/AAAA or "
            "MM/JJ/AAAA",
        )
    best = max(range(len(_TRIED)), key=lambda n: reads[n])
    return _TRIED[best]
