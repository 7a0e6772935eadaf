"""What a text of a unit may refer to, and how its links, pictures and charts are resolved."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.datasets.dataset import parse_chart
from sitegen.errors import fault_of, is_fault
from sitegen.i18n import N_
from sitegen.images.variants import MAX_BYTES as MAX_PICTURE
from sitegen.images.variants import ImageMistake
from sitegen.keys.likeness import Names
from sitegen.model import (
    ChartSpec,
    PermitKey,
    Photo,
    Problem,
    Report,
    SharePicture,
    SiteLink,
    StandingPage,
    Where,
)
from sitegen.model.roles import TABLE_ENDINGS, role
from sitegen.pages import views
from sitegen.pages.licences import licence_url
from sitegen.pages.site import chart_picture
from sitegen.pages.theme import render, text_parts
from sitegen.privacy.gate import Gate
from sitegen.problems.repeated import LISTED
from sitegen.processes.worker import WorkerError
from sitegen.reports.markdown.body import Resolvers, Target
from sitegen.reports.markdown.fragments import likely_fragment
from sitegen.reports.markdown.html import SCHEMES
from sitegen.units.context import BuildContext
from sitegen.units.datasets import DatasetContent, UnitDatasets
from sitegen.units.files import UnitFiles, open_file
from sitegen.units.known import Answers, Known
from sitegen.units.meant import (
    TargetNames,
    dataset_meant,
    file_meant,
    is_host,
    line_of_key,
    picture_meant,
    web_meant,
)
from sitegen.units.page_files import PageFiles
from sitegen.units.pictures import PlacedPicture, place_picture
from sitegen.urls import slugify

MAX_DOCUMENT = 25 * 1024 * 1024
# How much of an address a message shows; a picture pasted as data has thousands of characters.
SHOWN = 80
# Before the name of a dataset, among the names that a text depends on.
DATA = "data:"
# The problem of a picture with which nothing is known to be wrong.
UNMADE = "G012"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
WEB = frozenset({"http", "https"})
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)


class References(Struct, frozen=True, kw_only=True):
    """What a text may refer to: `targets` has the addresses of published sources by path,
    `datasets` the published datasets, `texts` the addresses of the pages of texts. `names` says
    which of the targets a dead link may mean, `gate` which personal data of documents may pass,
    `known` what the last build published.
    """

    files: UnitFiles
    targets: dict[str, str]
    datasets: UnitDatasets
    texts: frozenset[str]
    context: BuildContext
    names: TargetNames
    gate: Gate
    known: Known

    def answer(self, name: str) -> str:
        """Return what stands for everything that a text could learn by this name.

        It is the path of a file of the unit, the address of a page, or `data:` and the name of a
        dataset.
        """
        if name.startswith(DATA):
            return self.datasets.ids.get(name.removeprefix(DATA), "")
        if name.startswith("/"):
            return "text" if name in self.texts else ""
        if name in self.targets:
            return self.targets[name]
        file = self.files.by_path.get(name)
        return file.digest if file else ""

    def answers(self, names: Iterable[str]) -> Answers:
        """Return each name with its answer, sorted."""
        return tuple((name, self.answer(name)) for name in sorted(names))

    def hold(self, answers: Answers) -> bool:
        """Whether these names still lead to the same."""
        return all(self.answer(name) == before for name, before in answers)


class Reference(Struct, frozen=True, kw_only=True):
    """An author's relative link: the file of the unit that it refers to, and its fragment."""

    path: str
    fragment: str
    inside: bool


def parse_reference(link: str, source: str, folder: str) -> Reference:
    """Return the file that `link` in the file `source` refers to; `folder` is the unit's."""
    try:
        parts = urlsplit(link)
    except ValueError:  # such as a bracket in a host; no file has such a name
        return Reference(path="", fragment="", inside=False)
    base = str(PurePosixPath(source).parent)
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    inside = path == folder or path.startswith(folder + "/")
    return Reference(path=path, fragment=parts.fragment, inside=inside)


