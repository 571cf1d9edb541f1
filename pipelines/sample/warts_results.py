"""Warts in the files about indicators, their results and surveys; a few in every other kind."""

from pipelines.contracts.services import ELEMENTS
from pipelines.sample.planting import Garden, add_after, change, note_refusal, note_wart, pick
from pipelines.sample.tables import Cell, Row, Table
from pipelines.sample.world import World

FULL_HISTORY = 3
"""So many years before the last one a result of the year before it has more than eight earlier ones."""

CLASH = "Kunci sama, nilai berbeda dalam satu berkas"


def _extra(garden: Garden, table: Table, base: Row, changes: dict[str, Cell], column: str, code: str, note: str) -> Row:
    row = add_after(garden, table, base, **changes)
    note_wart(garden, table, row, column, code, note)
    return row


def plant_indicators(garden: Garden, world: World) -> None:
    """Plant warts among the promises; added indicators have no results and no weight."""
    last = world.years[1]
    city = garden.table("iku/iku_kota_pontianak.xlsx", "IKU")
    row = pick(garden, city, kode_iku="PTK-LH-02", tahun=last)
    broken = str(row[12]).replace(" menurut", "\u00a0menurut")
    change(garden, city, row, "definisi", broken, "spasi-dirapikan", "Spasi tak putus di dalam sel")
    turned: dict[str, Cell] = {"batas_bawah": 120, "batas_atas": 95}
    label = "label-tidak-dikenal"
    cases: tuple[tuple[str, str, dict[str, Cell], str, str, str], ...] = (
        ("PTK-LH-01", "PTK-LH-91", {"polaritas": "naik-turun"}, "polaritas", label, "Polaritas di luar daftar"),
        ("PTK-HUB-01", "PTK-HUB-92", {"polaritas": "range"}, "", "rentang-tidak-lengkap", "Rentang tanpa batas"),
        ("PTK-DUK-08", "PTK-DUK-93", turned, "", "rentang-terbalik", "Batas bawah di atas batas atas"),
        ("PTK-SDM-01", "PTK-SDM-94", {"satuan": ""}, "satuan", "wajib-kosong", "Satuan kosong"),
    )  # fmt: skip
    for base, code, changes, column, finding, note in cases:
        row = pick(garden, city, kode_iku=base, tahun=last)
        _extra(garden, city, row, {"kode_iku": code, "bobot": None, **changes}, column, finding, note)
    copy = add_after(garden, city, pick(garden, city, kode_unit="6171.1.06", tahun=last))
    note_wart(garden, city, copy, "", "duplikat", "Baris sama dua kali")
    _plant_weight(garden, city, "6171.1.04", last)
    _plant_district_indicators(garden, last)
    other = garden.table("iku/esakip_impor_kota_serang.xlsx", "Indikator")
    row = pick(garden, other, kode="SRG-KES-01", tahun_target=last)
    words: dict[str, Cell] = {"kode": "SRG-KES-91", "target": "delapan puluh"}
    _extra(garden, other, row, words, "target", "angka-tidak-sah", "Target ditulis dengan kata")


def _plant_weight(garden: Garden, table: Table, unit: str, year: int) -> None:
    place = table.header.index("bobot")
    rows = [r for r in table.rows if r[3] == unit and r[4] == year]
    heaviest = max(rows, key=lambda r: float(str(r[place])))
    heaviest[place] = float(str(heaviest[place])) - 5
    garden.touched.update(map(id, rows))
    note_wart(garden, table, rows[0], "bobot", "bobot-bukan-100", f"Bobot {unit} tahun {year} berjumlah 95")


