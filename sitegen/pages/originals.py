"""The originals of files that a city's theme has copied, and what has changed in them since.

Beside the copies, `themes/<tema>/asal/` keeps each original as it was, and `versi.json` names its
version and digest, so that three texts can be compared without the program of that time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

import sitegen
from sitegen.digest import digest
from sitegen.model import Problem
from sitegen.pages.theme import built_in_folder
from sitegen.pages.theme_files import ORIGINALS, read_files

RECORD = f"{ORIGINALS}/versi.json"


class Original(Struct, frozen=True, kw_only=True):
    """The built-in file that a copy was made from; `data` is None if only its digest is left."""

    version: str
    digest: str
    data: bytes | None = None


def of_built_in(data: bytes) -> Original:
    """Return the original of a copy that is made now."""
    return Original(version=sitegen.__version__, digest=_digest(data), data=data)


def parse_originals(own: Mapping[str, bytes]) -> dict[str, Original]:
    """Return the originals of a theme's copies, by their paths in it; unreadable ones are left out."""
    try:
        record = json.loads(own.get(RECORD, b"{}"))
    except ValueError:
        return {}
    found: dict[str, Original] = {}
    for path, entry in record.items() if isinstance(record, dict) else ():
        if isinstance(entry, dict) and isinstance(entry.get("sidik"), str):
            data = own.get(f"{ORIGINALS}/{path}")
            known = entry["sidik"]
            whole = data if data is not None and _digest(data) == known else None
            version = str(entry.get("versi", "?"))
            found[path] = Original(version=version, digest=known, data=whole)
    return found


def record_of(originals: Mapping[str, Original]) -> dict[str, bytes]:
    """Return the files that keep these originals, by their paths in the theme."""
    record = {
        path: {"versi": each.version, "sidik": each.digest}
        for path, each in sorted(originals.items())
    }
    text = json.dumps(record, indent=1) + "\n"
    kept = {f"{ORIGINALS}/{p}": each.data for p, each in originals.items() if each.data is not None}
    return {RECORD: text.encode(), **kept}


def has_changed(original: Original, now: bytes) -> bool:
    """Return whether the built-in file is another than the one that was copied."""
    return original.digest != _digest(now)


def aged(own: Mapping[str, bytes], built_in: Mapping[str, bytes], folder: str) -> Iterator[Problem]:
    """Yield a problem for each copy of the theme at `folder` whose original has changed since.

    `own` and `built_in` are the files of both themes by their paths.
    """
    for path, original in sorted(parse_originals(own).items()):
        if path not in own or path not in built_in or own[path] == built_in[path]:
            continue
        if extends_built_in(short(path), own[path]):
            continue
        if has_changed(original, built_in[path]):
            params = {"name": short(path), "version": original.version, "now": sitegen.__version__}
            yield Problem.of("T010", f"{folder}/{path}", **params)


def read_aged(root: Path, name: str) -> tuple[Problem, ...]:
    """Return the problems of copies in the city's theme of this name whose originals have changed."""
    folder = f"themes/{name}"
    if not (root / folder / RECORD).is_file():
        return ()
    return tuple(aged(read_files(root / folder), read_files(built_in_folder()), folder))


def extends_built_in(name: str, data: bytes) -> bool:
    """Return whether a template takes over what it does not say from the built-in one of its name."""
    return f"bawaan/{name}".encode() in data


def short(path: str) -> str:
    """Return what a file of the theme is called in commands: `unit.html`, `style.css`."""
    return path.partition("/")[2] or path


def _digest(data: bytes) -> str:
    # Git may give text files other line ends on another system.
    return digest(data.replace(b"\r\n", b"\n"))
