"""A build on a file system that is full, and into one of its own."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.cli.main import run
from tests.life.city import LivingCity, new_city
from tests.life.oracle import differences, tree

SMALL = 4 << 20
DAGO = "content/kelurahan/dago/laporan"


def command(city: LivingCity, *options: str) -> int:
    """The exit code of `sitegen build` for this city."""
    places = ("--root", str(city.root), "--output", str(city.output))
    return run(["build", *places, "--clock", f"{city.clock:%Y-%m-%dT%H:%M}", "--quiet", *options])


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 4 MB of its own; skips the test where none may be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("a file system of 4 MB cannot be mounted here: that takes root")
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


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_under_the_site_leaves_the_old_site_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        city = new_city(tmp_path / "kota")
        city.output = disk / "keluaran"
        assert command(city) == 0
        old = tree(city.output)
        ballast = fill(disk, 40_000)
        (city.root / "site.yml").write_text("nama: Kota Baru\nalamat_situs: https://baru.example\n")
        capsys.readouterr()
        assert command(city, "--jobs", jobs) == 3
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)
        assert told.err.startswith(f"sitegen: {city.stage}/")
        assert told.err.endswith(": cakram penuh\n")
        assert tree(city.output) == old
        ballast.unlink()
        assert command(city) == 0
        expected = city.clean_build()
        assert not isinstance(expected, Exception)
        assert differences(tree(city.output), tree(city.clean / "keluaran")) == ""


def test_a_full_disk_under_the_state_leaves_the_old_site(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        city = new_city(disk)
        city.output = tmp_path / "keluaran"
        city.clean = tmp_path / "bersih"
        city.build()
        old = tree(city.output)
        text = "---\njudul: Panjang\n---\n" + "Isi panjang sekali. " * 40
        for day in range(10, 20):
            (city.root / DAGO / f"2026-10-{day}-panjang.md").write_text(text)
        ballast = fill(disk, 0)
        with pytest.raises(OSError, match=r"disk is full|No space left") as caught:
            city.build()
        assert caught.value.errno == errno.ENOSPC
        assert tree(city.output) == old
        ballast.unlink()
        assert city.check() == ""
