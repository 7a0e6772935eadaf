"""`sitegen new`: prompts on a terminal for what the options do not give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.language import CommandGroup, option
from sitegen.cli.options import CLOCK_FORMATS, LANG, ROOT, ask, spoken, translator_of

if TYPE_CHECKING:
    from datetime import datetime

    from sitegen.i18n import Lang, Translator


@click.group(cls=CommandGroup)
def new() -> None:
    """Make a city, a unit, a report, a dataset or a workflow."""


SOURCE = "git+https://GANTI-DENGAN-ALAMAT-SITEGEN@GANTI-DENGAN-COMMIT"
_PLATFORM = click.Choice(["github", "gitlab", "forgejo"])
_SOURCE = option(
    "--sitegen",
    "source",
    default=SOURCE,
    metavar="SOURCE",
    help="What pip installs in the workflow to get sitegen: its git address and a commit.",
)


@new.command("city")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@option("--name", default="", help="Name of the city.")
@option("--base-url", default="", help="Address of the site.")
@option("--workflow", type=_PLATFORM, help="Make the workflow that checks changes, too.")
@_SOURCE
@LANG
def new_city(
    folder: Path, name: str, base_url: str, workflow: str | None, source: str, lang: Lang | None
) -> None:
    """Make a small working city in FOLDER."""
    from sitegen.cli.scaffold import make_city, make_workflow
    from sitegen.i18n import translator

    t = translator(lang or "id")
    name = name or ask(t.gettext("Name of the city"), "Kota Contoh")
    base_url = base_url or ask(t.gettext("Address of the site"), "https://kota.example")
    with spoken(t):
        _say_made(make_city(folder, name, base_url), t)
        if workflow:
            _say_made(make_workflow(folder, workflow, source), t)
            _say_source(source, t)
    click.echo(t.gettext("Next: cd {folder} && sitegen build").format(folder=folder))


@new.command("unit")
@click.argument("unit", metavar="ID")
@option("--name", default="", help="Official name, for a unit that the register lacks.")
@option("--code", default="", help="Kemendagri code, for a kecamatan or kelurahan.")
@option("--parent", default="", help="Id of the kecamatan, for a kelurahan.")
@ROOT
@LANG
def new_unit(unit: str, name: str, code: str, parent: str, root: Path, lang: Lang | None) -> None:
    """Make the folder of unit ID, such as kelurahan/dago; add it to the register if needed."""
    from sitegen.cli.scaffold import NewUnit, make_unit, registered

    t = translator_of(root, lang)
    with spoken(t):
        entry = registered(root, unit)
    if entry is None:
        kind = (
            unit.partition("/")[0] if "/" in unit else ask(t.gettext("Kind of unit"), "kelurahan")
        )
        unit = unit.rpartition("/")[2]
        name = name or ask(t.gettext("Official name"), unit.replace("-", " ").title())
        if kind != "skpd":
            code = code or ask(t.gettext("Kemendagri code"), "")
        if kind == "kelurahan":
            parent = parent or ask(t.gettext("Id of the kecamatan"), "")
        wanted = NewUnit(id=unit, kind=kind, name=name, code=code, parent=parent)
    else:
        wanted = NewUnit(id=entry.id, kind=entry.kind, name=entry.name)
    with spoken(t):
        _say_made(make_unit(root, wanted, known=entry is not None), t)


@new.command("laporan")
@click.argument("unit", metavar="UNIT")
@click.argument("title", metavar="JUDUL", default="")
@option(
    "--date", type=click.DateTime(CLOCK_FORMATS), metavar="YYYY-MM-DD", help="Date. Default: today."
)
@option("--kind", default="", help="Kind of activity, such as layanan.")
@option("--topic", multiple=True, help="Topic; may be repeated.")
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
    from sitegen.city.config import read_config
    from sitegen.cli.scaffold import NewReport, make_report
    from sitegen.engine.options import Options
    from sitegen.engine.scan import clock

    t = translator_of(root, lang)
    title = title or ask(t.gettext("Title of the report"), "")
    with spoken(t):
        config = read_config(root)
    day = (date or clock(Options(root=root, output=root / "build"), config)).date()
    kind = kind or ask(t.gettext("Kind of activity"), "layanan")
    wanted = NewReport(unit=unit, title=title, date=day, kind=kind, topics=topic)
    with spoken(t):
        _say_made(make_report(root, wanted, config, t), t)


@new.command("data")
@click.argument("unit", metavar="UNIT")
@click.argument("name", metavar="NAMA", default="")
@option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV file to copy; its columns are described in the .yml.",
)
@option("--title", default="", help="What the dataset measures.")
@ROOT
@LANG
def new_data(
    unit: str, name: str, source: Path | None, title: str, root: Path, lang: Lang | None
) -> None:
    """Make a dataset NAMA of UNIT: a table and its description."""
    from sitegen.cli.scaffold import make_dataset

    t = translator_of(root, lang)
    name = name or (source.stem if source else ask(t.gettext("Name of the dataset"), ""))
    title = title or ask(t.gettext("What it measures"), name.replace("-", " ").capitalize())
    with spoken(t):
        _say_made(make_dataset(root, unit, (name, title), source), t)


@new.command("workflow")
@click.argument("platform", type=_PLATFORM)
@_SOURCE
@ROOT
@LANG
def new_workflow(platform: str, source: str, root: Path, lang: Lang | None) -> None:
    """Make the workflow that checks every change on PLATFORM, with its author's rights.

    The file belongs at the top of the repository.
    """
    from sitegen.cli.scaffold import make_workflow

    t = translator_of(root, lang)
    with spoken(t):
        _say_made(make_workflow(root, platform, source), t)
    _say_source(source, t)


def _say_source(source: str, t: Translator) -> None:
    if source == SOURCE:
        click.echo(t.gettext("Next: write into it, after SITEGEN, where sitegen comes from."))


def _say_made(paths: tuple[Path, ...], t: Translator) -> None:
    for path in paths:
        click.echo(t.gettext("Made: {path}").format(path=path))