def _plant_district_indicators(garden: Garden, last: int) -> None:
    table = garden.table("iku/iku_kecamatan.csv")
    row = pick(garden, table, kode_iku="SNP-KEC-05", tahun=last)
    doubled = str(row[1]).replace(" ", "  ", 1)
    change(garden, table, row, "nama_iku", doubled, "spasi-dirapikan", "Spasi ganda di dalam nama")
    row = pick(garden, table, kode_iku="SNP-KEC-06", tahun=last)
    cases: tuple[tuple[str, dict[str, Cell], str, str, str], ...] = (
        ("SNP-KEC-91", {"kode_unit": "147105.99"}, "kode_unit", "unit-tidak-dikenal", "Unit 147105.99 tidak ada"),
        ("SNP-KEC-92", {"bobot": "dua puluh"}, "bobot", "angka-tidak-sah", "Bobot ditulis dengan kata"),
        ("SNP-KEC-93", {"bobot": 120}, "bobot", "nilai-di-luar-batas", "Bobot di atas 100"),
        ("SNP-KEC-94", {"target_tahunan": 40}, "", "konflik-dalam-berkas", CLASH),
        ("SNP-KEC-94", {"target_tahunan": 60}, "", "konflik-dalam-berkas", CLASH),
    )
    for code, changes, column, finding, note in cases:
        row = _extra(garden, table, row, {"kode_iku": code, "bobot": None, **changes}, column, finding, note)
        row = row if finding == "konflik-dalam-berkas" else pick(garden, table, kode_unit="147105", tahun=last)


def plant_results(garden: Garden, world: World) -> None:
    """Plant warts among the results, a correction that supersedes, and a file handed in twice."""
    last = world.years[1]
    city = garden.table(f"capaian/kota-pontianak/capaian_{last}_TW1.csv")
    row = pick(garden, city, kode_unit="6171.1.09")
    note_wart(garden, city, row, "", "konflik-dalam-berkas", CLASH)
    _extra(garden, city, row, {"realisasi": 1}, "", "konflik-dalam-berkas", CLASH)
    base = pick(garden, city, kode_unit="6171.1.09")
    cases: tuple[tuple[str, Cell, str, str], ...] = (
        ("kode_unit", "6171.1.99", "unit-tidak-dikenal", "Unit 6171.1.99 tidak ada"),
        ("kode_iku", "PTK-HUB-99", "iku-tidak-dikenal", "IKU PTK-HUB-99 tidak ada"),
        ("periode", f"TW V {last}", "periode-tidak-sah", "Tidak ada triwulan V"),
    )
    for column, value, code, note in cases:
        _extra(garden, city, base, {column: value}, column, code, note)
    blank: dict[str, Cell] = dict.fromkeys(city.header, "")
    _extra(garden, city, base, blank, "", "kosong", "Baris kosong")
    _extra(garden, city, pick(garden, city, kode_unit="6171.1.08"), {}, "", "duplikat", "Baris sama dua kali")
    row = pick(garden, city, kode_unit="6171.1.04")
    change(garden, city, row, "realisasi", "seratus", "angka-tidak-sah", "Angka ditulis dengan kata")
    row = pick(garden, city, kode_unit="6171.1.03")
    change(garden, city, row, "kode_iku", f"{row[0]} ", "spasi-dirapikan", "Spasi di akhir kode")
    for marker in ("n/a", "-"):
        _missing(garden, city, "6171.1.10", marker)
    _plant_correction(garden, city)
    _plant_other_results(garden, last)
    if world.years[0] <= last - FULL_HISTORY:
        earlier = garden.table(f"capaian/kota-pontianak/capaian_{last - 1}.csv")
        row = pick(garden, earlier, kode_iku="PTK-LH-03", periode=f"{last - 1}-TW4")
        note_wart(garden, earlier, row, "realisasi", "nilai-jauh-dari-riwayat", "Melonjak jauh di luar riwayatnya")


def _missing(garden: Garden, table: Table, unit: str, marker: str) -> None:
    """Write a marker that stands for nothing: accepted as empty, so no wart."""
    row = pick(garden, table, kode_unit=unit)
    for column, value in (("realisasi", marker), ("pembilang", None), ("penyebut", None)):
        row[table.header.index(column)] = value


