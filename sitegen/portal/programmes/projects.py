"""The page of an activity, a project or a package: its facts, its months, and the reports that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.keys.vocabulary import STATES
from sitegen.model import (
    Output,
    PackageRecord,
    ProgrammeItem,
    Progress,
    ProjectRecord,
    UnitEntry,
)
from sitegen.pages import views, wording
from sitegen.pages.programmes import percent, progress_sentence
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.pages.unit_shared import fact
from sitegen.portal.programmes.own import OwnProgress, reports_of
from sitegen.portal.programmes.rows import (
    activity_row,
    deviation,
    project_row,
    project_state,
    width,
)
from sitegen.programmes.progress import state_of
from sitegen.urls import programmes_url, project_url, unit_url

PHASES = (
    ("rencana", N_("Before the work")),
    ("berjalan", N_("During the work")),
    ("selesai", N_("After the work")),
    ("", N_("Reports that do not say how far it was")),
)

# What is said of reports of an activity, which are of one of its many works.
_STATES = dict(STATES)


class Undertaking(Struct, frozen=True, kw_only=True):
    """What has a page: a code of a unit, with all that its tables say of it.

    `parts` are the projects that an activity pays for, `above` the activity that pays for a project, as (name,
    address); `place` is the area of the register, and `sources` are (title, address) of datasets.
    """

    own: OwnProgress
    url: str
    code: str
    name: str
    activity: Progress | None = None
    project: ProjectRecord | None = None
    packages: tuple[PackageRecord, ...] = ()
    parts: tuple[ProjectRecord, ...] = ()
    above: tuple[str, str] | None = None
    place: UnitEntry | None = None
    reports: tuple[ProgrammeItem, ...] = ()


def undertakings(own: OwnProgress, areas: Iterable[UnitEntry]) -> Iterator[Undertaking]:
    """Yield all activities, projects and packages of a unit that have a page."""
    places = {entry.code: entry for entry in areas if entry.code}
    slugs = dict(own.slugs)
    items = {each.code: each for each in own.items}
    projects = {each.code: each for each in own.projects}
    packages = {each.code: each for each in own.packages}
    for code, slug in own.slugs:
        item, project, package = items.get(code), projects.get(code), packages.get(code)
        named = (packages[each] for each in project.packages if each in packages) if project else ()
        bought = tuple(dict.fromkeys((*([package] if package else []), *named)))
        parts = tuple(each for each in own.projects if item and each.activity == code != each.code)
        payer = items.get(project.activity) if project and project.activity != code else None
        area = next((of.area for of in (project, item, package) if of and of.area), "")
        reports = {
            each.url: each
            for of in (item, project, package)
            if of
            for each in reports_of(of, own.reports)
        }
        first = project or item or package
        yield Undertaking(
            own=_shared(own, parts, slugs),
            url=project_url(own.entry.key, slug),
            code=code,
            name=first.name if first else code,
            activity=item,
            project=project,
            packages=bought,
            parts=parts,
            above=(payer.name, project_url(own.entry.key, slugs[payer.code])) if payer else None,
            place=places.get(area),
            reports=tuple(sorted(reports.values(), key=lambda each: (each.date, each.url))),
        )


def _shared(
    own: OwnProgress, parts: tuple[ProjectRecord, ...], slugs: dict[str, str]
) -> OwnProgress:
    """What the page shows of its unit: nothing of activities that have nothing to do with it."""
    return OwnProgress(
        entry=own.entry,
        sources=own.sources,
        slugs=tuple((each.code, slugs[each.code]) for each in parts),
    )


def project_page(site: SiteContext, of: Undertaking) -> Output:
    """Return the page of an activity, a project or a package."""
    t, entry = site.t.gettext, of.own.entry
    name = unit_name(site, entry)
    intro = _intro(site, of)
    crumbs = (
        *unit_crumbs(site, entry, None),
        site.link(name, unit_url(entry.key)),
        site.link(t(N_("Programmes")), programmes_url(entry.key)),
    )
    state, label = _state(site, of)
    view = views.ProjectPage(
        site=site_view(site),
        meta=meta_view(
            site,
            of.url,
            f"{of.name} ({of.code}) - {name}",
            f"{of.name} ({of.code}): {intro}",
            crumbs,
        ),
        unit=masthead(site, entry, "", None),
        title=of.name,
        intro=intro,
        state=state,
        state_label=label,
        deviation=deviation(site, of.activity.planned, of.activity.done) if of.activity else "",
        facts=tuple(_facts(site, of)),
        obstacle=of.activity.obstacle if of.activity else "",
        follow_up=of.activity.follow_up if of.activity else "",
        note=of.project.note if of.project else "",
        months=tuple(_months(site, of.activity)) if of.activity else (),
        money=any(each.spent is not None for each in of.activity.months) if of.activity else False,
        parts=tuple(project_row(site, of.own, each) for each in of.parts),
        packages=tuple(_package(site, each) for each in of.packages),
        phases=tuple(_phases(site, of)),
        sources=tuple(site.link(*each) for each in of.own.sources),
    )
    return page_output(site, of.url, "project.html", view)


def _intro(site: SiteContext, of: Undertaking) -> str:
    """How far it is, in one sentence; it says no more than the tables."""
    t = site.t.gettext
    if of.activity and (said := progress_sentence(site, (of.activity,))):
        return said
    if of.project:
        where = of.project.place or (unit_name(site, of.place) if of.place else "")
        said = N_("Project of {unit}: {place}.") if where else N_("Project of {unit}.")
        return t(said).format(unit=unit_name(site, of.own.entry), place=where)
    return t(N_("What {unit} tells of it.")).format(unit=unit_name(site, of.own.entry))


def _state(site: SiteContext, of: Undertaking) -> tuple[str, str]:
    if of.activity:
        row = activity_row(
            site,
            OwnProgress(entry=of.own.entry, slugs=((of.code, ""),)),
            of.activity,
            shown=False,
        )
        return state_of(of.activity), row.state_label
    return project_state(site, of.project) if of.project else ("", "")


def _facts(site: SiteContext, of: Undertaking) -> Iterator[views.Fact]:
    t, item, project = site.t.gettext, of.activity, of.project
    yield fact("kode", t(N_("Code")), of.code)
    if by := next((each.unit for each in (item,) if each and each.unit), "") or (
        project.by if project else ""
    ):
        yield fact("pelaksana", t(N_("Carried out by")), by)
    if of.above:
        yield fact(
            "kegiatan", t(N_("Paid for by")), of.above[0], "", site.address.href(of.above[1])
        )
    where = project.place if project else ""
    if of.place:
        href = site.address.href(unit_url(of.place.key))
        yield fact("tempat", t(N_("Place")), unit_name(site, of.place), where, href)
    elif where:
        yield fact("tempat", t(N_("Place")), where)
    ceiling = (project.ceiling if project else None) or (item.ceiling if item else None)
    if ceiling:
        funding = project.funding if project else ""
        yield fact("pagu", t(N_("Budget")), wording.rupiah(ceiling, site.lang), funding)
    if item and item.spent is not None:
        month = wording.month(item.year, item.month, site.lang)
        note = t(N_("since January, until {month}")).format(month=month)
        yield fact("terpakai", t(N_("Spent")), wording.rupiah(item.spent, site.lang), note)
    if project:
        for name, label, text in (
            ("mulai", N_("Beginning"), project.start),
            ("selesai", N_("End"), project.end),
        ):
            if text:
                yield fact(name, t(label), day_words(site, text))


def day_words(site: SiteContext, text: str) -> str:
    """Return a day in words; a text that is no day stays as it is."""
    try:
        return wording.day(date.fromisoformat(text), site.lang).text
    except ValueError:
        return text


def _months(site: SiteContext, item: Progress) -> Iterator[views.ProgrammeMonth]:
    for each in item.months:
        yield views.ProgrammeMonth(
            month=wording.month(item.year, each.month, site.lang).removesuffix(f" {item.year}"),
            planned="" if each.planned is None else percent(site, each.planned),
            done="" if each.done is None else percent(site, each.done),
            planned_width=width(each.planned),
            done_width=width(each.done),
            deviation=_points(site, each.planned, each.done),
            late=each.done is not None and each.planned is not None and each.done < each.planned,
            spent="" if each.spent is None else wording.rupiah(each.spent, site.lang),
        )


def _points(site: SiteContext, planned: float | None, done: float | None) -> str:
    """How far something is from its plan, with its sign."""
    if planned is None or done is None:
        return ""
    points = round(done - planned, 1)
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    return f"{sign}{wording.decimal(abs(points), site.lang)}"


def _package(site: SiteContext, package: PackageRecord) -> views.Package:
    t = site.t.gettext
    facts = [
        fact("kode", t(N_("Code (RUP)")), package.code),
        fact("metode", t(N_("Chosen by")), package.method, package.kind),
        fact("pagu", t(N_("Budget")), wording.rupiah(package.ceiling, site.lang), package.funding),
    ]
    if package.contract is not None:
        amount = wording.rupiah(package.contract, site.lang)
        facts.append(fact("kontrak", t(N_("Contract")), amount, package.number))
    if package.supplier:
        facts.append(fact("penyedia", t(N_("Supplier")), package.supplier))
    days = [day_words(site, text) for text in (package.start, package.end) if text]
    if days:
        facts.append(fact("waktu", t(N_("Time of the contract")), " – ".join(days)))
    return views.Package(name=package.name, facts=tuple(facts), note=package.note)


def _phases(site: SiteContext, of: Undertaking) -> Iterator[views.ProjectPhase]:
    """Yield the reports before, during and after the work, the oldest first; of an activity as they call themselves."""
    for name, label in PHASES:
        steps = tuple(
            views.ProgrammeStep(
                link=site.link(report.title, report.url),
                date=wording.day(report.date, site.lang).text,
                result=report.result,
                thumbnail=site.address.href(report.thumbnail) if report.thumbnail else "",
                alt=report.thumbnail_alt,
                width=report.thumbnail_size[0],
                height=report.thumbnail_size[1],
            )
            for report in of.reports
            if (report.status if report.status in dict(PHASES) else "") == name
        )
        if steps:
            said = label if of.project else _STATES.get(name, label)
            yield views.ProjectPhase(label=site.t.gettext(said), steps=steps)
