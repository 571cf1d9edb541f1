-- One row per tree, course (null = all courses of the competency) and competency: before and after, and against others.
-- The comparison group are colleagues of the tree with the same start who took no course of the competency in between;
-- the effect is the difference of the two changes, weighted by where those who took it started. A change has two ends
-- read in whole steps: its variance is never taken below 2/12 (Sheppard), as all alike does not mean beyond doubt.
with lines as (

    select * from core.course_lines

),

pairs as (

    select * from core.competency_pairs

),

trained as (

    select distinct
        nip,
        competency_key
    from lines
    where start_group is not null

),

others as (

    select
        pairs.root_id,
        pairs.competency_key,
        pairs.start_group,
        cast(count(*) as bigint) as person_count,
        cast(sum(pairs.level_change_e2) as bigint) as change_sum,
        cast(sum(pairs.level_change_e2 * pairs.level_change_e2) as bigint) as change_squares
    from pairs
    left join trained on pairs.nip = trained.nip and pairs.competency_key = trained.competency_key
    where trained.nip is null
    group by pairs.root_id, pairs.competency_key, pairs.start_group

),

taking as (

    select
        root_id,
        line_key,
        competency_key,
        start_group,
        cast(count(*) as bigint) as person_count,
        cast(sum(level_change_e2) as bigint) as change_sum,
        cast(sum(level_change_e2 * level_change_e2) as bigint) as change_squares
    from lines
    where start_group is not null
    group by root_id, line_key, competency_key, start_group

),

strata as (

    select
        taking.root_id,
        taking.line_key,
        taking.competency_key,
        cast(count(*) as bigint) as stratum_count,
        cast(sum(taking.person_count) as bigint) as taking_count,
        cast(sum(others.person_count) as bigint) as other_count,
        cast(
            sum(
                cast(
                    floor(
                        (
                            cast(taking.change_sum as double)
                            - cast(taking.person_count * others.change_sum as double) / others.person_count
                        ) * 100000000 + 0.50000001
                    ) as bigint
                )
            ) as bigint
        ) as difference_e8,
        cast(
            sum(
                cast(
                    floor(
                        (
                            cast(taking.change_squares as double)
                            - cast(taking.change_sum as double) * taking.change_sum / taking.person_count
                        ) * 100000000 + 0.50000001
                    ) as bigint
                )
            ) as bigint
        ) as taking_residual_e8,
        cast(
            sum(
                cast(
                    floor(
                        (
                            cast(others.change_squares as double)
                            - cast(others.change_sum as double) * others.change_sum / others.person_count
                        ) * 100000000 + 0.50000001
                    ) as bigint
                )
            ) as bigint
        ) as other_residual_e8,
        cast(
            sum(
                cast(
                    floor(
                        cast(taking.person_count * taking.person_count as double) / others.person_count * 100000000
                        + 0.50000001
                    ) as bigint
                )
            ) as bigint
        ) as other_load_e8
    from taking
    inner join others
        on
            taking.root_id = others.root_id
            and taking.competency_key = others.competency_key
            and taking.start_group = others.start_group
    group by taking.root_id, taking.line_key, taking.competency_key

),

summed as (

    select
        root_id,
        line_key,
        competency_key,
        cast(count(*) as bigint) as taken_count,
        cast(count(score_change_e2) as bigint) as scored_count,
        cast(sum(score_change_e2) as bigint) as score_sum,
        cast(sum(score_change_e2 * score_change_e2) as bigint) as score_squares,
        cast(count(start_group) as bigint) as assessed_count,
        cast(sum(level_change_e2) as bigint) as change_sum,
        cast(count(case when start_gap_e2 < 0 then 1 end) as bigint) as short_before_count,
        cast(count(case when start_gap_e2 < 0 and gap_e2 >= 0 then 1 end) as bigint) as closed_count
    from lines
    group by root_id, line_key, competency_key

),

settings as (

    select cast(s.setting_value as bigint) as min_count
    from core.settings as s
    inner join reference.build as builds on cast(builds.as_of as date) between s.valid_from and s.valid_to
    where s.setting_id = 'effect_min_count'

),

