"""The desk from outside: what it takes, from whom, what it says, and what it keeps."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from sitegen.desk import bodies, sending
from sitegen.desk.application import make_application
from sitegen.desk.jobs import Done
from sitegen.desk.queue import STUCK, TRIES, Queue, now_text
from sitegen.desk.reviewing import ReviewRules
from sitegen.desk.store import ItemPiece, NewItem
from sitegen.digest import digest
from sitegen.store import files
from tests.desk.opened import COBLONG, DAGO, KOMINFO, SEKELOA, TOKEN, Opened, open_desk
from tests.handed_in import ID, PHOTO, REPORT, TEXT, package
from tests.handed_in import files as contents

NIK = "3273014501800001"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with open_desk(tmp_path) as made:
        yield made


def wrong() -> bytes:
    """A package whose report has somebody's number in it."""
    report = REPORT.replace("Empat balita", f"Ibu Siti, NIK {NIK}, dan empat balita")
    return package({TEXT: report.encode(), PHOTO: contents()[PHOTO]})


def quick(desk: Opened, *, good: bool = True, number: int = 1) -> None:
    """Let an item be checked already."""
    piece = ItemPiece(kind="laporan", title="Posyandu", path="content/x.md", good=good)
    desk.desk.store.change(
        number,
        now_text(),
        title="Posyandu",
        state="menunggu" if good else "dikembalikan",
        pieces=(piece,),
    )


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
    assert desk.item().commit == desk.city.git("rev-parse", "HEAD")
    assert "Posyandu Mawar" in desk.client.get("/meja/?daftar=terbit").text


def test_what_has_errors_goes_back_with_the_words_of_the_check_and_no_number(desk: Opened) -> None:
    desk.send(wrong())
    desk.work()
    assert desk.item().state == "dikembalikan"
    page = desk.client.get("/meja/kiriman/1").text
    assert "di sini tertulis NIK" in page
    assert "baris 9" in page
    assert NIK not in page
    assert NIK not in desk.client.get("/meja/?daftar=dikembalikan").text
    database = (desk.desk.folder / "meja.db-wal").read_bytes()
    assert NIK.encode() not in database


def test_without_review_what_is_right_is_published_at_once(tmp_path: Path) -> None:
    with open_desk(tmp_path, review=ReviewRules(everywhere="tidak")) as desk:
        desk.send(package())
        assert desk.work() == 2
        assert desk.item().state == "terbit"
        assert "Diterima-Oleh" not in desk.city.git("log", "-1", "--format=%B")


def test_the_same_bytes_are_one_item_however_often_they_come(desk: Opened) -> None:
    assert desk.send(package()).json()["baru"]
    again = desk.send(package())
    assert (again.status_code, again.json()["nomor"], again.json()["baru"]) == (200, 1, False)
    assert len(list((desk.desk.folder / "kiriman").iterdir())) == 1


def test_the_same_report_in_another_package_is_one_item_until_it_is_returned(desk: Opened) -> None:
    desk.send(package())
    other = package(id="f" * 32)
    assert desk.send(other).json()["nomor"] == 1
    quick(desk, good=False)
    assert desk.send(other).json() == {"nomor": 2, "alamat": "/meja/kiriman/2", "baru": True}


def test_a_profile_may_be_sent_to_come_back(desk: Opened) -> None:
    profile = {"unit.yml": b"alamat: Jalan Dago 1\n"}
    isi = [{"jenis": "profil", "berkas": "unit.yml", "foto": []}]
    assert desk.send(package(profile, isi=isi)).json()["nomor"] == 1
    assert desk.send(package(profile, isi=isi, id="e" * 32)).json()["nomor"] == 2


