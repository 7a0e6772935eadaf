"""Keys with other values: what is changed says what was meant, and everything else stays byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.keys.frontmatter import Document, split
from sitegen.keys.rewriting import NotRewritable, Said, Way, rewritten, said, scalar
from sitegen.keys.yamltext import parse_yaml

TEXT = """\
judul: "Posyandu Mawar: 84 balita" # catatan
tanggal: 2026-11-03
# komentar
topik: [kesehatan, keluarga]
foto:
  - berkas: a.jpg
    alt: Satu
  # di antara
  - alt: Dua
    berkas: b.jpg
kepala: {jabatan: Lurah}
isi: |
  satu
  dua
kosong:
akhir: 'x'
"""


def changed(changes: dict[Way, Said | None], text: str = TEXT, order: tuple[str, ...] = ()) -> str:
    """The lines that differ, with their signs."""
    lines = difflib.ndiff(text.splitlines(), rewritten(text, changes, order).splitlines())
    return "\n".join(line for line in lines if line[0] in "+-")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param(
            {("judul",): "Baru: 'x'"},
            '- judul: "Posyandu Mawar: 84 balita" # catatan\n+ judul: "Baru: \'x\'" # catatan',
            id="a quoted text keeps its quotes and the remark behind it",
        ),
        pytest.param({("tanggal",): None}, "- tanggal: 2026-11-03", id="a key goes"),
        pytest.param(
            {("topik",): ("a", "b, c")},
            '- topik: [kesehatan, keluarga]\n+ topik: [a, "b, c"]',
            id="a list in one line",
        ),
        pytest.param(
            {("foto", 0, "alt"): "Meja: timbang # 2"},
            '-     alt: Satu\n+     alt: "Meja: timbang # 2"',
            id="a text with signs of YAML gets quotes",
        ),
        pytest.param(
            {("foto", 1, "alt"): None},
            "-   - alt: Dua\n-     berkas: b.jpg\n+   - berkas: b.jpg",
            id="the first key of an item leaves its hyphen",
        ),
        pytest.param(
            {("foto", 0): None, ("foto", 2, "berkas"): "c.jpg"},
            "-   - berkas: a.jpg\n-     alt: Satu\n+   - berkas: c.jpg",
            id="items are added before others go",
        ),
        pytest.param(
            {("foto", 0): None, ("foto", 1): None},
            "- foto:\n-   - berkas: a.jpg\n-     alt: Satu\n-   - alt: Dua\n-     berkas: b.jpg",
            id="an empty list goes as a whole",
        ),
        pytest.param(
            {("kepala", "nama"): "Budi, S.Sos"},
            '- kepala: {jabatan: Lurah}\n+ kepala: {jabatan: Lurah, nama: "Budi, S.Sos"}',
            id="a group in braces",
        ),
        pytest.param(
            {("isi",): "tiga\n\nempat"},
            "- isi: |\n+ isi: |-\n-   satu\n-   dua\n+   tiga\n+ \n+   empat",
            id="a text of several lines",
        ),
        pytest.param({("kosong",): "ya"}, "- kosong:\n+ kosong: ya", id="a key without a value"),
        pytest.param({("kosong", "a"): "ya"}, "+   a: ya", id="a group below an empty key"),
        pytest.param(
            {("baru",): ({"nama": "a", "syarat": ("x", "y")}, {"nama": "b"})},
            "+ baru:\n+   - nama: a\n+     syarat: [x, y]\n+   - nama: b",
            id="a new list of groups",
        ),
    ],
)
def test_only_what_is_changed_is_written_anew(changes: dict[Way, Said | None], told: str) -> None:
    assert changed(changes) == told


def test_a_new_key_goes_where_the_definition_has_it() -> None:
    order = ("judul", "tanggal", "ralat", "topik")
    lines = rewritten(TEXT, {("ralat",): "Ada 84"}, order).splitlines()
    assert lines.index("ralat: Ada 84") == lines.index("tanggal: 2026-11-03") + 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_are_those_of_the_file(end: str) -> None:
    text = end.join(("judul: A", "tanggal: 2026-11-03", ""))
    new = rewritten(text, {("ralat",): "B", ("judul",): "C"})
    assert new == end.join(("judul: C", "tanggal: 2026-11-03", "ralat: B", ""))


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: 1\na: 2\n", "a: [1\n", "a: b: c\n"])
def test_what_cannot_be_told_apart_is_refused(text: str) -> None:
    with pytest.raises(NotRewritable):
        rewritten(text, {("baru",): "x"})


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_text_is_read_as_it_was_meant_or_refused(text: str) -> None:
    wanted = " ".join(text.split())
    try:
        written = scalar(wanted)
    except NotRewritable:
        return
    assert said(parse_yaml(f"x: {written}")) == {"x": wanted}


def _samples() -> list[str]:
    found = []
    for path in sorted((Path(__file__).parent / "sites").glob("*/city/content/**/*.md")):
        document = split(path.read_text(encoding="utf-8", errors="replace"), path.name)
        if isinstance(document, Document) and not document.mistakes and document.body_line > 2:
            found.append(
                "".join(f"{line}\n" for line in document.lines[1 : document.body_line - 2])
            )
    return found


SAMPLES = _samples()
WORDS = st.sampled_from(["ya", "Ada: satu", "#3", "- x", "{a}", "84,5", "[b]", "null", "'a'", '"'])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.sampled_from(["judul", "ralat", "lokasi", "baru"]), WORDS)
def test_the_other_lines_of_real_reports_stay(text: str, key: str, value: str) -> None:
    try:
        new = rewritten(text, {(key,): value})
    except NotRewritable:
        assert not isinstance(dict(_read(text)).get(key, ""), str) or not _read(text)
        return
    assert _read(new) == {**_read(text), key: value}
    rest = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    assert [line for line in new.splitlines() if not line.startswith(f"{key}:")] == rest


def _read(text: str) -> dict[str, Said]:
    try:
        found = said(parse_yaml(text))
    except (NotRewritable, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
