"""Nobody sees more than the scope allows, whatever a widget, an address or an argument says."""

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import polars as pl
import pytest
from published import APP, newest, publish_changed, unfold
from streamlit.testing.v1 import AppTest

import dashboard.queries
from dashboard import access, warehouse
from dashboard.access import Scope

OWN, OTHER = "6171.1.02", "3673.1.01"
CANARY = "KANARI"
QUERIES: list[Callable[..., pl.DataFrame]] = [
    function
    for module in pkgutil.iter_modules(dashboard.queries.__path__, "dashboard.queries.")
    for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
    if function.__module__ == module.name and not name.startswith("_")
]
# What everyone may read: they hold nothing about a unit or a person.
OPEN = {"rules", "rule", "settings", "measures", "periods", "file_counts"}
# They return numbers and codes alone, so the canary cannot show; the numbers have a test of their own.
NUMBERS_ONLY = {"busiest_units", "counts", "series", "revisions", "appraisals", "satisfaction"} | {
    *(
        "freshness",
        "largest_unit",
        "ledger",
        "held_rows",
        "finding_counts",
        "load_of",
        "limits",
        "profile",
        "pattern",
        "changes",
        "on_time_series",
        "effect",
        "overdue",
        "feedback",
        "credits_earned",
        "reward_rules",
        "talent_grid",
        "tree_breaks",
        "gaps_by_competency",
        "people_counts",
        "family_cells",
        "unassessed",
        "level_changes",
        "outlook",
        "formulas",
        "target",
        "courses",
        "effects",
    )
}
TEXTS = "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
OUTSIDE = f"unit_id not in (select unit_id from marts.unit_closure where ancestor_id = '{OWN}')"


def named(queries: list[Callable[..., pl.DataFrame]]) -> list[object]:
    return [pytest.param(query, id=f"{query.__module__.split('.')[-1]}.{query.__name__}") for query in queries]


def columns(sample_home: Path) -> dict[str, set[str]]:
    with duckdb.connect(str(newest(sample_home)), read_only=True) as connection:
        found: dict[str, set[str]] = {}
        for table, column in connection.execute(TEXTS).fetchall():
            found.setdefault(table, set()).add(column)
        return found


def canaries(sample_home: Path) -> list[str]:
    """Return the SQL that writes the canary over every word about units other than the head's own."""
    words = ["unit_name", "path_names", "iku_name", "goal_name", "owner_name", "obstacle", "follow_up", "definition"]
    words += ["employee_name", "nip", "job_title", "file_name", "service_name", "value", "column_name", "sender_name"]
    words += ["child_name", "change_name", "change_note"]
    statements = []
    for table, known in columns(sample_home).items():
        changes = ", ".join(f"{word} = '{CANARY}'" for word in words if word in known)
        if changes and "unit_id" in known:
            statements.append(f"update marts.{table} set {changes} where {OUTSIDE} or unit_id is null")
        elif changes:
            statements.append(f"update marts.{table} set {changes}")
    return statements


def arguments(query: Callable[..., pl.DataFrame]) -> list[dict[str, object]]:
    """Return every combination of arguments that asks for what lies outside the head's units."""
    with_values: dict[str, list[object]] = {
        "unit_id": [OTHER, "3673", "6171", None, OWN, "' or true --"],
        "owner_unit_id": [OTHER, OWN],
        "iku_id": iku_ids(),
        "period": ["2026-TW2", "2026-TW1"],
        "rule_id": ["iku_cap"],
        "code": [None, "iku-tidak-dikenal"],
        "depth": [0, 1],
        "load_id": [None],
        "kind": [None],
        "today": [date(2027, 1, 1)],
        "year": [2026],
        "sha256": ["0" * 64],
        "limit": [100_000],
        "branch": [None, f"{OTHER}"],
        "branches": [[*tree_nodes(), "unit-di-atas", "tanpa-iku"]],
        "node_ids": [[*tree_nodes(), "tanpa-iku"]],
        "measure_id": ["iku_met_share", "rated_share"],
        "peer_basis": ["siblings", "type_size"],
        "peer_group": ["3673", "6171", "6171.1.02", "dinas|1|medium"],
        "decision_date": [date(2026, 2, 10)],
        "employee_id": employee_ids(),
        "family_id": [None],
        "weights": [[], [35, 25, 20, 10, 10]],
        "competency_id": [hashlib.md5(b"Integritas").hexdigest()[:8]],
        "subject_ids": [[OTHER, OWN, *iku_ids(), *employee_ids()]],
    }
    names = list(inspect.signature(query).parameters)[2:]
    assert set(names) <= set(with_values), f"teach this test what to pass as {set(names) - set(with_values)}"
    return [dict(zip(names, values, strict=True)) for values in product(*(with_values[name] for name in names))]


