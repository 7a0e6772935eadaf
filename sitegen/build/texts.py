"""A unit's Markdown files: read, chosen by date, and finished with pictures, charts and links."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.build.desk import Desk, nearest_path, reference
from sitegen.build.engine import markdown
from sitegen.build.media import (
    ChartPlace,
    Placed,
    Shelf,
    Studio,
    image_problem,
    place_chart,
    place_image,
)
from sitegen.build.worker import WorkerError
from sitegen.model import (
    Problem,
    Report,
    ReportSummary,
    SiteLink,
    StandingPage,
    Where,
)
from sitegen.problems import is_error
from sitegen.problems.kind import N_
from sitegen.read.content import parse_page, parse_report
from sitegen.read.datasets import parse_chart
from sitegen.read.sources import TABLE_ENDINGS, role
from sitegen.render import views
from sitegen.render.body import Body, Resolvers, Target, Text, render_body
from sitegen.render.images import ImageMistake
from sitegen.render.markdown import SCHEMES
from sitegen.render.report_pages import ReportItem
from sitegen.render.theme import render
from sitegen.urls import page_url, report_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Photo
    from sitegen.read.datasets import Dataset

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is to be published, with the address that it gets."""

    source: Report | StandingPage
    url: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A published text: its body, its pictures (reports only), and the files beside it."""

    draft: Draft
    body: Body
    shelf: Shelf
    images: tuple[views.Image, ...] = ()
    thumbnail: tuple[str, tuple[int, int], str] = ("", (0, 0), "")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What texts may refer to: addresses by source path, and the unit's published datasets."""

    targets: dict[str, str]
    datasets: dict[str, tuple[Dataset, str]]


def read_texts(desk: Desk) -> tuple[Draft, ...]:
    """Return the reports (newest first) and standing pages (in their order) to publish.

    Drafts, future and expired ones are noted as skipped; of two with one address the one with
    the later path is held back.
    """
    paths = (*desk.paths("report"), *desk.paths("page"))
    return _arranged(desk, filter(None, [_draft(desk, path) for path in paths]))


def _draft(desk: Desk, path: str) -> Draft | None:
    """The text as it is or, asked again, as it was last; None when none is to be published."""
    key = desk.source.entry.key
    while found := desk.version(path):
        data = found[0] or b""
        draft: Draft | None = None
        if role(path) == "report":
            report, problems = parse_report(data, path, desk.shared.rules)
            draft = Draft(report, report_url(key, report.date, report.slug)) if report else None
        else:
            page, problems = parse_page(data, path, desk.shared.rules)
            draft = Draft(page, page_url(key, page.slug)) if page else None
        if not desk.report(path, problems) and draft is not None:
            return None if _skipped(desk, draft.source) else draft
    return None


