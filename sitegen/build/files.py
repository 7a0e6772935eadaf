"""Every change to the file system that a build makes goes through here.

One place, so that a test can let the n-th operation fail, or end the process at it, for every
n. `step` is called before each operation with its name and path.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def step(operation: str, path: Path) -> None:
    """Do nothing; tests replace it to fail or to kill at the n-th call."""


def _put(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        # Opening a file says which one it is; writing to a full disk does not.
        error.filename = error.filename or str(path)
        raise


def write(path: Path, data: bytes) -> None:
    """Write a file, and make the folders above it."""
    step("write", path)
    try:
        _put(path, data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, data)


def stage(path: Path, data: bytes) -> int:
    """Write a file into a folder that is there and return its time of change (ns).

    Raises FileNotFoundError when the folder is gone: a worker whose build was
    killed must not bring back what the next one removed.
    """
    step("stage", path)
    _put(path, data)
    return path.stat().st_mtime_ns


def move(source: Path, target: Path) -> None:
    """Rename a file over another one, in one step for readers; make the folders above it."""
    step("move", target)
    try:
        source.replace(target)
    except FileNotFoundError:
        if not source.exists():
            raise
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def remove(folder: Path, name: str) -> None:
    """Remove the file `name` below `folder`, and the folders above it that are empty then."""
    step("remove", folder / name)
    path = folder / name
    # A folder that somebody put in the file's place is not ours to remove.
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        path.unlink()
    for parent in path.parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except FileNotFoundError:
            continue  # a removal that was killed got as far as this
        except OSError:
            return


def remove_tree(folder: Path) -> None:
    """Remove a folder that we made, with all that is in it; a missing one is fine.

    What somebody put in its place, a file or a link, goes as well.
    """
    if not os.path.lexists(folder):
        return
    step("remove tree", folder)
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink()
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise
        # A worker of a killed build wrote one more file before it noticed.
        remove_tree(folder)


def make_folder(path: Path) -> None:
    """Make a folder and those above it."""
    if path.is_dir():
        return
    step("make folder", path)
    path.mkdir(parents=True, exist_ok=True)


def sync(folder: Path) -> None:
    """Wait until all writes to the file system that holds `folder` are on its disk.

    One call for all files: waiting for each of 73,000 would take minutes.
    """
    step("sync", folder)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if call is None or call(handle) != 0:
            os.sync()
    finally:
        os.close(handle)
