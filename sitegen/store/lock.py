"""Locks that are released when the process that holds them ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from sitegen.errors import LockedError
from sitegen.model import Problem
from sitegen.store import files


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold a lock file; raises LockedError, naming the holder, when another process has it."""
    files.step("lock", path)
    with _locked(path) as handle:
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold an output folder, into which other copies of the city may also build.

    The folder itself is locked, since only the site belongs in it. Raises LockedError when another
    process holds it. A file system that cannot lock a folder, such as NFS, never refuses.
    """
    handle = _held(folder)
    try:
        yield
    finally:
        os.close(handle)


def _held(folder: Path) -> int:
    while True:
        files.make_folder(folder)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            problem = Problem.of("S030", "", folder=str(folder))
            raise LockedError(problems=(problem,)) from None
        except OSError:
            return handle
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), folder.stat()):
                return handle
        os.close(handle)  # as below


def _locked(path: Path) -> TextIO:
    while True:
        files.make_folder(path.parent)
        handle = path.open("a+", encoding="ascii")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            with handle:
                handle.seek(0)
                holder = handle.read().strip() or "?"
            problem = Problem.of("S016", "", holder=holder)
            raise LockedError(problems=(problem,)) from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle.fileno()), path.stat()):
                return handle
        handle.close()  # `clean` removed it between the two steps: try the new file
