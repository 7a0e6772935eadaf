"""What a build says at its end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.cli.metrics import metrics
from sitegen.cli.summary import as_report, counted, template_table
from sitegen.engine.build import Result
from sitegen.engine.publish import Published
from sitegen.i18n import translator
from sitegen.processes.timing import TemplateTime

RESULT = Result(
    published=Published(("a.html",) * 1200, ("b.html",) * 3, ("c.html",), 23_016_375),
    history="",
    problems=(),
    skipped=(),
    held_back=(),
    stand_ins=(),
    rebuilt=(("kelurahan/dago", "files"),),
    units=49,
    kept=213,
    files=1203,
    sources=558,
    source_bytes=8_328_232,
    seconds=(("scan", 0.25), ("units", 1012.5), ("city", 1.0)),
    memory=213_400_000,
)


def test_the_table_of_a_build_has_the_signs_of_the_language_and_fits_80_columns() -> None:
    text = as_report(RESULT, translator("en"), "text", verbose=False, output="build")
    assert text == (
        "0 errors, 0 warnings in 49 units\n"
        "Published in build: 1,203 files\n"
        "\n"
        "  files read         558  8.3 MB    scan            0.25 s\n"
        "  units built          1            units       1,012.50 s\n"
        "  units reused       213            city pages      1.00 s\n"
        "  files held back      0            total       1,013.75 s\n"
        "  files written    1,200 23.0 MB    memory           213 MB\n"
        "  files unchanged      3\n"
        "  files removed        1"
    )
    indonesian = as_report(RESULT, translator("id"), "text", verbose=False, output="build")
    assert "  berkas ditulis     1.200 23,0 MB    memori             213 MB\n" in indonesian
    assert max(map(len, (text + indonesian).split("\n"))) < 80


def test_a_build_that_changed_nothing_says_so_in_one_line() -> None:
    nothing = replace(
        RESULT,
        published=Published((), ("b.html",) * 1203, (), 0),
        rebuilt=(),
        seconds=(("scan", 0.5),),
    )
    text = as_report(nothing, translator("en"), "text", verbose=False, output="build")
    assert text == (
        "0 errors, 0 warnings in 49 units\n"
        "Nothing changed: build is up to date, 1,203 files (0.50 s, 213 MB)"
    )


def test_a_check_says_what_it_took() -> None:
    text = as_report(
        replace(RESULT, published=None, seconds=(("scan", 0.5),)),
        translator("id"),
        "text",
        verbose=False,
        output="build",
    )
    assert text == "0 kesalahan, 0 peringatan di 49 unit\n0,50 s, memori 213 MB"


def test_metrics_have_the_figures_of_the_table() -> None:
    assert metrics(RESULT) == {
        "units": 49,
        "read": 558,
        "read_bytes": 8_328_232,
        "rebuilt": 1,
        "kept": 213,
        "files": 1203,
        "written": 1200,
        "written_bytes": 23_016_375,
        "reused": 3,
        "pruned": 1,
        "held_back": 0,
        "problems": 0,
        "seconds": {"scan": 0.25, "units": 1012.5, "city": 1.0},
        "peak_memory": 213_400_000,
    }


def test_templates_are_listed_with_their_slowest_page() -> None:
    times = (
        TemplateTime(
            name="report.html",
            calls=2000,
            total=3.2,
            largest=0.025,
            page="https://contoh.example/skpd/a/",
        ),
        TemplateTime(name="body-chart.html", calls=1, total=0.1, largest=0.1, page=""),
    )
    assert template_table(times, translator("en")) == (
        "template         calls  total s  mean ms  largest ms  page\n"
        "report.html      2,000     3.20     1.60       25.00  /skpd/a/\n"
        "body-chart.html      1     0.10   100.00      100.00  -"
    )
    with_times = metrics(replace(RESULT, templates=times))["templates"]
    assert isinstance(with_times, list)
    assert with_times[1] == {
        "name": "body-chart.html",
        "calls": 1,
        "total": 0.1,
        "largest": 0.1,
        "page": "",
    }


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((0, 0, 4), "0 errors, 0 warnings in 4 units"),
        ((1, 1, 1), "1 error, 1 warning in 1 unit"),
        ((1, 2, 87), "1 error, 2 warnings in 87 units"),
    ],
)
def test_one_is_singular(figures: tuple[int, int, int], expected: str) -> None:
    assert counted(*figures, translator("en")) == expected
