"""One unit from its files to its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PIL import Image

from sitegen.city.beneath import read_file
from sitegen.cli.problem_text import skipped_text
from sitegen.engine.build import Result
from sitegen.i18n import translator
from sitegen.processes.worker import WorkerError
from sitegen.reports.markdown.rendering import Rendered
from sitegen.units import charts, finish, redirects
from tests.conftest import CityFolder, told
from tests.pdf import pdf

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
LAPORAN = f"{DAGO}/laporan"


def report(name: str, text: str = "Isi.", **keys: str) -> str:
    keys = {"judul": name, **keys}
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"-- {LAPORAN}/{name}.md --\n---\n{front}---\n{text}\n"


def picture(colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(stream, "PNG")
    return stream.getvalue()


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


def pages(made: CityFolder) -> set[str]:
    """The addresses of the unit's report pages."""
    pattern = r"kelurahan/dago/(laporan/\d{4}/\d\d/[^/]+/)index\.html"
    return {match[1] for path in made.files() if (match := re.fullmatch(pattern, path))}


@pytest.mark.parametrize(
    ("path", "front", "address"),
    [
        ("2026-11-03-posyandu-mawar.md", "", "laporan/2026/11/posyandu-mawar/"),
        ("2026/11/2026-11-03-Posyandu Mawar!.md", "", "laporan/2026/11/posyandu-mawar/"),
        ("2026-11-03-posyandu/index.md", "", "laporan/2026/11/posyandu/"),
        ("2026-11-03-posyandu.md", "tanggal: 2026-10-30\n", "laporan/2026/10/posyandu/"),
        ("posyandu.md", "tanggal: 3 November 2026\n", "laporan/2026/11/posyandu/"),
        ("2026-11-03-posyandu.md", "slug: balita\n", "laporan/2026/11/balita/"),
        ("2026-11-03-会議.md", "", "laporan/2026/11/judul/"),
    ],
)
def test_date_and_address_come_from_the_file_name_or_the_keys(
    city: City, path: str, front: str, address: str
) -> None:
    made = city(f"-- {LAPORAN}/{path} --\n---\njudul: Judul\n{front}---\nIsi.\n")
    assert made.build().problems == ()
    assert pages(made) == {address}


def test_a_report_without_a_date_is_held_back(city: City) -> None:
    made = city(report("posyandu"))
    result = made.build()
    assert (codes(result), result.held_back) == (["F027"], (f"{LAPORAN}/posyandu.md",))
    assert pages(made) == set()


def test_drafts_future_and_expired_reports_are_skipped_and_named(city: City) -> None:
    made = city(
        report("2026-11-03-draf", draf="ya")
        + report("2026-11-22-besok")
        + report("2026-11-21-sore", tanggal="2026-11-21 12:01")
        + report("2026-11-04-lewat", kedaluwarsa="2026-11-20")
        + report("2026-11-05-hari-terakhir", kedaluwarsa="2026-11-21")
        + f"-- {DAGO}/halaman/layanan.md --\n---\njudul: L\ndraf: ya\n---\nIsi.\n"
    )
    result = made.build()
    assert result.problems == ()
    assert [(item.path.rpartition("/")[2], item.reason) for item in result.skipped] == [
        ("layanan.md", "draft"),
        ("2026-11-03-draf.md", "draft"),
        ("2026-11-04-lewat.md", "expired"),
        ("2026-11-21-sore.md", "future"),
        ("2026-11-22-besok.md", "future"),
    ]
    assert pages(made) == {"laporan/2026/11/hari-terakhir/"}
    made.build(drafts=True, future=True)
    assert pages(made) == {
        f"laporan/2026/11/{name}/" for name in ("draf", "besok", "sore", "hari-terakhir")
    }


