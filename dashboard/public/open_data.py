"""Open data: every table of the public file as CSV and Parquet, with a data package and a DCAT catalogue that say
what each holds; stable names, checksums, the build as the version.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.language import _
from dashboard.public import queries, tables
from dashboard.public.house import House
from dashboard.warehouse import Cursor
from dashboard.words import word
from dashboard.words.public import TABLES

FOLDER = "data/"
PACKAGE, CATALOGUE, SUMS = f"{FOLDER}datapackage.json", f"{FOLDER}dcat.jsonld", f"{FOLDER}sha256sums.txt"
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
FIELD_TYPES = {
    pl.Boolean: "boolean",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Date: "date",
    pl.Datetime("us"): "datetime",
    pl.String: "string",
}
KEYS = {
    "build": ("build_id",),
    "columns": ("column_name",),
    "editions": ("edition_id",),
    "grades": ("scale_id", "label", "valid_from"),
    "iku": ("iku_id", "unit_id", "year"),
    "iku_periods": ("iku_id", "unit_id", "period"),
    "iku_years": ("iku_id", "unit_id", "year"),
    "units": ("unit_id",),
    "updates": ("subject",),
}


@dataclass(frozen=True)
class Listed:
    """One table as the page of open data lists it."""

    title: str
    csv: str
    parquet: str
    note: str


def listed(cursor: Cursor) -> dict[str, Listed]:
    """Return the files of each table with its title and its number of rows."""
    return {
        name: Listed(
            word(TABLES, name),
            f"{FOLDER}{name}.csv",
            f"{FOLDER}{name}.parquet",
            _("{n} baris").format(n=formats.number(tables.rows(cursor, name).height, 0)),
        )
        for name in tables.names(cursor)
    }


def more() -> tuple[tuple[str, str], ...]:
    """Return the files that describe the others: path and what they are."""
    return (
        (PACKAGE, _("Keterangan semua tabel dan kolom (Data Package)")),
        (CATALOGUE, _("Katalog (DCAT, JSON-LD)")),
        (SUMS, _("Jumlah periksa SHA-256")),
    )


def files(cursor: Cursor, house: House) -> dict[str, bytes]:
    """Return every file of the open data by its path."""
    found: dict[str, bytes] = {}
    for name in tables.names(cursor):
        found[f"{FOLDER}{name}.csv"] = tables.csv_bytes(cursor, name)
        found[f"{FOLDER}{name}.parquet"] = tables.parquet_bytes(cursor, name)
    found[PACKAGE] = _json(package(cursor, house, found))
    found[CATALOGUE] = _json(catalogue(cursor, house, found))
    sums = [f"{_sha256(content)}  {path.removeprefix(FOLDER)}" for path, content in sorted(found.items())]
    found[SUMS] = "\n".join([*sums, ""]).encode()
    return found


def package(cursor: Cursor, house: House, found: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the descriptor: Data Package 2, every column with Satu Data Indonesia's five fields."""
    build = queries.build(cursor).row(0, named=True)
    meanings = {row["column_name"]: row for row in tables.rows(cursor, "columns").iter_rows(named=True)}
    resources = []
    for name in tables.names(cursor):
        twin = {"alternates": [_file(f"{FOLDER}{name}.parquet", found)]}
        resources.append(_described(cursor, name, meanings) | _file(f"{FOLDER}{name}.csv", found) | twin)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kinerja-publik",
        "id": f"urn:kinerja:{build['build_id']}",
        "title": f"Kinerja publik: {build['root_names'] or '–'}",
        "description": _about(build),
        "version": build["build_id"],
        "created": f"{build['published_at']:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [{"name": house.licence, "path": house.licence_address}],
        "contributors": [{"title": str(build["root_names"] or "–"), "roles": ["publisher"]}],
        "resources": resources,
    }


def _about(build: Mapping[str, Any]) -> str:
    words = "Data sintetis, bukan data instansi mana pun. " if build["is_synthetic"] else ""
    return (
        f"{words}Target, hasil, layanan, dan angka tentang kelompok orang yang sudah dibulatkan dan disembunyikan "
        f"bila dapat menunjuk seseorang. Data per {build['as_of']:%Y-%m-%d}."
        if build["as_of"]
        else words
    )


