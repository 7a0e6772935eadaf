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
from sitegen.pages.unit_shared import group_by, with_titles
from sitegen.urls import kind_by_parent_url, kind_url, unit_url

# The activity of units by key, newest first for each.
ByUnit = dict[str, tuple[Activity, ...]]


def _directories(city: City) -> Iterator[Planned]:
    for kind in city.site.unit_kinds:
        url = kind_url(kind.name)
        yield planned_of_all(city, url, partial(directory_page, kind=kind))
        if _by_parent(city, kind):
            by_parent = partial(directory_page, kind=kind, by_parent=True)
            yield planned_of_all(city, kind_by_parent_url(kind.name), by_parent)


DIRECTORIES = Product(
    name="directories",
    paths=(
        (f"/{KIND}/", "directory of all active units of the kind, from A to Z"),
        (
            f"/{KIND}/per-induk/",
            "the same by the unit above, such as kelurahan by kecamatan, where each has one",
        ),
    ),
    reads=("activity",),
    make=_directories,
)


def directory_page(city: City, kind: UnitKind, *, by_parent: bool = False) -> Output:
    """Return the directory of all units of a kind, from A to Z or by the unit above them."""
    site = city.site
    t = site.t.gettext
    own = city.active(kind.name)
    activity = {entry.key: acts for entry, acts in city.read("activity")}
    active = sum(1 for entry in own if activity.get(entry.key))
    intro = t(N_("{total} units; {active} of them have published reports.")).format(
        total=wording.whole(len(own), site.lang),
        active=wording.whole(active, site.lang),
    )
    parents = _by_parent(city, kind)
    top = _parent_word(city, parents)
    title, url = kind.plural, kind_url(kind.name)
    crumbs: tuple[views.Link, ...] = ()
    ways: tuple[views.Link, ...] = ()
    if by_parent:
        crumbs = (site.link(kind.plural, url),)
        ways = (site.link(t(N_("From A to Z")), url),)
        title, url = f"{kind.plural}, {top}", kind_by_parent_url(kind.name)
        groups = _parent_groups(city, parents, activity)
    else:
        if parents:
            label = top[:1].upper() + top[1:]
            ways = (site.link(label, kind_by_parent_url(kind.name)),)
        groups = _letter_groups(city, own, activity)
    view = views.DirectoryPage(
        site=site_view(site),
        meta=meta_view(site, url, title, with_titles(title, intro), crumbs),
        title=title,
        intro=intro,
        kind=kind.name,
        ways=ways,
        compact=bool(parents),
        groups=tuple(groups),
        closed=() if by_parent else tuple(_closed(city, kind)),
    )
    return page_output(site, url, "directory.html", view)


def _by_parent(city: City, kind: UnitKind) -> dict[UnitEntry, tuple[UnitEntry, ...]]:
    """The units of a kind by the unit above them, by name, if each has one and they differ."""
    own = city.active(kind.name)
    by_key = group_by(own, lambda entry: entry.parent)
    areas = any(entry.level == "kelurahan" for entry in own)
    if "" in by_key or not (areas or len(by_key) > 1):
        return {}
    above = _sorted(entry for entry in city.entries if entry.key in by_key)
    return {parent: by_key[parent.key] for parent in above}


def _parent_word(city: City, parents: Iterable[UnitEntry]) -> str:
    """How units are ordered by those above them: `by kecamatan`."""
    t = city.site.t.gettext
    kinds = {entry.kind for entry in parents}
    if len(kinds) == 1:
        return t(N_("by {kind}")).format(kind=city.site.kind(kinds.pop()).label.lower())
    return t(N_("by the unit above"))


def _parent_groups(
    city: City, parents: dict[UnitEntry, tuple[UnitEntry, ...]], activity: ByUnit
) -> Iterator[views.DirectoryGroup]:
    for parent, own in parents.items():
        yield views.DirectoryGroup(
            id=parent.id,
            label=parent.name,
            href=city.site.address.href(unit_url(parent.key)),
            entries=tuple(_entry(city, entry, activity) for entry in _sorted(own)),
        )


def _letter_groups(
    city: City, own: tuple[UnitEntry, ...], activity: ByUnit
) -> Iterator[views.DirectoryGroup]:
    letters = group_by(_sorted(own), lambda entry: entry.name[0].upper())
    for letter, members in letters.items():
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
