"""The catalogue by the rules of those who harvest it, and that these refuse wrong ones.

DCAT-AP 3.0.1 by its SHACL shapes, DCAT-US 3 by its JSON Schemas: ../shared beside the repository.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from jsonschema import Draft202012Validator
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from referencing import Registry, Resource

from sitegen.exports.catalogue import products
from tests.conftest import CityFolder, write_blocks
from tests.sample import REPOSITORY

SUITES = REPOSITORY.parent / "shared" / "suites"
SHAPES, SCHEMAS = SUITES / "dcat" / "releases" / "3.0.1", SUITES / "dcat-us" / "definitions"
pytestmark = pytest.mark.skipif(
    not (SHAPES.is_dir() and SCHEMAS.is_dir()),
    reason=f"no rules of DCAT-AP and DCAT-US: {SHAPES} and {SCHEMAS} are not there",
)

GENERATED = "dcat-ap-SHACL.ttl"
ADMS = Namespace("http://www.w3.org/ns/adms#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
BASE = "https://contoh.example"
PAGE = URIRef(f"{BASE}/skpd/dinkes/data/kunjungan/")
FILE = URIRef(f"{PAGE}kunjungan.csv")
CATALOGUE, SERVICE = URIRef(f"{BASE}/data/"), URIRef(f"{BASE}/api/v1/")
CITY = """\
-- site.yml --
nama: Kota Contoh
alamat_situs: https://contoh.example
ppid: {unit: skpd/dinkes}
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk
dinkes,skpd,Dinas Kesehatan,,
coblong,kecamatan,Coblong,32.73.02,
andir,kecamatan,Andir,32.73.05,
-- data/skema/rt.yml --
judul: Warga per RT
kolom:
- {nama: rt, judul: RT, tipe: kode}
- {nama: warga, judul: Warga, tipe: bulat}
-- content/kecamatan/andir/data/rt.csv --
rt,warga
1,50
-- content/kecamatan/andir/data/rt.yml --
judul: Warga Andir
skema: rt
-- content/kecamatan/coblong/data/rt.yml --
judul: Warga Coblong
skema: rt
-- content/skpd/dinkes/unit.yml --
email: dinkes@contoh.example
-- content/skpd/dinkes/data/kunjungan.csv --
tahun,kunjungan
2024,100
2025,120
-- content/skpd/dinkes/data/kunjungan.yml --
judul: Kunjungan puskesmas
deskripsi: Dihitung dari buku tamu, tanpa kunjungan rumah.
frekuensi: tahunan
lisensi: CC-BY-4.0
periode: {awal: "2024", akhir: "2025"}
cakupan: Kota Contoh
sumber: {nama: Puskesmas, tautan: "https://data.example/a"}
konsep: Kunjungan
metode: Dijumlahkan dari register
penanggung_jawab: Kepala Bidang Pelayanan
kode_standar: SD-0123
kode_metadata: MS-Ind-0123
id_ddp: "-"
topik: [kesehatan]
diperbarui: 2026-02-02
-- content/skpd/dinkes/data/daftar.csv --
kelurahan,puskesmas
Dago,1
Sekeloa,2
-- content/skpd/dinkes/data/daftar.yml --
judul: Puskesmas per kelurahan
frekuensi: tahunan
versi:
- {tanggal: 2026-02-01, catatan: Kelurahan Sekeloa ditambahkan, nomor: "1.1"}
dihentikan:
  tanggal: 2026-03-01
  alasan: Digabung dengan data kunjungan
  pengganti: /skpd/dinkes/data/kunjungan/
-- data/dataset-lama.csv --
alamat,judul,tanggal,alasan,pengganti
/skpd/dinkes/data/posyandu/,Posyandu,2026-03-01,Digabung,/skpd/dinkes/data/kunjungan/
-- content/kecamatan/coblong/data/rt.csv --
rt,warga
1,30
2,40
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    root = tmp_path_factory.mktemp("kota")
    write_blocks(root, CITY)
    found = CityFolder(root=root, output=root / "build")
    found.build()
    return found


@cache
def shapes(*more: str) -> Graph:
    """What is required, and what kind each thing is; `more` are other files of shapes.

    That which is generated from the specification names two properties that it does not describe; they are left out.
    """
    found = Graph()
    for name in ("shapes.ttl", "range.ttl", *more):
        found.parse(SHAPES / name, format="turtle")
    for shape, part in list(found.subject_objects(SH.property)):
        if found.value(part, SH.path) is None:
            found.remove((shape, SH.property, part))
    return found


