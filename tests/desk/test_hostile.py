"""Requests that mean no good, each with its answer: nothing is done, and nothing is given away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from starlette.routing import Route

from sitegen.desk.access.door import BY_VISITOR, REFUSALS
from sitegen.desk.access.entry import SENDING
from sitegen.desk.access.links import make_link
from sitegen.desk.access.sessions import COOKIE
from sitegen.desk.access.settings import DAY
from sitegen.desk.access.shield import MAX_HEADER_BYTES, MAX_PATH, MAX_QUERY
from sitegen.desk.application import make_application
from tests.desk.guarded import (
    COBLONG,
    DAGO,
    ORIGIN,
    PHONE,
    PROXY,
    SEKELOA,
    Guarded,
    guarded_desk,
    session_in,
)
from tests.desk.raw import RawAnswer, ask
from tests.handed_in import package

FORM = ("Content-Type", "application/x-www-form-urlencoded")
ZIP = ("Content-Type", "application/zip")
OURS = (("Origin", ORIGIN), ("Sec-Fetch-Site", "same-origin"))
# An item that Sekeloa sent and that waits; the one below is Dago's own.
THEIRS, OWN = 1, 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded_desk(tmp_path_factory.mktemp("meja")) as made:
        for unit in (SEKELOA, DAGO):
            client = made.with_link(unit)
            sent = client.post(
                SENDING,
                content=package(unit=unit),
                headers=dict((*OURS, ZIP, ("X-Meja-Token", made.token(client)))),
            )
            assert sent.status_code == 201, sent.text
        while made.desk.queue.step():
            pass
        yield made


@dataclass(frozen=True)
class Hostile:
    """A request, who sends it (nobody, an office by its link, somebody by the proxy), and its answer.

    `{token}` in a form or header is the sender's own, `{theirs}` that of another session.
    """

    name: str
    target: str
    status: int
    method: str = "GET"
    who: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    peer: str = PHONE
    host: str | None = "meja.kota.example"
    size: int | None = None


def read(name: str, target: str, status: int, **more: object) -> Hostile:
    return Hostile(name, target, status, **more)  # type: ignore[arg-type]


def act(name: str, target: str, status: int, **more: object) -> Hostile:
    given: dict[str, object] = {
        "who": "dago",
        "headers": (FORM, *OURS),
        "body": b"token={token}",
        **more,
    }
    return Hostile(name, target, status, method="POST", **given)  # type: ignore[arg-type]


def send(name: str, status: int, **more: object) -> Hostile:
    given: dict[str, object] = {
        "headers": (ZIP, *OURS, ("X-Meja-Token", "{token}")),
        "body": package(),
        **more,
    }
    return act(name, SENDING, status, **given)


def named(user: str) -> tuple[tuple[str, str], ...]:
    return (("X-Remote-User", user),)


ACCEPT = f"/meja/kiriman/{THEIRS}/terima"
HOSTILE = [
    # Who am I
    read("the queue by nobody", "/meja/", 401),
    read("an item by nobody", f"/meja/kiriman/{THEIRS}", 401),
    read("a header of the proxy from the street", "/meja/", 403, headers=named("kominfo")),
    read("the same, empty", "/meja/", 403, headers=named("")),
    read("groups of the proxy from the street", "/meja/", 403, headers=(("X-Remote-Groups", "a/b"),)),
    read("the same with an underscore", "/meja/", 403, headers=(("X_Remote_User", "kominfo"),)),
    read(
        "a forwarded address of the proxy does not make a proxy",
        *("/meja/", 403),
        headers=(*named("kominfo"), ("X-Forwarded-For", PROXY)),
    ),
    read(
        "nor do other headers of its kind",
        *("/meja/", 403),
        headers=(*named("kominfo"), ("X-Real-IP", PROXY), ("Forwarded", f"for={PROXY}")),
    ),
    read("two names by the proxy", "/meja/", 403, peer=PROXY, headers=(*named("dago"), *named("kominfo"))),
    read("two names in one", "/meja/", 403, peer=PROXY, headers=named("dago,kominfo")),
    read("a pattern as a name", "/meja/", 403, peer=PROXY, headers=named("*@dago.contoh.example")),
    read("a name with a line end", "/meja/", 403, peer=PROXY, headers=named("dago\nX: y")),
    read("a name of nobody", "/meja/saya", 401, peer=PROXY, headers=named("siapa")),
    read("a session that was made up", "/meja/", 401, headers=(("Cookie", f"{COOKIE}={'a' * 43}"),)),
    read("an empty session", "/meja/", 401, headers=(("Cookie", f"{COOKIE}="),)),
    read("a session of SQL", "/meja/", 401, headers=(("Cookie", f"{COOKIE}=' or 1=1 --"),)),
    read("a session without end", "/meja/", 401, headers=(("Cookie", f"{COOKIE}={'a' * 9_000}"),)),
    read("a session of bytes", "/meja/", 401, headers=(("Cookie", f"{COOKIE}=\xff\xfe"),)),
    read("a session under a plain name", "/meja/", 401, headers=(("Cookie", "meja={session}"),), who="cookie"),
    read("basic authentication", "/meja/", 401, headers=(("Authorization", "Basic a29taW5mbzo="),)),
    read("a session in the address", "/meja/?sesi={session}", 401, who="cookie"),
    # Links
    read("a link that nobody has", "/meja/masuk/k/kelurahan-dago", 404),
    read("a link without end", f"/meja/masuk/k/{'a' * 800}", 404),
    read("a link of SQL", "/meja/masuk/k/'%20or%201=1", 404),
    act("the button of no link", "/meja/masuk/buka", 404, who="", body=b"kunci="),
    act("the button of a wrong link", "/meja/masuk/buka", 404, who="", body=b"kunci=x"),
    act("the hash of a link for the link", "/meja/masuk/buka", 404, who="", body=b"kunci={hash}"),
    act(
        "a link opened by a page elsewhere",
        *("/meja/masuk/buka", 403),
        who="",
        body=b"kunci={link}",
        headers=(FORM, ("Origin", "https://jahat.example"), ("Sec-Fetch-Site", "cross-site")),
    ),
    # Going on to somewhere else
    read("a return without a sign-in", "/meja/masuk/oidc/kembali?state=a&code=b", 400),
    read("a return with an error", "/meja/masuk/oidc/kembali?error=x&state=", 400),
    read("a return with many parameters", "/meja/masuk/oidc/kembali?" + "a=b&" * 30, 400),
    # What belongs to others
    read("another unit's item", f"/meja/kiriman/{THEIRS}", 404, who="dago"),
    read("its state", f"/meja/kiriman/{THEIRS}/keadaan", 404, who="dago"),
    read("an item that is not there", "/meja/kiriman/999999", 404, who="dago"),
    read("an item of a huge number", f"/meja/kiriman/{'9' * 40}", 404, who="dago"),
    read("an item of a negative number", "/meja/kiriman/-1", 404, who="dago"),
    read("an item of SQL", "/meja/kiriman/1%20or%201=1", 404, who="dago"),
    act("accepting another unit's item", ACCEPT, 404),
    act("accepting one's own item", f"/meja/kiriman/{OWN}/terima", 403),
    act("returning one's own item", f"/meja/kiriman/{OWN}/kembalikan", 403, body=b"token={token}&pesan=x"),
    act("an act that is none, by a reviewer", f"/meja/kiriman/{OWN}/hapus", 404, who="camat"),
    send("sending for another unit", 403, body=package(unit=SEKELOA)),
    send("sending for the unit above", 403, body=package(unit=COBLONG)),
    send("sending for no unit", 422, body=package(unit="../../data")),
    send("sending as a reviewer only", 403, who="camat"),
    send("sending as nobody", 401, who=""),
    # What is published
    read("what another unit has published", f"/meja/terbitan/{SEKELOA}/", 404, who="dago"),
    read("what is published, by nobody", f"/meja/terbitan/{DAGO}/", 401),
    read("a form for another unit's profile", f"/meja/terbitan/{SEKELOA}/ubah/unit.yml", 404, who="dago"),
    act("an edit of another unit's profile", f"/meja/terbitan/{SEKELOA}/ubah/unit.yml", 404),
    act("an edit by a reviewer only", f"/meja/terbitan/{DAGO}/ubah/unit.yml", 403, who="camat"),
    act("a withdrawal by a reviewer only", f"/meja/terbitan/{DAGO}/cabut/laporan/a.md", 403, who="camat"),
    act("an edit of the city's settings", f"/meja/terbitan/{DAGO}/ubah/../../../site.yml", 400),
    act("an edit of a whole path", f"/meja/terbitan/{DAGO}/ubah//etc/passwd", 400),
    act("an edit of git's files", f"/meja/terbitan/{DAGO}/ubah/.git/config", 404),
    act("an edit without a token", f"/meja/terbitan/{DAGO}/ubah/unit.yml", 403, body=b"isi=x"),
    act("an edit of a unit that is a path", "/meja/terbitan/../data/ubah/pemilik.yml", 400),
    read("a photo that is the city's list of owners", f"/meja/terbitan/{DAGO}/foto/../../../data/pemilik.yml", 400, who="dago"),
    read("a photo that is a text", f"/meja/terbitan/{DAGO}/foto/unit.yml", 404, who="dago"),
    read("a photo with a commit for a name", f"/meja/terbitan/{DAGO}/foto/a:b.jpg", 404, who="dago"),
    read("a preview of another unit's item", f"/meja/pratinjau/{THEIRS}/", 404, who="dago"),
    read("a preview by nobody", f"/meja/pratinjau/{OWN}/", 401),
    read("a preview's other files", f"/meja/pratinjau/{OWN}/../../meja.yml", 400, who="dago"),
    act("a preview of another unit's item asked for", f"/meja/kiriman/{THEIRS}/pratinjau", 404),
    act("an edit that is too large", f"/meja/terbitan/{DAGO}/ubah/unit.yml", 413, size=30_000_000),
    # Not meant by who is signed in
    act("without a token", f"/meja/kiriman/{OWN}/terima", 403, who="camat", body=b""),
    act("with another session's token", "/meja/keluar", 403, body=b"token={theirs}"),
    act("with a token that was made up", "/meja/keluar", 403, body=b"token=" + b"0" * 64),
    act("with a token of bytes", "/meja/keluar", 400, body=b"token=%ff%fe"),
    act("with the token twice, the first wrong", "/meja/keluar", 403, body=b"token=x&token={token}"),
    act("with the token in the address", "/meja/keluar?token={token}", 403, body=b""),
    act("from a page elsewhere", "/meja/keluar", 403, headers=(FORM, ("Origin", "https://jahat.example"))),
    act("from a page below", "/meja/keluar", 403, headers=(FORM, ("Origin", f"{ORIGIN}.jahat.example"))),
    act("from a page without HTTPS", "/meja/keluar", 403, headers=(FORM, ("Origin", "http://meja.kota.example"))),
    act("from a page in a frame", "/meja/keluar", 403, headers=(FORM, ("Origin", "null"))),
    act("from a neighbour", "/meja/keluar", 403, headers=(FORM, ("Origin", ORIGIN), ("Sec-Fetch-Site", "same-site"))),
    act("from nowhere", "/meja/keluar", 403, headers=(FORM,)),
    act("from two places", "/meja/keluar", 403, headers=(FORM, *OURS, ("Origin", "https://jahat.example"))),
    act("by the proxy's user from elsewhere", ACCEPT, 403, who="camat", headers=(FORM, ("Origin", "https://jahat.example"))),
    act("as text, as forms elsewhere may", "/meja/keluar", 415, headers=(("Content-Type", "text/plain"), *OURS)),
    act("as parts of a form", "/meja/keluar", 415, headers=(("Content-Type", "multipart/form-data; boundary=x"), *OURS)),
    act("as JSON", "/meja/keluar", 415, headers=(("Content-Type", "application/json"), *OURS)),
    act("as nothing", "/meja/keluar", 415, headers=OURS),
    act("a form where a package belongs", SENDING, 415),
    send("a package without a token", 403, headers=(ZIP, *OURS)),
    send("a package from a page elsewhere", 403, headers=(ZIP, ("Origin", "https://jahat.example"), ("X-Meja-Token", "{token}"))),
    read("signing out by an address", "/meja/keluar", 200, who="dago"),
    read("accepting by an address", ACCEPT, 404, who="camat"),
    # Too much
    send("a package that says it is too large", 413, size=10_000_000),
    send("a package that is too large and says nothing", 413, size=-1, body=b"PK" + b"x" * 1_100_000),
    send("a package larger than it says", 413, size=10, body=b"PK" + b"x" * 1_100_000),
    send("a package of a negative size", 400, size=-2),
    send("a package of two sizes", 400, headers=(ZIP, *OURS, ("X-Meja-Token", "{token}"), ("Content-Length", "5"))),
    send("a size and pieces at once", 400, headers=(ZIP, *OURS, ("X-Meja-Token", "{token}"), ("Transfer-Encoding", "chunked"))),
    send("no package", 422, body=b""),
    send("a package that is none", 422, body=b"bukan zip"),
    act("a form that is too large", "/meja/keluar", 413, body=b"token=" + b"x" * 600_000),
    act("a form of many fields", "/meja/keluar", 400, body=b"&".join(b"a%d=1" % n for n in range(500))),
    act("a form that is no text", f"/meja/kiriman/{OWN}/terima", 400, who="camat", body=b"\xff\xfe=1"),
    read("headers without end", "/meja/", 431, headers=(("X-A", "a" * MAX_HEADER_BYTES),)),
    read("many headers", "/meja/", 431, headers=tuple((f"X-{n}", "a") for n in range(100))),
    read("an address without end", "/" + "a" * (MAX_PATH + 1), 400),
    read("a question without end", "/meja/?" + "a" * (MAX_QUERY + 1), 400),
    # Ways around
    read("up and out", "/meja/../../etc/passwd", 400, who="dago"),
    read("up and out, encoded", "/meja/%2e%2e/%2e%2e/etc/passwd", 400, who="dago"),
    read("up and out, encoded twice", "/%252e%252e/etc/passwd", 400),
    read("up and out with backslashes", "/..\\..\\etc\\passwd", 400),
    read("an encoded backslash", "/meja/%5c..%5c", 400),
    read("an encoded stroke", "/meja%2fkiriman/1", 400),
    read("two strokes", "//jahat.example/meja/", 400),
    read("a zero", "/meja/%00", 400),
    read("line ends in the address", "/meja/%0d%0aSet-Cookie:%20a=b", 400),
    read("a folder of the program's files", "/meja/aset/..%2fsettings.py", 400),
    read("a file of the program", "/meja/aset/settings.py", 404),
    read("the desk's own files", "/meja/meja.yml", 404),
    read("git's files", "/.git/config", 404),
    read("the list of owners", "/data/pemilik.yml", 404),
    # Other hosts and methods
    read("another host", "/meja/", 421, host="jahat.example"),
    read("no host", "/meja/", 421, host=None),
    read("the host by its address", "/meja/", 421, host="127.0.0.1:8400"),
    read("two hosts", "/meja/", 421, headers=(("Host", "jahat.example"),)),
    read("a host with another port", "/meja/", 421, host="meja.kota.example:8443"),
    read("a host that is forwarded", "/meja/", 401, headers=(("X-Forwarded-Host", "jahat.example"),)),
    read("an address written over", "/sehat", 200, headers=(("X-Original-URL", "/meja/"), ("X-Rewrite-URL", "/meja/"))),
    *(
        read(f"the method {method}", "/meja/", 405, method=method)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get")
    ),
    act("a method that is written over", f"/meja/kiriman/{OWN}", 405, headers=(FORM, *OURS, ("X-HTTP-Method-Override", "DELETE"))),
]  # fmt: skip


def told(desk: Guarded, hostile: Hostile) -> RawAnswer:
    """The answer to a request, its names filled in."""
    headers, names, peer = list(hostile.headers), {}, hostile.peer
    if hostile.who in {"dago", "cookie"}:
        client, other = desk.with_link(), desk.with_link(SEKELOA)
        session = session_in(client)
        names = {"token": desk.token(client), "theirs": desk.token(other), "session": session}
        if hostile.who == "dago":
            headers.append(("Cookie", f"{COOKIE}={session}"))
    elif hostile.who:
        client, peer = desk.by_proxy(hostile.who), PROXY
        names = {"token": desk.token(client)}
        headers += named(hostile.who)
    link = make_link(desk.door.book, COBLONG, desk.clock[0], DAY)
    found = desk.door.book.row("select hash from links where unit = ?", COBLONG)
    names |= {"link": link, "hash": str(found[0]) if found else ""}

    def filled(text: str) -> str:
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    body = hostile.body
    for name, value in names.items():
        body = body.replace(f"{{{name}}}".encode(), value.encode())
    if hostile.method == "POST" and hostile.size != -1:
        size = "-5" if hostile.size == -2 else str(hostile.size or len(body))
        headers.append(("Content-Length", size))
    elif hostile.size == -1:
        headers.append(("Transfer-Encoding", "chunked"))
    return ask(
        make_application(desk.desk),
        filled(hostile.target),
        method=hostile.method,
        headers=[(name, filled(value)) for name, value in headers],
        body=[body] if hostile.method == "POST" else (),
        peer=peer,
        host=hostile.host,
    )


def state(desk: Guarded) -> object:
    """All that a request could have changed."""
    items = [desk.desk.store.get(number) for number in (THEIRS, OWN, 3)]
    return [(each.state, each.number) if each else None for each in items], desk.city.git(
        "rev-parse", "HEAD"
    )


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.name)
def test_a_hostile_request_gets_its_answer_and_changes_nothing(
    desk: Guarded, hostile: Hostile
) -> None:
    before = state(desk)
    answer = told(desk, hostile)
    assert answer.status == hostile.status, answer.text[:400]
    assert state(desk) == before
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "server" not in answer.headers
    for secret in ("Traceback", str(desk.desk.folder), str(desk.city.folder), "sqlite"):
        assert secret not in answer.text


def test_the_list_is_long_enough() -> None:
    assert len(HOSTILE) >= 60
    assert len({each.name for each in HOSTILE}) == len(HOSTILE)


def test_every_address_that_changes_something_wants_a_token(desk: Guarded) -> None:
    """Also addresses that are added later, by whoever comes with all rights."""
    application = make_application(desk.desk)
    acts = {
        route.path for route in application.routes
        if isinstance(route, Route) and "POST" in (route.methods or ())
    } - {"/meja/masuk/buka"}  # whose form has the secret of a link instead  # fmt: skip
    assert len(acts) >= 4
    for path in sorted(acts):
        target = path.replace("{number:int}", str(OWN)).replace("{act}", "terima")
        headers = (
            ZIP if path == SENDING else FORM,
            *OURS,
            *named("kominfo"),
            ("Content-Length", "3"),
        )
        answer = ask(application, target, method="POST", headers=headers, body=[b"a=b"], peer=PROXY)
        assert answer.status in {403, 404}, path
        assert answer.status == 403 or "{" in target, path


def test_every_page_of_the_desk_wants_somebody(desk: Guarded) -> None:
    application = make_application(desk.desk)
    open_to_all = {"/sehat", "/meja", "/meja/keluar", "/meja/aset/{name}", "/{path:path}"}
    for route in application.routes:
        if not isinstance(route, Route) or "GET" not in (route.methods or ()):
            continue
        if route.path in open_to_all or route.path.startswith("/meja/masuk/"):
            continue
        target = route.path.replace("{number:int}", str(OWN)).replace("{path:path}", "")
        answer = ask(application, target)
        assert answer.status in {401, 303}, route.path


@pytest.mark.parametrize(
    "wanted",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "/\\jahat.example/",
        "/meja/../../jahat",
        "/meja//jahat.example",
        "javascript:alert(1)",
        "/meja/%0d%0aX:%20y",
        "/meja/masuk/oidc",
        "/lain/",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(desk: Guarded, wanted: str) -> None:
    client = desk.browser()
    away = client.get("/meja/masuk/oidc", params={"lanjut": wanted})
    back = desk.provider.sign_in(away.headers["location"])
    answer = client.get("/meja/masuk/oidc/kembali", params=back)
    assert answer.headers["location"] == "/meja/"


def test_a_body_that_trickles_in_is_cut_off_and_nothing_is_stored(desk: Guarded) -> None:
    client = desk.with_link()
    headers = (ZIP, *OURS, ("X-Meja-Token", desk.token(client)), ("Content-Length", "200"))
    before = state(desk)
    slow = replace(desk.door.settings, silence=0.05)
    desk.door.settings, kept = slow, desk.door.settings
    try:
        answer = ask(
            make_application(desk.desk),
            SENDING,
            method="POST",
            headers=[*headers, ("Cookie", f"{COOKIE}={session_in(client)}")],
            body=[b"P"] * 200,
            pause=0.2,
        )
    finally:
        desk.door.settings = kept
    assert answer.status == 408
    assert answer.headers["connection"] == "close"
    assert state(desk) == before
    assert not list((desk.desk.folder / "kiriman").glob("*.tmp*"))


def test_a_visitor_who_asks_too_often_waits_and_the_others_do_not(desk: Guarded) -> None:
    client, other = desk.by_proxy("dago"), desk.with_link(SEKELOA)
    answers = [client.get("/meja/saya").status_code for _ in range(BY_VISITOR.count + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}
    assert int(client.get("/meja/saya").headers["retry-after"]) >= 1
    assert other.get("/meja/saya").status_code == 200
    desk.clock[0] += BY_VISITOR.seconds
    assert client.get("/meja/saya").status_code == 200


def test_a_flood_of_refusals_does_not_flood_the_log(desk: Guarded) -> None:
    application, before = make_application(desk.desk), len(desk.lines)
    desk.clock[0] += REFUSALS.seconds
    for _ in range(3 * REFUSALS.count):
        ask(application, "/meja/", host="jahat.example", peer="198.51.100.4")
    assert len(desk.lines) - before == REFUSALS.count
    assert {each["sebab"] for each in desk.lines[before:]} == {"host"}


def test_a_fault_gives_nothing_of_itself_away(
    desk: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("siti.aminah@dago.contoh.example 3273011203900001")

    monkeypatch.setattr(desk.desk.store, "get", fails)
    answer = desk.by_proxy("kominfo").get(f"/meja/kiriman/{OWN}")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert desk.lines[-1]["sebab"].startswith("fault RuntimeError ")
    assert "siti" not in answer.text + str(desk.lines[-1])
