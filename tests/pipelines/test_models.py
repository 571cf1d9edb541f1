"""How models run, and the marts of units, surveys and records, on a few rows in a real store."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest
import small_store
from small_store import IKU, RESULTS, rows

from pipelines import models, publish
from pipelines.paths import Home
from pipelines.reports import metodologi


def test_every_model_runs_after_what_it_reads() -> None:
    order = [model.table for model in models.in_order()]
    for model in models.in_order():
        for read in model.reads & set(order):
            assert order.index(read) < order.index(model.table), (model.table, read)


def test_a_cte_is_no_table_and_a_commented_table_is_none_either() -> None:
    sql = "-- reads core.never\nwith iku as (select * from core.iku) select * from iku inner join staging.loads on true"
    assert models.table_references(sql) == {"core.iku", "staging.loads"}


def test_every_column_of_every_mart_has_a_comment_in_the_database(sample_home: Path) -> None:
    served = publish.current(Home(sample_home))
    assert served is not None
    with duckdb.connect(str(served / "internal.duckdb"), read_only=True) as con:
        found = rows(
            con,
            "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts' order by all",
        )
        tables = rows(con, "select table_name, comment from duckdb_tables() where schema_name = 'marts'")
    assert len(found) > 150
    assert [row for row in found if not row[2]] == []
    assert [row for row in tables if not str(row[1]).startswith("One row")] == []


def test_the_data_dictionary_is_up_to_date() -> None:
    committed = (models.SQL.parent / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert committed == models.dictionary()


def test_the_methodology_is_up_to_date() -> None:
    committed = (models.SQL.parent / "docs" / "metodologi.md").read_text(encoding="utf-8")
    assert committed == metodologi.page(), "make docs/metodologi.md anew from pipelines.reports.metodologi"


def test_an_empty_store_still_makes_a_build(tmp_path: Path) -> None:
    with small_store.checked(tmp_path, {}) as con:
        small_store.everything(con)
        assert small_store.column(con, "select count(*) from marts.iku_periods") == [0]
        assert small_store.column(con, "select is_synthetic from marts.build") == [True]


def test_the_tree_is_read_top_down(tmp_path: Path) -> None:
    with small_store.checked(tmp_path, {}) as con:
        found = rows(
            con, "select unit_id, root_id, depth, path_names, child_count from marts.units order by tree_order"
        )
    assert found == [
        ("1", "1", 0, "Kota", 2),
        ("1.1", "1", 1, "Kota › Dinas Kesehatan", 1),
        ("1.1.1", "1", 2, "Kota › Dinas Kesehatan › Puskesmas", 0),
        ("1.2", "1", 1, "Kota › Dinas Sosial", 0),
    ]


def test_a_unit_with_several_validities_is_one_unit_with_its_newest_name(tmp_path: Path) -> None:
    units = (
        "kode_unit,nama_unit,kode_induk,mulai,selesai\n"
        "1.3,Nama Lama,1,2020-01-01,2023-12-31\n1.3,Nama Baru,1.2,2024-01-01,\n1.4,Tutup,1,2020-01-01,2024-12-31\n"
    )
    home = small_store.make(tmp_path, {"unit": small_store.UNITS})
    small_store.make(tmp_path, {"unit": units})
    with small_store.marts(home) as con:
        found = rows(
            con,
            "select unit_name, parent_id, start_date, end_date, is_open from marts.units "
            "where unit_id in ('1.3', '1.4') order by unit_id",
        )
    assert found == [
        ("Nama Baru", "1.2", dt.date(2020, 1, 1), None, True),
        ("Tutup", "1", dt.date(2020, 1, 1), dt.date(2024, 12, 31), False),
    ]


def test_units_in_a_circle_or_under_nothing_are_reported_and_end(tmp_path: Path) -> None:
    units = (
        "kode_unit,nama_unit,kode_induk\n"
        "1,Kota,\n2,Diri Sendiri,2\n3,Tiga,4\n4,Empat,3\n5,Di Bawah Tiga,3\n6,Yatim,99\n"
    )
    with small_store.checked(tmp_path, {"unit": units}) as con:
        found = rows(con, "select row_number, code, value, severity from marts.findings order by row_number")
        assert small_store.column(con, "select unit_id from marts.units") == ["1"]
    assert found == [
        (3, "unit-melingkar", "2", "quarantine"),
        (4, "unit-melingkar", "4", "quarantine"),
        (5, "unit-melingkar", "3", "quarantine"),
        (6, "induk-tidak-dikenal", "3", "quarantine"),
        (7, "induk-tidak-dikenal", "99", "quarantine"),
    ]


def test_surveys_roll_up_from_raw_answers_not_from_means(tmp_path: Path) -> None:
    answers = [
        "1.1,KTP,2026-02-03,a,4,4,4,4,4,4,4,4,4",
        "1.1.1,Obat,2026-02-03,b,2,2,2,2,2,2,2,2,2",
        "1.1.1,Obat,2026-05-03,c,2,2,2,2,2,2,2,2,2",
        "9.9,Obat,2026-05-03,d,2,2,2,2,2,2,2,2,2",
    ]
    skm = "\n".join([f"kode_unit,layanan,tanggal,id_responden,{small_store.ELEMENTS}", *answers])
    with small_store.checked(tmp_path, {"skm": skm}) as con:
        found = rows(
            con,
            "select unit_id, service_name, period, respondent_count, round(ikm, 6) from marts.skm_periods "
            "where period in ('2026', '2026-TW1') and unit_id <> '1' order by all",
        )
        unknown = rows(con, "select kind, row_number, code from marts.findings")
    assert found == [
        ("1.1", "KTP", "2026", 1, 100.0),
        ("1.1", "KTP", "2026-TW1", 1, 100.0),
        ("1.1", "Obat", "2026", 2, 50.0),
        ("1.1", "Obat", "2026-TW1", 1, 50.0),
        ("1.1", None, "2026", 3, pytest.approx(66.666667)),
        ("1.1", None, "2026-TW1", 2, 75.0),
        ("1.1.1", "Obat", "2026", 2, 50.0),
        ("1.1.1", "Obat", "2026-TW1", 1, 50.0),
        ("1.1.1", None, "2026", 2, 50.0),
        ("1.1.1", None, "2026-TW1", 1, 50.0),
    ]
    assert unknown == [("skm", 5, "unit-tidak-dikenal")]


def test_records_of_loads_findings_refusals_and_exclusions_are_carried_over(tmp_path: Path) -> None:
    ledger = (
        "load_id,take,kind,read_count,accepted_count,quarantined_count,duplicate_count,excluded_count,superseded_count\n"
        "L1,1,iku,10,5,2,1,2,0\n"
    )
    tables = {
        "ledger": ledger,
        "not_loaded": "load_id,take,kind,row_number,row_count,class,reason\n"
        "L1,1,iku,8,1,excluded,footer\nL1,1,iku,9,1,excluded,footer\nL1,1,iku,5,1,duplicate,duplikat\n",
        "findings": "finding_id,load_id,kind,code,severity,row_number,column_letter,column_name,row_count\n"
        "f1,L1,iku,wajib-kosong,quarantine,3,B,nama_iku,1\nf2,L1,iku,spasi-dirapikan,repair,,B,nama_iku,4\n",
        "refusals": "file_name,sha256,refused_at,code,message_id,message_en\n"
        f"x.zip,00,{small_store.LOADED_AT},berkas-kosong,a,b\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        assert rows(con, "select load_id, kind, read_count, finding_count from marts.loads") == [("L1", "iku", 10, 5)]
        assert rows(con, "select * from marts.excluded_rows") == [("L1", "iku", "footer", 2)]
        assert rows(con, "select file_name, code from marts.refusals") == [("x.zip", "berkas-kosong")]
        found = rows(
            con,
            "select finding_id, file_name, message_id is not null, fix_en is not null from marts.findings order by 1",
        )
    assert found == [("f1", "satu.csv", True, True), ("f2", "satu.csv", True, True)]


def test_freshness_names_every_kind_and_how_far_it_reaches(tmp_path: Path) -> None:
    tables = {
        "iku": f"{IKU}\nA,a,1.1,2026,%,maximize,last,100\n",
        "capaian_iku": f"{RESULTS}\nA,1.1,2026-06,1,1\nA,1.1,2026-TW1,1,1\nA,1.1,2025,1,1\n".replace(
            "A,1.1,2025,1,1\n", ""
        ),
        "layanan": "kode_unit,layanan,nomor,waktu_masuk,status\n1.1,KTP,1,2026-03-04 08:00,selesai\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = {
            row[0]: row[1:] for row in rows(con, "select kind, last_period, load_count, row_count from marts.freshness")
        }
    assert len(found) == 20
    assert found["capaian_iku"] == ("2026-06", 1, 2)
    assert found["layanan"] == ("2026-03", 1, 1)
    assert found["unit"] == (None, 1, 4)
    assert found["talenta"] == (None, 0, 0)
