"""Charts of wide tables, whose columns are months, years or groups of one figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as altered

from msgspec.structs import replace

from sitegen.charts.checks import listing, most_alike, problem
from sitegen.model import ChartSpec, Problem, Table, Where
from sitegen.tables.folds import fold_of, folded, folds
from sitegen.tables.kinds import KINDS

_RANGE = ".."


def over_folds(table: Table, suggest: Callable[[Table], ChartSpec | None]) -> ChartSpec | None:
    """Return the chart that a table suggests, or that it suggests as a long one where it is wide.

    Where only one period of several could be shown, the column that adds them up is, if there is one.
    A figure beside the folded ones is of one time, and has no chart over several.
    """
    fold = next(iter(folds(table)), None)
    if fold is None:
        return suggest(table)
    long = folded(table, fold)
    chart = suggest(long)
    if chart is None:
        return None
    if chart.y not in fold.names:
        return suggest(_without(table, fold.columns))
    chart = altered(chart, fold=fold.columns)
    alone = any(name == fold.name for name, _ in chart.filter)
    if not (alone and fold.total):
        return chart
    kept = tuple(
        column
        for column in table.columns
        if column.name == fold.total or not KINDS[column.kind].figures
    )
    return suggest(replace(table, columns=kept, conventions=())) or chart


def _without(table: Table, names: Sequence[str]) -> Table:
    """The table without these columns: figures of one time are not drawn over those of others."""
    kept = tuple(column for column in table.columns if column.name not in names)
    return replace(table, columns=kept, conventions=())


def unfolded(
    spec: ChartSpec, table: Table, where: Where
) -> tuple[ChartSpec, Table, tuple[Problem, ...]]:
    """Return the chart and the table that it is drawn from: the long one if the chart needs it.

    That is so for several columns in `y`, for `lipat`, and where a key names a column that only the
    long table has.
    """
    names = [column.name for column in table.columns]
    if spec.columns or (spec.y not in names and "," in spec.y):
        listed = spec.columns or tuple(part.strip() for part in spec.y.split(","))
        columns, found = _columns(listed, names, "y", where)
        if found and not spec.columns:
            return spec, table, ()  # a name with a comma, told as such
        if found:
            return spec, table, found
        fold = fold_of(table, columns)
        series = spec.series if spec.x == fold.name else fold.name
        spec = altered(spec, y=fold.figures[0][0], columns=(), series=series)
        return spec, folded(table, fold), ()
    if spec.fold:
        columns, found = _columns(_spread(spec.fold, names), names, "lipat", where)
        return (spec, table, found) if found else (spec, folded(table, fold_of(table, columns)), ())
    wanted = {spec.x, spec.y, spec.series, spec.value, *(name for name, _ in spec.filter)} - {""}
    if wanted <= set(names):
        return spec, table, ()
    fold_or_none = next((f for f in folds(table) if f.names & (wanted - set(names))), None)
    return spec, folded(table, fold_or_none) if fold_or_none else table, ()


def _spread(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The names with `Jan..Des` as all columns from the one to the other."""
    found: list[str] = []
    for name in names:
        first, dots, last = (part.strip() for part in name.partition(_RANGE))
        ends = [_match(end, known) for end in (first, last)]
        if not dots or not all(ends) or known.index(ends[0]) > known.index(ends[1]):
            found.append(name)
        else:
            found += known[known.index(ends[0]) : known.index(ends[1]) + 1]
    return tuple(found)


def _match(name: str, known: Sequence[str]) -> str:
    """The column of this name, case and spaces aside; "" if there is none."""
    plain = "".join(name.split()).casefold()
    exact = (each for each in known if each == name)
    alike = (each for each in known if "".join(each.split()).casefold() == plain)
    return next(exact, "") or next(alike, "")


def _columns(
    names: Sequence[str], known: Sequence[str], key: str, where: Where
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    matched = {name: _match(name, known) for name in names}
    found = tuple(
        problem(
            "C001",
            where,
            key=key,
            column=name,
            columns=listing(known),
            nearest=most_alike(name, known),
        )
        for name, match in matched.items()
        if not match
    )
    return tuple(dict.fromkeys(matched.values())), found
