-- One row per IKU, unit and year: what the target says of itself, judged by what was reached before and how it changed.
with iku as (

    select * from core.iku

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
    running.ytd_actual as year_actual,
    running.is_final,
    last_year.ytd_actual as last_year_actual,
    case iku.polarity
        when 'maximize' then iku.annual_target <= last_year.ytd_actual
        when 'minimize' then iku.annual_target >= last_year.ytd_actual
    end as is_no_better_than_last_year,
    case
        when running.judged_count > 0
            then running.year - coalesce(running.last_missed_year, running.first_judged_year - 1)
    end as met_year_count,
    coalesce(
        running.judged_count > 0
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
left join years as last_year
    on
        iku.iku_id = last_year.iku_id
        and iku.unit_id = last_year.unit_id
        and iku.year = last_year.year + 1
        and last_year.is_final
left join revisions
    on
        iku.iku_id = revisions.iku_id
        and iku.unit_id = revisions.unit_id
        and iku.year = revisions.year
left join fewest_years
    on make_date(iku.year, 12, 31) between fewest_years.valid_from and fewest_years.valid_to
