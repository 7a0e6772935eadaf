"""What was sent, as files in the desk's folder: there for good before anybody is told that it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from sitegen.store import files

FOLDER = "kiriman"
_PART = ".part"


class TooLargeError(Exception):
    """More was sent than may be."""


class LackingRoomError(Exception):
    """The disk has no room for it."""


class ArrivingBody:
    """A body on its way in: written as it comes, with its digest."""

    def __init__(self, opened: IO[bytes], most: int) -> None:
        self._opened, self._most = opened, most
        self._digest, self.size = sha256(), 0

    @property
    def data(self) -> bytes:
        """All that has come so far."""
        self._opened.flush()
        return Path(self._opened.name).read_bytes()

    @property
    def digest(self) -> str:
        """The SHA-256 of what has come so far."""
        return self._digest.hexdigest()

    async def take(self, stream: AsyncIterator[bytes]) -> None:
        """Take all of a stream in; raises TooLargeError and OSError."""
        async for chunk in stream:
            self.add(chunk)

    def add(self, chunk: bytes) -> None:
        """Take one more part in; raises TooLargeError and OSError."""
        self.size += len(chunk)
        if self.size > self._most:
            raise TooLargeError
        self._digest.update(chunk)
        files.step("body", self._opened.name)
        self._opened.write(chunk)

    def keep(self, folder: Path, ending: str) -> str:
        """Put it into its place for good, and return its name there; raises OSError."""
        self._opened.flush()
        files.step("body sync", self._opened.name)
        os.fsync(self._opened.fileno())
        name = f"{self.digest}{ending}"
        files.move(self._opened.name, folder / name)
        sync_folder(folder)
        return name


@contextmanager
def arriving(folder: Path, *, most: int, reserve: int) -> Iterator[ArrivingBody]:
    """Yield a body to be filled; unless it is kept, nothing of it stays.

    Raises LackingRoomError when the disk would have less than `reserve` bytes left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < reserve:
        raise LackingRoomError
    with tempfile.NamedTemporaryFile(dir=folder, suffix=_PART, delete=False) as opened:
        try:
            yield ArrivingBody(opened, most)
        finally:
            with suppress(FileNotFoundError):
                Path(opened.name).unlink()


def keep_bytes(folder: Path, data: bytes, ending: str, *, reserve: int = 0) -> tuple[str, str]:
    """Put bytes into the folder for good; return the file's name and their digest."""
    with arriving(folder, most=len(data), reserve=reserve) as body:
        body.add(data)
        return body.keep(folder, ending), body.digest


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    files.step("folder sync", folder)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, wanted: Collection[str]) -> None:
    """Remove what no item has: parts of uploads that were cut, and bodies of what was forgotten."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in wanted and path.is_file():
            path.unlink()
