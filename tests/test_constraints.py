"""Constraints of columns: what Frictionless finds in the same files is found, and told in full."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sitegen.city.schemas import Schema, Standards, parse_schema
from sitegen.datasets.dataset import Dataset, parse_dataset
from sitegen.keys.rules import Rules
from sitegen.model import Problem
from sitegen.problems.yaml_slip import YAML_SLIP
from sitegen.tables.files.raw import parse_raw
from tests.conftest import told

RULES = Rules(zone="Asia/Jakarta")
PATH = "content/kelurahan/dago/data/a.csv"
META = "content/kelurahan/dago/data/a.yml"
OF_CELLS = re.compile(r"D009|D019|D039|D04[0-6]")
PROFILES = "https://datapackage.org/profiles/2.0"
Descriptor = dict[str, Any]


def with_schema(
    table: str, descriptor: Descriptor, own: str = ""
) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Return the dataset of a table that follows a shared schema, written as JSON."""
    text = json.dumps(descriptor).encode()
    schema, problems = parse_schema(text, "data/skema/s.yml", RULES.zone)
    assert problems == ()
    assert schema is not None
    metadata = f"judul: K\nskema: s\n{own}".encode()
    standards = Standards(schemas=(schema,))
    return parse_dataset(parse_raw(table.encode(), PATH), PATH, (META, metadata), RULES, standards)


def with_columns(table: str, metadata: str) -> list[str]:
    """Return the problems of constraints of a table, by its own description."""
    text = f"judul: K\n{metadata}".encode()
    _, problems = parse_dataset(parse_raw(table.encode(), PATH), PATH, (META, text), RULES)
    return [told(p) for p in problems if p.code not in {"D012", "D013"}]


def ours(table: str, descriptor: Descriptor) -> set[tuple[int, str]]:
    _, problems = with_schema(table, descriptor)
    return {(p.where.row, p.where.field) for p in problems if OF_CELLS.fullmatch(p.code)}


def theirs(table: str, descriptor: Descriptor, folder: Path) -> set[tuple[int, str]]:
    limit = csv.field_size_limit()
    from frictionless import Resource  # changes the limit of the whole process

    (folder / "a.csv").write_text(table, encoding="utf-8")
    resource = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": "a",
        "path": "a.csv",
        "schema": {"$schema": f"{PROFILES}/tableschema.json", **descriptor},
    }
    report = Resource.from_descriptor(resource, basepath=str(folder)).validate()
    csv.field_size_limit(limit)
    rows = report.flatten(["rowNumber", "fieldName", "type"])
    assert not [kind for _, _, kind in rows if kind not in KINDS], rows
    key = descriptor.get("primaryKey", [""])[0]
    return {(row, name or key) for row, name, _ in rows}


KINDS = {"type-error", "constraint-error", "unique-error", "primary-key"}


def column(kind: str, **constraints: object) -> Descriptor:
    """Return a schema of a counting column and one column `v` of this type."""
    field: Descriptor = {"name": "v", "type": kind}
    if constraints:
        field["constraints"] = constraints
    return {"fields": [{"name": "n", "type": "integer"}, field]}


def rows(*cells: str) -> str:
    """Return a table with these cells in column `v`."""
    return "n,v\n" + "".join(f"{at},{cell}\n" for at, cell in enumerate(cells, start=1))


