-- One row per unit, job family and competency: the gaps of the unit and everything below it.
with gaps as (

    select * from core.employee_gaps

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

settings as (

    select
        max(case when s.setting_id = 'evidence_valid_days' then cast(s.setting_value as bigint) end) as valid_days,
        max(case when s.setting_id = 'competency_coverage_e2' then cast(s.setting_value as bigint) end) as coverage_e2
    from core.settings as s
    inner join builds on builds.as_of_date between s.valid_from and s.valid_to

),

grouped as (

    select
        closure.ancestor_id as unit_id,
        gaps.job_family,
        gaps.competency_key,
        min(gaps.competency_name) as competency_name,
        min(gaps.competency_type) as competency_type,
        cast(count(*) as bigint) as in_post_count,
        cast(count(gaps.required_level) as bigint) as required_count,
        cast(count(gaps.level_e2) as bigint) as assessed_count,
        cast(sum(case when gaps.is_evidence_current then 1 else 0 end) as bigint) as current_count,
        cast(count(gaps.gap_e2) as bigint) as gap_count,
        cast(sum(gaps.gap_e2) as bigint) as gap_e2_sum,
        cast(sum(case when gaps.gap_e2 < 0 then 1 else 0 end) as bigint) as short_count,
        cast(sum(case when gaps.gap_e2 < 0 then -gaps.gap_e2 end) as bigint) as shortfall_e2_sum,
        cast(sum(case when gaps.requirement_source = 'tier' then 1 else 0 end) as bigint) as tier_standard_count,
        percentile_cont(0.5) within group (order by gaps.evidence_age_days) as evidence_age_days
    from gaps
    inner join closure on gaps.unit_id = closure.unit_id
    group by closure.ancestor_id, gaps.job_family, gaps.competency_key

)

select
    grouped.*,
    units.unit_name,
    units.root_id,
    cast(grouped.gap_e2_sum as double) / nullif(grouped.gap_count, 0) / 100 as gap_avg,
    cast(grouped.assessed_count as double) / nullif(grouped.in_post_count, 0) as coverage_share,
    grouped.assessed_count * 10000 < grouped.in_post_count * settings.coverage_e2 as has_low_coverage,
    coalesce(grouped.evidence_age_days > settings.valid_days, false) as has_old_evidence,
    case
        when grouped.assessed_count = 0 then 'not_assessed'
        when grouped.gap_count = 0 then 'no_standard'
    end as reason
from grouped
inner join units on grouped.unit_id = units.unit_id
cross join settings