@dataclass(slots=True, kw_only=True)
class Resolution:
    """Resolves what one text refers to, and records what it finds along the way.

    `asked` has the names that the text depends on (`References.answer`); `guessed` says that it
    depends on all of them, since a message names the nearest. `moved` says that a file has changed
    since the scan, `beside` has problems of other files, `remarks` their warnings that can be kept,
    `lost` those of pictures in the text that could not be made ready now. `permitted` are the
    exceptions that documents need, `picture` is the first chart. Lives only while one text is being finished.
    """

    source: Report | StandingPage
    around: References
    files: PageFiles
    links: list[SiteLink] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    guessed: bool = False
    moved: bool = False
    again: bool = False
    beside: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    lost: list[Problem] = field(default_factory=list)
    permitted: list[PermitKey] = field(default_factory=list)
    picture: SharePicture | None = None
    _pictures: dict[str, PlacedPicture] = field(default_factory=dict)
    _documents: dict[str, str | Problem] = field(default_factory=dict)
    _charts: int = 0
    _drawn: int = 0
    _left_out: list[Where] = field(default_factory=list)
    _dead: int = 0
    _beside: str = ""

    @property
    def resolvers(self) -> Resolvers:
        """The functions with which the text's body resolves what it refers to."""
        t = self.around.context.site.t.gettext
        return Resolvers(
            link=self.link,
            image=self.image,
            chart=self.chart,
            table_label=t(N_("Table")),
            task_labels=(t(N_("done:")), t(N_("not done:"))),
            parts=text_parts(self.around.context.site.theme),
        )

    def photo(self, photo: Photo) -> PlacedPicture | Problem:
        """Return a photo of the front matter, placed beside the page."""
        where = Where(path=self.source.path, line=photo.line, column=1, field="foto")
        if _elsewhere(photo.file):
            return Problem.of("G003", where, file=photo.file)
        found = self._picture(photo.file, where)
        if isinstance(found, Problem):
            return found
        image = replace(
            found.image,
            alt=photo.alt,
            caption=photo.caption,
            credit=photo.credit,
            licence=photo.licence,
            licence_url=licence_url(photo.licence, self.around.context.site.lang),
        )
        return replace(found, image=image)

    def image(self, given: tuple[str, str, str, bool], where: Where) -> Markup | Problem:
        """Return the HTML of a picture in the text."""
        src, alt, caption, alone = given
        if _elsewhere(src):
            return Problem.of("G003", where, file=src)
        if _SCHEME.match(src) or not src:
            return Problem.of("M006", where, found=src[:SHOWN] or "?")
        # A picture that is shown a thousand times is read once.
        found = self._pictures.get(src) or self._picture(src, where)
        if isinstance(found, Problem) and found.code == UNMADE:
            self.lost.append(found)
            words = self.without_picture(alt or caption)
            return Markup("<p>{}</p>").format(words) if alone else Markup.escape(words)
        if isinstance(found, Problem):
            return found
        self._pictures[src] = found
        view = replace(found.image, alt=alt or caption, caption=caption if alone else "")
        if alone:
            theme = self.around.context.site.theme
            return Markup(render(theme, "body-image.html", views.BodyImage(image=view)))  # noqa: S704 - escaped by the template
        return Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">').format(
            view.src, view.alt, view.width, view.height
        )

    def without_picture(self, alt: str) -> str:
        """Return the line in place of a picture that could not be made ready now."""
        t = self.around.context.site.t.gettext
        if not alt:
            return t(N_("A picture cannot be shown now."))
        return t(N_("The picture “{alt}” cannot be shown now.")).format(alt=alt)

    def chart(self, block: str, line: int) -> tuple[Markup, tuple[Problem, ...]]:
        """Return the HTML of a chart block that begins on `line`, or "" if there is none, and its
        problems.
        """
        from sitegen.charts.prepare import MAX_CHARTS
        from sitegen.units.charts import ChartPlace, Undrawn, place_chart, prepared

        self._charts += 1
        context, path = self.around.context, self.source.path
        spec, problems = parse_chart(block, path, line, context.rules)
        if spec is None:
            return Markup(), problems
        name = dataset_meant(spec.data, self.around.datasets.ids)
        self.asked.add(f"{DATA}{name}")
        found = self.around.datasets.get(name)
        if found is None:
            self.guessed = True
            names = ", ".join(sorted(self.around.datasets.ids)) or "-"
            where = Where(path=path, line=line + line_of_key("data", block), column=1, field="data")
            texts = {"key": "data", "value": spec.data or "?", "names": names}
            near = Names(self.around.datasets.ids).nearest(slugify(spec.data), 0.6)
            if near and spec.data:
                texts |= {"instead": near, "found": spec.data}
            return Markup(), (*problems, Problem.of("C013", where, **texts))
        if self._drawn == MAX_CHARTS:
            self._left_out.append(spec.where)
            return self._undrawn(spec, found), problems
        meta = found.dataset.meta
        chart, more = prepared(spec, found.dataset.file.table, meta.unit, context)
        if any(problem.code == "C011" for problem in more):
            return self._instead(spec, found), (*problems, *more)
        if chart is None:
            return self._undrawn(spec, found), (*problems, *more)
        self._drawn += 1
        place = ChartPlace(
            number=self._charts,
            meta=meta,
            url=found.url,
            unit=self.around.files.source.entry,
            elsewhere=True,
        )
        self.files.show(meta.path)
        try:
            view = place_chart(chart, place, self.files, context)
            own = f"{self.files.url}{view.id}.png"
            self.picture = self.picture or chart_picture(view, own)
        except Undrawn as undrawn:
            told = Problem.of("C011", spec.where, reason=str(undrawn))
            return self._instead(spec, found), (*problems, *more, told)
        html = render(context.site.theme, "body-chart.html", views.BodyChart(chart=view))
        return Markup(html), (*problems, *more)  # noqa: S704 - escaped by the template

    def _instead(self, spec: ChartSpec, found: DatasetContent) -> Markup:
        """The line in place of a chart that cannot be drawn now; the next build tries again."""
        self.again = True
        return self._undrawn(spec, found)

    def _undrawn(self, spec: ChartSpec, found: DatasetContent) -> Markup:
        """What a page says in place of a chart that is not drawn."""
        site, meta = self.around.context.site, found.dataset.meta
        text = site.t.gettext(
            N_("The chart “{title}” could not be drawn. Its figures are here: {link}.")
        )
        link = Markup('<a href="{}">{}</a>').format(site.address.href(found.url), meta.title)
        words = Markup.escape(text).format(title=spec.title or meta.title, link=link)
        self.files.show(meta.path)
        return Markup("<p>{}</p>").format(words)

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """The problem of the charts that were too many for one page."""
        if not self._left_out:
            return ()
        counts = {"count": str(self._drawn + len(self._left_out)), "limit": str(self._drawn)}
        return (Problem.of("C014", self._left_out[0], **counts),)

    def link(self, address: str, where: Where) -> Target | Problem:
        """Return where a link leads, or the problem that says why it leads nowhere."""
        site = self.around.context.site
        # The site's own absolute address, as copied from a browser.
        address = site.address.own(address) or address
        scheme = _SCHEME.match(address)
        known = scheme[1].lower() if scheme and scheme[1].lower() in SCHEMES else ""
        if known and (known not in WEB or _WEB.match(address)):
            return Target(href=address, external=known in WEB)
        if scheme or address.startswith(("//", "\\")) or not address:
            return self._refused(address, where)
        if address.startswith("/"):
            return self._to_site(address, where)
        to = parse_reference(address, self.source.path, self.around.files.folder)
        if not to.inside:
            return Problem.of("M005", where, found=address)
        to = replace(to, path=self.around.files.stored(to.path))
        url = self._target(to.path)
        if url and to.fragment:
            return self._to_site(f"{url}#{to.fragment}", where)
        if url:
            return Target(href=site.address.href(url))
        if to.path in self.around.files.by_path and role(to.path) == "document":
            return self._document(to.path, address, where)
        if to.path in self.around.files.by_path:
            kind = role(to.path)
            pdf = {} if kind else {"instead": f"{address.rpartition('.')[0]}.pdf"}
            return Problem.of("M010", where, found=unquote(address), **pdf)
        self._dead += 1
        self.guessed = True
        near = "-"
        # The problems of the others are only counted.
        if self._dead <= LISTED:
            near = self.around.names.nearest(to.path, self.source.path)
        right = f"https://{address}" if is_host(address) else web_meant(address) or near
        name = {"instead": right} if right != "-" else {}
        return Problem.of("M004", where, found=unquote(address), nearest=near, **name)

    def _refused(self, address: str, where: Where) -> Problem:
        """The problem of an address of a form that is not allowed, with what it may mean."""
        near = web_meant(address)
        if not near and (name := file_meant(address)):
            self.guessed = True
            near = self.around.names.named(name, self.source.path)
        name_of = {"instead": near} if near else {}
        return Problem.of("M006", where, found=address[:SHOWN] or "?", **name_of)

    def _to_site(self, url: str, where: Where) -> Target:
        """Where a link to an address of the site leads; the audit checks those to other pages."""
        site = self.around.context.site
        address, _, fragment = url.partition("#")
        page = address.partition("?")[0].rstrip("/") + "/"
        if fragment and page in self.around.texts:
            self.asked.add(page)
            self.links.append(SiteLink(where=where, url=address))
            return Target(href=site.address.href(address), page=page, fragment=fragment)
        if fragment:
            self.asked.add(page)
            url = f"{address}#{likely_fragment(page, fragment, text_parts(site.theme))}"
        self.links.append(SiteLink(where=where, url=url))
        return Target(href=site.address.href(url))

    def _target(self, path: str) -> str:
        """The address of a source file's page; a dataset's description refers to the dataset."""
        stem, _, ending = path.rpartition(".")
        tables = [path]
        if ending in {"yml", "yaml"}:
            tables += [f"{stem}{table}" for table in sorted(TABLE_ENDINGS)]
        self.asked.update(tables)
        return next((url for each in tables if (url := self.around.targets.get(each))), "")

    def _document(self, path: str, address: str, where: Where) -> Target | Problem:
        """Where a link to a document leads, or why it leads nowhere; each document is read once."""
        if path not in self._documents:
            self._documents[path] = self._placed(path, address, where)
        found = self._documents[path]
        self.used.add(path)
        if isinstance(found, str):
            return Target(href=self.around.context.site.address.href(found))
        return replace(found, where=where)

    def _placed(self, path: str, address: str, where: Where) -> str | Problem:
        """The address of a document beside the page, once it is known that it may be there."""
        from sitegen.units.documents import document_verdict

        if size := self.around.files.larger(path, MAX_DOCUMENT):
            return _too_large("M018", address, size, MAX_DOCUMENT, where)
        data = self._open(path)
        if data is None:
            return self._as_online(path) or Problem.of("M020", where, found=address)
        try:
            verdict = document_verdict(data, path, self.around.gate, self.around.context.cache)
        except WorkerError as error:
            self.again = True
            told = Problem.of("L009", where, found=address, reason=str(error))
            if online := self._as_online(path):
                self.lost.append(told)
                return online
            return told
        self.permitted += verdict.used
        # Errors are looked at again by each build of the text, for what stands in their place.
        (self.remarks if verdict.passed else self.beside).extend(verdict.problems)
        if not verdict.passed:
            return Problem.of("M010", where, found=address)
        return self.files.put(f"{self.files.stem(path, 'dokumen')}.pdf", data, path)

    def _as_online(self, path: str) -> str:
        """The address of a document as the last build published it beside this page, or ""."""
        for file in self.around.known.published(self.source.path, path):
            if url := self.files.keep(file, path):
                return url
        return ""

    def _picture(self, file: str, where: Where) -> PlacedPicture | Problem:
        source, known = self.source.path, self.around.files.by_path
        # Try it as a file name first: as an address, `Foto #3.jpg` would be a different file.
        stored = self.around.files.stored
        path = stored(posixpath.normpath(posixpath.join(posixpath.dirname(source), file)))
        self.asked.add(path)
        if path not in known or role(path) != "image":
            path = stored(parse_reference(file, source, self.around.files.folder).path)
            self.asked.add(path)
        if path not in known or role(path) != "image":
            self.guessed = True
            code = "G013" if path in known else "G001"
            near = picture_meant(path, self.around.files.paths("image"), source)
            name = {"instead": near} if near else {}
            return Problem.of(code, where, file=file, files=self._pictures_here(), **name)
        self.used.add(path)
        if size := self.around.files.larger(path, MAX_PICTURE):
            return _too_large("G006", file, size, MAX_PICTURE, where)
        data = self._open(path)
        if data is None:
            return Problem.of("G004", where, file=file, reason="I/O")
        try:
            return place_picture(data, path, self.files, self.around.context)
        except ImageMistake as mistake:
            found = (("file", file), *mistake.params.items())
            return Problem(code=mistake.code, where=where, params=found)
        except BaseException as error:
            if not is_fault(error):
                raise
            self.again = True
            reason = str(error) if isinstance(error, WorkerError) else fault_of(error)
            return Problem.of(UNMADE, where, file=file, reason=reason)

    def _pictures_here(self) -> str:
        """The names of the first pictures beside the text, or "-"."""
        if not self._beside:
            folder = self.source.path.rpartition("/")[0] + "/"
            pictures = self.around.files.paths("image")
            here = [path.removeprefix(folder) for path in pictures if path.startswith(folder)]
            self._beside = ", ".join(here[:12]) or "-"
        return self._beside

    def _open(self, path: str) -> bytes | None:
        opened = open_file(self.around.files, path)
        self.moved = self.moved or opened.moved
        if opened.problem:
            self.beside.append(opened.problem)
        return opened.data


def _elsewhere(file: str) -> bool:
    """Whether the name of a picture is an address on the web."""
    scheme = _SCHEME.match(file)
    return file.startswith("//") or bool(scheme and scheme[1].lower() in {"http", "https"})


def _too_large(code: str, file: str, size: int, limit: int, where: Where) -> Problem:
    return Problem.of(code, where, file=file, size=str(-(-size >> 20)), limit=str(limit >> 20))
