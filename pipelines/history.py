"""Which word counts: what every source last said on each key, at any moment, and what becomes of the other words.

Every row taken in is kept as the word of its source, repetitions too. What counts follows from the words of the loads
that are in, by one rule, so that a load can be taken out again and any past moment can be told:

- the current word of a source on a key is the newest it said; an older one that differs is `superseded`;
- when the current words of all sources agree, the first of them counts and the others are `duplicate`;
- when they differ, all of them are `quarantined` until they agree: neither source wins silently.
"""

import datetime as dt

import duckdb

from pipelines.contracts import Contract, all_contracts

NOW = "timestamp 'infinity'"
"""The moment, as SQL, by which everything recorded is known."""

CONFLICT = "konflik-antar-sumber"

CLASSES = ("quarantined", "accepted", "superseded", "duplicate", "excluded")
"""Where the rows made of one physical row ended differently, the first of these counts."""


VERDICTS = """
compared as (
    select *, v is not distinct from lag(v) over in_time as is_repeat
    from said where mended_by is null
    window in_time as (partition by k, source order by loaded_at, load_id, word)
),
in_runs as (
    select *, sum(case when is_repeat then 0 else 1 end) over in_time as run
    from compared window in_time as (partition by k, source order by loaded_at, load_id, word)
),
current_words as (
    select *, run = max(run) over (partition by k, source) as is_current,
        min(loaded_at) over following as next_at, arg_min(load_id, loaded_at) over following as next_load
    from in_runs
    window following as (partition by k, source order by run groups between 1 following and 1 following)
),
on_keys as (
    select *,
        min(v) filter (is_current) over on_key is distinct from max(v) filter (is_current) over on_key
            as is_disputed,
        max(loaded_at) filter (is_current and not is_repeat) over on_key as disputed_at,
        arg_max(load_id, loaded_at) filter (is_current and not is_repeat) over on_key as disputed_by,
        row_number() over (partition by k order by is_current desc, loaded_at, load_id, word) as position
    from current_words window on_key as (partition by k)
)
select word, k, v, load_id, is_current,
    case when not is_current and not is_repeat then 'superseded'
        when not is_current then 'duplicate'
        when is_disputed then 'quarantined'
        when position > 1 then 'duplicate' end as ended_as,
    case when not is_current and not is_repeat then next_at
        when is_current and is_disputed then greatest(loaded_at, disputed_at)
        when not is_current or position > 1 then loaded_at end as ended_at,
    case when not is_current and not is_repeat then next_load
        when is_current and is_disputed and disputed_at > loaded_at then disputed_by
        when not is_current or is_disputed or position > 1 then load_id end as ended_by
from on_keys
union all
select word, k, v, load_id, false, 'superseded', mended_at, mended_by from said where mended_by is not null"""
"""From `said` (word, k, v, source, load_id, loaded_at, mended_at, mended_by) to what became of each word."""


def words(contract: Contract, moment: str, words_from: str = "", schema: str = "raw") -> str:
    """Return the select that judges the words of a kind known at `moment` (SQL): word, ended_at, ended_by, ended_as.

    `word` is the rowid. `words_from` narrows it to whole keys, as a clause on `words`. A word that counts has not
    ended; the words of a load that is withdrawn by then are left out.
    """
    key = ", ".join(f"{name} := words.{name}" for name in contract.key)
    others = ", ".join(f"{c.name} := words.{c.name}" for c in contract.columns if c.name not in contract.key)
    return f"""
        with said as (
            select words.rowid as word, struct_pack({key}) as k,
                struct_pack({others or "nothing := true"}) as v, words.source, words.load_id,
                words.loaded_at, mends.mended_at, mends.mended_by
            from {schema}.{contract.kind} as words
            left join ({mends(moment, schema)}) as mends
                on mends.load_id = words.load_id and mends.kind = '{contract.kind}'
                and mends.sheet_name is not distinct from words.sheet_name and mends.row_number = words.row_number
            where words.loaded_at <= {moment}
                and words.load_id not in (select load_id from {schema}.loads where withdrawn_at <= {moment})
                {words_from}
        ),
{VERDICTS}"""