CASES = [
    pytest.param(column("integer"), ("12", "-3", "dua", "1.5", ""), {4, 5}, id="integer"),
    pytest.param(column("number"), ("12.5", "-3", "dua", "", "0.1"), {4}, id="number"),
    pytest.param(column("string"), ("a", "1", ""), set(), id="string"),
    pytest.param(column("any"), ("a", "1", ""), set(), id="any"),
    pytest.param(column("date"), ("2026-11-03", "2026-02-30", "kemarin"), {3, 4}, id="date"),
    pytest.param(column("year"), ("2026", "1999", "lalu"), {4}, id="year"),
    pytest.param(column("yearmonth"), ("2026-11", "2026-13", "x"), {3, 4}, id="yearmonth"),
    pytest.param(column("boolean"), ("true", "false", "1", "0", "ya", ""), {6}, id="boolean"),
    pytest.param(column("time"), ("08:00:00", "25:00:00", "pagi"), {3, 4}, id="time"),
    pytest.param(
        column("datetime"), ("2026-11-03T08:00:00", "2026-11-03T99:00:00", "x"), {3, 4}, id="moment"
    ),
    pytest.param(column("duration"), ("P1D", "PT2H30M", "dua jam"), {4}, id="duration"),
    pytest.param(
        column("geopoint"), ('"107.6,-6.9"', '"207.6,-6.9"', "Bandung"), {3, 4}, id="geopoint"
    ),
    pytest.param(column("object"), ('"{""a"": 1}"', "[1]", "{"), {3, 4}, id="object"),
    pytest.param(column("array"), ("[1]", '"{""a"": 1}"', "["), {3, 4}, id="array"),
    pytest.param(column("integer", required=True), ("1", "", "x", "4"), {3, 4}, id="required"),
    pytest.param(column("string", required=True), ("a", "", "c"), {3}, id="required text"),
    pytest.param(column("string", unique=True), ("a", "b", "a", "", "", "a"), {4, 7}, id="unique"),
    pytest.param(column("integer", unique=True), ("1", "2", "2", "3"), {4}, id="unique figure"),
    pytest.param(column("integer", minimum=0), ("-1", "0", "1", ""), {2}, id="minimum"),
    pytest.param(column("integer", maximum=10), ("9", "10", "11"), {4}, id="maximum"),
    pytest.param(column("number", minimum=0.5), ("0.4", "0.5", "7"), {2}, id="minimum of number"),
    pytest.param(column("number", maximum=100), ("99.9", "100.1"), {3}, id="maximum of number"),
    pytest.param(column("integer", exclusiveMinimum=0), ("0", "1"), {2}, id="exclusive minimum"),
    pytest.param(column("number", exclusiveMaximum=1), ("0.9", "1", "2"), {3, 4}, id="below"),
    pytest.param(
        column("integer", minimum=1, maximum=3), ("0", "1", "3", "4"), {2, 5}, id="both bounds"
    ),
    pytest.param(
        column("date", minimum="2026-01-01"), ("2025-12-31", "2026-01-01"), {2}, id="first day"
    ),
    pytest.param(
        column("date", maximum="2026-12-31"), ("2026-12-31", "2027-01-01"), {3}, id="last day"
    ),
    pytest.param(column("year", minimum=2000, maximum=2026), ("1999", "2026"), {2}, id="years"),
    pytest.param(column("string", minLength=2), ("a", "ab", "é", ""), {2, 4}, id="min length"),
    pytest.param(column("string", maxLength=2), ("abc", "ab", "éé"), {2}, id="max length"),
    pytest.param(
        column("string", pattern="RW \\d{2}"),
        ("RW 01", "RW 1", "xRW 01", "RW 01x"),
        {3, 4, 5},
        id="pattern",
    ),
    pytest.param(
        column("string", pattern="(L|P)+"), ("L", "LP", "LK", ""), {4}, id="pattern with ways"
    ),
    pytest.param(column("string", enum=["L", "P"]), ("L", "P", "l", "X", ""), {4, 5}, id="enum"),
    pytest.param(column("integer", enum=[1, 2]), ("1", "3", "2"), {3}, id="enum of figures"),
    pytest.param(
        column("integer", required=True, minimum=1, unique=True),
        ("1", "", "0", "1", "x"),
        {3, 4, 5, 6},
        id="several at once",
    ),
    pytest.param(
        {**column("integer", required=True), "missingValues": ["", "tad"]},
        ("1", "tad", "-"),
        {3, 4},
        id="missing values",
    ),
    pytest.param(
        {
            **column("integer"),
            "missingValues": [{"value": "", "label": "kosong"}, {"value": "tad", "label": "nihil"}],
        },
        ("1", "tad", "x"),
        {4},
        id="missing values with labels",
    ),
    pytest.param(
        {
            "fields": [
                {"name": "n", "type": "integer"},
                {"name": "v", "type": "boolean", "trueValues": ["ya"], "falseValues": ["tidak"]},
            ]
        },
        ("ya", "tidak", "true", ""),
        {4},
        id="words for true and false",
    ),
    pytest.param(
        {
            "fields": [
                {"name": "n", "type": "integer"},
                {"name": "v", "type": "string", "format": "email"},
            ]
        },
        ("a@kota.example", "kota"),
        {3},
        id="format",
    ),
]


