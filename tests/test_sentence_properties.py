"""Whatever the table, its sentence says what the rows say; all arithmetic here is the test's own."""

from __future__ import annotations

import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from sitegen.datasets.sentence import sentence
from sitegen.keys.values import MONTH_NAMES
from sitegen.model import ChartKind
from tests.charted import ID, MINUS, prepared, rows

NAMES = ("Andir", "Buahbatu", "Cicendo", "Gedebage", "Kiaracondong", "Lengkong", "Regol", "Ujung")
KINDS: tuple[ChartKind, ...] = ("garis", "batang", "peta-panas")
YEARS = tuple(range(2015, 2026))


class Measured(Struct, frozen=True):
    """A column: may its figures be added up, and do their changes have a percentage?"""

    title: str
    unit: str
    words: tuple[str, str]
    adds: bool
    shares: bool


MEASURED = (
    Measured("penduduk", "jiwa", ("terbanyak", "paling sedikit"), True, True),
    Measured("anggaran", "rupiah", ("terbesar", "terkecil"), True, True),
    Measured("kepadatan", "jiwa/km2", ("tertinggi", "terendah"), False, True),
    Measured("cakupan", "persen", ("tertinggi", "terendah"), False, False),
    Measured("indeks", "", ("tertinggi", "terendah"), False, False),
    Measured("suhu", "derajat", ("tertinggi", "terendah"), False, False),
)
WORDS = {word: at for each in MEASURED for at, word in enumerate(each.words)}
SCALES = {"juta": 10**6, "miliar": 10**9, "triliun": 10**12}
NUMBER = re.compile(
    rf"(?<![\w])[+{MINUS}]?(?:Rp)?(\d[\d.]*)(?:,(\d+))?(?: (juta|miliar|triliun)\b)?"
)
END = re.compile(
    rf"({'|'.join(WORDS)}) (?:di|pada) (.+?) \((?:masing-masing )?([+{MINUS}Rp\d.,]+(?: (?:juta|miliar|triliun))?)"
)

whole = st.one_of(
    st.integers(0, 12), st.integers(0, 9999), st.integers(10**6, 10**7), st.integers(10**9, 10**13)
)
small = st.one_of(
    st.integers(-50, 50).map(float),
    st.integers(1, 99).map(lambda n: n / 10_000),
    st.integers(1, 9999).map(lambda n: n / 100),
)


class Figure(Struct, frozen=True):
    """A figure as it is written, and how far it may be from the exact one."""

    value: float
    margin: float

    def fits(self, value: float) -> bool:
        """Whether `value` is written so, with its sign or without."""
        return any(abs(self.value - v) <= self.margin * 1.001 + 1e-12 for v in (value, -value))


def figure(text: str) -> Figure:
    found = NUMBER.match(text)
    assert found, text
    ones, decimals, scale = found[1].strip(".").replace(".", ""), found[2] or "", found[3] or ""
    value = float(f"{ones}.{decimals or 0}") * SCALES.get(scale, 1)
    return Figure(value, 0.5 * 10 ** -len(decimals) * SCALES.get(scale, 1))


def figures(text: str) -> list[Figure]:
    return [figure(found[0]) for found in NUMBER.finditer(text)]


def ends(text: str) -> list[tuple[int, str, Figure]]:
    return [(WORDS[word], where, figure(said)) for word, where, said in END.findall(text)]


def named(where: str) -> set[str]:
    return set(re.split(r", | dan ", where))


def check_ends(text: str, table: dict[str, float], noun: str) -> None:
    """Each end that is named is that of all rows, with all of its positions or their number."""
    for low, where, said in ends(text):
        end = min(table.values()) if low else max(table.values())
        equal = {name for name, value in table.items() if value == end}
        assert said.fits(end)
        if where.endswith(f" {noun}"):
            assert len(equal) == int(where.split()[0]) > 2
        else:
            assert named(where) == equal


@settings(max_examples=60, deadline=None)
@given(
    figures_=st.lists(st.one_of(whole, small), min_size=2, max_size=len(NAMES)),
    measured=st.sampled_from(MEASURED),
    sort=st.sampled_from(["", "naik", "turun"]),
    top=st.integers(0, 4),
)
# Nearly the sum of the others, and an area as they are.
@example(figures_=[0, 0, 1, 10**9, 10**9], measured=MEASURED[0], sort="", top=0)
@example(figures_=[0.01, 0, 1, 10**12, 10**12], measured=MEASURED[1], sort="", top=0)
def test_ends_of_areas_are_those_of_all_rows(
    figures_: list[float], measured: Measured, sort: str, top: int
) -> None:
    table = dict(zip(NAMES, figures_, strict=False))
    # Such a row is read as the total of the others.
    assume(sum(table.values()) not in {2 * value for value in table.values()})
    text = rows(f"kecamatan,{measured.title}", *table.items())
    data = prepared(
        text, "batang", "kecamatan", measured.title, sort=sort, top=top, measured_in=measured.unit
    )
    said = sentence(data, ID)
    check_ends(said, table, "kecamatan")
    counts = {list(table.values()).count(value) for value in table.values()}
    for each in figures(said):
        assert any(map(each.fits, [*table.values(), *counts, len(table)])), said
    assert bool(ends(said)) == (len(set(table.values())) > 1)