@pytest.mark.parametrize(
    ("now", "zone", "published"),
    [
        pytest.param(datetime(2026, 11, 20, 16, 59, tzinfo=UTC), "WIB", False, id="23.59 WIB"),
        pytest.param(datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "WIB", True, id="00.00 WIB"),
        pytest.param(datetime(2026, 11, 20, 16, 0, tzinfo=UTC), "WITA", True, id="00.00 WITA"),
        pytest.param(datetime(2026, 11, 21, 0, 0), "WIB", True, id="clock of the city"),  # noqa: DTZ001
        pytest.param(datetime(2026, 11, 20, 23, 59), "WIB", False, id="a minute before"),  # noqa: DTZ001
    ],
)
def test_a_day_begins_at_midnight_of_the_city(
    city: City, now: datetime, zone: str, published: bool
) -> None:
    made = city(report("2026-11-21-a"))
    made.write("site.yml", f"nama: A\nalamat_situs: https://a.example\nzona_waktu: {zone}\n")
    result = made.build(clock=now)
    assert bool(pages(made)) is published
    assert [item.reason for item in result.skipped] == ([] if published else ["future"])


@pytest.mark.parametrize(
    ("moment", "when"),
    [("2026-11-22 06.30", "terjadwal 2026-11-22 06.30"), ("2026-11-22", "terjadwal 2026-11-22")],
)
def test_a_text_that_waits_is_named_with_the_time_that_its_author_gave(
    city: City, moment: str, when: str
) -> None:
    made = city(f"-- {DAGO}/laporan/a.md --\n---\njudul: A\ntanggal: {moment}\n---\nIsi.\n")
    (skipped,) = made.build(write=False).skipped
    assert skipped_text(skipped, translator("id")) == f"{DAGO}/laporan/a.md ({when})"


def test_an_expired_report_vanishes_on_the_day_after(city: City) -> None:
    made = city(report("2026-11-03-a", kedaluwarsa="2026-11-21"))
    made.build()
    assert pages(made)
    made.build(clock=datetime(2026, 11, 22, 0, 0))  # noqa: DTZ001 - the clock of the city
    assert not pages(made)
    assert not (made.output / "kelurahan/dago/laporan").exists()


def test_an_alias_leads_to_the_new_address(city: City) -> None:
    made = city(report("2026-11-03-a", alias="[/berita/lama/, /kelurahan/dago/lama/]"))
    assert made.build().problems == ()
    for old in ("/berita/lama/", "/kelurahan/dago/lama/"):
        page = made.read(old)
        assert 'content="0; url=/kelurahan/dago/laporan/2026/11/a/"' in page
        assert 'href="https://contoh.example/kelurahan/dago/laporan/2026/11/a/"' in page
        assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize(
    ("alias", "reason"),
    [
        ("/kelurahan/sekeloa/", redirects.FOREIGN),
        ("/kelurahan/sekeloa/laporan/", redirects.FOREIGN),
        ("/kelurahan/dago/", redirects.IN_USE),
        ("/kelurahan/dago/laporan/2026/11/a/", redirects.IN_USE),
        ("/skpd/", redirects.FOREIGN),
        ("/SKPD/", redirects.FOREIGN),
        ("/aset/x/", redirects.FOREIGN),
        ("/api/x/", redirects.FOREIGN),
        ("/../luar/", redirects.FORM),
        ("/x/../../../luar/", redirects.FORM),
        ("/./x/", redirects.FORM),
        ("/.sitegen-stage/x/", redirects.FORM),
        ("/robots.txt/", redirects.FOREIGN),
        ("/404.html/", redirects.MEANT),
        ("/kelurahan/dago/index.html/", redirects.MEANT),
        ("/x/index.html/", redirects.MEANT),
        ("https://lama.example/a/", redirects.FORM),
        ("//evil.example/", redirects.FORM),
        ("/berita/lama", redirects.FORM),
        ("berita/lama/", redirects.FORM),
        ("/", redirects.FORM),
    ],
)
def test_an_alias_takes_no_address_of_others(city: City, alias: str, reason: str) -> None:
    plain = city(report("2026-11-03-a"))
    plain.build()
    before = plain.files()
    path = f"{LAPORAN}/2026-11-03-a.md"
    plain.write(path, f"---\njudul: 2026-11-03-a\nalias: ['{alias}']\n---\nIsi.\n")
    result = plain.build()
    assert [told(problem) for problem in result.problems] == [
        (
            f"{path}: [M009] the old address `{alias}` cannot become a redirect: {reason} = remove it "
            "from `alias`, or write a path that begins and ends with `/`, such as `/berita/posyandu/`, "
            "that no page uses"
        )
    ]
    assert plain.files() == before
    assert {file.name for file in plain.root.parent.iterdir()} == {"kota", "keluaran"}