@pytest.mark.parametrize(("descriptor", "cells", "wrong"), CASES)
def test_the_same_cells_are_wrong_as_in_frictionless(
    descriptor: Descriptor, cells: tuple[str, ...], wrong: set[int], tmp_path: Path
) -> None:
    table = rows(*cells)
    assert ours(table, descriptor) == theirs(table, descriptor, tmp_path)
    assert ours(table, descriptor) == {(row, "v") for row in wrong}


@pytest.mark.parametrize(
    "categories", [["L", "P"], [{"value": "L", "label": "Laki-laki"}, {"value": "P", "label": "P"}]]
)
def test_categories_are_the_only_values_allowed(categories: list[object]) -> None:
    # Version 2 of Table Schema has them; Frictionless does not check them yet.
    field = {"name": "v", "type": "string", "categories": categories}
    descriptor = {"fields": [{"name": "n", "type": "integer"}, field]}
    assert ours(rows("L", "P", "X", ""), descriptor) == {(4, "v")}


def test_a_decimal_comma_in_a_mapping_is_named_and_never_halved() -> None:
    kind = YAML_SLIP["F032"]

    def found(rules: str) -> list[str]:
        columns = f"judul: K\nkolom:\n- {{nama: n}}\n- nama: v\n  tipe: desimal\n  {rules}\n"
        metadata = (META, columns.encode())
        raw = parse_raw(rows("1.1", "1.15").encode(), PATH)
        _, problems = parse_dataset(raw, PATH, metadata, RULES)
        return [told(p) for p in problems if p.code not in {"D012", "D013"}]

    assert found(kind.wrong) == [
        (
            f"{META}:6:36: [F032] `2` is taken for a key: in a mapping a comma ends a value = write this "
            "in place of the line: `  syarat: {minimal: 0, maksimal: 1.2}`"
        )
    ]
    assert found(kind.right) == []


def test_repeated_keys_are_wrong_as_in_frictionless(tmp_path: Path) -> None:
    table = "k,t,v\na,2025,1\na,2026,2\nb,2025,3\na,2025,4\n"
    names = {"k": "string", "t": "year", "v": "integer"}
    descriptor = {
        "fields": [{"name": name, "type": kind} for name, kind in names.items()],
        "primaryKey": ["k", "t"],
    }
    assert ours(table, descriptor) == theirs(table, descriptor, tmp_path) == {(5, "k")}


@pytest.mark.parametrize(
    ("descriptor", "cells", "mine", "other"),
    [
        # An agency writes 1.250 for a thousand; Table Schema would want to be told of the sign.
        pytest.param(column("integer"), ("1.250.000", "7"), set(), {2}, id="signs in figures"),
        # A dash is how Indonesian tables say that there is no figure.
        pytest.param(column("integer"), ("-", "7"), set(), {2}, id="a dash"),
        pytest.param(column("date"), ("03/11/2026", "13/11/2026"), set(), {2, 3}, id="our dates"),
        pytest.param(column("yearmonth"), ("November 2026",), set(), {2}, id="months by name"),
    ],
)
def test_what_agencies_write_is_read_where_frictionless_wants_it_declared(
    descriptor: Descriptor, cells: tuple[str, ...], mine: set[int], other: set[int], tmp_path: Path
) -> None:
    table = rows(*cells)
    assert ours(table, descriptor) == {(row, "v") for row in mine}
    assert theirs(table, descriptor, tmp_path) == {(row, "v") for row in other}


