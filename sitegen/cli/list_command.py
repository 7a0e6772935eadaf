"""`sitegen list`: what is there, who owns it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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
    from datetime import datetime

    from sitegen.engine.options import Options

_FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "pesan"]),
    default="text",
    show_default=True,
    help="How the list is printed; pesan: with masalah, a message to send to each unit.",
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
) -> None:
    """List units, reports (laporan), datasets (data), drafts, future or expired reports, what is to be
    reviewed (tinjau), owners, problems (masalah), the keys of files (kunci), and what must be announced
    under UU 14/2008 (kip).
    """
    what = "masalah" if what == "problems" else what
    _refuse_misplaced(settings, what, (codeowners, per, since, behind))
    if what == "kunci":
        from sitegen.city.config import read_config
        from sitegen.cli.listing import printed
        from sitegen.cli.own_keys import key_rows

        rows = key_rows(read_config(settings.root).own, settings.t)
        click.echo(printed(what, rows, settings.form, settings.t))
        return
    options = _filtered(settings, kind, parent)
    if options is None:
        from sitegen.cli.listing import printed

        click.echo(printed(what, (), settings.form, settings.t))
        return
    if what == "owners":
        from sitegen.cli import ownership

        click.echo(
            ownership.codeowners(settings.root, codeowners, settings.t)
            if codeowners
            else ownership.owner_listing(settings.root, settings.form, options.units)
        )
    elif what == "kip":
        from sitegen.cli.listing import duties
        from sitegen.engine.announced import read_announced

        click.echo(
            duties(read_announced(options), settings.form, settings.t, counted=per == "unit")
        )
    elif what == "masalah":
        click.echo(_problems(settings, options, per))
    else:
        from sitegen.city.config import read_config
        from sitegen.cli.listing import late, listing, printed, reviews, silent
        from sitegen.engine.contents import read_contents
        from sitegen.engine.scan import clock

        contents = read_contents(options)
        if since:
            contents = (each for each in contents if silent(each, since.date()))
        if behind:
            config = read_config(settings.root)
            today = clock(options, config).date()
            contents = (each for each in contents if late(each, config.unit_kinds, today))
        if what == "tinjau":
            today = clock(options, read_config(settings.root)).date()
            click.echo(printed(what, reviews(contents, today), settings.form, settings.t))
            return
        click.echo(listing(what, contents, settings.form, settings.t))


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


def _problems(settings: Settings, options: Options, per: str | None) -> str:
    from sitegen.city.config import read_config
    from sitegen.city.register import read_register
    from sitegen.cli.ownership import list_problems
    from sitegen.cli.problem_list import messages, problem_rows, rows_by_unit

    result = build_city(settings, options)
    problems = (*list_problems(settings.root), *result.problems)
    names = {entry.key: entry.name for entry in read_register(settings.root).entries}
    if settings.form == "pesan":
        city = read_config(settings.root).name
        return messages(problems, names, settings.lang or "id", city)
    if per:
        return rows_by_unit(problems, names, settings.form, settings.t)
    return problem_rows(problems, settings.form, settings.t)
