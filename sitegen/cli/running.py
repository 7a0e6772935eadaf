"""A command's settings as options of the engine, and a run of the engine."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import Settings, city_key
from sitegen.errors import LockedError, SitegenError, UsageError
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.city.git.changes import ProposedChange
    from sitegen.engine.build import Result
    from sitegen.engine.change import Checked
    from sitegen.engine.options import Options
    from sitegen.engine.units import Progress
    from sitegen.model import Problem

EXIT_STOPPED = 130


def engine_options(settings: Settings, *, write: bool) -> Options:
    """Return the options of a build or a check, as the command line gives them."""
    from sitegen.engine.options import Options

    return Options(
        root=settings.root,
        output=settings.target,
        base_url=settings.base_url.rstrip("/"),
        clock=settings.clock,
        jobs=settings.jobs,
        units=named_units(settings),
        drafts=settings.drafts,
        future=settings.future,
        strict=settings.strict,
        force=settings.force,
        write=write,
        key=city_key(),
    )


def check_options(settings: Settings) -> Options:
    """Return the options of a check: it has no secret, and publishes nothing."""
    return replace(engine_options(settings, write=False), trusting=True)


def named_units(settings: Settings) -> tuple[str, ...]:
    """Return the keys of the chosen units; what looks them up is imported only if there are any."""
    if not settings.unit:
        if settings.with_kelurahan:
            text = N_("--with-kelurahan needs --unit with a kecamatan.")
            raise click.UsageError(settings.t.gettext(text))
        return ()
    from sitegen.cli.named_units import unit_keys

    return unit_keys(settings.root, settings.unit, with_kelurahan=settings.with_kelurahan)


def build_city(settings: Settings, options: Options) -> Result:
    """Build, or check without writing; on Ctrl-C, say that the old site stays."""
    from sitegen.engine.build import build as run_build

    with _shown(settings) as advance:
        result = run_build(options, advance)
    return replace(result, problems=(*result.problems, *result.lost))


def check_city(settings: Settings, options: Options, change: ProposedChange) -> Checked:
    """Check a change without writing; on Ctrl-C as `build_city`."""
    from sitegen.cli.ownership import list_problems
    from sitegen.engine.change import check_change

    with _shown(settings) as advance:
        return check_change(options, change, list_problems, advance)


@contextmanager
def _shown(settings: Settings) -> Iterator[Progress | None]:
    """Show how far the work is, if that is wanted."""
    from sitegen.cli.progress import progress

    silent = settings.quiet or settings.form != "text"
    try:
        with nullcontext() if silent else progress(settings.t) as advance:
            yield advance
    except KeyboardInterrupt:
        click.echo(settings.t.gettext("stopped; the old site stays"), err=True)
        raise SystemExit(EXIT_STOPPED) from None


def build_telling(settings: Settings, options: Options, folder: Path | None) -> Result:
    """Build, and write the status into this folder, also after a build that published nothing.

    Raises UsageError before the build when the folder is a part of the site or of its sources.
    """
    if folder is None:
        return build_city(settings, options)
    from sitegen.cli.status_page import check_folder

    check_folder(options, folder)
    try:
        result = build_city(settings, options)
    except LockedError:  # the other build tells
        raise
    except SitegenError as error:
        _tell(settings, options, folder, error.problems)
        raise
    _tell(settings, options, folder, () if result.published else result.problems)
    return result


def _tell(settings: Settings, options: Options, folder: Path, refused: tuple[Problem, ...]) -> None:
    """Write the status as the state has it; nothing of a city that was never published."""
    from sitegen.cli.status_page import write_status
    from sitegen.engine.status import read_status

    with suppress(UsageError):
        write_status(folder, read_status(options, refused), settings.t)
