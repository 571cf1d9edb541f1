-- id: Ada temuan tanpa kalimat penjelas.
-- en: A finding has no words.
with findings as (

    select * from core.findings

),

words as (

    select * from reference.finding_words

)

select distinct findings.code
from findings
left join words on findings.code = words.code
where words.code is null
