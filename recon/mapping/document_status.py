"""What the statuses of documents mean: in force, pending, rejected, or closed.

Procore's are listed in its API description. maestro*'s are not public: they are
settings, one for each meaning.
"""

from __future__ import annotations

from recon.mapping.spec import Setting

# What a status means, and Procore's statuses that mean it. A received order still takes
# invoices, so it is in force.
PROCORE_STATUSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "pending",
        (
            "draft",
            "processing",
            "submitted",
            "out for bid",
            "out for signature",
            "pricing",
            "not_pricing",
            "pending",
            "revised",
            "proceeding",
            "not_proceeding",
            "pending_billable",
            "pending - in review",
            "pending - revised",
            "pending - pricing",
            "pending - not pricing",
            "pending - proceeding",
            "pending - not proceeding",
        ),
    ),
    ("approved", ("approved", "partially received", "received")),
    ("closed", ("closed", "complete")),
    ("rejected", ("rejected", "void", "terminated")),
    ("not_billable", ("no_charge",)),
)
_NOTE = (
    "maestro* statuses of orders, subcontracts, billing contracts and change orders "
    "that mean "
)


def _statuses(meaning: str, default: str, words: str) -> Setting:
    return Setting(
        f"document_{meaning}_values", default, "unconfirmed", f"{_NOTE}{words}."
    )


DOCUMENT_STATUS_SETTINGS: tuple[Setting, ...] = (
    _statuses(
        "pending",
        "Pending, En attente, Submitted, Soumis, Soumise, Reserved, Réservé, Réservée, "
        "Draft, Ébauche, Brouillon, À approuver, Inactive, Inactif",
        "not yet in force",
    ),
    _statuses(
        "approved",
        "Approved, Approuvé, Approuvée, Transferred, Transféré, Transférée, Active, "
        "Actif, A, Open, Ouvert, Ouverte, In Progress, En cours, Modified, Modifié, "
        "Modifiée, Received, Reçu, Reçue, Partially Received, Reçu partiellement, "
        "Reçue partiellement",
        "in force",
    ),
    _statuses(
        "closed",
        "Closed, Fermé, Fermée, Complete, Completed, Complété, Complétée, Terminé, "
        "Terminée",
        "completed and closed",
    ),
    _statuses(
        "rejected",
        "Rejected, Rejeté, Rejetée, Refused, Refusé, Refusée, Cancelled, Canceled, "
        "Annulé, Annulée, Void, Terminated, Résilié, Résiliée",
        "rejected or cancelled",
    ),
    _statuses(
        "not_billable",
        "Non Billable, Non-Billable, Non facturable",
        "without charge, so that nothing is transferred",
    ),
)
