"""The catalogue for programs, read by rdflib, frictionless and csv as harvesters read it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from sitegen.datasets.lateness import first_day
from sitegen.exports.catalogue import products
from sitegen.exports.catalogue.turtle import turtle
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
BASE = "https://contoh.example"
PAGE = f"{BASE}/skpd/dinkes/data/kunjungan/"
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
-- content/skpd/dinkes/unit.yml --
email: dinkes@contoh.example
-- content/skpd/dinkes/data/kunjungan.csv --
tahun,kunjungan
2024,100
2025,120
-- content/skpd/dinkes/data/kunjungan.yml --
judul: 'Kunjungan "puskesmas" \\ klinik'
deskripsi: |
  Dihitung dari buku tamu.

  Tanpa kunjungan rumah.
frekuensi: tahunan
lisensi: CC-BY-4.0
periode: {awal: "2024", akhir: "2025"}
cakupan: Kota Contoh
sumber: {nama: Puskesmas, tautan: "https://data.example/a b?x=<1>"}
topik: [kesehatan]
diperbarui: 2026-02-02
kunci: [tahun]
kolom:
  - {nama: tahun, deskripsi: Tahun kunjungan}
-- content/kelurahan/dago/data/rt.csv --
rt,warga
1,30
2,40
-- content/kelurahan/dago/data/rt.yml --
judul: Warga per RT
kontak: data@dago.example
frekuensi: sekali
"""


@pytest.fixture
def made(city: Make) -> CityFolder:
    found = city(CITY)
    found.build()
    return found


def data_json(made: CityFolder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.read("/data.json"))
    return found


def of(made: CityFolder, name: str) -> dict[str, Any]:
    datasets = {each["identifier"]: each for each in data_json(made)["dataset"]}
    found: dict[str, Any] = datasets[name]
    return found


def graph(made: CityFolder) -> Graph:
    return Graph().parse(data=made.read("/data/katalog.ttl"), format="turtle")


# The reader of JSON-LD in rdflib uses a class that rdflib itself deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_turtle_and_jsonld_are_the_same_graph(made: CityFolder) -> None:
    other = Graph().parse(data=made.read("/data/katalog.jsonld"), format="json-ld")
    assert isomorphic(graph(made), other)
    assert len(other) > 80


def test_a_harvester_finds_what_the_author_wrote(made: CityFolder) -> None:
    found, page = graph(made), URIRef(PAGE)
    assert found.value(page, DCTERMS.title) == Literal('Kunjungan "puskesmas" \\ klinik', lang="id")
    assert found.value(page, DCTERMS.description) == Literal(
        "Dihitung dari buku tamu.\n\nTanpa kunjungan rumah.", lang="id"
    )
    assert found.value(page, PROV.wasDerivedFrom) == URIRef("https://data.example/a%20b?x=%3C1%3E")
    period = found.value(page, DCTERMS.temporal)
    assert found.value(period, DCAT.startDate) == Literal("2024-01-01", datatype=XSD.date)
    assert found.value(period, DCAT.endDate) == Literal("2025-12-31", datatype=XSD.date)
    catalogue = URIRef(f"{BASE}/data/")
    assert len(set(found.objects(catalogue, DCAT.dataset))) == 2


def test_every_file_is_there_with_the_size_and_digest_that_are_told(made: CityFolder) -> None:
    told = [file for each in data_json(made)["dataset"] for file in each["distribution"]]
    assert {file["format"] for file in told} == {"CSV", "JSON", "XLSX"}
    for file in told:
        body = made.files()[file["downloadURL"].removeprefix(f"{BASE}/")]
        assert file["byteSize"] == str(len(body))
        assert file["checksum"]["checksumValue"] == hashlib.sha256(body).hexdigest()


