"""Why a path is on the site or not, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.engine.explain import inquire
from sitegen.engine.finding import Explanation
from sitegen.engine.options import Options
from sitegen.model import Relatives, UnitResult, UnitSource
from sitegen.units.context import BuildContext
from sitegen.units.unit import build_unit
from tests.conftest import NOW, CityFolder
from tests.pdf import pdf

Make = Callable[[str], CityFolder]
LAPORAN = "content/kelurahan/dago/laporan"
POSYANDU = f"{LAPORAN}/2026-11-02-posyandu.md"
PAGE = "kelurahan/dago/laporan/2026/11/posyandu/index.html"
CITY = f"""\
-- {POSYANDU} --
---
judul: Posyandu
alias: [/berita/posyandu/]
---
Isi dengan [berkas](surat.pdf).
-- {LAPORAN}/2026-11-03-draf.md --
---
judul: Draf
draf: ya
---
Isi.
-- {LAPORAN}/2026-12-24-libur.md --
---
judul: Libur
---
Isi.
-- {LAPORAN}/2026-11-01-habis.md --
---
judul: Habis
kedaluwarsa: 2026-11-10
---
Isi.
-- {LAPORAN}/2026-11-04-rusak.md --
---
judul: Rusak
tanggal: 31-02-2026
---
Isi.
-- {LAPORAN}/surat.pdf --
pdf
-- {LAPORAN}/lama.pdf --
pdf
-- content/kelurahan/dago/catatan.docx --
x
-- content/kelurahan/dagoo/unit.yml --
alamat: Jalan
-- content/kelurahan/sekeloa/laporan/2026-11-03-senam.md --
---
judul: Senam
---
Isi.
"""
DATASET = f"""\
-- content/kelurahan/dago/data/kunjungan.csv --
bulan,jumlah
2026-01,10
2026-02,20
2026-03,15
-- content/kelurahan/dago/data/kunjungan.yml --
judul: Kunjungan
kolom:
- {{nama: bulan, judul: Bulan, tipe: bulan}}
- {{nama: jumlah, judul: Jumlah, tipe: bulat}}
-- {LAPORAN}/2026-11-05-grafik.md --
---
judul: Grafik
---
```grafik
jenis: garis
data: kunjungan
x: bulan
y: jumlah
```
"""


def ask(folder: CityFolder, given: str, here: Path | None = None) -> Explanation:
    options = Options(root=folder.root, output=folder.output, clock=NOW, jobs=1)
    return inquire(options, given, here or folder.root)


@pytest.fixture
def built(city: Make) -> CityFolder:
    folder = city(CITY)
    for name in ("surat", "lama"):
        folder.write(f"{LAPORAN}/{name}.pdf", pdf("Isi"))
    folder.build()
    return folder


def test_a_published_report_says_what_it_makes_and_when_it_was_built(built: CityFolder) -> None:
    found = ask(built, POSYANDU)
    assert (found.kind, found.status, found.online) == ("report", "published", True)
    assert found.outputs == (
        "berita/posyandu/index.html",
        PAGE,
        "kelurahan/dago/laporan/2026/11/posyandu/surat.pdf",
    )
    assert found.pages == ("/kelurahan/dago/laporan/2026/11/posyandu/",)
    assert found.builds is not None
    assert found.builds.built is not None
    assert (found.builds.reason, found.builds.stale, found.builds.changed) == ("new", "", ())


@pytest.mark.parametrize(
    ("name", "status", "date"),
    [
        ("2026-11-03-draf.md", "draft", "None"),
        ("2026-12-24-libur.md", "future", "2026-12-24"),
        ("2026-11-01-habis.md", "expired", "2026-11-10"),
    ],
)
def test_a_text_that_is_not_due_says_why(
    built: CityFolder, name: str, status: str, date: str
) -> None:
    found = ask(built, f"{LAPORAN}/{name}")
    assert (found.status, str(found.date), found.outputs) == (status, date, ())


def test_a_held_back_file_names_its_problems(built: CityFolder) -> None:
    found = ask(built, f"{LAPORAN}/2026-11-04-rusak.md")
    assert (found.status, found.online) == ("held", False)
    assert [problem.code for problem in found.problems] == ["F008"]


def test_a_file_that_is_not_even_read_says_why_with_personal_data_masked(
    built: CityFolder,
) -> None:
    folder = built.root / LAPORAN
    (folder / "tautan.md").symlink_to("2026-11-02-posyandu.md")
    found = ask(built, f"{LAPORAN}/tautan.md")
    assert (found.status, [problem.code for problem in found.problems]) == ("held", ["U016"])
    built.write(f"{LAPORAN}/3273011708900001/2026-11-03-a.md", "---\njudul: A\n---\nIsi.\n")
    named = ask(built, f"{LAPORAN}/3273011708900001/2026-11-03-a.md")
    assert (named.status, [problem.code[0] for problem in named.problems]) == ("held", ["P"])
    assert "3273011708900001" not in repr(named)


def test_files_that_nothing_uses_say_so(built: CityFolder) -> None:
    assert ask(built, "content/kelurahan/dago/catatan.docx").status == "unused"
    waiting = ask(built, f"{LAPORAN}/lama.pdf")
    assert (waiting.kind, waiting.status) == ("document", "unused")
    assert f"{LAPORAN}/2026-11-03-draf.md" in waiting.waiting
    built.write("content/kelurahan/dago/README.md", "x")
    assert ask(built, "content/kelurahan/dago/README.md").status == "ignored"
    built.write("catatan.txt", "x")
    assert ask(built, "catatan.txt").status == "outside"


def test_a_folder_that_is_no_unit_names_the_nearest_one(built: CityFolder) -> None:
    found = ask(built, "content/kelurahan/dagoo/unit.yml")
    assert found.status == "stray"
    assert [(p.code, dict(p.params)["nearest"]) for p in found.problems] == [("U013", "dago")]


def test_a_closed_unit_without_files_that_another_follows_has_no_page(city: Make) -> None:
    folder = city(
        "-- data/units.csv --\nid,jenis,nama,status,penerus\n"
        "lama,skpd,Dinas Lama,nonaktif,baru\nbaru,skpd,Dinas Baru,,\n"
    )
    found = ask(folder, "content/skpd/lama")
    assert (found.kind, found.status, found.outputs) == ("unit", "closed", ())


def test_a_changed_file_makes_its_unit_stale_and_is_named(built: CityFolder) -> None:
    built.write(f"{LAPORAN}/2026-11-06-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    (built.root / LAPORAN / "2026-11-03-draf.md").unlink()
    found = ask(built, f"{LAPORAN}/2026-11-06-baru.md")
    assert (found.status, found.online) == ("published", False)
    assert found.builds is not None
    assert found.builds.stale == "files"
    changed = (f"{LAPORAN}/2026-11-03-draf.md", f"{LAPORAN}/2026-11-06-baru.md")
    assert found.builds.changed == changed
    assert ask(built, changed[0]).status == "gone"
    other = ask(built, "content/kelurahan/sekeloa")
    assert other.builds is not None
    assert other.builds.stale == ""


def test_the_reason_of_the_last_build_is_kept(built: CityFolder) -> None:
    built.write(POSYANDU, "---\njudul: Posyandu\n---\nIsi lain.\n")
    built.build()
    found = ask(built, POSYANDU)
    assert found.builds is not None
    assert (found.builds.reason, found.builds.stale) == ("files", "")


@pytest.mark.parametrize(
    "given",
    [
        PAGE,
        "kelurahan/dago/laporan/2026/11/posyandu",
        "/kelurahan/dago/laporan/2026/11/posyandu/",
        "https://contoh.example/kelurahan/dago/laporan/2026/11/posyandu/",
    ],
)
def test_an_address_leads_to_its_sources(built: CityFolder, given: str) -> None:
    found = ask(built, given)
    assert (found.path, found.kind, found.online) == (f"/{PAGE}", "output", True)
    assert found.sources == (POSYANDU,)
    assert ask(built, str(built.output / PAGE)).sources == (POSYANDU,)


def test_pages_of_the_unit_and_of_the_city_have_no_single_source(built: CityFolder) -> None:
    unit = ask(built, "/kelurahan/dago/")
    assert (unit.unit, unit.status, unit.sources) == ("kelurahan/dago", "published", ())
    home = ask(built, "/")
    assert (home.path, home.unit, home.online) == ("/index.html", "", True)


def test_a_page_whose_source_is_gone_will_be_removed(built: CityFolder) -> None:
    (built.root / POSYANDU).unlink()
    found = ask(built, f"/{PAGE}")
    assert (found.status, found.online) == ("gone", True)


def test_a_dataset_names_the_reports_whose_charts_use_it(city: Make) -> None:
    folder = city(DATASET)
    found = ask(folder, "content/kelurahan/dago/data/kunjungan.csv")
    assert (found.kind, found.status, found.online) == ("table", "published", False)
    assert found.pages == (
        "/kelurahan/dago/data/kunjungan/",
        "/kelurahan/dago/laporan/2026/11/grafik/",
    )
    assert "kelurahan/dago/data/kunjungan/kunjungan.json" in found.outputs
    described = ask(folder, "content/kelurahan/dago/data/kunjungan.yml")
    assert (described.kind, described.outputs) == ("metadata", found.outputs)
    assert not folder.output.exists()


def test_paths_are_also_taken_from_the_folder_where_one_stands(built: CityFolder) -> None:
    found = ask(built, "2026-11-02-posyandu.md", built.root / LAPORAN)
    assert found.path == POSYANDU
    assert ask(built, "dago").path == "content/kelurahan/dago"


def test_an_unknown_path_is_answered_with_the_nearest(built: CityFolder) -> None:
    found = ask(built, f"{LAPORAN}/2026-11-02-posyand.md")
    assert (found.status, found.nearest) == ("unknown", POSYANDU)
    page = ask(built, "/kelurahan/dago/laporan/2026/11/posyandus/")
    assert (page.status, page.nearest) == ("unknown", "/kelurahan/dago/laporan/2026/11/posyandu/")
    unit = ask(built, "content/kelurahan/sekelo")
    assert unit.nearest == "content/kelurahan/sekeloa"


def test_shared_files_say_how_many_units_they_make_stale(built: CityFolder) -> None:
    assert ask(built, "site.yml").units == 0
    site = (built.root / "site.yml").read_text()
    built.write("site.yml", site.replace("Kota Contoh", "Kota Lain"))
    found = ask(built, "site.yml")
    assert (found.kind, found.status, found.units) == ("settings", "shared", 4)
    built.write("themes/kota/assets/lain.css", "a{}")
    asset = ask(built, "themes/kota/assets/lain.css")
    assert asset.kind == "theme"
    assert [path.partition(".")[0] for path in asset.outputs] == ["aset/lain"]


def test_files_that_say_who_may_do_what_are_known(built: CityFolder) -> None:
    built.write("data/pemilik.yml", "")
    built.write("data/izin-data-pribadi.yml", "")
    assert ask(built, "data/pemilik.yml").status == "checked"
    assert ask(built, "data/izin-data-pribadi.yml").status == "shared"


def test_an_address_that_another_unit_has_taken_is_a_problem_of_both(city: Make) -> None:
    text = "-- content/{}/laporan/2026-11-02-a.md --\n---\njudul: A\nalias: [/berita/]\n---\nIsi.\n"
    folder = city(text.format("kelurahan/dago") + text.format("kelurahan/sekeloa"))
    folder.build()
    taken = [
        problem
        for unit in ("dago", "sekeloa")
        for problem in ask(folder, f"content/kelurahan/{unit}/laporan/2026-11-02-a.md").problems
    ]
    assert [problem.code for problem in taken] == ["S011"]


def test_asking_changes_neither_output_nor_state(built: CityFolder) -> None:
    state = list((built.root / ".sitegen").glob("state-*.sqlite"))
    before = [path.read_bytes() for path in state], built.files()
    built.write(POSYANDU, "---\njudul: Posyandu\n---\nIsi lain.\n")
    for given in (POSYANDU, "/kelurahan/dago/", "site.yml", "tidak-ada"):
        ask(built, given)
    assert ([path.read_bytes() for path in state], built.files()) == before


def test_a_fault_of_the_program_is_a_problem_of_the_unit(
    built: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: UnitSource, relatives: Relatives, context: BuildContext) -> UnitResult:
        if source.files:
            raise RuntimeError("rusak")
        return build_unit(source, relatives, context)

    monkeypatch.setattr("sitegen.engine.parallel.build_unit", broken)
    assert ask(built, POSYANDU).status == "published"  # the state says so; nothing is built
    path = built.root / POSYANDU
    path.write_text(path.read_text() + "\nSelesai.\n")
    found = ask(built, POSYANDU)
    assert (found.status, [problem.code for problem in found.problems]) == ("held", ["S012"])


def test_a_report_names_every_list_and_feed_that_leads_to_it(built: CityFolder) -> None:
    found = ask(built, POSYANDU)
    assert {"index.html", "feed.xml", "kelurahan/dago/index.html", "sitemap-kota.xml"} & set(
        found.lists
    )
    address = "/kelurahan/dago/laporan/2026/11/posyandu/"
    shown = {
        path.relative_to(built.output).as_posix()
        for path in built.output.rglob("*")
        if path.suffix in {".html", ".xml", ".json"} and address in path.read_text("utf-8")
    }
    assert shown == {*found.lists, *found.outputs} - {
        path for path in found.outputs if path not in shown
    }


def test_a_text_says_what_was_made_of_its_lines(city: Make) -> None:
    path = f"{LAPORAN}/2026-11-05-wa.md"
    folder = city(f"{CITY}-- {path} --\n---\njudul: Senam\n---\nHadir:\n• Lurah\n• Babinsa\n")
    folder.build()
    assert dict(ask(folder, path).prepared)["item"] == 2
