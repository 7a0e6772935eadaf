"""All reports of a unit on one page, and those of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.model import Output, ReportSummary
from sitegen.pages import views, wording
from sitegen.pages.product import Planned
from sitegen.pages.site import label_of, page_output, report_row, site_view
from sitegen.pages.unit_shared import UnitContext, group_by, unit_meta, with_titles
from sitegen.urls import archive_url, output_path, reports_url

# A list with more reports than this shows its months with numbers.
LISTED = 40
# A kind with fewer reports has no list of its own.
FEWEST = 3


def listed_kinds(reports: tuple[ReportSummary, ...]) -> tuple[str, ...]:
    """Return the kinds of reports that have a list of their own, those with most reports first.

    Where all reports are of one kind, none has.
    """
    kinds = {kind: len(own) for kind, own in group_by(reports, lambda each: each.kind).items()}
    if len(kinds) < 2:
        return ()
    found = (kind for kind, count in kinds.items() if kind and count >= FEWEST)
    return tuple(sorted(found, key=lambda kind: (-kinds[kind], kind)))


def report_lists(
    unit: UnitContext, reports: tuple[ReportSummary, ...], ids: Mapping[str, str]
) -> Iterator[Planned]:
    """Yield the list of all reports of the unit and those of its kinds; none without reports.

    `ids` has what stands for a report in lists, by its address.
    """
    if not reports:
        return
    kinds = listed_kinds(reports)
    for kind in ("", *kinds):
        own = tuple(each for each in reports if not kind or each.kind == kind)
        yield Planned(
            path=output_path(reports_url(unit.entry.key, kind)),
            key=digest(unit.id, kind, repr(kinds), *(ids[each.url] for each in own)),
            make=partial(_list, unit, kind, own, kinds),
        )


def _list(
    unit: UnitContext, kind: str, reports: tuple[ReportSummary, ...], kinds: tuple[str, ...]
) -> Output:
    site, key = unit.site, unit.entry.key
    t = site.t
    url = reports_url(key, kind)
    # A kind has no archives of its own: its list is whole.
    long = len(reports) > LISTED and not kind
    months = group_by(reports, lambda each: (each.date.year, each.date.month))
    title = label_of(site.kinds, kind) if kind else t.gettext(N_("All reports"))
    intro = t.ngettext(N_("{n} report of {unit}."), N_("{n} reports of {unit}."), len(reports))
    intro = intro.format(n=wording.whole(len(reports), site.lang), unit=unit.masthead.name)
    every = site.link(t.gettext(N_("All reports")), reports_url(key))
    ways = [site.link(label_of(site.kinds, each), reports_url(key, each)) for each in kinds]
    view = views.ListPage(
        site=site_view(site, reports[0].date),
        meta=unit_meta(
            unit,
            url,
            f"{title} - {unit.masthead.name}",
            with_titles(title, intro, (each.title for each in reports)),
        ),
        unit=unit.masthead,
        title=title,
        intro=intro,
        groups=tuple(
            views.ReportGroup(
                label=wording.month(*month, site.lang),
                href=site.address.href(archive_url(key, *month)),
                count=wording.reports(len(own), t),
                reports=() if long else tuple(report_row(site, each, None) for each in own),
            )
            for month, own in months.items()
        ),
        datasets=(),
        ways=tuple(way for way in (every, *ways) if kinds and way.label != title),
        feed=None,
    )
    return page_output(site, url, "list.html", view)
