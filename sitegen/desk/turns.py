"""Large bodies that are taken in at once: so many in all, fewer of one visitor; others wait for their turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct


class BusyError(Exception):
    """So many wait already, or have waited for so long, that it had better be tried again later."""


class TurnLimits(Struct, frozen=True, kw_only=True):
    """How many at once, `each` of one visitor; how many may wait, and for how many seconds."""

    most: int
    each: int
    waiting: int = 100
    patience: float = 60.0


class Turns:
    """Gives turns in the order in which they were asked for, but to nobody more than their share."""

    def __init__(self, limits: TurnLimits) -> None:
        self._limits = limits
        self._held: dict[str, int] = {}
        self._waiting: list[tuple[str, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """Wait for a turn, and have it until the end of the block; raises BusyError."""
        await self._take(who)
        try:
            yield
        finally:
            self._leave(who)

    def _free(self, who: str) -> bool:
        held, limits = self._held, self._limits
        return sum(held.values()) < limits.most and held.get(who, 0) < limits.each

    async def _take(self, who: str) -> None:
        if self._free(who):
            self._held[who] = self._held.get(who, 0) + 1
            return
        if len(self._waiting) >= self._limits.waiting:
            raise BusyError
        asked = (who, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        try:
            await asyncio.wait_for(asked[1], self._limits.patience)
        except BaseException as error:
            if asked in self._waiting:
                self._waiting.remove(asked)
            elif asked[1].done() and not asked[1].cancelled():
                self._leave(
                    who
                )  # the turn came in the moment in which nobody waited for it any more
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def _leave(self, who: str) -> None:
        self._held[who] -= 1
        if not self._held[who]:
            del self._held[who]
        for asked in tuple(self._waiting):
            if self._free(asked[0]) and not asked[1].done():
                self._held[asked[0]] = self._held.get(asked[0], 0) + 1
                self._waiting.remove(asked)
                asked[1].set_result(None)
