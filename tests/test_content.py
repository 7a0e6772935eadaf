"""Markdown files become reports and pages, `unit.yml` a profile, or problems with places."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.datasets.dataset import parse_metadata
from sitegen.keys.rules import Rules
from sitegen.model import (
    Participants,
    Photo,
    Problem,
    Profile,
    Report,
    Service,
    StandingPage,
)
from sitegen.problems import is_error
from sitegen.problems.front_matter import FRONT_MATTER
from sitegen.reports.parse import file_date_and_name, parse_page, parse_profile, parse_report
from tests.conftest import told

RULES = Rules(
    zone="Asia/Jakarta",
    choices={"jenis": ("layanan", "rapat"), "topik": ("kesehatan", "keluarga")},
)
PATH = "laporan/2026-11-03-mawar.md"
NO_TEXT = "[M002] the report has no text = write the report below the second `---` line"
NO_KEYS = (
    "[F031] the file does not begin with a line `---` and its keys = put these lines above "
    "the text; correct the title if it does not fit:\n---\njudul: Mawar\n---"
)
NO_TITLE = (
    "[F004] the key `judul` is missing = add the line `judul: Mawar`; correct its words if they do "
    "not fit"
)
NO_ADDRESS = (
    "[F028] no address can be made of the file name or the title = name the file with letters "
    "a to z and digits, such as `2026-11-03-posyandu.md`"
)


def report(text: str, path: str = PATH) -> Report:
    found, problems = parse_report(text.encode(), path, RULES)
    assert found is not None, [told(problem) for problem in problems]
    return found


def problems(text: str | bytes, path: str = PATH) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [told(problem) for problem in parse_report(data, path, RULES)[1]]


FULL = """\
---
judul: Posyandu Mawar layani 84 balita
tanggal: 2026-11-04 09:30
tanggal_kegiatan: 3 November 2026
tanggal_selesai: 2026-11-05
jenis: layanan
topik: [kesehatan, keluarga]
ringkasan: 84 dari 90 balita.
lokasi: Balai RW 04
kode_wilayah: 32.73.02.1004
waktu: 08.00-11.00 WIB
peserta: {laki_laki: 30, perempuan: 54}
anggaran: Rp3.500.000
sumber_anggaran: APBD
kode_rekening: 5.1.02
program: Balita
hasil: 6 dirujuk
tindak_lanjut: Kunjungan rumah
status: selesai
penulis: Seksi Kesos
kontak: Loket
klasifikasi: Serta Merta
foto:
  - {berkas: a.jpg, alt: Meja timbang, keterangan: Dua meja, kredit: Humas}
alias: [/lama/]
slug: Posyandu Mawar
draf: ya
kedaluwarsa: 2026-12-15
penting: ya
sampai: 2026-12-01
---