def test_a_profile_is_looked_at_line_by_line_and_written_into_the_one_that_is_there(
    desk: Opened,
) -> None:
    path = "content/kelurahan/dago/unit.yml"
    there = "# diperiksa tiap Januari\nalamat: 'Jalan Lama 1'  # sejak 2019\nruang: B-2\n"
    desk.city.write(path, there)
    desk.city.commit()
    item = {"jenis": "profil", "berkas": "unit.yml", "dasar": digest(there.encode())}
    desk.send(package({"unit.yml": b"alamat: Jalan Baru 2\n"}, isi=[item]))
    assert desk.work() == 1
    desk.come(COBLONG)
    page = desk.client.get("/meja/kiriman/1").text
    assert "alamat: &#39;Jalan Baru 2&#39;  # sejak 2019" in page
    assert 'class="out"' in page
    desk.decide(1, "terima")
    assert desk.work() == 1
    assert (desk.city.folder / path).read_text() == there.replace("Lama 1", "Baru 2")
    assert desk.item().state == "terbit"
    assert 'class="out"' not in desk.client.get("/meja/kiriman/1").text


@pytest.mark.parametrize(
    ("visitor", "status", "said"),
    [
        (None, 401, "Masuk dulu."),
        (SEKELOA, 403, "Anda tidak menulis untuk kelurahan/dago."),
        (COBLONG, 403, "Anda tidak menulis untuk kelurahan/dago."),
        (KOMINFO, 201, ""),
    ],
)
def test_only_who_writes_for_a_unit_sends_for_it(
    desk: Opened, visitor: object, status: int, said: str
) -> None:
    desk.come(visitor)  # type: ignore[arg-type]
    answer = desk.send(package())
    assert answer.status_code == status
    assert said in answer.json().get("pesan", "")
    # What was not taken is nowhere.
    assert len(list((desk.desk.folder / "kiriman").iterdir())) == (status == 201)


def test_a_request_that_no_page_of_the_desk_made_is_refused(desk: Opened) -> None:
    answer = desk.client.post("/meja/kirim", content=package(), headers={"X-Meja-Token": "tebakan"})
    assert answer.status_code == 403
    desk.send(package())
    quick(desk)
    desk.come(COBLONG)
    answer = desk.client.post("/meja/kiriman/1/terima", data={"token": "tebakan"})
    assert answer.status_code == 403
    assert desk.item().state == "menunggu"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"bukan zip", "tidak bisa dibaca"),
        (b"", "berkasnya kosong. Simpan"),
        (package()[:-40], "bagian akhirnya tidak ada"),
        (package({"laporan/../../site.yml": b"x"}), "site.yml"),
    ],
)
def test_what_is_no_package_is_told_and_not_kept(desk: Opened, data: bytes, said: str) -> None:
    answer = desk.send(data)
    assert answer.status_code == 422
    assert said in answer.json()["pesan"]
    assert list((desk.desk.folder / "kiriman").iterdir()) == []
    assert desk.desk.store.counts() == {}


def test_more_than_a_package_may_have_is_refused_while_it_comes(tmp_path: Path) -> None:
    with open_desk(tmp_path, size=1_000_000) as desk:
        answer = desk.send(b"x" * 1_000_001)
        assert answer.status_code == 413
        assert "1 MB" in answer.json()["pesan"]
        assert list((desk.desk.folder / "kiriman").iterdir()) == []


