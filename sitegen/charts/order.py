"""The natural order of labels: months, age groups, years, dates, else as they appear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from sitegen.charts.data import AxisKind
from sitegen.model import ColumnKind

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Spellings found in Indonesian open data, by their first letters; "Pebruari" and
# "Nopember" are the old spelling.
_MONTH_STARTS = {
    "jan": 1,
    "feb": 2,
    "peb": 2,
    "mar": 3,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "agu": 8,
    "ags": 8,
    "agt": 8,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "nop": 11,
    "des": 12,
    "dec": 12,
}
_ABBREVIATED = 3
_FULL = {name.casefold() for name in (*MONTHS, *MONTHS_EN, "Pebruari", "Nopember", "Sept")}
_MONTH = re.compile(r"([a-z]{3,9})\.?(?:[ -]+(\d{4}))?", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGE = re.compile(
    r"(?:umur|usia)?\s*(<|>|>=|≥|≤|di atas|di bawah)?\s*(\d{1,3})\s*"
    r"(?:(?:-|\u2013|s\.?/?d\.?|sampai|hingga)\s*(\d{1,3})|(\+)|(ke atas))?\s*(?:tahun|thn|th)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(\d{4})[ -/]*(s|smt|semester|t|tw|q|triwulan|kuartal)[ .-]*([1-4]|i{1,3}|iv)"
    r"|(s|smt|semester|t|tw|q|triwulan|kuartal)[ .-]*([1-4]|i{1,3}|iv)[ ,/-]*(\d{4})",
    re.IGNORECASE,
)
_PARTS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_UNTIL = {"<", "≤", "di bawah"}


def month(label: str) -> tuple[int, int] | None:
    """Return (year, month) of `Januari`, `JAN`, `Agt 2024` or `2024-08`; year 0 if none."""
    text = label.strip()
    if found := _YEAR_MONTH.fullmatch(text):
        number = int(found[2])
        return (int(found[1]), number) if 1 <= number <= len(MONTHS) else None
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    word = found[1].casefold()
    number = _MONTH_STARTS.get(word[:3], 0)
    if not number or (len(word) > _ABBREVIATED and word not in _FULL):
        return None
    return int(found[2] or 0), number


def month_name(label: str, lang: str, *, short: bool = False) -> str:
    """Return a month label in the language: `Agustus 2024`, short `Agu 2024`."""
    found = month(label)
    if found is None:
        return label
    year, number = found
    name = (MONTHS if lang == "id" else MONTHS_EN)[number - 1]
    name = name[:3] if short else name
    return f"{name} {year}" if year else name


def period(label: str) -> tuple[int, str, int] | None:
    """Return (2024, "S", 1) of `2024-S1` or `Semester I 2024`; "T" for quarters (triwulan)."""
    found = _PERIOD.fullmatch(label.strip())
    if found is None:
        return None
    year, word, part = (
        (found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])
    )
    return int(year), "S" if word[0] in "sS" else "T", _PARTS[part.casefold()]


def age(label: str) -> float | None:
    """Return the first year of an age group (`5-9`, `75+`, `60 ke atas`, `<5`), else None."""
    found = _AGE.fullmatch(label.strip())
    if found is None:
        return None
    return int(found[2]) - (0.5 if (found[1] or "").casefold() in _UNTIL else 0)


def axis(labels: Sequence[str], kind: ColumnKind) -> tuple[AxisKind, dict[str, float]]:
    """Return the kind of an axis and the place of each of its labels.

    Places order the labels; on time and numeric axes their distances have a meaning too.
    `kind` is the column's; the labels of columns without a telling kind are looked at.
    """
    named = [label for label in labels if label]
    if kind == "tanggal" or (named and all(_ISO.fullmatch(label) for label in named)):
        return _placed(
            "tanggal",
            labels,
            lambda label: float(date.fromisoformat(label).toordinal()),
        )
    if kind in ("bulat", "desimal"):
        return _placed("angka", labels, float)
    if kind in ("kode", "wilayah"):
        return _indexed("kategori", named, labels)
    if named and all(_YEAR.fullmatch(label) for label in named):
        return _placed("tahun", labels, float)
    if len(named) > 1 and all(month(label) for label in named):
        return _placed("bulan", labels, _month_place)
    if len(named) > 1 and {_period_word(label) for label in named} in ({"S"}, {"T"}):
        return _placed("periode", labels, _period_place)
    if len(named) > 1 and all(age(label) is not None for label in named):
        ordered = sorted(named, key=lambda label: age(label) or 0)
        return _indexed("urutan", ordered, labels)
    return _indexed("kategori", named, labels)


def _month_place(label: str) -> float:
    year, number = month(label) or (0, 0)
    return float(year * 12 + number)


def _period_word(label: str) -> str | None:
    found = period(label)
    return found[1] if found else None


def _period_place(label: str) -> float:
    year, word, part = period(label) or (0, "T", 1)
    return float(year * (2 if word == "S" else 4) + part)


def _placed(
    kind: AxisKind, labels: Sequence[str], place: Callable[[str], float]
) -> tuple[AxisKind, dict[str, float]]:
    """An empty label has no place in time: the axis is then one of categories."""
    try:
        places = {label: place(label) for label in labels}
    except ValueError:
        return _indexed("kategori", [label for label in labels if label], labels)
    return kind, places


def _indexed(
    kind: AxisKind, ordered: Sequence[str], labels: Sequence[str]
) -> tuple[AxisKind, dict[str, float]]:
    places = {label: float(index) for index, label in enumerate(ordered)}
    for label in labels:
        places.setdefault(label, float(len(places)))
    return kind, places


def nearest(text: str, choices: Sequence[str]) -> str:
    """Return the choice that is spelled most like `text`, "" when there are none."""
    from difflib import SequenceMatcher

    wanted = text.casefold()
    scored = [
        (SequenceMatcher(None, wanted, choice.casefold()).ratio(), -index)
        for index, choice in enumerate(choices[:500])
    ]
    return choices[-max(scored)[1]] if scored else ""
