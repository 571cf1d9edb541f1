"""The pages around the numbers: the start, what is open to take, what is hidden and why, words, access, contact."""

from typing import Any

from dashboard import formats
from dashboard.language import _, either
from dashboard.public import promises, queries, tables
from dashboard.public.blocks import Files, Items, Link, Links, Listing, Page, Section, Words
from dashboard.public.house import House
from dashboard.warehouse import Cursor
from dashboard.words import viewers, word
from dashboard.words.public import GLOSSARY, SUBJECTS, TABLES

Row = dict[str, Any]


def start(cursor: Cursor) -> Page:
    """Return the first page: how many promises were kept, the themes, and how fresh all of it is."""
    links = tuple(_theme(row) for row in queries.themes(cursor).iter_rows(named=True))
    more = (
        Link(_("Layanan: kepuasan masyarakat dan lama layanan"), "layanan"),
        Link(_("Data terbuka: unduh semua tabel"), "data"),
        Link(_("Tentang angka ini: yang disembunyikan dan sebabnya, istilah, kontak"), "tentang"),
    )
    sections = (
        Section("tema", _("Menurut tema"), (Links(links),)),
        Section("lainnya", _("Lihat juga"), (Links(more),)),
        Section("pembaruan", _("Sampai kapan datanya, kapan berikutnya"), (_updates(cursor),)),
    )
    return Page(*_kept(cursor), sections)


def _kept(cursor: Cursor) -> tuple[str, str]:
    """Return how many promises of the newest whole year were kept, and how the running year stands."""
    rows = list(queries.years(cursor).iter_rows(named=True))
    build = queries.build(cursor).row(0, named=True)
    names = str(build["root_names"] or "")
    who = _("Pemerintah daerah") if not names or ", " in names else names
    whole = next((row for row in rows if row["whole_count"] and row["judged_count"]), None)
    if whole is None:
        return _("{unit}: belum ada hasil setahun penuh").format(unit=who), _running(rows)
    title = _("{unit}: {met} dari {judged} target {year} tercapai").format(
        unit=who,
        met=formats.number(whole["met_count"], 0),
        judged=formats.number(whole["judged_count"], 0),
        year=whole["year"],
    )
    return title, _running([row for row in rows if row["year"] > whole["year"]])


def _running(rows: list[Row]) -> str:
    row = next((row for row in rows if row["judged_count"]), None)
    if row is None:
        return _("Tahun berjalan belum punya hasil yang dapat dinilai.")
    return _("Sampai {period} tahun ini {met} dari {judged} target sampai saat itu tercapai.").format(
        period=formats.period(row["last_period"]) if row["last_period"] else row["year"],
        met=formats.number(row["met_count"], 0),
        judged=formats.number(row["judged_count"], 0),
    )


def _theme(row: Row) -> Link:
    note = _("belum ada target yang dapat dinilai")
    if row["judged_count"]:
        note = _("{met} dari {judged} target {year} tercapai").format(
            met=formats.number(row["met_count"], 0),
            judged=formats.number(row["judged_count"], 0),
            year=row["year"],
        )
    return Link(promises.theme_name(row["public_theme"]), promises.address(row["public_theme"]), note)


def _updates(cursor: Cursor) -> Items:
    return Items(
        tuple((word(SUBJECTS, row["subject"]), _next(row)) for row in queries.updates(cursor).iter_rows(named=True))
    )


def _next(row: Row) -> str:
    reach = _("sampai {period}").format(period=formats.period(row["last_period"]))
    if row["next_due_date"] is None:
        return _("{reach}; berikutnya belum dijadwalkan").format(reach=reach)
    words = _("{reach}; berikutnya {period}, paling lambat {day}")
    if row["subject"] == "persons":
        words = _("{reach}; berikutnya {period}, paling cepat {day}")
    elif row["is_late"]:
        words = _("{reach}; {period} ditunggu paling lambat {day} dan belum masuk")
    return words.format(reach=reach, period=formats.period(row["next_period"]), day=formats.day(row["next_due_date"]))


def data(cursor: Cursor, house: House) -> Page:
    """Return the page of files to take along."""
    names = tuple(tables.names(cursor))
    editions = tuple(_edition(row) for row in queries.editions(cursor).iter_rows(named=True))
    frozen = _("Angka tentang orang dibekukan saat terbit; perbaikan terbit sebagai edisi baru, yang lama tetap ada.")
    words = _("Boleh dipakai siapa saja dengan menyebut sumbernya. Lisensi: {licence}.").format(licence=house.licence)
    described = _("Keterangan kolom mengikuti Satu Data Indonesia: konsep, definisi, klasifikasi, ukuran, satuan.")
    sections = (
        Section("berkas", _("Berkas data"), (Files(names), Words(described, True))),
        Section("edisi", _("Edisi angka tentang orang"), (Words(frozen), Items(editions))),
    )
    return Page(_("Semua angka di sini dapat diunduh"), words, sections)


