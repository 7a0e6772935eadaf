"""Sessions and the links of offices: what they open, how long, and what is kept of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.desk.access.database import AccessDatabase, read_secret
from sitegen.desk.access.links import link_of, links_of, make_link, revoke, use_link
from sitegen.desk.access.sessions import (
    Lasting,
    begin,
    clear,
    end,
    end_of_link,
    leave_newest,
    open_of_link,
    session_of,
)

LASTING = Lasting(idle=3_600, whole=86_400)
NOW = 1_800_000_000.0
DAGO = "kelurahan/dago"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[AccessDatabase]:
    made = AccessDatabase(tmp_path / "masuk.sqlite3")
    yield made
    made.close()


def alive(book: AccessDatabase, token: str, now: float) -> bool:
    return session_of(book, token, LASTING, now) is not None


def test_a_session_is_found_by_its_token_alone(book: AccessDatabase) -> None:
    token = begin(book, ("@kel-dago",), "oidc", NOW)
    found = session_of(book, token, LASTING, NOW + 1)
    assert found is not None
    assert (found.who, found.way, found.link) == (("@kel-dago",), "oidc", "")
    assert not alive(book, found.hash, NOW + 1)
    assert not alive(book, token[:-1], NOW + 1)
    assert not alive(book, "", NOW + 1)
    assert not alive(book, "x" * 10_000, NOW + 1)


def test_every_sign_in_has_a_token_of_its_own(book: AccessDatabase) -> None:
    tokens = {begin(book, ("@kel-dago",), "oidc", NOW) for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43


def test_a_session_ends_when_it_is_not_used_or_too_old(book: AccessDatabase) -> None:
    idle = begin(book, ("@kel-dago",), "oidc", NOW)
    assert not alive(book, idle, NOW + LASTING.idle)
    assert not alive(book, idle, NOW + 1)  # it does not come back
    used = begin(book, ("@kel-dago",), "oidc", NOW)
    at = NOW
    while at < NOW + LASTING.whole - 1_800:
        at += 1_800
        assert alive(book, used, at) == (at < NOW + LASTING.whole)
    assert not alive(book, used, NOW + LASTING.whole)


def test_who_signs_out_is_out(book: AccessDatabase) -> None:
    token, other = (begin(book, ("@kel-dago",), "oidc", NOW) for _ in range(2))
    found = session_of(book, token, LASTING, NOW)
    assert found is not None
    end(book, found.hash)
    assert not alive(book, token, NOW)
    assert alive(book, other, NOW)


def test_neither_tokens_nor_links_lie_on_the_disk(book: AccessDatabase, tmp_path: Path) -> None:
    secret = make_link(book, DAGO, NOW, 1_000)
    used = use_link(book, secret, NOW)
    assert used is not None
    token = begin(book, (DAGO,), "tautan", NOW, link=used.hash)
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert used.hash.encode() in kept
    assert secret.encode() not in kept
    assert token.encode() not in kept
    assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}


def test_a_link_opens_until_it_ends(book: AccessDatabase) -> None:
    secret = make_link(book, DAGO, NOW, 1_000)
    assert use_link(book, secret, NOW + 1) is not None
    assert use_link(book, secret, NOW + 999) is not None
    assert link_of(book, secret, NOW + 1_000) is None
    assert use_link(book, secret, NOW + 1_000) is None
    assert links_of(book, NOW + 999).keys() == {DAGO}
    assert not links_of(book, NOW + 1_000)


def test_a_link_that_opens_once_opens_once_however_many_ask(book: AccessDatabase) -> None:
    secret = make_link(book, DAGO, NOW, 1_000, once=True)
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(use_link(book, secret, NOW))) for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(each is not None for each in found) == 1


def test_a_new_link_ends_the_one_before_and_what_it_had_opened(book: AccessDatabase) -> None:
    old = make_link(book, DAGO, NOW, 1_000)
    used = use_link(book, old, NOW)
    assert used is not None
    token = begin(book, (DAGO,), "tautan", NOW, link=used.hash)
    make_link(book, DAGO, NOW, 1_000)
    assert link_of(book, old, NOW) is None
    assert not alive(book, token, NOW)


def test_a_link_that_is_taken_back_ends_its_sessions_and_no_others(book: AccessDatabase) -> None:
    tokens = {}
    for unit in (DAGO, "kelurahan/sekeloa"):
        used = use_link(book, make_link(book, unit, NOW, 1_000), NOW)
        assert used is not None
        tokens[unit] = begin(book, (unit,), "tautan", NOW, link=used.hash)
    assert revoke(book, DAGO)
    assert not revoke(book, DAGO)
    assert not alive(book, tokens[DAGO], NOW)
    assert alive(book, tokens["kelurahan/sekeloa"], NOW)


def test_a_session_ends_with_its_link(book: AccessDatabase) -> None:
    used = use_link(book, make_link(book, DAGO, NOW, 1_000), NOW)
    assert used is not None
    token = begin(book, (DAGO,), "tautan", NOW, link=used.hash)
    assert alive(book, token, NOW + 999)
    assert not alive(book, token, NOW + 1_000)


def test_a_session_of_a_link_that_opens_once_lasts_as_long_as_the_link(
    book: AccessDatabase,
) -> None:
    used = use_link(book, make_link(book, DAGO, NOW, 10 * LASTING.whole, once=True), NOW)
    assert used is not None
    token = begin(book, (DAGO,), "tautan", NOW, link=used.hash)
    later = NOW + 5 * LASTING.whole
    clear(book, LASTING, later)
    assert alive(book, token, later)
    clear(book, LASTING, NOW + 10 * LASTING.whole)
    assert not alive(book, token, NOW + 10 * LASTING.whole)


def test_the_device_that_was_used_longest_ago_gives_way(book: AccessDatabase) -> None:
    used = use_link(book, make_link(book, DAGO, NOW, 10_000), NOW)
    assert used is not None
    tokens = [begin(book, (DAGO,), "tautan", NOW + n, link=used.hash) for n in range(4)]
    leave_newest(book, used.hash, 3)
    assert [alive(book, each, NOW + 10) for each in tokens] == [False, True, True, True]
    assert open_of_link(book, used.hash) == 3
    assert end_of_link(book, used.hash) == 3
    assert open_of_link(book, used.hash) == 0


def test_what_has_ended_is_forgotten(book: AccessDatabase) -> None:
    begin(book, ("@kel-dago",), "oidc", NOW)
    make_link(book, DAGO, NOW, 1_000)
    clear(book, LASTING, NOW + LASTING.idle)
    assert (
        book.rows("select * from sessions union all select hash, '', '', '', 0, 0 from links") == []
    )


def test_sessions_and_links_outlive_a_restart(tmp_path: Path) -> None:
    book = AccessDatabase(tmp_path / "a" / "masuk.sqlite3")
    token, secret = begin(book, ("@a",), "oidc", NOW), make_link(book, DAGO, NOW, 1_000)
    book.close()
    book = AccessDatabase(tmp_path / "a" / "masuk.sqlite3")
    assert alive(book, token, NOW + 1)
    assert link_of(book, secret, NOW + 1)
    book.close()


def test_the_secret_of_a_desk_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "rahasia"
    first = read_secret(path)
    assert len(first) == 32
    assert read_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(first[:5])  # cut
    assert len(read_secret(path)) == 32
