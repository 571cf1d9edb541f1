-- One row per employee, period, aspect (null = all seven) and source (null = all, weighted) of the 360 feedback.
with feedback_aspects as (

    select * from core.feedback_aspects

),

bands as (

    select *
    from core.judged_values
    where setting_id = 'feedback_band_scheme'

)

select
    feedback_aspects.employee_id, -- employee the feedback is about
    feedback_aspects.unit_id, -- unit of the post at the end of the period
    feedback_aspects.root_id, -- top of its tree
    feedback_aspects.period, -- period of the feedback
    feedback_aspects.aspect, -- BerAKHLAK value; null for all seven taken together, of equal weight
    feedback_aspects.rater_type, -- atasan, rekan, bawahan, diri or masyarakat; null for the weighted score
    feedback_aspects.rater_count, -- people who rated; weighted: those of the sources that count, the most of any aspect
    feedback_aspects.min_rater_count, -- fewest raters of that source for a score to be shown
    feedback_aspects.weight_pct, -- weight of the source in the weighted score; 0 for one that stands beside it
    cast(feedback_aspects.score_e2 as double) / 100 as score_pct, -- mean of score ÷ scale × 100; null with a reason
    bands.band_id as feedback_band, -- very_high, high, medium or low by the weighted score of all aspects; else null
    feedback_aspects.reason, -- few_raters, source_missing or aspect_missing; null when there is a score
    feedback_aspects.rule_id -- rule of the weights
from feedback_aspects
left join bands
    on
        feedback_aspects.aspect is null
        and feedback_aspects.score_e2 = bands.value_e2
        and feedback_aspects.end_date = bands.on_date
