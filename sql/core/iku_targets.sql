-- One row per IKU, unit and year: what the target says of itself, judged by what was reached before and how it changed.
-- A target that is already the best there is (the top grade, 100 percent, 0 of what should fall) cannot ask for more.
with iku as (

    select * from core.iku

),

scales as (

    select
        *,
        max(rank_order) over (partition by scale_id, valid_from) as top_rank
    from reference.ordinal_scales

),

years as (

    select * from core.iku_years

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

running as (

    select
        *,
        sum(judged_count) over so_far as judged_so_far,
        max(last_missed_period) over so_far as last_missed_so_far,
        max(case when missed_count > 0 then year end) over so_far as last_missed_year,
        min(case when judged_count > 0 then year end) over so_far as first_judged_year
    from years
    window so_far as (
        partition by iku_id, unit_id
        order by year
        rows between unbounded preceding and current row
    )

),

best as (

    select
        iku.iku_id,
        iku.unit_id,
        iku.year,
        last_year.ytd_actual as last_year_actual,
        coalesce(
            case
                when iku.annual_target_label is not null
                    then iku.polarity = 'maximize' and iku.annual_target = cast(scales.top_rank as double)
                when iku.polarity = 'maximize'
                    then iku.measure_unit = '%' and iku.annual_target = 100 and coalesce(last_year.ytd_actual, 0) <= 100
                when iku.polarity = 'minimize'
                    then iku.annual_target = 0 and coalesce(last_year.ytd_actual, 0) >= 0
            end,
            false
        ) as is_best_possible,
        reached.label as last_year_actual_label
    from iku
    left join years as last_year
        on
            iku.iku_id = last_year.iku_id
            and iku.unit_id = last_year.unit_id
            and iku.year = last_year.year + 1
            and last_year.is_final
    left join scales
        on
            iku.annual_target_label = scales.label
            and make_date(iku.year, 12, 31) between scales.valid_from and coalesce(scales.valid_to, date '9999-12-31')
    left join scales as reached
        on
            scales.scale_id = reached.scale_id
            and last_year.ytd_actual = cast(reached.rank_order as double)
            and make_date(iku.year, 12, 31)
            between reached.valid_from and coalesce(reached.valid_to, date '9999-12-31')

)

select
    iku.iku_id,
    iku.iku_name,
    iku.unit_id,
    iku.unit_name,
    iku.root_id,
    iku.year,
    iku.polarity,
    iku.measure_unit,
    coalesce(iku.annual_target, case when running.is_final then running.ytd_target end) as year_target,
    iku.annual_target_label as year_target_label,
    running.ytd_actual as year_actual,
    running.is_final,
    best.last_year_actual,
    best.last_year_actual_label,
    best.is_best_possible,
    case
        when best.is_best_possible then null
        when iku.polarity = 'maximize' then iku.annual_target <= best.last_year_actual
        when iku.polarity = 'minimize' then iku.annual_target >= best.last_year_actual
    end as is_no_better_than_last_year,
    case
        when running.judged_count > 0
            then running.year - coalesce(running.last_missed_year, running.first_judged_year - 1)
    end as met_year_count,
    coalesce(
        running.judged_count > 0
        and not best.is_best_possible
        and running.year - coalesce(running.last_missed_year, running.first_judged_year - 1)
        >= cast(fewest_years.setting_value as bigint),
        false
    ) as is_always_met,
    running.last_missed_so_far as last_missed_period,
    coalesce(running.judged_so_far, 0) = 0 as is_never_tested,
    coalesce(revisions.revision_count, 0) as revision_count,
    coalesce(revisions.late_revision_count, 0) as late_revision_count,
    coalesce(revisions.target_revision_count, 0) as target_revision_count,
    coalesce(revisions.late_target_revision_count, 0) > 0 as is_revised_late
from iku
left join running
    on
        iku.iku_id = running.iku_id
        and iku.unit_id = running.unit_id
        and iku.year = running.year
inner join best
    on
        iku.iku_id = best.iku_id
        and iku.unit_id = best.unit_id
        and iku.year = best.year
left join revisions
    on
        iku.iku_id = revisions.iku_id
        and iku.unit_id = revisions.unit_id
        and iku.year = revisions.year
left join fewest_years
    on make_date(iku.year, 12, 31) between fewest_years.valid_from and fewest_years.valid_to