@settings(max_examples=60, deadline=None)
@given(
    table=st.dictionaries(
        st.sampled_from(YEARS), st.one_of(whole, small), min_size=2, max_size=len(YEARS)
    ),
    measured=st.sampled_from(MEASURED),
)
@example(table={2015: 0, 2016: 0, 2017: 0, 2018: 10**6, 2019: 10**6}, measured=MEASURED[0])
@example(table={2015: 0, 2016: 0, 2017: 10**6, 2018: 0, 2019: 10**6}, measured=MEASURED[0])
def test_changes_over_years_are_right_and_in_a_form_that_means_something(
    table: dict[int, float], measured: Measured
) -> None:
    years = sorted(table)
    text = rows(f"tahun,{measured.title}", *((year, table[year]) for year in years))
    data = prepared(text, "garis", "tahun", measured.title, measured_in=measured.unit)
    said = sentence(data, ID)
    check_ends(said, {str(year): value for year, value in table.items()}, "tahun")
    first, last = table[years[0]], table[years[-1]]
    if "naik dari" in said or "turun dari" in said:
        assert ("naik" in said) == (last > first)
        assert f"({years[0]})" in said
        assert f"({years[-1]})" in said
    of_first = re.search(r"(\d[\d.]*(?:,\d+)?)%(?=[.;])", said)
    if of_first and measured.unit != "persen":
        assert measured.shares
        assert first > 0
        assert min(table.values()) >= 0
        assert figure(of_first[1]).fits((last - first) / first * 100)
    counts = {list(table.values()).count(value) for value in table.values()}
    known = [*table.values(), *years, *counts, len(table), last - first]
    known += [(last - first) / first * 100] if first else []
    for each in figures(said):
        assert any(map(each.fits, known)), said


@settings(max_examples=60, deadline=None)
@given(
    figures_=st.lists(st.one_of(st.none(), whole), min_size=2, max_size=40),
    start=st.integers(0, 11),
)
def test_months_are_only_compared_with_the_same_month(
    figures_: list[int | None], start: int
) -> None:
    table = {
        (2020 + (start + n) // 12, MONTH_NAMES[(start + n) % 12]): value
        for n, value in enumerate(figures_)
        if value is not None
    }
    assume(len(table) > 1)
    order = list(table)
    text = rows("bulan,kunjungan", *((f"{m} {y}", table[y, m]) for y, m in order))
    said = sentence(prepared(text, "garis", "bulan", "kunjungan"), ID)
    check_ends(said, {f"{m} {y}": value for (y, m), value in table.items()}, "bulan")
    moments = re.findall(r"\((\w+) (\d{4})\)", said.rpartition(";")[2])
    if "naik dari" in said or "turun dari" in said:
        (before, year), (after, later) = moments[-2:]
        assert before == after == order[-1][1]
        assert int(year) < int(later) == order[-1][0]


@settings(max_examples=60, deadline=None)
@given(
    table=st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["L", "P", "Lain"])),
        st.one_of(st.integers(0, 500), st.integers(-20, 20)),
        min_size=4,
    ),
    measured=st.sampled_from(MEASURED),
    arrangement=st.sampled_from(["kelompok", "tumpuk"]),
    top=st.integers(0, 3),
)
def test_only_what_is_counted_is_added_and_only_to_the_total_of_all(
    table: dict[tuple[str, str], int], measured: Measured, arrangement: str, top: int
) -> None:
    text = rows(
        f"kecamatan,jenis,{measured.title}", *((a, b, value) for (a, b), value in table.items())
    )
    data = prepared(
        text,
        "batang",
        "kecamatan",
        measured.title,
        series="jenis",
        arrangement=arrangement,
        top=top,
        measured_in=measured.unit,
    )
    said = sentence(data, ID)
    total = re.search(r"seluruhnya ([^:]+):", said)
    if total is None:
        values = [*table.values(), *range(len(table) + 1)]
        assert all(any(map(each.fits, values)) for each in figures(said)), said
        return
    assert measured.adds
    assert min(table.values()) >= 0
    assert figure(total[1]).fits(sum(table.values()))
    for name, share in re.findall(r"(L|P|Lain) (\d[\d,]*)%", said):
        own = sum(value for (_, kind), value in table.items() if kind == name)
        assert figure(share).fits(own / sum(table.values()) * 100)


@settings(max_examples=60, deadline=None)
@given(
    given_=st.sets(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(YEARS[:5])), min_size=1, max_size=30
    ),
    chosen=st.sampled_from(NAMES),
    kind=st.sampled_from(KINDS),
)
def test_nothing_is_said_of_rows_that_are_not_there(
    given_: set[tuple[str, int]], chosen: str, kind: ChartKind
) -> None:
    order = sorted(given_ | {(chosen, YEARS[0])})
    text = rows(
        "kecamatan,tahun,kasus", *((name, year, n * 7 % 50) for n, (name, year) in enumerate(order))
    )
    keys = (
        {"x": "kecamatan", "y": "tahun", "value": "kasus"}
        if kind == "peta-panas"
        else {"x": "tahun", "y": "kasus", "series": "kecamatan"}
    )
    said = sentence(prepared(text, kind, **keys, filter=(("kecamatan", (chosen,)),)), ID)
    own = {year for name, year in order if name == chosen}
    others = {name for name in NAMES if name != chosen}
    assert not others & set(re.findall(r"\w+", said))
    assert {int(year) for year in re.findall(r"\b20\d\d\b", said)} <= own


def test_the_numbers_of_this_test_are_read_as_they_are_written() -> None:
    texts = ("1.234,5", "Rp3,4 miliar", f"{MINUS}0,0031", "12")
    assert [figure(text).value for text in texts] == [1234.5, 3.4e9, 0.0031, 12.0]
