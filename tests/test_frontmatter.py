"""Files as people save them: bytes to text, text to keys and body."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.keys.frontmatter import MAX_BYTES, Document, decode, split
from sitegen.keys.yamltext import Mapping
from sitegen.model import Problem
from tests.conftest import told

PATH = "laporan/a.md"


def problem(found: object) -> Problem:
    assert isinstance(found, Problem)
    return found


def document(text: str) -> Document:
    found = split(text, PATH)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a\nb", "a\nb", id="as it is"),
        pytest.param(b"\xef\xbb\xbfa", "a", id="byte order mark"),
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="Windows line ends"),
        pytest.param(b"a\rb\r", "a\nb\n", id="old Mac line ends"),
        pytest.param("café".encode(), "café", id="accents"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_bytes_become_text_with_one_kind_of_line_end(data: bytes, expected: str) -> None:
    assert decode(data, PATH) == expected


def test_another_encoding_names_the_line_and_the_byte() -> None:
    assert told(problem(decode(b"judul: A\r\nisi: Caf\xe9\n", PATH))) == (
        "laporan/a.md:2:9: [F002] the file is not UTF-8 text = save it again with the encoding "
        "UTF-8 (in Notepad: Save As, Encoding UTF-8)"
    )


def test_a_file_over_the_limit_is_told_with_more_than_the_limit() -> None:
    assert decode(b"a" * MAX_BYTES, PATH) == "a" * MAX_BYTES
    assert told(problem(decode(b"a" * (MAX_BYTES + 1), PATH))) == (
        "laporan/a.md: [M001] the file has 257 KB; at most 256 KB are read = "
        "split the text into several reports, and take pictures out of it"
    )


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> main"])
def test_an_unfinished_merge_names_its_line(mark: str) -> None:
    found = problem(decode(f"judul: A\n{mark}\nisi\n".encode(), PATH))
    assert told(found) == (
        f"laporan/a.md:2:1: [F024] the file holds an unfinished merge (`{mark}`) = choose one of "
        "the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>"
    )
    assert found.excerpt == mark


def test_signs_like_those_of_a_merge_are_text() -> None:
    text = "<<<<<<<\n=======\nlihat <<<<<<< HEAD\n"
    assert decode(text.encode(), PATH) == text


def test_keys_and_body_are_split_with_their_lines() -> None:
    found = document("---\njudul: A\n---\n\nIsi.\n")
    assert [key.text for key, _ in found.mapping.entries] == ["judul"]
    assert found.body == "\nIsi.\n"
    assert found.body_line == 4
    assert found.lines[found.body_line - 1 + 1] == "Isi."


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_the_keys_end_at_hyphens_or_dots(end: str) -> None:
    assert document(f"---\njudul: A\n{end}\nIsi").body == "Isi"


def test_hyphens_in_the_body_are_a_rule_of_the_text() -> None:
    assert document("---\na: 1\n---\nIsi\n---\nb: 2\n").body == "Isi\n---\nb: 2\n"


def test_a_file_without_keys_is_all_body() -> None:
    assert document("Isi.\n---\n") == Document(
        path=PATH,
        mapping=Mapping((), 1, 1),
        body="Isi.\n---\n",
        body_line=1,
        lines=("Isi.", "---", ""),
    )


def test_an_empty_section_of_keys_has_no_keys() -> None:
    found = document("---\n\n---\nIsi")
    assert found.mapping.entries == ()
    assert (found.body, found.body_line) == ("Isi", 4)


SENTENCE = (
    "[F026] there is a list or a sentence where keys should be = "
    "write lines such as `judul: Posyandu Mawar`"
)


@pytest.mark.parametrize(
    ("text", "expected", "excerpt"),
    [
        pytest.param(
            "---\njudul: A\n\nIsi",
            "laporan/a.md:2:1: [F025] the keys are not closed: the second `---` line is missing = "
            "put a line `---` below this one",
            "judul: A",
            id="not closed",
        ),
        pytest.param("---\n- a\n---\n", f"laporan/a.md:2:1: {SENTENCE}", "- a", id="list"),
        pytest.param(
            "---\n\n  Posyandu Mawar\n---\n",
            f"laporan/a.md:3:3: {SENTENCE}",
            "  Posyandu Mawar",
            id="sentence",
        ),
        pytest.param(
            "---\n\u2028\u2028\u2028- a\n---\n",
            f"laporan/a.md:2:4: {SENTENCE}",
            "\u2028\u2028\u2028- a",
            id="list after Unicode line ends",
        ),
        pytest.param(
            "---\njudul: A\nringkasan: Kerja bakti: warga\n---\n",
            "laporan/a.md:3:23: [F017] a colon or a quotation mark stands inside a value that has no quotes around it = "
            'put the whole value in quotes: `ringkasan: "Kerja bakti: warga"`',
            "ringkasan: Kerja bakti: warga",
            id="colon",
        ),
    ],
)
def test_broken_front_matter_names_the_line(text: str, expected: str, excerpt: str) -> None:
    read = split(text, PATH)
    (found,) = read.mistakes if isinstance(read, Document) else (read,)
    assert told(found) == expected
    assert found.excerpt == excerpt


@settings(deadline=None)
@given(st.one_of(st.binary(), st.binary().map(lambda tail: b"---\n" + tail + b"\n---\n")))
def test_any_bytes_are_a_document_or_a_problem(data: bytes) -> None:
    text = decode(data, PATH)
    found = text if isinstance(text, Problem) else split(text, PATH)
    assert isinstance(found, Document | Problem)


@settings(deadline=None)
@given(st.text(alphabet="a-:\n \u2028\x85#[]'\""))
def test_the_body_is_the_files_last_lines_unchanged(text: str) -> None:
    found = split(text, PATH)
    if isinstance(found, Document):
        assert found.body == "\n".join(found.lines[found.body_line - 1 :])
