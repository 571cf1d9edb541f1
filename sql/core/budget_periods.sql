-- One row per unit and period: budget, spending and how the two agree with what was reached.
with budget_sums as (

    select * from core.budget_sums

),

units as (

    select * from core.units

),

bands as (

    select *
    from core.judged_values
    where setting_id = 'budget_efficiency_scheme'

)

select
    budget_sums.unit_id,
    units.unit_name,
    units.root_id,
    budget_sums.period,
    budget_sums.period_type,
    budget_sums.period_order,
    cast(budget_sums.budget_sen as double) / 100 as budget_rupiah,
    cast(budget_sums.spent_sen as double) / 100 as spent_rupiah,
    cast(budget_sums.budget_sen - budget_sums.spent_sen as double) / 100 as unspent_rupiah,
    budget_sums.absorbed_pct,
    budget_sums.programme_count,
    budget_sums.budget_unit_count,
    budget_sums.ytd_iku_score_pct,
    budget_sums.efficiency_gap_pct,
    bands.band_id as efficiency_band,
    budget_sums.reason
from budget_sums
inner join units on budget_sums.unit_id = units.unit_id
left join bands on budget_sums.efficiency_gap_e2 = bands.value_e2 and budget_sums.end_date = bands.on_date
