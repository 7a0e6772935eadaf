"""Reports worth reading: each finding whole and at its place, and no false alarm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from sitegen.city.config import read_config
from sitegen.cli.report_scaffold import NewReport, make_report
from sitegen.i18n import LANGS, translator
from sitegen.keys.rules import Rules
from sitegen.model import Report
from sitegen.reports.parse import parse_page, parse_report
from sitegen.reports.quality import is_file_name, late, meetings
from tests.conftest import CityFolder, told

PATH = "laporan/2026-11-21-a.md"
RULES = Rules(zone="Asia/Jakarta", choices={"jenis": ("layanan", "rapat", "pengumuman")})
GOOD = "Penimbangan selesai sebelum siang. Enam balita dirujuk ke puskesmas."


def problems(body: str, keys: str = "judul: Posyandu Mawar\n") -> list[str]:
    data = f"---\n{keys}---\n{body}\n".encode()
    return [told(problem) for problem in parse_report(data, PATH, RULES)[1]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"{GOOD}\n\nDatanglah Senin, 28 November 2024.",
            "6:11: [R001] `Senin, 28 November 2024` contradicts itself: 2024-11-28 is `Kamis` = "
            "correct the day or the date",
            id="weekday",
        ),
        pytest.param(
            f"{GOOD}\n\n> Your page content goes here.",
            "6:3: [R002] `Your page content goes here` is left from a template = "
            "write what is true here in its place, or remove it",
            id="template",
        ),
        pytest.param(
            "\nKepala dinas, S.STP., M.Si., menjadi narasumber di Jl. Dago No. 4.\n\n===",
            "5:1: [R003] the whole report is one sentence = "
            "tell also for whom it was, with what result, and what follows",
            id="one sentence",
        ),
        pytest.param(
            f"{GOOD} [SOP](https://drive.google.com/file/d/1/view)",
            "4:76: [R006] this link leads into a private store (`drive.google.com`) = "
            "put the document beside this file and link to it: `[Renja](renja.pdf)`",
            id="private store",
        ),
        pytest.param(
            f"{GOOD}\n\n![](meja.jpg)",
            "6:1: [G009] the picture `meja.jpg` has no words between its brackets = "
            "say there what it shows, such as `![Meja timbang balita](meja.jpg)`",
            id="picture without words",
        ),
        pytest.param(
            f"{GOOD}\n\nMeja: ![IMG-20261103-WA0012](meja.jpg)",
            "6:7: [G010] `IMG-20261103-WA0012` is the name of a file, and says nothing of what the "
            "picture shows = say in one sentence what can be seen",
            id="picture with a file name",
        ),
    ],
)
def test_a_text_is_warned_of_at_its_place(body: str, expected: str) -> None:
    assert problems(body) == [f"{PATH}:{expected}"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(
            "judul: KERJA BAKTI WARGA RW 04\n",
            "2:8: [R004] the title is written in capitals = "
            "write `Kerja bakti warga RW 04`; check the names in it",
            id="capitals",
        ),
        pytest.param(
            "judul: A\nwaktu: Senin (20/11/2026)\n",
            "3:8: [R001] `Senin (20/11/2026)` contradicts itself: 2026-11-20 is `Jumat` = "
            "correct the day or the date",
            id="weekday",
        ),
        pytest.param(
            "judul: A\nfoto:\n  - berkas: a.jpg\n    alt: DSC_0042\n",
            "5:10: [G010] `DSC_0042` is the name of a file, and says nothing of what the "
            "picture shows = say in one sentence what can be seen",
            id="photo with a file name",
        ),
    ],
)
def test_the_keys_are_warned_of_as_well(keys: str, expected: str) -> None:
    assert problems(GOOD, keys) == [f"{PATH}:{expected}"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(GOOD, id="two sentences"),
        pytest.param("Isi laporan.", id="no sentence"),
        pytest.param("Warga RW 04 dan kader membersihkan saluran air.\n\n- satu\n- dua", id="list"),
        pytest.param("Hasil penimbangan balita di lima posyandu:\n\n| a |\n|---|\n", id="table"),
        pytest.param("Kunjungan posyandu naik terus tahun ini.\n\n```grafik\n```", id="chart"),
        pytest.param("Satu kalimat yang agak panjang.\n\nDan satu lagi di bawahnya.", id="two"),
        pytest.param("Waktu : 08.00 sampai selesai\nTempat : Balai RW 05", id="lines with labels"),
        pytest.param(f"{GOOD} `Senin, 28 November 2024`", id="code"),
        pytest.param(f"{GOOD}\n\n```\n![](a.jpg) Lorem ipsum\n```", id="fence"),
        pytest.param(f'{GOOD}\n\n![](a.jpg "Meja timbang")', id="caption"),
        pytest.param(f"{GOOD}\n\n![Meja](meja.jpg)", id="words"),
        pytest.param(f"{GOOD} [isi](https://docs.google.com/forms/d/1)", id="form"),
        pytest.param(f"{GOOD} [isi](https://forms.gle/1)", id="short form"),
    ],
)
def test_a_sound_text_is_left_alone(body: str) -> None:
    assert problems(body) == []


def test_drafts_and_remarks_are_left_alone() -> None:
    assert problems("Lorem ipsum dolor sit amet.", "judul: KERJA BAKTI WARGA\ndraf: ya\n") == []
    assert problems(GOOD, "judul: A\n# waktu: Senin, 28 November 2024\n") == []


def test_an_announcement_may_be_one_sentence() -> None:
    sentence = "Loket kelurahan tutup pada hari libur nasional."
    assert problems(sentence, "judul: A\njenis: pengumuman\n") == []
    assert len(problems(sentence, "judul: A\njenis: layanan\n")) == 1


def test_a_standing_page_is_read_like_a_report_and_may_be_short() -> None:
    text = "---\njudul: STANDAR PELAYANAN KANTOR\n---\n[SK](https://docs.google.com/document/d/1)\n"
    assert [told(p) for p in parse_page(text.encode(), "halaman/a.md", RULES)[1]] == [
        (
            "halaman/a.md:4:6: [R006] this link leads into a private store (`docs.google.com`) = "
            "put the document beside this file and link to it: `[Renja](renja.pdf)`"
        ),
        (
            "halaman/a.md:2:8: [R004] the title is written in capitals = "
            "write `Standar pelayanan kantor`; check the names in it"
        ),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_report_that_is_published_as_it_was_made_is_warned_of(
    city: Callable[[str], CityFolder], lang: str
) -> None:
    folder = city(
        "-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk\ndinkes,skpd,Dinas Kesehatan,,\n"
    )
    new = NewReport(unit="dinkes", title="Posyandu", date=date(2026, 11, 3), kind="layanan")
    config = read_config(folder.root)
    (path,) = make_report(folder.root, new, config, translator("id" if lang == "id" else "en"))
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("draf:")]
    path.write_text("\n".join(lines), encoding="utf-8")
    codes = [problem.code for problem in folder.build().problems]
    assert "R002" in codes


@pytest.mark.parametrize(
    ("alt", "file"),
    [
        ("meja.jpg", "meja.jpg"),
        ("IMG_2043", "a.jpg"),
        ("DSC00123", "a.jpg"),
        ("20261103_082211", "a.jpg"),
        ("WhatsApp Image 2026-11-03 at 08.22.11", "a.jpg"),
        ("foto1", "a.jpg"),
        ("15-rapat-1", "15-rapat-1.png"),
        ("VISI%20DAN%20MISI", "VISI%20DAN%20MISI.jpg"),
    ],
)
def test_the_name_of_a_file_is_told_from_words(alt: str, file: str) -> None:
    assert is_file_name(alt, file)


@pytest.mark.parametrize(
    ("alt", "file"),
    [
        ("Meja timbang", "meja timbang.jpg"),
        ("Posyandu", "Posyandu.jpg"),
        ("Foto bersama 84 peserta", "a.jpg"),
        ("Gambar 3 menunjukkan saluran", "a.jpg"),
        ("Rapat 2026", "Rapat 2026.jpg"),
        ("RW 04", "rw-04.jpg"),
    ],
)
def test_words_are_words_also_when_the_file_is_called_so(alt: str, file: str) -> None:
    assert not is_file_name(alt, file)


REPORT = Report(
    path=PATH, slug="a", title="A", date=date(2026, 11, 20), event_date=date(2026, 10, 1)
)


def test_a_report_that_came_out_late_names_both_days() -> None:
    problem = late(REPORT, None, None)
    assert problem
    assert told(problem) == (
        f"{PATH}:1:1: [R005] the activity was on 2026-10-01, and the report came out 50 days "
        "later, on 2026-11-20 = report within 30 days; correct `tanggal_kegiatan` if it is mistyped"
    )


def test_thirty_days_are_in_time_and_count_from_the_last_day() -> None:
    day = REPORT.date - timedelta(days=30)
    assert late(replace(REPORT, event_date=day), None, None) is None
    assert late(replace(REPORT, event_date=day - timedelta(days=1)), None, None) is not None
    assert late(replace(REPORT, event_end=day), None, None) is None


def test_the_day_in_git_counts_when_the_unit_was_already_there() -> None:
    report = replace(REPORT, event_date=None)
    first = REPORT.date + timedelta(days=40)
    assert late(report, first, REPORT.date) is not None
    brought_along = REPORT.date + timedelta(days=1)
    assert late(report, first, brought_along) is None
    assert late(report, None, None) is None


def year(meetings_held: int, total: int) -> list[Report]:
    return [
        replace(
            REPORT,
            date=REPORT.date - timedelta(days=number),
            kind="rapat" if number < meetings_held else "layanan",
        )
        for number in range(total)
    ]


def test_a_unit_that_tells_mostly_of_meetings_is_told_how_many() -> None:
    problem = meetings(year(6, 10), "content/skpd/dinkes")
    assert problem
    assert told(problem) == (
        "content/skpd/dinkes: [R007] 6 of the 10 reports of a year are about meetings = "
        "report what came of them: services, works, help for citizens"
    )


def test_half_a_few_or_old_meetings_are_no_habit() -> None:
    assert meetings(year(5, 10), "a") is None
    assert meetings(year(9, 9), "a") is None
    assert meetings([], "a") is None
    old = [replace(each, date=each.date - timedelta(days=400)) for each in year(9, 9)]
    assert meetings([*year(1, 10), *old], "a") is None


def test_a_city_is_told_of_late_reports_and_of_meetings(
    city: Callable[[str], CityFolder],
) -> None:
    blocks = "".join(
        f"-- content/skpd/dinkes/laporan/2026-11-{day:02}-rapat-{day}.md --\n"
        f"---\njudul: Rapat {day}\njenis: rapat\ntanggal_kegiatan: 2026-{month:02}-01\n---\n{GOOD}\n"
        for day, month in zip(range(1, 11), (*[11] * 9, 9), strict=True)
    )
    found = city(blocks).build().problems
    assert [(problem.code, problem.where.path) for problem in found] == [
        ("R007", "content/skpd/dinkes"),
        ("R005", "content/skpd/dinkes/laporan/2026-11-10-rapat-10.md"),
    ]
