"""An activity as pages show it: how it stands beside its plan, in words, lengths and colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sitegen.i18n import N_
from sitegen.model import Progress, ProjectRecord
from sitegen.pages import views, wording
from sitegen.pages.programmes import percent
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.programmes.own import OwnProgress, reports_of
from sitegen.programmes.progress import State, behind, state_of
from sitegen.urls import programmes_url, project_url

# The state, its words, and those for several.
STATES: tuple[tuple[State, str, str], ...] = (
    ("critical", N_("far behind the plan"), N_("far behind the plan (more than 10 points)")),
    ("behind", N_("behind the plan"), N_("behind the plan")),
    ("on-plan", N_("on plan"), N_("on plan")),
    ("done", N_("finished"), N_("finished")),
    ("planned", N_("not begun"), N_("not begun, as planned")),
    ("unreported", N_("progress not reported"), N_("progress not reported")),
)
# The words that the tables of projects have for their state.
PROJECT_STATES: tuple[tuple[str, str], ...] = (
    ("rencana", N_("planned")),
    ("berjalan", N_("under way")),
    ("selesai", N_("finished")),
    ("berhenti", N_("stopped")),
)
_LABELS = {name: label for name, label, _ in STATES}
_ORDER = {name: at for at, (name, _, _) in enumerate(STATES)}


def state_figures(site: SiteContext, items: Iterable[Progress]) -> tuple[views.Figure, ...]:
    """Return how many activities stand how."""
    counts = Counter(map(state_of, items))
    return tuple(
        views.Figure(
            value=wording.whole(counts[name], site.lang), label=site.t.gettext(label), href=""
        )
        for name, _, label in STATES
        if counts[name]
    )


def in_turn(every: Iterable[OwnProgress]) -> list[tuple[OwnProgress, Progress]]:
    """Return all activities with their unit's, those that are furthest behind first."""
    pairs = [(own, item) for own in every for item in own.items]
    pairs.sort(key=lambda pair: (_ORDER[state_of(pair[1])], behind(pair[1]), pair[1].code))
    return pairs


def activity_row(
    site: SiteContext, own: OwnProgress, item: Progress, *, shown: bool
) -> views.ProgrammeRow:
    """Return an activity, with its unit if that is to be `shown`."""
    t, state = site.t.gettext, state_of(item)
    owner = site.link(unit_name(site, own.entry), programmes_url(own.entry.key))
    return views.ProgrammeRow(
        link=site.link(item.name, project_url(own.entry.key, dict(own.slugs)[item.code])),
        code=item.code,
        owner=owner if shown else None,
        by=item.unit,
        month=wording.month(item.year, item.month, site.lang),
        state=state,
        state_label=t(_LABELS[state]),
        planned="" if item.planned is None else percent(site, item.planned),
        done="" if item.done is None else percent(site, item.done),
        planned_width=width(item.planned),
        done_width=width(item.done),
        deviation=deviation(site, item.planned, item.done),
        money=_money(site, item),
        obstacle=item.obstacle,
        follow_up=item.follow_up,
    )


def width(value: float | None) -> int:
    """Return a percentage as a length from 0 to 100."""
    return round(min(max(value or 0.0, 0.0), 100.0))


def deviation(site: SiteContext, planned: float | None, done: float | None) -> str:
    """Return how far something is from its plan, in words; "" where one of both is not said."""
    if done is None or planned is None:
        return ""
    points, t = round(done - planned, 1), site.t.gettext
    said = wording.decimal(abs(points), site.lang)
    if not points:
        return t(N_("as planned"))
    text = N_("{n} points below the plan") if points < 0 else N_("{n} points above the plan")
    return t(text).format(n=said)


def _money(site: SiteContext, item: Progress) -> str:
    t = site.t.gettext
    if item.spent is not None and item.ceiling:
        return t(N_("{spent} of {budget} spent")).format(
            spent=wording.rupiah(item.spent, site.lang),
            budget=wording.rupiah(item.ceiling, site.lang),
        )
    if item.ceiling:
        return t(N_("Budget {budget}")).format(budget=wording.rupiah(item.ceiling, site.lang))
    return ""


def project_state(site: SiteContext, project: ProjectRecord) -> tuple[str, str]:
    """Return the state of a project and its words."""
    label = dict(PROJECT_STATES).get(project.state, "")
    return project.state, site.t.gettext(label) if label else project.state


def project_figures(
    site: SiteContext, projects: Iterable[ProjectRecord]
) -> tuple[views.Figure, ...]:
    """Return how many projects stand how."""
    counts = Counter(each.state for each in projects)
    return tuple(
        views.Figure(
            value=wording.whole(counts[name], site.lang), label=site.t.gettext(label), href=""
        )
        for name, label in PROJECT_STATES
        if counts[name]
    )


def project_row(site: SiteContext, own: OwnProgress, project: ProjectRecord) -> views.ProjectRow:
    """Return a project in a list, with the newest photo of the reports that name it."""
    state, label = project_state(site, project)
    reports = reports_of(project, own.reports)
    pictured = next((each for each in reversed(reports) if each.thumbnail), None)
    money = ""
    if project.ceiling:
        text = site.t.gettext(N_("Budget {budget}"))
        money = text.format(budget=wording.rupiah(project.ceiling, site.lang))
    return views.ProjectRow(
        link=site.link(project.name, project_url(own.entry.key, dict(own.slugs)[project.code])),
        state=state,
        state_label=label,
        place=project.place,
        money=money,
        thumbnail=site.address.href(pictured.thumbnail) if pictured else "",
        alt=pictured.thumbnail_alt if pictured else "",
        width=pictured.thumbnail_size[0] if pictured else 0,
        height=pictured.thumbnail_size[1] if pictured else 0,
    )
