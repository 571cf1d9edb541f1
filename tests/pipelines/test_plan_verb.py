"""`kinerja plan`: from a build to a plan that is told, kept, compared and handed on; bad wishes get a way out."""

import csv
import datetime as dt
import json
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import click.testing
import duckdb
import openpyxl
import pytest
import small_plans
import small_store

from pipelines import cli, publish
from pipelines.paths import REFERENCE, Home
from pipelines.planning import asked, conflicts, gather, scenarios
from pipelines.planning.curve import curve
from pipelines.planning.plan import solve
from pipelines.planning.problem import Course, Need, Person, Problem
from pipelines.planning.wording import Refused, catalogue
from pipelines.sample import training

NIPS = [f"19900101202012100{number}" for number in range(1, 6)]
UNITS = "kode_unit,nama_unit,kode_induk\n1,Kota,\n1.1,Dinas Kesehatan,1\n1.2,Dinas Sosial,1\n"
TABLES = {
    "unit": UNITS,
    "pegawai": "nip,nama,kode_unit,jabatan,jenjang,status_pegawai,penugasan,mulai\n"
    + "".join(f"{n},Orang {n[-1]},1.{1 + (n > NIPS[2])},Camat,administrator,pns,definitif,2024-01-01\n" for n in NIPS),
    "standar_kompetensi": "jabatan,kompetensi,jenis,level\n"
    "Camat,Komunikasi,manajerial,3\nCamat,Integritas,manajerial,3\n",
    "asesmen_kompetensi": "nip,kompetensi,level,tanggal\n"
    + "".join(f"{n},Komunikasi,{level},2026-03-01\n" for n, level in zip(NIPS, (1, 2, 2, 3, 1), strict=True)),
    "katalog_pelatihan": "kode_pelatihan,nama,kompetensi,level_dari,level_ke,jp,biaya_per_peserta,kapasitas,sesi_maks\n"
    '=K1,"=HYPERLINK(""x"")",Komunikasi,1,2,16,1000000,20,2\n'
    'K2,"Komunikasi; lanjutan",Komunikasi,2,3,24,2000000,20,1\n',
    "riwayat_pelatihan": "nip,nama_pelatihan,kode_pelatihan,selesai,jp\n"
    f"{NIPS[1]},Komunikasi,K2,2026-05-01,24\n{NIPS[2]},Komunikasi,K2,2025-05-01,24\n",
}  # fmt: skip


