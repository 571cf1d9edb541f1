"""How the indicators of a goal stand in one unit."""

from dashboard.language import N_
from dashboard.measures import Status

STANDINGS = {
    status.code: status
    for status in (
        Status("all", "●", N_("semua tercapai"), "blue"),
        Status("some", "◆", N_("sebagian tercapai"), "gray"),
        Status("none", "▼", N_("tidak ada yang tercapai"), "orange"),
        Status("not_judged", "○", N_("belum dapat dinilai"), "gray"),
    )
}
