"""The sample is what it says: reproducible, small, complete, plainly invented, faulty only where WARTS.md says so."""

import csv
import hashlib
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pipelines.contracts import all_contracts
from pipelines.paths import SAMPLE
from pipelines.sample import generate

Wart = tuple[str, str, str, str, str, str]
MATRIX = {
    ("atas", "atas"): "Sangat Baik", ("atas", "sesuai"): "Baik", ("atas", "bawah"): "Kurang",
    ("sesuai", "atas"): "Baik", ("sesuai", "sesuai"): "Baik", ("sesuai", "bawah"): "Kurang",
    ("bawah", "atas"): "Butuh Perbaikan", ("bawah", "sesuai"): "Butuh Perbaikan", ("bawah", "bawah"): "Sangat Kurang",
}  # fmt: skip
RATING = {"1": "atas", "2": "sesuai", "3": "bawah"} | {
    f"{words} Ekspektasi": words.split()[-1].casefold() for words in ("Di Atas", "Sesuai", "Di Bawah")
}


@cache
def read_csv(path: Path) -> list[list[object]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    separator = ";" if ";" in text.splitlines()[0] else ","
    return [list(record) for record in csv.reader(text.splitlines(), delimiter=separator)]


@cache
def read_book(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path, read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def tables(folder: Path) -> dict[tuple[str, str], list[list[object]]]:
    """Return every table of the sample by relative path and sheet; rows as they stand, header and preamble included."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".csv":
            found[name, ""] = read_csv(path)
        elif path.suffix == ".xlsx":
            found |= {(name, sheet): rows for sheet, rows in read_book(path).items()}
    return found


def header_place(rows: list[list[object]]) -> int:
    return next(i for i, row in enumerate(rows) if sum(isinstance(cell, str) and cell != "" for cell in row) > 2)


def warts(folder: Path = SAMPLE) -> list[Wart]:
    lines = (folder / "WARTS.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [(c[0], c[1], c[2], c[3], c[4], c[5]) for c in cells[2:]]


def planted(name: str, sheet: str, *, tidy: bool) -> set[int]:
    passing = () if tidy else ("repair", "warning")
    return {int(w[2]) for w in warts() if w[:2] == (name, sheet) and w[2] and w[5] not in passing}


def records(name_part: str, *, tidy: bool = False) -> list[tuple[str, int, dict[str, object]]]:
    """Return (path, row number, cells by header) of every row that may load from files whose path holds `name_part`.

    With `tidy` also without the rows that are repaired or warned about.
    """
    found = []
    for (name, sheet), rows in tables(SAMPLE).items():
        if name_part not in name or "kirim_ulang" in name:
            continue
        place, bad = header_place(rows), planted(name, sheet, tidy=tidy)
        header = [str(cell) for cell in rows[place]]
        for number, row in enumerate(rows[place + 1 :], start=place + 2):
            if number not in bad:
                found.append((name, number, dict(zip(header, row, strict=False))))
    return found


def contents(path: Path) -> dict[str, bytes]:
    """Return what a file says: a workbook's parts unpacked, because compression libraries differ between machines."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {part.filename: book.read(part) for part in book.infolist()}


def all_files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, employees=400, seed=5)
    generate(tmp_path / "other", employees=400, seed=6)
    files = all_files(tmp_path / "one")
    assert files == all_files(tmp_path / "two")
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files)
    assert any((tmp_path / "one" / f).read_bytes() != (tmp_path / "other" / f).read_bytes() for f in files)


def test_the_committed_sample_is_what_the_generator_writes(tmp_path: Path) -> None:
    generate(tmp_path)
    assert all_files(tmp_path) == all_files(SAMPLE)
    for name in all_files(SAMPLE):
        if name.name != "SINTETIS.sha256":
            assert contents(tmp_path / name) == contents(SAMPLE / name), name


def test_the_list_of_synthetic_files_holds_every_file_and_its_hash() -> None:
    lines = (SAMPLE / "SINTETIS.sha256").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", maxsplit=1)) for line in lines)
    data = [name for name in all_files(SAMPLE) if name.suffix in (".csv", ".xlsx")]
    assert listed == {str(name): hashlib.sha256((SAMPLE / name).read_bytes()).hexdigest() for name in data}


