"""A unit's Markdown files: read, chosen by date, and finished with pictures, charts and links."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

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
    Skipped,
    StandingPage,
    Where,
)
from sitegen.problems import is_error
from sitegen.problems.kind import N_
from sitegen.read.content import parse_page, parse_report
from sitegen.read.datasets import parse_chart
from sitegen.read.frontmatter import MAX_BYTES as MAX_TEXT
from sitegen.read.frontmatter import oversized
from sitegen.render import views
from sitegen.render.body import Body, Resolvers, Target, Text, render_body
from sitegen.render.images import MAX_BYTES as MAX_PICTURE
from sitegen.render.images import ImageMistake
from sitegen.render.markdown import SCHEMES
from sitegen.render.report_pages import ReportItem
from sitegen.render.theme import render
from sitegen.urls import page_url, report_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Photo
    from sitegen.read.content import Rules
    from sitegen.read.datasets import Dataset
    from sitegen.read.sources import Role

Source = TypeVar("Source", Report, StandingPage)
# Dead links of one text for which the nearest file is looked for, which takes 10 ms in a large unit.
MAX_GUESSES = 20
MAX_DOCUMENT = 25 * 1024 * 1024
# As much of an address as a message shows; a picture pasted as data has many thousand signs.
SHOWN = 80
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
    key = desk.source.entry.key
    reports = _read(desk, "report", parse_report)
    reports = [report for report in reports if not _skip_report(desk, report)]
    pages = [page for page in _read(desk, "page", parse_page) if not _skip_page(desk, page)]
    drafts = [Draft(r, report_url(key, r.date, r.slug)) for r in reports]
    drafts += [Draft(p, page_url(key, p.slug)) for p in pages]
    unique: dict[str, Draft] = {}
    for draft in drafts:
        other = unique.get(draft.url)
        if other is None:
            unique[draft.url] = draft
            continue
        where = Where(path=draft.source.path)
        params = (("other", other.source.path), ("url", draft.url))
        desk.report(draft.source.path, (Problem(code="M008", where=where, params=params),))
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


def _read(
    desk: Desk,
    kind: Role,
    parse: Callable[[bytes, str, Rules], tuple[Source | None, tuple[Problem, ...]]],
) -> list[Source]:
    found: list[Source] = []
    for path in desk.paths(kind):
        if size := desk.larger(path, MAX_TEXT):
            desk.report(path, (oversized(path, size, MAX_TEXT),))
            continue
        data = desk.read(path)
        if data is None:
            continue
        source, problems = parse(data, path, desk.shared.rules)
        if not desk.report(path, problems) and source is not None:
            found.append(source)
    return found


def _skip_report(desk: Desk, report: Report) -> bool:
    now: datetime = desk.shared.now
    if report.draft and not desk.shared.drafts:
        desk.skipped.append(Skipped(path=report.path, reason="draft"))
        return True
    appears = report.published or datetime.combine(report.date, time.min, now.tzinfo)
    desk.moments.append(appears.timestamp())
    if report.expires:
        ends = datetime.combine(report.expires, time.min, now.tzinfo) + timedelta(days=1)
        desk.moments.append(ends.timestamp())
    if appears > now and not desk.shared.future:
        desk.skipped.append(Skipped(path=report.path, reason="future", date=report.date))
        return True
    if report.expires and report.expires < now.date():
        desk.skipped.append(Skipped(path=report.path, reason="expired", date=report.expires))
        return True
    return False


def _skip_page(desk: Desk, page: StandingPage) -> bool:
    if page.draft and not desk.shared.drafts:
        desk.skipped.append(Skipped(path=page.path, reason="draft"))
        return True
    return False


def finish_texts(
    desk: Desk, drafts: tuple[Draft, ...], datasets: dict[str, tuple[Dataset, str]]
) -> tuple[Finished, ...]:
    """Return the texts with everything in place.

    A text that turns out to be broken takes its address away from those that link to it, so the
    rest is finished again without it; this ends because each round has fewer texts.
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
        alive = tuple(draft for draft in alive if draft.source.path not in lost)


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
    resolvers = _resolvers(desk, draft, around, (shelf, links))
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
    pictures = desk.paths("image")
    # As a file's name first: `Foto #3.jpg` would be another file as an address.
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), file))
    if path not in pictures:
        path = reference(file, source, desk.folder).path
    if path not in pictures:
        folder = source.rpartition("/")[0] + "/"
        here = [p.removeprefix(folder) for p in pictures if p.startswith(folder)]
        params = (("file", file), ("files", ", ".join(here[:12]) or "-"))
        return Problem(code="G001", where=where, params=params)
    if size := desk.larger(path, MAX_PICTURE):
        return _too_large("G006", file, (size, MAX_PICTURE), where)
    data = desk.read(path)
    if data is None:
        return Problem(code="G004", where=where, params=(("file", file), ("reason", "I/O")))
    desk.used.add(path)
    try:
        return place_image(data, path, shelf, desk.shared.cache, desk.shared.site.address)
    except ImageMistake as mistake:
        return image_problem(mistake, where, file)


