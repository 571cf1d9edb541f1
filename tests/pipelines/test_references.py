"""What a row points at must exist, whatever kind it is of and in whatever order the files came."""

from pathlib import Path

import pytest
from small_store import ANI, BUDI, IKU, POSTS, RESULTS, checked, rows

FOUND = "select kind, code, row_number from marts.findings where code <> 'bobot-bukan-100' order by all"
ANI_HERE = f"{POSTS}\n{ANI},Ani,1.1,Analis,definitif,2023-01-01,\n"
CASES = {
    "anggaran": ("kode_unit,periode,pagu,realisasi", "1.1,2026-TW1,1,1", "9.9,2026-TW1,1,1", "unit-tidak-dikenal"),
    "layanan": (
        "kode_unit,layanan,nomor,waktu_masuk,status",
        "1.1,KTP,1,2026-01-02 08:00,proses",
        "9.9,KTP,2,2026-01-02 08:00,proses",
        "unit-tidak-dikenal",
    ),
    "perubahan": ("kode_unit,tanggal,nama", "1.1,2026-01-02,Baru", "9.9,2026-01-02,Baru", "unit-tidak-dikenal"),
    "penghargaan": (
        "nip,kode_unit,jenis,nama,tanggal",
        ",1.1,penghargaan,Tim,2026-02-01",
        ",9.9,penghargaan,Tim,2026-02-01",
        "unit-tidak-dikenal",
    ),
    "rhk": ("nip,periode,rhk,aspek,target", f"{ANI},2026,a,waktu,1", f"{BUDI},2026,a,waktu,1", "pegawai-tidak-dikenal"),
    "umpan_balik": (
        "nip,periode,sumber,aspek,nilai,skala_maks",
        f"{ANI},2026,rekan,loyal,8,10",
        f"{BUDI},2026,rekan,loyal,8,10",
        "pegawai-tidak-dikenal",
    ),
    "asesmen_kompetensi": (
        "nip,kompetensi,level,tanggal",
        f"{ANI},Komunikasi,2,2025-01-01",
        f"{BUDI},Komunikasi,2,2025-01-01",
        "pegawai-tidak-dikenal",
    ),
    "talenta": (
        "nip,tahun,potensi,kinerja",
        f"{ANI},2026,tinggi,above",
        f"{BUDI},2026,tinggi,above",
        "pegawai-tidak-dikenal",
    ),
    "skp_lama": ("nip,tahun,nilai_akhir", f"{ANI},2021,90", f"{BUDI},2021,90", "pegawai-tidak-dikenal"),
    "ip_asn": ("nip,tahun,total", f"{ANI},2026,80", f"{BUDI},2026,80", "pegawai-tidak-dikenal"),
    "riwayat_pelatihan": (
        "nip,nama_pelatihan,selesai,jp",
        f"{ANI},Komunikasi,2026-01-01,24",
        f"{BUDI},Komunikasi,2026-01-01,24",
        "pegawai-tidak-dikenal",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_row_of_any_kind_that_points_at_nothing_known_is_found(tmp_path: Path, kind: str) -> None:
    head, good, bad, code = CASES[kind]
    with checked(tmp_path, {"pegawai": ANI_HERE, kind: f"{head}\n{good}\n{bad}\n"}) as con:
        assert rows(con, FOUND) == [(kind, code, 3)]
        assert [value for (value,) in rows(con, "select value from marts.findings") if BUDI in str(value)] == []


def test_an_indicator_and_a_course_that_are_unknown_are_found(tmp_path: Path) -> None:
    tables = {
        "pegawai": ANI_HERE,
        "iku": f"{IKU}\nA,a,1.1,2026,%,maximize,last,100\n",
        "rhk": f"nip,periode,rhk,aspek,target,kode_iku\n{ANI},2026,a,waktu,1,A\n{ANI},2026,b,waktu,1,Z\n",
        "katalog_pelatihan": "kode_pelatihan,nama,kompetensi,level_ke,jp,biaya_per_peserta,kapasitas\nP1,x,y,1,1,1,1\n",
        "riwayat_pelatihan": "nip,nama_pelatihan,kode_pelatihan,selesai,jp\n"
        f"{ANI},x,P1,2026-01-01,2\n{ANI},z,P9,2026-01-01,2\n",
    }
    with checked(tmp_path, tables) as con:
        assert rows(con, FOUND) == [
            ("rhk", "iku-tidak-dikenal", 3),
            ("riwayat_pelatihan", "pelatihan-tidak-dikenal", 3),
        ]


def test_an_unknown_appraiser_or_superior_is_a_warning_and_the_row_counts(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS},nip_atasan\n{ANI},Ani,1.1,Analis,definitif,2023-01-01,,{BUDI}\n",
        "skp": "nip,periode,rating_hasil,rating_perilaku,predikat,nip_penilai\n"
        f"{ANI},2026-06,expected,expected,good,{BUDI}\n",
    }
    with checked(tmp_path, tables) as con:
        assert rows(con, FOUND) == [("pegawai", "atasan-tidak-dikenal", 2), ("skp", "penilai-tidak-dikenal", 2)]
        assert rows(con, "select predicate from marts.employee_periods where is_rated") == [("good",)]
        assert rows(con, "select distinct severity from marts.findings") == [("warning",)]


def test_a_unit_closed_at_that_date_is_named_for_each_kind_that_speaks_of_it(tmp_path: Path) -> None:
    units = "kode_unit,nama_unit,kode_induk,mulai,selesai\n1,Kota,,,\n1.1,Lama,1,2020-01-01,2024-12-31\n"
    tables = {
        "unit": units,
        "iku": f"{IKU}\nA,a,1.1,2024,%,maximize,last,100\nA,a,1.1,2025,%,maximize,last,100\n",
        "capaian_iku": f"{RESULTS}\nA,1.1,2024-TW4,1,1\nA,1.1,2025-TW1,1,1\n",
        "anggaran": "kode_unit,periode,pagu,realisasi\n1.1,2024-12,1,1\n1.1,2025-01,1,1\n",
        "predikat_organisasi": "kode_unit,periode,predikat\n1.1,2024,good\n1.1,2025,good\n",
        "penghargaan": "kode_unit,jenis,nama,tanggal\n1.1,penghargaan,a,2024-12-31\n1.1,penghargaan,b,2019-12-31\n",
    }
    with checked(tmp_path, {key: tables[key] for key in tables}) as con:
        assert rows(con, FOUND) == [
            (kind, "unit-sudah-tutup", 3)
            for kind in ("anggaran", "capaian_iku", "iku", "penghargaan", "predikat_organisasi")
        ]


def history(values: list[object], unit: str = "%") -> dict[str, str]:
    periods = [f"{2023 + n // 4}-TW{n % 4 + 1}" for n in range(len(values))]
    iku = "\n".join([IKU, *(f"A,a,1.1,{year},{unit},maximize,last,100" for year in range(2023, 2027))])
    body = "\n".join(f"A,1.1,{p},10,{v}" for p, v in zip(periods, values, strict=True))
    return {"iku": f"{iku}\n", "capaian_iku": f"{RESULTS}\n{body}\n"}


STEADY: list[object] = [80, 82, 79, 81, 80, 83, 79, 81]


@pytest.mark.parametrize(
    ("values", "is_found"),
    [
        ([*STEADY, 120], True),
        ([*STEADY, 90], False),
        ([*STEADY, 8.1], True),
        ([*STEADY, 0.81], True),
        ([*STEADY, 805], True),
        ([*STEADY[:7], 120], False),
        ([*[100] * 8, 97], False),
        ([*[0, 0, 1, 0, 0, 2, 0, 1], 4], False),
    ],
)
def test_a_value_far_from_its_own_history_is_a_warning(tmp_path: Path, values: list[object], is_found: bool) -> None:
    with checked(tmp_path, history(values)) as con:
        found = rows(con, "select row_number from marts.findings where code = 'nilai-jauh-dari-riwayat'")
        assert found == ([(len(values) + 1,)] if is_found else [])


def test_complaints_are_a_service_with_follow_up_times_of_their_own(tmp_path: Path) -> None:
    from taking_in import live, take_in, write_csv

    from pipelines.paths import Home

    head = ["kode_unit", "layanan", "nomor", "waktu_masuk", "batas_waktu", "waktu_selesai", "status", "kanal"]
    body = [
        ["1.1", "Pengaduan", "P1", "2026-06-01 08:00", "2026-06-15 16:00", "2026-06-10 10:00", "selesai", "SP4N-LAPOR"]
    ]
    home = Home(tmp_path / "home")
    (outcome,) = take_in(home, write_csv(tmp_path / "layanan.csv", [head, *body]))
    assert [row["accepted_count"] for row in outcome.ledger] == [1]
    assert live(home, "layanan", "layanan, (waktu_selesai - waktu_masuk)::varchar") == [
        ("Pengaduan", "9 days 02:00:00")
    ]
    with checked(
        tmp_path / "lain", {"layanan": f"{','.join(head)}\n{','.join(body[0])}\n1.1,KTP,2,2026-01-01,,,proses,\n"}
    ) as con:
        assert rows(con, "select service_name, is_complaint from staging.service_cases order by 1") == [
            ("KTP", False),
            ("Pengaduan", True),
        ]


def test_a_second_post_does_not_count_a_person_twice(tmp_path: Path) -> None:
    posts = f"{ANI_HERE}{ANI},Ani,1.2,Kepala,plt,2023-01-01,\n{ANI},Ani,1.1.1,Kepala,plh,2024-01-01,\n"
    appraisals = f"nip,periode,rating_hasil,rating_perilaku,predikat\n{ANI},2026-06,expected,expected,good\n"
    with checked(tmp_path, {"pegawai": posts, "skp": appraisals}) as con:
        assert rows(con, "select unit_id, employee_count from marts.appraisal_periods order by all") == [
            ("1", 1),
            ("1.1", 1),
        ]
