"""`sitegen theme`: the city's copies of built-in templates and assets, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sitegen.cli.language import CommandGroup, option
from sitegen.cli.options import LANG, ROOT, spoken, translator_of
from sitegen.cli.plain import plain
from sitegen.i18n import N_

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.i18n import Lang

EXIT_PROBLEMS = 1


@click.group("theme", cls=CommandGroup)
def theme() -> None:
    """Copy files of the built-in theme into the city's, compare and check them."""


@theme.command("copy")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@option(
    "--keep",
    is_flag=True,
    help="Change no copy: only record that it goes with the present original.",
)
@option(
    "--merge",
    is_flag=True,
    help="Take over into the copy what has changed in its original since.",
)
@ROOT
@LANG
def copy(names: tuple[str, ...], root: Path, lang: Lang | None, *, keep: bool, merge: bool) -> None:
    """Copy the built-in template or asset NAME, such as unit.html or style.css, to change it.

    Its original is kept beside it in themes/<tema>/asal/, so that later versions can be compared.
    """
    from sitegen.cli.theme_copies import copied, kept, merged_copies

    t = translator_of(root, lang)
    if keep and merge:
        raise click.UsageError(t.gettext(N_("--keep and --merge exclude each other.")))
    with spoken(t):
        change = kept if keep else merged_copies if merge else copied
        paths = change(root, names)
    said = N_("Recorded: {path}") if keep else N_("Merged: {path}") if merge else N_("Made: {path}")
    for path in paths:
        click.echo(plain(t.gettext(said).format(path=path)))
    if not keep and not merge:
        click.echo(t.gettext(N_("Next: change it, then run `sitegen theme check`.")))


@theme.command("diff")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@option("--own", is_flag=True, help="Show what the city has changed in its copy instead.")
@ROOT
@LANG
def diff(names: tuple[str, ...], root: Path, lang: Lang | None, *, own: bool) -> None:
    """Show what has changed in the originals of the city's copies since they were made.

    Without NAME, of all copies. Lines with - are gone from the original, lines with + are new in it.
    """
    from sitegen.cli.plain import plain_lines
    from sitegen.cli.theme_copies import differences

    t = translator_of(root, lang)
    with spoken(t):
        found = differences(root, names, t, own=own)
    lines = plain_lines(found.rstrip("\n"))
    click.echo("\n".join(lines) if found else t.gettext(N_("Nothing has changed.")))


@theme.command("check")
@ROOT
@LANG
def check(root: Path, lang: Lang | None) -> None:
    """Check the city's theme against the theme contract; exit 1 when anything is found."""
    from sitegen.cli.summary import problems_report
    from sitegen.cli.theme_copies import theme_problems

    t = translator_of(root, lang)
    with spoken(t):
        problems = theme_problems(root)
    if problems:
        click.echo(problems_report(problems, t, "text"))
        raise SystemExit(EXIT_PROBLEMS)
    click.echo(t.gettext(N_("The theme keeps the contract.")))