def _plant_correction(garden: Garden, table: Table) -> None:
    """Add a later file of the same source that corrects three results: they supersede, so no wart."""
    rows = [list(pick(garden, table, kode_unit=unit)) for unit in ("6171.1.05", "6171.1.06", "6171.1.02.8")]
    for row in rows:
        row[4] = round(float(str(row[4])) * 0.97, 2)
        row[5:7] = [None, None]
        row[8:] = ["Koreksi setelah rekonsiliasi data", ""]
    path = table.path.replace(".csv", "_revisi.csv")
    garden.tables[path, None] = Table(path, table.header, rows, dialect=table.dialect)


def _plant_other_results(garden: Garden, last: int) -> None:
    mixed = garden.table("capaian/kecamatan/capaian_senapelan.csv")
    row = pick(garden, mixed, kode_iku="SNP-KEC-01", periode=f"{last}-TW1")
    words = "1.234 dapat dibaca 1234 atau 1,234; kolom ini memakai titik dan koma"
    change(garden, mixed, row, "realisasi", "1.234", "angka-rancu", words)
    other = garden.table(f"capaian/kota-serang/capaian_{last}_TW1.xlsx", "Capaian")
    for row, ratio in _other_formula(other)[:2]:
        words = "Capaian minimize dihitung T/R, bukan (2T − R)/T"
        change(garden, other, row, "capaian_pct", ratio, "capaian-beda-hitungan", words)
    base = pick(garden, other, kode_unit="3673.1.07")
    _extra(garden, other, base, {"kode_iku": ""}, "kode_iku", "wajib-kosong", "Kode IKU kosong")
    row = pick(garden, other, kode_unit="3673.1.01")
    change(garden, other, row, "status_data", "belum final", "label-tidak-dikenal", "Status di luar daftar")
    _missing(garden, other, "3673.1.10", "n/a")
    source = "capaian/kecamatan/capaian_siulak.csv"
    note_refusal(garden, source.replace(".csv", "_kirim_ulang.csv"), f"Salinan dari {source}")


def _other_formula(table: Table) -> list[tuple[Row, float]]:
    """Return the lower-is-better rows whose T/R differs clearly from the percentage they carry, the plainest first."""
    target, actual, percent = (table.header.index(name) for name in ("target", "realisasi", "capaian_pct"))
    found = []
    for row in table.rows:
        t, r, c = row[target], row[actual], row[percent]
        if (
            isinstance(t, float)
            and isinstance(r, float)
            and isinstance(c, float)
            and t
            and r
            and abs(c - r / t * 100) > 1
        ):
            found.append((abs(t / r * 100 - c), row, round(t / r * 100, 2)))
    return [(row, ratio) for _, row, ratio in sorted(found, key=lambda item: -item[0])]


