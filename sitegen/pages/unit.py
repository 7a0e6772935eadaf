"""The home page of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from sitegen.charts.numbers import share
from sitegen.i18n import N_
from sitegen.keys.contacts import account
from sitegen.keys.vocabulary import MEETING
from sitegen.model import (
    NOTHING_AROUND,
    Around,
    Output,
    Profile,
    ReportSummary,
    StandingPage,
    UnitEntry,
)
from sitegen.pages import views, wording
from sitegen.pages.around import area_facts, below_view, contact_above, nearby_rows, total_recent
from sitegen.pages.notices import Given, in_order, notice_board
from sitegen.pages.own import by_name, own_facts
from sitegen.pages.qr import with_code
from sitegen.pages.review import review_words
from sitegen.pages.share import share_links
from sitegen.pages.site import (
    SiteContext,
    area_title,
    data_title,
    feed_alternate,
    feed_link,
    has_area_feed,
    page_output,
    report_card,
    site_view,
    unit_crumbs,
    unit_name,
    with_feeds,
)
from sitegen.pages.structured import service_data, unit_data, with_data
from sitegen.pages.unit_contact import contact_facts
from sitegen.pages.unit_shared import UnitContext, fact, group_by, unit_meta
from sitegen.urls import (
    MONITOR_URL,
    agenda_url,
    archive_url,
    area_feed_url,
    area_figures_url,
    budget_url,
    complaints_url,
    data_feed_url,
    data_register_url,
    facts_url,
    information_url,
    kind_url,
    page_url,
    programmes_url,
    reports_url,
    unit_url,
)

LATEST = 6
# Of fewer reports nothing is said about their kinds.
LEAST_MEETINGS = 2
# A unit with more units of a kind below it leads to their directory instead.
FAMILY = 60


class UnitContents(Struct, frozen=True, kw_only=True):
    """What a unit's home page shows; reports are newest first.

    `notices` are the urgent ones in force, `around` is what other units publish, `today` the day of
    the build. `stand_in` says that the profile is an earlier version, `coming` that there are
    activities to come, `progress` how far the activities of its budget are and `late` which of them are not on
    plan, `programmes` that it has a page of them or of projects, `budget` that it has one of its own budget.
    `registered` is the day on which it came into the city's register, as far as git knows.
    """

    reports: tuple[ReportSummary, ...]
    pages: tuple[StandingPage, ...]
    charts: tuple[views.Chart, ...]
    datasets: tuple[views.DatasetCard, ...]
    notices: tuple[Given, ...] = ()
    around: Around = NOTHING_AROUND
    today: date = date.min
    stand_in: bool = False
    coming: bool = False
    progress: str = ""
    late: str = ""
    programmes: bool = False
    budget: bool = False
    registered: date | None = None


def unit_page(unit: UnitContext, contents: UnitContents) -> Output:
    """Return the home page of the unit."""
    site, profile, entry = unit.site, unit.profile, unit.entry
    t = site.t.gettext
    head = unit.masthead
    url = unit_url(entry.key)
    meta = _meta(unit, contents)
    children, neighbours = unit.relatives.children, unit.relatives.neighbours
    own = own_facts(site, "profil", profile.extra)
    around, contact = contents.around, tuple(_contact(unit))
    below = below_view(site, entry, around, total_recent(around, contents.reports, contents.today))
    listed = below is not None and len(below.units) == len(around.recent)
    agenda = entry.active and (contents.coming or entry.level == "kecamatan")
    view = views.UnitPage(
        site=site_view(site, unit.state),
        meta=with_feeds(site, _told(unit, meta), url, tuple(_more_feeds(unit, contents))),
        unit=head,
        about=profile.about,
        contact=contact,
        facts=own,
        extra=by_name(own),
        channels=tuple(_channels(profile, t(N_("Web site")))),
        figures=unit_figures(unit, contents),
        reports=tuple(report_card(site, report, None) for report in contents.reports[:LATEST]),
        archive=tuple(_archive(unit, contents)),
        meetings=_meetings(site, contents.reports),
        feed=feed_link(site, url) if contents.reports else None,
        agenda=site.link(t(N_("Agenda")), agenda_url(entry.key)) if agenda else None,
        charts=contents.charts,
        datasets=contents.datasets,
        data_register=site.link(
            t(N_("Register of these data for Satu Data Indonesia (Excel)")),
            data_register_url(entry.key),
        )
        if contents.datasets
        else None,
        progress=_progress(unit, contents),
        late=contents.late,
        services=tuple(_services(unit, contents)),
        pages=tuple(_pages(unit, contents)),
        children=_links(site, children),
        siblings=_links(site, neighbours),
        family=(
            *(_groups(site, children) if not listed else ()),
            *_groups(site, neighbours, N_("{kind} nearby")),
        ),
        history=tuple(_history(unit)),
        below=below,
        below_feed=feed_link(site, area_feed_url(entry.key), N_("Follow this area"))
        if has_area_feed(entry)
        else None,
        data_feed=feed_link(site, data_feed_url(entry.key), N_("Follow the data"))
        if contents.datasets and entry.active
        else None,
        nearby=nearby_rows(site, around),
        area=area_facts(site, around),
        known=() if contents.reports or not entry.active else tuple(_known(unit, contents)),
        contact_above=None if contact else contact_above(site, unit.relatives, around),
        share=share_links(site, meta.canonical, head.name),
        board=notice_board(site, in_order(contents.notices), entry),
        stand_in=contents.stand_in,
    )
    return page_output(site, url, "unit.html", view)


def _meta(unit: UnitContext, contents: UnitContents) -> views.Meta:
    """The head of the page, described by the office's own words where it has any."""
    site, head = unit.site, unit.masthead
    known = contents.reports or contents.datasets or unit.profile.services
    said = (
        N_("Reports, data and services of {name}.") if known else N_("{name} has no reports yet.")
    )
    description = unit.profile.about or site.t.gettext(said).format(name=head.name)
    if head.closed and not known:
        description = head.closed.said
    crumbs = unit_crumbs(site, unit.entry, unit.relatives.parent)
    return unit_meta(unit, unit_url(unit.entry.key), head.name, description, crumbs)


