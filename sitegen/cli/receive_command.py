"""`sitegen receive`: take in what offices hand in."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.language import Command, option
from sitegen.cli.options import CLOCK, LANG, ROOT, Settings, settings
from sitegen.cli.plain import plain
from sitegen.cli.running import check_options
from sitegen.i18n import N_

if TYPE_CHECKING:
    from sitegen.model import UnitEntry
    from sitegen.submission.package import SentPackage
    from sitegen.submission.receiving import Receipt

EXIT_RETURNED = 1
_FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "pesan"]),
    default="text",
    show_default=True,
    help="How the answer is printed; pesan: a message to send back to the office.",
)


@click.command("receive", cls=Command)
@click.argument(
    "packages",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@option(
    "--unit",
    "sender",
    default="",
    metavar="ID",
    help="The unit that handed them in: packages of any other are refused.",
)
@option("--yes", is_flag=True, help="Do not ask whether the unit that a package names is right.")
@option("--dry-run", "dry", is_flag=True, help="Only say what would be done.")
@settings(ROOT, CLOCK, LANG, _FORMAT)
def receive(
    settings: Settings, packages: tuple[Path, ...], sender: str, *, yes: bool, dry: bool
) -> None:
    """Take in packages that offices made in /tulis/: check, put in place, commit each report.

    What has errors is returned and not committed; exit 1 when anything was.
    """
    from sitegen.cli.receive_text import answers

    unit = ""
    if sender:
        from sitegen.cli.named_units import unit_key

        unit = unit_key(settings.root, sender)
    sure = yes or dry or bool(unit)
    receipts = [_received(settings, path, unit, sure=sure, dry=dry) for path in packages]
    click.echo(answers(receipts, settings, dry=dry))
    if not all(receipt.whole for receipt in receipts):
        raise SystemExit(EXIT_RETURNED)


def _received(settings: Settings, path: Path, unit: str, *, sure: bool, dry: bool) -> Receipt:
    from sitegen.submission.archive import MAX_PACKAGE
    from sitegen.submission.receiving import Receipt, open_package
    from sitegen.submission.receiving import receive as take
    from sitegen.submission.refused import RefusedPackage, quoted

    with path.open("rb") as opened:
        data = opened.read(MAX_PACKAGE + 1)
    try:
        package, entry = open_package(settings.root, data, path.name, unit)
    except RefusedPackage as refusal:
        return Receipt(name=quoted(path.name), refusal=refusal.problem(path.name))
    if not sure:
        _confirm(settings, package, entry)
    options = replace(check_options(settings), jobs=1)
    return take(options, package, entry, settings.t, dry=dry)


def _confirm(settings: Settings, package: SentPackage, entry: UnitEntry) -> None:
    """Let the operator say that a package is of the unit that it names; without a terminal, refuse."""
    from sitegen.privacy.names import masked_path

    t = settings.t
    if not sys.stdin.isatty():
        text = N_(
            "Nobody can be asked here: name the unit that handed it in with --unit, or give --yes."
        )
        raise click.UsageError(t.gettext(text))
    files = ", ".join(masked_path(item.file) for item in package.manifest.items)
    text = t.gettext(N_("{name} says that it is of {unit} and has: {files}. Is that right?"))
    with suppress(click.Abort):
        if click.confirm(plain(text.format(name=package.name, unit=entry.key, files=files))):
            return
    raise SystemExit(EXIT_RETURNED)
