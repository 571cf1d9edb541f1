-- One row per part of the public page: how far it reaches and the day by which more is awaited.
-- Indicators and services wait for their files; tables about persons for the end of the year and the days after it.
with freshness as (

    select * from marts.freshness

),

settings as (

    select *
    from reference.settings
    where setting_id = 'edition_release_days' and valid_to is null

),

editions as (

    select max(year) as year from released.editions

),

sources as (

    select
        case kind when 'capaian_iku' then 'indicators' when 'skm' then 'surveys' else 'services' end as subject,
        last_period,
        next_period,
        next_due_date
    from freshness
    where kind in ('capaian_iku', 'layanan', 'skm')

),

persons as (

    select
        'persons' as subject,
        cast(editions.year as varchar) as last_period,
        cast(editions.year + 1 as varchar) as next_period,
        make_date(editions.year + 1, 12, 31) + cast(settings.value as integer) as next_due_date
    from editions
    cross join settings
    where editions.year is not null

),

subjects as (

    select * from sources
    union all
    select * from persons

)

select
    subject, -- indicators, services, surveys or persons
    last_period, -- latest period or month there are figures of; null when there are none
    next_period, -- period awaited next; null when none is
    next_due_date -- day by which its figures are due, or from which they may be released
from subjects
