"""Commands and exit codes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sitegen import __version__
from sitegen.cli.new import new
from sitegen.cli.options import (
    LANG,
    ROOT,
    Settings,
    city_key,
    city_language,
    common,
    spoken,
    translator_of,
)
from sitegen.cli.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.build.build import Options, Result
    from sitegen.i18n import Lang
    from sitegen.model import Problem


Verify = Literal["", "sample", "all"]


EXIT_PROBLEMS = 1
EXIT_BROKEN = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def cli() -> None:
    """Static sites for open cities: reports and data of every agency, and the city's portal."""


cli.add_command(new)
cli.add_command(serve)


@cli.command()
@click.option(
    "--verify",
    is_flag=False,
    flag_value="sample",
    default=None,
    type=click.Choice(["sample", "all"]),
    help="Rebuild a random sample of units and pages, or all, from nothing and compare bytes.",
)
@click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write figures of the build to this file, as JSON.",
)
@common
def build(settings: Settings, verify: Verify | None, metrics: Path | None) -> None:
    """Build the city's site into the output folder."""
    result = _build(settings, write=True, verify=verify or "")
    _report(settings, result)
    if metrics:
        from sitegen.cli.metrics import write_metrics

        write_metrics(metrics, result)
    different = any(problem.code == "S023" for problem in result.problems)
    if different or (settings.strict and result.problems):
        raise SystemExit(EXIT_PROBLEMS)


@cli.command()
@click.option(
    "--author",
    multiple=True,
    metavar="WHO",
    help="E-mail or account of who made the change since --base: fail when it touches what WHO does"
    " not own by data/pemilik.yml. May be repeated; each must own it.",
)
@click.option(
    "--base", metavar="REF", help="Branch or commit that the change is for; owners are read there."
)
@common
def check(settings: Settings, author: tuple[str, ...], base: str | None) -> None:
    """Check all files without writing anything; exit 1 when there are errors."""
    from sitegen.cli.ownership import change_problems, list_problems
    from sitegen.problems import is_error

    if bool(author) != (base is not None):
        together = settings.t.gettext("--author and --base belong together.")
        raise click.UsageError(together)
    if base is not None and (foreign := change_problems(settings.root, author, base)):
        # A theme runs when it is built, so what its author may not change is not even built.
        _say(settings, foreign)
        raise SystemExit(EXIT_PROBLEMS)
    result = _build(settings, write=False)
    problems = (*list_problems(settings.root), *result.problems)
    _report(settings, replace(result, problems=problems))
    if any(settings.strict or is_error(problem.code) for problem in problems):
        raise SystemExit(EXIT_PROBLEMS)


@cli.command("list")
@click.argument(
    "what",
    type=click.Choice(["unit", "laporan", "data", "draf", "mendatang", "kedaluwarsa", "owners"]),
    default="unit",
)
@click.option(
    "--codeowners",
    is_flag=False,
    flag_value="github",
    default=None,
    type=click.Choice(["github", "gitlab", "forgejo"]),
    help="With owners: print them as the file CODEOWNERS of this platform (default: github).",
)
@common
def list_command(settings: Settings, what: str, codeowners: str | None) -> None:
    """List units, reports (laporan), datasets (data), drafts, future or expired reports, owners."""
    if what == "owners":
        from sitegen.cli import ownership

        click.echo(
            ownership.codeowners(settings.root, codeowners, settings.t)
            if codeowners
            else ownership.owner_listing(settings.root, settings.form, settings.unit)
        )
        return
    if codeowners:
        raise click.UsageError(settings.t.gettext("--codeowners belongs to `sitegen list owners`."))
    from sitegen.cli.listing import listing

    result = _build(settings, write=False)
    click.echo(listing(what, result, settings.root, settings.form, settings.unit))


@cli.command()
@click.argument("code", default="")
@LANG
def explain(code: str, lang: Lang | None) -> None:
    """Explain a problem CODE with a wrong and a right example; without one, list all codes."""
    from sitegen.cli.explaining import explanation, overview
    from sitegen.i18n import translator

    t = translator(lang or city_language(Path()))
    text = explanation(code, t) if code else overview(t)
    if text is None:
        known = t.gettext("There is no problem code {code}; `sitegen explain` lists all.")
        raise click.UsageError(known.format(code=code))
    click.echo(text)


@cli.command()
@ROOT
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Output folder.")
@LANG
def clean(root: Path, output: Path | None, lang: Lang | None) -> None:
    """Remove the output folder (only one that sitegen made) and the state in .sitegen/."""
    from sitegen.build.publish import clean as remove

    t = translator_of(root, lang)
    folder = output or root / "build"
    with spoken(t):
        removed, state = remove(root, folder)
    click.echo(t.gettext("Removed: {files} files in {folder}").format(files=removed, folder=folder))
    if state:
        click.echo(t.gettext("Removed: the state in .sitegen/"))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line on `arguments` and return its exit code."""
    try:
        cli.main(args=arguments, prog_name="sitegen", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except BrokenPipeError:
        return 141
    except OSError as error:  # a full or broken disk, or no right to write
        place = f": {error.filename}" if error.filename else ""
        click.echo(f"sitegen: {error.strerror or error}{place}", err=True)
        return EXIT_BROKEN
    return 0


def _options(settings: Settings, *, write: bool, verify: Verify = "") -> Options:
    from sitegen.build.build import Options
    from sitegen.cli.scaffold import unit_key

    return Options(
        root=settings.root,
        output=settings.target,
        base_url=settings.base_url.rstrip("/"),
        clock=settings.clock,
        jobs=settings.jobs,
        units=tuple(unit_key(settings.root, unit) for unit in settings.unit),
        drafts=settings.drafts,
        future=settings.future,
        strict=settings.strict,
        force=settings.force,
        write=write,
        verify=verify,
        key=city_key(),
    )


def _build(settings: Settings, *, write: bool, verify: Verify = "") -> Result:
    """Build, or check without writing."""
    from sitegen.build.build import build as run_build

    with _progress(settings) as progress:
        return run_build(_options(settings, write=write, verify=verify), progress)


def _say(settings: Settings, problems: tuple[Problem, ...]) -> None:
    """Print the problems in the wanted form; beside a report for GitLab, as text for the log."""
    from sitegen.cli.summary import problems_report

    for form in ("text", settings.form) if settings.form == "gitlab" else (settings.form,):
        report = problems_report(problems, settings.t, form, settings.folder)
        click.echo(report, err=form != settings.form)


def _report(settings: Settings, result: Result) -> None:
    from sitegen.cli.summary import as_report

    if settings.form == "gitlab":
        _say(settings, result.problems)
        return
    if settings.quiet and settings.form == "text":
        if result.problems:
            _say(settings, result.problems)
        return
    text = as_report(
        result,
        settings.t,
        settings.form,
        verbose=settings.verbose,
        output=str(settings.target),
        folder=settings.folder,
    )
    if text:
        click.echo(text)


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on a terminal, one line per tenth elsewhere, nothing when quiet."""
    if settings.quiet or settings.form != "text":
        yield None
        return
    if not sys.stderr.isatty():
        label = settings.t.gettext("units")

        def line(done: int, total: int) -> None:
            if done == total or (total >= 10 and done % (total // 10) == 0):
                click.echo(f"{label} {done}/{total}", err=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(settings.t.gettext("units"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
