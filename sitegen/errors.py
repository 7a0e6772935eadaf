"""Exceptions of the package.

    SitegenError            cannot go on; the command line prints it without a traceback
    |-- UsageError          wrong options, unusable root, output folder or cluster (exit 2)
    |-- ConfigError         site.yml or the register cannot be used; carries problems (exit 2)
    |-- EngineError         the Markdown library lacks what it needs (exit 2)
    |-- ThemeError          a template is missing or broken (exit 3)
    |-- TooMuchHeldBack     more units held back than the limit allows (exit 3)
    |-- HalfPublished       a commit was cut: some of the new site is online, some is not (exit 3)
    `-- LockedError         another build holds the lock (exit 75)

Each takes one positional message and keyword-only extras, so that it survives pickling
between processes: an exception with two required arguments breaks the whole process pool.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Self

from sitegen.model import Problem, Where

_PACKAGE = Path(__file__).parent


class SitegenError(Exception):
    """The build cannot go on. `exit_code` is what the command line returns."""

    exit_code = 2

    def __init__(self, message: str = "", *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems

    @classmethod
    def of(cls, code: str, where: Where | str = "", /, **params: str) -> Self:
        """Return the error with one problem, of no file or with a whole one, given its params by name."""
        return cls(problems=(Problem.of(code, where, **params),))

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (type(self), str(self), self.problems))


class UsageError(SitegenError):
    """An option, the root folder, the output folder or a cluster cannot be used."""


class ConfigError(SitegenError):
    """`site.yml` or `data/units.csv` has errors; `problems` lists all of them."""


class EngineError(SitegenError):
    """The installed Markdown library lacks a function; nothing can be built with it."""


class ThemeError(SitegenError):
    """A template or style sheet of the theme is missing or broken."""

    exit_code = 3


class TooMuchHeldBack(SitegenError):  # noqa: N818 - it names the state, as the summary does
    """So much was held back that publishing would be misleading; nothing was published."""

    exit_code = 3


class HalfPublished(SitegenError):  # noqa: N818 - it names the state, as its problem does
    """The disk stopped a commit that had begun; the next build goes on from there."""

    exit_code = 3


class LockedError(SitegenError):
    """Another build of the same city is running (EX_TEMPFAIL of sysexits.h)."""

    exit_code = 75


def _restore(kind: type[SitegenError], message: str, problems: tuple[Problem, ...]) -> SitegenError:
    return kind(message, problems=problems)


def is_fault(error: BaseException) -> bool:
    """Return whether an exception is a fault of the program, which costs only what it happened over.

    SitegenError and whatever ends the work from outside are none. A panic in a library written in
    Rust is one, although it is no Exception.
    """
    if type(error).__module__ == "pyo3_runtime":
        return True
    return isinstance(error, Exception) and not isinstance(error, SitegenError)


def fault_of(error: BaseException) -> str:
    """Return what an unexpected exception is and where in this package it happened.

    That is its type with the function, the file and the line; not its text, which may quote what
    was being worked on, such as somebody's number.
    """
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            name = file.relative_to(_PACKAGE).as_posix()
            place = f" in {frame.f_code.co_name}, {name} line {line}"
    return type(error).__name__ + place
