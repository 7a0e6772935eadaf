"""What a build costs."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from sitegen.processes.timing import Recorder, Stopwatch, TemplateTime
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
REPORT = """\
-- content/kelurahan/{0}/laporan/2026-11-03-senam.md --
---
judul: Senam
---
Isi.
"""


def time_of(name: str, calls: int, total: float, largest: float, page: str) -> TemplateTime:
    return TemplateTime(name=name, calls=calls, total=total, largest=largest, page=page)


def test_times_of_several_processes_add_up_and_keep_the_slowest_page() -> None:
    recorder = Recorder()
    recorder.add((time_of("a.html", 2, 3.0, 2.0, "/a/"), time_of("b.html", 1, 0.5, 0.5, "")))
    recorder.add((time_of("a.html", 1, 4.0, 4.0, "/c/"), time_of("a.html", 1, 1.0, 1.0, "/d/")))
    assert recorder.taken() == (
        time_of("a.html", 4, 8.0, 4.0, "/c/"),
        time_of("b.html", 1, 0.5, 0.5, ""),
    )
    assert recorder.taken() == ()


def test_a_recorder_hands_the_text_through_and_notes_the_page() -> None:
    recorder = pickle.loads(pickle.dumps(Recorder()))  # noqa: S301 - as it goes to a worker
    view = SimpleNamespace(meta=SimpleNamespace(canonical="https://contoh.example/a/"))
    assert recorder("a.html", view, lambda: "isi") == "isi"
    assert recorder("b.html", object(), lambda: "bagian") == "bagian"
    pages = {each.name: (each.calls, each.page) for each in recorder.taken()}
    assert pages == {"a.html": (1, "https://contoh.example/a/"), "b.html": (1, "")}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_counts_the_calls_of_every_template_in_all_workers(city: Make, jobs: int) -> None:
    folder = city("".join(map(REPORT.format, ("dago", "sekeloa"))))
    assert folder.build().templates == ()
    before = folder.files()
    result = folder.build(template_metrics=True, force=True, jobs=jobs)
    calls = {each.name: each.calls for each in result.templates}
    assert (calls["report.html"], calls["unit.html"], calls["home.html"]) == (2, 4, 1)
    assert folder.files() == before
    assert folder.build().rebuilt == ()


def test_a_stopwatch_keeps_the_largest_memory() -> None:
    watch = Stopwatch()
    watch.lap("scan")
    first = watch.memory
    watch.lap("scan")
    assert watch.memory >= first > 1_000_000
    assert list(watch.seconds) == ["scan"]
