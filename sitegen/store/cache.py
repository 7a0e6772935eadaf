"""A content-addressed cache for what is slow to make: charts and pictures.

An entry is a file named after the digest of everything that it was made from; a damaged entry
is a miss. Safe to delete at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from sitegen.digest import digest
from sitegen.store import files

_MARK = b"sitegen1"
_DIGEST_LENGTH = 32


class Cache(Struct, frozen=True):
    """A folder of entries; `folder` is "" for no cache at all."""

    folder: str

    def get(self, kind: str, key: str, make: Callable[[], tuple[bytes, ...]]) -> tuple[bytes, ...]:
        """Return the parts stored under `key`, or make and store them.

        If `make` raises, the exception propagates and nothing is stored.
        """
        found = self.find(kind, key)
        if found is not None:
            return found
        parts = make()
        if self.folder:
            _store(self._path(kind, key), _pack(parts))
        return parts

    def find(self, kind: str, key: str) -> tuple[bytes, ...] | None:
        """Return the parts stored under `key`, None if there are none."""
        return _unpack(self._path(kind, key)) if self.folder else None

    def _path(self, kind: str, key: str) -> Path:
        return Path(self.folder) / kind / key[:2] / key


def _pack(parts: tuple[bytes, ...]) -> bytes:
    body = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return _MARK + digest(body).encode() + body


def _unpack(path: Path) -> tuple[bytes, ...] | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    start = len(_MARK) + _DIGEST_LENGTH
    body = data[start:]
    if data[: len(_MARK)] != _MARK or data[len(_MARK) : start] != digest(body).encode():
        return None
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = at + 8 + int.from_bytes(body[at : at + 8], "big")
        parts.append(body[at + 8 : end])
        at = end
    return tuple(parts)


def _store(path: Path, data: bytes) -> None:
    """Write in place: a reader that is too early finds a damaged entry, which is a miss."""
    with suppress(OSError):  # a cache that cannot be written costs time, never the build
        files.write(path, data)
