"""What a city's units publish, without making a page: from the state or, if stale, the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from sitegen.digest import digest
from sitegen.engine.kept import with_unread
from sitegen.engine.options import Options
from sitegen.engine.plan import plan_units
from sitegen.engine.scan import CityScan, read_rules, scan_city
from sitegen.engine.units import open_strand
from sitegen.model import (
    Problem,
    Report,
    Skipped,
    StrandName,
    UnitEntry,
    UnitRecord,
    UnitSource,
)
from sitegen.problems import is_error
from sitegen.store.state import read_state, read_strand, state_path

_STRANDS: tuple[StrandName, ...] = ("reports", "datasets")


class Contents(Struct, frozen=True, kw_only=True):
    """A unit's reports as (date, address, title), newest first, its datasets as (address, rows,
    title), and the texts that are waiting or have expired.

    `held` counts the files that are held back, `warnings` the warnings.
    """

    entry: UnitEntry
    reports: tuple[tuple[date, str, str], ...]
    datasets: tuple[tuple[str, int, str], ...]
    skipped: tuple[Skipped, ...]
    held: int = 0
    warnings: int = 0


def read_contents(options: Options) -> Iterator[Contents]:
    """Yield what each unit (or each chosen one) publishes, in the register's order.

    A unit that is unchanged since the last build comes from the state. Any other is read from its
    files, and a text that its pictures or charts would hold back counts as published; problems that
    only show when its pages are made are not counted. Nothing is written.
    Raises ConfigError, UsageError and ThemeError as a build does.
    """
    state = read_state(state_path(options.root, options.output), options.output)
    kept = options.root / ".sitegen"
    city = scan_city(read_rules(options), state, kept / "git.json" if kept.is_dir() else None)
    plan = with_unread(city, plan_units(city))
    strands = {name: read_strand(state.path, name) for name in _STRANDS} if plan.reused else {}
    for source, _ in plan.units:
        known = plan.reused.get(source.entry.key)
        texts = (
            {name: strands[name].get(source.entry.key, "") for name in _STRANDS} if known else {}
        )
        if known and all(dict(known.row.strands)[name] == digest(t) for name, t in texts.items()):
            yield _known(source.entry, texts, known.record)
        else:
            yield _read(source, city)


def _known(entry: UnitEntry, texts: dict[StrandName, str], record: UnitRecord) -> Contents:
    reports = open_strand("reports", texts["reports"]).items
    datasets = open_strand("datasets", texts["datasets"])
    return Contents(
        entry=entry,
        reports=tuple((each.date, each.url, each.title) for each in reports),
        datasets=tuple((each.url, each.rows, each.title) for each in datasets),
        skipped=record.skipped,
        held=len(record.held_back),
        warnings=_warnings(record.problems),
    )


def _warnings(problems: Iterable[Problem]) -> int:
    return sum(not is_error(problem) for problem in problems)


def _read(source: UnitSource, city: CityScan) -> Contents:
    from sitegen.units.datasets import DatasetContent
    from sitegen.units.read import read_unit

    content = read_unit(source, city.context)
    drafts = [each.value for each in content.texts.published if each.value]
    datasets = [v for each in content.datasets if isinstance(v := each.value, DatasetContent)]
    held = [each for each in content.chosen if each.held]
    found = (*content.unread, *(p for each in content.chosen for p in each.problems))
    return Contents(
        entry=source.entry,
        reports=tuple(
            (draft.source.date, draft.url, draft.source.title)
            for draft in drafts
            if isinstance(draft.source, Report)
        ),
        datasets=tuple(
            (each.url, each.dataset.file.reading.rows, each.dataset.meta.title) for each in datasets
        ),
        skipped=content.skipped,
        held=len(held),
        warnings=_warnings(found),
    )
