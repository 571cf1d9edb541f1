"""The guides tell of the product as it is: every page, part, status, role and command stands in them as on screen."""

import ast
from pathlib import Path

import pytest

from dashboard import access, formats, measures
from dashboard.components import appraisal_view
from pipelines import cli, paths

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operasi.md").read_text(encoding="utf-8")


def titles() -> list[str]:
    """Return the titles of the pages of the navigation, read from the source: importing it would run it."""
    tree = ast.parse((ROOT / "dashboard" / "app.py").read_text(encoding="utf-8"))
    (pages,) = (
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    assert isinstance(pages, ast.Tuple)
    return [row.elts[1].args[0].value for row in pages.elts]  # type: ignore[attr-defined]


def test_every_page_is_in_the_guide() -> None:
    assert len(titles()) > 10
    left_out = {"Profil pegawai"}  # reached from the pages the guide tells of
    assert [title for title in titles() if f"**{title}**" not in GUIDE and title not in left_out] == []


@pytest.mark.parametrize("kind", ["no_data", "suppressed", "not_applicable"])
def test_every_kind_of_nothing_is_explained(kind: str) -> None:
    assert f"| {formats.nothing(kind)} |" in GUIDE


def test_every_status_stands_as_on_screen() -> None:
    assert [
        status.plain for status in measures.STATUSES.values() if status.plain.replace("\u00a0", " ") not in GUIDE
    ] == []


def test_parts_of_a_page_the_guide_names_exist() -> None:
    assert {"Kelengkapan", "Sebaran dan pola"} <= set(appraisal_view.PARTS.values())


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.main.commands if f"kinerja {name}" not in readme] == []


def test_every_role_and_every_thing_kept_is_in_the_operations() -> None:
    assert [role for role in access.ROLES if role.replace("_", " ") not in OPERATIONS] == []
    home = paths.Home(Path("home"))
    kept = (home.store, home.pointer, home.notes, home.scenarios, home.editions)
    assert [path.name for path in kept if path.name not in OPERATIONS] == []
