-- One row per change of a service and measure: the difference between before and after, with its uncertainty.
-- Means carry Welch's interval, shares that of Newcombe (1998, method 10); a difference in time proves no cause.
-- Days, minutes and points are read in whole steps: a variance is never taken below 1/12 (Sheppard).
with sums as (

    select
        *,
        cast(1.96 as double) as z,
        cast(before_count as double) as n_before,
        cast(after_count as double) as n_after
    from core.service_change_sums

),

means as (

    select
        *,
        before_sum / nullif(n_before, 0) / scale as before_value,
        after_sum / nullif(n_after, 0) / scale as after_value,
        greatest(
            (before_squares - cast(before_sum as double) * before_sum / nullif(n_before, 0))
            / nullif(n_before - 1, 0) / (scale * scale), case when n_before > 1 then cast(1 as double) / 12 end
        ) as before_variance,
        greatest(
            (after_squares - cast(after_sum as double) * after_sum / nullif(n_after, 0))
            / nullif(n_after - 1, 0) / (scale * scale), case when n_after > 1 then cast(1 as double) / 12 end
        ) as after_variance
    from sums

),

wilson as (

    select
        *,
        (before_value + z * z / nullif(2 * n_before, 0)) / (1 + z * z / nullif(n_before, 0)) as before_centre,
        (after_value + z * z / nullif(2 * n_after, 0)) / (1 + z * z / nullif(n_after, 0)) as after_centre,
        case
            when measure = 'on_time_share'
                then
                    z * sqrt(
                        before_value * (1 - before_value) / nullif(n_before, 0)
                        + z * z / nullif(4 * n_before * n_before, 0)
                    ) / (1 + z * z / nullif(n_before, 0))
        end as before_half,
        case
            when measure = 'on_time_share'
                then
                    z * sqrt(
                        after_value * (1 - after_value) / nullif(n_after, 0) + z * z / nullif(4 * n_after * n_after, 0)
                    ) / (1 + z * z / nullif(n_after, 0))
        end as after_half
    from means

),

distances as (

    select
        *,
        before_value - before_centre + before_half as before_down,
        before_centre + before_half - before_value as before_up,
        after_value - after_centre + after_half as after_down,
        after_centre + after_half - after_value as after_up,
        z * sqrt(before_variance / nullif(n_before, 0) + after_variance / nullif(n_after, 0)) as spread
    from wilson

),

intervals as (

    select
        *,
        before_count >= min_count and after_count >= min_count as is_enough,
        after_value - before_value as difference,
        after_value - before_value
        - case
            when measure = 'on_time_share' then sqrt(after_down * after_down + before_up * before_up) else spread
        end as difference_low,
        after_value - before_value
        + case
            when measure = 'on_time_share' then sqrt(after_up * after_up + before_down * before_down) else spread
        end as difference_high
    from distances

)

select
    unit_id,
    unit_name,
    root_id,
    service_name,
    change_date,
    change_name,
    change_note,
    measure,
    window_days,
    before_count,
    after_count,
    before_value,
    after_value,
    difference,
    case when is_enough then difference_low end as difference_low,
    case when is_enough then difference_high end as difference_high,
    case
        when before_count = 0 or after_count = 0 then 'no_data'
        when not is_enough then 'too_few'
        when better * difference_low > 0 and better * difference_high > 0 then 'better'
        when better * difference_low < 0 and better * difference_high < 0 then 'worse'
        else 'cannot_tell'
    end as verdict,
    load_id,
    sheet_name,
    row_number
from intervals
