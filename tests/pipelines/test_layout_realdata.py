"""Every public data set that fits a kind is read by a profile alone, and its figures come out as they stand in it.

What does not fit, and why no profile can make it: tables of keys whose words stand in another file (e-LAKIP
`achievements`, `goals`, `budgets`; DLH `zo_*_detail`), for two files are never joined; a survey of five steps as SKM,
whose law knows four (Kansas City: rows with a 5 are held back); O*NET's levels from 0 to 7 with decimals as a
competency standard, whose levels are whole and end at 5; dictionaries (`kamus_kompetensi`, `codebook`), for which
there is no kind.
"""

import csv
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from taking_in import PROFILES, account, asked, live, take_in

from pipelines import drafts, ingest, profiles, publish
from pipelines.findings import Refused
from pipelines.ingest import Outcome
from pipelines.paths import Home
from pipelines.profiles import tidy


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def taken(home: Home, path: Path, profile: str) -> Outcome:
    (outcome,) = take_in(home, path, profile=PROFILES / f"{profile}.toml")
    assert outcome.refusal is None
    return outcome


def accounts(outcome: Outcome) -> dict[str, tuple[int, ...]]:
    return {row["kind"]: (row["read_count"], *account(row)) for row in outcome.ledger}


def published(home: Home, sql: str) -> list[tuple[Any, ...]]:
    publish.build(home)
    folder = publish.newest_good(home)
    assert folder is not None

    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        return con.sql(sql).fetchall()


def standard(row: dict[str, str]) -> str:
    return f"{row['service_id']}/{row['service_standard_id'].replace('NA', '')}"


def number(text: str) -> float | None:
    return float(text) if text else None


def test_the_tree_of_tasikmalaya_has_its_1511_units_one_root_and_six_levels(realdata: Path, home: Home) -> None:
    path = realdata / "id-sotk-tasikmalaya" / "m_unit_kerja.csv"
    parents = {row["KODE"]: row["ID_PARENT"] for row in rows_of(path)}

    def depth(code: str) -> int:
        return 1 + depth(parents[code]) if parents[code] in parents else 0

    assert accounts(taken(home, path, "sotk-tasikmalaya")) == {"unit": (1511, 1511, 0, 0, 0, 0)}
    rows = published(home, "select unit_id, parent_id, root_id, depth from marts.units")
    assert {code: (parent, depth) for code, parent, _, depth in rows} == {
        code: (None if parent == "0" else parent, depth(code)) for code, parent in parents.items()
    }
    assert {root for *_, root, _ in rows} == {"100"}
    assert Counter(depth for *_, depth in rows) == {0: 1, 1: 47, 2: 602, 3: 744, 4: 101, 5: 16}


def test_canadas_service_standards_are_judged_as_canada_judged_them(realdata: Path, home: Home) -> None:
    path = realdata / "ca-service-standards-2023" / "ss_2024.csv"
    rows = rows_of(path)
    outcome = taken(home, path, "ca-service-standards")
    assert accounts(outcome) == {
        "unit": (2343, 62, 0, 2281, 0, 0),
        "iku": (2343, 2343, 0, 0, 0, 0),
        "capaian_iku": (2343, 2343, 0, 0, 0, 0),
    }
    values = {
        (standard(row), row["owner_org"]): (
            number(row["target"]),
            number(row["performance"]),
        )
        for row in rows
    }
    found = live(home, "capaian_iku", "kode_iku, kode_unit, target, realisasi")
    assert {(iku, unit): rest for iku, unit, *rest in map(list, found)} == {k: list(v) for k, v in values.items()}
    judged = published(home, "select iku_id, unit_id, status in ('exceeded', 'met') from marts.iku_periods")
    ours = {(iku, unit): met for iku, unit, met in judged}
    theirs = {
        (standard(row), row["owner_org"]): row["target_met"] == "Y" for row in rows if row["target_met"] in ("Y", "N")
    }
    assert Counter(theirs.values()) == {True: 1313, False: 470}
    assert {key: met for key, met in theirs.items() if ours[key] is not met} == {}


