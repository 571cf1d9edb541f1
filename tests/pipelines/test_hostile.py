"""A hostile file cannot hurt: it is refused with one clear reason, soon, in little memory, and the program lives on."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile_files import TEXTS, WORKBOOKS, far_cell, package, sheet, write_many_rows, write_one_endless_line
from taking_in import in_memory

from pipelines import cli, ingest, readers, store
from pipelines.findings import Refused, printable
from pipelines.readers import prescan, source, workbook

SECONDS, BYTES = 10, 1 << 30
"""Within what a hostile file must be refused."""

NOT_REFUSED = {"lying_dimension"}
"""Odd but harmless: what it says of its size is not believed, and there is a table of one cell in it."""

TRY_ALL = """
import json, resource, sys, time
from pathlib import Path
from pipelines import readers
from pipelines.findings import Refused
from pipelines.readers import sandbox
for line in sys.stdin:
    start, code = time.monotonic(), ""
    try:
        readers.read_file(Path(line.rstrip("\\n")))
    except Refused as refusal:
        code = refusal.code
        assert refusal.message("id").isprintable() and refusal.message("en").isprintable()
    print(json.dumps([Path(line.strip()).name, code, time.monotonic() - start]), flush=True)
sandbox.close()
print(json.dumps([resource.getrusage(who).ru_maxrss << 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]))
"""


def test_every_hostile_file_is_refused_soon_in_little_memory_and_the_program_lives_on(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    for name, made in {**WORKBOOKS, **TEXTS}.items():
        (tmp_path / name).write_bytes(made())
    write_one_endless_line(tmp_path / "endless_line")
    write_many_rows(tmp_path / "many_rows")
    files = sorted(tmp_path.iterdir())
    asked = "\n".join(map(str, files))
    done = subprocess.run([sys.executable, "-c", TRY_ALL], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    *answers, peaks = map(json.loads, done.stdout.splitlines())
    assert [name for name, _, _ in answers] == [path.name for path in files]
    assert {name for name, code, _ in answers if not code} == NOT_REFUSED
    slowest = max(answers, key=lambda answer: answer[2])
    assert slowest[2] < SECONDS, slowest
    assert max(peaks) < BYTES, peaks
    figure(
        f"hostile files: {len(files)} tried, 0 crashes, slowest {slowest[2]:.1f} s ({slowest[0]}), "
        f"peak {peaks[0] >> 20} MB here, {peaks[1] >> 20} MB in the child"
    )


@pytest.mark.parametrize(
    ("name", "code", "word"),
    [
        ("zip_bomb", "berkas-bom", "mengembang"),
        ("zip_bomb_of_many_parts", "berkas-bom", "semua bagian"),
        ("zip_whose_parts_overlap", "berkas-bom", "menindih"),
        ("zip_of_a_million_parts", "berkas-bom", "4,096 bagian"),
        ("billion_laughs", "berkas-bom", "entitas"),
        ("quadratic_blowup", "berkas-bom", "entitas"),
        ("billion_laughs_in_utf_16", "berkas-bom", "entitas"),
        ("far_cell", "berkas-terlalu-besar", "XFD, 1048576"),
        ("cell_far_below", "berkas-terlalu-besar", "A, 4294967295"),
        ("repeated_string_bomb", "berkas-habiskan-memori", ""),
    ],
)
def test_the_refusal_says_what_is_wrong_with_the_workbook(name: str, code: str, word: str) -> None:
    with pytest.raises(Refused) as refused:
        readers.read(WORKBOOKS[name]())
    assert refused.value.code == code
    assert word in refused.value.message("id")


def test_without_a_scan_the_far_cell_ends_the_process_that_parses_it() -> None:
    """The negative control: these files are truly hostile, and the child is a second wall behind the first."""
    code = "import sys; from pipelines.readers import workbook; workbook.read(sys.stdin.buffer.read())"
    limited = ["bash", "-c", 'ulimit -v 4000000; ulimit -c 0; exec "$@"', "-", sys.executable, "-c", code]
    assert subprocess.run(limited, input=far_cell(), capture_output=True, check=False).returncode != 0


def test_a_scan_that_sees_nothing_leaves_the_child_to_refuse(tmp_path: Path) -> None:
    code = """