def test_two_reports_with_one_address_hold_back_the_later_file(city: City) -> None:
    made = city(report("2026-11-03-a", "Pertama.") + report("b/2026-11-03-a", "Kedua."))
    result = made.build()
    later = f"{LAPORAN}/b/2026-11-03-a.md"
    assert [told(problem) for problem in result.problems] == [
        (
            f"{later}: [M008] the page has the same address as `{LAPORAN}/2026-11-03-a.md`: "
            "/kelurahan/dago/laporan/2026/11/a/ = write the line `slug: a-3` between the `---` lines of "
            "this file: it is free"
        )
    ]
    assert result.held_back == (later,)
    assert "Pertama." in made.read("/kelurahan/dago/laporan/2026/11/a/")


def test_links_to_a_report_that_is_held_back_lose_their_link(city: City) -> None:
    made = city(
        report("2026-11-03-a", terbit="tidak")
        + report("2026-11-04-b", "Lihat [yang lalu](2026-11-03-a.md) ya.\n\n## Hasil")
        + report("2026-11-05-c", "Lihat [yang kedua](2026-11-04-b.md#hasil) ya.")
    )
    result = made.build()
    assert result.held_back == (f"{LAPORAN}/2026-11-03-a.md",)
    assert [told(problem) for problem in result.problems] == [
        (
            f"{LAPORAN}/2026-11-03-a.md:3:1: [F038] `terbit: tidak` says not to publish this, in words "
            "that are not known here = write the line `draf: ya` in its place; to publish it, remove "
            "the line"
        ),
        (
            f"{LAPORAN}/2026-11-04-b.md:4:19: [M010] the link `2026-11-03-a.md` leads to a file "
            "that is not published now = publish that file, or remove the link; the words stand "
            "without a link until then"
        ),
    ]
    assert "<p>Lihat yang lalu ya.</p>" in made.read("/kelurahan/dago/laporan/2026/11/b/")
    assert '<a href="/kelurahan/dago/laporan/2026/11/b/#isi-hasil">yang kedua</a>' in made.read(
        "/kelurahan/dago/laporan/2026/11/c/"
    )


def test_a_link_to_no_file_names_the_nearest(city: City) -> None:
    made = city(report("2026-11-03-a", "[b](2026-11-04-bb.md)") + report("2026-11-04-b"))
    assert [told(problem) for problem in made.build().problems] == [
        (
            f"{LAPORAN}/2026-11-03-a.md:4:5: [M004] the link `2026-11-04-bb.md` leads nowhere; the "
            "nearest file is `2026-11-04-b.md` = write `2026-11-04-b.md` in its place"
        )
    ]


def test_a_link_out_of_the_unit_or_to_no_page_is_told(city: City) -> None:
    made = city(
        report(
            "2026-11-03-a",
            "[a](../../sekeloa/unit.yml) [b](/kelurahan/dagoo/) [c](/kelurahan/sekeloa/) [d](//x.example)",
        )
    )
    result = made.build()
    assert codes(result) == ["M005", "M007", "M006"]
    page = made.read("/kelurahan/dago/laporan/2026/11/a/")
    assert '<p>a <a href="/kelurahan/dagoo/">b</a>' in page
    assert '<a href="/kelurahan/sekeloa/">c</a> d</p>' in page