def refresh(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Judge anew every key a load speaks of, with the findings and the ledgers of all loads this changes."""
    kinds = con.execute("select unnest(kinds) from raw.loads where load_id = ?", [load_id]).fetchall()
    changed = {load_id}
    for (kind,) in kinds:
        changed |= _refresh_kind(con, all_contracts()[kind], load_id)
    for each in sorted(changed):
        settle(con, each)


def _refresh_kind(con: duckdb.DuckDBPyConnection, contract: Contract, load_id: str) -> set[str]:
    kind = contract.kind
    con.execute(
        f"""update raw.{kind} set ended_at = loads.withdrawn_at, ended_by = null, ended_as = 'withdrawn'
        from raw.loads where {kind}.load_id = $load and loads.load_id = $load and loads.withdrawn_at is not null""",
        {"load": load_id},
    )
    same = " and ".join(f"other.{name} is not distinct from own.{name}" for name in contract.key)
    con.execute(
        f"""create or replace temp table met as
        select own.rowid as word, {", ".join(f"own.{name}" for name in contract.key)}
        from raw.{kind} as own semi join (select * from raw.{kind} where load_id <> $load) as other on {same}
        where own.load_id = $load""",
        {"load": load_id},
    )
    con.execute(
        "create or replace temp table touched as select word from met union "
        f"select other.rowid from raw.{kind} as other semi join met as own on {same} "
        "where other.load_id <> $load union "
        f"select own.rowid from raw.{kind} as own semi join raw.corrections as mends "
        f"on mends.load_id = own.load_id and mends.kind = '{kind}' and mends.row_number = own.row_number "
        "where own.load_id = $load",
        {"load": load_id},
    )
    if not con.execute("select 1 from touched limit 1").fetchall():
        return set()
    narrowed = "and words.rowid in (select word from touched)"
    con.execute(f"create or replace temp table judged as {words(contract, NOW, narrowed)}")
    # In the order of the words: DuckDB updates rows in any other order a hundred times slower.
    con.execute(
        "create or replace temp table verdicts as select word, ended_at, ended_by, ended_as from judged order by word"
    )
    con.execute(
        f"""update raw.{kind} as words set ended_at = new.ended_at, ended_by = new.ended_by, ended_as = new.ended_as
        from verdicts as new
        where words.rowid = new.word"""
    )
    _refresh_conflicts(con, kind)
    return {row[0] for row in con.execute("select distinct load_id from judged").fetchall()}


def _refresh_conflicts(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Make the conflicts among the findings those of the words just judged, and end those that are over."""
    con.execute(
        f"""delete from raw.findings using raw.{kind} as words
        where findings.code = '{CONFLICT}' and findings.kind = '{kind}' and findings.load_id = words.load_id
            and findings.sheet_name is not distinct from words.sheet_name and findings.row_number = words.row_number
            and words.rowid in (select word from touched)"""
    )
    con.execute(f"insert into raw.findings {conflicts(kind, 'judged')}")


def conflicts(kind: str, judged: str, schema: str = "raw") -> str:
    """Return the select of the findings that follow from judged words: each disputed row, and who says otherwise."""
    return f"""
        select left(sha256(concat_ws('|', '{CONFLICT}', own.load_id, '{kind}', words.sheet_name, words.row_number)), 16)
                as finding_id,
            own.load_id, '{kind}' as kind, '{CONFLICT}' as code, 'quarantine' as severity,
            words.sheet_name, words.row_number, null as column_letter, null as column_name, null as value,
            string_agg(distinct loads.file_name, ', ' order by loads.file_name) as expected_id,
            string_agg(distinct loads.file_name, ', ' order by loads.file_name) as expected_en, 1 as row_count
        from {judged} as own
        inner join {judged} as other on own.k = other.k and other.is_current and own.v is distinct from other.v
        inner join {schema}.{kind} as words on words.rowid = own.word
        inner join {schema}.loads as loads on loads.load_id = other.load_id
        where own.ended_as = 'quarantined'
        group by own.load_id, words.sheet_name, words.row_number"""


def accounts(kind: str, words_table: str, not_loaded: str) -> str:
    """Return the select that counts, per load and take of a kind, the physical rows in each class."""
    order = " ".join(f"when '{name}' then {n}" for n, name in enumerate(CLASSES, start=1))
    counts = ", ".join(
        f"cast(coalesce(sum(row_count) filter (class = {n}), 0) as bigint) as {name}_count"
        for n, name in enumerate(CLASSES, start=1)
    )
    return f"""
        select load_id, take, {counts}
        from (
            select load_id, take, sheet_name, row_number, max(row_count) as row_count,
                min(case class {order} end) as class
            from (
                select load_id, take, sheet_name, row_number, row_count, coalesce(ended_as, 'accepted') as class
                from {words_table}
                union all
                select load_id, take, sheet_name, row_number, row_count, class from {not_loaded} where kind = '{kind}'
            ) as stood
            group by load_id, take, sheet_name, row_number
        ) as settled
        group by load_id, take"""


def settle(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Count again in which class every physical row of a load stands now; rows of a withdrawn load are excluded."""
    kinds = con.execute("select distinct kind from raw.ledger where load_id = ?", [load_id]).fetchall()
    names = ("accepted", "quarantined", "duplicate", "excluded", "superseded")
    settled = ", ".join(f"{name}_count = new.{name}_count" for name in names)
    for (kind,) in kinds:
        nameless = "select * replace ('' as load_id) from"  # all are of one load, whose name costs time to group by
        own = f"({nameless} raw.{kind} where load_id = $load and ended_as is distinct from 'withdrawn')"
        aside = f"({nameless} ({not_loaded(NOW)} and not_loaded.load_id = $load))"
        con.execute(
            f"""update raw.ledger set {settled}
            from ({accounts(kind, own, aside)}) as new
            where ledger.load_id = $load and ledger.kind = '{kind}' and ledger.take = new.take""",
            {"load": load_id},
        )
    con.execute(
        """update raw.ledger set accepted_count = 0, quarantined_count = 0, duplicate_count = 0, superseded_count = 0,
            excluded_count = read_count
        where load_id in (select load_id from raw.loads where load_id = ? and withdrawn_at is not null)""",
        [load_id],
    )


def not_loaded(moment: str, schema: str = "raw") -> str:
    """Return the select of rows not loaded as they stand at `moment`: one that a later load mended is superseded."""
    return f"""
        select not_loaded.* replace (
            case when {mended("not_loaded", moment, schema)} then 'superseded' else not_loaded.class end as class)
        from {schema}.not_loaded as not_loaded
        where not_loaded.load_id in (select load_id from {schema}.loads
            where loaded_at <= {moment} and (withdrawn_at is null or withdrawn_at > {moment}))"""


def mended(rows: str, moment: str, schema: str = "raw") -> str:
    """Return the condition that a row of `rows` was mended by a load that is in at `moment`."""
    return f"""exists (
            select 1 from ({mends(moment, schema)}) as mends
            where mends.load_id = {rows}.load_id and mends.kind = {rows}.kind
                and mends.sheet_name is not distinct from {rows}.sheet_name
                and mends.row_number = {rows}.row_number)"""


def mends(moment: str, schema: str = "raw") -> str:
    """Return the select of rows mended at `moment`, with the first load that is in by then and mended them."""
    return f"""
        select corrections.load_id, corrections.kind, corrections.sheet_name, corrections.row_number,
            min(by_load.loaded_at) as mended_at, arg_min(by_load.load_id, by_load.loaded_at) as mended_by
        from {schema}.corrections as corrections
        inner join {schema}.loads as by_load on by_load.load_id = corrections.corrected_by
        where by_load.loaded_at <= {moment} and (by_load.withdrawn_at is null or by_load.withdrawn_at > {moment})
        group by all"""


def stamp(moment: dt.datetime | None) -> str:
    """Return a moment as SQL; None is the end of time."""
    return f"timestamp '{moment.isoformat(sep=' ')}'" if moment else NOW
