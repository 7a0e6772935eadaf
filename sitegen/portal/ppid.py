"""How to ask for information (PPID): of the city and of each unit, with deadlines, forms and counts.

Deadlines are those of UU 14/2008: article 22 (10 working days, 7 more), 36 (objection within 30, answer
within 30), 37 (dispute within 14).
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.city.requests import RequestCounts
from sitegen.i18n import N_
from sitegen.model import Duty, Output, UnitEntry
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
from sitegen.pages.unit_shared import fact, group_by
from sitegen.urls import PPID_FORM_URLS, ask_url, complaints_url, information_url, unit_url

_DEADLINES = (
    (10, N_("working days until the written answer")),
    (7, N_("working days more, if the office says so in writing")),
    (30, N_("working days to object, if there is no answer or not the one that was asked for")),
    (30, N_("working days until the answer to the objection")),
    (14, N_("working days after that to bring the dispute to the Komisi Informasi")),
)
_STEPS = (
    N_("Say what information you need, as exactly as you can: which document, of which year."),
    N_(
        "Hand in the form, or send it by one of the channels above, with your name and a way to reach you."
    ),
    N_("Keep the number that you are given: with it you can ask how far it is."),
    N_(
        "If you are not answered in time or not with what you asked for, you can object in writing."
    ),
)
_LABELS = {
    "pejabat": N_("Officer"),
    "alamat": N_("Address"),
    "jam": N_("Hours"),
    "telepon": N_("Telephone"),
    "whatsapp": "WhatsApp",
    "email": N_("E-mail"),
}
_OFFICER = "pejabat"
_WHO = (
    (N_("Name"), 1, ()),
    (N_("Address"), 2, ()),
    (N_("Telephone or e-mail"), 1, ()),
)
# The forms of Perki 1/2021, less what a citizen need not say.
_FORMS = {
    "permohonan": (
        N_("Request for information"),
        (
            *_WHO,
            (N_("Information that is asked for"), 4, ()),
            (N_("What it is needed for"), 2, ()),
            (
                N_("How to receive it"),
                0,
                (N_("read or listen"), N_("copy on paper"), N_("digital copy")),
            ),
            (N_("How to be sent it"), 0, (N_("collect it"), N_("by post"), N_("by e-mail"))),
            (N_("Day and signature"), 2, ()),
            (N_("For the office: number, day, name of the officer"), 2, ()),
        ),
    ),
    "keberatan": (
        N_("Objection"),
        (
            *_WHO,
            (N_("Number of the request"), 1, ()),
            (
                N_("Reason"),
                0,
                (
                    N_("refused"),
                    N_("not announced though it must be"),
                    N_("not answered"),
                    N_("not answered as asked"),
                    N_("not granted though promised"),
                    N_("the fee is not reasonable"),
                    N_("later than the law allows"),
                ),
            ),
            (N_("What is the matter"), 5, ()),
            (N_("Day and signature"), 2, ()),
            (N_("For the office: number, day, name of the officer"), 2, ()),
        ),
    ),
}


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    own = {entry.key: office.asked for entry, office in city.read("office") if entry.active}
    entries = tuple(entry for entry in city.entries if entry.key in own)
    main = next((entry for entry in entries if entry.key == site.ppid.unit), None)
    above = own[main.key] if main else ()
    officers = tuple((entry, _OFFICER in dict(own[entry.key])) for entry in entries)
    counted = {each.unit for each in city.read("complaints")}
    requests = city.read("requests")
    yield planned(site, ask_url(), city_page, main, above, officers, requests, bool(counted))
    for name, url in PPID_FORM_URLS.items():
        yield planned(site, url, form_page, name)
    registered = {entry.key for entry, each in city.read("duties") if _has_register(each)}
    registered |= {each.unit.key for each in city.read("paper").entries}
    for entry in entries:
        named = _OFFICER in dict(own[entry.key])
        contact = own[entry.key] if named or main is None else above
        shown = None if named or main is None else main
        counts = tuple(each for each in requests if each.unit == entry.key)
        yield planned(
            site,
            ask_url(entry.key),
            unit_page,
            entry,
            contact,
            shown,
            counts,
            entry.key in registered,
            entry.key in counted,
        )


PPID = Product(
    name="ppid",
    paths=(
        ("/ppid/", "how to ask for information: officers, deadlines, forms, requests of each year"),
        ("/ppid/permohonan/", "the form of a request, to print"),
        ("/ppid/keberatan/", "the form of an objection, to print"),
        (f"/{KIND}/<unit>/ppid/", "how to ask a unit"),
    ),
    reads=("office", "requests", "complaints", "duties", "paper"),
    make=_pages,
)


def _has_register(known: tuple[Duty, ...]) -> bool:
    """Whether a unit has a register of public information, made from what it publishes."""
    return any(each.name == "dip" and each.url for each in known)


def city_page(
    site: SiteContext,
    main: UnitEntry | None,
    contact: tuple[tuple[str, str], ...],
    officers: tuple[tuple[UnitEntry, bool], ...],
    requests: tuple[RequestCounts, ...],
    counted: bool,
) -> Output:
    """Return the city's page; `officers` are the units with whether they name one.

    `counted` says that the city counts complaints.
    """
    t = site.t.gettext
    title = t(N_("Ask for information"))
    intro = t(N_("Every citizen may ask each office for the public information that it holds."))
    named = tuple(entry for entry, has in officers if has)
    without = tuple(entry for entry, has in officers if not has)
    view = _view(
        site,
        None,
        (title, intro),
        contact,
        main,
        officers=tuple(_groups(site, named)),
        without=tuple(_groups(site, without)),
        requests=_table(site, requests, by_year=True),
        more=(
            site.link(t(N_("Register of public information")), information_url()),
            *_complaints(site, "", counted),
        ),
    )
    return page_output(site, ask_url(), "ppid.html", view)


def unit_page(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    entry: UnitEntry,
    contact: tuple[tuple[str, str], ...],
    shown: UnitEntry | None,
    requests: tuple[RequestCounts, ...],
    registered: bool,
    counted: bool,
) -> Output:
    """Return a unit's page; `shown` is whose contact it is, None for its own.

    `registered` says that the unit has a register of its own to lead to, `counted` that complaints about
    it are counted.
    """
    t = site.t.gettext
    name = unit_name(site, entry)
    title = t(N_("Ask for information"))
    intro = t(N_("How to ask {unit} for information, and how long it may take.")).format(unit=name)
    view = _view(
        site,
        entry,
        (title, intro),
        contact,
        shown,
        requests=_table(site, requests, by_year=False),
        more=(
            *(
                (site.link(t(N_("Register of public information")), information_url(entry.key)),)
                if registered
                else ()
            ),
            *_complaints(site, entry.key, counted),
            site.link(t(N_("How to ask any office of the city")), ask_url()),
        ),
    )
    return page_output(site, ask_url(entry.key), "ppid.html", view)


def _complaints(site: SiteContext, key: str, counted: bool) -> Iterator[views.Link]:
    if counted:
        yield site.link(site.t.gettext(N_("Complaints in figures")), complaints_url(key))


def _view(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    entry: UnitEntry | None,
    text: tuple[str, str],
    contact: tuple[tuple[str, str], ...],
    shown: UnitEntry | None,
    *,
    officers: tuple[views.LinkGroup, ...] = (),
    without: tuple[views.LinkGroup, ...] = (),
    requests: views.DataTable | None,
    more: tuple[views.Link, ...],
) -> views.AskPage:
    t = site.t.gettext
    crumbs: tuple[views.Link, ...] = ()
    title = text[0]
    if entry:
        name = unit_name(site, entry)
        crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
        title = f"{title} - {name}"
    whose = ""
    if entry and shown:
        whose = t(N_("{unit} names no officer of its own. Ask the officer of {other}:")).format(
            unit=unit_name(site, entry), other=unit_name(site, shown)
        )
    elif shown:
        whose = unit_name(site, shown)
    return views.AskPage(
        site=site_view(site),
        meta=meta_view(site, ask_url(entry.key if entry else ""), title, text[1], crumbs),
        unit=masthead(site, entry, "", None) if entry else None,
        title=text[0],
        intro=text[1],
        contact=tuple(
            fact(name, t(_LABELS[name]) if name in _LABELS else name.capitalize(), value)
            for name, value in contact
        ),
        whose=whose,
        steps=tuple(map(t, _STEPS)),
        deadlines=tuple(
            views.Deadline(days=wording.whole(days, site.lang), what=t(what))
            for days, what in _DEADLINES
        ),
        fees=site.ppid.fees
        or t(N_("Asking costs nothing. Copies on paper and postage are paid by who asks.")),
        pledge=site.link(t(N_("Pledge of service")), site.ppid.pledge)
        if site.ppid.pledge
        else None,
        forms=tuple(site.link(t(_FORMS[name][0]), url) for name, url in PPID_FORM_URLS.items()),
        officers=officers,
        without=without,
        requests=requests,
        more=more,
    )


def _groups(site: SiteContext, entries: tuple[UnitEntry, ...]) -> Iterator[views.LinkGroup]:
    of_kinds = group_by(entries, lambda entry: entry.kind)
    for kind in site.unit_kinds:
        if kind.name in of_kinds:
            yield views.LinkGroup(
                label=kind.plural,
                href="",
                links=tuple(
                    site.link(entry.name, ask_url(entry.key))
                    for entry in sorted(of_kinds[kind.name], key=lambda each: each.name.casefold())
                ),
            )


def _table(
    site: SiteContext, requests: tuple[RequestCounts, ...], *, by_year: bool
) -> views.DataTable | None:
    """The counts of each year; those of all units together if `by_year`."""
    if not requests:
        return None
    t = site.t.gettext
    years = group_by(requests, lambda each: each.year)
    head = [
        N_("Year"),
        N_("Requests"),
        N_("granted"),
        N_("granted in part"),
        N_("refused"),
        N_("Objections"),
        N_("Disputes"),
    ]
    if not by_year:
        head.append(N_("Mean of working days"))
    rows = []
    for year in sorted(years, reverse=True):
        own = years[year]
        sums = (
            sum(each.received for each in own),
            sum(each.granted for each in own),
            sum(each.partly for each in own),
            sum(each.refused for each in own),
            sum(each.objections for each in own),
            sum(each.disputes for each in own),
        )
        cells = [views.Cell(text=str(year), numeric=False, time=True)]
        cells += [views.Cell(text=wording.whole(n, site.lang), numeric=True) for n in sums]
        if not by_year:
            days = own[0].days
            text = wording.decimal(days, site.lang) if days is not None else "–"
            cells.append(views.Cell(text=text, numeric=True))
        rows.append(tuple(cells))
    return views.DataTable(
        caption=t(N_("Requests for information by year")),
        head=tuple(
            views.Cell(text=t(text), numeric=at > 0, time=not at) for at, text in enumerate(head)
        ),
        rows=tuple(rows),
        total=len(rows),
        note=t(N_("Sample figures, made up for this sample city.")) if site.demo else "",
    )


def form_page(site: SiteContext, name: str) -> Output:
    """Return a form to print and to fill in by hand."""
    t = site.t.gettext
    title, fields = _FORMS[name]
    intro = t(N_("Print this page, or copy its lines into a letter or a message."))
    url = PPID_FORM_URLS[name]
    top = site.link(t(N_("Ask for information")), ask_url())
    view = views.FormPage(
        site=site_view(site),
        meta=meta_view(site, url, t(title), f"{t(title)}. {intro}", (top,)),
        title=t(title),
        intro=intro,
        fields=tuple(
            views.FormField(label=t(label), lines=lines, choices=tuple(map(t, choices)))
            for label, lines, choices in fields
        ),
        back=top,
    )
    return page_output(site, url, "ppid-form.html", view)
