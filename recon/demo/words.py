"""Invented names for the demo company. Any likeness to a real firm is an accident."""

from __future__ import annotations

from random import Random

EMPLOYEES = (
    "Aurélie Brisebois",
    "Bastien Corvéga",
    "Clémence Dufrost",
    "Édouard Falaisier",
    "Florence Grandval",
    "Gaétan Hautbuis",
)
_ROOTS = (
    "Boréalis",
    "Cèdrelac",
    "Duvernois",
    "Évanmont",
    "Fjordane",
    "Grandpré-Neuf",
    "Harfanel",
    "Islemer",
    "Jalbertin",
    "Kanikois",
    "Laurentel",
    "Mélèzin",
    "Nordanse",
    "Orignac",
    "Pinsonval",
    "Quévillon-Sud",
    "Rivardelle",
    "Saugueral",
    "Tamaric",
    "Ulveroy",
    "Valcézy",
    "Wapitois",
    "Ymarville",
    "Zéphirin-Nord",
)
_TRADES = (
    "Béton",
    "Coffrage",
    "Toiture",
    "Électricité",
    "Plomberie",
    "Excavation",
    "Ferblanterie",
    "Vitrerie",
    "Peinture",
    "Charpente",
    "Isolation",
    "Pavage",
    "Ascenseurs",
    "Ventilation",
    "Maçonnerie",
    "Aménagement",
)
_FORMS = ("inc.", "ltée", "enr.", "S.E.N.C.")
_OWNERS = (
    "Ville de",
    "Commission scolaire de",
    "Centre hospitalier de",
    "Société immobilière",
    "Coopérative d'habitation",
)
_WORKS = (
    "Réfection de l'aréna",
    "Agrandissement de l'école",
    "Construction du garage",
    "Mise aux normes de l'usine d'eau",
    "Réhabilitation du pont",
    "Tour d'habitation",
    "Centre communautaire",
    "Caserne de pompiers",
    "Bibliothèque",
    "Entrepôt frigorifique",
)
_STREETS = (
    "rue des Épinettes",
    "chemin du Ruisseau-Clair",
    "boulevard de l'Érablière",
    "avenue du Belvédère",
    "rang Saint-Éloi",
    "montée des Sizerins",
    "rue Principale",
)
_TOWNS = (
    ("Saint-Éphrem-du-Lac", "J0K 4P2"),
    ("Beauvallon", "G6X 3R1"),
    ("Montclair", "H8T 2S5"),
    ("Sainte-Aurore", "G0A 7L3"),
    ("Port-aux-Cèdres", "J5V 1M9"),
    ("Rivière-Ambre", "H1K 6B4"),
    ("Val-Boisé", "J9L 2C8"),
    ("L'Anse-Dorée", "G4T 5N7"),
)


def supplier_name(rng: Random, number: int) -> str:
    """A supplier, under 60 characters; every eleventh is a numbered company."""
    if number % 11 == 10:
        return f"9{rng.randrange(100, 999)}-{rng.randrange(1000, 9999)} Québec inc."
    return (
        f"{rng.choice(_TRADES)} {_ROOTS[number % len(_ROOTS)]} "
        f"{number // len(_ROOTS) + 1} {rng.choice(_FORMS)}"
    )


def customer_name(rng: Random, number: int) -> str:
    """An owner, under 60 characters."""
    return f"{rng.choice(_OWNERS)} {_ROOTS[-1 - number % len(_ROOTS)]} {number + 1}"


def project_name(rng: Random, number: int) -> str:
    """A project, under 100 characters."""
    root = _ROOTS[(number * 5) % len(_ROOTS)]
    return f"{rng.choice(_WORKS)} {root}, lot {number + 1}"


def place(rng: Random) -> tuple[str, str, str]:
    """An address under 40 characters, a town and its postal code."""
    town, postal_code = rng.choice(_TOWNS)
    return f"{rng.randrange(10, 9999)}, {rng.choice(_STREETS)}", town, postal_code


def phone(rng: Random) -> str:
    """Ten digits of the fictional 555 exchange."""
    return f"{rng.choice((418, 450, 514, 819))}555{rng.randrange(0, 10000):04}"


def rbq_number(rng: Random) -> str:
    """A licence in ten digits; the plain form keeps all of them."""
    return f"{rng.randrange(10**9, 10**10)}"