def test_data_json_says_when_how_often_and_where(made: CityFolder) -> None:
    found = of(made, "skpd/dinkes/data/kunjungan")
    assert found["accrualPeriodicity"] == "R/P1Y"
    assert found["temporal"] == [
        {"@type": "PeriodOfTime", "startDate": "2024-01-01", "endDate": "2025-12-31"}
    ]
    assert found["spatial"] == [{"@type": "Location", "prefLabel": "Kota Contoh"}]
    assert found["modified"] == "2026-02-02"
    assert "status" not in found
    assert of(made, "kelurahan/dago/data/rt")["status"]["prefLabel"] == "Completed"


@pytest.mark.parametrize(
    ("more", "mail"),
    [
        pytest.param("", "data@dago.example", id="that of the dataset"),
        pytest.param(
            "-- content/kelurahan/dago/data/rt.yml --\njudul: Warga per RT\n"
            "-- content/kelurahan/dago/unit.yml --\nemail: dago@contoh.example\n",
            "dago@contoh.example",
            id="else that of the unit",
        ),
        pytest.param(
            "-- content/kelurahan/dago/data/rt.yml --\njudul: Warga per RT\n"
            "-- site.yml --\nnama: Kota Contoh\nalamat_situs: https://contoh.example\n"
            "ppid: {unit: skpd/dinkes}\n",
            "dinkes@contoh.example",
            id="else that of the city",
        ),
    ],
)
def test_the_contact_is_the_nearest_address(city: Make, more: str, mail: str) -> None:
    made = city(CITY + more)
    made.build()
    assert of(made, "kelurahan/dago/data/rt")["contactPoint"]["hasEmail"] == f"mailto:{mail}"


@pytest.mark.parametrize(
    ("given", "mail"),
    [
        pytest.param(
            "kontak: Bidang Data, data@dago.example", "data@dago.example", id="after words"
        ),
        pytest.param("kontak: data@dago.example dan b@dago.example", "data@dago.example", id="two"),
        pytest.param("kontak: datang ke kantor", "dago@contoh.example", id="no address"),
    ],
)
def test_an_address_is_found_in_what_is_written_of_the_contact(
    city: Make, given: str, mail: str
) -> None:
    profile = "-- content/kelurahan/dago/unit.yml --\nemail: Kantor dago@contoh.example\n"
    made = city(f"{CITY}-- content/kelurahan/dago/data/rt.yml --\njudul: Warga\n{given}\n{profile}")
    made.build()
    assert of(made, "kelurahan/dago/data/rt")["contactPoint"]["hasEmail"] == f"mailto:{mail}"


WITHOUT = "-- content/kelurahan/dago/data/rt.yml --\njudul: Warga per RT\n"
SITE = "-- site.yml --\nnama: Kota Contoh\nalamat_situs: https://contoh.example\n"


@pytest.mark.parametrize(
    ("site", "contact"),
    [
        pytest.param(
            "ppid: {unit: skpd/dinkes}\n", ("Dinas Kesehatan", "dinkes@contoh.example"), id="ppid"
        ),
        pytest.param(
            "pengaduan: {nama: Aduan Warga, tautan: 'mailto:aduan@contoh.example'}\n",
            ("Aduan Warga", "aduan@contoh.example"),
            id="complaints",
        ),
    ],
)
def test_an_address_of_the_city_has_the_name_of_whom_it_belongs_to(
    city: Make, site: str, contact: tuple[str, str]
) -> None:
    made = city(CITY + WITHOUT + SITE + site)
    made.build()
    found = of(made, "kelurahan/dago/data/rt")["contactPoint"]
    assert (found["fn"], found["hasEmail"]) == (contact[0], f"mailto:{contact[1]}")


def test_no_contact_is_invented_and_the_page_is_named_where_dcat_has_a_place(city: Make) -> None:
    made = city(CITY + WITHOUT)
    made.build()
    assert "contactPoint" not in of(made, "kelurahan/dago/data/rt")
    found = graph(made)
    contact = found.value(URIRef(f"{BASE}/kelurahan/dago/data/rt/"), DCAT.contactPoint)
    assert found.value(contact, VCARD.hasEmail) is None
    assert found.value(contact, VCARD.hasURL) == URIRef(f"{BASE}/kelurahan/dago/")


