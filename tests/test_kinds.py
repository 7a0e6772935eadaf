"""Every kind of column has every part that a stage asks for."""

from __future__ import annotations

import json
from typing import get_args, get_type_hints

import pytest
from msgspec import Struct

from sitegen.charts.data import TIME_KINDS
from sitegen.charts.order import GRAINS, axis
from sitegen.charts.prepare import automatic
from sitegen.datasets.downloads import normalised_csv, records_json
from sitegen.datasets.table_schema import schema_json
from sitegen.i18n import translator
from sitegen.keys.column import SCHEMA_TYPES
from sitegen.model import (
    COLUMN_KINDS,
    AxisKind,
    ChartSpec,
    Column,
    ColumnKind,
    Constraints,
    DatasetMeta,
    Table,
)
from sitegen.pages.dataset import preview
from sitegen.tables.columns.typing import typed_column
from sitegen.tables.kinds import KINDS, Kind
from sitegen.tables.periods import PARTS
from sitegen.tables.shape.cells import coded
from sitegen.tables.table import parse_table

ID = translator("id")
# For each kind: cells as an agency writes them, what the CSV file holds and what the page shows.
EXAMPLES: dict[ColumnKind, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "teks": (("Dago", "=1+1"), ("Dago", "'=1+1"), ("Dago", "=1+1")),
    "bulat": (("1.250", "-7"), ("1250", "-7"), ("1.250", "\N{MINUS SIGN}7")),
    "desimal": (("1.250,5", "0,25"), ("1250.5", "0.25"), ("1.250,50", "0,25")),
    "tanggal": (
        ("3/11/2026", "4/11/2026"),
        ("2026-11-03", "2026-11-04"),
        ("3 November 2026", "4 November 2026"),
    ),
    "tahun": (("2025", "2026*"), ("2025", "2026"), ("2025", "2026")),
    "semester": (("I", "Semester 2 2026"), ("1", "2026-S2"), ("Semester 1", "Semester 2 2026")),
    "triwulan": (
        ("TW I 2026", "2026-T2"),
        ("2026-Q1", "2026-Q2"),
        ("Triwulan 1 2026", "Triwulan 2 2026"),
    ),
    "rentang": (
        ("2021/2022", "TA 2022/2023"),
        ("2021/2022", "2022/2023"),
        ("2021/2022", "2022/2023"),
    ),
    "minggu": (
        ("Minggu I Mei 2026", "Pekan ke-2 Mei 2026"),
        ("2026-05-M1", "2026-05-M2"),
        ("Minggu 1 Mei 2026", "Minggu 2 Mei 2026"),
    ),
    "bulan": (("Agt", "Nov-26"), ("Agustus", "2026-11"), ("Agustus", "November 2026")),
    "kode": (("010", "011"), ("010", "011"), ("010", "011")),
    "wilayah": (("32.73.02", "32.73.03"), ("32.73.02", "32.73.03"), ("32.73.02", "32.73.03")),
}


def parts(value: Struct) -> set[str]:
    return set(value.__struct_fields__)


def test_every_kind_of_the_model_has_an_entry_and_an_example() -> None:
    for kind in COLUMN_KINDS:
        assert kind in KINDS, f"sitegen/tables/kinds.py has no entry for the kind `{kind}`"
        assert kind in EXAMPLES, f"the kind `{kind}` has no example here"
    assert set(KINDS) == set(EXAMPLES) == set(get_args(ColumnKind)) == set(COLUMN_KINDS)


@pytest.mark.parametrize("kind", COLUMN_KINDS)
def test_every_kind_has_every_part(kind: ColumnKind) -> None:
    made = KINDS[kind]
    for name, hint in get_type_hints(Kind, localns={"pd": __import__("pandas")}).items():
        value = getattr(made, name)
        optional = type(None) in get_args(hint)
        assert optional or value is not None, f"the kind `{kind}` lacks its `{name}`"
    assert made.label, f"the kind `{kind}` has no label"
    assert made.numbers or not made.figures, f"`{kind}`: figures in a column of {made.dtype}"


def test_no_part_of_a_kind_may_be_left_out() -> None:
    assert Kind.__struct_defaults__ == ()


