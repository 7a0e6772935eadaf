"""`sitegen watch`: build after each new commit, and run a command that publishes."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from sitegen.cli.language import Command, option
from sitegen.cli.options import (
    ALLOW_REMOVAL,
    BASE_URL,
    JOBS,
    LANG,
    OUTPUT,
    ROOT,
    Settings,
    settings,
)
from sitegen.cli.plain import plain
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from sitegen.city.git.upstream import Followed
    from sitegen.desk.then import FollowUp, StepRun, WhatFollows

# Seconds between two looks at the branch: a process of git each, of some milliseconds.
_LOOK = 1.0
# Those until the next attempt when the system could not do something.
_PATIENCE = 10.0
# The problem codes of what keeps the branch from following.
_CODES = {"unreachable": "K027", "apart": "K028", "changed": "K029"}
_STEPS = {"build": N_("built"), "command": N_("command done")}
_FAILED = {
    "build": N_("not built (code {code}); the old site stays. Next attempt with the next commit."),
    "command": N_("the command failed (code {code}). Next attempt with the next commit."),
}


@click.command("watch", cls=Command)
@option(
    "--then",
    "command",
    default="",
    metavar="COMMAND",
    help="Run this after each good build, in the city's folder, by /bin/sh; SITEGEN_COMMIT is the"
    " commit that was built.",
)
@option(
    "--fetch",
    type=click.IntRange(min=5),
    default=None,
    metavar="SECONDS",
    help="Fetch the branch from its server this often, and follow it by fast-forward alone.",
)
@ALLOW_REMOVAL
@settings(ROOT, OUTPUT, BASE_URL, JOBS, LANG)
def watch(settings: Settings, command: str, fetch: int | None, *, allow_removal: bool) -> None:
    """Build now, after each new commit of the branch, and when a day begins; until Ctrl-C or SIGTERM.

    One build at a time, for the newest commit. One that fails is told and tried again with the next commit.
    """
    from sitegen.city.git.upstream import follow_upstream
    from sitegen.desk.then import follow_up

    plan = _plan(settings, command, allow_removal=allow_removal)
    with _stopping() as stop:
        Watching(
            settings,
            plan,
            run=partial(follow_up, plan, stop),
            follow=partial(follow_upstream, settings.root) if fetch else None,
            every=fetch or 0,
        ).loop(stop)


class Watching:
    """The branch as it was last built, and what was last told of its server."""

    def __init__(
        self,
        settings: Settings,
        plan: WhatFollows,
        *,
        run: Callable[[], FollowUp | None],
        follow: Callable[[], Followed] | None = None,
        every: float = 0,
    ) -> None:
        self.settings, self.plan, self.run, self.follow = settings, plan, run, follow
        self.every, self.waited = every, every
        self.done: tuple[str, str] | None = None
        self.told: tuple[str, str] = ("", "")
        self.lacking = ""

    def loop(self, stop: threading.Event) -> None:
        """Look, and build what is new, until stopped."""
        while not stop.is_set():
            try:
                self.step()
                self.lacking = ""
            except OSError as error:  # such as a full disk, which may pass
                self._lacks(error)
            stop.wait(_PATIENCE if self.lacking else _LOOK)
            self.waited += _LOOK

    def step(self) -> bool:
        """Follow the server if it is time; build if the branch has moved or a day has begun.

        Returns whether it was built, well or not.
        """
        from sitegen.desk.then import head_of, today_in

        if self.follow and self.waited >= self.every:
            self.waited = 0
            self._told_of(self.follow())
        root = self.plan.root
        today = today_in(root)
        if (head_of(root), today) == self.done:
            return False
        found = self.run()
        if found is None:
            return False
        # What was committed while it was being built is built next.
        self.done = (found.commit, today)
        self._say(found)
        return True

    def _told_of(self, followed: Followed) -> None:
        """Tell what keeps the branch from following, once for as long as it stays so."""
        from sitegen.cli.problem_text import as_text
        from sitegen.model import Problem

        code = _CODES.get(followed.state, "")
        if code and (code, followed.detail) != self.told:
            problem = Problem.of(code, "", detail=followed.detail)
            click.echo(as_text(problem, self.settings.t), err=True)
        self.told = (code, followed.detail) if code else ("", "")

    def _lacks(self, error: OSError) -> None:
        """Tell what the system could not do, once for as long as it cannot."""
        from sitegen.problems.system import system_words

        text = self.settings.t.gettext(system_words(error))
        if text != self.lacking:
            click.echo(f"sitegen: {text}", err=True)
        self.lacking = text

    def _say(self, found: FollowUp) -> None:
        t = self.settings.t
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        told = ", ".join(_told(each, t.gettext) for each in found.steps)
        click.echo(f"{now} {found.commit[:10] or '-'}: {told}")
        for each in found.steps:
            if each.code or each.step == "command":
                for line in each.lines:
                    click.echo(f"    {plain(line)}", err=bool(each.code))


def _told(step: StepRun, say: Callable[[str], str]) -> str:
    from sitegen.desk.then import PUBLISHED

    good = step.code in PUBLISHED if step.step == "build" else not step.code
    if not good:
        return say(_FAILED[step.step]).format(code=step.code)
    return f"{say(_STEPS[step.step])} ({step.seconds:.1f} s)"


def _plan(settings: Settings, command: str, *, allow_removal: bool) -> WhatFollows:
    from sitegen.desk.then import WhatFollows

    given = (
        ("--output", str(settings.output.resolve()) if settings.output else ""),
        ("--base-url", settings.base_url),
        ("--jobs", str(settings.jobs or "")),
        ("--lang", settings.lang or ""),
    )
    build = [part for name, value in given if value for part in (name, value)]
    return WhatFollows(
        root=settings.root,
        build=(*build, *(("--allow-removal",) if allow_removal else ())),
        command=command,
    )


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {sign: signal.signal(sign, end) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
