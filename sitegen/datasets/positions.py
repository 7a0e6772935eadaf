"""Where in a table a figure stands, in words: `di Andir dan Regol`, `pada Oktober 2019`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sitegen.charts.data import TIME_KINDS, ChartData, Kept, Mark
from sitegen.charts.numbers import axis_label
from sitegen.charts.order import GRAINS, age, moment
from sitegen.charts.scope import NAMED_VALUES, chosen, listed, named_after, period, small_time
from sitegen.i18n import N_, Translator
from sitegen.model import AxisKind
from sitegen.tables.periods import Grain

# With more equals than these, they are counted and not named.
NAMED = 2
_ABBREVIATED = 3
_CAPITALS = re.compile(
    r"\b(?:rw|rt|kk|sd|smp|sma|smk|opd|skpd|umkm|tps|dbd|asn|pns)\b", re.IGNORECASE
)
_PLACES = re.compile(
    r"\b(?:kec|kel|kab|kabkota?|kotkab|kotakab|pemda|prov|kecamatan|kelurahan|desa|kabupaten|kota|provinsi|wilayah|daerah|lokasi|tempat|rw|rt|dusun"
    r"|kampung|sekolah|puskesmas|rumah sakit|pasar|taman|terminal|stasiun|jalan|ruas|sungai|negara"
    r"|kawasan|zona|pos|district|city|province|region|area|village|location|place)\b",
    re.IGNORECASE,
)
# What follows these words is told of places, not a place: `Kondisi jalan`.
_OF_PLACES = re.compile(
    r"(?:kondisi|jenis|status|tipe|kelas|golongan|kelompok|kategori|klasifikasi|bentuk|fungsi|sumber|penyebab|type|kind"
    r"|class|condition)\b",
    re.IGNORECASE,
)
_PERIODS = re.compile(
    r"^(?:tahun|semester|triwulan|kuartal|bulan|minggu|year|quarter|month|week)\b", re.IGNORECASE
)
_AGES = re.compile(r"\b(?:usia|umur|age|ages)\b", re.IGNORECASE)
_YEARS = re.compile(r"\s*\b(?:tahun|thn|th|years?)\b\.?\s*$", re.IGNORECASE)
# Only more than a few are counted.
_COUNTED: dict[Grain, str] = {
    "year": N_("{count} years"),
    "semester": N_("{count} semesters"),
    "quarter": N_("{count} quarters"),
    "month": N_("{count} months"),
}


class Along(Struct, frozen=True, kw_only=True):
    """One of the two ways through a table: the kind of its labels, and what its title names."""

    kind: AxisKind
    title: str

    @property
    def is_time(self) -> bool:
        """Whether the labels are periods or days."""
        return self.kind in TIME_KINDS

    @property
    def is_place(self) -> bool:
        """Whether the labels are places."""
        title = self.title.replace("_", " ").strip()
        return not (self.is_time or _OF_PLACES.match(title)) and bool(_PLACES.search(title))


def along_x(data: ChartData) -> Along:
    """Return what the marks' `x` is."""
    return Along(kind=data.x_kind, title=data.x_title)


def along_series(data: ChartData) -> Along:
    """Return what the marks' `series` is."""
    return Along(kind=data.series_kind, title=data.series_title)


def label(text: str, kind: AxisKind, t: Translator) -> str:
    """Return a label within a sentence: `semester 1 2017`, `Oktober 2019`, `Andir`."""
    return small_time(axis_label(text, kind, t), kind)


def at(labels: Sequence[str], along: Along, t: Translator) -> str:
    """Return a phrase with the positions: named if they are few, else how many they are."""
    if len(labels) > NAMED:
        return _phrase(counted(len(labels), along, t), along, t)
    names = [label(text, along.kind, t) for text in labels]
    title = _noun(named_after(along.title))
    if _AGES.search(title) and all(age(name) is not None for name in names):
        ages = listed([_YEARS.sub("", name) for name in names], t)
        return t.gettext(N_("at age {ages}")).format(ages=ages)
    text = listed(names, t)
    numbered = not along.is_time and all(name[:1].isdigit() for name in names)
    if not numbered or any(name.casefold().startswith(title.casefold()) for name in names):
        return _phrase(text, along, t)
    return _phrase(f"{title}{'-' if title.endswith(' ke') else ' '}{text}", along, t)