def test_a_picture_that_no_page_shows_is_told(city: City) -> None:
    made = city(report("2026-11-03-a", foto="ada.png"))
    made.write(f"{LAPORAN}/ada.png", picture())
    made.write(f"{LAPORAN}/sisa.png", picture())
    result = made.build()
    assert [told(problem) for problem in result.problems] == [
        (
            f"{LAPORAN}/2026-11-03-a.md:3:1: [G002] the picture `ada.png` has no text for those who "
            "cannot see it = add `alt:` and say in one sentence what the picture shows"
        ),
        (
            f"{LAPORAN}/sisa.png: [G005] the picture is used by no report and no page = name it in "
            "`foto: sisa.png` or in the text, or remove it"
        ),
    ]
    assert not any("sisa" in path for path in made.files())


def test_a_picture_beside_a_text_that_waits_is_not_told(city: City) -> None:
    made = city(report("2026-11-03-a", draf="ya", foto="ada.png", foto_alt="Meja"))
    made.write(f"{LAPORAN}/ada.png", picture())
    assert made.build().problems == ()


def test_pictures_with_like_names_stay_apart(city: City) -> None:
    made = city(report("2026-11-03-a", "![a](x/foto.png)\n\n![b](y/foto.png)\n\n![a](x/foto.png)"))
    made.write(f"{LAPORAN}/x/foto.png", picture("red"))
    made.write(f"{LAPORAN}/y/foto.png", picture("blue"))
    assert made.build().problems == ()
    page = made.read("/kelurahan/dago/laporan/2026/11/a/")
    found = re.findall(r'src="([^"]*\.jpg)"', page)
    assert len(found) == 3
    assert found[0] == found[2] != found[1]
    files = made.files()
    assert files[found[0].lstrip("/")] != files[found[1].lstrip("/")]


def test_a_document_beside_a_report_is_published_with_it(city: City) -> None:
    made = city(report("2026-11-03-a", "[a](Undangan%20RW.pdf) [x](<Undangan RW.pdf>)"))
    made.write(f"{LAPORAN}/Undangan RW.pdf", pdf("isi"))
    assert made.build().problems == ()
    url = "kelurahan/dago/laporan/2026/11/a/undangan-rw.pdf"
    assert made.files()[url] == pdf("isi")
    assert f'<a href="/{url}">x</a>' in made.read("/kelurahan/dago/laporan/2026/11/a/")


@pytest.mark.parametrize("address", ["http://[a/b.jpg", "//[a", "a%00.jpg", "../../../etc/passwd"])
def test_a_hostile_address_of_a_picture_costs_that_picture_only(city: City, address: str) -> None:
    made = city(report("2026-11-03-a", foto=f"'{address}'") + report("2026-11-04-b"))
    result = made.build()
    assert result.held_back == ()
    assert {"G001", "G003"} & set(codes(result))
    assert pages(made) == {"laporan/2026/11/a/", "laporan/2026/11/b/"}


def test_a_unit_without_a_folder_gets_a_page_that_says_so(city: City) -> None:
    made = city("")
    result = made.build()
    assert (result.problems, result.units) == ((), 4)
    page = made.read("/kelurahan/sekeloa/")
    assert "<h1>Kelurahan Sekeloa</h1>" in page
    assert '<a href="/kecamatan/coblong/">' in page
    assert '<p class="empty">' in page


def test_standing_pages_stand_in_their_order(city: City) -> None:
    made = city(
        f"-- {DAGO}/halaman/a.md --\n---\njudul: Kedua\nurutan: 2\n---\nIsi.\n"
        f"-- {DAGO}/halaman/b.md --\n---\njudul: Pertama\nurutan: 1\n---\n[ke](a.md)\n"
    )
    assert made.build().problems == ()
    page = made.read("/kelurahan/dago/")
    assert page.index("/kelurahan/dago/halaman/b/") < page.index("/kelurahan/dago/halaman/a/")
    assert '<a href="/kelurahan/dago/halaman/a/">ke</a>' in made.read("/kelurahan/dago/halaman/b/")


