-- One row per appraiser, tree of units and period: whom they rated and how, and who still waits for them.
-- `unit_id` is the smallest unit that holds everyone rated by them or waiting for them.
with rated as (

    select * from core.appraisal_raters

),

waiting as (

    select * from core.appraisal_turns

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

concerned as (

    select
        rater_id,
        rater_basis,
        rater_nip,
        office_name,
        root_id,
        unit_id,
        period,
        predicate,
        true as is_rated
    from rated

    union all

    select
        rater_id,
        rater_basis,
        rater_nip,
        office_name,
        root_id,
        unit_id,
        period,
        null as predicate,
        false as is_rated
    from waiting

),

counted as (

    select
        rater_id,
        rater_basis,
        root_id,
        period,
        max(rater_nip) as rater_nip,
        max(office_name) as office_name,
        count(*) as ratee_count,
        count(case when is_rated then 1 end) as rated_count,
        count(case when predicate = 'very_good' then 1 end) as very_good_count,
        count(case when predicate = 'good' then 1 end) as good_count,
        count(case when predicate = 'needs_improvement' then 1 end) as needs_improvement_count,
        count(case when predicate = 'poor' then 1 end) as poor_count,
        count(case when predicate = 'very_poor' then 1 end) as very_poor_count
    from concerned
    group by rater_id, rater_basis, root_id, period

),

holding as (

    select
        concerned.rater_id,
        concerned.root_id,
        concerned.period,
        closure.ancestor_id,
        count(*) as held_count
    from concerned
    inner join closure on concerned.unit_id = closure.unit_id
    group by concerned.rater_id, concerned.root_id, concerned.period, closure.ancestor_id

),

smallest as (

    select
        holding.rater_id,
        holding.root_id,
        holding.period,
        holding.ancestor_id as unit_id,
        row_number() over (
            partition by holding.rater_id, holding.root_id, holding.period
            order by units.depth desc, holding.ancestor_id asc
        ) as preference
    from holding
    inner join counted
        on
            holding.rater_id = counted.rater_id
            and holding.root_id = counted.root_id
            and holding.period = counted.period
            and holding.held_count = counted.ratee_count
    inner join units on holding.ancestor_id = units.unit_id

)

select
    counted.*,
    smallest.unit_id
from counted
inner join smallest
    on
        counted.rater_id = smallest.rater_id
        and counted.root_id = smallest.root_id
        and counted.period = smallest.period
        and smallest.preference = 1
