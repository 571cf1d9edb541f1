-- One row per appraisal of a known employee: who appraised, a person, the office that sent the file, or nobody known.
-- An office is known by its name within one tree of units; two governments may each have a secretariat of one name.
with appraisals as (

    select * from core.appraisals

),

sources as (

    select
        nip,
        period,
        max(regexp_extract(source, ' · (.*)$', 1)) as office_name
    from staging.appraisal_sources
    group by nip, period

),

named as (

    select
        appraisals.nip,
        appraisals.unit_id,
        appraisals.root_id,
        appraisals.period,
        appraisals.predicate,
        appraisals.rater_nip,
        sources.office_name,
        case
            when appraisals.rater_nip is not null then 'person'
            when sources.office_name is not null then 'office'
            else 'unknown'
        end as rater_basis
    from appraisals
    left join sources on appraisals.nip = sources.nip and appraisals.period = sources.period

)

select
    nip,
    unit_id,
    root_id,
    period,
    predicate,
    rater_basis,
    rater_nip,
    case when rater_basis = 'office' then office_name end as office_name,
    case rater_basis
        when 'person' then left(sha256(rater_nip), 16)
        when 'office' then left(sha256(root_id || '|' || office_name), 16)
        else 'unknown'
    end as rater_id
from named
