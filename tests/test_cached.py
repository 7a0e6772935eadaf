"""`scripts/cached`: a build with what the last one left, wherever that is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SCRIPT = PROJECT / "scripts" / "cached"
# Says which of the two are there, and leaves them both with one more line.
BUILD = """\
for name in .sitegen build; do [ -d $name ] && echo $name; mkdir -p $name; echo x >> $name/a; done
"""


def cached(city: Path, store: Path, command: str = BUILD) -> subprocess.CompletedProcess[str]:
    """Run the script in a fresh clone that has nothing but itself."""
    shutil.rmtree(city, ignore_errors=True)
    (city / "scripts").mkdir(parents=True)
    shutil.copy2(SCRIPT, city / "scripts" / "cached")
    words = ["scripts/cached", str(store), "bash", "-c", command]
    return subprocess.run(words, cwd=city, capture_output=True, text=True, check=False)


def test_a_build_finds_what_the_last_one_left_with_its_times(tmp_path: Path) -> None:
    city, store = tmp_path / "klon", tmp_path / "simpanan" / "sitegen"
    assert cached(city, store).stdout == ""
    os.utime(store / "build" / "a", (1, 1))
    seen = cached(city, store, f"{BUILD}stat -c %Y build/a; touch -d @1 build/a")
    assert seen.stdout.splitlines()[:2] == [".sitegen", "build"]
    assert (store / "build" / "a").read_text() == "x\nx\n"
    assert (store / "build" / "a").stat().st_mtime == 1
    assert sorted(path.name for path in store.iterdir()) == [".sitegen", "build"]


def test_a_build_that_fails_says_so_and_leaves_what_was_kept(tmp_path: Path) -> None:
    city, store = tmp_path / "klon", tmp_path / "simpanan"
    cached(city, store)
    assert cached(city, store, f"{BUILD}exit 3").returncode == 3
    assert (store / "build" / "a").read_text() == "x\n"


def test_a_build_without_a_place_to_keep_anything_is_a_build(tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    done = cached(tmp_path / "klon", tmp_path / "berkas" / "sitegen")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == f"Not saved: {tmp_path}/berkas/sitegen/build"


def test_what_is_in_the_clone_already_is_not_replaced(tmp_path: Path) -> None:
    city, store = tmp_path / "klon", tmp_path / "simpanan"
    cached(city, store)
    (city / "build" / "a").write_text("milik")
    words = ["scripts/cached", str(store), "true"]
    subprocess.run(words, cwd=city, check=True)
    assert (store / "build" / "a").read_text() == "milik"


@pytest.mark.parametrize("script", ["cached", "build"])
def test_netlify_runs_scripts_that_are_there(script: str) -> None:
    settings = tomllib.loads((PROJECT / "netlify.toml").read_text(encoding="utf-8"))
    assert f"./scripts/{script}" in settings["build"]["command"].split()
    assert os.access(PROJECT / "scripts" / script, os.X_OK)
