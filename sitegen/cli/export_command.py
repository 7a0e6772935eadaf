"""`sitegen export`: a unit's year as one file that opens from disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.language import Command, option, say
from sitegen.cli.options import BASE_URL, LANG, OUTPUT, ROOT, Settings, settings
from sitegen.errors import UsageError
from sitegen.i18n import N_

if TYPE_CHECKING:
    from sitegen.exports.offline.copy import OfflineCopy


@click.command("export", cls=Command)
@click.argument("named", metavar="UNIT")
@click.argument("year", metavar="TAHUN", type=click.IntRange(1900, 9999))
@option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="The file. Default: <jenis>-<id>-<tahun>.zip here.",
)
@settings(ROOT, OUTPUT, BASE_URL, LANG)
def export(settings: Settings, named: str, year: int, to: Path | None) -> None:
    """Copy the pages of UNIT with its reports of TAHUN from the built site into a ZIP file to read offline."""
    from sitegen.cli.named_units import unit_key
    from sitegen.cli.running import engine_options
    from sitegen.engine.scan import read_rules
    from sitegen.exports.offline.copy import OfflineCopy
    from sitegen.pages.site import unit_name

    key = unit_key(settings.root, named)
    rules = read_rules(engine_options(settings, write=False))
    site, entry = rules.context.site, rules.register.get(key)
    if entry is None:
        raise LookupError(key)  # `unit_key` has found it there
    copy = OfflineCopy(
        key=key,
        name=unit_name(site, entry),
        year=year,
        city=site.name,
        address=site.address,
        t=site.t,
    )
    _check(settings.target, copy)
    target = to or Path(f"{copy.folder}.zip")
    count = write_copy(settings.target, copy, target)
    size = target.stat().st_size
    from sitegen.pages import wording

    text = settings.t.gettext(N_("{file}: {n} files, {size}"))
    say(text.format(file=target, n=count, size=wording.size(size, settings.t.lang)))


def _check(folder: Path, copy: OfflineCopy) -> None:
    """Raise UsageError when there is nothing to copy."""
    own = folder / copy.key
    if not (own / "index.html").is_file():
        raise UsageError.of("S097", unit=copy.key)
    years = sorted(each.name for each in own.glob("laporan/[0-9][0-9][0-9][0-9]") if each.is_dir())
    if str(copy.year) not in years:
        raise UsageError.of(
            "S098", unit=copy.key, year=str(copy.year), years=", ".join(years) or "-"
        )


def write_copy(folder: Path, copy: OfflineCopy, target: Path) -> int:
    """Write a copy of pages in the output `folder` to a file; return the number of its files.

    What was at `target` stays until the new file is whole. Raises UsageError.
    """
    from sitegen.exports.offline.copy import copied
    from sitegen.exports.zipped import write_zip

    top = folder.resolve()

    def read(path: str) -> bytes | None:
        place = top / path
        if not place.is_file() or not place.resolve().is_relative_to(top):
            return None
        return place.read_bytes()

    waiting = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with waiting.open("wb") as stream:
            count = write_zip(stream, copied(copy, read))
        waiting.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError.of("S099", path=str(target), reason=reason) from error
    finally:
        with suppress(OSError):
            waiting.unlink()
    return count
