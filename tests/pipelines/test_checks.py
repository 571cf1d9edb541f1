"""Every check is a sentence that can be broken, and breaking it keeps a build from being published."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import small_store
from small_store import ANI, APPRAISALS, IKU, POSTS, RESULTS

from pipelines import checks, models

# Rows of appraisals and comparisons: of each mart two rows with one key.
PERSONAL = (
    *("appraisal_change", "appraisal_gap", "credit_conversion", "feedback_aspect", "feedback_unit", "head_appraisal"),
    *("pattern_condition", "rater_period", "reward_candidate", "team_candidate", "work_result_aspect"),
    "unit_comparison",
)
SPOILERS = {
    "every_ledger_adds_up": "create or replace table staging.ledger as select 'L1' as load_id, 1 as take, "
    "'iku' as kind, "
    "5 as read_count, 4 as accepted_count, 0 as quarantined_count, 0 as duplicate_count, 0 as excluded_count, "
    "0 as superseded_count",
    "every_loaded_row_has_a_load": "create or replace table staging.loads as select * from staging.loads where false",
    "one_row_per_unit": "insert into marts.units select * from marts.units limit 1",
    "one_row_per_iku_unit_year": "insert into marts.iku select * from marts.iku limit 1",
    "one_row_per_iku_unit_period": "insert into marts.iku_periods select * from marts.iku_periods limit 1",
    "one_row_per_unit_period": "insert into marts.unit_periods select * from marts.unit_periods limit 1",
    "one_row_per_employee_period": "insert into marts.employee_periods select * from marts.employee_periods limit 1",
    "one_row_per_appraised_unit_period": "insert into marts.appraisal_periods from marts.appraisal_periods limit 1",
    "one_row_per_survey_unit_service_period": "insert into marts.skm_periods select * from marts.skm_periods limit 1",
    "one_row_per_served_unit_service_period": "insert into marts.service_periods from marts.service_periods limit 1",
    "every_service_case_counts_once": "update marts.service_periods set pending_count = pending_count + 1",
    "one_row_per_unit_service_age": "insert into marts.open_cases from marts.open_cases limit 1",
    "every_open_case_has_one_age": "update marts.open_cases set open_count = open_count + 1",
    "one_row_per_job_match": "insert into marts.job_matches from marts.job_matches limit 1",
    "one_row_per_unit_purpose": "insert into marts.job_match_units from marts.job_match_units limit 1",
    "one_row_per_change_and_measure": "insert into marts.service_changes from marts.service_changes limit 1",
    "one_row_per_unit_period_internal": "insert into marts.citizen_internal from marts.citizen_internal limit 1",
    "one_row_per_competency_change": "insert into marts.competency_changes (unit_id, competency_name) "
    "values ('1.1', 'A'), ('1.1', 'A')",
    "one_row_per_course_effect": "insert into marts.course_effects from marts.course_effects limit 1",
    "every_need_score_is_a_mean_of_its_parts": "update marts.training_needs set need_score = 101",
    "one_row_per_employee_competency": "insert into marts.employee_gaps from marts.employee_gaps limit 1",
    "one_row_per_unit_family_competency": "insert into marts.competency_units from marts.competency_units limit 1",
    "one_row_per_unit_competency": "insert into marts.training_needs from marts.training_needs limit 1",
    "one_row_per_employee_year": "insert into marts.training_hours from marts.training_hours limit 1",
    "one_row_per_course": "insert into marts.courses from marts.courses limit 1",
    "one_row_per_finding": "insert into marts.findings select * from marts.findings limit 1",
    "one_row_per_cascade_link": "insert into marts.cascade_links select * from marts.cascade_links limit 1",
    "one_row_per_budget_period": "insert into marts.budget_periods select * from marts.budget_periods limit 1",
    "one_row_per_iku_series_point": "insert into marts.iku_series select * from marts.iku_series limit 1",
    "one_row_per_outlook": "insert into marts.iku_outlook select * from marts.iku_outlook limit 1",
    "every_chance_lies_between_0_and_1": "update marts.iku_outlook set reach_chance = 1.5",
    "one_row_per_iku_target_year": "insert into marts.iku_targets select * from marts.iku_targets limit 1",
    "one_row_per_unit_target_year": "insert into marts.unit_targets select * from marts.unit_targets limit 1",
    "one_row_per_compared_formula": "insert into marts.iku_formulas_compared "
    "select * from marts.iku_formulas_compared limit 1",
    "bands_cover_the_line_once": "update reference.bands set upper_e2 = 8000 "
    "where scheme = 'skm_14_2017' and band_order = 2",
    "one_value_per_setting_and_day": "insert into core.settings by name "
    "select * replace (date '2026-01-01' as valid_from) from core.settings where setting_id = 'iku_cap_e2'",
    "one_scale_per_label_and_day": "insert into reference.ordinal_scales by name "
    "select * replace ('lain' as scale_id) from reference.ordinal_scales limit 1",
    "one_formula_per_polarity_and_day": "update core.iku_formulas set is_chosen = true",
    "the_matrix_knows_every_pair_once": "delete from reference.predicate_matrix where predicate = 'very_good'",
    "every_unit_reaches_a_root": "delete from marts.unit_closure where distance = 2",
    "every_unit_in_the_marts_is_known": "update marts.skm_periods set unit_id = '9.9' where unit_id = '1.1'",
    "every_loaded_row_is_shown_or_found_wanting": "delete from marts.iku_periods where row_number is not null",
    "every_missing_percentage_has_a_reason": "update marts.iku_periods set achievement_pct = null",
    "every_score_lies_between_its_bounds": "update marts.unit_periods set iku_score_pct = 120.01",
    "every_count_of_predicates_adds_up": "update marts.appraisal_periods set good_count = good_count + 1",
    "every_finding_has_words": "delete from reference.finding_words",
    "conditions_of_a_pattern_speak_of_different_predicates": "update reference.distribution_patterns set has_good = 1",
    "every_ungrouped_unit_has_a_reason": "insert into marts.unit_comparisons (measure_id, group_code) "
    "values ('ikm', 'too_little_data')",
    "no_unit_is_compared_with_its_own_child": "insert into marts.unit_comparisons "
    "(measure_id, period, peer_basis, peer_group, unit_id) "
    "values ('ikm', '2026', 'siblings', '1', '1.1'), ('ikm', '2026', 'siblings', '1', '1.1.1')",
    "parts_of_a_change_add_up": "insert into marts.appraisal_changes (unit_id, top_change, top_standard, "
    "top_composition) values ('1.1', 0.5, 0.1, 0.1)",
    "raters_and_gaps_add_up_to_everyone": "update marts.rater_periods set rated_count = rated_count + 1",
    **{f"one_row_per_{row}": f"insert into marts.{row}s (unit_id) values ('1.1'), ('1.1')" for row in PERSONAL},
    "one_row_per_talent_box": "insert into marts.talent_boxes (unit_id) values ('1.1'), ('1.1')",
    "one_row_per_employee_legacy_year": "insert into marts.legacy_appraisals (unit_id) values ('1.1'), ('1.1')",
    "one_row_per_alarm": "insert into marts.alarms (code) values ('a'), ('a')",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a little of everything, which passes every check."""
    tables = {
        "unit": small_store.UNITS,
        "iku": f"{IKU}\nA,a,1.1,2026,%,maximize,last,50\nB,b,1.1,2026,%,minimize,last,50\n",
        "capaian_iku": f"{RESULTS}\nA,1.1,2026-TW1,10,8\nB,1.1,2026-TW1,10,8\nZ,1.1,2026-TW1,10,8\n",
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{ANI},2026-TW1,expected,expected,good\n",
        "skm": f"kode_unit,layanan,tanggal,id_responden,{small_store.ELEMENTS}\n"
        "1.1,KTP,2026-02-03,a,4,4,4,4,4,4,4,4,4\n",
        "layanan": "kode_unit,layanan,nomor,waktu_masuk,status\n1.1,KTP,1,2026-03-04 08:00,proses\n",
        "perubahan": "kode_unit,tanggal,nama\n1.1,2026-02-03,Loket baru\n",
        "asesmen_kompetensi": f"nip,kompetensi,level,tanggal\n{ANI},Komunikasi,2,2025-01-01\n",
        "katalog_pelatihan": "kode_pelatihan,nama,kompetensi,level_ke,jp,biaya_per_peserta,kapasitas\n"
        "P,Bicara,Komunikasi,2,8,0,9\n",
        "riwayat_pelatihan": f"nip,nama_pelatihan,selesai,jp\n{ANI},Bicara,2025-03-01,8\n",
        "rhk": f"nip,periode,rhk,aspek,target\n{ANI},2026,Laporan,kuantitas,4\n",
        "anggaran": "kode_unit,periode,pagu,realisasi\n1.1,2026-TW1,10,8\n",
        "ledger": "load_id,take,kind,read_count,accepted_count,quarantined_count,duplicate_count,excluded_count,"
        "superseded_count\nL1,1,iku,1,1,0,0,0,0\n",
    }
    return small_store.make(tmp_path_factory.mktemp("sound"), tables).root


