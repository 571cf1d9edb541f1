"""Verdicts of public reports come out of our marts as they stand in the files they were published in.

New York's verdicts are in test_realdata.py; Canada's (target_met on all judged rows) in test_layout_realdata.py.
"""

import csv
from pathlib import Path

import duckdb
import pytest
from taking_in import PROFILES, take_in

from pipelines import publish
from pipelines.paths import Home


def test_every_quarter_of_the_elakip_adds_up_to_its_year_against_the_target_of_the_year(
    realdata: Path, home: Home
) -> None:
    source = realdata / "id-elakip-pupr-2015" / "_gabungan_iku_triwulan.csv"
    take_in(home, source, profile=PROFILES / "elakip-triwulan.toml")
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["unit"] and row["indikator"]]

    def key(row: dict[str, str]) -> tuple[str, str, int]:
        parts = (" ".join(row[name].split()) for name in ("sasaran_kegiatan", "indikator", "lokasi"))
        return " / ".join(parts).strip(), row["unit"], int(row["tahun"])

    last = {key(row): (float(row["realisasi"]), float(row["target_tahunan"])) for row in rows if row["triwulan"] == "4"}
    build = publish.build(home)
    with duckdb.connect(str(build.folder / "internal.duckdb"), read_only=True) as con:
        found = con.execute(
            "select iku_id, unit_id, year, ytd_actual, ytd_target, ytd_achievement_pct, ytd_reason, ytd_status "
            "from marts.iku_periods where period like '%-TW4'"
        ).fetchall()
        money = con.execute(
            "select period, sum(budget_rupiah), sum(spent_rupiah) from marts.budget_periods group by all"
        ).fetchall()
    assert len(found) == len(last) == 93
    for iku, unit, year, actual, target, pct, reason, status in found:
        reached, goal = last[iku, unit, year]
        assert (actual, target) == (reached, goal)
        assert reason == ("zero_target" if goal == 0 else None)
        if goal:
            assert pct == pytest.approx(100 * reached / goal)
            assert (status in ("met", "exceeded")) == (reached >= goal)
    for period, budget, spent in money:
        own = [row for row in rows if f"{row['tahun']}-TW{row['triwulan']}" == period]
        assert budget == pytest.approx(sum(float(row["anggaran_rencana"]) for row in own))
        assert spent == pytest.approx(sum(float(row["anggaran_realisasi"]) for row in own))
