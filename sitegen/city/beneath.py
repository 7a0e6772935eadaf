"""Opening a file below a folder in one call of the system, refusing links anywhere in its path."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

# openat2(2), since Linux 5.6; the number is the same on every machine that Python runs on.
_OPENAT2 = 437
_NO_MAGIC_LINKS, _NO_LINKS, _BENEATH = 0x02, 0x04, 0x08


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
