from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.model import Where
from sitegen.processes.worker import WorkerError
from sitegen.reports.markdown import engine
from tests.conftest import CityFolder

SITE = "nama: Kota Contoh\nalamat_situs: https://contoh.example\nmarkdown: python-markdown\n"
REPORTS = f"""
-- site.yml --
{SITE}
-- content/kelurahan/dago/laporan/2026-11-03-baik.md --
---
judul: Laporan yang baik
---
Isi **tebal**.
-- content/kelurahan/dago/laporan/2026-11-04-macet.md --
---
judul: Laporan yang macet
---
{"<![CDATA[" * 3000}
"""


def test_both_engines_make_the_same_clean_html_of_simple_text() -> None:
    text = "Isi **tebal** dan [tautan](https://contoh.example)."
    one, other = (engine.markdown(name)(text) for name in ("cmark", "python-markdown"))
    assert one.html.strip() == other.html.strip()
    assert [(m.kind, m.words, m.start) for m in one.marks] == [
        ("link", "https://contoh.example", 27)
    ]
    assert [(m.kind, m.words, m.start) for m in other.marks] == [
        ("link", "https://contoh.example", 27)
    ]


def test_a_text_that_hangs_python_markdown_costs_that_file_only(
    city: Callable[[str], CityFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    child = engine._child()
    child.run("bangun")
    monkeypatch.setattr(child, "limit", 1.0)
    result = city(REPORTS).build()
    (problem,) = result.problems
    where = Where(path="content/kelurahan/dago/laporan/2026-11-04-macet.md", line=4)
    assert (problem.code, problem.where) == ("M012", where)
    assert dict(problem.params)["reason"] == "timeout"
    assert result.held_back == ("content/kelurahan/dago/laporan/2026-11-04-macet.md",)
    assert result.published is not None
    assert "kelurahan/dago/laporan/2026/11/baik/index.html" in result.published.written


def test_a_very_long_text_is_refused_before_it_is_tried() -> None:
    with pytest.raises(WorkerError, match="size"):
        engine.markdown("python-markdown")("a " * engine.MAX_CHARACTERS)
