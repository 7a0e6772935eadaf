"""What follows an acceptance at the desk: told to Kominfo, never in the way of the queue."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sitegen.desk.then import FollowUp, StepRun
from tests.desk.opened import DAGO, KOMINFO, Opened, open_desk
from tests.handed_in import package

PATIENT = 120.0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with open_desk(tmp_path, then="echo terbit > ../terbit.txt") as opened:
        yield opened


def run(*steps: tuple[str, int]) -> FollowUp:
    made = tuple(
        StepRun(step=step, code=code, lines=(f"{step} <b>berkata</b>",), seconds=1.0)
        for step, code in steps
    )
    good = not any(code for _, code in steps)
    return FollowUp(commit="c" * 40, ended="2026-11-30T03:00:00+00:00", steps=made, published=good)


def tell(desk: Opened, found: FollowUp) -> str:
    (desk.desk.folder / "setelah.json").write_bytes(msgspec.json.encode(found))
    desk.come(KOMINFO)
    page: str = desk.client.get("/meja/").text
    return page


def test_kominfo_sees_when_the_site_was_published_and_of_which_commit(desk: Opened) -> None:
    page = tell(desk, run(("build", 0), ("command", 0)))

    assert "Situs dibuat dan diterbitkan pada 30 November 2026, 10.00" in page
    assert "cccccccccc" in page
    assert "berkata" not in page


def test_a_command_that_failed_is_shown_with_its_words_as_text(desk: Opened) -> None:
    page = tell(desk, run(("build", 0), ("command", 12)))

    assert "Perintah penerbitan gagal pada 30 November 2026, 10.00 (kode 12)" in page
    assert "command &lt;b&gt;berkata&lt;/b&gt;" in page


def test_a_build_that_failed_says_that_the_old_site_stays(desk: Opened) -> None:
    page = tell(desk, run(("build", 3)))

    assert "Situs tidak dapat dibuat pada 30 November 2026, 10.00 (kode 3)" in page
    assert "yang lama tetap tampil" in page


def test_offices_are_told_nothing_of_it(desk: Opened) -> None:
    tell(desk, run(("build", 0), ("command", 12)))
    desk.come(DAGO)

    page = desk.client.get("/meja/").text
    assert "berkata" not in page
    assert "gagal" not in page


def test_an_accepted_report_is_on_the_site_and_the_command_has_run(desk: Opened) -> None:
    """The queue does not wait for it: the item is published in git before the build begins."""
    told = desk.city.folder.parent / "terbit.txt"
    assert desk.desk.after
    desk.send(package())
    desk.work()
    desk.come(KOMINFO)
    desk.decide(1, "terima")
    desk.work()
    assert desk.item().state == "terbit"
    assert not told.exists()

    desk.desk.after.start()
    end = time.monotonic() + PATIENT
    while not told.exists() or desk.desk.after.busy:
        assert time.monotonic() < end
        time.sleep(0.05)
    desk.desk.after.stop()

    last = desk.desk.after.last()
    assert last is not None
    assert (last.commit, last.published) == (desk.item().commit, True)
    shown = [
        p for p in desk.desk.options.output.rglob("*.html") if "Posyandu Mawar" in p.read_text()
    ]
    assert shown
