"""The city's products: addresses, what they read, and that nothing they show is ever stale."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.engine import units
from sitegen.engine.plan import KEPT
from sitegen.model import (
    STRANDS,
    Output,
    Reports,
    ReportSummary,
    Term,
    UnitEntry,
    UnitSummary,
)
from sitegen.pages.city import City as Portal
from sitegen.pages.city import Listed, listed
from sitegen.pages.product import (
    Planned,
    Product,
    planned,
    planned_of_all,
    planned_of_many,
    value_text,
)
from sitegen.pages.site import SiteContext
from sitegen.portal import products
from sitegen.store.state import product_of, read_state, read_strand, state_path
from sitegen.units.strands import report_mark
from sitegen.urls import CITY_NAMES, output_path
from tests.conftest import UNITS, CityFolder

City = Callable[[str], CityFolder]
REPORT = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
PAGE = "content/kelurahan/dago/halaman/profil.md"
PROFILE = "content/kelurahan/dago/unit.yml"
META = "content/kelurahan/dago/data/timbang.yml"
TEXTS = {
    REPORT: (
        "---\njudul: Posyandu\njenis: sosialisasi\ntopik: [kesehatan]\nklasifikasi: berkala\n"
        "program: Sehat\nanggaran: 1000000\nringkasan: Ditimbang semua.\n---\nIsi.\n"
    ),
    PAGE: "---\njudul: Profil\n---\nTentang kami.\n",
    PROFILE: "alamat: Jalan Dago 1\nlayanan:\n  - {nama: Surat domisili}\n",
    META: "judul: Penimbangan\ntopik: [kesehatan]\nsumber: Puskesmas\n",
    "content/kelurahan/dago/data/timbang.csv": "bulan,ditimbang\nJanuari,63\nFebruari,61\n",
    "content/kelurahan/sekeloa/laporan/2026-10-04-senam.md": "---\njudul: Senam\n---\nIsi.\n",
    "content/kelurahan/sekeloa/data/apbd.csv": (
        "tahun,fase,kode,uraian,jumlah\n2026,murni,5,Belanja,900\n2026,realisasi,5,Belanja,500\n"
    ),
    "content/kelurahan/sekeloa/data/warga.csv": "kode_wilayah,warga\n32.73.02.1004,2\n",
    "content/kelurahan/sekeloa/data/apbd.yml": "judul: APBD\nskema: apbd\n",
    "akar/humans.txt": "Diskominfo\n",
}
COMPLAINTS = (
    "unit,tahun,bulan,diterima,dijawab_3_hari,dijawab_5_hari,dijawab_14_hari,dijawab_60_hari,terbuka,per\n"
    "kelurahan/sekeloa,2026,7,9,4,5,6,8,1,2026-11-16\n"
)


@pytest.fixture
def made(city: City) -> CityFolder:
    folder = city("")
    for path, text in TEXTS.items():
        folder.write(path, text)
    folder.write("data/alamat-lama.csv", "lama,baru\n/?p=1,/kelurahan/dago/\n")
    assert folder.build().held_back == ()
    return folder


def strands(made: CityFolder, key: str = "kelurahan/dago") -> dict[str, str]:
    """The digests of a unit's strands in the state."""
    state = read_state(state_path(made.root, made.output), made.output)
    return dict(state.units[key].strands)


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the strands that are read from the state from now on, as they come."""
    names: list[str] = []

    def noted(path: Path, name: str) -> dict[str, str]:
        names.append(name)
        return read_strand(path, name)

    monkeypatch.setattr(units, "read_strand", noted)
    return names


def pattern(address: str) -> re.Pattern[str]:
    parts = re.split("(<[a-z]+>)", output_path(address))
    return re.compile("".join("[^/]+" if p.startswith("<") else re.escape(p) for p in parts))


def test_each_file_of_the_city_is_at_an_address_of_the_product_that_made_it(
    made: CityFolder,
) -> None:
    more = "cicendo,kecamatan,Cicendo,32.73.06,,,aktif\nregol,kecamatan,Regol,32.73.11,,,aktif\n"
    made.write("data/units.csv", UNITS + more)
    tiles = "kode_wilayah,baris,kolom\n32.73.02,1,1\n32.73.06,1,2\n32.73.11,2,1\n"
    made.write("data/peta/ubin.csv", tiles)
    rows = "kode,nama,tahun,bulan,rencana_fisik,realisasi_fisik\n1.01,Saluran,2026,10,70,62\n"
    made.write("data/pengaduan.csv", COMPLAINTS)
    for unit in ("dago", "sekeloa"):
        made.write(f"content/kelurahan/{unit}/data/kegiatan.csv", rows)
        made.write(f"content/kelurahan/{unit}/data/kegiatan.yml", "judul: Kegiatan\nskema: rfk\n")
    chosen = "angka:\n  - {data: kelurahan/sekeloa/warga, kolom: warga}\n"
    made.write("site.yml", (made.root / "site.yml").read_text(encoding="utf-8") + chosen)
    made.build(drafts=True)
    state = read_state(state_path(made.root, made.output), made.output)
    found = {path: product_of(e) for path, e in state.outputs.items() if not e.owner}
    known = {each.name: each for each in products.PRODUCTS if not each.yields}
    assert set(found.values()) == set(known)
    for path, name in found.items():
        fitting = [url for url, _ in known[name].paths if pattern(url).fullmatch(path)]
        assert fitting, (path, name)


def test_products_have_names_and_addresses_of_their_own() -> None:
    names = [product.name for product in products.PRODUCTS]
    addresses = [url for product in products.PRODUCTS for url, _ in product.paths]
    assert len(set(names)) == len(names)
    assert len(set(addresses)) == len(addresses)
    assert not any(":" in name for name in names)


def test_the_first_parts_of_all_addresses_are_reserved(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"kecamatan", "kelurahan", "skpd", "api", "cari", "keaktifan", "pagefind", "tulis"}
    kept |= {"agenda", "anggaran", "dip", "inovasi", "klarifikasi", "layanan", "ppid", "program"}
    assert kept | {"arsip", "aset", "data", "topik"} <= set(products.reserved_names())
    more = replace(products.PRODUCTS[0], name="kinds", paths=(("/jenis/<name>/", ""),))
    monkeypatch.setattr(products, "PRODUCTS", (more,))
    assert set(products.reserved_names()) == kept | CITY_NAMES | {"jenis"}


def test_no_kind_of_unit_can_have_the_address_of_a_product() -> None:
    paths = (path for product in products.PRODUCTS for path, _ in product.paths)
    firsts = {path.split("/")[1] for path in paths}
    assert {first for first in firsts if first.isalpha()} <= CITY_NAMES


def test_every_field_of_a_summary_but_its_key_is_a_strand() -> None:
    assert tuple(sorted(UnitSummary.__struct_fields__)) == tuple(sorted((*STRANDS, "key")))
    assert tuple(sorted(STRANDS)) == STRANDS


def text_of(city: Portal) -> Output:
    return Output(path="coba/index.html", body=repr(city.read("reports")).encode())


def reading(*names: Any) -> Product:
    """A product that shows reports and says that it reads these."""

    def make(city: Portal) -> Iterator[Planned]:
        yield planned_of_all(city, "/coba/", text_of)

    return Product(name="try", paths=(("/coba/", ""),), reads=names, make=make)


def test_a_product_gets_nothing_that_it_does_not_say_it_reads(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = (*products.PRODUCTS, reading("datasets", "today"))
    monkeypatch.setattr(products, "PRODUCTS", everything)
    with pytest.raises(LookupError, match=r"does not read `reports` asks for it"):
        made.build()
    monkeypatch.setattr(products, "PRODUCTS", (*products.PRODUCTS[:-1], reading("reports")))
    made.build()
    assert "Posyandu" in made.read("/coba/")


def test_a_product_is_stale_when_what_it_reads_changed_and_only_then(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def telling(product: Product) -> Product:
        def told(city: Portal) -> Iterator[Planned]:
            asked_for.add(product.name)
            yield from product.make(city)

        return replace(product, make=told)

    asked_for: set[str] = set()
    monkeypatch.setattr(products, "PRODUCTS", tuple(map(telling, products.PRODUCTS)))
    made.build()
    for path, old, new, changed in EDITS:
        asked_for.clear()
        made.write(path, TEXTS[path].replace(old, new))
        made.build()
        stale = {
            product.name
            for product in products.PRODUCTS
            if (changed.intersection(product.reads) and not product.yields)
            or ("addresses" in product.reads and changed & SHOWN)
            or ("digests" in product.reads and changed & LISTED)
        }
        # The sitemap asks for the order of all addresses that come and go, when one of them may have.
        listing = {
            "areas in figures",
            "comparison",
            *("achievements", "agenda", "archives", "budget", "clarifications", "complaints"),
            *("data list", "facts", "information"),
            *("maps", "monitor", "ppid", "programmes", "services", "shared tables", "topics"),
        }
        asked = listing if changed & SHOWN else set()
        assert asked_for == stale | asked, (path, new)
        made.write(path, TEXTS[path])
        made.build()


# What units show of each other, which each build reads in which a unit or the day is another.
AROUND = {"agenda", "datasets", "notices", "shared"}
# What the files are made of that others name with their digests.
LISTED = {name for product in products.PRODUCTS if product.listed for name in product.reads}
# Strands that pages of the city are made of.
SHOWN = {
    *("reports", "datasets", "activity", "services"),
    *("pages", "office", "duties", "information", "programmes", "clarifications", "tables"),
}
# What is written in place of what, and the strands that this changes.
EDITS: tuple[tuple[str, str, str, set[str]], ...] = (
    (REPORT, "Isi.", "Isi lain.", {"search"}),
    (REPORT, "Ditimbang", "Diukur", {"reports", "shared", "search"}),
    (
        REPORT,
        "judul: Posyandu",
        "judul: Posyandu Mawar",
        {"reports", "programmes", "shared", "search"},
    ),
    (REPORT, "jenis: sosialisasi", "jenis: layanan", {"reports", "activity", "shared", "search"}),
    (REPORT, "berkala", "setiap-saat", {"activity", "information"}),
    (REPORT, "program: Sehat", "program: Sehat Selalu", {"programmes", "search"}),
    (REPORT, "1000000", "2000000", {"reports", "programmes", "shared"}),
    (PAGE, "Tentang kami.", "Tentang kita.", {"pages", "search"}),
    (PAGE, "judul: Profil", "judul: Tentang", {"pages", "information", "search"}),
    (PROFILE, "Dago 1", "Dago 2", {"information", "office", "shared"}),
    (PROFILE, "Surat domisili", "Surat pindah", {"services", "shared", "search"}),
    (META, "Puskesmas", "Posyandu", {"datasets", "records", "search"}),
    (
        META,
        "judul: Penimbangan",
        "judul: Timbangan",
        {"datasets", "information", "records", "search"},
    ),
)


def test_an_edit_changes_the_strands_whose_content_changed_and_no_others(
    made: CityFolder,
) -> None:
    for path, old, new, changed in EDITS:
        before = strands(made)
        made.write(path, TEXTS[path].replace(old, new))
        made.build()
        after = strands(made)
        assert {name for name in STRANDS if before[name] != after[name]} == changed, (path, new)
        made.write(path, TEXTS[path])
        made.build()


# What the monitor and the register of public information read.
MONITORED = {"activity", "datasets", "duties", "office", "pages"}
REGISTERED = {"duties", "information"}
# What the home page, which is planned with nearly every change, makes the sitemap and it read.
LISTS = {
    "areas",
    "figures",
    *("agenda", "clarifications", "datasets", "notices", "programmes", "reports"),
    *("services", "sitemaps", "tables"),
    *(*MONITORED, *REGISTERED),
}


def test_only_the_strands_of_stale_products_are_opened(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = opened(monkeypatch)
    expected: tuple[tuple[str, str, str, set[str]], ...] = (
        (REPORT, "Isi.", "Isi lain.", {"search"}),
        (META, "Puskesmas", "Posyandu", {*LISTS, "records", "search"}),
        (REPORT, "judul: Posyandu", "judul: Lain", {*LISTS, "search"}),
        (REPORT, "berkala", "setiap-saat", {*LISTS}),
    )
    assert made.build().rebuilt == ()
    assert names == []
    for path, old, new, wanted in expected:
        made.write(path, TEXTS[path].replace(old, new))
        made.build()
        assert sorted({*names}) == sorted({*wanted, *AROUND, "ids"}), (path, new)
        made.write(path, TEXTS[path])
        made.build()
        names.clear()


def test_a_day_later_only_what_reads_the_day_is_planned(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = opened(monkeypatch)
    result = made.build(clock=datetime.fromisoformat("2026-11-22T12:00"))
    assert result.published is not None
    written = result.published.written
    assert [path for path in written if not path.startswith("keaktifan/")] == [
        *("api/v1/index.json", "api/v1/monitor.json", "index.html", "pers/index.html"),
    ]
    assert {*names} == {
        *("agenda", "clarifications", "datasets", "programmes", "reports", "search", "services"),
        *("areas", "figures", "sitemaps", "tables"),
        *(*AROUND, *MONITORED, *REGISTERED),
    }


@pytest.mark.parametrize(
    ("statement", "stale"),
    [
        ("UPDATE strand SET body = '[1' WHERE name = 'reports'", {"sekeloa", "dago", "coblong"}),
        ("UPDATE strand SET body = '[1' WHERE name = 'reports' AND unit LIKE '%dago'", {"dago"}),
        ("UPDATE strand SET seal = 'x' WHERE name = 'datasets' AND unit LIKE '%dago'", {"dago"}),
        ("UPDATE strand SET body = '[1' WHERE name = 'programmes'", None),
    ],
    ids=["of all", "of one", "seal", "not needed"],
)
def test_a_unit_whose_strand_is_not_whole_is_made_again_when_it_is_needed(
    made: CityFolder, statement: str, stale: set[str] | None
) -> None:
    with closing(sqlite3.connect(state_path(made.root, made.output))) as db, db:
        db.execute(statement)
    if stale is None:  # of words alone only the index of the search is made
        unit, path, text = "kelurahan/dago", REPORT, TEXTS[REPORT].replace("Isi.", "Isi lain.")
    else:
        unit, path = "skpd/dinkes", "content/skpd/dinkes/laporan/2026-11-05-baru.md"
        text = "---\njudul: Baru\n---\nIsi.\n"
    made.write(path, text)
    rebuilt = dict(made.build().rebuilt)
    assert rebuilt.pop(unit) == "files"
    assert {key.split("/")[1] for key in rebuilt} == (stale or set())
    assert set(rebuilt.values()) <= {"new"}
    after = made.files()
    made.build(force=True)
    assert made.files() == after
    assert made.build().rebuilt == ()


def test_a_lost_page_of_a_fresh_product_comes_back(made: CityFolder) -> None:
    before = made.files()
    (made.output / "data/index.html").unlink()
    (made.output / "arsip/2026/index.html").write_text("rusak")
    made.build()
    assert made.files() == before


def test_a_product_that_is_gone_takes_its_pages_with_it(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "PRODUCTS", (*products.PRODUCTS, reading("reports")))
    made.build()
    assert "coba/index.html" in made.files()
    assert "https://contoh.example/coba/" in made.read("/sitemap-kota.xml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(products, "PRODUCTS", products.PRODUCTS[:-1])
        made.build()
        assert "coba/index.html" not in made.files()
        assert "/coba/" not in made.read("/sitemap-kota.xml")
    made.build()
    assert "coba/index.html" in made.files()


ENTRY = UnitEntry(
    id="dago", kind="kelurahan", level="kelurahan", name="Dago", parent="kecamatan/coblong"
)
SUMMARY = ReportSummary(
    url="/a/",
    title="A",
    date=date(2026, 11, 3),
    event_date=date(2026, 11, 2),
    kind="kegiatan",
    topics=("kesehatan",),
    summary="Isi",
    place="Dago",
    status="selesai",
    term=Term(name="in-force", day=date(2026, 12, 1)),
    participants=3,
    budget=7,
    thumbnail="/a.webp",
    thumbnail_alt="Foto",
)


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return date(2020, 1, 1)
    if isinstance(value, tuple):
        return (*value, "x")
    if isinstance(value, Term):
        return replace(value, name="ended")
    return f"{value}x"


@pytest.mark.parametrize("field", ReportSummary.__struct_fields__)
def test_the_mark_of_a_report_differs_with_each_of_its_fields(field: str) -> None:
    value = getattr(SUMMARY, field)
    changed: Any = datetime(2026, 1, 1, tzinfo=UTC) if field == "published" else other(value)
    assert report_mark(ENTRY, replace(SUMMARY, **{field: changed})) != report_mark(ENTRY, SUMMARY)


@pytest.mark.parametrize("field", UnitEntry.__struct_fields__)
def test_the_mark_of_a_report_differs_with_each_field_of_its_units_entry(field: str) -> None:
    changed = replace(ENTRY, **{field: other(getattr(ENTRY, field))})
    assert report_mark(changed, SUMMARY) != report_mark(ENTRY, SUMMARY)


ITEM = Listed(report=SUMMARY, entry=ENTRY, mark="0123456789abcdef")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("a", "b"), ("ab",)),
        (("a,'b'",), ("a", "b")),
        ((1,), ("1",)),
        ((None,), ("None",)),
        (((1, 2), 3), (1, (2, 3))),
        ((ITEM,), (replace(ITEM, mark="x"),)),
        ((ITEM, ITEM), (ITEM,)),
        ((ENTRY,), (replace(ENTRY, name="Dagoh"),)),
        (((ENTRY, 1),), ((ENTRY, 2),)),
        ((date(2026, 1, 1),), ("datetime.date(2026, 1, 1)",)),
    ],
)
def test_values_that_differ_have_different_texts(one: object, two: object) -> None:
    assert value_text(one) != value_text(two)
    assert value_text(one) == value_text(one)


def page(site: SiteContext, title: str) -> Output:
    return Output(path="a", body=f"{site} {title}".encode())


@pytest.mark.parametrize("plan", [planned, planned_of_many])
def test_the_key_of_a_page_is_that_of_the_values_that_it_is_made_of(plan: Any) -> None:
    site: Any = None
    first = plan(site, "/a/", page, "A")
    assert first.make().body == b"None A"
    assert first.key == plan(site, "/b/", page, "A").key
    assert first.key != plan(site, "/a/", page, "B").key
    assert first.key != plan(site, "/a/", page, title="A").key


@pytest.mark.parametrize("plan", [planned, planned_of_many])
def test_what_could_know_more_than_its_key_is_refused(plan: Any) -> None:
    site: Any = None
    hidden = "A"

    def closure(site: SiteContext) -> Output:
        return page(site, hidden)

    for make in (closure, partial(page, title="A")):
        with pytest.raises(TypeError, match="no function of its arguments alone"):
            plan(site, "/a/", make)


def test_a_value_without_a_text_of_its_own_is_refused() -> None:
    site: Any = None
    for value in ({"a"}, ["a"], object()):
        with pytest.raises(TypeError, match="has no text of its own"):
            planned(site, "/a/", page, value)  # type: ignore[arg-type]


def test_reports_of_all_units_stand_newest_first() -> None:
    def item(url: str, day: int) -> ReportSummary:
        return replace(SUMMARY, url=url, date=date(2026, 11, day))

    of_units = (
        (ENTRY, Reports(items=(item("/b/", 3), item("/a/", 1)), marks=("1", "2"))),
        (
            replace(ENTRY, id="sekeloa"),
            Reports(items=(item("/c/", 3), item("/d/", 2)), marks=("3", "4")),
        ),
    )
    assert [(each.report.url, each.mark) for each in listed(of_units)] == [
        ("/b/", "1"),
        ("/c/", "3"),
        ("/d/", "4"),
        ("/a/", "2"),
    ]


def test_the_state_has_each_strand_in_a_row_of_its_own(made: CityFolder) -> None:
    with closing(sqlite3.connect(state_path(made.root, made.output))) as db:
        rows = db.execute("SELECT unit, count(*) FROM strand GROUP BY unit").fetchall()
    assert dict(rows) == dict.fromkeys(
        ("kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa", "skpd/dinkes"), len(KEPT)
    )