def test_the_small_edition_stays_under_four_megabytes() -> None:
    assert sum((SAMPLE / name).stat().st_size for name in all_files(SAMPLE)) <= 4_000_000


@pytest.mark.parametrize("kind", list(all_contracts()))
def test_every_kind_is_there_as_a_template(kind: str) -> None:
    contract = all_contracts()[kind]
    names = {column.name for column in contract.columns}
    headers = [{str(cell) for cell in rows[0]} for rows in tables(SAMPLE).values()]
    assert any(set(contract.required) <= header <= names for header in headers)


def test_the_real_layouts_are_there() -> None:
    sheets = tables(SAMPLE)
    siasn = [rows[0] for (name, _), rows in sheets.items() if "Data Utama" in name]
    assert len(siasn) == 9
    assert all(len(header) == 69 and header[1] == "NIP BARU" for header in siasn)
    recaps = [rows for (name, _), rows in sheets.items() if "Rekap Penilaian" in name]
    assert all(header_place(rows) == 4 and str(rows[2][0]).startswith("Periode ") for rows in recaps)
    assert {str(rows[2][0]).split()[1] for rows in recaps} == {"Triwulan", "Bulanan"}
    worksheets = [rows for (name, _), rows in sheets.items() if name.startswith("skm/SKM")]
    assert len(worksheets) == 6
    assert all(str(rows[-1][0]).startswith("Nilai SKM") for rows in worksheets)
    assert any("opd_kode" in rows[0] for rows in sheets.values())


def test_encodings_and_separators_differ_as_they_do_in_life() -> None:
    starts = {name: (SAMPLE / name).read_bytes() for name in all_files(SAMPLE) if name.suffix == ".csv"}
    assert any(data.startswith(b"\xef\xbb\xbf") for data in starts.values())
    assert any(b"\x96" in data for data in starts.values())
    heads = [data.split(b"\n", maxsplit=1)[0] for data in starts.values()]
    assert any(b";" in head for head in heads)
    assert any(b"," in head and b";" not in head for head in heads)


def test_every_employee_is_in_a_known_unit() -> None:
    units = {str(row["kode_unit"]) for _, _, row in records("organisasi/")}
    assert len(units) > 60
    posts = [row.get("UNOR ID") or row["kode_unit"] for _, _, row in records("pegawai/")]
    assert len(posts) > 1900
    assert set(posts) <= units


def test_people_are_plainly_invented() -> None:
    names = [str(row.get("NAMA") or row.get("Nama") or row.get("nama") or "") for _, _, row in records("pegawai/")]
    assert all(re.fullmatch(r"Sintetis [A-Z][a-z]+ \d{4,5}", name) for name in names)
    numbers = [re.sub("[ ']", "", str(row.get("NIP BARU") or row.get("nip"))) for _, _, row in records("pegawai/")]
    assert all(re.fullmatch(r"(19|20)\d{2}0101\d{6}[12]\d{3}", number) for number in numbers)
    assert 1900 < len(set(numbers)) < 2100
    private = ("NIK", "NOMOR HP", "EMAIL", "ALAMAT", "AGAMA NAMA", "JENIS KAWIN NAMA", "TEMPAT LAHIR NAMA")
    siasn = [row for _, _, row in records("Data Utama")]
    assert {row[column] for row in siasn for column in private} <= {None, "", "-"}


def test_weights_add_up_to_a_hundred_except_where_planted() -> None:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for _, _, row in records("iku/iku_"):
        sums[str(row["kode_unit"]), str(row["tahun"])] += float(str(row["bobot"] or 0).replace(",", "."))
    flagged = [w for w in warts() if w[4] == "bobot-bukan-100"]
    wrong = {key for key, total in sums.items() if abs(total - 100) > 0.001}
    assert len(wrong) == len(flagged) == 1
    assert wrong == {("6171.1.04", "2026")}