def iku_ids() -> list[object]:
    rows = warehouse.cursor().rows(
        "select unit_id, min(iku_id) as iku_id from marts.iku where unit_id in ($own, $other) group by unit_id",
        {"own": OWN, "other": OTHER},
    )
    return rows["iku_id"].to_list()


def tree_nodes() -> list[str]:
    """Return every goal and indicator of every unit, as the tree of performance names them."""
    rows = warehouse.cursor().rows(
        "select distinct iku_id || '~' || unit_id as node_id, substr(md5(goal_name), 1, 8) as goal_id from marts.iku",
        {},
    )
    return [*rows["node_id"].to_list(), *rows["goal_id"].drop_nulls().to_list()]


def employee_ids() -> list[object]:
    rows = warehouse.cursor().rows(
        "select unit_id, min(employee_id) as employee_id from marts.employee_periods group by unit_id order by unit_id",
        {},
    )
    return rows["employee_id"].to_list()


def answers(query: Callable[..., pl.DataFrame], scope: Scope) -> Iterator[str]:
    """Yield every cell a query gives to a scope, as one text for each of its arguments."""
    for values in arguments(query):
        yield "\n".join(map(str, query(warehouse.cursor(), scope, **values).rows()))


def said(query: Callable[..., pl.DataFrame], scope: Scope) -> str:
    """Return every cell a query gives to a scope, over all its arguments, as one text."""
    return "\n".join(answers(query, scope))


@pytest.mark.parametrize("query", named(QUERIES))
def test_every_query_takes_a_cursor_and_a_scope_first(query: Callable[..., pl.DataFrame]) -> None:
    assert list(inspect.signature(query).parameters)[:2] == ["cursor", "scope"]
    assert inspect.signature(query).return_annotation is pl.DataFrame


def test_the_queries_are_found() -> None:
    assert len(QUERIES) > 20
    assert {query.__name__ for query in QUERIES} > OPEN | NUMBERS_ONLY


@pytest.mark.parametrize("query", named([query for query in QUERIES if query.__name__ not in OPEN]))
def test_a_head_never_gets_a_row_of_another_unit(query: Callable[..., pl.DataFrame], canary_home: Path) -> None:
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=OWN)
    assert CANARY not in said(query, head)
    assert CANARY not in said(query, Scope(role="kepala", may_see_people=True, may_see_files=True))


def test_the_canary_would_be_seen(canary_home: Path) -> None:
    """The negative control: with full access every query that returns words shows the canary."""
    warehouse.pin()
    silent = {query.__name__ for query in QUERIES if not any(CANARY in told for told in answers(query, access.FULL))}
    assert silent == OPEN | NUMBERS_ONLY


@pytest.mark.parametrize("query", named([query for query in QUERIES if "unit" in str(inspect.signature(query))]))
def test_a_head_never_gets_a_number_of_another_unit(query: Callable[..., pl.DataFrame], sample: Path) -> None:
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=OWN)
    asked = [{**values, "period": "2026-TW2"} if "period" in values else values for values in arguments(query)]
    outside = [values for values in asked if values.get("unit_id", values.get("owner_unit_id")) in {OTHER, "3673"}]
    assert outside
    for values in outside:
        cells = [cell for row in query(warehouse.cursor(), head, **values).rows() for cell in row]
        assert not [cell for cell in cells if cell not in (0, None)]


@pytest.mark.parametrize("role", ["publik", "pegawai", "perencana"])
@pytest.mark.parametrize("query", named(QUERIES))
def test_names_files_and_findings_stay_with_those_who_may_see_them(
    query: Callable[..., pl.DataFrame], role: str, named_home: Path
) -> None:
    warehouse.pin()
    scope = access.decide(is_synthetic=True, without_login=False, role=role, subject="not-an-employee")
    told = said(query, scope)
    for secret in ("NAMA-ORANG", "BERKAS-SUMBER", "ISI-TEMUAN"):
        assert secret not in told


