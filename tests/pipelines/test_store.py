"""The store remembers every word of every source: what is in force, what it replaced, and what two sources dispute."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from taking_in import account, asked, ledgers, live, take_in, write_csv

from pipelines import store
from pipelines.contracts import all_contracts
from pipelines.paths import Home

NIP = "199001012020121001"
RATED = "Sesuai Ekspektasi"
HEAD = ["No", "NIP", "Nama", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik"]


def recap(path: Path, unit: str, predicate: str, *others: str) -> Path:
    """Write an e-Kinerja recap of one appraiser: NIP's predicate, and a person more per further NIP."""
    above = [["3013 - Kota Contoh"], [unit], ["Periode Bulanan VI Tahun 2026"], [], HEAD]
    people = [[1, NIP, "Pegawai Satu", RATED, RATED, predicate]]
    return write_csv(path, [*above, *people, *([2, nip, "Pegawai", RATED, RATED, "Baik"] for nip in others)])


def predicates(home: Home) -> list[tuple[str, str]]:
    return live(home, "skp", "nip, predikat")


def test_tables_of_all_kinds_exist_before_anything_is_loaded(home: Home) -> None:
    with store.opened(home.store) as con:
        assert all(con.sql(f"select count(*) from raw.{kind}").fetchall() == [(0,)] for kind in all_contracts())


def test_the_same_rows_in_another_file_of_the_source_are_duplicates(home: Home, tmp_path: Path) -> None:
    first = recap(tmp_path / "a.csv", "Subbag TU", "Baik")
    second = recap(tmp_path / "b.csv", "Subbag TU", "Baik", "199001012020121002")
    take_in(home, first, second)
    assert [account(row) for row in ledgers(home)] == [(1, 0, 0, 0, 0), (1, 0, 1, 0, 0)]
    assert len(predicates(home)) == 2


def test_a_newer_value_of_the_same_source_supersedes_and_the_old_one_stays_in_history(
    home: Home, tmp_path: Path
) -> None:
    take_in(home, recap(tmp_path / "a.csv", "Subbag TU", "Baik"), recap(tmp_path / "b.csv", "Subbag TU", "Sangat Baik"))
    assert predicates(home) == [(NIP, "very_good")]
    assert asked(home, "select predikat, ended_as from raw.skp order by loaded_at") == [
        ("good", "superseded"),
        ("very_good", None),
    ]
    assert [account(row) for row in ledgers(home)] == [(0, 0, 0, 0, 1), (1, 0, 0, 0, 0)]
    ended = "select old.ended_by = new.load_id, old.ended_at = new.loaded_at from raw.skp as old, raw.skp as new"
    assert asked(home, f"{ended} where old.ended_at is not null and new.ended_at is null") == [(True, True)]


def test_two_sources_that_contradict_each_other_are_both_held_and_both_ledgers_say_so(
    home: Home, tmp_path: Path
) -> None:
    take_in(home, recap(tmp_path / "a.csv", "Subbag TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Kurang"))
    assert predicates(home) == []
    assert [account(row) for row in ledgers(home)] == [(0, 1, 0, 0, 0), (0, 1, 0, 0, 0)]
    said = asked(home, "select file_name, row_number from raw.findings join raw.loads using (load_id) order by all")
    assert said == [("a.csv", 6), ("b.csv", 6)]


def test_a_dispute_is_not_won_by_sending_the_same_word_again(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "Subbag TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Kurang"))
    take_in(home, recap(tmp_path / "c.csv", "Subbag TU", "Baik", "199001012020121002"))
    assert predicates(home) == [("199001012020121002", "good")]
    assert account(ledgers(home)[-1]) == (1, 1, 0, 0, 0)


def test_a_dispute_ends_when_one_source_comes_round_to_the_other(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "Subbag TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Kurang"))
    take_in(home, recap(tmp_path / "c.csv", "Biro", "Baik"))
    assert predicates(home) == [(NIP, "good")]
    take_in(home, recap(tmp_path / "d.csv", "Subbag TU", "Baik", "199001012020121002"))
    assert len(predicates(home)) == 2
    assert all(sum(account(row)) == row["read_count"] for row in ledgers(home))


def test_a_dispute_can_break_out_again(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "Subbag TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Kurang"))
    take_in(home, recap(tmp_path / "c.csv", "Biro", "Baik"), recap(tmp_path / "d.csv", "Subbag TU", "Sangat Baik"))
    assert predicates(home) == []
    assert all(sum(account(row)) == row["read_count"] for row in ledgers(home))


def test_an_empty_part_of_a_key_is_a_value_like_any_other(home: Home, tmp_path: Path) -> None:
    rows = [["kode_unit", "nama_unit", "mulai"], ["U1", "Dinas", ""]]
    take_in(
        home, write_csv(tmp_path / "a.csv", rows), write_csv(tmp_path / "b.csv", [*rows, ["U1", "Dinas", "2024-01-01"]])
    )
    assert live(home, "unit", "kode_unit, mulai::varchar") == [("U1", "2024-01-01"), ("U1", None)]
    assert account(ledgers(home)[-1]) == (1, 0, 1, 0, 0)


HOLD = """
import sys, time
from pathlib import Path
from pipelines import store
with store.opened(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_a_second_writer_waits_for_the_first(home: Home) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(home.store), "1"], stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        with store.opened(home.store, wait=30) as con:
            assert con.sql("select count(*) from raw.loads").fetchall() == [(0,)]


def test_a_second_writer_that_waited_in_vain_names_the_holder(home: Home) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(home.store), "60"], stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        began = time.monotonic()
        with pytest.raises(store.Busy, match=str(first.pid)), store.opened(home.store, wait=0.5):
            pass
        assert time.monotonic() - began < 10
        first.kill()


INGEST = """
import sys
from pathlib import Path
from pipelines import ingest, store
with store.opened(Path(sys.argv[1])) as con:
    assert all(outcome.refusal is None for outcome in ingest.ingest(con, [Path(sys.argv[2])]))
"""


def test_two_ingests_at_once_both_go_in(home: Home, tmp_path: Path) -> None:
    files = [recap(tmp_path / f"{n}.csv", "Subbag TU", "Baik", f"19900101202012100{n}") for n in (2, 3)]
    both = [subprocess.Popen([sys.executable, "-c", INGEST, str(home.store), str(file)]) for file in files]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert len(predicates(home)) == 3
