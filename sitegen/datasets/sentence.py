"""What a chart's figures say, in one sentence: under the chart, on cards, in descriptions.

Extremes are those of all rows, not of those drawn; what would mislead is not said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from sitegen.charts.data import TIME_KINDS, ChartData, Kept, Mark
from sitegen.charts.numbers import numbers, share, with_unit
from sitegen.charts.order import moment
from sitegen.datasets.change import change, comparable, in_time, is_change
from sitegen.datasets.extremes import (
    all_equal,
    cut_end,
    digits_of,
    extreme_series,
    extremes,
    is_aim,
    is_level,
    named,
    of_extremes,
)
from sitegen.datasets.positions import (
    along_series,
    along_x,
    at,
    counted,
    label,
    lowered,
    part_shown,
)
from sitegen.i18n import N_, Translator
from sitegen.tables.measures import TOTALLED, Measure

_YEAR = re.compile(r"(?:19|20)\d\d")
_TWO = 2
_LARGEST = 3
_LISTED = 4


def sentence(data: ChartData, t: Translator, table: str = "") -> str:
    """Return one sentence: highest and lowest of all rows, the last figure and its change.

    It begins with the part of the table that is shown. "" where nothing sure can be said. `table` is
    the table's own title: one of the ten largest says nothing of the smallest.
    """
    if data.aggregate == "jumlah" and data.measure in ("percent", "rate"):
        return ""
    if data.aggregate == "rata-rata":
        data = _of_means(data, t)
    if _YEAR.fullmatch(data.y_title.strip()):
        data = _of_a_year(data, t)
    since = ""
    if data.breaks and data.x_kind in TIME_KINDS:
        data, since = _since_break(data)
    text = _said(data, t, cut_end(table))
    phrases = [part_shown(data, t)]
    if since:
        phrases.append(t.gettext(N_("since {period}")).format(period=label(since, data.x_kind, t)))
    part = " ".join(filter(None, phrases))
    if not (text and part):
        return text
    words = {"part": part[:1].upper() + part[1:], "sentence": lowered(text)}
    return t.gettext(N_("{part}, {sentence}")).format(**words)


def _of_means(data: ChartData, t: Translator) -> ChartData:
    """The chart with its figures called means, which are high or low and never many."""
    title = t.gettext(N_("Mean {title}")).format(title=lowered(data.y_title))
    measure: Measure = "rate" if data.measure in TOTALLED else data.measure
    return replace(data, y_title=title, measure=measure)


def _of_a_year(data: ChartData, t: Translator) -> ChartData:
    """The chart of a column that is called after its year, as the figures of that year."""
    title = t.gettext(N_("Number") if data.measure in TOTALLED else N_("Figure"))
    year = Kept(title=data.y_title, kind="tahun", values=(data.y_title.strip(),))
    return replace(data, y_title=title, kept=(*data.kept, year))


def _since_break(data: ChartData) -> tuple[ChartData, str]:
    """The chart from its last break on, and the period of it; "" if nothing is before it."""
    last = max(data.breaks, key=lambda each: moment(each, data.x_kind)[0])
    first = moment(last, data.x_kind)[0]
    marks, rest = (
        tuple(mark for mark in part if moment(mark.x, data.x_kind)[0] >= first)
        for part in (data.marks, data.rest)
    )
    whole = len(marks) + len(rest) == len(data.marks) + len(data.rest)
    return replace(data, marks=marks, rest=rest), "" if whole or len(marks) < _TWO else last


def _said(data: ChartData, t: Translator, without: int) -> str:
    """The sentence without its first part; `without` is the end of a list that was cut, else -1."""
    marks = tuple(mark for mark in (*data.marks, *data.rest) if mark.x not in data.apart)
    if not marks:
        return ""
    if data.kind == "sebar":
        return _scatter(data, t)
    if data.kind == "target" and any(mark.target for mark in marks):
        return _target(data, t)
    if data.kind == "peta-panas" or (without >= 0 and not data.is_time):
        return _extremes(marks, data, t, without)
    if data.stacked and (text := _stacked(marks, data, t)):
        return text
    if not data.series:
        return _over_time(marks, data, t) if data.is_time else _extremes(marks, data, t)
    chosen = [data.highlight] if data.highlight in data.series else list(data.series)
    return _many(marks, data, t) if len(chosen) > _TWO else _each(chosen, marks, data, t)


def _extremes(marks: Sequence[Mark], data: ChartData, t: Translator, without: int = -1) -> str:
    if is_level(marks):
        return all_equal(marks, data, t)
    found = extremes(marks, data, t, without=without)
    text = t.gettext(N_("{title}: {extremes}."))
    return text.format(title=of_extremes(data).title, extremes=found) if found else ""


def _over_time(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """The change, and the extremes where they are not those of the change."""
    marks = in_time(marks, data.x_kind)
    if is_level(marks):
        return all_equal(marks, data, t)
    pair = comparable(marks, data.x_kind)
    if data.cumulative:
        return _running(marks, pair, data, t)
    if pair is None or is_change(data):
        return _extremes(marks, data, t)
    said = change(pair, marks, data, t)
    if moment(marks[0].x, data.x_kind)[1] != 0 and data.x_kind != "semester":
        words = {"extremes": extremes(marks, data, t), "change": said}
        text = t.gettext(N_("{title}: {extremes}; {change}."))
        return text.format(title=of_extremes(data).title, **words)
    text = t.gettext(N_("{title} {change}."))
    if others := extremes(marks, data, t, told=pair):
        text = t.gettext(N_("{title} {change}; {extremes}."))
    return text.format(title=named(data).title, change=said, extremes=others)


def _running(
    marks: Sequence[Mark], pair: tuple[Mark, Mark] | None, data: ChartData, t: Translator
) -> str:
    """Running totals say what was reached last, compared with the same time of another year."""
    own = named(data)
    if pair:
        said = change(pair, marks, data, t)
        return t.gettext(N_("{title} {change}.")).format(title=own.title, change=said)
    last = marks[-1]
    figure = with_unit(last.y, own.unit, t, digits=digits_of([last.y], t))
    place = at([last.x], along_x(data), t)
    text = t.gettext(N_("{title} reached {figure} {at}."))
    return text.format(title=own.title, figure=figure, at=place)


def _each(chosen: Sequence[str], marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """One clause for each of one or two series."""
    clauses = []
    for name in chosen:
        own = [mark for mark in marks if mark.series == name]
        if clause := _clause(own, data, t):
            series = along_series(data)
            who = at([name], series, t) if series.is_time else label(name, series.kind, t)
            words = {"who": who, "what": clause}
            clauses.append(t.gettext(N_("{who} {what}")).format(**words))
    # Figures of several columns are called by the columns' titles, which the clauses say.
    names = data.y_title == ", ".join(data.series)
    text = "{clauses}." if names else t.gettext(N_("{title}: {clauses}."))
    return text.format(title=named(data).title, clauses="; ".join(clauses)) if clauses else ""


def _clause(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """What is said of one of several series."""
    if data.is_time:
        marks = in_time(marks, data.x_kind)
        pair = comparable(marks, data.x_kind)
        if pair and not is_change(data):
            return change(pair, marks, data, t)
        if data.cumulative:
            marks = marks[-1:]
    if not marks:
        return ""
    if not is_level(marks):
        return extremes([Mark(x=m.x, y=m.y, at=m.at) for m in marks], _alone(data), t)
    unit = named(data).unit
    figure = with_unit(marks[0].y, unit, t, digits=digits_of([marks[0].y], t))
    place = at([mark.x for mark in marks], along_x(data), t)
    text = N_("is {figure} {at}") if len(marks) == 1 else N_("is the same {at}, {figure} each")
    return t.gettext(text).format(figure=figure, at=place)


def _alone(data: ChartData) -> ChartData:
    """The chart as if it had a single series."""
    return replace(data, series=(), marks=(), rest=())


def _many(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """The highest and lowest of three or more series: at the last moment that has most of them.

    Without moments of known years, of all figures; of running totals the last ones anyway.
    """
    known = [
        mark for mark in marks if data.cumulative or moment(mark.x, data.x_kind)[1] is not None
    ]
    if not (data.is_time and known):
        return _extremes(marks, data, t)
    latest = _last_complete(known, data)
    marks = [mark for mark in known if mark.x == latest]
    place = at([latest], along_x(data), t)
    own = of_extremes(data)
    if is_level(marks):
        return all_equal(marks, data, t)
    found = extreme_series(marks, along_series(data), data, t)
    text = t.gettext(N_("{title} {at}: {extremes}."))
    return text.format(title=own.title, at=place, extremes=found) if found else ""


def _last_complete(marks: Sequence[Mark], data: ChartData) -> str:
    """The last moment at which all series have a figure; if there is none, the last with most.

    A few series that ended before the last moments are not waited for.
    """
    counts: dict[str, int] = {}
    ordered = in_time(marks, data.x_kind)
    newest = list(dict.fromkeys(mark.x for mark in ordered))[-_TWO:]
    going = {mark.series for mark in ordered if mark.x in newest}
    if _TWO * len(going) <= len({mark.series for mark in ordered}):
        going = set(data.series)
    for mark in (mark for mark in ordered if mark.series in going):
        counts[mark.x] = counts.get(mark.x, 0) + 1
    most = max(counts.values())
    return [x for x, count in counts.items() if count == most][-1]


def _stacked(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """Total and shares of a stack, at the last complete moment; "" for what is never added up."""
    if data.measure not in TOTALLED or data.aggregate == "rata-rata":
        return ""
    text = t.gettext(N_("{title}: {total} in all; {shares}."))
    place = ""
    if data.is_time:
        latest = _last_complete(marks, data)
        marks = [mark for mark in marks if mark.x == latest]
        place = at([latest], along_x(data), t)
        text = t.gettext(N_("{title} {at}: {total} in all; {shares}."))
    total = sum(mark.y for mark in marks)
    if total <= 0 or any(mark.y < 0 for mark in marks):
        return ""
    sums = {name: sum(m.y for m in marks if m.series == name) for name in data.series}
    own = named(data)
    figure = with_unit(total, own.unit, t, digits=digits_of([total], t))
    shares = _shares(sums, total, data, t)
    return text.format(title=own.title, at=place, total=figure, shares=shares)


def _shares(sums: dict[str, float], total: float, data: ChartData, t: Translator) -> str:
    """The shares of all parts that are not 0; of more than four the largest three, said to be so."""
    parts = sorted((name for name in sums if sums[name]), key=lambda name: -sums[name])
    told = parts if len(parts) <= _LISTED else parts[:_LARGEST]
    names = {name: label(name, data.series_kind, t) for name in told}
    if len(parts) == 1:
        return t.gettext(N_("all of it {name}")).format(name=names[parts[0]])
    mark = "; " if any("," in name for name in names.values()) else ", "
    shares = mark.join(f"{text} {share(sums[name] / total, t)}" for name, text in names.items())
    return shares if told == parts else t.gettext(N_("mostly {shares}")).format(shares=shares)


def _target(data: ChartData, t: Translator) -> str:
    aimed = [(mark, mark.y / mark.target) for mark in (*data.marks, *data.rest) if mark.target]
    ratios = [ratio for _, ratio in aimed]
    most, least = max(ratios), min(ratios)
    if len(aimed) == 1:
        return _one_target(aimed[0][0], most, data, t)
    words: dict[str, object] = {
        "met": sum(ratio >= 1 for ratio in ratios),
        "count": counted(len(aimed), along_x(data), t),
        "most": share(most, t),
        "least": share(least, t),
    }
    if not is_aim(data):
        return _compared(aimed, words, data, t)
    if words["most"] == words["least"]:
        text = t.gettext(N_("{met} of {count} reached the target; each {most} of it."))
        return text.format(**words)
    for key, end in (("best", most), ("worst", least)):
        equal = [mark.x for mark, ratio in aimed if ratio == end]
        several = at(equal, along_x(data), t)
        words[key] = several if equal[1:] else label(equal[0], data.x_kind, t)
    text = t.gettext(
        N_(
            "{met} of {count} reached the target; "
            "furthest {best} ({most} of it), least {worst} ({least})."
        )
    )
    if not words["met"]:
        text = t.gettext(
            N_(
                "None of {count} reached the target; "
                "furthest {best} ({most} of it), least {worst} ({least})."
            )
        )
    return text.format(**words)


def _compared(
    aimed: Sequence[tuple[Mark, float]], words: dict[str, object], data: ChartData, t: Translator
) -> str:
    """What is compared with a column that is no target, such as another year or a whole."""
    words |= {"title": named(data).title, "aim": lowered(data.target_title)}
    ratios = [ratio for _, ratio in aimed]
    for key, end in (("best", max(ratios)), ("worst", min(ratios))):
        words[key] = at([mark.x for mark, ratio in aimed if ratio == end], along_x(data), t)
    text = N_(
        "{title} against {aim}: highest {best} ({most}), lowest {worst} ({least}); "
        "{met} of {count} reach 100%."
    )
    if words["most"] == words["least"]:
        text = N_("{title} against {aim}: {most} in each of {count}.")
    elif not words["met"]:
        text = N_(
            "{title} against {aim}: highest {best} ({most}), lowest {worst} ({least}); "
            "none of {count} reaches 100%."
        )
    return t.gettext(text).format(**words)


def _one_target(mark: Mark, ratio: float, data: ChartData, t: Translator) -> str:
    unit, target = named(data).unit, mark.target or 0.0
    digits = digits_of([mark.y, target], t)
    text = N_("{name} reached {share} of the target: {value} of {target}.")
    if not is_aim(data):
        text = N_("{name}: {title} is {share} of {aim}, {value} of {target}.")
    return t.gettext(text).format(
        title=named(data).within,
        aim=lowered(data.target_title),
        name=label(mark.x, data.x_kind, t),
        share=share(ratio, t),
        value=numbers(mark.y, unit, t, short=True, digits=digits),
        target=with_unit(target, unit, t, digits=digits),
    )


def _scatter(data: ChartData, t: Translator) -> str:
    ats = [mark.at for mark in data.marks]
    ys = [mark.y for mark in data.marks]
    own = named(data)
    text = t.gettext(
        N_("{count} points: {x} from {left} to {right}, {y} from {low} to {high}."),
    )
    across, up = digits_of([min(ats), max(ats)], t), digits_of([min(ys), max(ys)], t)
    return text.format(
        count=len(data.marks),
        x=lowered(data.x_title),
        left=numbers(min(ats), "", t, short=True, digits=across),
        right=numbers(max(ats), "", t, short=True, digits=across),
        y=own.within,
        low=numbers(min(ys), own.unit, t, short=True, digits=up),
        high=with_unit(max(ys), own.unit, t, digits=up),
    )
