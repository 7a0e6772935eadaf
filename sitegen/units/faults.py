"""Faults of the program over a single file: each costs that file and is told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from sitegen.errors import fault_of, is_fault
from sitegen.model import Problem

Item = TypeVar("Item")
Made = TypeVar("Made")


@dataclass(slots=True)
class Faults:
    """The problem of each file over which the program failed, by the file's path.

    Lives only while one unit, or one file of it, is being judged or made.
    """

    problems: dict[str, Problem] = field(default_factory=dict)

    def add(self, path: str, error: BaseException) -> None:
        """Record a fault over a file; the first one is kept."""
        self.problems.setdefault(path, Problem.of("S045", path, reason=fault_of(error)))

    @contextmanager
    def over(self, path: str) -> Iterator[None]:
        """Record whatever the block raises as a fault over this file, and go on behind it.

        SitegenError passes through, as it concerns the whole build, and so do interrupts.
        """
        try:
            yield
        except BaseException as error:
            if not is_fault(error):
                raise
            self.add(path, error)

    def each(
        self,
        items: Iterable[Item],
        path: Callable[[Item], str],
        make: Callable[[Item], Made],
        alone: Callable[[Item], object] | None = None,
    ) -> tuple[Made, ...]:
        """Return what `make` returns for each item, leaving out those over whose file it fails.

        `alone` makes the same without the item's neighbours. An item that can be made so is blamed
        only if no other is: the fault will be over a neighbour that it shows.
        """
        made: list[Made] = []
        failed, spoilt = Faults(), Faults()
        for item in items:
            one = Faults()
            with one.over(path(item)):
                made.append(make(item))
            if one.problems and alone:
                with failed.over(path(item)):
                    alone(item)
            spoilt.problems |= one.problems
        self.problems = (failed.problems or spoilt.problems) | self.problems
        return tuple(made)

    def among(
        self, whole: Callable[[], Made], parts: Iterable[tuple[str, Callable[[], object]]]
    ) -> Made | None:
        """Return what `whole` makes of many files, or None if it fails over some of them.

        These are the files whose part fails alone, too. If none does, the exception propagates.
        """
        try:
            return whole()
        except BaseException as error:
            if not is_fault(error):
                raise
            alone = Faults()
            for path, part in parts:
                with alone.over(path):
                    part()
            if not alone.problems:
                raise
            self.problems = {**alone.problems, **self.problems}
            return None
