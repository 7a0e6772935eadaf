"""Files of a folder, read without opening the way to it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.city.beneath import OpenFolder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OpenFolder]:
    for name in ("kota/a/b/satu", "kota/a/b/dua", "kota/a/tiga", "rahasia/satu"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    made = OpenFolder(str(tmp_path / "kota"))
    yield made
    made.close()


def test_files_are_read_in_any_order(folder: OpenFolder) -> None:
    names = ("a/b/satu", "a/b/dua", "a/tiga", "a/b/satu")
    assert [folder.read(name) for name in names] == [b"satu", b"dua", b"tiga", b"satu"]


def test_the_way_to_a_folder_is_opened_once(
    folder: OpenFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    real = os.open

    def noted(path: str, *given: int, dir_fd: int | None = None) -> int:
        opened.append(Path(path).name)
        return real(path, *given, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", noted)
    for name in ("a/b/satu", "a/b/dua"):
        folder.read(name)
    assert opened == ["kota", "a", "b", "satu", "dua"]


def test_a_file_of_any_size_is_read_whole(folder: OpenFolder) -> None:
    body = b"0123456789" * 20_000
    (Path(folder.root) / "a" / "besar").write_bytes(body)
    (Path(folder.root) / "a" / "kosong").touch()
    assert (folder.read("a/besar"), folder.read("a/kosong")) == (body, b"")


def test_links_in_the_path_and_at_its_end_are_refused(folder: OpenFolder) -> None:
    root = Path(folder.root)
    (root / "taut").symlink_to(root.parent / "rahasia")
    (root / "a" / "taut").symlink_to(root.parent / "rahasia" / "satu")
    for name in ("taut/satu", "a/taut"):
        with pytest.raises(OSError, match="taut"):
            folder.read(name)
    assert folder.read("a/tiga") == b"tiga"


def test_no_folder_stays_open(folder: OpenFolder) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for name in ("a/b/satu", "a/tiga", "tidak/ada", "a/hilang"):
        try:
            folder.read(name)
        except OSError:
            continue
    folder.close()
    folder.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert folder.read("a/b/dua") == b"dua"
