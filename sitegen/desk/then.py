"""What follows an accepted contribution: the site is built, then the operator's own command runs.

One such run at a time, for the newest state; of those that are asked for meanwhile, one follows.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from sitegen.city.config import read_config
from sitegen.city.git.run import run_git
from sitegen.errors import SitegenError
from sitegen.privacy.text import masked
from sitegen.processes.command import STOPPED, CommandEnd, run_command
from sitegen.store import files

# Exit codes of `sitegen build` after which the site is published: all is well, and S059.
PUBLISHED = (0, 4)
LOCKED = 75
# Seconds without another acceptance until a run begins, and those after which one begins anyway.
QUIET, PATIENCE = 1.0, 4.0
# Seconds between two attempts while somebody else builds this city, and those that a step may take.
RETRY = 1.0
LIMIT = 3600.0
# The last lines of a step that are kept.
LINES = 12
_MINUTE = 60.0
_LOCK = "then.lock"
_LAST = "setelah.json"


class StepRun(Struct, frozen=True, kw_only=True):
    """One step of a run: `build` or `command`, its exit code, its last lines, its seconds."""

    step: str
    code: int
    lines: tuple[str, ...]
    seconds: float


class FollowUp(Struct, frozen=True, kw_only=True):
    """One run: the commit that it began with, when it ended (ISO 8601, UTC), and its steps.

    `published` says that the site is built and the command, if there is one, returned 0.
    """

    commit: str
    ended: str
    steps: tuple[StepRun, ...]
    published: bool


class WhatFollows(Struct, frozen=True, kw_only=True):
    """What to run: the city, further arguments of `sitegen build`, and the command, "" for none."""

    root: Path
    build: tuple[str, ...] = ()
    command: str = ""
    limit: float = LIMIT
    hidden: frozenset[str] = frozenset()


def head_of(root: Path) -> str:
    """Return the commit that is checked out, "" where there is none."""
    answer = run_git(root, ("rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
    return answer.out.decode("ascii", "replace").strip() if not answer.code else ""


def today_in(root: Path) -> str:
    """Return the day in the city's time zone; where its settings cannot be read, that of the machine."""
    try:
        zone = ZoneInfo(read_config(root).zone)
    except (SitegenError, ZoneInfoNotFoundError):
        return datetime.now().astimezone().date().isoformat()
    return datetime.now(zone).date().isoformat()


def follow_up(plan: WhatFollows, stop: threading.Event) -> FollowUp | None:
    """Build and run the command, one process of this machine at a time; None when stopped.

    A command gets `SITEGEN_COMMIT`, and none of the variables that are `hidden`. Raises OSError.
    """
    with _alone(plan.root, stop) as held:
        if held is None:
            return None
        commit = head_of(plan.root)
        steps = [_built(plan, stop)]
        good = steps[0].code in PUBLISHED
        if good and plan.command and not stop.is_set():
            own = {k: v for k, v in os.environ.items() if k not in plan.hidden}
            run = ("/bin/sh", "-c", plan.command)
            environment = own | {"SITEGEN_COMMIT": commit}
            ended = run_command(run, plan.root, environment, stop, limit=plan.limit, handed=held)
            steps.append(_step("command", ended))
            good = ended.code == 0
        whole = steps[-1].code != STOPPED and (not good or len(steps) > 1 or not plan.command)
    if stop.is_set() and not whole:
        return None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return FollowUp(commit=commit, ended=now, steps=tuple(steps), published=good)


def _built(plan: WhatFollows, stop: threading.Event) -> StepRun:
    """Build the city in a process of its own; wait while somebody else does."""
    command = (sys.executable, "-P", "-m", "sitegen", "build", "--quiet", *plan.build)
    arguments = (*command, "--root", str(plan.root.resolve()))
    own = {k: v for k, v in os.environ.items() if k not in plan.hidden}
    while True:
        ended = run_command(arguments, plan.root, own, stop, limit=plan.limit)
        if ended.code != LOCKED or stop.wait(RETRY):
            return _step("build", ended)


def _step(name: str, ended: CommandEnd) -> StepRun:
    lines = [masked(line) for line in ended.output.splitlines() if line.strip()]
    return StepRun(
        step=name, code=ended.code, lines=tuple(lines[-LINES:]), seconds=round(ended.seconds, 1)
    )


@contextmanager
def _alone(root: Path, stop: threading.Event) -> Iterator[int | None]:
    """Hold the lock of what follows; None when stopped before it was free.

    A command inherits it, so that one whose caller was killed is waited for.
    """
    path = root / ".sitegen" / _LOCK
    files.make_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if stop.wait(RETRY):
                yield None
                return
        yield handle
        fcntl.flock(handle, fcntl.LOCK_UN)  # also of what a command left running in the background
    finally:
        os.close(handle)


class AfterAcceptance:
    """Runs what follows in a thread of its own, so that nobody waits for it; its last run is kept.

    `today` is asked once a minute: another day asks for a run too.
    """

    def __init__(
        self,
        run: Callable[[threading.Event], FollowUp | None],
        folder: Path,
        *,
        today: Callable[[], str] = str,
        quiet: float = QUIET,
        patience: float = PATIENCE,
    ) -> None:
        self._run, self._path, self._today = run, folder / _LAST, today
        self._quiet, self._patience = quiet, patience
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._asked: float | None = None
        self._since = 0.0
        self._running = False
        self._lacking = ""
        self._day = today()
        self._thread = threading.Thread(target=self._work, name="setelah", daemon=True)

    def start(self) -> None:
        """Begin, with one run: something may have been accepted before a kill."""
        self.ask()
        self._thread.start()

    def ask(self) -> None:
        """Say that something was accepted; returns at once."""
        with self._changed:
            now = time.monotonic()
            self._since = self._since if self._asked is not None else now
            self._asked = now
            self._changed.notify_all()

    def stop(self) -> None:
        """End the run that is under way, and the thread."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def busy(self) -> bool:
        """Whether a run is under way or asked for."""
        return self._running or self._asked is not None

    @property
    def lacking(self) -> str:
        """What the system said when the last run could not even begin, "" when it could."""
        return self._lacking

    def last(self) -> FollowUp | None:
        """Return the last run, also of a process before this one; None when there was none."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=FollowUp)
        except (OSError, msgspec.MsgspecError):
            return None

    def _work(self) -> None:
        while self._due():
            try:
                done = self._run(self._stop)
                if done is not None:
                    files.write(self._path, msgspec.json.encode(done))
                self._lacking = ""
            except Exception as error:  # noqa: BLE001 - such as a full disk: told, tried with the next
                self._lacking = getattr(error, "strerror", "") or type(error).__name__
            finally:
                self._running = False

    def _due(self) -> bool:
        """Wait until a run is due; False when stopped."""
        with self._changed:
            while not self._stop.is_set():
                if self._asked is None:
                    self._changed.wait(_MINUTE)
                    self._new_day()
                    continue
                now = time.monotonic()
                due = min(self._asked + self._quiet, self._since + self._patience)
                if now >= due:
                    self._asked, self._running = None, True
                    return True
                self._changed.wait(due - now)
        return False

    def _new_day(self) -> None:
        """Ask for a run when a day has begun: reports with a date to come appear, notices end."""
        day = self._today()
        if day != self._day and self._asked is None:
            self._day = day
            self._asked = self._since = time.monotonic()
