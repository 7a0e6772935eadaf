"""Figures and axis labels as written in each language."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from msgspec.structs import replace

from sitegen.charts.order import GRAINS
from sitegen.i18n import N_, Lang, Translator
from sitegen.keys.values import parse_date
from sitegen.model import AxisKind
from sitegen.tables.measures import PERCENT, RUPIAH
from sitegen.tables.periods import Period, parse_period

# A figure whose unit already counts in thousands or millions is not shortened further.
_SCALED = ("ribu", "juta", "miliar", "milyar", "triliun", "thousand", "million", "billion")
WHOLE = (0.0, 25.0, 50.0, 75.0, 100.0)
GAP = "\N{EN DASH}"
_RAISED = re.compile(r"\b([kcm]?m)([23])\b")
# A written figure below one thousand: up to its decimals, these, and what follows.
_WRITTEN = {
    "id": re.compile(r"(\D*\d{1,3})(?:,(\d+))?(\D*)"),
    "en": re.compile(r"(\D*\d{1,3})(?:\.(\d+))?(\D*)"),
}
_MINUS = "\N{MINUS SIGN}"
_SIGNIFICANT = 4
# A figure may be rounded by so much of itself.
_ROUGH = 0.02
# Short figures have no decimals from here on.
_WHOLE = 1000
_SMALL = 10
_THOUSAND = 1000
# From here on a percentage rounds to three digits, which is precise enough.
_FULL = 99.95
# Below this it rounds to 0,0.
_TENTH = 0.05
_MILLION = 10**6
_SCALES = (
    (10**12, N_("{number} trillion")),
    (10**9, N_("{number} billion")),
    (_MILLION, N_("{number} million")),
)


def numbers(value: float, unit: str, t: Translator, *, short: bool = False, digits: int = 1) -> str:
    """Return a figure: `1.234,5`, `Rp1.234`, `82,5%`; short: `1,2 juta`, `Rp3,4 miliar`.

    `digits` is the maximum number of decimals; short figures start at one million. Units other than
    rupiah and percent are not written.
    """
    kind = unit.strip().casefold()
    sign = _MINUS if value < 0 and _rounded(abs(value), digits) else ""
    scaled = kind.startswith(_SCALED)
    text = _short(abs(value), t, digits, scaled=scaled) if short else _plain(abs(value), t, digits)
    if kind in RUPIAH:
        return f"{sign}Rp{text}"
    return f"{sign}{text}%" if kind in PERCENT else f"{sign}{text}"


def with_unit(value: float, unit: str, t: Translator, *, digits: int = 1) -> str:
    """Return a short figure with its unit: `2,5 juta jiwa`, `Rp3,4 miliar`, `82%`."""
    text = numbers(value, unit, t, short=True, digits=digits)
    if not unit or unit.strip().casefold() in RUPIAH | PERCENT:
        return text
    return f"{text} {unit_shown(unit)}"


def unit_shown(unit: str) -> str:
    """Return a unit as readers see it: `jiwa/km²` for `jiwa/km2`."""
    return _RAISED.sub(lambda found: found[1] + ("²" if found[2] == "2" else "³"), unit)


def aligned(texts: Iterable[str], t: Translator) -> list[str]:
    """Return written figures with the same number of decimals: `12,10%` beside `12,98%`.

    Those of another scale (`1,2 juta`) are a group of their own. Figures from one thousand on were
    rounded to whole ones, so no zeros are added to them.
    """
    own = list(texts)
    found = [_WRITTEN[t.lang].fullmatch(text) for text in own]
    most: dict[str, int] = {}
    for each in found:
        if each:
            most[each[3]] = max(most.get(each[3], 0), len(each[2] or ""))
    point = "," if t.lang == "id" else "."
    return [
        text
        if each is None or not most[each[3]] or len(each[2] or "") == most[each[3]]
        else f"{each[1]}{point}{(each[2] or '').ljust(most[each[3]], '0')}{each[3]}"
        for text, each in zip(own, found, strict=True)
    ]


def title_with_unit(title: str, unit: str) -> str:
    """Return the title of figures with their unit, unless one says the other: `Indeks (2017 = 100)`."""
    plain, own = title.casefold(), unit.casefold()
    if not unit or re.search(rf"\b{re.escape(own)}\b", plain):
        return title
    if own.startswith(f"{plain} ("):
        return f"{title}{unit[len(title) :]}"
    return f"{title} ({unit_shown(unit)})"


def is_whole(values: Sequence[float], unit: str) -> bool:
    """Return whether figures in percent go up to 100, give or take rounding."""
    percent = unit.strip().casefold() in PERCENT
    return percent and min(values) >= 0 and abs(max(values) - 100) <= 1


def telling_digits(values: Sequence[float], t: Translator) -> int:
    """Return the decimals that keep different short figures distinct, and small ones from being 0.

    Small figures with decimals (3.28 persons per household) always get two. At most four significant
    digits of the smallest figure are given.
    """
    sizes = {abs(value) for value in values} - {0.0}
    fine = any(value % 1 for value in values) and max(sizes) < _SMALL
    start = 2 if fine else 1
    if not sizes:
        return start
    scale = next((scale for scale, _ in _SCALES if min(sizes) >= scale), 1)
    most = full_digits(min(sizes) / scale, 2)
    for digits in range(start, most):
        short = {numbers(value, "", t, short=True, digits=digits) for value in values}
        least = float(_rounded(min(sizes) / scale, digits)) * scale
        if len(short) == len(set(values)) and abs(least / min(sizes) - 1) < _ROUGH:
            return digits
    return most


def full_digits(value: float, least: int) -> int:
    """Return the decimals that give a figure four significant digits, at least `least`."""
    return max(least, _SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))) if value else least


def share(value: float, t: Translator, *, signed: bool = False) -> str:
    """Return a ratio as a percentage: 0.041 is `4,1%`, or `+4,1%` if signed."""
    percent = value * 100
    digits = telling_digits([percent], t) if 0 < abs(percent) < _TENTH else 1
    digits = digits if abs(percent) < _FULL else 0
    text = numbers(percent, "%", t, digits=digits)
    return f"+{text}" if signed and percent > 0 else text


def axis_label(label: str, kind: AxisKind, t: Translator, *, short: bool = False) -> str:
    """Return an axis label: periods and dates in the language, "" as "(no name)"."""
    if not label:
        return t.gettext(N_("(no name)"))
    if kind in GRAINS:
        period = parse_period(label, GRAINS[kind])
        return _period(period, t, short=short) if period else label
    if kind == "tanggal":
        return _day(date.fromisoformat(label), t.lang, short=short)
    if kind == "angka":
        return numbers(float(label), "", t, digits=2)
    return label


def time_label(text: str, t: Translator, *, short: bool = False) -> str:
    """Return a period or day as authors write it in words: `Januari 2019`; other texts unchanged."""
    if day := parse_date(text):
        return axis_label(day.isoformat(), "tanggal", t, short=short)
    for kind, grain in GRAINS.items():
        if found := parse_period(text, grain, bare=False):
            return axis_label(found.written, kind, t, short=short)
    return text


def axis_lines(label: str, kind: AxisKind, t: Translator) -> tuple[str, ...]:
    """Return a time label as lines below an axis: short, with its year on a separate line."""
    text = axis_label(label, kind, t, short=True)
    if kind == "tanggal" and label:
        return text, label[:4]
    period = parse_period(label, GRAINS[kind]) if kind in GRAINS else None
    if period is None or not (period.year and period.part) or period.grain == "span":
        return (text,)
    if period.grain == "week":
        return axis_label(replace(period, year=0).written, kind, t, short=True), str(period.year)
    part = month_name(period.part, t.lang, short=True) if period.grain == "month" else ""
    return part or _part(period, t), str(period.year)


@cache
def month_name(number: int, lang: Lang, *, short: bool = False) -> str:
    """Return the name of a month in the language: `Agustus`, or `Agu` if short."""
    from babel.dates import get_month_names

    width: Literal["abbreviated", "wide"] = "abbreviated" if short else "wide"
    return str(get_month_names(width, "stand-alone", lang)[number])


def _day(day: date, lang: Lang, *, short: bool) -> str:
    name = month_name(day.month, lang, short=short)
    return f"{day.day} {name}" if short else f"{day.day} {name} {day.year}"


def _period(period: Period, t: Translator, *, short: bool) -> str:
    if period.grain in ("year", "span"):
        return period.written
    if period.grain == "week":
        month, week = period.week
        words = N_("W{week} {month}") if short else N_("Week {week} of {month}")
        text = t.gettext(words).format(week=week, month=month_name(month, t.lang, short=short))
        return f"{text} {period.year}" if period.year else text
    if period.grain == "month":
        name = month_name(period.part, t.lang, short=short)
        return f"{name} {period.year}" if period.year else name
    if period.year and short:
        return f"{_part(period, t)} {period.year}"
    half = period.grain == "semester"
    if period.year:
        words = N_("Semester {part} {year}") if half else N_("Quarter {part} {year}")
    else:
        words = N_("Semester {part}") if half else N_("Quarter {part}")
    return t.gettext(words).format(part=period.part, year=period.year)


def _part(period: Period, t: Translator) -> str:
    letter = N_("S{part}") if period.grain == "semester" else N_("Q{part}")
    return t.gettext(letter).format(part=period.part)


def _rounded(value: float, digits: int) -> Decimal:
    """Round half up, as readers do; binary floats would turn 2,345 into 2,3449999."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _plain(value: float, t: Translator, digits: int) -> str:
    text = f"{_rounded(value, digits):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if t.lang == "id" else text


def _short(value: float, t: Translator, digits: int, *, scaled: bool) -> str:
    for scale, words in () if scaled else _SCALES:
        # "1.000 juta" is written as one billion; figures below a million are written in full.
        carried = scale > _MILLION and _rounded(value * _THOUSAND / scale, digits) >= _THOUSAND
        if value >= scale or carried:
            return t.gettext(words).format(number=_plain(value / scale, t, digits))
    return _plain(value, t, digits if value < _WHOLE or digits > 1 else 0)