import signal, sys
from pipelines import readers
from pipelines.readers import child, prescan
prescan.refuse_bombs = lambda data: None
child.main()
"""
    from pipelines.readers import sandbox

    before = sandbox.CHILD
    sandbox.close()
    sandbox.CHILD = ("-c", code)
    try:
        with pytest.raises(Refused) as refused:
            readers.read(far_cell())
    finally:
        sandbox.CHILD = before
        sandbox.close()
    assert refused.value.code in ("pembaca-berhenti", "berkas-habiskan-memori")


def test_an_ordinary_workbook_passes_the_scan_and_a_full_one_is_not_called_far() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="AB{n}"><v>2</v></c></row>' for n in range(1, 3000))
    data = package({"xl/worksheets/sheet1.xml": sheet(rows)})
    prescan.refuse_bombs(data)
    assert workbook.read(data).sheets[0].cells.shape == (2999, 28)


def test_formatted_cells_that_hold_nothing_do_not_make_a_sheet_large() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    data = package({"xl/worksheets/sheet1.xml": sheet(rows)})
    assert readers.read(data).sheets[0].cells.shape == (1, 1)


def test_a_far_cell_is_seen_wherever_two_blocks_of_the_part_meet() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    for shift in range(0, len(far), 7):
        before = "<!--" + "x" * (prescan.BLOCK - len(sheet("")) - 7 - shift) + "-->"
        with pytest.raises(Refused, match="berkas-terlalu-besar"):
            prescan.refuse_bombs(package({"xl/worksheets/sheet1.xml": sheet(before + far)}))


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "nol.csv").symlink_to("/dev/zero")
    (tmp_path / "hilang.csv").symlink_to(tmp_path / "tidak-ada")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "soket.csv"))
        start = time.monotonic()
        codes = {path.name: refusal_of(path) for path in sorted(tmp_path.iterdir())}
    assert time.monotonic() - start < 1
    assert codes == {
        "folder.csv": "bukan-berkas",
        "hilang.csv": "berkas-tak-terbaca",
        "nol.csv": "bukan-berkas",
        "pipa.csv": "bukan-berkas",
        "soket.csv": "berkas-tak-terbaca",
    }


def refusal_of(path: Path) -> str:
    try:
        ingest.examine(path)
    except Refused as refusal:
        return refusal.code
    return ""


def test_a_folder_with_a_pipe_in_it_is_taken_in_and_the_pipe_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.csv" / "unit.csv").write_text("kode_unit,nama_unit\nU1,Dinas\n")
    with store.opened(Path(":memory:")) as con:
        outcomes = {outcome.name: outcome for outcome in ingest.ingest(con, [tmp_path])}
    assert set(outcomes) == {"pipa.csv", "folder.csv/unit.csv"}
    assert outcomes["pipa.csv"].refusal is not None
    assert outcomes["pipa.csv"].refusal.code == "bukan-berkas"
    assert outcomes["folder.csv/unit.csv"].load_id


@pytest.mark.parametrize("change", ["grow", "shrink", "touch", "vanish"])
def test_a_file_that_does_not_stand_still_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "unit.csv"
    path.write_bytes(b"kode_unit,nama_unit\n" + b"U1,Dinas\n" * 200_000)
    real, calls = os.read, []

    def reading(handle: int, size: int) -> bytes:
        calls.append(size)
        if len(calls) == 2:
            if change == "vanish":
                path.unlink()
            else:
                size_now = path.stat().st_size
                os.truncate(path, size_now + {"grow": 9, "shrink": -9, "touch": 0}[change])
                os.utime(path, (1, 1))
        return real(handle, size)

    monkeypatch.setattr(os, "read", reading)
    if change == "vanish":
        assert len(source.bytes_of(path)) == 20 + 9 * 200_000, "what was open is read to its end"
    else:
        with pytest.raises(Refused, match="berkas-berubah"):
            source.bytes_of(path)


def test_a_file_growing_all_the_time_ends_in_a_refusal_not_in_an_endless_read(tmp_path: Path) -> None:
    path = tmp_path / "tumbuh.csv"
    path.write_bytes(b"kode_unit,nama_unit\n" * 1_000)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.is_set() and file.tell() < 1 << 27:
                file.write(b"U1,Dinas\n" * 1_000)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        time.sleep(0.02)
        assert refusal_of(path) == "berkas-berubah"
    finally:
        stop.set()
        writer.join()


NASTY = "unit\n\x1b[2J\x1b]0;judul\x07\u202etxt.csv"


def test_names_that_steer_a_terminal_are_spelled_out(tmp_path: Path) -> None:
    (tmp_path / NASTY).write_text("kode_unit,nama_unit\nU1,Dinas\n")
    (tmp_path / f"x{NASTY}").write_text("\x1b[31mapa,ini\n1,2\n")
    torn = os.fsencode(tmp_path) + b"/\xff\xfe.csv"
    with open(torn, "wb") as file:  # noqa: PTH123 - a name that is no text
        file.write(b"kode_unit,nama_unit\nU2,Badan\n")
    for verb in (["check"], ["ingest", "--no-build"]):
        shown = CliRunner().invoke(cli.main, ["--home", str(tmp_path / "home"), *verb, str(tmp_path)])
        assert "Traceback" not in shown.output
        assert all(line.isprintable() for line in shown.output.split("\n")), shown.output
        assert r"unit\n\x1b[2J" in shown.output
        assert r"\udcff" in shown.output


def test_a_header_that_steers_a_terminal_is_spelled_out_in_the_refusal(tmp_path: Path) -> None:
    path = tmp_path / "unit.csv"
    path.write_text("kode_unit,\x1b[2Jnama\n1,2\n")
    outcome = in_memory(path)
    assert outcome.refusal is not None
    assert outcome.refusal.message("id").isprintable()


def test_printable_keeps_letters_and_spells_the_rest() -> None:
    assert printable("biasa é 中 a\nb\x1b\ud800") == "biasa é 中 a\\nb\\x1b\\ud800"
