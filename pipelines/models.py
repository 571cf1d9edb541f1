"""Run sql/ in dependency order: one file is one select is one table; the folder is the schema."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

from pipelines import history
from pipelines.contracts import all_contracts
from pipelines.paths import REFERENCE, SQL

LAYERS = ("staging", "core", "marts")
_REFERENCE_TYPES = (
    (r"valid_from|valid_to|\w+_date", "date"),
    (r"is_\w+", "boolean"),
    (r"\w+_e[23]|\w+_order|\w+_count|\w+_pct|\w+_month|\w+_rank|has_\w+|\w+_level|box|numerator|denominator", "bigint"),
)
_OUTPUT_LINE = re.compile(r"^\s+(?:.*\bas )?(?:\w+\.)?(?P<name>\w+),?\s*--\s*(?P<words>.+?)\s*$")


@dataclass(frozen=True)
class Model:
    """One select of sql/: its table, its text and the tables it reads."""

    table: str
    sql: str
    reads: frozenset[str]

    @property
    def layer(self) -> str:
        return self.table.split(".")[0]


@dataclass(frozen=True)
class Stamp:
    """What a build says of itself in marts.build; `as_of` is null for everything known."""

    build_id: str = ""
    published_at: dt.datetime | None = None
    program_version: str = ""


def run(con: duckdb.DuckDBPyConnection, as_of: dt.datetime | None = None, stamp: Stamp | None = None) -> None:
    """Fill the schemas reference, staging, core and marts of `con` from the store attached there as `store`.

    With `as_of` (UTC, naive) only what was known then is used; without it, everything.
    """
    prepare(con, as_of, stamp)
    for model in in_order():
        make(con, model)


def prepare(con: duckdb.DuckDBPyConnection, as_of: dt.datetime | None = None, stamp: Stamp | None = None) -> None:
    """Put in place what models stand on: the schemas, the rows known, the reference tables, the facts of the build."""
    for schema in ("raw", "reference", *LAYERS):
        con.execute(f"create schema if not exists {schema}")
    _known_rows(con, as_of)
    load_reference(con)
    _build_facts(con, as_of, stamp or Stamp())


def make(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Run one model on the tables that stand in the connection; staging is made of views."""
    what = "view" if model.layer == "staging" else "table"
    con.execute(f"create or replace {what} {model.table} as\n{model.sql}")


def run_layer(con: duckdb.DuckDBPyConnection, layer: str) -> None:
    """Fill the schema of one layer whose models do not read one another: disclosure or public."""
    con.execute(f"create schema if not exists {layer}")
    for model in models_of(layer):
        make(con, model)


def comment(con: duckdb.DuckDBPyConnection, catalog: str, layer: str = "marts") -> None:
    """Write the comments of a layer's SQL on its tables and columns in an attached `catalog`."""
    statements = []
    for model in models_of(layer):
        table = f"{catalog}.{model.table.removeprefix('public.')}"
        statements.append(f"comment on table {table} is {_quoted(table_comment(model.table))}")
        for name, words in column_comments(model.table).items():
            statements.append(f"comment on column {table}.{name} is {_quoted(words)}")
    con.execute(";\n".join(statements))


@cache
def in_order() -> tuple[Model, ...]:
    """Return every model after the models it reads; a circle raises graphlib.CycleError."""
    models = {model.table: model for layer in LAYERS for model in models_of(layer)}
    graph = {model.table: sorted(model.reads & models.keys()) for model in models.values()}
    return tuple(models[table] for table in TopologicalSorter(dict(sorted(graph.items()))).static_order())


def table_references(sql: str) -> frozenset[str]:
    """Return every `schema.table` a select reads; names of its own CTEs have no schema and drop out."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    return frozenset(f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db)


def column_comments(table: str) -> dict[str, str]:
    """Return the trailing comment of each output column of a mart, in the order of its last select."""
    return dict(_output_comments(_text(table)))


def table_comment(table: str) -> str:
    """Return the grain of a model: the comment lines its file begins with, as one paragraph."""
    lines = []
    for line in _text(table).splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def dictionary() -> str:
    """Return the data dictionary as Markdown, made from the comments in sql/marts and sql/public."""
    parts = ["# Data dictionary", "", "Generated from the comments in `sql/marts` and `sql/public`; do not edit.", ""]
    for model in sorted((*models_of("marts"), *models_of("public")), key=lambda each: each.table):
        parts += [f"## {model.table}", "", table_comment(model.table), "", "| column | meaning |", "|---|---|"]
        parts += [
            f"| `{name}` | {words.replace('|', chr(92) + '|')} |"
            for name, words in column_comments(model.table).items()
        ]
        parts.append("")
    return "\n".join(parts)


@cache
def models_of(layer: str) -> tuple[Model, ...]:
    """Return the models of one folder of sql/, in the order of their names."""
    paths = sorted((SQL / layer).glob("*.sql"))
    return tuple(_model(f"{layer}.{path.stem}", path) for path in paths)


def _model(table: str, path: Path) -> Model:
    sql = path.read_text(encoding="utf-8")
    return Model(table, sql, table_references(sql))


def _text(table: str) -> str:
    layer, name = table.split(".")
    return (SQL / layer / f"{name}.sql").read_text(encoding="utf-8")


def _output_comments(sql: str) -> Iterator[tuple[str, str]]:
    last_select = re.split(r"(?m)^select\b", sql)[-1]
    for line in last_select.splitlines():
        if match := _OUTPUT_LINE.match(line):
            yield match["name"], match["words"]


def _known_rows(con: duckdb.DuckDBPyConnection, as_of: dt.datetime | None) -> None:
    """Make the views of schema raw: live rows, replaced rows under superseded_<kind>, and the store's own records."""
    moment = history.stamp(as_of)
    withdrawn = f"case when withdrawn_at <= {moment} then withdrawn_at end as withdrawn_at"
    con.execute(
        f"create or replace view raw.loads as select * replace ({withdrawn}) from store.raw.loads "
        f"where loaded_at <= {moment}"
    )
    for kind in all_contracts():
        words = f"store.raw.{kind}" if as_of is None else _words_then(con, kind, moment)
        con.execute(f"create or replace view raw.{kind} as select * from {words} where ended_at is null")
        con.execute(
            f"create or replace view raw.superseded_{kind} as select * from {words} where ended_as = 'superseded'"
        )
    con.execute(f"create or replace view raw.refusals as select * from store.raw.refusals where refused_at <= {moment}")
    con.execute(f"create or replace view raw.not_loaded as {history.not_loaded(moment, 'store.raw')}")
    _known_findings(con, as_of, moment)
    limit = "load_id is null or load_id in (select load_id from raw.loads)"
    con.execute(f"create or replace view raw.places as select * from store.raw.places where {limit}")
    if as_of is None:
        con.execute("create or replace view raw.ledger as from store.raw.ledger")
    else:
        _ledger_then(con)