def test_the_names_would_be_seen(named_home: Path) -> None:
    """The negative control."""
    warehouse.pin()
    for secret in ("NAMA-ORANG", "BERKAS-SUMBER", "ISI-TEMUAN", "TERTUTUP"):
        assert any(secret in told for query in QUERIES for told in answers(query, access.FULL))


@pytest.mark.parametrize("role", ["publik", "pegawai"])
@pytest.mark.parametrize("query", named(QUERIES))
def test_the_public_gets_only_public_indicators(
    query: Callable[..., pl.DataFrame], role: str, named_home: Path
) -> None:
    warehouse.pin()
    scope = access.decide(is_synthetic=True, without_login=False, role=role, subject="not-an-employee")
    assert "TERTUTUP" not in said(query, scope)


def test_an_employee_sees_the_own_record_and_no_other(sample: Path) -> None:
    from dashboard.queries.appraisals import people
    from dashboard.queries.persons import record

    warehouse.pin()
    someone, another = people(warehouse.cursor(), access.FULL)["employee_id"].to_list()[:2]
    scope = access.decide(is_synthetic=True, without_login=False, role="pegawai", subject=someone)
    assert record(warehouse.cursor(), scope, someone)["employee_id"].unique().to_list() == [someone]
    assert people(warehouse.cursor(), scope)["employee_id"].to_list() == [someone]
    assert record(warehouse.cursor(), scope, another).is_empty()
    assert record(warehouse.cursor(), access.PUBLIC, someone).is_empty()


OF_A_PERSON = [
    query
    for query in QUERIES
    if query.__module__.endswith("persons") and "employee_id" in inspect.signature(query).parameters
]


@pytest.mark.parametrize("query", named(OF_A_PERSON))
def test_what_is_told_of_a_person_is_told_to_that_person_and_to_those_above_alone(
    query: Callable[..., pl.DataFrame], sample: Path
) -> None:
    """This one has appraisals, competencies, courses, credits, feedback and a plan, in a health centre."""
    whole, unit, other_unit = "f1ad2c26d3281dc6", "6171.1.02.8", "6171.1.02.9"
    warehouse.pin()

    def told(role: str, subject: str | None = None) -> int:
        scope = access.decide(is_synthetic=True, without_login=False, role=role, subject=subject)
        return query(warehouse.cursor(), scope, whole).height

    assert told("pegawai", whole) == told("kepala", unit) == told("kepala", OWN) == told("pengelola_data") > 0
    assert not told("pegawai", someone_else(whole))
    assert not told("kepala", other_unit)
    assert not told("kepala", OTHER)
    assert not told("perencana")
    assert not told("publik")


def test_feedback_is_told_to_the_person_and_to_nobody_above(sample: Path) -> None:
    from dashboard.queries.persons import feedback

    warehouse.pin()
    own = access.decide(is_synthetic=True, without_login=False, role="pegawai", subject="f1ad2c26d3281dc6")
    assert feedback(warehouse.cursor(), own).height == 29
    assert feedback(warehouse.cursor(), access.FULL).is_empty()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171.1.02.8")
    assert feedback(warehouse.cursor(), head).is_empty()


def someone_else(employee_id: str) -> str:
    return next(str(code) for code in employee_ids() if code != employee_id)


def test_plain_values_cannot_stand_in_for_the_scope(sample: Path) -> None:
    warehouse.pin()
    with pytest.raises(ValueError, match="belong to the scope"):
        access.ask(warehouse.cursor(), access.PUBLIC, "select $everything", everything=True)


@pytest.mark.parametrize("role", [*access.ROLES, None, "admin"])
def test_real_data_without_login_are_for_the_public_only(role: str | None) -> None:
    assert access.decide(is_synthetic=False, without_login=False, role=role, subject=OWN) == access.PUBLIC
    assert access.decide(is_synthetic=False, without_login=True, role=role, subject=OWN) == access.FULL


def test_an_unknown_role_is_the_public() -> None:
    assert access.decide(is_synthetic=True, without_login=False, role="admin") == access.PUBLIC
    assert access.decide(is_synthetic=True, without_login=False, role="kepala").unit_ids == ()


