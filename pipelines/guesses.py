"""Which of our columns the headers of an unknown file may be: names, synonyms, headers that repeat with the year."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from pipelines import profiles
from pipelines.contracts import Contract, all_contracts
from pipelines.profiles import tidy

ALIKE = 0.72
"""How much alike a header and one of our names must be to be proposed."""

SYNONYMS: Mapping[str, str] = {
    "kode_unit": "unit|opd|opd kode|skpd id|kode|kode opd|unor id|organisation code|organisation|owner org|agency|id",
    "nama_unit": "unit kerja|opd|nama opd|nama skpd|unor nama|name|nama|organisation|agency name|owner org title",
    "kode_induk": "id parent|parent id|parent|induk|id induk|unit induk",
    "jenis_unit": "eselon|tipe unit|department group|departmental grouping",
    "kode_iku": "kode indikator|id indikator|indikator|indicator|kinerja skpd id|kodefikasi|service standard id|id",
    "nama_iku": "indikator|indikator kinerja|indicator|nama indikator|uraian|service standard en|names",
    "sasaran": "sasaran strategis|sasaran kegiatan|goal|tujuan|names",
    "polaritas": "tipe indikator|arah|desired direction|direction",
    "konsolidasi": "tipe perhitungan",
    "target_tahunan": "target|target mmr|percentages",
    "target": "rencana|target mmr|percentages",
    "realisasi": "actual|performance|capaian",
    "periode": "triwulan|bulan|semester|tahun|years|year|fiscal yr|period",
    "tahun": "year|years|tahun target|fiscal yr",
    "satuan": "unit of measure|units",
    "pembilang": "volume meeting target|numerator",
    "penyebut": "total volume|denominator",
    "pagu": "anggaran|anggaran rencana|budget",
    "nomor": "permitnum|nomor permohonan|no permohonan|case number|ticket|nomor tiket",
    "layanan": "jenis layanan|jenis pelayanan|permittype|permit type|pelayanan|service|service name|method",
    "waktu_masuk": "applieddate|applied date|tanggal masuk|tanggal permohonan|opened|created date",
    "waktu_selesai": "completeddate|completed date|issueddate|tanggal selesai|closed",
    "status": "statuscurrent|status permohonan|current status",
    "id_responden": "no responden|no urut responden|id skm biodata|respondent id|id",
    "jabatan": "nama jabatan|jabatan nama|jabatan id|title|job",
    "kompetensi": "element name|nama kompetensi|skill|master kamus kompetensi skj id",
    "jenis": "jenis kompetensi|scale id",
    "level": "level kompetensi|data value|master kamus kompetensi skj level id",
    "nama_pelatihan": "nama kursus|nama diklat|latihan struktural nama|course",
    "jp": "jumlah jam|jam pelajaran|hours",
}  # fmt: skip
"""What exports call our columns besides our own name and what the profiles on the shelf say."""

REPEATS = 2
BONUS = 0.4
"""What a table of nothing but headers that repeat with the year or a code counts for the kind that has periods."""

SURVEY_ITEM = re.compile(r"(.*\| ?)?(u\d{1,2}|q\d{1,2}_?\d{0,2})( .*)?", re.IGNORECASE)
REPEATING = (
    (re.compile(r"(?P<before>.*?)(?:19|20)\d{2}"), r"^BEFORE(?P<tahun>\d{4})$", 'periode = "{tahun}"', {"periode"}),
    (
        re.compile(r"(?P<before>)TW ?[IV]+ (Target|Realisasi)", re.IGNORECASE),
        r"^TW ?(?P<tw>[IV]+) (?P<what>Target|Realisasi)$",
        'periode = "{tahun}-TW{tw}"    # tahun dari [preamble] atau [from_name]',
        {"periode", "target"},
    ),
    (
        re.compile(r"(?P<before>)[A-Z]\d{2}(\..*)?"),
        r"^(?P<item>[A-Z]\d{2})(\..*)?$",
        'kode_iku = "{item}"',
        {"kode_iku"},
    ),
)
"""Headers that become rows: how one is known, the pattern a profile needs, what it gives, which columns that fills."""


@dataclass(frozen=True)
class Guess:
    """A kind a table may be: our column → position of its header, and the lines of an unpivot where there is one."""

    contract: Contract
    matched: Mapping[str, int]
    unpivot: tuple[str, ...] = ()
    given: frozenset[str] = field(default_factory=frozenset)
    repeating: int = 0

    @property
    def missing(self) -> list[str]:
        return [name for name in self.contract.required if name not in self.matched and name not in self.given]


def best(titles: Sequence[str]) -> Guess:
    """Return the kind that most of whose required columns are there; among equals the one that uses most headers."""
    return max((_guess(contract, titles) for contract in all_contracts().values()), key=lambda g: _fit(g, titles))


def _fit(guess: Guess, titles: Sequence[str]) -> tuple[float, int]:
    required = guess.contract.required
    share = 1 - len(guess.missing) / len(required)
    is_survey = guess.contract.kind == "skm" and sum(bool(SURVEY_ITEM.fullmatch(title)) for title in titles) >= 7
    return share + is_survey + BONUS * guess.repeating / len(titles), len(guess.matched) + len(guess.unpivot)


def _guess(contract: Contract, titles: Sequence[str]) -> Guess:
    unpivot, given, used = _unpivot(titles) if contract.kind == "capaian_iku" else ((), frozenset[str](), set[int]())
    scored = sorted(_scores(contract, titles), reverse=True)
    matched: dict[str, int] = {}
    for score, _, index, name in scored:
        is_free = name not in matched and name not in given and index not in used and index not in matched.values()
        if is_free and score >= ALIKE:
            matched[name] = index
    ordered = {column.name: matched[column.name] for column in contract.columns if column.name in matched}
    return Guess(contract, ordered, unpivot, given, len(used))


def _scores(contract: Contract, titles: Sequence[str]) -> Iterator[tuple[float, int, int, str]]:
    """Yield likeness, order (earlier is better), position and our column for every pair."""
    for place, column in enumerate(contract.columns):
        names = known_names(contract.kind, column.name)
        for index, title in enumerate(titles):
            if title:
                yield max(_alike(name, title, rank) for rank, name in enumerate(names)), -place, index, column.name


@cache
def known_names(kind: str, column: str) -> tuple[str, ...]:
    """Return what a column may be called, likeliest first: our name, the profiles' headers, the synonyms."""
    shelf = [
        name
        for profile in profiles.all_profiles()
        for take in profile.takes
        if take.kind == kind and not profile.is_template
        for name in take.columns.get(column, ())
    ]
    words = (column, *shelf, *SYNONYMS.get(column, "").split("|"))
    return tuple(dict.fromkeys(plain for word in words if (plain := _plain(word))))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_./*-]+", " ", tidy(text)).split())


def _alike(name: str, title: str, rank: int) -> float:
    """Return likeness from 0 to 1: the same words count most, earlier names more; all words of ours next."""
    plain = _plain(title)
    if name == plain:
        return 1 - rank / 1000
    if len(name) > 3 and set(name.split()) <= set(plain.split()):
        return 0.8 + 0.1 * len(name) / len(plain) - rank / 1000
    return 0.95 * SequenceMatcher(None, name, plain).ratio() if rank == 0 else 0.0


def _unpivot(titles: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str], set[int]]:
    """Return the lines of [take.unpivot] for headers that repeat, what they give, and the positions they take."""
    for known, pattern, line, given in REPEATING:
        groups: dict[str, set[int]] = {}
        for index, title in enumerate(titles):
            if match := known.fullmatch(title):
                groups.setdefault(match["before"], set()).add(index)
        before, indexes = max(groups.items(), key=lambda group: len(group[1]), default=("", set[int]()))
        if len(indexes) < REPEATS:
            continue
        headers = pattern.replace("BEFORE", re.escape(before))
        value = () if "what" in headers else ('value = "realisasi"',)
        lines = ("[take.unpivot]", f"headers = '{headers}'", *value, line)
        return lines, frozenset({*given, "realisasi"}), indexes
    return (), frozenset(), set()
