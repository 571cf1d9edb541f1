"""Comparison of units: what is compared, with whom, and what came out."""

from dashboard.language import N_

MEASURES = {
    "iku_met_share": N_("IKU tercapai"),
    "iku_achievement_avg": N_("Rata-rata capaian IKU"),
    "rated_share": N_("Pegawai dinilai"),
    "on_time_share": N_("Layanan tepat waktu"),
    "ikm": N_("IKM rata-rata responden"),
}

PEER_BASES = {
    "siblings": N_("Unit di bawah induk yang sama"),
    "type_size": N_("Jenis, tingkat dan ukuran yang sama"),
}

GROUPS = {
    "higher": N_("Lebih tinggi"),
    "indistinct": N_("Tidak dapat dibedakan"),
    "lower": N_("Lebih rendah"),
    "too_little_data": N_("Data terlalu sedikit"),
}

LIMITS = {
    "inside": N_("di dalam batas"),
    "outside_95": N_("di luar batas 95 %"),
    "outside_998": N_("di luar batas 99,8 %"),
}

UNGROUPED = {
    "no_data": N_("belum ada data"),
    "no_peer_group": N_("tidak ada unit sejawat"),
    "few_cases": N_("kasus terlalu sedikit"),
    "few_peers": N_("unit sejawat terlalu sedikit"),
    "no_spread": N_("tidak ada sebaran untuk dibandingkan"),
}
