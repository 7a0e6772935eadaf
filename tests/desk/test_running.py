"""The desk as it runs: a process that answers, one that works, and how both end."""

from __future__ import annotations

import json
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

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


def test_an_end_that_was_asked_for_waits_for_the_act_at_hand(tmp_path: Path) -> None:
    make_city(tmp_path / "kota")
    with served(tmp_path) as desk:
        number = ask(desk, "/meja/kirim", package())["nomor"]
        assert desk.end(signal.SIGTERM) == 0
    with open_desk(tmp_path) as after:
        assert after.item(int(str(number))).trouble == ""
        after.work()
        assert after.item(int(str(number))).state == "menunggu"
