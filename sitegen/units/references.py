"""What a text refers to: its pictures, charts, links and documents, each found or told."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from sitegen.datasets.dataset import Dataset, parse_chart
from sitegen.i18n import N_
from sitegen.images.variants import MAX_BYTES as MAX_PICTURE
from sitegen.images.variants import ImageMistake
from sitegen.model import Photo, Problem, Report, SiteLink, StandingPage, Where
from sitegen.model.roles import TABLE_ENDINGS
from sitegen.pages import views
from sitegen.pages.theme import render, text_parts
from sitegen.reports.markdown.body import Resolvers, Target
from sitegen.reports.markdown.fragments import likely_fragment
from sitegen.reports.markdown.html import SCHEMES
from sitegen.units.desk import Desk, nearest_path, reference
from sitegen.units.media import (
    ChartPlace,
    Placed,
    Shelf,
    Studio,
    image_problem,
    place_chart,
    place_image,
)

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
class Surroundings:
    """What texts may refer to: addresses by source path, and the unit's published datasets.

    `texts` are the addresses of the pages of texts.
    """

    targets: dict[str, str]
    datasets: dict[str, tuple[Dataset, str]]
    texts: frozenset[str]


def place_photo(
    desk: Desk, source: Report | StandingPage, photo: Photo, shelf: Shelf
) -> tuple[views.Image, tuple[str, tuple[int, int]]] | Problem:
    """Return a photo of the keys, with the address and size of its smallest form."""
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


def resolvers(
    desk: Desk, draft: Draft, around: Surroundings, collected: tuple[Shelf, list[SiteLink]]
) -> Resolvers:
    """Return how this text finds what it refers to; files and links to the site are collected."""
    shelf, links = collected
    site = desk.shared.site
    path = draft.source.path
    pictures: dict[str, Placed] = {}  # one that is shown a thousand times is read once

    def image(given: tuple[str, str, str, bool], where: Where) -> Markup | Problem:
        src, alt, caption, alone = given
        scheme = _SCHEME.match(src)
        if scheme and scheme[1].lower() in {"http", "https"}:
            return Problem(code="G003", where=where, params=(("file", src),))
        if scheme or not src:
            return Problem(code="M006", where=where, params=(("found", src[:SHOWN] or "?"),))
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

    def chart(block: str, line: int) -> tuple[Markup, tuple[Problem, ...]]:
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
    parts = text_parts(site.theme)
    return Resolvers(link=link, image=image, chart=chart, table_label=label, parts=parts)


def _chart(
    desk: Desk, draft: Draft, around: Surroundings, place: ChartPlace, block: tuple[str, int]
) -> tuple[Markup, tuple[Problem, ...]]:
    site = desk.shared.site
    text, line = block
    path = draft.source.path
    spec, problems = parse_chart(text, path, line, desk.shared.rules)
    if spec is None:
        return Markup(), problems
    found = around.datasets.get(spec.data)
    if found is None:
        where = Where(path=path, line=line, column=1, field="data")
        params = (
            ("key", "data"),
            ("value", spec.data or "?"),
            ("names", ", ".join(sorted(around.datasets)) or "-"),
        )
        return Markup(), (*problems, Problem(code="C013", where=where, params=params))
    dataset, url = found
    place = replace(
        place, source=site.link(dataset.meta.title, url), fallback_title=dataset.meta.title
    )
    studio = Studio(cache=desk.shared.cache, t=site.t, address=site.address)
    view, more = place_chart(spec, dataset.file.table, place, studio)
    if view is None:
        return Markup(), (*problems, *more)
    place.shelf.show(dataset.meta.path)
    html = Markup(render(site.theme, "body-chart.html", views.BodyChart(chart=view)))  # noqa: S704
    return html, (*problems, *more)


def _link(
    desk: Desk,
    draft: Draft,
    around: Surroundings,
    shelf: Shelf,
    link: tuple[str, Where, list[SiteLink]],
) -> Target | Problem:
    address, where, links = link
    site = desk.shared.site
    # The site's own whole address, as it is copied from a browser.
    address = site.address.own(address) or address
    scheme = _SCHEME.match(address)
    if scheme or address.startswith("//") or not address:
        if scheme and scheme[1].lower() in SCHEMES:
            return Target(href=address, external=scheme[1].lower() in {"http", "https"})
        return Problem(code="M006", where=where, params=(("found", address[:SHOWN] or "?"),))
    if address.startswith("/"):
        return _to_site(desk, around, address, where, links)
    to = reference(address, draft.source.path, desk.folder)
    if not to.inside:
        return Problem(code="M005", where=where, params=(("found", address),))
    url = around.targets.get(to.path) or _dataset_url(to.path, around)
    if url and to.fragment:
        return _to_site(desk, around, f"{url}#{to.fragment}", where, links)
    if url:
        return Target(href=site.address.href(url))
    if to.path in desk.paths("document"):
        if size := desk.larger(to.path, MAX_DOCUMENT):
            return _too_large("M018", address, (size, MAX_DOCUMENT), where)
        data = desk.read(to.path)
        name = shelf.stem(to.path, "dokumen")
        desk.used.add(to.path)
        return Target(href=site.address.href(shelf.put(f"{name}.pdf", data or b"", to.path)))
    if to.path in desk.files:
        return Problem(code="M010", where=where, params=(("found", address),))
    return Problem(code="M004", where=where, params=(("found", address),))


def _to_site(
    desk: Desk, around: Surroundings, url: str, where: Where, links: list[SiteLink]
) -> Target:
    """Where a link to an address of the site leads; other pages are asked for it by the audit."""
    href = desk.shared.site.address.href
    address, _, fragment = url.partition("#")
    page = address.partition("?")[0].rstrip("/") + "/"
    if fragment and page in around.texts:
        links.append(SiteLink(where=where, url=address))
        return Target(href=href(address), page=page, fragment=fragment)
    if fragment:
        parts = text_parts(desk.shared.site.theme)
        url = f"{address}#{likely_fragment(page, fragment, parts)}"
    links.append(SiteLink(where=where, url=url))
    return Target(href=href(url))


def _dataset_url(path: str, around: Surroundings) -> str:
    """A link to a dataset's metadata means the dataset."""
    stem, _, ending = path.rpartition(".")
    if ending not in {"yml", "yaml"}:
        return ""
    tables = (f"{stem}{table}" for table in sorted(TABLE_ENDINGS))
    return next((around.targets[path] for path in tables if path in around.targets), "")
