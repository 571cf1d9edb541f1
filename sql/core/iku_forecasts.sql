-- One row per IKU, unit and filled period whose year can be forecast: where the year may end, seen from that period.
-- The rest of the year deviates from target as the same rest of earlier years did, drawn towards this year's own
-- deviation so far (Bühlmann's credibility of the year, from the variances between and within years).
with inputs as (

    select *
    from core.iku_forecast_inputs
    where reason is null

),

varied as (

    select
        *,
        history_freedom + usable_count - 1 as freedom,
        mean_sum / history_year_count as history_mean,
        (within_sum + own_sum) / nullif(history_freedom + usable_count - 1, 0) as within_variance,
        between_sum / nullif(history_year_count - 1, 0) as mean_variance
    from inputs

),

parted as (

    select
        *,
        greatest(
            cast(0 as double), mean_variance - within_variance * history_year_count / history_point_count
        ) as between_variance
    from varied

),

credited as (

    select
        *,
        coalesce(between_variance / nullif(between_variance + within_variance / usable_count, 0), 0) as credibility
    from parted

),

aimed as (

    select
        *,
        history_mean + credibility * (deviation_mean - history_mean) + rest_season as rest_mean,
        case consolidation when 'last' then 1 else remaining_count end as rest_count,
        case consolidation
            when 'last' then 0
            else aim_sum
        end as past_aim,
        case consolidation
            when 'last' then 0
            else actual_sum - aim_sum
        end as past_gap,
        case consolidation
            when 'last' then coalesce(annual_aim, aim)
            when 'average' then remaining_count * coalesce(annual_aim, aim_sum / filled_count)
            else coalesce(nullif(greatest(annual_aim - aim_sum, 0), 0), remaining_count * aim_sum / filled_count)
        end as rest_aim
    from credited

),

spread as (

    select
        *,
        (past_gap + rest_aim * rest_mean) / (past_aim + rest_aim) as year_deviation,
        rest_aim / (past_aim + rest_aim) * sqrt(
            between_variance * (1 - credibility)
            + within_variance / rest_count * (1 + cast(1 as double) / history_year_count)
            + (1 - credibility) * (1 - credibility)
            * (between_variance / history_year_count + within_variance / history_point_count)
        ) as year_spread,
        case polarity when 'maximize' then 0 when 'range' then lower_bound / annual_aim - 1 end as lower_deviation,
        case polarity when 'minimize' then 0 when 'range' then upper_bound / annual_aim - 1 end as upper_deviation,
        case consolidation
            when 'average' then (past_aim + rest_aim) / (filled_count + remaining_count)
            else past_aim + rest_aim
        end as year_aim
    from aimed

)

select
    iku_id,
    unit_id,
    period,
    freedom,
    credibility,
    year_aim,
    year_deviation,
    year_spread,
    lower_deviation,
    upper_deviation
from spread
