-- One row per unit, job family and competency: the people of the unit and everything below it.
with competency_units as (

    select * from core.competency_units

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    job_family, -- the job title without its tier; Struktural or Pelaksana for posts of those groups
    competency_name, -- name of the competency
    competency_type, -- manajerial, sosial kultural or teknis; null when no standard names it
    in_post_count, -- people in definitive post to whom the competency applies
    required_count, -- of those, people whose post or tier has a standard
    tier_standard_count, -- of those, people judged by the standard of the tier
    assessed_count, -- people assessed, however long ago
    current_count, -- people whose assessment is still valid
    gap_count, -- people with both a level and a standard
    gap_avg, -- mean of level minus required level over those; null with a reason
    short_count, -- people below the required level
    cast(shortfall_e2_sum as double) / nullif(short_count, 0) / 100 as shortfall_avg, -- mean missing levels of those
    coverage_share, -- assessed people as a share (0–1) of people in post
    evidence_age_days, -- median age of the assessments in days; null when nobody was assessed
    has_low_coverage, -- true when fewer were assessed than the setting asks for
    has_old_evidence, -- true when the median age is beyond the validity of an assessment
    reason -- not_assessed or no_standard; null when there is a mean gap
from competency_units
