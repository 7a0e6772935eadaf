"""What one connection may keep of the desk: a head, an answer and a place, each for so long."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from sitegen.desk.connection import ConnectionLimits
from tests.desk.raw import listening

# Long enough for any machine; what is waited for comes by itself.
_PATIENT_S = 120.0
HEAD = b"GET / HTTP/1.1\r\nHost: meja.kota.example\r\n"
SHORT = ConnectionLimits(head=0.3, look=0.02)
LARGE = 64 * 1024 * 1024


async def _short(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers at once, and reads no body."""
    del receive
    assert scope["type"] == "http"
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ya"})


@contextmanager
def line(app: ASGIApp, limits: ConnectionLimits) -> Iterator[socket.socket]:
    with listening(app, limits) as port, called(port) as opened:
        yield opened


def called(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), _PATIENT_S)


def rest(opened: socket.socket) -> bytes:
    """All that still comes, until the other end closes."""
    found = b""
    try:
        while part := opened.recv(65_536):
            found += part
    except ConnectionResetError:
        pass
    return found


def answer(opened: socket.socket) -> bytes:
    """One answer of the short application."""
    found = b""
    while not found.endswith(b"ya"):
        part = opened.recv(4_096)
        assert part, found
        found += part
    return found


@pytest.mark.parametrize(
    "begun", [b"G", HEAD, HEAD + b"X-A: " + b"a" * 5_000, b"POST / HTTP/1.1\r\n"]
)
def test_a_head_that_never_ends_is_ended(begun: bytes) -> None:
    with line(_short, SHORT) as opened:
        opened.sendall(begun)
        assert rest(opened).startswith(b"HTTP/1.1 408 ")


def test_a_connection_that_says_nothing_is_closed_without_a_word() -> None:
    with line(_short, SHORT) as opened:
        assert rest(opened) == b""


def test_a_head_that_goes_on_bit_by_bit_has_no_more_time_than_another() -> None:
    with line(_short, SHORT) as opened:
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.01):
                try:
                    opened.sendall(b"X-A: b\r\n")
                except OSError:
                    return

        opened.sendall(HEAD)
        dripping = threading.Thread(target=drip)
        dripping.start()
        found = rest(opened)
        stop.set()
        dripping.join()
    assert found.startswith(b"HTTP/1.1 408 ") or found == b""


def test_the_second_request_of_a_connection_has_the_same_limit() -> None:
    with line(_short, SHORT) as opened:
        opened.sendall(HEAD + b"\r\n")
        assert answer(opened).startswith(b"HTTP/1.1 200 ")
        opened.sendall(HEAD)
        assert rest(opened).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_nobody_reads_keeps_no_connection_open() -> None:
    with line(_short, SHORT) as opened:
        opened.sendall(HEAD.replace(b"GET", b"POST") + b"Content-Length: 1000000\r\n\r\nabc")
        assert answer(opened).startswith(b"HTTP/1.1 200 ")
        assert rest(opened) == b""


def test_an_answer_that_nobody_takes_is_given_up() -> None:
    ended = threading.Event()

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        headers = [(b"content-length", str(LARGE).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for _ in range(LARGE // 65_536):
            await send({"type": "http.response.body", "body": b"a" * 65_536, "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass
        ended.set()

    with line(large, ConnectionLimits(answer=0.3, look=0.02)) as opened:
        opened.sendall(HEAD + b"\r\n")
        assert ended.wait(_PATIENT_S)
        assert len(rest(opened)) < LARGE


def test_a_large_answer_is_taken_whole() -> None:
    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        headers = [(b"content-length", str(LARGE).encode()), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"a" * LARGE})

    with line(large, ConnectionLimits(look=0.02)) as opened:
        opened.sendall(HEAD + b"\r\n")
        assert len(rest(opened)) > LARGE


def test_whoever_waits_longest_gives_way_and_who_is_answered_does_not() -> None:
    asked, go = threading.Event(), threading.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/lama":
            asked.set()
            await asyncio.to_thread(go.wait)
        await _short(scope, receive, send)

    with (
        listening(slow, ConnectionLimits(head=_PATIENT_S, most=3)) as port,
        called(port) as first,
    ):
        first.sendall(HEAD.replace(b"/", b"/lama", 1) + b"\r\n")
        assert asked.wait(_PATIENT_S)
        with called(port) as idle, called(port) as last:
            assert rest(idle) == b""
            last.sendall(HEAD + b"\r\n")
            assert answer(last).startswith(b"HTTP/1.1 200 ")
        go.set()
        assert answer(first).startswith(b"HTTP/1.1 200 ")
