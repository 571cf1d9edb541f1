-- One row per compared measure, peer group, period and number of cases: the limits of the funnel there.
-- Numbers of cases are those of the members, and thirty steps up to the largest so that a curve can be drawn.
with centres as (

    select * from core.comparison_centres

),

spreads as (

    select * from core.comparison_spreads

),

subjects as (

    select * from core.compared_subjects

),

largest as (

    select
        measure_id,
        peer_basis,
        peer_group,
        period,
        max(case_count) as case_count
    from subjects
    group by measure_id, peer_basis, peer_group, period

),

steps as (

    select unnest(range(1, 31)) as step

),

numbers as (

    select
        measure_id,
        peer_basis,
        peer_group,
        period,
        case_count
    from subjects
    where case_count > 0

    union

    select
        largest.measure_id,
        largest.peer_basis,
        largest.peer_group,
        largest.period,
        cast(ceil(cast(largest.case_count * steps.step * steps.step as double) / 900) as bigint) as case_count
    from largest
    cross join steps
    where largest.case_count > 0

),

errors as (

    select
        numbers.*,
        centres.kind,
        centres.expected,
        case centres.kind when 'share' then asin(sqrt(centres.expected)) else centres.expected end as centre,
        sqrt(centres.chance_variance / numbers.case_count) as chance_error,
        sqrt(centres.chance_variance / numbers.case_count + spreads.tau_square) as adjusted_error
    from numbers
    inner join centres
        on
            numbers.measure_id = centres.measure_id
            and numbers.peer_basis = centres.peer_basis
            and numbers.peer_group = centres.peer_group
            and numbers.period = centres.period
    left join spreads
        on
            numbers.measure_id = spreads.measure_id
            and numbers.peer_basis = spreads.peer_basis
            and numbers.peer_group = spreads.peer_group
            and numbers.period = spreads.period

),

places as (

    select
        *,
        centre - 1.959963984540054 * chance_error as lower_95_place,
        centre + 1.959963984540054 * chance_error as upper_95_place,
        centre - 3.090232306167813 * chance_error as lower_998_place,
        centre + 3.090232306167813 * chance_error as upper_998_place,
        centre - 1.959963984540054 * adjusted_error as adjusted_lower_95_place,
        centre + 1.959963984540054 * adjusted_error as adjusted_upper_95_place,
        centre - 3.090232306167813 * adjusted_error as adjusted_lower_998_place,
        centre + 3.090232306167813 * adjusted_error as adjusted_upper_998_place
    from errors

)

select
    measure_id,
    peer_basis,
    peer_group,
    period,
    case_count,
    expected,
    case when kind = 'mean' then lower_95_place when lower_95_place > 0 then power(sin(lower_95_place), 2) else 0 end
        as lower_95,
    case
        when kind = 'mean' then upper_95_place when upper_95_place < pi() / 2 then power(sin(upper_95_place), 2) else 1
    end as upper_95,
    case when kind = 'mean' then lower_998_place when lower_998_place > 0 then power(sin(lower_998_place), 2) else 0 end
        as lower_998,
    case
        when kind = 'mean' then upper_998_place
        when upper_998_place < pi() / 2 then power(sin(upper_998_place), 2)
        else 1
    end as upper_998,
    case
        when kind = 'mean' or adjusted_error is null then adjusted_lower_95_place
        when adjusted_lower_95_place > 0 then power(sin(adjusted_lower_95_place), 2)
        else 0
    end as adjusted_lower_95,
    case
        when kind = 'mean' or adjusted_error is null then adjusted_upper_95_place
        when adjusted_upper_95_place < pi() / 2 then power(sin(adjusted_upper_95_place), 2)
        else 1
    end as adjusted_upper_95,
    case
        when kind = 'mean' or adjusted_error is null then adjusted_lower_998_place
        when adjusted_lower_998_place > 0 then power(sin(adjusted_lower_998_place), 2)
        else 0
    end as adjusted_lower_998,
    case
        when kind = 'mean' or adjusted_error is null then adjusted_upper_998_place
        when adjusted_upper_998_place < pi() / 2 then power(sin(adjusted_upper_998_place), 2)
        else 1
    end as adjusted_upper_998
from places
