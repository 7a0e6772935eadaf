"""The store for what is slow to make."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.store.cache import Cache, _pack, _unpack

KEY = "0123456789abcdef"


def counted(*parts: bytes) -> tuple[Callable[[], tuple[bytes, ...]], list[int]]:
    calls: list[int] = []

    def make() -> tuple[bytes, ...]:
        calls.append(1)
        return parts

    return make, calls


def entry(folder: Path) -> Path:
    return folder / "images" / KEY[:2] / KEY


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    make, calls = counted(b"a", b"", b"b" * 1000)
    first = Cache(str(tmp_path)).get("images", KEY, make)
    assert Cache(str(tmp_path)).get("images", KEY, make) == first == (b"a", b"", b"b" * 1000)
    assert len(calls) == 1


def test_kinds_do_not_share_entries(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    assert cache.get("images", KEY, lambda: (b"a",)) == (b"a",)
    assert cache.get("charts", KEY, lambda: (b"b",)) == (b"b",)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="emptied"),
        pytest.param(lambda data: data[:-1], id="cut"),
        pytest.param(lambda data: data + b"x", id="longer"),
        pytest.param(lambda data: data[:-1] + b"x", id="changed"),
        pytest.param(lambda data: b"sitegen0" + data[8:], id="other version"),
    ],
)
def test_a_damaged_entry_is_a_miss_and_is_mended(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    make, calls = counted(b"isi")
    cache = Cache(str(tmp_path))
    cache.get("images", KEY, make)
    sound = entry(tmp_path).read_bytes()
    entry(tmp_path).write_bytes(damage(sound))
    assert cache.get("images", KEY, make) == (b"isi",)
    assert len(calls) == 2
    assert entry(tmp_path).read_bytes() == sound


def test_nothing_is_stored_when_making_fails(tmp_path: Path) -> None:
    def fail() -> tuple[bytes, ...]:
        raise ValueError("rusak")

    with pytest.raises(ValueError, match="rusak"):
        Cache(str(tmp_path)).get("images", KEY, fail)
    assert list(tmp_path.rglob("*")) == []


def test_without_a_folder_everything_is_made_each_time() -> None:
    make, calls = counted(b"a")
    assert Cache("").get("images", KEY, make) == Cache("").get("images", KEY, make) == (b"a",)
    assert len(calls) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "images").write_text("not a folder")
    assert Cache(str(tmp_path)).get("images", KEY, lambda: (b"a",)) == (b"a",)


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    Cache(str(tmp_path)).get("images", KEY, lambda: (b"a",))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [entry(tmp_path)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=40)).map(tuple))
def test_parts_come_back_as_they_were(parts: tuple[bytes, ...]) -> None:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(_pack(parts))
        assert _unpack(Path(file.name)) == parts
