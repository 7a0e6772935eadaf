"""The common options of the commands, and how commands report what cannot be done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from sitegen.cli.language import city_language, option, say
from sitegen.cli.plain import plain
from sitegen.errors import SitegenError
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sitegen.i18n import Lang, Translator


Command = TypeVar("Command", bound=Callable[..., Any])


CLOCK_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M"]
# Other years are slips of the hand, and the calendar of the program ends with the year 9999.
FIRST_YEAR, LAST_YEAR = 1900, 2999


class Moment(click.DateTime):
    """A day, if `timed` also one with a time, within years that a site may speak of."""

    def __init__(self, *, timed: bool = False) -> None:
        super().__init__(CLOCK_FORMATS if timed else CLOCK_FORMATS[:1])
        self.form = "YYYY-MM-DD[THH:MM]" if timed else "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment without a time zone; raises BadParameter for what is none."""
        with suppress(click.BadParameter):
            moment: datetime = super().convert(value, param, ctx)
            if FIRST_YEAR <= moment.year <= LAST_YEAR:
                return moment
        text = N_("`{found}` is no date of the years {first} to {last} in the form {form}.")
        words = {"found": plain(str(value)), "first": FIRST_YEAR, "last": LAST_YEAR}
        raise click.BadParameter(say(text).format(**words, form=self.form), ctx, param)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The common options of one call, as given; those that a command lacks keep their defaults.

    A dataclass, since nothing else that `--help` imports needs structs.
    """

    root: Path
    output: Path | None = None
    base_url: str = ""
    clock: datetime | None = None
    jobs: int = 0
    unit: tuple[str, ...] = ()
    with_kelurahan: bool = False
    drafts: bool = False
    future: bool = False
    strict: bool = False
    force: bool = False
    lang: Lang | None = None
    form: str = "text"
    quiet: bool = False
    verbose: bool = False

    @property
    def target(self) -> Path:
        """The output folder: the option, else `build` in the city's folder."""
        return self.output or self.root / "build"

    @property
    def folder(self) -> str:
        """The city's folder for annotations: relative to the platform's checkout, "" if outside."""
        top = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or "."
        folder = Path(os.path.relpath(self.root.resolve(), Path(top).resolve())).as_posix()
        return "" if folder.startswith("..") else folder

    @property
    def t(self) -> Translator:
        """The translator for the option, else for the city, else for Indonesian."""
        from sitegen.i18n import translator

        return translator(self.lang or city_language(self.root))


def city_key() -> bytes:
    """Return the key that seals reviewed exceptions for personal data; empty if it is not set.

    It comes only from the environment: an option would stay in the shell's history.
    """
    from sitegen.privacy.permits import VARIABLE

    return os.environ.get(VARIABLE, "").strip().encode("utf-8", "surrogateescape")


ROOT = option(
    "--root",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the city (with site.yml).",
)


LANG = option(
    "--lang",
    type=click.Choice(["id", "en"]),
    help="Language of messages. Default: the city's.",
)


OUTPUT = option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Output folder. Default: build/ in the city's folder.",
)
BASE_URL = option(
    "--base-url", default="", help="Address of the site instead of the one in site.yml."
)
CLOCK = option(
    "--clock",
    type=Moment(timed=True),
    metavar="YYYY-MM-DD[THH:MM]",
    help='The date that "today" means, in the city\'s time zone. Default: now.',
)
JOBS = option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes that build units. Default: one for each core.",
)
DRAFTS = option("--drafts", is_flag=True, help="Publish drafts too.")
FUTURE = option("--future", is_flag=True, help="Publish reports dated in the future too.")
ALLOW_REMOVAL = option(
    "--allow-removal",
    is_flag=True,
    help="Publish although more vanishes from the site than the city's limit.",
)
VERBOSE = option("-v", "--verbose", is_flag=True, help="List every file.")
UNITS = (
    option("--unit", multiple=True, metavar="ID", help="Only this unit; may be repeated."),
    option(
        "--with-kelurahan",
        is_flag=True,
        help="With --unit of a kecamatan: its kelurahan too.",
    ),
)
QUIET = option("-q", "--quiet", is_flag=True, help="No progress and no summary, only problems.")
COMMON = (
    ROOT,
    OUTPUT,
    BASE_URL,
    CLOCK,
    JOBS,
    *UNITS,
    DRAFTS,
    FUTURE,
    option("--strict", is_flag=True, help="Any problem, warnings too: publish nothing, exit 1."),
    option("--force", is_flag=True, help="Write every file anew, changed or not."),
    LANG,
    option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github", "gitlab"]),
        default="text",
        show_default=True,
        help="How problems and the summary are printed: for people, for programs, as annotations of"
        " GitHub and Forgejo, or as GitLab's Code Quality report.",
    ),
    QUIET,
    VERBOSE,
)
FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the answer is printed.",
)


