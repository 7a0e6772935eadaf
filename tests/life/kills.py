"""Builds that die at a step of their own, and what must be served after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from sitegen.errors import SitegenError
from sitegen.store import files
from sitegen.store.marker import MARKER, STAGE
from sitegen.store.state import read_state
from tests.life.city import LivingCity
from tests.life.oracle import Tree, tree


class Killed(BaseException):
    """Stands for the end of the process: no handler of errors sees it."""


@contextmanager
def dying_at(number: int) -> Iterator[None]:
    """Kill at the n-th file operation; the dead do nothing, so each later one is killed too."""
    count = 0

    def step(operation: str, path: Path) -> None:
        nonlocal count
        count += 1
        if count >= number:
            raise Killed(operation, path)

    with patch.object(files, "step", step):
        yield


def killed_build(city: LivingCity, number: int) -> bool:
    """Build, and die at the n-th file operation; return whether death came in time."""
    old = tree(city.output) if city.output.is_dir() else {}
    try:
        with dying_at(number):
            city.build()
    except Killed:
        _hold_to_its_word(city, old)
        return True
    except SitegenError:
        pass
    return False


def _hold_to_its_word(city: LivingCity, old: Tree) -> None:
    """What is served after a kill: the old site, unless the journal or the state says more."""
    if not city.output.is_dir():
        return
    state = read_state(city.state, city.output)
    if state.journal:
        city.count("killed with an open journal")
        return
    served = _served(tree(city.output))
    if served != _served(old):
        # Only after the commit, when nothing but tidying was left.
        assert not state.reason, "the served files changed before the journal was written"
        assert {name for name, data in served.items() if data is not None} == set(state.outputs)
        city.count("killed after the commit")
        return
    city.count("killed with the old site in place")


def _served(found: Tree) -> Tree:
    return {n: d for n, d in found.items() if n != MARKER and n.partition("/")[0] != STAGE}
