"""Notes and decisions: their kinds, how they stand, why one was not written, and the questions a meeting asks."""

from dashboard.language import N_
from dashboard.measures import Status

KINDS = {"decision": N_("Keputusan"), "note": N_("Catatan")}

# The letter that numbers the marks of a chart.
LETTERS = {"decision": N_("K"), "note": N_("C")}

STANDINGS = {
    status.code: status
    for status in (
        Status("overdue", "▼", N_("Lewat tenggat"), "orange"),
        Status("open", "◷", N_("Terbuka"), "gray"),
        Status("done", "●", N_("Selesai"), "blue"),
        Status("withdrawn", "○", N_("Ditarik"), "gray"),
    )
}

REFUSALS = {
    "not_allowed": N_("Tidak disimpan: di luar kewenangan Anda."),
    "no_words": N_("Tidak disimpan: isinya masih kosong."),
    "too_long": N_("Tidak disimpan: terlalu panjang; paling banyak 2.000 huruf, penanggung jawab 120."),
    "bad_value": N_("Tidak disimpan: ada isian yang tidak dikenal."),
    "changed": N_("Tidak disimpan: catatan ini sudah diubah orang lain; isi terbarunya kini tampil."),
    "busy": N_("Tidak disimpan: tempat catatan sedang sibuk atau tidak dapat ditulisi. Coba lagi sebentar."),
}

QUESTIONS = {
    "turned_worse": N_("Apa yang berubah, siapa yang menanganinya, dan kapan terlihat hasilnya?"),
    "always_below": N_("Apakah cara kerjanya yang diganti, atau targetnya yang ditinjau?"),
    "will_miss": N_("Apa yang masih dapat dikerjakan sebelum tahun berakhir, dan oleh siapa?"),
    "pattern": N_("Apakah penilaiannya ditinjau bersama para penilai, dan kapan?"),
    "citizens": N_("Apa yang diubah pada unsur terendah sebelum survei berikutnya?"),
    "overdue": N_("Apa yang menghalangi, dan kapan selesainya sekarang?"),
    "mismatch": N_("Apa yang dilihat warga dan tidak terlihat oleh angka internal, atau sebaliknya?"),
    "unrated": N_("Penilai mana yang belum selesai, dan kapan selesainya?"),
    "no_result": N_("Siapa yang mengirim realisasinya, dan kapan?"),
    "turned": N_("Apa yang berubah, dan apakah itu memang dikehendaki?"),
    "held_rows": N_("Siapa yang memperbaiki berkasnya, dan kapan dikirim ulang?"),
    "turned_better": N_("Apa yang berhasil, dan dapatkah diulang di unit lain?"),
}