@pytest.mark.parametrize("given", ["telepon: (022) 5550100\n", "email: lewat telepon\n"])
def test_whoever_informs_for_the_city_is_told_to_give_an_address(city: Make, given: str) -> None:
    profile = f"-- content/skpd/dinkes/unit.yml --\n{given}"
    made = city(f"{CITY}{WITHOUT}{SITE}ppid: {{unit: skpd/dinkes}}\n{profile}")
    told = [each for each in made.build().problems if each.code == "U056"]
    assert [each.where.path for each in told] == ["content/skpd/dinkes/unit.yml"]
    made.write("content/skpd/dinkes/unit.yml", "email: ppid@bandung.go.id\n")
    assert not [each for each in made.build().problems if each.code == "U056"]
    assert of(made, "kelurahan/dago/data/rt")["contactPoint"]["fn"] == "Dinas Kesehatan"


def test_the_newest_version_that_an_author_points_out_is_named(city: Make) -> None:
    marks = (
        "versi:\n- {tanggal: 2024-05-01, catatan: Pertama kali lengkap}\n"
        "- {tanggal: 2026-02-02, catatan: Batas kelurahan baru, nomor: 2026-A}\n"
    )
    made = city(CITY)
    made.write(
        "content/kelurahan/dago/data/rt.yml",
        f"judul: Warga per RT\n{marks}dihentikan: {{alasan: Digabung}}\n",
    )
    (first, _) = marks.split("- {tanggal: 2026")
    made.write("content/skpd/dinkes/data/kunjungan.yml", f"judul: Kunjungan\n{first}")
    assert {each.code[0] for each in made.build().problems} <= {"D"}
    found = of(made, "kelurahan/dago/data/rt")
    assert found["version"] == "2026-A"
    assert found["versionNotes"].startswith("Batas kelurahan baru. ")
    assert "Digabung" in found["versionNotes"]
    page = URIRef(f"{BASE}/kelurahan/dago/data/rt/")
    assert graph(made).value(page, URIRef(f"{DCAT}version")) == Literal("2026-A")
    assert of(made, "skpd/dinkes/data/kunjungan")["version"] == "2024-05-01"
    shown = made.read("/kelurahan/dago/data/rt/")
    text = shown[shown.index("perubahan") :]
    assert text.index("Batas kelurahan baru") < text.index("Pertama kali lengkap")
    assert "versi 2026-A" in text


@pytest.mark.parametrize("given", ["tanggal: 2024-05-01", "catatan: Lengkap", "tanggal: kemarin"])
def test_half_a_version_is_told_and_left_out(city: Make, given: str) -> None:
    made = city(CITY)
    made.write(
        "content/kelurahan/dago/data/rt.yml", f"judul: Warga per RT\nversi:\n- {{{given}}}\n"
    )
    told = [each for each in made.build().problems if each.where.path.endswith("rt.yml")]
    assert {each.code for each in told} & {"F004", "F006"}
    assert "version" not in of(made, "kelurahan/dago/data/rt")


def several(count: int) -> str:
    """Further datasets of a unit, each as short as can be."""
    return "".join(
        f"-- content/kelurahan/dago/data/rw-{n}.csv --\nrw,warga\n1,{n}\n2,{n + 1}\n"
        f"-- content/kelurahan/dago/data/rw-{n}.yml --\njudul: Warga RW {n}\ndiperbarui: 2025-01-0{n}\n"
        for n in range(1, count + 1)
    )


