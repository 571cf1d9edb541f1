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

PATTERNS = {
    "follows": N_("sesuai pola"),
    "deviates": N_("menyimpang dari pola"),
    "not_judged": N_("belum dapat dinilai"),
}

ORGANISATION_PREDICATES = {"excellent": N_("Istimewa"), **PREDICATES}

QUADRANTS = {
    "high_predicates_low_results": N_("predikat tinggi, capaian rendah"),
    "high_predicates_high_results": N_("predikat tinggi, capaian tinggi"),
    "usual_predicates_low_results": N_("predikat biasa, capaian rendah"),
    "usual_predicates_high_results": N_("predikat biasa, capaian tinggi"),
    "not_judged": N_("belum dapat dinilai"),
}

QUADRANT_REASONS = {
    "few_rated": N_("pegawai yang dinilai terlalu sedikit"),
    "no_iku_score": N_("unit tidak mempunyai skor IKU"),
}

PLAN_REASONS = {
    "no_plans_loaded": N_("rencana hasil kerja belum dimuat"),
    "few_plans_loaded": N_("baru sebagian kecil rencana hasil kerja dimuat"),
}

STAGES = {"plan": N_("rencana hasil kerja belum ada"), "rating": N_("belum dinilai atasan")}

RATER_BASES = {
    "person": N_("pejabat penilai"),
    "office": N_("unit pengirim berkas"),
    "unknown": N_("penilai tidak tercatat"),
}

TURNS = {
    "superior": N_("atasan langsung"),
    "last_rater": N_("penilai terakhir pegawai ini"),
    "unit_rater": N_("penilai pegawai lain di unit ini"),
    "unknown": N_("tidak diketahui"),
}

FILES = {"complete": N_("lengkap"), "partial": N_("sebagian"), "missing": N_("belum ada berkas")}

LENIENCY_REASONS = {
    "no_data": N_("belum ada yang dinilai"),
    "few_cases": N_("kurang dari 5 orang dinilai"),
    "few_peers": N_("penilai terlalu sedikit untuk dibandingkan"),
    "no_rater": N_("penilai tidak tercatat"),
    "no_spread": N_("tidak ada sebaran untuk dibandingkan"),
}

CHANGE_REASONS = {"few_rated_twice": N_("terlalu sedikit orang yang dinilai dua kali")}

REGULATIONS = {"pp_46_2011": N_("PP 46/2011"), "pp_30_2019": N_("PP 30/2019")}

LEGACY_PREDICATES = {
    "pp_46_2011": {
        "very_good": N_("Sangat Baik"),
        "good": N_("Baik"),
        "needs_improvement": N_("Cukup"),
        "poor": N_("Kurang"),
        "very_poor": N_("Buruk"),
    },
    "pp_30_2019": {
        "good": N_("Baik"),
        "needs_improvement": N_("Cukup"),
        "poor": N_("Kurang"),
        "very_poor": N_("Sangat Kurang"),
    },
}

LEGACY_REASONS = {
    "no_value": N_("nilai akhir tidak ada pada sumber"),
    "outside_scale": N_("nilai di luar skala peraturannya"),
    "needs_new_idea": N_("Sangat Baik menuntut ide baru; angka saja tidak cukup"),
}

WEIGHTS_MATCHED = {
    "70_30": N_("sama dengan 70 % SKP + 30 % perilaku"),
    "60_40": N_("sama dengan 60 % SKP + 40 % perilaku"),
    "neither": N_("hitung ulang 70/30: {value_70_30}; 60/40: {value_60_40}"),
}

WEIGHTS_REASONS = {
    "other_regulation": N_("tidak dihitung ulang"),
    "no_skp": N_("tidak dapat dihitung ulang tanpa nilai SKP"),
    "no_behaviour": N_("tidak dapat dihitung ulang tanpa nilai perilaku"),
}
