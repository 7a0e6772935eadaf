"""A chart in words: its notes and its data table."""

from __future__ import annotations

from sitegen.charts.data import ChartData
from sitegen.charts.numbers import GAP, axis_label, full_digits, numbers, share, title_with_unit
from sitegen.i18n import N_, Translator

# Decimals of figures that were read, and of means.
_AS_READ = 4
_OF_MEANS = 2


def notes(data: ChartData, t: Translator) -> tuple[str, ...]:
    """Return what readers must know: the author's note, what is missing."""
    result = [data.note] if data.note else []
    if data.missing:
        text = t.ngettext(
            N_("{count} empty figure is left out."),
            N_("{count} empty figures are left out."),
            data.missing,
        )
        result.append(text.format(count=numbers(data.missing, "", t)))
    return tuple(result)


def data_table(
    data: ChartData, t: Translator
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the headers and rows of the chart's figures, unabbreviated; gaps are dashes."""
    figure = title_with_unit(data.y_title, data.unit)
    if data.kind == "sebar":
        return _scatter_table(data, figure, t)
    if data.kind == "target":
        return _target_table(data, figure, t)
    cells = data.cells()
    columns = data.series or ("",)
    names = tuple(axis_label(s, data.series_kind, t) for s in data.series) or (figure,)
    rows = tuple(
        (
            axis_label(x, data.x_kind, t),
            *(_cell(cells.get((x, s)), data, t) for s in columns),
        )
        for x in data.xs
    )
    return (data.x_title, *names), rows


def _scatter_table(
    data: ChartData, figure: str, t: Translator
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    named = any(mark.x for mark in data.marks)
    grouped = bool(data.series)
    headers = (
        *((t.gettext(N_("Name")),) if named else ()),
        *((data.series_title,) if grouped else ()),
        data.x_title,
        figure,
    )
    rows = tuple(
        (
            *((axis_label(mark.x, "kategori", t),) if named else ()),
            *((_name(mark.series, data, t),) if grouped else ()),
            numbers(mark.at, "", t, digits=full_digits(mark.at, _AS_READ)),
            _cell(mark.y, data, t),
        )
        for mark in data.marks
    )
    return headers, rows


def _target_table(
    data: ChartData, figure: str, t: Translator
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    found = {mark.x: mark for mark in data.marks}
    rows = []
    for x in data.xs:
        mark = found.get(x)
        target = mark.target if mark else None
        ratio = share(mark.y / target, t) if mark and target else GAP
        figures = (
            _cell(mark.y if mark else None, data, t),
            _cell(target, data, t),
            ratio,
        )
        rows.append((axis_label(x, data.x_kind, t), *figures))
    headers = (
        data.x_title,
        figure,
        data.target_title,
        t.gettext(N_("Share of target")),
    )
    return headers, tuple(rows)


def _cell(value: float | None, data: ChartData, t: Translator) -> str:
    if value is None:
        return GAP
    least = _OF_MEANS if data.aggregate == "rata-rata" else _AS_READ
    return numbers(value, data.unit, t, digits=full_digits(value, least))


def _name(label: str, data: ChartData, t: Translator) -> str:
    return axis_label(label, data.series_kind, t)
