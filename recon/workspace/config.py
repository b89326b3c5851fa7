"""The settings of recon.toml, validated once when the file is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from recon.errors import WorkspaceError
from recon.mapping import ENTITIES, SETTINGS
from recon.workspace.invalid import first_problem

_ENTITY_NAMES = [entity.name for entity in ENTITIES]
_CHOICES = {
    "cost_code_mode": ("direct", "concatenate"),
    "window_boundary": ("inclusive", "exclusive"),
    "prefix_position": ("column", "start", "end"),
    "origin_field": ("origin_id", "none"),
    "cost_code_fold_case": ("true", "false"),
    "cost_code_leaf_only": ("true", "false"),
    "order_invoices": ("to_procore", "to_maestro", "off"),
    "purchase_order_screen": ("purchase_order", "stock_order"),
}
_PROCORE_TYPES = ("invoice", "expense", "payroll")
_DECIMALS = (
    "amount_tolerance",
    "quantity_tolerance",
    "brake_line_to_zero",
    "brake_project_share",
    "brake_project_amount",
    "brake_lines_share",
    "brake_all_lines_share",
)
_WHOLE_NUMBERS = (
    "cost_code_pad",
    "activity_length",
    "near_invoice_days",
    "accrual_months",
    "grouped_rejects",
    "brake_lines",
    "brake_all_lines",
)

# Days since the end of 1899, as Excel counts them.
SERIAL = "serial"
DATE_FORMATS = {
    "auto": None,
    "AAAA-MM-JJ": "%Y-%m-%d",
    "YYYY-MM-DD": "%Y-%m-%d",
    "JJ-MM-AAAA": "%d-%m-%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "JJ/MM/AAAA": "%d/%m/%Y",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/JJ/AAAA": "%m/%d/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "AAAA/MM/JJ": "%Y/%m/%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "AAAAMMJJ": "%Y%m%d",
    "YYYYMMDD": "%Y%m%d",
    "serial": SERIAL,
}
ENCODINGS = ("auto", "utf-8", "windows-1252", "iso-8859-1", "cp850", "utf-16")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CompanySide(_Strict):
    """The construction firm."""

    name: str = "My company"
    time_zone: str = "America/Toronto"

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(
                f"{value!r} is not a time zone such as America/Toronto"
            ) from None
        return value


class ProcoreSide(_Strict):
    """Where Procore is. The client id and secret come from the environment."""

    base_url: str = "https://api.procore.com"
    login_url: str = "https://login.procore.com"
    company_id: int = 0
    environment: str = "production"
    timeout_seconds: float = Field(default=60, gt=0, le=600)
    per_page: int = Field(default=100, ge=1, le=300)
    sign_in: Literal["service", "person"] = "service"
    parallel: int = Field(default=4, ge=1, le=16)
    tries: int = Field(default=6, ge=1, le=20)
    resume_hours: float = Field(default=24, ge=0)
    calls_per_hour: int = Field(default=3600, ge=1)
    settle_seconds: float = Field(default=30, ge=0, le=600)

    @field_validator("base_url", "login_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return _address(value)


class Profile(_Strict):
    """The convention one export is written in; one profile is one convention."""

    encoding: str = "auto"
    delimiter: Literal["auto", ";", ",", "\t", "|"] = "auto"
    decimal: Literal[",", "."] = ","
    date_format: str = "auto"

    @field_validator("date_format")
    @classmethod
    def _is_date_format(cls, value: str) -> str:
        return _one_of(value, tuple(DATE_FORMATS))

    @field_validator("encoding")
    @classmethod
    def _is_encoding(cls, value: str) -> str:
        return _one_of(value, ENCODINGS)


class MaestroSide(Profile):
    """Where maestro* is read from, and the conventions its exports are written in.

    `profiles` has the exports that are written otherwise, by entity; `queries` one
    SELECT an entity, or the name of a file that holds it.
    """

    source: Literal["files", "sql", "gateway"] = "files"
    exports: str = "exports"
    environment: str = "production"
    gateway_url: str = ""
    files: dict[str, str] = {}
    headers: dict[str, dict[str, str]] = {}
    profiles: dict[str, dict[str, str]] = {}
    queries: dict[str, str] = {}

    @field_validator("files", "headers", "profiles", "queries")
    @classmethod
    def _names_entities(cls, value: dict[str, object]) -> dict[str, object]:
        for name in value:
            _one_of(name, tuple(_ENTITY_NAMES))
        return value

    @field_validator("profiles")
    @classmethod
    def _are_profiles(cls, value: dict[str, Any]) -> dict[str, Any]:
        for given in value.values():
            Profile.model_validate(given)
        return value

    @field_validator("gateway_url")
    @classmethod
    def _is_gateway(cls, value: str) -> str:
        return value and _address(value)

    def of(self, entity: str, stated: Mapping[str, str] | None = None) -> Self:
        """The side as one export is written: by its profile, then by its manifest."""
        given = {**self.profiles.get(entity, {}), **(stated or {})}
        own = Profile.model_fields.keys()
        update = {name: given[name] for name in own if name in given}
        return self.model_copy(update=update)


class Scope(_Strict):
    """Which projects are compared: patterns of project codes, as in `24-*`."""

    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()


class ReportSide(_Strict):
    """How the report writes numbers."""

    number_format: Literal["fr-CA", "en-CA"] = "fr-CA"


class FixesSide(_Strict):
    """What may be written, and who wins where two records of one thing differ."""

    bridge: Literal["active", "retired"] = "active"
    origin_owner: Literal["bridge", "recon", "nobody"] = "bridge"
    owners: dict[str, Literal["maestro", "procore", "nobody"]] = {}

    @field_validator("owners")
    @classmethod
    def _names_fields(cls, value: dict[str, str]) -> dict[str, str]:
        known = {f"{e.name}.{f.name}" for e in ENTITIES for f in e.fields}
        for name in value:
            if name not in known:
                raise ValueError(f"{name!r} is not a field such as supplier.name")
        return value


class ApprovalSide(_Strict):
    """Who may approve how much. An empty limit is none."""

    limit: str = ""
    limits: dict[str, str] = {}
    two_persons: bool = False

    @field_validator("limit")
    @classmethod
    def _is_limit(cls, value: str) -> str:
        return value and _amount(value)

    @field_validator("limits")
    @classmethod
    def _are_limits(cls, value: dict[str, str]) -> dict[str, str]:
        return {person: _amount(limit) for person, limit in value.items()}


def _amount(value: str) -> str:
    try:
        is_valid = Decimal(value).is_finite() and Decimal(value) >= 0
    except InvalidOperation:
        is_valid = False
    if not is_valid:
        raise ValueError(f"{value!r} is not an amount such as 25000.00")
    return value


class RulesSide(_Strict):
    """The folder of the company's own rules, inside the workspace."""

    folder: str = "rules"


