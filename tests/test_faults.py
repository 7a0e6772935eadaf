"""A build that fails or dies at any of its file operations harms nothing.

What is served afterwards is the old site, or the new one, or on its way there by an open journal;
the next build equals a clean one and leaves nothing behind.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unittest.mock import patch

import pytest

from sitegen.build import files
from sitegen.build.state import MARKER, STAGE, read_state
from sitegen.cli.main import run
from tests import city_machine as machine
from tests.city_machine import Killed, LivingCity, Tree, dying_at, new_city, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

Fate = Literal["old", "journal", "new"]
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE)
REPOSITORY = Path(__file__).resolve().parent.parent
DAGO = "content/kelurahan/dago/laporan"
SMALL = 1 << 20


@dataclass(frozen=True)
class Trial:
    """A city whose next build has much to do; `again` puts it back to where it was before."""

    city: LivingCity
    kept: Path
    old: Tree
    new: Tree
    steps: int

    def mended(self) -> str:
        """Build once more; return in what the site differs from the clean one."""
        self.city.build()
        found = tree(self.city.output)
        stray = f"stray: {STAGE}" if self.city.stage.exists() else ""
        return machine.differences(found, {**self.new, MARKER: b""}) + stray

    def again(self) -> LivingCity:
        home = self.city.root.parent
        shutil.rmtree(home)
        shutil.copytree(self.kept, home)
        return self.city

    def fate(self) -> Fate:
        """What is served now; raises AssertionError when it is none of the three."""
        found = served(self.city.output)
        if read_state(self.city.state, self.city.output).journal:
            for name in found.keys() | self.old.keys() | self.new.keys():
                if found.get(name) is not None or not name_is_folder(name, self.old, self.new):
                    assert found.get(name) in {self.old.get(name), self.new.get(name)}, name
            return "journal"
        if found == self.old:
            return "old"
        assert machine.differences(found, self.new) == ""
        return "new"


def name_is_folder(name: str, *trees: Tree) -> bool:
    return any(name in each and each[name] is None for each in trees)


def served(folder: Path) -> Tree:
    if not folder.exists():
        return {}
    return {n: d for n, d in tree(folder).items() if n != MARKER and n.partition("/")[0] != STAGE}


def prepare(folder: Path, *, first: bool) -> Trial:
    city = new_city(folder / "kerja")
    if not first:
        city.build()
        for path, text in (
            ("2026-11-03-posyandu.md", "---\njudul: Posyandu Melati\n---\nDiubah.\n"),
            ("2026-11-05-baru.md", "---\njudul: Baru\ntopik: [warta]\n---\nIsi.\n"),
        ):
            (city.root / DAGO / path).write_text(text)
        (city.root / "content/kelurahan/sekeloa/laporan/2026-11-02-senam.md").unlink()
    kept = folder / "simpanan"
    shutil.copytree(city.root.parent, kept)
    old = served(city.output)
    steps = 0

    def step(_: str, path: Path) -> None:
        nonlocal steps
        steps += city.clean not in path.parents

    with patch.object(files, "step", step):
        assert city.check() == ""
    return Trial(city, kept, old, served(city.output), steps)


@pytest.fixture(scope="module", params=["first build", "next build"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    with tempfile.TemporaryDirectory(dir=machine.MEMORY) as folder:
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


def test_an_operation_that_fails_fails_the_build_and_nothing_else(trial: Trial) -> None:
    fates: list[Fate] = []
    for number in range(1, trial.steps + 1):
        city = trial.again()
        code = ERRORS[number % len(ERRORS)]
        with failing_at(number, code), pytest.raises(OSError, match="Errno") as caught:
            city.build()
        assert caught.value.errno == code
        fates.append(trial.fate())
        if fates[-1] == "old":
            assert not city.stage.exists() or number == 1
        assert trial.mended() == "", f"operation {number} of {trial.steps}"
    assert order_of(fates) == ["old", "journal", "new"]


def test_all_four_errors_at_each_kind_of_operation(trial: Trial) -> None:
    for number in (1, trial.steps // 4, trial.steps // 2, trial.steps - 2):
        for code in ERRORS:
            city = trial.again()
            with failing_at(number, code), pytest.raises(OSError, match="Errno"):
                city.build()
            assert trial.mended() == "", f"operation {number}, {os.strerror(code)}"


def test_a_process_killed_at_any_operation_leaves_a_site_that_the_next_build_completes(
    trial: Trial,
) -> None:
    fates: list[Fate] = []
    script = (
        "import sys; from tests.city_machine import killed_for_real as k; k(sys.stdin, sys.stdout)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        # A first build has more than twice as many operations, most of them alike.
        for number in sorted({*range(1, trial.steps + 1, 1 if trial.old else 4), trial.steps}):
            city = trial.again()
            killer.stdin.write(f"{city.root} {city.output} {number}\n")
            killer.stdin.flush()
            assert killer.stdout.readline() == "-9\n"
            fates.append(trial.fate())
            assert trial.mended() == "", f"operation {number} of {trial.steps}"
        killer.stdin.close()
    assert order_of(fates) == ["old", "journal", "new"]


def test_a_recovery_that_is_killed_at_any_operation_is_recovered_from(trial: Trial) -> None:
    city = trial.again()
    number = trial.steps // 2
    while trial.fate() != "journal":
        city = trial.again()
        number += 1
        assert city.killed_build(number)
    left = trial.steps - number
    for second in range(1, left + 1):
        city = trial.again()
        assert city.killed_build(number)
        with dying_at(second), pytest.raises(Killed):
            city.build()
        trial.fate()
        assert trial.mended() == "", f"operation {number}, then {second}"


@pytest.mark.parametrize(
    ("number", "code"), [(3, errno.ENOSPC), (5, errno.EROFS)], ids=["full", "read-only"]
)
def test_the_command_line_says_in_one_line_what_the_disk_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int, code: int
) -> None:
    city = new_city(tmp_path)
    arguments = ["build", "--root", str(city.root), "--output", str(city.output), "--jobs", "1"]
    with failing_at(number, code):
        assert run([*arguments, "--quiet"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"sitegen: {os.strerror(code)}: {tmp_path}")
    assert told.err.count("\n") == 1


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 1 MB of its own; skips the test where none may be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("a file system of 1 MB cannot be mounted here: that takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, spare: int) -> Path:
    """Fill the file system but for `spare` bytes."""
    ballast = disk / "isi"
    state = os.statvfs(disk)
    ballast.write_bytes(bytes(max(0, state.f_bavail * state.f_frsize - spare)))
    return ballast


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_under_the_site_leaves_the_old_site(tmp_path: Path, jobs: int) -> None:
    with small_disk(tmp_path / "disk") as disk:
        city = new_city(tmp_path / "kota")
        city.output = disk / "keluaran"
        city.build()
        old = served(city.output)
        ballast = fill(disk, 40_000)
        city.generator = "2"
        (city.root / "site.yml").write_text("nama: Kota Baru\nalamat_situs: https://baru.example\n")
        with pytest.raises(OSError, match="No space left on device"):
            city.build(jobs=jobs)
        assert served(city.output) == old
        assert not city.stage.exists()
        ballast.unlink()
        assert city.check() == ""


def test_a_full_disk_under_the_state_leaves_the_old_site(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        city = new_city(disk)
        city.output = tmp_path / "keluaran"
        city.clean = tmp_path / "bersih"
        city.build()
        old = served(city.output)
        text = "---\njudul: Panjang\n---\n" + "Isi panjang sekali. " * 40
        for day in range(10, 20):
            (city.root / DAGO / f"2026-10-{day}-panjang.md").write_text(text)
        ballast = fill(disk, 0)
        with pytest.raises(OSError, match=r"disk is full|No space left") as caught:
            city.build()
        assert caught.value.errno == errno.ENOSPC
        assert served(city.output) == old
        assert not city.stage.exists()
        ballast.unlink()
        assert city.check() == ""