def test_calgarys_5000_permits_keep_their_times_and_status(realdata: Path, home: Home) -> None:
    path = realdata / "ca-calgary-permits" / "building_permits.csv"
    rows = rows_of(path)
    assert accounts(taken(home, path, "ca-calgary-permits")) == {"layanan": (5000, 5000, 0, 0, 0, 0)}
    found = live(home, "layanan", "nomor, layanan, waktu_masuk::varchar, waktu_selesai::varchar, status")

    def moment(text: str) -> str | None:
        return text.replace("T", " ").removesuffix(".000") if text else None

    states = {"Completed": "selesai", "File Closed": "selesai", "Cancelled": "dicabut", "Expired": "dicabut"}
    states["Refused"] = "ditolak"
    assert sorted(found) == sorted(
        (
            row["permitnum"],
            row["permittype"],
            moment(row["applieddate"]),
            moment(row["completeddate"]),
            states.get(row["statuscurrent"], "proses"),
        )
        for row in rows
    )
    assert sum(row[3] is None for row in found) == 561


def test_kansas_citys_nine_is_no_answer_and_its_five_is_not_bent_to_a_four(realdata: Path, home: Home) -> None:
    path = realdata / "us-kcmo-resident-survey" / "FY2022_RS_Cleaned_safe.csv"
    items = ["q17_01", "q5_06", "q2_02", "q2_01", "q17_03", "q17_04", "q9_01"]
    ours = "u2_prosedur, u3_waktu, u4_biaya, u5_produk, u7_perilaku, u8_pengaduan, u9_sarana"
    rows = [(row["id"], [row[item] for item in items]) for row in rows_of(path)]
    kept = {key: cells for key, cells in rows if "5" not in cells}
    outcome = taken(home, path, "kcmo-survey")
    assert accounts(outcome) == {"skm": (1033, len(kept), 1033 - len(kept), 0, 0, 0)}
    assert set(outcome.findings["code"]) == {"nilai-di-luar-batas"}
    assert outcome.findings.height == sum(cells.count("5") for _, cells in rows)
    assert {key: answers for key, *answers in live(home, "skm", f"id_responden, {ours}")} == {
        key: [None if cell in ("9", "NA", "") else int(cell) for cell in cells] for key, cells in kept.items()
    }
    assert sum(cells.count("9") for cells in kept.values()) > 500


def test_semarangs_decimal_commas_are_exact_in_the_workbook_and_in_the_text(realdata: Path, home: Home) -> None:
    folder = realdata / "id-lppd-semarang-2019"
    for path in (folder / "api_data.xlsx", folder / "data.csv"):
        rows = rows_of(folder / "data.csv")
        rows[62]["_id"] = "63.." if path.suffix == ".xlsx" else "63"  # as each file has it
        outcome = taken(Home(home.root / path.suffix), path, "lppd-semarang")
        assert accounts(outcome)["capaian_iku"] == (83, 83, 0, 0, 0, 0)
        assert outcome.findings.filter(outcome.findings["severity"] != "repair").is_empty()
        expected = {
            (row["_id"], year): (None, text) if text == "WTP" else (float(text.replace(",", ".")), None)
            for row in rows
            for year in ("2018", "2019")
            for text in [row[f"capaian_tahun_{year}"]]
        }
        values = live(Home(home.root / path.suffix), "capaian_iku", "kode_iku, periode, realisasi, realisasi_label")
        assert {(iku, period): (value, label) for iku, period, value, label in values} == expected
        assert len(expected) == 166
        assert list(expected.values()).count((None, "WTP")) == 2


def test_elakips_quarters_its_organisation_and_its_money_are_exact(realdata: Path, home: Home) -> None:
    folder = realdata / "id-elakip-pupr-2015"
    rows = rows_of(folder / "_gabungan_iku_triwulan.csv")
    outcome = taken(home, folder / "_gabungan_iku_triwulan.csv", "elakip-triwulan")
    named = [row for row in rows if row["unit"] and row["indikator"]]
    assert accounts(outcome)["capaian_iku"] == (380, len(named), 380 - len(named), 0, 0, 0)

    def key(row: dict[str, str]) -> tuple[str, str, str]:
        parts = (" ".join(row[name].split()) for name in ("sasaran_kegiatan", "indikator", "lokasi"))
        return " / ".join(parts).strip(), row["unit"], f"{row['tahun']}-TW{row['triwulan']}"

    assert {(i, u, p): v for i, u, p, v in live(home, "capaian_iku", "kode_iku, kode_unit, periode, realisasi")} == {
        key(row): number(row["realisasi"]) for row in named
    }
    spent = sum(float(row["anggaran_realisasi"]) for row in rows if row["unit"])
    assert asked(home, "select round(sum(realisasi), 2) from raw.anggaran") == [(round(spent, 2),)]
    assert accounts(taken(home, folder / "organizations.csv", "elakip-organisasi"))["unit"][1] == 43
    tree = {row["id"]: row["parent_id"] or None for row in rows_of(folder / "organizations.csv")}
    assert dict(live(home, "unit", "kode_unit, kode_induk")).items() >= tree.items()


