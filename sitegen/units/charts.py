"""Charts of a unit: drawn once in a process that may die, cached, and placed beside a page."""

from __future__ import annotations

import json
from functools import cache as remember
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

import sitegen
from sitegen.charts.data import ChartData
from sitegen.charts.drawn import DrawnChart
from sitegen.digest import digest
from sitegen.errors import fault_of, is_fault
from sitegen.i18n import N_, Lang, catalogue_bytes, translator
from sitegen.installed import version
from sitegen.model import ChartSpec, DatasetMeta, Problem, Table, UnitEntry
from sitegen.pages import views
from sitegen.processes.worker import Worker, WorkerError
from sitegen.units.context import BuildContext
from sitegen.units.page_files import PageFiles

if TYPE_CHECKING:
    from sitegen.pages.site import SiteContext
    from sitegen.store.cache import Cache

# Of CPU time; the first drawing in a process also imports Altair, which takes a second or two.
DRAWING_SECONDS = 60.0
# Charts, and the rooms below from which they take kinds of columns, periods and names of months.
DRAWING_ROOMS = ("charts", "tables", "keys", "model", "legible.py", "colour.py")


class Undrawn(Exception):  # noqa: N818 - becomes a Problem at once
    """A chart cannot be drawn now; the text is the reason: a child that died, or a fault of ours."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(str(error) if isinstance(error, WorkerError) else fault_of(error))


class PreparedChart(Struct, frozen=True, kw_only=True):
    """A chart whose keys match its table, with the values to draw."""

    spec: ChartSpec
    data: ChartData


class ChartPlace(Struct, frozen=True, kw_only=True):
    """Where a chart goes: its number on the page, the dataset whose figures it shows, the address
    of its page and its unit.

    `elsewhere` says that the chart stands on another page than its data, `card` that it is also
    shown small, on cards.
    """

    number: int
    meta: DatasetMeta
    url: str
    unit: UnitEntry
    elsewhere: bool = False
    card: bool = False


def place_chart(
    chart: PreparedChart, place: ChartPlace, files: PageFiles, context: BuildContext
) -> views.Chart:
    """Return the view of a chart and put its files beside the page.

    Raises Undrawn when it cannot be drawn now, and SitegenError.
    """
    try:
        return _placed(chart, place, files, context)
    except BaseException as error:
        if not is_fault(error):
            raise
        raise Undrawn(error) from error


def _placed(
    chart: PreparedChart, place: ChartPlace, files: PageFiles, context: BuildContext
) -> views.Chart:
    from sitegen.charts.drawing import standalone
    from sitegen.pages.drawn_chart import ChartAround, chart_view

    site, data, meta = context.site, chart.data, place.meta
    title = chart.spec.title or meta.title
    lines = credit(data, place, site)
    look = ChartLook(lang=site.t.lang, source=lines, colour=site.theme.colour)
    drawing = drawn(data, title, context.cache, look)
    name = f"grafik-{place.number}"
    around = ChartAround(
        name=name,
        title=title,
        table=meta.title,
        svg_url=f"{files.url}{name}.svg",
        png_url=f"{files.url}{name}.png",
        credit=lines[0],
        source=site.link(meta.title, place.url) if place.elsewhere else None,
    )
    view = chart_view(site, data, drawing, around)
    # Last: a chart that cannot be made leaves no file behind.
    files.put(f"{name}.svg", standalone(drawing.poster.decode()).encode())
    files.put(f"{name}.png", drawing.png)
    if place.card:
        files.put(card_file(name), standalone(drawing.narrow.decode()).encode())
    return view


def card_file(name: str) -> str:
    """Return the name of the small drawing of a chart, which cards show."""
    return f"{name}-kecil.svg"


def credit(data: ChartData, place: ChartPlace, site: SiteContext) -> tuple[str, ...]:
    """Return whose figures a chart shows and of when, and where they are found, a line each."""
    from sitegen.charts.numbers import axis_label
    from sitegen.pages.dataset_facts import period
    from sitegen.pages.site import unit_name

    when = period(place.meta, site.t)
    if not when and data.is_time and data.xs[0][3:4].isdecimal():  # a year of four digits
        ends = (axis_label(x, data.x_kind, site.t) for x in (data.xs[0], data.xs[-1]))
        when = " – ".join(dict.fromkeys(ends))
    maker = place.meta.source or unit_name(site, place.unit)
    source = ", ".join(filter(None, (maker, when)))
    # A preview shows the address under which the site is known.
    base = (site.address.official or site.address.base_url).partition("://")[2]
    text = site.t.gettext(N_("Source: {source}")).format(source=source)
    return text, f"{site.name}, {base}{place.url}"


def prepared(
    spec: ChartSpec, table: Table, unit: str, context: BuildContext
) -> tuple[PreparedChart | None, tuple[Problem, ...]]:
    """Return the chart with its values, None if it cannot be drawn, and all problems of it.

    `unit` is that of the dataset. A fault of the program costs this chart alone (C011).
    """
    from sitegen.charts.atlas import NO_ATLAS
    from sitegen.charts.prepare import prepare
    from sitegen.units.atlas import atlas_of

    try:
        atlas = atlas_of(context) if spec.kind == "peta" else NO_ATLAS
        data, problems = prepare(spec, table, spec.where, unit, atlas)
    except BaseException as error:
        if not is_fault(error):
            raise
        return None, (Problem.of("C011", spec.where, reason=fault_of(error)),)
    return PreparedChart(spec=spec, data=data) if data else None, problems


def suggested(
    table: Table, path: str, title: str
) -> tuple[tuple[ChartSpec, ...], tuple[Problem, ...]]:
    """Return the chart that a table without a description suggests, or what keeps it from one, if
    any; C011 as in `prepared`.

    None has people's names for labels.
    """
    from sitegen.charts.automatic import automatic, undecided

    try:
        own = automatic(table)
        if own is None:
            doubt = undecided(table, path, title)
            return (), ((doubt,) if doubt else ())
        own = None if _names_people(own, table) else own
    except BaseException as error:
        if not is_fault(error):
            raise
        return (), (Problem.of("C011", path, reason=fault_of(error)),)
    return ((own,) if own else ()), ()


def _names_people(spec: ChartSpec, table: Table) -> bool:
    from sitegen.charts.rows import labels_of
    from sitegen.privacy.people.persons import are_names

    labels = (labels_of(table, c) for c in table.columns if c.name in {spec.x, spec.series})
    return any(are_names(filter(None, set(each)), said=False) for each in labels)


class ChartLook(Struct, frozen=True, kw_only=True):
    """What a drawing is made from besides its data."""

    lang: Lang
    source: tuple[str, ...]
    colour: str


def drawn(data: ChartData, title: str, cache: Cache, look: ChartLook) -> DrawnChart:
    """Return the drawing of a chart; raises WorkerError. What fails is not kept."""
    data = replace(data, title=title, rest=())  # the others are not drawn
    colour = (look.colour,) if look.colour else ()
    key = digest(repr(data), look.lang, *look.source, *colour, *_drawing_versions())
    *texts, png, head = cache.get("charts", key, lambda: _drafter().run((data, look)))
    narrow, wide, poster = texts
    width, height = json.loads(head)
    return DrawnChart(narrow=narrow, wide=wide, poster=poster, png=png, width=width, height=height)


@remember
def _drafter() -> Worker[tuple[ChartData, ChartLook], tuple[bytes, ...]]:
    return Worker(_draw, DRAWING_SECONDS)


def _draw(given: tuple[ChartData, ChartLook]) -> tuple[bytes, ...]:
    from sitegen.charts.drawing import draw

    data, look = given
    drawing = draw(data, translator(look.lang), source=look.source, colour=look.colour)
    size = json.dumps([drawing.width, drawing.height]).encode()
    texts = (drawing.narrow, drawing.wide, drawing.poster)
    return (*(text.encode() for text in texts), drawing.png, size)


@remember
def _drawing_versions() -> tuple[str, ...]:
    """What besides the data determines how a chart looks: libraries, our modules, fonts, words."""
    sources = [path.read_bytes() for path in drawing_sources()]
    libraries = ("altair", "babel", "vl-convert-python", "pillow")
    return (*map(version, libraries), digest(*sources, *catalogue_bytes()))


def drawing_sources() -> tuple[Path, ...]:
    """Return our modules and fonts that a drawing can depend on: those of charts, and what these use."""
    package = Path(sitegen.__file__).parent
    rooms = [package / room for room in DRAWING_ROOMS]
    modules = (
        path for room in rooms for path in ([room] if room.suffix else sorted(room.rglob("*.py")))
    )
    return (*modules, *sorted((package / "charts" / "fonts").glob("*.ttf")))
