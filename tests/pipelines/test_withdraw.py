"""A load can be taken out again; what counts then is what would count had it never come."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from taking_in import account, asked, ledgers, live, take_in, write_csv
from test_store import NIP, predicates, recap

from pipelines import cli, corrections, store
from pipelines.paths import Home

NIPS = [f"19900101202012100{n}" for n in range(1, 5)]


def load_of(home: Home, file_name: str) -> str:
    ((load_id,),) = asked(
        home, f"select load_id from raw.loads where file_name = '{file_name}' and withdrawn_at is null"
    )
    return str(load_id)


def withdraw(home: Home, file_name: str) -> None:
    load_id = load_of(home, file_name)
    with store.opened(home.store) as con:
        corrections.withdraw(con, load_id)


def test_what_a_load_replaced_comes_back_when_it_is_withdrawn(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "TU", "Baik"), recap(tmp_path / "b.csv", "TU", "Kurang"))
    withdraw(home, "b.csv")
    assert predicates(home) == [(NIP, "good")]
    assert [account(row) for row in ledgers(home)] == [(1, 0, 0, 0, 0), (0, 0, 0, 1, 0)]
    assert asked(home, "select ended_as from raw.skp order by loaded_at") == [(None,), ("withdrawn",)]


def test_a_conflict_is_lifted_when_one_side_is_withdrawn(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Kurang"))
    withdraw(home, "a.csv")
    assert predicates(home) == [(NIP, "poor")]
    assert asked(home, "select count(*) from raw.findings where code = 'konflik-antar-sumber'") == [(0,)]
    assert [account(row) for row in ledgers(home)] == [(0, 0, 0, 1, 0), (1, 0, 0, 0, 0)]


def test_a_duplicate_of_another_source_stands_when_the_first_is_withdrawn(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Baik"))
    assert [account(row) for row in ledgers(home)] == [(1, 0, 0, 0, 0), (0, 0, 1, 0, 0)]
    withdraw(home, "a.csv")
    assert predicates(home) == [(NIP, "good")]
    assert account(ledgers(home)[1]) == (1, 0, 0, 0, 0)


def test_a_duplicate_is_remembered_as_the_word_of_its_source(home: Home, tmp_path: Path) -> None:
    """Biro said the same; when TU changes its mind, Biro still says the first."""
    take_in(home, recap(tmp_path / "a.csv", "TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Baik"))
    take_in(home, recap(tmp_path / "c.csv", "TU", "Kurang"))
    assert predicates(home) == []
    assert [account(row) for row in ledgers(home)] == [(0, 0, 0, 0, 1), (0, 1, 0, 0, 0), (0, 1, 0, 0, 0)]


def test_a_withdrawal_is_undone_by_taking_the_file_in_again(home: Home, tmp_path: Path) -> None:
    a, b = recap(tmp_path / "a.csv", "TU", "Baik"), recap(tmp_path / "b.csv", "TU", "Kurang")
    take_in(home, a, b)
    before = predicates(home)
    withdraw(home, "b.csv")
    take_in(home, b)
    assert predicates(home) == before
    assert len(ledgers(home)) == 3


def test_a_load_can_be_withdrawn_but_once_and_an_unknown_one_not_at_all(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "TU", "Baik"))
    load_id = load_of(home, "a.csv")
    run = CliRunner()
    first = run.invoke(cli.main, ["--home", str(home.root), "withdraw", "--no-build", load_id])
    assert (first.exit_code, "a.csv" in first.output) == (0, True)
    for wanted in (load_id, "tidak-ada"):
        again = run.invoke(cli.main, ["--home", str(home.root), "withdraw", "--no-build", wanted])
        assert (again.exit_code, again.output.count("\n")) == (1, 1)


def one_event(home: Home, folder: Path, dice: random.Random, number: int) -> None:
    """Take in a recap of one of three appraisers, or withdraw a load that is in."""
    if not home.store.exists():
        take_in(home, recap(folder / "awal.csv", "TU", "Baik"))
    present = [name for (name,) in asked(home, "select file_name from raw.loads where withdrawn_at is null")]
    if present and dice.random() < 0.35:
        withdraw(home, dice.choice(present))
        return
    people = dice.sample(NIPS, dice.randint(1, 3))
    head = [["3013 - Kota"], [dice.choice(["TU", "Biro", "Kasi"])], ["Periode Bulanan VI Tahun 2026"], []]
    titles = ["No", "NIP", "Nama", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik"]
    rated = ["Sesuai Ekspektasi", "Sesuai Ekspektasi"]
    rows = [[n, nip, "P", *rated, dice.choice(["Baik", "Baik", "Kurang", "?"])] for n, nip in enumerate(people)]
    take_in(home, write_csv(folder / f"{number}.csv", [*head, titles, *rows]))


def oracle(home: Home) -> list[tuple[str, str]]:
    """Return who has which predicate, told anew in Python: the newest word of each source, if all of them agree."""
    said: dict[str, dict[str, str]] = {}
    words = asked(
        home,
        "select nip, words.source, predikat from raw.skp as words join raw.loads using (load_id) "
        "where withdrawn_at is null order by words.loaded_at",
    )
    for nip, source, predicate in words:
        said.setdefault(nip, {})[source] = predicate
    return sorted((nip, *set(by.values())) for nip, by in said.items() if len(set(by.values())) == 1)


@pytest.mark.parametrize("seed", range(2))
def test_the_rule_holds_at_every_step(home: Home, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(10):
        one_event(home, tmp_path, dice, number)
        assert sorted(predicates(home)) == oracle(home)
        assert [row for row in ledgers(home) if sum(account(row)) != row["read_count"]] == []


def test_taking_in_and_taking_out_again_changes_nothing(home: Home, tmp_path: Path) -> None:
    for number in range(6):
        one_event(home, tmp_path, random.Random(number), number)
    before = (predicates(home), [account(row) for row in ledgers(home)])
    take_in(home, recap(tmp_path / "lain.csv", "TU", "Sangat Kurang", *NIPS[1:]))
    assert live(home, "skp", "nip, predikat") != before[0]
    withdraw(home, "lain.csv")
    assert (predicates(home), [account(row) for row in ledgers(home)[:-1]]) == before