def test_the_water_quality_cascade_of_kalsel_keeps_weights_and_120_targets(realdata: Path, home: Home) -> None:
    folder = realdata / "id-dlh-kalsel-kinerja"
    assert accounts(taken(home, folder / "zo_skpd.csv", "dlh-skpd"))["unit"][1] == 16
    assert accounts(taken(home, folder / "zo_kinerja_skpd.csv", "dlh-kinerja-skpd"))["iku"][1] == 30
    assert accounts(taken(home, folder / "zo_target_skpd.csv", "dlh-target-skpd"))["capaian_iku"][1] == 120
    owners = {row["id"]: row["skpd_id"] for row in rows_of(folder / "zo_kinerja_skpd.csv")}
    assert dict(live(home, "iku", "kode_iku, kode_unit")) == owners
    assert asked(home, "select sum(bobot) from raw.iku") == [(165.0,)]
    assert sorted(live(home, "capaian_iku", "kode_iku, kode_unit, periode, target")) == sorted(
        (row["kinerja_skpd_id"], owners[row["kinerja_skpd_id"]], row["years"], float(row["percentages"]))
        for row in rows_of(folder / "zo_target_skpd.csv")
    )


def test_a_legend_of_keys_turns_anjabs_table_into_competency_standards(realdata: Path, home: Home) -> None:
    folder = realdata / "id-skj-anjab"
    levels = {row["id"]: int(row["level"]) for row in rows_of(folder / "master_kamus_kompetensi_skj_level.csv")}
    names = {row["id"]: row["nama"].strip() for row in rows_of(folder / "master_kamus_kompetensi_skj.csv")}
    jobs = {row["id"]: row["nama"] for row in rows_of(folder / "jabatan.csv")}
    rows = rows_of(folder / "skj.csv")
    outcome = taken(home, folder / "skj.csv", "skj-jabatan")
    assert accounts(outcome) == {"standar_kompetensi": (21, 20, 1, 0, 0, 0)}
    assert outcome.findings.filter(outcome.findings["severity"] != "repair").select("row_number", "code").rows() == [
        (12, "wajib-kosong")
    ]
    kompetensi, level = "master_kamus_kompetensi_skj_id", "master_kamus_kompetensi_skj_level_id"
    assert sorted(live(home, "standar_kompetensi", "jabatan, upper(kompetensi), level")) == sorted(
        (jobs[row["jabatan_id"]], names[row[kompetensi]].upper(), levels[row[level]]) for row in rows if row[level]
    )


def test_onets_levels_are_taken_where_they_are_whole_and_importance_is_out_of_scope(realdata: Path, home: Home) -> None:
    path = realdata / "us-onet-skills" / "Skills.xlsx"
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        cells = book["Skills"].iter_rows(min_row=2, max_col=7, values_only=True)
        rows = [(row[1], row[3], row[4], float(row[6])) for row in cells]
    levels = [(job, skill, int(value)) for job, skill, scale, value in rows if scale == "LV" and value in range(1, 6)]
    importance = sum(scale == "IM" for *_, scale, _ in rows)
    counts = accounts(taken(home, path, "onet-skills"))["standar_kompetensi"]
    assert counts == (67690, len(levels), 67690 - importance - len(levels), 0, importance, 0)
    assert sorted(live(home, "standar_kompetensi", "jabatan, kompetensi, level")) == sorted(levels)
    assert asked(home, "select distinct reason from raw.not_loaded where class = 'excluded'") == [("di-luar-cakupan",)]


