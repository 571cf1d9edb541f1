-- One row per unit and period with an earlier one of its kind: who was rated in both, and how the same people moved.
-- A person counts in the unit and everything above it; one who moved within a unit is still the same person there.
with rated as (

    select
        employee_periods.nip,
        employee_periods.period,
        closure.ancestor_id as unit_id,
        predicates.predicate_order,
        case when employee_periods.predicate = 'very_good' then 1 else 0 end as is_top,
        case when employee_periods.predicate in ('very_good', 'good') then 0 else 1 end as is_low
    from core.employee_periods as employee_periods
    inner join core.unit_closure as closure on employee_periods.unit_id = closure.unit_id
    inner join reference.predicates as predicates on employee_periods.predicate = predicates.predicate
    where employee_periods.is_rated

),

calendar as (

    select * from core.calendar

),

settings as (

    select *
    from core.settings
    where setting_id = 'change_min_people'

),

unit_counts as (

    select
        rated.unit_id,
        rated.period,
        calendar.period_type,
        calendar.period_order,
        calendar.end_date,
        count(*) as rated_count,
        cast(sum(rated.is_top) as bigint) as top_count,
        cast(sum(rated.is_low) as bigint) as low_count
    from rated
    inner join calendar on rated.period = calendar.period
    group by rated.unit_id, rated.period, calendar.period_type, calendar.period_order, calendar.end_date

),

paired as (

    select
        *,
        lag(period) over in_time as previous_period,
        lag(rated_count) over in_time as previous_rated_count,
        lag(top_count) over in_time as previous_top_count,
        lag(low_count) over in_time as previous_low_count
    from unit_counts
    window in_time as (partition by unit_id, period_type order by period_order)

),

stayers as (

    select
        paired.unit_id,
        paired.period,
        count(*) as both_count,
        cast(sum(current_rows.is_top) as bigint) as both_top_count,
        cast(sum(previous_rows.is_top) as bigint) as both_previous_top_count,
        cast(sum(current_rows.is_low) as bigint) as both_low_count,
        cast(sum(previous_rows.is_low) as bigint) as both_previous_low_count,
        count(case when current_rows.predicate_order < previous_rows.predicate_order then 1 end) as raised_count,
        count(case when current_rows.predicate_order > previous_rows.predicate_order then 1 end) as lowered_count
    from paired
    inner join rated as current_rows
        on paired.unit_id = current_rows.unit_id and paired.period = current_rows.period
    inner join rated as previous_rows
        on
            paired.unit_id = previous_rows.unit_id
            and paired.previous_period = previous_rows.period
            and current_rows.nip = previous_rows.nip
    group by paired.unit_id, paired.period

),

shares as (

    select
        paired.*,
        coalesce(stayers.both_count, 0) as both_count,
        coalesce(stayers.raised_count, 0) as raised_count,
        coalesce(stayers.lowered_count, 0) as lowered_count,
        cast(paired.top_count as double) / cast(paired.rated_count as double) as top_share,
        cast(paired.previous_top_count as double) / cast(paired.previous_rated_count as double) as previous_top_share,
        cast(paired.low_count as double) / cast(paired.rated_count as double) as low_share,
        cast(paired.previous_low_count as double) / cast(paired.previous_rated_count as double) as previous_low_share,
        cast(stayers.both_top_count - stayers.both_previous_top_count as double)
        / cast(stayers.both_count as double) as top_standard,
        cast(stayers.both_low_count - stayers.both_previous_low_count as double)
        / cast(stayers.both_count as double) as low_standard,
        coalesce(stayers.both_count, 0) >= cast(settings.setting_value as bigint) as has_enough
    from paired
    left join stayers on paired.unit_id = stayers.unit_id and paired.period = stayers.period
    left join settings on paired.end_date between settings.valid_from and settings.valid_to
    where paired.previous_period is not null

)

select
    unit_id,
    period,
    previous_period,
    rated_count,
    previous_rated_count,
    both_count,
    rated_count - both_count as joined_count,
    previous_rated_count - both_count as left_count,
    raised_count,
    lowered_count,
    top_share,
    previous_top_share,
    top_share - previous_top_share as top_change,
    case when has_enough then top_standard end as top_standard,
    case when has_enough then top_share - previous_top_share - top_standard end as top_composition,
    low_share,
    previous_low_share,
    low_share - previous_low_share as low_change,
    case when has_enough then low_standard end as low_standard,
    case when has_enough then low_share - previous_low_share - low_standard end as low_composition,
    case when not coalesce(has_enough, false) then 'few_rated_twice' end as reason
from shares
