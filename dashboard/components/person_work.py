"""One person's planned work results, and the indicator of the unit that each serves."""

from typing import Any

import polars as pl

from dashboard import filters, formats, measures
from dashboard.components.appraisal_view import listed
from dashboard.components.text import nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import people, word

Row = dict[str, Any]


def work_results(rows: pl.DataFrame) -> None:
    """Show the work results by indicator served: what was planned, what came of it, and how that is judged."""
    section(_("Hasil kerja dan IKU yang dilayani"))
    if rows.is_empty():
        nothing(reason=_("rencana hasil kerja belum dimuat"))
        return
    listed([_result(row) for row in rows.iter_rows(named=True)], _("Hasil kerja dan IKU yang dilayani"))


def _result(row: Row) -> dict[str, str]:
    aspect = word(people.ASPECTS, row["aspect"])
    about = " · ".join(part for part in (aspect, row["indicator_name"], formats.period(row["period"])) if part)
    return {
        _("Hasil kerja"): f"**{plain(row['child_name'])}**  \n{quiet(about)}",
        _("Target dan hasil"): f"{plain(_promised(row))}  \n{_verdict(row)}",
        _("IKU"): served(row),
    }


def _promised(row: Row) -> str:
    return _("target {target}, hasil {actual}").format(
        target=row["target_text"] or formats.nothing(), actual=row["actual_text"] or formats.nothing()
    )


def _verdict(row: Row) -> str:
    badge = measures.STATUSES[str(row["status"])].badge
    if row["achievement_pct"] is None:
        return f"{badge} {quiet('· ' + word(people.WORK_REASONS, row['reason']))}"
    return f"{badge} {quiet(formats.achievement(row['achievement_pct'], is_met=row['status'] in {'met', 'exceeded'}))}"


def served(row: Row) -> str:
    """Return the indicator a work result serves as Markdown: a link where its page is open, words where it is not."""
    if not row["is_resolved"] or row["parent_name"] is None:
        return quiet(_("IKU tidak dikenali: {code}").format(code=row["parent_id"] or formats.nothing()))
    name = plain(row["parent_name"])
    if not row["may_open"]:
        closed = _("rinciannya tidak untuk umum")
        return f"{name}  \n{quiet(closed)}"
    address = filters.address("capaian_iku", iku=f"{row['parent_id']}~{row['parent_unit_id']}")
    return f"[{name}]({address})"