def _described(cursor: Cursor, name: str, meanings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    schema = tables.rows(cursor, name).schema
    comments = tables.comments(cursor, name)
    fields = [_field(column, FIELD_TYPES[kind], comments[column], meanings[column]) for column, kind in schema.items()]
    keys = {"primaryKey": [*KEYS[name]]} if name in KEYS else {}
    return {
        "name": name,
        "title": TABLES.get(name, name),
        "description": tables.grain(cursor, name),
        "type": "table",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **keys},
    }


def _field(column: str, kind: str, comment: str, meaning: Mapping[str, Any]) -> dict[str, Any]:
    satu_data = {
        "konsep": meaning["concept"],
        "definisi": meaning["definition"],
        "klasifikasi": meaning["classification"],
        "ukuran": meaning["quantity"],
        "satuan": meaning["measure_unit"],
    }
    return {"name": column, "type": kind, "description": comment, **satu_data}


def _file(path: str, found: Mapping[str, bytes]) -> dict[str, Any]:
    ending = path.rpartition(".")[2]
    return {
        "path": path.removeprefix(FOLDER),
        "format": ending,
        "mediatype": MEDIA[ending],
        "bytes": len(found[path]),
        "hash": f"sha256:{_sha256(found[path])}",
    }


def catalogue(cursor: Cursor, house: House, found: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the catalogue: one DCAT dataset a table with its two distributions, columns under Satu Data's words."""
    build = queries.build(cursor).row(0, named=True)
    meanings = {row["column_name"]: row for row in tables.rows(cursor, "columns").iter_rows(named=True)}
    base = f"{house.address}{FOLDER}" if house.address else ""
    publisher = {"@type": "foaf:Agent", "foaf:name": build["root_names"] or "–"}
    shared = {
        "dct:publisher": publisher,
        "dct:license": {"@id": house.licence_address},
        "dct:modified": {"@type": "xsd:dateTime", "@value": f"{build['published_at']:%Y-%m-%dT%H:%M:%SZ}"},
        "dct:language": "id",
        "owl:versionInfo": build["build_id"],
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:fn": house.contact_name,
            "vcard:url": {"@id": house.contact},
        },
    }
    datasets = [
        {
            "@type": "dcat:Dataset",
            "@id": f"urn:kinerja:publik:{name}",
            "dct:identifier": name,
            "dct:title": [_said(TABLES.get(name, name), "id")],
            "dct:description": [_said(tables.grain(cursor, name), "en")],
            "dcat:distribution": [_distribution(base, name, ending, found) for ending in MEDIA],
            "satudata:variabel": [_variable(meanings[column]) for column in tables.rows(cursor, name).columns],
            **shared,
        }
        for name in tables.names(cursor)
    ]
    title = [_said(f"Kinerja publik: {build['root_names'] or '–'}", "id")]
    context = {"@context": CONTEXT, "@type": "dcat:Catalog", "@id": "urn:kinerja:publik"}
    return {
        **context,
        "dct:title": title,
        "dct:description": [_said(_about(build), "id")],
        **shared,
        "dcat:dataset": datasets,
    }


CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "satudata": "urn:satu-data-indonesia:",
}


def _said(text: str, code: str) -> dict[str, str]:
    return {"@language": code, "@value": text}


def _variable(meaning: Mapping[str, Any]) -> dict[str, Any]:
    names = {"concept": "konsep", "definition": "definisi", "classification": "klasifikasi"}
    names |= {"quantity": "ukuran", "measure_unit": "satuan"}
    told = {f"satudata:{theirs}": meaning[ours] for ours, theirs in names.items() if meaning[ours]}
    return {"satudata:nama": meaning["column_name"], **told}


def _distribution(base: str, name: str, ending: str, found: Mapping[str, bytes]) -> dict[str, Any]:
    content = found[f"{FOLDER}{name}.{ending}"]
    return {
        "@type": "dcat:Distribution",
        "dct:title": f"{name}.{ending}",
        "dcat:downloadURL": {"@id": f"{base}{name}.{ending}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[ending]}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(content))},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _sha256(content),
        },
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
