-- One row per IKU, unit and year: what the target says of itself, judged by what was reached before and how it changed.
-- A target that is already the best there is (the top grade, 100 percent, 0 of what should fall) cannot ask for more.
with iku as (

    select * from core.iku

),

years as (

    select * from core.iku_years

),

scales as (

    select
        *,
        max(rank_order) over (partition by scale_id, valid_from) as top_rank
    from reference.ordinal_scales

),

revisions as (

    select
        iku_id,
        unit_id,
        year,
        cast(count(*) as bigint) as revision_count,
        cast(count(case when is_late then 1 end) as bigint) as late_revision_count,
        cast(count(case when field <> 'actual' then 1 end) as bigint) as target_revision_count,
        cast(count(case when field <> 'actual' and is_late then 1 end) as bigint) as late_target_revision_count
    from core.iku_revisions
    group by iku_id, unit_id, year

),

fewest_years as (

    select *
    from core.settings
    where setting_id = 'target_met_years'

),

promised as (

    select
        iku.*,
        years.ytd_target,
        years.ytd_actual,
        years.judged_count,
        years.missed_count,
        years.last_missed_period,
        coalesce(years.is_final, false) as is_final
    from iku
    left join years
        on
            iku.iku_id = years.iku_id
            and iku.unit_id = years.unit_id
            and iku.year = years.year

),

running as (

    select
        *,
        sum(judged_count) over so_far as judged_so_far,
        max(last_missed_period) over so_far as last_missed_so_far,
        count(case when judged_count > 0 then 1 end) over so_far as tested_year_count
    from promised
    window so_far as (
        partition by iku_id, unit_id
        order by year
        rows between unbounded preceding and current row
    )

),

best as (

    select
        running.*,
        last_year.ytd_actual as last_year_actual,
        reached.label as last_year_actual_label,
        running.tested_year_count
        - coalesce(
            max(case when running.missed_count > 0 then running.tested_year_count end) over (
                partition by running.iku_id, running.unit_id
                order by running.year
                rows between unbounded preceding and current row
            ), 0
        ) as met_year_count,
        coalesce(
            case
                when running.annual_target_label is not null
                    then running.polarity = 'maximize' and running.annual_target = cast(scales.top_rank as double)
                when running.polarity = 'maximize'
                    then
                        running.measure_unit = '%'
                        and running.annual_target = 100
                        and coalesce(last_year.ytd_actual, 0) <= 100
                when running.polarity = 'minimize'
                    then running.annual_target = 0 and coalesce(last_year.ytd_actual, 0) >= 0
            end,
            false
        ) as is_best_possible
    from running
    left join years as last_year
        on
            running.iku_id = last_year.iku_id
            and running.unit_id = last_year.unit_id
            and running.year = last_year.year + 1
            and last_year.is_final
    left join scales
        on
            running.annual_target_label = scales.label
            and make_date(running.year, 12, 31)
            between scales.valid_from and coalesce(scales.valid_to, date '9999-12-31')
    left join scales as reached
        on
            scales.scale_id = reached.scale_id
            and last_year.ytd_actual = cast(reached.rank_order as double)
            and make_date(running.year, 12, 31)
            between reached.valid_from and coalesce(reached.valid_to, date '9999-12-31')

)

select
    best.iku_id,
    best.iku_name,
    best.unit_id,
    best.unit_name,
    best.root_id,
    best.year,
    best.polarity,
    best.measure_unit,
    coalesce(best.annual_target, case when best.is_final then best.ytd_target end) as year_target,
    best.annual_target_label as year_target_label,
    best.ytd_actual as year_actual,
    best.is_final,
    best.last_year_actual,
    best.last_year_actual_label,
    best.is_best_possible,
    case
        when best.is_best_possible then null
        when best.polarity = 'maximize' then best.annual_target <= best.last_year_actual
        when best.polarity = 'minimize' then best.annual_target >= best.last_year_actual
    end as is_no_better_than_last_year,
    case when best.judged_count > 0 then best.met_year_count end as met_year_count,
    coalesce(
        best.judged_count > 0
        and not best.is_best_possible
        and best.met_year_count >= cast(fewest_years.setting_value as bigint),
        false
    ) as is_always_met,
    best.last_missed_so_far as last_missed_period,
    coalesce(best.judged_so_far, 0) = 0 as is_never_tested,
    coalesce(revisions.revision_count, 0) as revision_count,
    coalesce(revisions.late_revision_count, 0) as late_revision_count,
    coalesce(revisions.target_revision_count, 0) as target_revision_count,
    coalesce(revisions.late_target_revision_count, 0) > 0 as is_revised_late
from best
left join revisions
    on
        best.iku_id = revisions.iku_id
        and best.unit_id = revisions.unit_id
        and best.year = revisions.year
left join fewest_years
    on make_date(best.year, 12, 31) between fewest_years.valid_from and fewest_years.valid_to