@pytest.mark.parametrize(
    ("year", "name", "code"),
    [
        (2017, "Civil_Service_People_Survey_2017_All_Organisation_Scores__CSV_.csv", "Organisation_Code"),
        (2013, "csps2013_allorganisations_20140213.csv", "Organisation"),
    ],
)
def test_britains_people_survey_becomes_one_row_per_organisation_and_question(
    realdata: Path, home: Home, year: int, name: str, code: str
) -> None:
    path = realdata / "uk-csps" / name
    rows = rows_of(path)
    assert accounts(taken(home, path, f"uk-csps-{year}"))["capaian_iku"] == (len(rows), len(rows), 0, 0, 0, 0)
    questions = [head for head in rows[0] if head[:1] in "BDEW" and head[1:3].isdigit()]
    assert {(u, i): v for u, i, v in live(home, "capaian_iku", "kode_unit, kode_iku, realisasi")} == {
        (" ".join(row[code].split()), head[:3]): None if row[head] == "n<10" else float(row[head].removesuffix("%"))
        for row in rows
        for head in questions
    }


@pytest.mark.parametrize("name", ["format_impor_skm_anshob.xlsx", "format_impor_skm_sastiyasyifa.xlsx"])
def test_real_survey_templates_ask_for_a_legend_until_a_profile_states_it(
    realdata: Path, tmp_path: Path, name: str
) -> None:
    path = realdata / "id-skm" / name
    with pytest.raises(Refused, match="legenda-hilang") as refused:
        ingest.examine(path)
    assert "U8" in refused.value.message("en")
    assert "U9" in refused.value.message("en")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A3"], sheet["G3"], sheet["A4"] = 1, "KTP", "Jumlah"
    for index, column in enumerate("HIJKLMNOP"):
        sheet[f"{column}3"] = (4, 3, 2, 1, 4, 3, 2, 1, 4)[index]
    book.save(tmp_path / name)
    examined = ingest.examine(tmp_path / name, str(PROFILES / "skm-dua-baris-berlegenda.toml"))
    (row,) = examined.parts[0][1].accepted.rows(named=True)
    assert (row["layanan"], row["u1_persyaratan"], row["u9_sarana"], row["u8_pengaduan"]) == ("KTP", 4, 1, 4)


@pytest.mark.parametrize(
    ("name", "kind", "understood"),
    [
        ("id-elakip-pupr-2015/_gabungan_iku_triwulan.csv", "capaian_iku", 'kode_iku = "indikator"'),
        ("id-elakip-pupr-2015/organizations.csv", "unit", 'kode_induk = "parent_id"'),
        ("id-dlh-kalsel-kinerja/zo_skpd.csv", "unit", 'kode_unit = "id"'),
        ("id-dlh-kalsel-kinerja/zo_target_skpd.csv", "capaian_iku", 'target = "percentages"'),
        ("id-lppd-semarang-2019/api_data.xlsx", "capaian_iku", "^Capaian_Tahun_(?P<tahun>"),
        ("id-skj-anjab/skj.csv", "standar_kompetensi", 'level = "master_kamus_kompetensi_skj_level_id"'),
        ("ca-service-standards-2023/ss_2024.csv", "capaian_iku", 'realisasi = "performance"'),
        ("ca-calgary-permits/building_permits.csv", "layanan", 'waktu_masuk = "applieddate"'),
        ("us-kcmo-resident-survey/FY2022_RS_Cleaned_safe.csv", "skm", 'id_responden = "id"'),
        ("us-onet-skills/Skills.xlsx", "standar_kompetensi", 'level = "Data Value"'),
        ("id-sotk-tasikmalaya/m_unit_kerja.csv", "unit", 'kode_induk = "ID_PARENT"'),
        ("uk-csps/csps2013_allorganisations_20140213.csv", "capaian_iku", 'kode_iku = "{item}"'),
        ("id-skm/format_impor_skm_anshob.xlsx", "skm", "header = 2"),
        ("nyc-mmr-2016-2023/indicators_even_agencies.csv", "capaian_iku", 'target = "Target.MMR"'),
    ],
)
def test_the_draft_of_a_set_nobody_wrote_a_profile_for_is_a_profile_of_the_right_kind(
    realdata: Path, tmp_path: Path, name: str, kind: str, understood: str
) -> None:
    text = drafts.draft(realdata / name)
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    profile = profiles.load(tmp_path / "a.toml")
    assert [take.kind for take in profile.takes] == [kind]
    assert understood in text
    assert set(map(tidy, profile.headers)) <= profile.used
