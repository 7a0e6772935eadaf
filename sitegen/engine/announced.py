"""What each unit must announce, and where it does, without publishing anything."""

from __future__ import annotations

from functools import partial

from sitegen.engine.kept import with_unread
from sitegen.engine.options import Options
from sitegen.engine.paths import paths_of
from sitegen.engine.plan import plan_units
from sitegen.engine.scan import read_rules, scan_city
from sitegen.engine.units import build_stale, strand, with_strands
from sitegen.model import Duty, UnitEntry
from sitegen.processes.timing import Stopwatch
from sitegen.store.state import read_state, state_path


def read_announced(options: Options) -> tuple[tuple[UnitEntry, tuple[Duty, ...]], ...]:
    """Return the duties of each active unit (or each chosen one), in the register's order.

    A unit that is unchanged since the last build comes from the state; the pages of any other are made,
    since what a page claims to announce counts only if its links lead somewhere. Nothing is published.
    Raises ConfigError, UsageError and ThemeError as a build does.
    """
    state = read_state(state_path(options.root, options.output), options.output)
    kept = options.root / ".sitegen"
    city = scan_city(read_rules(options), state, kept / "git.json" if kept.is_dir() else None)
    paths = paths_of(options, None, state)
    build = partial(build_stale, city, paths=paths, watch=Stopwatch(), progress=None)
    units = with_strands(city, build(with_unread(city, plan_units(city))), ("duties",), build)
    return tuple(
        (entry, own)
        for entry, own in strand(units, "duties")
        if entry.active and options.chosen(entry.key)
    )
