"""Coming to the desk and leaving it, as browsers do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.desk.access.door import FAILURES, STARTS
from sitegen.desk.access.links import make_link, revoke
from sitegen.desk.access.sessions import COOKIE
from sitegen.desk.access.settings import DAY, LinkSettings
from tests.desk.guarded import (
    DAGO,
    OURS,
    SEKELOA,
    SETTINGS,
    Guarded,
    guarded_desk,
    session_in,
    token_in,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Guarded]:
    with guarded_desk(tmp_path) as made:
        yield made


def link_of(desk: Guarded, unit: str = DAGO) -> str:
    return make_link(desk.door.book, unit, desk.clock[0], 180 * DAY)


def test_whoever_is_unknown_is_led_to_the_ways_in(desk: Guarded) -> None:
    answer = desk.browser().get("/meja/")
    assert answer.status_code in {303, 401}
    assert "/meja/masuk/" in (answer.headers.get("location", "") + answer.text)
    ways = desk.browser().get("/meja/masuk/")
    assert ways.status_code == 200
    assert "/meja/masuk/oidc?lanjut=/meja/" in ways.text
    assert "kode kotak" in ways.text


def test_looking_at_a_link_signs_nobody_in_and_names_the_office(desk: Guarded) -> None:
    client, secret = desk.browser(), link_of(desk)
    page = client.get(f"/meja/masuk/k/{secret}")
    assert page.status_code == 200
    assert "Masuk sebagai Kelurahan Dago" in page.text
    assert not session_in(client)
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"


def test_the_button_of_a_link_signs_the_device_in_as_the_office(desk: Guarded) -> None:
    client = desk.with_link()
    assert client.get("/meja/saya").json()["nama"] == "Kelurahan Dago"
    assert client.get("/meja/saya").json()["unit"] == [DAGO]
    assert client.get("/meja/").status_code == 200
    assert desk.lines[-1]["tindakan"] == "masuk"
    assert desk.lines[-1]["unit"] == DAGO
    assert len(desk.lines[-1]["siapa"]) == 12


def test_the_cookie_of_a_session_goes_nowhere_else(desk: Guarded) -> None:
    client = desk.browser()
    answer = client.post("/meja/masuk/buka", data={"kunci": link_of(desk)}, headers=OURS)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {
        each.strip() for each in cookie.split(";")
    }
    assert "Domain" not in cookie


def test_signing_in_again_ends_the_session_before_and_begins_another(desk: Guarded) -> None:
    client = desk.with_link()
    first = session_in(client)
    client.post("/meja/masuk/buka", data={"kunci": link_of(desk, SEKELOA)}, headers=OURS)
    assert session_in(client) != first
    old = desk.browser()
    old.cookies.set(COOKIE, first)
    assert old.get("/meja/saya").status_code == 401


def test_a_session_that_somebody_else_chose_is_not_taken_over(desk: Guarded) -> None:
    client = desk.browser()
    client.cookies.set(COOKIE, "pilihan-orang-lain", domain="meja.kota.example", path="/")
    answer = client.post("/meja/masuk/buka", data={"kunci": link_of(desk)}, headers=OURS)
    assert "pilihan-orang-lain" not in answer.headers["set-cookie"]


def test_a_link_that_opens_nothing_says_what_to_do(desk: Guarded) -> None:
    secret = link_of(desk)
    revoke(desk.door.book, DAGO)
    page = desk.browser().get(f"/meja/masuk/k/{secret}")
    assert page.status_code == 404
    assert "minta lembar baru kepada Kominfo" in page.text


def test_taking_a_link_back_signs_its_devices_out(desk: Guarded) -> None:
    client = desk.with_link()
    revoke(desk.door.book, DAGO)
    assert client.get("/meja/saya").status_code == 401


def test_the_link_of_a_unit_that_was_closed_opens_nothing(desk: Guarded) -> None:
    client, secret = desk.with_link(), link_of(desk, SEKELOA)
    register = desk.city.folder / "data" / "units.csv"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("coblong,,aktif", "coblong,,nonaktif"), encoding="utf-8")
    assert client.get("/meja/saya").status_code == 401
    assert desk.browser().get(f"/meja/masuk/k/{secret}").status_code == 404


def test_who_tries_many_links_is_stopped_and_others_at_the_address_are_not(desk: Guarded) -> None:
    client, secret = desk.browser(), link_of(desk)
    answers = [client.get(f"/meja/masuk/k/{n}").status_code for n in range(FAILURES.count + 1)]
    assert answers == [404] * FAILURES.count + [429]
    opened = desk.browser().post("/meja/masuk/buka", data={"kunci": secret}, headers=OURS)
    assert opened.status_code == 303


def test_an_office_sees_its_devices_and_signs_all_of_them_out(desk: Guarded) -> None:
    first, second, secret = desk.browser(), desk.browser(), link_of(desk)
    for client in (first, second):
        client.post("/meja/masuk/buka", data={"kunci": secret}, headers=OURS)
    page = first.get("/meja/masuk/")
    assert "terbuka di 2 perangkat" in page.text
    answer = first.post("/meja/masuk/perangkat", data={"token": token_in(page)}, headers=OURS)
    assert answer.status_code == 303
    assert second.get("/meja/saya").status_code == 401
    assert first.get("/meja/saya").status_code == 401


def test_a_link_is_open_on_so_many_devices(tmp_path: Path) -> None:
    with guarded_desk(tmp_path, replace(SETTINGS, links=LinkSettings(devices=2))) as desk:
        secret, clients = link_of(desk), [desk.browser() for _ in range(3)]
        for client in clients:
            desk.clock[0] += 1
            client.post("/meja/masuk/buka", data={"kunci": secret}, headers=OURS)
        assert [each.get("/meja/saya").status_code for each in clients] == [401, 200, 200]


def test_signing_out_needs_a_button_of_ours_and_ends_the_session(desk: Guarded) -> None:
    client = desk.with_link()
    session = session_in(client)
    assert client.get("/meja/keluar").status_code == 200
    assert client.get("/meja/saya").status_code == 200
    wrong = client.post("/meja/keluar", data={"token": "0" * 64}, headers=OURS)
    assert wrong.status_code == 403
    form = client.get("/meja/keluar")
    answer = client.post("/meja/keluar", data={"token": token_in(form)}, headers=OURS)
    assert answer.status_code == 303
    old = desk.browser()
    old.cookies.set(COOKIE, session)
    assert old.get("/meja/saya").status_code == 401


def test_a_session_ends_by_itself(desk: Guarded) -> None:
    client = desk.with_link()
    desk.clock[0] += SETTINGS.lasting.idle
    assert client.get("/meja/saya").status_code == 401


def test_the_provider_signs_in_who_the_list_knows(desk: Guarded) -> None:
    client = desk.browser()
    away = client.get("/meja/masuk/oidc?lanjut=/meja/kiriman/3")
    assert away.status_code == 303
    back = desk.provider.sign_in(away.headers["location"])
    answer = client.get("/meja/masuk/oidc/kembali", params=back)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/meja/kiriman/3"
    assert client.get("/meja/saya").json()["nama"] == "Kelurahan Dago"


def test_who_the_list_does_not_know_is_told_whom_to_ask(desk: Guarded) -> None:
    desk.provider.claims = {"email": "orang@lain.example", "email_verified": True}
    client = desk.browser()
    back = desk.provider.sign_in(client.get("/meja/masuk/oidc").headers["location"])
    answer = client.get("/meja/masuk/oidc/kembali", params=back)
    assert answer.status_code == 403
    assert "data/pemilik.yml" in answer.text
    assert not session_in(client)


def test_ways_to_the_provider_that_nobody_ends_do_not_pile_up(desk: Guarded) -> None:
    client = desk.browser()
    answers = [client.get("/meja/masuk/oidc").status_code for _ in range(STARTS.count + 1)]
    assert answers == [303] * STARTS.count + [429]
    assert len(desk.door.book.rows("select * from started")) == STARTS.count
    desk.clock[0] += STARTS.seconds
    assert client.get("/meja/masuk/oidc").status_code == 303
    assert len(desk.door.book.rows("select * from started")) == 1


def test_a_provider_that_is_away_is_told(desk: Guarded) -> None:
    desk.provider.down = True
    answer = desk.browser().get("/meja/masuk/oidc")
    assert answer.status_code == 502
    assert "tidak dapat dihubungi" in answer.text


def test_a_right_that_is_taken_away_is_gone_at_once(desk: Guarded) -> None:
    client = desk.browser()
    back = desk.provider.sign_in(client.get("/meja/masuk/oidc").headers["location"])
    client.get("/meja/masuk/oidc/kembali", params=back)
    assert client.get("/meja/saya").json()["unit"] == [DAGO]
    (desk.city.folder / "data" / "pemilik.yml").write_text('kota: ["@kominfo"]\n', encoding="utf-8")
    assert client.get("/meja/saya").status_code == 401


def test_the_proxy_signs_in_whom_it_names(desk: Guarded) -> None:
    assert desk.by_proxy("kominfo").get("/meja/saya").json()["kota"] is True
    assert desk.by_proxy("dago").get("/meja/saya").json()["unit"] == [DAGO]
    unknown = desk.by_proxy("siapa").get("/meja/masuk/")
    assert unknown.status_code == 403
    assert "data/pemilik.yml" in unknown.text


def test_nothing_personal_and_nothing_secret_is_noted(desk: Guarded) -> None:
    desk.provider.claims = {"email": "siti.aminah@dago.contoh.example", "email_verified": True}
    client, secret = desk.browser(), link_of(desk)
    back = desk.provider.sign_in(client.get("/meja/masuk/oidc").headers["location"])
    client.get("/meja/masuk/oidc/kembali", params=back)
    session = session_in(client)
    client.get("/meja/masuk/k/3273011203900001")
    desk.browser().post("/meja/masuk/buka", data={"kunci": secret}, headers=OURS)
    text = json.dumps(desk.lines)
    assert [each["tindakan"] for each in desk.lines] == ["masuk", "ditolak", "masuk"]
    for kept in ("siti", "aminah", "203.0.113.9", secret, session, "3273011203900001"):
        assert kept not in text
    assert {each["dari"] for each in desk.lines} == {"203.0.113.0/24"}
