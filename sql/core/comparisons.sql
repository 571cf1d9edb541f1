-- One row per compared measure, way of choosing peers, subject and period: which group it belongs to, and why not.
with estimates as (

    select * from core.comparison_estimates

),

limits as (

    select * from core.funnel_limits

),

settings as (

    select *
    from core.settings
    where setting_id = 'comparison_limit_e1'

),

reasoned as (

    select
        estimates.*,
        limits.lower_95,
        limits.upper_95,
        limits.lower_998,
        limits.upper_998,
        limits.adjusted_lower_95,
        limits.adjusted_upper_95,
        limits.adjusted_lower_998,
        limits.adjusted_upper_998,
        case
            when settings.setting_value = '950' then cast(1.959963984540054 as double)
            else cast(3.090232306167813 as double)
        end as group_width,
        case
            when coalesce(estimates.case_count, 0) = 0 then 'no_data'
            when estimates.peer_group is null then 'no_peer_group'
            when not estimates.has_enough_cases then 'few_cases'
            when estimates.peer_count < estimates.min_peer_count then 'few_peers'
            when estimates.z_adjusted is null then 'no_spread'
        end as reason
    from estimates
    left join limits
        on
            estimates.measure_id = limits.measure_id
            and estimates.peer_basis = limits.peer_basis
            and estimates.peer_group = limits.peer_group
            and estimates.period = limits.period
            and estimates.case_count = limits.case_count
    left join settings on estimates.end_date between settings.valid_from and settings.valid_to

)

select
    measure_id,
    peer_basis,
    subject_id,
    period,
    peer_group,
    kind,
    rule_id,
    value_sum,
    case_count,
    min_case_count,
    case when peer_group is not null then coalesce(peer_count, 0) end as peer_count,
    measured,
    expected,
    lower_95,
    upper_95,
    lower_998,
    upper_998,
    adjusted_lower_95,
    adjusted_upper_95,
    adjusted_lower_998,
    adjusted_upper_998,
    z,
    phi,
    tau,
    z_adjusted,
    value_weight,
    shrunken_value,
    shrunken_lower,
    shrunken_upper,
    reason,
    case
        when reason is not null then 'too_little_data'
        when z_adjusted > group_width then 'higher'
        when z_adjusted < -group_width then 'lower'
        else 'indistinct'
    end as group_code,
    case
        when reason is not null then null
        when abs(z_adjusted) > 3.090232306167813 then 'outside_998'
        when abs(z_adjusted) > 1.959963984540054 then 'outside_95'
        else 'inside'
    end as limit_code
from reasoned
