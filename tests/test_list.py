"""`sitegen list` and the choice of units: figures, filters, problems by unit, messages to units."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sitegen.cli.main import run
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
CLOCK = ["--clock", "2026-11-21T12:00", "--jobs", "1", "--lang", "en"]
NUMBER = "3273" + "014508900002"
CITY = f"""
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu melayani 84 balita
jenis: layanan
---
Penimbangan selesai sebelum tengah hari. Enam balita dirujuk ke puskesmas.
-- content/kelurahan/dago/laporan/2026-11-04-rusak.md --
---
judul: Laporan rusak
tanggal: 31-02-2026
---
Isi laporan.
-- content/kelurahan/dago/laporan/2026-11-05-draf.md --
---
judul: Laporan draf
draf: ya
---
Isi laporan.
-- content/kelurahan/sekeloa/laporan/2026-10-04-nik.md --
---
judul: Laporan dengan nomor
jenis: layanan
---
Penerima bernomor NIK {NUMBER} datang ke kelurahan pada hari itu juga.
-- content/kecamatan/coblong/data/kunjungan.csv --
bulan,warga
Januari,80
Februari,90
"""


def listed(folder: CityFolder, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines of a list; the command succeeds."""
    assert run(["list", *arguments, "--root", str(folder.root), *CLOCK]) == 0
    return capsys.readouterr().out.rstrip("\n").split("\n")


@pytest.mark.parametrize("built", [False, True], ids=["from the files", "from the state"])
def test_units_are_listed_with_their_figures_under_a_header(
    built: bool,
    city: Make,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = city(CITY)
    if built:
        run(["build", "--root", str(folder.root), *CLOCK])
        capsys.readouterr()
    lines = listed(folder, capsys, "unit")
    assert lines == [
        "unit\tname\treports\tdatasets\tlast report\tdrafts\theld back\twarnings\tclosed\tformerly",
        "skpd/dinkes\tDinas Kesehatan\t0\t0\t-\t0\t0\t0\t-\t-",
        "kecamatan/coblong\tCoblong\t0\t1\t-\t0\t0\t1\t-\t-",
        "kelurahan/dago\tDago\t1\t0\t2026-11-03\t1\t1\t0\t-\t-",
        "kelurahan/sekeloa\tSekeloa\t0\t0\t-\t0\t1\t1\t-\t-",
    ]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (["--kind", "kelurahan"], ["kelurahan/dago", "kelurahan/sekeloa"]),
        (["--kind", "skpd"], ["skpd/dinkes"]),
        (["--parent", "coblong"], ["kelurahan/dago", "kelurahan/sekeloa"]),
        (["--parent", "coblong", "--unit", "dago"], ["kelurahan/dago"]),
        (["--parent", "coblong", "--kind", "skpd"], []),
        (["--kind", "kelurahan", "--silent-since", "2026-11-03"], ["kelurahan/sekeloa"]),
        (["--parent", "coblong", "--silent-since", "2026-11-04"],
         ["kelurahan/dago", "kelurahan/sekeloa"]),
        (["--unit", "coblong", "--with-kelurahan"],
         ["kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa"]),
    ],
)  # fmt: skip
def test_units_are_chosen_by_kind_parent_and_silence(
    filters: list[str], names: list[str], city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    lines = listed(folder, capsys, "unit", *filters)
    assert [line.partition("\t")[0] for line in lines] == ["unit", *names]


def test_a_kecamatan_is_checked_with_its_kelurahan(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY + "-- content/skpd/dinkes/laporan/2026-11-04-rusak.md --\nrusak\n")
    check = ["check", "--root", str(folder.root), "-q", *CLOCK, "--unit", "coblong"]
    assert run(check) == 0
    assert run([*check, "--with-kelurahan"]) == 1
    out = capsys.readouterr().out
    assert "kelurahan/dago/" in out
    assert "kelurahan/sekeloa/" in out
    assert "dinkes" not in out


@pytest.mark.parametrize(
    "wrong",
    [
        ["check", "--with-kelurahan"],
        ["check", "--with-kelurahan", "--unit", "dago"],
        ["list", "unit", "--format", "pesan"],
        ["list", "unit", "--per", "unit"],
        ["list", "laporan", "--silent-since", "2026-11-01"],
        ["list", "unit", "--parent", "dago"],
    ],
)
def test_options_that_do_not_fit_are_refused(wrong: list[str], city: Make) -> None:
    assert run([*wrong, "--root", str(city(CITY).root), *CLOCK]) == 2


@pytest.mark.parametrize("what", ["masalah", "problems"])
def test_problems_are_counted_by_unit(
    what: str, city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    lines = listed(folder, capsys, what, "--per", "unit", "-q")
    assert lines == [
        "unit\tname\terrors\twarnings",
        "kecamatan/coblong\tCoblong\t0\t1",
        "kelurahan/dago\tDago\t1\t0",
        "kelurahan/sekeloa\tSekeloa\t1\t1",
    ]
    (text,) = listed(folder, capsys, what, "--per", "unit", "--format", "json", "--unit", "dago")
    assert json.loads(text)["items"] == [
        {"unit": "kelurahan/dago", "name": "Dago", "errors": 1, "warnings": 0}
    ]


def test_problems_are_listed_one_by_one(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    lines = listed(city(CITY), capsys, "masalah", "-q", "--unit", "dago")
    assert lines[0] == "unit\tfile\tline\tcode\tseverity\tmessage"
    (cells,) = (line.split("\t") for line in lines[1:])
    path = "content/kelurahan/dago/laporan/2026-11-04-rusak.md"
    assert cells[:5] == ["kelurahan/dago", path, "3", "F008", "error"]


def test_a_message_to_each_unit_says_where_what_and_what_to_do(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    arguments = ["list", "masalah", "--per", "unit", "--format", "pesan", *CLOCK[:4]]
    assert run([*arguments, "--root", str(folder.root)]) == 0
    coblong, dago, sekeloa = capsys.readouterr().out.split("--------------------")
    assert coblong.startswith("*Coblong*\nYth. Bapak/Ibu pengelola situs Coblong,\n")
    assert "1. laporan/2026-11-04-rusak.md, baris 3\n   Belum tampil: " in dago
    assert '   Yang perlu dilakukan: ganti baris itu dengan: "tanggal: 2026-11-04"\n' in dago
    assert dago.rstrip().endswith("Terima kasih.\nKota Contoh")
    assert "2026-10-04-nik.md, baris 5" in sekeloa
    assert NUMBER not in sekeloa
    assert "datang ke kelurahan" not in sekeloa
    assert "`" not in coblong + dago + sekeloa


def test_a_long_message_is_cut_and_says_so(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    broken = "".join(
        f"-- content/kelurahan/dago/laporan/2026-11-{day:02}-a.md --\n---\ntanggal: besok\n---\nIsi.\n"
        for day in range(1, 10)
    )
    folder = city(broken)
    text = "\n".join(listed(folder, capsys, "masalah", "--format", "pesan"))
    assert "\n8. " in text
    assert "\n9. " not in text
    assert "And " in text