def _words_then(con: duckdb.DuckDBPyConnection, kind: str, moment: str) -> str:
    """Judge the words of a kind as known at a moment and return the name of the table that holds them."""
    con.execute(
        f"create or replace table raw.judged_{kind} as "
        f"{history.words(all_contracts()[kind], moment, schema='store.raw')}"
    )
    con.execute(
        f"""create or replace table raw.words_{kind} as
        select words.* replace (judged.ended_at as ended_at, judged.ended_by as ended_by, judged.ended_as as ended_as)
        from store.raw.{kind} as words inner join raw.judged_{kind} as judged on words.rowid = judged.word"""
    )
    return f"raw.words_{kind}"


def _known_findings(con: duckdb.DuckDBPyConnection, as_of: dt.datetime | None, moment: str) -> None:
    """Make raw.findings: of loads that are in, of rows not yet mended; conflicts as they stood at the moment."""
    known = (
        "select findings.* from store.raw.findings as findings where (findings.load_id is null or "
        "findings.load_id in (select load_id from raw.loads where withdrawn_at is null)) "
        f"and not {history.mended('findings', moment, 'store.raw')}"
    )
    if as_of is None:
        con.execute(f"create or replace view raw.findings as {known}")
        return
    conflicts = " union all ".join(
        history.conflicts(kind, f"raw.judged_{kind}", "store.raw") for kind in all_contracts()
    )
    con.execute(
        f"create or replace table raw.findings as {known} and findings.code <> '{history.CONFLICT}' "
        f"union all select * from ({conflicts})"
    )


def _ledger_then(con: duckdb.DuckDBPyConnection) -> None:
    counted = " union all ".join(
        f"select '{kind}' as kind, * from ({history.accounts(kind, f'raw.words_{kind}', 'raw.not_loaded')})"
        for kind in all_contracts()
    )
    withdrawn = "loads.withdrawn_at is not null"
    withdrawn_counts = {"excluded": "ledger.read_count"}
    counts = ", ".join(
        f"case when {withdrawn} then {withdrawn_counts.get(name, '0')} "
        f"else coalesce(counted.{name}_count, 0) end as {name}_count"
        for name in ("accepted", "quarantined", "duplicate", "excluded", "superseded")
    )
    con.execute(
        f"""create or replace table raw.ledger as
        select ledger.load_id, ledger.take, ledger.kind, ledger.read_count,
            {counts}
        from store.raw.ledger as ledger
        inner join raw.loads as loads on ledger.load_id = loads.load_id
        left join ({counted}) as counted
            on ledger.load_id = counted.load_id and ledger.take = counted.take and ledger.kind = counted.kind"""
    )


def load_reference(con: duckdb.DuckDBPyConnection) -> None:
    """Fill schema reference from data/reference, one table a file; the names of columns decide their types."""
    for path in sorted(REFERENCE.glob("*.csv")):
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        columns = ", ".join(f"cast({name} as {_reference_type(name)}) as {name}" for name in header)
        con.execute(
            f"create or replace table reference.{path.stem} as select {columns} "
            "from read_csv(?, header = true, all_varchar = true)",
            [str(path)],
        )


def _reference_type(column: str) -> str:
    return next((kind for pattern, kind in _REFERENCE_TYPES if re.fullmatch(pattern, column)), "varchar")


def _build_facts(con: duckdb.DuckDBPyConnection, as_of: dt.datetime | None, stamp: Stamp) -> None:
    """Make reference.build; models compute by `as_of`, the newest load known, so that a past moment is told the same.

    `asked_for` is the moment a build was asked for and only names the build.
    """
    con.execute(
        """
        create or replace table reference.build as
        select
            $build_id as build_id, cast($published_at as timestamp) as published_at,
            (select max(loaded_at) from raw.loads) as as_of, cast($asked_for as timestamp) as asked_for,
            $program_version as program_version
        """,
        {
            "build_id": stamp.build_id,
            "published_at": stamp.published_at,
            "asked_for": as_of,
            "program_version": stamp.program_version,
        },
    )
    con.execute("create or replace table reference.kinds (kind varchar, kind_order bigint)")
    con.executemany("insert into reference.kinds values (?, ?)", [[k, i] for i, k in enumerate(all_contracts())])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
