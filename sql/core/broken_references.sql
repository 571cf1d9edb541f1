-- One row per place in a loaded row that points at nothing known, or at a unit that did not exist at that date.
with references_made as (

    select * from core.references_made

),

units as (

    select * from core.units

),

known_employees as (

    select distinct nip from core.employee_posts

),

known_iku as (

    select distinct iku_id from core.iku

),

courses as (

    select distinct course_id from staging.courses

),

calendar as (

    select * from core.calendar

),

dated as (

    select
        references_made.*,
        coalesce(references_made.on_date, calendar.start_date) as first_date,
        coalesce(references_made.on_date, calendar.end_date) as last_date
    from references_made
    left join calendar on references_made.period = calendar.period

),

judged as (

    select
        dated.kind,
        case
            when dated.target = 'unit' and units.unit_id is null then 'unit-tidak-dikenal'
            when dated.target = 'employee' and known_employees.nip is null then 'pegawai-tidak-dikenal'
            when dated.target = 'superior' and known_employees.nip is null then 'atasan-tidak-dikenal'
            when dated.target = 'rater' and known_employees.nip is null then 'penilai-tidak-dikenal'
            when dated.target = 'iku' and known_iku.iku_id is null then 'iku-tidak-dikenal'
            when dated.target = 'course' and courses.course_id is null then 'pelatihan-tidak-dikenal'
            when
                dated.target in ('unit', 'dated_unit')
                and (units.end_date < dated.first_date or units.start_date > dated.last_date)
                then 'unit-sudah-tutup'
        end as code,
        dated.column_name,
        dated.value as pointed_at,
        dated.target in ('employee', 'superior', 'rater') as is_person,
        units.unit_id,
        dated.load_id,
        dated.sheet_name,
        dated.row_number
    from dated
    left join units on dated.target in ('unit', 'dated_unit') and dated.value = units.unit_id
    left join known_employees
        on dated.target in ('employee', 'superior', 'rater') and dated.value = known_employees.nip
    left join known_iku on dated.target = 'iku' and dated.value = known_iku.iku_id
    left join courses on dated.target = 'course' and dated.value = courses.course_id

)

select
    kind,
    code,
    column_name,
    case
        when is_person then concat(left(pointed_at, 4), repeat('•', greatest(length(pointed_at) - 4, 0)))
        else pointed_at
    end as value,
    unit_id,
    load_id,
    sheet_name,
    row_number
from judged
where code is not null