Isi laporan.
"""


def test_every_key_of_a_report_arrives_in_its_attribute() -> None:
    found, found_problems = parse_report(FULL.encode(), PATH, RULES)
    assert found_problems == ()
    assert found == Report(
        path=PATH,
        slug="posyandu-mawar",
        title="Posyandu Mawar layani 84 balita",
        date=date(2026, 11, 4),
        published=datetime(2026, 11, 4, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta")),
        event_date=date(2026, 11, 3),
        event_end=date(2026, 11, 5),
        kind="layanan",
        topics=("kesehatan", "keluarga"),
        summary="84 dari 90 balita.",
        place="Balai RW 04",
        area_code="32.73.02.1004",
        time="08.00-11.00 WIB",
        participants=Participants(total=84, men=30, women=54),
        budget=3_500_000,
        budget_source="APBD",
        account_code="5.1.02",
        programme="Balita",
        result="6 dirujuk",
        follow_up="Kunjungan rumah",
        status="selesai",
        author="Seksi Kesos",
        contact="Loket",
        classification="serta-merta",
        photos=(
            Photo(file="a.jpg", alt="Meja timbang", caption="Dua meja", credit="Humas", line=24),
        ),
        aliases=("/lama/",),
        draft=True,
        expires=date(2026, 12, 15),
        urgent=True,
        until=date(2026, 12, 1),
        body="\nIsi laporan.\n",
        body_line=32,
    )


def test_a_report_needs_only_a_title_and_a_dated_name() -> None:
    found = report("---\njudul: A\n---\nIsi")
    assert (found.date, found.published, found.slug, found.draft) == (
        date(2026, 11, 3),
        None,
        "mawar",
        False,
    )


def test_a_date_among_the_keys_wins_over_the_file_name() -> None:
    assert report("---\njudul: A\ntanggal: 2025-01-02\n---\nIsi").date == date(2025, 1, 2)


@pytest.mark.parametrize(
    ("text", "title", "body", "line"),
    [
        pytest.param("# Judul\n\nIsi", "Judul", "\nIsi", 2, id="at the top"),
        pytest.param("\n\n# Judul\nIsi", "Judul", "Isi", 4, id="after empty lines"),
        pytest.param("---\ndraf: ya\n---\n\n# Judul\nIsi", "Judul", "Isi", 6, id="below keys"),
        pytest.param("# Judul ##\nIsi", "Judul", "Isi", 2, id="closed heading"),
        pytest.param("#   Judul  dua  \nIsi", "Judul dua", "Isi", 2, id="spaces"),
        pytest.param("# Belajar C#\nIsi", "Belajar C#", "Isi", 2, id="a hash of the title"),
        pytest.param("---\njudul: A\n---\n# B\nIsi", "A", "# B\nIsi", 4, id="title among the keys"),
    ],
)
def test_a_first_heading_is_the_title_of_a_report_without_one(
    text: str, title: str, body: str, line: int
) -> None:
    found = report(text)
    assert (found.title, found.body, found.body_line) == (title, body, line)


@pytest.mark.parametrize("text", ["## Judul\nIsi", "#Judul\nIsi", "Isi\n# Judul", "#\nIsi"])
def test_other_lines_are_no_title(text: str) -> None:
    assert problems(text) == [f"{PATH}:1:1: {NO_KEYS}"]


def test_a_heading_full_of_gaps_is_one_long_title() -> None:
    gap = " " * 50_000
    assert problems(f"# a{gap}b{gap}{'#' * 50_000}{gap}c\nIsi") == [
        (
            f"{PATH}:1:3: [F020] `judul` has 200003 characters; at most 4000 are allowed = "
            "shorten it, or move it into the text"
        )
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("laporan/2026-11-03-posyandu-mawar.md", (date(2026, 11, 3), "posyandu-mawar")),
        ("laporan/2026-11-03-posyandu/index.md", (date(2026, 11, 3), "posyandu")),
        ("laporan/2026-11-03-posyandu/_index.md", (date(2026, 11, 3), "posyandu")),
        ("laporan/2026-02-31-posyandu.md", (None, "2026-02-31-posyandu")),
        ("laporan/2026-11-03.md", (None, "2026-11-03")),
        ("laporan/posyandu.md", (None, "posyandu")),
    ],
)
def test_a_file_name_holds_the_date_and_the_name(
    path: str, expected: tuple[date | None, str]
) -> None:
    assert file_date_and_name(path) == expected


@pytest.mark.parametrize(
    ("text", "path", "slug"),
    [
        pytest.param("---\njudul: A\nslug: Di Sini!\n---\nIsi", PATH, "di-sini", id="own"),
        pytest.param("---\njudul: A\n---\nIsi", PATH, "mawar", id="file name"),
        pytest.param("---\njudul: A B\n---\nIsi", "laporan/2026-11-03-….md", "a-b", id="title"),
    ],
)
def test_the_address_comes_from_slug_or_name_or_title(text: str, path: str, slug: str) -> None:
    assert report(text, path).slug == slug


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param(
            "---\njudul: A\n---\nIsi",
            "laporan/posyandu.md",
            [
                (
                    "laporan/posyandu.md:1:1: [F027] the report has no date = add the line "
                    "`tanggal:` with the date, or put the date before the file's name as "
                    "year-month-day, followed by `-posyandu.md`"
                )
            ],
            id="no date",
        ),
        pytest.param(
            "---\njudul: A\ntanggal:\n---\nIsi",
            "laporan/….md",
            [
                (
                    "laporan/….md:1:1: [F027] the report has no date = add the line `tanggal:` "
                    "with the date, or put the date before the file's name as year-month-day, "
                    "followed by `-laporan.md`"
                )
            ],
            id="an empty date",
        ),
        pytest.param(
            "---\njudul: A\ntanggal: 31-02-2026\n---\nIsi",
            "laporan/posyandu.md",
            [
                (
                    "laporan/posyandu.md:3:10: [F008] `tanggal: 31-02-2026` is no date = "
                    "write the date after `tanggal:` as year-month-day, with four, two and two digits"
                )
            ],
            id="a wrong date is told once",
        ),
        pytest.param(
            "---\njudul: '...'\n---\nIsi",
            "laporan/2026-11-03-….md",
            [
                f"laporan/2026-11-03-….md:1:1: {NO_ADDRESS}",
                (
                    "laporan/2026-11-03-….md:2:9: [R002] `...` is left from a template = "
                    "write what is true here in its place, or remove it"
                ),
            ],
            id="no address",
        ),
        pytest.param("---\njudul: A\n---\n \n", PATH, [f"{PATH}:4:1: {NO_TEXT}"], id="no text"),
        pytest.param("", PATH, [f"{PATH}:1:1: {NO_KEYS}"], id="empty"),
        pytest.param(
            "---\njudul: A\ntanggal_kegiatan: 2026-11-05\ntanggal_selesai: 2026-11-03\n---\nIsi",
            PATH,
            [
                (
                    f"{PATH}:4:18: [F029] the activity ends (2026-11-03) before it begins (2026-11-05)"
                    " = correct `tanggal_selesai` or `tanggal_kegiatan`"
                )
            ],
            id="end before start",
        ),
        pytest.param(
            "---\njudul: A\nfoto: a.jpg\n---\nIsi",
            PATH,
            [
                (
                    f"{PATH}:3:1: [G002] the picture `a.jpg` has no text for those who cannot see it = "
                    "add `alt:` and say in one sentence what the picture shows"
                )
            ],
            id="photo without text",
        ),
        pytest.param(
            "---\njudul: A\nfoto:\n  - alt: x\n---\nIsi",
            PATH,
            [
                (
                    f"{PATH}:4:5: [F004] the key `berkas` is missing; until it is mended, it is left out = "
                    "add a line such as `berkas: posyandu-mawar.jpg`"
                )
            ],
            id="photo without file",
        ),
        pytest.param(
            "---\ntangal: 1\nlayot: 2\npeserta: x\n---\n",
            PATH,
            [
                (
                    f"{PATH}:2:1: [F006] there is no key `tangal`; did you mean `tanggal`? = "
                    "write this in place of the line: `tanggal: 1`"
                ),
                (
                    f"{PATH}:3:1: [F007] there is no key `layot`; its value is not used = remove the "
                    "line, or use one of: judul, tanggal, tanggal_kegiatan, "
                    "tanggal_selesai, jenis, topik, ringkasan, lokasi, kode_wilayah, waktu, "
                    "peserta, anggaran, sumber_anggaran, kode_rekening, program, hasil, "
                    "tindak_lanjut, status, penulis, kontak, klasifikasi, ralat, klaim, fakta, "
                    "rujukan, penting, sampai, foto, foto_alt, alias, slug, draf, kedaluwarsa"
                ),
                (
                    f"{PATH}:4:10: [F010] `peserta: x` is no whole number; until it is mended, it is left out = "
                    "write digits only, such as `peserta: 84`"
                ),
                f"{PATH}:2:1: {NO_TITLE}",
                f"{PATH}:6:1: {NO_TEXT}",
            ],
            id="all mistakes of a file",
        ),
    ],
)
def test_a_broken_report_names_each_mistake(text: str, path: str, expected: list[str]) -> None:
    assert problems(text, path) == expected


def test_an_error_holds_the_report_back_and_a_warning_does_not() -> None:
    assert parse_report(b"---\njudul: A\ntanggal: x\n---\nIsi", PATH, RULES)[0] is None
    found, (warning,) = parse_report(b"---\njudul: A\nlayout: x\n---\nIsi", PATH, RULES)
    assert found is not None
    assert not is_error(warning)


def test_foto_alt_describes_a_photo_that_is_only_a_file_name() -> None:
    found = report("---\njudul: A\nfoto: a.jpg\nfoto_alt: Meja\n---\nIsi")
    assert found.photos == (Photo(file="a.jpg", alt="Meja", line=3),)


def front_matter(text: str) -> list[Problem]:
    whole = text if text.startswith(("---", "\u2014")) else f"---\n{text}\n---\nIsi.\n"
    return list(parse_report(whole.encode(), PATH, RULES)[1])


def problems_of_example(code: str, text: str) -> set[str]:
    """The codes that an example has in the kind of file that it is of."""
    if code in OF_PROFILES:
        return {problem.code for problem in parse_profile(text.encode(), "unit.yml", RULES)[1]}
    if code in OF_DATASETS:
        return {problem.code for problem in parse_metadata(text.encode(), "a.yml", RULES)[1]}
    if code in OF_PAGES:
        whole = f"---\njudul: Contoh\n{text}\n---\nIsi.\n"
        return {problem.code for problem in parse_page(whole.encode(), "halaman/a.md", RULES)[1]}
    return {problem.code for problem in front_matter(text)}


# Codes whose examples are no keys: words in brackets, file names, or keys of other files.
WORDS = {"F031", "F032", "F002", "F014", "F015", "F016", "F020", "F023", "F027", "F028"}
WORDS |= {"F047", "F048", "F049"}  # of `site.yml`, and of a key that it defines
OF_PROFILES = {"F039", "F041", "F042", "F043", "F044"}
OF_DATASETS = {"F045"}
OF_PAGES = {"F050"}


@pytest.mark.parametrize("code", sorted(set(FRONT_MATTER) - WORDS))
def test_the_wrong_example_of_a_code_has_that_problem(code: str) -> None:
    assert code in problems_of_example(code, FRONT_MATTER[code].wrong)


@pytest.mark.parametrize("code", sorted(set(FRONT_MATTER) - WORDS - {"F007"}))
def test_the_right_example_of_a_code_has_no_such_problem(code: str) -> None:
    found = problems_of_example(code, FRONT_MATTER[code].right)
    # The examples are parts of files, so the title and the text may be missing in them.
    assert found <= {"F004", "M002"} - {code}


def test_a_page_has_its_keys_and_its_body() -> None:
    text = (
        "---\njudul: Layanan\nurutan: 1\nringkasan: Semua layanan\ndiperbarui: 2026-10-01\n"
        "klasifikasi: berkala\nalias: /lama/\ndraf: tidak\n---\nIsi"
    )
    assert parse_page(text.encode(), "halaman/Layanan Kami.md", RULES) == (
        StandingPage(
            path="halaman/Layanan Kami.md",
            slug="layanan-kami",
            title="Layanan",
            order=1,
            summary="Semua layanan",
            updated=date(2026, 10, 1),
            classification="berkala",
            aliases=("/lama/",),
            body="Isi",
            body_line=10,
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param(
            "Isi",
            "halaman/a.md",
            [f"halaman/a.md:1:1: {NO_KEYS.replace('Mawar', 'A')}"],
            id="no keys",
        ),
        pytest.param(
            "---\njudul: ...\n---\nIsi",
            "halaman/….md",
            [f"halaman/….md:1:1: {NO_ADDRESS}"],
            id="no address",
        ),
    ],
)
def test_a_broken_page_is_held_back(text: str, path: str, expected: list[str]) -> None:
    found, found_problems = parse_page(text.encode(), path, RULES)
    assert found is None
    assert [told(problem) for problem in found_problems] == expected


PROFILE = """\
nama_pendek: Dago
tentang: Melayani warga.
alamat: Jalan Dago
jam_layanan: Senin-Jumat 08.00-15.30 WIB
kepala: {jabatan: Lurah, nama: Ibu Lurah}
telepon: 022
whatsapp: 0811-0000-001
surel: dago@bandung.example
situs: https://dago.example
media_sosial: {instagram: kel.dago}
ppid: {pejabat: Sekretaris}
layanan:
  - {nama: Domisili, syarat: KTP, waktu: 1 hari, biaya: Gratis, tautan: /a/}
  - Surat pindah