def _archive(unit: UnitContext, contents: UnitContents) -> Iterator[views.Link]:
    """The way to all reports, and to those of each year."""
    site, key = unit.site, unit.entry.key
    if count := len(contents.reports):
        label = site.t.gettext(N_("All reports ({n})"))
        yield site.link(label.format(n=wording.whole(count, site.lang)), reports_url(key))
    for year in sorted({report.date.year for report in contents.reports}, reverse=True):
        yield site.link(str(year), archive_url(key, year))


def _services(unit: UnitContext, contents: UnitContents) -> Iterator[views.ServiceRow]:
    for service in unit.profile.services:
        yield views.ServiceRow(
            name=service.name,
            requirements=service.requirements,
            duration=service.duration,
            fee=service.fee,
            href=unit.site.address.href(service.url) if service.url else service.link,
            more=bool(service.url),
            review="" if service.url else review_words(unit, service.review, contents.today),
        )


def _more_feeds(unit: UnitContext, contents: UnitContents) -> Iterator[views.Alternate]:
    """The feeds of its data and, of a kecamatan, of its kelurahan."""
    site, entry = unit.site, unit.entry
    if contents.datasets:
        yield feed_alternate(site, data_feed_url(entry.key), data_title(site, entry))
    if has_area_feed(entry):
        yield feed_alternate(site, area_feed_url(entry.key), area_title(site, entry))


def _told(unit: UnitContext, meta: views.Meta) -> views.Meta:
    """The head with what search engines are told of the unit and its services."""
    addresses = (link.href for link in _channels(unit.profile, ""))
    absolute = unit.site.address.absolute
    services = (
        service_data(unit, each, absolute(each.url) if each.url else meta.canonical)
        for each in unit.profile.services
    )
    return with_code(with_data(meta, (unit_data(unit, meta, addresses), *services)))


def _links(site: SiteContext, units: Iterable[UnitEntry]) -> tuple[views.Link, ...]:
    return tuple(site.link(each.name, unit_url(each.key)) for each in units)


def _groups(
    site: SiteContext, units: Iterable[UnitEntry], heading: str = ""
) -> Iterator[views.LinkGroup]:
    """Yield units by kind, in the order of the city; of too many, the directory has them."""
    by_kind = group_by(units, lambda entry: entry.kind)
    for kind in site.unit_kinds:
        own = by_kind.get(kind.name, ())
        if own:
            label = site.t.gettext(heading).format(kind=kind.label) if heading else kind.plural
            many = len(own) > FAMILY
            href = site.address.href(kind_url(kind.name)) if many else ""
            links = () if many else _links(site, own)
            yield views.LinkGroup(label=label, href=href, links=links)


def unit_figures(unit: UnitContext, contents: UnitContents) -> tuple[views.Figure, ...]:
    """Return the unit's key figures: reports, the last one, datasets, services."""
    site = unit.site
    t = site.t.gettext
    figures: list[views.Figure] = []
    around = contents.around
    if around.recent:
        count = total_recent(around, contents.reports, contents.today)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=site.t.ngettext(
                    N_("report in the last 30 days"), N_("reports in the last 30 days"), count
                ),
                href="#bawah" if around.latest else "",
            )
        )
    if contents.reports:
        latest = contents.reports[0]
        year = latest.date.year
        count = sum(1 for report in contents.reports if report.date.year == year)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=t(N_("reports in {year}")).format(year=year),
                href=site.address.href(archive_url(unit.entry.key, year)),
            )
        )
        if not around.recent:
            figures.append(
                views.Figure(
                    value=wording.day(latest.date, site.lang).text,
                    label=t(N_("last report")),
                    href=site.address.href(latest.url),
                )
            )
    if contents.datasets:
        count = len(contents.datasets)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=site.t.ngettext(N_("dataset"), N_("datasets"), count),
                href="#data",
            )
        )
    if unit.profile.services:
        count = len(unit.profile.services)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=site.t.ngettext(N_("service"), N_("services"), count),
                href="#layanan",
            )
        )
    return tuple(figures)


