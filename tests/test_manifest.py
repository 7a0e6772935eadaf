"""What the last build wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sitegen.build.manifest import MARKER, Entry, manifest_path, read_manifest, write_manifest
from sitegen.digest import content_digest

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = {"index.html": Entry("a" * 64, 3), "é/ü.html": Entry("b" * 64, 0)}


def ours(folder: Path) -> Path:
    folder.mkdir()
    (folder / MARKER).touch()
    (folder / "a").mkdir()
    (folder / "a" / "index.html").write_bytes(b"isi")
    return folder


@pytest.mark.parametrize("name", ["m", "kota #1", "50%20?x=1", "d'é"])
def test_entries_come_back_as_they_were(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "m.sqlite"
    write_manifest(path, ENTRIES)
    assert read_manifest(path, tmp_path / "keluaran") == ENTRIES
    assert [file.name for file in path.parent.iterdir()] == ["m.sqlite"]


def test_a_manifest_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    path.with_suffix(".new").write_bytes(b"left by a killed build")
    write_manifest(path, {"lama.html": Entry("c" * 64, 1)})
    write_manifest(path, ENTRIES)
    assert read_manifest(path, tmp_path) == ENTRIES


def test_each_output_folder_has_a_manifest_of_its_own(tmp_path: Path) -> None:
    first = manifest_path(tmp_path, tmp_path / "a")
    assert first.parent == tmp_path / ".sitegen"
    assert first != manifest_path(tmp_path, tmp_path / "b")
    assert first == manifest_path(tmp_path, tmp_path / "b" / ".." / "a")


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_without_a_readable_manifest_our_folder_is_read(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "m.sqlite"
    if content is not None:
        path.write_bytes(content)
    folder = ours(tmp_path / "keluaran")
    assert read_manifest(path, folder) == {"a/index.html": Entry(content_digest(b"isi"), 3)}


def test_a_manifest_of_another_version_is_none(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    write_manifest(path, ENTRIES)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA user_version = 99")
    assert read_manifest(path, tmp_path / "keluaran") == {}


def test_a_folder_that_is_not_ours_has_no_entries(tmp_path: Path) -> None:
    folder = ours(tmp_path / "keluaran")
    (folder / MARKER).unlink()
    assert read_manifest(tmp_path / "m.sqlite", folder) == {}
