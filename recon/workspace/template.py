"""Writes the recon.toml of `recon init`: each key with its default and its meaning."""

from __future__ import annotations

from recon.mapping import SETTINGS

_HEAD = """\
# recon.toml: the two companies that are reconciled here.
# Secrets never stand in this file: set RECON_PROCORE_CLIENT_ID and
# RECON_PROCORE_CLIENT_SECRET in the environment, or keep them with `recon secret`.

[company]
name = {name}
time_zone = "America/Toronto"

[procore]
# Login and API are separate hosts. Production:
#   https://api.procore.com and https://login.procore.com
# Developer sandbox:
#   https://sandbox.procore.com and https://login-sandbox.procore.com
base_url = {base_url}
login_url = {login_url}
company_id = {company_id}
environment = {environment}
# service: an app with an id and secret of its own; person: `recon login`, once.
sign_in = "service"
calls_per_hour = 3600      # to estimate; what the answers state is obeyed
parallel = 4               # calls on their way at once
resume_hours = 24          # how long a stopped pull may go on

[maestro]
# One export an entity: projets, activites, groupes, budget, fournisseurs, clients
# (or projects, activities, groups, budget, suppliers, customers), as .csv, .txt, .xlsx
# or .xls; a manifest.toml beside them may say how each is written.
# source: files; sql, with RECON_MAESTRO_URL and a SELECT an entity below; gateway, with
# gateway_url and RECON_MAESTRO_TOKEN. See docs/connections.md.
source = {source}
exports = "exports"
# gateway_url = "https://books.example/recon"
environment = {environment}
# One profile is one convention; nothing is guessed a cell at a time.
encoding = "auto"          # auto, utf-8, windows-1252, iso-8859-1, cp850, utf-16
delimiter = "auto"         # auto, ";", ",", "\\t", "|"
decimal = ","              # "," for 1 234,56; "." for 1,234.56
# auto, AAAA-MM-JJ, JJ-MM-AAAA, JJ/MM/AAAA, MM/JJ/AAAA, AAAAMMJJ, serial (of Excel)
date_format = "auto"
# [maestro.profiles.supplier]
# encoding = "cp850"
# [maestro.queries]
# supplier = "select code, name, status, 'O' as is_ticked from fournisseurs"
# [maestro.headers.supplier]
# "My header" = "name"

[scope]
# Patterns of project codes. Excluded projects are counted in the report.
include = ["*"]
exclude = {exclude}

[fixes]
# While the bridge runs, recon creates nothing that the bridge would create again.
bridge = {bridge}            # active, retired
# Only one program may write Procore's origin_id: bridge, recon, nobody.
origin_owner = {origin_owner}
[fixes.owners]
# Who wins where a field of a linked record differs: maestro, procore, nobody.
# "supplier.phone" = "procore"

[approval]
# Nobody approves more than this at once, in CAD; empty is no limit. The proposer of a
# plan never approves it. With two_persons, two people together may go above it.
limit = ""
two_persons = false
[approval.limits]
# "Marie Tremblay" = "250000.00"

[report]
number_format = "fr-CA"    # fr-CA: 1 234,56; en-CA: 1,234.56

[settings]
# What the sources leave open, and the tolerances. A line without # is in force.
"""


def commented_toml(
    *,
    name: str = "My company",
    base_url: str = "https://api.procore.com",
    login_url: str = "https://login.procore.com",
    company_id: int = 0,
    environment: str = "production",
    source: str = "files",
    bridge: str = "active",
    origin_owner: str = "bridge",
    exclude: tuple[str, ...] = (),
    settings: dict[str, str] | None = None,
) -> str:
    """A whole recon.toml, explained line by line."""
    head = _HEAD.format(
        name=_text(name),
        base_url=_text(base_url),
        login_url=_text(login_url),
        company_id=company_id,
        environment=_text(environment),
        source=_text(source),
        bridge=_text(bridge),
        origin_owner=_text(origin_owner),
        exclude="[" + ", ".join(_text(pattern) for pattern in exclude) + "]",
    )
    lines = []
    for setting in SETTINGS:
        value = (settings or {}).get(setting.name)
        mark = "# " if value is None else ""
        shown = setting.default if value is None else value
        lines.append(f"# {setting.note} ({setting.evidence})")
        lines.append(f"{mark}{setting.name} = {_text(shown)}")
    return head + "\n".join(lines) + "\n"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
