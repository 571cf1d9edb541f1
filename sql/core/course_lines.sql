-- One row per tree, course (null = all of the competency), competency and employee who took it: the change of score,
-- and the change of level where the two last assessments lie on either side of its end.
with taken as (

    select
        *,
        coalesce(course_id, lower(trim(course_name))) as course_key
    from core.courses_taken
    where not is_duplicate

),

pairs as (

    select * from core.competency_pairs

),

matched as (

    select
        taken.root_id,
        taken.nip,
        taken.course_key,
        taken.competency_key,
        taken.end_date,
        cast(floor(taken.score_before * 100 + 0.50000001) as bigint) as score_before_e2,
        cast(floor(taken.score_after * 100 + 0.50000001) as bigint) as score_after_e2,
        pairs.start_group,
        pairs.start_gap_e2,
        pairs.gap_e2,
        pairs.level_change_e2
    from taken
    left join pairs
        on
            taken.nip = pairs.nip
            and taken.competency_key = pairs.competency_key
            and taken.end_date > pairs.previous_assessed_date
            and taken.end_date <= pairs.assessed_date

),

lines as (

    select
        *,
        course_key as line_key
    from matched

    union all

    select
        *,
        cast(null as varchar) as line_key
    from matched
    where competency_key is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by root_id, line_key, competency_key, nip
            order by
                case when start_group is null then 1 else 0 end asc,
                end_date desc,
                course_key asc,
                score_before_e2 asc,
                score_after_e2 asc
        ) as preference
    from lines

)

select
    root_id,
    line_key,
    competency_key,
    nip,
    score_after_e2 - score_before_e2 as score_change_e2,
    start_group,
    start_gap_e2,
    gap_e2,
    level_change_e2
from ranked
where preference = 1
