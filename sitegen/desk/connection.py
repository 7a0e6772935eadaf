"""A connection to the desk: how long a request may take to arrive, and an answer to be taken.

uvicorn closes connections that rest between two requests; one that sends a head bit by bit, or never
reads its answer, it would keep for ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
import uvicorn
from msgspec import Struct
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds for requests that are under way when the desk ends.
GRACE = 30
_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: 0\r\n"
    b"connection: close\r\n\r\n"
)


class ConnectionLimits(Struct, frozen=True, kw_only=True):
    """Seconds from the beginning of a connection, or the answer before, to the whole head of a request;
    seconds in which at least a part of an answer must be taken; seconds between two looks at that.

    To more than `most` connections at once whoever has waited longest gives way.
    """

    head: float = 20.0
    answer: float = 60.0
    look: float = 2.0
    most: int = 200


class BoundedConnection(H11Protocol):
    """uvicorn's connection, within limits."""

    limits = ConnectionLimits()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._timer: asyncio.TimerHandle | None = None
        # Since when it waits for a request, since when nothing of an answer was taken, what was left of it.
        self._waits, self._stuck, self._left = 0.0, 0.0, 0
        self._resumed = False

    @property
    def waits_since(self) -> float | None:
        """When it began to wait for a request; None while one is answered."""
        answering = self.cycle is not None and not self.cycle.response_complete
        return None if answering else self._waits

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, and let another one give way if there are too many."""
        super().connection_made(transport)
        self._waits = self._stuck = self.loop.time()
        self._timer = self.loop.call_later(self.limits.look, self._look)
        if len(self.connections) >= self.limits.most:
            waiting = [
                (each.waits_since, each)
                for each in self.connections
                if isinstance(each, BoundedConnection) and each is not self
            ]
            idle = [pair for pair in waiting if pair[0] is not None]
            if idle:
                min(idle, key=lambda pair: pair[0] or 0.0)[1].transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._waits = self.loop.time()
        super().on_response_complete()

    def resume_writing(self) -> None:
        """Go on with an answer of which a part was taken."""
        self._resumed = True
        super().resume_writing()

    def _look(self) -> None:
        """End a connection that has taken too long, else look again a little later."""
        now, limits = self.loop.time(), self.limits
        left = self.transport.get_write_buffer_size()
        if self._resumed or left < self._left or not left:
            self._stuck = now
        self._left, self._resumed = left, False
        if now - self._stuck >= limits.answer:
            self.transport.abort()
            return
        if left:
            self._waits = max(self._waits, self._stuck)
        elif self.waits_since is not None and now - self._waits >= limits.head:
            self._end()
            return
        self._timer = self.loop.call_later(limits.look, self._look)

    def _end(self) -> None:
        """Close it, and say why if a request has begun."""
        if self.conn.trailing_data[0] and self.conn.their_state is h11.IDLE:
            self.transport.write(_SLOW)
        self.transport.close()


def server_config(
    app: ASGIApp, host: str, port: int, limits: ConnectionLimits = BoundedConnection.limits
) -> uvicorn.Config:
    """Return how uvicorn serves the desk: it writes nothing down, believes no header, and keeps limits."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=type("LimitedConnection", (BoundedConnection,), {"limits": limits}),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=limits.most,
        proxy_headers=False,
    )
