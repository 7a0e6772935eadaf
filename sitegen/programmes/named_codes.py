"""Codes that projects name, and that no table of their unit has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from sitegen.keys.likeness import nearest
from sitegen.model import Problem, ProjectRecord, Where

RUNNING = "berjalan"


class KnownCodes(Struct, frozen=True, kw_only=True):
    """The codes of a unit's activities or packages in their newest year; 0 without any."""

    year: int
    codes: frozenset[str]


def unknown_codes(
    projects: Iterable[tuple[str, ProjectRecord]], activities: KnownCodes, packages: KnownCodes
) -> Iterator[Problem]:
    """Yield a problem for each code that a project names in vain; projects come with the path of their table.

    Only running projects that began in the year of these tables, or do not say when: earlier ones may name
    what earlier tables have. Nothing is said where a unit has no such table at all.
    """
    for path, project in projects:
        if project.state != RUNNING:
            continue
        if _judged(project, activities) and project.activity:
            yield from _unknown("D088", "kegiatan", path, project, (project.activity,), activities)
        if _judged(project, packages):
            yield from _unknown("D089", "paket", path, project, project.packages, packages)


def _judged(project: ProjectRecord, known: KnownCodes) -> bool:
    return bool(known.codes) and (not project.start or project.start[:4] >= str(known.year))


def _unknown(
    code: str,
    field: str,
    path: str,
    project: ProjectRecord,
    named: Collection[str],
    known: KnownCodes,
) -> Iterator[Problem]:
    for each in named:
        if each not in known.codes:
            yield Problem.of(
                code,
                Where(path=path, row=project.row, field=field),
                work=project.code,
                found=each,
                year=str(known.year),
                nearest=nearest(each, sorted(known.codes)) or min(known.codes),
            )
