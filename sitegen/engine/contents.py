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
    Service,
    Skipped,
    StandingPage,
    StrandName,
    UnitEntry,
    UnitRecord,
    UnitSource,
)
from sitegen.problems import is_error
from sitegen.store.state import read_state, read_strand, state_path
from sitegen.urls import unit_url

_STRANDS: tuple[StrandName, ...] = ("reports", "datasets", "pages", "services")


class Contents(Struct, frozen=True, kw_only=True):
    """A unit's reports as (date, address, title), newest first, its datasets as (address, rows,
    title), and the texts that are waiting or have expired.

    `held` counts the files that are held back, `warnings` the warnings. `reviews` has what is to be
    reviewed after a day: (date, address, title) of standing pages, services and datasets.
    """

    entry: UnitEntry
    reports: tuple[tuple[date, str, str], ...]
    datasets: tuple[tuple[str, int, str], ...]
    skipped: tuple[Skipped, ...]
    held: int = 0
    warnings: int = 0
    reviews: tuple[tuple[date, str, str], ...] = ()


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
    pages = open_strand("pages", texts["pages"])
    services = open_strand("services", texts["services"])
    return Contents(
        entry=entry,
        reports=tuple((each.date, each.url, each.title) for each in reports),
        datasets=tuple((each.url, each.rows, each.title) for each in datasets),
        skipped=record.skipped,
        held=len(record.held_back),
        warnings=_warnings(record.problems),
        reviews=_reviews(
            entry,
            services,
            ((each.review, each.url, each.title) for each in (*pages, *datasets)),
        ),
    )


def _reviews(
    entry: UnitEntry,
    services: Iterable[Service],
    others: Iterable[tuple[date | None, str, str]],
) -> tuple[tuple[date, str, str], ...]:
    """What an active unit has to review one day; a service without a page stands on the unit's own."""
    listed = f"{unit_url(entry.key)}#layanan"
    own = ((each.review, each.url or listed, each.name) for each in services)
    found = ((day, url, title) for day, url, title in (*others, *own) if day and entry.active)
    return tuple(sorted(found))


def _warnings(problems: Iterable[Problem]) -> int:
    return sum(not is_error(problem) for problem in problems)


def _read(source: UnitSource, city: CityScan) -> Contents:
    from sitegen.pages.service import with_addresses
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
        reviews=_reviews(
            source.entry,
            with_addresses(source.entry.key, content.profile, content.profile.services),
            (
                *(
                    (draft.source.review, draft.url, draft.source.title)
                    for draft in drafts
                    if isinstance(draft.source, StandingPage)
                ),
                *((m.review, each.url, m.title) for each in datasets for m in (each.dataset.meta,)),
            ),
        ),
    )
