"""Who is looking and what they may see: a Scope, and the only door from a scope to rows.

Every query is asked through `ask`, which binds the scope's own values. The SQL narrows itself with the fragments below,
so nothing a widget or a URL says can widen it.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

import polars as pl

from dashboard.warehouse import Cursor

Role = Literal["publik", "pegawai", "kepala", "perencana", "pengelola_data"]
ROLES: tuple[Role, ...] = get_args(Role)
INTERNAL: frozenset[Role] = frozenset({"kepala", "perencana", "pengelola_data"})

# Rows that belong to nobody's personal record and are not only for the public: aggregates, indicators kept inside.
INTERNAL_ROWS = "not $only_public"
# Indicators: the public sees those marked so, everyone inside sees all of their scope.
IKU_ROWS = "(not $only_public or is_public)"
# Rows about a named person: people of the scope's units for those who may see people, else only oneself.
PEOPLE_ROWS = "($may_see_people or employee_id = $own_employee_id)"
# Where a row came from (file, sheet, row number) and what is wrong with it.
FILE_ROWS = "$may_see_files"
# What concerns whole files, whatever unit their rows belong to.
LOAD_ROWS = "$may_see_loads"


def units_in_scope(column: str = "unit_id") -> str:
    """Return the SQL condition that keeps a row only when its unit lies in the scope's units or below them."""
    return (
        f"($everything or {column} in (select scoped.unit_id from marts.unit_closure as scoped"
        " where scoped.ancestor_id in (select unnest($scope_units))))"
    )


def at_or_below(column: str = "unit_id", parameter: str = "unit_id") -> str:
    """Return the SQL condition that keeps a row whose unit is the chosen one or below it: a filter, no right."""
    return (
        f"{column} in (select chosen.unit_id from marts.unit_closure as chosen where chosen.ancestor_id = ${parameter})"
    )


@dataclass(frozen=True)
class Scope:
    """What one person may see; made by `decide` alone and handed to every query."""

    role: Role
    unit_ids: tuple[str, ...] = ()
    everything: bool = False
    only_public: bool = False
    employee_id: str | None = None
    may_see_people: bool = False
    may_see_files: bool = False
    may_see_loads: bool = False
    may_upload: bool = False
    may_plan: bool = False

    @property
    def signature(self) -> str:
        """Who this is, as a code fit for keeping: the role, and the unit headed or the employee; never a name."""
        return ":".join([self.role, *self.unit_ids, *([self.employee_id] if self.employee_id else [])])

    def values(self) -> dict[str, object]:
        """Return the values the SQL fragments of this module are bound to."""
        return {
            "everything": self.everything,
            "scope_units": list(self.unit_ids),
            "only_public": self.only_public,
            "own_employee_id": self.employee_id,
            "may_see_people": self.may_see_people,
            "may_see_files": self.may_see_files,
            "may_see_loads": self.may_see_loads,
        }


PUBLIC = Scope(role="publik", everything=True, only_public=True)
FULL = Scope(
    role="pengelola_data",
    everything=True,
    may_see_people=True,
    may_see_files=True,
    may_see_loads=True,
    may_upload=True,
    may_plan=True,
)


def decide(*, is_synthetic: bool, without_login: bool, role: str | None = None, subject: str | None = None) -> Scope:
    """Return the scope of this visit.

    Synthetic data: the role asked for, `subject` being the unit headed or the employee. Real data: the public, unless
    the program was started for one person on this machine alone.
    """
    if not is_synthetic:
        return FULL if without_login else PUBLIC
    if role == "pegawai":
        return Scope(role="pegawai", everything=True, only_public=True, employee_id=subject)
    if role == "kepala":
        units = (subject,) if subject else ()
        return Scope(role="kepala", unit_ids=units, may_see_people=True, may_see_files=True)
    if role == "perencana":
        return Scope(role="perencana", everything=True, may_plan=True)
    return FULL if role == "pengelola_data" else PUBLIC


def ask(cursor: Cursor, scope: Scope, sql: str, **values: object) -> pl.DataFrame:
    """Return the rows of one select, narrowed by the scope; plain values can never stand in for the scope's own."""
    rights = scope.values()
    if clash := rights.keys() & values.keys():
        message = f"a query may not set {', '.join(sorted(clash))}: these belong to the scope"
        raise ValueError(message)
    wanted = set(re.findall(r"\$(\w+)", sql))
    bound = {name: value for name, value in {**values, **rights}.items() if name in wanted}
    return cursor.rows(sql, bound)
