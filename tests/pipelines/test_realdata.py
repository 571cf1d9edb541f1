"""Published figures come out again from the files they were made of."""

import csv
from pathlib import Path

import duckdb
import pytest
from taking_in import PROFILES, account, ledgers, take_in, write_csv

from pipelines import publish
from pipelines.paths import Home


def published(home: Home) -> duckdb.DuckDBPyConnection:
    publish.build(home)
    folder = publish.newest_good(home)
    assert folder is not None
    return duckdb.connect(str(folder / "internal.duckdb"), read_only=True)


@pytest.fixture
def new_york(realdata: Path) -> list[dict[str, str]]:
    with (realdata / "nyc-mmr-2016-2023" / "indicators_even_agencies.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_new_york_judges_every_indicator_with_a_target_as_we_do(
    realdata: Path, home: Home, new_york: list[dict[str, str]]
) -> None:
    source = realdata / "nyc-mmr-2016-2023" / "indicators_even_agencies.csv"
    (outcome,) = take_in(home, source, profile=PROFILES / "nyc-mmr.toml")
    assert outcome.findings.filter(outcome.findings["severity"] != "repair").is_empty()
    agencies = {row["Agency.Full.Name.y"] for row in new_york}
    assert {row["kind"]: (row["read_count"], account(row)) for row in ledgers(home)} == {
        "unit": (549, (len(agencies), 0, 549 - len(agencies), 0, 0)),
        "iku": (549, (549, 0, 0, 0, 0)),
        "capaian_iku": (549, (549, 0, 0, 0, 0)),
    }
    with published(home) as con:
        ours = dict(con.sql("select iku_id, status in ('exceeded', 'met') from marts.iku_periods "
                            "where period = '2023' and status <> 'not_judged'").fetchall())  # fmt: skip
    theirs = {row["ID"]: row["Success"] == "Met_Goal" for row in new_york if row["Success"] != "NA"}
    assert len(theirs) == 209
    assert {iku: (ours.get(iku), met) for iku, met in theirs.items() if ours.get(iku) is not met} == {}


def test_the_survey_of_metro_gives_its_index_and_the_one_the_short_weight_gives(
    realdata: Path, home: Home, tmp_path: Path
) -> None:
    city = write_csv(tmp_path / "unit.csv", [["kode_unit", "nama_unit"], ["1872", "Kota Metro"]])
    take_in(home, city)
    source = realdata / "id-skm" / "metro_skm_kuesioner.csv"
    (survey,) = take_in(home, source, profile=PROFILES / "skm-metro.toml")
    assert survey.findings.is_empty()
    assert [(row["read_count"], account(row)) for row in survey.ledger] == [(405, (405, 0, 0, 0, 0))]
    asked = """select distinct respondent_count, round(ikm, 2), round(ikm_weight_011, 2)
        from marts.skm_periods where service_name is not null"""
    with published(home) as con:
        assert con.sql(asked).fetchall() == [(45, 85.86, 85.01)]
