"""The highest and the lowest of all figures, with every position where they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from sitegen.charts.data import ChartData, Mark
from sitegen.charts.numbers import numbers, telling_digits, with_unit
from sitegen.datasets.positions import Along, at_marks, in_capitals, lowered
from sitegen.i18n import N_, Translator
from sitegen.tables.measures import Measure, small_unit, stated_unit

# Things are many or few, amounts large or small, rates and levels high or low.
_WORDS: dict[Measure, tuple[str, str]] = {
    "count": (N_("most {at} ({figure})"), N_("fewest {at} ({figure})")),
    "money": (N_("largest {at} ({figure})"), N_("smallest {at} ({figure})")),
}
_WORDS["amount"] = _WORDS["money"]
_MANY = r"\b(?:\d{1,3}|lima|enam|tujuh|delapan|sembilan|sepuluh|\w+ ?puluh|five|ten|twenty)\b"
# The titles of tables that were cut already, by the end that they lack.
_CUT = {
    1: rf"{_MANY}.*?\b(?:terbesar|terbanyak|tertinggi|terluas|teratas|largest|highest|most)\b|\btop \d",
    0: rf"{_MANY}.*?\b(?:terkecil|terendah|terbawah|paling sedikit|smallest|lowest|fewest)\b",
}
_HUNDRED, _MILLION = 100, 10**6
_LEVEL = (N_("highest {at} ({figure})"), N_("lowest {at} ({figure})"))
_SIZELESS = frozenset({"indeks", "index", "skor", "score"})
_AIMS = re.compile(
    r"\b(?:target|sasaran|rencana|pagu|anggaran|alokasi|kuota|standar|goal|plan|planned|budget|quota|standard)",
    re.IGNORECASE,
)
_COUNTING = re.compile(r"(?:jumlah|banyaknya|number of)\s+(?=\w)", re.IGNORECASE)


def digits_of(figures: Sequence[float], t: Translator) -> int:
    """Return the decimals of figures in a sentence: 2,41 million and 7,34, so that changes can be
    followed.
    """
    sizes = [abs(figure) for figure in figures if abs(figure) >= _MILLION]
    ones = any(math.floor(math.log10(size)) % 3 == 0 for size in sizes)
    small = any(figure % 1 for figure in figures) and max(map(abs, figures)) < _HUNDRED
    return max(telling_digits(figures, t), 2 if ones or small else 1)


class Named(Struct, frozen=True, kw_only=True):
    """What a chart's figures are called in a sentence: the title without its unit, and the unit."""

    title: str
    unit: str

    @property
    def within(self) -> str:
        """The title in the middle of a sentence."""
        return lowered(self.title)


def named(data: ChartData) -> Named:
    """Return title and unit; a unit in brackets after the title is taken from it."""
    stated = stated_unit(data.y_title)
    title = data.y_title.strip().removesuffix(f"({stated})").strip() if stated else data.y_title
    unit = small_unit((data.unit or stated).strip())
    if data.measure not in ("money", "percent") and _says_nothing(unit, title):
        unit = ""
    return Named(title=in_capitals(title or data.y_title), unit=unit)


def _says_nothing(unit: str, title: str) -> bool:
    """Whether a unit repeats the title (`Jumlah keluarga` in `keluarga`) or has no size (`indeks`)."""
    first = unit.casefold().partition(" ")[0]
    return first in _SIZELESS or first in title.casefold().split()


def of_extremes(data: ChartData) -> Named:
    """Return title and unit for "most" and "fewest": `Kelurahan`, not `Jumlah kelurahan`."""
    own = named(data)
    title = _COUNTING.sub("", own.title, count=1) if data.measure == "count" else own.title
    return Named(title=title[:1].upper() + title[1:], unit=own.unit)


def cut_end(title: str) -> int:
    """Return which end a table of so many "largest" or "smallest" does not have, 0 or 1, else -1."""
    return next((end for end, words in _CUT.items() if re.search(words, title.casefold())), -1)


def extremes(
    marks: Sequence[Mark],
    data: ChartData,
    t: Translator,
    told: Sequence[Mark] = (),
    without: int = -1,
) -> str:
    """Return "highest in ..., lowest in ..."; "" without figures, or if all are equal.

    What stands only at a mark that was `told` already is left out, and the end 0 or 1 of `without`.
    """
    high, low = _ends(marks)
    if not marks or high == low:
        return ""
    digits = digits_of([high, low], t)
    words = _WORDS.get(data.measure, _LEVEL)
    unit = of_extremes(data).unit
    texts = (
        with_unit(high, unit, t, digits=digits),
        numbers(low, unit, t, short=True, digits=digits),
    )
    clauses = []
    for number, (word, end, text) in enumerate(zip(words, (high, low), texts, strict=True)):
        if number == without:
            continue
        equal = [mark for mark in marks if mark.y == end]
        if all(mark.x for mark in equal) and (equal[1:] or equal[0] not in told):
            figure = t.gettext(N_("{figure} each")).format(figure=text) if equal[1:] else text
            clauses.append(t.gettext(word).format(at=at_marks(equal, data, t), figure=figure))
    return ", ".join(clauses)


def extreme_series(marks: Sequence[Mark], along: Along, data: ChartData, t: Translator) -> str:
    """Return "highest for ..., lowest for ..." of one mark a series, as in `extremes`."""
    flat = [Mark(x=mark.series, y=mark.y, at=0) for mark in marks]
    one = ChartData(
        kind=data.kind,
        x_kind=along.kind,
        xs=(),
        positions=(),
        series=(),
        marks=(),
        x_title=along.title,
        y_title=data.y_title,
        unit=data.unit,
        measure=data.measure,
    )
    return extremes(flat, one, t)


def all_equal(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """Return "the same in 12 months, 0 each" of marks that are equal."""
    own = of_extremes(data)
    figure = with_unit(marks[0].y, own.unit, t, digits=digits_of([marks[0].y], t))
    if len(marks) == 1:
        text = t.gettext(N_("{title} {at}: {figure}."))
    else:
        text = t.gettext(N_("{title}: the same {at}, {figure} each."))
    return text.format(title=named(data).title, at=at_marks(marks, data, t), figure=figure)


def is_aim(data: ChartData) -> bool:
    """Whether what a chart compares with is a target, by its title, and not another year or a whole."""
    return not data.target_title or bool(_AIMS.search(data.target_title.replace("_", " ")))


def is_level(marks: Sequence[Mark]) -> bool:
    """Whether all figures are equal."""
    high, low = _ends(marks)
    return high == low


def _ends(marks: Sequence[Mark]) -> tuple[float, float]:
    figures = [mark.y for mark in marks] or [0.0]
    return max(figures), min(figures)
