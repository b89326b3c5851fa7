"""The mapping wrong in one declaration, and what then comes out of a company.

A mutant is a module of `recon.mapping` with one word changed. It runs in a process of
its own, which imports the package afresh, and says at what the company differs first.
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import io
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import recon.mapping
from recon.mapping.list_spec import ProcoreList
from recon.mapping.lists import lists_of, tables
from recon.mapping.spec import Entity
from tests.gates.mutated_company import Reach

FOLDER = Path(recon.mapping.__file__).parent
# Which word of a declaration is of which kind, and what it becomes.
_TEXTS = {
    "procore": ("Procore name", "no_such_field"),
    "maestro": ("maestro* header", "No Such Header"),
    "when_longer": ("overflow", "kept whole"),
    "path": ("list path", "/rest/v1.0/no_such_list"),
}
_OTHERS = {
    "direction": {
        **dict.fromkeys(("both", "to_procore"), "to_maestro"),
        "to_maestro": "to_procore",
    },
    "over_length": {"error": "warning", "warning": "notice", "notice": "error"},
    "drift": {"error": "warning", "warning": "notice", "notice": "error"},
    "who_wins": {"maestro*": "Procore", "Procore": "maestro*"},
    "compare": {"text": "none", "letters": "none"},
    "kind": {
        **dict.fromkeys(("code", "text", "either"), "money"),
        **dict.fromkeys(("date", "money", "quantity", "flag"), "text"),
        **dict.fromkeys(("day", "number", "object", "array"), "flag"),
    },
}
_KINDS = {
    "over_length": "overflow severity",
    "drift": "drift severity",
    "who_wins": "who wins",
}
# Functions that declare fields: which of their arguments are words of a declaration.
_PLACES = {
    "_date": {1: "maestro", 2: "procore"},
    "_text": {1: "maestro"},
    "_effect": {1: "maestro"},
}
_DECLARING = {"Field", "Entity", "ProcoreList", "ListField", "replace", *_PLACES}


@dataclass(frozen=True)
class Mutant:
    """One word of one module, and what it becomes."""

    module: str
    kind: str
    line: int
    column: int
    before: str
    after: Any
    owner: str = ""

    @property
    def what(self) -> str:
        """The mutant in words, without its line, so that it keeps its name."""
        return f"{self.owner}: {self.kind} {self.before} -> {self.after}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of one module of the mapping."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call, owner in _calls(tree, ""):
        called = getattr(call.func, "id", "")
        places = _PLACES.get(called, {})
        words = [(places[n], v) for n, v in enumerate(call.args) if n in places]
        words += [(word.arg or "", word.value) for word in call.keywords]
        if called == "ListField":  # its kind is of Procore's answer
            words = [("list kind" if w == "kind" else w, v) for w, v in words]
        for word, value in words:
            for kind, after in _changes(word, value):
                yield Mutant(
                    path.stem,
                    kind,
                    value.lineno,
                    value.col_offset,
                    ast.unparse(value)[:50],
                    after,
                    f"{path.stem}.{owner}",
                )


def reach_of(module: str) -> Reach:
    """What a module of the mapping speaks of; all, where it declares parts of it."""
    declared = importlib.import_module(f"recon.mapping.{module}")
    values = list(vars(declared).values())
    values += [part for value in values if isinstance(value, tuple) for part in value]
    entities = {e.name: e for e in values if isinstance(e, Entity)}
    listed = {p.staged_as for p in values if isinstance(p, ProcoreList)}
    if not entities and not listed:
        entities = {entity.name: entity for entity in recon.mapping.ENTITIES}
        listed = set(tables())
    fields = [(e, field) for e in entities.values() for field in e.fields]
    listed |= {name for e, field in fields for name in lists_of(e, field)}
    return Reach(tuple(sorted(entities)), tuple(sorted(listed & set(tables()))))


def _calls(node: ast.AST, owner: str) -> Iterator[tuple[ast.Call, str]]:
    """The declaring calls under a node, each with the names it stands under."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef):
        target = node.targets[0] if isinstance(node, ast.Assign) else node
        owner = getattr(target, "id", getattr(target, "name", owner))
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _DECLARING:
        named = [k.value for k in node.keywords if k.arg in ("name", "of")]
        first = next(
            (a for a in [*named, *node.args] if isinstance(a, ast.Constant)), None
        )
        label = str(first.value) if first else getattr(node.func, "id", "")
        if isinstance(node.args[0] if node.args else None, ast.Name):
            label = getattr(node.args[0], "id", label)
        owner = f"{owner}.{label}"
        yield node, owner
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, owner)


