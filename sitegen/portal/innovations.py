"""What units have tried anew, and which agency has told of nothing yet: `/inovasi/`."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.feeds import planned_feeds
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, report_row, unit_name
from sitegen.pages.unit_shared import LIST_LIMIT, group_by
from sitegen.portal.archives import list_output
from sitegen.urls import INNOVATIONS_URL, MONITOR_URL, unit_url

KIND = "inovasi"


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    items = tuple(item for item in city.read("reports") if item.report.kind == KIND)
    agencies = tuple(each for each in city.entries if each.level == "dinas" and each.active)
    of_units = group_by(items, lambda item: item.entry)
    counts = tuple((entry, len(own)) for entry, own in of_units.items())
    shown = items if len(items) <= LIST_LIMIT else ()
    yield planned(site, INNOVATIONS_URL, innovations_page, shown, counts, agencies)
    title = f"{site.t.gettext(N_('Innovations'))} · {site.name}"
    yield from planned_feeds(site, INNOVATIONS_URL, title, items)


INNOVATIONS = Product(
    name="innovations",
    paths=(
        (INNOVATIONS_URL, "innovations by unit, and the agencies that have reported none"),
        ("/inovasi/feed.xml", "feed of the latest innovations"),
        ("/inovasi/feed.json", "feed of the latest innovations"),
    ),
    reads=("reports",),
    make=_pages,
)


def innovations_page(
    site: SiteContext,
    items: tuple[Listed, ...],
    counts: tuple[tuple[UnitEntry, int], ...],
    agencies: tuple[UnitEntry, ...],
) -> Output:
    """Return the page; `counts` are the units with innovations, `items` those, none if too many."""
    t = site.t
    order = {kind.name: at for at, kind in enumerate(site.unit_kinds)}
    with_some = dict(counts)
    without = [entry for entry in agencies if entry not in with_some]
    units = sorted(
        (*with_some, *without), key=lambda each: (order[each.kind], each.name.casefold())
    )
    of_units = group_by(items, lambda item: item.entry)
    groups = tuple(
        views.ReportGroup(
            label=unit_name(site, entry),
            href=site.address.href(unit_url(entry.key)),
            count=wording.reports(with_some[entry], t)
            if entry in with_some
            else t.gettext(N_("none reported yet")),
            reports=tuple(report_row(site, item.report, None) for item in of_units.get(entry, ())),
        )
        for entry in units
    )
    told = t.gettext(
        N_(
            "Reports of the kind “Innovation”, by the unit that tells of them. Agencies with at least one: "
            "{n} of {all}. One that has reported none may still have some."
        )
    )
    intro = told.format(
        n=wording.whole(len(agencies) - len(without), site.lang),
        all=wording.whole(len(agencies), site.lang),
    )
    ways = (site.link(t.gettext(N_("Who publishes")), MONITOR_URL),)
    title = t.gettext(N_("Innovations"))
    return list_output(site, INNOVATIONS_URL, (title, intro), (), groups, (), ways, feed=True)