def test_ratings_give_the_predicate_of_the_matrix_except_where_planted() -> None:
    rows = [row for name, _, row in records("skp/", tidy=True) if "(09)" not in name]
    assert len(rows) > 25_000
    for row in rows:
        result = RATING[str(row.get("rating_hasil") or row["Rating Hasil Kinerja"])]
        behaviour = RATING[str(row.get("rating_perilaku") or row["Rating Perilaku Kerja"])]
        assert (row.get("predikat") or row["Predikat Kinerja Periodik"]) == MATRIX[result, behaviour]


def test_clean_rows_have_no_stray_blanks_and_no_foreign_keys() -> None:
    promised = {(str(r["kode_iku"]), str(r["kode_unit"]), str(r["tahun"])) for _, _, r in records("iku/iku_")}
    promised |= {(str(r["kode"]), str(r["opd_kode"]), str(r["tahun_target"])) for _, _, r in records("esakip")}
    results = [row for _, _, row in records("capaian/")]
    assert len(results) > 2500
    assert all((str(r["kode_iku"]).strip(), str(r["kode_unit"]), str(r["periode"])[:4]) in promised for r in results)
    stray = re.compile(r"^[\s']|[\s]$|\s\s|[\u00a0\n]")
    texts = ((name, n, c) for name, n, row in records("", tidy=True) for c in row.values() if isinstance(c, str))
    assert [place for place in texts if stray.search(place[2])] == []


def test_one_person_is_appraised_once_a_period_except_where_planted() -> None:
    seen = Counter()
    for name, _, row in records("skp/"):
        if "(09)" not in name:
            period = row.get("periode") or "/".join(name.split("/")[1:3])
            seen[re.sub("[ ']", "", str(row.get("nip") or row["NIP"])), period] += 1
    assert [key for key, count in seen.items() if count > 1] == []


FAULTS: dict[str, Callable[[object], bool]] = {
    "nip-rusak-excel": lambda cell: isinstance(cell, int | float),
    "nip-tidak-sah": lambda cell: len(str(cell)) == 17 or str(cell)[12:14] == "13",
    "spasi-nip-dibuang": lambda cell: bool(re.fullmatch(r"\d{8} \d{6} \d \d{3}", str(cell))),
    "apostrof-dibuang": lambda cell: str(cell).startswith("'"),
    "spasi-dirapikan": lambda cell: bool(re.search(r"^\s|\s$|\s\s|\u00a0", str(cell))),
    "wajib-kosong": lambda cell: cell in (None, ""),
    "istimewa-perorangan": lambda cell: cell == "Istimewa",
    "angka-rancu": lambda cell: cell == "1.234",
    "angka-tidak-sah": lambda cell: isinstance(cell, str) and not re.fullmatch(r"[\d.]+", cell),
    "tanggal-tidak-sah": lambda cell: str(cell).startswith("31-02-"),
    "periode-tidak-sah": lambda cell: str(cell).startswith("TW V "),
    "nilai-di-luar-batas": lambda cell: float(str(cell)) in (0, 5, 7, 12, 120, 130, 2000),
    "unit-tidak-dikenal": lambda cell: bool(re.fullmatch(r"(6171\.1|147105)\.9[589]|6171\.1\.99", str(cell))),
    "pegawai-tidak-dikenal": lambda cell: cell == "199101012015041999",
    "iku-tidak-dikenal": lambda cell: cell == "PTK-HUB-99",
    "induk-tidak-dikenal": lambda cell: cell == "6171.9",
    "label-tidak-dikenal": lambda cell: (
        cell in ("Memuaskan", "Luar Biasa", "Honorer", "naik-turun", "belum final", "Kreatif", "ongkos")
    ),
    "predikat-beda-matriks": lambda cell: cell in ("Baik", "Sangat Baik"),
    "capaian-beda-hitungan": lambda cell: isinstance(cell, float),
    "bobot-bukan-100": lambda cell: isinstance(cell, int | float),
    "nilai-jauh-dari-riwayat": lambda cell: float(str(cell).replace(",", ".")) > 90,
    "tanggal-layanan-mustahil": lambda cell: str(cell).startswith("2024"),
    "jabatan-atau-jenjang-kosong": lambda cell: cell == "",
}
"""What an eye would see in the cell of each kind of wart that sits in one cell."""


