"""Numbers and dates as the reader writes them, digit for digit."""

from __future__ import annotations

from datetime import date
from decimal import MAX_PREC, ROUND_HALF_UP, Decimal, localcontext
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

# A minus sign that is as wide as a digit, in place of the locale's hyphen.
_MINUS = "\u2212"


def number(value: Decimal | int, number_format: str, places: int | None = 2) -> str:
    """Write a number: 1 234,56 in fr-CA, 1,234.56 in en-CA.

    It is rounded half away from zero to `places` decimals; without these it shows all
    it has, and no zeros at its end.
    """
    # Python's own context would cut what has more than 28 digits.
    with localcontext(prec=MAX_PREC, rounding=ROUND_HALF_UP):
        written: str = _pattern(places).apply(
            Decimal(value),
            _locale(number_format),
            decimal_quantization=places is not None,
        )
    return written


def day(value: date, number_format: str) -> str:
    """Write a date: 2026-10-31 in fr-CA and in en-CA."""
    return format_date(value, "short", locale=_locale(number_format))


@cache
def _locale(number_format: str) -> Locale:
    return Locale.parse(number_format, sep="-")


@cache
def _pattern(places: int | None) -> NumberPattern:
    decimals = "#" if places is None else "0" * places
    digits = f"#,##0.{decimals}".rstrip(".")
    return parse_pattern(f"{digits};{_MINUS}{digits}")