def _edition(row: Row) -> tuple[str, str]:
    standing = _("berlaku") if row["is_current"] else _("digantikan edisi perbaikan")
    told = _("{standing}, terbit {day}; {shown} angka ditampilkan, {hidden} disembunyikan; SHA-256 {sum}…").format(
        standing=standing,
        day=formats.day(row["released_at"]),
        shown=formats.number(row["shown_count"], 0),
        hidden=formats.number(row["hidden_count"], 0),
        sum=(row["sha256"] or "")[:16],
    )
    return row["edition_id"], told


def about(cursor: Cursor, house: House) -> Page:
    """Return what is hidden and why, the rules, the glossary, the accessibility statement, and whom to tell."""
    sections = (
        _hidden(cursor),
        Section("aturan", _("Cara menilai"), (_rules(cursor),)),
        Section("istilah", _("Istilah"), (Items(tuple((_(name), _(meaning)) for name, meaning in GLOSSARY)),)),
        Section("akses", _("Pernyataan aksesibilitas"), tuple(Words(text) for text in _access())),
        Section("kontak", _("Tanggapan Anda"), (Words(house.ask), Links((Link(house.contact_name, house.contact),)))),
    )
    title = _("Angka tentang orang disembunyikan bila dapat menunjuk seseorang")
    second = _("Janji, hasil, dan volume layanan bukan tentang orang; semuanya ditampilkan apa adanya.")
    return Page(title, second, sections)


def _hidden(cursor: Cursor) -> Section:
    rows = list(queries.hidden(cursor).iter_rows(named=True))
    listed = tuple(
        (
            word(TABLES, row["table_name"]),
            str(row["year"]),
            formats.share(row["hidden_count"], row["cell_count"]),
        )
        for row in rows
    )
    why = either(rows[0]["why_id"], rows[0]["why_en"]) if rows else _("Belum ada tabel tentang orang yang terbit")
    settings = tuple(
        (
            either(row["note_id"], row["note_en"]),
            f"{row['setting_value']} ({word(viewers.CONFIDENCE, row['confidence'])})",
        )
        for row in queries.settings(cursor).iter_rows(named=True)
    )
    closed = _(
        "Penilaian, kompetensi, dan kotak talenta seseorang adalah informasi yang dikecualikan "
        "(UU 14/2008 Pasal 17 huruf h) dan tidak ada di sini. Tidak ada peringkat orang atau unit."
    )
    more = _(
        "Sebagian angka lain ikut disembunyikan, karena darinya angka yang kecil dapat dihitung dengan jumlah dan "
        "selisih. Mana yang kecil dan mana yang hanya melindungi tidak disebutkan."
    )
    header = (_("Tabel"), _("Tahun"), _("Disembunyikan"))
    blocks = (Words(f"{why}."), Words(more), Words(closed), Listing(_("Angka yang disembunyikan"), header, listed))
    return Section("disembunyikan", _("Apa yang disembunyikan, dan mengapa"), (*blocks, Items(settings)))


def _rules(cursor: Cursor) -> Items:
    return Items(
        tuple(
            (either(row["name_id"], row["name_en"]), _ground(row))
            for row in queries.rules(cursor).iter_rows(named=True)
        )
    )


def _ground(row: Row) -> str:
    basis = row["legal_basis"] or _("tanpa dasar hukum tertulis")
    formula = either(row["formula_id"], row["formula_en"])
    return f"{formula} ({basis}; {word(viewers.CONFIDENCE, row['confidence'])})"


def _access() -> tuple[str, ...]:
    return (
        _(
            "Halaman ini dibuat agar sesuai dengan WCAG 2.2 tingkat AA: dapat dipakai dengan papan ketik saja, "
            "setiap grafik punya keterangan dan tabel, dan warna tidak pernah menjadi satu-satunya tanda."
        ),
        _(
            "Kesesuaian diperiksa dengan alat otomatis pada setiap perubahan; pemeriksaan oleh pengguna pembaca layar "
            "belum dilakukan."
        ),
        _(
            "Grafik dapat dibaca titik demi titik dengan penunjuk, sentuhan, atau tombol panah; angka yang sama ada "
            "pada tabel di bawahnya, juga tanpa skrip."
        ),
        _("Bila ada bagian yang sulit Anda pakai, beri tahu kami lewat kontak di bawah."),
    )