@pytest.mark.parametrize("page", ["ringkasan", "capaian_iku", "pohon_kinerja", "mutu_data"])
@pytest.mark.parametrize("forged_by", ["address", "widget"])
def test_a_forged_unit_shows_nothing_of_it_and_says_so(page: str, forged_by: str, canary_home: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["peran"] = "kepala"
    app.query_params["sebagai"] = OWN
    if forged_by == "address":
        app.query_params["unit"] = OTHER
        app.query_params["iku"] = f"{iku_of(OTHER)}~{OTHER}"
    else:
        app.session_state["unit"] = OTHER
        app.session_state["iku"] = f"{iku_of(OTHER)}~{OTHER}"
    app.run().switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    assert CANARY not in shown(app)
    assert app.query_params["unit"] in (OWN, [OWN])


def test_the_canary_would_be_seen_on_screen(canary_home: Path) -> None:
    """The negative control."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["peran"] = "pengelola_data"
    app.query_params["unit"] = OTHER
    assert CANARY in shown(app.run())


def test_the_address_of_a_forged_unit_is_answered_in_words(sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["sebagai"] = OWN
    app.query_params["unit"] = OTHER
    app.query_params["periode"] = "kemarin"
    app.run()
    assert [info.value for info in app.info if "di luar kewenangan" in info.value]
    assert [info.value for info in app.info if "tidak tersedia" in info.value]


@pytest.mark.parametrize("role", access.ROLES)
def test_with_real_data_the_role_in_the_address_opens_nothing(role: str, sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-real", "update marts.build set is_synthetic = false")
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["peran"] = role
    app.run()
    assert not app.exception
    assert not [box for box in app.selectbox if box.key in {"peran", "sebagai"}]
    assert "Publik" in app.caption[0].value
    assert "Data sintetis" not in app.caption[0].value


def test_without_login_the_header_says_so(sample_home: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-real", "update marts.build set is_synthetic = false")
    monkeypatch.setenv("KINERJA_TANPA_LOGIN", "1")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "Tanpa login" in app.caption[0].value


def iku_of(unit_id: str) -> str:
    warehouse.pin()
    rows = warehouse.cursor().rows(
        "select min(iku_id) as iku_id from marts.iku where unit_id = $unit", {"unit": unit_id}
    )
    return str(rows["iku_id"][0])


def shown(app: AppTest) -> str:
    """Return all that a run sends as text with every fold open, but for the role switch: it lists every unit."""
    kinds = (
        "title",
        "header",
        "markdown",
        "caption",
        "info",
        "warning",
        "metric",
        "plotly_chart",
        "page_link",
        "expander",
    )
    unfold(app)
    said = [str(element) for kind in kinds for element in app.get(kind)]
    tables = [str(frame.value.to_dict()) for frame in (*app.dataframe, *app.table)]
    options = [str(box.options) for box in app.selectbox if box.key != "sebagai"]
    return "\n".join([*said, *tables, *options])


@pytest.fixture(scope="module")
def canary_build(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("canary")
    elsewhere = (
        f"insert into marts.impossible_cases select * replace ('{OTHER}' as unit_id) from marts.impossible_cases"
    )
    publish_changed(sample_home, home, "20260101T000000Z-canary", elsewhere, *canaries(sample_home))
    return home


@pytest.fixture
def canary_home(canary_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINERJA_HOME", str(canary_build))
    return canary_build


@pytest.fixture(scope="module")
def named_build(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("named")
    files = [table for table, known in columns(sample_home).items() if "file_name" in known]
    people = [table for table, known in columns(sample_home).items() if "employee_name" in known]
    publish_changed(
        sample_home,
        home,
        "20260101T000000Z-named",
        "update marts.employee_periods set nip = 'NAMA-ORANG'",
        *(f"update marts.{table} set employee_name = 'NAMA-ORANG' where employee_name is not null" for table in people),
        *(f"update marts.{table} set file_name = 'BERKAS-SUMBER'" for table in files),
        "update marts.findings set value = 'ISI-TEMUAN', message_id = 'ISI-TEMUAN', column_name = 'ISI-TEMUAN'",
        "update marts.iku_periods set iku_name = 'TERTUTUP' where not is_public",
        "update marts.iku set iku_name = 'TERTUTUP', definition = 'TERTUTUP' where not is_public",
        "update marts.cascade_links set child_name = 'TERTUTUP' where employee_id is null and not is_public",
        "update marts.cascade_links set parent_name = 'TERTUTUP' where not is_parent_public",
        "update marts.cascade_links set employee_name = 'NAMA-ORANG', child_name = 'NAMA-ORANG' "
        "where employee_id is not null",
    )
    return home


@pytest.fixture
def named_home(named_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINERJA_HOME", str(named_build))
    return named_build
