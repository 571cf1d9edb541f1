"""What we hand out is what we take back: templates, draft profiles, and words for every fault."""

import ast
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest
from taking_in import account, in_memory, write_csv, write_xlsx

from pipelines import drafts, findings, ingest, profiles, templates
from pipelines.contracts import all_contracts
from pipelines.findings import Refused
from pipelines.paths import PROJECT

KINDS = list(all_contracts())


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_read_back_gives_its_example_and_no_finding(kind: str, tmp_path: Path) -> None:
    contract = all_contracts()[kind]
    path = tmp_path / f"{kind}.xlsx"
    templates.write(contract, path)
    outcome = in_memory(path)
    assert outcome.refusal is None
    assert outcome.findings.is_empty()
    assert [(row["kind"], account(row)) for row in outcome.ledger] == [(kind, (1, 0, 0, 0, 0))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_explains_every_column_and_stars_the_required_ones(kind: str, tmp_path: Path) -> None:
    contract = all_contracts()[kind]
    templates.write(contract, tmp_path / "a.xlsx")
    guide = openpyxl.load_workbook(tmp_path / "a.xlsx")["Penjelasan"]
    rows = {row[0]: row for row in guide.iter_rows(min_row=2, max_row=len(contract.columns) + 1, values_only=True)}
    assert list(rows) == [column.name for column in contract.columns]
    assert {name for name, row in rows.items() if row[1] == "★"} == set(contract.required)
    assert all(row[2] and row[3] for row in rows.values())


def test_a_nip_typed_into_a_template_keeps_its_digits(tmp_path: Path) -> None:
    templates.write(all_contracts()["pegawai"], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["pegawai"]
    assert sheet.column_dimensions["A"].width >= 14
    assert sheet["A2"].number_format == "@"
    assert sheet["A2"].data_type == "s"


def test_a_draft_of_an_unknown_file_becomes_a_profile_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        ["Daftar unit"],
        [],
        ["Kode Unit", "Nama Unit", 'Jenis "unit"', "Catatan"],
        ["U1", "Dinas\nKesehatan", "dinas", "awal"],
    ]
    file = write_xlsx(tmp_path / 'unit "baru".xlsx', rows)
    text = drafts.draft(file)
    assert "judul di baris 3" in text
    assert 'D "Catatan": awal' in text
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    profile = profiles.load(tmp_path / "a.toml")
    assert tomllib.loads(text)["take"][0]["kind"] == "unit"
    monkeypatch.setattr(profiles, "all_profiles", lambda: (profile,))
    assert ingest.examine(file).parts[0][1].accepted["kode_unit"].to_list() == ["U1"]


def test_a_draft_shows_no_persons_data(tmp_path: Path) -> None:
    rows = [
        ["NIP", "Nama", "Kode Unit", "Jabatan", "NIK"],
        ["199001012020121001", "Budi", "U1", "Analis", "6171010101900001"],
    ]
    text = drafts.draft(write_csv(tmp_path / "a.csv", rows))
    tomllib.loads(text)
    assert 'nip = "NIP"' in text
    for secret in ("199001012020121001", "Budi", "6171010101900001"):
        assert secret not in text


@pytest.mark.parametrize("rows", [[["x"]], [["a", "b"], ["\x07", "1"]], [["1", "2"], ["3", "4"]]])
def test_a_draft_of_any_table_is_toml(tmp_path: Path, rows: list[list[str]]) -> None:
    assert tomllib.loads(drafts.draft(write_csv(tmp_path / "a.csv", rows)))["name"] == "a"


def test_every_code_has_words_in_both_languages() -> None:
    table = findings.catalogue()
    assert table["code"].is_unique().all()
    assert set(table["severity"]) == {"refuse", "quarantine", "repair", "warning"}
    for name in ("message_id", "message_en", "fix_id", "fix_en"):
        assert table[name].str.strip_chars().str.len_chars().min() > 5, name
    assert not (table["message_id"] == table["message_en"]).any()


def codes_in(source: str) -> set[str]:
    """Return the string constants of a module that are written like finding codes."""
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"!?[a-z]+(-[a-z]+)+(:\w+)?", text)}


def test_every_code_raised_anywhere_is_in_the_catalogue() -> None:
    own_words = {
        "sample",
        "planning",
        "cli_plan.py",
    }  # a plan says what is wrong with a wish from a catalogue of its own
    files = [path for path in (PROJECT / "pipelines").rglob("*.py") if not own_words & set(path.parts)]
    raised = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and not any(isinstance(part, ast.Starred) for part in node.args)
            if is_call and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refused":
                raised |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    assert len(raised) >= 9
    assert raised <= set(findings.catalogue()["code"])
    names = ("parse", "cells", "validate", "extract", "reshape", "outside", "recognition", "store")
    subjects = [PROJECT / "pipelines" / f"{name}.py" for name in names]
    subjects += sorted((PROJECT / "pipelines" / "contracts").glob("*.py"))
    written = set().union(*(codes_in(path.read_text(encoding="utf-8")) for path in subjects))
    codes = {text.strip("!").split(":")[0] for text in written} - KNOWN_OTHER
    assert codes <= set(findings.catalogue()["code"])
    assert len(codes) > 20


KNOWN_OTHER = {"judul-ulang", "judul-kelompok", "di-luar-cakupan", "utf-8", "rata-rata", "wtp-dpp"}
"""Words with a hyphen in those modules that are no finding codes."""


def test_a_code_without_words_is_a_defect() -> None:
    with pytest.raises(KeyError):
        findings.words("tidak-ada")
    assert Refused("berkas-kosong").message("en") != Refused("berkas-kosong").message("id")