def graph_faults(graph: Graph, *more_shapes: str) -> set[tuple[str, str]]:
    """Each property of which a shape is violated, with the rule; values that their type has not."""
    sound, report, _ = pyshacl.validate(graph, shacl_graph=shapes(*more_shapes), inference="none")
    assert isinstance(report, Graph)
    found = {
        (
            _short(report.value(each, SH.resultPath)),
            _short(report.value(each, SH.sourceConstraintComponent)),
        )
        for each in report.subjects(SH.resultSeverity, SH.Violation)
    }
    assert sound == (not found)
    unlike = {
        (_short(name), "datatype")
        for _, name, value in graph
        if isinstance(value, Literal) and value.ill_typed
    }
    return found | unlike


def _short(name: object) -> str:
    return str(name).replace("#", "/").rpartition("/")[2].removesuffix("ConstraintComponent")


def test_the_catalogue_keeps_to_dcat_ap(made: CityFolder) -> None:
    graph = Graph().parse(data=made.read("/data/katalog.ttl"), format="turtle")
    assert graph_faults(graph, GENERATED) == set()
    assert {str(code) for code in graph.objects(None, SKOS.notation)} == {"SD-0123", "MS-Ind-0123"}
    city_table = URIRef(f"{CATALOGUE}gabungan/rt/")
    assert (CATALOGUE, DCAT.dataset, city_table) in graph
    assert len(list(graph.objects(city_table, DCAT.distribution))) == 3
    states = {_short(graph.value(each, ADMS.status)) for each in graph.subjects(ADMS.status)}
    assert states == {"DEPRECATED", "WITHDRAWN"}
    assert graph.value(SERVICE, DCAT.endpointDescription) == URIRef(f"{SERVICE}openapi.json")


def test_each_page_of_a_long_catalogue_keeps_to_dcat_ap_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "PER_PAGE", 2)
    write_blocks(tmp_path, CITY)
    found = CityFolder(root=tmp_path, output=tmp_path / "build")
    found.build()
    pages = sorted(each.name for each in (found.output / "data").glob("katalog*.ttl"))
    assert pages == ["katalog-2.ttl", "katalog-3.ttl", "katalog.ttl"]
    for name in pages:
        graph = Graph().parse(data=found.read(f"/data/{name}"), format="turtle")
        assert graph_faults(graph, GENERATED) == set(), name


def test_the_sample_city_keeps_to_dcat_ap() -> None:
    built = REPOSITORY / "build" / "data" / "katalog.ttl"
    if not built.is_file():
        pytest.skip("the sample city has not been built here")
    assert graph_faults(Graph().parse(built, format="turtle"), GENERATED) == set()


