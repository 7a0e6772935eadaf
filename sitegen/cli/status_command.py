"""`sitegen status`: how the city stood at the last build, without building."""

from __future__ import annotations

import click

from sitegen.cli.language import Command, option
from sitegen.cli.options import CLOCK, LANG, OUTPUT, ROOT, UNITS, VERBOSE, Settings, settings
from sitegen.cli.running import engine_options

_FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "pesan"]),
    default="text",
    show_default=True,
    help="How the status is printed; pesan: a message to send to each unit.",
)


@click.command("status", cls=Command)
@settings(ROOT, OUTPUT, CLOCK, *UNITS, LANG, _FORMAT, VERBOSE)
def status(settings: Settings) -> None:
    """Tell what is held back, warned of and overdue in each unit, as the last build left it."""
    from sitegen.cli.status_text import all_messages, status_json, status_lines
    from sitegen.engine.status import read_status

    found = read_status(engine_options(settings, write=False))
    if settings.form == "json":
        click.echo(status_json(found, settings.t))
    elif settings.form == "pesan":
        click.echo(all_messages(found, settings.t))
    else:
        click.echo("\n".join(status_lines(found, settings.t, verbose=settings.verbose)))
