"""YAML as text: what the author typed stays, and each mistake has its place."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.keys.yamlslips import read_yaml
from sitegen.keys.yamltext import (
    MAX_BYTES,
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlMistakeError,
    parse_yaml,
)


def plain(node: Node | None) -> object:
    """A node without its places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case None:
            return None


def mistake(text: str, *, first_line: int = 1) -> tuple[str, int, int, dict[str, str]]:
    with pytest.raises(YamlMistakeError) as caught:
        parse_yaml(text, first_line=first_line)
    error = caught.value
    return error.code, error.line, error.column, dict(error.params)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("010", id="octal"),
        pytest.param("no", id="norway"),
        pytest.param("12:30:45", id="sexagesimal"),
        pytest.param("2026-11-03", id="date"),
        pytest.param("1_000", id="underscore"),
        pytest.param("3.50", id="trailing zero"),
        pytest.param("true", id="boolean"),
        pytest.param(".inf", id="infinity"),
        pytest.param("0x1F", id="hexadecimal"),
        pytest.param("=", id="value tag"),
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    assert plain(parse_yaml(f"kunci: {typed}\n{typed}: kunci\n")) == {
        "kunci": typed,
        typed: "kunci",
    }


@pytest.mark.parametrize("typed", ["~", "null", "Null", "NULL", ""])
def test_a_plain_null_is_an_empty_text(typed: str) -> None:
    assert plain(parse_yaml(f"kunci: {typed}\n")) == {"kunci": ""}


def test_a_quoted_null_is_that_word() -> None:
    assert plain(parse_yaml("a: 'null'\nb: \"~\"\n")) == {"a": "null", "b": "~"}


@pytest.mark.parametrize("text", ["", "\n\n", "# catatan saja\n"])
def test_a_text_without_content_is_no_document(text: str) -> None:
    assert parse_yaml(text) is None


def test_nodes_know_their_place_in_the_whole_file() -> None:
    node = parse_yaml("judul: A\nfoto:\n  - a.jpg\n  - {alt: x}\n", first_line=2)
    assert node == Mapping(
        (
            (Scalar("judul", 2, 1), Scalar("A", 2, 8)),
            (
                Scalar("foto", 3, 1),
                Sequence(
                    (
                        Scalar("a.jpg", 4, 5),
                        Mapping(((Scalar("alt", 5, 6), Scalar("x", 5, 11)),), 5, 5),
                    ),
                    4,
                    3,
                ),
            ),
        ),
        2,
        1,
    )


def test_get_finds_the_value_of_a_key_and_none_for_others() -> None:
    node = parse_yaml("judul: A\nisi: B\n")
    assert isinstance(node, Mapping)
    assert node.get("isi") == Scalar("B", 2, 6)
    assert node.get("Isi") is None


