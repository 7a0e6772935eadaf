"""The natural order of labels: periods, dates, age groups, figures, else order of appearance."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from sitegen.model import AxisKind, ColumnKind
from sitegen.tables.kinds import KINDS
from sitegen.tables.periods import PARTS, Grain, Period, parse_period

# The axes of periods, with the grain of each.
GRAINS: dict[AxisKind, Grain] = {
    kind.axis: kind.time.grain
    for kind in KINDS.values()
    if kind.axis and kind.time and kind.time.grain
}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGE = re.compile(
    r"(?:umur|usia)?\s*(<|>|>=|≥|≤|di atas|di bawah)?\s*(\d{1,3})\s*"
    r"(?:(?:-|\u2013|s\.?/?d\.?|sampai|hingga)\s*(\d{1,3})|(\+)|(ke atas))?\s*(?:tahun|thn|th)?",
    re.IGNORECASE,
)
_UNTIL = {"<", "≤", "di bawah"}


class Axis(Struct, frozen=True, kw_only=True):
    """The kind of an axis, the canonical spelling of each label in the cells, and their places.

    Places order the spellings; on axes of time and figures distances are meaningful too.
    """

    kind: AxisKind
    spelling: Mapping[str, str]
    places: Mapping[str, float]

    def ordered(self) -> list[str]:
        """Return the labels in their canonical spelling, in order of their places."""
        return sorted(self.places, key=lambda label: self.places[label])


def age(label: str) -> float | None:
    """Return the first year of an age group (`5-9`, `75+`, `60 ke atas`, `<5`), else None."""
    found = _AGE.fullmatch(label.strip())
    if found is None:
        return None
    return int(found[2]) - (0.5 if (found[1] or "").casefold() in _UNTIL else 0)


def axis(labels: Sequence[str], kind: ColumnKind) -> Axis:
    """Return the axis of a column's labels, by the column's kind or else by what they look like.

    If a label has no place on it, such as an empty one in time, the axis is one of categories.
    """
    named = [label for label in labels if label]
    chosen = KINDS[kind].axis or _seen(named)
    if chosen in GRAINS:
        return _along_periods(chosen, labels)
    if chosen == "tanggal":
        return _placed(chosen, labels, lambda label: float(date.fromisoformat(label).toordinal()))
    if chosen == "angka":
        return _placed(chosen, labels, float)
    if chosen == "urutan":
        return _indexed(chosen, sorted(named, key=lambda label: age(label) or 0), labels)
    return _indexed("kategori", named, labels)


def same_period(label: str, kind: AxisKind) -> str:
    """Return a label in the spelling of its period on this axis, unchanged if it is not one."""
    grain = GRAINS.get(kind)
    period = parse_period(label, grain) if grain else None
    return period.written if period else label


def moment(text: str, kind: AxisKind) -> tuple[float, object]:
    """Return a period's or a day's place in time, and which part of its year it is.

    The part is 0 for years; it is None where the label is no moment of a known year.
    """
    if kind == "tanggal":
        try:
            day = date.fromisoformat(f"{text}-01-01"[:10])  # a year or a month begins with a day
        except ValueError:
            return 0.0, None
        return float(day.toordinal()), (day.month, day.day)
    found = parse_period(text, GRAINS[kind]) if kind in GRAINS else None
    if found is None:
        return 0.0, None
    part = found.part if PARTS[found.grain] > 1 else 0
    return float(found.ordinal), part if found.year else None


def _seen(named: Sequence[str]) -> AxisKind:
    """The axis that text labels look like; parts of a year must name their year, except months."""
    if named and all(map(_ISO.fullmatch, named)):
        return "tanggal"
    for kind, grain in GRAINS.items():
        enough = grain == "year" or len(named) > 1
        if named and enough and all(_names_period(label, grain) for label in named):
            return kind
    ages = len(named) > 1 and all(age(label) is not None for label in named)
    return "urutan" if ages else "kategori"


def _names_period(label: str, grain: Grain) -> bool:
    period = parse_period(label, grain, bare=False)
    return period is not None and (bool(period.year) or grain == "month")


def _along_periods(kind: AxisKind, labels: Sequence[str]) -> Axis:
    found = {label: parse_period(label, GRAINS[kind]) for label in labels}
    periods: dict[str, Period] = {label: each for label, each in found.items() if each}
    if len(periods) < len(found):
        return _indexed("kategori", [label for label in labels if label], labels)
    return Axis(
        kind=kind,
        spelling={label: period.written for label, period in periods.items()},
        places={period.written: float(period.ordinal) for period in periods.values()},
    )


def _placed(kind: AxisKind, labels: Sequence[str], place: Callable[[str], float]) -> Axis:
    try:
        places = {label: place(label) for label in labels}
    except ValueError:
        return _indexed("kategori", [label for label in labels if label], labels)
    return Axis(kind=kind, spelling={label: label for label in labels}, places=places)


def _indexed(kind: AxisKind, ordered: Sequence[str], labels: Sequence[str]) -> Axis:
    places = {label: float(index) for index, label in enumerate(ordered)}
    for label in labels:
        places.setdefault(label, float(len(places)))
    return Axis(kind=kind, spelling={label: label for label in labels}, places=places)
