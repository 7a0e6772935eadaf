"""Datasets that are continued no more and those that are gone: their pages, catalogues and messages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest

from sitegen.engine.build import Result
from sitegen.i18n import translator
from sitegen.problems import hint
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
BASE = "https://contoh.example"
RT, GONE = "/kelurahan/dago/data/rt/", "/kelurahan/dago/data/posyandu/"
LIST = "data/dataset-lama.csv"
HEAD = "alamat,judul,tanggal,alasan,pengganti\n"
ROW = f"{GONE},Jumlah posyandu,2026-03-01,Digabung dengan data RT,{RT}\n"
CITY = """\
-- content/kelurahan/dago/data/rt.csv --
rt,warga
1,30
2,40
-- content/kelurahan/dago/data/rt.yml --
judul: Warga per RT
frekuensi: bulanan
periode: {awal: 2020-01, akhir: 2020-02}
"""
ENDED = """\
-- content/kelurahan/dago/data/rt.yml --
judul: Warga per RT
frekuensi: bulanan
periode: {awal: 2020-01, akhir: 2020-02}
dihentikan:
  tanggal: 2026-03-01
  alasan: Pendataan dipindah ke kecamatan
  pengganti: /kecamatan/coblong/data/rt/
-- content/kecamatan/coblong/data/rt.csv --
rt,warga
1,30
2,40
"""


def built(city: Make, text: str) -> tuple[CityFolder, Result]:
    made = city(text)
    return made, made.build()


def codes(result: Result) -> list[str]:
    return [each.code for each in result.problems if each.code not in {"D010", "D013", "D012"}]


def entry(made: CityFolder, url: str) -> dict[str, Any] | None:
    found = json.loads(made.read("/data.json"))["dataset"]
    return next((each for each in found if each["@id"] == BASE + url), None)


def node(made: CityFolder, url: str) -> dict[str, Any] | None:
    found = json.loads(made.read("/data/katalog.jsonld"))["@graph"]
    return next((each for each in found if each["@id"] == BASE + url), None)


def words(page: str) -> str:
    body = re.sub(r"<script.*?</script>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_a_dataset_without_new_figures_says_so_everywhere(city: Make) -> None:
    made, result = built(city, CITY + ENDED)
    assert codes(result) == []
    said = "Angka ini tidak dilanjutkan sejak 1 Maret 2026. Pendataan dipindah ke kecamatan."
    page = made.read(RT)
    assert said in words(page)
    assert (
        'href="/kecamatan/coblong/data/rt/"' in page or "href=/kecamatan/coblong/data/rt/" in page
    )
    assert "Tidak dilanjutkan" in words(made.read("/data/"))
    own, of_graph = entry(made, RT), node(made, RT)
    assert own
    assert of_graph
    assert own["status"] == {"@type": "Concept", "prefLabel": "Deprecated"}
    assert own["relation"] == [f"{BASE}/kecamatan/coblong/data/rt/"]
    assert own["versionNotes"] == said
    assert own["distribution"]
    assert of_graph["adms:status"]["@id"].endswith("/dataset-status/DEPRECATED")
    assert of_graph["dct:isReplacedBy"] == {"@id": f"{BASE}/kecamatan/coblong/data/rt/"}
    api = json.loads(made.read("/api/v1/datasets.json"))["data"]
    (told_there,) = [each for each in api if each["halaman"] == BASE + RT]
    assert (told_there["status"], told_there["keterangan"]) == ("dihentikan", said)


def test_a_dataset_without_new_figures_is_never_late(city: Make) -> None:
    made, _ = built(city, CITY)
    assert "terlambat" in words(made.read(RT))
    made.write(
        "content/kelurahan/dago/data/rt.yml",
        "judul: Warga per RT\nfrekuensi: bulanan\nperiode: {awal: 2020-01, akhir: 2020-02}\ndihentikan: {tanggal: 2026-03-01}\n",
    )
    made.build()
    for url in (RT, "/data/", "/kelurahan/dago/fakta/"):
        assert "terlambat" not in words(made.read(url)), url


def test_a_successor_that_is_not_there_is_told_in_the_description(city: Make) -> None:
    _, result = built(
        city, CITY + ENDED.replace("/kecamatan/coblong/data/rt/", "/kecamatan/coblong/data/rw/")
    )
    (problem,) = [each for each in result.problems if each.code == "M007"]
    assert (problem.where.path, problem.where.field) == (
        "content/kelurahan/dago/data/rt.yml",
        "pengganti",
    )


def test_a_dataset_that_is_gone_keeps_a_page_and_for_a_year_its_entry(city: Make) -> None:
    made, result = built(city, f"{CITY}-- {LIST} --\n{HEAD}{ROW}")
    assert codes(result) == []
    page = words(made.read(GONE))
    for part in ("Jumlah posyandu", "Digabung dengan data RT", "1 Maret 2026", "Penggantinya"):
        assert part in page
    own, of_graph = entry(made, GONE), node(made, GONE)
    assert own
    assert of_graph
    assert own["identifier"] == GONE.strip("/")
    assert own["status"]["prefLabel"] == "Withdrawn"
    assert (
        own["versionNotes"] == "Tidak diterbitkan lagi sejak 1 Maret 2026: Digabung dengan data RT."
    )
    assert own["relation"] == [BASE + RT]
    assert not {"distribution", "accessRights", "issued"} & own.keys()
    assert of_graph["adms:status"]["@id"].endswith("/dataset-status/WITHDRAWN")
    (told_there,) = json.loads(made.read("/api/v1/removed.json"))["dicabut"]
    assert (told_there["id"], told_there["dicabut"]) == (GONE.strip("/"), "2026-03-01")
    assert GONE not in made.read("/kelurahan/dago/data/datapackage.json")
    made.build(clock=datetime.fromisoformat("2027-03-01T12:00"))
    assert entry(made, GONE)
    made.build(clock=datetime.fromisoformat("2027-03-02T12:00"))
    assert entry(made, GONE) is None
    assert json.loads(made.read("/api/v1/removed.json"))["dicabut"] == []
    assert "Digabung dengan data RT" in words(made.read(GONE))


def test_the_list_alone_makes_the_page_whatever_was_built_before(city: Make) -> None:
    made, _ = built(city, CITY)
    table = "rw,posyandu\n1,3\n2,4\n"
    made.write("content/kelurahan/dago/data/posyandu.csv", table)
    made.build()
    (made.root / "content/kelurahan/dago/data/posyandu.csv").unlink()
    made.write(LIST, HEAD + ROW)
    assert codes(made.build()) == []
    clean = CityFolder(made.root, made.output.with_name("bersih"))
    clean.build()
    assert clean.files() == made.files()


def test_a_removal_is_told_with_the_row_that_ends_it(city: Make) -> None:
    made, _ = built(city, CITY)
    path = "content/kelurahan/dago/data/posyandu.csv"
    made.write(path, "rw,posyandu\n1,3\n2,4\n")
    made.build()
    (made.root / path).unlink()
    (problem,) = [each for each in made.build().lost if each.code == "M030"]
    said = hint(problem, translator("id"))
    row = f"{GONE},Posyandu,2026-11-21,...,"
    assert f"`{row}`" in said
    assert f"`{HEAD.strip()}`" in said
    made.write(LIST, HEAD + row.replace("...", "Digabung") + "\n")
    assert codes(made.build()) == []
    assert "Digabung" in words(made.read(GONE))


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("/kelurahan/dago/data/,Judul,2026-03-01,Alasan,", "alamat", "not of the form"),
        ("posyandu,Judul,2026-03-01,Alasan,", "alamat", "not of the form"),
        (f"{GONE},Judul,kemarin,Alasan,", "tanggal", "no day"),
        (f"{GONE},,2026-03-01,Alasan,", "judul", "it is empty"),
        (f"{GONE},Judul,2026-03-01,,", "alasan", "it is empty"),
        (f"{GONE},Judul,2026-03-01,Alasan,lihat data RT", "pengganti", "neither a path"),
        (
            f"{ROW}{GONE}ada,Judul,2026-03-01,Alasan,\n{GONE},Judul,2026-03-01,Alasan,",
            "alamat",
            "another row has it",
        ),
    ],
    ids=["no name", "no path", "no day", "no title", "no reason", "no address", "twice"],
)
def test_a_row_that_cannot_be_used_names_its_cell(
    city: Make, row: str, field: str, reason: str
) -> None:
    made, result = built(city, f"{CITY}-- {LIST} --\n{HEAD}{row}\n")
    problems = [each for each in result.problems if each.code == "S094"]
    assert problems
    assert problems[0].where.path == LIST
    assert problems[0].where.field == field or field == "alamat"
    assert reason in told(problems[-1])
    assert made.read(RT)


def test_a_dataset_of_no_unit_and_a_dead_successor_are_told(city: Make) -> None:
    rows = f"/kelurahan/dagoo/data/x/,Judul,2026-03-01,Alasan,\n{ROW.replace(RT, '/kelurahan/dago/data/rw/')}"
    made, result = built(city, f"{CITY}-- {LIST} --\n{HEAD}{rows}")
    assert codes(result) == ["S070", "S096"]
    assert "Digabung" in words(made.read(GONE))


def test_what_is_still_published_keeps_its_page(city: Make) -> None:
    made, result = built(city, f"{CITY}-- {LIST} --\n{HEAD}{RT},Warga,2026-03-01,Alasan,\n")
    assert codes(result) == ["S095"]
    assert "Warga per RT" in words(made.read(RT))
    own = entry(made, RT)
    assert own
    assert own["distribution"]


def test_personal_data_in_the_list_go_nowhere(city: Make) -> None:
    row = f"{GONE},Data 3273041204890007,2026-03-01,Alasan,\n"
    made, result = built(city, f"{CITY}-- {LIST} --\n{HEAD}{row}")
    assert [code[0] for code in codes(result)] == ["P"]
    assert not any(b"3273041204890007" in body for body in made.files().values())


def test_a_dataset_that_waits_stays_in_every_catalogue_as_it_was(city: Make) -> None:
    made, _ = built(city, CITY)
    before = {
        name: body
        for name, body in made.files().items()
        if name.startswith("kelurahan/dago/data/rt/") and not name.endswith(".html")
    }
    made.write("content/kelurahan/dago/data/rt.csv", "rt,warga\n1,30\n2,3273041204890007\n")
    made.build()
    own, of_graph = entry(made, RT), node(made, RT)
    assert own
    assert of_graph
    said = "Versi yang lebih baru sedang diperbaiki"
    assert said in own["versionNotes"]
    assert said in json.dumps(of_graph["adms:versionNotes"])
    assert {f["downloadURL"].removeprefix(f"{BASE}/") for f in own["distribution"]} <= before.keys()
    package = json.loads(made.read("/kelurahan/dago/data/datapackage.json"))
    assert [each["name"] for each in package["resources"]] == ["rt"]
    (of_api,) = json.loads(made.read("/api/v1/datasets.json"))["data"]
    assert of_api["menunggu"] is True
    after = made.files()
    assert {name: after[name] for name in before} == before
