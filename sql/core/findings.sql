-- One row per finding: those made while files were read and those a build makes across files, with words.
with read_findings as (

    select * from staging.findings

),

words as (

    select * from reference.finding_words

),

loads as (

    select * from staging.loads

),

units as (

    select * from core.units

),

places as (

    select * from staging.places

),

across_files as (

    select
        kind,
        code,
        column_name,
        value,
        expected_id,
        expected_en,
        cast(null as varchar) as unit_id,
        load_id,
        sheet_name,
        row_number
    from core.reference_findings

    union

    select
        kind,
        code,
        column_name,
        value,
        expected_id,
        expected_en,
        unit_id,
        load_id,
        sheet_name,
        row_number
    from core.warning_findings

),

everything as (

    select
        finding_id,
        load_id,
        kind,
        code,
        severity,
        sheet_name,
        row_number,
        column_letter,
        column_name,
        value,
        row_count,
        expected_id,
        expected_en,
        cast(null as varchar) as unit_id
    from read_findings

    union all

    select
        left(
            sha256(
                concat_ws(
                    '|',
                    across_files.code,
                    across_files.load_id,
                    across_files.kind,
                    coalesce(across_files.sheet_name, ''),
                    across_files.row_number,
                    across_files.column_name,
                    coalesce(across_files.value, ''),
                    coalesce(across_files.expected_id, ''),
                    coalesce(across_files.unit_id, '')
                )
            ),
            16
        ) as finding_id,
        across_files.load_id,
        across_files.kind,
        across_files.code,
        coalesce(words.severity, 'warning') as severity,
        across_files.sheet_name,
        across_files.row_number,
        places.column_letter,
        coalesce(places.header, across_files.column_name) as column_name,
        across_files.value,
        cast(1 as bigint) as row_count,
        across_files.expected_id,
        across_files.expected_en,
        across_files.unit_id
    from across_files
    left join words on across_files.code = words.code
    left join places
        on
            across_files.load_id = places.load_id
            and across_files.kind = places.kind
            and across_files.sheet_name is not distinct from places.sheet_name
            and across_files.column_name = places.field

)

select
    everything.finding_id,
    everything.load_id,
    loads.file_name,
    everything.kind,
    everything.code,
    everything.severity,
    everything.sheet_name,
    everything.row_number,
    everything.column_letter,
    everything.column_name,
    everything.value,
    everything.row_count,
    everything.expected_id,
    everything.expected_en,
    coalesce(words.message_id, everything.code) as message_id,
    coalesce(words.message_en, everything.code) as message_en,
    words.fix_id,
    words.fix_en,
    everything.unit_id,
    units.root_id
from everything
left join words on everything.code = words.code
left join loads on everything.load_id = loads.load_id
left join units on everything.unit_id = units.unit_id
