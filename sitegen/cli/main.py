"""Commands, options and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import click

from sitegen import __version__
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sitegen.build.build import Options, Result
    from sitegen.i18n import Lang, Translator

Command = TypeVar("Command", bound=Callable[..., Any])
Verify = Literal["", "sample", "all"]
EXIT_PROBLEMS = 1
CLOCK_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The common options of one call, as given."""

    root: Path
    output: Path | None
    base_url: str
    clock: datetime | None
    jobs: int
    unit: tuple[str, ...]
    drafts: bool
    future: bool
    strict: bool
    force: bool
    lang: Lang | None
    form: str
    quiet: bool
    verbose: bool

    @property
    def target(self) -> Path:
        """The output folder: the option, else `build` in the city's folder."""
        return self.output or self.root / "build"

    @property
    def t(self) -> Translator:
        """The translator: of the option, else of the city, else Indonesian."""
        from sitegen.i18n import translator

        return translator(self.lang or _city_language(self.root))


def _city_language(root: Path) -> Lang:
    from sitegen.read.config import read_config

    try:
        return read_config(root).lang
    except SitegenError:
        return "id"


ROOT = click.option(
    "--root",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the city (with site.yml).",
)
LANG = click.option(
    "--lang",
    type=click.Choice(["id", "en"]),
    help="Language of messages. Default: the city's.",
)
_COMMON = (
    ROOT,
    click.option(
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        help="Output folder. Default: build/ in the city's folder.",
    ),
    click.option(
        "--base-url", default="", help="Address of the site instead of the one in site.yml."
    ),
    click.option(
        "--clock",
        type=click.DateTime(CLOCK_FORMATS),
        metavar="YYYY-MM-DD[THH:MM]",
        help='The date that "today" means, in the city\'s time zone. Default: now.',
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="Processes that build units. Default: one for each core.",
    ),
    click.option("--unit", multiple=True, metavar="ID", help="Only this unit; may be repeated."),
    click.option("--drafts", is_flag=True, help="Publish drafts too."),
    click.option("--future", is_flag=True, help="Publish reports dated in the future too."),
    click.option(
        "--strict", is_flag=True, help="Any problem, warnings too: publish nothing, exit 1."
    ),
    click.option("--force", is_flag=True, help="Write every file anew, changed or not."),
    LANG,
    click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="How problems and the summary are printed.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary, only problems."),
    click.option("-v", "--verbose", is_flag=True, help="List every file written and removed."),
)


def common(command: Command) -> Command:
    """Add the common options to a command; it gets them as one `Settings`."""

    def call(**given: Any) -> Any:
        settings = Settings(**{name: given.pop(name) for name in Settings.__dataclass_fields__})
        with _spoken(settings.t, settings.form):
            return command(settings, **given)

    call.__name__ = command.__name__
    call.__doc__ = command.__doc__
    wrapped: Any = call
    for option in reversed(_COMMON):
        wrapped = option(wrapped)
    return cast("Command", wrapped)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def cli() -> None:
    """Static sites for open cities: reports and data of every agency, and the city's portal."""


@cli.command()
@click.option(
    "--verify",
    is_flag=False,
    flag_value="sample",
    default="",
    type=click.Choice(["sample", "all"]),
    help="Rebuild a random sample of units and pages, or all, from nothing and compare bytes.",
)
@click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write figures of the build to this file, as JSON.",
)
@common
def build(settings: Settings, verify: Verify, metrics: Path | None) -> None:
    """Build the city's site into the output folder."""
    result = _build(settings, write=True, verify=verify)
    _report(settings, result)
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


@cli.group()
def new() -> None:
    """Make a city, a unit, a report or a dataset."""


@new.command("city")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="", help="Name of the city.")
@click.option("--base-url", default="", help="Address of the site.")
@LANG
def new_city(folder: Path, name: str, base_url: str, lang: Lang | None) -> None:
    """Make a small working city in FOLDER."""
    from sitegen.cli.scaffold import make_city
    from sitegen.i18n import translator

    t = translator(lang or "id")
    name = name or _ask(t.gettext("Name of the city"), "Kota Contoh")
    base_url = base_url or _ask(t.gettext("Address of the site"), "https://kota.example")
    with _spoken(t):
        _say_made(make_city(folder, name, base_url), t)
    click.echo(t.gettext("Next: cd {folder} && sitegen build").format(folder=folder))


