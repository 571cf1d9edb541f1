-- One row per compared measure, peer group and period: the centre its members are held against, the spread of chance.
-- Only members with enough cases count. `chance_variance` is that of one case, on the scale on which z is taken; it is
-- null where the cases of every member are alike: nothing then tells how far chance would carry a mean.
with members as (

    select *
    from core.compared_subjects
    where has_enough_cases

),

summed as (

    select
        measure_id,
        peer_basis,
        peer_group,
        period,
        kind,
        scale,
        min_peer_count,
        count(*) as peer_count,
        cast(sum(value_sum) as bigint) as value_total,
        cast(sum(case_count) as bigint) as case_total,
        cast(sum(case_count * case_count) as bigint) as case_square_total,
        sum(
            cast(floor(
                cast(
                    cast(square_sum as hugeint) * case_count - cast(value_sum as hugeint) * value_sum as double
                ) / cast(case_count as double) * 1000000000 + 0.5
            ) as hugeint)
        ) as within_sum_e9
    from members
    group by measure_id, peer_basis, peer_group, period, kind, scale, min_peer_count

)

select
    measure_id,
    peer_basis,
    peer_group,
    period,
    kind,
    peer_count,
    min_peer_count,
    value_total,
    case_total,
    cast(case_total as double)
    - cast(case_square_total as double) / nullif(cast(case_total as double), 0) as effective_total,
    scale * cast(value_total as double) / nullif(cast(case_total as double), 0) as expected,
    case kind
        when 'share' then cast(0.25 as double)
        else
            scale * scale * cast(nullif(within_sum_e9, 0) as double)
            / 1000000000
            / nullif(cast(case_total - peer_count as double), 0)
    end as chance_variance
from summed
