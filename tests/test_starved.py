"""A busy machine, and one that kills children, publishes the same site: at once, or the next time.

Nothing here is measured. What is compared are the trees of a quiet build and of the others.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sitegen.reports.markdown import engine
from sitegen.units import charts
from tests.conftest import SITE, UNITS, CityFolder, for_themselves, write_blocks
from tests.test_unit import picture
from tests.test_workbook import book, saved

DAGO = "content/kelurahan/dago"
CITY = f"""\
-- site.yml --
{SITE}markdown: python-markdown
-- {DAGO}/laporan/2026-11-03-a.md --
---
judul: Balai
foto:
  - berkas: meja.png
    alt: Meja
---
Isi **tebal**.

```grafik
jenis: garis
data: angka
x: tahun
y: jumlah
judul: Naik
```
-- {DAGO}/data/angka.yml --
judul: Angka
grafik: [{{jenis: garis, x: tahun, y: jumlah}}]
-- {DAGO}/data/angka.csv --
tahun,jumlah
2024,3
2025,4
"""
PAGE = "kelurahan/dago/laporan/2026/11/a/"
DATA, BOOK = "kelurahan/dago/data/angka/", "kelurahan/dago/data/buku/"
SCRIPT = """\
import os, sys
from datetime import datetime
from pathlib import Path
os.sched_setaffinity(0, {cpu})
from sitegen.engine.build import build
from sitegen.engine.options import Options
from sitegen.reports.markdown import engine
from sitegen.tables.files import sheets
from sitegen.units import charts
# Hardly more than the work needs on a fast machine with nothing else to do.
charts.DRAWING_SECONDS, engine.SECONDS, sheets.CPU_SECONDS = 20.0, 2.0, 4.0
root, output = map(Path, sys.argv[1:])
result = build(Options(root=root, output=output, clock=datetime(2026, 11, 21, 12, 0), jobs=1))
sys.exit(len(result.held_back) + sum(p.code in ("C011", "S045", "M012") for p in result.problems))
"""


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    """A city that was built with nothing beside it."""
    folder = tmp_path_factory.mktemp("tenang")
    made = CityFolder(folder / "kota", folder / "keluaran")
    write_blocks(made.root, f"-- data/units.csv --\n{UNITS}{CITY}")
    made.write(f"{DAGO}/laporan/meja.png", picture())
    made.write(f"{DAGO}/data/buku.xlsx", saved(book(["nama", "n"], ["Mawar", 1], ["Melati", 2])))
    made.build()
    assert f"{DATA}grafik-1.svg" in made.files()
    assert "kelurahan/dago/data/buku/index.html" in made.files()
    return made


@pytest.fixture
def made(quiet: CityFolder, tmp_path: Path) -> Iterator[CityFolder]:
    """The same sources, of which nothing is built or drawn yet."""
    shutil.copytree(quiet.root, tmp_path / "kota", ignore=shutil.ignore_patterns(".sitegen"))
    forget_children()
    yield CityFolder(tmp_path / "kota", tmp_path / "keluaran")
    forget_children()


def forget_children() -> None:
    charts._drafter().stop()
    engine._child().stop()


def test_a_starved_machine_makes_the_same_site(made: CityFolder, quiet: CityFolder) -> None:
    cpu = {min(os.sched_getaffinity(0))}
    idle = f"import os; os.sched_setaffinity(0, {cpu})\nwhile True: pass"
    loops = [subprocess.Popen([sys.executable, "-c", idle]) for _ in range(2)]
    try:
        command = [sys.executable, "-c", SCRIPT.replace("{cpu}", str(cpu))]
        done = subprocess.run([*command, str(made.root), str(made.output)], check=False)
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
    assert done.returncode == 0
    assert made.files() == quiet.files()


@contextmanager
def killing(times: int) -> Iterator[list[int]]:
    """Kill the child that draws charts as soon as there is one, so many times."""
    killed: list[int] = []
    done = threading.Event()
    drafter = charts._drafter()

    def kill() -> None:
        while not done.wait(0.01) and len(killed) < times:
            child = drafter._process
            if child is not None and child.pid and child.pid not in killed:
                with suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGKILL)
                killed.append(child.pid)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        done.set()
        thread.join()


def test_a_build_whose_drawing_child_is_killed_draws_in_another(
    made: CityFolder, quiet: CityFolder
) -> None:
    with killing(1) as killed:
        result = made.build()
    assert len(killed) == 1
    assert result.held_back == ()
    assert made.files() == quiet.files()


def test_what_was_killed_again_and_again_is_told_and_drawn_by_the_next_build(
    made: CityFolder, quiet: CityFolder
) -> None:
    with killing(1000) as killed:
        result = made.build()
    assert len(killed) >= 6  # three charts, twice each
    assert result.held_back == ()
    assert [problem.code for problem in result.problems if problem.code == "C011"] == ["C011"] * 3
    lost = made.files()
    # All of the dataset but its chart is there, with a line in its place.
    assert {path for path in quiet.files() if path not in lost} == {
        *(f"{page}grafik-1.{ending}" for page in (PAGE, DATA, BOOK) for ending in ("svg", "png")),
        *(f"{page}grafik-1-kecil.svg" for page in (DATA, BOOK)),
    }
    for name in ("angka.csv", "angka.json", "angka.asli.csv"):
        assert lost[DATA + name] == quiet.files()[DATA + name]
    assert "<p>Grafik “Angka” tidak dapat digambar. Angkanya ada di tabel.</p>" in made.read(DATA)
    assert "<p>Grafik “Naik” tidak dapat digambar." in made.read(PAGE)
    again = made.build()
    assert again.rebuilt == (("kelurahan/dago", "again"),)
    assert made.files() == quiet.files()
    assert made.build().rebuilt == ()


@pytest.mark.parametrize("limit", [0.0001])
def test_a_limit_that_is_too_small_for_this_machine_decides_nothing_for_good(
    made: CityFolder, quiet: CityFolder, limit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as slow:
        slow.setattr(charts._drafter(), "limit", limit)
        slow.setattr("sitegen.tables.files.sheets.CPU_SECONDS", limit)
        slow.setattr(engine._child(), "limit", limit)
        result = made.build()
    assert {problem.code for problem in result.problems} >= {"C011", "M012", "S045"}
    assert f"{DATA}angka.csv" in made.files()
    forget_children()
    assert for_themselves(made.build()) == [("kelurahan/dago", "again")]
    assert made.files() == quiet.files()
    assert made.build().rebuilt == ()
