-- One row per grade of a scale and span of days in which it holds: what a grade means and where it stands.
with grades as (

    select * from marts.grades

)

select
    scale_id, -- identifier of the scale
    label, -- the grade as it is written (WTP, AA …)
    rank_order, -- its place on the scale, 1 the lowest
    name_id, -- name, in Indonesian
    name_en, -- name, in English
    rule_id, -- identifier of the rule
    valid_from, -- first day it holds
    valid_to, -- last day it holds; null while in force
    confidence -- V regulation, V-code practice of several systems, 1src one source, U unverified: a setting, not law
from grades
