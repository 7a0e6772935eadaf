"""The pages on all activities and projects: of a unit, and of the city."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.model import Output, PackageRecord, Progress, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.programmes import late_sentence, progress_method, progress_sentence
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.portal.programmes.files import file_links
from sitegen.portal.programmes.own import OwnProgress
from sitegen.portal.programmes.rows import (
    activity_row,
    in_turn,
    project_figures,
    project_row,
    state_figures,
)
from sitegen.portal.programmes.tables import (
    activities_by_area,
    activities_by_unit,
    projects_by_area,
    projects_by_unit,
)
from sitegen.programmes.progress import state_of
from sitegen.urls import PROGRAMMES_MAP_URL, activities_url, programmes_url, unit_url

# So many activities make a page that arrives at once on a phone.
PER_PAGE = 40
# As many critical activities stand on the city's page; the others on those of the units.
CRITICAL_SHOWN = 40


class ActivitiesPart(Struct, frozen=True, kw_only=True):
    """A page of a unit's activities: which of how many, and all activities of the unit without their months.

    `of_city` says that the city has a page of all units.
    """

    number: int
    count: int
    items: tuple[Progress, ...]
    of_city: bool = True


def unit_page(site: SiteContext, own: OwnProgress, part: ActivitiesPart) -> Output:
    """Return a page of a unit: `own` has only the activities that it shows."""
    t, entry = site.t.gettext, own.entry
    name = unit_name(site, entry)
    title = t(N_("Programmes"))
    intro = progress_sentence(site, part.items) or t(
        N_("How far the activities and projects of {unit} are.")
    ).format(unit=name)
    if part.number > 1:
        title = f"{title} ({part.number})"
    first = part.number == 1
    url = activities_url(entry.key, part.number)
    crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
    view = views.ProgrammesPage(
        site=site_view(site),
        meta=meta_view(site, url, f"{title} - {name}", f"{name} - {title}: {intro}", crumbs),
        unit=masthead(site, entry, "", None),
        title=title,
        intro=intro,
        late=late_sentence(site, part.items),
        how=progress_method(site, part.items),
        states=state_figures(site, part.items),
        heading=t(N_("Activities")),
        rows=tuple(activity_row(site, own, item, shown=False) for _, item in in_turn((own,))),
        pages=tuple(
            site.link(str(at), activities_url(entry.key, at)) for at in range(1, part.count + 1)
        )
        if part.count > 1
        else (),
        project_states=project_figures(site, own.projects) if first else (),
        projects=tuple(project_row(site, own, each) for each in own.projects) if first else (),
        packages=_methods(site, own.packages) if first else None,
        tables=(),
        map=None,
        more=site.link(t(N_("Programmes of the city")), programmes_url()) if part.of_city else None,
        sources=tuple(site.link(label, href) for label, href in own.sources),
        files=file_links(site, entry.key) if part.items else (),
    )
    return page_output(site, url, "programmes.html", view)


def city_page(
    site: SiteContext,
    every: tuple[OwnProgress, ...],
    areas: tuple[UnitEntry, ...],
    critical: tuple[OwnProgress, ...],
    mapped: bool,
) -> Output:
    """Return the page of the city.

    `areas` are its kecamatan and kelurahan, `critical` those of `every` with only what is far behind its
    plan; `mapped` says that there is a map.
    """
    t = site.t.gettext
    title = t(N_("Programmes of the city"))
    items = tuple(item for own in every for item in own.items)
    projects = tuple(each for own in every for each in own.projects)
    intro = progress_sentence(site, items) or t(
        N_("How far the activities and projects of the city are.")
    )
    view = views.ProgrammesPage(
        site=site_view(site),
        meta=meta_view(site, programmes_url(), title, intro),
        unit=None,
        title=title,
        intro=intro,
        late="",
        how=progress_method(site, items),
        states=state_figures(site, items),
        heading=t(N_("Far behind the plan")),
        rows=tuple(
            activity_row(site, own, item, shown=True)
            for own, item in in_turn(critical)[:CRITICAL_SHOWN]
        ),
        pages=(),
        project_states=project_figures(site, projects),
        projects=(),
        packages=None,
        tables=(
            *activities_by_unit(site, every),
            *activities_by_area(site, items, areas),
            *projects_by_unit(site, every),
            *projects_by_area(site, projects, areas),
        ),
        map=site.link(t(N_("Map of the activities and projects")), PROGRAMMES_MAP_URL)
        if mapped
        else None,
        more=None,
        sources=tuple(
            site.link(f"{unit_name(site, own.entry)}: {label}", href)
            for own in every
            for label, href in own.sources
        ),
        files=file_links(site, "") if items else (),
    )
    return page_output(site, programmes_url(), "programmes.html", view)


def is_critical(item: Progress) -> bool:
    """Return whether an activity is far behind its plan."""
    return state_of(item) == "critical"


def _methods(site: SiteContext, packages: tuple[PackageRecord, ...]) -> views.Packages | None:
    """How suppliers were chosen, by number of packages and their budgets; None without packages."""
    if not packages:
        return None
    t, lang = site.t.gettext, site.lang
    counts = Counter(each.method for each in packages)
    ceilings: Counter[str] = Counter()
    for each in packages:
        ceilings[each.method] += each.ceiling
    n = wording.whole(len(packages), lang)
    whole = wording.rupiah(sum(each.ceiling for each in packages), lang)
    said = t(N_("{n} packages of procurement in {year}, with budgets of {budget} in all."))
    return views.Packages(
        intro=said.format(n=n, year=packages[0].year, budget=whole),
        rows=tuple(
            views.PackagesRow(
                method=method,
                count=wording.whole(count, lang),
                ceiling=wording.rupiah(ceilings[method], lang),
            )
            for method, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )
