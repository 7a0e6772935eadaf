"""How many activities and projects stand how, by unit and by kecamatan, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sitegen.i18n import N_
from sitegen.model import Progress, ProjectRecord, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.programmes.own import OwnProgress
from sitegen.portal.programmes.rows import PROJECT_STATES, STATES
from sitegen.programmes.progress import state_of
from sitegen.urls import programmes_url, unit_url

Row = TypeVar("Row", bound=Progress | ProjectRecord)
Columns = Sequence[tuple[str, str]]
_ACTIVITY_COLUMNS = tuple((name, label) for name, label, _ in STATES)


def activities_by_unit(
    site: SiteContext, every: Iterable[OwnProgress]
) -> Iterator[views.ProgrammeCounts]:
    """Yield the counts of activities by unit, if there are any."""
    rows = [(_page(site, own), tuple(map(_state, own.items))) for own in every if own.items]
    caption = site.t.gettext(N_("Activities by unit"))
    yield from _table(site, caption, (N_("Unit"), N_("Activities")), rows, _ACTIVITY_COLUMNS)


def projects_by_unit(
    site: SiteContext, every: Iterable[OwnProgress]
) -> Iterator[views.ProgrammeCounts]:
    """Yield the counts of projects by unit, if there are any."""
    rows = [
        (_page(site, own), tuple(each.state for each in own.projects))
        for own in every
        if own.projects
    ]
    caption = site.t.gettext(N_("Projects by unit"))
    yield from _table(site, caption, (N_("Unit"), N_("Projects")), rows, PROJECT_STATES)


def activities_by_area(
    site: SiteContext, items: Sequence[Progress], areas: Sequence[UnitEntry]
) -> Iterator[views.ProgrammeCounts]:
    """Yield the counts of activities by kecamatan, if any has an area of the register."""
    heads = (N_("Kecamatan"), N_("Activities"))
    caption = site.t.gettext(N_("Activities by kecamatan"))
    away = N_("Activities without an area of the register: {n}.")
    rows = _in_areas(site, items, areas, _state)
    yield from _table(site, caption, heads, rows, _ACTIVITY_COLUMNS, (away, len(items)))


def projects_by_area(
    site: SiteContext, projects: Sequence[ProjectRecord], areas: Sequence[UnitEntry]
) -> Iterator[views.ProgrammeCounts]:
    """Yield the counts of projects by kecamatan, if any has an area of the register."""
    heads = (N_("Kecamatan"), N_("Projects"))
    caption = site.t.gettext(N_("Projects by kecamatan"))
    away = N_("Projects without an area of the register: {n}.")
    rows = _in_areas(site, projects, areas, lambda each: each.state)
    yield from _table(site, caption, heads, rows, PROJECT_STATES, (away, len(projects)))


def by_district(rows: Iterable[Row], areas: Iterable[UnitEntry]) -> dict[str, list[Row]]:
    """Return what lies in each kecamatan or its kelurahan, by the key of its unit."""
    every = tuple(areas)
    codes = {entry.code: entry for entry in every if entry.code}
    keys = {entry.key for entry in every}
    found: dict[str, list[Row]] = {}
    for row in rows:
        entry = codes.get(row.area)
        if entry is not None:
            inside = entry.level == "kelurahan" and entry.parent in keys
            found.setdefault(entry.parent if inside else entry.key, []).append(row)
    return found


def _state(item: Progress) -> str:
    return state_of(item)


def _page(site: SiteContext, own: OwnProgress) -> views.Link:
    return site.link(unit_name(site, own.entry), programmes_url(own.entry.key))


def _in_areas(
    site: SiteContext,
    rows: Iterable[Row],
    areas: Sequence[UnitEntry],
    state: Callable[[Row], str],
) -> list[tuple[views.Link, tuple[str, ...]]]:
    found = by_district(rows, areas)
    named = sorted((entry.name, entry.key) for entry in areas if entry.key in found)
    return [(site.link(name, unit_url(key)), tuple(map(state, found[key]))) for name, key in named]


def _table(
    site: SiteContext,
    caption: str,
    heads: tuple[str, str],
    rows: list[tuple[views.Link, tuple[str, ...]]],
    columns: Columns,
    away: tuple[str, int] = ("", 0),
) -> Iterator[views.ProgrammeCounts]:
    """Yield the table, with a note on those that are in none of its rows: `away` is its text, and how many
    there are in all.
    """
    t, lang = site.t.gettext, site.lang
    if not rows:
        return
    used = Counter(state for _, states in rows for state in states)
    shown = [(name, label) for name, label in columns if used[name]]
    elsewhere = away[1] - used.total()
    yield views.ProgrammeCounts(
        caption=caption,
        head=(t(heads[0]), t(heads[1]), *(t(label) for _, label in shown)),
        rows=tuple(
            views.ProgrammeCountsRow(
                link=link,
                numbers=tuple(
                    wording.whole(n, lang)
                    for n in (len(states), *(states.count(name) for name, _ in shown))
                ),
            )
            for link, states in rows
        ),
        note=t(away[0]).format(n=wording.whole(elsewhere, lang)) if elsewhere > 0 else "",
    )
