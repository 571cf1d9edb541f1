-- One row per competency, however it is spelt: the name shown and its type.
-- Spaces, hyphens and capitals do not make another competency ("Kerja Sama" is "Kerjasama").
with named as (

    select
        competency_name,
        competency_type,
        1 as preference
    from reference.competencies

    union all

    select
        competency_name,
        competency_type,
        2 as preference
    from staging.competency_standards

    union all

    select
        competency_name,
        cast(null as varchar) as competency_type,
        3 as preference
    from staging.competency_assessments

    union all

    select
        competency_name,
        cast(null as varchar) as competency_type,
        4 as preference
    from staging.courses

),

spelt as (

    select distinct
        lower(replace(replace(competency_name, ' ', ''), '-', '')) as competency_key,
        trim(competency_name) as competency_name,
        competency_type,
        preference
    from named

),

ranked as (

    select
        *,
        row_number() over (
            partition by competency_key
            order by preference asc, competency_name asc, competency_type asc
        ) as position
    from spelt

)

select
    competency_key,
    competency_name,
    competency_type
from ranked
where position = 1
