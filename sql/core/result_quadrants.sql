-- One row per unit and period with appraisals: how high its predicates stand beside how far its indicators came.
-- The indicators of the same period, else of the longer period around it that ends with it.
with counts as (

    select * from core.appraisal_counts

),

unit_periods as (

    select *
    from core.unit_periods
    where iku_score_pct is not null

),

calendar as (

    select * from core.calendar

),

settings as (

    select * from core.settings

),

scored as (

    select
        counts.unit_id,
        counts.period,
        counts.rated_count,
        counts.very_good_count,
        calendar.end_date,
        unit_periods.iku_score_pct,
        unit_periods.period as iku_period,
        row_number() over (
            partition by counts.unit_id, counts.period
            order by
                case when unit_periods.period is null then 1 else 0 end asc,
                case when around.period = counts.period then 0 else 1 end asc,
                around.period_order asc
        ) as preference
    from counts
    inner join calendar on counts.period = calendar.period
    left join calendar as around
        on calendar.start_date >= around.start_date and calendar.end_date = around.end_date
    left join unit_periods on counts.unit_id = unit_periods.unit_id and around.period = unit_periods.period
    where unit_periods.period is not null or around.period = counts.period

),

judged as (

    select
        scored.unit_id,
        scored.period,
        scored.iku_score_pct,
        scored.iku_period,
        cast(scored.very_good_count as double) / nullif(cast(scored.rated_count as double), 0) as very_good_share,
        cast(top_limit.setting_value as double) / 100 as high_share,
        cast(score_limit.setting_value as double) / 100 as low_score_pct,
        scored.very_good_count * 100 > cast(top_limit.setting_value as bigint) * scored.rated_count as is_high,
        cast(floor(scored.iku_score_pct * 100 + 0.50000001) as bigint) < cast(score_limit.setting_value as bigint)
            as is_low,
        case
            when scored.rated_count < cast(fewest.setting_value as bigint) then 'few_rated'
            when scored.iku_score_pct is null then 'no_iku_score'
        end as reason
    from scored
    left join settings as top_limit
        on
            top_limit.setting_id = 'quadrant_top_e2'
            and scored.end_date between top_limit.valid_from and top_limit.valid_to
    left join settings as score_limit
        on
            score_limit.setting_id = 'quadrant_score_e2'
            and scored.end_date between score_limit.valid_from and score_limit.valid_to
    left join settings as fewest
        on
            fewest.setting_id = 'pattern_min_rated'
            and scored.end_date between fewest.valid_from and fewest.valid_to
    where scored.preference = 1

)

select
    unit_id,
    period,
    iku_score_pct,
    iku_period,
    very_good_share,
    high_share,
    low_score_pct,
    reason,
    case
        when reason is not null then 'not_judged'
        when is_high and is_low then 'high_predicates_low_results'
        when is_high then 'high_predicates_high_results'
        when is_low then 'usual_predicates_low_results'
        else 'usual_predicates_high_results'
    end as quadrant
from judged
