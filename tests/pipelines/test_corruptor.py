"""Faults planted at known cells are found at those cells, under their own code, and clean cells are left in peace."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import corruptor
import pytest
import record_counter
from corruptor import KINDS, Fault, Score, Table
from taking_in import in_memory

from pipelines import findings


def found_in(table: Table, path: Path) -> set[Fault]:
    """Return what an ingest of the file found, after its ledger was compared with a count of our own."""
    outcome = in_memory(path)
    assert outcome.refusal is None, outcome.refusal
    (ledger,) = outcome.ledger
    if path.suffix == ".csv":
        text = record_counter.text_of(path.read_bytes())
        separator = max(",;\t", key=text.partition("\n")[0].count)
        counts = {record_counter.by_csv_module(text, separator), record_counter.by_states(text, separator)}
        assert counts == {ledger["read_count"] + 1}
    held = {row for row, _, code in table.faults if findings.words(code).severity == "quarantine"}
    assert ledger["read_count"] == len(table.rows)
    assert (ledger["quarantined_count"], ledger["duplicate_count"]) == (len(held), 1)
    assert ledger["accepted_count"] == len(table.rows) - len(held) - 1
    return set(outcome.findings.select("row_number", "column_name", "code").iter_rows())


def tried(folder: Path, rounds: int, size: int) -> tuple[list[Table], list[set[Fault]]]:
    tables, answers = [], []
    for number in range(rounds):
        for kind in KINDS:
            for as_workbook in (False, True):
                choose = random.Random(f"{kind}-{number}-{as_workbook}")
                table = corruptor.corrupted(kind, size, 0.5, choose, as_workbook=as_workbook)
                write = corruptor.write_xlsx if as_workbook else corruptor.write_csv
                path = write(table, folder / f"{kind}-{number}{'.xlsx' if as_workbook else '.csv'}", choose)
                tables.append(table)
                answers.append(found_in(table, path))
    return tables, answers


def scored(tables: list[Table], answers: list[set[Fault]]) -> Score:
    """Return the score over all tables, each fault marked with its table."""
    planted = {(row + 1_000_000 * n, column, code) for n, t in enumerate(tables) for row, column, code in t.faults}
    found = {(row + 1_000_000 * n, column, code) for n, a in enumerate(answers) for row, column, code in a}
    return corruptor.score(planted, found, sum(len(table.rows) * len(table.header) for table in tables))


def prove(tables: list[Table], answers: list[set[Fault]], figure: Callable[[str], None]) -> None:
    result = scored(tables, answers)
    codes = Counter(code for table in tables for _, _, code in table.faults)
    figure(
        f"corruptor: {result.planted} faults of {len(codes)} codes in {len(tables)} files; recall "
        f"{result.recall:.2%}, place {result.place:.2%}, code {result.code:.2%}, false alarms "
        f"{result.false_alarms:.3%}"
    )
    wrong = [(t.contract.kind, sorted(t.faults ^ a, key=str)[:5]) for t, a in zip(tables, answers, strict=True)]
    assert result.holds, (result, [pair for pair in wrong if pair[1]][:6])
    assert len(codes) >= 19, codes


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Table], list[set[Fault]]]:
    return tried(tmp_path_factory.mktemp("rusak"), 1, 80)


def test_planted_faults_are_found_at_their_cells_under_their_codes(
    small: tuple[list[Table], list[set[Fault]]], figure: Callable[[str], None]
) -> None:
    prove(*small, figure)


@pytest.mark.slow
def test_thousands_of_planted_faults_are_found(tmp_path: Path, figure: Callable[[str], None]) -> None:
    prove(*tried(tmp_path, 15, 120), figure)


BLIND: dict[str, Callable[[set[Fault]], set[Fault]]] = {
    "to everything": lambda found: set(),
    "to one code": lambda found: {fault for fault in found if fault[2] != "nip-tidak-sah"},
    "to the row": lambda found: {(row + 1, column, code) for row, column, code in found},
    "to the column": lambda found: {(row, "nip", code) for row, _, code in found},
    "to the kind of fault": lambda found: {(row, column, "angka-rancu") for row, column, _ in found},
    "with anger": lambda found: found | {(row, "periode", "periode-tidak-sah") for row in range(2, 30)},
}


@pytest.mark.parametrize("how", BLIND)
def test_a_detector_that_is_blind_fails(small: tuple[list[Table], list[set[Fault]]], how: str) -> None:
    tables, answers = small
    assert not scored(tables, [BLIND[how](answer) for answer in answers]).holds


@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_table_raises_nothing(tmp_path: Path, kind: str) -> None:
    table = corruptor.clean(kind, 60, random.Random(kind))
    path = corruptor.write_csv(table, tmp_path / f"{kind}.csv", random.Random(kind))
    outcome = in_memory(path)
    assert outcome.refusal is None, outcome.refusal
    assert outcome.findings.is_empty(), outcome.findings
    assert outcome.ledger[0]["accepted_count"] == 60
