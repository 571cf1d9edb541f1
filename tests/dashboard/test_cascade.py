"""Pohon kinerja: every indicator hangs where its owner says, breaks are said and listed, 1,511 units stay readable."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from published import APP, newest, publish_changed
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.components import cascade as view
from dashboard.queries import cascade
from pipelines import ingest, publish, store
from pipelines.paths import Home

DINAS, PUSKESMAS, CITY = "6171.1.02", "6171.1.02.8", "6171"
HEAD = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=DINAS)
PLANNER = access.decide(is_synthetic=True, without_login=False, role="perencana")

# iku, unit, goal, named parent, unit of the parent where it is found, status in the period
SMALL = (
    ("KOTA", CITY, "Kota sehat", None, None, "below"),
    ("A", DINAS, "Ibu sehat", None, None, "met"),
    ("B", PUSKESMAS, "Kunjungan cukup", "A", DINAS, "below"),
    ("C", PUSKESMAS, None, None, None, "met"),
    ("D", DINAS, "Ibu sehat", "TIDAK-ADA", None, "below"),
    ("E", DINAS, "Melingkar", "F", DINAS, "met"),
    ("F", DINAS, "Melingkar", "E", DINAS, "met"),
    ("G", DINAS, "Anak sehat", "KOTA", CITY, "below"),
)
# person, work result, aspect, unit of the person, indicator named, unit of the indicator where it is found
WORK = (
    ("ani", "Memeriksa ibu hamil", "kuantitas", PUSKESMAS, "B", PUSKESMAS),
    ("ani", "Memeriksa ibu hamil", "waktu", PUSKESMAS, "B", PUSKESMAS),
    ("budi", "Menyusun arsip", "kuantitas", PUSKESMAS, None, None),
    ("citra", "Menyusun laporan", "kuantitas", DINAS, "HILANG", None),
    ("citra", "Melayani kota", "kuantitas", DINAS, "KOTA", CITY),
)


def text(value: str | None) -> str:
    return "null" if value is None else f"'{value}'"


def small() -> list[str]:
    """Return the SQL of a tree small enough to count by hand, with every kind of break in it."""
    rows = [f"delete from marts.{table}" for table in ("iku", "iku_periods", "cascade_links")]
    for code, unit, goal, parent, parent_unit, status in SMALL:
        owner = f"'{code}' as iku_id, 'Nama {code}' as iku_name, '{unit}' as unit_id, 2026 as year"
        rows.append(
            f"insert into marts.iku by name select {owner}, {text(goal)} as goal_name, "
            f"{text(parent)} as parent_iku_id, true as is_public"
        )
        rows.append(
            f"insert into marts.iku_periods by name select {owner}, '2026-TW2' as period, '{status}' as status, "
            f"{80 if status == 'below' else 100} as achievement_pct, true as is_public"
        )
        if parent:
            rows.append(
                link("iku_iku", parent, parent_unit, f"'{code}' as child_id, 'Nama {code}' as child_name", unit)
            )
    for number, (person, name, aspect, unit, iku, iku_unit) in enumerate(WORK):
        child = f"'w{number}' as child_id, '{name}' as child_name, '{person}' as employee_id, '2026' as period"
        child += f", 'Sintetis {person}' as employee_name, '{aspect}' as aspect, 'met' as status"
        rows.append(link("iku_work_result", iku, iku_unit, child, unit))
    return rows


def link(kind: str, parent: str | None, parent_unit: str | None, child: str, unit: str) -> str:
    found = f"'Nama {parent}'" if parent_unit else "null"
    return (
        f"insert into marts.cascade_links by name select '{kind}' as link_type, 2026 as year, "
        f"{text(parent)} as parent_id, {found} as parent_name, {text(parent_unit)} as parent_unit_id, {child}, "
        f"'{unit}' as unit_id, 'Unit {unit}' as unit_name, {parent_unit is not None} as is_resolved, true as is_public"
    )


@pytest.fixture(scope="module")
def small_build(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small-tree")
    publish_changed(sample_home, home, "20260101T000000Z-tree", *small())
    return home


@pytest.fixture
def small_home(small_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINERJA_HOME", str(small_build))
    warehouse.pin()
    return small_build


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run().switch_page("app_pages/pohon_kinerja.py").run()


def said(app: AppTest) -> str:
    """Return the words of the page without Markdown's own signs."""
    words = "\n".join([app.title[0].value, *(part.value for part in (*app.markdown, *app.caption, *app.info))])
    return re.sub(r":(?:small|gray|orange|blue)\[|\\|\*\*|\]\([^)]*\)|[\[\]]", "", words).replace("\u00a0", " ")


