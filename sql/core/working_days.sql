-- One row per day a service case speaks of: how many working days there were up to it, counted from 5 January 1970.
-- The difference of two numbers is the working days after the first day, up to and including the second.
with cases as (

    select * from staging.service_cases

),

settings as (

    select
        max(case when s.setting_id = 'work_week_days' then cast(s.setting_value as bigint) end) as week_days,
        max(case when s.setting_id = 'joint_leave_is_off' then cast(s.setting_value as bigint) end)
            as joint_leave_is_off
    from core.settings as s
    inner join reference.build as builds on cast(builds.as_of as date) between s.valid_from and s.valid_to

),

days as (

    select cast(received_at as date) as day from cases
    union
    select cast(due_at as date) as day from cases
    union
    select cast(finished_at as date) as day from cases

),

since as (

    select
        days.day,
        cast(extract(year from days.day) as bigint) as year,
        date_diff('day', date '1970-01-05', days.day) as day_number,
        cast(floor(cast(date_diff('day', date '1970-01-05', days.day) as double) / 7) as bigint) as week_number
    from days
    where days.day is not null

),

holidays as (

    select distinct
        holidays.holiday_date,
        cast(extract(year from holidays.holiday_date) as bigint) as year
    from reference.holidays
    cross join settings
    where
        (holidays.holiday_type = 'national' or settings.joint_leave_is_off = 1)
        and date_diff('day', date '1970-01-05', holidays.holiday_date)
        - 7 * cast(
            floor(cast(date_diff('day', date '1970-01-05', holidays.holiday_date) as double) / 7) as bigint
        ) < settings.week_days

),

passed as (

    select
        since.day,
        cast(count(holidays.holiday_date) as bigint) as holiday_count
    from since
    left join holidays on since.day >= holidays.holiday_date
    group by since.day

),

known_years as (

    select distinct year from holidays

)

select
    since.day,
    since.week_number * settings.week_days
    + case
        when since.day_number - 7 * since.week_number + 1 < settings.week_days
            then since.day_number - 7 * since.week_number + 1
        else settings.week_days
    end
    - passed.holiday_count as working_day_number,
    known_years.year is not null as has_calendar
from since
inner join passed on since.day = passed.day
left join known_years on since.year = known_years.year
cross join settings
