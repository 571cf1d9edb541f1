"""The newest build is served, a broken one never is, and nothing but its marts can be read."""

from pathlib import Path

import duckdb
import pytest
from published import newest, publish_changed

from dashboard import access, warehouse
from dashboard.queries import units


def test_a_new_build_shows_without_a_restart(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-a", "update marts.units set unit_name = 'Lama'")
    first = warehouse.pin()
    assert set(units.units(warehouse.cursor(), access.FULL)["unit_name"]) == {"Lama"}
    publish_changed(sample_home, own_home, "20260102T000000Z-b", "update marts.units set unit_name = 'Baru'")
    second = warehouse.pin()
    assert set(units.units(warehouse.cursor(), access.FULL)["unit_name"]) == {"Baru"}
    assert first is not None
    assert second is not None
    assert (first.build_id, second.build_id) == ("20260101T000000Z-a", "20260102T000000Z-b")
    assert second.alarm is None


def test_a_run_stays_on_the_build_it_began_with(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-a", "update marts.units set unit_name = 'Lama'")
    warehouse.pin()
    publish_changed(sample_home, own_home, "20260102T000000Z-b", "update marts.units set unit_name = 'Baru'")
    assert set(units.units(warehouse.cursor(), access.FULL)["unit_name"]) == {"Lama"}


def test_nothing_published_is_no_build(own_home: Path) -> None:
    assert warehouse.pin() is None
    (own_home / "published").mkdir()
    assert warehouse.pin() is None
    (own_home / "published" / "current").write_text("belum-ada")
    assert warehouse.pin() is None


@pytest.mark.parametrize("fault", ["cut", "garbage", "empty", "missing table", "missing file"])
def test_a_damaged_newest_build_gives_way_to_the_one_before_with_an_alarm(
    fault: str, sample_home: Path, own_home: Path
) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-good")
    bad = publish_changed(sample_home, own_home, "20260102T000000Z-bad")
    if fault == "cut":
        bad.write_bytes(bad.read_bytes()[:5000])
    elif fault == "garbage":
        bad.write_bytes(b"x" * 10_000)
    elif fault == "empty":
        bad.write_bytes(b"")
    elif fault == "missing file":
        bad.unlink()
    else:
        with duckdb.connect(str(bad)) as connection:
            connection.execute("drop table marts.iku_series")
    build = warehouse.pin()
    assert build is not None
    assert build.build_id == "20260101T000000Z-good"
    assert build.alarm is not None


def test_a_mended_build_is_served_again(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-good")
    bad = publish_changed(sample_home, own_home, "20260102T000000Z-bad")
    whole = bad.read_bytes()
    bad.write_bytes(whole[:5000])
    assert warehouse.pin().alarm  # type: ignore[union-attr]
    bad.write_bytes(whole)
    build = warehouse.pin()
    assert build is not None
    assert (build.build_id, build.alarm) == ("20260102T000000Z-bad", None)


@pytest.mark.parametrize("pointer", [b"\xff\xfe\x00", b"../../etc", b"", b"20260109T000000Z-gone"])
def test_a_pointer_that_cannot_be_followed_falls_back_with_an_alarm(
    pointer: bytes, sample_home: Path, own_home: Path
) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-good")
    (own_home / "published" / "current").write_bytes(pointer)
    build = warehouse.pin()
    assert build is not None
    assert build.build_id == "20260101T000000Z-good"
    assert build.alarm is not None


def test_a_build_newer_than_the_pointer_is_not_served(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-good")
    publish_changed(sample_home, own_home, "20260102T000000Z-half", point=False)
    build = warehouse.pin()
    assert build is not None
    assert (build.build_id, build.alarm) == ("20260101T000000Z-good", None)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd', header = false)",
        "create table marts.mine as select 1",
        "update marts.units set unit_name = 'x'",
        "set memory_limit = '4GB'",
        "attach '/tmp/other.duckdb'",
        "install httpfs",
        "copy marts.units to '/tmp/units.csv'",
    ],
)
def test_a_cursor_can_do_nothing_but_read_its_build(sql: str, sample: Path) -> None:
    warehouse.pin()
    with pytest.raises(duckdb.Error):
        warehouse.cursor().rows(sql, {})


def test_an_answer_kept_for_one_scope_is_never_given_to_another(sample: Path) -> None:
    warehouse.pin()
    every = units.units(warehouse.cursor(), access.FULL)
    head = access.Scope(role="kepala", unit_ids=(every["unit_id"][1],))
    assert units.units(warehouse.cursor(), head).height < every.height
    assert units.units(warehouse.cursor(), access.Scope(role="kepala")).is_empty()
    assert units.units(warehouse.cursor(), access.FULL).equals(every)


def test_the_file_served_is_the_one_the_pointer_names(sample: Path) -> None:
    build = warehouse.pin()
    assert build is not None
    assert build.build_id == newest(sample).parent.name