def branch(scope: access.Scope, unit_id: str, *branches: str) -> dict[str, str | None]:
    rows = cascade.tree_branch(warehouse.cursor(), scope, unit_id, 2026, "2026-TW2", list(branches))
    return {row["node_id"].split("~")[0]: row["above_id"] for row in rows.iter_rows(named=True)}


def test_the_breaks_of_the_chain_are_counted(small_home: Path) -> None:
    row = cascade.tree_breaks(warehouse.cursor(), HEAD, DINAS, 2026).row(0, named=True)
    assert row == {
        **{"iku_count": 7, "unit_count": 2, "goal_count": 3, "no_goal_count": 1, "no_parent_count": 1},
        **{"circle_count": 2, "no_result_count": 5, "result_count": 4, "employee_count": 3, "no_iku_count": 2},
    }


def test_goals_count_the_indicators_that_hang_under_them(small_home: Path) -> None:
    rows = cascade.tree_goals(warehouse.cursor(), HEAD, DINAS, 2026, "2026-TW2")
    told = {row["goal_name"] or row["goal_id"]: (row["met_count"], row["judged_count"]) for row in rows.to_dicts()}
    assert told == {
        **{"Ibu sehat": (1, 3), "Melingkar": (2, 2), "Anak sehat": (0, 1)},
        **{cascade.NO_GOAL: (1, 1), cascade.ABOVE: (0, 0)},
    }
    assert "Kunjungan cukup" not in told, "the goal of a supporting indicator is not at the top"
    assert rows["goal_id"].to_list()[-2:] == [cascade.NO_GOAL, cascade.ABOVE]


def test_an_indicator_is_shown_with_its_way_up_and_everything_below(small_home: Path) -> None:
    assert branch(HEAD, DINAS, f"B~{PUSKESMAS}") == {"A": None, "B": f"A~{DINAS}"}
    assert branch(HEAD, DINAS, f"A~{DINAS}") == {"A": None, "B": f"A~{DINAS}"}
    assert branch(HEAD, DINAS, cascade.CIRCLE) == {"E": None, "F": None}
    assert branch(HEAD, DINAS, cascade.NO_PARENT) == {"D": None}
    assert branch(HEAD, DINAS, cascade.NO_RESULT) == {"C": None, "D": None, "E": None, "F": None, "G": None}
    assert branch(HEAD, DINAS, cascade.ABOVE) == {"KOTA": None}
    assert branch(access.FULL, CITY, f"G~{DINAS}") == {"KOTA": None, "G": f"KOTA~{CITY}"}
    assert branch(HEAD, DINAS, "' or true --") == {}


def test_what_is_above_the_scope_is_a_name_alone(small_home: Path) -> None:
    rows = cascade.tree_branch(warehouse.cursor(), HEAD, DINAS, 2026, "2026-TW2", [cascade.ABOVE])
    (row,) = rows.to_dicts()
    assert (row["iku_name"], row["unit_name"], row["status"], row["achievement_pct"]) == ("Nama KOTA", None, None, None)


def test_work_results_are_shown_of_people_in_the_scope_alone(small_home: Path) -> None:
    nodes = [f"B~{PUSKESMAS}", f"KOTA~{CITY}", cascade.NO_IKU]
    place = (DINAS, 2026, nodes)
    seen = cascade.tree_results(warehouse.cursor(), HEAD, *place)
    assert seen["employee_id"].to_list().count("ani") == 2
    assert set(seen["employee_id"]) == {"ani", "budi", "citra"}
    below = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=PUSKESMAS)
    assert set(cascade.tree_results(warehouse.cursor(), below, *place)["employee_id"]) == {"ani", "budi"}
    own = access.decide(is_synthetic=True, without_login=False, role="pegawai", subject="ani")
    assert set(cascade.tree_results(warehouse.cursor(), own, *place)["employee_id"]) == {"ani"}
    assert cascade.tree_results(warehouse.cursor(), PLANNER, *place).is_empty()
    assert cascade.tree_results(warehouse.cursor(), access.PUBLIC, *place).is_empty()
    counted = cascade.tree_units(warehouse.cursor(), PLANNER, *place)
    assert counted.filter(pl.col("node_id") == f"B~{PUSKESMAS}")["result_count"].to_list() == [1]
    assert cascade.tree_units(warehouse.cursor(), access.PUBLIC, *place).is_empty()


