"""New files in the working tree: whole from their first moment, never over another one, never by a link."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.store import files

_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@dataclass(slots=True)
class PutFiles:
    """Files put into the working tree: they go again unless `keep` says that they may stay."""

    paths: list[str] = field(default_factory=list)
    kept: bool = False

    def keep(self) -> None:
        """Let the files stay."""
        self.kept = True


@contextmanager
def put_files(
    root: Path, contents: Mapping[str, bytes | None], replaced: Mapping[str, bytes]
) -> Iterator[PutFiles]:
    """Put files into the working tree, and take those away that are None; unless kept, undo it.

    `replaced` has the bytes of files that give way to new ones, or go; any other file that is there has
    the same bytes already, or FileExistsError is raised. Raises OSError.
    """
    state = root / ".sitegen"
    state.mkdir(exist_ok=True)
    put = PutFiles()
    try:
        with tempfile.TemporaryDirectory(prefix="kiriman-", dir=state) as name:
            for path, data in contents.items():
                files.step("put", path)
                if data is None:
                    if path in replaced and _taken(root, path):
                        put.paths.append(path)
                elif _put(root, path, data, Path(name) / "berkas", replace=path in replaced):
                    put.paths.append(path)
        yield put
    finally:
        for path in () if put.kept else put.paths:
            with suppress(OSError):
                if path in replaced:
                    files.write(root / path, replaced[path])
                else:
                    files.remove(root, path)


def _put(root: Path, path: str, data: bytes, waiting: Path, *, replace: bool) -> bool:
    """Put one file; False if it is there already."""
    folder, _, name = path.rpartition("/")
    files.write(waiting, data)
    with _folder(root, folder) as handle:
        if replace:
            os.replace(waiting, name, dst_dir_fd=handle)
            return True
        try:
            os.link(waiting, name, dst_dir_fd=handle, follow_symlinks=False)
        except FileExistsError:
            if _bytes(name, handle) != data:
                raise
            return False
        finally:
            waiting.unlink()
    return True


def _taken(root: Path, path: str) -> bool:
    """Take one file away, and folders that are then empty; False if it is not there."""
    folder, _, name = path.rpartition("/")
    try:
        with _folder(root, folder) as handle:
            os.unlink(name, dir_fd=handle)
    except FileNotFoundError:
        return False
    files.tidy(root, path)
    return True


@contextmanager
def _folder(root: Path, path: str) -> Iterator[int]:
    """A folder of the city, made if it is not there, opened without following links."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in path.split("/"):
            with suppress(FileExistsError):
                os.mkdir(part, dir_fd=handle)
            inner = os.open(part, _OPEN, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


def _bytes(name: str, folder: int) -> bytes:
    with open(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder), "rb") as opened:  # noqa: PTH123
        return opened.read()
