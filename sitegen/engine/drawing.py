"""The drawing of charts for products of the city: as units draw theirs, with the same cache."""

from __future__ import annotations

from sitegen.charts.data import ChartData
from sitegen.charts.drawn import DrawnChart
from sitegen.errors import is_fault
from sitegen.pages.city import Drawings, NotAtHand
from sitegen.units.charts import ChartLook, drawn
from sitegen.units.context import BuildContext


def drawings(context: BuildContext) -> Drawings:
    """Return what draws charts in the look of the site."""

    def draw(data: ChartData, title: str, lines: tuple[str, ...]) -> DrawnChart:
        look = ChartLook(lang=context.site.t.lang, source=lines, colour=context.site.theme.colour)
        try:
            return drawn(data, title, context.cache, look)
        except BaseException as error:
            if not is_fault(error):
                raise
            raise NotAtHand(title) from error

    return Drawings(draw=draw)
