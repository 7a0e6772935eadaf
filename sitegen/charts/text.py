"""A chart in words: the sentence below its title, its notes and its data table."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.charts.data import ChartData, Mark
from sitegen.charts.numbers import (
    GAP,
    axis_label,
    numbers,
    share,
    with_unit,
)
from sitegen.charts.numbers import telling_digits as _telling
from sitegen.i18n import N_, Translator
from sitegen.tables.measures import PERCENT

__all__ = ["data_table", "notes", "numbers", "sentence"]

_TWO = 2
_EQUALS = 3


def sentence(data: ChartData, t: Translator) -> str:
    """Return one sentence: highest, lowest, last value and change, depending on the kind."""
    describe = {"sebar": _scatter, "peta-panas": _heat, "target": _target}.get(data.kind)
    if describe is not None:
        return describe(data, t)
    if data.stacked:
        return _stacked(data, t)
    if not data.series:
        return _time(data, t) if data.is_time else _categories(data, t)
    chosen = [data.highlight] if data.highlight in data.series else list(data.series)
    if len(chosen) > _TWO:
        return _many(data, t)
    clauses = []
    for name in chosen:
        marks = [mark for mark in data.marks if mark.series == name]
        clause = _change(marks, data, t) if data.is_time else _range(marks, data, t)
        if clause:
            clauses.append(
                t.gettext(N_("{who} {what}")).format(who=_name(name, data, t), what=clause)
            )
    text = t.gettext(N_("{title}: {clauses}."))
    return text.format(title=data.y_title, clauses="; ".join(clauses))


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
    figure = f"{data.y_title} ({data.unit})" if data.unit else data.y_title
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
            numbers(mark.at, "", t, digits=2),
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
    return GAP if value is None else numbers(value, data.unit, t, digits=2)


def _name(label: str, data: ChartData, t: Translator) -> str:
    return axis_label(label, data.series_kind, t)


def _at(mark: Mark, data: ChartData, t: Translator) -> str:
    return axis_label(mark.x, data.x_kind, t)


def _everywhere(mark: Mark, marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """Return where this figure occurs; with more than three equals, only the first."""
    equal = [other for other in marks if other.y == mark.y]
    named = equal if len(equal) <= _EQUALS else [mark]
    return ", ".join(_at(other, data, t) for other in named)


def _extremes(marks: Sequence[Mark]) -> tuple[Mark, Mark]:
    """Return the highest and the lowest mark, in each case the first of equals."""
    return max(marks, key=lambda mark: mark.y), min(marks, key=lambda mark: mark.y)


def _change(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """Return the clause "rose from ... to ...", "" if there are no marks."""
    if not marks:
        return ""
    first, last = marks[0], marks[-1]
    digits = _telling([first.y, last.y], t)
    words = {
        "start": _at(first, data, t),
        "end": _at(last, data, t),
        "first": numbers(first.y, data.unit, t, short=True, digits=digits),
        "last": with_unit(last.y, data.unit, t, digits=digits),
        "change": _difference(first.y, last.y, data, t),
    }
    if first is last:
        return t.gettext(N_("was {last} in {end}")).format(**words)
    if last.y == first.y:
        return t.gettext(N_("stood at {last} in both {start} and {end}")).format(**words)
    rose = N_("rose from {first} ({start}) to {last} ({end}), {change}")
    fell = N_("fell from {first} ({start}) to {last} ({end}), {change}")
    return t.gettext(rose if last.y > first.y else fell).format(**words)


def _difference(first: float, last: float, data: ChartData, t: Translator) -> str:
    """Return the change in percent, of percentages in points, from zero as a plain difference."""
    if data.unit.strip().casefold() in PERCENT:
        points = numbers(last - first, "", t)
        text = t.gettext(N_("{change} percentage points"))
        return text.format(change=f"+{points}" if last > first else points)
    if first <= 0:
        plain = numbers(last - first, data.unit, t, short=True)
        return f"+{plain}" if last > first else plain
    return share((last - first) / first, t, signed=True)


def _time(data: ChartData, t: Translator) -> str:
    change = _change(data.marks, data, t)
    if len(data.marks) <= _TWO:
        return t.gettext(N_("{title} {change}.")).format(title=data.y_title, change=change)
    high, low = _extremes(data.marks)
    text = t.gettext(N_("{title} {change}; highest {high} in {high_at}, lowest {low} in {low_at}."))
    return text.format(title=data.y_title, change=change, **_spots(high, low, data.marks, data, t))


def _ends(high: Mark, low: Mark, data: ChartData, t: Translator) -> dict[str, str]:
    digits = _telling([high.y, low.y], t)
    return {
        "high": numbers(high.y, data.unit, t, short=True, digits=digits),
        "low": numbers(low.y, data.unit, t, short=True, digits=digits),
        "high_at": _at(high, data, t),
        "low_at": _at(low, data, t),
    }


def _spots(
    high: Mark, low: Mark, marks: Sequence[Mark], data: ChartData, t: Translator
) -> dict[str, str]:
    """Return the words of `_ends`, with every position where these figures occur."""
    places = {
        "high_at": _everywhere(high, marks, data, t),
        "low_at": _everywhere(low, marks, data, t),
    }
    return _ends(high, low, data, t) | places


def _range(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    if not marks:
        return ""
    high, low = _extremes(marks)
    words = _spots(high, low, marks, data, t)
    words["high"] = with_unit(high.y, data.unit, t, digits=_telling([high.y, low.y], t))
    if len(marks) == 1:
        return t.gettext(N_("is {high} in {high_at}")).format(**words)
    if high.y == low.y:
        return t.gettext(N_("is {high} in each")).format(**words)
    text = t.gettext(N_("is highest in {high_at} ({high}) and lowest in {low_at} ({low})"))
    return text.format(**words)


def _categories(data: ChartData, t: Translator) -> str:
    what = _range(data.marks, data, t)
    if len(data.xs) < data.total_xs:
        text = t.gettext(N_("Of the {count} shown, {title} {what}."))
        return text.format(count=len(data.xs), title=_lower(data.y_title), what=what)
    return t.gettext(N_("{title} {change}.")).format(title=data.y_title, change=what)


def _many(data: ChartData, t: Translator) -> str:
    """The highest and lowest of three or more series, at the last moment or of all marks."""
    marks = data.marks
    text = t.gettext(
        N_("{title}: highest {high} ({high_name}, {high_at}), lowest {low} ({low_name}, {low_at}).")
    )
    if data.is_time:
        latest = max(mark.at for mark in marks)
        text = t.gettext(
            N_("{title} in {high_at}: highest {high_name} ({high}), lowest {low_name} ({low}).")
        )
        marks = tuple(mark for mark in marks if mark.at == latest)
    high, low = _extremes(marks)
    names = {"high_name": _name(high.series, data, t), "low_name": _name(low.series, data, t)}
    return text.format(title=data.y_title, **names, **_ends(high, low, data, t))


def _stacked(data: ChartData, t: Translator) -> str:
    """Shares at the last complete moment, or of the whole if x is not time."""
    marks = data.marks
    text = t.gettext(N_("{title} {total} in all: {shares}."))
    at = ""
    if data.is_time:
        at = _last_complete(data)
        marks = tuple(mark for mark in marks if mark.x == at)
        text = t.gettext(N_("{title} in {at} {total} in all: {shares}."))
    elif data.aggregate == "rata-rata" or data.unit.strip().casefold() in PERCENT:
        return _many(data, t)
    elif len(data.xs) < data.total_xs:
        text = t.gettext(N_("{title} of the {count} shown {total}: {shares}."))
    total = sum(mark.y for mark in marks)
    sums = {s: sum(mark.y for mark in marks if mark.series == s) for s in data.series}
    largest = sorted(data.series, key=lambda s: -sums[s])[: 3 if total > 0 else 0]
    shares = ", ".join(f"{_name(s, data, t)} {share(sums[s] / total, t)}" for s in largest)
    words = {"title": data.y_title, "total": with_unit(total, data.unit, t)}
    place = axis_label(at, data.x_kind, t) if at else ""
    return text.format(shares=shares or GAP, at=place, count=len(data.xs), **words)


def _last_complete(data: ChartData) -> str:
    """Return the last x with all series; if there is none, the last with any."""
    cells = data.cells()
    complete = [x for x in data.xs if all((x, name) in cells for name in data.series)]
    return complete[-1] if complete else data.marks[-1].x


def _target(data: ChartData, t: Translator) -> str:
    aimed = [(mark, mark.y / mark.target) for mark in data.marks if mark.target]
    if not aimed:
        return _categories(data, t)
    best, most = max(aimed, key=lambda pair: pair[1])
    worst, least = min(aimed, key=lambda pair: pair[1])
    if len(aimed) == 1:
        text = t.gettext(N_("{name} reached {share} of the target: {value} of {target}."))
        value = numbers(best.y, data.unit, t, short=True)
        target = with_unit(best.target or 0, data.unit, t)
        name = _at(best, data, t)
        return text.format(name=name, share=share(most, t), value=value, target=target)
    text = t.gettext(
        N_(
            "{met} of {count} reached the target; "
            "furthest {best} ({most} of it), least {worst} ({least})."
        )
    )
    return text.format(
        met=sum(ratio >= 1 for _, ratio in aimed),
        count=len(aimed),
        best=_at(best, data, t),
        most=share(most, t),
        worst=_at(worst, data, t),
        least=share(least, t),
    )


def _scatter(data: ChartData, t: Translator) -> str:
    ats = [mark.at for mark in data.marks]
    high, low = _extremes(data.marks)
    text = t.gettext(
        N_("{count} points: {x} from {left} to {right}, {y} from {low} to {high}."),
    )
    return text.format(
        count=len(data.marks),
        x=_lower(data.x_title),
        left=numbers(min(ats), "", t, short=True),
        right=numbers(max(ats), "", t, short=True),
        y=_lower(data.y_title),
        low=numbers(low.y, data.unit, t, short=True),
        high=with_unit(high.y, data.unit, t),
    )


def _heat(data: ChartData, t: Translator) -> str:
    high, low = _extremes(data.marks)
    if high.y == low.y:
        return _categories(data, t)
    text = t.gettext(
        N_(
            "{title} is highest in {high_name}, {high_at} ({high}), "
            "lowest in {low_name}, {low_at} ({low})."
        )
    )
    names = {
        "high_name": axis_label(high.series, data.series_kind, t),
        "low_name": axis_label(low.series, data.series_kind, t),
    }
    return text.format(title=data.y_title, **names, **_ends(high, low, data, t))


def _lower(title: str) -> str:
    """A title in lower case for use in a sentence, unless it starts with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
