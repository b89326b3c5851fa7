"""The review grid: a widget around the review session, which takes all decisions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from recon.decisions.apply import Result
from recon.errors import ReconError
from recon.fixes.fix import Fix
from recon.report.formats import number
from recon.report.markup import fill
from recon.review.session import PAGE, Filter, ReviewSession
from recon.workspace.trail import verify

_HERE = Path(__file__).parent
_MOST = 1000


class ReviewGrid(anywidget.AnyWidget):
    """Findings with their fixes, filtered, decided, approved and applied by keyboard.

    Messages carry ids and the version of the view they were taken on; a action on an
    older view is refused.
    """

    _esm = _HERE / "grid.js"
    _css = _HERE / "grid.css"
    form = traitlets.Unicode("fr-CA").tag(sync=True)
    opening = traitlets.Dict().tag(sync=True)

    def __init__(self, session: ReviewSession) -> None:
        """Show the session's first page."""
        self.session = session
        super().__init__(
            form=session.workspace.config.report.number_format,
            opening=self._overview(),
        )
        self.on_msg(self._receive)

    def _overview(self) -> dict[str, Any]:
        plan = self.session.plan
        return {
            "page": self.session.page(Filter()),
            "choices": self.session.choices(),
            "size": PAGE,
            "plan": plan.id,
            "who": self.session.who or "",
            "proposed": len(plan.writes),
            "held": len(plan.held),
            "brake": plan.brake,
            "doubts": self.session.doubts(),
            "head": str(verify(self.session.workspace.trail)),
        }

    def _receive(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        """Answer one message; an error is shown in the page, in full."""
        try:
            self._answer(message)
        except ReconError as error:
            text = f"{error.what}. Where: {error.where}. Next: {error.next_step}."
            self.send({"kind": "error", "text": text})

    def _answer(self, message: dict[str, Any]) -> None:
        session = self.session
        match message.get("kind"):
            case "page":
                narrowed = Filter.of(message["filter"])
                sort, down = str(message["sort"]), bool(message["down"])
                page = session.page(
                    narrowed, sort, down=down, start=int(message["start"])
                )
                self.send({"kind": "page", "asked": message["asked"], **page})
            case "detail":
                self.send({"kind": "detail", **session.detail(str(message["id"]))})
            case "ask":
                ids = self._ids(message)
                self.send(
                    {"kind": "ask", "verb": message["verb"], **session.size_of(ids)}
                )
            case "act":
                self._act(message)
            case "dry":
                self.send({"kind": "dry", "text": session.dry_run()})
            case "apply":
                self._apply()

    def _ids(self, message: dict[str, Any]) -> list[str]:
        """The findings named, or all that the filter of the decision takes."""
        if message.get("all"):
            return self.session.matching(Filter.of(message["filter"]))
        return [str(name) for name in message["ids"]]

    def _act(self, message: dict[str, Any]) -> None:
        more = {
            name: str(message[name])
            for name in ("reason", "cap", "until", "to", "confirm")
            if message.get(name)
        }
        ids = self._ids(message)
        done = self.session.act(
            str(message["verb"]), ids, int(message["version"]), **more
        )
        self.send({"kind": "done", "text": done, "choices": self.session.choices()})

    def _apply(self) -> None:
        def report(done: int, total: int, fix: Fix, result: Result) -> None:
            if result.outcome != "by hand":
                line = f"{result.outcome}: {fix.project or ''} {fix.key} {fix.action}"
                line += f" ({result.message})" if result.message else ""
            else:
                line = ""
            self.send({"kind": "step", "done": done, "total": total, "line": line})

        count = self.session.apply(report)
        counts = ", ".join(f"{n} {outcome}" for outcome, n in sorted(count.items()))
        head = verify(self.session.workspace.trail)
        self.send(
            {
                "kind": "applied",
                "text": f"{counts}. Next: recon pull, then recon check. Trail: {head}",
                "choices": self.session.choices(),
            }
        )

    def _repr_mimebundle_(self, **more: Any) -> Any:
        """The widget, and the plain table that a static page keeps of it."""
        bundle = super()._repr_mimebundle_(**more)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/html"] = self.table()
        return bundle

    def table(self) -> str:
        """The findings as a plain table, at most a thousand of them."""
        form = self.form
        rows = self.session.db.execute(
            "select severity, title, project, record, maestro_value, procore_value,"
            f" amount, status, age, action from review order by place limit {_MOST}"
        ).fetchall()
        [(count,)] = self.session.db.execute("select count(*) from review").fetchall()
        headings = (
            "Severity",
            "Finding",
            "Project",
            "Record",
            "maestro*",
            "Procore",
            "Amount (CAD)",
            "Status",
            "Days open",
            "Proposed",
        )
        return fill(
            "review",
            headings=headings,
            rows=[[_written(cell, form) for cell in row] for row in rows],
            count=count,
            plan=self.session.plan.id,
        )


def _written(cell: Any, form: str) -> str:
    if isinstance(cell, Decimal):
        return number(cell, form)
    return "" if cell is None else str(cell)


def open_review(workspace: str | Path = ".", who: str = "") -> ReviewGrid:
    """The review grid of a workspace's current check, for one person.

    Raises PullError where nothing was checked yet.
    """
    from recon.review.session import open_session

    return ReviewGrid(open_session(workspace, who))
