"""Reading files below the city's folder, refusing links anywhere in their paths.

A link that replaced a file or folder after the scan is refused when the file is opened.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache

# openat2(2), since Linux 5.6; the number is the same on every machine that Python runs on.
_OPENAT2 = 437
_NO_MAGIC_LINKS, _NO_LINKS, _BENEATH = 0x02, 0x04, 0x08
_FOLDER = os.O_RDONLY | os.O_DIRECTORY
# At least this much is read at once.
_PIECE = 1 << 16


def read_file(root: str, path: str) -> bytes:
    """Return the bytes of `path` below `root`. Raises OSError."""
    top = os.open(root, _FOLDER)
    try:
        handle = open_beneath(top, path)
    finally:
        os.close(top)
    if handle is not None:
        return _content(handle)
    with closing(OpenFolder(root)) as folder:
        return folder.read(path)


@dataclass(slots=True)
class OpenFolder:
    """The folder of the last file below `root`, kept open for the next one until `close`.

    With most files beside the one before, that takes a fifth of the time.
    """

    root: str
    _path: str | None = field(default=None, init=False)
    _handle: int = field(default=-1, init=False)

    def read(self, path: str) -> bytes:
        """Return the bytes of `path` below the root. Raises OSError."""
        folder, _, name = path.rpartition("/")
        if folder != self._path:
            self.close()
            self._handle = _inner(os.open(self.root, _FOLDER), folder)
            self._path = folder
        return _content(_file(self._handle, name))

    def close(self) -> None:
        """Close the folder, if any is open."""
        if self._path is not None:
            os.close(self._handle)
            self._path = None


def _inner(folder: int, path: str) -> int:
    """Open the folder at `path` in place of `folder`, each in the one before."""
    for part in path.split("/") if path else ():
        try:
            inner = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
        finally:
            os.close(folder)
        folder = inner
    return folder


def _file(folder: int, name: str) -> int:
    return os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)


def _content(handle: int) -> bytes:
    """The bytes of an open file, which is closed; the layers of `open` take longer than the system."""
    try:
        data = os.read(handle, max(os.fstat(handle).st_size, _PIECE) + 1)
        pieces = [data]
        while data:
            data = os.read(handle, _PIECE)
            pieces.append(data)
    finally:
        os.close(handle)
    return pieces[0] if len(pieces) < 3 else b"".join(pieces)


class _How(ctypes.Structure):
    _fields_ = (
        ("flags", ctypes.c_uint64),
        ("mode", ctypes.c_uint64),
        ("resolve", ctypes.c_uint64),
    )


def open_beneath(folder: int, path: str) -> int | None:
    """Return the file at `path` below an open folder, opened for reading; None if that failed.

    Where the system cannot do this, or refuses it for any reason, the answer is None too: who asks
    then goes from folder to folder, which also tells the reason.
    """
    call = _call()
    if call is None or "\0" in path:
        return None
    handle: int = call(folder, os.fsencode(path), ctypes.byref(_how()), ctypes.sizeof(_How))
    return handle if handle >= 0 else None


@cache
def _how() -> _How:
    return _How(os.O_RDONLY | os.O_CLOEXEC, 0, _BENEATH | _NO_LINKS | _NO_MAGIC_LINKS)


@cache
def _call() -> _OpenAt2 | None:
    """The system's function; None where there is none."""
    if sys.platform != "linux":
        return None
    return _OpenAt2()


class _OpenAt2:
    """`openat2` as a function of Python; the C library has none yet."""

    __slots__ = ("_syscall",)

    def __init__(self) -> None:
        self._syscall = ctypes.CDLL(None, use_errno=True).syscall
        self._syscall.restype = ctypes.c_long

    def __call__(self, folder: int, path: bytes, how: object, size: int) -> int:
        number = ctypes.c_long(_OPENAT2)
        given = (ctypes.c_long(folder), ctypes.c_char_p(path), how, ctypes.c_size_t(size))
        return int(self._syscall(number, *given))
