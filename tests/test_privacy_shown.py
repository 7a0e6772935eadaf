"""Numbers that only the finished page shows: what stood between their digits is gone there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.model import Where
from sitegen.privacy.gate import Gate, screen, screen_shown
from sitegen.privacy.permits import seal
from sitegen.privacy.shown import may_join, shown_text
from sitegen.reports.markdown.rendering import rendered
from tests.conftest import CityFolder, told

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
REPORT = f"{DAGO}/laporan/2026-11-03-a.md"
KEY = b"0123456789abcdef0123456789abcdef"
# Each stands between the halves of a number, and the search in the source does not know it.
SPLITS = (
    "[](<a b>)",
    "[][a]",
    "![][a]",
    "<script>x</script>",
    '[caption id="x"]',
    " __",
    "<!-- 2 -- > 1 -->",
    f"<span title='{'x' * 2100}'>",
)


@pytest.mark.parametrize("split", SPLITS)
def test_a_number_that_only_the_page_joins_holds_the_report_back(city: City, split: str) -> None:
    body = f"Warga 32730141{split}01900001__ datang.\n\n[a]: x\n"
    text = f"---\njudul: A\n---\nIsi.\n\n{body}"
    assert screen(text.encode(), REPORT, Gate()).passed
    result = city(f"-- {REPORT} --\n{text}").build()
    assert next(p for p in result.problems if p.code == "P001").where == Where(path=REPORT, line=6)
    assert result.held_back == (REPORT,)
    assert not [p for p in result.problems if "01900001" in told(p) + p.excerpt]


def test_a_text_that_joins_nothing_is_published(city: City) -> None:
    body = "Pada 2025 <b>12</b> warga, 2026 [](x) 13 warga, 3273014\n\n101900001."
    result = city(f"-- {REPORT} --\n---\njudul: A\n---\n{body}\n").build()
    assert result.held_back == ()


def test_a_permit_of_the_number_counts_for_the_page_too() -> None:
    shown, where = "3273014101900001", Where(path=REPORT, line=4)
    own = seal(KEY, REPORT, "nik", shown)
    permit = (REPORT, "nik", own)
    screening = screen_shown(shown, shown, where, Gate(key=KEY, permits=(permit,)))
    assert (screening.passed, screening.used) == (True, (permit,))


def test_what_is_only_warned_of_is_left_to_the_source() -> None:
    where = Where(path=REPORT, line=4)
    assert screen_shown("WA 0812-3456-7890", "", where, Gate()).problems == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Isi 12.", False),
        ("a [b](c) <i> & ! _d_", False),
        ("12<b>", True),
        ("12 [a](b)", True),
        ("12 __a__", True),
        ("12 orang [a](b)", False),
    ],
)
def test_only_signs_behind_a_digit_can_join(text: str, wanted: bool) -> None:
    assert may_join(text) is wanted


def test_blocks_are_lines_and_marks_are_gone() -> None:
    html = rendered("a **b** 1[](x)2\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "cmark").html
    lines = [line for line in shown_text(html).split("\n") if line.strip()]
    assert lines == ["a b 12", "a", "b", "1", "2"]


def test_texts_of_pictures_and_titles_of_links_are_words_too() -> None:
    html = rendered('![KTP &amp; KK](a.jpg "meja") [b](c "judul")', "cmark").html
    assert shown_text(html).split("\n")[1:] == ["KTP & KK b", "", "", "meja", "judul"]
