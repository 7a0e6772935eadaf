"""Zip archives of which the same contents are the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest time that a zip archive can tell; that of making would make each archive another one.
_MADE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
# A file that its owner writes and all read (POSIX), as systems restore it.
_MODE = 0o100644 << 16
_UNIX = 3


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of these files by path, in their order; one is held at a time besides the archive.

    Raises ValueError for a path that could leave the folder into which it is unpacked, or that comes twice.
    """
    stream = io.BytesIO()
    write_zip(stream, members)
    return stream.getvalue()


def write_zip(stream: IO[bytes], members: Iterable[tuple[str, bytes]]) -> int:
    """Write an archive as `zipped` makes it, file by file; return how many files there are."""
    names: set[str] = set()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, body in members:
            parts = name.split("/")
            if name.casefold() in names or "\\" in name or not all(parts) or {".", ".."} & {*parts}:
                raise ValueError(name)
            names.add(name.casefold())
            info = ZipInfo(name, _MADE)
            info.compress_type = ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = _MODE
            archive.writestr(info, body, compresslevel=_LEVEL)
    return len(names)
