"""The table of areas that comes with sitegen, and the register that a new city gets of it."""

from __future__ import annotations

import csv
import runpy
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from sitegen.city.config import read_config
from sitegen.city.kemendagri import Area, _regions, areas_in, nearest_region, regions, zone_of
from sitegen.city.register import parse_register
from sitegen.cli.city_scaffold import NewCity, make_city, unit_ids
from sitegen.cli.main import run
from tests.conftest import CityFolder, told
from tests.sample import REPOSITORY

BANJARMASIN = Area("63.71", "Kota Banjarmasin")


@pytest.mark.parametrize(
    ("code", "kecamatan", "kelurahan"),
    [("32.73", 30, 151), ("63.71", 5, 52), ("32.75", 12, 56), ("17.71", 9, 67)],
)
def test_a_city_has_as_many_areas_as_it_says_itself(
    code: str, kecamatan: int, kelurahan: int
) -> None:
    (region,) = regions(code)
    counts = Counter(area.level for area in areas_in(region))
    assert counts == {"kecamatan": kecamatan, "kelurahan": kelurahan}


def test_all_kota_and_kabupaten_are_there_with_areas_that_have_ids_of_their_own() -> None:
    every = _regions()
    kinds = Counter(area.name.split()[0] for area in every)
    assert kinds == {"Kota": 98, "Kabupaten": 416}
    for region in every:
        units = areas_in(region)
        ids = unit_ids(units)
        assert ids.keys() == {area.code for area in units}
        assert all(ids.values())
        assert len({(area.level, ids[area.code]) for area in units}) == len(units), region


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("63.71", ["63.71"]),
        (" 6371 ", ["63.71"]),
        ("banjarmasin", ["63.71"]),
        ("KOTA BANJARMASIN", ["63.71"]),
        ("bandung", ["32.04", "32.73"]),
        ("kota bandung", ["32.73"]),
        ("kab. Bandung", ["32.04"]),
        ("Kabupaten Bandung", ["32.04"]),
        ("bandung barat", ["32.17"]),
        ("jakarta pusat", ["31.71"]),
        ("99.99", []),
        ("63.71.01", []),
        ("banjar masin", []),
    ],
)
def test_a_code_or_name_means_these_regions(text: str, codes: list[str]) -> None:
    assert [area.code for area in regions(text)] == codes


def test_the_nearest_region_of_a_name_with_a_slip_is_named() -> None:
    assert nearest_region("banjarmasim") == BANJARMASIN
    assert nearest_region("").code


@pytest.mark.parametrize(
    ("code", "zone"),
    [("11.71", "WIB"), ("32.73", "WIB"), ("61.71", "WIB"), ("62.71", "WIB"), ("63.71", "WITA"),
     ("51.71", "WITA"), ("65.71", "WITA"), ("73.71", "WITA"), ("81.71", "WIT"), ("91.71", "WIT"),
     ("95.01", "WIT")],
)  # fmt: skip
def test_the_zone_is_that_of_the_province(code: str, zone: str) -> None:
    (region,) = regions(code)
    assert zone_of(region) == zone


def test_kelurahan_of_one_name_have_that_of_their_kecamatan_too() -> None:
    (surabaya,) = regions("35.78")
    units = areas_in(surabaya)
    ids = {area.code: unit_ids(units)[area.code] for area in units if area.name == "Wonorejo"}
    assert sorted(ids.values()) == ["wonorejo-rungkut", "wonorejo-tegalsari"]


def test_a_new_city_by_code_has_its_register_its_name_and_its_zone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kota"
    options = ["--code", "banjarmasin", "--base-url", "https://terbuka.kota.example"]
    assert run(["new", "city", str(folder), *options, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Register: 5 kecamatan, 52 kelurahan of Kota Banjarmasin (Kepmendagri" in out
    assert "Time zone: WITA." in out
    settings = (folder / "site.yml").read_text(encoding="utf-8")
    assert "nama: Kota Banjarmasin\n" in settings
    assert "zona_waktu: WITA\n" in settings
    with (folder / "data/units.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["kode_wilayah"]: row for row in csv.DictReader(file)}
    assert len(rows) == 57
    mantuil = rows["63.71.01.1001"]
    assert (mantuil["id"], mantuil["jenis"], mantuil["induk"]) == (
        "mantuil", "kelurahan", "banjarmasin-selatan",
    )  # fmt: skip
    city = CityFolder(folder, folder / "build")
    assert [told(problem) for problem in city.build(write=False).problems] == []
    assert run(["new", "unit", "--all", "--root", str(folder)]) == 0
    assert [told(problem) for problem in city.build(write=False).problems] == []
    assert run(["new", "laporan", "mantuil", "Posyandu", "--root", str(folder)]) == 0


_ADDRESS = ("--base-url", "https://terbuka.kabupaten.example")


def test_a_kabupaten_has_its_desa_as_a_kind_of_unit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kabupaten"
    assert run(["new", "city", str(folder), "--code", "32.04", "--lang", "en", *_ADDRESS]) == 0
    said = "Register: 31 kecamatan, 10 kelurahan, 270 desa of Kabupaten Bandung"
    assert said in capsys.readouterr().out
    city = CityFolder(folder, folder / "build")
    assert [told(problem) for problem in city.build(write=False).problems] == []
    with (folder / "data/units.csv").open(encoding="utf-8") as file:
        rows = {row["kode_wilayah"]: row for row in csv.DictReader(file)}
    assert len(rows) == 311
    desa = rows["32.04.29.2001"]
    assert (desa["id"], desa["jenis"], desa["induk"]) == ("ciparay", "desa", "ciparay")
    assert "\njenis_unit: {desa: {}}\n" in (folder / "site.yml").read_text(encoding="utf-8")


def test_a_register_of_any_region_can_be_read(tmp_path: Path) -> None:
    for code in ("11.01", "12.14", "31.71", "53.02", "94.71", "96.71"):
        for region in regions(code):
            make_city(tmp_path / code, NewCity(region=region))
            data = (tmp_path / code / "data/units.csv").read_bytes()
            kinds = read_config(tmp_path / code).unit_kinds
            assert parse_register(data, "data/units.csv", kinds).entries


@pytest.mark.parametrize(
    ("code", "text", "step"),
    [
        (
            "bandung",
            "may be any of these: 32.04 (Kabupaten Bandung), 32.73 (Kota Bandung)",
            "32.04",
        ),
        ("banjar masin", "no kota or kabupaten has the code or name `banjar masin`", "63.71"),
    ],
)
def test_a_name_that_means_none_or_several_is_refused_with_a_code_that_is_one(
    code: str, text: str, step: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kota"
    assert run(["new", "city", str(folder), "--code", code, "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert text in err
    assert f"`--code {step}`" in err
    assert not folder.exists()
    assert run(["new", "city", str(folder), "--code", step]) == 0


def test_without_a_code_the_table_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.city.kemendagri.TABLE", tmp_path / "tidak-ada")
    assert run(["new", "city", str(tmp_path / "kota")]) == 0


def test_the_table_is_made_of_the_named_package_alone(tmp_path: Path) -> None:
    other = tmp_path / "lain.whl"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("lokal/data/wilayah.json.gz", b"")
    script = runpy.run_path(str(REPOSITORY / "scripts/kemendagri.py"))
    with pytest.raises(ValueError, match="is not the package that this script knows"):
        script["areas"](other)
