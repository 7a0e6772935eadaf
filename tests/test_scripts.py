"""The scripts of the theme: their types, what they may do, and the unit tests of those for tables."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sample import REPOSITORY
from tests.search.asking import node

SCRIPTS = sorted((REPOSITORY / "themes/kota/assets").glob("*.js"))
OPTIONS = (
    *("--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022"),
    *("--module", "es2022"),
)
PAGE, WORKER = ("--lib", "es2023,dom,dom.iterable"), ("--lib", "es2023,webworker")
each_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)


def ran(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [node(), *command],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@each_script
def test_the_types_of_a_script_are_right(script: Path) -> None:
    compiler = REPOSITORY / ".tools/node_modules/typescript/bin/tsc"
    if not compiler.is_file():
        pytest.skip("TypeScript is not installed (scripts/test installs it)")
    lib = WORKER if script.name == "luring.js" else PAGE
    done = ran(str(compiler), *OPTIONS, *lib, str(script))
    assert (done.returncode, done.stdout) == (0, "")


@each_script
def test_nothing_of_a_text_becomes_html_in_a_script(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    ways = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
    assert [way for way in ways if way in text] == []


def test_the_script_of_tables_does_what_its_unit_tests_say(tmp_path: Path) -> None:
    script = tmp_path / "tabel.mjs"
    shutil.copyfile(REPOSITORY / "themes/kota/assets/tabel.js", script)
    done = ran("--test", str(REPOSITORY / "tests/tabel.test.mjs"), TABEL=str(script))
    assert done.returncode == 0, done.stdout


def test_the_script_that_compares_does_what_its_unit_tests_say(tmp_path: Path) -> None:
    script = tmp_path / "banding.mjs"
    shutil.copyfile(REPOSITORY / "themes/kota/assets/banding.js", script)
    done = ran("--test", str(REPOSITORY / "tests/banding.test.mjs"), BANDING=str(script))
    assert done.returncode == 0, done.stdout
