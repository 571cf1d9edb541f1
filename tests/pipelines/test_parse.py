"""One cell's text becomes the value its owner meant, or is refused with the reason; nothing is guessed."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import parse
from pipelines.contracts.columns import ORGANISATION_PREDICATES, PERSON_PREDICATES, RATINGS

MONTH_NAMES = {
    1: "Januari Jan",
    2: "Februari Pebruari Feb",
    3: "Maret Mar",
    4: "April Apr",
    5: "Mei",
    6: "Juni Jun",
    7: "Juli Jul",
    8: "Agustus Agu Agt Ags",
    9: "September Sep",
    10: "Oktober Okt",
    11: "November Nopember Nov Nop",
    12: "Desember Des",
}


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234,5", "auto", 1234.5),
        ("1,5", "auto", 1.5),
        ("4.25", "auto", 4.25),
        ("18.000.000", "auto", 18_000_000),
        ("1,595,757", "auto", 1_595_757),
        ("1,595,757.25", "auto", 1_595_757.25),
        ("9,55", "auto", 9.55),
        ("0,123", "auto", 0.123),
        ("0.123", "auto", 0.123),
        ("-2,5", "auto", -2.5),
        ("100%", "auto", 100),
        ("99,5 %", "auto", 99.5),
        ("1 234 567,5", "auto", 1_234_567.5),
        ("1.234", ".", 1.234),
        ("1.234", ",", 1234),
        ("1,234", ",", 1.234),
        ("1,234", ".", 1234),
        ("18.000.000", "money", 18_000_000),
        ("1.234", "money", 1234),
        ("Rp 1.250.000,00", "money", 1_250_000),
        ("Rp1.250.000,-", "money", 1_250_000),
        ("Rp. 750.000", "money", 750_000),
        ("0", "auto", 0),
    ],
)
def test_a_number_is_read_as_its_owner_wrote_it(text: str, decimal: parse.Decimal, value: float) -> None:
    assert parse.number(text, decimal) == (value, None)


@pytest.mark.parametrize(
    ("text", "decimal"),
    [("1.234", "auto"), ("1,234", "auto"), ("1,595", "money"), ("4.25", ","), ("1,5", "."), ("1,234.5", ",")],
)
def test_a_number_that_can_be_read_in_two_ways_is_refused(text: str, decimal: parse.Decimal) -> None:
    assert parse.number(text, decimal) == (None, "angka-rancu")


@pytest.mark.parametrize(
    "text",
    [
        "WTP",
        "A",
        "≥ 90",
        "12 Bulan",
        "80 - 90%",
        "80-90",
        "80 poin",
        "Rp 1.000",
        "1,595,757,500,00",
        "1.2.3",
        "--5",
        "5-",
        "12 5",
        "1 23",
        "١٢",
        "1e5",
        "inf",
        "nan",
        "1_000",
        "0x1F",
        "%",
        "9" * 400,
    ],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    assert parse.number(text, "auto") == (None, "angka-tidak-sah")


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        (["1,5", "1.234"], ","),
        (["4.25", "1.234"], "."),
        (["1.234"], "auto"),
        (["12", "-"], "auto"),
        (["1,5", "4.25"], "auto"),
        (["1.234.567"], ","),
        (["99,5%", "1.234"], ","),
        ([], "auto"),
    ],
)
def test_a_column_follows_its_unambiguous_numbers(texts: list[str], decimal: str) -> None:
    assert parse.convention(texts, money=False) == decimal


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_indonesian_and_program_notation_of_a_number_agree(value: object) -> None:
    plain = f"{value:.2f}"
    grouped = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert parse.number(plain, "auto") == parse.number(grouped, "auto") == (float(plain), None)


def test_a_cell_stored_as_a_number_is_in_program_notation() -> None:
    assert parse.stored_number("1.234") == (1.234, None)
    assert parse.stored_number("1.5e-05") == (1.5e-05, None)
    assert parse.stored_number("1e999") == (None, "angka-tidak-sah")
    assert parse.stored_number("TRUE") == (None, "angka-tidak-sah")


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-30",
        "2026/06/30",
        "2026-6-30",
        "30-06-2026",
        "30/06/2026",
        "30.06.2026",
        "30 Juni 2026",
        "30 JUNI 2026",
        "30-Jun-2026",
        "2026-06-30 08:15",
        "30/06/2026 08:59 AM",
        "2026-06-30T08:15:00",
    ],
)
def test_a_date_is_read_day_first_in_every_form_met(text: str) -> None:
    assert parse.date(text) == (dt.date(2026, 6, 30), None)


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2026",
        "2026-13-01",
        "13/30/2026",
        "30 Foo 2026",
        "0026-06-30",
        "2206-06-30",
        "45000",
        "30-06-26",
        "besok",
        "2026-06-30 25:00",
        "2026-06-30 pagi",
        "٢٠٢٦-٠٦-٣٠",
    ],
)
def test_a_date_that_cannot_be_is_refused(text: str) -> None:
    assert parse.date(text) == (None, "tanggal-tidak-sah")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_reads_the_same_in_all_forms(day: dt.date) -> None:
    name = MONTH_NAMES[day.month].split()[0]
    for text in (day.isoformat(), f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day.day} {name} {day.year}"):
        assert parse.date(text) == (day, None)


def test_a_time_keeps_its_half_of_the_day() -> None:
    assert parse.moment_of("30/12/2025 08:59 PM") == (dt.datetime(2025, 12, 30, 20, 59), None)
    assert parse.moment_of("30/12/2025 12:05 AM") == (dt.datetime(2025, 12, 30, 0, 5), None)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", "2026"),
        ("Tahun 2026", "2026"),
        ("Periode Tahunan 2026", "2026"),
        ("2026-TW2", "2026-TW2"),
        ("Triwulan II 2026", "2026-TW2"),
        ("TW 2/2026", "2026-TW2"),
        ("TW II Tahun 2026", "2026-TW2"),
        ("2026 TW IV", "2026-TW4"),
        ("Triwulan 1 2026", "2026-TW1"),
        ("Q3 2026", "2026-TW3"),
        ("Semester I 2026", "2026-S1"),
        ("2026-S2", "2026-S2"),
        ("Semester 2 Tahun 2026", "2026-S2"),
        ("2026-06", "2026-06"),
        ("2026-6", "2026-06"),
        ("Juni 2026", "2026-06"),
        ("Bulan Juni 2026", "2026-06"),
        ("Periode Bulanan V Tahun 2026", "2026-05"),
        ("Periode Bulanan 6 Tahun 2026", "2026-06"),
        ("periode bulanan xii tahun 2026", "2026-12"),
    ],
)
def test_a_period_is_read_in_every_form_met(text: str, period: str) -> None:
    assert parse.period(text) == (period, None)


@pytest.mark.parametrize(
    "text",
    [
        "TW V 2026",
        "TW 0 2026",
        "Semester III 2026",
        "2026-13",
        "2026-00",
        "Periode Bulanan IIII Tahun 2026",
        "Periode Bulanan XIII Tahun 2026",
        "Periode Bulanan 13 Tahun 2026",
        "Foo 2026",
        "Semester I",
        "26",
        "1826",
        "2026-TW",
        "",
        "Juni",
        "2026-06-30",
    ],
)
def test_a_period_that_cannot_be_is_refused(text: str) -> None:
    assert parse.period(text) == (None, "periode-tidak-sah")


def test_roman_months_run_from_one_to_twelve_as_romans_wrote_them() -> None:
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    said = [parse.period(f"Periode Bulanan {roman} Tahun 2026")[0] for roman in romans]
    assert said == [f"2026-{month:02d}" for month in range(1, 13)]


@pytest.mark.parametrize(("month", "names"), MONTH_NAMES.items())
def test_every_spelling_of_a_month_is_known(month: int, names: str) -> None:
    for name in names.split():
        assert parse.period(f"{name} 2026") == (f"2026-{month:02d}", None)
        assert parse.date(f"1 {name.upper()} 2026") == (dt.date(2026, month, 1), None)


@pytest.mark.parametrize("text", ["199001012020121001", "199001012020131001", "197512312000032999"])
def test_a_nip_of_eighteen_true_digits_is_kept(text: str) -> None:
    assert parse.nip(text) == (text, None)


@pytest.mark.parametrize(
    "text", ["199001012020121000", "1.99001E+17", "1,99E+17", "1.99001012020121E+17", "123456789012345000"]
)
def test_a_nip_that_went_through_excel_is_refused_and_never_repaired(text: str) -> None:
    assert parse.nip(text) == (None, "nip-rusak-excel")


@pytest.mark.parametrize(
    "text",
    [
        "19900101202012100",
        "1990010120201210011",
        "199013012020121001",
        "199002302020121001",
        "199001012020123001",
        "199001011990121001",
        "6171010101900001",
        "130123456",
        "19900101202012100A",
        "١٩٩٠٠١٠١٢٠٢٠١٢١٠٠١",
        "",
    ],
)
def test_a_nip_that_cannot_be_true_is_refused(text: str) -> None:
    assert parse.nip(text) == (None, "nip-tidak-sah")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("SANGAT BAIK", "very_good"),
        ("Baik", "good"),
        ("Perlu Perbaikan", "needs_improvement"),
        ("BUTUH PERBAIKAN", "needs_improvement"),
        ("Cukup", "needs_improvement"),
        ("Cukup/Butuh Perbaikan", "needs_improvement"),
        ("Kurang", "poor"),
        ("Kurang/Misconduct", "poor"),
        ("Kurang/misconduct", "poor"),
        ("Kurang / Misconduct", "poor"),
        ("Kurang / Misonduct", "poor"),
        ("SANGAT KURANG", "very_poor"),
        ("Sangat\u00a0 Baik", "very_good"),
    ],
)
def test_a_predicate_is_known_in_every_spelling_met(text: str, predicate: str) -> None:
    assert parse.label(text, PERSON_PREDICATES) == (predicate, None)


@pytest.mark.parametrize(
    "text", ["Sangat", "Sangat Baik sekali", "Baik.", "Tidak Baik", "Kurang Baik", "baikk", "", "B"]
)
def test_a_label_is_matched_whole_never_by_a_part(text: str) -> None:
    assert parse.label(text, PERSON_PREDICATES) == (None, "label-tidak-dikenal")


def test_istimewa_belongs_to_organisations_only() -> None:
    assert parse.label("Istimewa", PERSON_PREDICATES) == (None, "istimewa-perorangan")
    assert parse.label("ISTIMEWA", ORGANISATION_PREDICATES) == ("excellent", None)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Diatas Ekspektasi", "above"),
        ("Di atas ekspektasi", "above"),
        ("Di Atas Ekspektasi", "above"),
        ("Sesuai Ekspektasi", "expected"),
        ("Dibawah ekspektasi", "below"),
        ("Di bawah ekspektasi", "below"),
        ("1", "above"),
        ("3", "below"),
    ],
)
def test_a_rating_is_known_in_words_and_in_siasn_codes(text: str, rating: str) -> None:
    assert parse.label(text, RATINGS) == (rating, None)


def test_a_yes_is_a_whole_word() -> None:
    assert parse.yes_no("Ya") == (True, None)
    assert parse.yes_no("TIDAK") == (False, None)
    assert parse.yes_no("yang") == (None, "label-tidak-dikenal")


def test_whole_numbers_fit_the_store_and_years_have_four_digits() -> None:
    assert parse.whole_number(4.0) == (4, None)
    assert parse.whole_number(3.5) == (None, "angka-tidak-sah")
    assert parse.whole_number(1e12) == (None, "nilai-di-luar-batas")
    assert parse.year(2026.0) == (2026, None)
    assert parse.year(26.0) == (None, "nilai-di-luar-batas")


@given(st.text(max_size=30), st.sampled_from(["auto", ".", ",", "money"]))
def test_no_text_whatever_breaks_a_parser(text: str, decimal: parse.Decimal) -> None:
    outcomes = [
        parse.number(text, decimal),
        parse.date(text),
        parse.moment_of(text),
        parse.period(text),
        parse.nip(text),
    ]
    outcomes += [parse.label(text, PERSON_PREDICATES), parse.yes_no(text), parse.stored_number(text)]
    assert all((value is None) != (code is None) for value, code in outcomes)


def test_no_near_miss_of_a_real_cell_breaks_a_parser() -> None:
    dice = random.Random(1)
    seeds = ["1.234,5", "Rp 1.250.000", "2026-06-30", "Triwulan II 2026", "199001012020121001", "30 Juni 2026 08:59 AM"]
    for _ in range(3000):
        text = list(dice.choice(seeds))
        for _ in range(dice.randint(1, 3)):
            text[dice.randrange(len(text))] = dice.choice("0123456789.,-/ :%²٣IVXeE+Rp\u00a0")
        cell = "".join(text)
        for parser in (parse.date, parse.moment_of, parse.period, parse.nip, lambda t: parse.number(t, "auto")):
            value, code = parser(cell)
            assert (value is None) != (code is None), cell


@pytest.mark.parametrize("text", ["Rp 1.000", "rp 1.000", "RP. 1.000,-", "IDR 1.000", "idr1.000"])
def test_the_sign_of_money_is_no_part_of_its_number(text: str) -> None:
    assert parse.convention([text], money=True) == "money"
    assert parse.number(text, "money") == (1000, None)


def test_the_sign_of_money_is_not_expected_in_other_columns() -> None:
    assert parse.convention(["1,5", "2,25"], money=False) == ","
    assert parse.convention(["1.5", "2.25"], money=False) == "."


@pytest.mark.parametrize(
    ("value", "whole", "code"),
    [
        (2**31 - 1, 2**31 - 1, None),
        (-(2**31) + 1, -(2**31) + 1, None),
        (2**31, None, "nilai-di-luar-batas"),
        (1.5, None, "angka-tidak-sah"),
    ],
)
def test_a_whole_number_fits_32_bits(value: float, whole: int | None, code: str | None) -> None:
    assert parse.whole_number(float(value)) == (whole, code)


@pytest.mark.parametrize(("value", "is_year"), [(1899, False), (1900, True), (2099, True), (2100, False)])
def test_a_year_lies_between_1900_and_2099(value: int, is_year: bool) -> None:
    assert parse.year(float(value)) == ((value, None) if is_year else (None, "nilai-di-luar-batas"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-06-30", dt.datetime(2026, 6, 30, 0, 0, 0)),
        ("2026-06-30T08:15:42", dt.datetime(2026, 6, 30, 8, 15, 42)),
        ("30/06/2026 08.15", dt.datetime(2026, 6, 30, 8, 15, 0)),
        ("30 Juni 2026 14.05", dt.datetime(2026, 6, 30, 14, 5, 0)),
        ("30 Juni 2026", dt.datetime(2026, 6, 30, 0, 0, 0)),
        ("30/12/2025 12:59 AM", dt.datetime(2025, 12, 30, 0, 59, 0)),
        ("30/12/2025 12:59 PM", dt.datetime(2025, 12, 30, 12, 59, 0)),
        ("30/12/2025 1:00 pm", dt.datetime(2025, 12, 30, 13, 0, 0)),
        ("2026-06-30 08:15 T", None),
        ("2026-06-30 25:00", None),
        ("2026-06-30 pagi", None),
    ],
)
def test_a_moment_is_read_to_the_second(text: str, moment: dt.datetime | None) -> None:
    assert parse.moment_of(text) == ((moment, None) if moment else (None, "tanggal-tidak-sah"))


@pytest.mark.parametrize(
    ("text", "is_1904", "day"),
    [
        ("45658", False, dt.date(2025, 1, 1)),
        ("44196", True, dt.date(2025, 1, 1)),
        ("45658.0", False, dt.date(2025, 1, 1)),
        ("20000", False, dt.date(1954, 10, 3)),
        ("73050", False, dt.date(2099, 12, 31)),
        ("19999", False, None),
        ("73051", False, None),
        ("45658.5", False, None),
        ("besok", False, None),
    ],
)
def test_a_stored_number_of_days_is_a_date(text: str, is_1904: bool, day: dt.date | None) -> None:
    found = parse.serial_date(text, is_1904=is_1904)
    assert found == ((day, None) if day else (None, "tanggal-tidak-sah"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("0.07", "7"), ("1", "100"), ("0.125", "12.5"), ("1.5", "150"), ("10", "1000"), ("-0.5", "-50"), ("70%", "70%")],
)
def test_a_stored_share_is_shown_as_percent_without_multiplying(text: str, shown: str) -> None:
    assert parse.percent_of(text) == shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Januari s/d Maret 2026", "2026-TW1"),
        ("April sampai dengan Juni 2026", "2026-TW2"),
        ("Jul - Sep 2026", "2026-TW3"),
        ("bulan Oktober s.d. Desember tahun 2026", "2026-TW4"),
        ("Periode Januari sampai Juni 2026", "2026-S1"),
        ("VII – XII 2026", "2026-S2"),
        ("1 s/d 12 2026", "2026"),
        ("1.0 - 3.0 2026.0", "2026-TW1"),
        ("Januari s/d Januari 2026", "2026-01"),
        ("Desember s/d Desember 2026", "2026-12"),
        ("Januari s/d Februari 2026", None),
        ("Maret s/d Januari 2026", None),
        ("Maulud s/d Maulud 2026", None),
        ("13 s/d 13 2026", None),
    ],
)
def test_a_span_of_months_is_the_period_it_fills(text: str, name: str | None) -> None:
    assert parse.period(text) == ((name, None) if name else (None, "periode-tidak-sah"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("193001011945011001", None),
        ("192901011945011001", "nip-tidak-sah"),
        ("193101011946011001", None),
        ("193101011945011001", "nip-tidak-sah"),
        ("193101012001011001", None),
        ("193101012002011001", "nip-tidak-sah"),
        ("199001012020121000", "nip-rusak-excel"),
        ("1990010120201210000", "nip-tidak-sah"),
        ("1.99e+17", "nip-rusak-excel"),
        ("199001012020123001", "nip-tidak-sah"),
        ("１９９００１０１２０２０１２１００１", "nip-tidak-sah"),
    ],
)
def test_a_nip_can_be_true_only_within_a_working_life(text: str, code: str | None) -> None:
    assert parse.nip(text) == ((None, code) if code else (text, None))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ya", True), ("Y", True), ("TRUE", True), ("1", True), ("Tidak", False), ("t", False), ("false", False),
        ("0", False), ("mungkin", None), ("", None),
    ],
)  # fmt: skip
def test_yes_and_no_are_read_and_nothing_else(text: str, answer: bool | None) -> None:
    assert parse.yes_no(text) == ((None, "label-tidak-dikenal") if answer is None else (answer, None))
