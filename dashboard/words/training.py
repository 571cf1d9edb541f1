"""Training: the parts of a need, hints that training is not the answer, why a gap stays open, what effects say."""

from dashboard.language import N_

PARTS = {
    "severity": N_("besar kesenjangan"),
    "people": N_("pegawai yang kurang"),
    "link": N_("kaitan kinerja"),
    "hours": N_("hak JP"),
    "mandate": N_("wajib"),
}

UNCOVERED = {
    "no_course": N_("tidak ada pelatihan untuk kompetensi ini"),
    "no_higher_course": N_("tidak ada pelatihan di atas levelnya"),
    "excluded": N_("pelatihannya dilarang dalam keinginan"),
    "cannot_open": N_("pelatihannya tidak dapat dibuka: kelas terkecil, jangka waktu, atau nol sesi"),
    "prerequisite": N_("levelnya belum cukup untuk ikut"),
    "taken": N_("sudah diikuti sejak asesmen terakhir; nilai ulang dahulu"),
    "enough_for_one_person": N_("orang itu sudah cukup tahun ini"),
    "not_opened": N_("pelatihannya tidak dibuka: memberi kurang untuk uangnya"),
    "no_seat": N_("kursi penuh dan sesi habis"),
    "below_cut_line": N_("di bawah garis potong anggaran"),
}

RIGHTS = {
    "value": N_("bernilai"),
    "require": N_("wajib dipenuhi"),
    "off": N_("diabaikan"),
}

CONCLUSIONS = {
    "more_than_others": N_("naik lebih dari yang tidak ikut"),
    "less_than_others": N_("naik kurang dari yang tidak ikut"),
    "cannot_tell": N_("tidak dapat dibedakan dari yang tidak ikut"),
    "too_few": N_("peserta atau pembanding terlalu sedikit"),
    "no_comparison": N_("tidak ada pembanding dengan titik awal sama"),
    "no_second_assessment": N_("belum dinilai ulang"),
}
