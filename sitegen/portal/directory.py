"""The directories: all units of a kind, each with the date of its last report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from sitegen.i18n import N_
from sitegen.model import Activity, Output, UnitEntry, UnitKind
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned_of_all
from sitegen.pages.site import meta_view, page_output, site_view, unit_links
from sitegen.pages.unit_shared import group_by
from sitegen.urls import kind_url, unit_url

# The activity of units by key, newest first for each.
ByUnit = dict[str, tuple[Activity, ...]]


def _directories(city: City) -> Iterator[Planned]:
    for kind in city.site.unit_kinds:
        yield planned_of_all(city, kind_url(kind.name), partial(directory_page, kind=kind))


DIRECTORIES = Product(
    name="directories",
    paths=((f"/{KIND}/", "directory of all active units of the kind"),),
    reads=("activity",),
    make=_directories,
)


def directory_page(city: City, kind: UnitKind) -> Output:
    """Return the directory of all units of a kind."""
    site = city.site
    t = site.t.gettext
    own = city.active(kind.name)
    activity = {entry.key: acts for entry, acts in city.read("activity")}
    active = sum(1 for entry in own if activity.get(entry.key))
    intro = t(N_("{total} units; {active} of them have published reports.")).format(
        total=wording.whole(len(own), site.lang),
        active=wording.whole(active, site.lang),
    )
    view = views.DirectoryPage(
        site=site_view(site),
        meta=meta_view(site, kind_url(kind.name), kind.plural, intro),
        title=kind.plural,
        intro=intro,
        kind=kind.name,
        groups=tuple(_directory_groups(city, own, activity)),
        closed=tuple(_closed(city, kind)),
    )
    return page_output(site, kind_url(kind.name), "directory.html", view)


def _directory_groups(
    city: City, own: tuple[UnitEntry, ...], activity: ByUnit
) -> Iterator[views.DirectoryGroup]:
    """Yield units by the unit above them if each has one and they differ, else by letter."""
    site = city.site
    by_parent = group_by(own, lambda entry: entry.parent)
    areas = any(entry.level == "kelurahan" for entry in own)
    if "" not in by_parent and (areas or len(by_parent) > 1):
        above = (entry for entry in city.entries if entry.key in by_parent)
        for parent in sorted(above, key=lambda entry: entry.name):
            yield views.DirectoryGroup(
                id=parent.id,
                label=parent.name,
                href=site.address.href(unit_url(parent.key)),
                entries=tuple(
                    _entry(city, entry, activity) for entry in _sorted(by_parent[parent.key])
                ),
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
    found = [
        (each.entry, each) for each in city.formers if each.entry and each.entry.kind == kind.name
    ]
    for entry, former in sorted(found, key=lambda pair: (pair[0].name.casefold(), pair[0].id)):
        yield views.ClosedEntry(
            name=entry.name,
            href=site.address.href(unit_url(entry.key)) if former.page else "",
            until=wording.moment(entry.until, site.lang) if entry.until else "",
            followers=unit_links(site, former.successors),
        )


def _sorted(entries: Iterable[UnitEntry]) -> list[UnitEntry]:
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.id))


def _entry(city: City, entry: UnitEntry, activity: ByUnit) -> views.DirectoryEntry:
    site = city.site
    reports = activity.get(entry.key, ())
    children: tuple[views.DirectoryEntry, ...] = ()
    if entry.level == "kecamatan":
        areas = (e for e in city.entries if e.level == "kelurahan" and e.active)
        below = [each for each in areas if each.parent == entry.key]
        children = tuple(_entry(city, child, activity) for child in _sorted(below))
    return views.DirectoryEntry(
        name=entry.name,
        href=site.address.href(unit_url(entry.key)),
        last=wording.day(reports[0].date, site.lang) if reports else None,
        reports=wording.whole(len(reports), site.lang),
        children=children,
        former=", ".join((*entry.former_names, *entry.former_codes)),
    )
