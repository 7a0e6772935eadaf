"""Nothing tells anybody to install a package of a registry that is not ours."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from sitegen.cli import own_source
from sitegen.installed import DISTRIBUTION
from tests.repository import make
from tests.sample import REPOSITORY

TEXTS = {".md", ".py", ".po", ".yml", ".yaml", ".html", ".toml", ".txt", ".sh", ""}
# `pip install sitegen`, `pipx run 'sitegen-kota[dask]>=1'`, `uvx sitegen`; a path or address is no name.
BARE = re.compile(
    r"""(?:\b(?:pip3?|pipx|uv|conda)\b[^\n]*?\b(?:install|run|add)\b|\buvx\b)[^\n]*?"""
    r"""[ \t'"]sitegen(?:-kota)?(?:\[[\w,]*\])?(?:[=<>~!]=?[\w.]+)?(?=[\s`'",.;)]|$)"""
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pip install sitegen", True),
        ("run `pip install 'sitegen[dask]'`", True),
        ("python -m pip install -U sitegen-kota==1.0.", True),
        ("pipx run sitegen", True),
        ("uvx sitegen build", True),
        ("pip install git+https://host.example/sitegen@0123", False),
        ("pip install --no-deps ./sitegen", False),
        ("pip install 'distributed>=2025.1'", False),
        ("What pip installs in the workflow to get sitegen: its git address", False),
    ],
)
def test_a_bare_name_is_recognised(text: str, found: bool) -> None:
    assert bool(BARE.search(text)) == found


def test_no_document_message_or_script_installs_a_bare_name() -> None:
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=REPOSITORY, check=True, capture_output=True, text=True,
    )  # fmt: skip
    read = 0
    for path in listed.stdout.split("\0"):
        file = REPOSITORY / path
        if file.suffix in TEXTS and file.is_file() and path != "tests/test_distribution.py":
            read += 1
            text = file.read_text(encoding="utf-8", errors="replace")
            assert (path, BARE.findall(text)) == (path, [])
    assert read > 100


def test_the_distribution_has_a_name_of_its_own_everywhere() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == DISTRIBUTION != "sitegen"
    assert project["scripts"].keys() == {"sitegen"}
    for lock in (REPOSITORY / "requirements").glob("*.txt"):
        assert f"via {DISTRIBUTION} (pyproject.toml)" in lock.read_text(encoding="utf-8")
        assert "sitegen (pyproject.toml)" not in lock.read_text(encoding="utf-8")


def test_the_source_is_the_origin_that_has_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_source, "_installed", lambda: "")
    repo = make(tmp_path / "sitegen")
    monkeypatch.setattr("sitegen.__file__", str(repo.folder / "sitegen/__init__.py"))
    repo.write("pyproject.toml", "")
    repo.commit(1)
    assert own_source.own_source() == ""
    repo.git("remote", "add", "origin", "https://ani:rahasia@git.contoh.example/sitegen.git")
    assert own_source.own_source() == ""
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    commit = repo.git("rev-parse", "HEAD")
    assert own_source.own_source() == f"git+https://git.contoh.example/sitegen.git@{commit}"
    repo.commit(2)
    assert own_source.own_source() == ""
    repo.git("remote", "set-url", "origin", "git@git.contoh.example:sitegen.git")
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert own_source.own_source() == ""