def test_each_constraint_says_what_was_found_and_what_was_expected() -> None:
    table = (
        "kode,tahun,jumlah,rw,jk\n32.73.02.1004,2025,84,RW 01,L\n,2025,-1,RW.2,P\n"
        "32.73.02.1004,2025,90,RW 123,l\n"
    )
    metadata = """\
kunci: [kode, tahun]
kolom:
  - {nama: kode, syarat: {unik: ya}}
  - {nama: jumlah, tipe: bulat, syarat: {minimal: 0}}
  - {nama: rw, syarat: {pola: 'RW[ .]\\d+', panjang_maksimal: 5}}
  - {nama: jk, syarat: {pilihan: [L, P]}}
"""
    assert with_columns(table, metadata) == [
        (
            f"{PATH} row 3: [D039] column `kode` must not be empty (1 such cells) = "
            "fill in the cell, or take `wajib` or `kunci` from the description"
        ),
        (
            f"{PATH} row 4: [D040] `32.73.02.1004` in column `kode` stands in row 2 already "
            "(1 such cells) = correct one of the two, or take `unik` from the description"
        ),
        (
            f"{PATH} row 3: [D042] `-1` in column `jumlah` must be at least 0 (1 such cells) = "
            "correct the cell, or the bound in the description"
        ),
        (
            f"{PATH} row 4: [D043] `RW 123` in column `rw` has 6 characters, and must have at most 5 (1 such cells) = "
            "correct the cell, or the length in the description"
        ),
        (
            f"{PATH} row 4: [D045] `l` in column `jk` is not one of L, P (1 such cells) = "
            "write one of them, such as `L`"
        ),
        (
            f"{PATH} row 4: [D041] the key kode, tahun = 32.73.02.1004, 2025 stands in row 2 already "
            "(1 such rows) = remove the row that is too many, or add a column to `kunci`"
        ),
    ]


def test_a_pattern_and_a_form_are_named_with_the_cell() -> None:
    table = rows("RW 01", "RW.2")
    assert with_columns(table, "kolom: [{nama: v, syarat: {pola: 'RW \\d+'}}]") == [
        (
            f"{PATH} row 3: [D044] `RW.2` in column `v` does not match the pattern `RW \\d+` "
            "(1 such cells) = write it like the other cells of the column, or correct `pola`"
        )
    ]
    _, problems = with_schema(rows("08:00:00", "8 pagi"), column("time"))
    assert [told(p) for p in problems if p.code == "D046"] == [
        (
            f"{PATH} row 3: [D046] `8 pagi` in column `v` is no time (1 such cells) = "
            "correct the cell, or the type in the standard"
        )
    ]


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(
            "kolom: [{nama: n, tipe: bulat, syarat: {minimal: sedikit, maksimal: 1}}]",
            [
                (
                    "[D033] `minimal: sedikit` does not go with column `n` of type `bulat` = "
                    "write a value of this type, correct `tipe`, or remove the line"
                ),
                (
                    "[D042] `2` in column `n` must be at most 1 (1 such cells) = "
                    "correct the cell, or the bound in the description"
                ),
            ],
            id="a bound that is no figure, and one that is",
        ),
        pytest.param(
            "kolom: [{nama: n, tipe: bulat, syarat: {panjang_minimal: 2, pola: a}}]",
            [
                (
                    "[D033] `panjang_minimal: 2` does not go with column `n` of type `bulat` = "
                    "write a value of this type, correct `tipe`, or remove the line"
                ),
                (
                    "[D033] `pola: a` does not go with column `n` of type `bulat` = "
                    "write a value of this type, correct `tipe`, or remove the line"
                ),
            ],
            id="rules for texts on figures",
        ),
        pytest.param(
            "kolom: [{nama: v, syarat: {minimal: 2}}]",
            [
                (
                    "[D033] `minimal: 2` does not go with column `v` of type `teks` = "
                    "write a value of this type, correct `tipe`, or remove the line"
                )
            ],
            id="a bound on texts",
        ),
        pytest.param(
            "kolom: [{nama: v, syarat: {pola: 'a(?=b)'}}]",
            [
                (
                    "[D034] the pattern of column `v` cannot be used from `(?=b)` on = use only letters, `.`, "
                    "`\\d`, `\\w`, `[...]`, `(...)`, `|`, `*`, `+`, `?` and `{2,4}`"
                )
            ],
            id="a pattern that looks ahead",
        ),
        pytest.param(
            "kunci: [m]",
            [
                (
                    "[D038] `kunci` names column `m`, which the file does not have; it has n, v = "
                    "did you mean `n`?"
                )
            ],
            id="a key that is not there",
        ),
    ],
)
def test_rules_that_cannot_be_checked_are_told(metadata: str, expected: list[str]) -> None:
    found = [
        told.partition(": ")[2] if ".yml" in told else told
        for told in with_columns(rows("a", "b"), metadata)
    ]
    assert [text.partition(" row 3: ")[2] or text for text in found] == expected


