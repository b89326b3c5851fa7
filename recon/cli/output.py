"""What several commands print: a check's summary, JSON, the trail's head."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from recon.mapping.characters import visible
from recon.plurals import counted
from recon.workspace import Workspace


def summary(outcome: dict[str, Any], report: str | None = None) -> str:
    """The outcome of a check in one screen: severities, rules, what did not run."""
    findings = outcome["findings"]
    of_severity = Counter(finding["severity"] for finding in findings)
    of_rule = Counter((f["severity"], f["rule"]) for f in findings)
    order = {"error": 0, "warning": 1, "notice": 2}
    lines = [
        f"{counted(len(findings), 'finding')}: "
        + ", ".join(counted(of_severity[name], name) for name in order),
        "",
    ]
    ranked = sorted(of_rule.items(), key=lambda i: (order[i[0][0]], -i[1], i[0][1]))
    lines += [f"  {count:>5}  {s:<8} {rule}" for (s, rule), count in ranked[:11]]
    if len(ranked) > 11:
        rest = sum(count for _, count in ranked[11:])
        lines.append(f"  {rest:>5}  in {len(ranked) - 11} more rules")
    ran = [rule for rule in outcome["rules"] if rule["verdict"] == "ran"]
    partly = [rule for rule in ran if rule["not_run_for"]]
    lines += [
        "",
        f"{len(ran)} of {len(outcome['rules'])} rules ran"
        + (f", {len(partly)} of them not for everything" if partly else ""),
    ]
    gaps = dict.fromkeys(
        (gap["project"] or gap["entity"], gap["reason"].partition(": ")[2])
        for rule in ran
        for gap in rule["not_run_for"]
    )
    lines += [f"  not for {place}: {reason}" for place, reason in [*gaps][:4]]
    if len(gaps) > 4:
        lines.append(f"  and {len(gaps) - 4} more; the report lists them all")
    for rule in outcome["rules"]:
        if rule["verdict"] != "ran":
            lines.append(f"  {rule['verdict']}: {rule['rule']}: {rule['reason']}")
    doubts = outcome.get("doubts", [])
    resting = [doubt for doubt in doubts if doubt["findings"]]
    if doubts:
        count = counted(len(doubts), "doubt")
        lines.append(f"{count} about what was read; see `recon doubts`")
        lines += [
            f"  {counted(d['findings'], 'finding rests', 'findings rest')} on: "
            f"{d['reason']}"
            for d in resting[:1]
        ]
    if "cost_code_hint" in outcome["run"]:
        lines += ["", f"Cost codes: {outcome['run']['cost_code_hint']}"]
    if report is not None:
        lines += ["", f"Report: {report}"]
    return visible("\n".join(lines))


def as_json_text(content: object) -> str:
    """JSON for the console: characters that it cannot show are escaped."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(content, ensure_ascii=not is_unicode, indent=1)


def print_head(workspace: Workspace) -> None:
    """Print the trail's count and head, to be kept elsewhere."""
    from recon.workspace.trail import verify

    print(f"Trail: {verify(workspace.trail)}", file=sys.stderr)
