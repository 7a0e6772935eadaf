"""A build that fails or dies at any of its file operations harms nothing.

What is served afterwards is the old site, or the new one, or one on its way there that has no dead
link; the next build equals a clean one and leaves nothing behind.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Literal
from unittest.mock import patch

import pytest

from sitegen.cli.main import run
from sitegen.errors import HalfPublished
from sitegen.store import files
from sitegen.store.marker import MARKER, STAGE
from sitegen.store.state import read_state
from tests.life.changes import picture
from tests.life.city import MEMORY, LivingCity, new_city
from tests.life.cut import killed_beside_a_reader
from tests.life.kills import Killed, dying_at, killed_build
from tests.life.oracle import Tree, differences, remembered_git, tree
from tests.life.reader import dead_links

Fate = Literal["old", "journal", "part", "new"]
# Two units, one with a photo: as few operations as show each kind of them.
CITY = """\
-- site.yml --
nama: Kota Contoh
alamat_situs: https://contoh.example
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
-- content/kelurahan/dago/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu Mawar
topik: [kesehatan]
---
Isi.
"""
PHOTO = """\
---
judul: Foto
foto:
- {berkas: foto.jpg, alt: Warga berkumpul}
---
Isi.
"""
WHO = ("-c", "user.name=Warga", "-c", "user.email=warga@contoh.example")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE)
REPOSITORY = Path(__file__).resolve().parent.parent
DAGO = "content/kelurahan/dago/laporan"


@dataclass(frozen=True)
class Trial:
    """A city whose next build has much to do; `again` puts it back to where it was before."""

    city: LivingCity
    kept: Path
    old: Tree
    new: Tree
    state: tuple[str, ...]
    steps: tuple[Path, ...]
    marker: bytes

    def mended(self) -> str:
        """Build once more; return what differs from a clean site, or is left over anywhere."""
        self.city.build()
        found = differences(tree(self.city.output), {**self.new, MARKER: self.marker})
        stray = set(below(self.city.root / ".sitegen")) - set(self.state)
        return found + "".join(f"\nstate: {name}" for name in sorted(stray))

    def again(self) -> LivingCity:
        home = self.city.root.parent
        shutil.rmtree(home)
        shutil.copytree(self.kept, home)
        return self.city

    def fate(self) -> Fate:
        """What is served now; raises AssertionError when it is no site, old, new or between."""
        found = served(self.city.output)
        left = read_state(self.city.state, self.city.output).journal
        if not left and found == self.old:
            return "old"
        if not left and differences(found, self.new) == "":
            return "new"
        for name in found.keys() | self.old.keys() | self.new.keys():
            if found.get(name) is not None or not name_is_folder(name, self.old, self.new):
                assert found.get(name) in {self.old.get(name), self.new.get(name)}, name
        return "journal" if left else "part"


def name_is_folder(name: str, *trees: Tree) -> bool:
    return any(name in each and each[name] is None for each in trees)


def served(folder: Path) -> Tree:
    if not folder.exists():
        return {}
    return {n: d for n, d in tree(folder).items() if n != MARKER and n.partition("/")[0] != STAGE}


def below(folder: Path) -> tuple[str, ...]:
    """The files of the state; digests in their names tell of what they are."""
    files_ = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple(path.relative_to(folder).as_posix() for path in files_)


def recorded(city: LivingCity) -> None:
    """Commit all sources to git, whose dates are read and kept by every build."""
    git = ("git", *WHO, "-C", str(city.root))
    for command in (("init", "-q", "--template="), ("add", "."), ("commit", "-qm", "Isi")):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run([*git, *command], check=True, env=environment)
    remembered_git.cache_clear()


def prepare(folder: Path, *, first: bool) -> Trial:
    city = new_city(folder / "kerja", CITY)
    if not first:
        city.build()
        laporan = city.root / DAGO
        (laporan / "2026-11-03-posyandu.md").write_text("---\njudul: Posyandu\n---\nDiubah.\n")
        (laporan / "2026-11-02-senam.md").unlink()
    (city.root / DAGO / "foto.jpg").write_bytes(picture(10))
    (city.root / DAGO / "2026-11-05-foto.md").write_text(PHOTO)
    (city.root / ".gitignore").write_text(".sitegen/\n")
    recorded(city)
    kept = folder / "simpanan"
    shutil.copytree(city.root.parent, kept)
    old = served(city.output)
    steps: list[Path] = []

    def step(_: str, path: str | Path) -> None:
        if city.clean not in Path(path).parents:
            steps.append(Path(path))

    with patch.object(files, "step", step):
        assert city.check() == ""
    marker = (city.output / MARKER).read_bytes()
    return Trial(
        city, kept, old, served(city.output), below(city.root / ".sitegen"), tuple(steps), marker
    )


@pytest.fixture(scope="module", params=["first build", "next build"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield prepare(Path(folder), first=request.param == "first build")


def failing_at(number: int, code: int) -> AbstractContextManager[object]:
    count = 0

    def step(_: str, path: Path) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(code, os.strerror(code), str(path))

    return patch.object(files, "step", step)


def order_of(fates: list[Fate]) -> list[Fate]:
    return [fate for fate, _ in groupby(fates)]


@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
def test_an_operation_that_fails_is_told_and_harms_nothing_else(trial: Trial, code: int) -> None:
    fates: list[Fate] = []
    for number, path in enumerate(trial.steps, start=1):
        city = trial.again()
        with failing_at(number, code):
            codes = told_by(city)
        assert set(codes) <= {errno.errorcode[code], "S037", "S039"}
        if is_cache(path):
            assert codes == []  # costs time, never the build
        else:
            fates.append(trial.fate())
        # A file that cannot be moved costs its own page; a full disk stops all that would link.
        if codes != ["S037"]:
            assert dead_links(city.output) == [], f"operation {number}: {path}"
        if fates and fates[-1] == "old":
            assert is_cache(path) or not city.stage.exists()
        assert trial.mended() == "", f"operation {number}: {path}"
    assert (fates[0], fates[-1]) == ("old", "new")
    assert {"journal", "part"} <= {*fates}


def told_by(city: LivingCity) -> list[str]:
    """Build; return the codes of what a failing operation has cost, or that of the system."""
    try:
        result = city.build()
    except HalfPublished as error:
        return [problem.code for problem in error.problems]
    except OSError as error:
        return [errno.errorcode[error.errno or 0]]
    return [problem.code for problem in result.problems if problem.code[0] == "S"]


def is_cache(path: Path) -> bool:
    return path.name == "git.json" or "cache" in path.parts


def test_a_process_killed_at_any_operation_leaves_a_site_that_the_next_build_completes(
    trial: Trial,
) -> None:
    fates: list[Fate] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.life.killer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for number, path in enumerate(trial.steps, start=1):
            city = trial.again()
            killer.stdin.write(f"{city.root} {city.output} {number}\n")
            killer.stdin.flush()
            assert killer.stdout.readline() == "-9\n"
            fates.append(trial.fate())
            assert dead_links(city.output) == [], f"operation {number}: {path}"
            assert trial.mended() == "", f"operation {number}: {path}"
        killer.stdin.close()
    assert order_of(fates) == ["old", "journal", "new"]


def test_a_reader_meets_no_dead_link_while_builds_are_killed() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        city = new_city(Path(folder))
        assert killed_beside_a_reader(city, 4, Random(3)) == ""  # noqa: S311 - no secret
        assert city.counts["ended with -9"]


def test_a_recovery_that_is_killed_at_any_operation_is_recovered_from(trial: Trial) -> None:
    city = trial.again()
    number = len(trial.steps) // 2
    while trial.fate() != "journal":
        city = trial.again()
        number += 1
        assert killed_build(city, number)
    left = len(trial.steps) - number
    for second in range(1, left + 1):
        city = trial.again()
        assert killed_build(city, number)
        with dying_at(second), pytest.raises(Killed):
            city.build()
        trial.fate()
        assert dead_links(city.output) == [], f"operation {number}, then {second}"
        assert trial.mended() == "", f"operation {number}, then {second}"


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        pytest.param(3, errno.ENOSPC, "cakram penuh", id="full"),
        pytest.param(5, errno.EROFS, "cakram hanya dapat dibaca", id="read-only"),
    ],
)
def test_the_command_line_says_in_one_line_what_the_disk_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int, code: int, words: str
) -> None:
    city = new_city(tmp_path)
    arguments = ["build", "--root", str(city.root), "--output", str(city.output), "--jobs", "1"]
    with failing_at(number, code):
        assert run([*arguments, "--quiet"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"sitegen: {tmp_path}")
    assert told.err.endswith(f": {words}\n")
    assert told.err.count("\n") == 1
