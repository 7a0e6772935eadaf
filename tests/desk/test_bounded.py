"""What one office can do to the others by sending, and what others on the machine can read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sitegen.desk import sending
from sitegen.desk.access.incoming import BodyLimits
from sitegen.desk.application import make_application
from sitegen.desk.forms import MAX_BYTES
from sitegen.desk.published import pages
from sitegen.desk.published import sending as sending_edits
from sitegen.desk.turns import TurnLimits
from tests.desk.opened import KOMINFO, SEKELOA, TOKEN, Opened, open_desk
from tests.handed_in import PHOTO, REPORT, TEXT, files, package


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


def test_a_package_that_gets_no_turn_is_asked_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PACKAGES", TurnLimits(most=0, each=0, waiting=0))
    with open_desk(tmp_path) as desk:
        answer = desk.send(another(1))
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert answer.json()["pesan"].startswith("Saat ini banyak yang mengirim")
        assert list((desk.desk.folder / "kiriman").iterdir()) == []


def test_turns_come_back_whatever_became_of_what_was_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PACKAGES", TurnLimits(most=1, each=1, waiting=0))
    with open_desk(tmp_path, size=2_000) as desk:
        assert [desk.send(b"x" * 3_000).status_code for _ in range(2)] == [413, 413]
        assert [desk.send(b"x").status_code for _ in range(2)] == [422, 422]


PHOTO_FORM = f"/meja/terbitan/kelurahan/dago/ubah/{TEXT}"
PLAIN_FORM = "/meja/terbitan/kelurahan/dago/ubah/unit.yml"


@pytest.fixture
def published(desk: Opened) -> Opened:
    """A desk whose unit has a report with a photo, and a profile without one."""
    home = "content/kelurahan/dago"
    desk.city.write(f"{home}/{TEXT}", files()[TEXT].decode())
    (desk.city.folder / home / PHOTO).write_bytes(files()[PHOTO])
    desk.city.write(f"{home}/unit.yml", "deskripsi: Kelurahan di utara kota.\n")
    desk.city.commit()
    return desk


def sent(desk: Opened, address: str, size: int) -> int:
    """The status of the answer to a form of this size, of which nothing is meant."""
    status: int = desk.client.post(
        address, data={"token": TOKEN, "x": "y" * size}, follow_redirects=False
    ).status_code
    return status


def test_a_form_with_photos_waits_for_a_turn_and_one_without_does_not(
    published: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "LARGE_FORMS", TurnLimits(most=0, each=0, waiting=0))
    published.client = TestClient(make_application(published.desk))
    assert sent(published, PHOTO_FORM, 1_200_000) == 503
    # A small one is read at once; this one is of no version.
    assert sent(published, PHOTO_FORM, 10) == 409
    assert sent(published, PLAIN_FORM, 10) == 409


@pytest.mark.parametrize(
    ("address", "size", "status"),
    [
        pytest.param(PLAIN_FORM, 1_200_000, 413, id="no photos, more than any text"),
        pytest.param(PHOTO_FORM, 1_200_000, 409, id="one photo"),
        pytest.param(PHOTO_FORM, 4_000_000, 413, id="more than one photo"),
        pytest.param(PHOTO_FORM.replace("/ubah/", "/cabut/"), 70_000, 413, id="a withdrawal"),
    ],
)
def test_a_form_is_as_large_as_its_photos_may_be(
    published: Opened, address: str, size: int, status: int
) -> None:
    assert sent(published, address, size) == status


def test_before_anybody_is_known_only_forms_that_edit_may_be_large() -> None:
    limits = BodyLimits(forms={pages.EDITING: sending_edits.MAX_EDIT_FORM})
    assert limits.limit(PHOTO_FORM) == 24 * 1024 * 1024
    for other in ("/meja/keluar", "/meja/kiriman/1/terima", PHOTO_FORM.replace("ubah", "cabut")):
        assert limits.limit(other) == MAX_BYTES
