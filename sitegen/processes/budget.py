"""What one piece of work may cost: processor time and memory, with limits that the system keeps.

Processor time and not time by the clock, so that a slow or busy machine decides nothing. A limit
by the clock is there for work that waits forever.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

MEGABYTE = 2**20
# How often time and memory are looked at, in seconds of processor time.
TICK = 0.5
# What C code does without returning to Python is seen by nobody: then the kernel ends the process.
GRACE = 1.25
# Libraries reserve address space for threads that they never start, up to gigabytes.
RESERVED = 4
STATM = Path("/proc/self/statm")


class Budget(Struct, frozen=True, kw_only=True):
    """`seconds` of processor time and `megabytes` of memory for a unit, and more for its files.

    A unit of the sample takes less than 2 s and 150 MB. `patience` is how many times its
    processor time a unit may take by the clock.
    """

    seconds: float = 120.0
    seconds_per_file: float = 5.0
    seconds_per_megabyte: float = 5.0
    megabytes: float = 2048.0
    megabytes_per_megabyte: float = 20.0
    patience: float = 30.0

    def of(self, files: int, size: int) -> Allowance:
        """Return what a unit with this many files and bytes may cost."""
        larger = size / MEGABYTE
        return Allowance(
            seconds=self.seconds
            + self.seconds_per_file * files
            + self.seconds_per_megabyte * larger,
            megabytes=self.megabytes + self.megabytes_per_megabyte * larger,
            patience=self.patience,
        )


class Allowance(Struct, frozen=True, kw_only=True):
    """What one piece of work may cost; `megabytes` are on top of what the process has already."""

    seconds: float
    megabytes: float
    patience: float


class OverBudgetError(BaseException):
    """The work cost too much; no `except Exception` on the way may take it for a mistake."""


@contextmanager
def within(allowance: Allowance) -> Iterator[None]:
    """Raise OverBudgetError in the block when it costs too much, MemoryError for huge requests.

    A child process that does not react is killed. Signals work in the main thread of a process
    only: elsewhere there are no limits.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    limits = _Limits(allowance)
    limits.set()
    try:
        yield
    finally:
        limits.lift()


class _Limits:
    """The timers and the limit of memory of one piece of work, and what was there before."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._spent = time.process_time()
        self._memory, self._reserved = memory()
        self._data = resource.getrlimit(resource.RLIMIT_DATA)
        self._killable = multiprocessing.parent_process() is not None
        self._before = {
            number: signal.getsignal(number) or signal.SIG_DFL
            for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGVTALRM)
        }

    def set(self) -> None:
        seconds = self._allowance.seconds
        tick = min(TICK, seconds)
        signal.signal(signal.SIGPROF, self._look)
        signal.signal(signal.SIGALRM, self._end)
        signal.setitimer(signal.ITIMER_PROF, tick, tick)
        signal.setitimer(signal.ITIMER_REAL, seconds * self._allowance.patience, TICK)
        if self._killable:
            signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds * GRACE + 1)
        if self._memory:
            soft, hard = self._data
            most = self._reserved + int(self._allowance.megabytes * MEGABYTE * RESERVED)
            known = (each for each in (soft, hard) if each != resource.RLIM_INFINITY)
            resource.setrlimit(resource.RLIMIT_DATA, (min((most, *known)), hard))

    def lift(self) -> None:
        """Lift all limits; a signal that arrives meanwhile changes nothing any more."""
        lifted = False
        while not lifted:
            try:
                for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL, signal.ITIMER_VIRTUAL):
                    signal.setitimer(timer, 0)
                for number, before in self._before.items():
                    signal.signal(number, before)
                resource.setrlimit(resource.RLIMIT_DATA, self._data)
                lifted = True
            except OverBudgetError:
                continue

    def _look(self, *_: object) -> None:
        spent = time.process_time() - self._spent
        if spent >= self._allowance.seconds:
            raise OverBudgetError(f"{self._allowance.seconds:.0f} s")
        taken = (memory()[0] - self._memory) / MEGABYTE
        if taken > self._allowance.megabytes:
            raise OverBudgetError(f"{self._allowance.megabytes:.0f} MB")

    def _end(self, *_: object) -> None:
        raise OverBudgetError(f"{self._allowance.seconds * self._allowance.patience:.0f} s")


def memory() -> tuple[int, int]:
    """Return the bytes of memory that this process uses, and that it has reserved for its data.

    Both are 0 where that is not known.
    """
    try:
        fields = STATM.read_text(encoding="ascii").split()
        pages = int(fields[1]), int(fields[5])
    except (OSError, ValueError, IndexError):
        return 0, 0
    return pages[0] * resource.getpagesize(), pages[1] * resource.getpagesize()


def unlimited_memory() -> None:
    """Lift a limit of memory that was inherited from the process that started this one."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
