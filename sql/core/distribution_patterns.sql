-- One row per unit and period with an organisation predicate: whether the staff predicates follow its pattern.
-- `moves_to_fit_count` is the fewest people whose predicate would have to differ: information, never a quota.
-- Conditions speak of different predicates, so one move mends one shortage and one excess at once.
with predicates as (

    select * from core.organisation_predicates

),

conditions as (

    select * from core.pattern_conditions

),

calendar as (

    select * from core.calendar

),

settings as (

    select *
    from core.settings
    where setting_id = 'pattern_min_rated'

),

summed as (

    select
        unit_id,
        period,
        max(rated_count) as rated_count,
        cast(sum(short_count) as bigint) as short_count,
        cast(sum(excess_count) as bigint) as excess_count
    from conditions
    group by unit_id, period

),

judged as (

    select
        predicates.unit_id,
        predicates.period,
        predicates.organisation_predicate,
        case
            when summed.rated_count >= cast(settings.setting_value as bigint)
                then greatest(summed.short_count, summed.excess_count)
        end as moves_to_fit_count
    from predicates
    inner join calendar on predicates.period = calendar.period
    left join settings on calendar.end_date between settings.valid_from and settings.valid_to
    left join summed on predicates.unit_id = summed.unit_id and predicates.period = summed.period

)

select
    unit_id,
    period,
    organisation_predicate,
    moves_to_fit_count,
    case
        when moves_to_fit_count is null then 'not_judged'
        when moves_to_fit_count > 0 then 'deviates'
        else 'follows'
    end as pattern_status
from judged
