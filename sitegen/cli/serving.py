"""`sitegen serve`: the city on this machine, rebuilt and reloaded while its files are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sitegen.cli.language import Command, option
from sitegen.cli.options import (
    ALLOW_REMOVAL,
    LANG,
    ROOT,
    Moment,
    city_key,
    spoken,
    translator_of,
)
from sitegen.cli.plain import plain

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sitegen.i18n import Lang


@click.command(cls=Command)
@ROOT
@option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N")
@option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; loopback only."
)
@option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@option(
    "--poll",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Look for changes this often, where the system reports none (network folders).",
)
@option("--follow", is_flag=True, help="Lead the open page to that of the file saved last.")
@option("--drafts", is_flag=True, help="Show drafts too.")
@option("--future", is_flag=True, help="Show reports dated in the future too.")
@option("--strict", is_flag=True, help="Any problem keeps the last good site.")
@ALLOW_REMOVAL
@option(
    "--clock",
    type=Moment(timed=True),
    metavar="YYYY-MM-DD[THH:MM]",
    help='The date that "today" means. Default: now.',
)
@option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes.")
@LANG
def serve(  # noqa: PLR0913 - one argument for each option, as Click passes them
    root: Path,
    port: int,
    host: str,
    open_browser: bool,
    poll: float,
    follow: bool,
    drafts: bool,
    future: bool,
    strict: bool,
    allow_removal: bool,
    clock: datetime | None,
    jobs: int,
    lang: Lang | None,
) -> None:
    """Build, serve on this machine, rebuild on every change and reload the open page."""
    from sitegen.serve.session import ServeOptions
    from sitegen.serve.session import serve as run_server

    options = ServeOptions(
        root=root,
        host=host,
        port=port,
        poll=poll,
        open=open_browser,
        follow=follow,
        drafts=drafts,
        future=future,
        strict=strict,
        allow_removal=allow_removal,
        clock=clock,
        jobs=jobs,
        lang=lang,
        key=city_key(),
    )
    with spoken(translator_of(root, lang)):
        run_server(options, lambda text: click.echo("\n".join(map(plain, text.split("\n")))))
