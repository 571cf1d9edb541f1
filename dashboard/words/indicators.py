"""Indicators: reasons, directions, ways of adding up."""

from dashboard.language import N_

REASONS = {
    "no_data": N_("belum ada data"),
    "no_target": N_("target belum ada"),
    "zero_target": N_("target nol, tanpa persentase"),
    "negative_target": N_("target negatif, tanpa persentase"),
    "zero_actual": N_("realisasi nol, tanpa persentase menurut rumus ini"),
    "ordinal_sum": N_("predikat tidak dapat dijumlahkan"),
    "no_rule": N_("belum ada rumus untuk periode ini"),
    "no_bounds": N_("batas rentang belum ada"),
}

POLARITIES = {
    "maximize": N_("makin tinggi makin baik"),
    "minimize": N_("makin rendah makin baik"),
    "stabilize": N_("makin dekat ke target makin baik"),
    "range": N_("baik bila di dalam rentang"),
}

CONSOLIDATIONS = {
    "sum": N_("jumlah periode yang terisi"),
    "average": N_("rata-rata periode yang terisi"),
    "last": N_("periode terakhir yang terisi"),
}

REALISATION_BANDS = {
    "very_high": N_("Sangat tinggi"),
    "high": N_("Tinggi"),
    "medium": N_("Sedang"),
    "low": N_("Rendah"),
    "very_low": N_("Sangat rendah"),
}

EFFICIENCY_BANDS = {
    "efficient": N_("Efisien"),
    "fair": N_("Cukup"),
    "inefficient": N_("Tidak efisien"),
}

BUDGET_REASONS = {
    "no_budget": N_("pagu nol"),
    "no_score": N_("belum ada IKU yang dapat dinilai"),
    "year_running": N_("tahun masih berjalan"),
}

SIGNAL_RULES = {
    "beyond_limits": N_("di luar batas variasi biasa"),
    "shift": N_("tujuh titik atau lebih di satu sisi rata-rata"),
    "trend": N_("tujuh titik atau lebih terus naik atau terus turun"),
    "two_of_three": N_("dua dari tiga titik dekat batas yang sama"),
}

VARIATIONS = {
    "common_cause": N_("Variasi biasa"),
    "improving_high": N_("Membaik, naik"),
    "improving_low": N_("Membaik, turun"),
    "concern_high": N_("Memburuk, naik"),
    "concern_low": N_("Memburuk, turun"),
    "neither_high": N_("Berubah, naik"),
    "neither_low": N_("Berubah, turun"),
}

ASSURANCES = {
    "hits": N_("Konsisten mencapai target"),
    "misses": N_("Konsisten meleset dari target"),
    "hit_or_miss": N_("Kadang tercapai, kadang tidak"),
}

CHANCE_BANDS = {
    "very_likely": N_("Sangat mungkin"),
    "likely": N_("Mungkin"),
    "even": N_("Berimbang"),
    "unlikely": N_("Kurang mungkin"),
    "very_unlikely": N_("Sangat kecil kemungkinannya"),
}

OUTLOOK_REASONS = {
    "year_over": N_("tahun sudah selesai"),
    "short_history": N_("riwayat terlalu pendek"),
    "no_target": N_("target belum ada atau nol"),
    "no_direction": N_("arah indikator tidak menentukan peluang"),
    "ordinal": N_("predikat tidak dapat diperkirakan dari peringkatnya"),
}
