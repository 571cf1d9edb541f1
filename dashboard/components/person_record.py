"""One person's record as a page shows it: the cards, then the part picked, each part explained with its numbers."""

import polars as pl

from dashboard import filters, warehouse
from dashboard.components import explanation, person_growth, person_legacy, person_view, person_work, selection
from dashboard.queries import persons


def show(record: pl.DataFrame, employee_id: str, feedback: pl.DataFrame | None = None) -> None:
    """Show a person's record; `feedback` is one's own, without it that part is not there at all."""
    asked = (warehouse.cursor(), filters.current().scope, employee_id)
    gaps, years, credit = persons.competencies(*asked), persons.training_years(*asked), persons.credits_earned(*asked)
    person_view.overview(record, gaps, years, credit, feedback)
    match selection.part("bagian", person_view.PARTS if feedback is not None else person_view.PARTS_OF_OTHERS):
        case "penilaian":
            person_view.appraised(record)
            person_growth.credits_earned(credit)
            old = persons.legacy_appraisals(*asked)
            person_legacy.before_2022(old)
            made = person_view.made(record)
            explained = {"credit": credit, **person_legacy.weighed(old)}
            explanation.of_values("penilaian", explained, made, ("predikat_matrix",))
        case "umpan_balik" if feedback is not None:
            person_growth.feedback(feedback)
            made = person_growth.feedback_made(feedback)
            explanation.of_values("umpan-balik", {"score_pct": feedback.clear()}, made)
        case "pengembangan":
            person_growth.competencies(gaps)
            person_growth.hours(years)
            person_growth.courses(persons.courses_taken(*asked))
            explanation.of_values("pengembangan", {"gap": person_growth.measured(gaps), "hours_jp": years})
        case "hasil":
            person_work.work_results(persons.work_results(*asked))
            explanation.of_values("hasil", {}, rule_ids=("rhk_achievement", "cascade"))
