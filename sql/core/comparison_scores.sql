-- One row per compared measure, way of choosing peers, subject and period: the value and its plain z.
-- z of a share is taken on the arcsine scale, whose variance does not hang on the share (Spiegelhalter 2005, A.1).
with subjects as (

    select * from core.compared_subjects

),

centres as (

    select * from core.comparison_centres

),

valued as (

    select
        subjects.*,
        centres.peer_count,
        centres.expected,
        centres.chance_variance,
        subjects.scale * cast(subjects.value_sum as double) / nullif(cast(subjects.case_count as double), 0) as measured
    from subjects
    left join centres
        on
            subjects.measure_id = centres.measure_id
            and subjects.peer_basis = centres.peer_basis
            and subjects.peer_group = centres.peer_group
            and subjects.period = centres.period

),

placed as (

    select
        *,
        case kind when 'share' then asin(sqrt(measured)) else measured end as place,
        case kind when 'share' then asin(sqrt(expected)) else expected end as centre
    from valued

)

select
    measure_id,
    peer_basis,
    subject_id,
    period,
    end_date,
    peer_group,
    kind,
    rule_id,
    value_sum,
    case_count,
    min_case_count,
    min_peer_count,
    has_enough_cases,
    peer_count,
    expected,
    chance_variance,
    measured,
    place,
    centre,
    (place - centre) / nullif(sqrt(chance_variance / nullif(cast(case_count as double), 0)), 0) as z
from placed
