"""How provinces, states and countries are written: every name and its ISO code."""

from __future__ import annotations

# ISO 3166-2:CA code and its names, English, French and usual short forms.
PROVINCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("AB", ("Alberta", "Alb.")),
    ("BC", ("British Columbia", "Colombie-Britannique", "C.-B.")),
    ("MB", ("Manitoba",)),
    ("NB", ("New Brunswick", "Nouveau-Brunswick", "N.-B.")),
    ("NL", ("Newfoundland and Labrador", "Terre-Neuve-et-Labrador", "T.-N.-L.")),
    ("NS", ("Nova Scotia", "Nouvelle-Écosse", "N.-É.")),
    ("NT", ("Northwest Territories", "Territoires du Nord-Ouest")),
    ("NU", ("Nunavut",)),
    ("ON", ("Ontario", "Ont.")),
    ("PE", ("Prince Edward Island", "Île-du-Prince-Édouard", "Î.-P.-É.")),
    ("QC", ("Québec", "Quebec", "Qué.", "PQ", "P.Q.")),
    ("SK", ("Saskatchewan", "Sask.")),
    ("YT", ("Yukon",)),
    ("CT", ("Connecticut",)),
    ("MA", ("Massachusetts",)),
    ("ME", ("Maine",)),
    ("MI", ("Michigan",)),
    ("NH", ("New Hampshire",)),
    ("NJ", ("New Jersey",)),
    ("NY", ("New York",)),
    ("PA", ("Pennsylvania", "Pennsylvanie")),
    ("VT", ("Vermont",)),
)
# ISO 3166-1 alpha-2, and its alpha-3 and names.
COUNTRIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("CA", ("CAN", "Canada")),
    (
        "US",
        (
            "USA",
            "U.S.A.",
            "United States",
            "United States of America",
            "États-Unis",
            "É.-U.",
            "E.U.",
        ),
    ),
    ("FR", ("FRA", "France")),
    ("MX", ("MEX", "Mexico", "Mexique")),
    ("GB", ("GBR", "United Kingdom", "Royaume-Uni", "UK")),
    ("DE", ("DEU", "Germany", "Allemagne")),
    ("IT", ("ITA", "Italy", "Italie")),
    ("CN", ("CHN", "China", "Chine")),
)
