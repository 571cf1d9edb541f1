"""Names as agencies write them and as they should not: taken in, built and published, every page whole, nothing run."""

import csv
import html
import subprocess
from pathlib import Path

import pytest
from publishing import KINERJA, published
from test_site import errors, pages

NAMES = {
    "1": 'Kota "Satu" & <b>Dua</b><script>alert(1)</script>',
    "1.1": "\u062f\u0627\u0626\u0631\u0629 \u0627\u0644\u0635\u062d\u0629",
    "1.2": "Dinas " + "Pemberdayaan" * 15,
    "1.3": "Dinas \U0001f30a O'Neil; koma, titik",
    "1.4": '=HYPERLINK("http://contoh")',
    "1.5": "{{ 7 * 7 }} {% raise %} *tebal* [x](http://contoh)",
}


def _write(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a town with such names."""
    folder = tmp_path_factory.mktemp("odd")
    tree = [[code, name, "" if code == "1" else "1"] for code, name in NAMES.items()]
    head = [
        "kode_iku",
        "nama_iku",
        "kode_unit",
        "tahun",
        "satuan",
        "polaritas",
        "konsolidasi",
        "bobot",
        "publik",
        "tema_publik",
    ]
    indicators = [
        [f"K{code}", f"Capaian {name}", code, "2025", "%", "maximize", "last", "100", "ya", "ke<s>ehatan"]
        for code, name in NAMES.items()
    ]
    results = [[f"K{code}", code, f"2025-TW{quarter}", "90", "88"] for code in NAMES for quarter in "1234"]
    files = [
        _write(folder / "unit.csv", ["kode_unit", "nama_unit", "kode_induk"], *tree),
        _write(folder / "iku.csv", head, *indicators),
        _write(folder / "capaian.csv", ["kode_iku", "kode_unit", "periode", "target", "realisasi"], *results),
    ]
    command = [KINERJA, "--home", str(folder / "home"), "ingest", *map(str, files)]
    taken = subprocess.run(command, capture_output=True, text=True, check=False)
    assert taken.returncode == 0, taken.stderr
    done = published(folder / "home", folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_every_page_is_whole_and_every_name_stands_as_it_is_written(odd: Path) -> None:
    texts = {page.relative_to(odd).as_posix(): page.read_text(encoding="utf-8") for page in pages(odd)}
    assert {page: found for page, text in texts.items() if (found := errors(text))} == {}
    assert [page for page, text in texts.items() if "alert(1)</script>" in text or "<b>Dua" in text] == []
    theme = next(text for page, text in texts.items() if page.startswith("tema-"))
    assert [name for name in NAMES.values() if f"Capaian {name}" not in html.unescape(theme)] == []
    assert len([page for page in texts if page.startswith("kartu/")]) == len(NAMES)


def test_a_name_that_a_spreadsheet_would_run_is_disarmed(odd: Path) -> None:
    with (odd / "data" / "units.csv").open(encoding="utf-8", newline="") as file:
        names = [row["unit_name"] for row in csv.DictReader(file)]
    assert sorted(name.lstrip("'") for name in names) == sorted(NAMES.values())
    assert [name for name in names if name.startswith("=")] == []
