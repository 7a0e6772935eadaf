"""`sitegen list`: what is there, who owns it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from sitegen.cli.language import Command, option
from sitegen.cli.options import (
    BASE_URL,
    CLOCK,
    DRAFTS,
    FUTURE,
    JOBS,
    LANG,
    OUTPUT,
    QUIET,
    ROOT,
    UNITS,
    VERBOSE,
    Moment,
    Settings,
    settings,
)
from sitegen.cli.running import build_city, engine_options
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sitegen.engine.options import Options

_FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "pesan", "html"]),
    default="text",
    show_default=True,
    help="How the list is printed; pesan: with masalah, a message to send to each unit; html: with --qr, "
    "a page to print.",
)


@click.command("list", cls=Command)
@click.argument(
    "what",
    type=click.Choice(
        (
            *("unit", "laporan", "data", "draf", "mendatang", "kedaluwarsa"),
            *("tinjau", "masalah", "problems", "owners", "kunci", "kip"),
        )
    ),
    default="unit",
)
@option(
    "--codeowners",
    is_flag=False,
    flag_value="github",
    default=None,
    type=click.Choice(["github", "gitlab", "forgejo"]),
    help="With owners: print them as the file CODEOWNERS of this platform (default: github).",
)
@option("--per", type=click.Choice(["unit"]), help="With masalah or kip: how many each unit has.")
@option("--kind", default="", metavar="KIND", help="Only units of this kind, such as kelurahan.")
@option(
    "--parent",
    default="",
    metavar="ID",
    help="Only the units below this one, such as the kelurahan of a kecamatan.",
)
@option(
    "--silent-since",
    "since",
    type=Moment(),
    metavar="YYYY-MM-DD",
    help="With unit: only those that have published no report since that day.",
)
@option(
    "--late",
    "behind",
    is_flag=True,
    help="With unit: only those that report less often than their kind is expected to.",
)
@option(
    "--qr",
    is_flag=True,
    help="With unit: make a link for each office that has none, with which it signs in at the desk, and "
    "print it with its QR code.",
)
@option(
    "--state",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --qr: folder of the desk, as `sitegen desk` has it.",
)
@option("--renew", is_flag=True, help="With --qr: new links for those that have one, too.")
@option("--revoke", is_flag=True, help="With --qr: take the links of these units back instead.")
@settings(
    ROOT, OUTPUT, BASE_URL, CLOCK, JOBS, *UNITS, DRAFTS, FUTURE, LANG, _FORMAT, QUIET, VERBOSE
)
def list_command(  # noqa: PLR0913 - one argument for each option, as Click passes them
    settings: Settings,
    what: str,
    codeowners: str | None,
    per: str | None,
    kind: str,
    parent: str,
    since: datetime | None,
    behind: bool,
    qr: bool,
    folder: Path | None,
    renew: bool,
    revoke: bool,
) -> None:
    """List units, reports (laporan), datasets (data), drafts, future or expired reports, what is to be
    reviewed (tinjau), owners, problems (masalah), the keys of files (kunci), and what must be announced
    under UU 14/2008 (kip).
    """
    what = "masalah" if what == "problems" else what
    _refuse_misplaced(settings, what, (codeowners, per, since, behind))
    if qr or folder or renew or revoke or settings.form == "html":
        click.echo(_links(settings, what, (kind, parent), (qr, folder, renew, revoke)))
        return
    if what == "kunci":
        click.echo(_keys(settings))
        return
    options = _filtered(settings, kind, parent)
    if options is None:
        from sitegen.cli.listing import printed

        click.echo(printed(what, (), settings.form, settings.t))
        return
    asked = _Asked(settings, options, what, codeowners or "", per == "unit", since, behind)
    click.echo(_LISTS.get(what, _contents)(asked))


class _Asked(NamedTuple):
    """A list that is asked for, with the units that it is about and the options that belong to it."""

    settings: Settings
    options: Options
    what: str
    codeowners: str
    counted: bool
    since: datetime | None
    behind: bool


def _refuse_misplaced(
    settings: Settings, what: str, given: tuple[str | None, str | None, datetime | None, bool]
) -> None:
    """Raise UsageError for an option that belongs to another list."""
    codeowners, per, since, behind = given
    for misplaced, text in (
        (codeowners and what != "owners", N_("--codeowners belongs to `sitegen list owners`.")),
        (
            per and what not in ("masalah", "kip"),
            N_("--per belongs to `sitegen list masalah` and `sitegen list kip`."),
        ),
        (
            settings.form == "pesan" and what != "masalah",
            N_("--format pesan belongs to `sitegen list masalah`."),
        ),
        (since and what != "unit", N_("--silent-since belongs to `sitegen list unit`.")),
        (behind and what != "unit", N_("--late belongs to `sitegen list unit`.")),
    ):
        if misplaced:
            raise click.UsageError(settings.t.gettext(text))


def _links(
    settings: Settings,
    what: str,
    filters: tuple[str, str],
    given: tuple[bool, Path | None, bool, bool],
) -> str:
    """The sheets of `--qr`; raises UsageError where its options do not fit each other."""
    qr, folder, renew, revoke = given
    t = settings.t
    if not qr or what != "unit":
        raise click.UsageError(
            t.gettext(
                N_(
                    "--state, --renew, --revoke and --format html belong to `--qr`, and that to unit."
                )
            )
        )
    if folder is None:
        raise click.UsageError(t.gettext(N_("Name the folder of the desk with --state.")))
    if revoke and (renew or not (settings.unit or any(filters))):
        raise click.UsageError(
            t.gettext(
                N_(
                    "Say whose links are taken back with --unit, --kind or --parent, without --renew."
                )
            )
        )
    options = _filtered(settings, *filters)
    if options is None:
        return ""
    from sitegen.cli.office_links import office_links

    return office_links(settings, folder, options.units, renew=renew, end=revoke)


def _filtered(settings: Settings, kind: str, parent: str) -> Options | None:
    """The options of the engine for the units that the filters leave; None if they leave none."""
    options = engine_options(settings, write=False)
    if not kind and not parent:
        return options
    from sitegen.city.register import read_register
    from sitegen.cli.listing import chosen_units
    from sitegen.cli.named_units import known_kind, parent_key

    register = read_register(settings.root)
    known_kind(register, kind)
    of = parent_key(register, parent) if parent else ""
    keys = chosen_units(register.entries, kind, of, options.units)
    return replace(options, units=keys) if keys else None


def _keys(settings: Settings) -> str:
    from sitegen.city.config import read_config
    from sitegen.cli.listing import printed
    from sitegen.cli.own_keys import key_rows

    rows = key_rows(read_config(settings.root).own, settings.t)
    return printed("kunci", rows, settings.form, settings.t)


def _owners(asked: _Asked) -> str:
    from sitegen.cli.ownership import codeowners, owner_listing

    settings = asked.settings
    if asked.codeowners:
        return codeowners(settings.root, asked.codeowners, settings.t)
    return owner_listing(settings.root, settings.form, asked.options.units)


def _duties(asked: _Asked) -> str:
    from sitegen.cli.listing import duties
    from sitegen.engine.announced import read_announced

    form, t = asked.settings.form, asked.settings.t
    return duties(read_announced(asked.options), form, t, counted=asked.counted)


def _reviews(asked: _Asked) -> str:
    from sitegen.cli.listing import printed, reviews
    from sitegen.engine.contents import read_contents

    rows = reviews(read_contents(asked.options), _today(asked))
    return printed(asked.what, rows, asked.settings.form, asked.settings.t)


def _contents(asked: _Asked) -> str:
    """Units, or what they have written of one kind."""
    from sitegen.city.config import read_config
    from sitegen.cli.listing import late, listing, silent
    from sitegen.engine.contents import read_contents

    settings, since = asked.settings, asked.since
    contents = read_contents(asked.options)
    if since:
        contents = (each for each in contents if silent(each, since.date()))
    if asked.behind:
        kinds, today = read_config(settings.root).unit_kinds, _today(asked)
        contents = (each for each in contents if late(each, kinds, today))
    return listing(asked.what, contents, settings.form, settings.t)


def _today(asked: _Asked) -> date:
    from sitegen.city.config import read_config
    from sitegen.engine.scan import clock

    return clock(asked.options, read_config(asked.settings.root)).date()


def _problems(asked: _Asked) -> str:
    from sitegen.city.config import read_config
    from sitegen.city.register import read_register
    from sitegen.cli.ownership import list_problems
    from sitegen.cli.problem_list import messages, problem_rows, rows_by_unit

    settings = asked.settings
    result = build_city(settings, asked.options)
    problems = (*list_problems(settings.root), *result.problems)
    names = {entry.key: entry.name for entry in read_register(settings.root).entries}
    if settings.form == "pesan":
        city = read_config(settings.root).name
        return messages(problems, names, settings.lang or "id", city)
    if asked.counted:
        return rows_by_unit(problems, names, settings.form, settings.t)
    return problem_rows(problems, settings.form, settings.t)


# All other lists are of what units have written.
_LISTS: dict[str, Callable[[_Asked], str]] = {
    "owners": _owners,
    "kip": _duties,
    "tinjau": _reviews,
    "masalah": _problems,
}
