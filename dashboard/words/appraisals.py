"""Appraisals: predicates and ratings."""

from dashboard.language import N_

PREDICATES = {
    "very_good": N_("Sangat Baik"),
    "good": N_("Baik"),
    "needs_improvement": N_("Butuh Perbaikan"),
    "poor": N_("Kurang"),
    "very_poor": N_("Sangat Kurang"),
}

RATINGS = {
    "above": N_("Di atas ekspektasi"),
    "expected": N_("Sesuai ekspektasi"),
    "below": N_("Di bawah ekspektasi"),
}
