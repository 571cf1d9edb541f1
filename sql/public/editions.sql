-- One row per edition ever released; an edition never changes, a correction is a new one.
with editions as (

    select * from released.editions

)

select
    edition_id, -- year and number: 2025.1, and 2025.2 when it was corrected
    year, -- year its tables are about
    edition_number, -- 1 for the first, more for a correction
    released_at, -- moment it was released (UTC)
    is_current, -- true for the edition the tables show
    sha256, -- SHA-256 of the released cells as kept
    cell_count, -- numbers about groups of persons that could be shown
    shown_count, -- numbers shown
    hidden_count -- numbers hidden
from editions
