"""The versions of libraries are those that their own descriptions name."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen import installed
from sitegen.engine.plan import LIBRARIES
from tests.sample import REPOSITORY


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was found before is not known to the test, nor what it finds to others."""
    installed._installed.cache_clear()
    yield
    installed._installed.cache_clear()


@pytest.mark.parametrize("name", [*LIBRARIES, "PyYAML", "vl_convert_python"])
def test_the_version_is_the_one_that_the_description_names(name: str) -> None:
    assert installed.version(name) == importlib.metadata.version(name)


def test_a_new_version_of_any_library_that_makes_pages_builds_the_units_anew() -> None:
    """Some only speak with people, or watch folders; two make what a city may ask for, and count there.

    (`test_another_version_of_the_library_makes_...` in test_minified and test_compressed)
    """
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=]", each)[0] for each in project["dependencies"]}
    assert needed - set(LIBRARIES) == {
        *("click", "rich", "watchdog"),
        *("brotli", "minify-html"),
    }


def test_descriptions_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: f"description of {name}")
    assert not installed.version("nh3").startswith("description")


def test_a_library_without_such_a_folder_is_asked_for_its_description(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lain.egg-info"
    folder.mkdir()
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: lain\nVersion: 3.1\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert installed.version("lain") == "3.1"


def test_a_library_that_is_not_installed_is_named() -> None:
    with pytest.raises(importlib.metadata.PackageNotFoundError, match="tidak-ada"):
        installed.version("tidak-ada")
