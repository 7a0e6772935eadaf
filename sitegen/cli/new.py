"""`sitegen new`: prompts on a terminal for what the options do not give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.editor_command import new_editor
from sitegen.cli.language import CommandGroup, option
from sitegen.cli.options import (
    LANG,
    ROOT,
    Moment,
    ask,
    ask_freely,
    choose,
    spoken,
    translator_of,
)
from sitegen.cli.plain import plain
from sitegen.i18n import N_

if TYPE_CHECKING:
    from datetime import datetime

    from sitegen.city.kemendagri import Area
    from sitegen.cli.city_scaffold import NewCity, Registered
    from sitegen.cli.publishing import Target
    from sitegen.cli.unit_scaffold import NewUnit
    from sitegen.i18n import Lang, Translator


@click.group(cls=CommandGroup)
def new() -> None:
    """Make a city, a unit, a report, a dataset, a workflow, an editor or the files of a host."""


new.add_command(new_editor)


SOURCE = "git+https://GANTI-DENGAN-ALAMAT-SITEGEN@GANTI-DENGAN-COMMIT"
_PLATFORM = click.Choice(["github", "gitlab", "forgejo"])
_SOURCE = option(
    "--sitegen",
    "source",
    default="",
    metavar="SOURCE",
    help="What pip installs in the workflow to get sitegen: its git address and a commit. Default:"
    " those of this sitegen.",
)


@new.command("city")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@option("--name", default="", help="Name of the city.")
@option("--base-url", default="", help="Address of the site.")
@option(
    "--code",
    default="",
    metavar="CODE",
    help="Kemendagri code or name of the kota or kabupaten, such as 63.71: its kecamatan and"
    " kelurahan become the register.",
)
@option(
    "--timezone",
    "zone",
    default="",
    metavar="ZONE",
    help="Time zone of the city: WIB, WITA, WIT or an IANA name. Default: by --code, else WIB.",
)
@option("--language", "site_lang", type=click.Choice(["id", "en"]), help="Language of the site.")
@option(
    "--owner",
    "owners",
    multiple=True,
    metavar="@ACCOUNT",
    help="Account that may change everything, such as @kominfo; may be repeated.",
)
@option("--workflow", type=_PLATFORM, help="Make the workflow that checks changes, too.")
@_SOURCE
@option("--lang", type=click.Choice(["id", "en"]), help="Language of messages.")
def new_city(  # noqa: PLR0913 - one argument for each option, as Click passes them
    folder: Path,
    name: str,
    base_url: str,
    code: str,
    zone: str,
    site_lang: Lang | None,
    owners: tuple[str, ...],
    workflow: str | None,
    source: str,
    lang: Lang | None,
) -> None:
    """Make a city in FOLDER: its settings and its register, and nothing that nobody has said."""
    from sitegen.cli.city_scaffold import NewCity, make_city
    from sitegen.cli.scaffold import make_workflow
    from sitegen.i18n import translator
    from sitegen.keys.placeholders import SITE_ADDRESS, SITE_NAME

    t = translator(lang or site_lang or "id")
    with spoken(t):
        region = _asked_region(code, t)
    wanted = NewCity(
        name=name or ask(t.gettext("Name of the city"), region.name if region else SITE_NAME),
        base_url=base_url or ask(t.gettext("Address of the site"), SITE_ADDRESS),
        zone=zone or _asked_zone(region, t),
        lang=site_lang or _asked_language(lang or "id", t),
        owners=owners or _asked_owner(t),
        region=region,
    )
    if workflow and not wanted.owners:
        text = N_("--workflow needs --owner: without an account it would refuse every change.")
        raise click.UsageError(t.gettext(text))
    source = _known(source) if workflow else source
    with spoken(t):
        paths, registered = make_city(folder, wanted)
        _say_made(paths, t)
        if workflow:
            _say_made(make_workflow(folder, workflow, source), t)
            _say_source(source, t)
    _say_registered(wanted, registered, t)
    if not zone:
        text = N_("Time zone: {zone}. If that is not the city's, change it in site.yml.")
        click.echo(t.gettext(text).format(zone=wanted.zone))
    from sitegen.datasets.describing import shell_quoted

    next_step = t.gettext("Next: cd {folder} && sitegen build")
    click.echo(plain(next_step.format(folder=shell_quoted(str(folder)))))


def _asked_region(code: str, t: Translator) -> Area | None:
    question = N_("Kemendagri code or name of the kota or kabupaten (empty: none)")
    code = code or ask_freely(t.gettext(question))
    if not code:
        return None
    from sitegen.cli.city_scaffold import region_meant

    return region_meant(code)


def _asked_zone(region: Area | None, t: Translator) -> str:
    if region is None:
        return ask(t.gettext("Time zone: WIB, WITA or WIT"), "WIB")
    from sitegen.city.kemendagri import zone_of

    return zone_of(region)


def _asked_language(default: Lang, t: Translator) -> Lang:
    given = ask(t.gettext("Language of the site: id or en"), default).strip().lower()
    return "en" if given == "en" else "id"


def _asked_owner(t: Translator) -> tuple[str, ...]:
    given = ask_freely(t.gettext("Account of Kominfo, such as @kominfo"))
    return (given,) if given else ()


def _say_registered(city: NewCity, made: Registered, t: Translator) -> None:
    """Say what the register has, and by which decree."""
    if city.region is None:
        return
    from sitegen.city.kemendagri import DECREE

    text = N_("Register: {areas} of {name} ({decree})")
    counts = {"kecamatan": made.kecamatan, "kelurahan": made.kelurahan, "desa": made.desa}
    areas = ", ".join(f"{count} {level}" for level, count in counts.items() if count)
    click.echo(t.gettext(text).format(areas=areas, name=city.region.name, decree=DECREE))


@new.command("unit")
@click.argument("units", metavar="[ID]...", nargs=-1)
@option("--all", "every", is_flag=True, help="Every unit of the register that has no folder yet.")
@option("--name", default="", help="Official name, for a unit that the register lacks.")
@option("--code", default="", help="Kemendagri code, for a kecamatan or kelurahan.")
@option("--parent", default="", help="Id of the unit above it: for a kelurahan, its kecamatan.")
@ROOT
@LANG
def new_unit(  # noqa: PLR0913 - one argument for each option, as Click passes them
    units: tuple[str, ...],
    every: bool,
    name: str,
    code: str,
    parent: str,
    root: Path,
    lang: Lang | None,
) -> None:
    """Make the folder of unit ID, such as kelurahan/dago; add it to the register if needed.

    Of units that are in the register, several can be named.
    """
    from sitegen.cli.named_units import registered
    from sitegen.cli.unit_scaffold import make_unit, make_units, without_folder

    t = translator_of(root, lang)
    if bool(units) == every:
        raise click.UsageError(t.gettext(N_("Name units, or all that have no folder with --all.")))
    with spoken(t):
        entries = without_folder(root) if every else tuple(registered(root, u) for u in units)
        known = tuple(entry for entry in entries if entry)
        if known and len(known) == len(entries):
            _say_made(make_units(root, known, t), t)
            return
    if every:
        click.echo(t.gettext(N_("Every unit of the register has its folder.")))
        return
    if len(units) > 1:
        lacking = ", ".join(u for u, e in zip(units, entries, strict=True) if e is None)
        text = t.gettext(N_("Not in data/units.csv: {units}. Make one at a time."))
        raise click.UsageError(text.format(units=lacking))
    wanted = _asked_unit(root, units[0], (name, code, parent), t)
    with spoken(t):
        _say_made(make_unit(root, wanted, t), t)


def _asked_unit(root: Path, unit: str, given: tuple[str, str, str], t: Translator) -> NewUnit:
    """A unit that the register lacks, with name, code and parent as given or asked for."""
    from sitegen.city.config import read_config
    from sitegen.city.unit_kinds import kind_of
    from sitegen.cli.unit_scaffold import NewUnit

    name, code, parent = given
    with spoken(t):
        kinds = read_config(root).unit_kinds
    kind = unit.partition("/")[0] if "/" in unit else ask(t.gettext("Kind of unit"), "kelurahan")
    unit = unit.strip("/").rpartition("/")[2]
    name = name or ask(t.gettext("Official name"), unit.replace("-", " ").title(), "--name")
    known = kind_of(kinds, kind)
    if known and known.level != "dinas":
        code = code or ask(t.gettext("Kemendagri code"), "", "--code")
    if known and known.level == "kelurahan":
        parent = parent or ask(t.gettext("Id of the kecamatan"), "", "--parent")
    return NewUnit(id=unit, kind=kind, name=name, code=code, parent=parent)


@new.command("units")
@option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Table or list of units: CSV, Excel, or a text with one code and name a line.",
)
@option("--kind", default="", metavar="KIND", help="Kind of the units whose row does not say it.")
@option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@ROOT
@LANG
def new_units(source: Path, kind: str, dry_run: bool, root: Path, lang: Lang | None) -> None:
    """Make many units at once: their rows in the register, and folders with empty profiles.

    Columns are found by what people call them. Units that are there already are left as they are.
    """
    from sitegen.cli.many_units import make_many, plan_units

    t = translator_of(root, lang)
    with spoken(t):
        plan = plan_units(root, source, kind)
        if not dry_run:
            make_many(root, plan, t)
    word = N_("Would make: {unit} ({name})") if dry_run else N_("Made: {unit} ({name})")
    for key, name in plan.made:
        click.echo(plain(t.gettext(word).format(unit=f"content/{key}", name=name)))
    text = t.gettext(
        N_("{rows} rows for data/units.csv, {folders} folders, {left} units left as they are.")
    )
    click.echo(text.format(rows=len(plan.units), folders=len(plan.made), left=len(plan.left)))


@new.command("laporan")
@click.argument("unit", metavar="UNIT")
@click.argument("title", metavar="JUDUL", default="")
@option("--date", type=Moment(timed=True), metavar="YYYY-MM-DD", help="Date. Default: today.")
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
    from sitegen.cli.named_units import unit_key
    from sitegen.cli.report_scaffold import NewReport, make_report, proposal
    from sitegen.cli.writing import one_line
    from sitegen.engine.options import Options
    from sitegen.engine.scan import clock
    from sitegen.keys.vocabulary import keys

    t = translator_of(root, lang)
    with spoken(t):
        config = read_config(root)
        unit = unit_key(root, unit)
    title = one_line(title or ask(t.gettext("Title of the report"), "", "JUDUL"))
    if not title:
        raise click.UsageError(t.gettext(N_("The title is empty.")))
    day = (date or clock(Options(root=root, output=root / "build"), config)).date()
    kind = choose(t.gettext("Kind of activity"), keys(config.kinds), kind, (proposal, t))
    wanted = NewReport(unit=unit, title=title, date=day, kind=kind, topics=topic)
    with spoken(t):
        _say_made(make_report(root, wanted, config, t), t)


@new.command("data")
@click.argument("unit", metavar="UNIT")
@click.argument("name", metavar="[NAMA]", default="")
@option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Table to copy into the unit's folder first: CSV or Excel.",
)
@option("--title", default="", help="What the dataset measures.")
@ROOT
@LANG
def new_data(
    unit: str, name: str, source: Path | None, title: str, root: Path, lang: Lang | None
) -> None:
    """Describe the table NAMA of UNIT, column by column; without NAMA, each that has no description.

    Figures are never written: put the table into the unit's folder data/, or name it with --from.
    """
    from sitegen.cli.dataset_scaffold import copy_table, describe_table, undescribed

    t = translator_of(root, lang)
    with spoken(t):
        if source:
            _say_made(copy_table(root, unit, (name, title), source, t), t)
            return
        names = (name,) if name else undescribed(root, unit)
        for each in names:
            _say_made(describe_table(root, unit, (each, title), t), t)
    if not names:
        text = N_("Every table of {unit} is described. Put a new one into its folder data/ first.")
        raise click.UsageError(t.gettext(text).format(unit=unit))
    click.echo(
        t.gettext(N_("Next: fill in the keys of the .yml that begin with #, and remove the #."))
    )


@new.command("workflow")
@click.argument("platform", type=_PLATFORM)
@option(
    "--publish",
    "target",
    type=click.Choice(["pages", "netlify", "rsync", "release"]),
    help="Make the workflow too that builds and publishes on every push and every day: to the "
    "platform's Pages, Netlify, another machine, or a folder of the machine that runs it.",
)
@_SOURCE
@ROOT
@LANG
def new_workflow(
    platform: str, target: Target | None, source: str, root: Path, lang: Lang | None
) -> None:
    """Make the workflow that checks every change on PLATFORM, with its author's rights.

    The file goes to the top of the repository, also for a city in a folder below.
    """
    from sitegen.city.git.changes import read_folder
    from sitegen.cli.publishing import make_publishing
    from sitegen.cli.scaffold import lets_somebody_in, make_workflow

    t, source = translator_of(root, lang), _known(source)
    with spoken(t):
        if target == "pages" and read_folder(root):
            text = N_(
                "A repository has the Pages of one site, so they are no place for a city in a folder: "
                "choose netlify, rsync or release."
            )
            raise click.UsageError(t.gettext(text))
        if target:
            _say_made(make_publishing(root, platform, target, source), t)
        else:
            _say_made(make_workflow(root, platform, source), t)
        _say_source(source, t)
    if not lets_somebody_in(root):
        text = N_(
            'Next: name an account in data/pemilik.yml, such as `kota: ["@kominfo"]`, and commit '
            "it: until then the workflow refuses every change."
        )
        click.echo(t.gettext(text))


def _known(source: str) -> str:
    """What was given, else where this sitegen comes from, else a text to be replaced."""
    from sitegen.cli.own_source import own_source

    return source or own_source() or SOURCE


@new.command("host")
@click.argument(
    "hosts",
    metavar="[netlify|nginx|caddy|systemd|desk]...",
    nargs=-1,
    required=True,
    type=click.Choice(["netlify", "nginx", "caddy", "systemd", "desk"]),
)
@_SOURCE
@ROOT
@LANG
def new_host(hosts: tuple[str, ...], source: str, root: Path, lang: Lang | None) -> None:
    """Make the files with which hosts serve the city, for its address, folder and time zone.

    systemd: a service and a timer that fetch, build and publish on a server of one's own. desk: a
    service for `sitegen desk`, what stands before it, and its settings.
    """
    from sitegen.cli.host_scaffold import make_host

    t, source = translator_of(root, lang), _known(source)
    with spoken(t):
        _say_made(make_host(root, tuple(dict.fromkeys(hosts)), source), t)
        if "netlify" in hosts:
            _say_source(source, t)


def _say_source(source: str, t: Translator) -> None:
    if source == SOURCE:
        click.echo(t.gettext("Next: write into it, after SITEGEN, where sitegen comes from."))


def _say_made(paths: tuple[Path, ...], t: Translator) -> None:
    for path in paths:
        click.echo(plain(t.gettext("Made: {path}").format(path=path)))
