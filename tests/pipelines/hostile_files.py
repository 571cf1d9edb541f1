"""Files made to hurt the program that opens them, each built from nothing and no larger than it needs to be."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

MEGABYTE = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    f'package/2006/relationships"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
SHEET = "xl/worksheets/sheet1.xml"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a workbook of the usual parts and these."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in {**PARTS, **parts}.items():
            target.writestr(name, content)
    return data.getvalue()


def sheet(rows: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def cell(place: str, row: int, text: str = "isi") -> str:
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def zip_bomb() -> bytes:
    return package({SHEET: sheet(" " * (200 * MEGABYTE))})


def zip_bomb_of_many_parts() -> bytes:
    part = sheet(" " * (15 * MEGABYTE))
    return package({SHEET: sheet(cell("A1", 1)), **{f"xl/worksheets/sheet{n}.xml": part for n in range(2, 60)}})


def zip_that_lies_about_its_sizes() -> bytes:
    """A part of 200 MB that both directories call ten bytes long."""
    packed = package({SHEET: sheet(" " * (200 * MEGABYTE))})
    wanted = struct.pack("<L", len(sheet(" " * (200 * MEGABYTE))))
    assert packed.count(wanted) == 2
    return packed.replace(wanted, struct.pack("<L", 10))


def zip_whose_parts_overlap() -> bytes:
    """One body of bytes that a hundred directory entries point at."""
    body = zlib.compress(b"x" * MEGABYTE, 9)[2:-4]
    check = zlib.crc32(b"x" * MEGABYTE)
    name = b"xl/a.xml"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, check, len(body), MEGABYTE, len(name), 0) + name + body
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, check, len(body), MEGABYTE, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = (entry + name) * 100
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 100, 100, len(directory), len(local), 0)
    return local + directory + end


def zip_of_a_million_parts() -> bytes:
    directory = (b"PK\1\2" + bytes(42)) * 100_000
    return b"PK\3\4" + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(directory), 4, 0)


def billion_laughs() -> bytes:
    names = "abcdefghij"
    lines = "".join(f'<!ENTITY {names[n]} "{f"&{names[n - 1]};" * 10 if n else "ha" * 10}">' for n in range(len(names)))
    return package({SHEET: sheet(cell("A1", 1, "&j;"), f"<!DOCTYPE x [{lines}]>")})


def quadratic_blowup() -> bytes:
    entity = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    return package({SHEET: sheet(cell("A1", 1, "&a;" * 100_000), entity)})


def billion_laughs_in_utf_16() -> bytes:
    lines = sheet(cell("A1", 1, "&a;"), '<!DOCTYPE x [<!ENTITY a "ha">]>').replace("<?xml version", "<?xml version")
    return package({SHEET: lines.encode("utf-16")})


def far_cell() -> bytes:
    return package({SHEET: sheet(cell("A1", 1) + cell("XFD1048576", 1_048_576))})


def far_cell_without_places() -> bytes:
    """Rows that say no number, so that only counting them tells how many there are."""
    return package({SHEET: sheet("<row><c><v>1</v></c></row>" * 1_200_000)})


def cell_beyond_the_sheet() -> bytes:
    return package({SHEET: sheet(cell("ZZZZZZ99999999", 99_999_999))})


def cell_far_below() -> bytes:
    return package({SHEET: sheet(cell("A1", 1) + cell("A4294967295", 4_294_967_295))})


def lying_dimension() -> bytes:
    said = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
    return package({SHEET: sheet(cell("A1", 1)).replace(f'<worksheet xmlns="{MAIN}">', said)})


def deep_xml() -> bytes:
    depth = 500_000
    return package({SHEET: sheet("<x>" * depth + "</x>" * depth)})


def strings_that_refer_to_themselves() -> bytes:
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>&#0;</t><si><t>a</t></si></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 3 * 4_000_000_000}</v></c></row>' for n in range(1, 9))
    return package({SHEET: sheet(rows), "xl/sharedStrings.xml": strings})


def repeated_string_bomb() -> bytes:
    """One long text that a hundred thousand cells share: small in the file, fifty gigabytes as cells."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"a" * 500_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    return package({SHEET: sheet(rows), "xl/sharedStrings.xml": strings})


def spreadsheet_of_repeats() -> bytes:
    """An OpenDocument sheet whose one cell says that it stands for all seventeen thousand million."""
    cells = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
    cells += 'table:number-columns-repeated="16384"><text:p>isi</text:p></table:table-cell></table:table-row>'
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        target.writestr("content.xml", content)
    return data.getvalue()


def a_million_columns() -> bytes:
    return b"kode_unit" + b",x" * 1_000_000 + b"\n" + b"1" + b",2" * 1_000_000 + b"\n"


def one_wide_row_above_many() -> bytes:
    return b"a" + b",b" * 16_000 + b'\n"' + b'"\n' + b"1\n" * 500_000


def nothing_but_separators() -> bytes:
    return b",;\t|" * (8 * MEGABYTE)


def nothing_but_quotes() -> bytes:
    return b'kode_unit,"' + b'""' * (12 * MEGABYTE)


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    made.__name__: cache(made)
    for made in (
        zip_bomb, zip_bomb_of_many_parts, zip_that_lies_about_its_sizes, zip_whose_parts_overlap,
        zip_of_a_million_parts, billion_laughs, quadratic_blowup, billion_laughs_in_utf_16, far_cell,
        far_cell_without_places, cell_beyond_the_sheet, cell_far_below, lying_dimension, deep_xml,
        strings_that_refer_to_themselves, repeated_string_bomb, spreadsheet_of_repeats,
    )
}  # fmt: skip
TEXTS: dict[str, Callable[[], bytes]] = {
    made.__name__: cache(made)
    for made in (a_million_columns, one_wide_row_above_many, nothing_but_separators, nothing_but_quotes)
}


def write_one_endless_line(path: Path, size: int = 2 << 30) -> Path:
    """Write a file that is one line of `size` bytes; sparse, so that it takes no room."""
    with path.open("wb") as file:
        file.write(b"kode_unit,nama_unit\n")
        file.truncate(size)
    return path


def write_many_rows(path: Path, rows: int = 20_000_000) -> Path:
    """Write a file of so many short rows."""
    with path.open("wb") as file:
        file.write(b"kode_unit,nama_unit\n")
        for _ in range(rows // 1_000_000):
            file.write(b"1,2\n" * 1_000_000)
    return path
