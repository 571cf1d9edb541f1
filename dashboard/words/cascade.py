"""The levels of the tree of performance, and how its chain can be broken."""

from dashboard.language import N_

LEVELS = {
    "sasaran": N_("Sasaran"),
    "iku": N_("IKU"),
    "unit": N_("Unit"),
    "hasil": N_("Butir hasil kerja"),
}

# Branches that are no goal of their own.
BRANCHES = {
    "tanpa-sasaran": N_("IKU yang tidak melayani sasaran"),
    "unit-di-atas": N_("IKU milik unit di atas"),
    "tanpa-induk": N_("IKU yang menyebut IKU induk yang tidak ditemukan"),
    "melingkar": N_("IKU yang saling menyebut sebagai induk"),
    "tanpa-hasil-kerja": N_("IKU tanpa butir hasil kerja"),
    "tanpa-iku": N_("Butir hasil kerja yang tidak melayani IKU"),
}

# Said with the number of a break; the column of the count, and the branch that lists them.
BREAKS = {
    "no_goal_count": ("tanpa-sasaran", N_("{n} IKU tidak melayani sasaran mana pun")),
    "no_parent_count": ("tanpa-induk", N_("{n} IKU menyebut IKU induk yang tidak ditemukan")),
    "circle_count": ("melingkar", N_("{n} IKU saling menyebut sebagai induk")),
    "no_result_count": ("tanpa-hasil-kerja", N_("{n} IKU tidak ditopang satu pun butir hasil kerja")),
    "no_iku_count": ("tanpa-iku", N_("{n} butir hasil kerja tidak melayani IKU mana pun")),
}