class Config(_Strict):
    """The whole of recon.toml."""

    company: CompanySide = CompanySide()
    procore: ProcoreSide = ProcoreSide()
    maestro: MaestroSide = MaestroSide()
    scope: Scope = Scope()
    settings: dict[str, str] = {}
    report: ReportSide = ReportSide()
    rules: RulesSide = RulesSide()
    fixes: FixesSide = FixesSide()
    approval: ApprovalSide = ApprovalSide()

    @field_validator("settings", mode="before")
    @classmethod
    def _settings_are_known(cls, value: dict[str, object]) -> dict[str, str]:
        known = tuple(setting.name for setting in SETTINGS)
        for name in value:
            _one_of(name, known)
        return {name: _setting_text(name, raw) for name, raw in value.items()}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read recon.toml. Raises WorkspaceError naming the key that is wrong."""
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise WorkspaceError(
                what="This folder is not a workspace: it has no recon.toml",
                where=str(path.parent),
                next_step="Run `recon init` here, or `recon demo` to look around",
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WorkspaceError(
                what=f"recon.toml is not valid TOML: {error}",
                where=str(path),
                next_step="Correct that line and run the command again",
            ) from None
        except ValidationError as error:
            raise WorkspaceError(
                what=f"recon.toml: {first_problem(error)}",
                where=str(path),
                next_step="Correct that key and run the command again",
            ) from None

    def setting(self, name: str) -> str:
        """The value of a setting of the mapping: recon.toml's, else the default."""
        defaults = {setting.name: setting.default for setting in SETTINGS}
        return self.settings.get(name, defaults[name])


def _address(value: str) -> str:
    is_loopback = value.startswith(("http://127.0.0.1", "http://localhost"))
    if not value.startswith("https://") and not is_loopback:
        raise ValueError("an address that starts with https:// is needed")
    return value.rstrip("/")


def _one_of(value: str, valid: tuple[str, ...]) -> str:
    if value not in valid:
        raise ValueError(f"{value!r} is not one of: {', '.join(valid)}")
    return value


def _setting_text(name: str, raw: object) -> str:
    text = str(raw).lower() if isinstance(raw, bool) else str(raw)
    if name in _CHOICES:
        _one_of(text, _CHOICES[name])
    if name in _DECIMALS:
        try:
            is_valid = Decimal(text).is_finite() and Decimal(text) >= 0
        except InvalidOperation:
            is_valid = False
        if not is_valid:
            raise ValueError(f"{name} = {text!r} is not an amount such as 0.05")
    if name == "procore_types":
        for pair in text.split():
            _one_of(pair[2:], _PROCORE_TYPES)
            if pair[1:2] != ":":
                raise ValueError(f"{pair!r} is not a pair such as 1:invoice")
    if name == "tax_rates":
        for rate in text.split():
            if re.fullmatch(r"0\.\d+", rate) is None:
                raise ValueError(f"{rate!r} is not a rate such as 0.05")
    if name in _WHOLE_NUMBERS and not text.isdecimal():
        raise ValueError(f"{name} = {text!r} is not a whole number")
    return text