MANY = [f"199001012020{number:06}" for number in range(600)]
CITY = TABLES | {
    "unit": "kode_unit,nama_unit,kode_induk\n1,Kota,\n" + "".join(f"1.{n},Dinas {n},1\n" for n in range(1, 21)),
    "pegawai": TABLES["pegawai"].splitlines()[0] + "\n"
    + "".join(
        f"{n},Orang,1.{1 + i % 20},Camat,administrator,pns,definitif,2024-01-01\n" for i, n in enumerate(MANY)
    ),
    "asesmen_kompetensi": "nip,kompetensi,level,tanggal\n"
    + "".join(
        f"{n},{name},{(i * 7 + k * 5) % 3 + 1},2026-03-01\n"
        for i, n in enumerate(MANY)
        for k, name in enumerate(("Komunikasi", "Integritas"))
    ),
    "katalog_pelatihan": TABLES["katalog_pelatihan"]
    + "I1,Integritas,Integritas,1,2,16,800000,25,4\nI2,Integritas lanjutan,Integritas,2,3,24,1700000,25,4\n",
    "riwayat_pelatihan": "nip,nama_pelatihan,kode_pelatihan,selesai,jp\n"
    f"{MANY[0]},Komunikasi,K2,2025-05-01,24\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Five people in two units; four fall short in Komunikasi, one of them took the next course afterwards."""
    home = small_store.make(tmp_path_factory.mktemp("plan") / "home", TABLES)
    publish.build(home)
    return home


def run(home: Home, *words: str, language: str = "id") -> click.testing.Result:
    return click.testing.CliRunner().invoke(cli.main, ["--home", str(home.root), "--language", language, *words])


def test_a_build_becomes_a_problem_counted_by_hand(built: Home) -> None:
    folder = publish.newest_good(built)
    assert folder is not None
    problem = gather.problem(folder, replace(small_plans.wishes(10**8), year=2026))
    assert len(problem.people) == 5
    levels = {person.employee_id: [need.level_e2 for need in person.needs] for person in problem.people}
    assert sorted(levels.values()) == [[], [100], [100], [200], [200]]
    taken = [person.taken for person in problem.people if person.taken]
    assert taken == [frozenset({"K2"})], "only the course taken since the assessment counts as taken"
    assert {course.course_id: course.day_count for course in problem.courses} == {"=K1": 2, "K2": 3}
    shorts = sorted(person.short_jp_e2 for person in problem.people)
    assert shorts[0] == 0, "24 JP in 2026 meet the right of 20"
    one = gather.problem(folder, small_plans.wishes(10**8, unit_id="1.2"))
    assert len(one.people) == 2


def test_a_plan_is_told_kept_compared_and_handed_on(built: Home, tmp_path: Path) -> None:
    done = run(built, "plan", "--budget", "8 juta", "--class", "1", "--right", "off", "--save", "Satu", "--curve")
    assert done.exit_code == 0, done.output
    assert "terbukti terbaik" in done.output
    assert "Rp 8.000.000 dari Rp 8.000.000" in done.output, (
        "two climb both steps (6 million), one the second (2 million)"
    )
    again = run(built, "plan", "--from", "Satu", "--budget", "2 juta", "--save", "Dua", "--json")
    assert again.exit_code == 0, again.output
    record = json.loads(again.output)
    assert record["plan"]["status"] == "optimal"
    assert record["plan"]["cost_rupiah"] <= 2_000_000
    assert record["wishes"]["smallest_class"] == 1, "the wishes of the scenario stand where nothing else was typed"
    told = run(built, "plan", "compare", "Satu", "Dua").output
    assert "8.000.000" in told
    assert "2.000.000" in told
    assert "K2" in told
    for ending in ("xlsx", "ics"):
        assert run(built, "plan", "export", "Satu", str(tmp_path / f"satu.{ending}")).exit_code == 0
    _judge_workbook(built, tmp_path)
    _judge_calendar((tmp_path / "satu.ics").read_bytes())


def _judge_workbook(built: Home, folder: Path) -> None:
    """Cells are inert, sums add up, and nobody is named unless asked for."""
    book = openpyxl.load_workbook(folder / "satu.xlsx")
    assert book.sheetnames == ["Rencana", "Kebutuhan", "Anggaran", "Kalender", "Belum terlayani", "Definisi"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert '=HYPERLINK("x")' in [cell.value for cell in cells]
    assert not [cell for cell in cells if str(cell.value).startswith("Orang ")]
    rows = [[cell.value for cell in row] for row in book["Rencana"].iter_rows(min_row=2)]
    assert sum(row[8] for row in rows) == 8_000_000
    amounts = [row[5] for row in book["Anggaran"].iter_rows(min_row=2, values_only=True)]
    assert amounts[-3:] == [8_000_000, 8_000_000, 0]
    assert run(built, "plan", "export", "Satu", str(folder / "nama.xlsx"), "--participants").exit_code == 0
    people = openpyxl.load_workbook(folder / "nama.xlsx")["Peserta"]
    assert {row[6] for row in people.iter_rows(min_row=2, values_only=True)} >= {"Orang 1", "Orang 3", "Orang 5"}


def _judge_calendar(data: bytes) -> None:
    lines = data.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:Komunikasi\\; lanjutan (1)" in unfolded
    starts = [line for line in unfolded if line.startswith("DTSTART;VALUE=DATE:2027")]
    assert len(starts) == unfolded.count("BEGIN:VEVENT") == 2
    uids = [line for line in unfolded if line.startswith("UID:")]
    assert len(uids) == len(set(uids))


def test_a_scenario_gets_another_name_or_goes(built: Home) -> None:
    assert run(built, "plan", "--budget", "3 juta", "--class", "1", "--save", "Draf").exit_code == 0
    before = scenarios.load(built, "Draf")
    for name, new, said in (("Draf", "../x", "../x"), ("Draf", "Draf", "Draf"), ("tidak ada", "Baru", "tidak ada")):
        refused = run(built, "plan", "rename", name, new)
        assert refused.exit_code == 2
        assert said in refused.stderr
    assert run(built, "plan", "rename", "Draf", "Usulan 2027").exit_code == 0
    assert scenarios.load(built, "Usulan 2027") == replace(before, name="Usulan 2027")
    assert "Draf" not in scenarios.names(built)
    (built.scenarios / "Rusak.json").write_text("{", encoding="utf-8")
    for name in ("Usulan 2027", "Rusak"):
        assert run(built, "plan", "remove", name).exit_code == 0
        assert name not in scenarios.names(built)
        assert run(built, "plan", "remove", name).exit_code == 2
    assert run(built, "plan", "remove", "../store").exit_code == 2


def test_the_calendar_of_holidays_is_that_of_the_years_it_knows(built: Home) -> None:
    folder = publish.newest_good(built)
    assert folder is not None
    year = {"start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31)}
    known = gather.problem(folder, replace(small_plans.wishes(1), **year)).holidays
    assert dt.date(2026, 8, 17) in known
    with (REFERENCE / "holidays.csv").open(encoding="utf-8") as file:
        assert known == {
            dt.date.fromisoformat(row["holiday_date"])
            for row in csv.DictReader(file)
            if row["holiday_date"].startswith("2026")
        }
    assert gather.problem(folder, small_plans.wishes(1)).holidays == frozenset()


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [("2 triliun", 2 * 10**12), ("1,5 miliar", 1_500_000_000), ("Rp 500.000.000", 500_000_000), ("750rb", 750_000)],
)
def test_a_budget_is_read_as_it_is_written(text: str, rupiah: int) -> None:
    assert asked.rupiah(text) == rupiah


BAD = {
    "no budget": (2, [], "--budget"),
    "unreadable budget": (2, ["--budget", "banyak"], "500 juta"),
    "negative budget": (2, ["--budget", "-5"], "nol"),
    "budget zero": (1, ["--budget", "0", "--class", "1"], "Rp 1.000.000"),
    "budget below a class": (1, ["--budget", "1 juta", "--class", "2"], "Rp 2.000.000"),
    "unknown course": (2, ["--budget", "9 juta", "--include", "X9"], "X9"),
    "unknown unit": (2, ["--budget", "9 juta", "--unit", "9.9"], "9.9"),
    "asked for and ruled out": (2, ["--budget", "9 juta", "--include", "K2", "--exclude", "K2"], "K2"),
    "deadline in the past": (1, ["--budget", "9 juta", "--until", "2020-12-31"], "2020-12-31"),
    "window turned": (2, ["--budget", "9 juta", "--start", "2098-12-31", "--until", "2098-01-01"], "2098-01-01"),
    "seats below the class": (1, ["--budget", "90 juta", "--class", "21"], "menjadi 20"),
    "nobody may enter": (1, ["--budget", "90 juta", "--class", "5", "--include", "K2"], "K2"),
    "weights of four": (2, ["--budget", "9 juta", "--weights", "1,2,3,4"], "lima angka"),
    "weights of nothing": (2, ["--budget", "9 juta", "--weights", "0,0,0,0,0"], "tidak semuanya nol"),
    "name with a path": (2, ["--budget", "9 juta", "--save", "../x"], "../x"),
    "unknown scenario": (2, ["--from", "tidak ada"], "tidak ada"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_wish_is_answered_with_a_way_out_in_one_line(built: Home, what: str) -> None:
    code, words, hint = BAD[what]
    said = {language: run(built, "plan", *words, language=language) for language in ("id", "en")}
    for done in said.values():
        assert done.exit_code == code, done.output
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr
    assert hint.casefold() in said["id"].stderr.replace(",", ".").casefold()
    assert said["id"].stderr != said["en"].stderr


def test_nothing_typed_is_lost_when_a_wish_cannot_be_met(built: Home) -> None:
    done = run(built, "plan", "--budget", "0", "--class", "1", "--exclude", "K2", "--save", "Nol")
    assert done.exit_code == 1
    kept = scenarios.load(built, "Nol")
    assert (kept.plan, kept.wishes.exclude, kept.said[0].code) == (None, ("K2",), "budget_zero")
    assert run(built, "plan", "export", "Nol", "x.xlsx").exit_code == 1
    mended = run(built, "plan", "--from", "Nol", "--budget", "3 juta", "--json")
    assert mended.exit_code == 0, mended.output
    assert json.loads(mended.output)["wishes"]["exclude"] == ["K2"]
    again = run(built, "plan", "--budget", "3 juta", "--class", "1", "--save", "Nol")
    assert again.exit_code == 2, "a scenario is not overwritten"
    assert scenarios.load(built, "Nol") == kept


def test_a_scenario_of_an_older_build_says_so_and_can_be_made_anew(tmp_path: Path) -> None:
    home = small_store.make(tmp_path / "home", TABLES)
    first = publish.build(home)
    assert run(home, "plan", "--budget", "8 juta", "--class", "1", "--save", "Lama").exit_code == 0
    second = publish.build(home)
    told = run(home, "plan", "compare", "Lama", "Lama").output
    assert first.build_id in told
    assert second.build_id in told
    assert "--from" in told
    anew = run(home, "plan", "--from", "Lama", "--json")
    assert anew.exit_code == 0
    assert json.loads(anew.output)["plan"]["build_id"] == second.build_id
    assert [note["code"] for note in json.loads(anew.output)["notes"]] == ["made_anew"]


def test_a_plan_is_the_same_byte_for_byte(built: Home) -> None:
    outputs = {run(built, "plan", "--budget", "5 juta", "--class", "1", "--json").output for _ in range(2)}
    assert len(outputs) == 1


def test_contradicting_wishes_are_named_and_no_others() -> None:
    """Both includes cost 2 × 3 juta; the floor is kept by either; only includes, class and budget contradict."""
    courses = tuple(Course(each, each, each, 100, 200, 1600, 3_000_000, 5, 1) for each in ("A", "B"))
    needs = (Need("A", 100, 200), Need("B", 100, 200))
    people = tuple(Person(f"p{number}", "u", needs) for number in range(4))
    wish = small_plans.wishes(7_000_000, include=("A", "B"), floor_pct=20, smallest_class=2)
    found = conflicts.conflict(Problem(people, courses, wish), 60)
    assert sorted(said.code for said in found.wishes) == ["wish_budget", "wish_class", "wish_include", "wish_include"]
    assert [(said.code, dict(said.blanks)) for said in found.ways_out] == [("way_budget", {"least": 12_000_000})]


def test_a_floor_that_is_too_high_is_answered_with_the_highest_that_holds() -> None:
    """Ten people, a budget for three: 30 percent of the unit."""
    course = Course("A", "A", "A", 100, 200, 1600, 1_000_000, 10, 1)
    people = tuple(Person(f"p{number}", "u", (Need("A", 100, 200),)) for number in range(10))
    wish = small_plans.wishes(3_000_000, floor_pct=50, smallest_class=1)
    found = conflicts.conflict(Problem(people, (course,), wish), 60)
    assert {said.code: dict(said.blanks) for said in found.ways_out} == {
        "way_budget": {"least": 5_000_000},
        "way_floor": {"share": 30},
    }


def test_every_conflict_found_is_one_and_giving_up_any_of_it_helps() -> None:
    """On random cases without a plan: the wishes named contradict, and each is needed for that."""
    seen = 0
    for seed in range(400):
        case = small_plans.problem(seed)
        if small_plans.best_value(case) is None:
            found = conflicts.conflict(case, 60)
            assert found.wishes, seed
            least = [said.blanks["least"] for said in found.ways_out if said.code == "way_budget"]
            for budget in least:
                enough = small_plans.with_wishes(case, budget_rupiah=budget)
                assert small_plans.best_value(enough) is not None, seed
                assert (
                    small_plans.best_value(small_plans.with_wishes(case, budget_rupiah=int(str(budget)) - 1)) is None
                ), seed
            seen += 1
        if seen == 25:
            break
    assert seen == 25


def test_more_money_never_buys_less() -> None:
    case = training.city(300, budget=60_000_000)
    points = curve(case, 120)
    values = [point.value or 0 for point in points]
    assert values == sorted(values)
    assert len(set(values)) > 3
    by_hand = solve(small_plans.with_wishes(case, budget_rupiah=points[2].budget_rupiah), 60)
    assert points[2].value == by_hand.value


@pytest.mark.parametrize(
    ("text", "amount"),
    [("500 juta", 500_000_000), ("Rp 1,5 miliar", 1_500_000_000), ("500.000.000", 500_000_000), ("0", 0),
     ("Rp. 2,25 jt", 2_250_000), ("750rb", 750_000)],
)  # fmt: skip
def test_money_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert asked.rupiah(text) == amount


@pytest.mark.parametrize("text", ["", "1.5 juta", "1,500,000", "sejuta", "5 dolar", "1.00"])
def test_money_that_could_mean_two_things_is_not_guessed(text: str) -> None:
    with pytest.raises(Refused) as refused:
        asked.rupiah(text)
    assert refused.value.is_usage


def test_every_word_of_planning_is_in_both_languages_with_the_same_blanks() -> None:
    with (REFERENCE / "plan_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert len({row[0] for row in rows}) == len(rows) == len(catalogue())
    for code, indonesian, english in rows:
        assert sorted(re.findall(r"{(\w+)}", indonesian)) == sorted(re.findall(r"{(\w+)}", english)), code
        assert indonesian
        assert english


def test_the_catalogue_of_a_course_without_competency_is_refused_when_it_is_asked_for() -> None:
    bare = Course("A", "A", None, 100, 200, 1600, 0, 5, 1)
    person = Person("p", "u", (Need("A", 100, 200),))
    wish = small_plans.wishes(0, include=("A",), smallest_class=1)
    with pytest.raises(Refused) as refused:
        asked.check(Problem((person,), (bare,), wish), dt.date(2026, 1, 1))
    assert refused.value.said[0].code == "course_without_competency"


def test_the_weights_wished_for_decide_what_a_level_is_worth(built: Home) -> None:
    """Severity alone, people alone, and what the settings say: each the weighted mean of the known parts."""
    folder = publish.newest_good(built)
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        parts = con.execute(
            "select severity_part, people_part, need_score from marts.training_needs "
            "where unit_id = '1.1' and competency_name = 'Komunikasi'"
        ).fetchone()
    assert parts is not None
    assert parts[0] != parts[1]
    for weights, expected in (((1, 0, 0, 0, 0), parts[0]), ((0, 1, 0, 0, 0), parts[1]), ((), parts[2])):
        wishes = small_plans.wishes(10**8, need_weights=weights, unit_id="1.1")
        found = {need.weight_e2 for person in gather.problem(folder, wishes).people for need in person.needs}
        assert found == {round(expected)}


def test_progress_is_told_to_a_program_and_a_wish_that_fails_leaves_no_scenario(built: Home) -> None:
    words = ("plan", "--class", "1", "--right", "off", "--progress", "--only-plans", "--json")
    done = run(built, *words, "--budget", "8 juta", "--save", "Dari layar")
    assert done.exit_code == 0, done.output
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert told
    assert told[0].keys() == {"seconds", "value", "bound"}
    assert json.loads(done.stdout)["saved_as"] == "Dari layar"
    assert scenarios.load(built, "Dari layar").told == {"id": (), "en": ()}
    assert run(built, *words, "--budget", "0", "--save", "Nol saja").exit_code == 1
    assert "Nol saja" not in scenarios.names(built)


def test_an_interrupt_ends_the_search_and_keeps_the_best_so_far(tmp_path: Path) -> None:
    """A real child process on a problem of some size, told to stop as soon as it has told of a plan."""
    home = small_store.make(tmp_path / "home", CITY)
    publish.build(home)
    command = [sys.executable, "-m", "pipelines", "--home", str(home.root), "plan", "--budget", "300 juta"]
    command += ["--seconds", "600", "--right", "off", "--progress", "--json", "--save", "Terhenti", "--curve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        first = next(told for line in child.stderr if (told := json.loads(line))["value"] is not None)
        assert first["bound"] >= first["value"]
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        output, _errors = child.communicate(timeout=60)
    assert time.monotonic() - began < 20
    record = json.loads(output)
    assert record["plan"]["status"] in ("feasible", "optimal")
    assert record["plan"]["value"] >= first["value"] * record["points_a_level"] - 1
    assert scenarios.load(home, "Terhenti").plan is not None


def test_the_public_table_of_a_plan_holds_no_person_and_no_small_count(tmp_path: Path) -> None:
    """Everything shown is a rounded count of at least ten or hidden; no employee, no unit, no exact cost."""
    home = small_store.make(tmp_path / "home", CITY)
    publish.build(home)
    words = ("plan", "--budget", "90 juta", "--class", "7", "--seconds", "20", "--save", "Publik")
    assert run(home, *words, "--exclude", "K2").exit_code == 0
    assert run(home, "plan", "export", "Publik", str(tmp_path / "publik.csv")).exit_code == 0
    text = (tmp_path / "publik.csv").read_text(encoding="utf-8-sig")
    kept = scenarios.load(home, "Publik")
    assert kept.plan is not None
    people = [each for session in kept.plan["sessions"] for each in session["employee_ids"]]
    assert people
    assert not [each for each in people if each in text]
    assert "Dinas" not in text
    assert str(kept.plan["cost_rupiah"]) not in text
    rows = list(csv.reader(text.splitlines()))[1:]
    counts = [row[3] for row in rows if row[0] not in ("Rencana", "Definisi")]
    assert counts
    assert all(count == "disembunyikan (n kecil)" or (int(count) >= 10 and int(count) % 5 == 0) for count in counts)
    by_hand = dict.fromkeys(("Komunikasi", "Integritas"), 0)
    for row in kept.plan["coverage"]:
        by_hand[row["competency_name"]] += row["short_count"]
    told = {row[1]: row[3] for row in rows if row[0] == "Pegawai di bawah syarat"}
    assert told == {name: str(5 * round(count / 5)) for name, count in by_hand.items()}


def test_a_small_class_is_hidden_from_the_public(built: Home, tmp_path: Path) -> None:
    """The negative control: two people in one course are told to the planner, not to the public."""
    assert run(built, "plan", "--budget", "8 juta", "--class", "1", "--right", "off", "--save", "Kecil").exit_code == 0
    assert run(built, "plan", "export", "Kecil", str(tmp_path / "kecil.csv"), language="en").exit_code == 0
    rows = list(csv.reader((tmp_path / "kecil.csv").read_text(encoding="utf-8-sig").splitlines()))
    courses = [row for row in rows if row[0] == "Course (participants)"]
    assert courses
    assert {row[3] for row in courses} == {"hidden (small n)"}
    assert {row[1][:2] for row in courses} >= {"'="}
