"""sitegen.reports.markdown.cmark."""

from __future__ import annotations

from pathlib import Path

from cmarkgfm import cmark, github_flavored_markdown_to_html

from sitegen.reports.markdown.cmark import gfm

TEXT = "# Judul\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] selesai\n\nCatatan[^1] ~~lama~~.\n\n[^1]: Kaki.\n"


def _resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def test_says_the_same_as_the_binding_alone() -> None:
    alone = github_flavored_markdown_to_html(TEXT, options=cmark.Options.CMARK_OPT_FOOTNOTES)
    assert gfm(TEXT) == alone
    assert gfm("") == ""


def test_a_year_of_reports_leaves_no_memory_behind() -> None:
    text = TEXT * 20
    gfm(text)
    before = _resident()
    for _ in range(2000):
        gfm(text)
    # The binding alone would have kept over 200 MB.
    assert _resident() - before < 20_000_000
