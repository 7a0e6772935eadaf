"""The one process that reads, checks and commits: heavy work, one after another, by the real engine.

It ends with the desk, after the job at hand, and is replaced when it died, hung, or did enough.
"""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from sitegen.desk.jobs import Done, Job, PushJob
from sitegen.desk.pushing import push
from sitegen.errors import SitegenError, fault_of
from sitegen.i18n import N_, translator
from sitegen.problems import message
from sitegen.processes.interrupt import interrupts_withheld
from sitegen.processes.worker import refuse_imports_from_here, without_main

# Seconds for one job, also on a disk that hardly answers; jobs of one process, against leaks.
PATIENCE = 900.0
JOBS = 200
LOCK = "pekerja.kunci"
_DIED = N_("the work on it ended in the middle; it is tried again")
_HUNG = N_("the work on it took too long; it is tried again")


class DeskWorker:
    """Runs jobs in a child process; `folder` is the desk's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._done = 0

    def run(self, job: Job | PushJob) -> Done:
        """Do a job; what the worker dies of is told as trouble."""
        t = translator(job.lang)
        try:
            line = self._started()
            line.send(job)
            if not line.poll(PATIENCE):
                self.stop(kill=True)
                return Done(trouble=t.gettext(_HUNG))
            done = line.recv()
        except (EOFError, OSError):
            self.stop(kill=True)
            return Done(trouble=t.gettext(_DIED))
        self._done += 1
        if self._done >= JOBS:
            self.stop()
        return done if isinstance(done, Done) else Done(trouble=t.gettext(_DIED))

    def stop(self, *, kill: bool = False) -> None:
        """End the child: after the job at hand, or at once."""
        process, line = self._process, self._line
        self._process, self._line, self._done = None, None, 0
        if line:
            line.close()
        if process:
            if kill:
                process.kill()
            process.join()

    def _started(self) -> Connection:
        if self._line and self._process and self._process.is_alive():
            return self._line
        self.stop(kill=True)
        refuse_imports_from_here()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        # No daemon: the engine draws charts in a child of its own.
        process = context.Process(target=serve, args=(there, self._folder), daemon=False)
        with without_main(), interrupts_withheld():
            process.start()
        there.close()
        self._process, self._line = process, here
        return here


def serve(line: Connection, folder: Path) -> None:
    """Do jobs until the other end is closed."""
    import fcntl
    import signal

    # They are the desk's, which ends us after the job. A handler, since what is ignored is ignored by
    # the processes that draw charts too, and those are ended by a signal when we end.
    signal.signal(signal.SIGINT, _left_to_the_desk)
    signal.signal(signal.SIGTERM, _left_to_the_desk)
    # The worker of a desk that was killed may still be at its last job.
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    while True:
        try:
            job = line.recv()
        except (EOFError, OSError):
            return
        try:
            line.send(perform(job))
        except OSError:
            return  # nobody is waiting for it any more


def _left_to_the_desk(_: int, __: object) -> None:
    """Do nothing."""


def perform(job: Job | PushJob) -> Done:
    """Do one job in this process; what goes wrong is told, and never whatever was being worked on."""
    t = translator(job.lang)
    try:
        if isinstance(job, PushJob):
            return Done(pushed=push(job.options.root, job.remote, job.folder))
        from sitegen.desk.acts import do, show

        if job.kind == "preview":
            show(job)
            return Done()
        return Done(pieces=do(job))
    except SitegenError as error:
        told = "; ".join(message(problem, t) for problem in error.problems)
        return Done(trouble=told or str(error))
    except OSError as error:
        return Done(trouble=error.strerror or type(error).__name__)
    except Exception as error:  # noqa: BLE001 - a fault costs this item alone
        return Done(trouble=fault_of(error))
