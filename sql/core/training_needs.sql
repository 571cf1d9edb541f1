-- One row per unit and competency: how much training is needed there, with the parts of the score.
with families as (

    select * from core.competency_units

),

sums as (

    select
        unit_id,
        competency_key,
        min(unit_name) as unit_name,
        min(root_id) as root_id,
        min(competency_name) as competency_name,
        min(competency_type) as competency_type,
        cast(sum(in_post_count) as bigint) as in_post_count,
        cast(sum(assessed_count) as bigint) as assessed_count,
        cast(sum(current_count) as bigint) as current_count,
        cast(sum(gap_count) as bigint) as gap_count,
        cast(sum(gap_e2_sum) as bigint) as gap_e2_sum,
        cast(sum(short_count) as bigint) as short_count,
        cast(sum(shortfall_e2_sum) as bigint) as shortfall_e2_sum
    from families
    group by unit_id, competency_key

),

ages as (

    select
        closure.ancestor_id as unit_id,
        gaps.competency_key,
        percentile_cont(0.5) within group (order by gaps.evidence_age_days) as evidence_age_days
    from core.employee_gaps as gaps
    inner join core.unit_closure as closure on gaps.unit_id = closure.unit_id
    where gaps.is_assessed
    group by closure.ancestor_id, gaps.competency_key

),

hours as (

    select * from core.unit_training_hours

),

links as (

    select * from core.competency_signals

),

hints as (

    select * from core.unit_hints

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

settings as (

    select
        max(case when s.setting_id = 'need_weight_severity' then cast(s.setting_value as bigint) end)
            as severity_weight,
        max(case when s.setting_id = 'need_weight_people' then cast(s.setting_value as bigint) end)
            as people_weight,
        max(case when s.setting_id = 'need_weight_link' then cast(s.setting_value as bigint) end) as link_weight,
        max(case when s.setting_id = 'need_weight_hours' then cast(s.setting_value as bigint) end)
            as hours_weight,
        max(case when s.setting_id = 'need_weight_mandate' then cast(s.setting_value as bigint) end)
            as mandate_weight,
        max(case when s.setting_id = 'need_full_gap_e2' then cast(s.setting_value as bigint) end) as full_gap_e2,
        max(case when s.setting_id = 'competency_coverage_e2' then cast(s.setting_value as bigint) end)
            as coverage_e2
    from core.settings as s
    inner join builds on builds.as_of_date between s.valid_from and s.valid_to

),

parts as (

    select
        sums.*,
        settings.severity_weight,
        settings.people_weight,
        settings.link_weight,
        settings.hours_weight,
        settings.mandate_weight,
        case
            when sums.gap_count = 0 then null
            when sums.short_count = 0 then cast(0 as double)
            when sums.shortfall_e2_sum >= settings.full_gap_e2 * sums.short_count then cast(100 as double)
            else
                cast(sums.shortfall_e2_sum as double) * 100
                / nullif(cast(settings.full_gap_e2 * sums.short_count as double), 0)
        end as severity_part,
        cast(sums.short_count as double) * 100 / nullif(sums.gap_count, 0) as people_part,
        links.link_part,
        links.link_count,
        links.weak_link_count,
        hours.below_count,
        hours.judged_count as hours_judged_count,
        cast(hours.below_count as double) * 100 / nullif(hours.judged_count, 0) as hours_part,
        case when links.is_mandated then cast(100 as double) else cast(0 as double) end as mandate_part,
        coalesce(links.is_mandated, false) as is_mandated,
        cast(sums.gap_e2_sum as double) / nullif(sums.gap_count, 0) / 100 as gap_avg,
        cast(sums.assessed_count as double) / nullif(sums.in_post_count, 0) as coverage_share,
        ages.evidence_age_days,
        sums.current_count * 10000 < sums.in_post_count * settings.coverage_e2 as has_thin_data
    from sums
    left join links on sums.unit_id = links.unit_id and sums.competency_key = links.competency_key
    left join hours on sums.unit_id = hours.unit_id
    left join ages on sums.unit_id = ages.unit_id and sums.competency_key = ages.competency_key
    cross join settings

)

select
    parts.*,
    hints.acting_count,
    hints.overdue_count as overdue_case_count,
    hints.weak_process_count,
    hints.has_vacancy_hint,
    hints.has_workload_hint,
    hints.has_process_hint,
    coalesce(parts.gap_count > 0 and parts.short_count = 0 and parts.weak_link_count > 0, false) as has_no_gap_hint,
    parts.in_post_count - parts.assessed_count as not_assessed_count,
    case
        when parts.gap_count = 0 then null
        when parts.short_count = 0 then cast(0 as double)
        else
            (
                parts.severity_part * parts.severity_weight
                + parts.people_part * parts.people_weight
                + coalesce(parts.link_part * parts.link_weight, 0)
                + coalesce(parts.hours_part * parts.hours_weight, 0)
                + parts.mandate_part * parts.mandate_weight
            ) / nullif(
                cast(
                    parts.severity_weight
                    + parts.people_weight
                    + case when parts.link_part is null then 0 else parts.link_weight end
                    + case when parts.hours_part is null then 0 else parts.hours_weight end
                    + parts.mandate_weight
                    as double
                ), 0
            )
    end as need_score,
    case
        when parts.assessed_count = 0 then 'not_assessed'
        when parts.gap_count = 0 then 'no_standard'
        when parts.short_count = 0 then 'no_gap'
    end as reason
from parts
inner join hints on parts.unit_id = hints.unit_id