def harvested(made: CityFolder, ending: str) -> list[tuple[str, Graph]]:
    """The pages that a harvester reads which follows `hydra:next`, as CKAN and piveau do."""
    hydra = Namespace("http://www.w3.org/ns/hydra/core#")
    url, found = f"{BASE}/data/katalog.{ending}", []
    while url:
        form = {"ttl": "turtle", "jsonld": "json-ld"}[ending]
        path = url.removeprefix(BASE)
        page = Graph().parse(data=made.read(path), format=form)
        found.append((path, page))
        following = {
            str(after)
            for kind in (hydra.PagedCollection, hydra.PartialCollectionView)
            for place in page.subjects(RDF.type, kind)
            for after in page.objects(place, hydra.next)
        }
        assert len(following) <= 1
        url = next(iter(following), "")
    return found


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_long_catalogue_has_pages_that_a_harvester_follows_to_the_end(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "PER_PAGE", 2)
    made = city(CITY + several(3))
    made.build()
    for ending in ("ttl", "jsonld"):
        pages = harvested(made, ending)
        assert [path for path, _ in pages] == [
            f"/data/katalog.{ending}",
            f"/data/katalog-2.{ending}",
            f"/data/katalog-3.{ending}",
        ]
        listed = [set(page.objects(None, DCAT.dataset)) for _, page in pages]
        assert list(map(len, listed)) == [2, 2, 1]
        assert len(set.union(*listed)) == 5
        for (_, page), own in zip(pages, listed, strict=True):
            # Whole in itself: what a page lists it describes, with who publishes it.
            assert own == set(page.subjects(RDF.type, DCAT.Dataset))
            for each in own:
                publisher = page.value(each, DCTERMS.publisher)
                assert page.value(publisher, FOAF.name)
        whole = sum((page for _, page in pages), Graph())
        catalogue = URIRef(f"{BASE}/data/")
        assert len(set(whole.objects(catalogue, DCTERMS.modified))) == 1
    assert len(data_json(made)["dataset"]) == 5


def test_an_edit_writes_the_page_of_its_dataset_and_fewer_datasets_are_fewer_pages(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "PER_PAGE", 2)
    made = city(CITY + several(3))
    made.build()
    before = made.files()
    last = "content/kelurahan/dago/data/rw-3"
    made.write(f"{last}.yml", "judul: Warga RW tiga\ndiperbarui: 2025-01-03\n")
    made.build()
    after = made.files()
    names = {name for name in after if name.startswith("data/katalog")}
    assert len(names) == 6
    assert {name for name in names if after[name] != before[name]} == {
        "data/katalog-3.ttl",
        "data/katalog-3.jsonld",
    }
    for ending in ("csv", "yml"):
        (made.root / f"{last}.{ending}").unlink()
    made.build()
    assert [path for path, _ in harvested(made, "ttl")] == [
        "/data/katalog.ttl",
        "/data/katalog-2.ttl",
    ]
    assert not (made.output / "data/katalog-3.ttl").exists()


def test_a_licence_that_is_not_known_is_not_promised(made: CityFolder) -> None:
    assert "license" not in of(made, "kelurahan/dago/data/rt")["distribution"][0]
    licence = of(made, "skpd/dinkes/data/kunjungan")["distribution"][0]["license"]
    assert licence == "https://creativecommons.org/licenses/by/4.0/deed.id"


def test_a_dataset_that_moved_keeps_its_identifier(city: Make) -> None:
    olds = (
        "-- data/alamat-lama.csv --\nlama,baru\n"
        "/skpd/kesehatan/data/tamu/,/skpd/dinkes/data/kunjungan/\n"
        "/?p=12,/kelurahan/dago/data/rt/\n"
    )
    made = city(CITY + olds)
    made.build()
    found = of(made, "skpd/kesehatan/data/tamu")
    assert found["@id"] == PAGE
    assert of(made, "kelurahan/dago/data/rt")["title"] == "Warga per RT"


def test_a_city_without_data_has_an_empty_catalogue(city: Make) -> None:
    made = city("")
    made.build()
    assert data_json(made)["dataset"] == []
    assert not list(graph(made).objects(None, DCAT.dataset))