def plant_surveys(garden: Garden, world: World) -> None:
    """Plant warts among the answers; empty answers are accepted and therefore no wart."""
    path = "skm/SKM Dinas Kependudukan dan Pencatatan Sipil Kota Pontianak.xlsx"
    faults: tuple[tuple[str, int, Cell, str, str], ...] = (
        ("TW1", 3, 0, "nilai-di-luar-batas", "Nilai 0 tidak ada"),
        ("TW1", 6, 5, "nilai-di-luar-batas", "Nilai 5 tidak ada"),
        ("TW2", 4, "3,5", "angka-tidak-sah", "Nilai harus bulat"),
        ("TW2", 9, "puas", "angka-tidak-sah", "Nilai ditulis dengan kata"),
    )
    for sheet, place, value, code, note in faults:
        table = garden.table(path, sheet)
        change(garden, table, pick(garden, table), table.header[place], value, code, note)
    city = garden.table("skm/skm_kota_pontianak.csv")
    row = pick(garden, city)
    change(garden, city, row, "tanggal", f"31-02-{world.years[1]}", "tanggal-tidak-sah", "Tanggal 31 Februari")
    unknown: dict[str, Cell] = {"kode_unit": "6171.1.95", "id_responden": "901"}
    _extra(garden, city, pick(garden, city), unknown, "kode_unit", "unit-tidak-dikenal", "Unit 6171.1.95 tidak ada")
    _extra(garden, city, pick(garden, city), {}, "", "duplikat", "Baris sama dua kali")
    row = pick(garden, city, u1_persyaratan=3)
    note_wart(garden, city, row, "", "konflik-dalam-berkas", CLASH)
    _extra(garden, city, row, {"u1_persyaratan": 2}, "", "konflik-dalam-berkas", CLASH)
    row = pick(garden, city)
    row[city.header.index("saran")] = "Petugas ramah"
    row.append("antrean lama")
    note_wart(garden, city, row, "", "jumlah-kolom-berbeda", "Pemisah kolom di dalam saran tanpa tanda kutip")
    row = pick(garden, city)
    change(garden, city, row, "layanan", "", "wajib-kosong", "Nama layanan kosong")
    district = garden.table("skm/skm_kecamatan.csv")
    row = pick(garden, district)
    for element in ELEMENTS:
        row[district.header.index(element)] = ""
    note_wart(garden, district, row, "", "responden-tanpa-jawaban", "Tidak satu unsur pun dijawab")


def plant_others(garden: Garden) -> None:
    """Plant one wart in each of the other kinds."""
    outside, label = "nilai-di-luar-batas", "label-tidak-dikenal"
    cases: tuple[tuple[str, str | None, str, Cell, str, str], ...] = (
        ("anggaran/anggaran.csv", None, "pagu", "satu miliar", "angka-tidak-sah", "Pagu ditulis dengan kata"),
        ("predikat_organisasi/predikat_organisasi.csv", None, "predikat", "Memuaskan", label, "Di luar daftar"),
        ("umpan_balik/umpan_balik_360.csv", None, "aspek", "Kreatif", label, "Bukan nilai BerAKHLAK"),
        ("talenta/kotak_talenta.csv", None, "kotak", 12, outside, "Kotak hanya 1 sampai 9"),
        ("ip_asn/ip_asn.csv", None, "total", 130, outside, "Indeks di atas 100"),
        ("kompetensi/asesmen_kompetensi.xlsx", "Asesmen", "level", 7, outside, "Level hanya 0 sampai 5"),
        ("pelatihan/riwayat_pelatihan.csv", None, "jp", 2000, outside, "JP tidak masuk akal"),
        ("rhk/rhk_pegawai.csv", None, "aspek", "ongkos", label, "Aspek di luar daftar"),
    )  # fmt: skip
    for path, sheet, column, wrong, code, note in cases:
        table = garden.table(path, sheet)
        change(garden, table, pick(garden, table), column, wrong, code, note)
    served = garden.table("layanan/layanan_kota_pontianak.xlsx", "Layanan")
    row = pick(garden, served)
    change(garden, served, row, "waktu_masuk", "31-02-2026 08:00", "tanggal-tidak-sah", "Tanggal 31 Februari")
    row, code = pick(garden, served, status="selesai"), "tanggal-layanan-mustahil"
    change(garden, served, row, "waktu_selesai", "2024-12-31 08:00", code, "Selesai sebelum permohonan masuk")
    awards = garden.table("penghargaan/penghargaan_pembinaan.csv")
    empty: dict[str, Cell] = {"nip": "", "kode_unit": ""}
    _extra(garden, awards, pick(garden, awards), empty, "", "penerima-kosong", "Penerima tidak disebut")
    standards = garden.table("kompetensi/standar_kompetensi.csv")
    row = pick(garden, standards, jenjang="pengawas")
    change(garden, standards, row, "jenjang", "", "jabatan-atau-jenjang-kosong", "Jabatan dan jenjang kosong")
    courses = garden.table("pelatihan/katalog_pelatihan.csv")
    _extra(garden, courses, pick(garden, courses), {}, "", "duplikat", "Baris sama dua kali")
