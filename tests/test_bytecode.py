"""Compiled templates of the built-in theme are kept beside the package, and none of a city's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FunctionLoader

from sitegen.pages.bytecode import BuiltInTemplates
from tests.conftest import CityFolder

OURS, OTHER = "Halo {{ name }}", "Selamat pagi {{ name }}"


def filled(folder: Path, text: str, known: str = OURS) -> str:
    """A template filled by a process of its own memory, with what the folder keeps."""
    kept = BuiltInTemplates([known])
    kept.directory = str(folder)
    engine = Environment(
        loader=FunctionLoader(lambda _: text), bytecode_cache=kept, autoescape=True
    )
    return engine.get_template("a.html").render(name="Bandung")


@pytest.fixture(autouse=True)
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_what_was_compiled_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled(tmp_path, OURS) == "Halo Bandung"
    assert len(list(tmp_path.iterdir())) == 1

    def compiled_again(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Environment, "compile", compiled_again)
    assert filled(tmp_path, OURS) == "Halo Bandung"


def test_a_template_of_a_city_is_neither_kept_nor_taken_from_the_folder(tmp_path: Path) -> None:
    assert filled(tmp_path, OTHER) == "Selamat pagi Bandung"
    assert not list(tmp_path.iterdir())
    filled(tmp_path, OURS)
    (kept,) = tmp_path.iterdir()
    before = kept.read_bytes()
    assert filled(tmp_path, OTHER) == "Selamat pagi Bandung"
    assert kept.read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"j2", None])
def test_what_is_damaged_is_compiled_again(tmp_path: Path, damage: bytes | None) -> None:
    filled(tmp_path, OURS)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-20] if damage is None else damage)
    assert filled(tmp_path, OURS) == "Halo Bandung"


def test_nothing_is_written_where_python_writes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert filled(tmp_path / "new", OURS) == "Halo Bandung"
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert filled(tmp_path / "file", OURS) == "Halo Bandung"


def test_a_build_keeps_templates_where_python_keeps_modules(
    tmp_path: Path, city: Callable[[str], CityFolder]
) -> None:
    made = city("")
    told = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    told |= {"PYTHONPYCACHEPREFIX": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "sitegen", "build", "-q", "--root", str(made.root)]
    subprocess.run([*command, "--output", str(made.output)], check=True, env=told)
    assert list((tmp_path / "cache").rglob("*.bytecode"))
    assert not list(made.root.rglob("*.bytecode"))
