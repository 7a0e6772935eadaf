"""`sitegen new units` takes lists as people have them, and makes all units of one or none."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from sitegen.cli.main import run
from tests.conftest import SITE, CityFolder, told

Make = Callable[[str], CityFolder]
EMPTY = "-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk,nama_lama,status\n"
DESA = f"-- site.yml --\n{SITE}jenis_unit: {{desa: {{}}, puskesmas: {{induk: [skpd]}}}}\n"


def make(folder: CityFolder, text: str, *more: str, name: str = "daftar.csv") -> int:
    """Run the command on a file beside the city."""
    source = folder.root.parent / name
    source.write_text(text, encoding="utf-8")
    return run(["new", "units", "--root", str(folder.root), "--from", str(source), *more])


def units(folder: CityFolder) -> list[str]:
    """The rows of the register, without those that the city had."""
    text = (folder.root / "data/units.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return [
        ",".join((f"{r['jenis']}/{r['id']}", r["nama"], r["kode_wilayah"], r["induk"]))
        for r in rows
    ]


SELATAN = "kecamatan/banjarmasin-selatan,Banjarmasin Selatan,63.71.01,"
MANTUIL = "kelurahan/mantuil,Mantuil,63.71.01.1001,banjarmasin-selatan"
KELAYAN = "kelurahan/kelayan-barat,Kelayan Barat,63.71.01.1002,banjarmasin-selatan"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Kode;Nama\n63;KALIMANTAN SELATAN\n63.71;KOTA BANJARMASIN\n"
            "63.71.01;BANJARMASIN SELATAN\n63.71.01.1001;MANTUIL\n63.71.01.1002;KELAYAN BARAT\n",
            id="codes and names of all levels",
        ),
        pytest.param(
            "No,Kecamatan,Kode Kelurahan,Nama Kelurahan\n1,Banjarmasin Selatan,6371011001,Mantuil\n"
            "2,,6371011002,Kelayan Barat\n",
            id="kecamatan beside its kelurahan, once",
        ),
        pytest.param(
            "Daftar wilayah Kota Banjarmasin,,\n,,\nKODE WILAYAH,KECAMATAN,KELURAHAN\n"
            "63.71.01.1001,Kec. Banjarmasin Selatan,Kel. Mantuil\n"
            "63.71.01.1002,Kec. Banjarmasin Selatan,Kel. Kelayan Barat\nJumlah,,2\n",
            id="a title above and a sum below",
        ),
        pytest.param(
            "kode,nama,tingkat,kode_induk\n63.71.01,Banjarmasin Selatan,kecamatan,63.71\n"
            "63.71.01.1001,Mantuil,kelurahan,63.71.01\n"
            "63.71.01.1002,Kelayan Barat,kelurahan,63.71.01\n",
            id="a table of codes for programs",
        ),
        pytest.param(
            "63.71.01 Banjarmasin Selatan\n63.71.01.1001 Mantuil\n63.71.01.1002 Kelayan Barat\n",
            id="lines without a header",
        ),
        pytest.param(
            "jenis,nama,kode_wilayah,induk\nkec,Banjarmasin Selatan,63.71.01,\n"
            "kelurahan,Mantuil,63.71.01.1001,Banjarmasin Selatan\n"
            "Kel,Kelayan Barat,63.71.01.1002,banjarmasin-selatan\n",
            id="columns of the register",
        ),
    ],
)
def test_lists_in_the_shapes_that_people_have_are_understood(text: str, city: Make) -> None:
    folder = city(EMPTY)
    assert (
        make(folder, text, name="daftar.txt" if ";" not in text and "," not in text else "d.csv")
        == 0
    )
    assert units(folder) == [SELATAN, MANTUIL, KELAYAN]
    assert [told(problem) for problem in folder.build(write=False).problems] == []
    profile = folder.root / "content/kelurahan/mantuil/unit.yml"
    assert [line for line in profile.read_text().split("\n") if line and line[0] != "#"] == []


def test_codes_alone_have_the_names_of_kemendagri(city: Make) -> None:
    folder = city(EMPTY)
    assert make(folder, "kode\n63.71.01\n6371011001\n") == 0
    assert units(folder) == [SELATAN, MANTUIL]


def test_a_workbook_is_read_too(city: Make) -> None:
    folder = city(EMPTY)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Kode", "Nama OPD"], [None, "Dinas Kesehatan"], [None, "Inspektorat, Kota"]):
        sheet.append(row)
    path = folder.root.parent / "opd.xlsx"
    book.save(path)
    command = ["new", "units", "--root", str(folder.root), "--from", str(path)]
    assert run([*command, "--kind", "skpd"]) == 0
    assert units(folder) == [
        "skpd/dinas-kesehatan,Dinas Kesehatan,,",
        "skpd/inspektorat-kota,Inspektorat, Kota,,",
    ]


def test_codes_that_a_workbook_has_as_numbers_are_read(city: Make) -> None:
    folder = city(EMPTY)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["KODE", "KECAMATAN", "KELURAHAN"], [6371011001, "Banjarmasin Selatan", "Mantuil"]):
        sheet.append(row)
    path = folder.root.parent / "wilayah.xlsx"
    book.save(path)
    assert run(["new", "units", "--root", str(folder.root), "--from", str(path)]) == 0
    assert units(folder) == [SELATAN, MANTUIL]


def test_own_kinds_come_from_the_header_and_from_the_code(city: Make) -> None:
    folder = city(EMPTY + DESA)
    make(folder, "Nama OPD\nDinas Kesehatan\n", "--kind", "skpd")
    assert make(folder, "Puskesmas,OPD induk\nPuskesmas Mekar,Dinas Kesehatan\n") == 0
    text = "kode,kecamatan,desa/kelurahan\n32.04.29.2001,Cilengkrang,Cipanjalu\n"
    assert make(folder, text + "32.04.29.1003,Cilengkrang,Pasir Jati\n") == 0
    assert units(folder)[1:] == [
        "puskesmas/puskesmas-mekar,Puskesmas Mekar,,dinas-kesehatan",
        "kecamatan/cilengkrang,Cilengkrang,32.04.29,",
        "desa/cipanjalu,Cipanjalu,32.04.29.2001,cilengkrang",
        "kelurahan/pasir-jati,Pasir Jati,32.04.29.1003,cilengkrang",
    ]


def test_units_that_are_there_are_left_and_lacking_folders_are_made(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("-- content/kelurahan/dago/unit.yml --\ntentang: Kami\n")
    text = "Kode,Nama\n32.73.02.1004,DAGO BARU\n32.73.02.1005,Sekeloa\n32.73.02.1006,Lebak Gede\n"
    assert make(folder, text) == 0
    printed = capsys.readouterr().out
    assert "kelurahan/lebak-gede" in printed
    assert "kelurahan/sekeloa" in printed
    assert (folder.root / "content/kelurahan/dago/unit.yml").read_text() == "tentang: Kami\n"
    assert (folder.root / "content/kelurahan/sekeloa/unit.yml").exists()
    assert units(folder)[-1] == "kelurahan/lebak-gede,Lebak Gede,32.73.02.1006,coblong"
    before = (folder.root / "data/units.csv").read_bytes()
    assert make(folder, text) == 0
    assert (folder.root / "data/units.csv").read_bytes() == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    before = sorted(folder.root.rglob("*"))
    register = (folder.root / "data/units.csv").read_bytes()
    assert make(folder, "kode,nama\n32.73.02.1006,Lebak Gede\n", "--dry-run", "--lang", "en") == 0
    assert "Would make: content/kelurahan/lebak-gede (Lebak Gede)" in capsys.readouterr().out
    assert sorted(folder.root.rglob("*")) == before
    assert (folder.root / "data/units.csv").read_bytes() == register


def test_two_areas_of_one_name_get_ids_of_their_own(city: Make) -> None:
    folder = city(EMPTY)
    text = (
        "kode,nama\n32.73.01,Andir\n32.73.02,Regol\n32.73.01.1001,Ciroyom\n32.73.02.1001,Ciroyom\n"
    )
    assert make(folder, text) == 0
    assert units(folder)[2:] == [
        "kelurahan/ciroyom,Ciroyom,32.73.01.1001,andir",
        "kelurahan/ciroyom-regol,Ciroyom,32.73.02.1001,regol",
    ]


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("nama\nDinas Kesehatan\n", 2, "(`Dinas Kesehatan`): it does not say what kind of unit it is"),
        ("jenis,nama\nrw,RW 03\n", 2, "(`rw`): the city has no such kind of unit"),
        ("kode,nama\n99.73.02.1006,\n", 2, "(`99.73.02.1006`): it has no name"),
        ("kode,nama\n3273023,Dago\n", 2, "(`3273023`): that is no code of Kemendagri"),
        ("kode,nama\n32.73.09.1006,Cigadung\n", 2, "(`Cigadung`): the unit above it is neither"),
        ("12\n13\n", 0, "there is no row with the name or the code of a unit"),
    ],
)  # fmt: skip
def test_a_row_of_which_no_unit_can_be_made_is_told_and_nothing_is_written(
    text: str, row: int, expected: str, city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    before = (folder.root / "data/units.csv").read_bytes()
    assert make(folder, text, "--lang", "en") == 2
    error = capsys.readouterr().err
    assert "S058" in error
    assert expected in error
    if row:
        assert f"row {row}" in error
    assert (folder.root / "data/units.csv").read_bytes() == before


def test_a_code_of_a_desa_is_told_of_the_row_in_the_file(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(DESA)
    text = (
        "jenis,kode,nama\nkelurahan,32.73.02.1006,Lebak Gede\nkelurahan,32.73.02.2001,Cipanjalu\n"
    )
    assert make(folder, text, "--lang", "en") == 2
    error = capsys.readouterr().err
    assert "daftar.csv: row 3" in error
    assert "U050" in error
    assert not (folder.root / "content/kelurahan/lebak-gede").exists()


def test_numbers_of_people_are_not_shown(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(city(""), "kode,nama\n3273010203040001,Dago\n") == 2
    assert "3273010203040001" not in capsys.readouterr().err


def test_a_whole_city_takes_seconds(city: Make) -> None:
    folder = city(EMPTY)
    rows = [f"63.71.{n:02},Kecamatan {chr(64 + n)}" for n in range(1, 6)]
    rows += [f"63.71.{1 + n % 5:02}.{1001 + n},Kelurahan {n}" for n in range(82)]
    start = time.perf_counter()
    assert make(folder, "kode,nama\n" + "\n".join(rows) + "\n") == 0
    assert time.perf_counter() - start < 10
    assert len(units(folder)) == 87
    assert len(list(Path(folder.root / "content").rglob("unit.yml"))) == 87
