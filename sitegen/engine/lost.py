"""Which published files are no longer what the last build wrote: removed, or changed by hand.

The time of writing says so without opening a file. Where times are lost, as in a copy of the folder or a
cache of a build server, only the bytes can tell: they are read, each file once, several at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec.structs import replace

from sitegen.digest import content_digest
from sitegen.store.state import OutputEntry, State, forget_products

# Reading and digests run beside each other in threads; more of them than this gain nothing.
THREADS = 4
BATCH = 200
# What archives and copying programs keep of a time in ns: whole microseconds, milliseconds, seconds.
_UNITS = (1_000, 1_000_000, 1_000_000_000)


def forget_lost(folder: Path, state: State) -> None:
    """Mark the owner of each file that someone removed or changed to make it again.

    Files with a different time are read, unless it is the known one as an archive keeps it: a copy
    of the folder has the same bytes and other times.
    """
    name = str(folder)
    lost: list[str] = []
    doubted: list[tuple[str, OutputEntry]] = []
    for path, entry in list(state.outputs.items()):
        try:
            status = os.stat(f"{name}/{path}")  # noqa: PTH116 - for each of 77,000 files
        except OSError:
            status = None
        if status is None or status.st_size != entry.size:
            lost.append(path)
            continue
        state.here.add(entry.owner)
        mtime = status.st_mtime_ns
        if mtime == entry.mtime:
            continue
        if _rounded(mtime, entry.mtime):
            state.outputs[path] = entry._replace(mtime=mtime)
        else:
            doubted.append((path, entry._replace(mtime=mtime)))
    for (path, entry), same in zip(doubted, _same_bytes(name, doubted), strict=True):
        if same:
            state.outputs[path] = entry
            state.touched.add(path)
        else:
            lost.append(path)
    _make_again(state, lost)


def holds(path: str | Path, entry: OutputEntry) -> bool:
    """Whether the file has the bytes of the entry."""
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - for each file
            return content_digest(stream.readall()) == entry.digest
    except (OSError, ValueError):
        return False


def _rounded(found: int, written: int) -> bool:
    """Whether a time is the one of writing, cut to whole seconds or parts of them.

    Only a file of the same size that was written in that same moment by something else, with a
    time that is cut too, would be mistaken for ours.
    """
    return any(found == written - written % unit for unit in _UNITS)


def _same_bytes(folder: str, entries: list[tuple[str, OutputEntry]]) -> Iterator[bool]:
    """Yield for each file whether it has the bytes of its entry."""

    def compare(some: Iterable[tuple[str, OutputEntry]]) -> list[bool]:
        return [holds(f"{folder}/{path}", entry) for path, entry in some]

    if len(entries) <= BATCH:
        yield from compare(entries)
        return
    batches = (entries[at : at + BATCH] for at in range(0, len(entries), BATCH))
    with ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as threads:
        for some in threads.map(compare, batches):
            yield from some


def _make_again(state: State, paths: Iterable[str]) -> None:
    for path in paths:
        entry = state.outputs[path]
        state.outputs[path] = entry._replace(key="")
        if entry.owner:
            row = state.units.get(entry.owner)
            if row:
                state.units[entry.owner] = replace(row, until=0.0)
        else:
            forget_products(state)
