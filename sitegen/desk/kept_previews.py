"""Previews that were made: each in a folder of its own, with the addresses of what it shows beside it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.store import files

FOLDER = "pratinjau"
BASE = "/meja/pratinjau"
# Previews that are kept, and their bytes.
KEPT, KEPT_BYTES = 20, 1_000_000_000


class Preview(Struct, frozen=True, kw_only=True):
    """A preview that was made: the addresses on it of what an item brings or changes, by its paths."""

    pages: dict[str, str]


def preview_folder(state: Path, number: int) -> Path:
    """Return the folder of the preview of an item."""
    return state / FOLDER / str(number)


def pages_file(folder: Path) -> Path:
    """Return the file beside a preview that has its addresses."""
    return folder.with_suffix(".json")


def read_preview(folder: Path) -> Preview | None:
    """Return the preview in a folder, None if none was made."""
    try:
        return msgspec.json.decode(pages_file(folder).read_bytes(), type=Preview)
    except (OSError, msgspec.DecodeError):
        return None


def drop_preview(state: Path, number: int) -> None:
    """Remove the preview of an item."""
    folder = preview_folder(state, number)
    pages_file(folder).unlink(missing_ok=True)
    files.remove_tree(folder)


def drop_old(folder: Path, keep: int) -> None:
    """Remove the oldest previews in a folder until they are few and small enough; `keep` stays."""
    inside = folder.iterdir() if folder.is_dir() else ()
    found = [each for each in inside if each.is_dir() and each.name.isdecimal()]
    found.sort(key=lambda each: (each.name == str(keep), each.stat().st_mtime), reverse=True)
    size = 0
    for at, each in enumerate(found):
        size += sum(path.stat().st_size for path in each.rglob("*") if path.is_file())
        if at >= KEPT or (at and size > KEPT_BYTES):
            drop_preview(folder.parent, int(each.name))
