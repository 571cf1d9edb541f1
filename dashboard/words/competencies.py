"""Competencies and training: why there is no figure, grounds of a standard, bands of the match, what moved."""

from dashboard.language import N_

REASONS = {
    "not_assessed": N_("belum dinilai"),
    "no_standard": N_("tanpa standar"),
    "few_people": N_("disembunyikan (n kecil)"),
    "no_gap": N_("tidak ada kesenjangan"),
}

MATCH_REASONS = {
    "no_standard": N_("jabatan ini tanpa standar untuk kompetensi yang dinilai"),
    "purpose_missing": N_("tujuan asesmen tidak disebut"),
}

SOURCES = {"post": N_("standar jabatan"), "tier": N_("baku jenjang")}

PURPOSES = {"pemetaan": N_("Pemetaan"), "seleksi": N_("Seleksi")}

BANDS = {
    "pemetaan": (N_("Optimal"), N_("Cukup optimal"), N_("Kurang optimal")),
    "seleksi": (N_("Memenuhi syarat"), N_("Masih memenuhi syarat"), N_("Kurang memenuhi syarat")),
}

CHANGES = {
    "risen": N_("naik nyata"),
    "fallen": N_("turun nyata"),
    "cannot_tell": N_("belum dapat dibedakan dari kebetulan"),
    "too_few": N_("data terlalu sedikit"),
}
