"""Commands and exit codes."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sitegen import __version__
from sitegen.cli.audit_command import audit
from sitegen.cli.desk_command import desk
from sitegen.cli.export_command import export
from sitegen.cli.import_command import import_command
from sitegen.cli.language import CommandGroup, Option, option, say, speaking
from sitegen.cli.list_command import list_command
from sitegen.cli.new import new
from sitegen.cli.options import (
    ALLOW_REMOVAL,
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
from sitegen.cli.plain import plain
from sitegen.cli.receive_command import receive
from sitegen.cli.running import (
    EXIT_STOPPED,
    build_city,
    build_telling,
    check_options,
    engine_options,
)
from sitegen.cli.serving import serve
from sitegen.cli.status_command import status
from sitegen.cli.theme_command import theme
from sitegen.cli.watch_command import watch
from sitegen.i18n import N_

if TYPE_CHECKING:
    from sitegen.engine.build import Result
    from sitegen.engine.change import Checked
    from sitegen.model import Problem


Verify = Literal["", "sample", "all"]


EXIT_PROBLEMS = 1
EXIT_BROKEN = 3
EXIT_HELD = 4


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen", message="%(prog)s %(version)s", cls=Option)
def cli() -> None:
    """Static sites for open cities: reports and data of every agency, and the city's portal."""


cli.add_command(new)
cli.add_command(serve)
cli.add_command(list_command)
cli.add_command(status)
cli.add_command(theme)
cli.add_command(audit)
cli.add_command(export)
cli.add_command(receive)
cli.add_command(desk)
cli.add_command(import_command)
cli.add_command(watch)


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
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write figures of the build to this file, as JSON.",
)
@option(
    "--executor",
    default="",
    metavar="ADDRESS",
    help="Build units on the Dask cluster of this scheduler, such as tcp://scheduler:8786.",
)
@ALLOW_REMOVAL
@option(
    "--fail-on-held",
    is_flag=True,
    help="Exit 4 when something is held back; the site is published all the same.",
)
@option(
    "--status",
    "status_folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a page, a feed and JSON for Kominfo into DIR: what is held back, warned of and"
    " overdue in each unit, and the message to send. DIR is no part of the site.",
)
@option(
    "--template-metrics",
    is_flag=True,
    help="Say how long each template took, on standard error.",
)
@common
def build(  # noqa: PLR0913 - one argument for each option, as Click passes them
    settings: Settings,
    verify: Verify | None,
    metrics: Path | None,
    executor: str,
    status_folder: Path | None,
    *,
    allow_removal: bool,
    fail_on_held: bool,
    template_metrics: bool,
) -> None:
    """Build the city's site into the output folder."""
    if metrics and not os.access(metrics.parent, os.W_OK):  # fail before anything is published
        text = settings.t.gettext(N_("--metrics: nothing can be written into `{folder}`."))
        raise click.UsageError(text.format(folder=metrics.parent))
    options = replace(
        engine_options(settings, write=True),
        verify=verify or "",
        executor=executor,
        allow_removal=allow_removal,
        template_metrics=template_metrics,
    )
    result = build_telling(settings, options, status_folder)
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
    if _is_held(result, fail_on_held=fail_on_held):
        raise SystemExit(EXIT_HELD)


def _is_held(result: Result, *, fail_on_held: bool) -> bool:
    """Whether the exit code says that the published site lacks something.

    Without being asked only if a good version may exist that nobody could look for (S059).
    """
    from sitegen.problems import is_error

    if fail_on_held and (result.held_back or any(map(is_error, result.problems))):
        return True
    return any(problem.code == "S059" for problem in result.problems)


