"""The same sources make the same bytes, wherever, however and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import write_blocks
from tests.life.changes import picture
from tests.life.city import new_city
from tests.life.oracle import Tree, differences, tree

CHART = """\
-- content/skpd/dinkes/data/kunjungan.yml --
judul: Kunjungan puskesmas
topik: [kesehatan]
satuan: kunjungan
kolom:
- {nama: bulan, judul: Bulan, tipe: teks}
- {nama: kunjungan, judul: Kunjungan, tipe: bulat, satuan: kunjungan}
grafik:
- {jenis: batang, x: bulan, y: kunjungan, judul: Kunjungan naik, satuan: kunjungan}
"""
# In every process of the build, since Python imports a module of this name when it starts.
REVERSED = """\
import os

list_folder, scan_folder = os.listdir, os.scandir


class Reversed:
    def __init__(self, found):
        self._found = iter(found)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._found)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass


os.listdir = lambda path=".": sorted(list_folder(path), reverse=True)
os.scandir = lambda path=".": Reversed(
    sorted(scan_folder(path), key=lambda entry: entry.name, reverse=True)
)
"""


@dataclass(frozen=True)
class Surroundings:
    """What must not change a byte; `place` is where below the temporary folder the city lies."""

    jobs: int
    seed: str
    zone: str
    lang: str
    place: str
    reverse: bool


PLAIN = Surroundings(1, "0", "UTC", "C", "kota", reverse=False)
OTHERS = (
    Surroundings(2, "1", "Asia/Jayapura", "id_ID.UTF-8", "jauh/di sana", reverse=True),
    Surroundings(1, "random", "America/St_Johns", "tr_TR.UTF-8", "é", reverse=True),
    Surroundings(2, "random", "Europe/Istanbul", "C", "kota-lain", reverse=False),
    Surroundings(2, "0", "Africa/Casablanca", "tr_TR.UTF-8", "b", reverse=True),
    Surroundings(1, "1", "Pacific/Chatham", "id_ID.UTF-8", "z/y/x", reverse=False),
)


def built(sources: Path, around: Surroundings) -> tuple[Tree, str]:
    """Copy the city to its place and build it there in a process of its own; what it says, too."""
    home = sources.parent / "bangun" / around.place
    shutil.copytree(sources, home / "kota")
    (home / "sitecustomize.py").write_text(REVERSED if around.reverse else "")
    command = (sys.executable, "-m", "sitegen", "build", "--quiet", "--jobs", str(around.jobs))
    places = ("--root", str(home / "kota"), "--output", str(home / "keluaran"))
    path = os.pathsep.join((str(home), os.environ.get("PYTHONPATH", "")))
    changed = {"PYTHONHASHSEED": around.seed, "TZ": around.zone, "PYTHONPATH": path}
    words = {"LANG": around.lang, "LC_ALL": around.lang, "LANGUAGE": around.lang}
    done = subprocess.run(
        (*command, *places, "--clock", "2026-11-21T23:30"),
        env={**os.environ, **changed, **words},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return tree(home / "keluaran"), done.stdout


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with a chart, a dataset and a picture, and units enough for a pool."""
    city = new_city(tmp_path_factory.mktemp("sama"))
    write_blocks(city.root, CHART)
    folder = city.root / "content/kelurahan/sekeloa/laporan"
    (folder / "foto.jpg").write_bytes(picture(10))
    front = "judul: Foto\nfoto:\n- {berkas: foto.jpg, alt: Warga berkumpul}"
    (folder / "2026-11-05-foto.md").write_text(f"---\n{front}\n---\nIsi.\n")
    return city.root


@pytest.fixture(scope="module")
def plain(sources: Path) -> tuple[Tree, str]:
    return built(sources, PLAIN)


def test_the_city_has_what_could_differ(plain: tuple[Tree, str]) -> None:
    names = "\n".join(plain[0])
    assert "[D013]" in plain[1]
    for ending in ("grafik-1.svg", "grafik-1.png", "kunjungan.csv", ".webp"):
        assert ending in names


@pytest.mark.parametrize("around", OTHERS, ids=lambda around: around.zone)
def test_the_surroundings_do_not_change_a_byte(
    sources: Path, plain: tuple[Tree, str], around: Surroundings
) -> None:
    found, said = built(sources, around)
    assert differences(found, plain[0]) == ""
    assert said == plain[1]
