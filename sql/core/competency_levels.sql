-- One row per employee and competency assessed: the newest level, the one before it, and when each was found.
-- An assessment dated after the day the build speaks of is not used.
with assessments as (

    select
        *,
        lower(replace(replace(competency_name, ' ', ''), '-', '')) as competency_key,
        cast(floor(assessed_level * 100 + 0.50000001) as bigint) as level_e2
    from staging.competency_assessments

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

ranked as (

    select
        assessments.*,
        builds.as_of_date,
        row_number() over (
            partition by assessments.nip, assessments.competency_key
            order by
                assessments.assessed_date desc,
                assessments.loaded_at desc,
                assessments.load_id desc,
                assessments.row_number desc
        ) as recency
    from assessments
    inner join builds on assessments.assessed_date <= builds.as_of_date

)

select
    newest.nip,
    newest.competency_key,
    newest.level_e2,
    newest.assessed_date,
    newest.purpose,
    newest.method,
    before.level_e2 as previous_level_e2,
    before.assessed_date as previous_assessed_date,
    date_diff('day', newest.assessed_date, newest.as_of_date) as evidence_age_days,
    newest.load_id,
    newest.sheet_name,
    newest.row_number
from ranked as newest
left join ranked as before
    on
        newest.nip = before.nip
        and newest.competency_key = before.competency_key
        and before.recency = 2
where newest.recency = 1
