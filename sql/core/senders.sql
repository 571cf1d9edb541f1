-- One row per kind, sender and period of its live rows: a unit named in the rows, or the appraiser's unit of a file.
-- Dated rows count for the quarter of their day. `unit_id` is where the sender's rows belong.
with calendar as (

    select * from core.calendar

),

posts as (

    select * from core.employee_posts

),

units as (

    select * from core.units

),

of_units as (

    select
        made.kind,
        units.unit_name as sender_name,
        made.value as unit_id,
        coalesce(made.period, calendar.period) as period
    from core.references_made as made
    inner join units on made.value = units.unit_id
    left join calendar
        on calendar.period_type = 'quarter' and made.on_date between calendar.start_date and calendar.end_date
    where
        made.target in ('unit', 'dated_unit')
        and made.kind in ('capaian_iku', 'anggaran', 'predikat_organisasi', 'skm', 'layanan')

),

of_appraisers as (

    select
        'skp' as kind,
        regexp_extract(sent.source, ' · (.*)$', 1) as sender_name,
        case when min(posts.unit_id) = max(posts.unit_id) then min(posts.unit_id) else min(posts.root_id) end
            as unit_id,
        sent.period,
        cast(count(*) as bigint) as row_count
    from staging.appraisal_sources as sent
    left join posts on sent.nip = posts.nip and posts.assignment_order = 1
    group by sent.source, sent.period

)

select
    kind,
    sender_name,
    unit_id,
    period,
    cast(count(*) as bigint) as row_count
from of_units
where period is not null
group by kind, sender_name, unit_id, period
union all
select
    kind,
    sender_name,
    unit_id,
    period,
    row_count
from of_appraisers
where sender_name is not null
