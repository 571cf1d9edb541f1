-- One row per unit, period and aspect: how far the planned work results of its people came.
with work_results as (

    select * from core.work_results

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

settings as (

    select *
    from core.settings
    where setting_id = 'work_result_min_people'

),

summed as (

    select
        closure.ancestor_id as unit_id,
        work_results.period,
        work_results.aspect,
        count(distinct work_results.nip) as person_count,
        count(*) as item_count,
        count(case when work_results.reason = 'no_data' then 1 end) as unreported_count,
        count(case when work_results.reason <> 'no_data' then 1 end) as unread_count,
        count(work_results.achievement_e2) as judged_count,
        count(case when work_results.achievement_e2 >= 10000 then 1 end) as met_count,
        max(cast(settings.setting_value as bigint)) as min_people_count
    from work_results
    inner join closure on work_results.unit_id = closure.unit_id
    left join settings on work_results.end_date between settings.valid_from and settings.valid_to
    group by closure.ancestor_id, work_results.period, work_results.aspect

)

select
    summed.unit_id, -- code of the unit, everything below it included
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    summed.period, -- period of the plan
    summed.aspect, -- kuantitas, kualitas, waktu or biaya
    summed.person_count, -- people with such a work result
    summed.item_count, -- work results of this aspect
    summed.unreported_count, -- of those, without a result yet
    summed.unread_count, -- of those, reported but not judged: words, no single number, target of zero
    summed.judged_count, -- of those, judged against the target
    case when summed.person_count >= summed.min_people_count then summed.met_count end
        as met_count, -- of the judged, results that reached the target; null for fewer than five people
    case
        when summed.person_count >= summed.min_people_count
            then cast(summed.met_count as double) / nullif(cast(summed.judged_count as double), 0)
    end as met_share, -- share (0 to 1) of the judged that reached the target; null with a reason
    case
        when not coalesce(summed.person_count >= summed.min_people_count, false) then 'few_people'
        when summed.judged_count = 0 then 'nothing_to_judge'
    end as reason -- few_people or nothing_to_judge; null when there is a share
from summed
inner join units on summed.unit_id = units.unit_id