def test_kinds_have_labels_of_their_own_in_both_languages() -> None:
    for lang in ("id", "en"):
        labels = [translator(lang).gettext(kind.label) for kind in KINDS.values()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", COLUMN_KINDS)
def test_a_declared_column_has_its_kind_and_dtype_with_and_without_values(kind: ColumnKind) -> None:
    column = Column(name="a", title="A", kind=kind)
    for cells in ((), EXAMPLES[kind][0]):
        read = typed_column(coded(cells), column, ",")
        assert (read.kind, str(read.array.dtype), read.bad) == (kind, KINDS[kind].dtype, ())


def example(kind: ColumnKind) -> Table:
    first, second = EXAMPLES[kind][0]
    file, problems = parse_table(
        f"a;y\n{first};1\n{second};2\n".encode(),
        "data/a.csv",
        (Column(name="a", title="A", kind=kind),),
    )
    assert file is not None, problems
    return file.table


@pytest.mark.parametrize("kind", COLUMN_KINDS)
def test_a_kind_is_published_and_shown_in_its_forms(kind: ColumnKind) -> None:
    table, (_, published, shown) = example(kind), EXAMPLES[kind]
    lines = normalised_csv(table).splitlines()
    assert tuple(line.rpartition(",")[0] for line in lines[1:]) == published
    records = [record["a"] for record in json.loads(records_json(table))]
    assert [isinstance(value, int | float) for value in records] == [KINDS[kind].numbers] * 2
    view = preview(table, "", ID)
    assert tuple(row[0].text for row in view.rows) == shown
    assert view.head[0].numeric == (KINDS[kind].figures is not None)


@pytest.mark.parametrize("kind", COLUMN_KINDS)
def test_a_schema_of_a_kind_is_read_as_a_kind_of_that_type(kind: ColumnKind) -> None:
    read, form = SCHEMA_TYPES[KINDS[kind].schema_type]
    assert (KINDS[read].schema_type, form) == (KINDS[kind].schema_type, "")


@pytest.mark.parametrize(
    ("kind", "text", "bound"),
    [
        ("bulat", "5", 5),
        ("desimal", "2,5", 2.5),
        ("tahun", "2017", 2017),
        ("tanggal", "3-11-2026", "2026-11-03"),
        ("tanggal", "3 November 2026", "2026-11-03"),
    ],
)
def test_bounds_are_published_as_the_values_of_the_table(
    kind: ColumnKind, text: str, bound: object
) -> None:
    rules = Constraints(minimum=text, below=text, choices=(text,))
    meta = DatasetMeta(
        name="a",
        title="A",
        path="data/a.yml",
        described=True,
        columns=(Column(name="a", title="A", kind=kind, constraints=rules),),
    )
    (field,) = json.loads(schema_json(meta))["fields"]
    assert field["constraints"] == {"minimum": bound, "exclusiveMaximum": bound, "enum": [bound]}


def test_times_nest_in_one_order() -> None:
    nested = {kind: made.time.nesting for kind, made in KINDS.items() if made.time}
    assert sorted(nested, key=lambda kind: nested[kind]) == [
        "tahun",
        "rentang",
        "semester",
        "triwulan",
        "bulan",
        "minggu",
        "tanggal",
    ]
    assert len(set(nested.values())) == len(nested)


@pytest.mark.parametrize("kind", COLUMN_KINDS)
def test_an_axis_of_time_goes_with_a_kind_of_time(kind: ColumnKind) -> None:
    made = KINDS[kind]
    assert (made.time is not None) == (made.axis in TIME_KINDS)
    if made.time and made.time.grain:
        assert made.axis is not None
        assert GRAINS[made.axis] == made.time.grain
        assert made.time.parsers


def test_every_axis_and_grain_is_known() -> None:
    assert set(GRAINS) | {"tanggal"} == TIME_KINDS
    assert set(get_args(AxisKind)) > TIME_KINDS
    assert set(GRAINS.values()) == set(PARTS)


@pytest.mark.parametrize("kind", [kind for kind, made in KINDS.items() if made.axis])
def test_a_column_draws_the_axis_of_its_kind(kind: ColumnKind) -> None:
    table = example(kind)
    cells = [str(value) for value in table.frame["a"].tolist()]
    if kind == "tanggal":
        cells = [cell[:10] for cell in cells]
    assert axis(cells, kind).kind == KINDS[kind].axis


@pytest.mark.parametrize("kind", [kind for kind, made in KINDS.items() if made.time])
def test_an_automatic_chart_runs_along_any_time(kind: ColumnKind) -> None:
    assert automatic(example(kind)) == ChartSpec(kind="garis", x="a", y="y")
