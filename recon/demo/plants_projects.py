"""Discrepancies planted among projects, and their look-alikes."""

from __future__ import annotations

from datetime import date

from recon.demo.company import Company, Row
from recon.demo.key import AnswerKey
from recon.demo.sites import add_project, new_site

# Nothing is planted in this project, and nothing may be reported for it.
CLEAN_PROJECT = "24-001"


def plant_projects(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of projects."""
    _plant_links(company, key)
    _plant_one_sided(company, key)
    _plant_prerequisites(company, key)
    _plant_fields(company, key)
    _plant_statuses(company, key)
    _plant_completeness(company, key)


def _plant_links(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_project(company, "24-101", linked=False)
    key.expect(
        "same_code_unlinked",
        "warning",
        "project",
        {"code": "24-101"},
        project="24-101",
        maestro=ours["name"],
        procore=theirs["name"],
    )

    _, theirs = add_project(company, "24-102")
    theirs["project_number"] = "24-1O2"
    key.expect(
        "linked_code_differs",
        "error",
        "project",
        {"code": "24-102"},
        project="24-102",
        field="code",
        maestro="24-102",
        procore="24-1O2",
    )

    ours, theirs = add_project(company, "24-103")
    _without_site(company, theirs)
    key.expect(
        "link_target_missing",
        "warning",
        "project",
        {"system": "maestro", "code": "24-103"},
        project="24-103",
        maestro=ours["procore_id"],
    )


def _without_site(company: Company, theirs: Row) -> None:
    company.projects.remove(theirs)
    del company.sites[int(theirs["id"])]


def _only_ours(company: Company, code: str) -> Row:
    ours, theirs = add_project(company, code, linked=False)
    _without_site(company, theirs)
    return ours


def _plant_one_sided(company: Company, key: AnswerKey) -> None:
    ours = _only_ours(company, "24-111")
    key.expect(
        "only_in_maestro",
        "warning",
        "project",
        {"code": "24-111"},
        project="24-111",
        maestro=ours["name"],
    )
    theirs = new_site(company, "24-112", "Stationnement étagé Boréalis")
    key.expect(
        "only_in_procore",
        "warning",
        "project",
        {"code": "24-112"},
        project="24-112",
        procore=theirs["name"],
    )
    # Look-alikes: inactive in Procore, a template, a demonstration project.
    new_site(company, "24-113", "Ancien chantier Fjordane")["active"] = False
    new_site(company, "24-114", "Gabarit de chantier")["template"] = True
    new_site(company, "24-115", "Projet d'essai")["is_demo"] = True
    _plant_odd_codes(company, key)


def _plant_odd_codes(company: Company, key: AnswerKey) -> None:
    theirs = new_site(company, "24É116*", "Quai de Port-aux-Cèdres")
    key.expect(
        "only_in_procore",
        "warning",
        "project",
        {"code": "24É116*"},
        project="24É116*",
        procore=theirs["name"],
    )
    key.expect(
        "project_code_forbidden_character",
        "error",
        "project",
        {"code": "24É116*"},
        project="24É116*",
        procore="24É116*",
    )
    theirs = new_site(company, "", "Chantier sans numéro")
    key.expect(
        "key_missing",
        "warning",
        "project",
        {"system": "procore", "record": str(theirs["id"])},
        procore=theirs["name"],
    )
    first = new_site(company, "24-117", "Passerelle Mélèzin, phase 1")
    new_site(company, "24-117", "Passerelle Mélèzin, phase 2")
    key.expect(
        "key_duplicated",
        "error",
        "project",
        {"system": "procore", "code": "24-117"},
        project="24-117",
        procore="2",
    )
    key.expect(
        "only_in_procore",
        "warning",
        "project",
        {"code": "24-117"},
        project="24-117",
        procore=first["name"],
    )


def _plant_prerequisites(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_project(company, "24-121", linked=False)
    ours["ticked"] = "N"
    key.expect(
        "sync_box_not_ticked",
        "notice",
        "project",
        {"code": "24-121"},
        project="24-121",
        maestro=ours["name"],
        procore=theirs["name"],
    )
    ours = _only_ours(company, "24-122")
    ours |= {"ticked": "N", "from": date(2025, 6, 1), "last": date(2025, 6, 1)}
    key.expect(
        "sync_box_not_ticked",
        "notice",
        "project",
        {"code": "24-122"},
        project="24-122",
        maestro=ours["name"],
    )
    # Look-alikes: not ticked, and quiet since before the synchronization start date.
    ours = _only_ours(company, "24-123")
    ours |= {"ticked": "N", "from": date(2025, 6, 1), "last": date(2025, 5, 31)}
    ours = _only_ours(company, "24-124")
    ours |= {"ticked": "N", "from": None, "last": None}
    _plant_unmet_conditions(company, key)


def _plant_unmet_conditions(company: Company, key: AnswerKey) -> None:
    ours = _only_ours(company, "24-125")
    ours["prefix"] = "ON"
    key.expect(
        "project_other_prefix",
        "warning",
        "project",
        {"code": "24-125"},
        project="24-125",
        maestro="ON",
    )
    ours = _only_ours(company, "24-126")
    ours["closing"] = None
    key.expect(
        "project_dates_missing",
        "warning",
        "project",
        {"code": "24-126"},
        project="24-126",
        maestro="closing_on",
    )
    ours = _only_ours(company, "24-127")
    ours |= {"start": None, "closing": None}
    key.expect(
        "project_dates_missing",
        "warning",
        "project",
        {"code": "24-127"},
        project="24-127",
        maestro="start_on, closing_on",
    )
    ours = _only_ours(company, "24-128")
    ours["status"] = "F"
    key.expect(
        "ticked_but_inactive",
        "notice",
        "project",
        {"code": "24-128"},
        project="24-128",
        maestro="F",
    )


def _plant_fields(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_project(company, "24-131")
    theirs["completion_date"] = "2027-12-24"
    key.expect(
        "field_differs",
        "warning",
        "project",
        {"code": "24-131"},
        project="24-131",
        field="closing_on",
        maestro=ours["closing"].isoformat(),
        procore="2027-12-24",
    )
    ours["description"] = "Description d'origine"
    theirs["description"] = "<p>Description <b>revue</b></p>"
    key.expect(
        "field_differs",
        "warning",
        "project",
        {"code": "24-131"},
        project="24-131",
        field="description",
        maestro="Description d'origine",
        procore="Description revue",
    )
    _plant_lengths(company, key)


def _plant_lengths(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_project(company, "24-132")
    theirs["address"] = (
        "1200, boulevard de l'Érablière Ouest, entrée des livraisons, porte 4"
    )
    ours["address"] = theirs["address"][:40]
    key.expect(
        "value_shortened",
        "notice",
        "project",
        {"code": "24-132"},
        project="24-132",
        field="address",
        maestro=ours["address"],
        procore=theirs["address"],
    )
    # Look-alike: cut at 40 characters of which the last is a blank.
    ours, theirs = add_project(company, "24-133")
    theirs["address"] = "850, chemin du Ruisseau-Clair Nord-Est, bureau 2"
    ours["address"] = theirs["address"][:40]
    key.expect(
        "value_shortened",
        "notice",
        "project",
        {"code": "24-133"},
        project="24-133",
        field="address",
        maestro=ours["address"].strip(),
        procore=theirs["address"],
    )

    name = (
        "Agrandissement et réfection du centre multifonctionnel de Sainte-Aurore, "
        "phase "
        "finale et aménagement paysager"
    )
    theirs = new_site(company, "24-134", name)
    key.expect(
        "only_in_procore",
        "warning",
        "project",
        {"code": "24-134"},
        project="24-134",
        procore=name,
    )
    key.expect(
        "value_over_length",
        "error",
        "project",
        {"code": "24-134", "procore_id": str(theirs["id"])},
        project="24-134",
        field="name",
        maestro=name[:100].strip(),
        procore=name,
    )


def _plant_statuses(company: Company, key: AnswerKey) -> None:
    ours, _ = add_project(company, "24-141")
    ours["status"] = "Fermé"
    key.expect(
        "status_differs",
        "warning",
        "project",
        {"code": "24-141"},
        project="24-141",
        field="status",
        maestro="Fermé",
        procore="active",
    )
    _, theirs = add_project(company, "24-142")
    theirs["active"] = False
    key.expect(
        "status_differs",
        "warning",
        "project",
        {"code": "24-142"},
        project="24-142",
        field="status",
        maestro="Actif",
        procore="inactive",
    )
    # Look-alike: closed on both sides.
    ours, theirs = add_project(company, "24-143")
    ours["status"], theirs["active"] = "F", False


def _plant_completeness(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-151")
    company.unreadable.append(f"{theirs['id']}/detail_rows")
    company.site_of(theirs)["detail_rows"].pop()
    key.expect(
        "pull_incomplete",
        "warning",
        "budget_line",
        {"system": "procore", "list": "budget_line"},
        project="24-151",
        procore="Not readable for this account (status 403): "
        "You do not have permission to perform this action",
    )
    _, theirs = add_project(company, "24-152")
    site = company.site_of(theirs)
    company.hidden_rows[f"{theirs['id']}/cost_codes"] = 1
    count = len(site["cost_codes"])
    key.expect(
        "pull_incomplete",
        "warning",
        "activity",
        {"system": "procore", "list": "activity"},
        project="24-152",
        procore=f"Procore says {count + 1} rows, {count} were received",
    )
    # Look-alike: an administrative project that [scope] leaves out.
    _, theirs = add_project(company, "ADM-01")
    theirs["name"] = "Frais généraux"
    company.site_of(theirs)["detail_rows"].pop()
