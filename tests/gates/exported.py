"""The undamaged exports of the demo company, read by a small parser of their own.

What each list holds is written here by hand, so that no loss can hide in the reader
that is tested.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

# A list: its file, other names of the file, and its columns in their order, each as
# `label|another label=name:kind`. Kinds: k a code that names the record, c another
# code, t a text, s a status, a an amount, q a quantity, d a day, y yes or no; one that
# ends in ! must be there.
_LISTS = {
    "project": """projets projects
        Numéro|Project Number=project_code:k! Nom|Description=name:t!
        Description détaillée|Detailed Description=description:t
        Adresse|Address=address:t Ville|City=city:t Province|Prov.=province:t
        Pays|Country=country:t Code postal|Postal Code=postal_code:t
        Téléphone|Phone=phone:t Date de début|Start Date=start_on:d
        Date de fermeture|Closing Date=closing_on:d Statut|Status=status:s!
        Synchroniser ce projet avec Procore|Synchronize=is_ticked:y!
        Préfixe|Prefix=prefix:c Client|Customer=customer_code:c
        Date de début de synchronisation|Synchronization Start Date=synchronize_from_on:d
        Date dernière transaction|Last Transaction Date=last_transaction_on:d
        Id Procore|Procore ID=procore_id:c""",
    "activity": """activites activities
        Projet|Project=project_code:k! Activité|Activity Code=activity_code:k!
        Description|Activity Description=description:t Actif|Active=is_active:y""",
    "cost_group": """groupes groups
        Code|Group Code=group_code:k! Description française|French Description=name:t
        Description anglaise|English Description=name_english:t
        Type|Type de groupe=group_type:s!""",
    "budget_line": """budget budgets
        Projet|Project Number=project_code:k! Activité|Code activité=activity_code:k!
        Groupe|Group=group_code:k! Budget|Montant budget=amount:a!
        Quantité budget|Budget Quantity=quantity:q""",
    "modified_budget": """modifications modified_budget
        Projet|Project Number=project_code:k! Activité|Code activité=activity_code:k!
        Groupe|Group=group_code:k! Modification|Montant=amount:a!
        Quantité modification|Quantity=quantity:q""",
    "supplier": """fournisseurs suppliers
        Code fournisseur|Supplier Code=code:k! Nom|Name=name:t! Adresse|Address=address:t
        Ville|City=city:t Province|Prov.=province:t Pays|Country=country:t
        Code postal|Postal Code=postal_code:t Téléphone|Phone=phone:t
        Télécopieur|Fax=fax:t Courriel|Email=email:t Numéro RBQ|RBQ Number=rbq_number:t
        Statut|Status=status:s! Synchroniser|Synchronize=is_ticked:y!""",
    "customer": """clients customers
        Code client|Customer Code=code:k! Nom|Name=name:t! Adresse|Address=address:t
        Ville|City=city:t Province|Prov.=province:t Pays|Country=country:t
        Code postal|Postal Code=postal_code:t Téléphone|Phone=phone:t
        Télécopieur|Fax=fax:t Courriel|Email=email:t Numéro RBQ|RBQ Number=rbq_number:t
        Statut|Status=status:s!
        Synchroniser le client avec Procore|Synchronize=is_ticked:y!""",
    "project_cost": """transactions project_costs
        Projet|Project=project_code:k! No transaction|Transaction No.=transaction_number:k!
        Ligne|Line=line_number:k Version|Type=transaction_type:k!
        Code empl./fourn.|Empl./Suppl.=party_code:c
        Nom (empl./fourn.)|Name (Empl./Suppl.)=party_name:t
        No facture|Invoice No.=invoice_number:c No commande|Order No.=order_number:c
        Date transaction|Transaction Date=transaction_on:d
        Date comptable|Accounting Date=accounting_on:d
        Date de saisie|Entry Date=entered_on:d Statut|Status=status:s!
        Activité|Activity=activity_code:k! Groupe|Group=group_code:k!
        Description|Description=description:t Quantité|Quantity=quantity:q
        Unité|Unit=unit:t Prix unitaire|Unit Price=unit_price:q Montant|Amount=amount:a!
        Taux horaire|Hourly Rate=hourly_rate:q""",
    "purchase_order": """commandes purchase_orders
        Numéro|Number=number:k! Projet|Project=project_code:k!
        No externe|External No.=external_number:c Fournisseur|Supplier=party_code:c
        Statut|Status=status:s Date|Order Date=contract_on:d
        Date de livraison|Delivery=delivery_on:d Mémo|Memo=text:t
        % retenue|Holdback %=holdback_percent:q
        Montant révisé|Revised Amount=revised_amount:a
        Facturé à ce jour|Invoiced to Date=work_to_date:a
        Retenue cumulée|Holdback Retained=holdback_retained:a
        Retenue libérée|Holdback Released=holdback_released:a""",
    "subcontract": """sous_contrats subcontracts
        Numéro|Number=number:k! Projet|Project=project_code:k!
        No externe|External No.=external_number:c Fournisseur|Supplier=party_code:c
        Statut|Status=status:s Date du contrat|Contract Date=contract_on:d
        Date de livraison|Delivery Date=delivery_on:d Détails|Details=text:t
        Mémo|Memo=memo:t % retenue|Holdback %=holdback_percent:q
        Montant révisé|Revised Amount=revised_amount:a
        Facturé à ce jour|Invoiced to Date=work_to_date:a
        Retenue cumulée|Holdback Retained=holdback_retained:a
        Retenue libérée|Holdback Released=holdback_released:a""",
    "commitment_line": """lignes_commandes commitment_lines
        No commande|Number=number:k! Ligne|Line=line_number:k
        Activité|Activity=activity_code:k! Groupe|Group=group_code:k!
        Description|Description=description:t Quantité|Quantity=quantity:q
        Unité|Unit=unit:t Prix unitaire|Unit Price=unit_price:q Montant|Amount=amount:a!""",
    "change_order": """avenants change_orders
        No contrat|Contract No.=contract_number:k! No avenant|Change Order=number:k
        Date|Date=contract_on:d Fournisseur|Supplier=party_code:c Statut|Status=status:s
        Transfert : facturation|Transfer: Invoicing=is_invoicing:y
        Transfert : commandes|Transfer: Orders=is_orders:y
        Transfert : modifications budgétaires|Transfer: Budget Modifications=is_budget:y
        """,
    "change_order_line": """lignes_avenants change_order_lines
        No contrat|Contract No.=contract_number:k! No avenant|Change Order=number:k
        Ligne|Line=line_number:k Activité|Activity=activity_code:k!
        Groupe|Group=group_code:k! Description|Description=description:t
        Quantité|Quantity=quantity:q Unité|Unit=unit:t
        Prix unitaire|Unit Price=unit_price:q Montant|Amount=amount:a!""",
    "prime_change_order": """avenants_facturation prime_change_orders
        Projet|Project=project_code:k! Ordre de changement|Change Order=number:k
        Ligne|Line=line_number:k Statut|Status=status:s Description|Description=text:t
        Activité|Activity=activity_code:k Quantité|Quantity=quantity:q
        Unité|Unit=unit:t Prix unitaire|Unit Price=unit_price:q""",
    "prime_contract": """contrats_facturation prime_contracts
        Projet|Project=project_code:k! Description|Description=text:t
        Client|Customer=party_code:c Date de début|Start Date=contract_on:d
        Date de livraison|Delivery Date=delivery_on:d
        % retenue|Holdback %=holdback_percent:q Montant du contrat|Amount=amount:a
        Avancement|Progress=accounting_method:s Statut|Status=status:s""",
    "prime_contract_line": """bordereau prime_contract_lines
        Projet|Project=project_code:k! Ligne|Line=line_number:k
        Activité|Activity=activity_code:k! Description|Description=description:t
        Quantité|Quantity=quantity:q Unité|Unit=unit:t
        Prix unitaire|Unit Price=unit_price:q Montant|Amount=amount:a!""",
    "employee": """employes employees
        No employé|Employee No.=employee_code:k! Nom|Name=name:t Courriel|Email=email:t
        Statut|Status=status:s""",
}
_COLUMN = re.compile(r"\s*([^|]+)\|([^=]+)=(\w+):(\w)(!?)")
_PART = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Column:
    """One column: its label, another label for it, its name, and what it holds."""

    label: str
    alias: str
    name: str
    kind: str
    is_required: bool


@dataclass(frozen=True)
class Table:
    """One list as it was exported: texts only."""

    entity: str
    file: str
    other_stem: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labels(self) -> list[str]:
        return [column.label for column in self.columns]

    @property
    def stem(self) -> str:
        return self.file.partition(".")[0]

    def places(self, kinds: str) -> list[int]:
        """Where the columns of some kinds stand."""
        return [n for n, c in enumerate(self.columns) if c.kind in kinds]

    def named(self, row: int) -> dict[str, str]:
        """A row by the names of its columns."""
        return dict(
            zip((c.name for c in self.columns), self.rows[row], strict=True),
        )


def read_tables(folder: Path) -> dict[str, Table]:
    """Every list of an undamaged company."""
    tables = {}
    for entity, text in _LISTS.items():
        stem, other, rest = text.split(None, 2)
        columns = tuple(
            Column(label, alias, name, kind, bool(mark))
            for label, alias, name, kind, mark in _COLUMN.findall(rest)
        )
        path = next(folder.glob(f"{stem}.*"))
        labels, *rows = _sheet(path) if path.suffix == ".xlsx" else _text(path)
        assert labels == [c.label for c in columns], (entity, labels)
        table = Table(entity, path.name, other, columns, tuple(map(tuple, rows)))
        tables[entity] = table
    return tables


def _text(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("windows-1252")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def _sheet(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(t.text or "" for t in s.iter(f"{_PART}t")) for s in shared]
    rows: list[list[str]] = []
    for row in sheet.iter(f"{_PART}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_PART}c"):
            value = cell.find(f"{_PART}v")
            shown = "" if value is None else value.text or ""
            place = ord(cell.attrib["r"][0]) - ord("A")
            cells[place] = texts[int(shown)] if cell.get("t") == "s" else shown
        width = max(max(cells, default=0) + 1, len(rows[0]) if rows else 0)
        rows.append([cells.get(n, "") for n in range(width)])
    return rows


def number_of(text: str) -> Decimal | None:
    """A number as the demo company writes it: 1 234,56."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def typed(column: Column, text: str) -> Any:
    """What a cell means, by hand."""
    text = text.strip()
    if not text:
        return None
    if column.kind in "aq":
        return number_of(text)
    if column.kind == "d":
        return date.fromisoformat(text)
    if column.kind == "y":
        return {"O": True, "N": False}[text]
    return text


def written(
    lines: Iterable[Sequence[str]], delimiter: str = ";", end: str = "\r\n"
) -> str:
    """Lines as a text file, quoted where they must be."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(lines)
    return stream.getvalue()