def test_the_page_says_what_it_found_and_where_the_chain_is_broken(small_home: Path) -> None:
    text = said(opened(sebagai=DINAS, unit=DINAS, periode="2026-TW2"))
    assert "Pohon kinerja Dinas Kesehatan 2026: 1 dari 3 sasaran tanpa satu pun IKU tercapai" in text
    assert "7 IKU pada 2 unit; 4 butir hasil kerja dari 3 pegawai. Status per TW II 2026." in text
    for words in (
        "1 IKU tidak melayani sasaran mana pun",
        "1 IKU menyebut IKU induk yang tidak ditemukan",
        "2 IKU saling menyebut sebagai induk",
        "5 IKU tidak ditopang satu pun butir hasil kerja",
        "2 butir hasil kerja tidak melayani IKU mana pun",
    ):
        assert f"▼ {words}" in text
    assert "▼ tidak ada yang tercapai · Anak sehat · 0 dari 1 IKU tercapai" in text


def test_a_branch_reads_from_the_goal_to_the_work_of_a_person(small_home: Path) -> None:
    text = said(opened(sebagai=DINAS, unit=DINAS, periode="2026-TW2", cabang=f"B~{PUSKESMAS}"))
    lines = [
        "- ● Sesuai target · Nama A · 100,0 % · Dinas Kesehatan",
        "  - ▼ Di bawah target · Nama B · 80,0 % · UPT Puskesmas Melati",
        f"    - Unit {PUSKESMAS} · 1 butir hasil kerja dari 1 pegawai",
        "      - ● Sesuai target · Memeriksa ibu hamil · Kuantitas: belum ada data, target belum ada data"
        " · Sintetis ani",
    ]
    assert "\n".join(lines) in text
    assert "Nama D" not in text


def test_a_planner_sees_how_many_serve_an_indicator_and_not_who(small_home: Path) -> None:
    app = opened(peran="perencana", unit=DINAS, periode="2026-TW2", cabang=f"B~{PUSKESMAS}", tingkat="hasil")
    text = said(app)
    assert "1 butir hasil kerja dari 1 pegawai" in text
    assert "Sintetis" not in text
    assert "Memeriksa" not in text


def test_every_state_is_an_address_and_what_nobody_knows_is_refused(small_home: Path) -> None:
    app = opened(sebagai=DINAS, unit=DINAS, periode="2026-TW2", cabang="tanpa-iku")
    assert "Menyusun arsip" in said(app)
    assert "Menyusun laporan" in said(app)
    app = opened(sebagai=DINAS, unit=DINAS, periode="2026-TW2", cabang="tanpa-iku", tingkat="iku")
    assert said(app).count("1 butir hasil kerja dari 1 pegawai") == 2
    assert "Menyusun arsip" not in said(app)
    app = opened(sebagai=DINAS, unit=DINAS, periode="2026-TW2", cabang="tidak-ada")
    assert "Cabang pada alamat tidak ada pada unit dan tahun ini" in said(app)
    assert "cabang" not in app.query_params
    app = opened(sebagai=DINAS, unit=DINAS, periode="2026-TW2", tingkat="iku")
    assert "Nama G" in said(app)
    assert "Memeriksa" not in said(app)


def test_the_sentences_in_english(small_home: Path) -> None:
    goals = cascade.tree_goals(warehouse.cursor(), HEAD, DINAS, 2026, "2026-TW2")
    language.use("en")
    assert view.headline("Health", 2026, goals) == (
        "Performance tree of Health 2026: 1 of 3 goals have not one KPI met"
    )
    assert view.headline("Health", 2026, goals.clear()) == "Health has no performance tree for 2026 yet"


def test_the_whole_sample_hangs_in_the_tree_once(sample: Path) -> None:
    warehouse.pin()
    goals = cascade.tree_goals(warehouse.cursor(), access.FULL, CITY, 2026, "2026-TW2")
    everything = warehouse.cursor().rows(
        "select count(*) as n from marts.iku where year = 2026 and unit_id like '6171%'", {}
    )["n"][0]
    assert goals["iku_count"].sum() == everything > 100
    rows = cascade.tree_branch(warehouse.cursor(), access.FULL, CITY, 2026, "2026-TW2", goals["goal_id"].to_list())
    assert rows["node_id"].n_unique() == rows.height == everything


