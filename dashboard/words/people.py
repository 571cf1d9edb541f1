"""One person's record: 360 feedback, work results, credits, talent boxes, awards and coaching."""

from dashboard.language import N_

AKHLAK = {
    "berorientasi pelayanan": N_("Berorientasi Pelayanan"),
    "akuntabel": N_("Akuntabel"),
    "kompeten": N_("Kompeten"),
    "harmonis": N_("Harmonis"),
    "loyal": N_("Loyal"),
    "adaptif": N_("Adaptif"),
    "kolaboratif": N_("Kolaboratif"),
}

SOURCES = {
    "atasan": N_("Atasan"),
    "rekan": N_("Rekan"),
    "bawahan": N_("Bawahan"),
    "diri": N_("Diri sendiri"),
    "masyarakat": N_("Masyarakat"),
}

FEEDBACK_REASONS = {
    "few_raters": N_("penilai terlalu sedikit"),
    "source_missing": N_("satu sumber belum menilai"),
    "aspect_missing": N_("belum semua aspek dinilai"),
}

FEEDBACK_BANDS = {
    "very_high": N_("Sangat Baik"),
    "high": N_("Baik"),
    "medium": N_("Cukup"),
    "low": N_("Kurang"),
}

ASPECTS = {
    "kuantitas": N_("Kuantitas"),
    "kualitas": N_("Kualitas"),
    "waktu": N_("Waktu"),
    "biaya": N_("Biaya"),
}

UNIT_REASONS = {
    "few_people": N_("disembunyikan (n kecil)"),
    "nothing_to_judge": N_("belum ada yang dapat dinilai"),
}

CONVERSIONS = {"annual": N_("tahunan"), "periodic": N_("periodik")}

CREDIT_REASONS = {
    "before_rule": N_("konversi belum berlaku pada periode ini: aturannya terbit kemudian"),
    "no_tier": N_("jenjang tidak diketahui"),
    "unknown_tier": N_("koefisien jenjang ini tidak ada pada tanggal itu"),
    "no_rule": N_("aturan konversi tidak ada pada tanggal itu"),
}

POTENTIALS = {"rendah": N_("Rendah"), "menengah": N_("Menengah"), "tinggi": N_("Tinggi")}

ACTIONS = {"award": N_("Penghargaan"), "coaching": N_("Pembinaan")}

HEAD_REASONS = {"not_rated": N_("belum dinilai")}

GAP_REASONS = {
    "not_assessed": N_("belum pernah dinilai"),
    "no_standard": N_("jabatan ini belum punya syarat"),
}

WORK_REASONS = {
    "no_data": N_("belum ada hasil"),
    "no_number": N_("target atau hasilnya bukan angka yang dapat dibandingkan"),
    "no_target": N_("batas bawah target di atas batas atasnya"),
    "zero_target": N_("target nol, tanpa persentase"),
    "negative_target": N_("target negatif, tanpa persentase"),
    "no_rule": N_("aspek ini tidak mempunyai aturan"),
}

HOURS_REASONS = {
    "no_training_data": N_("catatan pelatihan belum masuk"),
    "no_rule": N_("hak jam pelajaran untuk status ini tidak diketahui"),
}

COURSE_CONCLUSIONS = {
    "more_than_others": N_("level peserta naik lebih dari rekan yang tidak ikut"),
    "less_than_others": N_("level peserta naik kurang dari rekan yang tidak ikut"),
    "cannot_tell": N_("belum dapat dibedakan dari rekan yang tidak ikut"),
    "no_second_assessment": N_("belum ada peserta yang dinilai lagi sesudahnya"),
    "no_comparison": N_("tidak ada rekan dengan titik awal yang sama"),
    "too_few": N_("peserta yang dinilai dua kali terlalu sedikit"),
    "unknown": N_("dampaknya belum dapat dihitung"),
}
