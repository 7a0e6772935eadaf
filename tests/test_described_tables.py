"""Tables and their descriptions as others read them, and that they refuse descriptions that are wrong.

CSVW is read by `csvw`, a data package by `frictionless`, the JSON-LD of a page by `mlcroissant`.
"""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mlcroissant
import pytest
from csvw import CSVW
from frictionless import Package, system

from tests.conftest import CityFolder, write_blocks

Thing = dict[str, Any]
Spoil = Callable[[Thing], object]
BASE = "https://contoh.example"
NAME = "kunjungan"
FOLDER = f"kelurahan/dago/data/{NAME}"
HEADER = ["tanggal", "tempat", "jumlah", "tarif", "tahun"]
CITY = f"""\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk
coblong,kecamatan,Coblong,32.73.02,
dago,kelurahan,Dago,32.73.02.1004,coblong
-- content/{FOLDER}.csv --
tanggal,tempat,jumlah,tarif,tahun
2026-01-31,Mawar,40,1500.5,2026
2026-02-28,"Melati, ""atas"" ",45,1500.0,2026
-- content/{FOLDER}.yml --
judul: Kunjungan posyandu
deskripsi: Jumlah balita yang ditimbang di posyandu menurut buku register, dihitung tiap akhir bulan.
lisensi: CC-BY-4.0
kunci: [tanggal]
kolom:
  - {{nama: tanggal, tipe: tanggal}}
  - {{nama: jumlah, tipe: bulat, wajib: ya}}
  - {{nama: tarif, tipe: desimal}}
  - {{nama: tahun, tipe: tahun}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    root = tmp_path_factory.mktemp("kota")
    write_blocks(
        root, "-- site.yml --\nnama: Kota Contoh\nalamat_situs: https://contoh.example\n" + CITY
    )
    found = CityFolder(root=root, output=root / "build")
    found.build()
    return found


@pytest.fixture
def folder(made: CityFolder, tmp_path: Path) -> Path:
    """A copy of all data of the unit, to be spoilt."""
    return Path(shutil.copytree(made.output / "kelurahan/dago/data", tmp_path / "data"))


def csvw_faults(folder: Path) -> list[str]:
    """What the reader of CSVW finds wrong, by itself or with a row."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            group = CSVW(str(folder / NAME / f"{NAME}.csv-metadata.json"), validate=True)
            rows = [list(row) for row in group.tables[0]]
            sound = group.is_valid and rows == [HEADER] * 2
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            return [str(error)]
    faults = [str(each.message) for each in told]
    return faults if faults or sound else ["not valid"]


def test_a_reader_of_csvw_reads_the_rows_as_they_are(folder: Path) -> None:
    assert csvw_faults(folder) == []
    (table,) = CSVW(str(folder / NAME / f"{NAME}.csv-metadata.json")).tables
    first, second = table
    assert str(first["tanggal"]).startswith("2026-01-31")
    assert (first["jumlah"], float(first["tarif"])) == (40, 1500.5)
    assert second["tempat"] == 'Melati, "atas"'


def column(thing: Thing, at: int) -> Thing:
    found: Thing = thing["tableSchema"]["columns"][at]
    return found


WRONG_CSVW: tuple[tuple[str, Spoil], ...] = (
    ("no address of the table", lambda thing: thing.pop("url")),
    ("another table", lambda thing: thing.update(url="lain.csv")),
    ("no context", lambda thing: thing.pop("@context")),
    ("a column too many", lambda thing: thing["tableSchema"]["columns"].append({"name": "x"})),
    ("texts as whole numbers", lambda thing: column(thing, 1).update(datatype="integer")),
    ("a number as a day", lambda thing: column(thing, 2).update(datatype="date")),
    ("a type that there is none of", lambda thing: column(thing, 2).update(datatype="angka")),
    ("two columns of one name", lambda thing: column(thing, 1).update(name="tanggal")),
    ("a key that repeats", lambda thing: thing["tableSchema"].update(primaryKey=["tahun"])),
)


@pytest.mark.parametrize(("fault", "spoil"), WRONG_CSVW, ids=[each[0] for each in WRONG_CSVW])
def test_a_wrong_description_in_csvw_is_refused(folder: Path, fault: str, spoil: Spoil) -> None:
    path = folder / NAME / f"{NAME}.csv-metadata.json"
    thing = json.loads(path.read_text())
    spoil(thing)
    path.write_text(json.dumps(thing))
    assert csvw_faults(folder), fault


def package_faults(folder: Path) -> set[str]:
    """The kinds of error of the data package and its tables."""
    with system.use_context(trusted=True):
        report = Package.validate_descriptor(str(folder / "datapackage.json"))
        if report.valid:
            report = Package(str(folder / "datapackage.json")).validate()
    return {kind for (kind,) in report.flatten(["type"])}


def test_a_data_package_is_sound(folder: Path) -> None:
    assert package_faults(folder) == set()