BIG = (
    "insert into marts.periods select * from sample.marts.periods",
    """
    insert into marts.iku by name
    select
        n || '-' || unit_id as iku_id, 'Indikator ' || n || ' ' || unit_name as iku_name, unit_id, 2026 as year,
        case when n = 1 or depth < 2 then 'Sasaran ' || hash(coalesce(parent_id, unit_id)) % 90 end as goal_name,
        case when parent_id is not null and n = 1 then '1-' || parent_id end as parent_iku_id, true as is_public
    from marts.units cross join (select unnest([1, 2]) as n)
    """,
    """
    insert into marts.iku_periods by name
    select
        iku_id, iku_name, goal_name, unit_id, 2026 as year, '2026-TW2' as period, true as is_public,
        case when hash(iku_id) % 3 = 0 then 'below' else 'met' end as status, 90 as achievement_pct
    from marts.iku
    """,
    """
    insert into marts.cascade_links by name
    select
        'iku_iku' as link_type, 2026 as year, parent_iku_id as parent_id, substr(parent_iku_id, 3) as parent_unit_id,
        iku_id as child_id, iku_name as child_name, unit_id, true as is_resolved, true as is_public
    from marts.iku where parent_iku_id is not null
    """,
    """
    insert into marts.cascade_links by name
    select
        'iku_work_result' as link_type, 2026 as year, '1-' || unit_id as parent_id, unit_id as parent_unit_id,
        unit_id || '-' || n as child_id, 'Butir ' || n as child_name, unit_id, unit_name, 'p' || unit_id as employee_id,
        'Sintetis ' || unit_id as employee_name, '2026' as period, 'waktu' as aspect, 'met' as status,
        true as is_resolved, false as is_public
    from marts.units cross join (select unnest([1, 2, 3]) as n)
    """,
)


@pytest.fixture(scope="module")
def big_home(realdata: Path, sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real tree of 1,511 units, with two made-up indicators and three work results in each."""
    real, home = Home(tmp_path_factory.mktemp("units")), tmp_path_factory.mktemp("big-tree")
    with store.opened(real.store) as con:
        file = realdata / "id-sotk-tasikmalaya" / "m_unit_kerja.csv"
        profile = Path(__file__).parent.parent / "profiles" / "sotk-tasikmalaya.toml"
        list(ingest.ingest(con, [file], str(profile)))
    publish.build(real)
    attached = f"attach '{newest(sample_home)}' as sample (read_only)"
    synthetic = "update marts.build set is_synthetic = true"
    publish_changed(real.root, home, "20260101T000000Z-big", attached, synthetic, *BIG)
    return home


def test_1511_units_with_3022_indicators_stay_readable(
    big_home: Path, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    monkeypatch.setenv("KINERJA_HOME", str(big_home))
    app = opened(peran="pengelola_data", unit="100", periode="2026-TW2")
    assert not app.exception
    text = said(app)
    assert "3.022 IKU pada 1.511 unit; 4.533 butir hasil kerja dari 1.511 pegawai" in text
    assert len([line for line in text.splitlines() if "IKU tercapai ·" in line]) <= view.PAGE_LENGTH
    for level in ("sasaran", "iku", "hasil"):
        app.segmented_control(key="tingkat").select(level).run()
        began = time.perf_counter()
        app.run()
        figure(f"pohon kinerja, 1,511 units, down to {level}: {(time.perf_counter() - began) * 1000:.0f} ms warm")
        assert said(app).count("\n") < 3 * cascade.SHOWN
    assert "IKU lagi tidak ditampilkan" in said(app)
    warehouse.pin()
    deepest = warehouse.cursor().rows("select unit_id from marts.units where depth = 5 order by 1 limit 1", {})
    code = str(deepest["unit_id"][0])
    text = said(opened(peran="pengelola_data", unit="100", periode="2026-TW2", cabang=f"1-{code}~{code}"))
    assert f"{'  ' * 5}- " in text, "six levels from the top to the unit"
    assert f"Sintetis {code}" in text
