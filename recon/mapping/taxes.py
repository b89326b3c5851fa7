"""Sales taxes of Canada: their rates by province, from when to when. Data only.

A company adds its own as the setting `tax_rates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# The taxes that stand alone: all others of a province come on top of GST.
HARMONIZED = "HST"
_WRITTEN = re.compile(
    r"(?P<name>[A-Z]+):(?P<province>[A-Z]{2})?:(?P<rate>0\.\d{1,6})"
    r"(:(?P<first>\d{4}-\d\d-\d\d)?(:(?P<last>\d{4}-\d\d-\d\d))?)?"
)
_BARE = re.compile(r"0\.\d{1,6}")


@dataclass(frozen=True)
class TaxRate:
    """A tax at one rate: in one province, or in all of them where none is named.

    `first` and `last` are the days between which it is valid, both included; None is
    without a limit. A rate without a name is one that a company wrote as a number.
    """

    name: str
    province: str
    rate: str
    first: date | None = None
    last: date | None = None


TAX_RATES: tuple[TaxRate, ...] = (
    TaxRate("GST", "", "0.05", date(2008, 1, 1)),
    TaxRate("QST", "QC", "0.09975", date(2013, 1, 1)),
    TaxRate("HST", "ON", "0.13", date(2010, 7, 1)),
    TaxRate("HST", "NB", "0.13", date(2008, 1, 1), date(2016, 6, 30)),
    TaxRate("HST", "NB", "0.15", date(2016, 7, 1)),
    TaxRate("HST", "NL", "0.13", date(2008, 1, 1), date(2016, 6, 30)),
    TaxRate("HST", "NL", "0.15", date(2016, 7, 1)),
    TaxRate("HST", "PE", "0.14", date(2013, 4, 1), date(2016, 9, 30)),
    TaxRate("HST", "PE", "0.15", date(2016, 10, 1)),
    TaxRate("HST", "NS", "0.15", date(2010, 7, 1), date(2025, 3, 31)),
    TaxRate("HST", "NS", "0.14", date(2025, 4, 1)),
)


def read_tax_rates(text: str) -> tuple[TaxRate, ...]:
    """The rates of a setting: `PST:BC:0.07:2013-04-01`, or a bare `0.07`.

    Raises ValueError naming the one that cannot be read.
    """
    return tuple(_read(word) for word in text.split())


def _read(word: str) -> TaxRate:
    if _BARE.fullmatch(word):
        return TaxRate("", "", word)
    found = _WRITTEN.fullmatch(word)
    try:
        if found is None:
            raise ValueError
        return TaxRate(
            found["name"],
            found["province"] or "",
            found["rate"],
            date.fromisoformat(found["first"]) if found["first"] else None,
            date.fromisoformat(found["last"]) if found["last"] else None,
        )
    except ValueError:
        raise ValueError(
            f"{word!r} is not a rate such as 0.07 or PST:BC:0.07:2013-04-01"
        ) from None