def test_files_that_nothing_reads_are_told(city: City) -> None:
    made = city(f"-- {DAGO}/undangan.docx --\nx\n")
    assert [told(problem) for problem in made.build().problems] == [
        (
            f"{DAGO}/undangan.docx: [U014] nothing reads this file (.docx), so it is not published = "
            "put reports into `laporan/` and pages into `halaman/` as .md, pictures beside them, tables "
            "into `data/` as .csv or .xlsx; documents as .pdf"
        )
    ]


def test_the_pages_of_a_closed_unit_are_kept(city: City) -> None:
    made = city(report("2026-11-03-a"))
    made.build()
    register = (made.root / "data/units.csv").read_text()
    made.write("data/units.csv", register.replace("coblong,,aktif\ns", "coblong,,nonaktif\ns"))
    made.build()
    assert pages(made)


CHART = """
-- content/kelurahan/dago/data/kunjungan.csv --
tahun,jumlah
2024,80
2025,90
-- content/kelurahan/dago/laporan/2026-11-03-grafik.md --
---
judul: Laporan bergrafik
---
Isi.

```grafik
jenis: garis
data: kunjungan
x: tahun
y: jumlah
```

[Rencana](Rencana Kerja.pdf)
"""


def test_links_of_a_chart_in_a_report_get_the_prefix_once(city: City) -> None:
    made = city(CHART)
    made.write("content/kelurahan/dago/laporan/Rencana Kerja.pdf", pdf())
    result = made.build(base_url="https://contoh.example/terbuka")
    assert {problem.code for problem in result.problems} == {"D010"}
    page = made.read("/kelurahan/dago/laporan/2026/11/grafik/")
    assert 'href="/terbuka/kelurahan/dago/data/kunjungan/"' in page
    assert "/terbuka/terbuka/" not in page
    assert 'href="/terbuka/kelurahan/dago/laporan/2026/11/grafik/rencana-kerja.pdf"' in page


def test_a_held_back_report_makes_no_warnings_about_its_links(city: City) -> None:
    made = city(
        CHART.replace("[Rencana](Rencana Kerja.pdf)", "[a](/tidak/ada/)").replace(
            "judul:", "terbit: tidak\njudul:"
        )
    )
    assert {problem.code for problem in made.build().problems} == {"D010", "F038"}


def too_large(made: CityFolder, path: str, megabytes: int) -> None:
    """Make a file of that size that takes no room on the disk."""
    with made.write(path, b"").open("r+b") as stream:
        stream.truncate(megabytes * 1024 * 1024)


@pytest.mark.parametrize(
    ("file", "megabytes", "expected"),
    [
        pytest.param(
            "laporan/besar.jpg",
            26,
            f"{LAPORAN}/2026-11-03-a.md:4:10: [G006] `besar.jpg` has 26 MB; at most 25 MB are read = "
            "make the picture smaller before uploading it",
            id="picture",
        ),
        pytest.param(
            "laporan/besar.pdf",
            26,
            f"{LAPORAN}/2026-11-03-a.md:4:10: [M018] the document `besar.pdf` has 26 MB; at most 25 "
            "MB are published = save it again in a smaller size, or split it",
            id="document",
        ),
        pytest.param(
            "data/besar.csv",
            101,
            f"{DAGO}/data/besar.csv: [D001] the file has 101 MB; at most 100 MB are read = "
            "split it by year",
            id="table",
        ),
        pytest.param(
            "laporan/2026-11-04-besar.md",
            1,
            f"{LAPORAN}/2026-11-04-besar.md: [M001] the file has 1024 KB; at most 256 KB are read = "
            "split the text into several reports, and take pictures out of it",
            id="text",
        ),
    ],
)
def test_a_file_that_is_too_large_is_told_before_it_is_read(
    city: City, monkeypatch: pytest.MonkeyPatch, file: str, megabytes: int, expected: str
) -> None:
    name = file.rpartition("/")[2]
    link = f"![Besar]({name})" if name.endswith("jpg") else f" [Besar]({name})"
    made = city(report("2026-11-03-a", link if name.endswith(("jpg", "pdf")) else "Isi."))
    too_large(made, f"{DAGO}/{file}", megabytes)

    def read(root: str, path: str) -> bytes:
        assert path != f"{DAGO}/{file}"
        return read_file(root, path)

    monkeypatch.setattr("sitegen.units.files.read_file", read)
    found = [problem for problem in made.build().problems if problem.code != "G005"]
    assert [told(problem) for problem in found] == [expected]


