"""Patterns of authors: what Python's own engine says, in a time that no pattern can blow up."""

from __future__ import annotations

import re
from itertools import product
from time import process_time
from warnings import catch_warnings

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
    ("pattern", "texts", "others"),
    [
        pytest.param(
            r"RW \d{2}", ["RW 04", "RW ٠٤"], ["RW 4", "RW ab"], id="digits of all scripts"
        ),
        pytest.param(r"\w+", ["Évaluasi_2", "kafe\u0301", "ꦧꦤ꧀ꦢꦸꦁ"], ["a b", "a-b", ""], id="words"),
        pytest.param(r"[\w-]+", ["café-2"], ["café 2"], id="words in a class"),
        pytest.param(r"\W[\W\d]", ["-é"[:1] + " ", "·9"], ["_1", "é1", "a "], id="no words"),
        pytest.param(r"a\s[\s]b", ["a  b", "a\u00a0\tb"], ["a__b"], id="spaces"),
        pytest.param(r"\S[\S]\D[^\d]", ["é_-a", "1.a_"], ["a ab", "aa1a", "aaa1"], id="no spaces"),
        pytest.param(r"\p{L}+", ["Cibeunying", "é"], ["a1"], id="letters"),
        pytest.param(r"\p{Lu}\p{Ll}*", ["Dago"], ["dago", "DAGO"], id="capitals"),
        pytest.param(r".*\bRW\b.*", ["warga RW 4"], ["RWA"], id="a border of words"),
        pytest.param("a+?b*?", ["a", "aab"], ["b"], id="lazy repeats"),
        pytest.param("[[:alpha:]\\d]+", ["ab1"], ["a-b"], id="a class in a class"),
        pytest.param("(?i)rw", ["RW", "rw"], ["r w"], id="either case"),
        pytest.param("^(RT|RW)$", ["RT"], ["RTRW"], id="ends"),
        pytest.param("a.b", ["a b", "aéb"], ["a\nb", "ab"], id="any sign"),
        pytest.param("[]^-]{2}", ["]^", "--"], ["a]"], id="signs in a class"),
        pytest.param("a{2}|[{,]", ["aa", "{", ","], ["a{2}"], id="braces"),
    ],
)
def test_authors_may_write_what_other_programs_know(
    pattern: str, texts: list[str], others: list[str]
) -> None:
    fits = matcher(pattern)
    assert [text for text in (*texts, *others) if fits(text)] == texts


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*a){20}b", "a*a*a*a*a*a*b", "(a{1,30}){1,30}b"]
)
def test_an_evil_pattern_takes_no_longer_than_its_text(pattern: str) -> None:
    fits = matcher(pattern)
    began = process_time()
    assert not fits("a" * 5_000)
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("pattern", "rest"),
    [
        pytest.param("a(?=b)", "(?=b)", id="looking ahead"),
        pytest.param("(?<!a)b", "(?<!a)b", id="looking back"),
        pytest.param(r"(a)\1", r"\1", id="a group again"),
        pytest.param("a**", "**", id="two repeats"),
        pytest.param("[a", "[a", id="an open class"),
        pytest.param("(a", "(a", id="an open group"),
        pytest.param("a)", "a)", id="a closed group"),
        pytest.param("a{3,2}", "{3,2}", id="bounds the wrong way"),
        pytest.param("ab{,3}", "{,3}", id="no lower bound"),
        pytest.param("[b-a]", "b-a]", id="a range the wrong way"),
        pytest.param("a{2000}", "{2000}", id="too many times"),
        pytest.param("((a{100}){100}){100}", "{100}){100}){100}", id="too large"),
        pytest.param("a" * 501, "a" * 20 + "...", id="too long"),
        pytest.param(r"\p{Huruf}", r"\p{Huruf}", id="no script"),
        pytest.param(r"\Qa\E", r"\Q", id="a quotation"),
        pytest.param("a\\", "a\\", id="an escape of nothing"),
    ],
)
def test_what_cannot_be_matched_is_refused_from_where_it_begins(pattern: str, rest: str) -> None:
    with pytest.raises(PatternError) as caught:
        matcher(pattern)
    assert str(caught.value) == rest


def test_a_refused_pattern_is_silent_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PatternError):
        matcher("(?=a)")
    assert capfd.readouterr() == ("", "")


@settings(deadline=None, max_examples=200)
@given(
    st.text(alphabet="ab1.-|*+?(){},[]^$\\d", max_size=12), st.text(alphabet="ab1.-", max_size=8)
)
def test_any_pattern_is_refused_or_matches_like_pythons_own_engine(pattern: str, text: str) -> None:
    try:
        fits = matcher(pattern)
        with catch_warnings(action="ignore"):
            expected = bool(re.fullmatch(pattern, text))
    except (PatternError, re.error):
        return
    assert fits(text) == expected