def test_a_column_of_the_schema_that_the_file_lacks_is_an_error() -> None:
    dataset, problems = with_schema(rows("a"), {"fields": [{"name": "jumlah", "type": "integer"}]})
    assert dataset is None
    assert [told(p) for p in problems if p.code == "D037"] == [
        (
            f"{META}: [D037] `skema` or `kolom` describes column `jumlah`, which the file does not have; it has n, v "
            "= add the column or correct its name in the header; the nearest is `n`"
        )
    ]


def test_the_first_hundred_cells_are_named_and_all_are_counted() -> None:
    table = rows(*["x"] * 250, "L")
    _, problems = with_schema(table, column("string", enum=["L"]))
    found = [p for p in problems if p.code == "D045"]
    assert len(found) == 100
    assert {dict(p.params)["count"] for p in found} == {"250"}
    assert [p.where.row for p in found[:2]] == [2, 3]


def test_what_the_dataset_says_of_a_column_goes_before_the_schema() -> None:
    own = "kolom:\n  - {nama: v, judul: Nilai, syarat: {maksimal: 20}}\n"
    dataset, problems = with_schema(rows("15"), column("integer", maximum=10), own)
    assert [p.code for p in problems] == ["D013"]
    assert dataset is not None
    (_, v) = dataset.meta.columns
    assert (v.kind, v.title, v.constraints.maximum) == ("bulat", "Nilai", "20")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "skema: penduduk",
            f"{META}:2:8: [D035] the city has no table standard `penduduk`; `data/skema` has "
            "penduduk-kelurahan, rusak = write `penduduk-kelurahan` in its place",
            id="unknown",
        ),
        pytest.param(
            "skema: rusak",
            f"{META}:2:8: [D036] the table standard `rusak` has mistakes, so that the table was not checked "
            "against it = tell those who keep `data/skema/rusak.yml`",
            id="broken",
        ),
    ],
)
def test_a_schema_that_cannot_be_used_is_named(text: str, expected: str) -> None:
    schemas = (
        Schema(name="penduduk-kelurahan", columns=()),
        Schema(name="rusak", columns=None),
    )
    metadata = (META, f"judul: K\n{text}\n".encode())
    raw = parse_raw(rows("1").encode(), PATH)
    _, problems = parse_dataset(raw, PATH, metadata, RULES, Standards(schemas=schemas))
    assert expected in [told(problem) for problem in problems]
