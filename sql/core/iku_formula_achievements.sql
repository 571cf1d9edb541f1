-- One row per IKU, unit, period, basis (the period alone, or the year up to it) and formula that could apply.
-- Percent of target, uncapped. A target of zero or below carries no ratio: the actual is compared with it directly.
with measures as (

    select * from core.iku_measures

),

formulas as (

    select * from core.iku_formulas

),

bases as (

    select
        iku_id,
        unit_id,
        period,
        end_date,
        'period' as basis,
        polarity,
        lower_bound,
        upper_bound,
        target,
        actual,
        false as is_ordinal_sum
    from measures

    union all

    select
        iku_id,
        unit_id,
        period,
        end_date,
        'ytd' as basis,
        polarity,
        lower_bound,
        upper_bound,
        ytd_target as target,
        ytd_actual as actual,
        is_ordinal_sum
    from measures

),

readings as (

    select
        *,
        case
            when polarity = 'range' then 'range'
            when target is null and lower_bound is not null and upper_bound is not null
                then case polarity when 'maximize' then 'range' when 'minimize' then 'range_minimize' else polarity end
            else polarity
        end as formula_polarity
    from bases

),

compared as (

    select
        *,
        formula_polarity in ('range', 'range_minimize') as is_range,
        case
            when formula_polarity not in ('range', 'range_minimize') then target
            when lower_bound is not null and upper_bound is not null
                then least(greatest(actual, lower_bound), upper_bound)
        end as compared_target
    from readings

),

reasoned as (

    select
        compared.*,
        formulas.formula_id,
        formulas.rule_id,
        coalesce(formulas.is_chosen, true) as is_chosen,
        case
            when compared.is_ordinal_sum then 'ordinal_sum'
            when compared.actual is null then 'no_data'
            when compared.is_range and (compared.lower_bound is null or compared.upper_bound is null) then 'no_bounds'
            when compared.compared_target is null then 'no_target'
            when formulas.formula_id is null then 'no_rule'
            when compared.is_range and compared.actual between compared.lower_bound and compared.upper_bound then null
            when compared.compared_target = 0 then 'zero_target'
            when compared.compared_target < 0 then 'negative_target'
            when formulas.formula_id = 't_over_r' and compared.actual <= 0 then 'zero_actual'
        end as reason
    from compared
    left join formulas
        on
            compared.formula_polarity = formulas.formula_polarity
            and compared.end_date between formulas.valid_from and formulas.valid_to

),

achieved as (

    select
        *,
        case
            when reason is not null then null
            when is_range and actual between lower_bound and upper_bound then cast(100 as double)
            when formula_id = 'r_over_t' then cast(100 as double) * actual / compared_target
            when formula_id = '2t_minus_r_over_t'
                then greatest(cast(0 as double), cast(100 as double) * (2 * compared_target - actual) / compared_target)
            when formula_id = 't_over_r' then cast(100 as double) * compared_target / nullif(actual, 0)
            when formula_id = 'distance'
                then greatest(
                    cast(0 as double), 100 - cast(100 as double) * abs(actual - compared_target) / compared_target
                )
            when formula_id = 'smaller_ratio' and actual <= 0 then cast(0 as double)
            when formula_id = 'smaller_ratio'
                then cast(100 as double) * least(actual / compared_target, compared_target / nullif(actual, 0))
        end as achievement_pct
    from reasoned

)

select
    iku_id,
    unit_id,
    period,
    end_date,
    basis,
    formula_polarity,
    formula_id,
    rule_id,
    is_chosen,
    achievement_pct,
    case
        when achievement_pct is not null
            then cast(floor(
                least(greatest(achievement_pct, cast(-1e12 as double)), cast(1e12 as double)) * 100 + 0.50000001
            ) as bigint)
    end as achievement_e2,
    case
        when coalesce(reason, '') not in ('zero_target', 'negative_target', 'zero_actual') then null
        when polarity = 'minimize' and actual <= compared_target then 'met'
        when polarity = 'stabilize' and actual = compared_target then 'met'
        when polarity in ('maximize', 'range') and actual >= compared_target then 'met'
        else 'below'
    end as direct_status,
    reason
from achieved
