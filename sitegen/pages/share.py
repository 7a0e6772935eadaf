"""What shared links show: the pictures that stand for reports, units and the city, and links to pass a
page on.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from sitegen.i18n import N_
from sitegen.images.cards import Card, draw_card
from sitegen.model import Output, ReportSummary, SharePicture
from sitegen.pages import views, wording
from sitegen.pages.site import CARD_SIZE, SiteContext, icon_name, label_of
from sitegen.pages.unit_shared import UnitContext
from sitegen.urls import card_url, output_path, report_card_url

_GROUND = "#0c474b"
# How many months have a picture for each report, the current one among them, unless all have.
CARD_MONTHS = 2


def share_links(site: SiteContext, url: str, title: str) -> tuple[views.Link, ...]:
    """Return links that pass on the page at the absolute `url`; they work without scripts."""
    what, where = quote(title, safe=""), quote(url, safe="")
    email = site.t.gettext(N_("E-mail"))
    return (
        views.Link(label="WhatsApp", href=f"https://wa.me/?text={what}%20{where}"),
        views.Link(label="Telegram", href=f"https://t.me/share/url?url={where}&text={what}"),
        views.Link(label=email, href=f"mailto:?subject={what}&body={where}"),
    )


def has_card(site: SiteContext, report: ReportSummary, today: date) -> bool:
    """Return whether a picture is drawn for a report: it shows none, and is new or all get one."""
    return report.picture is None and (site.all_cards or today < cards_end(report.date))


def cards_end(day: date) -> date:
    """Return the first day on which a report of this day has no drawn picture any more."""
    months = day.year * 12 + day.month - 1 + CARD_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def report_picture(
    unit: UnitContext, report: ReportSummary, *, carded: bool
) -> SharePicture | None:
    """Return what shared links show of a report: its own picture, else the one that is drawn for it."""
    if not carded:
        return report.picture
    width, height = CARD_SIZE
    day = wording.day(report.date, unit.site.lang).text
    alt = f"{report.title} - {unit.masthead.name}, {day}"
    return SharePicture(url=report_card_url(report.url), width=width, height=height, alt=alt)


def report_card_of(unit: UnitContext, report: ReportSummary) -> Card:
    """Return what the picture of a report says: whose it is, its title, its kind and its day."""
    site = unit.site
    day = wording.day(report.date, site.lang).text
    kind = label_of(site.kinds, report.kind) if report.kind else ""
    return _card(
        site,
        title=report.title,
        label=unit.masthead.name,
        note=f"{kind} · {day}" if kind else day,
        colour=unit.profile.colour,
    )


def unit_card_of(unit: UnitContext) -> Card:
    """Return what the picture of a unit says: what it is and where, and its name."""
    head = unit.masthead
    label = f"{head.kind_label} · {head.parent.label}" if head.parent else head.kind_label
    return _card(unit.site, title=head.name, label=label, colour=unit.profile.colour)


def city_card(site: SiteContext) -> Output:
    """Return the picture that stands for the city's own pages."""
    card = _card(site, title=site.name, note=site.tagline, foot=_host(site))
    return Output(path=output_path(card_url()), body=draw_card(card))


def _host(site: SiteContext) -> str:
    """The site's address as people say it."""
    address = site.address.official or site.address.base_url
    return address.partition("://")[2]


def _card(
    site: SiteContext,
    *,
    title: str,
    label: str = "",
    note: str = "",
    foot: str = "",
    colour: str = "",
) -> Card:
    return Card(
        title=title,
        label=label,
        note=note,
        city=foot or site.name,
        ground=colour or site.theme.boards[0] or _GROUND,
        squares=icon_name(site) == "icon.svg",
    )