def resource(thing: Thing) -> Thing:
    found: Thing = thing["resources"][0]
    return found


WRONG_PACKAGES: tuple[tuple[str, Spoil], ...] = (
    ("no tables", lambda thing: thing.pop("resources")),
    ("a table without a path", lambda thing: resource(thing).pop("path")),
    ("a table that is not there", lambda thing: resource(thing).update(path="x/x.csv")),
    ("a path out of the folder as a number", lambda thing: resource(thing).update(path=3)),
    ("another size", lambda thing: resource(thing).update(bytes=1)),
    ("another digest", lambda thing: resource(thing).update(hash="sha256:" + "0" * 64)),
    ("licences as a text", lambda thing: resource(thing).update(licenses="CC-BY-4.0")),
    ("a schema that is not there", lambda thing: resource(thing).update(schema="x.schema.json")),
)


@pytest.mark.parametrize(("fault", "spoil"), WRONG_PACKAGES, ids=[e[0] for e in WRONG_PACKAGES])
def test_a_wrong_data_package_is_refused(folder: Path, fault: str, spoil: Spoil) -> None:
    path = folder / "datapackage.json"
    thing = json.loads(path.read_text())
    spoil(thing)
    path.write_text(json.dumps(thing))
    assert package_faults(folder), fault


def field(thing: Thing, at: int) -> Thing:
    found: Thing = thing["fields"][at]
    return found


WRONG_SCHEMAS: tuple[tuple[str, Spoil], ...] = (
    ("a type that there is none of", lambda thing: field(thing, 2).update(type="angka")),
    ("texts as whole numbers", lambda thing: field(thing, 1).update(type="integer")),
    (
        "a bound that cells exceed",
        lambda thing: field(thing, 2).update(constraints={"maximum": 41}),
    ),
    ("a key that repeats", lambda thing: thing.update(primaryKey=["tahun"])),
    ("a key of no column", lambda thing: thing.update(primaryKey=["nomor"])),
    ("a column less", lambda thing: thing["fields"].pop()),
)


@pytest.mark.parametrize(("fault", "spoil"), WRONG_SCHEMAS, ids=[each[0] for each in WRONG_SCHEMAS])
def test_a_wrong_table_schema_is_refused(folder: Path, fault: str, spoil: Spoil) -> None:
    path = folder / NAME / f"{NAME}.schema.json"
    thing = json.loads(path.read_text())
    spoil(thing)
    path.write_text(json.dumps(thing))
    assert package_faults(folder), fault


def croissant_of(made: CityFolder) -> Thing:
    """The JSON-LD of the dataset's page."""
    page = made.read(f"/{FOLDER}/")
    blocks = re.findall(r"<script type=\"?application/ld\+json\"?>(.*?)</script>", page, re.DOTALL)
    return next(thing for text in blocks if (thing := json.loads(text))["@type"] == "sc:Dataset")


def croissant_faults(thing: Thing, folder: Path) -> list[str]:
    """What is wrong by the rules of Croissant, or with the rows that it describes."""
    local = json.loads(json.dumps(thing).replace(f"{BASE}/{FOLDER}/", f"{folder / NAME}/"))
    path = folder / "croissant.json"
    path.write_text(json.dumps(local), encoding="utf-8")
    try:
        found = mlcroissant.Dataset(jsonld=path)
        rows = list(found.records("baris"))
    except (mlcroissant.ValidationError, mlcroissant.GenerationError, ValueError) as error:
        return [str(error)]
    return list(found.metadata.ctx.issues.errors) or ([] if len(rows) == 2 else ["rows"])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rows_come_out_as_croissant_describes_them(made: CityFolder, folder: Path) -> None:
    assert croissant_faults(croissant_of(made), folder) == []


def data_field(thing: Thing) -> Thing:
    found: Thing = thing["recordSet"][0]["field"][2]
    return found


WRONG_CROISSANTS: tuple[tuple[str, Spoil], ...] = (
    ("no type", lambda thing: thing.pop("@type")),
    ("a file without an address", lambda thing: thing["distribution"][0].pop("contentUrl")),
    ("a file without a digest", lambda thing: thing["distribution"][0].pop("sha256")),
    (
        "a column of no file",
        lambda thing: data_field(thing)["source"].update(fileObject={"@id": "x"}),
    ),
    (
        "a column that is not there",
        lambda t: data_field(t)["source"].update(extract={"column": "x"}),
    ),
    (
        "texts as whole numbers",
        lambda t: t["recordSet"][0]["field"][1].update(dataType="sc:Integer"),
    ),
)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("fault", "spoil"), WRONG_CROISSANTS, ids=[e[0] for e in WRONG_CROISSANTS])
def test_wrong_croissant_is_refused(
    made: CityFolder, folder: Path, fault: str, spoil: Spoil
) -> None:
    thing = croissant_of(made)
    spoil(thing)
    assert croissant_faults(thing, folder), fault
