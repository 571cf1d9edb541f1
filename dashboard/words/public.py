"""The public pages: themes, what a verdict means, what awaits, the tables to take along, the glossary."""

import errno

from dashboard.language import N_

THEMES = {
    "": N_("Lainnya"),
    "ekonomi": N_("Ekonomi"),
    "infrastruktur": N_("Infrastruktur"),
    "kesehatan": N_("Kesehatan"),
    "kesejahteraan": N_("Kesejahteraan"),
    "lingkungan": N_("Lingkungan"),
    "pelayanan": N_("Pelayanan publik"),
    "pendidikan": N_("Pendidikan"),
    "perizinan": N_("Perizinan"),
    "adminduk": N_("Administrasi kependudukan"),
    "tata kelola": N_("Tata kelola"),
    "transportasi": N_("Transportasi"),
}

# Ends the sentence "We aimed for …, what happened was …, which means …".
MEANINGS = {
    "exceeded": N_("target terlampaui"),
    "met": N_("target tercapai"),
    "near": N_("target belum tercapai, tetapi mendekati"),
    "below": N_("target belum tercapai"),
}

SUBJECTS = {
    "indicators": N_("Janji dan hasil (IKU)"),
    "services": N_("Waktu layanan"),
    "surveys": N_("Kepuasan masyarakat"),
    "persons": N_("Tabel tentang pegawai dan responden"),
}

TABLES = {
    "appraisal_years": N_("Predikat kinerja pegawai per unit dan tahun"),
    "build": N_("Terbitan yang menghasilkan berkas ini"),
    "columns": N_("Kamus kolom menurut Satu Data Indonesia"),
    "earlier_cells": N_("Angka edisi yang sudah digantikan perbaikan"),
    "editions": N_("Edisi yang pernah terbit"),
    "grades": N_("Skala predikat (WTP, AA …) dan artinya"),
    "hidden": N_("Banyaknya angka yang disembunyikan dan sebabnya"),
    "iku": N_("Definisi indikator publik"),
    "iku_periods": N_("Target dan realisasi indikator publik per periode"),
    "iku_years": N_("Target dan realisasi indikator publik per tahun"),
    "rules": N_("Aturan di balik angka"),
    "service_years": N_("Volume dan waktu layanan per unit dan tahun"),
    "settings": N_("Setelan aturan penyajian"),
    "skm_years": N_("Kepuasan masyarakat per unit, layanan, dan tahun"),
    "training_years": N_("Hak pengembangan kompetensi pegawai per unit dan tahun"),
    "units": N_("Susunan unit organisasi"),
    "updates": N_("Sampai kapan datanya dan kapan pembaruan ditunggu"),
}

UNWRITABLE = {
    errno.EACCES: N_("tidak ada izin menulis di sana"),
    errno.EPERM: N_("tidak ada izin menulis di sana"),
    errno.EROFS: N_("tempat itu hanya dapat dibaca"),
    errno.ENOSPC: N_("ruang simpan penuh"),
    errno.EDQUOT: N_("jatah ruang simpan habis"),
    errno.ENOENT: N_("tempat itu tidak ada dan tidak dapat dibuat"),
    errno.ENOTDIR: N_("sebagian jalannya bukan folder"),
    errno.EEXIST: N_("sebagian jalannya bukan folder"),
}

GLOSSARY = (
    (N_("IKU"), N_("indikator kinerja utama: ukuran janji suatu unit")),
    (N_("Capaian"), N_("realisasi dibanding target menurut arah indikator, dalam persen")),
    (N_("SKM dan IKM"), N_("survei dan indeks kepuasan masyarakat atas layanan")),
    (N_("Mutu A–D"), N_("kelas IKM: A sangat baik, B baik, C kurang baik, D tidak baik")),
    (N_("Lama tengah"), N_("separuh berkas selesai dalam waktu itu atau lebih cepat")),
    (N_("Edisi"), N_("angka tentang orang yang dibekukan saat terbit; perbaikan terbit sebagai edisi baru")),
    (N_("Sementara"), N_("angka yang masih dapat berubah karena datanya belum final")),
    (N_("TW"), N_("triwulan: tiga bulan")),
    (N_("JP"), N_("jam pelajaran dalam pelatihan pegawai")),
)
