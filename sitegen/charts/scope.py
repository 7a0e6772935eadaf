"""Which part of a table a chart shows, in words: `Kecamatan Andir, 2024`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sitegen.charts.data import TIME_KINDS, ChartData, Kept
from sitegen.charts.numbers import axis_label
from sitegen.charts.order import GRAINS
from sitegen.i18n import N_, Translator
from sitegen.model import AxisKind
from sitegen.tables.periods import parse_period

NAMED_VALUES = 3
_LISTED_TIMES = 12
_PARTS_OF_YEARS = frozenset({"semester", "triwulan", "minggu"})
_NAME_OF = re.compile(r"(?:.*\b)?(?:nama|kode|name of|name)[ _]+(?=\w)", re.IGNORECASE)


def scope(data: ChartData, t: Translator) -> str:
    """Return what all figures of the chart have in common, its period last; "" for a whole table."""
    parts = [chosen(kept, t) for kept in data.kept if kept.kind not in TIME_KINDS]
    return ", ".join(filter(None, (*parts, period(data.kept, t))))


def listed(names: Sequence[str], t: Translator) -> str:
    """Return names as a list in a sentence: `a, b dan c`."""
    if len(names) < 2:
        return "".join(names)
    text = t.gettext(N_("{names} and {last}"))
    return text.format(names=", ".join(names[:-1]), last=names[-1])


def named_after(title: str) -> str:
    """Return what a column's title names: `Kecamatan` for `Nama Kecamatan`."""
    return _NAME_OF.sub("", title.strip(), count=1)


def chosen(kept: Kept, t: Translator) -> str:
    """Return the values of a column after its title, or how many they are: `Kecamatan Andir`."""
    title = named_after(kept.title)
    if len(kept.values) > NAMED_VALUES:
        return f"{len(kept.values)} {title.casefold()}"
    names = [axis_label(value, kept.kind, t) for value in kept.values]
    text = listed(names, t)
    own = any(name.casefold().startswith(title.casefold()) for name in names)
    return text if own else f"{title} {text}"


def period(kept: Sequence[Kept], t: Translator) -> str:
    """Return the periods, with a part of a year before its year: `Desember 2024`; "" without any."""
    parts = [each for each in kept if each.kind in TIME_KINDS and each.kind != "tahun"]
    years = [each for each in kept if each.kind == "tahun"]
    texts = list(dict.fromkeys(_times(each, t) for each in (*parts, *years)))
    said = [text for text in texts if not any(text in other for other in texts if other != text)]
    return " ".join(said)


def _times(kept: Kept, t: Translator) -> str:
    """Several periods in their order: from the first to the last only if none between is missing."""
    places = {value: _place(value, kept.kind) for value in kept.values}
    values = sorted(places, key=lambda value: places[value])
    names = [axis_label(value, kept.kind, t) for value in values]
    if len(values) > NAMED_VALUES:
        whole = places[values[-1]] - places[values[0]] == len(values) - 1
        if whole:
            return f"{names[0]} – {small_time(names[-1], kept.kind)}"
    if len(values) > _LISTED_TIMES:
        return f"{len(values)} {named_after(kept.title).casefold()}"
    return listed([*names[:1], *(small_time(name, kept.kind) for name in names[1:])], t)


def small_time(label: str, kind: AxisKind) -> str:
    """Return the label of a period within a sentence; names of months keep their capital."""
    return label[:1].lower() + label[1:] if kind in _PARTS_OF_YEARS else label


def _place(value: str, kind: AxisKind) -> int:
    if kind == "tanggal":
        return date.fromisoformat(value).toordinal()
    found = parse_period(value, GRAINS[kind])
    return found.ordinal if found else 0
