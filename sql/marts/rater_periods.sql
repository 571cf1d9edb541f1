-- One row per appraiser, tree of units and period: whom they rated and how, who still waits, how lenient that looks.
-- An appraiser is a person, the office that sent the file, or unknown, so that the rated add up to everyone rated.
with rater_periods as (

    select * from core.rater_periods

),

names as (

    select
        nip,
        max(employee_name) as employee_name
    from core.employee_posts
    group by nip

),

units as (

    select * from core.units

),

comparisons as (

    select *
    from core.comparisons
    where measure_id = 'rater_top_share'

),

quadrants as (

    select * from core.result_quadrants

)

select
    rater_periods.rater_id, -- appraiser: a person's employee_id, an office's code, or unknown
    rater_periods.rater_basis, -- person, office (name of the unit in the file) or unknown
    case when rater_periods.rater_basis = 'person' then rater_periods.rater_id end
        as employee_id, -- the person who appraises; null for an office
    coalesce(names.employee_name, rater_periods.office_name)
        as rater_name, -- name of the person or office; null when not on record
    rater_periods.unit_id, -- smallest unit that holds everyone they rate
    units.unit_name, -- name of that unit
    rater_periods.root_id, -- top of its tree
    rater_periods.period, -- period of the appraisal
    rater_periods.ratee_count, -- people rated by them or waiting for them
    rater_periods.rated_count, -- of those, people rated
    rater_periods.ratee_count - rater_periods.rated_count as waiting_count, -- people whose turn it still is
    case
        when rater_periods.rated_count = 0 then 'missing'
        when rater_periods.rated_count < rater_periods.ratee_count then 'partial'
        else 'complete'
    end as file_status, -- complete, partial, or missing when nothing came for the period
    rater_periods.very_good_count, -- predicate very good
    rater_periods.good_count, -- predicate good
    rater_periods.needs_improvement_count, -- predicate needs improvement
    rater_periods.poor_count, -- predicate poor
    rater_periods.very_poor_count, -- predicate very poor
    cast(rater_periods.very_good_count as double)
    / nullif(cast(rater_periods.rated_count as double), 0) as top_share, -- share (0 to 1) of very good
    comparisons.expected as expected_top_share, -- share of very good of all raters of that tree and period
    comparisons.shrunken_value as shrunken_top_share, -- top_share drawn towards the expected one by its few ratees
    comparisons.shrunken_lower, -- lower end of its 95 percent interval
    comparisons.shrunken_upper, -- upper end of its 95 percent interval
    comparisons.z_adjusted, -- distance from the expected share in standard errors, with tau
    coalesce(comparisons.group_code, 'too_little_data')
        as leniency_group, -- higher, indistinct, lower or too_little_data (fewer than 5 rated, or few raters)
    coalesce(comparisons.reason, case when comparisons.group_code is null then 'no_rater' end)
        as leniency_reason, -- why there is too little data; no_rater when the appraiser is not on record
    quadrants.iku_score_pct, -- indicator score of that unit in the period
    quadrants.quadrant -- quadrant of that unit; see appraisal_periods
from rater_periods
inner join units on rater_periods.unit_id = units.unit_id
left join names on rater_periods.rater_nip = names.nip
left join comparisons
    on
        rater_periods.rater_id || '|' || rater_periods.root_id = comparisons.subject_id
        and rater_periods.period = comparisons.period
left join quadrants on rater_periods.unit_id = quadrants.unit_id and rater_periods.period = quadrants.period
