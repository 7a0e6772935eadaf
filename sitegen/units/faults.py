"""Faults of the program over a single file: each costs that file and is told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar

from sitegen.errors import fault_of, is_fault
from sitegen.model import Problem

Item = TypeVar("Item")
Made = TypeVar("Made")


class _Over(AbstractContextManager[None]):
    """A block over one file; written out, since each report goes through several."""

    __slots__ = ("_faults", "_path")

    def __init__(self, faults: Faults, path: str) -> None:
        self._faults = faults
        self._path = path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: object
    ) -> bool:
        if error is None or not is_fault(error):
            return False
        self._faults.add(self._path, error)
        return True


@dataclass(slots=True)
class Faults:
    """The problem of each file over which the program failed, by the file's path.

    `spoilt` has those of files that do well without their neighbours. Lives only while one unit, or
    one file of it, is being judged or made.
    """

    problems: dict[str, Problem] = field(default_factory=dict)
    spoilt: dict[str, Problem] = field(default_factory=dict)

    def add(self, path: str, error: BaseException) -> None:
        """Record a fault over a file; the first one is kept."""
        self.problems.setdefault(path, Problem.of("S044", path, reason=fault_of(error)))

    def over(self, path: str) -> AbstractContextManager[None]:
        """Record whatever the block raises as a fault over this file, and go on behind it.

        SitegenError passes through, as it concerns the whole build, and so do interrupts.
        """
        return _Over(self, path)

    def one(
        self, path: str, make: Callable[[], Made], alone: Callable[[], object] | None = None
    ) -> Made | None:
        """Return what `make` returns, or None if it fails over this file.

        `alone` makes the same without the file's neighbours. If that does not fail, a neighbour is
        to blame, and this file only if no other turns out to be: see `blamed`.
        """
        made: Made | None = None
        own = Faults()
        with own.over(path):
            made = make()
        if own.problems and alone:
            with self.over(path):
                alone()
            self.spoilt |= own.problems
        self.problems = (own.problems if alone is None else {}) | self.problems
        return made

    def each(
        self, items: Iterable[Item], path: Callable[[Item], str], make: Callable[[Item], Made]
    ) -> tuple[Made, ...]:
        """Return what `make` returns for each item, leaving out those over whose file it fails."""
        made: list[Made] = []
        for item in items:
            with self.over(path(item)):
                made.append(make(item))
        return tuple(made)

    @property
    def blamed(self) -> dict[str, Problem]:
        """The files to be held back: those that fail by themselves, or else those that fail."""
        return self.problems or self.spoilt

    def among(
        self, whole: Callable[[], Made], parts: Iterable[tuple[str, Callable[[], object]]]
    ) -> Made | None:
        """Return what `whole` makes of many files, or None if it fails over some of them.

        These are the files whose part fails alone, too; they are looked for if no file is blamed
        yet. If none does, the exception propagates.
        """
        try:
            return whole()
        except BaseException as error:
            if not is_fault(error):
                raise
            if self.blamed:
                return None
            alone = Faults()
            for path, part in parts:
                with alone.over(path):
                    part()
            if not alone.problems:
                raise
            self.problems = {**alone.problems, **self.problems}
            return None
