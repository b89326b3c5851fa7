"""The SQL that types one cell of an export, and that says why it is rejected.

Values are read by the profile's convention only; nothing is guessed a cell at a time.
"""

from __future__ import annotations

from recon.mapping import Field
from recon.warehouse.database import literal, name
from recon.workspace.config import DATE_FORMATS, SERIAL

TYPES = {
    "code": "varchar",
    "text": "varchar",
    "date": "date",
    "flag": "boolean",
    "money": "decimal(18, 2)",
    "quantity": "decimal(18, 6)",
}
DECIMALS = {"money": 2, "quantity": 6}
_WORDS = {2: "two", 6: "six"}
_BLANKS = "[ \\x{a0}\\x{202f}]"
TIME = "[ T]\\d{1,2}:\\d{2}(:\\d{2}([.]\\d+)?)?"
_YES = "'O', 'OUI', 'Y', 'YES', '1', 'TRUE', 'VRAI', 'X', '-1'"
_NO = "'N', 'NON', 'NO', '0', 'FALSE', 'FAUX'"
# What a spreadsheet writes in place of a value it could not compute, and of a number
# that its column is too narrow for.
_ERROR = (
    "^#(N/A|N/D|REF!|VALUE!|VALEUR ?!|DIV/0 ?!|NAME ?\\?|NOM ?\\?|NUM ?!|NOMBRE ?!"
    "|NULL ?!|NUL ?!|SPILL!|CALC!|#+)$"
)
_SCIENTIFIC = "^\\d([.,]\\d+)?[eE]\\+\\d+$"


def typing(
    field: Field, *, decimal: str, date_format: str, is_typed: bool
) -> tuple[str, str]:
    """The SQL of a field's value, and of the reason it is rejected (null: it is not).

    `is_typed` values came as numbers and are judged by their value; a person's text
    is judged by its digits, so that a third decimal is a reject even when it is zero.
    """
    text = name(field.name)
    value, reason = text, "null"
    if field.kind in DECIMALS:
        value, reason = _number(field, text, decimal, is_typed)
    elif field.kind == "date":
        value, reason = _date(text, date_format)
    elif field.kind == "flag":
        value = f"case when upper({text}) in ({_YES}) then true else false end"
        reason = (
            f"case when upper({text}) not in ({_YES}, {_NO}) "
            "then 'neither yes nor no' end"
        )
    elif field.kind == "code":
        # A stray quote mark: one was opened or closed too many on the row.
        reason = (
            f"case when regexp_matches({text}, '{_SCIENTIFIC}')"
            f" then 'a code that a spreadsheet shortened to ' || {text}"
            f" when contains({text}, '\"') then 'a code with a stray quote mark' end"
        )
    return value, (
        f"case when starts_with({text}, '#')"
        f" and regexp_matches({text}, '{_ERROR}', 'i')"
        f" then 'the error value ' || {text} || ' of a spreadsheet'"
        f"{_needed(field, text)}{_listed(field, text)} else {reason} end"
    )


def _needed(field: Field, text: str) -> str:
    """An amount that the field must have is never silently empty."""
    if not field.is_required or field.kind not in DECIMALS:
        return ""
    return f" when {text} is null then 'empty'"


def _listed(field: Field, text: str) -> str:
    """A field of a closed list takes no other value, and is not left empty."""
    if not field.values:
        return ""
    known = ", ".join(literal(value) for value in field.values)
    return (
        f" when {text} is null then 'empty'"
        f" when {text} not in ({known}) then 'not one of the values of its list'"
    )


def fits(field: Field, decimal: str) -> str:
    """The SQL that says whether a cell is a number under a decimal mark."""
    text = name(field.name)
    return f"regexp_matches({_bare(field, text)}, '{_shape(decimal)}')"


def _bare(field: Field, text: str) -> str:
    signs = "[$%]" if field.kind == "quantity" else "[$]"
    return (
        f"regexp_replace(regexp_replace({text},"
        f" '^([-(]?){_BLANKS}*{signs}{_BLANKS}*', '\\1'),"
        f" '{_BLANKS}*{signs}{_BLANKS}*([-)]?)$', '\\1')"
    )


def _thousands(decimal: str) -> str:
    return _BLANKS if decimal == "," else "[, \\x{a0}\\x{202f}]"


def _shape(decimal: str) -> str:
    mark = "," if decimal == "," else "\\."
    number = f"(\\d+|\\d{{1,3}}({_thousands(decimal)}\\d{{3}})+)({mark}\\d+)?"
    return f"^(\\({number}\\)|-?{number}|{number}-)$"


def _number(field: Field, text: str, decimal: str, is_typed: bool) -> tuple[str, str]:
    bare = _bare(field, text)
    body = f"regexp_replace({bare}, '^[-(]|[-)]$', '', 'g')"
    plain = f"regexp_replace({body}, '{_thousands(decimal)}', '', 'g')"
    canonical = f"replace({plain}, '{decimal}', '.')"
    sign = f"case when regexp_matches({bare}, '^[-(]|-$') then '-' else '' end"
    digits = f"split_part({canonical}, '.', 2)"
    if is_typed or field.kind != "money":
        digits = f"rtrim({digits}, '0')"
    value = f"try_cast({sign} || {canonical} as {TYPES[field.kind]})"
    most = DECIMALS[field.kind]
    reason = (
        f"case when {text} is null then null"
        f" when not {fits(field, decimal)}"
        f" then 'not a number with the decimal mark {decimal}'"
        f" when length({digits}) > {most} then 'more than {_WORDS[most]} decimals'"
        f" when {value} is null then 'too large an amount' end"
    )
    return value, reason


def _date(text: str, written: str) -> tuple[str, str]:
    """A date as the profile writes it; a time of day beside it is left out."""
    day = f"regexp_replace({text}, '{TIME}$', '')"
    empty = f"regexp_matches({day}, '^(0{{2,4}}[-/]?0{{2}}[-/]?0{{2,4}}|0)$')"
    if written == SERIAL:
        number = f"try_cast(regexp_extract({text}, '^\\d{{1,7}}') as integer)"
        shape = f"regexp_matches({text}, '^\\d{{1,7}}([.,]\\d+)?$')"
        value = (
            f"case when {shape} and {number} between 1 and 2958465"
            f" then date '1899-12-30' + {number} end"
        )
    else:
        digits = {"%Y": "\\d{4}", "%m": "\\d{1,2}", "%d": "\\d{1,2}"}
        shape = "\\d{8}" if written == "%Y%m%d" else written
        for part, form in digits.items():
            shape = shape.replace(part, form)
        value = (
            f"case when regexp_matches({day}, '^{shape}$')"
            f" then cast(try_strptime({day}, {literal(written)}) as date) end"
        )
    shown = next(k for k, v in DATE_FORMATS.items() if v == written)
    reason = (
        f"case when {text} is not null and not {empty} and {value} is null"
        f" then {literal(f'not a date written {shown}')} end"
    )
    return value, reason
