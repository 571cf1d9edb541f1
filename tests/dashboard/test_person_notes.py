"""A note on an employee: written by who may see that person, read by the person too, and by nobody else."""

import re
from pathlib import Path

import pytest
from published import APP, publish_changed, unfold
from streamlit.testing.v1 import AppTest

from dashboard import access, notes, warehouse

WHOLE, UNIT, ABOVE, ELSEWHERE = "f1ad2c26d3281dc6", "6171.1.02.8", "6171.1.02", "6171.1.01"
WORDS = "Ikut [pelatihan](http://x) asuhan <b>keperawatan</b>"


@pytest.fixture
def own_sample(sample_home: Path, own_home: Path) -> Path:
    publish_changed(sample_home, own_home, "20260101T000000Z-person")
    warehouse.pin()
    return own_home


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app = app.run().switch_page(f"app_pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app = unfold(app.run())
    assert not app.exception
    return app


def of_head(unit_id: str) -> AppTest:
    return opened("profil_pegawai", sebagai=unit_id, unit=unit_id, orang=WHOLE)


def of_person(employee_id: str) -> AppTest:
    return opened("kinerja_saya", peran="pegawai", sebagai=employee_id)


def said(app: AppTest) -> str:
    words = [element.value for kind in ("title", "header", "markdown", "caption", "info") for element in app.get(kind)]
    return "\n".join([*words, *(str(table.value.to_dict("records")) for table in app.table)])


def write(app: AppTest, words: str) -> AppTest:
    """Fill in the form for a new note and keep it."""
    field = next(area for area in app.text_area if area.key and area.key.startswith("add-employee"))
    field.input(words)
    return next(button for button in app.button if button.label == "Simpan").click().run()


def test_a_head_writes_and_the_employee_reads_and_answers(own_sample: Path) -> None:
    app = write(of_head(ABOVE), WORDS)
    assert "Ikut \\[pelatihan\\]\\(http" in said(app), "as plain words, without any power"
    assert "juga dibaca oleh pegawai" in said(app)
    mine = of_person(WHOLE)
    assert "asuhan" in said(mine)
    assert not [button for button in mine.button if button.label == "Simpan"], "one does not write about oneself"
    next(area for area in mine.text_area if area.key and area.key.startswith("reply")).input("Siap, bulan depan")
    mine = next(button for button in mine.button if button.label == "Kirim balasan").click().run()
    assert "Siap, bulan depan" in said(mine)
    assert "Siap, bulan depan" in said(of_head(UNIT))
    (note, reply) = notes.read(warehouse.cursor(), access.FULL)
    assert (note.subject.subject_id, reply.reply_to) == (WHOLE, note.note_id)


def test_nobody_else_reads_it(own_sample: Path) -> None:
    write(of_head(ABOVE), WORDS)
    rows = warehouse.cursor().rows(
        "select min(employee_id) as other from marts.employee_periods where unit_id = $unit and employee_id > $me",
        {"unit": UNIT, "me": WHOLE},
    )
    assert "asuhan" not in said(of_person(rows["other"][0]))
    outside = of_head(ELSEWHERE)
    assert "asuhan" not in said(outside)
    assert "Melur 0488" not in said(outside)
    assert "daftar pegawai" in said(outside), "what the address asked for is answered in words"
    assert "orang" not in outside.query_params
    for role in ("perencana", "publik"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            opened("profil_pegawai", peran=role, orang=WHOLE)


def test_the_list_of_what_was_decided_leads_to_the_person(own_sample: Path) -> None:
    write(of_head(ABOVE), WORDS)
    app = opened("tindak_lanjut", sebagai=ABOVE, unit=ABOVE)
    assert re.search(rf"/profil_pegawai\?unit=6171\.1\.02&[^)]*orang={WHOLE}", said(app))


def test_feedback_of_somebody_else_is_not_even_a_part(own_sample: Path) -> None:
    app = of_head(UNIT)
    (parts,) = (group for group in app.get("button_group") if "Penilaian" in str(group))
    assert "Umpan balik" not in str(parts)
    app = opened("profil_pegawai", sebagai=UNIT, unit=UNIT, orang=WHOLE, bagian="umpan_balik")
    assert "dari 100" not in said(app)
    assert app.query_params["bagian"] in ("penilaian", ["penilaian"])


def test_the_unrated_are_named_with_the_way_to_each(own_sample: Path) -> None:
    app = opened("penilaian_kinerja", sebagai=ABOVE, unit=ABOVE)
    assert "/profil_pegawai?unit=6171.1.02&" in said(app)
    planner = opened("penilaian_kinerja", peran="perencana", unit=ABOVE)
    assert "profil_pegawai" not in said(planner)
