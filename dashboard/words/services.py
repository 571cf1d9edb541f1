"""Services: the nine elements of the citizens' survey."""

from dashboard.language import N_

ELEMENTS = {
    "requirement_avg": N_("Persyaratan"),
    "procedure_avg": N_("Sistem, mekanisme, dan prosedur"),
    "time_avg": N_("Waktu penyelesaian"),
    "cost_avg": N_("Biaya/tarif"),
    "product_avg": N_("Produk layanan"),
    "competence_avg": N_("Kompetensi pelaksana"),
    "conduct_avg": N_("Perilaku pelaksana"),
    "complaints_avg": N_("Penanganan pengaduan"),
    "facilities_avg": N_("Sarana dan prasarana"),
}

PROBLEMS = {
    "finished_before_received": N_("selesai sebelum masuk"),
    "due_before_received": N_("batas waktu sebelum masuk"),
    "received_in_future": N_("tanggal masuk belum tiba"),
    "finished_in_future": N_("tanggal selesai belum tiba"),
    "closed_without_finish": N_("berstatus selesai tanpa waktu selesai"),
    "open_with_finish": N_("berstatus proses tetapi ada waktu selesai"),
}

UNTIMED = {
    "no_deadline": N_("berkasnya tanpa batas waktu"),
    "not_yet_due": N_("belum jatuh tempo"),
    "nothing_to_judge": N_("tidak ada yang dapat dinilai"),
}

AGES = {
    "days_0_7": N_("0–7 hari"),
    "days_8_30": N_("8–30 hari"),
    "days_31_90": N_("31–90 hari"),
    "days_over_90": N_("lebih dari 90 hari"),
}

DAYS = {"working": N_("hari kerja"), "calendar": N_("hari kalender")}

CHANGED = {
    "ikm": N_("IKM"),
    "on_time_share": N_("Tepat waktu"),
    "days": N_("Lama layanan (hari)"),
    "waiting_minutes": N_("Menit menunggu"),
}

VERDICTS = {
    "better": N_("membaik, lebih dari kebetulan"),
    "worse": N_("memburuk, lebih dari kebetulan"),
    "cannot_tell": N_("belum dapat dibedakan"),
    "too_few": N_("terlalu sedikit untuk dinilai"),
    "no_data": N_("belum ada data"),
}

INTERNAL = {"iku": N_("skor IKU"), "appraisal": N_("pegawai berpredikat Baik ke atas")}

AGREEMENTS = {
    "agree": N_("sejalan"),
    "internal_higher": N_("angka internal jauh lebih tinggi"),
    "citizen_higher": N_("suara warga jauh lebih tinggi"),
}

AGAINST_REASONS = {
    "few_respondents": N_("responden terlalu sedikit"),
    "few_units": N_("unit terlalu sedikit untuk dibandingkan"),
    "no_spread": N_("tidak ada sebaran untuk dibandingkan"),
}