CONTROL = "a sign that nobody can see is in a text, such as `\\0` in quotes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'a: 1\nb: "x\n',
            ("F001", 2, 4, {"reason": "a quotation mark is not closed"}),
            id="open quotation mark",
        ),
        pytest.param(
            "a: [1, 2\nb: 3\n",
            ("F001", 1, 4, {"reason": "a list that begins with `[` has no `]` at its end"}),
            id="open bracket",
        ),
        pytest.param(
            "a: 1\nb: x\x01y\n", ("F001", 2, 5, {"reason": CONTROL}), id="control character"
        ),
        pytest.param("a: 1\n? [x]\n: 1\n", ("F012", 2, 3, {"key": "?"}), id="list as key"),
        pytest.param("a: *Penting* b\n", ("F013", 1, 4, {"found": "*Penting*"}), id="emphasis"),
        pytest.param("a: **Penting**\n", ("F013", 1, 4, {"found": "**Penting**"}), id="strong"),
        pytest.param("a: *x\n", ("F013", 1, 4, {"found": "*x"}), id="alias"),
        pytest.param("a: &x 1\n", ("F013", 1, 4, {"found": "&x"}), id="anchor"),
        pytest.param("a: !x 1\n", ("F013", 1, 4, {"found": "!x"}), id="tag"),
        pytest.param(
            "a: !!python/object:os.system 1\n",
            ("F013", 1, 4, {"found": "tag:yaml.org,2002:python/object:os.system"}),
            id="tag of an object",
        ),
        pytest.param("a: &x [1]\n", ("F013", 1, 4, {"found": "&x"}), id="anchor on a list"),
        pytest.param("<<: {a: 1}\n", ("F013", 1, 1, {"found": "<<"}), id="merge key"),
        pytest.param("a: 1\n---\nb: 2\n", ("F016", 2, 1, {}), id="two documents"),
    ],
)
def test_a_mistake_has_its_code_and_its_place(
    text: str, expected: tuple[str, int, int, dict[str, str]]
) -> None:
    assert mistake(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        pytest.param("a: 1\njudul: Kerja: bakti\n", "F017", 2, 13, id="colon in a value"),
        pytest.param("a: 1\n\tb: 2\n", "F018", 2, 1, id="tab before a key"),
        pytest.param("\ta: 1\n", "F018", 1, 1, id="tab at the start"),
        pytest.param("a: @x\n", "F018", 1, 4, id="at sign"),
        pytest.param("a: `x`\n", "F018", 1, 4, id="backtick"),
        pytest.param("a: 1\ntanpa titik dua\nb: 2\n", "F019", 2, 1, id="line without a colon"),
        pytest.param("a: 1\ntanpa titik dua\n", "F019", 2, 1, id="last line without a colon"),
        pytest.param("judul:Rapat\nb: 2\n", "F019", 1, 1, id="first line without a space"),
        pytest.param('a: "x" y\nb: 1\n', "F017", 1, 8, id="text after a quotation"),
    ],
)
def test_the_mistakes_that_people_make_most_have_codes_of_their_own(
    text: str, code: str, line: int, column: int
) -> None:
    assert mistake(text)[:3] == (code, line, column)


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        pytest.param("judul: Rapat: hasil", 'judul: "Rapat: hasil"', id="colon"),
        pytest.param('judul: "Rapat" RW 04', """judul: '"Rapat" RW 04'""", id="quoted start"),
        pytest.param(
            """judul: Jum'at: "rapat" RW 04""",
            """judul: 'Jum''at: "rapat" RW 04'""",
            id="both quotation marks",
        ),
        pytest.param("- alt: Meja: dua", '- alt: "Meja: dua"', id="item of a list"),
    ],
)
def test_a_value_that_needs_quotes_is_shown_with_them(line: str, quoted: str) -> None:
    assert mistake(f"{line}\n")[0::3] == ("F017", {})
    (slip,) = read_yaml(f"{line}\n").slips
    assert slip.params == (("line", quoted),)
    assert parse_yaml(f"{quoted}\n") is not None


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        pytest.param(
            "judul: A\n  tanggal: 2026-11-03\n",
            (2, 3),
            "the line begins further to the right than the one above it",
            id="to the right",
        ),
        pytest.param(
            "foto:\n  - berkas: a.jpg\n     alt: A\n",
            (3, 6),
            "the line begins further to the right than the one above it",
            id="to the right in a list",
        ),
        pytest.param(
            "foto:\n  - berkas: a.jpg\n  alt: A\n",
            (3, 3),
            "the line begins further to the left than its list",
            id="to the left of a list",
        ),
        pytest.param("a: - x\n", (1, 4), "a value begins with a hyphen and a space", id="hyphen"),
        pytest.param(
            'a: "x\nb: "y"\n', (2, 5), "a quotation mark is not closed", id="closed too late"
        ),
    ],
)
def test_a_slip_is_told_in_plain_words(text: str, place: tuple[int, int], reason: str) -> None:
    assert mistake(text) == ("F001", *place, {"reason": reason})


def test_places_count_from_the_first_line_given() -> None:
    assert mistake("a: b: c\n", first_line=10)[1:3] == (10, 5)
    assert mistake("a: \x01\n", first_line=10)[1:3] == (10, 4)


def test_nesting_is_accepted_up_to_the_limit_and_no_deeper() -> None:
    deepest = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH
    assert parse_yaml(f"{deepest}\n") is not None
    assert mistake(f"[{deepest}]\n") == ("F015", 1, MAX_DEPTH + 1, {"limit": str(MAX_DEPTH)})


def test_a_bomb_of_brackets_ends_at_the_depth_limit() -> None:
    assert mistake("[" * MAX_BYTES)[0] == "F015"


def test_the_size_limit_counts_bytes_and_says_more_than_the_limit() -> None:
    fits = "a: " + "é" * ((MAX_BYTES - 3) // 2)
    assert isinstance(parse_yaml(fits), Mapping)
    assert mistake(fits + "éé", first_line=2) == ("F014", 2, 1, {"size": "17", "limit": "16"})


def test_a_larger_limit_may_be_given() -> None:
    assert isinstance(parse_yaml("a: " + "x" * MAX_BYTES, max_bytes=2 * MAX_BYTES), Mapping)


def test_a_lone_surrogate_is_a_mistake_like_others() -> None:
    assert mistake("a: \ud800\n")[0] == "F001"


def outcome(text: str, first_line: int) -> tuple[int, int]:
    """The place of the document or of the mistake in `text`."""
    try:
        node = parse_yaml(text, first_line=first_line)
    except YamlMistakeError as error:
        return error.line, error.column
    return (node.line, node.column) if node else (first_line, 1)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_node_or_a_mistake_with_a_place(text: str) -> None:
    line, column = outcome(text, 1)
    assert line >= 1
    assert column >= 1


@settings(deadline=None)
@given(st.text(alphabet="ab:-?[]{},#&*!|>'\"%@`\\ \n\t\x01\x85\u2028"))
def test_any_text_of_signs_that_mean_something_is_a_node_or_a_mistake(text: str) -> None:
    line, column = outcome(text, 2)
    assert line >= 2
    assert column >= 1


_texts = st.text(
    alphabet=st.characters(blacklist_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=20
).filter(lambda text: text != "<<")


@settings(deadline=None)
@given(st.dictionaries(_texts, st.one_of(_texts, st.lists(_texts, max_size=3)), max_size=4))
def test_quoted_data_written_by_a_yaml_library_reads_back_equal(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=10_000)
    # The style quotes each scalar, and with it come no tags, as all of them are texts.
    assert plain(parse_yaml(text, max_bytes=10**6)) == data