def _too_large(code: str, file: str, sizes: tuple[int, int], where: Where) -> Problem:
    size, limit = sizes
    params = (("file", file), ("size", str(-(-size >> 20))), ("limit", str(limit >> 20)))
    return Problem(code=code, where=where, params=params)


def _resolvers(
    desk: Desk, draft: Draft, around: Surroundings, collected: tuple[Shelf, list[SiteLink]]
) -> Resolvers:
    shelf, links = collected
    site = desk.shared.site
    path = draft.source.path
    pictures: dict[str, Placed] = {}  # one that is shown a thousand times is read once

    def image(given: tuple[str, str, str, bool], where: Where) -> Markup | Problem:
        src, alt, caption, alone = given
        if scheme := _SCHEME.match(src):
            if scheme[1].lower() in {"http", "https"}:
                return Problem(code="G003", where=where, params=(("file", src),))
            return Problem(code="M006", where=where, params=(("found", src[:SHOWN]),))
        found = pictures.get(src) or _picture(desk, src, path, where, shelf)
        if isinstance(found, Problem):
            return found
        pictures[src] = found
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
        return _chart(desk, draft, around, ChartPlace(shelf=shelf, number=charts), (block, line))

    dead = 0

    def link(address: str, where: Where) -> Target | Problem:
        nonlocal dead
        found = _link(desk, draft, around, shelf, (address, where, links))
        if not isinstance(found, Problem) or found.code != "M004":
            return found
        dead += 1
        wanted = reference(address, path, desk.folder).path
        near = nearest_path(wanted, around.targets, path) if dead <= MAX_GUESSES else "-"
        return replace(found, params=(*found.params, ("nearest", near)))

    label = site.t.gettext(N_("Table"))
    return Resolvers(link=link, image=image, chart=chart, table_label=label)


def _chart(
    desk: Desk, draft: Draft, around: Surroundings, place: ChartPlace, block: tuple[str, int]
) -> Markup | tuple[Problem, ...]:
    site = desk.shared.site
    text, line = block
    path = draft.source.path
    spec, problems = parse_chart(text, path, line, desk.shared.rules)
    if spec is None:
        return problems
    found = around.datasets.get(spec.data)
    if found is None:
        where = Where(path=path, line=line, column=1, field="data")
        params = (
            ("key", "data"),
            ("value", spec.data or "?"),
            ("names", ", ".join(sorted(around.datasets)) or "-"),
        )
        return (*problems, Problem(code="C013", where=where, params=params))
    dataset, url = found
    place = replace(
        place, source=site.link(dataset.meta.title, url), fallback_title=dataset.meta.title
    )
    studio = Studio(cache=desk.shared.cache, t=site.t, address=site.address)
    view, more = place_chart(spec, dataset.file.table, place, studio)
    if view is None:
        return (*problems, *more)
    desk.problems.extend((*problems, *more))
    return Markup(render(site.theme, "body-chart.html", views.BodyChart(chart=view)))  # noqa: S704


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
        return Problem(code="M006", where=where, params=(("found", address[:SHOWN] or "?"),))
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
        if size := desk.larger(to.path, MAX_DOCUMENT):
            return _too_large("M018", address, (size, MAX_DOCUMENT), where)
        data = desk.read(to.path)
        name = shelf.stem(to.path, "dokumen")
        desk.used.add(to.path)
        return Target(href=site.address.href(shelf.put(f"{name}.pdf", data or b"")))
    if to.path in desk.files:
        return Problem(code="M010", where=where, params=(("found", address),))
    return Problem(code="M004", where=where, params=(("found", address),))


def _dataset_url(path: str, around: Surroundings) -> str:
    """A link to a dataset's metadata means the dataset."""
    stem, _, ending = path.rpartition(".")
    return around.targets.get(f"{stem}.csv", "") if ending in {"yml", "yaml"} else ""


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
    )