@cli.command()
@option(
    "--author",
    multiple=True,
    metavar="WHO",
    help="E-mail or account of who made the change since --base: fail when it touches what WHO does"
    " not own by data/pemilik.yml. May be repeated; each must own it.",
)
@option(
    "--author-team",
    "teams",
    multiple=True,
    metavar="WHO=TEAM",
    help="A team that an --author is in, such as @siti=@kota/dinkes; may be repeated.",
)
@option(
    "--base",
    metavar="REF",
    help="Branch or commit that the change is for: only what the change touches is checked, and only"
    " its problems count; owners are read there.",
)
@common
def check(
    settings: Settings, author: tuple[str, ...], teams: tuple[str, ...], base: str | None
) -> None:
    """Check all files without writing anything; exit 1 when there are errors.

    With --base, a warning about a file of the change counts as one.
    """
    from sitegen.cli.ownership import list_problems
    from sitegen.problems import is_error

    if base is not None:
        _check_change(settings, author, teams, base)
        return
    if author or teams:
        text = settings.t.gettext("--author and --author-team need --base.")
        raise click.UsageError(text)
    result = build_city(settings, check_options(settings))
    problems = (*list_problems(settings.root), *result.problems)
    _report(settings, replace(result, problems=problems))
    if any(settings.strict or is_error(problem) for problem in problems):
        raise SystemExit(EXIT_PROBLEMS)


def _check_change(
    settings: Settings, author: tuple[str, ...], teams: tuple[str, ...], base: str
) -> None:
    from sitegen.city.git.changes import read_change
    from sitegen.cli.ownership import change_problems, people_of, teams_of
    from sitegen.cli.running import check_city
    from sitegen.engine.change import fails

    people, members = people_of(author), teams_of(teams)
    change = read_change(settings.root, base)
    if people and (foreign := change_problems(settings.root, people, members, change)):
        # Building a theme runs it, so a change that its author may not make is not even built.
        _say(settings, foreign)
        raise SystemExit(EXIT_PROBLEMS)
    checked = check_city(settings, check_options(settings), change)
    result, others = checked.result, checked.others
    paths = {each.where.path for each in others} - {each.where.path for each in result.problems}
    held = tuple(path for path in result.held_back if path not in paths)
    _report(settings, replace(result, held_back=held))
    _say_others(settings, checked)
    if any(settings.strict or fails(problem) for problem in result.problems):
        raise SystemExit(EXIT_PROBLEMS)


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
    from sitegen.cli.path_text import as_json, as_text
    from sitegen.engine.explain import inquire
    from sitegen.privacy.names import masked_path

    options = engine_options(settings, write=False)
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
        words = {"path": masked_path(what), "nearest": finding.nearest}
        raise click.UsageError(plain(text.format(**words)))
    if settings.form == "json":
        click.echo(as_json(finding, settings.t))
    else:
        click.echo(as_text(finding, settings.t, verbose=settings.verbose))


@cli.command()
@settings(ROOT, OUTPUT, LANG)
def clean(settings: Settings) -> None:
    """Remove what sitegen wrote into the output folder, and the state in .sitegen/."""
    from sitegen.engine.clean import clean as remove

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

    samples = measure(engine_options(settings, write=True), runs)
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
    except OSError as error:  # a full or broken disk, or no permission to write
        from sitegen.problems.system import system_words

        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"sitegen: {place}{say(system_words(error))}", err=True)
        return EXIT_BROKEN
    return 0


def is_code(text: str) -> bool:
    """Whether a text has the form of a problem code: a letter and three digits."""
    return len(text) == 4 and text[0].isalpha() and text[1:].isdigit()


def _say(settings: Settings, problems: tuple[Problem, ...]) -> None:
    """Print the problems in the requested form, for GitLab also as text for the log."""
    from sitegen.cli.summary import problems_report

    for form in ("text", settings.form) if settings.form == "gitlab" else (settings.form,):
        report = problems_report(problems, settings.t, form, settings.folder)
        click.echo(report, err=form != settings.form)


def _say_others(settings: Settings, checked: Checked) -> None:
    """Say how much was looked at, and that there are problems that a change has not brought about."""
    t = settings.t
    text = t.gettext("Checked what the change touches: {units} of {all} units.")
    lines = [text.format(units=checked.result.units, all=checked.all_units)]
    if count := len(checked.others):
        text = t.ngettext(
            "{count} problem of other files is not counted",
            "{count} problems of other files are not counted",
            count,
        )
        lines.append(text.format(count=count))
    click.echo("\n".join(lines), err=settings.form != "text")


def _report(settings: Settings, result: Result) -> None:
    from sitegen.cli.summary import as_report

    if settings.form == "gitlab":
        _say(settings, result.problems)
        return
    if settings.quiet and settings.form == "text":
        if result.problems:
            _say(settings, result.problems)
        if result.published is None and result.skipped:
            from sitegen.cli.summary import waiting

            click.echo("\n".join(waiting(result, settings.t, everything=True)))
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
