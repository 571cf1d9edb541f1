-- One row per place in a loaded row that points at another kind: what it points at, and the period or day it speaks of.
-- A `dated_unit` is known to exist from elsewhere and is only asked whether it existed then.
select
    'anggaran' as kind,
    'unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.budgets
where unit_id is not null
union all
select
    'layanan' as kind,
    'unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    cast(null as varchar) as period,
    cast(received_at as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.service_cases
where unit_id is not null
union all
select
    'perubahan' as kind,
    'unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    cast(null as varchar) as period,
    change_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.service_changes
where unit_id is not null
union all
select
    'penghargaan' as kind,
    'unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    cast(null as varchar) as period,
    award_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.awards
where unit_id is not null
union all
select
    'rhk' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.work_results
where nip is not null
union all
select
    'rhk' as kind,
    'iku' as target,
    'kode_iku' as column_name,
    iku_id as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.work_results
where iku_id is not null
union all
select
    'umpan_balik' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.feedback_ratings
where nip is not null
union all
select
    'skp_lama' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    cast(year as varchar) as period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.legacy_appraisals
where nip is not null
union all
select
    'asesmen_kompetensi' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    cast(null as varchar) as period,
    assessed_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.competency_assessments
where nip is not null
union all
select
    'talenta' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    cast(year as varchar) as period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.talent_boxes
where nip is not null
union all
select
    'ip_asn' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    cast(year as varchar) as period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.professionalism_indexes
where nip is not null
union all
select
    'riwayat_pelatihan' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    cast(null as varchar) as period,
    end_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.courses_taken
where nip is not null
union all
select
    'riwayat_pelatihan' as kind,
    'course' as target,
    'kode_pelatihan' as column_name,
    course_id as value,
    cast(null as varchar) as period,
    end_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.courses_taken
where course_id is not null
union all
select
    'penghargaan' as kind,
    'employee' as target,
    'nip' as column_name,
    nip as value,
    cast(null as varchar) as period,
    award_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.awards
where nip is not null
union all
select
    'pegawai' as kind,
    'superior' as target,
    'nip_atasan' as column_name,
    superior_nip as value,
    cast(null as varchar) as period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.employee_posts
where superior_nip is not null
union all
select
    'skp' as kind,
    'rater' as target,
    'nip_penilai' as column_name,
    rater_nip as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.appraisals
where rater_nip is not null
union all
select
    'capaian_iku' as kind,
    'dated_unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.iku_results
where unit_id is not null
union all
select
    'iku' as kind,
    'dated_unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    cast(year as varchar) as period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.iku
where unit_id is not null
union all
select
    'predikat_organisasi' as kind,
    'dated_unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.organisation_predicates
where unit_id is not null
union all
select
    'skp' as kind,
    'dated_unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    period,
    cast(null as date) as on_date,
    load_id,
    sheet_name,
    row_number
from staging.appraisals
where unit_id is not null
union all
select
    'skm' as kind,
    'dated_unit' as target,
    'kode_unit' as column_name,
    unit_id as value,
    cast(null as varchar) as period,
    survey_date as on_date,
    load_id,
    sheet_name,
    row_number
from staging.survey_responses
where unit_id is not null