def test_a_data_package_opens_in_frictionless(made: CityFolder) -> None:
    folder = made.output / "skpd/dinkes/data"
    with system.use_context(trusted=True):
        package = Package(str(folder / "datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["type", "message"])
    (resource,) = package.resources
    assert resource.schema.primary_key == ["tahun"]
    assert resource.licenses == [
        {"path": "https://creativecommons.org/licenses/by/4.0/deed.id", "title": "CC-BY-4.0"}
    ]


def test_a_data_package_whose_table_changed_is_refused_by_frictionless(made: CityFolder) -> None:
    folder = made.output / "skpd/dinkes/data"
    (folder / "kunjungan/kunjungan.csv").write_text("tahun,kunjungan\n2024,seratus\n")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert {kind for (kind,) in report.flatten(["type"])} >= {"type-error", "byte-count"}


def test_columns_of_csvw_are_those_of_the_file(made: CityFolder) -> None:
    base = "skpd/dinkes/data/kunjungan/kunjungan.csv"
    described = json.loads(made.read(f"/{base}-metadata.json"))
    assert described["url"] == "kunjungan.csv"
    columns = described["tableSchema"]["columns"]
    header = next(csv.reader(io.StringIO(made.read(f"/{base}"))))
    assert [each["titles"]["id"] for each in columns] == [[name] for name in header]
    assert described["tableSchema"]["primaryKey"] == ["tahun"]
    assert columns[0]["dc:description"] == "Tahun kunjungan"


def test_a_report_leaves_the_catalogue_and_a_dataset_changes_four_files(made: CityFolder) -> None:
    before = made.files()
    made.write(
        "content/skpd/dinkes/laporan/2026-03-07-vaksin.md", "---\njudul: Vaksin\n---\nIsi.\n"
    )
    made.build()
    names = {name for name in before if name.startswith("data/katalog.") or name == "data.json"}
    names |= {name for name in before if name.endswith("datapackage.json")}
    assert len(names) == 5
    assert {name: made.files()[name] for name in names} == {name: before[name] for name in names}
    made.write("content/kelurahan/dago/data/rt.csv", "rt,warga\n1,30\n2,41\n")
    made.build()
    after = made.files()
    assert {name for name in names if after[name] != before[name]} == {
        "data.json",
        "data/katalog.jsonld",
        "data/katalog.ttl",
        "kelurahan/dago/data/datapackage.json",
    }


def test_harvesters_find_the_catalogue_from_the_list_of_data(made: CityFolder) -> None:
    page = made.read("/data/")
    for media_type, url in (
        ("application/json", "/data.json"),
        ("application/ld+json", "/data/katalog.jsonld"),
        ("text/turtle", "/data/katalog.ttl"),
    ):
        assert f"rel=alternate type={media_type} href={url}" in page.replace('"', "")
    assert 'href="/data/ketentuan/"' in made.read("/skpd/dinkes/data/kunjungan/").replace(
        "href=/data/ketentuan/", 'href="/data/ketentuan/"'
    )


def test_terms_count_the_licences(made: CityFolder) -> None:
    page = made.read("/data/ketentuan/")
    assert "CC-BY-4.0: 1 " in page
    assert "https://creativecommons.org/licenses/by/4.0/deed.id" in page


@pytest.mark.parametrize(
    "text",
    ['"', "\\", "\n", "\r", "\t", "\x85", "'''", '"""', "a\\u0041", "é", "\U0001d4b3", "<b>"],
)
def test_any_text_is_the_same_in_turtle(text: str) -> None:
    node = {"@id": "urn:x", "@type": "dct:Agent", "dct:title": {"@value": text, "@language": "id"}}
    written = turtle({"dct": str(DCTERMS)}, [node])
    found = Graph().parse(data=written, format="turtle")
    assert found.value(URIRef("urn:x"), DCTERMS.title) == Literal(text, lang="id")


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-08", date(2024, 8, 1)),
        ("2024-S2", date(2024, 7, 1)),
        ("2024-Q3", date(2024, 7, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("dulu", None),
        ("", None),
    ],
)
def test_a_period_begins_on_its_first_day(period: str, day: date | None) -> None:
    assert first_day(period) == day


def test_files_are_served_with_the_types_that_harvesters_choose_by() -> None:
    from sitegen.serve.headers import TYPES

    kinds = {
        Path(url).suffix: TYPES[Path(url).suffix].partition(";")[0]
        for url in ("/a.jsonld", "/a.ttl")
    }
    assert kinds == {".jsonld": "application/ld+json", ".ttl": "text/turtle"}
