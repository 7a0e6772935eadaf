"""What a table says of areas, and what of it the city has chosen to show."""

from __future__ import annotations

from sitegen.model.stored import Stored


class AreaMeasure(Stored, frozen=True, kw_only=True):
    """A column of figures by area: `values` in the order of the table's codes, None for no figure.

    `choice` is what else tells its rows apart, such as `Laki-laki`, or "". `former` are earlier periods,
    latest first, each with its values in the same order. `whole` says that the figures have no decimals;
    `preliminary` are the places of values that their source marks as such.
    """

    title: str
    unit: str
    whole: bool
    values: tuple[float | None, ...]
    choice: str = ""
    former: tuple[tuple[str, tuple[float | None, ...]], ...] = ()
    preliminary: tuple[int, ...] = ()


class AreaTable(Stored, frozen=True, kw_only=True):
    """The figures of a dataset by area: `codes` are area codes of one `level`.

    `period` is that of the figures as the cells have it, else as the dataset has it, or "". `cut` says that it has only
    the largest or smallest of all areas, by its title.
    """

    url: str
    title: str
    topics: tuple[str, ...]
    level: str
    codes: tuple[str, ...]
    columns: tuple[AreaMeasure, ...]
    period: str = ""
    cut: bool = False


class WantedFigure(Stored, frozen=True, kw_only=True):
    """A figure that the city wants to show, as `site.yml` names it; `number` is its place, from 1.

    `dataset` is the name of a unit's dataset, `column` a column of figures. `rows` are (column, value):
    only rows with these values count. `better` is `up` or `down` if a direction is good, else "".
    `line` and `character` say where it stands in `site.yml`, `inhabitants` that it counts those of the city.
    """

    number: int
    unit: str
    dataset: str
    column: str
    label: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    better: str = ""
    home: bool = False
    line: int = 0
    character: int = 0
    inhabitants: bool = False


class CityFigure(Stored, frozen=True, kw_only=True):
    """A figure that the city shows: of its newest period, with those before.

    `url` and `dataset` are those of the dataset. `past` are (period, value), oldest first, the newest last;
    without periods it has one entry, with the period of the dataset. `before` is the period with which the
    newest one can be compared, "" if there is none. `rows` says which part of the table it is of.
    `percent` says that the figures are shares, so that they change by points, and `shares` that a change can be told in
    percent. `provisional` says that the source marks the newest figure as preliminary, `held` that a newer
    version of the dataset waits to be mended, `inhabitants` that it counts those of the city.
    """

    number: int
    label: str
    url: str
    dataset: str
    unit: str
    whole: bool
    past: tuple[tuple[str, float], ...]
    before: str = ""
    rows: str = ""
    better: str = ""
    home: bool = False
    percent: bool = False
    shares: bool = False
    provisional: bool = False
    inhabitants: bool = False
    source: str = ""
    held: bool = False
