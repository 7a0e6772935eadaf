"""`sitegen desk`: the form with a button that sends, and the queue of those who accept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from msgspec import structs

from sitegen.cli.language import Command, option
from sitegen.cli.options import CLOCK, LANG, OUTPUT, ROOT, Settings, settings
from sitegen.cli.plain import plain
from sitegen.cli.running import check_options
from sitegen.i18n import N_

_EXTRA = N_(
    "The desk needs more libraries: run `pip install 'starlette>=0.45' 'uvicorn>=0.34' "
    "'authlib>=1.4' 'httpx>=0.28'`."
)


@click.command("desk", cls=Command)
@option(
    "--state",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the desk, outside the repository: meja.yml, what waits, and sessions.",
)
@option(
    "--then",
    "command",
    default="",
    metavar="COMMAND",
    help="Build after each acceptance and run this, in place of `setelah` in meja.yml.",
)
@option(
    "--backup",
    "copies",
    default=None,
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Copy the desk's folder into a new one in FOLDER, also while the desk runs, and end.",
)
@settings(ROOT, OUTPUT, CLOCK, LANG)
def desk(settings: Settings, folder: Path, command: str, copies: Path | None) -> None:
    """Serve the form with a button that sends, and the queue in which it is accepted."""
    if copies:
        _back_up(settings, folder, copies)
        return
    try:
        from sitegen.desk.running import opened, run
    except ModuleNotFoundError as error:
        raise _lacking(error, settings) from None
    from sitegen.city.register import read_register
    from sitegen.desk.access.entry import make_gate
    from sitegen.desk.settings import read_settings

    read = read_settings(folder, read_register(settings.root))
    if command:
        read = structs.replace(read, then=command)
    options = replace(check_options(settings), jobs=1)
    with opened(options, folder, read, make_gate(settings.root, folder, read)) as made:
        run(made, lambda text: click.echo(plain(text)))


def _back_up(settings: Settings, folder: Path, copies: Path) -> None:
    """Make a copy of the desk's folder, and say where it is."""
    try:
        from sitegen.desk.backup import make_backup
    except ModuleNotFoundError as error:
        raise _lacking(error, settings) from None
    made, t = make_backup(folder, copies), settings.t
    text = t.ngettext(
        "Copied: {folder}, {count} item, {size} MB",
        "Copied: {folder}, {count} items, {size} MB",
        made.items,
    )
    size = f"{made.size / 1_000_000:.1f}"
    click.echo(plain(text.format(folder=made.folder, count=made.items, size=size)))


def _lacking(error: ModuleNotFoundError, settings: Settings) -> Exception:
    """What is to be said of a missing library; a missing part of ours is a fault."""
    if (error.name or "").startswith("sitegen"):
        return error
    return click.UsageError(settings.t.gettext(_EXTRA))
