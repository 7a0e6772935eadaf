"""The city before a change: the units in question, made from the commit that the change left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.city.git.changes import ProposedChange
from sitegen.city.git.checkout import Checkout, checked_out
from sitegen.engine.few import Few, dead_links, make_few, unit_at, unknown_units
from sitegen.engine.options import Options
from sitegen.engine.scan import CityRules, read_rules
from sitegen.errors import SitegenError
from sitegen.model import Problem, SiteLink
from sitegen.model.roles import CONTENT
from sitegen.processes.timing import Stopwatch


@dataclass(slots=True, kw_only=True)
class StateBefore:
    """`rules` is None if the city of that commit cannot be made; then nothing is known of it.

    `few` has the units that were made of it, `cache` is the present city's.
    """

    cache: Path
    checkout: Checkout | None = None
    folder: str = ""
    rules: CityRules | None = None
    few: Few | None = None

    def make(self, keys: Collection[str], files: Collection[str], watch: Stopwatch) -> None:
        """Make these units, and those to which links of these files lead."""
        if self.rules is None:
            return
        try:
            self._bring(keys)
            few = make_few(self.rules, keys, watch)
            links = [link for _, link in few.links() if link.where.path in files]
            if more := unknown_units(few, links):
                self._bring(more)
                few = make_few(self.rules, more, watch, before=few)
            self.few = few
        except (SitegenError, OSError):
            self.rules = None

    def problems(self, files: Collection[str], keys: Collection[str]) -> set[Problem]:
        """Return what was wrong; links are followed in these files, and those to these units."""
        if self.few is None:
            return set()

        def judged(_: str, link: SiteLink) -> bool:
            return link.where.path in files or unit_at(link.url) in keys

        return {*self.few.problems(), *dead_links(self.few, judged)}

    def of_city(self, beside: Callable[[Path], Iterable[Problem]]) -> set[Problem]:
        """Return what `beside` finds in the city's folder as it was."""
        return set(beside(self.rules.options.root)) if self.rules else set()

    def _bring(self, keys: Collection[str]) -> None:
        if self.checkout is None or self.rules is None:
            return
        self.checkout.bring(f"{self.folder}{CONTENT}/{key}" for key in sorted(keys))
        root = self.rules.options.root
        (root / CONTENT).mkdir(exist_ok=True)
        own = root / ".sitegen" / "cache"
        if self.cache.is_dir() and not own.is_symlink():  # charts that both have are drawn once
            own.parent.mkdir(exist_ok=True)
            own.symlink_to(self.cache.absolute())


def read_before(
    options: Options, change: ProposedChange, city: Iterable[str], stack: ExitStack
) -> StateBefore:
    """Return the city at the commit that the change left, with its own files `city`.

    Its clone stays until `stack` is left.
    """
    found = StateBefore(cache=options.root / ".sitegen" / "cache", folder=change.base.folder)
    try:
        checkout = stack.enter_context(checked_out(options.root, change.left))
        checkout.bring(f"{found.folder}{name}" for name in city)
        root = checkout.place / found.folder
        rules = read_rules(replace(options, root=root, output=root / "build", units=()))
    except (SitegenError, OSError):
        return found
    found.checkout, found.rules = checkout, rules
    return found
