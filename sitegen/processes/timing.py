"""What a build costs, for people only: seconds per stage and per template, peak memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from msgspec import Struct

from sitegen.processes.memory import highest


@dataclass(slots=True)
class Stopwatch:
    """Seconds per stage and the peak memory so far, in bytes."""

    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    _start: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """Add the time since the last lap to `stage`."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._start
        self._start = now
        self.weigh()

    def weigh(self) -> None:
        """Record the memory of all processes running now."""
        self.memory = max(self.memory, highest())


class TemplateTime(Struct, frozen=True, kw_only=True):
    """Calls of one template and their seconds, including all that it extends and includes.

    `page` is the address of the page that took longest, "" for a part that has none.
    """

    name: str
    calls: int
    total: float
    largest: float
    page: str


@dataclass(slots=True)
class Recorder:
    """Sits between a theme and its templates and adds up their times."""

    times: dict[str, TemplateTime] = field(default_factory=dict)

    def __call__(self, template: str, view: object, make: Callable[[], str]) -> str:
        """Return what `make` returns for this template, and record how long it took."""
        start = time.perf_counter()
        text = make()
        seconds = time.perf_counter() - start
        page = getattr(getattr(view, "meta", None), "canonical", "")
        self.add((TemplateTime(name=template, calls=1, total=seconds, largest=seconds, page=page),))
        return text

    def add(self, times: Iterable[TemplateTime]) -> None:
        """Add the times of another recorder."""
        for new in times:
            old = self.times.get(new.name, new)
            if old is new:
                self.times[new.name] = new
                continue
            slower = max(old, new, key=lambda each: each.largest)
            self.times[new.name] = TemplateTime(
                name=new.name,
                calls=old.calls + new.calls,
                total=old.total + new.total,
                largest=slower.largest,
                page=slower.page,
            )

    def taken(self) -> tuple[TemplateTime, ...]:
        """Return the recorded times, the slowest template first, and reset them."""
        found = sorted(self.times.values(), key=lambda each: (-each.total, each.name))
        self.times = {}
        return tuple(found)