def without(subject: URIRef, name: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((subject, name, None))


def instead(subject: URIRef, name: URIRef, value: Literal | URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.set((subject, name, value))


def more(subject: URIRef, name: URIRef, value: Literal | URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.add((subject, name, value))


def below(kind: URIRef, name: URIRef, value: Literal | URIRef | None) -> Callable[[Graph], object]:
    """Spoil a property of the things of a kind that have no address."""

    def spoil(graph: Graph) -> None:
        for each in list(graph.subjects(RDF.type, kind)):
            if isinstance(each, BNode):
                graph.remove((each, name, None))
                if value is not None:
                    graph.add((each, name, value))

    return spoil


WRONG_GRAPHS: tuple[tuple[str, Callable[[Graph], object], str], ...] = (
    ("catalogue without a title", without(CATALOGUE, DCTERMS.title), "title"),
    ("catalogue without a publisher", without(CATALOGUE, DCTERMS.publisher), "publisher"),
    ("dataset without a description", without(PAGE, DCTERMS.description), "description"),
    ("a title that is an address", instead(PAGE, DCTERMS.title, PAGE), "title"),
    ("two publishers", more(PAGE, DCTERMS.publisher, CATALOGUE), "publisher"),
    (
        "a publisher that nobody describes",
        instead(PAGE, DCTERMS.publisher, URIRef(f"{BASE}/x/")),
        "publisher",
    ),
    (
        "two days of publication",
        lambda graph: [
            graph.add((PAGE, DCTERMS.issued, Literal(day, datatype=XSD.date)))
            for day in ("2026-01-01", "2026-01-02")
        ],
        "issued",
    ),
    (
        "a file that nobody describes",
        more(PAGE, DCAT.distribution, URIRef(f"{PAGE}x.csv")),
        "distribution",
    ),
    ("a file without the page to get it", without(FILE, DCAT.accessURL), "accessURL"),
    (
        "an address as a text",
        instead(FILE, DCAT.downloadURL, Literal("kunjungan.csv")),
        "downloadURL",
    ),
    (
        "a size below nought",
        instead(FILE, DCAT.byteSize, Literal("-1", datatype=XSD.nonNegativeInteger)),
        "byteSize",
    ),
    ("a size as a text", instead(FILE, DCAT.byteSize, Literal("12 KB")), "byteSize"),
    ("a media type as a text", instead(FILE, DCAT.mediaType, Literal("text/csv")), "mediaType"),
    ("two licences", more(FILE, DCTERMS.license, URIRef("https://lain.example/")), "license"),
    ("a digest without a way to make it", below(SPDX.Checksum, SPDX.algorithm, None), "algorithm"),
    (
        "a digest as a text",
        below(SPDX.Checksum, SPDX.checksumValue, Literal("abc")),
        "checksumValue",
    ),
    (
        "a period that begins in words",
        below(DCTERMS.PeriodOfTime, DCAT.startDate, Literal("dulu", datatype=XSD.date)),
        "startDate",
    ),
    ("a unit without a name", without(URIRef(f"{BASE}/skpd/dinkes/"), FOAF.name), "name"),
    (
        "a topic without a label",
        without(URIRef(f"{BASE}/topik/kesehatan/"), SKOS.prefLabel),
        "prefLabel",
    ),
    ("an API without an address", without(SERVICE, DCAT.endpointURL), "endpointURL"),
    ("an API without a title", without(SERVICE, DCTERMS.title), "title"),
)


@pytest.mark.parametrize(("fault", "spoil", "name"), WRONG_GRAPHS, ids=[e[0] for e in WRONG_GRAPHS])
def test_a_wrong_graph_is_refused(
    made: CityFolder, fault: str, spoil: Callable[[Graph], object], name: str
) -> None:
    graph = Graph().parse(data=made.read("/data/katalog.ttl"), format="turtle")
    spoil(graph)
    assert name in {path for path, _ in graph_faults(graph)}, fault


@cache
def schema() -> Draft202012Validator:
    """The schema of a whole catalogue, with those of its parts."""
    files = {path.stem: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    parts: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in files.values()
    )
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(files["Catalog"], registry=parts, format_checker=checker)


def json_faults(thing: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:80]}" for error in schema().iter_errors(thing)]


def test_data_json_keeps_to_the_schema(made: CityFolder) -> None:
    assert json_faults(json.loads(made.read("/data.json"))) == []


def test_data_json_of_the_sample_city_keeps_to_the_schema() -> None:
    built = REPOSITORY / "build" / "data.json"
    if not built.is_file():
        pytest.skip("the sample city has not been built here")
    assert json_faults(json.loads(built.read_text())) == []


def dataset(thing: dict[str, Any]) -> dict[str, Any]:
    return next(e for e in thing["dataset"] if e["identifier"] == "skpd/dinkes/data/kunjungan")


def put(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda thing: dataset(thing).update({name: value})


def drop(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda thing: dataset(thing).pop(name)


WRONG_JSON: tuple[tuple[str, Callable[[dict[str, Any]], object]], ...] = (
    ("no datasets", lambda thing: thing.pop("dataset")),
    ("datasets by name", lambda thing: thing.update(dataset={"kunjungan": {}})),
    ("a homepage as a text", lambda thing: thing.update(homepage="https://contoh.example/")),
    ("an API without a contact", lambda thing: thing["service"][0].pop("contactPoint")),
    (
        "an API with one address as a text",
        lambda t: t["service"][0].update(endpointURL="https://a.example/"),
    ),
    ("no identifier", drop("identifier")),
    ("no title", drop("title")),
    ("no description", drop("description")),
    ("no contact", drop("contactPoint")),
    ("an identifier as a number", put("identifier", 12)),
    ("a contact without an address", lambda thing: dataset(thing)["contactPoint"].pop("hasEmail")),
    (
        "an address that is none",
        lambda t: dataset(t)["contactPoint"].update(hasEmail="dinkes@contoh.example"),
    ),
    ("a rhythm in words", put("accrualPeriodicity", "tahunan")),
    ("a day in local form", put("modified", "2/2/2026")),
    ("topics as one text", put("keyword", "kesehatan")),
    ("an empty keyword", put("keyword", [""])),
    ("a period without a list", lambda t: dataset(t).update(temporal="2024/2025")),
    ("a number without a list", put("otherIdentifier", "SD-0123")),
    (
        "an answer for figures without a role",
        lambda t: dataset(t)["qualifiedAttribution"][0].pop("hadRole"),
    ),
    ("files by name", put("distribution", {"csv": "kunjungan.csv"})),
    ("a size as a number", lambda thing: dataset(thing)["distribution"][0].update(byteSize=12)),
    ("a digest as a text", lambda thing: dataset(thing)["distribution"][0].update(checksum="abc")),
)


@pytest.mark.parametrize(("fault", "spoil"), WRONG_JSON, ids=[each[0] for each in WRONG_JSON])
def test_a_wrong_data_json_is_refused(
    made: CityFolder, fault: str, spoil: Callable[[dict[str, Any]], object]
) -> None:
    thing = deepcopy(json.loads(made.read("/data.json")))
    spoil(thing)
    assert json_faults(thing), fault
