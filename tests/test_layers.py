"""The house: who may import whom, which layer of SQL may read which, and how large a room may grow."""

import ast
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sorted([*ROOT.glob("pipelines/**/*.py"), *ROOT.glob("dashboard/**/*.py")])
SQL = sorted(ROOT.glob("sql/*/*.sql"))
READS = {
    "staging": {"raw"},
    "core": {"staging", "reference", "core"},
    "marts": {"core", "marts", "reference"},
    "disclosure": {"marts", "reference"},
    "public": {"marts", "reference", "released"},
    "checks": {"staging", "core", "marts", "reference", "raw"},
}
NOT_ABOUT_PERSONS = {"build", "freshness", "grades", "iku", "iku_periods", "periods", "rules"} | {
    "service_periods",
    "units",
}
"""Marts the public layer may read itself; every other one reaches it through pipelines.disclosure, as `released`."""

INTAKE = ROOT / "dashboard" / "intake.py"
OPEN_TO_INTAKE = {
    "pipelines.alarms",
    *("pipelines.ingest", "pipelines.preview", "pipelines.findings", "pipelines.store", "pipelines.publish"),
    *("pipelines.checks", "pipelines.corrections", "pipelines.paths", "pipelines.reports", "pipelines.alarms"),
}
"""The one exception to the border: the upload calls ingest, and what shows, undoes and publishes it."""

MOST_LINES, MOST_FUNCTION_LINES = 300, 40


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def imported_packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def imported_modules(path: Path, package: str) -> set[str]:
    """Return the modules of a package a file imports: `from a import b` and `import a.b` both give `a.b`."""
    return modules_in(path.read_text(encoding="utf-8"), package)


def modules_in(text: str, package: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module == package:
            found |= {f"{package}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name for name in found if name.split(".")[0] == package}


def reads(sql: str) -> set[str]:
    """Return the schemas a model reads, CTEs left out."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
    return {table.db for table in tree.find_all(exp.Table) if table.db or table.name not in ctes}


def tables(sql: str, schema: str) -> set[str]:
    """Return the tables of one schema a model reads."""
    return {table.name for table in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Table) if table.db == schema}


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("path", named(PYTHON))
def test_the_two_programs_do_not_import_each_other(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    forbidden = {"pipelines": {"dashboard", "streamlit"}, "dashboard": {"pipelines"}}[own]
    if path != INTAKE:
        assert not imported_packages(path) & forbidden


def test_only_the_intake_crosses_the_border_and_only_when_it_is_used() -> None:
    names = {".".join(name.split(".")[:2]) for name in imported_modules(INTAKE, "pipelines")}
    assert names
    assert names <= OPEN_TO_INTAKE
    at_once = [node for node in ast.parse(INTAKE.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)]
    assert not [node.module for node in at_once if (node.module or "").startswith("pipelines")]


@pytest.mark.parametrize(
    "path", named([path for path in PYTHON if {"charts", "queries"} & {*path.relative_to(ROOT).parts}])
)
def test_charts_and_queries_know_no_streamlit(path: Path) -> None:
    assert not imported_packages(path) & {"streamlit"}


@pytest.mark.parametrize(
    "path", named([path for path in PYTHON if "public" in path.relative_to(ROOT).parts and path.stem != "screen"])
)
def test_what_the_public_reads_is_written_without_streamlit(path: Path) -> None:
    assert not imported_packages(path) & {"streamlit"}
    assert not [name for name in imports(path) if name.startswith(("dashboard.components", "dashboard.queries"))]


@pytest.mark.parametrize("path", named([path for path in PYTHON if path.relative_to(ROOT).parts[0] == "dashboard"]))
def test_the_dashboard_never_imports_plotly_express(path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith("plotly.express")]


@pytest.mark.parametrize("path", named([path for path in PYTHON if "app_pages" in path.parts]))
def test_pages_hold_no_sql(path: Path) -> None:
    texts = [
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    ]
    assert not [text for text in texts if isinstance(text, str) and ("marts." in text or "select " in text.casefold())]


@pytest.mark.parametrize("path", named(SQL))
def test_each_layer_of_sql_reads_only_what_it_may(path: Path) -> None:
    assert reads(path.read_text(encoding="utf-8")) <= READS[path.parent.name]


@pytest.mark.parametrize("path", named([path for path in SQL if path.parent.name == "public"]))
def test_the_public_reads_numbers_about_persons_only_as_released(path: Path) -> None:
    assert tables(path.read_text(encoding="utf-8"), "marts") <= NOT_ABOUT_PERSONS


@pytest.mark.parametrize("path", named(PYTHON))
def test_rooms_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            words = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            lines = (node.end_lineno or 0) - node.lineno + 1 - words
            assert lines <= MOST_FUNCTION_LINES, f"{node.name}: {lines} lines"


@pytest.mark.parametrize("path", named(PYTHON))
def test_no_room_is_called_utils(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "base", "manager", "core"}


def test_the_rules_above_can_fail() -> None:
    """The negative control: a model of the wrong layer and an import across the border are seen."""
    assert not reads("with a as (select * from marts.units) select * from a") <= READS["staging"]
    assert reads("with a as (select * from staging.units) select * from a") <= READS["core"]
    crossing = "def late():\n    from pipelines import drafts\n    import pipelines.cli"
    assert modules_in(crossing, "pipelines") == {"pipelines.drafts", "pipelines.cli"}
    assert not modules_in(crossing, "pipelines") <= OPEN_TO_INTAKE
    assert not tables("select * from marts.appraisal_periods", "marts") <= NOT_ABOUT_PERSONS
    assert PYTHON
    assert SQL