def test_a_full_disk_is_told_and_survived(desk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(operation: str, *_: object) -> None:
        if operation in broken:
            raise OSError(errno.ENOSPC, "No space left on device")

    for broken in ({"body"}, {"body sync"}, {"folder sync"}):
        monkeypatch.setattr(files, "step", full)
        answer = desk.send(package())
        monkeypatch.undo()
        assert answer.status_code == 507, broken
        assert "Draf Anda masih ada" in answer.json()["pesan"]
        assert desk.desk.store.counts() == {}
    assert desk.send(package()).status_code == 201


def test_a_full_disk_under_the_database_is_told_too(
    desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(operation: str, *_: object) -> None:
        if operation == "desk commit":
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(files, "step", full)
    assert desk.send(package()).status_code == 507
    monkeypatch.undo()
    assert desk.desk.store.counts() == {}
    assert desk.send(package()).json() == {"nomor": 1, "alamat": "/meja/kiriman/1", "baru": True}


def test_nothing_is_taken_when_the_disk_is_nearly_full(tmp_path: Path) -> None:
    with open_desk(tmp_path, reserve=shutil.disk_usage(tmp_path).free * 2) as desk:
        assert desk.send(package()).status_code == 507
        assert list((desk.desk.folder / "kiriman").iterdir()) == []


def test_each_sees_what_concerns_it_and_no_more(desk: Opened) -> None:
    desk.send(package())
    quick(desk)
    for visitor, queue, page in (
        (DAGO, True, 200),
        (COBLONG, True, 200),
        (KOMINFO, True, 200),
        (SEKELOA, False, 404),
        (None, False, 401),
    ):
        desk.come(visitor)
        assert ("/meja/kiriman/1" in desk.client.get("/meja/").text) is queue
        assert desk.client.get("/meja/kiriman/1").status_code == page
        state = desk.client.get("/meja/kiriman/1/keadaan")
        assert state.status_code == page


def test_a_unit_in_the_address_shows_nothing_of_others(desk: Opened) -> None:
    desk.send(package())
    quick(desk)
    desk.come(SEKELOA)
    assert "Posyandu" not in desk.client.get("/meja/?unit=kelurahan/dago").text
    desk.come(KOMINFO)
    assert "Posyandu" in desk.client.get("/meja/?unit=kelurahan/dago").text
    assert "Posyandu" not in desk.client.get("/meja/?unit=kelurahan/sekeloa").text


def test_who_sent_it_cannot_accept_it(desk: Opened) -> None:
    desk.send(package())
    quick(desk)
    assert "Terima dan terbitkan" not in desk.client.get("/meja/kiriman/1").text
    assert desk.decide(1, "terima").status_code == 403
    assert desk.item().state == "menunggu"


def test_a_return_needs_a_sentence_which_the_office_reads_without_numbers_of_people(
    desk: Opened,
) -> None:
    desk.send(package())
    quick(desk)
    desk.come(COBLONG)
    assert desk.decide(1, "kembalikan", pesan="  ").status_code == 422
    assert desk.item().state == "menunggu"
    assert desk.decide(1, "kembalikan", pesan=f"Hapus {NIK} <b>dulu</b>.").status_code == 303

    desk.come(DAGO)
    page = desk.client.get("/meja/kiriman/1").text
    assert "Kecamatan Coblong" in page
    assert "&lt;b&gt;dulu" in page
    assert NIK not in page
    # What was returned is not accepted by a page that was open before.
    desk.come(COBLONG)
    desk.decide(1, "terima")
    assert desk.item().state == "dikembalikan"


@pytest.mark.parametrize("act", ["hapus", "keadaan", "terima/lagi"])
def test_acts_that_there_are_not_are_refused(desk: Opened, act: str) -> None:
    desk.send(package())
    desk.come(KOMINFO)
    assert desk.decide(1, act).status_code in {404, 405}


def test_long_queues_come_in_pages(desk: Opened) -> None:
    for number in range(65):
        new = NewItem(unit="kelurahan/dago", act="kiriman", body="x", bytes=str(number))
        desk.desk.store.add(new, now_text())
    seen: list[str] = []
    address = "/meja/"
    for _ in range(3):
        page = desk.client.get(address).text
        seen += [part.split('"')[0] for part in page.split('<h2><a href="/meja/kiriman/')[1:]]
        address = (
            page.partition('<a class="button" href="')[2].partition('"')[0].replace("&amp;", "&")
        )
    assert seen == [str(number) for number in range(65, 0, -1)]
    assert address == ""


def test_what_the_desk_cannot_do_waits_for_a_person_in_the_end(desk: Opened) -> None:
    desk.send(package())
    queue = desk.desk.queue
    queue._run = lambda _: Done(trouble="git menolak")
    queue._clock = iter(range(0, 10_000_000, 1_000)).__next__
    while queue.step():
        pass
    assert (desk.item().tries, desk.item().state) == (TRIES, "diperiksa")
    desk.come(COBLONG)
    assert "git menolak" in desk.client.get("/meja/kiriman/1").text
    assert "git menolak" in desk.client.get("/meja/").text
    desk.decide(1, "ulang")
    assert (desk.item().tries, desk.item().trouble) == (0, "")
    assert queue.step()


def test_one_item_in_trouble_does_not_stop_the_others(desk: Opened) -> None:
    desk.send(package())
    second = TEXT.replace("mawar", "melati")
    desk.send(package({second: REPORT.encode(), PHOTO: contents()[PHOTO]}, id="a" * 32))
    queue, run = desk.desk.queue, desk.desk.queue._run
    queue._run = lambda job: Done(trouble="disk") if job.number == 1 else run(job)  # type: ignore[union-attr]
    while queue.step():
        pass
    assert (desk.item(1).state, desk.item(2).state) == ("diperiksa", "menunggu")


def test_what_was_answered_is_forgotten_after_its_days_with_what_was_sent(desk: Opened) -> None:
    desk.send(package())
    desk.send(
        package(
            {TEXT.replace("mawar", "anggrek"): REPORT.encode(), PHOTO: b"\xff\xd8\xff"}, id=ID[::-1]
        )
    )
    quick(desk, good=False)
    now = datetime.now(UTC)
    desk.desk.queue.tidy(now + timedelta(days=29))
    assert desk.desk.store.get(1)
    desk.desk.queue.tidy(now + timedelta(days=31))
    assert desk.desk.store.get(1) is None
    assert desk.item(2).state == "diperiksa"
    assert len(list((desk.desk.folder / "kiriman").iterdir())) == 1


def test_the_form_learns_who_sends_and_for_whom(desk: Opened) -> None:
    assert desk.client.get("/meja/saya").json() == {
        "nama": "Kelurahan Dago",
        "unit": ["kelurahan/dago"],
        "kota": False,
        "token": TOKEN,
    }
    desk.come(None)
    answer = desk.client.get("/meja/saya")
    assert (answer.status_code, answer.json()) == (401, {"masuk": "/meja/masuk/"})


def test_health_says_nothing_of_anybody(desk: Opened) -> None:
    desk.send(package())
    assert desk.client.get("/sehat").json() == {"keadaan": "sehat", "kiriman": {"diperiksa": 1}}


def test_a_queue_that_stands_still_is_told_to_whatever_watches_the_service(desk: Opened) -> None:
    now, going, done = [0.0], threading.Event(), threading.Event()

    def run(_: object) -> Done:
        going.set()
        done.wait()
        return Done()

    own = desk.desk
    queue = Queue(
        own.store, own.folder / "kiriman", own.options, own.settings, run, clock=lambda: now[0]
    )
    client = TestClient(make_application(replace(own, queue=queue)))
    desk.send(package())
    queue.start()
    going.wait()
    assert client.get("/sehat").status_code == 200
    now[0] = STUCK
    answer = client.get("/sehat")
    assert (answer.status_code, answer.json()["keadaan"]) == (503, "macet")
    done.set()
    queue.stop()


def test_what_is_nowhere_is_a_page_in_the_citys_words(desk: Opened) -> None:
    for path in ("/meja/kiriman/77", "/meja/nihil", "/meja/aset/../../site.yml", "/meja/aset/x.js"):
        answer = desk.client.get(path)
        assert answer.status_code in {404, 503}, path
        assert "<html" in answer.text


def test_limits_of_the_body_hold_without_a_length(tmp_path: Path) -> None:
    with open_desk(tmp_path, size=100_000) as desk:

        def parts() -> Iterator[bytes]:
            for _ in range(50):
                yield b"x" * 10_000

        answer = desk.client.post("/meja/kirim", content=parts(), headers={sending.TOKEN: TOKEN})
        assert answer.status_code == 413
        assert list((desk.desk.folder / bodies.FOLDER).iterdir()) == []
