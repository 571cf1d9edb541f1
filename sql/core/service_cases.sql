-- One row per service case in a unit of the tree: how long it took and what becomes of it in the counts.
-- A time of 00:00 is a date without a time: a deadline then lasts to the end of its day. What is open is judged on the
-- last day its file speaks of; what became of it afterwards is not known. Loads are stamped in UTC, and east of it days
-- begin sooner: what came in or was finished on the day after its load is no mistake.
with known_days as (

    select
        dated.load_id,
        max(dated.day) as known_date
    from
        (
            select
                load_id,
                loaded_at,
                cast(received_at as date) as day
            from staging.service_cases
            union all
            select
                load_id,
                loaded_at,
                cast(finished_at as date) as day
            from staging.service_cases
        ) as dated
    where dated.day <= cast(dated.loaded_at as date)
    group by dated.load_id

),

cases as (

    select
        rows_loaded.*,
        cast(rows_loaded.received_at as date) as received_date,
        cast(rows_loaded.due_at as date) as due_date,
        cast(rows_loaded.finished_at as date) as finished_date,
        cast(rows_loaded.loaded_at as date) as loaded_date,
        greatest(
            cast(rows_loaded.received_at as date),
            coalesce(known_days.known_date, cast(rows_loaded.received_at as date))
        ) as known_date,
        coalesce(rows_loaded.finished_at = cast(cast(rows_loaded.finished_at as date) as timestamp), false)
            as is_finish_dated,
        coalesce(rows_loaded.due_at = cast(cast(rows_loaded.due_at as date) as timestamp), false) as is_due_dated
    from staging.service_cases as rows_loaded
    left join known_days on rows_loaded.load_id = known_days.load_id

),

units as (

    select * from core.units

),

loads as (

    select * from staging.loads

),

working_days as (

    select * from core.working_days

),

settings as (

    select *
    from core.settings
    where setting_id = 'service_day_count'

),

compared as (

    select
        cases.*,
        case
            when
                cases.finished_date < cases.received_date
                or (cases.finished_at < cases.received_at and not cases.is_finish_dated)
                then 'finished_before_received'
            when cases.due_date < cases.received_date or (cases.due_at < cases.received_at and not cases.is_due_dated)
                then 'due_before_received'
            when date_diff('day', cases.loaded_date, cases.received_date) > 1 then 'received_in_future'
            when date_diff('day', cases.loaded_date, cases.finished_date) > 1 then 'finished_in_future'
            when cases.finished_at is null and cases.case_status in ('selesai', 'ditolak') then 'closed_without_finish'
            when cases.finished_at is not null and cases.case_status = 'proses' then 'open_with_finish'
        end as problem,
        cases.case_status = 'proses' as is_open,
        case
            when cases.finished_at is null then cases.known_date <= cases.due_date
            when cases.is_due_dated or cases.is_finish_dated then cases.finished_date <= cases.due_date
            else cases.finished_at <= cases.due_at
        end as is_within
    from cases

)

select
    compared.unit_id,
    units.unit_name,
    units.root_id,
    compared.service_name,
    compared.is_complaint,
    compared.case_number,
    strftime(compared.received_at, '%Y-%m') as month,
    compared.received_at,
    compared.due_at,
    compared.finished_at,
    compared.received_date,
    compared.finished_date,
    compared.known_date,
    compared.case_status,
    compared.waiting_minutes,
    compared.channel,
    compared.problem,
    case
        when compared.problem is not null then 'excluded'
        when compared.case_status = 'dicabut' then 'withdrawn'
        when compared.due_at is null then 'no_deadline'
        when not compared.is_within then 'late'
        when compared.is_open then 'pending'
        else 'on_time'
    end as outcome,
    compared.is_open and compared.problem is null as is_open,
    compared.problem is null and compared.case_status in ('selesai', 'ditolak') as is_measured,
    case settings.setting_value when 'calendar' then 'calendar' else 'working' end as day_count,
    date_diff('day', compared.received_date, coalesce(compared.finished_date, compared.known_date)) as calendar_days,
    until.working_day_number - since.working_day_number as working_days,
    case settings.setting_value
        when 'calendar'
            then date_diff('day', compared.received_date, coalesce(compared.finished_date, compared.known_date))
        else until.working_day_number - since.working_day_number
    end as days,
    since.has_calendar and until.has_calendar as has_calendar,
    compared.load_id,
    loads.file_name,
    compared.sheet_name,
    compared.row_number
from compared
inner join units on compared.unit_id = units.unit_id
inner join working_days as since on compared.received_date = since.day
inner join working_days as until on coalesce(compared.finished_date, compared.known_date) = until.day
left join loads on compared.load_id = loads.load_id
left join settings on compared.received_date between settings.valid_from and settings.valid_to
