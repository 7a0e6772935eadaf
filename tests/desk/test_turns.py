"""Turns for large bodies: so many at once, nobody more than their share, and nobody for ever."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from sitegen.desk.turns import BusyError, TurnLimits, Turns


def test_a_third_waits_until_one_of_two_is_done() -> None:
    async def tried() -> list[str]:
        turns, seen = Turns(TurnLimits(most=2, each=2)), []
        gates = [asyncio.Event() for _ in range(3)]

        async def one(at: int) -> None:
            async with turns.turn(f"unit {at}"):
                seen.append(f"in {at}")
                await gates[at].wait()
            seen.append(f"out {at}")

        tasks = [asyncio.create_task(one(at)) for at in range(3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        seen.append("-")
        for at in (1, 0, 2):
            gates[at].set()
            await tasks[at]
        return seen

    seen = asyncio.run(tried())
    assert seen[:3] == ["in 0", "in 1", "-"]
    assert seen.index("in 2") > seen.index("out 1")


def test_one_visitor_leaves_room_for_others() -> None:
    async def tried() -> None:
        turns = Turns(TurnLimits(most=3, each=1, waiting=1, patience=0.01))
        async with turns.turn("dago"):
            with pytest.raises(BusyError):
                async with turns.turn("dago"):
                    pytest.fail("a second turn of the same visitor")
            async with turns.turn("sekeloa"), turns.turn("coblong"):
                pass
        async with turns.turn("dago"):
            pass

    asyncio.run(tried())


def test_more_than_may_wait_are_told_at_once() -> None:
    async def tried() -> None:
        turns = Turns(TurnLimits(most=1, each=1, waiting=0, patience=3_600))
        async with turns.turn("dago"):
            with pytest.raises(BusyError):
                await turns.turn("sekeloa").__aenter__()

    asyncio.run(tried())


def test_whoever_goes_away_while_waiting_takes_no_turn() -> None:
    async def tried() -> None:
        turns = Turns(TurnLimits(most=1, each=1))
        async with turns.turn("dago"):
            gone = asyncio.create_task(turns.turn("sekeloa").__aenter__())
            await asyncio.sleep(0)
            gone.cancel()
            with pytest.raises(asyncio.CancelledError):
                await gone
        async with turns.turn("coblong"):
            pass

    asyncio.run(tried())


def test_a_turn_that_comes_as_somebody_goes_is_not_lost() -> None:
    async def tried() -> None:
        turns = Turns(TurnLimits(most=1, each=1, patience=0.01))

        async def one() -> None:
            async with turns.turn("sekeloa"):
                pass

        async with turns.turn("dago"):
            waiting = asyncio.create_task(one())
            await asyncio.sleep(0)
        waiting.cancel()  # given in this very moment, and nobody may be there to take it
        with suppress(asyncio.CancelledError):
            await waiting
        async with turns.turn("coblong"):
            pass

    asyncio.run(tried())
