"""The dated rules behind the numbers; open to everyone."""

import polars as pl

from dashboard.access import Scope, ask
from dashboard.warehouse import Cursor


def rules(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return every rule with its formula, legal basis, dates and how sure we are of it."""
    return ask(
        cursor,
        scope,
        """
        select
            rule_id, name_id, name_en, formula_id, formula_en, legal_basis, valid_from, valid_to, confidence, note_id,
            note_en
        from marts.rules
        order by rule_id, valid_from desc
        """,
    )


def rule(cursor: Cursor, scope: Scope, rule_id: str) -> pl.DataFrame:
    """Return one rule, the version in force last."""
    return ask(
        cursor,
        scope,
        """
        select
            rule_id, name_id, name_en, formula_id, formula_en, legal_basis, valid_from, valid_to, confidence, note_id,
            note_en
        from marts.rules
        where rule_id = $rule_id
        order by valid_from desc
        limit 1
        """,
        rule_id=rule_id,
    )


def measures(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return every number the field uses: name, unit, meaning, formula and rules, in both languages."""
    return ask(
        cursor,
        scope,
        """
        select
            measure_id, mart, name_id, name_en, unit_id, unit_en, format, meaning_id, meaning_en, formula_id,
            formula_en, rule_ids
        from marts.measures
        order by mart, measure_id
        """,
    )


def settings(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return every setting in force: its value, what it sets and how sure we are of it."""
    return ask(
        cursor,
        scope,
        """
        select s.setting_id, s.setting_value, s.confidence, s.note_id, s.note_en, r.name_id, r.name_en
        from marts.settings as s
        left join marts.rules as r on s.rule_id = r.rule_id and r.valid_to is null
        where s.valid_to = date '9999-12-31'
        order by s.rule_id, s.setting_id
        """,
    )
