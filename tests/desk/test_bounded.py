"""What one office can do to the others by sending, and what others on the machine can read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.desk import sending
from tests.desk.opened import KOMINFO, SEKELOA, Opened, open_desk
from tests.handed_in import REPORT, files, package


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with open_desk(tmp_path) as opened:
        yield opened


def another(number: int, **changed: str) -> bytes:
    return package(files(REPORT.replace("84", str(100 + number))), id=f"{number:032x}", **changed)


def test_a_unit_whose_queue_is_full_waits_and_no_other_does(
    desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_WAITING", 2)
    assert [desk.send(another(n)).status_code for n in (1, 2, 3)] == [201, 201, 429]
    told = desk.send(another(3)).json()["pesan"]
    assert told.startswith("Masih ada 2 kiriman unit ini yang menunggu.")
    assert len(list((desk.desk.folder / "kiriman").iterdir())) == 2
    # A form that did not hear the answer sends the same again, and hears it.
    assert desk.send(another(2)).status_code == 200

    desk.come(SEKELOA)
    assert desk.send(another(4, unit="kelurahan/sekeloa")).status_code == 201


def test_what_was_decided_makes_room(desk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_WAITING", 1)
    desk.send(another(1))
    desk.work()
    desk.come(KOMINFO)
    desk.decide(1, "kembalikan", pesan="Tambah foto antrean, lalu kirim lagi.")

    assert desk.send(another(2)).status_code == 201


def test_nobody_else_on_the_machine_reads_what_waits(tmp_path: Path) -> None:
    (tmp_path / "meja").mkdir(mode=0o755)
    with open_desk(tmp_path) as desk:
        desk.send(another(1))
        assert desk.desk.folder.stat().st_mode & 0o077 == 0
