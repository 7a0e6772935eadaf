"""Commands and exit codes."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sitegen import __version__
from sitegen.cli.language import Group, Option, option, speaking
from sitegen.cli.new import new
from sitegen.cli.options import (
    BASE_URL,
    CLOCK,
    DRAFTS,
    FORMAT,
    FUTURE,
    JOBS,
    LANG,
    OUTPUT,
    ROOT,
    VERBOSE,
    Settings,
    common,
    settings,
)
from sitegen.cli.serving import serve
from sitegen.i18n import N_

if TYPE_CHECKING:
    from sitegen.build.build import Options, Result


Verify = Literal["", "sample", "all"]


EXIT_PROBLEMS = 1
EXIT_BROKEN = 3
EXIT_STOPPED = 130


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen", message="%(prog)s %(version)s", cls=Option)
def cli() -> None:
    """Static sites for open cities: reports and data of every agency, and the city's portal."""


cli.add_command(new)
cli.add_command(serve)


@cli.command()
@option(
    "--verify",
    is_flag=False,
    flag_value="sample",
    default=None,
    type=click.Choice(["sample", "all"]),
    help="Rebuild a random sample of units and pages, or all, from nothing and compare bytes.",
)
@option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write figures of the build to this file, as JSON.",
)
@option(
    "--template-metrics",
    is_flag=True,
    help="Say how long each template took, on standard error.",
)
@common
def build(
    settings: Settings, verify: Verify | None, metrics: Path | None, *, template_metrics: bool
) -> None:
    """Build the city's site into the output folder."""
    result = _build(settings, write=True, verify=verify or "", template_metrics=template_metrics)
    _report(settings, result)
    if template_metrics and settings.form == "text":
        from sitegen.cli.summary import template_table

        click.echo(template_table(result.templates, settings.t), err=True)
    if metrics:
        from sitegen.cli.metrics import write_metrics

        write_metrics(metrics, result)
    different = any(problem.code == "S023" for problem in result.problems)
    if different or (settings.strict and result.problems):
        raise SystemExit(EXIT_PROBLEMS)


@cli.command()
@common
def check(settings: Settings) -> None:
    """Check all files without writing anything; exit 1 when there are errors."""
    from sitegen.problems import is_error

    result = _build(settings, write=False)
    _report(settings, result)
    if any(settings.strict or is_error(problem.code) for problem in result.problems):
        raise SystemExit(EXIT_PROBLEMS)


@cli.command("list")
@click.argument(
    "what",
    type=click.Choice(["unit", "laporan", "data", "draf", "mendatang", "kedaluwarsa"]),
    default="unit",
)
@common
def list_command(settings: Settings, what: str) -> None:
    """List units, reports (laporan), datasets (data), drafts, future or expired reports."""
    from sitegen.cli.listing import listing

    result = _build(settings, write=False)
    click.echo(listing(what, result, settings.root, settings.form, settings.unit))


@cli.command()
@click.argument("what", metavar="[CODE|PATH]", default="")
@settings(ROOT, OUTPUT, BASE_URL, CLOCK, DRAFTS, FUTURE, LANG, FORMAT, VERBOSE)
def explain(settings: Settings, what: str) -> None:
    """Explain a problem CODE, or why the file or address PATH is on the site or not."""
    from sitegen.cli.explaining import explanation, overview

    if what and not is_code(what):
        _explain_path(settings, what)
        return
    text = explanation(what, settings.t) if what else overview(settings.t)
    if text is None:
        known = settings.t.gettext("There is no problem code {code}; `sitegen explain` lists all.")
        raise click.UsageError(known.format(code=what))
    click.echo(text)


def _explain_path(settings: Settings, what: str) -> None:
    from sitegen.build.inquiry import inquire
    from sitegen.cli.path_text import as_json, as_text

    options = _options(settings, write=False)
    finding = inquire(options, what, Path.cwd())
    if finding.status == "unknown":
        unknown = (
            N_("There is no `{path}` in this city; the nearest is `{nearest}`.")
            if finding.nearest
            else N_(
                "There is no `{path}` in this city; name a file, a unit's folder or an address."
            )
        )
        text = settings.t.gettext(unknown)
        raise click.UsageError(text.format(path=what, nearest=finding.nearest))
    if settings.form == "json":
        click.echo(as_json(finding, settings.t))
    else:
        click.echo(as_text(finding, settings.t, verbose=settings.verbose))


@cli.command()
@settings(ROOT, OUTPUT, LANG)
def clean(settings: Settings) -> None:
    """Remove what sitegen wrote into the output folder, and the state in .sitegen/."""
    from sitegen.build.publish import clean as remove

    t, folder = settings.t, settings.target
    removed, left, state = remove(settings.root, folder)
    click.echo(t.gettext("Removed: {files} files in {folder}").format(files=removed, folder=folder))
    if left:
        text = t.gettext("Left: {files} files in {folder} that sitegen did not write")
        click.echo(text.format(files=left, folder=folder))
    if state:
        click.echo(t.gettext("Removed: the state in .sitegen/"))


@cli.command()
@option(
    "--runs",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="How often each build is measured.",
)
@settings(ROOT, CLOCK, JOBS, LANG, FORMAT)
def bench(settings: Settings, runs: int) -> None:
    """Measure builds of this city: a clean one, one without a change, one with a report edited."""
    from sitegen.cli.benching import measure, report

    samples = measure(_options(settings, write=True), runs)
    click.echo(report(samples, settings.t, settings.form))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line on `arguments` and return its exit code."""
    with speaking(sys.argv[1:] if arguments is None else arguments):
        return _run(arguments)


def _run(arguments: list[str] | None) -> int:
    try:
        cli.main(args=arguments, prog_name="sitegen", standalone_mode=False)
    except click.exceptions.Abort:
        return EXIT_STOPPED
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


def is_code(text: str) -> bool:
    """Whether a text has the form of a problem code: a letter and three digits."""
    return len(text) == 4 and text[0].isalpha() and text[1:].isdigit()


def _options(
    settings: Settings, *, write: bool, verify: Verify = "", template_metrics: bool = False
) -> Options:
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
        template_metrics=template_metrics,
    )


def _build(
    settings: Settings, *, write: bool, verify: Verify = "", template_metrics: bool = False
) -> Result:
    """Build, or check without writing; Ctrl-C leaves the old site and says so."""
    from sitegen.build.build import build as run_build
    from sitegen.cli.progress import progress

    silent = settings.quiet or settings.form != "text"
    options = _options(settings, write=write, verify=verify, template_metrics=template_metrics)
    try:
        with nullcontext() if silent else progress(settings.t) as advance:
            return run_build(options, advance)
    except KeyboardInterrupt:
        click.echo(settings.t.gettext("stopped; the old site stays"), err=True)
        raise SystemExit(EXIT_STOPPED) from None


def _report(settings: Settings, result: Result) -> None:
    from sitegen.cli.summary import as_report, problems_report

    if settings.quiet and settings.form == "text":
        if result.problems:
            click.echo(problems_report(result.problems, settings.t, settings.form))
        return
    text = as_report(
        result,
        settings.t,
        settings.form,
        verbose=settings.verbose,
        output=str(settings.target),
    )
    if text:
        click.echo(text)
