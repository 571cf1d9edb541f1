-- One row per unit with a survey of its own, period and internal measure: both figures as distances from other units.
-- Units are compared with all units of the period that have both figures and enough respondents. Where the period has
-- no internal figure of its own, the newest one inside it is taken and named.
with surveyed as (

    select distinct unit_id from core.survey_sums

),

scores as (

    select
        scores.unit_id,
        scores.unit_name,
        scores.root_id,
        scores.period,
        scores.end_date,
        scores.respondent_count,
        scores.ikm_e2,
        scores.margin
    from core.survey_scores as scores
    inner join surveyed on scores.unit_id = surveyed.unit_id
    where scores.service_name is null

),

measured as (

    select
        unit_id,
        period,
        'iku' as internal_measure,
        cast(floor(iku_score_pct * 100 + 0.50000001) as bigint) as internal_e2
    from core.unit_periods
    where iku_score_pct is not null

    union all

    select
        unit_id,
        period,
        'appraisal' as internal_measure,
        cast(
            floor(cast(very_good_count + good_count as double) * 10000 / nullif(rated_count, 0) + 0.50000001) as bigint
        ) as internal_e2
    from core.appraisal_counts
    where rated_count > 0

),

calendar as (

    select * from core.calendar

),

placed as (

    select
        scores.unit_id,
        scores.period,
        measured.internal_measure,
        measured.internal_e2,
        measured.period as internal_period,
        row_number() over (
            partition by scores.unit_id, scores.period, measured.internal_measure
            order by
                case when measured.period = scores.period then 1 else 2 end asc,
                inner_periods.end_date desc,
                inner_periods.start_date asc
        ) as preference
    from scores
    inner join calendar on scores.period = calendar.period
    inner join measured on scores.unit_id = measured.unit_id
    inner join calendar as inner_periods
        on
            measured.period = inner_periods.period
            and calendar.start_date <= inner_periods.start_date
            and calendar.end_date >= inner_periods.end_date

),

internal as (

    select *
    from placed
    where preference = 1

),

settings as (

    select
        ends.end_date,
        max(case when s.setting_id = 'skm_min_respondents' then cast(s.setting_value as bigint) end)
            as min_respondents,
        max(case when s.setting_id = 'mismatch_min_units' then cast(s.setting_value as bigint) end) as min_units,
        max(case when s.setting_id = 'mismatch_z_e2' then cast(s.setting_value as double) / 100 end) as mismatch_z
    from (select distinct end_date from scores) as ends
    inner join core.settings as s on ends.end_date between s.valid_from and s.valid_to
    group by ends.end_date

),

paired as (

    select
        scores.*,
        internal.internal_measure,
        internal.internal_e2,
        internal.internal_period,
        settings.min_units,
        settings.mismatch_z,
        scores.respondent_count >= settings.min_respondents as is_enough
    from scores
    inner join internal on scores.unit_id = internal.unit_id and scores.period = internal.period
    inner join settings on scores.end_date = settings.end_date

),

spreads as (

    select
        period,
        internal_measure,
        cast(count(*) as bigint) as unit_count,
        cast(sum(ikm_e2) as bigint) as ikm_sum,
        cast(sum(ikm_e2 * ikm_e2) as bigint) as ikm_squares,
        cast(sum(internal_e2) as bigint) as internal_sum,
        cast(sum(internal_e2 * internal_e2) as bigint) as internal_squares
    from paired
    where is_enough
    group by period, internal_measure

),

deviations as (

    select
        period,
        internal_measure,
        unit_count,
        cast(ikm_sum as double) / unit_count as ikm_mean,
        cast(internal_sum as double) / unit_count as internal_mean,
        sqrt(
            greatest(
                (cast(ikm_squares as double) - cast(ikm_sum as double) * ikm_sum / unit_count)
                / nullif(unit_count - 1, 0),
                cast(0 as double)
            )
        ) as ikm_deviation,
        sqrt(
            greatest(
                (cast(internal_squares as double) - cast(internal_sum as double) * internal_sum / unit_count)
                / nullif(unit_count - 1, 0),
                cast(0 as double)
            )
        ) as internal_deviation
    from spreads

),

standardised as (

    select
        paired.*,
        coalesce(deviations.unit_count, 0) as unit_count,
        case
            when paired.is_enough and deviations.unit_count >= paired.min_units
                then (paired.ikm_e2 - deviations.ikm_mean) / nullif(deviations.ikm_deviation, 0)
        end as ikm_z,
        case
            when paired.is_enough and deviations.unit_count >= paired.min_units
                then (paired.internal_e2 - deviations.internal_mean) / nullif(deviations.internal_deviation, 0)
        end as internal_z
    from paired
    left join deviations
        on paired.period = deviations.period and paired.internal_measure = deviations.internal_measure

)

select
    unit_id,
    unit_name,
    root_id,
    period,
    internal_measure,
    internal_period,
    respondent_count,
    ikm_e2,
    margin,
    internal_e2,
    unit_count,
    ikm_z,
    internal_z,
    internal_z - ikm_z as difference_z,
    case
        when internal_z - ikm_z >= mismatch_z then 'internal_higher'
        when ikm_z - internal_z >= mismatch_z then 'citizen_higher'
        when ikm_z is not null and internal_z is not null then 'agree'
    end as verdict,
    case
        when not is_enough then 'few_respondents'
        when unit_count < min_units then 'few_units'
        when ikm_z is null or internal_z is null then 'no_spread'
    end as reason
from standardised
