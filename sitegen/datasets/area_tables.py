"""All figures of a table by area: what it says of each kecamatan and kelurahan, now and before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.datasets.area_figures import LEVELS, area_codes, full_codes, is_period, number_of
from sitegen.datasets.extremes import cut_end
from sitegen.datasets.positions import Along
from sitegen.datasets.preliminary import preliminary
from sitegen.datasets.row_periods import cell_text, row_periods
from sitegen.model import AreaMeasure, AreaTable, Column, DatasetMeta, Table

if TYPE_CHECKING:
    import pandas as pd

# Of a wide table, the first; what its charts show comes before.
COLUMNS = 6
# Of one that tells several rows of each area apart, such as women and men.
CHOICES = 8
FORMER = 4
# No table keeps more figures than these: of one with very many areas, fewer periods are kept.
CELLS = 6_000

# Places in an order are no figures of an area.
_ORDER = re.compile(r"\b(?:peringkat|ranking|rank|urutan|nomor|no)\b", re.IGNORECASE)

Values = tuple[float | None, ...]


def area_tables(table: Table, meta: DatasetMeta, url: str) -> tuple[AreaTable, ...]:
    """Return the figures of a table with its page at `url`, for each level of areas in it.

    None of a table without a column of area codes, of one in which some rows contain others, and of
    one of which it is not sure what each row stands for. Figures that are doubtful are left out, and
    columns with running totals.
    """
    found = ((c, full_codes(area_codes(table, c))) for c in table.columns)
    by, codes = next(((c, own) for c, own in found if own is not None), (None, None))
    measures = _measures(table, meta)
    if (
        by is None
        or codes is None
        or _is_list(table, by)
        or table.levels is not None
        or not measures
    ):
        return ()
    periods = row_periods(table)
    choices = _choices(table, by, codes, periods)
    if choices is None:
        return ()
    rows = _TableRows(codes=codes, periods=periods, choices=choices)
    return tuple(_tables(table, meta, url, rows, measures))


def measured_codes(table: AreaTable) -> tuple[str, ...]:
    """Return the codes of the areas of which the table has any figure of its newest period."""
    figures = [column.values for column in table.columns]  # noqa: PD011 - of an AreaMeasure
    return tuple(
        code for at, code in enumerate(table.codes) if any(own[at] is not None for own in figures)
    )


class _TableRows:
    """Of each row its area, its period and what else tells it apart, as texts; "" for none."""

    def __init__(self, codes: pd.Series, periods: pd.Series, choices: pd.Series) -> None:
        self.codes = codes
        self.periods = periods
        self.choices = choices


def _tables(
    table: Table, meta: DatasetMeta, url: str, rows: _TableRows, measures: list[Column]
) -> Iterator[AreaTable]:
    lengths = rows.codes.str.len()
    for length, level in LEVELS.items():
        chosen = lengths == length
        if not chosen.any():
            continue
        codes = tuple(sorted(set(rows.codes[chosen])))
        named = list(dict.fromkeys(rows.choices[chosen]))
        periods = sorted({p for p in rows.periods[chosen] if is_period(p)}, reverse=True)
        width = len(codes) * len(named) * len(measures)
        periods = periods[: max(1, min(FORMER + 1, CELLS // max(1, width)))] or [""]
        at = {
            (code, period, choice): row
            for row, code, period, choice in zip(
                rows.codes.index[chosen],
                rows.codes[chosen],
                rows.periods[chosen],
                rows.choices[chosen],
                strict=True,
            )
        }
        columns = tuple(
            column
            for measure in measures
            for choice in named
            if (column := _column(table, meta, measure, choice, codes, periods, at))
        )
        if columns:
            yield AreaTable(
                url=url,
                title=meta.title,
                topics=meta.topics,
                level=level,
                codes=codes,
                columns=columns,
                period=periods[0] or meta.period_end or meta.period_start,
                cut=cut_end(meta.title) >= 0,
            )


def _column(  # noqa: PLR0913 - one column of all that is found of the table
    table: Table,
    meta: DatasetMeta,
    measure: Column,
    choice: str,
    codes: tuple[str, ...],
    periods: list[str],
    at: dict[tuple[str, str, str], int],
) -> AreaMeasure | None:
    """The figures of a column for one choice, None if there are none in the newest period."""
    cells = dict(zip(table.frame.index, table.frame[measure.name], strict=True))
    doubtful = set(dict(table.noughts).get(measure.name, ()))

    def of(period: str) -> Values:
        found = (at.get((code, period, choice)) for code in codes)
        return tuple(
            None if row is None or row in doubtful else number_of(cells[row]) for row in found
        )

    newest = of(periods[0])
    if not any(value is not None for value in newest):
        return None
    marked = preliminary(table, measure)
    former = ((period, of(period)) for period in _comparable(measure, periods))
    return AreaMeasure(
        title=measure.title,
        unit=measure.unit or meta.unit,
        whole=measure.kind == "bulat",
        values=newest,
        choice=choice,
        preliminary=tuple(at for at, value in enumerate(newest) if value in marked),
        former=tuple(each for each in former if any(v is not None for v in each[1])),
    )


def _comparable(measure: Column, periods: list[str]) -> list[str]:
    """The periods before the newest, down to a break in the figures."""
    newest = max(measure.breaks, default="")
    if newest and newest > periods[0]:
        return []
    return [period for period in periods[1:] if period >= newest]


def _is_list(table: Table, by: Column) -> bool:
    """Whether the rows are things that lie in areas, such as projects: something else names them first."""
    first = table.columns[: table.columns.index(by)]
    return any(
        column.kind in {"teks", "kode"} and not Along(kind="kategori", title=column.title).is_place
        for column in first
    )


def _measures(table: Table, meta: DatasetMeta) -> list[Column]:
    figures = {
        c.name: c
        for c in table.columns
        if c.kind in {"bulat", "desimal"}
        and not (c.cumulative or c.spoilt or _ORDER.search(f"{c.name} {c.title}".replace("_", " ")))
    }
    charted = dict.fromkeys(spec.y for spec in meta.charts if spec.y in figures)
    return [figures[name] for name in dict.fromkeys((*charted, *figures))][:COLUMNS]


def _choices(table: Table, by: Column, codes: pd.Series, periods: pd.Series) -> pd.Series | None:
    """What else tells the rows of an area in a period apart, None if that is not sure."""
    import pandas as pd

    keys = pd.DataFrame({"code": codes, "period": periods})
    if not keys.duplicated().any():
        return codes.map(lambda _: "")
    kinds = {"teks", "kode", "wilayah", "bulat"}
    others = [c for c in table.columns if c.kind in kinds and c.name != by.name]
    for column in others:
        texts = table.frame[column.name].map(cell_text)
        if (
            column.kind == "bulat"
            or not 1 < texts.nunique() <= CHOICES
            or texts.isin(["", "<NA>"]).any()
        ):
            continue
        if not keys.assign(choice=texts).duplicated().any():
            return texts
    return None