def _changes(word: str, value: ast.expr) -> Iterator[tuple[str, Any]]:
    given = value.value if isinstance(value, ast.Constant) else None
    if word in _TEXTS and (isinstance(given, str) or isinstance(value, ast.JoinedStr)):
        yield _TEXTS[word]
    elif word == "maestro_length" and isinstance(given, int):
        yield from (("length", given + 1), ("length", given - 1))
    elif word == "procore_length" and isinstance(given, int):
        yield from (("length in Procore", given + n) for n in (1, -1))
    elif word == "direction" and given == "none":
        yield from (("direction", "to_maestro"), ("direction", "to_procore"))
    elif word == "is_required" and given is True:
        yield "requiredness", False
    elif word == "list kind" and isinstance(given, str):
        yield "kind in Procore", _OTHERS["kind"][given]
    elif word in _OTHERS and isinstance(given, str):
        default = "none" if word == "compare" else given
        yield _KINDS.get(word, word), _OTHERS[word].get(given, default)


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module of the mapping with one word changed."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != f"recon.mapping.{self.mutant.module}":
            return None
        return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module: ModuleType) -> None:
        path = FOLDER / f"{self.mutant.module}.py"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        changed = _Change(self.mutant).visit(tree)
        exec(compile(ast.fix_missing_locations(changed), path, "exec"), vars(module))


class _Change(ast.NodeTransformer):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def generic_visit(self, node: ast.AST) -> ast.AST:
        at = (getattr(node, "lineno", 0), getattr(node, "col_offset", -1))
        is_word = isinstance(node, ast.Constant | ast.JoinedStr)
        if is_word and at == (self.mutant.line, self.mutant.column):
            return ast.copy_location(ast.Constant(self.mutant.after), node)
        return super().generic_visit(node)


def in_a_child(mutant: Mutant | None, work: Any) -> Any:
    """Do a piece of work in a child that imports the package afresh; what it gives.

    `work` is the name of a function of `tests.gates.mutated_company` and its arguments.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            given = _afresh(mutant, *work)
            with os.fdopen(writing, "wb") as stream:
                pickle.dump(given, stream)
        finally:
            os._exit(0)  # also where nobody reads: a child never goes on as its parent
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        content = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(content) if content else "it died"


def _afresh(mutant: Mutant | None, name: str, *arguments: Any) -> Any:
    sys.stdout = sys.stderr = io.StringIO()
    for module in [m for m in sys.modules if m.split(".")[0] in ("recon", "tests")]:
        del sys.modules[module]
    if mutant is not None:
        sys.meta_path.insert(0, _Loader(mutant))
    folder = Path(tempfile.mkdtemp(prefix="mutant-"))
    try:
        company = importlib.import_module("tests.gates.mutated_company")
        return getattr(company, name)(folder, *arguments)
    except Exception as error:
        return f"it raised {error!r}"[:400]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Company:
    """A company laid out for the steps, and what each of them gives of it."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self._right: dict[tuple[str, Reach], dict[str, str]] = {}

    def differs(self, mutant: Mutant | None, step: str) -> str:
        """Where a step comes out otherwise than is right; empty where it does not."""
        reach = reach_of(mutant.module if mutant else "fields")
        if step not in ("drawn exports", "typed exports", "typed lists"):
            reach = Reach((), ())
        if (step, reach) not in self._right:
            given = in_a_child(None, ("digests", self.at, (step,), reach))
            assert isinstance(given, dict), given
            self._right[step, reach] = given
        right = self._right[step, reach]
        return str(in_a_child(mutant, ("differing", self.at, step, reach, right)))
