"""Patterns of authors: what Python's own engine says, in a time that no pattern can blow up."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.tables.rules.pattern import PatternError, matcher

TEXTS = tuple("".join(signs) for n in range(5) for signs in product("ab1.-", repeat=n))


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "a",
        "^a?$",
        r"\d{1,2}\.\d",
        "(ab|a)(b1|1)?",
        "(a*)*",
        "a{0}",
        "a{2,}",
        "(a|b){2}-?",
        "[^ab]+",
        "[a-b]{2,3}|1*",
        r"[\d.]+",
        ".-.",
        r"\w\W",
        "(?:a|b)+1",
        "[]a]",
        r"\-[.\-]",
        "|a",
    ],
)
def test_a_pattern_matches_what_pythons_own_engine_matches(pattern: str) -> None:
    fits = matcher(pattern)
    found = {text for text in TEXTS if fits(text)}
    assert found == {text for text in TEXTS if re.fullmatch(pattern, text)}


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*a){20}b", "a*a*a*a*a*a*b"]
)
def test_an_evil_pattern_takes_no_longer_than_its_text(pattern: str) -> None:
    assert not matcher(pattern)("a" * 5_000)


@pytest.mark.parametrize(
    ("pattern", "rest"),
    [
        pytest.param("a(?=b)", "?=b)", id="looking ahead"),
        pytest.param(r"(a)\1", r"\1", id="a group again"),
        pytest.param("a**", "*", id="two repeats"),
        pytest.param("a+?", "?", id="a lazy repeat"),
        pytest.param("[a", "[a", id="an open class"),
        pytest.param("[[:alpha:]]", "[[:alpha:]]", id="a class in a class"),
        pytest.param("(a", ")", id="an open group"),
        pytest.param("a)", ")", id="a closed group"),
        pytest.param("a^b", "^b", id="a start inside"),
        pytest.param(r"\bRW", r"\bRW", id="a border of words"),
        pytest.param("a{3,2}", "", id="bounds the wrong way"),
        pytest.param("[b-a]", "[b-a]", id="a range the wrong way"),
        pytest.param("a{2000}{2}", "{2}", id="a repeat of a repeat"),
        pytest.param("(a?){2001}", "> 2000", id="too large"),
        pytest.param("a" * 501, "a" * 20 + "...", id="too long"),
    ],
)
def test_what_cannot_be_matched_is_refused_from_where_it_begins(pattern: str, rest: str) -> None:
    with pytest.raises(PatternError) as caught:
        matcher(pattern)
    assert str(caught.value) == rest


@settings(deadline=None, max_examples=200)
@given(
    st.text(alphabet="ab1.-|*+?(){},[]^$\\d", max_size=12), st.text(alphabet="ab1.-", max_size=8)
)
def test_any_pattern_is_refused_or_matches_like_pythons_own_engine(pattern: str, text: str) -> None:
    try:
        fits = matcher(pattern)
    except PatternError:
        return
    assert fits(text) == bool(re.fullmatch(pattern, text))