def test_a_photo_is_found_by_its_name_whatever_signs_are_in_it(city: City) -> None:
    made = city(report("2026-11-03-a", foto="{berkas: 'Foto #3 100%20?.png', alt: Meja timbang}"))
    made.write(f"{LAPORAN}/Foto #3 100%20?.png", picture())
    assert codes(made.build()) == ["U035"]


@pytest.mark.parametrize("address", ["javascript:alert", "data:image/png;base64," + "A" * 200])
def test_a_picture_with_another_scheme_is_told_as_it_was_written(city: City, address: str) -> None:
    made = city(report("2026-11-03-a", f"Meja: ![Meja]({address}) di balai."))
    (problem,) = made.build().problems
    assert told(problem) == (
        f"{LAPORAN}/2026-11-03-a.md:4:15: [M006] the link `{address[:80]}` has a form that is not "
        "allowed = use an address that begins with https://, mailto: or tel:, or remove the link"
    )
    assert "Meja: Meja di balai." in made.read("kelurahan/dago/laporan/2026/11/a/")


def test_of_many_dead_links_the_first_get_a_guess(city: City) -> None:
    links = " ".join(f"[a](2026-11-03-b{number}.md)" for number in range(25))
    found = city(report("2026-11-03-b", links)).build().problems
    near = [dict(problem.params)["nearest"] for problem in found if problem.code == "M004"]
    assert [name != "-" for name in near] == [True] * 20
    assert [told(problem) for problem in found if problem.code == "S035"] == [
        (
            f"{LAPORAN}/2026-11-03-b.md:4: [S035] 5 more problems `M004` are in this file; only 20 are "
            "listed = mend the 20 that are listed and build again: then the next ones are"
        )
    ]


