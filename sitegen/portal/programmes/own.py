"""What a unit's tables tell of its activities and projects, and which reports name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from sitegen.model import (
    DatasetSummary,
    PackageRecord,
    ProgrammeItem,
    Progress,
    ProjectRecord,
    UnitEntry,
)
from sitegen.pages.city import City
from sitegen.programmes.progress import of_newest_year
from sitegen.urls import slugify

Row = TypeVar("Row", Progress, ProjectRecord, PackageRecord)


class OwnProgress(Struct, frozen=True, kw_only=True):
    """The activities of a unit in their newest year, its projects and packages, with (title, address) of the
    datasets that they come from.

    `reports` name one of them. `slugs` are (code, part of the address) of all that have a page.
    """

    entry: UnitEntry
    items: tuple[Progress, ...] = ()
    projects: tuple[ProjectRecord, ...] = ()
    packages: tuple[PackageRecord, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    reports: tuple[ProgrammeItem, ...] = ()
    slugs: tuple[tuple[str, str], ...] = ()


def own_progress(city: City) -> Iterator[OwnProgress]:
    """Yield what each unit tells of its activities and projects; units without any are left out."""
    named = {entry.key: items for entry, items in city.read("programmes")}
    for entry, datasets in city.read("datasets"):
        telling = [each for each in datasets if each.progress or each.projects or each.packages]
        if not telling:
            continue
        items, projects, packages = _tables(tuple(telling))
        rows: tuple[Progress | ProjectRecord | PackageRecord, ...]
        rows = (*items, *projects, *packages)
        names = {name for each in rows for name in _names(each)}
        reports = tuple(each for each in named.get(entry.key, ()) if _said(each) & names)
        yield OwnProgress(
            entry=entry,
            items=items,
            projects=projects,
            packages=packages,
            sources=tuple((each.title, each.url) for each in telling),
            reports=reports,
            slugs=_slugs(items, projects, packages, reports),
        )


def reports_of(
    of: Progress | ProjectRecord | PackageRecord, reports: Iterable[ProgrammeItem]
) -> tuple[ProgrammeItem, ...]:
    """Return the reports that name it, the oldest first; of an activity those of its year."""
    year = of.year if isinstance(of, Progress) else None
    found = (
        report
        for report in reports
        if year in {None, report.date.year} and _said(report) & _names(of)
    )
    return tuple(sorted(found, key=lambda each: (each.date, each.url)))


def count_works(datasets: Iterable[DatasetSummary]) -> int:
    """Return how many activities, in their newest year, and projects a unit tells of."""
    items, projects, _ = _tables(tuple(datasets))
    return len(items) + len(projects)


def programme_places(datasets: Iterable[DatasetSummary]) -> tuple[str, ...]:
    """Return the places in a unit of the pages that its datasets make, without those of packages."""
    items, projects, packages = _tables(tuple(datasets))
    slugs = _slugs(items, projects, (), ())
    found = items or projects or packages
    return ("program/", *(f"program/{slug}/" for _, slug in slugs)) if found else ()


def _tables(
    datasets: tuple[DatasetSummary, ...],
) -> tuple[tuple[Progress, ...], tuple[ProjectRecord, ...], tuple[PackageRecord, ...]]:
    """All activities of the newest year, projects and packages, each code once."""
    return (
        _once(of_newest_year(item for each in datasets for item in each.progress)),
        _once(item for each in datasets for item in each.projects),
        _once(item for each in datasets for item in each.packages),
    )


def _names(of: Progress | ProjectRecord | PackageRecord) -> set[str]:
    return {of.code, of.name.casefold()}


def _said(report: ProgrammeItem) -> set[str]:
    """What a report may name an activity by."""
    own = report.programme.strip()
    return {own, own.casefold(), own.partition(" ")[0], report.account_code.strip()} - {""}


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each code once: where two tables have it, it is that of the first."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row.code, row)
    return tuple(found.values())


def _slugs(
    items: tuple[Progress, ...],
    projects: tuple[ProjectRecord, ...],
    packages: tuple[PackageRecord, ...],
    reports: tuple[ProgrammeItem, ...],
) -> tuple[tuple[str, str], ...]:
    """The codes with a page: of all activities and projects, and of the packages that reports name."""
    codes = {each.code for each in items} | {each.code for each in projects}
    codes |= {each.code for each in packages if reports_of(each, reports)}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in sorted(codes):
        first = slug = slugify(code) or "x"
        number = 2
        while slug in taken:
            slug, number = f"{first}-{number}", number + 1
        found[code] = slug
        taken.add(slug)
    return tuple(found.items())
