"""`sitegen list` and `explain`: from the state where nothing changed, from the files where it did."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from sitegen.engine.contents import Contents, read_contents
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from tests.conftest import NOW, CityFolder

DAGO = "content/kelurahan/dago"
FILES = f"""\
-- {DAGO}/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
---
Isi.
-- {DAGO}/laporan/2026-11-04-draf.md --
---
judul: Rapat
draf: ya
---
Isi.
-- {DAGO}/data/kunjungan.csv --
tahun,jumlah
2024,3
2025,4
2026,5
-- {DAGO}/data/kunjungan.yml --
judul: Kunjungan
grafik: [{{jenis: garis, x: tahun, y: jumlah}}]
"""
# What the last build left is asked in a process of its own, which says what it imported.
IMPORTED = """
import sys
from sitegen.cli.main import run
code = run(sys.argv[1:])
heavy = sorted({"pandas", "numpy", "altair", "vl_convert"} & sys.modules.keys())
print("heavy:", *heavy)
sys.exit(code)
"""


@pytest.fixture
def made(city: Callable[[str], CityFolder]) -> CityFolder:
    folder = city(FILES)
    assert folder.build().held_back == ()
    return folder


def options(made: CityFolder, *, drafts: bool = False) -> Options:
    return Options(root=made.root, output=made.output, clock=NOW, write=False, drafts=drafts)


def dago(made: CityFolder) -> Contents:
    return next(c for c in read_contents(options(made)) if c.entry.key == "kelurahan/dago")


def asked(made: CityFolder, *command: str) -> str:
    given = [
        *command,
        *("--root", str(made.root), "--lang", "en", "--clock", NOW.strftime("%Y-%m-%dT%H:%M")),
    ]
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *given, "--output", str(made.output)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_what_a_unit_publishes_is_the_same_from_the_state_and_from_the_files(
    made: CityFolder,
) -> None:
    known = dago(made)
    assert known.reports == (
        (date(2026, 11, 3), "/kelurahan/dago/laporan/2026/11/posyandu/", "Posyandu"),
    )
    assert known.datasets == (("/kelurahan/dago/data/kunjungan/", 3, "Kunjungan"),)
    assert [skipped.reason for skipped in known.skipped] == ["draft"]
    for state in (made.root / ".sitegen").glob("state-*"):
        state.unlink()
    assert dago(made) == known


def test_a_file_that_changed_since_the_last_build_is_read(made: CityFolder) -> None:
    made.write(f"{DAGO}/laporan/2026-11-05-senam.md", "---\njudul: Senam\n---\nIsi.\n")
    before = made.files()
    assert [title for _, _, title in dago(made).reports] == ["Senam", "Posyandu"]
    assert made.files() == before


def test_other_options_than_those_of_the_last_build_are_heeded(made: CityFolder) -> None:
    found = next(
        c for c in read_contents(options(made, drafts=True)) if c.entry.key == "kelurahan/dago"
    )
    assert [title for _, _, title in found.reports] == ["Rapat", "Posyandu"]


@pytest.mark.parametrize("what", ["unit", "laporan", "data", "draf"])
def test_a_list_of_an_unchanged_city_imports_nothing_heavy(made: CityFolder, what: str) -> None:
    *lines, heavy = asked(made, "list", what).splitlines()
    assert heavy == "heavy:"
    assert any("dago" in line for line in lines)


@pytest.mark.parametrize(
    "path",
    [
        f"{DAGO}/laporan/2026-11-03-posyandu.md",
        f"{DAGO}/data/kunjungan.csv",
        "/kelurahan/dago/data/kunjungan/grafik-1.svg",
        "kelurahan/dago",
    ],
)
def test_a_path_of_an_unchanged_city_is_explained_without_anything_heavy(
    made: CityFolder, path: str
) -> None:
    assert asked(made, "explain", path).splitlines()[-1] == "heavy:"


@pytest.mark.parametrize(
    "path",
    [
        f"{DAGO}/laporan/2026-11-03-posyandu.md",
        f"{DAGO}/laporan/2026-11-04-draf.md",
        f"{DAGO}/data/kunjungan.csv",
        f"{DAGO}/data/kunjungan.yml",
        "/kelurahan/dago/data/kunjungan/grafik-1.svg",
        "/kelurahan/dago/",
        DAGO,
    ],
)
def test_the_state_explains_a_path_as_a_build_in_memory_would(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    known = inquire(options(made), path, made.root)
    monkeypatch.setattr("sitegen.engine.explain.intact_strand", lambda *_: "")
    assert inquire(options(made), path, made.root) == known
