-- One row per row of a file, taken in or not, whose unit is known: named in the row, or that of the employee's post.
-- A row that was not taken in is read from its text, by the headers under which its file keeps our fields.
with units as (

    select * from core.units

),

posts as (

    select
        nip,
        arg_min(unit_id, assignment_order * 100000 - date_diff('day', date '1900-01-01', start_date)) as unit_id
    from core.employee_posts
    group by nip

),

places as (

    select
        load_id,
        kind,
        sheet_name,
        field,
        concat(
            '/', replace(replace(lower(trim(regexp_replace(header, '\s+', ' ', 'g'))), '~', '~0'), '/', '~1')
        ) as pointer
    from staging.places
    where field in ('kode_unit', 'nip')

),

held as (

    select distinct
        load_id,
        kind,
        sheet_name,
        row_number,
        cells
    from staging.rows_not_loaded
    where cells is not null

),

said as (

    select
        held.load_id,
        held.kind,
        held.sheet_name,
        held.row_number,
        places.field,
        trim(json_extract_string(held.cells, places.pointer)) as value
    from held
    inner join places
        on
            held.load_id = places.load_id
            and held.kind = places.kind
            and held.sheet_name is not distinct from places.sheet_name

    union all

    select
        load_id,
        kind,
        sheet_name,
        row_number,
        case when target = 'employee' then 'nip' else 'kode_unit' end as field,
        value
    from core.references_made
    where target in ('unit', 'dated_unit', 'employee')

    union all

    select
        load_id,
        'skp' as kind,
        sheet_name,
        row_number,
        'nip' as field,
        nip as value
    from staging.appraisals

    union all

    select
        load_id,
        'unit' as kind,
        sheet_name,
        row_number,
        'kode_unit' as field,
        unit_id as value
    from staging.units

),

known as (

    select
        said.load_id,
        said.kind,
        said.sheet_name,
        said.row_number,
        units.unit_id as named_id,
        posts.unit_id as post_id
    from said
    left join units on said.field = 'kode_unit' and said.value = units.unit_id
    left join posts on said.field = 'nip' and said.value = posts.nip

)

select
    load_id,
    kind,
    sheet_name,
    row_number,
    coalesce(min(named_id), min(post_id)) as unit_id
from known
where named_id is not null or post_id is not null
group by load_id, kind, sheet_name, row_number
