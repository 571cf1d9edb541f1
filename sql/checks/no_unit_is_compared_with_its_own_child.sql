-- id: Ada unit yang dibandingkan dengan unit di bawahnya sendiri.
-- en: A unit is compared with a unit of its own tree below it.
with unit_comparisons as (

    select * from marts.unit_comparisons

),

closure as (

    select *
    from marts.unit_closure
    where distance > 0

)

select
    above.measure_id,
    above.period,
    above.peer_group,
    above.unit_id,
    below.unit_id as child_id
from unit_comparisons as above
inner join closure on above.unit_id = closure.ancestor_id
inner join unit_comparisons as below
    on
        closure.unit_id = below.unit_id
        and above.measure_id = below.measure_id
        and above.period = below.period
        and above.peer_basis = below.peer_basis
        and above.peer_group = below.peer_group
