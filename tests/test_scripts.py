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
    # Checked together, each still sees nothing of another but what it imports.
    *("--module", "es2022", "--moduleDetection", "force"),
)
WORKERS = {"luring.js"}
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


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What the compiler says of all scripts and a wrong one: it starts once for those of pages."""
    compiler = REPOSITORY / ".tools/node_modules/typescript/bin/tsc"
    if not compiler.is_file():
        pytest.skip("TypeScript is not installed (scripts/test installs it)")
    wrong = tmp_path_factory.mktemp("jenis") / "salah.js"
    wrong.write_text("/** @type {number} */\nconst satu = 'satu';\n", encoding="utf-8")
    pages = [str(path) for path in (*SCRIPTS, wrong) if path.name not in WORKERS]
    workers = [str(path) for path in SCRIPTS if path.name in WORKERS]
    found = (
        ran(str(compiler), *OPTIONS, *PAGE, *pages),
        ran(str(compiler), *OPTIONS, *WORKER, *workers),
    )
    assert [done.stderr for done in found] == ["", ""]
    return tuple(line for done in found for line in done.stdout.splitlines())


@each_script
def test_the_types_of_a_script_are_right(mistakes: tuple[str, ...], script: Path) -> None:
    assert [line for line in mistakes if f"/{script.name}(" in line] == []


def test_a_wrong_type_is_the_only_mistake_that_is_found(mistakes: tuple[str, ...]) -> None:
    (line,) = mistakes
    assert "/salah.js(2,7): error TS2322" in line


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
