"""A build from the city's folder to its site."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from sitegen.engine import parallel
from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.errors import ConfigError, LockedError, TooMuchHeldBack
from sitegen.model import UnitResult, UnitSource
from sitegen.portal import archives
from sitegen.problems import is_error
from sitegen.search.hashing import bucket
from sitegen.units.unit import build_unit
from tests.conftest import SITE, CityFolder, told
from tests.repository import make

City = Callable[[str], CityFolder]
UNITS_OF_CITY = ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa")
WHOLE = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
disdik,skpd,Dinas Pendidikan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
-- content/skpd/dinkes/unit.yml --
tentang: Melayani kesehatan warga.
-- content/skpd/dinkes/laporan/2026-11-02-imunisasi.md --
---
judul: Imunisasi
topik: [kesehatan]
---
Lihat [Dago](/kelurahan/dago/).
-- content/skpd/dinkes/laporan/2026-10-02-vaksin.md --
---
judul: Vaksin
topik: [kesehatan]
alias: [/berita/vaksin/]
---
Lama.
-- content/kecamatan/coblong/laporan/2026-11-02-rapat.md --
---
judul: Rapat
---
Isi.
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu Mawar
topik: [kesehatan]
ringkasan: Balita ditimbang.
---
Paragraf pertama.

Paragraf kedua.
-- content/kelurahan/dago/laporan/2026-11-01-kerja-bakti.md --
---
judul: Kerja bakti
---
Isi.
-- content/kelurahan/dago/halaman/layanan.md --
---
judul: Layanan
---
Isi.
-- content/kelurahan/sekeloa/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
"""
POSYANDU = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
# What programs read of a report: its month, the index of all files, what changed on each day.
FOR_PROGRAMS = ("api/v1/index.json", "api/v1/reports/2026-11.json", "ubah.json")
FEEDS_OF_DAGO = ("", "kelurahan/dago/", "topik/kesehatan/", "kecamatan/coblong/wilayah/")


def report(unit: str, name: str, text: str = "Isi.", topic: str = "kesehatan") -> str:
    front = f"---\njudul: {name}\ntopik: [{topic}]\n---\n"
    return f"-- content/{unit}/laporan/{name}.md --\n{front}{text}\n"


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


