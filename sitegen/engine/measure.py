"""Measuring a program with all its children; comparing two states of an output folder."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

from msgspec import Struct

from sitegen.processes.memory import peak_memory
from sitegen.store.marker import MARKER

# Seconds between checks whether a helper has ended.
PAUSE = 0.005
# Seconds that helpers of a program that has ended get to end too.
LINGER = 10.0


class RunError(Exception):
    """A measured program failed; the text is the end of its output."""


class Cost(Struct, frozen=True, kw_only=True):
    """What one run cost: wall-clock and CPU seconds, peak memory in bytes."""

    wall: float
    cpu: float
    memory: int


class OutputTree(Struct, frozen=True, kw_only=True):
    """An output folder: digest and modification time of each file, and total bytes."""

    files: dict[str, tuple[bytes, int]]
    size: int


class Mismatch(Struct, frozen=True, kw_only=True):
    """Files whose bytes are different, new or gone, and files that were written at all."""

    changed: int
    written: int


def run(command: list[str], log: Path, *, cwd: Path | None = None) -> Cost:
    """Run a command to its end and return what it cost. Raises RunError."""
    _adopt_orphans()
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - only our own tools' commands
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            start_new_session=True,
        )
        try:
            with peak_memory(process.pid) as peak:
                _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            cpu = usage.ru_utime + usage.ru_stime + _orphans(process.pid)
        finally:
            # Leave nothing of an interrupted run behind; after a good one the group is gone.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RunError(f"{' '.join(command)}: exit {process.returncode}\n{said}")
    # Fall back to the largest single process for runs that end between two samples.
    return Cost(wall=wall, cpu=cpu, memory=peak[0] or usage.ru_maxrss * 1024)


def _adopt_orphans() -> None:
    """Make this process the parent of grandchildren whose parent ends.

    A fork server ends after the program that started it, so no other process would learn what its
    workers cost.
    """
    set_child_subreaper = 36  # linux/prctl.h
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(set_child_subreaper, 1, 0, 0, 0)


def _orphans(group: int) -> float:
    """Wait for what is left of a process group and return its CPU seconds."""
    seconds = 0.0
    end = time.perf_counter() + LINGER
    while time.perf_counter() < end:
        try:
            pid, _, usage = os.wait4(-group, os.WNOHANG)
        except ChildProcessError:
            break
        if pid:
            seconds += usage.ru_utime + usage.ru_stime
        else:
            time.sleep(PAUSE)
    return seconds


def read_tree(folder: Path) -> OutputTree:
    """Return the state of an output folder without our marker; a missing folder is empty."""
    files: dict[str, tuple[bytes, int]] = {}
    size = 0
    for top, _, names in os.walk(folder):
        for name in names:
            if name == MARKER:
                continue
            path = os.path.join(top, name)  # noqa: PTH118 - 100,000 files: Path is slow
            with open(path, "rb") as handle:  # noqa: PTH123 - as above
                data = handle.read()
            size += len(data)
            written = os.stat(path).st_mtime_ns  # noqa: PTH116 - as above
            files[path] = (hashlib.blake2b(data, digest_size=16).digest(), written)
    return OutputTree(files=files, size=size)


def difference(before: OutputTree, after: OutputTree) -> Mismatch:
    """Return how much of an output folder a build changed."""
    gone = before.files.keys() - after.files.keys()
    other = sum(
        1 for path, (data, _) in after.files.items() if before.files.get(path, (b"",))[0] != data
    )
    written = sum(1 for path, state in after.files.items() if before.files.get(path) != state)
    return Mismatch(changed=len(gone) + other, written=written)


def spread(values: list[float], digits: int = 2) -> str:
    """Return the median and, when the values differ, the least and the most."""
    low, mid, high = (f"{v:.{digits}f}" for v in (min(values), median(values), max(values)))
    return mid if low == high else f"{mid} ({low}–{high})"
