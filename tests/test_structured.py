"""What pages say to search engines: JSON-LD that is well formed, true and closed in itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mlcroissant
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.jsonld import block
from tests.conftest import CityFolder
from tests.golden import SITES

City = Callable[[str], CityFolder]
BASE = "https://contoh.example"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DATASET = """\
-- content/kelurahan/dago/data/kunjungan.csv --
bulan,jumlah,tarif
2026-01,12,1.5
2026-02,15,2.25
-- content/kelurahan/dago/data/kunjungan.yml --
judul: Kunjungan posyandu
deskripsi: Kunjungan balita ke posyandu setiap bulan, dihitung dari buku kader di setiap RW.
sumber: Puskesmas Dago
lisensi: CC BY 4.0
frekuensi: bulanan
periode: {awal: 2026-01, akhir: 2026-02}
cakupan: Kelurahan Dago
kontak: dago@contoh.example
satuan: anak
topik: [kesehatan]
diperbarui: 2026-03-01
"""


def things(page: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in _BLOCK.findall(page)]


def thing(page: str, kind: str) -> dict[str, Any]:
    (found,) = (each for each in things(page) if each["@type"] == kind)
    return found


def report(keys: str, title: str = "Kerja bakti") -> str:
    return (
        f"-- content/kelurahan/dago/laporan/2026-11-10-uji.md --\n---\njudul: {title}\n"
        f"tanggal: 2026-11-10\n{keys}---\nWarga bekerja bersama.\n"
    )


REPORT = "/kelurahan/dago/laporan/2026/11/uji/"


def test_what_golden_sites_say_is_json_with_a_context_and_absolute_addresses() -> None:
    pages = sorted(SITES.rglob("expected/**/*.html"))
    kinds: set[str] = set()
    for path in pages:
        for each in things(path.read_text(encoding="utf-8")):
            assert each["@context"]
            kinds.add(each["@type"])
            for name in ("url", "image", "@id"):
                assert each.get(name, "https://").startswith("https://")
    assert kinds >= {
        "BreadcrumbList",
        "NewsArticle",
        "GovernmentOrganization",
        "GovernmentService",
        "sc:Dataset",
    }


def test_the_way_to_a_page_is_that_of_its_breadcrumbs(city: City) -> None:
    made = city(report(""))
    made.build()
    steps = thing(made.read(REPORT), "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4, 5, 6]
    assert [step["name"] for step in steps][-2:] == ["2026", "Kerja bakti"]
    for step in steps:
        made.read(step["item"].removeprefix(BASE))
    assert things(made.read("/")) == []


def test_a_report_is_an_article_of_its_unit(city: City) -> None:
    made = city(report("jenis: layanan\nringkasan: Selokan bersih.\n"))
    made.build()
    found = thing(made.read(REPORT), "NewsArticle")
    assert found["headline"] == "Kerja bakti"
    assert found["description"] == "Selokan bersih."
    assert found["datePublished"] == "2026-11-10T00:00:00+07:00"
    assert found["articleSection"] == "Layanan"
    assert found["image"] == f"{BASE}{REPORT}kartu.png"
    assert found["author"]["name"] == "Kelurahan Dago"
    assert found["author"]["url"] == f"{BASE}/kelurahan/dago/"


PLAN = "status: rencana\ntanggal_kegiatan: 2026-12-03\nlokasi: Balai RW 05\n"


@pytest.mark.parametrize(
    ("keys", "events"),
    [
        (PLAN, 1),
        (PLAN.replace("2026-12-03", "2026-11-12"), 0),  # its day has passed
        (PLAN.replace("lokasi: Balai RW 05\n", ""), 0),
        (PLAN.replace("tanggal_kegiatan: 2026-12-03\n", ""), 0),
        (PLAN.replace("rencana", "selesai").replace("2026-12-03", "2026-11-09"), 0),
    ],
    ids=["planned", "passed", "no place", "no day", "finished"],
)
def test_only_a_plan_with_day_and_place_that_is_to_come_is_an_event(
    city: City, keys: str, events: int
) -> None:
    made = city(report(keys))
    made.build()
    found = [each for each in things(made.read(REPORT)) if each["@type"] == "Event"]
    assert len(found) == events
    for each in found:
        assert (each["startDate"], each["location"]["name"]) == ("2026-12-03", "Balai RW 05")


def test_a_unit_says_what_its_page_says_and_no_more(city: City) -> None:
    made = city(
        "-- content/kelurahan/dago/unit.yml --\n"
        "tentang: Melayani 13 RW.\nalamat: Jalan Dago 1\ntelepon: (022) 555-0104\n"
        "media_sosial: {instagram: kel.dago}\nlayanan:\n- {nama: Surat domisili, biaya: Gratis}\n"
    )
    made.build()
    page = made.read("/kelurahan/dago/")
    found = thing(page, "GovernmentOrganization")
    assert found["address"]["streetAddress"] == "Jalan Dago 1"
    assert found["telephone"] == ["(022) 555-0104"]
    assert found["sameAs"] == ["https://www.instagram.com/kel.dago"]
    assert found["parentOrganization"]["name"] == "Kecamatan Coblong"
    assert thing(page, "GovernmentService")["name"] == "Surat domisili"
    empty = thing(made.read("/kelurahan/sekeloa/"), "GovernmentOrganization")
    assert not {"address", "telephone", "email", "sameAs", "description"} & set(empty)


GOOGLE = "https://developers.google.com/search/docs/appearance/structured-data/"
# Of each type: where it is described, what it must have, and what it should have that we know.
RULES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "BreadcrumbList": (
        f"{GOOGLE}breadcrumb",
        ("itemListElement",),
        ("itemListElement.item", "itemListElement.name", "itemListElement.position"),
    ),
    "NewsArticle": (
        f"{GOOGLE}article",
        (),
        ("author.name", "author.url", "datePublished", "headline", "image"),
    ),
    "Event": (
        f"{GOOGLE}event",
        ("location.address", "name", "startDate"),
        ("description", "eventStatus", "image", "location.name", "organizer.name", "organizer.url"),
    ),
    "sc:Dataset": (
        f"{GOOGLE}dataset",
        ("description", "name"),
        (
            "creator.name", "creator.url", "distribution.contentUrl", "distribution.encodingFormat",
            "isAccessibleForFree", "keywords", "license", "spatialCoverage", "temporalCoverage", "url",
        ),
    ),
    "GovernmentOrganization": (
        f"{GOOGLE}organization",
        (),
        ("address.streetAddress", "description", "name", "sameAs", "telephone", "url"),
    ),
    "GovernmentService": (
        "https://schema.org/GovernmentService",
        ("name",),
        ("jurisdiction", "provider", "url"),
    ),
}  # fmt: skip


def values(found: object, name: str) -> list[object]:
    """The values of a property, of each of several things; a dot leads into them."""
    here = found if isinstance(found, list) else [found]
    first, _, rest = name.partition(".")
    inner = [each.get(first) for each in here if isinstance(each, dict)]
    flat = [one for each in inner for one in (each if isinstance(each, list) else [each])]
    return values(flat, rest) if rest else flat


EVERYTHING = (
    report(
        "jenis: sosialisasi\nringkasan: Warga diajak.\nstatus: rencana\n"
        "tanggal_kegiatan: 2026-12-03\nlokasi: Balai RW 05\n"
    )
    + DATASET
    + "-- content/kelurahan/dago/halaman/profil.md --\n---\njudul: Profil\n---\nDi utara.\n"
    "-- content/kelurahan/dago/unit.yml --\n"
    "tentang: Melayani 13 RW.\nalamat: Jalan Dago 1\ntelepon: (022) 555-0104\n"
    "media_sosial: {instagram: kel.dago}\n"
    "layanan:\n- {nama: Surat domisili, biaya: Gratis, lama: 1 hari, syarat: KTP; KK}\n"
)


def test_every_page_says_where_it_is_and_what_search_engines_ask_of_its_type(city: City) -> None:
    made = city(EVERYTHING)
    made.build()
    kinds: set[str] = set()
    for path, body in made.files().items():
        page = body.decode() if path.endswith(".html") else ""
        if not page or 'http-equiv="refresh" content="0' in page:
            continue
        found = things(page)
        count = sum(each["@type"] == "BreadcrumbList" for each in found)
        assert count == (path != "index.html"), path
        for each in found:
            if each["@type"] == "GovernmentOrganization" and "/dago/" not in each["@id"]:
                continue  # nothing is known of it
            kinds.add(each["@type"])
            source, required, recommended = RULES[each["@type"]]
            for name in (*required, *recommended):
                got = values(each, name)
                assert got, (path, name, source)
                assert all(one not in (None, "", []) for one in got), (path, name, source)
    assert kinds == set(RULES)


# Of the library that mlcroissant reads JSON-LD with.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_dataset_is_valid_croissant_with_what_google_requires(city: City, tmp_path: Path) -> None:
    made = city(DATASET)
    made.build()
    found = thing(made.read("/kelurahan/dago/data/kunjungan/"), "sc:Dataset")
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    metadata = mlcroissant.Dataset(jsonld=path).metadata
    assert not metadata.ctx.issues.errors
    # https://developers.google.com/search/docs/appearance/structured-data/dataset
    assert 50 <= len(found["description"]) <= 5000
    assert found["name"] == "Kunjungan posyandu"
    assert found["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert found["temporalCoverage"] == "2026-01/2026-02"
    (records,) = found["recordSet"]
    assert [(field["name"], field["dataType"]) for field in records["field"]] == [
        ("bulan", "sc:Text"),
        ("jumlah", "sc:Integer"),
        ("tarif", "sc:Float"),
    ]
    files = made.files()
    for each in found["distribution"]:
        body = files[each["contentUrl"].removeprefix(f"{BASE}/")]
        assert each["contentSize"] == f"{len(body)} B"


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- a", "A & B > C"])
def test_what_authors_write_never_ends_the_block(city: City, title: str) -> None:
    made = city(report("", json.dumps(title)))
    made.build()
    page = made.read(REPORT)
    assert thing(page, "NewsArticle")["headline"] == title
    assert page.count("<script") == page.count("</script>") == len(things(page))


@given(st.text())
def test_any_text_comes_through_and_nothing_of_it_is_html(text: str) -> None:
    made = block({"name": text})
    assert not set("<>&") & set(made)
    assert json.loads(made) == {"name": text}
