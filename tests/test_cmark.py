"""sitegen.reports.markdown.cmark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cmarkgfm import cmark, github_flavored_markdown_to_html

from sitegen.errors import EngineError
from sitegen.i18n import translator
from sitegen.problems import hint, message
from sitegen.reports.markdown import cmark as own
from sitegen.reports.markdown.engine import markdown
from tests.conftest import CityFolder
from tests.gfm import gfm

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


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A library that does not show how to free a tree, as some systems build it."""
    functions = {"cmark_node_release": own._FUNCTIONS["cmark_node_free"], **own._FUNCTIONS}
    monkeypatch.setattr(own, "_FUNCTIONS", functions)
    own.library.cache_clear()
    yield
    own.library.cache_clear()


@pytest.mark.usefixtures("lacking")
def test_a_library_that_cannot_free_is_refused_before_a_text_is_read() -> None:
    for engine in ("cmark", "python-markdown"):
        with pytest.raises(EngineError) as caught:
            markdown(engine)
        (problem,) = caught.value.problems
        assert (problem.code, caught.value.exit_code) == ("S034", 2)
        t = translator("en")
        assert message(problem, t) == (
            "the Markdown library `cmarkgfm` cannot be used here: it lacks `cmark_node_release`"
        )
        assert hint(problem, t) == (
            "install its own wheel: pip install --force-reinstall --only-binary :all: cmarkgfm"
        )


@pytest.mark.usefixtures("lacking")
def test_a_build_with_such_a_library_publishes_nothing(city: Callable[[str], CityFolder]) -> None:
    made = city("")
    with pytest.raises(EngineError):
        made.build()
    assert not (made.output / "index.html").exists()
