"""Runs a small city through many steps, each compared byte for byte with a clean build.

Usage: python scripts/soak.py [--steps 5000] [--seed 1]

A step is up to four events (edits, mishaps, builds that die) and a build, as in
tests/test_incremental.py. A difference is printed with the events that led to it; exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sitegen.errors import SitegenError
from tests.life.city import MEMORY, LivingCity, new_city
from tests.life.events import EVENTS, live
from tests.life.mishaps import build_with_two_jobs
from tests.life.oracle import differences, tree

# A clean build in a separate process costs a second, in this one a tenth of that.
ELSEWHERE = 100
REMEMBERED = 12


def main() -> int:
    """Run the steps and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-", dir=MEMORY) as folder:
        city = new_city(Path(folder))
        failed = _live(city, given.steps, Random(given.seed))  # noqa: S311 - must be repeatable
    minutes = (time.monotonic() - started) / 60
    for name, count in sorted(city.counts.items()):
        print(f"{count:8,} {name}")
    compared = city.counts.get("compared", 0)
    print(f"seed {given.seed}: {compared:,} builds compared with clean ones, {minutes:.1f} minutes")
    print("DIFFERENT" if failed else "every one equal, byte for byte")
    return int(failed)


def _live(city: LivingCity, steps: int, chance: Random) -> bool:
    last: deque[str] = deque(maxlen=REMEMBERED)
    for number in range(1, steps + 1):
        many = chance.choice((1, 1, 1, 2, 2, 3, 4))
        events = tuple(chance.choice(EVENTS) for _ in range(many))
        if chance.random() < 0.01:
            events = (*events, build_with_two_jobs)
        last.append(f"{number}: " + ", ".join(event.__name__ for event in events))
        found = live(city, events, chance)
        if not found and number % ELSEWHERE == 0:
            found = _elsewhere(city)
        if found:
            print("\n".join(last), found, sep="\n")
            return True
    return False


def _elsewhere(city: LivingCity) -> str:
    if isinstance(city.clean_build(), SitegenError):
        return ""
    found = differences(tree(city.output), city.clean_elsewhere())
    city.count("compared with a clean build of another process")
    return found


if __name__ == "__main__":
    sys.exit(main())
