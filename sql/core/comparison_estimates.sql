-- One row per compared measure, way of choosing peers, subject and period: z with overdispersion, the shrunken value.
-- The beta posterior is given by its two counts; where members do not differ beyond chance all share the group's value.
-- No shrunken value is known better than the group's own: its interval rests on no more cases than the group has.
with scores as (

    select * from core.comparison_scores

),

spreads as (

    select * from core.comparison_spreads

),

weighed as (

    select
        scores.*,
        spreads.phi,
        spreads.tau_square,
        spreads.plain_tau_square,
        spreads.value_total,
        spreads.case_total,
        spreads.prior_size,
        scores.chance_variance / nullif(cast(scores.case_count as double), 0) as error_square,
        case
            when spreads.peer_count is null or scores.measured is null then null
            when scores.kind = 'share'
                then coalesce(
                    cast(scores.case_count as double)
                    / nullif(cast(scores.case_count as double) + spreads.prior_size, 0), 0
                )
            else
                spreads.plain_tau_square
                / nullif(
                    spreads.plain_tau_square
                    + scores.chance_variance / nullif(cast(scores.case_count as double), 0), 0
                )
        end as value_weight
    from scores
    left join spreads
        on
            scores.measure_id = spreads.measure_id
            and scores.peer_basis = spreads.peer_basis
            and scores.peer_group = spreads.peer_group
            and scores.period = spreads.period

),

shrunken as (

    select
        *,
        expected + value_weight * (measured - expected) as shrunken_value,
        case
            when kind = 'share' and measured is not null
                then least(coalesce(cast(case_count as double) + prior_size, case_total), case_total)
        end as seen_count,
        case
            when kind = 'mean' and measured is not null
                then sqrt(greatest(
                    value_weight * error_square, chance_variance / nullif(cast(case_total as double), 0)
                ))
        end as shrunken_error
    from weighed

),

posteriors as (

    select
        *,
        shrunken_value * seen_count as event_count,
        (1 - shrunken_value) * seen_count as other_count
    from shrunken

),

angles as (

    select
        *,
        (place - centre) / nullif(sqrt(error_square + tau_square), 0) as z_adjusted,
        asin(sqrt(
            greatest(event_count - cast(1 as double) / 3, cast(0 as double))
            / nullif(
                greatest(event_count - cast(1 as double) / 3, cast(0 as double))
                + greatest(other_count - cast(1 as double) / 3, cast(0 as double)), 0
            )
        )) as shrunken_angle,
        1.959963984540054 / (2 * sqrt(event_count + other_count + 0.5)) as angle_margin
    from posteriors

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
    measured,
    expected,
    centre,
    chance_variance,
    error_square,
    phi,
    sqrt(tau_square) as tau,
    tau_square,
    z,
    z_adjusted,
    value_weight,
    shrunken_value,
    case
        when shrunken_value is null then null
        when kind = 'share' then power(sin(greatest(shrunken_angle - angle_margin, cast(0 as double))), 2)
        else shrunken_value - 1.959963984540054 * shrunken_error
    end as shrunken_lower,
    case
        when shrunken_value is null then null
        when kind = 'share' then power(sin(least(shrunken_angle + angle_margin, pi() / 2)), 2)
        else shrunken_value + 1.959963984540054 * shrunken_error
    end as shrunken_upper
from angles
