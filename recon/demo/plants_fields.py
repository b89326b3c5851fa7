"""Discrepancies planted in the fields of suppliers and customers, and look-alikes."""

from __future__ import annotations

from recon.demo.company import Company, add_customer, add_supplier, new_vendor
from recon.demo.key import AnswerKey

LONG_NAME = (
    "Les Entreprises de construction et de rénovation Grandpré-Neuf et Filles inc."
)
LONG_ADDRESS = (
    "Parc industriel de la Rivière-Ambre, bâtiment principal, porte 14, "
    "quai de réception, "
    "3e étage, bureau 310-B"
)


# Role, code, field, Procore's attribute, and what each side holds.
_DRIFT = (
    (
        "supplier",
        "S1141",
        "name",
        "name",
        "Béton Rivardelle inc.",
        "Béton Rivardel inc.",
    ),
    ("supplier", "S1142", "phone", "business_phone", "(418) 555-0142", "418-555-0124"),
    ("supplier", "S1143", "province", "state_code", "Ontario", "QC"),
    ("supplier", "S1144", "rbq_number", "license_number", "5600112233", "5600-1122-44"),
    ("supplier", "S1145", "fax", "fax_number", "", "514 555 0145"),
    ("supplier", "S1146", "postal_code", "zip", "J0K 4P2", "J0K4P3"),
    ("customer", "C2141", "email", "email_address", "a@exemple.test", "b@exemple.test"),
    ("customer", "C2142", "postal_code", "zip", "G6X 3R1", "G6X3R2"),
    ("customer", "C2143", "city", "city", "Montclair", "Beauvallon"),
    ("customer", "C2144", "country", "country_code", "États-Unis", "CA"),
)


