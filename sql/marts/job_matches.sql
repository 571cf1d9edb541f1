-- One row per employee in definitive post and purpose of assessment: how well the levels found fit the post.
-- A summary: more in one competency hides less in another, so marts.employee_gaps is what training is decided by.
with job_matches as (

    select * from core.job_match_bands

)

select
    employee_id, -- first 16 hexadecimal digits of the SHA-256 of the NIP
    employee_name, -- name of the employee
    unit_id, -- unit of the post
    unit_name, -- name of that unit
    root_id, -- top of its tree
    job_title, -- title of the post
    job_family, -- the title without its tier; Struktural or Pelaksana for posts of those groups
    purpose, -- pemetaan or seleksi; null when the source does not say
    required_count, -- competencies the post asks for
    matched_count, -- of those, competencies assessed for this purpose; the match speaks of these only
    short_count, -- of those, competencies below the required level
    cast(level_e2_sum as double) / 100 as level_sum, -- sum of the levels found over those
    required_sum, -- sum of the levels required over those
    jpm_pct, -- job-person match: sum of levels ÷ sum of required levels × 100, uncapped; null with a reason
    jpm_band, -- MS MMS KMS for seleksi; optimal fairly_optimal less_optimal for pemetaan; null with a reason
    is_complete, -- true when every required competency was assessed
    oldest_date, -- day of the oldest level used
    newest_date, -- day of the newest level used
    evidence_age_days, -- days since the newest
    is_evidence_current, -- true when it is not older than the setting allows
    rule_id, -- rule of the band
    reason -- no_standard or purpose_missing; null when there is a band
from job_matches