@new.command("unit")
@click.argument("unit", metavar="ID")
@click.option("--name", default="", help="Official name, for a unit that the register lacks.")
@click.option("--code", default="", help="Kemendagri code, for a kecamatan or kelurahan.")
@click.option("--parent", default="", help="Id of the kecamatan, for a kelurahan.")
@ROOT
@LANG
def new_unit(unit: str, name: str, code: str, parent: str, root: Path, lang: Lang | None) -> None:
    """Make the folder of unit ID, such as kelurahan/dago; add it to the register if needed."""
    from sitegen.cli.scaffold import NewUnit, make_unit, registered

    t = _translator(root, lang)
    with _spoken(t):
        entry = registered(root, unit)
    if entry is None:
        kind = (
            unit.partition("/")[0] if "/" in unit else _ask(t.gettext("Kind of unit"), "kelurahan")
        )
        unit = unit.rpartition("/")[2]
        name = name or _ask(t.gettext("Official name"), unit.replace("-", " ").title())
        if kind != "skpd":
            code = code or _ask(t.gettext("Kemendagri code"), "")
        if kind == "kelurahan":
            parent = parent or _ask(t.gettext("Id of the kecamatan"), "")
        wanted = NewUnit(id=unit, kind=kind, name=name, code=code, parent=parent)
    else:
        wanted = NewUnit(id=entry.id, kind=entry.kind, name=entry.name)
    with _spoken(t):
        _say_made(make_unit(root, wanted, known=entry is not None), t)


@new.command("laporan")
@click.argument("unit", metavar="UNIT")
@click.argument("title", metavar="JUDUL", default="")
@click.option(
    "--date", type=click.DateTime(CLOCK_FORMATS), metavar="YYYY-MM-DD", help="Date. Default: today."
)
@click.option("--kind", default="", help="Kind of activity, such as layanan.")
@click.option("--topic", multiple=True, help="Topic; may be repeated.")
@ROOT
@LANG
def new_report(  # noqa: PLR0913 - one argument for each option, as Click passes them
    unit: str,
    title: str,
    date: datetime | None,
    kind: str,
    topic: tuple[str, ...],
    root: Path,
    lang: Lang | None,
) -> None:
    """Make a report of UNIT with the title JUDUL."""
    from sitegen.build.build import Options, clock
    from sitegen.cli.scaffold import NewReport, make_report
    from sitegen.read.config import read_config

    t = _translator(root, lang)
    title = title or _ask(t.gettext("Title of the report"), "")
    with _spoken(t):
        config = read_config(root)
    day = (date or clock(Options(root=root, output=root / "build"), config)).date()
    kind = kind or _ask(t.gettext("Kind of activity"), "layanan")
    wanted = NewReport(unit=unit, title=title, date=day, kind=kind, topics=topic)
    with _spoken(t):
        _say_made(make_report(root, wanted, config, t), t)


@new.command("data")
@click.argument("unit", metavar="UNIT")
@click.argument("name", metavar="NAMA", default="")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV file to copy; its columns are described in the .yml.",
)
@click.option("--title", default="", help="What the dataset measures.")
@ROOT
@LANG
def new_data(
    unit: str, name: str, source: Path | None, title: str, root: Path, lang: Lang | None
) -> None:
    """Make a dataset NAMA of UNIT: a table and its description."""
    from sitegen.cli.scaffold import make_dataset

    t = _translator(root, lang)
    name = name or (source.stem if source else _ask(t.gettext("Name of the dataset"), ""))
    title = title or _ask(t.gettext("What it measures"), name.replace("-", " ").capitalize())
    with _spoken(t):
        _say_made(make_dataset(root, unit, (name, title), source), t)


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
@click.argument("code", default="")
@LANG
def explain(code: str, lang: Lang | None) -> None:
    """Explain a problem CODE with a wrong and a right example; without one, list all codes."""
    from sitegen.cli.explaining import explanation, overview
    from sitegen.i18n import translator

    t = translator(lang or _city_language(Path()))
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

    t = _translator(root, lang)
    folder = output or root / "build"
    with _spoken(t):
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
    return 0


@contextmanager
def _spoken(t: Translator, form: str = "text") -> Iterator[None]:
    """Print the problems of what could not be done, in the wanted form, and leave."""
    try:
        yield
    except SitegenError as error:
        from sitegen.cli.summary import problems_report

        if error.problems:
            click.echo(problems_report(error.problems, t, form), err=form == "text")
        if str(error):
            click.echo(f"sitegen: {error}", err=True)
        raise SystemExit(error.exit_code) from None


def _translator(root: Path, lang: Lang | None) -> Translator:
    from sitegen.i18n import translator

    return translator(lang or _city_language(root))


def _ask(question: str, default: str) -> str:
    """The answer on a terminal; without one, the default, or a usage error where there is none."""
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default or None))
    if default:
        return default
    raise click.UsageError(f"{question}?")


def _say_made(paths: tuple[Path, ...], t: Translator) -> None:
    for path in paths:
        click.echo(t.gettext("Made: {path}").format(path=path))


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
    )


def _build(settings: Settings, *, write: bool, verify: Verify = "") -> Result:
    """Build, or check without writing."""
    from sitegen.build.build import build as run_build

    with _progress(settings) as progress:
        return run_build(_options(settings, write=write, verify=verify), progress)


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
