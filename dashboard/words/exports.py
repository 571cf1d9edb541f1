"""Taking files in: kinds, severities, why a row is left out."""

from dashboard.language import N_

SEVERITIES = {
    "refuse": N_("Berkas ditolak"),
    "quarantine": N_("Baris ditahan"),
    "warning": N_("Peringatan"),
    "repair": N_("Dirapikan"),
}

EXCLUSIONS = {
    "footer": N_("kaki tabel"),
    "total": N_("baris jumlah"),
    "kosong": N_("baris kosong"),
    "judul-ulang": N_("judul berulang"),
    "penugasan-kedua": N_("jabatan kedua (Plt/Plh)"),
}

KINDS = {
    "unit": N_("Unit organisasi"),
    "pegawai": N_("Pegawai"),
    "iku": N_("Daftar IKU"),
    "capaian_iku": N_("Capaian IKU"),
    "anggaran": N_("Anggaran"),
    "predikat_organisasi": N_("Predikat organisasi"),
    "skp": N_("Penilaian kinerja (SKP)"),
    "skp_lama": N_("SKP 2021 dan sebelumnya"),
    "rhk": N_("Rencana hasil kerja"),
    "umpan_balik": N_("Umpan balik 360"),
    "skm": N_("Survei kepuasan (SKM)"),
    "layanan": N_("Berkas layanan"),
    "perubahan": N_("Perubahan layanan"),
    "standar_kompetensi": N_("Standar kompetensi"),
    "asesmen_kompetensi": N_("Asesmen kompetensi"),
    "talenta": N_("Kotak talenta"),
    "ip_asn": N_("IP ASN"),
    "katalog_pelatihan": N_("Katalog pelatihan"),
    "riwayat_pelatihan": N_("Riwayat pelatihan"),
    "penghargaan": N_("Penghargaan dan pembinaan"),
}
