"""What stands between the title of a chart and its drawing: what is shown of the table, and the unit."""

from __future__ import annotations

from sitegen.charts.data import ChartData
from sitegen.charts.numbers import axis_label, numbers, unit_shown
from sitegen.charts.scope import scope
from sitegen.i18n import N_, Translator
from sitegen.tables.measures import PERCENT, RUPIAH, Measure

_HIGHEST: dict[Measure, str] = {
    "count": N_("the {shown} with most of {total}"),
    "money": N_("the {shown} largest of {total}"),
    "amount": N_("the {shown} largest of {total}"),
}
_LOWEST: dict[Measure, str] = {
    "count": N_("the {shown} with fewest of {total}"),
    "money": N_("the {shown} smallest of {total}"),
    "amount": N_("the {shown} smallest of {total}"),
}


def cut_words(data: ChartData, t: Translator) -> str:
    """Return how many of all categories or moments are shown, or "" if all of them are."""
    # Gaps of an axis of time are no rows of the table.
    shown = len({m.x for m in data.marks}) if data.is_time else len(data.xs) - data.added
    if not data.rest or shown >= data.total_xs:
        return ""
    if data.sort == "turun":
        words = _HIGHEST.get(data.measure, N_("the {shown} highest of {total}"))
    elif data.sort == "naik":
        words = _LOWEST.get(data.measure, N_("the {shown} lowest of {total}"))
    else:
        words = N_("the last {shown} of {total}") if data.is_time else N_("{shown} of {total}")
    text = t.gettext(words).format(shown=numbers(shown, "", t), total=numbers(data.total_xs, "", t))
    if not data.added:
        return text
    name = axis_label(data.xs[-1], data.x_kind, t)
    return t.gettext(N_("{cut}, and {name}")).format(cut=text, name=name)


def shown_words(data: ChartData, t: Translator) -> str:
    """Return which part of the table a chart shows and how much of it, "" if it is the whole."""
    return ", ".join(filter(None, (scope(data, t), cut_words(data, t))))


def subtitle(data: ChartData, t: Translator) -> str:
    """Return what is shown and in which unit, such as `Kecamatan Andir, 2024 · jiwa`, or ""."""
    return " · ".join(filter(None, (shown_words(data, t), shown_unit(data))))


def shown_unit(data: ChartData) -> str:
    """Return the unit to write above a chart, "" if each figure has it."""
    return "" if data.unit.strip().casefold() in PERCENT | RUPIAH else unit_shown(data.unit)
