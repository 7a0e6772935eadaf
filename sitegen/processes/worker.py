"""A child process for work that may hang or die: drawing charts, Python-Markdown.

One hostile chart expression ended a process after 22 s, and 13 KB of text hung Python-Markdown
(docs/decisions/001 and 005); a child can be killed, and the build goes on.
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

from sitegen.processes.budget import OverBudgetError, unlimited_memory
from sitegen.processes.interrupt import interrupts_withheld

READY = "ready"
# Starting an interpreter is not the work's fault, so it does not count against its limit.
START_SECONDS = 60.0
Given = TypeVar("Given")
Made = TypeVar("Made")


class WorkerError(Exception):
    """The work was not done; the text is `timeout`, `died` or the name of an exception."""


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

    The child starts at the first call, serves later ones too, and is replaced after a
    call that hung or killed it. `limit` covers only the work, not the start.
    """

    work: Callable[[Given], Made]
    limit: float
    _process: SpawnProcess | None = field(default=None, init=False)
    _line: Connection | None = field(default=None, init=False)

    def run(self, given: Given) -> Made:
        """Return `work(given)`; raises WorkerError when it fails, hangs or dies."""
        try:
            line = self._started()
            line.send(given)
            if not line.poll(self.limit):
                self.stop()
                raise WorkerError("timeout")
            failed, answer = line.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.stop()
            raise WorkerError("died") from None
        except OverBudgetError:
            self.stop()  # its answer to this call would be taken for that to the next
            raise
        if failed:
            raise WorkerError(str(answer))
        return cast("Made", answer)

    def stop(self) -> None:
        """Kill the child, if there is one; the next call starts another."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self.stop()
        refuse_imports_from_here()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self.work), daemon=True)
        with without_main(), interrupts_withheld():
            process.start()
        there.close()
        self._process, self._line = process, here
        if not here.poll(START_SECONDS) or here.recv() != READY:
            self.stop()
            raise WorkerError("start")
        return here


def _serve(line: Connection, work: Callable[[Given], Made]) -> None:
    """Answer calls until the other end is closed."""
    unlimited_memory()  # that of the unit, which is not ours
    line.send(READY)
    while True:
        try:
            given = line.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[bool, object] = (False, work(given))
        except Exception as error:  # noqa: BLE001 - any failure is reported, not raised
            answer = (True, type(error).__name__)
        try:
            line.send(answer)
        except OSError:
            return  # nobody is waiting for it any more
