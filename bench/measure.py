"""Runs one program and measures it with all its children; compares two states of an output folder."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROC = Path("/proc")
# Adding up the memory of a process of gigabytes takes the kernel milliseconds.
PAUSE = 0.05
# Helpers of a program that has ended get so many seconds to end too.
LINGER = 10.0


class RunError(Exception):
    """A measured program did not end well; the text is the end of what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost: seconds of wall clock and of processors, peak bytes of memory."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """An output folder: digest and time of writing of each file, and bytes in all."""

    files: dict[str, tuple[bytes, int]]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Files whose bytes are other, new or gone, and files that were written at all."""

    changed: int
    written: int


def run(command: list[str], log: Path, *, cwd: Path | None = None) -> Cost:
    """Run a command to its end. Raises RunError."""
    _adopt_orphans()
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - commands of the tools named here
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
            # Nothing of an interrupted run stays behind; the group is gone after a good one.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RunError(f"{' '.join(command)}: exit {process.returncode}\n{said}")
    # The largest single process, for runs that end between two samples.
    return Cost(wall=wall, cpu=cpu, memory=peak[0] or usage.ru_maxrss * 1024)


def _adopt_orphans() -> None:
    """Make this process the parent of grandchildren whose parent ends.

    A fork server ends after the program that began it, so that nobody else would hear what its
    workers cost.
    """
    set_child_subreaper = 36  # linux/prctl.h
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _orphans(group: int) -> float:
    """Wait for what is left of a process group and return its seconds of processor."""
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
            time.sleep(PAUSE / 10)
    return seconds


@contextmanager
def peak_memory(pid: int) -> Iterator[list[int]]:
    """Yield a list whose one entry grows to the largest memory of the tree below `pid`."""
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
    """Return a process and all below it."""
    found = [pid]
    for one in found:
        for task in _entries(PROC / str(one) / "task"):
            found += [int(child) for child in _text(task / "children").split()]
    return found


def memory_of(pid: int) -> int:
    """Return the proportional set size of a process in bytes: shared pages count once in all."""
    for line in _text(PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


def read_tree(folder: Path) -> Tree:
    """Return the state of an output folder; one that is missing is empty."""
    files: dict[str, tuple[bytes, int]] = {}
    size = 0
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)  # noqa: PTH118 - 100,000 files: Path is slow
            with open(path, "rb") as handle:  # noqa: PTH123 - as above
                data = handle.read()
            size += len(data)
            written = os.stat(path).st_mtime_ns  # noqa: PTH116 - as above
            files[path] = (hashlib.blake2b(data, digest_size=16).digest(), written)
    return Tree(files=files, size=size)


def difference(before: Tree, after: Tree) -> Difference:
    """Return how much of an output folder a build changed."""
    gone = before.files.keys() - after.files.keys()
    other = sum(
        1 for path, (data, _) in after.files.items() if before.files.get(path, (b"",))[0] != data
    )
    written = sum(1 for path, state in after.files.items() if before.files.get(path) != state)
    return Difference(changed=len(gone) + other, written=written)
