-- One row per unit, service (null = all of them) and year: how many cases came in and how fast they were served.
-- Volumes are not about persons and are not suppressed; times of fewer cases than the least count are left out.
with service_periods as (

    select
        *,
        cast(period as bigint) as year
    from marts.service_periods
    where length(period) = 4

),

periods as (

    select * from marts.periods

),

least_counts as (

    select *
    from reference.settings
    where setting_id = 'suppression_n_cell'

)

select
    service_periods.year, -- calendar year in which the cases came in
    service_periods.unit_id, -- code of the unit
    service_periods.unit_name, -- name of the unit
    service_periods.root_id, -- top of its tree
    service_periods.service_name, -- name of the service; null for all services together, complaints left out
    service_periods.is_complaint, -- true when the service is the handling of complaints
    coalesce(periods.is_complete, false) as is_complete, -- true when the year ended before the day of the build
    service_periods.case_count, -- cases that came in
    service_periods.judged_count, -- of those, cases finished with a deadline, or open beyond it
    service_periods.on_time_count, -- of those, cases finished by the deadline
    100 * service_periods.on_time_share as on_time_pct, -- percent of judged cases finished by the deadline
    service_periods.day_count, -- working or calendar: the days of the two columns that follow
    case
        when service_periods.measured_count >= cast(least_counts.value as bigint) then service_periods.median_days
    end as median_days, -- half of the cases took no longer; null below the least count
    case
        when service_periods.measured_count >= cast(least_counts.value as bigint) then service_periods.p90_days
    end as p90_days, -- nine in ten took no longer; null below the least count
    service_periods.open_count, -- cases still open
    service_periods.is_provisional, -- true while the year runs or a case is not yet due
    service_periods.reason -- no_deadline, not_yet_due or nothing_to_judge; null when there is a percentage
from service_periods
left join periods on service_periods.period = periods.period
inner join least_counts
    on
        make_date(service_periods.year, 12, 31) between least_counts.valid_from
        and coalesce(least_counts.valid_to, date '9999-12-31')
