"""Complaints as counts, of the city and of each unit that has any: received, answered in time, open.

A complaint counts for a deadline once that is over; units stand by name, and nobody is ranked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sitegen.charts.numbers import share
from sitegen.city.complaints import DEADLINES, WITHIN, ComplaintCounts, Complaints, passed
from sitegen.exports.lists import list_csv
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import CONTACTS_URL, ask_url, complaints_url, output_path, unit_url

FILE = "pengaduan"
# As many months are shown; the files have all.
MONTHS = 12
_NONE = "–"
_WHAT = (
    N_("within 3 working days: the first answer"),
    N_("within 5 working days: the deadline for questions"),
    N_("within 14 working days: the deadline if no check on the spot is needed"),
    N_("within 60 working days: the deadline if one is needed"),
)
_NAMES = ("unit", "nama", "bulan", "diterima", *WITHIN, "terbuka", "per")
# Complaints answered within a deadline, and how many there were for which it is over.
Answered = tuple[int, int]
OfUnits = tuple[tuple[UnitEntry, Complaints], ...]


def _pages(city: City) -> Iterator[Planned]:
    known = city.read("complaints")
    if not known:
        return
    site, pauses = city.site, city.read("holidays")
    since = _since(known)
    recent = tuple(each for each in known if each.month >= since)
    of_units = group_by(recent, lambda each: each.unit)
    every = group_by(known, lambda each: each.unit)
    names = {entry.key: unit_name(site, entry) for entry in city.entries}
    order = (*(key for key in names if key in every), *sorted(every.keys() - names.keys()))
    rows = tuple((key, names.get(key, ""), tuple(every[key])) for key in order)
    shown = tuple(
        (entry, tuple(of_units.get(entry.key, ())))
        for entry in city.entries
        if entry.key in every and entry.active
    )
    yield planned(site, complaints_url(), city_page, recent, shown, pauses)
    for make, ending in ((_csv, ".csv"), (_json, ".json")):
        yield planned(site, f"{complaints_url()}{FILE}{ending}", make, rows)
    for entry, _ in shown:
        counts = tuple(sorted(every[entry.key], key=lambda each: each.month)[-MONTHS:])
        url = complaints_url(entry.key)
        yield planned(site, url, unit_page, entry, counts, pauses)


COMPLAINTS = Product(
    name="complaints",
    paths=(
        (
            "/pengaduan/",
            "complaints as counts: received, answered in time, open, by month and unit",
        ),
        ("/pengaduan/pengaduan.csv", "the same for programs, of all months"),
        ("/pengaduan/pengaduan.json", "the same for programs, of all months"),
        (f"/{KIND}/<unit>/pengaduan/", "complaints about a unit as counts"),
    ),
    reads=("complaints", "holidays"),
    make=_pages,
)


def answered(counts: Iterable[ComplaintCounts], holidays: frozenset[date]) -> tuple[Answered, ...]:
    """Return for each deadline how many complaints were answered within it, of those for which it is over."""
    known = [(each, passed(each, holidays)) for each in counts]
    return tuple(
        (
            sum(each.within[at] for each, over in known if over[at]),
            sum(each.received for each, over in known if over[at]),
        )
        for at in range(len(DEADLINES))
    )


def city_page(
    site: SiteContext, counts: Complaints, units: OfUnits, holidays: tuple[date, ...]
) -> Output:
    """Return the city's page: counts of the last months, by month and by unit."""
    t, free = site.t.gettext, frozenset(holidays)
    title = t(N_("Complaints in figures"))
    by_kind = group_by(units, lambda each: each[0].kind)
    kinds = tuple(
        views.ComplaintTable(
            caption=kind.plural,
            first=t(N_("Unit")),
            rows=tuple(
                _unit_row(site, entry, own, free)
                for entry, own in sorted(
                    by_kind[kind.name], key=lambda each: each[0].name.casefold()
                )
            ),
        )
        for kind in site.unit_kinds
        if kind.name in by_kind
    )
    files = (
        site.link(t(N_("CSV (for programs)")), f"{complaints_url()}{FILE}.csv"),
        site.link(t(N_("JSON (for programs)")), f"{complaints_url()}{FILE}.json"),
    )
    more = (
        site.link(t(N_("Contacts")), CONTACTS_URL),
        site.link(t(N_("Ask for information")), ask_url()),
    )
    return _page(site, None, title, counts, free, kinds, files, more)


def unit_page(
    site: SiteContext, entry: UnitEntry, counts: Complaints, holidays: tuple[date, ...]
) -> Output:
    """Return the page of a unit with the counts of its last months."""
    t = site.t.gettext
    title = t(N_("Complaints in figures"))
    more = (
        site.link(unit_name(site, entry), unit_url(entry.key)),
        site.link(t(N_("Complaints about all units")), complaints_url()),
    )
    return _page(site, entry, title, counts, frozenset(holidays), (), (), more)


