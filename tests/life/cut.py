"""Builds that are killed again and again beside somebody who reads the site all the time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread

from tests.life.city import LivingCity
from tests.life.events import CONTENT
from tests.life.mishaps import MANY_STEPS
from tests.life.reader import dead_links

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def killed_beside_a_reader(city: LivingCity, kills: int, chance: Random) -> str:
    """Change and build the city, and kill the build, so many times; return what was wrong.

    Half of the builds die at one of their operations, half after a random part of the time that a
    build takes. A reader follows all links meanwhile, and once more after each death.
    """
    city.build()
    start = time.monotonic()
    city.build(force=True)
    whole = time.monotonic() - start
    found: set[str] = set()
    with _killer() as (ask, answer), _reading(city.output, found):
        for number in range(kills):
            for _ in range(3):
                chance.choice(CONTENT)(city, chance)
            moment = chance.randint(1, MANY_STEPS) if number % 2 else f"{chance.random() * whole}s"
            ask(f"{city.root} {city.output} {moment}\n")
            city.count(f"ended with {answer().strip()}")
            found.update(dead_links(city.output))
    wrong = city.check()
    # The site is now as a clean build makes it (or `wrong` says how not): what is dead there too, such
    # as a link of a last good version to a page that is gone since, was not cut off by a death.
    return "\n".join(sorted(found.difference(dead_links(city.output)))) + wrong


@contextmanager
def _killer() -> Iterator[tuple[Callable[[str], object], Callable[[], str]]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.life.killer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=REPOSITORY,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        yield killer.stdin.write, killer.stdout.readline
        killer.stdin.close()


@contextmanager
def _reading(folder: Path, found: set[str]) -> Iterator[None]:
    ended = Event()

    def read() -> None:
        while not ended.wait(0.01):
            found.update(dead_links(folder))

    reader = Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        ended.set()
        reader.join()
