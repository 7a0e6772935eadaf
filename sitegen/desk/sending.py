"""What comes in: a package is read, stored for good, and only then answered; its check runs afterwards."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from sitegen.desk.access.visitor import Visitor
from sitegen.desk.bodies import (
    FOLDER,
    ArrivingBody,
    LackingRoomError,
    TooLargeError,
    arriving,
)
from sitegen.desk.desk import Desk
from sitegen.desk.queue import now_text
from sitegen.desk.store import NewItem
from sitegen.desk.turns import BusyError, TurnLimits, Turns
from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.problems import hint, message
from sitegen.submission.package import SentPackage, parse_package
from sitegen.submission.refused import RefusedPackage

# The header in which the form says that the desk gave it what it sends.
TOKEN = "X-Meja-Token"  # noqa: S105 - a name
# Seconds without a byte after which a sender is taken to be gone.
SILENCE = 60.0
# Packages read at once: one unpacks to at most 96 MB.
_AT_ONCE = 2
# Packages on their way in: each may be as large as the disk's reserve allows for.
PACKAGES = TurnLimits(most=24, each=4, waiting=200, patience=60.0)
# What may wait of one unit: a link in wrong hands does not fill the disk for everybody.
MOST_WAITING = 100
_UNDONE = ("diperiksa", "menunggu", "diterima")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WHOLE = frozenset({"profil", "layanan"})
_ROOM = N_(
    "The desk has no room at the moment, and took nothing. Your draft is still on this device; send it"
    " again later, and tell Kominfo."
)
_LARGE = N_("This package is larger than {limit} MB. Send it in parts, or with fewer photos.")
_UNKNOWN = N_("Sign in first. Your draft stays on this device.")
_STRANGE = N_(
    "This page has been open for too long. Open it again; your draft stays on this device."
)
_MANY = N_(
    "{count} items of this unit are still waiting. Send it again when some of them are published, or"
    " ask Kominfo; your draft stays on this device."
)
_NOT_YOURS = N_("You do not write for {unit}. Choose your own unit, or sign in as its office.")
_BUSY = N_(
    "Many are sending at the moment, and nothing was taken yet. It is sent again by itself; your draft "
    "stays on this device."
)
_SLOW = N_("The connection broke off, and nothing was taken. Send it again.")
_BROKEN = N_("The desk could not store it, and took nothing. Send it again later.")


class Sending:
    """Takes packages in, a few at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._arriving = Turns(PACKAGES)

    async def send(self, request: Request) -> Response:
        """Answer a package: 201 with its number once it is stored for good, 200 for one that was before."""
        desk = self._desk
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            return self._told(401, _UNKNOWN, entrance=desk.gate.entrance(request))
        if not await desk.gate.genuine(request, request.headers.get(TOKEN, "")):
            return self._told(403, _STRANGE)
        try:
            async with self._arriving.turn(visitor.mark or visitor.name):
                return await self._taken(request, visitor)
        except BusyError:
            busy = self._told(503, _BUSY)
            busy.headers["Retry-After"] = "30"
            return busy

    async def _taken(self, request: Request, visitor: Visitor) -> Response:
        """Take a package in, and store it."""
        desk, limit = self._desk, self._desk.settings.size
        try:
            with arriving(desk.folder / FOLDER, most=limit, reserve=desk.settings.reserve) as body:
                await body.take(_awake(request.stream()))
                async with self._turn:
                    return await run_in_threadpool(self._stored, request, body, visitor)
        except TooLargeError:
            return self._told(413, _LARGE, limit=str(limit // 1_000_000))
        except LackingRoomError:
            return self._told(507, _ROOM)
        except (ClientDisconnect, TimeoutError):
            return self._told(408, _SLOW)
        except OSError as error:
            return self._told(
                507 if error.errno in _FULL else 500, _ROOM if error.errno in _FULL else _BROKEN
            )
        except sqlite3.OperationalError as error:
            full = "full" in str(error)
            return self._told(507 if full else 503, _ROOM if full else _BROKEN)

    def _stored(self, request: Request, body: ArrivingBody, visitor: Visitor) -> Response:
        desk = self._desk
        try:
            package = parse_package(body.data, "kiriman.zip")
        except RefusedPackage as refusal:
            problem = refusal.problem("kiriman.zip")
            parts = (message(problem, desk.t), hint(problem, desk.t))
            words = ". ".join(part[:1].upper() + part[1:] for part in parts)
            return JSONResponse({"pesan": f"{words}."}, 422)
        unit = package.manifest.unit
        if not visitor.may_write(unit):
            return self._told(403, _NOT_YOURS, unit=unit)
        if self._too_many(unit, f"{body.digest}.zip"):
            return self._told(429, _MANY, count=str(MOST_WAITING))
        name = body.keep(desk.folder / FOLDER, ".zip")
        new = NewItem(
            unit=unit, act="kiriman", body=name, bytes=body.digest, content=content_of(package)
        )
        number, fresh = desk.store.add(new, now_text())
        desk.queue.wake()
        desk.gate.note(request, "kirim" if fresh else "kirim-lagi", unit=unit, nomor=number)
        address = f"/meja/kiriman/{number}"
        return JSONResponse(
            {"nomor": number, "alamat": address, "baru": fresh},
            201 if fresh else 200,
            {"Location": address},
        )

    def _too_many(self, unit: str, name: str) -> bool:
        """Whether so much of a unit waits that it takes no more; what is there already is no more."""
        counts = self._desk.store.counts((unit,))
        waiting = sum(counts.get((unit, each), 0) for each in _UNDONE)
        return waiting >= MOST_WAITING and name not in self._desk.store.bodies()

    def _told(self, status: int, text: str, **given: str) -> Response:
        words = self._desk.t.gettext(text).format(**given)
        entrance = {"masuk": given["entrance"]} if given.get("entrance") else {}
        return JSONResponse({"pesan": words, **entrance}, status)


def content_of(package: SentPackage) -> str:
    """Return what stands for the content of a package, whatever its id; "" for a profile.

    An earlier profile may be sent to come back.
    """
    if any(piece.item.kind in _WHOLE for piece in package.pieces):
        return ""
    return digest(package.manifest.unit, *sorted(piece.digest for piece in package.pieces))


async def _awake(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """A body, as long as something comes; raises TimeoutError."""
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), SILENCE)
        except StopAsyncIteration:
            return
