"""What a build costs, for people only: seconds of each stage and each template, peak memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sitegen.processes.memory import highest


@dataclass(slots=True)
class Stopwatch:
    """Seconds per stage and the peak memory so far, in bytes."""

    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    _start: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on `stage`."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._start
        self._start = now
        self.weigh()

    def weigh(self) -> None:
        """Note the memory of all processes that are there now."""
        self.memory = max(self.memory, highest())


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTime:
    """Calls of one template in seconds, with all that it extends and includes.

    `page` is the address of the page that took longest, "" for a part that knows none.
    """

    name: str
    calls: int
    total: float
    largest: float
    page: str


@dataclass(slots=True)
class Recorder:
    """Stands between a theme and its templates, and adds up their times."""

    times: dict[str, TemplateTime] = field(default_factory=dict)

    def __call__(self, template: str, view: object, make: Callable[[], str]) -> str:
        """Return what `make` does for this template, and note how long it took."""
        start = time.perf_counter()
        text = make()
        seconds = time.perf_counter() - start
        page = getattr(getattr(view, "meta", None), "canonical", "")
        self.add((TemplateTime(name=template, calls=1, total=seconds, largest=seconds, page=page),))
        return text

    def add(self, times: Iterable[TemplateTime]) -> None:
        """Add the times that another one has noted."""
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
        """Return what was noted, the template with the most time first, and forget it."""
        found = sorted(self.times.values(), key=lambda each: (-each.total, each.name))
        self.times = {}
        return tuple(found)