def _meetings(site: SiteContext, reports: Sequence[ReportSummary]) -> views.Link | None:
    """How many of the reports of the latest year are of meetings, not of what was done."""
    own = [report for report in reports if report.date.year == reports[0].date.year]
    if len(own) < LEAST_MEETINGS or MEETING not in dict(site.kinds):
        return None
    count = sum(report.kind == MEETING for report in own)
    words = {
        0: N_("None of the {n} reports of {year} is of a meeting."),
        len(own): N_("All {n} reports of {year} are of meetings."),
    }.get(count, N_("{count} of {n} reports of {year} are of meetings ({share})."))
    said = site.t.gettext(words).format(
        count=wording.whole(count, site.lang),
        n=wording.whole(len(own), site.lang),
        year=own[0].date.year,
        share=share(count / len(own), site.t),
    )
    return site.link(said, f"{MONITOR_URL}#arti")


def _progress(unit: UnitContext, contents: UnitContents) -> views.Link | None:
    """How far its activities are, with the way to them."""
    if not contents.programmes:
        return None
    label = contents.progress or unit.site.t.gettext(N_("How far activities and projects are"))
    return unit.site.link(label, programmes_url(unit.entry.key))


def _pages(unit: UnitContext, contents: UnitContents) -> Iterator[views.Link]:
    """The standing pages, its programmes, and the register of what the unit publishes."""
    site, key = unit.site, unit.entry.key
    if contents.programmes:
        yield site.link(site.t.gettext(N_("Programmes")), programmes_url(key))
    for page in contents.pages:
        yield site.link(page.title, page_url(key, page.slug))
    if unit.entry.active and contents.datasets:
        yield site.link(site.t.gettext(N_("In figures")), facts_url(key))
    if unit.entry.active and contents.around.measured:
        yield site.link(site.t.gettext(N_("Data on this area")), area_figures_url(key))
    if unit.entry.active and contents.budget:
        yield site.link(site.t.gettext(N_("Budget")), budget_url(key))
    if unit.relatives.complaints:
        yield site.link(site.t.gettext(N_("Complaints in figures")), complaints_url(key))
    if unit.entry.active and (contents.reports or contents.pages or contents.datasets):
        label = site.t.gettext(N_("Register of public information"))
        yield site.link(label, information_url(key))


def _contact(unit: UnitContext) -> Iterator[views.Fact]:
    site, profile = unit.site, unit.profile
    t = site.t.gettext
    ppid = dict(profile.ppid)
    head = profile.head_name or profile.head_title
    if profile.head_name and profile.head_title:
        head = f"{profile.head_name} ({profile.head_title})"
    yield from contact_facts(site, profile)
    if head:
        yield fact("kepala", t(N_("Head")), head)
    officer = ppid.get("pejabat", "")
    more = ", ".join(value for key, value in ppid.items() if key != "pejabat")
    if officer or more:
        label = t(N_("Public information officer (PPID)"))
        yield fact("ppid", label, officer or more, more if officer else "")


def _known(unit: UnitContext, contents: UnitContents) -> Iterator[views.Fact]:
    """What is known of a unit that has published no report."""
    site, entry = unit.site, unit.entry
    t = site.t.gettext
    if entry.code:
        yield fact("kode", t(N_("Area code (Kemendagri)")), entry.code)
    if parent := unit.relatives.parent:
        label = site.kind(parent.kind).label
        yield fact("induk", label, parent.name, "", site.address.href(unit_url(parent.key)))
    if entry.since:
        yield fact("sejak", t(N_("Since")), wording.moment(entry.since, site.lang))
    if contents.registered:
        day = wording.day(contents.registered, site.lang).text
        yield fact("terdaftar", t(N_("In the city's list of units since")), day)
    if not contents.around.recent:
        yield fact("laporan", t(N_("Reports")), wording.whole(0, site.lang))


def _history(unit: UnitContext) -> Iterator[views.Fact]:
    """What the unit was before: people look for old names, and old tables have old codes."""
    site, entry = unit.site, unit.entry
    t = site.t.gettext
    for name, label, values in (
        ("nama-lama", N_("Earlier name"), entry.former_names),
        ("kode-lama", N_("Earlier area code"), entry.former_codes),
    ):
        if values:
            yield fact(name, t(label), ", ".join(values))
    if entry.since:
        yield fact("sejak", t(N_("Since")), wording.moment(entry.since, site.lang))
    for before, page in unit.relatives.predecessors:
        until = wording.moment(before.until, site.lang) if before.until else ""
        note = t(N_("until {day}")).format(day=until) if until else ""
        href = site.address.href(unit_url(before.key)) if page else ""
        yield fact("pendahulu", t(N_("Follows")), unit_name(site, before), note, href)


def _channels(profile: Profile, website: str) -> Iterator[views.Link]:
    if profile.website:
        yield views.Link(label=website, href=profile.website)
    for network, name in profile.social:
        if found := account(network, name):
            yield views.Link(label=found.text, href=found.href)
