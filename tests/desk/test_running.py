"""The desk as it runs: a process that answers, one that works, and how both end."""

from __future__ import annotations

import fcntl
import json
import signal
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from sitegen.desk.worker import LOCK
from tests.desk.opened import TOKEN, make_city, open_desk
from tests.desk.serving import Served, served
from tests.handed_in import ID, PHOTO, REPORT, TEXT, files, package


def ask(desk: Served, path: str, data: bytes | None = None, who: str = "dago") -> dict[str, object]:
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{desk.address}{path}", data, {"Cookie": f"siapa={who}", "X-Meja-Token": TOKEN}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        found: dict[str, object] = json.loads(answer.read())
    return found


def press(desk: Served, number: object, act: str) -> None:
    body = f"token={TOKEN}".encode()
    request = urllib.request.Request(  # noqa: S310
        f"{desk.address}/meja/kiriman/{number}/{act}", body, {"Cookie": "siapa=kominfo"}
    )
    urllib.request.urlopen(request, timeout=60).close()  # noqa: S310


def until(desk: Served, number: object, *states: str) -> None:
    """Wait until an item is in one of these states, however slow the machine is."""
    while ask(desk, f"/meja/kiriman/{number}/keadaan")["keadaan"] not in states:
        time.sleep(0.2)


def test_what_waits_when_the_desk_is_killed_is_done_by_the_next_one(tmp_path: Path) -> None:
    city = make_city(tmp_path / "kota")
    sent = []
    with served(tmp_path) as desk:
        for at in range(4):
            name = TEXT.replace("mawar", f"mawar-{at}")
            data = package({name: REPORT.encode(), PHOTO: files()[PHOTO]}, id=f"{at}" + ID[1:])
            sent.append(ask(desk, "/meja/kirim", data)["nomor"])
        until(desk, sent[0], "menunggu")
        press(desk, sent[0], "terima")
        assert desk.end(signal.SIGKILL) == -signal.SIGKILL
    with served(tmp_path) as desk:
        for number in sent[1:]:
            until(desk, number, "menunggu")
            press(desk, number, "terima")
        for number in sent:
            until(desk, number, "terbit")
        assert desk.end(signal.SIGTERM) == 0
    assert len(city.git("log", "--format=%s", "--author=Kelurahan Dago").splitlines()) == 4
    assert city.git("status", "--short", "--untracked-files=no") == ""
    assert city.git("fsck", "--strict", "--no-dangling") == ""


CHART = "\n```grafik\ndata: rt\njenis: batang\nx: rt\ny: warga\njudul: RT 2 paling banyak warganya\n```\n"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_ends_with_the_desk_also_after_it_drew_a_chart(
    tmp_path: Path, how: signal.Signals
) -> None:
    city = make_city(tmp_path / "kota")
    city.write("content/kelurahan/dago/data/rt.csv", "rt,warga\n1,30\n2,40\n")
    city.commit()
    with served(tmp_path) as desk:
        data = package({TEXT: (REPORT + CHART).encode(), PHOTO: files()[PHOTO]})
        number = ask(desk, "/meja/kirim", data)["nomor"]
        until(desk, number, "menunggu", "dikembalikan")
        assert desk.end(how) in {0, -how}
    # The next worker waits for this lock: it is free as soon as the one before has ended.
    with (tmp_path / "meja" / LOCK).open() as lock:
        for _ in range(600):
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.2)
    pytest.fail("the worker lives on")


def test_an_end_that_was_asked_for_waits_for_the_act_at_hand(tmp_path: Path) -> None:
    make_city(tmp_path / "kota")
    with served(tmp_path) as desk:
        number = ask(desk, "/meja/kirim", package())["nomor"]
        assert desk.end(signal.SIGTERM) == 0
    with open_desk(tmp_path) as after:
        assert after.item(int(str(number))).trouble == ""
        after.work()
        assert after.item(int(str(number))).state == "menunggu"
