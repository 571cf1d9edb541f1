-- One row per measure: what a number is called, what it means and how it is made.
with measures as (

    select * from core.measures

)

select
    measure_id, -- column of the mart that holds the number
    mart, -- mart that holds it
    name_id, -- name, in Indonesian
    name_en, -- name, in English
    unit_id, -- unit of measure, in Indonesian
    unit_en, -- unit of measure, in English
    format, -- how it is written: count number1 number2 percent0 percent1 percent2 rupiah days minutes hours share word
    meaning_id, -- what it means, one sentence in Indonesian
    meaning_en, -- what it means, one sentence in English
    formula_id, -- how it is made, in Indonesian; {column} stands for that column of the same row
    formula_en, -- how it is made, in English; {column} stands for that column of the same row
    rule_ids -- rules of marts.rules it rests on, separated by spaces; null when none
from measures
