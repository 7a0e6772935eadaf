"""What is published, at the desk: found, edited, corrected, withdrawn, previewed, by those who may."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.desk.opened import COBLONG, DAGO, KOMINFO, SEKELOA, TOKEN, Opened, make_city, open_desk
from tests.desk.test_published import BELOW, HOME, PATH, REPORT, UNIT
from tests.handed_in import package, photo

LIST = f"/meja/terbitan/{UNIT}/"
EDIT = f"{LIST}ubah/{BELOW}"
WITHDRAW = f"{LIST}cabut/{BELOW}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    city = make_city(tmp_path / "kota")
    city.write(PATH, REPORT)
    (city.folder / HOME / "laporan/mawar.jpg").write_bytes(photo())
    city.write(f"{HOME}data/rt.csv", "rt,warga\n1,30\n2,40\n")
    city.commit()
    with open_desk(tmp_path) as made:
        yield made


def form_of(page: str) -> dict[str, str]:
    """The fields of the form of a page, as a browser would send them."""
    form = page[page.index('<form class="edit"') :]
    found = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input[^>]*\bname="([^"]*)"[^>]*\bvalue="([^"]*)"', form)
        if f'name="{name}" value="1"' not in form or name.endswith("~")
    }
    for name, inner in re.findall(
        r'<textarea[^>]*\bname="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
    ):
        found[unescape(name)] = unescape(inner).replace("\n", "\r\n")
    for name, inner in re.findall(
        r'<select[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[unescape(name)] = chosen[1] if chosen else ""
    return found


def send(desk: Opened, address: str, **changed: str) -> int:
    """Send the form of a page with other answers; the number of its item."""
    form = form_of(desk.client.get(address).text) | changed
    answer = desk.client.post(address, data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rpartition("/")[2])


def test_a_writer_finds_what_the_unit_has_published(desk: Opened) -> None:
    assert desk.client.get("/meja/terbitan/", follow_redirects=False).headers["location"] == LIST
    page = desk.client.get(LIST).text
    assert "Posyandu Mawar menimbang 48 balita" in page
    assert f'href="{LIST}ubah/data/rt.yml"' in page
    found = desk.client.get(f"{LIST}?cari=mawar").text
    assert ("menimbang 48" in found, "melayani 84" in found) == (True, False)


def test_a_form_sent_as_it_is_changes_nothing(desk: Opened) -> None:
    form = form_of(desk.client.get(EDIT).text)
    assert form["k.foto.0.alt"] == "Kader menimbang balita di halaman balai RW"
    assert desk.client.post(EDIT, data=form).status_code == 422


def test_a_correction_waits_is_looked_at_and_published(desk: Opened) -> None:
    number = send(
        desk,
        EDIT,
        **{
            "k.ralat": "Yang ditimbang 84 balita, semula tertulis 48",
            "isi": REPORT.split("---\n", 2)[2].replace("48", "84").replace("\n", "\r\n"),
        },
    )
    desk.work()
    assert desk.item(number).state == "menunggu"
    desk.come(COBLONG)
    page = desk.client.get(f"/meja/kiriman/{number}").text
    assert "Kader menimbang 84 balita" in page
    assert "Kader menimbang 48 balita" in page
    desk.decide(number, "terima")
    desk.work()

    assert desk.item(number).state == "terbit"
    text = (desk.city.folder / PATH).read_text(encoding="utf-8")
    assert text == REPORT.replace("Kader menimbang 48", "Kader menimbang 84").replace(
        "foto:\n", "ralat: Yang ditimbang 84 balita, semula tertulis 48\nfoto:\n"
    )
    assert desk.city.git("log", "-1", "--format=%an|%s").startswith("Kelurahan Dago|Diralat oleh")
    assert "Diterima-Oleh: Kecamatan Coblong" in desk.city.git("log", "-1", "--format=%B")


def test_an_item_done_again_after_a_kill_is_not_done_twice(desk: Opened) -> None:
    number = send(desk, EDIT, **{"k.lokasi": "Balai RW 06"})
    desk.work()
    desk.come(COBLONG)
    desk.decide(number, "terima")
    desk.work()
    commit = desk.item(number).commit
    desk.desk.store.change(number, "2026-11-21T00:00:00+00:00", state="diterima", commit="")
    desk.work()
    assert (desk.item(number).state, desk.item(number).commit) == ("terbit", commit)
    assert desk.city.git("rev-parse", "HEAD") == commit


def test_a_change_of_what_was_changed_meanwhile_is_returned(desk: Opened) -> None:
    first = send(desk, EDIT, **{"k.lokasi": "Balai RW 06"})
    second = send(desk, EDIT, **{"k.lokasi": "Balai RW 07"})
    desk.work()
    desk.come(COBLONG)
    desk.decide(first, "terima")
    desk.work()
    desk.decide(second, "terima")
    desk.work()
    assert desk.item(second).state == "dikembalikan"
    assert [p.code for p in desk.item(second).pieces[0].problems] == ["K023"]
    assert "lokasi: Balai RW 06\n" in (desk.city.folder / PATH).read_text(encoding="utf-8")


def test_an_old_form_is_refused_at_once(desk: Opened) -> None:
    form = form_of(desk.client.get(EDIT).text)
    desk.city.write(PATH, REPORT.replace("05", "06"))
    desk.city.commit()
    answer = desk.client.post(EDIT, data=form | {"k.lokasi": "Balai RW 07"})
    assert answer.status_code == 409
    assert "sudah diubah orang lain" in answer.text


def test_what_check_refuses_goes_back_with_its_words(desk: Opened) -> None:
    number = send(desk, EDIT, **{"k.tanggal": "31-02-2026"})
    desk.work()
    assert desk.item(number).state == "dikembalikan"
    assert "tanggal" in desk.client.get(f"/meja/kiriman/{number}").text


def test_a_photo_is_replaced(desk: Opened) -> None:
    data = base64.urlsafe_b64encode(photo("navy")).decode().rstrip("=")
    number = send(desk, EDIT, **{"gambar.mawar.jpg": data})
    desk.work()
    desk.come(COBLONG)
    desk.decide(number, "terima")
    desk.work()
    assert "berkas: mawar-2.jpg" in (desk.city.folder / PATH).read_text(encoding="utf-8")
    assert (
        desk.client.get(f"{LIST}foto/laporan/mawar-2.jpg").headers["content-type"] == "image/jpeg"
    )
    assert desk.client.get(f"{LIST}foto/laporan/mawar.jpg").status_code == 404


def test_a_table_gets_its_first_description(desk: Opened) -> None:
    number = send(desk, f"{LIST}ubah/data/rt.yml", **{"k.judul": "Warga per RT"})
    desk.work()
    assert desk.item(number).state == "menunggu"
    desk.come(KOMINFO)
    desk.decide(number, "terima")
    desk.work()
    described = desk.city.folder / HOME / "data/rt.yml"
    assert described.read_text(encoding="utf-8") == "judul: Warga per RT\n"


def test_a_withdrawal_waits_and_leaves_a_row(desk: Opened) -> None:
    number = send(desk, WITHDRAW, alasan="Tempatnya keliru.")
    desk.work()
    desk.come(COBLONG)
    assert "Tempatnya keliru." in desk.client.get(f"/meja/kiriman/{number}").text
    desk.decide(number, "terima")
    desk.work()
    assert not (desk.city.folder / PATH).exists()
    assert "posyandu-mawar" in (desk.city.folder / "data/tulisan-lama.csv").read_text()
    assert "Alasan: Tempatnya keliru." in desk.city.git("log", "-1", "--format=%B")


def test_a_preview_is_shown_to_those_who_may_see_the_item_and_runs_nothing(desk: Opened) -> None:
    desk.send(package())
    desk.work()
    asked = desk.client.post(
        "/meja/kiriman/1/pratinjau", data={"token": TOKEN}, follow_redirects=False
    )
    assert asked.headers["location"] == "/meja/pratinjau/1/"
    assert "http-equiv" in desk.client.get("/meja/pratinjau/1/").text
    desk.work()
    answer = desk.client.get("/meja/pratinjau/1/")
    assert "Posyandu Mawar menimbang 84 balita" in answer.text
    assert "belum terbit" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    assert desk.client.get("/meja/pratinjau/1/%2e%2e/%2e%2e/meja.db").status_code == 404
    desk.come(SEKELOA)
    assert desk.client.get("/meja/pratinjau/1/").status_code == 404
    desk.come(COBLONG)
    desk.decide(1, "kembalikan", pesan="Sebut tempatnya.")
    assert not (desk.desk.folder / "pratinjau/1").exists()
    desk.come(None)
    assert desk.client.get(f"/meja/pratinjau/1/{UNIT}/").status_code == 401


@pytest.mark.parametrize("address", [LIST, EDIT, WITHDRAW, f"{LIST}foto/laporan/mawar.jpg"])
def test_another_unit_sees_nothing_of_it(desk: Opened, address: str) -> None:
    desk.come(SEKELOA)
    assert desk.client.get(address).status_code == 404
    desk.come(None)
    assert desk.client.get(address).status_code == 401


def test_who_reviews_does_not_write_in_the_name_of_the_office(desk: Opened) -> None:
    form = form_of(desk.client.get(EDIT).text)
    desk.come(COBLONG)
    assert desk.client.post(EDIT, data=form | {"k.lokasi": "x"}).status_code == 403


@pytest.mark.parametrize(
    "below",
    [
        "%2e%2e/%2e%2e/%2e%2e/site.yml",
        "laporan/mawar.jpg",
        "tidak-ada.md",
        "laporan/../unit.yml",
        "data/x.yml",
    ],
)
def test_only_what_the_unit_has_published_can_be_edited(desk: Opened, below: str) -> None:
    desk.come(DAGO)
    assert desk.client.get(f"{LIST}ubah/{below}").status_code in {404, 422}


def test_a_form_without_the_sign_of_the_desk_is_refused(desk: Opened) -> None:
    form = form_of(desk.client.get(EDIT).text) | {"token": "lain", "k.lokasi": "x"}
    assert desk.client.post(EDIT, data=form).status_code == 403
