"""Units' results as JSON, and back."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import (
    DatasetMeta,
    Output,
    Problem,
    Report,
    Reports,
    ReportSummary,
    SiteLink,
    Skipped,
    UnitResult,
    UnitSummary,
    Where,
)
from sitegen.store.record import dumps, loads

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    bytes: st.binary(max_size=8),
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),  # JSON has neither
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([None, UTC])),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that occurs in the model."""
    parts = get_args(kind)
    if isinstance(kind, type) and (issubclass(kind, Struct) or dataclasses.is_dataclass(kind)):
        return st.builds(
            kind, **{name: values(hint) for name, hint in get_type_hints(kind).items()}
        )
    if get_origin(kind) is Literal:
        return st.sampled_from(parts)
    if get_origin(kind) in {Union, UnionType}:
        return st.one_of([st.none() if part is NoneType else values(part) for part in parts])
    if get_origin(kind) is tuple and parts[1:] == (Ellipsis,):
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*(values(part) for part in parts))
    return PLAIN[kind]


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=20,
)
WHOLE = UnitResult(
    key="skpd/dinkes",
    outputs=(Output(path="a.bin", body=b"\x00\xff"),),
    strands=(("reports", "[[],[]]"),),
    problems=(Problem(code="S001", where=Where(path="x", line=3), params=(("a", "b"),)),),
    skipped=(Skipped(path="y", reason="draft", date=date(2026, 1, 1)),),
    held_back=("z",),
    links=(SiteLink(where=Where(path="x"), url="/b/"),),
    until=1.5,
)
SUMMARY = UnitSummary(
    key="skpd/dinkes",
    reports=Reports(
        items=(
            ReportSummary(
                url="/a/",
                title="“Judul”",
                date=date(2026, 11, 2),
                event_date=date(2026, 11, 1),
                kind="",
                topics=("kesehatan",),
                summary="",
                place="",
                status="",
                term=None,
                participants=12,
                budget=None,
                thumbnail="",
                thumbnail_alt="",
                thumbnail_size=(4, 3),
            ),
        ),
    ),
)


@given(values(UnitResult))
@settings(max_examples=40, deadline=None, print_blob=True)
def test_a_result_comes_back_as_it_was(result: UnitResult) -> None:
    text = dumps(result)
    text.encode()
    assert loads(UnitResult, text) == result


@given(values(UnitSummary))
@settings(max_examples=40, deadline=None, print_blob=True)
def test_a_summary_comes_back_as_it_was(summary: UnitSummary) -> None:
    assert loads(UnitSummary, dumps(summary)) == summary


@given(st.one_of(values(Report), values(DatasetMeta)))
@settings(max_examples=25, deadline=None, print_blob=True)
def test_every_kind_of_field_of_the_model_comes_back(value: Report | DatasetMeta) -> None:
    assert loads(type(value), dumps(value)) == value


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_number_that_json_lacks_is_refused_when_it_is_read(value: float) -> None:
    with pytest.raises(ValueError, match="float"):
        loads(UnitResult, dumps(replace(WHOLE, until=value)))


def test_a_record_is_one_line_without_names_of_fields() -> None:
    text = dumps(WHOLE)
    assert loads(UnitResult, text) == WHOLE
    assert "\n" not in text
    assert "held_back" not in text
    assert "“Judul”" in dumps(SUMMARY)


def test_a_record_that_was_cut_short_anywhere_is_refused() -> None:
    text = dumps(WHOLE)
    for length in range(len(text)):
        with pytest.raises(ValueError, match=r"\S"):
            loads(UnitResult, text[:length])


def changed(place: tuple[int, ...], value: object, whole: object = WHOLE) -> str:
    """The value as JSON with another value at a place."""
    plain = json.loads(dumps(whole))
    inner = plain
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return json.dumps(plain)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("null", id="null"),
        pytest.param("12", id="a number"),
        pytest.param('"skpd/xyzab"', id="a text with as many characters as fields"),
        pytest.param("[]", id="no fields"),
        pytest.param('["skpd/dinkes",[]]', id="too few fields"),
        pytest.param(json.dumps([*json.loads(dumps(WHOLE)), 1]), id="a field more"),
        pytest.param(json.dumps(dict.fromkeys("abcdefghi", 1)), id="an object"),
        pytest.param("[" * 100_000, id="very deep"),
        pytest.param(changed((11,), None), id="no list of files"),
        pytest.param(changed((11, 0, 1), 7), id="a number as bytes"),
        pytest.param(changed((3,), "abc"), id="a text as list of paths"),
    ],
)
def test_a_record_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        loads(UnitResult, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(changed((1,), "Dinkes", SUMMARY), id="a text as reports"),
        pytest.param(changed((1, 0, 0, 2), "kemarin", SUMMARY), id="no date"),
        pytest.param(changed((1, 0, 0, 2), 20261102, SUMMARY), id="a number as date"),
        pytest.param(changed((1, 0, 0, 5), "kesehatan", SUMMARY), id="a text as list"),
        pytest.param(changed((1, 0, 0, 14), [4], SUMMARY), id="half a size"),
    ],
)
def test_a_summary_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        loads(UnitSummary, text)


@given(JSON)
@settings(max_examples=60, deadline=None, print_blob=True)
def test_whatever_the_json_nothing_but_a_value_error_escapes(value: object) -> None:
    try:
        made = loads(UnitSummary, json.dumps(value))
    except ValueError:
        return
    assert isinstance(made, UnitSummary)
