"""Discrepancies planted among suppliers and customers, and their look-alikes."""

from __future__ import annotations

from recon.demo.company import Company, Row, add_customer, add_supplier, new_vendor
from recon.demo.key import AnswerKey, content_hash

_UNPRICED = {
    "description": "",
    "retainage_percent": None,
    "grand_total": "0.00",
    "approved_change_orders": "0.00",
    "created_at": "2026-03-02T15:00:00Z",
    "updated_at": "2026-03-02T15:00:00Z",
}


def plant_parties(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy in the links and codes of companies."""
    _plant_links(company, key)
    _plant_one_sided(company, key)
    _plant_boxes(company, key)
    _plant_keys(company, key)


def _plant_links(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "S1101", linked=False)
    key.expect(
        "same_code_unlinked",
        "warning",
        "supplier",
        {"code": "S1101"},
        maestro=ours["name"],
        procore=theirs["name"],
    )

    ours, theirs = add_supplier(company, "S1105", linked=False)
    theirs["is_active"] = False
    key.expect(
        "same_code_unlinked",
        "notice",
        "supplier",
        {"code": "S1105"},
        maestro=ours["name"],
        procore=theirs["name"],
    )
    _, theirs = add_supplier(company, "S1102")
    theirs["abbreviated_name"] = "S1102X"
    key.expect(
        "linked_code_differs",
        "error",
        "supplier",
        {"code": "S1102"},
        field="code",
        maestro="S1102",
        procore="S1102X",
    )
    # Look-alike: the same code in other letters and with a blank is the same code.
    _, theirs = add_supplier(company, "S1103")
    theirs["abbreviated_name"] = "s1103 "

    _, theirs = add_supplier(company, "S1104")
    twin = new_vendor(company, "S1104B", theirs["name"])
    twin["origin_id"] = "S1104"
    ids = ", ".join(sorted((str(theirs["id"]), str(twin["id"]))))
    key.expect(
        "link_ambiguous",
        "error",
        "supplier",
        {"system": "maestro", "code": "S1104"},
        maestro="S1104",
        procore=ids,
    )

    stray = new_vendor(company, "", "Ferblanterie Ymarville disparue enr.")
    stray["origin_id"] = "S1999"
    stray["is_active"] = False
    key.expect(
        "link_target_missing",
        "warning",
        "supplier",
        {"system": "procore", "code": str(stray["id"])},
        procore="S1999",
    )


def _plant_one_sided(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "S1111")
    company.vendors.remove(theirs)
    key.expect(
        "only_in_maestro",
        "warning",
        "supplier",
        {"code": "S1111"},
        maestro=ours["name"],
    )
    ours, theirs = add_customer(company, "C2111")
    company.vendors.remove(theirs)
    key.expect(
        "only_in_maestro",
        "warning",
        "customer",
        {"code": "C2111"},
        maestro=ours["name"],
    )
    _plant_only_in_procore(company, key)


def _plant_only_in_procore(company: Company, key: AnswerKey) -> None:
    vendor = new_vendor(company, "S1112", "Coffrage Harfanel nouveau inc.")
    key.expect(
        "only_in_procore",
        "warning",
        "supplier",
        {"code": "S1112"},
        procore=vendor["name"],
    )
    # Used as an owner, so it is missing among the customers and not the suppliers.
    vendor = new_vendor(company, "C2112", "Ville de Pinsonval")
    _use_as_customer(company, key, vendor)
    key.expect(
        "only_in_procore",
        "warning",
        "customer",
        {"code": "C2112"},
        procore=vendor["name"],
    )
    # A supplier used as an owner too, whose code is in no list of customers.
    _, vendor = add_supplier(company, "S1113")
    _use_as_customer(company, key, vendor)
    key.expect(
        "only_in_procore",
        "warning",
        "customer",
        {"code": "S1113"},
        procore=vendor["name"],
    )
    # Look-alikes: kept out by a tag in any case and place, and inactive.
    new_vendor(company, "S1114", "Architectes Orignac S.E.N.C.")["keywords"] = [
        "Pasmaestro"
    ]
    new_vendor(company, "S1115", "Ingénierie Tamaric inc.")["keywords"] = [
        "pont",
        "NOTMAESTRO",
    ]
    new_vendor(company, "S1116", "Pavage Ulveroy fermé ltée")["is_active"] = False
    # A look-alike of the tag itself: the word stands in the name, not in the tags.
    vendor = new_vendor(company, "S1117", "Notmaestro Peinture inc.")
    key.expect(
        "only_in_procore",
        "warning",
        "supplier",
        {"code": "S1117"},
        procore=vendor["name"],
    )


def _use_as_customer(company: Company, key: AnswerKey, vendor: Row) -> None:
    site = company.site_of(company.projects[1])
    contract = {
        "id": company.new_id(),
        "number": f"ZZ-{len(site['prime_contracts']) + 1}",
        "title": "Contrat principal",
        "status": "Draft",
        "accounting_method": "amount",
        "vendor": {"id": vendor["id"], "name": vendor["name"]},
        "contract_start_date": None,
        "contract_estimated_completion_date": None,
        **_UNPRICED,
    }
    site["prime_contracts"].append(contract)
    site["prime_lines"][str(contract["id"])] = []
    key.expect(
        "prime_contract_blocked",
        "notice",
        "prime_contract",
        {"code": str(contract["number"]), "procore_id": str(contract["id"])},
        project=company.projects[1]["project_number"],
        field="status",
        maestro="Actif",
        procore="Draft",
    )


def _use_as_supplier(company: Company, key: AnswerKey, vendor: Row) -> None:
    site = company.site_of(company.projects[1])
    contract = {
        "id": company.new_id(),
        "number": "ESSAI-1",
        "title": "Bon de commande",
        "status": "On Hold",
        "vendor": {"id": vendor["id"], "company": vendor["name"]},
        "contract_date": None,
        "delivery_date": None,
        "revised_contract": "0.00",
        "accounting_method": "amount",
        **_UNPRICED,
    }
    site["purchase_order_contracts"].append(contract)
    site["contract_lines"][str(contract["id"])] = []
    # A state that orders did not have when the mapping was written.
    key.expect(
        "answer_changed",
        "warning",
        "purchase_order",
        {"list": "purchase_order_contract", "what": "the new value On Hold"},
        project=company.projects[1]["project_number"],
        field="status",
    )


def _plant_boxes(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "S1121", linked=False)
    ours["ticked"] = "N"
    key.expect(
        "sync_box_not_ticked",
        "notice",
        "supplier",
        {"code": "S1121"},
        maestro=ours["name"],
        procore=theirs["name"],
    )
    # Look-alike: not ticked, and Procore does not know the code.
    ours, theirs = add_supplier(company, "S1122")
    ours["ticked"] = "N"
    company.vendors.remove(theirs)

    ours, theirs = add_supplier(company, "S1123")
    ours["status"] = "1"
    company.vendors.remove(theirs)
    key.expect(
        "ticked_but_inactive", "notice", "supplier", {"code": "S1123"}, maestro="1"
    )
    # Look-alike: closed and not ticked.
    ours, theirs = add_supplier(company, "S1124")
    ours |= {"status": "1", "ticked": "N"}
    company.vendors.remove(theirs)


def _plant_keys(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "S1161")
    company.maestro["supplier"].append({**ours, "name": "Peinture Zéphirin-Nord bis"})
    key.expect(
        "key_duplicated",
        "error",
        "supplier",
        {"system": "maestro", "code": "S1161"},
        maestro="2",
    )
    first = new_vendor(company, "S1162", "Charpente Nordanse inc.")
    new_vendor(company, "S1162", "Charpente Nordanse (2024) inc.")
    key.expect(
        "key_duplicated",
        "error",
        "company",
        {"system": "procore", "code": "S1162"},
        procore="2",
    )
    key.expect(
        "only_in_procore",
        "warning",
        "supplier",
        {"code": "S1162"},
        procore=first["name"],
    )
    vendor = new_vendor(company, "", "Excavation Évanmont sans code inc.")
    key.expect(
        "key_missing",
        "notice",
        "supplier",
        {"system": "procore", "record": str(vendor["id"])},
        procore=vendor["name"],
    )
    vendor = new_vendor(company, "", "Pavage Duvernois sans code ltée")
    _use_as_supplier(company, key, vendor)
    key.expect(
        "key_missing",
        "warning",
        "supplier",
        {"system": "procore", "record": str(vendor["id"])},
        procore=vendor["name"],
    )
    # Look-alike: no code, and kept out by its tag.
    new_vendor(company, "", "Firme d'architectes Quévillon-Sud")["keywords"] = [
        "PASMAESTRO"
    ]
    ours, theirs = add_customer(company, "")
    company.vendors.remove(theirs)
    cells = {name: ours[name] for name in ours if name not in ("code", "ticked")}
    key.expect(
        "key_missing",
        "error",
        "customer",
        {"system": "maestro", "record": content_hash(**cells, is_ticked="true")},
        maestro=ours["name"],
    )
