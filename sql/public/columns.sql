-- One row per name of a column in the public tables: what it means, after the metadata standard of Satu Data Indonesia.
with open_columns as (

    select * from reference.open_columns

)

select
    column_name, -- name of the column, the same thing wherever it stands
    concept, -- konsep: what the column is about
    definition, -- definisi: what it means, in Indonesian
    classification, -- klasifikasi: the values it may have; null when free
    quantity, -- ukuran: what is measured; null for names and codes
    measure_unit -- satuan: unit of measure; null when it has none
from open_columns
