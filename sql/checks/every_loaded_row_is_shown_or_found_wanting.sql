-- id: Ada baris dimuat yang tidak tampil dan tidak pula menjadi temuan.
-- en: Loaded rows are neither in the marts nor among the findings.
with counts as (

    select
        'unit' as kind,
        (select count(distinct unit_id) from staging.units) as loaded_count,
        (select count(*) from marts.units) as shown_count
    union all
    select
        'capaian_iku' as kind,
        (select count(*) from staging.iku_results) as loaded_count,
        (select count(row_number) from marts.iku_periods) as shown_count
    union all
    select
        'iku' as kind,
        (select count(*) from staging.iku) as loaded_count,
        (select count(*) from marts.iku) as shown_count
    union all
    select
        'skp' as kind,
        (select count(*) from staging.appraisals) as loaded_count,
        (select count(row_number) from marts.employee_periods) as shown_count
    union all
    select
        'skp_lama' as kind,
        (select count(*) from staging.legacy_appraisals) as loaded_count,
        (select count(*) from marts.legacy_appraisals) as shown_count
    union all
    select
        'pegawai' as kind,
        (select count(*) from staging.employee_posts) as loaded_count,
        (select count(*) from core.employee_posts) as shown_count
    union all
    select
        'skm' as kind,
        (select count(*) from staging.survey_responses) as loaded_count,
        (select coalesce(sum(respondent_count), 0) from core.survey_sums) as shown_count
    union all
    select
        'layanan' as kind,
        (select count(*) from staging.service_cases) as loaded_count,
        (select count(*) from core.service_cases) as shown_count
    union all
    select
        'katalog_pelatihan' as kind,
        (select count(*) from staging.courses) as loaded_count,
        (select count(*) from marts.courses) as shown_count

),

wanting as (

    select
        kind,
        sum(loaded_row_count) as wanting_count
    from core.reference_findings
    group by kind

)

select
    counts.kind,
    counts.loaded_count,
    counts.shown_count,
    coalesce(wanting.wanting_count, 0) as wanting_count
from counts
left join wanting on counts.kind = wanting.kind
where counts.loaded_count <> counts.shown_count + coalesce(wanting.wanting_count, 0)
