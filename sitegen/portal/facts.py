"""A unit in figures, `/<unit>/fakta/`: one page to print for whoever has to quote or to answer.

Each figure stands with its period, source, last change and address; nothing is computed here that the
dataset's own page does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter

from msgspec import Struct

from sitegen.datasets.lateness import lateness
from sitegen.i18n import N_
from sitegen.model import DatasetSummary, Office, Output, ReportSummary, Shared, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.dataset_facts import late_words, licence_words
from sitegen.pages.licences import licence_url
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.programmes import progress_sentence
from sitegen.pages.qr import with_code
from sitegen.pages.site import (
    SiteContext,
    label_of,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.pages.unit_contact import said_facts
from sitegen.pages.unit_shared import fact, safe_address
from sitegen.programmes.progress import of_newest_year
from sitegen.urls import PRESS_URL, TERMS_URL, ask_url, facts_url, programmes_url, unit_url

# About three printed pages; the others are named.
FIGURES = 24
NEWS = 4
REST = 60


class FactDataset(Struct, frozen=True, kw_only=True):
    """What these pages say of a dataset; `late` in words, `added` and `changed` are days of git.

    In a sample city, whose commits say nothing of its days, `changed` is the day that the author gives.
    """

    url: str
    title: str
    sentence: str
    period: str
    source: str
    source_url: str
    licence: str
    updated: date | None
    added: date | None
    changed: date | None
    rows: int
    late: str = ""
    revised: str = ""


def changed_on(site: SiteContext, own: DatasetSummary, today: date) -> date | None:
    """Return the day on which a dataset was changed, None if nobody can say."""
    if site.demo is None or own.updated is None or own.updated > today:
        return own.last
    return own.updated


def fact_dataset(site: SiteContext, own: DatasetSummary, today: date) -> FactDataset:
    """Return what these pages say of a dataset on this day."""
    late = lateness(own.promised, own.period_end, today)
    return FactDataset(
        url=own.url,
        title=own.title,
        sentence=own.sentence,
        period=own.period,
        source=own.source,
        source_url=own.source_url,
        licence=licence_words(own.licence, site.t) if own.described else "",
        updated=own.updated,
        added=own.first,
        changed=changed_on(site, own, today),
        rows=own.rows,
        revised=own.revised if own.revised_on == own.last else "",
        late=late_words(late, site.t) if late else "",
    )


class UnitFacts(Struct, frozen=True, kw_only=True):
    """A unit as its page of facts needs it; `reports` are its newest, `progress` a sentence or ""."""

    entry: UnitEntry
    datasets: tuple[FactDataset, ...]
    reports: tuple[ReportSummary, ...]
    contact: tuple[tuple[str, str], ...]
    officer: str
    progress: str = ""


def _pages(city: City) -> Iterator[Planned]:
    site, today = city.site, city.read("today")
    shared = {entry.key: own for entry, own in city.read("shared")}
    offices = {entry.key: own for entry, own in city.read("office")}
    for entry, own in city.read("datasets"):
        if entry.active and own:
            unit = _unit(site, entry, own, shared[entry.key], offices[entry.key], today)
            yield planned(site, facts_url(entry.key), facts_page, unit)


FACTS = Product(
    name="facts",
    paths=((f"/{KIND}/<unit>/fakta/", "what a unit has in figures, what is new, whom to ask"),),
    reads=("datasets", "shared", "office", "today"),
    make=_pages,
)


def _unit(
    site: SiteContext,
    entry: UnitEntry,
    datasets: tuple[DatasetSummary, ...],
    shared: Shared,
    office: Office,
    today: date,
) -> UnitFacts:
    return UnitFacts(
        entry=entry,
        datasets=tuple(fact_dataset(site, each, today) for each in datasets),
        reports=tuple(each for each in shared.latest if each.date <= today)[:NEWS],
        contact=shared.contact,
        officer=dict(office.asked).get("pejabat", ""),
        progress=progress_sentence(
            site, of_newest_year(item for each in datasets for item in each.progress)
        ),
    )


def facts_page(site: SiteContext, unit: UnitFacts) -> Output:
    """Return the page of a unit with data."""
    t, entry = site.t, unit.entry
    name, url = unit_name(site, entry), facts_url(entry.key)
    title = t.gettext(N_("{unit} in figures")).format(unit=name)
    count = len(unit.datasets)
    intro = t.ngettext(
        N_("{n} table with its period, source and address, what is new, and whom to ask."),
        N_("{n} tables with their periods, sources and addresses, what is new, and whom to ask."),
        count,
    ).format(n=wording.whole(count, site.lang))
    crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
    ordered = sorted(unit.datasets, key=lambda each: (not each.sentence, each.title.casefold()))
    view = views.FactsPage(
        site=site_view(site),
        meta=with_code(meta_view(site, url, title, f"{name}: {intro}", crumbs)),
        unit=masthead(site, entry, "", None),
        title=title,
        intro=intro,
        progress=site.link(unit.progress, programmes_url(entry.key)) if unit.progress else None,
        figures=tuple(_figure(site, each) for each in ordered[:FIGURES]),
        rest=tuple(site.link(each.title, each.url) for each in ordered[FIGURES:][:REST]),
        news=tuple(_news(site, unit)),
        contact=tuple(_contact(site, unit)),
        ways=(
            site.link(t.gettext(N_("How to ask this unit for information")), ask_url(entry.key)),
            site.link(t.gettext(N_("Terms for the use of data")), TERMS_URL),
            site.link(t.gettext(N_("The week of the city, for the press")), PRESS_URL),
        ),
    )
    return page_output(site, url, "facts.html", view)


def _figure(site: SiteContext, own: FactDataset) -> views.FactFigure:
    t = site.t
    rows = t.ngettext(N_("{n} row"), N_("{n} rows"), own.rows)
    return views.FactFigure(
        link=site.link(own.title, own.url),
        sentence=own.sentence,
        facts=tuple(_facts(site, own, rows.format(n=wording.whole(own.rows, site.lang)))),
        address=site.address.absolute(own.url),
        late=t.gettext(N_("Newer data are due: {late}.")).format(late=own.late) if own.late else "",
    )


def _facts(site: SiteContext, own: FactDataset, rows: str) -> Iterator[views.Fact]:
    """Period, source, last change and licence of a dataset, as far as they are known."""
    t = site.t.gettext
    updated = wording.day(own.updated, site.lang).text if own.updated else ""
    for name, label, value, href in (
        ("periode", N_("Period"), own.period, ""),
        ("sumber", N_("Source"), own.source, safe_address(own.source_url)),
        ("diperbarui", N_("Last update"), updated, ""),
        ("lisensi", N_("Licence"), own.licence, licence_url(own.licence, site.lang)),
        ("isi", N_("Table"), "" if own.sentence else rows, ""),
    ):
        if value:
            yield fact(name, t(label), value, "", href)


def _news(site: SiteContext, unit: UnitFacts) -> Iterator[views.WhatsNew]:
    """The latest reports and the latest changes of data, as many of each, by day."""
    dated = [(each.changed, each.url, each) for each in unit.datasets if each.changed]
    dated.sort(key=itemgetter(1))
    dated.sort(key=itemgetter(0), reverse=True)
    found = [(day, url, news_of_data(site, own, day, None)) for day, url, own in dated[:NEWS]]
    for each in unit.reports[:NEWS]:
        new = news_of_report(site, each, wording.day(each.date, site.lang))
        found.append((each.date, each.url, new))
    found.sort(key=itemgetter(1))
    found.sort(key=itemgetter(0), reverse=True)
    for _, _, new in found:
        yield new


def news_of_report(site: SiteContext, report: ReportSummary, day: views.Day) -> views.WhatsNew:
    """Return a report as a line of what is new, with its day as it is to be written."""
    kind = label_of(site.kinds, report.kind) if report.kind else ""
    return views.WhatsNew(
        day=day,
        label=kind or site.t.gettext(N_("Report")),
        link=site.link(report.title, report.url),
        unit=None,
        sentence="",
        change="",
    )


def news_of_data(
    site: SiteContext, own: FactDataset, day: date, unit: views.Link | None
) -> views.WhatsNew:
    """Return a dataset as a line of what is new; it was added or changed on this day."""
    label = N_("New data") if own.added == day else N_("Changed data")
    return views.WhatsNew(
        day=wording.day(day, site.lang),
        label=site.t.gettext(label),
        link=site.link(own.title, own.url),
        unit=unit,
        sentence=own.sentence if unit else "",
        change=own.revised if own.changed == day != own.added else "",
    )


def _contact(site: SiteContext, unit: UnitFacts) -> Iterator[views.Fact]:
    if unit.officer:
        label = site.t.gettext(N_("Public information officer (PPID)"))
        yield fact("ppid", label, unit.officer)
    yield from said_facts(site, unit.contact)


def quick_contact(site: SiteContext, said: Iterable[tuple[str, str]]) -> tuple[views.Fact, ...]:
    """Return only the numbers and mail addresses of a unit."""
    return tuple(
        each for each in said_facts(site, said) if each.name in {"telepon", "whatsapp", "email"}
    )
