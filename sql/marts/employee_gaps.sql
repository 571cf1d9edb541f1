-- One row per employee in definitive post and competency that the post asks for or that was assessed.
-- What was not assessed stays empty; a level is never imputed.
with employee_gaps as (

    select * from core.employee_gaps

)

select
    employee_id, -- first 16 hexadecimal digits of the SHA-256 of the NIP
    employee_name, -- name of the employee
    unit_id, -- unit of the post
    unit_name, -- name of that unit
    root_id, -- top of its tree
    job_title, -- title of the post
    job_family, -- the title without its tier; Struktural or Pelaksana for posts of those groups
    job_tier, -- tier of the source, else read from the title or type; null when neither tells
    competency_name, -- name of the competency
    competency_type, -- manajerial, sosial kultural or teknis; null when no standard names it
    cast(level_e2 as double) / 100 as level, -- newest assessed level (0 to 5); null when not assessed
    required_level, -- level the post asks for (1 to 5); null without a standard
    requirement_source, -- post: its own standard; tier: that of its tier ("baku jenjang"); null without a standard
    requirement_rule_id, -- rule behind a general default of the tier; null when the level was loaded
    cast(gap_e2 as double) / 100 as gap, -- level minus required level; negative = short; null with a reason
    assessed_date, -- day of the newest assessment
    evidence_age_days, -- days since then, on the day the build speaks of
    is_assessed, -- true when there is an assessment, however old
    is_evidence_current, -- true when it is not older than the setting allows; null when not assessed
    purpose, -- pemetaan or seleksi; null when the source does not say
    method, -- method of the assessment
    cast(previous_level_e2 as double) / 100 as previous_level, -- level of the assessment before
    previous_assessed_date, -- its day
    cast(level_change_e2 as double) / 100 as level_change, -- newest level minus the one before
    reason, -- not_assessed or no_standard; null when there is a gap figure
    load_id, -- load of the newest assessment
    sheet_name, -- its sheet; null for a CSV
    row_number -- its row as Excel numbers it
from employee_gaps
