-- One row per unit and competency: how much training is needed in the unit and everything below it.
-- The score is the weighted mean of its known parts (0–100 each); the weights are settings, a proposal and not law.
with training_needs as (

    select * from core.training_needs

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    competency_name, -- name of the competency
    competency_type, -- manajerial, sosial kultural or teknis; null when no standard names it
    need_score, -- 0 to 100; 0 when nobody is short; null with a reason when nobody can be judged
    severity_part, -- mean shortfall of those short, 100 at the setting need_full_gap_e2
    people_part, -- percent of judged people who are short
    link_part, -- how weak the linked indicators and survey elements are; null when none is known
    hours_part, -- percent of people below their training hours in the newest complete year; null when unknown
    mandate_part, -- 100 when the competency is mandated, else 0
    severity_weight, -- weight of that part
    people_weight, -- weight of that part
    link_weight, -- weight of that part
    hours_weight, -- weight of that part
    mandate_weight, -- weight of that part
    in_post_count, -- people in definitive post to whom the competency applies
    assessed_count, -- people assessed, however long ago
    not_assessed_count, -- people not assessed: a need of its own, never part of the score
    gap_count, -- people with both a level and a standard
    gap_avg, -- mean of level minus required level over those; null when nobody can be judged
    coverage_share, -- assessed people as a share (0–1) of people in post
    evidence_age_days, -- median age of the assessments in days; null when nobody was assessed
    short_count, -- people below the required level
    cast(shortfall_e2_sum as double) / nullif(short_count, 0) / 100 as shortfall_avg, -- mean missing levels of those
    link_count, -- linked figures known
    weak_link_count, -- of those, weak ones
    below_count, -- people below their training hours
    hours_judged_count, -- people whose training hours can be judged
    is_mandated, -- true when the competency is mandated
    has_thin_data, -- true when too few valid assessments stand behind the score: assess first
    has_vacancy_hint, -- true when posts below are held by acting people (plt, plh, pj): fill them first
    has_workload_hint, -- true when many open cases are overdue: look at the workload first
    has_process_hint, -- true when survey elements that training does not mend are weak: look at the process first
    has_no_gap_hint, -- true when linked figures are weak although nobody is short: training is not the answer
    acting_count, -- acting assignments now
    overdue_case_count, -- open cases beyond their deadline; null when no case is open
    weak_process_count, -- weak survey elements of that sort; null without a survey
    reason -- not_assessed, no_standard or no_gap; null when someone is short
from training_needs