"""


def test_a_profile_has_every_key() -> None:
    assert parse_profile(PROFILE.encode(), "unit.yml", RULES) == (
        Profile(
            short_name="Dago",
            about="Melayani warga.",
            address="Jalan Dago",
            hours="Senin-Jumat 08.00-15.30 WIB",
            head_title="Lurah",
            head_name="Ibu Lurah",
            phone="022",
            whatsapp="0811-0000-001",
            email="dago@bandung.example",
            website="https://dago.example",
            social=(("instagram", "kel.dago"),),
            ppid=(("pejabat", "Sekretaris"),),
            services=(
                Service(
                    name="Domisili",
                    requirements="KTP",
                    duration="1 hari",
                    fee="Gratis",
                    link="/a/",
                    line=13,
                ),
                Service(name="Surat pindah", line=14),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", [], id="empty"),
        pytest.param(
            b"alamat: A\n---\nalamat: B\n",
            [
                (
                    "unit.yml:2:1: [F016] a second `---` section begins inside the keys = "
                    "keep one section of keys between two `---` lines"
                )
            ],
            id="two sections",
        ),
        pytest.param(
            b"- Dago\n",
            [
                (
                    "unit.yml:1:1: [F026] there is a list or a sentence where keys should be = write lines such as `judul: Posyandu Mawar`"
                )
            ],
            id="list",
        ),
        pytest.param(
            b"alamat: \xe9\n",
            [
                (
                    "unit.yml:1:9: [F002] the file is not UTF-8 text = save it again with the encoding "
                    "UTF-8 (in Notepad: Save As, Encoding UTF-8)"
                )
            ],
            id="another encoding",
        ),
        pytest.param(
            b"ppid: Sekretaris\nlayanan:\n  - biaya: 0\n",
            [
                (
                    "unit.yml:1:7: [F023] `ppid` needs further keys on indented lines; until it is mended, it is left out = "
                    "write these lines in its place:\nppid:\n  pejabat: Sekretaris"
                ),
                (
                    "unit.yml:3:5: [F004] the key `nama` is missing; until it is mended, it is left out = "
                    "add a line such as `nama: Surat keterangan domisili usaha`"
                ),
            ],
            id="keys",
        ),
    ],
)
def test_a_broken_profile_is_told_and_what_is_right_of_it_is_kept(
    data: bytes, expected: list[str]
) -> None:
    profile, found = parse_profile(data, "unit.yml", RULES)
    assert [told(problem) for problem in found] == expected
    assert profile == Profile()


_lines = st.lists(
    st.one_of(
        st.sampled_from(["---", "judul: A", "tanggal: 2026-11-03", "- a", "", "# B", "foto:"]),
        st.builds(
            "{}: {}".format,
            st.sampled_from(["judul", "tanggal", "peserta", "foto", "draf", "topik", "anggaran"]),
            st.text(max_size=12),
        ),
    ),
    max_size=8,
).map(lambda lines: "\n".join(["---", *lines]).encode())


@settings(deadline=None)
@given(st.one_of(st.binary(), _lines))
def test_any_bytes_are_a_report_a_page_a_profile_or_problems(data: bytes) -> None:
    found, why = parse_report(data, PATH, RULES)
    assert (found is None) == any(is_error(problem) for problem in why)
    page, why = parse_page(data, PATH, RULES)
    assert (page is None) == any(is_error(problem) for problem in why)
    profile, why = parse_profile(data, "unit.yml", RULES)
    assert isinstance(profile, Profile)
    assert all(told(problem) for problem in why)