def test_every_check_has_a_row_that_breaks_it() -> None:
    assert {check.name for check in checks.all_checks()} == set(SPOILERS)


@pytest.fixture(scope="module")
def sound_marts(sound: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The marts of the sound store, staging as tables so that a test can spoil them and take it back."""
    with small_store.marts(small_store.Home(sound)) as con:
        small_store.everything(con)
        for model in models.in_order():
            if model.layer == "staging":
                con.execute(f"drop view {model.table}")
                con.execute(f"create table {model.table} as\n{model.sql}")
        checks.run(con)
        yield con


@pytest.mark.parametrize("name", sorted(SPOILERS))
def test_check_finds_what_contradicts_it(sound_marts: duckdb.DuckDBPyConnection, name: str) -> None:
    sound_marts.execute("begin")
    sound_marts.execute(SPOILERS[name])
    with pytest.raises(checks.Failed) as failed:
        checks.run(sound_marts)
    sound_marts.execute("rollback")
    offence = next(offence for offence in failed.value.offences if offence.check.name == name)
    assert offence.offender_count >= 1
    assert offence.check.message_id in offence.sentence("id")
    assert offence.check.message_en in offence.sentence("en")
    assert offence.offenders
    checks.run(sound_marts)


LIGHTS = "where scheme = 'iku_status_kemenkeu' and band_order"
OTHER_LIGHTS = "where scheme = 'iku_status_banjarnegara' and band_order"
TORN = {
    "a gap": f"update reference.bands set lower_e2 = 8001 {LIGHTS} = 3",
    "an overlap": f"update reference.bands set upper_e2 = 8000 {LIGHTS} = 4",
    "no top": f"update reference.bands set upper_e2 = 20000 {OTHER_LIGHTS} = 1",
    "no bottom": f"update reference.bands set lower_e2 = 0 {OTHER_LIGHTS} = 3",
    "two sets on one day": "insert into reference.bands by name select * replace (date '2026-01-01' as valid_from) "
    "from reference.bands where scheme = 'sakip_88_2021'",
    "turned round": f"update reference.bands set upper_e2 = 7000 {LIGHTS} = 3",
}


@pytest.mark.parametrize("fault", TORN)
def test_bands_with_a_fault_are_never_published(sound_marts: duckdb.DuckDBPyConnection, fault: str) -> None:
    sound_marts.execute("begin")
    sound_marts.execute(TORN[fault])
    with pytest.raises(checks.Failed) as failed:
        checks.run(sound_marts)
    sound_marts.execute("rollback")
    assert "bands_cover_the_line_once" in {offence.check.name for offence in failed.value.offences}
