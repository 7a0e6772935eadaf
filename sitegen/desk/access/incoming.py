"""The body of a request as it comes in: how large and slow it may be, and what becomes of the rest of one
whose answer is known before its end.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct
from starlette.types import Message, Receive, Send

# Of a body whose answer is known: so much is read, for so long, with such pauses.
_MOST_AFTER, _LASTING_S, _PAUSE_S = 128 * 1024 * 1024, 30.0, 3.0


class BodyLimits(Struct, frozen=True, kw_only=True):
    """How large bodies may be, in bytes: of a form, and by address of what is sent to it as a file.

    `forms` are patterns of addresses whose forms may be larger. A body may pause for `silence` seconds, and has
    `grace` seconds, from when the desk begins to take it, and one for each `pace` bytes.
    """

    form: int = 64 * 1024
    files: Mapping[str, int] = {}
    forms: Mapping[str, int] = {}
    silence: float = 20.0
    grace: float = 30.0
    pace: int = 4 * 1024

    def limit(self, path: str) -> int:
        """Return how large a body to this address may be."""
        larger = (most for form, most in self.forms.items() if re.fullmatch(form, path))
        return self.files.get(path) or next(larger, self.form)

    def seconds(self, size: int) -> float:
        """Return how long a body of a size may take."""
        return self.grace + size / self.pace


class BrokenBody(Exception):  # noqa: N818 - it names what became of it
    """A body that is too large or too slow; carries the word for it."""


class IncomingBody:
    """The body of one request, of at most `most` bytes."""

    def __init__(self, receive: Receive, limits: BodyLimits, most: int) -> None:
        self._receive = receive
        self._limits = limits
        self._most = most
        self._size = 0
        self._over = False
        self._loop = asyncio.get_running_loop()
        self._began = 0.0

    async def receive(self) -> Message:
        """Return the next part. Raises BrokenBody."""
        if self._over:  # whoever asks now waits for the end of the connection
            return await self._receive()
        self._began = self._began or self._loop.time()
        left = self._limits.seconds(self._size) - (self._loop.time() - self._began)
        try:
            wait = max(0.01, min(self._limits.silence, left))
            message = await asyncio.wait_for(self._receive(), wait)
        except TimeoutError:
            self._over = True
            raise BrokenBody("slow") from None
        self._count(message)
        if self._size > self._most:
            raise BrokenBody("large")
        return message

    def answered_by(self, send: Send) -> Send:
        """Return a way to send an answer that reaches also a sender who is still busy sending.

        A connection that is closed with bytes in it which nobody read is reset, and the sender, or the proxy
        in between, loses an answer that it has not read. So all of the answer goes out, then the rest of the body
        is read and dropped, and only then the answer ends.
        """

        async def sent(message: Message) -> None:
            last = message["type"] == "http.response.body" and not message.get("more_body")
            if self._over or not last:
                await send(message)
                return
            await send({**message, "more_body": True})
            await self._drop()
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        return sent

    async def _drop(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LASTING_S):
                while not self._over and self._size < _MOST_AFTER:
                    pause = min(_PAUSE_S, self._limits.silence)
                    self._count(await asyncio.wait_for(self._receive(), pause))

    def _count(self, message: Message) -> None:
        self._size += len(message.get("body", b""))
        self._over = message["type"] != "http.request" or not message.get("more_body", False)
