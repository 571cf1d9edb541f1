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

row_units as (

    select * from core.row_units

),

load_units as (

    select * from core.load_units

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

),

placed as (

    select
        everything.* exclude (unit_id),
        coalesce(everything.unit_id, row_units.unit_id, load_units.unit_id) as unit_id
    from everything
    left join row_units
        on
            everything.load_id = row_units.load_id
            and everything.kind = row_units.kind
            and everything.sheet_name is not distinct from row_units.sheet_name
            and everything.row_number = row_units.row_number
    left join load_units on everything.load_id = load_units.load_id

)

select
    placed.finding_id,
    placed.load_id,
    loads.file_name,
    placed.kind,
    placed.code,
    placed.severity,
    placed.sheet_name,
    placed.row_number,
    placed.column_letter,
    placed.column_name,
    placed.value,
    placed.row_count,
    placed.expected_id,
    placed.expected_en,
    coalesce(words.message_id, placed.code) as message_id,
    coalesce(words.message_en, placed.code) as message_en,
    words.fix_id,
    words.fix_en,
    placed.unit_id,
    units.root_id
from placed
left join words on placed.code = words.code
left join loads on placed.load_id = loads.load_id
left join units on placed.unit_id = units.unit_id
