"""The desk as it runs, over its socket: what no client for HTTP would send."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest

from tests.desk.opened import make_city
from tests.desk.served import running_desk

_ANSWER_S = 5.0
HOST = b"Host: localhost:%d\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("meja")
    make_city(folder / "kota")
    proxy = "  proksi: {dari: [10.0.0.5], pengguna: X-Remote-User}\n"
    with running_desk(folder / "kota", folder, proxy) as number:
        yield number


def answers(port: int, data: bytes) -> tuple[list[int], bytes]:
    """The statuses of all answers to these bytes, and what came, until the desk closes or says no more."""
    with socket.create_connection(("127.0.0.1", port), _ANSWER_S) as line:
        line.sendall(data)
        line.settimeout(1.0)
        found = b""
        try:
            while part := line.recv(65_536):
                found += part
        except (TimeoutError, ConnectionResetError):
            pass
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3})", found)], found


def test_what_is_asked_rightly_is_answered(port: int) -> None:
    statuses, found = answers(port, b"GET /sehat HTTP/1.1\r\n" + HOST % port + b"\r\n")
    assert statuses == [200]
    assert b"server:" not in found.lower()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        pytest.param(b"GET / HTTP/1.1\r\n", 400, id="no host"),
        pytest.param(b"GET /meja/ HTTP/1.0\r\n", 421, id="an older HTTP without a host"),
        pytest.param(b"GET http://jahat.example/meja/ HTTP/1.1\r\nHost: jahat.example\r\n", 400, id="a whole address"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\r\n", 400, id="TLS where there is none"),
        pytest.param(b"PRI * HTTP/2.0\r\n", 405, id="HTTP/2"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%X-Remote-User: kominfo\r\n", 403, id="the proxy's header from the street"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%X-Remote-User : kominfo\r\n", 400, id="the same with a space"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%X-A: b\r\n X-Remote-User: kominfo\r\n", 401, id="the same in a folded line"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%X-A: \x00\r\n", 400, id="a zero in a header"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%X-A: " + b"a" * 200_000 + b"\r\n", 400, id="a header without end"),
        pytest.param(b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n%HOST%", 400, id="an address without end"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n", 401, id="a socket"),
        pytest.param(b"GET /meja/ HTTP/1.1\r\n%HOST%Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", 401, id="HTTP/2 by upgrade"),
        pytest.param(b"POST /meja/keluar HTTP/1.1\r\n%HOST%Content-Length: 5\r\nContent-Length: 6\r\n", 400, id="two sizes"),
        pytest.param(b"POST /meja/keluar HTTP/1.1\r\n%HOST%Content-Length: 0x10\r\n", 400, id="a size in hexadecimal"),
        pytest.param(b"POST /meja/keluar HTTP/1.1\r\n%HOST%Transfer-Encoding: xchunked\r\n", 400, id="an unknown encoding"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_refused(port: int, head: bytes, status: int) -> None:
    statuses, found = answers(port, head.replace(b"%HOST%", HOST % port) + b"\r\n")
    assert statuses == [status], found[:300]


@pytest.mark.parametrize(
    "lengths",
    [
        pytest.param(b"Content-Length: 900000000\r\n", id="far too large"),
        pytest.param(
            b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", id="a size and pieces"
        ),
        pytest.param(b"Transfer-Encoding: chunked\r\n", id="pieces that are none"),
    ],
)
def test_what_follows_a_refused_body_is_no_request_of_its_own(port: int, lengths: bytes) -> None:
    head = b"POST /meja/keluar HTTP/1.1\r\n" + HOST % port
    head += b"Origin: http://localhost:%d\r\n" % port
    head += b"Content-Type: application/x-www-form-urlencoded\r\n" + lengths + b"\r\n"
    hidden = b"GET /sehat HTTP/1.1\r\n" + HOST % port + b"\r\n"
    statuses, found = answers(port, head + hidden)
    assert 200 not in statuses, found[:600]
    assert len(statuses) == 1


@pytest.mark.parametrize(
    ("megabytes", "site", "status"),
    [
        pytest.param(20, "same-origin", 401, id="of somebody who is not signed in"),
        pytest.param(40, "same-origin", 413, id="that is too large"),
        pytest.param(20, "cross-site", 403, id="of a page elsewhere"),
    ],
)
def test_who_sends_all_of_a_package_before_reading_gets_the_answer(
    port: int, megabytes: int, site: str, status: int
) -> None:
    """A connection closed too early is reset: then the sender, or a proxy, knows nothing of the answer."""
    size = megabytes * 1_000_000
    head = (
        f"POST /meja/kirim HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/zip\r\n"
        f"X-Meja-Token: x\r\nSec-Fetch-Site: {site}\r\nContent-Length: {size}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), 60) as line:
        line.sendall(head.encode() + bytes(size))
        found = b""
        while b'{"pesan":' not in found:
            part = line.recv(65_536)
            assert part, found
            found += part
    assert found.startswith(b"HTTP/1.1 %d " % status)
