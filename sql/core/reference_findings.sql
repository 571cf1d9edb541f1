-- One row per place in a file that points at something unknown; what was loaded from it stays out of the marts.
with units as (

    select * from core.units

),

known_employees as (

    select distinct nip from core.employee_posts

),

iku as (

    select * from core.iku

),

found as (

    select
        'unit' as kind,
        code,
        'kode_induk' as column_name,
        parent_id as value,
        load_id,
        sheet_name,
        row_number
    from core.unit_problems

    union all

    select
        'pegawai' as kind,
        'unit-tidak-dikenal' as code,
        'kode_unit' as column_name,
        posts.unit_id as value,
        posts.load_id,
        posts.sheet_name,
        posts.row_number
    from staging.employee_posts as posts
    left join units on posts.unit_id = units.unit_id
    where units.unit_id is null

    union all

    select
        'iku' as kind,
        'unit-tidak-dikenal' as code,
        'kode_unit' as column_name,
        indicators.unit_id as value,
        indicators.load_id,
        indicators.sheet_name,
        indicators.row_number
    from staging.iku as indicators
    left join units on indicators.unit_id = units.unit_id
    where units.unit_id is null

    union all

    select
        'capaian_iku' as kind,
        case when units.unit_id is null then 'unit-tidak-dikenal' else 'iku-tidak-dikenal' end as code,
        case when units.unit_id is null then 'kode_unit' else 'kode_iku' end as column_name,
        case when units.unit_id is null then results.unit_id else results.iku_id end as value,
        results.load_id,
        results.sheet_name,
        results.row_number
    from staging.iku_results as results
    left join units on results.unit_id = units.unit_id
    left join iku
        on
            results.iku_id = iku.iku_id
            and results.unit_id = iku.unit_id
            and results.year = iku.year
    where iku.iku_id is null

    union all

    select
        'predikat_organisasi' as kind,
        'unit-tidak-dikenal' as code,
        'kode_unit' as column_name,
        predicates.unit_id as value,
        predicates.load_id,
        predicates.sheet_name,
        predicates.row_number
    from staging.organisation_predicates as predicates
    left join units on predicates.unit_id = units.unit_id
    where units.unit_id is null

    union all

    select
        'skp' as kind,
        case when known_employees.nip is null then 'pegawai-tidak-dikenal' else 'unit-tidak-dikenal' end as code,
        case when known_employees.nip is null then 'nip' else 'kode_unit' end as column_name,
        case
            when known_employees.nip is null
                then concat(left(appraisals.nip, 4), repeat('•', greatest(length(appraisals.nip) - 4, 0)))
            else appraisals.unit_id
        end as value,
        appraisals.load_id,
        appraisals.sheet_name,
        appraisals.row_number
    from staging.appraisals as appraisals
    left join known_employees on appraisals.nip = known_employees.nip
    left join units on appraisals.unit_id = units.unit_id
    where known_employees.nip is null or (appraisals.unit_id is not null and units.unit_id is null)

    union all

    select
        'skm' as kind,
        'unit-tidak-dikenal' as code,
        'kode_unit' as column_name,
        responses.unit_id as value,
        responses.load_id,
        responses.sheet_name,
        responses.row_number
    from staging.survey_responses as responses
    left join units on responses.unit_id = units.unit_id
    where units.unit_id is null

    union all

    select
        broken.kind,
        broken.code,
        broken.column_name,
        broken.value,
        broken.load_id,
        broken.sheet_name,
        broken.row_number
    from core.broken_references as broken
    inner join reference.finding_words as words on broken.code = words.code and words.severity = 'quarantine'

)

select
    found.kind,
    found.code,
    found.column_name,
    found.value,
    expectations.expected_id,
    expectations.expected_en,
    found.load_id,
    found.sheet_name,
    found.row_number,
    cast(count(*) as bigint) as loaded_row_count
from found
left join reference.expectations as expectations on found.code = expectations.code
group by
    found.kind,
    found.code,
    found.column_name,
    found.value,
    expectations.expected_id,
    expectations.expected_en,
    found.load_id,
    found.sheet_name,
    found.row_number
