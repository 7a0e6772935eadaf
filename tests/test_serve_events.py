"""What open pages are told after a build."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.i18n import translator
from sitegen.model import Problem, Where
from sitegen.serve.answer import answer
from sitegen.serve.events import Hub, WatchedPage, led, news
from sitegen.serve.headers import DEFAULT
from sitegen.serve.notes import as_line, concerns, notes, origin
from sitegen.serve.site import ServedSite

REPORT = "/kelurahan/dago/laporan/2026/11/posyandu/"
SOURCE = "content/kelurahan/dago/laporan/2026/2026-11-03-posyandu.md"
PAGE = '<link rel="stylesheet" href="/aset/gaya.{}.css"><body>{}</body>'


@pytest.fixture
def site(tmp_path: Path) -> ServedSite:
    made = ServedSite(folder=tmp_path / "keluaran", lang="en", headers=DEFAULT)
    for name in ("index.html", "404.html", f"{REPORT[1:]}index.html"):
        write(made, name, PAGE.format("a", name))
    return made


def write(site: ServedSite, name: str, text: str) -> None:
    target = site.folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def opened(site: ServedSite, page: str) -> WatchedPage:
    """The state of a page that was just loaded and has its first event."""
    seen = answer(site, page).body.decode().partition('data-seen="')[2].partition('"')[0]
    visitor, _ = news(site, WatchedPage(page=page, seen=seen))
    return visitor


def told(body: bytes) -> list[tuple[str, dict[str, Any]]]:
    """The events of a stream by name."""
    found = []
    for block in body.decode().strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def broken(site: ServedSite, path: str = SOURCE) -> ServedSite:
    where = Where(path=path, line=2, column=1, field="judl")
    params = (("nearest", "judul"),)
    problem = Problem(code="F006", where=where, params=params, excerpt="judl: <b>Posyandu</b>")
    return replace(site, notes=notes((problem,), site.folder.parent, translator("en")))


def test_nothing_is_told_when_nothing_changed_for_the_page(site: ServedSite) -> None:
    visitor = opened(site, REPORT)
    write(site, "index.html", PAGE.format("a", "lain"))

    assert news(site, visitor) == (visitor, b"")


def test_a_changed_page_is_reloaded_with_the_changed_paths(site: ServedSite) -> None:
    visitor = opened(site, REPORT)
    write(site, f"{REPORT[1:]}index.html", PAGE.format("a", "baru"))
    after, body = news(replace(site, changed=("a.html",), changes=7), visitor)

    assert told(body) == [("reload", {"paths": ["a.html"], "count": 7})]
    assert news(site, after)[1] == b""


def test_a_new_style_sheet_is_swapped_without_a_reload(site: ServedSite) -> None:
    visitor = opened(site, REPORT)
    write(site, f"{REPORT[1:]}index.html", PAGE.format("b", f"{REPORT[1:]}index.html"))
    after, body = news(site, visitor)

    assert told(body) == [("css", {"stylesheets": ["/aset/gaya.b.css"], "seen": after.seen})]
    assert news(site, after)[1] == b""


def test_a_build_between_the_page_and_its_stream_is_not_missed(site: ServedSite) -> None:
    seen = opened(site, REPORT).seen
    write(site, f"{REPORT[1:]}index.html", PAGE.format("a", "baru"))
    _, body = news(site, WatchedPage(page=REPORT, seen=seen))

    assert [name for name, _ in told(body)] == ["problems", "reload"]


def test_a_page_held_back_stays_in_view_with_its_problems(site: ServedSite) -> None:
    visitor = opened(site, REPORT)
    (site.folder / REPORT[1:] / "index.html").rename(site.folder / "lama.html")
    held, body = news(broken(site), visitor)
    ((name, data),) = told(body)

    assert name == "problems"
    assert data["title"] == "1 error"
    assert data["problems"][0] == {
        "severity": "error",
        "label": "error F006",
        "place": f"{SOURCE}:2:1",
        "text": data["problems"][0]["text"],
        "hint": data["problems"][0]["hint"],
        "excerpt": "   2 | judl: <b>Posyandu</b>\n     | ^",
    }
    assert "judl" in data["problems"][0]["text"]
    (site.folder / "lama.html").rename(site.folder / REPORT[1:] / "index.html")
    _, mended = news(site, held)
    assert [(name, data["problems"]) for name, data in told(mended)] == [("problems", [])]


def test_a_page_whose_source_is_gone_is_reloaded(site: ServedSite) -> None:
    visitor = opened(site, REPORT)
    (site.folder / REPORT[1:] / "index.html").unlink()

    assert [name for name, _ in told(news(site, visitor)[1])] == ["reload"]


def test_a_page_that_did_not_exist_appears_by_itself(site: ServedSite) -> None:
    visitor = opened(site, "/kelurahan/dago/")
    write(site, "kelurahan/dago/index.html", PAGE.format("a", "Dago"))

    assert [name for name, _ in told(news(site, visitor)[1])] == ["reload"]


def test_the_page_that_waits_for_a_first_build_gives_way_to_it(tmp_path: Path) -> None:
    empty = ServedSite(folder=tmp_path / "keluaran", lang="en", headers=DEFAULT)
    visitor = opened(empty, "/")
    write(empty, "index.html", PAGE.format("a", "Kota"))

    assert [name for name, _ in told(news(empty, visitor)[1])] == ["reload"]


def test_problems_that_stop_a_build_are_shown_on_every_page(site: ServedSite) -> None:
    problem = Problem(code="S010", where=Where(path="content"))
    failing = notes((problem,), site.folder, translator("en"), everywhere=True)
    _, body = news(replace(site, notes=failing, failed=True), opened(site, REPORT))
    ((name, data),) = told(body)

    assert name == "problems"
    assert data["notice"] == "Not published: you see the last good version."
    assert len(data["problems"]) == 1


@pytest.mark.parametrize(
    ("path", "page", "expected"),
    [
        (SOURCE, "kelurahan/dago/laporan/2026/11/posyandu", True),
        (SOURCE, "kelurahan/dago/laporan/2026/11/lain", False),
        (SOURCE, "kelurahan/dago/laporan/2026", True),
        (SOURCE, "kelurahan/dago", True),
        (SOURCE, "kelurahan/sekeloa", False),
        (SOURCE, "kelurahan", False),
        (SOURCE, "", False),
        ("content/kelurahan/dago/data/a b.yml", "kelurahan/dago/data/a-b", True),
        ("content/kelurahan/dago/data/a.csv", "kelurahan/dago/data/b", False),
        ("content/kelurahan/dago/halaman/layanan.md", "kelurahan/dago/halaman/layanan", True),
        ("content/kelurahan/dago/unit.yml", "kelurahan/dago", True),
        ("content/kelurahan/dago/unit.yml", "kelurahan/dago/data/a", False),
        ("content/kelurahan/dago", "kelurahan/dago/data/a", True),
        ("site.yml", "", True),
        ("site.yml", "arsip/2026", True),
        ("site.yml", "kelurahan/dago", False),
    ],
)
def test_which_page_shows_the_problems_of_a_file(path: str, page: str, expected: bool) -> None:
    assert concerns(origin(path), tuple(page.split("/")) if page else ()) is expected


def test_a_slug_given_in_the_text_is_known() -> None:
    found = origin(SOURCE, b"---\njudul: x\nslug: 'Pos Baru'\n---\n")

    assert concerns(found, ("kelurahan", "dago", "laporan", "2026", "11", "pos-baru"))


def test_a_problem_on_the_terminal_shows_the_place_and_the_next_step(site: ServedSite) -> None:
    lines = as_line(broken(site).notes[0], translator("en")).split("\n")

    assert lines[0].startswith(f"{SOURCE}:2:1: error[F006]: ")
    assert lines[1:3] == ["   2 | judl: <b>Posyandu</b>", "     | ^"]
    assert lines[3].startswith("     = next step: ")


def test_a_line_break_in_a_value_begins_no_line_on_the_terminal(site: ServedSite) -> None:
    item = replace(broken(site).notes[0], text="x\n::error file=site.yml::palsu")

    assert (
        as_line(item, translator("en"))
        .split("\n")[0]
        .endswith("x\u240a::error file=site.yml::palsu")
    )


def test_an_open_page_is_led_to_another_but_not_to_itself(site: ServedSite) -> None:
    lead = replace(site, lead=REPORT)

    assert told(led(lead, WatchedPage(page="/"))) == [("go", {"href": REPORT})]
    assert led(lead, WatchedPage(page=REPORT)) == b""
    assert led(site, WatchedPage(page="/")) == b""


def test_a_stream_ends_when_the_server_does(site: ServedSite) -> None:
    hub = Hub(site)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(hub.wait(0, 30.0)))
    thread.start()
    hub.close()
    thread.join(5.0)

    assert found == [None]


def test_a_new_site_wakes_who_waits_and_silence_returns_the_same(site: ServedSite) -> None:
    hub = Hub(site)
    newer = replace(site, changes=1)

    assert hub.wait(0, 0.01) == (0, site)
    hub.publish(newer)
    assert hub.wait(0, 5.0) == (1, newer)
