"""Requests byte by byte, as a browser would never send them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

import uvicorn
from starlette.types import ASGIApp, Message

from sitegen.desk.connection import ConnectionLimits, server_config

HOST = "meja.kota.example"
Pairs = Iterable[tuple[str, str]]


class RawAnswer(NamedTuple):
    """A status, the headers in small letters, and the body."""

    status: int
    headers: dict[str, str]
    text: str


def ask(  # noqa: PLR0913 - each is a part of a request
    app: ASGIApp,
    target: str,
    *,
    method: str = "GET",
    headers: Pairs = (),
    body: Iterable[bytes] = (),
    peer: str = "203.0.113.9",
    host: str | None = HOST,
    pause: float = 0.0,
) -> RawAnswer:
    """Send a request as it is and return the answer; between the parts of a body it pauses."""
    path, _, query = target.partition("?")
    given = [*headers, *((("Host", host),) if host is not None else ())]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given],
        "client": (peer, 50_000),
        "server": ("127.0.0.1", 8400),
    }
    return asyncio.run(_asked(app, scope, tuple(body), pause))


@contextmanager
def listening(app: ASGIApp, limits: ConnectionLimits) -> Iterator[int]:
    """Serve an application as the desk is served, within these limits; yields its port."""
    server = uvicorn.Server(server_config(app, "127.0.0.1", 0, limits))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


async def _asked(
    app: ASGIApp, scope: dict[str, Any], body: tuple[bytes, ...], pause: float
) -> RawAnswer:
    parts = iter(body)
    left = len(body)
    sent: list[Message] = []

    async def receive() -> Message:
        nonlocal left
        await asyncio.sleep(pause)
        part = next(parts, None)
        if part is None and not left:
            if sent or body:
                await asyncio.sleep(3_600)
            return {"type": "http.request", "body": b"", "more_body": False}
        left -= 1
        return {"type": "http.request", "body": part or b"", "more_body": left > 0}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(each for each in sent if each["type"] == "http.response.start")
    text = b"".join(each.get("body", b"") for each in sent if each["type"] == "http.response.body")
    return RawAnswer(
        start["status"],
        {name.decode().lower(): value.decode() for name, value in start["headers"]},
        text.decode("utf-8", "replace"),
    )
