"""Every change to the file system that a build makes goes through here.

One place, so that a test can make the n-th operation fail, or kill the process there, for every
n. `step` is called before each operation with its name and path.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path


def step(operation: str, path: str | Path) -> None:
    """Do nothing; tests replace it to fail or to kill at the n-th call."""


def write(path: str | Path, data: bytes) -> None:
    """Write a file, and make the folders above it."""
    step("write", path)
    try:
        _write(path, data)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as `move`
        _write(path, data)


def stage(path: str | Path, data: bytes) -> int:
    """Write a file into an existing folder and return its modification time (ns).

    Raises FileNotFoundError when the folder is gone: a worker whose build was killed must not
    restore what the next one removed.
    """
    step("stage", path)
    return _write(path, data)


def _write(path: str | Path, data: bytes) -> int:
    # Bypass the layers of `open`, which take longer than the file system does.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        return os.fstat(handle).st_mtime_ns
    except OSError as error:
        # An error on opening names the file; one on writing to a full disk does not.
        error.filename = str(path)
        raise
    finally:
        os.close(handle)


def move(source: str | Path, target: str | Path) -> None:
    """Rename a file over another one, atomically for readers; make the folders above it.

    Empty folders in its place are removed. An OSError names the target, which is where people look.
    Strings, not Paths, for 73,000 files: making all the Paths takes seconds.
    """
    step("move", target)
    try:
        _replace(source, target)
    except (FileNotFoundError, IsADirectoryError):
        if not os.path.exists(source):  # noqa: PTH110
            raise
        _make_way(target)
        _replace(source, target)


def _replace(source: str | Path, target: str | Path) -> None:
    try:
        os.replace(source, target)  # noqa: PTH105
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        raise


def _make_way(target: str | Path) -> None:
    """Make the folders above the target, and remove empty folders in its place."""
    folders = [str(target)] if os.path.isdir(target) else []  # noqa: PTH112
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as found:
            folders += (each.path for each in found if each.is_dir(follow_symlinks=False))
    for folder in reversed(folders):
        with suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106
    os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120


def remove(folder: Path, name: str) -> None:
    """Remove the file `name` below `folder`, and the folders above it that are then empty."""
    step("remove", folder / name)
    path = folder / name
    # A folder that someone put in the file's place is not ours to remove.
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        path.unlink()
    tidy(folder, name)


def tidy(folder: Path, name: str) -> None:
    """Remove the folders above `name`, up to `folder`, that are empty."""
    for parent in (folder / name).parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except FileNotFoundError:
            continue  # a removal that was killed got this far
        except OSError:
            return


def remove_tree(folder: Path) -> None:
    """Remove a folder that we made, with everything in it; a missing one is fine.

    A file or link that someone put in its place is removed as well.
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

    One call for all files: syncing each of 73,000 would take minutes.
    """
    step("sync", folder)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if call is None or call(handle) != 0:
            os.sync()
    finally:
        os.close(handle)
