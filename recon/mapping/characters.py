"""Invisible characters: the list of them, and how they are made visible.

The one list of them: pages and commands use it here, SQL through `character_macros`.
"""

from __future__ import annotations

import re
import unicodedata

# Controls, soft hyphen, joiners, fillers, marks of direction, zero widths, byte order
# marks, variation selectors and tags: no width, no ink.
_INVISIBLE = (
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
# Blanks that look like another blank: usual in a text, a trap in a code.
_BLANKS = (
    (0x09, 0x0A),
    (0x0D, 0x0D),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
)
# Letters and marks that look like others: Greek, Cyrillic, wide forms, dashes, quotes.
_ALIKE = (
    (0x37E, 0x3FF),
    (0x400, 0x52F),
    (0x2010, 0x2015),
    (0x2018, 0x201B),
    (0x2212, 0x2212),
    (0xFE58, 0xFE58),
    (0xFE63, 0xFE63),
    (0xFF01, 0xFF5E),
)
_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеоѕіјрсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧο‐‑‒–—―−﹘﹣‘’‚‛",
    "ABESIJKMHOPCTXYaeosijpcxyABEZHIKMNOPTYXo---------''''",
)


def _python(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _sql(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in ranges)


_UNSEEN = re.compile(f"[{_python(_INVISIBLE)}]")
_TRAPS = re.compile(f"[{_python(_INVISIBLE + _BLANKS + _ALIKE)}]|(?<= ) ")
_ANY_BLANK = re.compile(f"[ {_python(_BLANKS)}]+")


def visible(text: str) -> str:
    """A text with each invisible character as its code point: `S1002⟨U+200B⟩`."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_code_point, text)


def visible_code(text: str) -> str:
    """The same for a code: odd blanks and look-alike letters are shown too."""
    return _TRAPS.sub(_code_point, text)


def look_equal(one: str, other: str) -> bool:
    """Whether two texts differ, and a reader sees no difference."""
    return one != other and _as_seen(one) == _as_seen(other)


def _as_seen(text: str) -> str:
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _ANY_BLANK.sub(" ", plain).strip().translate(_LATIN)


def _code_point(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"


def character_macros() -> str:
    """The SQL of two macros over the same list.

    `unseen(x)` gives the invisible characters of a text and the blanks that are not
    plain ones; `seen(x)` the text without the ones and with plain blanks.
    """
    invisible, blanks = _sql(_INVISIBLE), _sql(_BLANKS)
    return f"""
        create macro unseen(x) as
            regexp_replace(x, '[^{invisible}{blanks}]', '', 'g');
        create macro seen(x) as
            case
                when regexp_matches(x, '[^ -~]')
                    then regexp_replace(
                        regexp_replace(x, '[{invisible}]', '', 'g'),
                        '[{blanks}]', ' ', 'g'
                    )
                else x
            end;
    """
