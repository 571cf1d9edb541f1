-- One row per unit and period: budget and spending of the unit and everything below it, against its score to date.
-- A row without a programme speaks for the whole unit; its programmes are then not added once more.
with budgets as (

    select
        *,
        count(case when programme_name is null then 1 end) over (partition by unit_id, period) as whole_count
    from staging.budgets

),

closure as (

    select * from core.unit_closure

),

calendar as (

    select * from core.calendar

),

scores as (

    select *
    from core.unit_scores
    where basis = 'ytd'

),

own as (

    select
        unit_id,
        period,
        cast(sum(cast(floor(budget_rupiah * 100 + 0.5) as bigint)) as bigint) as budget_sen,
        cast(sum(cast(floor(spent_rupiah * 100 + 0.5) as bigint)) as bigint) as spent_sen,
        cast(count(programme_name) as bigint) as programme_count
    from budgets
    where whole_count = 0 or programme_name is null
    group by unit_id, period

),

summed as (

    select
        closure.ancestor_id as unit_id,
        own.period,
        cast(sum(own.budget_sen) as bigint) as budget_sen,
        cast(sum(own.spent_sen) as bigint) as spent_sen,
        cast(sum(own.programme_count) as bigint) as programme_count,
        cast(count(*) as bigint) as budget_unit_count
    from own
    inner join closure on own.unit_id = closure.unit_id
    group by closure.ancestor_id, own.period

),

absorbed as (

    select
        summed.*,
        cast(summed.spent_sen as double) * 100 / nullif(summed.budget_sen, 0) as absorbed_pct
    from summed

),

reasoned as (

    select
        absorbed.*,
        calendar.period_type,
        calendar.period_order,
        calendar.end_date,
        scores.score_pct as ytd_iku_score_pct,
        case
            when absorbed.absorbed_pct is null then 'no_budget'
            when scores.score_pct is null then 'no_score'
            when calendar.end_date <> make_date(calendar.year, 12, 31) then 'year_running'
        end as reason
    from absorbed
    inner join calendar on absorbed.period = calendar.period
    left join scores on absorbed.unit_id = scores.unit_id and absorbed.period = scores.period

)

select
    *,
    case when reason is null then ytd_iku_score_pct - absorbed_pct end as efficiency_gap_pct,
    case
        when reason is null then cast(floor((ytd_iku_score_pct - absorbed_pct) * 100 + 0.50000001) as bigint)
    end as efficiency_gap_e2
from reasoned
