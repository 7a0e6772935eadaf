"""The memory of a process and its descendants, from /proc; 0 on systems without it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROC = Path("/proc")
# Adding up the memory of a process with gigabytes takes the kernel milliseconds.
PAUSE = 0.05


def highest() -> int:
    """Return the sum of the peak resident sets of this process and its descendants, in bytes.

    Each is the high-water mark that the kernel keeps (VmHWM), so nothing has to be watched. The
    sum is an upper bound: processes peak at different times, and what they share counts in each.
    The marks of getrusage are of no use here: a child starts with that of its parent.
    """
    return sum(_field(one, "status", "VmHWM:") for one in family(os.getpid()))


@contextmanager
def peak_memory(pid: int) -> Iterator[list[int]]:
    """Yield a list whose only entry grows to the peak memory of `pid` and its descendants."""
    peak = [0]
    done = threading.Event()

    def watch() -> None:
        while True:
            peak[0] = max(peak[0], sum(memory_of(one) for one in family(pid)))
            if done.wait(PAUSE):
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    found = [pid]
    for one in found:
        for task in _entries(PROC / str(one) / "task"):
            found += [int(child) for child in _text(task / "children").split()]
    return found


def memory_of(pid: int) -> int:
    """Return the proportional set size of a process in bytes: shared pages count once in total."""
    return _field(pid, "smaps_rollup", "Pss:")


def _field(pid: int, file: str, name: str) -> int:
    """A field of a process in bytes (the kernel gives kB); 0 if unknown."""
    for line in _text(PROC / str(pid) / file).splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