@pytest.mark.parametrize("wart", [w for w in warts() if w[3]], ids=lambda w: "-".join((Path(w[0]).stem, w[2], w[4])))
def test_a_wart_sits_in_the_cell_that_is_listed(wart: Wart) -> None:
    name, sheet, number, column, code, _ = wart
    rows = tables(SAMPLE)[name, sheet]
    place = rows[header_place(rows)].index(column)
    assert FAULTS[code](rows[int(number) - 1][place])


def row_at(wart: Wart, offset: int = 0) -> list[object]:
    return tables(SAMPLE)[wart[0], wart[1]][int(wart[2]) - 1 + offset]


def test_listed_duplicates_repeat_an_earlier_row() -> None:
    repeated = [w for w in warts() if w[4] == "duplikat"]
    assert len(repeated) >= 6
    for wart in repeated:
        first_cell = 1 if "Rekap" in wart[0] else 0
        row = row_at(wart)[first_cell:]
        earlier = [r[first_cell:] for r in tables(SAMPLE)[wart[0], wart[1]][: int(wart[2]) - 1]]
        neighbour = tables(SAMPLE).get((wart[0].replace("(05)", "(04)"), wart[1]), [])
        assert row in earlier or row in [r[1:] for r in neighbour], wart


def test_listed_conflicts_come_in_pairs_that_differ() -> None:
    pairs: dict[tuple[str, str], list[list[object]]] = defaultdict(list)
    for wart in warts():
        if wart[4].startswith("konflik"):
            key = wart[0].replace("(04)", "(03)") if wart[4] == "konflik-antar-sumber" else wart[0]
            pairs[key, wart[4]].append(row_at(wart))
    assert len(pairs) >= 6
    for rows in pairs.values():
        assert len(rows) == 2
        assert rows[0] != rows[1]
        assert rows[0][1] == rows[1][1] or rows[0][0] == rows[1][0]


def test_listed_whole_rows_are_what_their_code_says() -> None:
    checks: dict[str, Callable[[Wart], bool]] = {
        "footer": lambda w: str(row_at(w)[0]).startswith(("Jumlah Nilai", "NRR", "Nilai SKM")),
        "kosong": lambda w: not any(row_at(w)),
        "judul-ulang": lambda w: row_at(w)[1] == "NIP",
        "jumlah-kolom-berbeda": lambda w: len(row_at(w)) == len(tables(SAMPLE)[w[0], w[1]][0]) + 1,
        "responden-tanpa-jawaban": lambda w: not any(row_at(w)[4:13]) and bool(row_at(w)[3]),
        "rentang-tidak-lengkap": lambda w: row_at(w)[6] == "range" and row_at(w)[10] is None,
        "rentang-terbalik": lambda w: row_at(w)[10] == 120 and row_at(w)[11] == 95,
        "selesai-sebelum-mulai": lambda w: str(row_at(w)[6]) < str(row_at(w)[5]),
        "penerima-kosong": lambda w: row_at(w)[:2] == ["", ""],
    }
    seen = set()
    for wart in warts():
        if wart[4] in checks:
            seen.add(wart[4])
            assert checks[wart[4]](wart), wart
    assert seen == set(checks)


def test_refused_copies_are_the_same_bytes_under_another_name() -> None:
    copies = [w[0] for w in warts() if w[4] == "sudah-dimuat"]
    assert len(copies) == 2
    hashes = {str(name): hashlib.sha256((SAMPLE / name).read_bytes()).hexdigest() for name in all_files(SAMPLE)}
    for copy in copies:
        originals = [name for name, digest in hashes.items() if digest == hashes[copy] and name != copy]
        assert len(originals) == 1
        assert Path(originals[0]) < Path(copy)


def test_a_sample_too_small_to_tell_its_story_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 400"):
        generate(tmp_path, employees=20)
    with pytest.raises(ValueError, match="years in order"):
        generate(tmp_path, years=(2026, 2025))


def test_a_sample_of_one_year_can_be_made(tmp_path: Path) -> None:
    generate(tmp_path, employees=400, years=(2026, 2026))
    assert len(all_files(tmp_path)) > 40
    assert len(warts(tmp_path)) > 100
