"""The screen in a unit's lobby: its notices, what is to come and what is new, without any control."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.model import Output, ReportSummary
from sitegen.pages import views, wording
from sitegen.pages.coming import ComingOf
from sitegen.pages.notices import SHOWN, Given, in_order, notice_view
from sitegen.pages.site import meta_view, page_output, report_row, site_view, unit_name
from sitegen.pages.unit_shared import UnitContext
from sitegen.urls import lobby_url, unit_url

# As many as can be read from some steps away.
COMING, LATEST = 5, 3


def lobby_page(
    unit: UnitContext,
    notices: Iterable[Given],
    coming: Iterable[ComingOf],
    reports: tuple[ReportSummary, ...],
    figures: tuple[views.Figure, ...],
) -> Output:
    """Return the screen of a unit; browsers load it again by themselves. Nothing stands there twice."""
    notices, coming = tuple(notices), tuple(coming)
    above = {notice.url for notice, _ in notices} | {item.url for item, _ in coming}
    rest = [report for report in reports if report.url not in above]
    site, head = unit.site, unit.masthead
    url = lobby_url(unit.entry.key)
    title = site.t.gettext(N_("Screen of {name}")).format(name=head.name)
    view = views.LobbyPage(
        site=site_view(site),
        meta=replace(meta_view(site, url, title, ""), index=False, crumbs=()),
        unit=head,
        hours=unit.profile.hours,
        notices=tuple(notice_view(site, each, unit.entry) for each in in_order(notices))[:SHOWN],
        coming=tuple(
            views.AgendaLine(
                href=site.address.href(item.url),
                title=item.title,
                days=wording.days(item.first, item.last, site.lang)
                if item.last > item.first
                else wording.weekday_and_day(item.first, site.lang),
                time=item.time,
                place=item.place,
                kind_label="",
                unit=site.link(unit_name(site, entry), unit_url(entry.key))
                if entry.key != unit.entry.key
                else None,
            )
            for item, entry in coming
        )[:COMING],
        reports=tuple(report_row(site, report, None) for report in rest[:LATEST]),
        figures=tuple(replace(each, href="") for each in figures),
        address=site.address.absolute(unit_url(unit.entry.key)),
    )
    return page_output(site, url, "lobby.html", view)
