-- One row per appraised employee in a functional post, period and tier: the credits (angka kredit) its predicate gives.
-- Annual and periodic rows tell the same year twice: add up one kind, never both.
with credit_conversions as (

    select * from core.credit_conversions

)

select
    employee_id, -- employee
    unit_id, -- unit of the post at the end of the period
    root_id, -- top of its tree
    period, -- period of the appraisal
    conversion_basis, -- annual or periodic
    tier, -- tier of the functional post, as the source gives it or the title says
    employment_status, -- pns, pppk or pppk_paruh_waktu
    predicate, -- official predicate
    month_count, -- months of the period in this tier, each by its last day
    cast(multiplier_e2 as double) as multiplier_pct, -- percent the predicate converts with
    cast(coefficient_e2 as double) / 100 as coefficient, -- yearly credits of the tier
    coefficient_confidence, -- V, V-code or U: how sure that coefficient is
    cast(credit_e2 as double) / 100 as credit, -- months ÷ 12 × percent × coefficient, two decimals; null with a reason
    reason, -- before_rule, no_tier, unknown_tier or no_rule; null when there is a credit
    rule_id -- rule of the conversion
from credit_conversions