def settings(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return a decorator that adds options to a command, which gets them as one `Settings`."""

    def decorated(command: Command) -> Command:
        def call(**given: Any) -> Any:
            names = Settings.__dataclass_fields__.keys() & given.keys()
            chosen = Settings(**{name: given.pop(name) for name in names})
            with spoken(chosen.t, chosen.form, chosen.folder):
                return command(chosen, **given)

        call.__name__ = command.__name__
        call.__doc__ = command.__doc__
        wrapped: Any = call
        for each in reversed(options):
            wrapped = each(wrapped)
        return cast("Command", wrapped)

    return decorated


common = settings(*COMMON)


@contextmanager
def spoken(t: Translator, form: str = "text", folder: str = "") -> Iterator[None]:
    """Print the problems of what could not be done, in the requested form, and exit."""
    try:
        yield
    except SitegenError as error:
        from sitegen.cli.summary import problems_report

        if error.problems:
            for each in ("text", form) if form == "gitlab" else (form,):
                report = problems_report(error.problems, t, each, folder)
                click.echo(report, err=each == "text")
        if str(error):
            click.echo(f"sitegen: {error}", err=True)
        raise SystemExit(error.exit_code) from None


def translator_of(root: Path, lang: Lang | None) -> Translator:
    """Return the translator for the option, else for the city."""
    from sitegen.i18n import translator

    return translator(lang or city_language(root))


def ask(question: str, default: str, given_as: str = "") -> str:
    """The answer from a terminal; without one, the default, or a usage error if there is none.

    `given_as` is the option or argument with which the answer is given without a terminal.
    """
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default or None))
    if default:
        return default
    text = N_("{question} is missing: give it with {option}.")
    raise click.UsageError(say(text).format(question=question, option=given_as))


def ask_freely(question: str) -> str:
    """The answer from a terminal, which may be empty; without one, nothing."""
    return str(click.prompt(question, default="")).strip() if sys.stdin.isatty() else ""


def choose(
    question: str,
    choices: tuple[str, ...],
    given: str,
    propose: tuple[Callable[[str, tuple[str, ...]], str], Translator],
) -> str:
    """The choice that was given; on a terminal, asked for until it is one of the choices.

    It may be answered by number. Whoever writes something else is shown what that may have meant.
    Without a terminal the first is chosen if nothing was given.
    """
    proposal, t = propose
    if not sys.stdin.isatty() or given in choices:
        return given or choices[0]
    listed = ", ".join(f"{at} {choice}" for at, choice in enumerate(choices, 1))
    click.echo(f"{question}: {listed}")
    default = choices[0]
    while True:
        if given:
            default = proposal(given, choices)
            text = t.gettext(N_("`{found}` is not in the list; do you mean `{nearest}`?"))
            click.echo(text.format(found=given, nearest=default))
        given = str(click.prompt(question, default=default)).strip().lower()
        if given.isdecimal() and 0 < int(given) <= len(choices):
            return choices[int(given) - 1]
        if given in choices:
            return given