def links(page: str) -> set[str]:
    """The addresses that a page leads to, without what they say to the page there."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return {
        element.get(name, "").partition("?")[0]
        for element in document.iter()
        for name in ("href", "src")
        if element.get(name) and isinstance(element.tag, str)
    }


def run(made: CityFolder, output: Path, code: str = "", **environment: str) -> str:
    """Build in a process of its own and return what it prints."""
    script = (
        "import sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "from sitegen.engine.build import build\n"
        "from sitegen.engine.options import Options\n"
        "clock = datetime(2026, 11, 21, 12, 0)\n"
        "build(Options(root=Path(sys.argv[1]), output=Path(sys.argv[2]), clock=clock, jobs=1))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script + code, str(made.root), str(output)],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_a_whole_city_is_published_without_a_problem(city: City) -> None:
    made = city(WHOLE)
    result = made.build()
    assert (result.problems, result.held_back, result.skipped) == ((), (), ())
    assert result.units == 5
    assert result.published is not None
    assert set(result.published.written) == set(made.files())
    assert result.files == len(result.published.written)


def test_every_link_of_the_site_leads_to_a_page(city: City) -> None:
    made = city(WHOLE)
    made.build()
    files = set(made.files())
    for path, body in made.files().items():
        if not path.endswith(".html"):
            continue
        for link in links(body.decode()):
            if link.startswith("/"):
                target = link.partition("#")[0].lstrip("/")
                assert (target + "index.html" if target[-1:] in {"", "/"} else target) in files


def test_a_base_url_with_a_path_prefixes_every_link(city: City) -> None:
    made = city(WHOLE)
    made.build(base_url="https://bandung.example/terbuka")
    for path, body in made.files().items():
        if not path.endswith(".html"):
            continue
        page = body.decode()
        own = {link for link in links(page) if link.startswith("/")}
        assert own
        assert all(link.startswith("/terbuka/") for link in own)
        canonical = re.search(r'rel="canonical" href="([^"]*)"', page)
        assert canonical is not None
        assert canonical[1].startswith("https://bandung.example/terbuka/")
        assert "contoh.example" not in page
    assert "url=/terbuka/skpd/dinkes/" in made.read("/berita/vaksin/")


def test_a_second_build_writes_nothing(city: City) -> None:
    made = city(WHOLE)
    made.build()
    before = made.files()
    result = made.build()
    assert result.published is not None
    assert (result.published.written, result.published.pruned) == ((), ())
    assert made.files() == before


def of_pages(result: Result) -> set[str]:
    """What a build wrote besides the index of the search, which has tests of its own."""
    assert result.published is not None
    return {path for path in result.published.written if not path.startswith("cari/")}


def test_one_edited_report_writes_only_its_page(city: City) -> None:
    made = city(WHOLE)
    made.build()
    text = (made.root / POSYANDU).read_text()
    made.write(POSYANDU, text.replace("kedua", "ketiga"))
    result = made.build()
    assert result.published is not None
    assert of_pages(result) == {"kelurahan/dago/laporan/2026/11/posyandu/index.html"}


def test_a_new_title_writes_only_the_pages_that_show_it(city: City) -> None:
    made = city(WHOLE)
    made.build()
    text = (made.root / POSYANDU).read_text()
    made.write(POSYANDU, text.replace("Posyandu Mawar", "Posyandu Melati"))
    result = made.build()
    assert result.published is not None
    assert of_pages(result) == {
        "index.html",
        "kabar/index.html",
        "kecamatan/coblong/index.html",
        "kelurahan/dago/laporan/index.html",
        "kelurahan/dago/layar/index.html",
        "arsip/2026/11/index.html",
        "arsip/2026/11/03/index.html",
        "topik/kesehatan/index.html",
        "topik/kesehatan/2026/11/index.html",
        "kelurahan/dago/index.html",
        "kelurahan/dago/laporan/2026/index.html",
        "kelurahan/dago/laporan/2026/11/index.html",
        "kelurahan/dago/laporan/2026/11/posyandu/index.html",
        "kelurahan/dago/laporan/2026/11/posyandu/kartu.png",
        "kelurahan/dago/laporan/2026/11/kerja-bakti/index.html",
        *FOR_PROGRAMS,
        *(f"{page}feed.{form}" for page in FEEDS_OF_DAGO for form in ("xml", "json")),
    }
    assert result.published.pruned == ()


def test_another_title_writes_at_most_forty_files_in_all(city: City) -> None:
    more = "".join(
        report(unit, f"{day}-{word}-{number}", f"Kegiatan {word} warga ke {number}.", topic)
        for number, (unit, word, topic) in enumerate(
            (unit, word, topic)
            for unit in ("kelurahan/dago", "kelurahan/sekeloa", "skpd/dinkes", "kecamatan/coblong")
            for word, topic in (("gizi", "kesehatan"), ("taman", "lingkungan"), ("buku", "sosial"))
        )
        for day in ("2026-09-14", "2026-10-12", "2026-11-18")
    )
    table = (
        "-- content/kelurahan/dago/data/timbang.csv --\nbulan,ditimbang\nJanuari,63\nFebruari,61\n"
    )
    described = "-- content/kelurahan/dago/data/timbang.yml --\njudul: Penimbangan\n"
    made = city(WHOLE.replace("[kesehatan]", "[kesehatan, sosial]", 1) + more + table + described)
    made.build()
    text = (made.root / POSYANDU).read_text()
    made.write(POSYANDU, text.replace("Posyandu Mawar", "Posyandu Melati"))
    result = made.build()
    assert result.published is not None
    written = set(result.published.written)
    searched = written - of_pages(result)
    postings = {f"cari/baru/p{bucket(word, 18)}.json" for word in ("mawar", "melati")}
    # The page with its record, and the words by their beginnings.
    assert {path for path in searched if "/p" in path} == postings
    assert len(searched - postings) <= 1 + 4
    assert len(written) <= 40, sorted(written)
    clean = made.files()
    made.build(force=True)
    assert made.files() == clean


def test_an_edit_in_a_large_city_changes_a_file_for_each_place_that_shows_it(
    city: City, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setattr(
        archives, "LIST_LIMIT", 1
    )  # as if no list of a month or topic showed titles
    made = city(WHOLE + report("skpd/disdik", "2026-11-01-literasi", topic="sosial"))
    made.write(
        POSYANDU, (made.root / POSYANDU).read_text().replace("[kesehatan]", "[kesehatan, sosial]")
    )
    repo = make(made.root)
    repo.commit(day=306)
    made.build()
    page = "kelurahan/dago/laporan/2026/11/posyandu/index.html"
    feeds = {
        f"{url}feed.{form}" for url in (*FEEDS_OF_DAGO, "topik/sosial/") for form in ("xml", "json")
    }

    def written(old: str, new: str) -> set[str]:
        made.write(POSYANDU, (made.root / POSYANDU).read_text().replace(old, new))
        repo.commit(day=308)
        published = made.build().published
        assert published is not None
        return {path for path in published.written if not path.startswith("cari/")}

    body = written("kedua", "ketiga")
    assert body == {page, *feeds, *FOR_PROGRAMS, "kelurahan/dago/sitemap.xml"}
    assert written("ketiga", "keempat") == {page}
    title = written("Mawar", "Melati")
    assert title == {
        page,
        page.replace("index.html", "kartu.png"),
        *feeds,
        *FOR_PROGRAMS,
        "index.html",
        "arsip/2026/11/03/index.html",
        "kabar/index.html",
        "kecamatan/coblong/index.html",
        "kelurahan/dago/index.html",
        "kelurahan/dago/layar/index.html",
        "kelurahan/dago/laporan/index.html",
        "kelurahan/dago/laporan/2026/index.html",
        "kelurahan/dago/laporan/2026/11/index.html",
        "kelurahan/dago/laporan/2026/11/kerja-bakti/index.html",
    }
    assert (len(body), len(title)) == (15, 25)


def test_an_incremental_build_equals_a_clean_one(city: City, tmp_path: Path) -> None:
    made = city(WHOLE)
    made.build()
    (made.root / POSYANDU).unlink()
    made.write("content/kelurahan/dago/laporan/2025-01-02-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    result = made.build()
    assert result.published is not None
    assert "kelurahan/dago/laporan/2026/11/posyandu/index.html" in result.published.pruned
    clean = CityFolder(made.root, tmp_path / "bersih")
    clean.build()
    assert made.files() == clean.files()


def test_one_and_two_jobs_make_equal_bytes(city: City, tmp_path: Path) -> None:
    made = city(WHOLE)
    one = made.build(jobs=1)
    two = CityFolder(made.root, tmp_path / "dua")
    result = two.build(jobs=2)
    assert two.files() == made.files()
    assert result.problems == one.problems


def test_a_city_without_tables_and_charts_imports_no_heavy_library(
    city: City, tmp_path: Path
) -> None:
    made = city(WHOLE)
    heavy = "[n for n in ('pandas', 'altair', 'numpy', 'vl_convert', 'shapely', 'markdown') if n in sys.modules]"
    printed = run(made, tmp_path / "x", f"import json; print(json.dumps({heavy}))")
    assert json.loads(printed) == []


BROKEN: list[tuple[str, bytes, str]] = [
    ("laporan/2026-11-04-x.md", b"---\njudul: [\n---\nIsi.\n", "F"),
    ("laporan/2026-11-04-x.md", b"---\njudul: \xff\n---\nIsi.\n", "F002"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\n---\n", "M002"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\n---\n" + b"x" * 300_000, "M001"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\ntanggal: 31-02-2026\n---\nIsi.\n", "F008"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\ntanggal: 1026-11-04\n---\nIsi.\n", "F037"),
    ("laporan/2026-11-04-x.md", b"---\njudul: RW #04 selesai\n---\nIsi.\n", "F034"),
    ("laporan/2026-11-04-x.md", "---\njudul: '\u200b'\n---\nIsi.\n".encode(), "F005"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\nkedaluwarsa: besok\n---\nIsi.\n", "F008"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\npublished: false\n---\nIsi.\n", "F038"),
    ("laporan/2026-11-04-x.md", b"---\njudul: A\nstatus: draft\n---\nIsi.\n", "F038"),
    ("halaman/x.md", b"---\njudul: A\nterbitkan: tidak\n---\nIsi.\n", "F038"),
    ("unit.yml", b"alamat: Jalan Dago\nhidden: true\n", "F039"),
    ("halaman/x.md", b"---\njudl: A\n---\nIsi.\n", "F"),
    ("unit.yml", b"telepon: [\n", "F"),
    ("data/x.csv", b"tahun;jumlah\n2023;1.500\n2024;2.253.66\n2025;1.000\n", "D019"),
    ("data/x.csv", b"", "D"),
]


DAGO = "content/kelurahan/dago"
# Lines of a report, the code of their problem, and what the page does not show.
SPARED = [
    ("topik: [kesehatan, kesehatn]", "F022", "kesehatn"),
    ("jenis: pesta", "F022", "pesta"),
    ("lokais: Balai RW", "F006", "Balai RW"),
    ("lokasi:\n  balai: RW", "F012", "balai"),
    ("lokasi: Balai RW\ntempat: Kantor RW", "F009", "Kantor RW"),
    ("peserta: 41\npeserta: 14", "F003", "Peserta"),
    ("jenis: layanan\njenis: layanan", "F046", "F046"),
    ("foto: https://lain.example/a.jpg", "G003", "lain.example"),
    ("foto: peta.tif", "G001", "peta"),
    ("tanggal_kegiatan: besok", "F008", "besok"),
    ("tanggal_kegiatan: 0001-01-01", "F037", "0001"),
    ("tanggal_kegiatan: 2026-11-03\ntanggal_selesai: 2026-11-01", "F029", "1 November"),
    ("peserta: banyak", "F010", "Peserta"),
    ("peserta: {dewasa: 30, anak: 54}", "F035", "Peserta"),
    ("peserta: {L: tiga puluh, P: 54}", "F035", "Peserta"),
    ("peserta: {laki_laki: 30, perempuan: 54, jumlah: 100}", "F036", "Peserta"),
    ("anggaran: 3.5 jt", "F021", "Anggaran"),
    ("status: mulai", "F022", "mulai"),
    ("kode_wilayah: x1", "F040", "x1"),
    ("ringkasan: " + "kata " * 900, "F020", "kata kata"),
    ("foto: hilang.jpg", "G001", "hilang"),
    ("foto:\n  - alt: Meja", "F004", "Meja"),
]


@pytest.mark.parametrize(("lines", "code", "gone"), SPARED, ids=[each[0][:40] for each in SPARED])
def test_a_report_is_published_without_what_cannot_be_read(
    city: City, lines: str, code: str, gone: str
) -> None:
    made = city(
        f"-- {DAGO}/laporan/2026-11-04-x.md --\n---\njudul: Satu\n{lines}\n---\nIsi laporan.\n"
    )
    result = made.build()
    assert result.held_back == ()
    assert code in {problem.code for problem in result.problems}
    assert [problem for problem in result.problems if is_error(problem)] == []
    page = made.read("/kelurahan/dago/laporan/2026/11/x/")
    assert "Isi laporan." in page
    assert gone not in page


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![Meja timbang](hilang.jpg)", "G001"),
        ("[Renja](hilang.pdf)", "M004"),
        ("```grafik\njenis: garis\ndata: hilang\nx: a\ny: b\n```", "C013"),
        ("```grafik\njenis: garis\nx: a: b\ny: c\n```", "F017"),
        ("```grafik\njenis: pai\ndata: hilang\nx: a\ny: b\n```", "F022"),
    ],
)
def test_a_text_is_published_without_the_picture_link_or_chart_that_is_wrong(
    city: City, text: str, code: str
) -> None:
    made = city(
        f"-- {DAGO}/laporan/2026-11-04-x.md --\n---\njudul: Satu\n---\nIsi laporan.\n\n{text}\n"
    )
    result = made.build()
    assert (result.held_back, [problem.code for problem in result.problems]) == ((), [code])
    assert not is_error(result.problems[0])
    assert "Isi laporan." in made.read("/kelurahan/dago/laporan/2026/11/x/")


@pytest.mark.parametrize(
    "people", ["{L: 30, P: 54}", "{lk: 30, pr: 54}", "{pria: 30, wanita: 54, jumlah: 84}"]
)
def test_men_and_women_are_read_in_short_and_in_full(city: City, people: str) -> None:
    made = city(
        f"-- {DAGO}/laporan/2026-11-04-x.md --\n---\njudul: A\npeserta: {people}\n---\nIsi.\n"
    )
    assert {problem.code for problem in made.build().problems} <= {"R003"}
    page = made.read("/kelurahan/dago/laporan/2026/11/x/")
    assert "84 orang <small>30 laki-laki, 54 perempuan</small>" in page


def test_signs_that_turn_a_line_around_are_taken_out_of_a_title(city: City) -> None:
    title = "Ju\u200bdul \u202eterbalik\u202c"
    made = city(f"-- {DAGO}/laporan/2026-11-04-x.md --\n---\njudul: '{title}'\n---\nIsi.\n")
    made.build()
    assert "<h1>Judul terbalik</h1>" in made.read("/kelurahan/dago/laporan/2026/11/x/")


def test_a_draft_dataset_is_not_published_and_waits(city: City) -> None:
    table = f"-- {DAGO}/data/warga.csv --\ntahun,jumlah\n2025,84\n2026,90\n"
    made = city(f"{table}-- {DAGO}/data/warga.yml --\njudul: Warga\ndraf: ya\n")
    result = made.build()
    assert result.held_back == ()
    assert [(each.path, each.reason) for each in result.skipped] == [
        (f"{DAGO}/data/warga.csv", "draft")
    ]
    assert not any("warga" in path for path in made.files())


def test_a_dataset_that_was_published_and_becomes_a_draft_goes_away(city: City) -> None:
    table = f"-- {DAGO}/data/warga.csv --\ntahun,jumlah\n2025,84\n2026,90\n"
    made = city(f"{table}-- {DAGO}/data/warga.yml --\njudul: Warga\n")
    made.build()
    assert any("warga" in path for path in made.files())
    made.write(f"{DAGO}/data/warga.yml", "judul: Warga\ndraf: ya\n")
    made.build()
    assert not any("warga" in path for path in made.files())


@pytest.mark.parametrize(
    ("path", "content", "code"),
    BROKEN,
    ids=[f"{path}-{number}" for number, (path, _, _) in enumerate(BROKEN)],
)
def test_a_broken_file_holds_back_only_itself(
    city: City, path: str, content: bytes, code: str
) -> None:
    made = city(WHOLE)
    made.build()
    before = made.without_monitor()
    broken = f"content/kelurahan/dago/{path}"
    made.write(broken, content)
    result = made.build()
    assert result.held_back == (broken,)
    errors = [problem for problem in result.problems if is_error(problem)]
    assert errors
    assert all(problem.code.startswith(code) for problem in errors)
    assert {problem.where.path for problem in errors} == {broken}
    # The form must not begin with an empty profile when the profile could not be read.
    assert ("kelurahan/dago/profil.json" in made.files()) == (path != "unit.yml")
    assert made.without_monitor() == before


def test_a_fault_of_the_program_costs_one_unit_and_is_told(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(WHOLE)
    real = build_unit

    def faulty(source: UnitSource, *rest: Any) -> UnitResult:
        if source.entry.key == "kelurahan/dago" and source.files:
            raise ZeroDivisionError
        return real(source, *rest)

    monkeypatch.setattr(parallel, "build_unit", faulty)
    result = made.build()
    assert codes(result) == ["S012"]
    assert re.fullmatch(
        r"content/kelurahan/dago: \[S012\] processing `kelurahan/dago` failed: "
        r"ZeroDivisionError in faulty, line \d+ = this is a fault of the program: report it with "
        r"this message; the other units are published",
        told(result.problems[0]),
    )
    assert len(result.held_back) == 3
    assert '<p class="empty">' in made.read("/kelurahan/dago/")
    assert "Senam" in made.read("/kelurahan/sekeloa/")


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_two_units_with_one_alias_the_later_one_is_told_of_the_other(
    city: City, jobs: int
) -> None:
    alias = "---\njudul: A\nalias: [/berita/a/]\n---\nIsi.\n"
    first, second = (
        f"content/kelurahan/{unit}/laporan/2026-11-05-a.md" for unit in ("dago", "sekeloa")
    )
    made = city(
        WHOLE
        + f"-- content/kelurahan/dago/laporan/2026-11-05-a.md --\n{alias}"
        + f"-- content/kelurahan/sekeloa/laporan/2026-11-05-a.md --\n{alias}"
    )
    result = made.build(jobs=jobs)
    assert [told(problem) for problem in result.problems] == [
        (
            f"{second}: [S011] the page /berita/a/ of `{second}` collides with /berita/a/ of "
            f"`{first}` = give the page of `{second}` another address, or remove /berita/a/ from its "
            "`alias`: the other page keeps it"
        )
    ]
    assert "/kelurahan/dago/laporan/2026/11/a/" in made.read("/berita/a/")


def test_one_unit_can_be_built_and_the_others_stay(city: City) -> None:
    made = city(WHOLE)
    made.build()
    for unit in ("dago", "sekeloa"):
        made.write(
            f"content/kelurahan/{unit}/laporan/2026-11-06-baru.md",
            "---\njudul: Baru\n---\n<b>Isi</b>.\n",
        )
    result = made.build(units=("kelurahan/dago",))
    assert result.published is not None
    units = {
        "/".join(path.split("/")[:2])
        for path in result.published.written
        if path.startswith("kelurahan/") and path.count("/") > 1
    }
    assert units == {"kelurahan/dago"}
    assert result.published.pruned == ()
    assert [problem.where.path for problem in result.problems] == [
        "content/kelurahan/dago/laporan/2026-11-06-baru.md"
    ]
    assert "Senam" in made.read("/kelurahan/sekeloa/laporan/2026/11/senam/")


def test_strict_publishes_nothing_when_there_is_a_problem(city: City) -> None:
    made = city(WHOLE)
    made.build()
    before = made.files()
    made.write(POSYANDU, "---\njudul: A\n---\n<b>Isi</b>\n")
    result = made.build(strict=True)
    assert result.published is None
    assert codes(result) == ["M003"]
    assert made.files() == before


def test_strict_publishes_what_is_sound(city: City) -> None:
    made = city(WHOLE)
    assert made.build(strict=True).published is not None


def test_check_writes_nothing(city: City) -> None:
    made = city(WHOLE)
    made.write(POSYANDU, "---\njudul: A\n---\n<b>Isi</b>\n")
    result = made.build(write=False)
    assert (result.published, codes(result)) == (None, ["M003"])
    assert not made.output.exists()


def test_too_much_held_back_leaves_the_old_site(city: City) -> None:
    made = city(WHOLE)
    made.build()
    before = made.without_monitor()
    for unit in UNITS_OF_CITY[:3]:
        made.write(f"content/{unit}/laporan/2026-11-07-x.md", "---\njudul: A\n---\n")
    assert made.build().published is not None
    made.write("content/kelurahan/sekeloa/laporan/2026-11-07-x.md", "---\njudul: A\n---\n")
    with pytest.raises(TooMuchHeldBack) as caught:
        made.build()
    assert [problem.code for problem in caught.value.problems] == ["M002"] * 4 + ["S010"]
    assert told(caught.value.problems[-1]) == (
        "content: [S010] 4 of 4 units have files held back; the limit is 10 % = mend the "
        "files listed above; a cause that many share is listed most often; --allow-removal lets go of "
        "units without a folder or a row"
    )
    assert made.without_monitor() == before


def test_the_limit_is_the_citys(city: City) -> None:
    made = city(WHOLE)
    made.write("site.yml", SITE + "batas_tahan: 100\n")
    for unit in UNITS_OF_CITY:
        made.write(f"content/{unit}/laporan/2026-11-07-x.md", "---\njudul: A\n---\n")
    result = made.build()
    assert result.published is not None
    assert len(result.held_back) == 4


def test_a_broken_configuration_touches_nothing(city: City) -> None:
    made = city(WHOLE)
    made.build()
    before = made.files()
    made.write("site.yml", "nama: A\n")
    with pytest.raises(ConfigError):
        made.build()
    assert made.files() == before


def test_problems_of_the_tree_are_told_with_those_of_the_files(city: City) -> None:
    made = city(WHOLE)
    made.write("content/kelurahan/dagoo/laporan/2026-11-03-a.md", "x")
    (made.root / "content/kelurahan/dago/laporan/2026-11-09-x.md").symlink_to("/etc/passwd")
    result = made.build()
    assert codes(result) == ["U016", "U013"]
    assert not any("dagoo" in path for path in made.files())


def test_a_build_is_locked_out_while_another_runs(city: City) -> None:
    made = city(WHOLE)

    def again(*_: int) -> None:
        made.build()

    with pytest.raises(LockedError):
        build(Options(root=made.root, output=made.output, jobs=1), again)


def test_progress_is_told_for_each_unit(city: City) -> None:
    seen: list[tuple[int, int]] = []
    made = city(WHOLE)
    build(
        Options(root=made.root, output=made.output, jobs=1),
        lambda done, total: seen.append((done, total)),
    )
    assert seen == [(n, 5) for n in range(6)]


def test_long_lists_show_numbers_and_short_ones_reports(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LIST_LIMIT", 3)
    many = "".join(report("skpd/dinkes", f"2026-11-0{n}-banyak-{n}") for n in range(1, 5))
    few = "".join(
        report("kelurahan/dago", f"2026-10-0{n}-sedikit-{n}", topic="lingkungan")
        for n in range(1, 4)
    )
    same_day = "".join(
        report("skpd/dinkes", f"2025-05-05-hari-{n}", topic="sosial") for n in range(5)
    )
    made = city(many + few + same_day)
    assert made.build().problems == ()

    def reports(url: str) -> int:
        return sum("/laporan/" in link for link in links(made.read(url)))

    topic = made.read("/topik/kesehatan/")
    assert reports("/topik/kesehatan/") == 0
    assert "/topik/kesehatan/2026/11/" in links(topic)
    assert reports("/topik/lingkungan/") == 3
    assert reports("/topik/lingkungan/2026/10/") == 3
    assert reports("/topik/kesehatan/2026/11/") == 0
    assert {f"/arsip/2026/11/0{n}/" for n in range(1, 5)} <= links(
        made.read("/topik/kesehatan/2026/11/")
    )
    assert reports("/arsip/") == reports("/arsip/2026/") == 0
    assert {"/arsip/2026/", "/arsip/2025/", "/arsip/2026/11/"} <= links(made.read("/arsip/"))
    assert reports("/arsip/2026/10/") == 3
    assert reports("/arsip/2026/11/") == 0
    assert reports("/arsip/2025/05/05/") == 5
    archive = [page for page in made.files() if page.startswith("arsip/")]
    days = {link for page in archive for link in links(made.read(page))}
    for path in made.files():
        if re.fullmatch(r".*/laporan/\d{4}/\d\d/[^/]+/index\.html", path):
            assert "/" + path.removesuffix("index.html") in days


def test_a_check_of_one_unit_reads_no_other(city: City) -> None:
    made = city(report("kelurahan/dago", "2026-11-03-a"))
    made.write(
        "content/kelurahan/sekeloa/laporan/2026-11-03-rusak.md", "---\njudul: A: b\n---\nIsi.\n"
    )
    checked = made.build(write=False, units=("kelurahan/dago",))
    assert checked.problems == ()
    assert (checked.units, [key for key, _ in checked.rebuilt]) == (1, ["kelurahan/dago"])
