-- One row per compared measure, peer group and period: how much its members differ beyond chance.
-- phi and tau from winsorised z (Spiegelhalter 2005); tau_plain from plain z (DerSimonian and Laird 1986);
-- prior_size is M of the beta-binomial by moments (Kleinman 1973): null where the members do not differ beyond chance.
with members as (

    select *
    from core.comparison_scores
    where has_enough_cases

),

centres as (

    select *
    from core.comparison_centres
    where peer_count >= min_peer_count

),

settings as (

    select *
    from core.settings
    where setting_id = 'comparison_winsor_e2'

),

ordered as (

    select
        members.measure_id,
        members.peer_basis,
        members.peer_group,
        members.period,
        members.kind,
        members.z,
        members.peer_count,
        members.case_count,
        members.value_sum,
        members.expected,
        (members.peer_count - 1) * cast(settings.setting_value as double) / 100 as cut,
        row_number() over (
            partition by members.measure_id, members.peer_basis, members.peer_group, members.period
            order by members.z asc, members.subject_id asc
        ) - 1 as place
    from members
    inner join settings on members.end_date between settings.valid_from and settings.valid_to
    where members.z is not null

),

cuts as (

    select
        measure_id,
        peer_basis,
        peer_group,
        period,
        max(case when place = floor(cut) then z end) as low_under,
        max(case when place = ceil(cut) then z end) as low_over,
        max(case when place = peer_count - 1 - ceil(cut) then z end) as high_under,
        max(case when place = peer_count - 1 - floor(cut) then z end) as high_over,
        max(cut - floor(cut)) as cut_part
    from ordered
    group by measure_id, peer_basis, peer_group, period

),

winsorised as (

    select
        ordered.measure_id,
        ordered.peer_basis,
        ordered.peer_group,
        ordered.period,
        ordered.z,
        greatest(
            least(ordered.z, cuts.high_over + cuts.cut_part * (cuts.high_under - cuts.high_over)),
            cuts.low_under + cuts.cut_part * (cuts.low_over - cuts.low_under)
        ) as z_drawn_in,
        case
            when ordered.kind = 'share'
                then cast(ordered.value_sum as double) - cast(ordered.case_count as double) * ordered.expected
        end as surplus,
        cast(ordered.case_count as double) as case_count
    from ordered
    inner join cuts
        on
            ordered.measure_id = cuts.measure_id
            and ordered.peer_basis = cuts.peer_basis
            and ordered.peer_group = cuts.peer_group
            and ordered.period = cuts.period

),

summed as (

    select
        measure_id,
        peer_basis,
        peer_group,
        period,
        cast(sum(cast(floor(z * z * 1000000000 + 0.5) as bigint)) as bigint) as square_sum_e9,
        cast(sum(cast(floor(z_drawn_in * z_drawn_in * 1000000000 + 0.5) as bigint)) as bigint) as drawn_in_sum_e9,
        cast(sum(cast(floor(surplus * surplus / case_count * 1000000000 + 0.5) as bigint)) as bigint) as surplus_sum_e9
    from winsorised
    group by measure_id, peer_basis, peer_group, period

),

moments as (

    select
        centres.*,
        cast(summed.square_sum_e9 as double) / 1000000000 as square_sum,
        cast(summed.drawn_in_sum_e9 as double) / 1000000000 as drawn_in_sum,
        case
            when centres.kind = 'share'
                then
                    (
                        cast(summed.surplus_sum_e9 as double)
                        / 1000000000
                        / nullif(centres.expected * (1 - centres.expected), 0)
                        - (centres.peer_count - 1)
                    )
                    / nullif(centres.effective_total - (centres.peer_count - 1), 0)
        end as correlation
    from centres
    inner join summed
        on
            centres.measure_id = summed.measure_id
            and centres.peer_basis = summed.peer_basis
            and centres.peer_group = summed.peer_group
            and centres.period = summed.period

)

select
    measure_id,
    peer_basis,
    peer_group,
    period,
    peer_count,
    drawn_in_sum / cast(peer_count as double) as phi,
    chance_variance
    * greatest(drawn_in_sum - (peer_count - 1), cast(0 as double))
    / nullif(effective_total, 0) as tau_square,
    chance_variance
    * greatest(square_sum - (peer_count - 1), cast(0 as double))
    / nullif(effective_total, 0) as plain_tau_square,
    case
        when correlation > 0 then greatest((1 - correlation) / correlation, cast(0 as double))
    end as prior_size,
    value_total,
    case_total
from moments