def plant_fields(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy in the fields of companies."""
    _plant_lengths(company, key)
    _plant_drift(company, key)
    _plant_statuses(company, key)
    _plant_roles(company, key)


def _plant_lengths(company: Company, key: AnswerKey) -> None:
    vendor = new_vendor(company, "S1131", LONG_NAME)
    key.expect(
        "only_in_procore", "warning", "supplier", {"code": "S1131"}, procore=LONG_NAME
    )
    key.expect(
        "value_over_length",
        "warning",
        "supplier",
        {"code": "S1131", "procore_id": str(vendor["id"])},
        field="name",
        maestro=LONG_NAME[:60],
        procore=LONG_NAME,
    )
    vendor = new_vendor(company, "S1132-LONGUE", "Isolation Valcézy inc.")
    key.expect(
        "only_in_procore",
        "warning",
        "supplier",
        {"code": "S1132-LONGUE"},
        procore=vendor["name"],
    )
    key.expect(
        "value_over_length",
        "error",
        "supplier",
        {"code": "S1132-LONGUE", "procore_id": str(vendor["id"])},
        field="code",
        maestro="S1132-LONG",
        procore="S1132-LONGUE",
    )
    _plant_cut_values(company, key)


def _plant_cut_values(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "S1133")
    ours["address"], theirs["address"] = LONG_ADDRESS[:100], LONG_ADDRESS
    key.expect(
        "value_shortened",
        "notice",
        "supplier",
        {"code": "S1133"},
        field="address",
        maestro=LONG_ADDRESS[:100],
        procore=LONG_ADDRESS,
    )
    # Look-alikes: exactly at the limit, accents counted as characters.
    ours, theirs = add_supplier(company, "S1134")
    ours["name"] = theirs["name"] = ("É" * 57 + "inc")[:60]
    ours, theirs = add_supplier(company, "S123456789")
    ours["city"] = theirs["city"] = (
        "Notre-Dame-du-Très-Long-Rivage-des-Épinettes-de-l'Anse-Dorée"
    )
    _plant_licences(company, key)


def _plant_licences(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "S1136")
    ours["rbq_number"], theirs["license_number"] = "5612-3478-", "5612-3478-90"
    key.expect(
        "rbq_licence_cut",
        "warning",
        "supplier",
        {"code": "S1136", "procore_id": str(theirs["id"])},
        field="rbq_number",
        maestro="5612-3478-",
        procore="5612-3478-90",
    )
    vendor = new_vendor(company, "S1137", "Vitrerie Saugueral ltée")
    vendor["license_number"] = "5599-1234-01"
    key.expect(
        "only_in_procore",
        "warning",
        "supplier",
        {"code": "S1137"},
        procore=vendor["name"],
    )
    key.expect(
        "rbq_licence_cut",
        "warning",
        "supplier",
        {"code": "S1137", "procore_id": str(vendor["id"])},
        field="rbq_number",
        maestro="5599-1234-",
        procore="5599-1234-01",
    )
    # Look-alike: the hyphens differ, the ten digits do not.
    ours, theirs = add_supplier(company, "S1138")
    ours["rbq_number"], theirs["license_number"] = "8301234567", "8301-2345-67"


def _plant_drift(company: Company, key: AnswerKey) -> None:
    for role, code, field, attribute, maestro, procore in _DRIFT:
        add = add_supplier if role == "supplier" else add_customer
        ours, theirs = add(company, code)
        ours[field], theirs[attribute] = maestro, procore
        # The suppliers' table of the mapping has no postal code.
        is_notice = (role, field) == ("supplier", "postal_code")
        key.expect(
            "field_differs",
            "notice" if is_notice else "warning",
            role,
            {"code": code},
            field=field,
            maestro=maestro or None,
            procore=procore,
        )
    # Look-alikes: written otherwise, the same after the documented normalisation.
    ours, theirs = add_supplier(company, "S1147")
    ours["name"], theirs["name"] = (
        "MAÇONNERIE  JALBERTIN INC.",
        "Maçonnerie Jalbertin inc. ",
    )
    ours["phone"], theirs["business_phone"] = "1 418 555-0147", "(418) 555.0147"
    ours["province"], theirs["state_code"] = "Nouveau-Brunswick", "NB"
    ours["country"], theirs["country_code"] = "CAN", "CA"
    ours["email"], theirs["email_address"] = "Paie@Exemple.test", "paie@exemple.test"


def _plant_statuses(company: Company, key: AnswerKey) -> None:
    ours, _ = add_supplier(company, "S1151")
    ours["status"] = "B"
    key.expect(
        "status_differs",
        "warning",
        "supplier",
        {"code": "S1151"},
        field="status",
        maestro="B",
        procore="active",
    )
    _, theirs = add_customer(company, "C2151")
    theirs["is_active"] = False
    key.expect(
        "status_differs",
        "warning",
        "customer",
        {"code": "C2151"},
        field="status",
        maestro="A",
        procore="inactive",
    )
    # Look-alikes: blocked with warning only still takes invoices; closed on both sides.
    ours, _ = add_customer(company, "C2152")
    ours["status"] = "W"
    ours, theirs = add_supplier(company, "S1152")
    ours["status"], theirs["is_active"] = "1", False


def _plant_roles(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_supplier(company, "X3001")
    other, double = add_customer(company, "X3001")
    company.vendors.remove(double)
    other |= {k: v for k, v in ours.items() if k not in ("name", "ticked")}
    key.expect(
        "company_behind_two_roles",
        "warning",
        "company",
        {"code": "X3001"},
        maestro=f"{ours['name']} | {other['name']}",
        procore=theirs["name"],
    )
    key.expect(
        "field_differs",
        "warning",
        "customer",
        {"code": "X3001"},
        field="name",
        maestro=other["name"],
        procore=theirs["name"],
    )
    # Look-alike: the same firm in both roles under one name.
    ours, theirs = add_supplier(company, "X3002")
    other, double = add_customer(company, "X3002")
    company.vendors.remove(double)
    other |= dict(ours)
