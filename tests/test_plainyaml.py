"""Front matter of one line a key gives what YAML gives, or is left to YAML."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.keys.plainyaml import parse_plain
from sitegen.keys.yamltext import Mapping, Scalar, Sequence, YamlMistakeError, parse_yaml

KEYS = st.sampled_from(["judul", "no", "null", "sumber_anggaran", "y", "true", "a"])
SIGNS = st.text(
    st.one_of(
        st.sampled_from(
            "aZ09 ,.:-#'\"[]{}&*!|>%@`?~/()+=;<_\\\t\u00a0\u0085\u2028\ufeff\u2013\u00e9\U0001f600"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=14,
)
VALUES = st.one_of(
    SIGNS,
    SIGNS.map(lambda text: f'"{text}"'),
    st.sampled_from(["null", "~", "Null", "yes", "08.00-10.00 WIB", "2026-11-03", "1_000", "010"]),
    st.lists(SIGNS, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
    st.lists(st.tuples(KEYS, SIGNS), max_size=3).map(
        lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
    ),
)
LINES = st.lists(st.tuples(KEYS, VALUES).map(": ".join), max_size=5)


@given(LINES)
@example(["judul: a -", "no: b"])
@example(["judul: -"])
@example(["a: b'c", 'no: ""', 'y: "null"', "null: null", "true: [null, a b]"])
@example(["judul: {a: 1, a: 2}"])
@example(["judul: a?", "a: a ? b", "y: [a?, b]", "no: {a: b?}"])
@example(["judul: [a - b, c-]", "y: {a: b -, y: c}"])
def test_it_gives_what_yaml_gives(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = parse_plain(text, 2)
    if found is not None:
        assert found == parse_yaml(text + "\n", first_line=2)


def test_a_usual_report_needs_no_more() -> None:
    text = (
        'judul: "Posyandu Mawar RW 03: 84 balita ditimbang"\n'
        "tanggal: 2026-11-03\n"
        "topik: [kesehatan, anak usia dini]\n"
        "lokasi: Balai RW 03, Jl. Mawar No. 5\n"
        "waktu: 08.00-11.00 WIB\n"
        "peserta: {laki_laki: 12, perempuan: 30}\n"
        "sumber_anggaran: APBD Kota Contoh 2026"
    )
    found = parse_plain(text, 2)
    assert found == parse_yaml(text + "\n", first_line=2)
    assert isinstance(found, Mapping)
    assert found.get("topik") == Sequence(
        (Scalar("kesehatan", 4, 9), Scalar("anak usia dini", 4, 20)), 4, 8
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("judul: a\n  b", id="continued"),
        pytest.param("judul:\n- a", id="list of lines"),
        pytest.param("judul: &a b", id="anchor"),
        pytest.param("judul: a # b", id="remark"),
        pytest.param("judul: a: b", id="colon"),
        pytest.param("judul: a\njudul: b", id="twice"),
        pytest.param("judul: 'a'", id="single quotes"),
        pytest.param('judul: "a\\n"', id="escape"),
        pytest.param("judul: |", id="block"),
        pytest.param("judul: a ", id="space at the end"),
        pytest.param("", id="nothing"),
        pytest.param("judul: " + "a" * 5_000, id="long"),
    ],
)
def test_anything_else_is_left_to_yaml(text: str) -> None:
    assert parse_plain(text, 2) is None


def test_a_mistake_is_told_by_yaml() -> None:
    assert parse_plain("judul: a: b", 2) is None
    with pytest.raises(YamlMistakeError):
        parse_yaml("judul: a: b\n", first_line=2)
