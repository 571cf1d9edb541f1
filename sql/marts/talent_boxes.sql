-- One row per employee and year: the talent box in the official numbering, and whether the source numbers it otherwise.
with talent_boxes as (

    select * from core.talent_boxes

)

select
    employee_id, -- employee
    employee_name, -- name of the employee
    unit_id, -- unit of the post at the end of the year
    unit_name, -- name of that unit
    root_id, -- top of its tree
    year, -- year of the box
    potential, -- rendah, menengah or tinggi, as the source has it
    performance_rating, -- below, expected or above, as the source has it
    stated_box, -- box 1 to 9 the source gives; null when none
    box, -- box the two categories give in the official numbering
    coalesce(stated_box <> box, false) as is_box_mismatch, -- true when the source says another box
    coalesce(stated_box <> box and stated_box = row_by_row_rank, false)
        as is_row_by_row, -- true when that other box is the one of a numbering row by row
    annual_predicate, -- predicate of that year; null when not appraised
    rating_by_predicate, -- performance category the predicate stands for (one source): above, expected or below
    coalesce(rating_by_predicate <> performance_rating, false)
        as is_performance_mismatch, -- true when the category differs from that of the predicate
    recommendation_id, -- what the regulation recommends for the box, in Indonesian
    recommendation_en, -- what the regulation recommends for the box, in English
    rule_id -- rule of the boxes
from talent_boxes
