"""The directories: all units of a kind, each with the date of its last report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sitegen.i18n import N_
from sitegen.model import UNIT_KINDS, Activity, Output, UnitEntry, UnitKind
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned_of_all
from sitegen.pages.site import (
    KIND_PLURALS,
    meta_view,
    page_output,
    site_view,
    unit_links,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import unit_url

# The activity of units by key, newest first for each.
ByUnit = dict[str, tuple[Activity, ...]]


def _directories(city: City) -> Iterator[Planned]:
    for kind in UNIT_KINDS:
        yield planned_of_all(city, f"/{kind}/", partial(directory_page, kind=kind))


DIRECTORIES = Product(
    name="directories",
    paths=tuple((f"/{kind}/", "directory of all active units of the kind") for kind in UNIT_KINDS),
    reads=("activity",),
    make=_directories,
)


def directory_page(city: City, kind: UnitKind) -> Output:
    """Return the directory of all units of a kind."""
    site = city.site
    t = site.t.gettext
    own = list(city.active(kind))
    activity = {entry.key: acts for entry, acts in city.read("activity")}
    active = sum(1 for entry in own if activity.get(entry.key))
    intro = t(N_("{total} units; {active} of them have published reports.")).format(
        total=wording.whole(len(own), site.lang),
        active=wording.whole(active, site.lang),
    )
    title = t(KIND_PLURALS[kind])
    view = views.DirectoryPage(
        site=site_view(site),
        meta=meta_view(site, f"/{kind}/", title, intro),
        title=title,
        intro=intro,
        kind=kind,
        groups=tuple(_directory_groups(city, kind, own, activity)),
        closed=tuple(_closed(city, kind)),
    )
    return page_output(site, f"/{kind}/", "directory.html", view)


def _directory_groups(
    city: City, kind: UnitKind, own: list[UnitEntry], activity: ByUnit
) -> Iterator[views.DirectoryGroup]:
    site = city.site
    if kind == "kelurahan":
        closed = (each.entry for each in city.formers if each.entry)
        above = {entry.parent for entry in own}
        districts = [
            *city.active("kecamatan"),
            *(each for each in closed if each.kind == "kecamatan" and each.id in above),
        ]
        for district in sorted(districts, key=lambda entry: entry.name):
            children = [entry for entry in own if entry.parent == district.id]
            yield views.DirectoryGroup(
                id=district.id,
                label=district.name,
                href=site.address.href(unit_url(district.key)),
                entries=tuple(_entry(city, entry, activity) for entry in _sorted(children)),
            )
        return
    for letter, members in group_by(_sorted(own), lambda entry: entry.name[0].upper()).items():
        yield views.DirectoryGroup(
            id=f"huruf-{letter.lower()}",
            label=letter,
            href="",
            entries=tuple(_entry(city, entry, activity) for entry in members),
        )


def _closed(city: City, kind: UnitKind) -> Iterator[views.ClosedEntry]:
    """The closed units of a kind by name, each with those that follow it."""
    site = city.site
    found = [(each.entry, each) for each in city.formers if each.entry and each.entry.kind == kind]
    for entry, former in sorted(found, key=lambda pair: (pair[0].name.casefold(), pair[0].id)):
        yield views.ClosedEntry(
            name=entry.name,
            href=site.address.href(unit_url(entry.key)) if former.page else "",
            until=wording.moment(entry.until, site.lang) if entry.until else "",
            followers=unit_links(site, former.successors),
        )


def _sorted(entries: list[UnitEntry]) -> list[UnitEntry]:
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.id))


def _entry(city: City, entry: UnitEntry, activity: ByUnit) -> views.DirectoryEntry:
    site = city.site
    reports = activity.get(entry.key, ())
    children: tuple[views.DirectoryEntry, ...] = ()
    if entry.kind == "kecamatan":
        below = [e for e in city.active("kelurahan") if e.parent == entry.id]
        children = tuple(_entry(city, child, activity) for child in _sorted(below))
    return views.DirectoryEntry(
        name=entry.name,
        href=site.address.href(unit_url(entry.key)),
        last=wording.day(reports[0].date, site.lang) if reports else None,
        reports=wording.whole(len(reports), site.lang),
        children=children,
        former=", ".join((*entry.former_names, *entry.former_codes)),
    )