joined as (

    select
        summed.*,
        settings.min_count,
        coalesce(strata.taking_count, 0) as compared_count,
        coalesce(strata.other_count, 0) as comparison_count,
        strata.taking_count - strata.stratum_count as taking_df,
        strata.other_count - strata.stratum_count as other_df,
        cast(strata.difference_e8 as double) / 10000000000 / nullif(strata.taking_count, 0) as effect_levels,
        greatest(
            cast(strata.taking_residual_e8 as double) / 1000000000000
            / nullif(strata.taking_count - strata.stratum_count, 0), cast(1 as double) / 6
        ) as taking_variance,
        greatest(
            cast(strata.other_residual_e8 as double) / 1000000000000
            / nullif(strata.other_count - strata.stratum_count, 0), cast(1 as double) / 6
        ) as other_variance,
        cast(strata.other_load_e8 as double) / 100000000 as other_load,
        cast(summed.score_sum as double) / nullif(summed.scored_count, 0) / 100 as score_change_avg,
        greatest(
            (
                cast(summed.score_squares as double)
                - cast(summed.score_sum as double) * summed.score_sum / nullif(summed.scored_count, 0)
            ) / nullif(summed.scored_count - 1, 0) / 10000,
            cast(1 as double) / 6
        ) as score_variance
    from summed
    cross join settings
    left join strata
        on
            summed.root_id = strata.root_id
            and coalesce(summed.line_key, '') = coalesce(strata.line_key, '')
            and summed.competency_key = strata.competency_key

),

quantiles as (

    select
        joined.root_id,
        joined.line_key,
        joined.competency_key,
        cast(min(case when t.df_count <= joined.scored_count - 1 then t.t975_e3 end) as double) / 1000 as score_t,
        cast(min(case when t.df_count <= least(joined.taking_df, joined.other_df) then t.t975_e3 end) as double) / 1000
            as effect_t
    from joined
    cross join reference.student_t as t
    group by joined.root_id, joined.line_key, joined.competency_key

),

intervals as (

    select
        joined.*,
        quantiles.score_t * sqrt(joined.score_variance / nullif(joined.scored_count, 0)) as score_spread,
        quantiles.effect_t * sqrt(
            joined.taking_variance / nullif(joined.compared_count, 0)
            + joined.other_variance * joined.other_load
            / nullif(cast(joined.compared_count * joined.compared_count as double), 0)
        ) as effect_spread
    from joined
    inner join quantiles
        on
            joined.root_id = quantiles.root_id
            and coalesce(joined.line_key, '') = coalesce(quantiles.line_key, '')
            and coalesce(joined.competency_key, '') = coalesce(quantiles.competency_key, '')

),

units as (

    select * from core.units

),

names as (

    select * from core.competency_names

),

courses as (

    select * from core.courses

)

select
    intervals.root_id,
    units.unit_name,
    intervals.line_key as course_key,
    courses.course_name,
    names.competency_name,
    intervals.taken_count,
    intervals.scored_count,
    intervals.score_change_avg,
    intervals.score_change_avg - intervals.score_spread as score_change_low,
    intervals.score_change_avg + intervals.score_spread as score_change_high,
    intervals.assessed_count,
    cast(intervals.change_sum as double) / nullif(intervals.assessed_count, 0) / 100 as level_change_avg,
    intervals.short_before_count,
    intervals.closed_count,
    intervals.compared_count,
    intervals.comparison_count,
    intervals.effect_levels,
    case
        when intervals.compared_count >= intervals.min_count and intervals.comparison_count >= intervals.min_count
            then intervals.effect_levels - intervals.effect_spread
    end as effect_low,
    case
        when intervals.compared_count >= intervals.min_count and intervals.comparison_count >= intervals.min_count
            then intervals.effect_levels + intervals.effect_spread
    end as effect_high,
    case
        when intervals.assessed_count = 0 then 'no_second_assessment'
        when intervals.comparison_count = 0 then 'no_comparison'
        when
            intervals.compared_count < intervals.min_count
            or intervals.comparison_count < intervals.min_count
            or intervals.effect_spread is null
            then 'too_few'
        when intervals.effect_levels - intervals.effect_spread > 0 then 'more_than_others'
        when intervals.effect_levels + intervals.effect_spread < 0 then 'less_than_others'
        else 'cannot_tell'
    end as conclusion
from intervals
inner join units on intervals.root_id = units.unit_id
left join names on intervals.competency_key = names.competency_key
left join courses on intervals.line_key = courses.course_id
