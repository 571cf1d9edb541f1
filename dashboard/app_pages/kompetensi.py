"""Kompetensi: where levels lie below what posts ask for, how sure that is, and who is still to be assessed."""

from dashboard import filters, sentences, warehouse
from dashboard.components import assessment_view, competency_view, explanation, selection, text
from dashboard.language import _
from dashboard.queries import competencies

view = filters.current()
cursor = warehouse.cursor()
place = (view.scope, view.unit_id)
gaps = competencies.gaps_by_competency(cursor, *place)
people = sentences.first(competencies.people_counts(cursor, *place))

text.finding(competency_view.headline(view.unit_name, gaps, people), competency_view.second(gaps))
competency_view.overview(gaps, people)
explained: tuple[str, ...] = ("gap_avg", "coverage_share", "evidence_age_days")
match selection.part("bagian", competency_view.PARTS):
    case "rumpun":
        cell = competency_view.cells(competencies.family_cells(cursor, *place), gaps, rows_are=_("Rumpun jabatan"))
        if cell:
            asked = (*place, cell["row_id"], cell["competency_id"])
            competency_view.behind(cell, competencies.posts(cursor, *asked), competencies.persons(cursor, *asked))
    case "unit_kerja":
        cell = competency_view.cells(competencies.unit_cells(cursor, *place), gaps, rows_are=_("Unit"))
        if cell:
            asked_unit = (view.scope, cell["row_id"], None, cell["competency_id"])
            competency_view.behind(
                cell, competencies.posts(cursor, *asked_unit), competencies.persons(cursor, *asked_unit)
            )
    case "belum":
        assessment_view.unassessed(competencies.unassessed(cursor, *place))
        explained = ("not_assessed_count", "evidence_age_days")
    case "jpm":
        assessment_view.matches(competencies.matches(cursor, *place))
        explained = ("jpm_pct",)
    case "perubahan":
        assessment_view.changes(competencies.level_changes(cursor, *place))
        explained = ("level_change_avg",)
explanation.of_measures(explained)