def test_a_picture_that_is_shown_often_is_read_once(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(report("2026-11-03-a", "![Meja](meja.png)\n\n" * 5))
    made.write(f"{LAPORAN}/meja.png", picture())
    asked: list[str] = []

    def read(root: str, path: str) -> bytes:
        asked.append(path)
        return read_file(root, path)

    monkeypatch.setattr("sitegen.units.files.read_file", read)
    assert codes(made.build()) == []
    assert asked.count(f"{LAPORAN}/meja.png") == 1


class Broken:
    """Stands for a worker whose child hangs or dies over whatever it is given."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def run(self, _: object) -> bytes:
        raise WorkerError(self.reason)


@pytest.mark.parametrize("reason", ["died", "timeout"])
def test_a_chart_that_kills_its_worker_costs_that_chart_only(
    city: City, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    block = "```grafik\njenis: garis\ndata: kunjungan\nx: tahun\ny: jumlah\njudul: Naik\n```"
    made = city(
        f"-- {DAGO}/data/kunjungan.csv --\ntahun,jumlah\n2024,3\n2025,4\n2026,5\n"
        f"-- {DAGO}/data/kunjungan.yml --\njudul: Kunjungan\ngrafik: [{{jenis: garis, x: tahun, y: jumlah}}]\n"
        + report("2026-11-03-a", block)
    )
    with monkeypatch.context() as broken:
        broken.setattr(charts, "_drafter", lambda: Broken(reason))
        result = made.build()
    assert result.held_back == ()
    assert [(p.code, dict(p.params)["reason"]) for p in result.problems if p.code == "C011"] == [
        ("C011", reason),
        ("C011", reason),
    ]
    assert "grafik-1.svg" not in made.read("kelurahan/dago/data/kunjungan/")
    assert (
        "<p>Grafik “Naik” tidak dapat digambar. Angkanya ada di sini: "
        '<a href="/kelurahan/dago/data/kunjungan/">Kunjungan</a>.</p>'
    ) in made.read("kelurahan/dago/laporan/2026/11/a/")
    # What may pass is not remembered: without any change the next build draws it.
    again = made.build()
    # Its relatives are told of the report anew: the chart is its picture for shared links.
    relatives = (("kecamatan/coblong", "around"), ("kelurahan/sekeloa", "around"))
    assert again.rebuilt == (("kelurahan/dago", "again"), *relatives)
    assert codes(again) == codes(made.build())
    assert "C011" not in codes(again)
    assert "grafik-1.svg" in made.read("kelurahan/dago/laporan/2026/11/a/")
    assert "grafik-1.svg" in made.read("kelurahan/dago/data/kunjungan/")


def test_a_document_that_cannot_be_read_is_a_problem_and_no_empty_file(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(report("2026-11-03-a", "Surat: [SK](sk.pdf)."))
    made.write(f"{LAPORAN}/sk.pdf", pdf())

    def read(root: str, path: str) -> bytes:
        if path.endswith("sk.pdf"):
            raise PermissionError(13, "Permission denied")
        return read_file(root, path)

    with monkeypatch.context() as broken:
        broken.setattr("sitegen.units.files.read_file", read)
        result = made.build()
    assert [told(problem) for problem in result.problems] == [
        (
            f"{LAPORAN}/2026-11-03-a.md:4:13: [M020] the document `sk.pdf` could not be read, so that "
            "the link is left out = see what U037 says of the file, mend that, and build again"
        ),
        (
            f"{LAPORAN}/sk.pdf: [U037] the file cannot be opened: there is no right to it = give the user "
            "that builds the right to read the file, or check its disk"
        ),
    ]
    page = "kelurahan/dago/laporan/2026/11/a/"
    assert "Surat: SK." in made.read(page)
    assert not (made.output / page / "sk.pdf").exists()
    assert made.build().rebuilt == (("kelurahan/dago", "again"),)
    assert (made.output / page / "sk.pdf").read_bytes() == pdf()


@pytest.mark.parametrize("reason", ["died", "timeout", "RecursionError"])
def test_a_text_that_kills_its_worker_costs_its_file_only(
    city: City, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def convert(text: str) -> Rendered:
        if "jahat" in text:
            raise WorkerError(reason)
        return Rendered(html=f"<p>{text}</p>", marks=())

    monkeypatch.setattr(finish, "markdown", lambda _: convert)
    made = city(report("2026-11-03-a", "jahat") + report("2026-11-03-b", "baik"))
    result = made.build()
    assert [told(problem).partition(" = ")[0] for problem in result.problems] == [
        f"{LAPORAN}/2026-11-03-a.md:4: [M012] the text could not be turned into a page ({reason})"
    ]
    assert pages(made) == {"laporan/2026/11/b/"}


def test_quotations_without_end_hold_back_their_file_only(city: City) -> None:
    made = city(report("2026-11-03-a", "> " * 5_000 + "a") + report("2026-11-03-b"))
    assert [told(problem) for problem in made.build().problems] == [
        (
            f"{LAPORAN}/2026-11-03-a.md:4:1: [M017] quotations are nested deeper than 30 levels here "
            "= remove signs > from the start of the line"
        )
    ]
    assert pages(made) == {"laporan/2026/11/b/"}


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("halaman/layanan.md", "/kelurahan/dago/halaman/layanan/"),
        ("halaman/layanan.md#Biaya", "/kelurahan/dago/halaman/layanan/#isi-biaya"),
        ("/kelurahan/dago/halaman/layanan/", "/kelurahan/dago/halaman/layanan/"),
        ("halaman/syarat.pdf", "/kelurahan/dago/syarat.pdf"),
        ("https://layanan.example/a", "https://layanan.example/a"),
        ("layanan.contoh.example/a", "https://layanan.contoh.example/a"),
    ],
)
def test_a_service_leads_where_a_link_of_a_text_would(city: City, link: str, href: str) -> None:
    made = city(
        f"-- {DAGO}/unit.yml --\nlayanan:\n  - nama: Domisili\n    tautan: {link}\n"
        f"-- {DAGO}/halaman/layanan.md --\n---\njudul: Layanan\n---\n## Biaya\n\nGratis [a](syarat.pdf).\n"
    )
    made.write(f"{DAGO}/halaman/syarat.pdf", pdf("Isi"))
    assert made.build().problems == ()
    assert f'<a class="entry" href="{href}">Domisili</a>' in made.read("/kelurahan/dago/")


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("halaman/hilang.md", "M004"),
        ("/kelurahan/dago/hilang/", "M007"),
        ("javascript:alert(1)", "M006"),
        ("../sekeloa/unit.yml", "M005"),
        ("halaman/layanan.md#hilang", "M019"),
    ],
)
def test_a_service_that_leads_nowhere_is_told(city: City, link: str, code: str) -> None:
    made = city(
        f"-- {DAGO}/unit.yml --\nlayanan:\n  - nama: Domisili\n    tautan: {link}\n"
        f"-- {DAGO}/halaman/layanan.md --\n---\njudul: Layanan\n---\n## Biaya\n\nGratis.\n"
    )
    (problem,) = made.build().problems
    assert (problem.code, problem.where.path, problem.where.line) == (code, f"{DAGO}/unit.yml", 2)


def test_each_number_and_address_of_a_profile_is_a_link_and_a_dead_account_is_none(
    city: City,
) -> None:
    made = city(
        f"-- {DAGO}/unit.yml --\ntelepon: 022-5550104, 022-5550105\nsitus: KEL.EXAMPLE\n"
        "email: mailto:a@b.example\nmedia_sosial: {facebook: Kelurahan Dago, instagram: kel.dago}\n"
    )
    assert codes(made.build()) == ["F044"]
    page = made.read("/kelurahan/dago/")
    for href in ("tel:0225550104", "tel:0225550105", "mailto:a@b.example", "https://kel.example"):
        assert f'href="{href}"' in page
    assert "facebook" not in page


def test_the_head_of_a_unit_is_named_with_the_office_behind(city: City) -> None:
    made = city(f'-- {DAGO}/unit.yml --\nkepala: {{jabatan: Lurah, nama: "Contoh Nama, S.IP."}}\n')
    made.build()
    assert "Contoh Nama, S.IP. (Lurah)" in made.read("/kelurahan/dago/")


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["rapat"], ""),
        (["rapat", "layanan"], "1 dari 2 laporan tahun 2026 tentang rapat (50%)."),
        (["layanan", ""], "Tidak satu pun dari 2 laporan tahun 2026 tentang rapat."),
        (["rapat", "rapat"], "Semua dari 2 laporan tahun 2026 tentang rapat."),
    ],
)
def test_a_unit_says_how_many_of_its_reports_are_of_meetings(
    city: City, kinds: list[str], said: str
) -> None:
    texts = [
        report(f"2026-11-0{at}-kabar-{at}", jenis=kind)
        if kind
        else report(f"2026-11-0{at}-kabar-{at}")
        for at, kind in enumerate(kinds, start=1)
    ]
    made = city("".join((*texts, report("2025-12-30-lama", jenis="rapat"))))
    made.build()
    page = made.read("/kelurahan/dago/")
    found = re.findall(r'<p class="small"><a href="/keaktifan/#arti">([^<]*)</a></p>', page)
    assert found == ([said] if said else [])
    assert 'id="arti"' in made.read("/keaktifan/")