def at_marks(marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """Return a phrase with the positions of marks by series and x."""
    if not data.series:
        return at([mark.x for mark in marks], along_x(data), t)
    if len(marks) > NAMED:
        return t.gettext(N_("in {count} cases")).format(count=len(marks))
    return listed([_at_both(mark, data, t) for mark in marks], t)


def _at_both(mark: Mark, data: ChartData, t: Translator) -> str:
    x, series = along_x(data), along_series(data)
    if year := _year_of_part(mark, data, t):
        return _phrase(year, x if x.kind != "tahun" else series, t)
    both = [(at([mark.series], series, t), series), (at([mark.x], x, t), x)]
    both.sort(key=lambda pair: (pair[1].is_time, pair[1].is_place))
    return " ".join(phrase for phrase, _ in both)


def part_shown(data: ChartData, t: Translator) -> str:
    """Return a phrase with the part of the table that is shown: `di Kecamatan Andir pada 2024`.

    What the sentence names anyway, one or two series, is not in it.
    """
    shown = [
        kept for kept in data.kept if kept.title != data.series_title or len(kept.values) > NAMED
    ]
    phrases = [_choice(kept, t) for kept in shown if kept.kind not in TIME_KINDS]
    when = [kept for kept in shown if kept.kind in TIME_KINDS]
    if time := period(when, t):
        parted = any(kept.kind in ("semester", "triwulan") for kept in when)
        time = small_time(time, "semester") if parted else time
        phrases.append(t.gettext(N_("in {period}")).format(period=time))
    return " ".join(phrases)


def _choice(kept: Kept, t: Translator) -> str:
    words = chosen(kept, t)
    if len(kept.values) > NAMED_VALUES:
        return t.gettext(N_("among {names}")).format(names=words)
    along = Along(kind=kept.kind, title=kept.title)
    if along.is_place:
        return _phrase(words, along, t)
    phrase = N_("in {period}") if _PERIODS.search(kept.title) else N_("for {choice}")
    return t.gettext(phrase).format(choice=lowered(words), period=lowered(words))


def lowered(title: str) -> str:
    """Return a title for use within a sentence: in lower case unless it is an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _phrase(text: str, along: Along, t: Translator) -> str:
    if along.kind == "tanggal":
        return t.gettext(N_("on {day}")).format(day=text)
    if along.is_time:
        return t.gettext(N_("in {period}")).format(period=text)
    if along.is_place:
        return t.gettext(N_("in {place}")).format(place=text)
    return t.gettext(N_("for {category}")).format(category=text)


def _noun(title: str) -> str:
    """A title as a noun: `kecamatan` for `KECAMATAN`, but `RW`."""
    words = title.split()
    small = (w if w.isupper() and len(w) <= _ABBREVIATED else w.lower() for w in words)
    return in_capitals(" ".join(small))


def in_capitals(title: str) -> str:
    """Return a title with its usual abbreviations in capitals: `Jumlah KK` for `Jumlah kk`."""
    return _CAPITALS.sub(lambda found: found[0].upper(), title)


def counted(count: int, along: Along, t: Translator) -> str:
    """Return how many positions there are, by what they are: `6 kecamatan`, `12 bulan`."""
    if not along.is_time:
        return f"{count} {_noun(named_after(along.title))}"
    if along.kind == "tanggal":
        return t.gettext(N_("{count} days")).format(count=count)
    words = _COUNTED.get(GRAINS[along.kind], N_("{count} periods"))
    return t.gettext(words).format(count=count)


def _year_of_part(mark: Mark, data: ChartData, t: Translator) -> str:
    """A month of a year, where one of them is the series and the other is x: `Oktober 2019`."""
    pairs = {data.x_kind: mark.x, data.series_kind: mark.series}
    year = pairs.pop("tahun", "")
    kind, part = next(iter(pairs.items()), ("kategori", ""))
    if not year or kind not in ("bulan", "semester", "triwulan") or moment(part, kind)[1]:
        return ""
    return f"{label(part, kind, t)} {year}"
