"""A child process for work that may hang or die: drawing charts, Python-Markdown.

One hostile chart expression ended a process after 22 s, and 13 KB of text hung Python-Markdown
(docs/decisions/001, 005 and 025); a child can be killed, and the build goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Generic, TypeVar, cast

from sitegen.errors import fault_of, is_fault
from sitegen.processes.budget import unlimited_memory
from sitegen.processes.interrupt import interrupts_withheld
from sitegen.processes.limits import OVERRUN, WALL_SECONDS, limit_cpu

READY = "ready"
# What may go well in another process: nothing in the work itself has been found wrong.
PASSING = frozenset({"timeout", "died", "start"})
Given = TypeVar("Given")
Made = TypeVar("Made")


class WorkerError(Exception):
    """The work was not done; the text is `timeout`, `died`, `start` or what `fault_of` returns."""

    @property
    def passing(self) -> bool:
        """Whether the same work may well be done by another process."""
        return str(self) in PASSING


def refuse_imports_from_here() -> None:
    """Keep Python processes started from now on from importing from the working folder.

    That folder is the city's, where anybody who writes content could put a `yaml.py`.
    """
    os.environ["PYTHONSAFEPATH"] = "1"


@contextmanager
def without_main() -> Iterator[None]:
    """Keep child processes started meanwhile from importing the program that called us.

    They need nothing from it: a script would run again in each of them, and one read from
    standard input has no file that they could find.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def end_with_parent() -> None:
    """Make this process end as soon as the one that started it is gone, even if that was killed.

    Otherwise a pool's workers carry on with their units and then wait forever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@dataclass(slots=True)
class Worker(Generic[Given, Made]):
    """Runs `work`, a top-level function, in a child process for at most `limit` seconds per call.

    These are seconds of the child's CPU time, so that a busy or slow machine takes nothing away
    from the work; `patience` are those of the clock, for a child that hangs without working. The
    child starts at the first call, serves later ones too, and is replaced after a call that hung
    or killed it. Its start counts against neither limit of a call.
    """

    work: Callable[[Given], Made]
    limit: float
    patience: float = WALL_SECONDS
    _process: SpawnProcess | None = field(default=None, init=False)
    _line: Connection | None = field(default=None, init=False)

    def run(self, given: Given) -> Made:
        """Return `work(given)`; raises WorkerError when it fails, or twice hangs or dies.

        A child that was killed, or starved, says nothing about the work: that is given to a fresh
        one once more.
        """
        try:
            return self._run(given)
        except WorkerError as error:
            if not error.passing:
                raise
        return self._run(given)

    def stop(self) -> None:
        """Kill the child, if there is one; the next call starts another."""
        self._ended(kill=True)

    def _run(self, given: Given) -> Made:
        line = self._started()
        try:
            line.send((self.limit, given))
            answered = line.poll(self.patience)
            failed, answer = line.recv() if answered else (True, "timeout")
        except (EOFError, OSError):  # OSError also for an answer that ends in the middle
            code = self._ended(kill=False)
            raise WorkerError("timeout" if code == -OVERRUN else "died") from None
        except BaseException:
            # Such as an interrupt. Its answer would be taken for that to the next question.
            self.stop()
            raise
        if not answered:
            self.stop()
        if failed:
            raise WorkerError(str(answer))
        return cast("Made", answer)

    def _ended(self, *, kill: bool) -> int | None:
        """Make sure that there is no child, and return the exit code of the one that there was."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is None:
            return None
        if not kill:
            process.join(10.0)  # it has closed the line, and is ending
        process.kill()
        process.join()
        return process.exitcode

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self.stop()
        refuse_imports_from_here()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self.work), daemon=True)
        self._line = here
        try:
            with without_main(), interrupts_withheld():
                process.start()
            self._process = process
            there.close()
            ready = here.poll(self.patience) and here.recv() == READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.stop()
            raise WorkerError("start")
        return here


def _serve(line: Connection, work: Callable[[Given], Made]) -> None:
    """Answer calls until the other end is closed."""
    unlimited_memory()  # that of the unit, which is not ours
    line.send(READY)
    while True:
        try:
            limit, given = line.recv()
        except (EOFError, OSError):
            return
        broken = False
        try:
            limit_cpu(limit)
            answer: tuple[bool, object] = (False, work(given))
        except BaseException as error:
            if not isinstance(error, Exception) and not is_fault(error):
                raise
            # After a panic nobody knows in what state its library is.
            answer, broken = (True, fault_of(error)), not isinstance(error, Exception)
        limit_cpu(0.0)
        try:
            line.send(answer)
        except OSError:
            return  # nobody is waiting for it any more
        if broken:
            return
