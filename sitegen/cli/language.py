"""The command line in the language of its user: help, usage errors and Click's own texts.

The language depends on the arguments, and is only looked up when something is printed: `--lang`,
else the city's, else Indonesian.
"""

from __future__ import annotations

import inspect
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from sitegen.errors import SitegenError
from sitegen.i18n import LANGS, N_, translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sitegen.i18n import Lang, Translator

# What Click prints for our commands; these message ids come from Click's source.
CLICK_TEXTS = (
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Choose from:\n\t{choices}"),
    N_("Commands"),
    N_("Did you mean {possibility}?"),
    N_("Error: invalid input"),
    N_("Error: {message}"),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("Missing argument"),
    N_("Missing command."),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing parameter: {param_name}"),
    N_("Missing {param_type}"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("Option {name!r} requires {nargs} arguments."),
    N_("Options"),
    N_("Positional arguments"),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Usage:"),
    N_("default: {default}"),
    N_("directory"),
    N_("file"),
    N_("path"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("{value!r} does not match the format {format}."),
    N_("{value!r} does not match the formats {formats}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value!r} is not one of {choices}."),
    N_("{value!r} is not {choice}."),
    N_("{value} is not in the range {range}."),
    # Not marked for translation by Click, but set by us.
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
)
_speaker: ContextVar[Callable[[], Translator]] = ContextVar("speaker")


def say(message: str) -> str:
    """Return a message in the language of this call; unchanged if none is chosen."""
    speaker = _speaker.get(None)
    return speaker().gettext(message) if speaker else message


def _say_plural(one: str, many: str, n: int) -> str:
    return say(one if n == 1 else many)


# Click binds gettext's functions to these names on import; gettext itself would need a compiled
# # catalogue, and would take the language from the environment.
for _module in (
    *(click.core, click.decorators, click.exceptions, click.formatting, click.parser),
    *(click.termui, click.types),
):
    for _name, _function in (("_", say), ("ngettext", _say_plural)):
        if _name in vars(_module):
            setattr(_module, _name, _function)


@contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """Make Click and the help use the language that these arguments select."""
    token = _speaker.set(cache(lambda: translator(_lang(arguments))))
    try:
        yield
    finally:
        _speaker.reset(token)


def city_language(root: Path) -> Lang:
    """Return the language of the city at `root`; Indonesian if its settings cannot be read."""
    try:
        settings = (root / "site.yml").read_bytes()
    except OSError:
        return "id"
    # Settings without this word cannot ask for English, and reading them takes longer than all
    # else that `--help` does. A backslash may write it in another way.
    if b"\\" not in settings and not re.search(rb"\ben\b", settings, re.IGNORECASE):
        return "id"
    from sitegen.city.config import read_config

    try:
        return read_config(root).lang
    except SitegenError:
        return "id"


def _lang(arguments: Sequence[str]) -> Lang:
    wanted = _given(arguments, "--lang")
    for lang in LANGS:
        if lang == wanted:
            return lang
    return city_language(Path(_given(arguments, "--root") or "."))


def _given(arguments: Sequence[str], option: str) -> str:
    """The last value of an option, before Click has parsed it; "" if there is none."""
    value = ""
    for argument, following in zip(arguments, (*arguments[1:], ""), strict=True):
        if argument == option:
            value = following
        elif argument.startswith(f"{option}="):
            value = argument.removeprefix(f"{option}=")
    return value


class _Text:
    """A text of a command that is a message id, translated each time it is read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_id_of_{name}"

    def __get__(self, command: Any, owner: type) -> Any:
        message = getattr(command, self.name, None)
        return say(inspect.cleandoc(message)) if message else message

    def __set__(self, command: Any, message: str | None) -> None:
        setattr(command, self.name, message)


class Option(click.Option):
    """An option whose help is a message id."""

    help = _Text()


class Command(click.Command):
    """A command whose help is a message id."""

    help = _Text()
    options_metavar = _Text()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option for help, which Click keeps, in the language of this call."""
        return _in_this_language(super().get_help_option(ctx))


class CommandGroup(click.Group):
    """A group of commands whose help is a message id."""

    command_class = Command
    help = _Text()
    options_metavar = _Text()
    subcommand_metavar = _Text()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option for help, which Click keeps, in the language of this call."""
        return _in_this_language(super().get_help_option(ctx))


def _in_this_language(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = say(N_("Show this message and exit."))
    return option


option = partial(click.option, cls=Option)