def _page(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    entry: UnitEntry | None,
    title: str,
    counts: Complaints,
    holidays: frozenset[date],
    kinds: tuple[views.ComplaintTable, ...],
    files: tuple[views.Link, ...],
    more: tuple[views.Link, ...],
) -> Output:
    url = complaints_url(entry.key if entry else "")
    crumbs: tuple[views.Link, ...] = ()
    full = title
    if entry:
        name = unit_name(site, entry)
        crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
        full = f"{title} - {name}"
    t, intro = site.t.gettext, _intro(site, counts)
    view = views.ComplaintsPage(
        site=site_view(site),
        meta=meta_view(site, url, full, intro, crumbs),
        unit=masthead(site, entry, "", None) if entry else None,
        title=title,
        intro=intro,
        counted=wording.day(max(each.counted for each in counts), site.lang),
        shares=tuple(
            _share(site, t(what), *own)
            for what, own in zip(_WHAT, answered(counts, holidays), strict=True)
        ),
        months=_months(site, counts, holidays),
        columns=_columns(site),
        sample=site.demo is not None,
        kinds=kinds,
        files=files,
        more=more,
    )
    return page_output(site, url, "complaints.html", view)


def _since(known: Complaints) -> date:
    """The first of the last months that are shown."""
    last = max(each.month for each in known)
    return (last - timedelta(days=334)).replace(day=1)


def _intro(site: SiteContext, counts: Complaints) -> str:
    t = site.t
    received = sum(each.received for each in counts)
    months = [each.month for each in counts]
    first, last = (
        wording.month(day.year, day.month, site.lang) for day in (min(months), max(months))
    )
    said = t.ngettext(
        N_("{n} complaint received from {first} to {last}; {open} without an answer when counted."),
        N_(
            "{n} complaints received from {first} to {last}; {open} without an answer when counted."
        ),
        received,
    )
    return said.format(
        n=wording.whole(received, site.lang),
        first=first,
        last=last,
        open=wording.whole(sum(each.open for each in counts), site.lang),
    )


def _share(site: SiteContext, what: str, some: int, every: int) -> views.AnsweredShare:
    if not every:
        return views.AnsweredShare(share=_NONE, what=what, of="", bar=0)
    percent = 100 * some // every
    text = f"{percent}%" if percent or not some else share(some / every, site.t)
    return views.AnsweredShare(share=text, what=what, of=_of(site, some, every), bar=percent)


def _of(site: SiteContext, some: int, every: int) -> str:
    """How many of how many, an en dash if it can be said of none."""
    if not every:
        return _NONE
    return site.t.gettext(N_("{n} of {all}")).format(
        n=wording.whole(some, site.lang), all=wording.whole(every, site.lang)
    )


def _columns(site: SiteContext) -> tuple[str, ...]:
    t = site.t.gettext
    within = (t(N_("within {n} working days")).format(n=days) for days in DEADLINES)
    return (t(N_("Received")), *within, t(N_("Open")))


def _figures(site: SiteContext, counts: Complaints, holidays: frozenset[date]) -> tuple[str, ...]:
    """Received, answered within each deadline, open; en dashes for nothing."""
    if not counts:
        return (_NONE,) * (len(DEADLINES) + 2)
    return (
        wording.whole(sum(each.received for each in counts), site.lang),
        *(_of(site, *own) for own in answered(counts, holidays)),
        wording.whole(sum(each.open for each in counts), site.lang),
    )


def _unit_row(
    site: SiteContext, entry: UnitEntry, counts: Complaints, holidays: frozenset[date]
) -> views.ComplaintRow:
    return views.ComplaintRow(
        label=entry.name,
        href=site.address.href(complaints_url(entry.key)),
        cells=_figures(site, counts, holidays),
    )


def _months(
    site: SiteContext, counts: Complaints, holidays: frozenset[date]
) -> views.ComplaintTable:
    by_month = group_by(counts, lambda each: each.month)
    return views.ComplaintTable(
        caption=site.t.gettext(N_("Complaints by month")),
        first=site.t.gettext(N_("Month")),
        rows=tuple(
            views.ComplaintRow(
                label=wording.month(month.year, month.month, site.lang),
                href="",
                cells=_figures(site, tuple(by_month[month]), holidays),
            )
            for month in sorted(by_month, reverse=True)
        ),
    )


def _cells(key: str, name: str, each: ComplaintCounts) -> tuple[str | int | date, ...]:
    figures = (each.received, *each.within, each.open)
    return (key, name, f"{each.month:%Y-%m}", *figures, each.counted)


def _csv(site: SiteContext, rows: tuple[tuple[str, str, Complaints], ...]) -> Output:
    del site
    cells = (_cells(key, name, each) for key, name, own in rows for each in own)
    return Output(path=output_path(f"{complaints_url()}{FILE}.csv"), body=list_csv(_NAMES, cells))


def _json(site: SiteContext, rows: tuple[tuple[str, str, Complaints], ...]) -> Output:
    whole = {
        "kota": site.name,
        "alamat": site.address.absolute(complaints_url()),
        "contoh": site.demo is not None,
        "tenggat_hari_kerja": list(DEADLINES),
        "baris": [
            {
                name: cell.isoformat() if isinstance(cell, date) else cell
                for name, cell in zip(_NAMES, _cells(key, own_name, each), strict=True)
            }
            for key, own_name, own in rows
            for each in own
        ],
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(f"{complaints_url()}{FILE}.json"), body=encoded(text))