def _arranged(desk: Desk, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The texts in the order of lists, each with an address of its own.

    Texts as they are come before earlier versions, so that no version takes a new text's address.
    """
    unique: dict[str, Draft] = {}
    waiting = deque(sorted(drafts, key=lambda d: (d.source.path in desk.stand_ins, d.source.path)))
    while waiting:
        draft = waiting.popleft()
        other = unique.setdefault(draft.url, draft)
        if other is not draft:
            where = Where(path=draft.source.path)
            params = (("other", other.source.path), ("url", draft.url))
            desk.report(draft.source.path, (Problem(code="M008", where=where, params=params),))
            earlier = _draft(desk, draft.source.path)
            waiting.extend((earlier,) if earlier else ())
    kept = list(unique.values())
    dated = [d for d in kept if isinstance(d.source, Report)]
    dated.sort(key=lambda d: d.url)
    dated.sort(key=lambda d: _moment(d.source), reverse=True)
    standing = [d for d in kept if isinstance(d.source, StandingPage)]
    standing.sort(key=lambda d: (_order(d.source), d.url))
    return (*dated, *standing)


def _moment(source: Report | StandingPage) -> tuple[date, time]:
    if isinstance(source, Report):
        return source.date, source.published.time() if source.published else time.min
    return date.min, time.min


def _order(source: Report | StandingPage) -> int:
    return source.order if isinstance(source, StandingPage) else 0


def _skipped(desk: Desk, source: Report | StandingPage) -> bool:
    """Whether a text waits or is over; noted, with the moments at which that changes."""
    if source.draft and not desk.shared.drafts:
        desk.skip(source.path, "draft", None)
        return True
    if isinstance(source, StandingPage):
        return False
    now: datetime = desk.shared.now
    appears = source.published or datetime.combine(source.date, time.min, now.tzinfo)
    desk.moments.append(appears.timestamp())
    if source.expires:
        ends = datetime.combine(source.expires, time.min, now.tzinfo) + timedelta(days=1)
        desk.moments.append(ends.timestamp())
    if appears > now and not desk.shared.future:
        desk.skip(source.path, "future", source.date)
        return True
    if source.expires and source.expires < now.date():
        desk.skip(source.path, "expired", source.expires)
        return True
    return False


def finish_texts(
    desk: Desk, drafts: tuple[Draft, ...], datasets: dict[str, tuple[Dataset, str]]
) -> tuple[Finished, ...]:
    """Return the texts with everything in place.

    A text that turns out to be broken gives way to an earlier version, which may have another
    address, or none, for those that link to it: so all are finished again. This ends because
    each round uses up a version.
    """
    alive = drafts
    while True:
        targets = {draft.source.path: draft.url for draft in alive}
        targets |= {dataset.meta.path: url for dataset, url in datasets.values()}
        around = Surroundings(targets, datasets)
        results = [(draft, *_finish(desk, draft, around)) for draft in alive]
        broken = [(d, p) for d, _, p in results if any(is_error(x.code) for x in p)]
        if not broken:
            for draft, _, problems in results:
                desk.report(draft.source.path, problems)
            return tuple(finished for _, finished, _ in results)
        for draft, problems in broken:
            desk.report(draft.source.path, problems)
        lost = {draft.source.path for draft, _ in broken}
        sound = [draft for draft in alive if draft.source.path not in lost]
        earlier = [_sound(desk, path, around) for path in sorted(lost)]
        alive = _arranged(desk, filter(None, (*sound, *earlier)))


def _sound(desk: Desk, path: str, around: Surroundings) -> Draft | None:
    """The next earlier version of a text that can be finished."""
    while draft := _draft(desk, path):
        if not desk.report(path, _finish(desk, draft, around)[1]):
            return draft
    return None


def _finish(desk: Desk, draft: Draft, around: Surroundings) -> tuple[Finished, tuple[Problem, ...]]:
    source = draft.source
    shelf = Shelf(draft.url)
    images: list[views.Image] = []
    problems: list[Problem] = []
    thumbnail = ("", (0, 0), "")
    for photo in source.photos if isinstance(source, Report) else ():
        placed = _photo(desk, source, photo, shelf)
        if isinstance(placed, Problem):
            problems.append(placed)
            continue
        view, small = placed
        images.append(view)
        if not thumbnail[0]:
            thumbnail = (small[0], small[1], photo.alt)
    text = Text(source=source.body, path=source.path, line=source.body_line)
    links: list[SiteLink] = []
    resolvers = _resolvers(desk, draft, around, (shelf, links, problems))
    try:
        body = render_body(text, markdown(desk.shared.markdown), resolvers)
    except WorkerError as error:
        where = Where(path=source.path, line=source.body_line)
        params = (("reason", str(error)),)
        problems.append(Problem(code="M012", where=where, params=params))
        body = Body(html=Markup(), summary="", problems=())
    desk.links[source.path] = tuple(links)
    return Finished(draft, body, shelf, tuple(images), thumbnail), (*problems, *body.problems)


def _photo(
    desk: Desk, source: Report | StandingPage, photo: Photo, shelf: Shelf
) -> tuple[views.Image, tuple[str, tuple[int, int]]] | Problem:
    where = Where(path=source.path, line=photo.line, column=1, field="foto")
    found = _picture(desk, photo.file, source.path, where, shelf)
    if isinstance(found, Problem):
        return found
    image = replace(found.image, alt=photo.alt, caption=photo.caption, credit=photo.credit)
    return image, (found.small, found.small_size)


def _picture(desk: Desk, file: str, source: str, where: Where, shelf: Shelf) -> Placed | Problem:
    link = reference(file, source, desk.folder)
    pictures = desk.paths("image")
    if link.path not in pictures:
        folder = source.rpartition("/")[0] + "/"
        here = [p.removeprefix(folder) for p in pictures if p.startswith(folder)]
        params = (("file", file), ("files", ", ".join(here[:12]) or "-"))
        return Problem(code="G001", where=where, params=params)
    data = desk.read(link.path)
    if data is None:
        return Problem(code="G004", where=where, params=(("file", file), ("reason", "I/O")))
    desk.used.add(link.path)
    try:
        return place_image(data, link.path, shelf, desk.shared.cache, desk.shared.site.address)
    except ImageMistake as mistake:
        return image_problem(mistake, where, file)


def _resolvers(
    desk: Desk,
    draft: Draft,
    around: Surroundings,
    collected: tuple[Shelf, list[SiteLink], list[Problem]],
) -> Resolvers:
    shelf, links, notes = collected
    site = desk.shared.site
    path = draft.source.path

    def image(given: tuple[str, str, str, bool], where: Where) -> Markup | Problem:
        src, alt, caption, alone = given
        if _SCHEME.match(src):
            return Problem(code="G003", where=where, params=(("file", src),))
        found = _picture(desk, src, path, where, shelf)
        if isinstance(found, Problem):
            return found
        view = replace(found.image, alt=alt or caption, caption=caption if alone else "")
        if alone:
            return Markup(render(site.theme, "body-image.html", views.BodyImage(image=view)))  # noqa: S704
        return Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">').format(
            view.src, view.alt, view.width, view.height
        )

    charts = 0

    def chart(block: str, line: int) -> Markup | tuple[Problem, ...]:
        nonlocal charts
        charts += 1
        place = ChartPlace(shelf=shelf, number=charts)
        drawn, problems = _chart(desk, draft, around, place, (block, line))
        if drawn is None:
            return problems
        notes.extend(problems)
        return drawn

    def link(address: str, where: Where) -> Target | Problem:
        return _link(desk, draft, around, shelf, (address, where, links))

    label = site.t.gettext(N_("Table"))
    return Resolvers(link=link, image=image, chart=chart, table_label=label)


def _chart(
    desk: Desk, draft: Draft, around: Surroundings, place: ChartPlace, block: tuple[str, int]
) -> tuple[Markup | None, tuple[Problem, ...]]:
    """The chart, or None after an error, and its problems."""
    site = desk.shared.site
    text, line = block
    path = draft.source.path
    spec, problems = parse_chart(text, path, line, desk.shared.rules)
    if spec is None:
        return None, problems
    found = around.datasets.get(spec.data)
    if found is None:
        where = Where(path=path, line=line, column=1, field="data")
        params = (
            ("key", "data"),
            ("value", spec.data or "?"),
            ("names", ", ".join(sorted(around.datasets)) or "-"),
        )
        return None, (*problems, Problem(code="C013", where=where, params=params))
    dataset, url = found
    place = replace(
        place, source=site.link(dataset.meta.title, url), fallback_title=dataset.meta.title
    )
    studio = Studio(cache=desk.shared.cache, t=site.t, address=site.address)
    view, more = place_chart(spec, dataset.file.table, place, studio)
    if view is None:
        return None, (*problems, *more)
    place.shelf.show(dataset.meta.path)
    drawn = render(site.theme, "body-chart.html", views.BodyChart(chart=view))
    return Markup(drawn), (*problems, *more)  # noqa: S704


def _link(
    desk: Desk,
    draft: Draft,
    around: Surroundings,
    shelf: Shelf,
    link: tuple[str, Where, list[SiteLink]],
) -> Target | Problem:
    address, where, links = link
    site = desk.shared.site
    scheme = _SCHEME.match(address)
    if scheme or address.startswith("//") or not address:
        if scheme and scheme[1].lower() in SCHEMES:
            return Target(href=address, external=scheme[1].lower() in {"http", "https"})
        return Problem(code="M006", where=where, params=(("found", address or "?"),))
    if address.startswith("/"):
        links.append(SiteLink(where=where, url=address))
        return Target(href=site.address.href(address))
    to = reference(address, draft.source.path, desk.folder)
    if not to.inside:
        return Problem(code="M005", where=where, params=(("found", address),))
    fragment = f"#isi-{to.fragment}" if to.fragment else ""
    url = around.targets.get(to.path) or _dataset_url(to.path, around)
    if url:
        return Target(href=site.address.href(url) + fragment)
    if to.path in desk.paths("document"):
        data = desk.read(to.path)
        name = shelf.stem(to.path, "dokumen")
        desk.used.add(to.path)
        return Target(href=site.address.href(shelf.put(f"{name}.pdf", data or b"", to.path)))
    if to.path in desk.files:
        return Problem(code="M010", where=where, params=(("found", address),))
    near = nearest_path(to.path, around.targets, draft.source.path)
    params = (("found", address), ("nearest", near))
    return Problem(code="M004", where=where, params=params)


def _dataset_url(path: str, around: Surroundings) -> str:
    """A link to a dataset's metadata means the dataset."""
    stem, _, ending = path.rpartition(".")
    if ending not in {"yml", "yaml"}:
        return ""
    tables = (f"{stem}{table}" for table in sorted(TABLE_ENDINGS))
    return next((around.targets[path] for path in tables if path in around.targets), "")


def report_item(desk: Desk, finished: Finished) -> ReportItem:
    """Return a finished report with its entry for lists."""
    report = finished.draft.source
    if not isinstance(report, Report):
        raise TypeError(type(report).__name__)
    site = desk.shared.site
    small, size, alt = finished.thumbnail
    file = desk.files[report.path]
    urgent = report.expires if report.classification == "serta-merta" else None
    summary = ReportSummary(
        url=finished.draft.url,
        title=report.title,
        date=report.date,
        event_date=report.event_date or report.date,
        kind=report.kind,
        topics=report.topics,
        summary=report.summary or finished.body.summary,
        place=report.place,
        status=report.status,
        urgent_until=urgent,
        participants=report.participants.total if report.participants else None,
        budget=report.budget,
        thumbnail=small,
        thumbnail_alt=alt,
        thumbnail_size=size,
        published=report.published,
        changed=file.last,
    )
    share = ""
    if finished.images:
        first = finished.images[0].src.removeprefix(site.address.prefix)
        share = site.address.absolute(first)
    return ReportItem(
        report=report,
        summary=summary,
        body=finished.body.html,
        images=finished.images,
        share_image=share,
        first=file.first,
        last=file.last,
        stand_in=report.path in desk.stand_ins,
    )
