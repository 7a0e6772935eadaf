"""What a unit's home page shows of other units: of those below it, of those nearby, of the one above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sitegen.charts.numbers import time_label, with_unit
from sitegen.i18n import N_
from sitegen.model import Around, Profile, Relatives, ReportOf, ReportSummary, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.recent import how_many
from sitegen.pages.site import SiteContext, report_card, report_row, unit_links, unit_name
from sitegen.pages.unit_contact import contact_facts
from sitegen.pages.unit_shared import fact
from sitegen.urls import unit_url

# As many units are shown with a bar at most.
SHOWN = 20
# Services with more units than this say how many have them.
NAMED = 3


def total_recent(around: Around, own: Iterable[ReportSummary], today: date) -> int:
    """Return how many reports a unit and those below it published in the last 30 days."""
    return how_many((each.date for each in own), today) + sum(n for _, n in around.recent)


def below_view(
    site: SiteContext, entry: UnitEntry, around: Around, recent: int
) -> views.Below | None:
    """Return what the units below a unit publish; None if there are none or they have nothing.

    `recent` counts the recent reports of all of them and of the unit itself.
    """
    if not (around.latest or around.services):
        return None
    t, lang = site.t, site.lang
    most = max((count for _, count in around.recent), default=0)
    units = tuple(
        views.UnitCount(
            label=unit.name,
            href=site.address.href(unit_url(unit.key)),
            reports=wording.whole(count, lang),
            share=round(100 * count / most) if most else 0,
        )
        for unit, count in sorted(_counted(around), key=lambda each: -each[1])[:SHOWN]
    )
    said = t.ngettext(
        N_("{n} report in the last 30 days of {name} and the {units} below it."),
        N_("{n} reports in the last 30 days of {name} and the {units} below it."),
        recent,
    ).format(n=wording.whole(recent, lang), name=unit_name(site, entry), units=_units(site, around))
    return views.Below(
        heading=t.gettext(N_("From the {units} of {name}")).format(
            units=_kind(site, around), name=unit_name(site, entry)
        ),
        recent=said,
        units=units,
        reports=tuple(report_card(site, of, _link(site, unit)) for of, unit in around.latest),
        planned=_rows(site, around.ahead),
        finished=_rows(site, around.finished),
        services=tuple(
            views.ServiceBelow(
                name=name,
                units=tuple(
                    views.Link(
                        label=unit.name, href=f"{site.address.href(unit_url(unit.key))}#layanan"
                    )
                    for unit in having[:NAMED]
                ),
                more=_more(site, len(having) - NAMED),
            )
            for name, having in around.services
        ),
    )


def nearby_rows(site: SiteContext, around: Around) -> tuple[views.ReportRow, ...]:
    """Return the newest reports of the units nearby, for a unit without any."""
    return _rows(site, around.nearby)


def area_facts(site: SiteContext, around: Around) -> tuple[views.Fact, ...]:
    """Return what the city's datasets say of an area, each with its period and its source."""
    return tuple(
        fact(
            "angka",
            each.title,
            with_unit(each.value, each.unit, site.t, digits=0 if each.whole else 2),
            " · ".join(
                filter(None, (each.column, _period(site, each.period), unit_name(site, each.of)))
            ),
            site.address.href(each.url),
        )
        for each in around.figures
    )


def _period(site: SiteContext, text: str) -> str:
    return time_label(text, site.t) if text else ""


def contact_above(
    site: SiteContext, relatives: Relatives, around: Around
) -> views.ContactAbove | None:
    """Return how to reach the unit above, for a unit that gives no contact of its own."""
    if relatives.parent is None or not around.contact:
        return None
    given = dict(around.contact)
    above = Profile(
        address=given.get("alamat", ""),
        hours=given.get("jam", ""),
        phone=given.get("telepon", ""),
        whatsapp=given.get("whatsapp", ""),
        email=given.get("email", ""),
    )
    (unit,) = unit_links(site, (relatives.parent,))
    return views.ContactAbove(unit=unit, facts=tuple(contact_facts(site, above)))


def _counted(around: Around) -> Iterable[tuple[UnitEntry, int]]:
    """The units below with their numbers: of very many, those that published at all."""
    many = len(around.recent) > SHOWN
    return (each for each in around.recent if each[1] or not many)


def _rows(site: SiteContext, reports: Iterable[ReportOf]) -> tuple[views.ReportRow, ...]:
    return tuple(report_row(site, of, _link(site, unit)) for of, unit in reports)


def _link(site: SiteContext, unit: UnitEntry) -> views.Link:
    return site.link(unit_name(site, unit), unit_url(unit.key))


def _kind(site: SiteContext, around: Around) -> str:
    """The word for the units below within a sentence: `kelurahan`; `unit` if they are of two kinds."""
    kinds = {unit.kind for unit, _ in around.recent}
    if len(kinds) != 1:
        return site.t.gettext(N_("units"))
    label = site.kind(kinds.pop()).label
    return label[:1].lower() + label[1:] if label[1:].islower() else label


def _units(site: SiteContext, around: Around) -> str:
    return f"{wording.whole(len(around.recent), site.lang)} {_kind(site, around)}"


def _more(site: SiteContext, count: int) -> str:
    if count <= 0:
        return ""
    text = site.t.ngettext(N_("and {n} more"), N_("and {n} more"), count)
    return text.format(n=wording.whole(count, site.lang))
