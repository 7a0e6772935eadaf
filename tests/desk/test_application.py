"""The desk from outside: a package sent, looked at, accepted, and in the history of the city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.opened import COBLONG, Opened, open_desk
from tests.handed_in import package


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with open_desk(tmp_path) as made:
        yield made


def test_a_report_goes_from_the_form_into_git(desk: Opened) -> None:
    sent = desk.send(package())
    assert (sent.status_code, sent.json()) == (
        201,
        {"nomor": 1, "alamat": "/meja/kiriman/1", "baru": True},
    )
    assert desk.work() == 1
    desk.come(COBLONG)
    page = desk.client.get("/meja/kiriman/1")
    assert "Posyandu Mawar menimbang 84 balita" in page.text
    assert desk.decide(1, "terima").status_code == 303
    assert desk.work() == 1

    assert desk.city.git("log", "-1", "--format=%an, %cn") == "Kelurahan Dago, Petugas Kominfo"
    assert "Diterima-Oleh: Kecamatan Coblong" in desk.city.git("log", "-1", "--format=%B")
    assert desk.item().state == "terbit"
    assert "Posyandu Mawar" in desk.client.get("/meja/?daftar=terbit").text
