-- One row per compared measure, way of choosing peers, subject and period: what is compared, within which group.
-- A subject without a group stays, so that the reason can be shown.
with unit_measures as (

    select * from core.unit_measures

),

unit_peers as (

    select * from core.unit_peers

),

rater_periods as (

    select *
    from core.rater_periods
    where rater_basis <> 'unknown'

),

calendar as (

    select * from core.calendar

),

rules as (

    select * from reference.comparison_measures

),

subjects as (

    select
        unit_measures.measure_id,
        unit_peers.peer_basis,
        unit_measures.unit_id as subject_id,
        unit_measures.period,
        unit_peers.peer_group,
        unit_measures.value_sum,
        unit_measures.square_sum,
        unit_measures.case_count
    from unit_measures
    inner join unit_peers
        on unit_measures.unit_id = unit_peers.unit_id and unit_measures.period = unit_peers.period

    union all

    select
        'rater_top_share' as measure_id,
        'raters' as peer_basis,
        rater_id || '|' || root_id as subject_id,
        period,
        root_id as peer_group,
        very_good_count as value_sum,
        cast(null as bigint) as square_sum,
        rated_count as case_count
    from rater_periods

)

select
    subjects.measure_id,
    subjects.peer_basis,
    subjects.subject_id,
    subjects.period,
    calendar.end_date,
    subjects.peer_group,
    subjects.value_sum,
    subjects.square_sum,
    subjects.case_count,
    rules.kind,
    cast(rules.numerator as double) / rules.denominator as scale,
    rules.min_case_count,
    rules.min_peer_count,
    rules.rule_id,
    coalesce(
        subjects.peer_group is not null and subjects.case_count >= rules.min_case_count, false
    ) as has_enough_cases
from subjects
inner join calendar on subjects.period = calendar.period
inner join rules
    on
        subjects.measure_id = rules.measure_id
        and calendar.end_date >= rules.valid_from
        and calendar.end_date <= coalesce(rules.valid_to, date '9999-12-31')
