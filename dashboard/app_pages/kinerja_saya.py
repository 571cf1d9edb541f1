"""Kinerja saya: one's own appraisals, feedback, growth and work, and how each number was made; of nobody else."""

from dashboard import filters, warehouse
from dashboard.components import explanation, notebook, person_growth, person_view, person_work, selection, text
from dashboard.language import _
from dashboard.notes import Subject
from dashboard.queries import persons

view = filters.current()
cursor, scope = warehouse.cursor(), view.scope
me = scope.employee_id or ""
record = persons.record(cursor, scope, me)

if record.is_empty():
    text.finding(_("Belum ada penilaian kinerja Anda"), _("Penilaian muncul setelah berkas dari penilai dimuat."))
else:
    gaps, years = persons.competencies(cursor, scope, me), persons.training_years(cursor, scope, me)
    credit, felt = persons.credits_earned(cursor, scope, me), persons.feedback(cursor, scope)
    text.finding(person_view.headline(record, is_own=True), person_view.post(record))
    person_view.overview(record, gaps, years, credit, felt)
    match selection.part("bagian", person_view.PARTS):
        case "penilaian":
            person_view.appraised(record)
            person_growth.credits_earned(credit)
            made = person_view.made(record)
            explanation.of_values("penilaian", {"credit": credit}, made, ("predikat_matrix",))
        case "umpan_balik":
            person_growth.feedback(felt)
            made = person_growth.feedback_made(felt)
            explanation.of_values("umpan-balik", {"score_pct": felt.clear()}, made)
        case "pengembangan":
            person_growth.competencies(gaps)
            person_growth.hours(years)
            person_growth.courses(persons.courses_taken(cursor, scope, me))
            explanation.of_values("pengembangan", {"gap": person_growth.measured(gaps), "hours_jp": years})
        case "hasil":
            person_work.work_results(persons.work_results(cursor, scope, me))
            explanation.of_values("hasil", {}, rule_ids=("rhk_achievement", "cascade"))
    subject = Subject("employee", me, record["unit_id"][0])
    notebook.about(subject, notebook.read(subject))
