-- One row per planned work result and aspect: the numbers in its target and result, where the whole text is understood.
-- Understood: words of measure, a number or a range, its unit, a year or a remark in brackets. A number inside other
-- words ("Laporan TW 1", "Semester 2 2025", "31 Desember") is none. Dots before three digits are thousands, a comma is
-- the decimal sign; a number without "juta" beside one with it is too small to be compared below a thousand.
with work_results as (

    select * from staging.work_results

),

texts as (

    select
        load_id,
        row_number,
        sheet_name,
        'target' as part,
        lower(trim(replace(replace(target_text, chr(8722), '-'), chr(160), ' '))) as words
    from work_results

    union all

    select
        load_id,
        row_number,
        sheet_name,
        'actual' as part,
        lower(trim(replace(replace(actual_text, chr(8722), '-'), chr(160), ' '))) as words
    from work_results

),

understood as (

    select
        *,
        regexp_extract(
            words,
            '^(?:(?:rp\.?|idr|[≥≤><±]=?|min\.|minimal|maks\.|maksimal|sebesar|sebanyak|sejumlah|sekurang-kurangnya'
            || '|paling (?:sedikit|banyak|lama|lambat|cepat|tinggi|rendah))\s*)*'
            || '(-?[0-9](?:[0-9.,]*[0-9])?)\s*(?:%|persen)?'
            || '(?:\s*(?:-|–|—|s/d|s\.d\.?|sd|sampai(?: dengan)?)\s*([0-9](?:[0-9.,]*[0-9])?)\s*(?:%|persen)?)?'
            || '(?:,-+)?\s*(ribu|rb|juta|jt|miliar|milyar|triliun)?'
            || '(|[\s(/;a-z][^0-9(]*(?:\([^)]*\)[^0-9]*)?(?:\b(?:tahun|ta|thn)\.? 20[0-9]{2})?)\.?\s*$',
            ['first_text', 'last_text', 'scale_text', 'rest_text']
        ) as read
    from texts
    where
        not regexp_matches(
            words,
            '[0-9]\s*(januari|jan|februari|pebruari|feb|maret|mar|april|apr|mei|juni|jun|juli|jul|agustus|agu|agt|ags'
            || '|september|sep|sept|oktober|okt|november|nopember|nov|nop|desember|des)\b'
        )

),

parts as (

    select
        load_id,
        row_number,
        sheet_name,
        part,
        struct_extract(read, 'first_text') as first_text,
        struct_extract(read, 'last_text') as last_text,
        struct_extract(read, 'scale_text') as scale_text
    from understood

),

numbers as (

    select
        load_id,
        row_number,
        sheet_name,
        part,
        last_text = '' as is_single,
        scale_text <> '' as is_scaled,
        case
            when scale_text in ('ribu', 'rb') then 1e3
            when scale_text in ('juta', 'jt') then 1e6
            when scale_text in ('miliar', 'milyar') then 1e9
            when scale_text = 'triliun' then 1e12
            else 1
        end as scale,
        try_cast(case
            when regexp_matches(first_text, '^-?[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?$')
                then replace(replace(first_text, '.', ''), ',', '.')
            else replace(first_text, ',', '.')
        end as double) as first_number,
        try_cast(case
            when regexp_matches(last_text, '^[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?$')
                then replace(replace(last_text, '.', ''), ',', '.')
            else replace(last_text, ',', '.')
        end as double) as last_number
    from parts

),

paired as (

    select
        work_results.load_id,
        work_results.row_number,
        work_results.sheet_name,
        targets.first_number * targets.scale as lower_target,
        targets.last_number * targets.scale as upper_target,
        actuals.first_number * actuals.scale as actual,
        targets.is_single or targets.last_number is not null as is_target_read,
        actuals.is_single as is_actual_read,
        targets.is_scaled <> actuals.is_scaled
        and least(
            case when not targets.is_scaled then abs(targets.first_number) end,
            case when not actuals.is_scaled then abs(actuals.first_number) end
        ) < 1000 as is_other_scale
    from work_results
    left join numbers as targets
        on
            work_results.load_id = targets.load_id
            and work_results.row_number = targets.row_number
            and work_results.sheet_name is not distinct from targets.sheet_name
            and targets.part = 'target'
    left join numbers as actuals
        on
            work_results.load_id = actuals.load_id
            and work_results.row_number = actuals.row_number
            and work_results.sheet_name is not distinct from actuals.sheet_name
            and actuals.part = 'actual'

)

select
    load_id,
    row_number,
    sheet_name,
    case when is_target_read then lower_target end as lower_target,
    case when is_target_read then upper_target end as upper_target,
    case when is_actual_read and not coalesce(is_other_scale, false) then actual end as actual
from paired
