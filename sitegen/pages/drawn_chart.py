"""A drawn chart with everything around it, for the page of a unit or of the city."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from sitegen.charts.caption import shown_unit, shown_words
from sitegen.charts.data import ChartData
from sitegen.charts.drawn import DrawnChart
from sitegen.charts.text import data_table as chart_table
from sitegen.charts.text import notes
from sitegen.datasets.sentence import sentence
from sitegen.pages import views
from sitegen.pages.dataset import data_table
from sitegen.pages.site import SiteContext


class ChartAround(Struct, frozen=True, kw_only=True):
    """What is said around a chart: its name on the page, the addresses of its pictures, whose figures it shows.

    `table` is the title of the table that it is drawn from. `sentence` is what is said of the figures, None for
    the usual one.
    """

    name: str
    title: str
    table: str
    svg_url: str
    png_url: str
    credit: str
    sentence: str | None = None
    source: views.Link | None = None


def chart_view(
    site: SiteContext, data: ChartData, drawing: DrawnChart, around: ChartAround
) -> views.Chart:
    """Return the view of a chart."""
    headers, rows = chart_table(data, site.t)
    shown = shown_words(data, site.t)
    caption = f"{around.title} ({shown})" if shown else around.title
    return views.Chart(
        id=around.name,
        title=around.title,
        shown=shown,
        unit=shown_unit(data),
        sentence=sentence(data, site.t, around.table)
        if around.sentence is None
        else around.sentence,
        svg=Markup((drawing.narrow + drawing.wide).decode()),  # noqa: S704 - made here and checked by check_svg
        svg_href=site.address.href(around.svg_url),
        png_href=site.address.href(around.png_url),
        png_width=int.from_bytes(drawing.png[16:20]),
        png_height=int.from_bytes(drawing.png[20:24]),
        width=drawing.width,
        height=drawing.height,
        note=" ".join(notes(data, site.t)),
        credit=around.credit,
        table=data_table(headers, rows, caption, site.lang, time=data.is_time),
        source=around.source,
    )
