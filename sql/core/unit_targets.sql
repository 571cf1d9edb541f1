-- One row per unit and year: the signs of weak targets among the indicators of the unit and everything below it.
with iku_targets as (

    select * from core.iku_targets

),

closure as (

    select * from core.unit_closure

)

select
    closure.ancestor_id as unit_id,
    iku_targets.year,
    cast(count(*) as bigint) as iku_count,
    cast(count(iku_targets.is_no_better_than_last_year) as bigint) as compared_count,
    cast(count(case when iku_targets.is_no_better_than_last_year then 1 end) as bigint) as no_better_count,
    cast(count(case when iku_targets.is_always_met then 1 end) as bigint) as always_met_count,
    cast(count(case when iku_targets.is_revised_late then 1 end) as bigint) as revised_late_count,
    cast(count(case when iku_targets.is_never_tested then 1 end) as bigint) as never_tested_count,
    cast(sum(iku_targets.revision_count) as bigint) as revision_count,
    cast(sum(iku_targets.late_revision_count) as bigint) as late_revision_count,
    cast(sum(iku_targets.late_revision_count) as double)
    / nullif(cast(sum(iku_targets.revision_count) as bigint), 0) as late_revision_share
from iku_targets
inner join closure on iku_targets.unit_id = closure.unit_id
group by closure.ancestor_id, iku_targets.year
