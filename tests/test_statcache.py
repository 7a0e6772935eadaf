"""Digests of the sources without reading what did not change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.digest import digest
from sitegen.store import statcache
from sitegen.store.statcache import RACY_NS, StatCache
from tests.conftest import CityFolder

THEN = 1_700_000_000_000_000_000
LATER = THEN + 10 * RACY_NS
REPORT = "content/skpd/dinkes/laporan/2026-11-02-imunisasi.md"
CITY = f"""\
-- {REPORT} --
---
judul: Imunisasi
---
Isi lama.
"""


def status(size: int = 4, mtime: int = THEN, ctime: int = THEN, inode: int = 7) -> os.stat_result:
    """A file's status with these times in nanoseconds."""
    seconds = (mtime // 10**9, ctime // 10**9)
    whole = (0o100644, inode, 1, 1, 0, 0, size, seconds[0], *seconds)
    names = {"st_atime_ns": mtime, "st_mtime_ns": mtime, "st_ctime_ns": ctime}
    return os.stat_result((*whole, *(float(s) for s in (seconds[0], *seconds))), names)


def read(root: Path, *, last: StatCache | None = None, read_at: int = LATER) -> StatCache:
    return StatCache(str(root), last.now if last else {}, read_at)


def test_a_file_as_it_was_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("lama")
    first = read(tmp_path)
    assert first.digest("a", status()) == digest(b"lama")
    (tmp_path / "a").unlink()
    second = read(tmp_path, last=first)
    assert second.digest("a", status()) == digest(b"lama")
    assert (second.changed(), second.gone()) == ({}, frozenset())


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(status(size=5), id="size"),
        pytest.param(status(mtime=THEN + 1), id="mtime"),
        pytest.param(status(mtime=THEN - RACY_NS), id="an older mtime"),
        pytest.param(status(ctime=THEN + 1), id="ctime, with the mtime put back"),
        pytest.param(status(inode=8), id="another file renamed into its place"),
    ],
)
def test_any_change_of_the_status_is_read(tmp_path: Path, changed: os.stat_result) -> None:
    (tmp_path / "a").write_text("lama")
    first = read(tmp_path)
    first.digest("a", status())
    (tmp_path / "a").write_text("baru")
    second = read(tmp_path, last=first)
    assert second.digest("a", changed) == digest(b"baru")
    assert second.changed() == second.now
    assert second.changed() != {}


@pytest.mark.parametrize(
    ("read_at", "racy"),
    [
        pytest.param(THEN, True, id="read in the same moment"),
        pytest.param(THEN + RACY_NS, True, id="read within a tick of the file system"),
        pytest.param(THEN + RACY_NS + 1, False, id="read well after"),
        pytest.param(THEN - RACY_NS, True, id="a file from the future"),
    ],
)
@pytest.mark.parametrize("which", ["mtime", "ctime"])
def test_a_racy_file_is_read_again_though_its_status_is_the_same(
    tmp_path: Path, read_at: int, which: str, *, racy: bool
) -> None:
    same = status(mtime=THEN - 10 * RACY_NS) if which == "ctime" else status(ctime=0)
    (tmp_path / "a").write_text("lama")
    first = read(tmp_path)
    first.digest("a", same)
    (tmp_path / "a").write_text("baru")
    second = read(tmp_path, last=first, read_at=read_at)
    assert second.digest("a", same) == digest(b"baru" if racy else b"lama")


def test_a_file_that_cannot_be_read_has_a_digest_of_its_own_each_time(tmp_path: Path) -> None:
    first = StatCache(str(tmp_path), {"a": ("tanda", "isi")}, LATER, started=1)
    second = StatCache(str(tmp_path), {}, LATER, started=2)
    assert first.digest("a", status()) == "unreadable 2 1"
    assert second.digest("a", status()) == "unreadable 2 2"
    assert (first.changed(), first.gone()) == ({}, frozenset({"a"}))


def test_a_link_that_took_a_files_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("rahasia")
    (tmp_path / "a").symlink_to(tmp_path / "rahasia")
    assert read(tmp_path).digest("a", status()).startswith("unreadable ")


def test_new_and_gone_files_are_told(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    first = read(tmp_path)
    for name in ("a", "b"):
        first.digest(name, status())
    second = read(tmp_path, last=first)
    for name in ("b", "c"):
        second.digest(name, status())
    assert set(second.changed()) == {"c"}
    assert second.gone() == {"a"}


def edit_in_secret(city: CityFolder, old: str, new: str) -> None:
    """Change bytes, but neither the size nor the time of the last change."""
    path = city.root / REPORT
    before = path.stat()
    text = path.read_text()
    assert old in text
    assert len(old) == len(new)
    with path.open("r+") as handle:
        handle.write(text.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("rule", ["racy", "ctime"])
def test_an_edit_that_keeps_size_and_time_is_published(
    city: Callable[[str], CityFolder], monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    if rule == "ctime":
        monkeypatch.setattr(statcache, "RACY_NS", -(10**15))
    made = city(CITY)
    made.build()
    assert made.build().rebuilt == ()
    edit_in_secret(made, "Isi lama.", "Isi baru.")
    assert made.build().rebuilt == (("skpd/dinkes", "files"),)
    assert any(b"Isi baru." in body for body in made.files().values())


def test_a_file_that_was_only_touched_rebuilds_nothing(city: Callable[[str], CityFolder]) -> None:
    made = city(CITY)
    made.build()
    os.utime(made.root / REPORT, (1, 1))
    assert made.build().rebuilt == ()
