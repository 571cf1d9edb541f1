"""Every word on the screen has an English one, and the screen says what the catalogue says."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dashboard import language

HERE = Path(language.__file__).parent
PO = language.LOCALE / "en" / "LC_MESSAGES" / "kinerja.po"
SOURCES = sorted(HERE.glob("**/*.py"))


def marked(path: Path) -> set[str]:
    """Return every text a file marks for translation."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"_", "N_"} and call.args]
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file)


def translated(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def test_every_text_has_its_english(catalogue: Catalog) -> None:
    english = translated(catalogue)
    used = {text for path in SOURCES for text in marked(path)}
    assert len(used) > 200
    assert not sorted(used - english.keys())
    assert not sorted(text for text in used if not english[text])


def test_no_english_is_left_over(catalogue: Catalog) -> None:
    assert not sorted(translated(catalogue).keys() - {text for path in SOURCES for text in marked(path)})


def test_both_languages_are_filled_with_the_same_values(catalogue: Catalog) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    swapped = {"roman", "number"}  # Roman numerals in Indonesian, digits in English
    differ = {text for text, words in translated(catalogue).items() if names(text) - swapped != names(words) - swapped}
    assert not differ


def test_the_screen_says_what_the_catalogue_says(catalogue: Catalog) -> None:
    language.use("en")
    for text, words in translated(catalogue).items():
        assert language._(text) == words


def test_the_translators_tool_finds_what_the_code_marks() -> None:
    """A text marked inside an f-string would be missed."""
    found = {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(HERE), method_map=[("**.py", "python")], keywords={"_": None, "N_": None}
        )
    }
    assert found == {text for path in SOURCES for text in marked(path)}


def test_the_source_language_is_said_as_it_is_written() -> None:
    assert language._("Belum ada data") == "Belum ada data"
    language.use("en")
    assert language._("Belum ada data") == "No data yet"
    assert language.either("dua", "two") == "two"
    assert language.either("dua", None) == "dua"
