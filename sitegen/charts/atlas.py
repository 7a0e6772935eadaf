"""The areas of a map: a table's area codes become names, and the drawing of these areas is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.checks import listing, problem
from sitegen.charts.data import AreaMap
from sitegen.charts.rows import labels_of
from sitegen.model import ChartSpec, Problem, Table, Where

KELURAHAN_DIGITS = 10


class Atlas(Struct, frozen=True, kw_only=True):
    """The city's areas by the digits of their codes, and `draw`, the map that shows all of these areas."""

    names: Mapping[str, str]
    draw: Callable[[tuple[str, ...]], AreaMap | None]


class Placed(Struct, frozen=True, kw_only=True):
    """A table with the names of areas in place of their codes, and the map that shows them."""

    table: Table
    map: AreaMap


def no_map(_: tuple[str, ...]) -> AreaMap | None:
    """Return the map of a city of which nothing is known."""
    return None


NO_ATLAS = Atlas(names={}, draw=no_map)


def placed(
    spec: ChartSpec, table: Table, kept: Sequence[int], where: Where, atlas: Atlas
) -> Placed | Problem:
    """Return the table with names of areas and its map, or what keeps it from a map."""
    (column,) = (each for each in table.columns if each.name == spec.x)
    texts = labels_of(table, column)
    codes = tuple(dict.fromkeys(digits_of(texts[row]) for row in kept))
    strange = [texts[row] for row in kept if digits_of(texts[row]) not in atlas.names]
    if strange:
        coded = (c for c in table.columns if _has_codes(labels_of(table, c), atlas))
        return problem(
            "C022",
            where,
            key="x",
            column=spec.x,
            found=listing(text or "-" for text in strange),
            count=len(strange),
            columns=listing(c.name for c in coded) or "-",
        )
    if len({len(code) for code in codes}) > 1:
        lengths = {len(digits_of(texts[row])): texts[row] for row in kept}
        some = listing(lengths[length] for length in sorted(lengths))
        return problem("C023", where, key="x", column=spec.x, found=some)
    drawn = atlas.draw(codes)
    if drawn is None:
        level = "kelurahan" if len(codes[0]) == KELURAHAN_DIGITS else "kecamatan"
        return problem("C024", where, key="jenis", level=level)
    names = [atlas.names.get(digits_of(text), text) for text in texts]
    title = "Kelurahan" if len(codes[0]) == KELURAHAN_DIGITS else "Kecamatan"
    named = replace(column, kind="teks", title=title)
    return Placed(
        table=replace(
            table,
            frame=table.frame.assign(**{column.name: names}),
            columns=tuple(named if each is column else each for each in table.columns),
        ),
        map=drawn,
    )


def digits_of(code: str) -> str:
    """Return the digits of an area code: `3273021004` of `32.73.02.1004`."""
    return "".join(sign for sign in code if sign.isdecimal())


def _has_codes(texts: Sequence[str], atlas: Atlas) -> bool:
    return bool(texts) and all(digits_of(text) in atlas.names for text in texts)
