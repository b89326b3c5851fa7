"""Mutants of a rule's query: each one wrong in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import sqlglot
from sqlglot import exp

_FLIPPED: dict[type[exp.Expr], tuple[type[exp.Expr], ...]] = {
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
    exp.LT: (exp.GTE, exp.LTE),
    exp.LTE: (exp.GT, exp.LT),
    exp.GT: (exp.LTE, exp.GTE),
    exp.GTE: (exp.LT, exp.GT),
    exp.NullSafeEQ: (exp.NullSafeNEQ,),
    exp.NullSafeNEQ: (exp.NullSafeEQ,),
}


@dataclass(frozen=True)
class Mutant:
    """A query that is wrong in one place, and what was done to it."""

    what: str
    query: str


def mutants(query: str) -> Iterator[Mutant]:
    """Every mutant: comparison flipped, condition removed, join swapped, limit ±1."""
    original = sqlglot.parse_one(query, read="duckdb")
    count = len(list(original.walk()))
    seen = {original.sql(dialect="duckdb")}
    for place in range(count):
        for what, tree in _changes(original, place):
            text = tree.sql(dialect="duckdb")
            if text not in seen:
                seen.add(text)
                yield Mutant(what, text)


def _moved(written: str, step: int) -> str:
    """A number one step of its last decimal higher or lower."""
    number = Decimal(written)
    return str(number + step * Decimal(1).scaleb(int(number.as_tuple().exponent)))


def _changes(original: exp.Expr, place: int) -> Iterator[tuple[str, exp.Expr]]:
    node = list(original.walk())[place]
    for kind in _FLIPPED.get(type(node), ()):
        tree, here = _copy(original, place)
        here.replace(kind(this=here.this.copy(), expression=here.expression.copy()))
        yield f"{node.sql(dialect='duckdb')} flipped to {kind.key}", tree
    if isinstance(node, exp.Not):
        tree, here = _copy(original, place)
        here.replace(here.this.copy())
        yield f"{node.sql(dialect='duckdb')} without its not", tree
    if isinstance(node, exp.And | exp.Or):
        for side in ("this", "expression"):
            tree, here = _copy(original, place)
            here.replace(here.args[side].copy())
            lost = node.expression if side == "this" else node.this
            yield f"{lost.sql(dialect='duckdb')[:90]} removed", tree
    if isinstance(node, exp.Where | exp.Having):
        tree, here = _copy(original, place)
        here.pop()
        yield f"{node.sql(dialect='duckdb')[:90]} removed", tree
    if isinstance(node, exp.Join):
        yield from _joins(original, place, node)
    if (
        isinstance(node, exp.Literal)
        and not node.is_string
        and node.find_ancestor(exp.DataType) is None
    ):
        for step in (-1, 1):
            moved = _moved(node.this, step)
            tree, here = _copy(original, place)
            here.replace(exp.Literal.number(moved))
            yield f"{node.this} made {moved} in {_around(node)}", tree


def _joins(
    original: exp.Expr, place: int, node: exp.Join
) -> Iterator[tuple[str, exp.Expr]]:
    shown = node.sql(dialect="duckdb").strip()[:70]
    kind = (node.kind or "").upper()
    if kind in ("ANTI", "SEMI"):
        tree, here = _copy(original, place)
        here.set("kind", "SEMI" if kind == "ANTI" else "ANTI")
        yield f"{shown}: {kind} swapped", tree
        tree, here = _copy(original, place)
        here.pop()
        yield f"{shown}: removed", tree
    elif kind != "CROSS":
        tree, here = _copy(original, place)
        is_outer = node.side.upper() == "LEFT"
        here.set("side", None if is_outer else "LEFT")
        yield f"{shown}: {'inner' if is_outer else 'left'}", tree
        tree, here = _copy(original, place)
        here.set("side", "RIGHT")
        yield f"{shown}: right", tree


def _copy(original: exp.Expr, place: int) -> tuple[exp.Expr, exp.Expr]:
    tree = original.copy()
    return tree, list(tree.walk())[place]


def _around(node: exp.Expr) -> str:
    parent = node.parent
    return parent.sql(dialect="duckdb")[:60] if parent is not None else "the query"
