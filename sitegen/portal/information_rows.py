"""The entries of a unit's register of public information, from what it publishes and `data/dip.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from sitegen.city.dip import PaperEntry
from sitegen.datasets.downloads import FORMAT_NAMES
from sitegen.i18n import N_
from sitegen.keys.vocabulary import CLASSES, EXEMPT
from sitegen.model import Information, InformationItem, UnitEntry
from sitegen.pages import wording
from sitegen.pages.site import SiteContext, unit_name

# The classes in the order of the register; "" if none is given.
ORDER = (*(name for name, _ in CLASSES), "")


class RegisterRow(Struct, frozen=True, kw_only=True):
    """An entry of the register of a unit; its fields are texts as the register shows them.

    `classification` is the name of a class, "" if none is given, or `dikecualikan`. `url` is a path
    from the site's root or an address elsewhere.
    """

    classification: str
    summary: str
    responsible: str
    made: str
    form: str
    kept: str = ""
    url: str = ""
    test: str = ""


def register_rows(
    site: SiteContext, entry: UnitEntry, own: Information, paper: Iterable[PaperEntry]
) -> tuple[RegisterRow, ...]:
    """Return the register of a unit by class: reports, pages, datasets, then what is on paper.

    Reports are one entry for each year and class: their pages are listed in the archive that it leads
    to, and the register stays of use. Urgent announcements are entries of their own.
    """
    officer = dict(own.contact).get("pejabat", "")
    responsible = officer or unit_name(site, entry)
    rows = [
        *((_single if item.title else _year)(site, item, responsible) for item in own.items),
        *(_paper(site, each, responsible) for each in paper),
    ]
    order = {name: at for at, name in enumerate((*ORDER, EXEMPT))}
    return tuple(sorted(rows, key=lambda row: order[row.classification]))


def _year(site: SiteContext, item: InformationItem, responsible: str) -> RegisterRow:
    """The reports of a year as one entry."""
    day, t = item.date or date.min, site.t
    said = t.ngettext(
        N_("Reports of activities in {year} ({n} report)"),
        N_("Reports of activities in {year} ({n} reports)"),
        item.count,
    )
    return RegisterRow(
        classification=item.classification,
        summary=said.format(year=day.year, n=wording.whole(item.count, site.lang)),
        responsible=responsible,
        made=f"{_span(item.first or day, day, site)}, {site.name}",
        form=t.gettext(N_("Web page")),
        kept=_kept(site, "report"),
        url=item.url,
    )


def _span(first: date, last: date, site: SiteContext) -> str:
    if first == last:
        return wording.day(first, site.lang).text
    return wording.days(first, last, site.lang)


def _single(site: SiteContext, item: InformationItem, responsible: str) -> RegisterRow:
    day = wording.day(item.date, site.lang).text if item.date else ""
    names = (FORMAT_NAMES.get(each) for each in item.media_types)
    files = ", ".join(dict.fromkeys(name for name in names if name))
    page = site.t.gettext(N_("Web page"))
    return RegisterRow(
        classification=item.classification,
        summary=item.title,
        responsible=responsible,
        made=", ".join(filter(None, (day, site.name))),
        form=f"{page}, {files}" if files else page,
        kept=_kept(site, item.form),
        url=item.url,
    )


def _paper(site: SiteContext, entry: PaperEntry, responsible: str) -> RegisterRow:
    return RegisterRow(
        classification=entry.classification,
        summary=entry.summary,
        responsible=entry.responsible or responsible,
        made=", ".join(filter(None, (entry.time, entry.place or site.name))),
        form=entry.form or site.t.gettext(N_("On paper")),
        kept=entry.kept,
        url=entry.link,
        test=entry.test,
    )


def _kept(site: SiteContext, form: str) -> str:
    return dict(site.kept).get(form, "")
