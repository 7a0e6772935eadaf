"""Finishing a unit's texts: Markdown to HTML, with everything that they refer to in place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from sitegen.model import Output, Problem, Report, SiteLink, Where
from sitegen.pages import views
from sitegen.pages.theme import text_parts
from sitegen.privacy.gate import Gate, Screening, screen_shown
from sitegen.problems import is_error
from sitegen.processes.worker import WorkerError
from sitegen.reports.markdown.body import AuthorText, Body, render_body, with_fragments
from sitegen.reports.markdown.engine import markdown
from sitegen.units.context import BuildContext
from sitegen.units.datasets import DatasetContent
from sitegen.units.faults import Faults
from sitegen.units.files import UnitFiles
from sitegen.units.page_files import PageFiles
from sitegen.units.references import UNMADE, References, Resolution
from sitegen.units.texts import Draft, Texts, without
from sitegen.units.versions import NOTHING_FOUND, Chosen, rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A text with its body, its pictures (reports only), and the files beside its page.

    `shown` has the output files made from each other source that the page shows; `used` are the
    pictures and documents among these. `depends` has the paths of sources and the addresses on
    which the body depends, None for all of them. `beside` has problems of other files. `again` says
    that something failed that may be temporary, so that the next build has to try again. `stand_in`
    says that the text is an earlier version.
    """

    draft: Draft
    body: Body
    outputs: tuple[Output, ...]
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    images: tuple[views.Image, ...] = ()
    thumbnail: tuple[str, tuple[int, int], str] = ("", (0, 0), "")
    links: tuple[SiteLink, ...] = ()
    used: frozenset[str] = frozenset()
    depends: frozenset[str] | None = frozenset()
    problems: tuple[Problem, ...] = ()
    beside: tuple[Problem, ...] = ()
    screening: Screening = NOTHING_FOUND
    stand_in: bool = False
    again: bool = False


def finish_texts(
    texts: Texts,
    datasets: tuple[DatasetContent, ...],
    files: UnitFiles,
    context: BuildContext,
    gate: Gate,
) -> tuple[Texts, tuple[Finished, ...]]:
    """Return the texts that can be published, and all of them finished.

    A text that turns out to be broken is replaced by an earlier version, which may have another
    address, or none; texts that depend on its address are finished again. This terminates because
    each round uses up a version.
    """
    named = {each.dataset.meta.name: each for each in datasets}
    addresses = {each.dataset.meta.path: each.url for each in datasets}
    done: dict[str, Finished] = {}
    before: dict[str, str] = {}
    while True:
        drafts = [(each, each.value) for each in texts.published if each.value]
        targets = {each.path: draft.url for each, draft in drafts} | addresses
        changed = {name for pair in targets.items() ^ before.items() for name in pair}
        around = References(
            files=files,
            targets=targets,
            datasets=named,
            texts=frozenset(draft.url for _, draft in drafts),
            context=context,
        )
        done = {
            each.path: _again(done.get(each.path), draft, changed)
            or _guarded(draft, around, gate, stand_in=each.stand_in is not None)
            for each, draft in drafts
        }
        wrong = _wrong(texts, done)
        if not wrong:
            linked = _linked(done, context)
            wrong = _wrong(texts, linked)
            if not wrong:
                return texts, tuple(linked.values())
        texts = without(texts, wrong, files, context, gate)
        before = targets


def _wrong(texts: Texts, done: dict[str, Finished]) -> dict[str, Chosen[Draft]]:
    """The published texts that cannot be, by path, with what is wrong with them."""
    return {
        each.path: rejected(each, made.problems, made.screening, again=made.again)
        for each, made in ((each, done[each.path]) for each in texts.published)
        if any(is_error(problem.code) for problem in made.problems)
    }


def _linked(finished: dict[str, Finished], context: BuildContext) -> dict[str, Finished]:
    """The texts with the fragments of their links to each other, which are now all known."""
    pages = {each.draft.url: each.body.ids for each in finished.values()}
    parts = text_parts(context.site.theme)
    linked: dict[str, Finished] = {}
    faults = Faults()
    for path, each in finished.items():
        linked[path] = each
        with faults.over(path):
            body = with_fragments(each.body, pages, parts)
            found = tuple(
                SiteLink(where=to.where, url=f"{to.page or each.draft.url}#{to.words}")
                for to in body.to_parts
            )
            problems = (*each.problems, *body.problems[len(each.body.problems) :])
            linked[path] = replace(each, body=body, links=(*each.links, *found), problems=problems)
    for path, problem in faults.problems.items():
        linked[path] = _failed(linked[path].draft, (problem,), stand_in=linked[path].stand_in)
    return linked


def _again(finished: Finished | None, draft: Draft, changed: set[str]) -> Finished | None:
    """A text as finished in the last round, if nothing that it depends on has changed."""
    if finished is None or finished.draft is not draft or finished.depends is None:
        return None
    return finished if finished.depends.isdisjoint(changed) else None


def _guarded(draft: Draft, around: References, gate: Gate, *, stand_in: bool) -> Finished:
    """As `finish`; a fault of the program is a problem of the text, too."""
    faults, path = Faults(), draft.source.path
    finished = _failed(draft, (), stand_in=stand_in)
    with faults.over(path):
        finished = finish(draft, around, gate, stand_in=stand_in)
    if not faults.problems:
        return finished
    return _failed(draft, tuple(faults.problems.values()), stand_in=stand_in)


def _failed(draft: Draft, problems: tuple[Problem, ...], *, stand_in: bool) -> Finished:
    """A text that could not be finished, and may be by the next build."""
    return Finished(
        draft=draft,
        body=Body(html=Markup(), summary="", problems=()),
        outputs=(),
        shown=(),
        depends=None,
        problems=problems,
        stand_in=stand_in,
        again=True,
    )


def finish(draft: Draft, around: References, gate: Gate, *, stand_in: bool = False) -> Finished:
    """Return a text with everything in place; every mistake in it is one of its problems.

    `stand_in` says that it is an earlier version of its file.
    """
    source, context = draft.source, around.context
    beside = PageFiles(draft.url)
    found = Resolution(source=source, around=around, files=beside)
    images: list[views.Image] = []
    problems: list[Problem] = []
    lines: list[Markup] = []
    thumbnail = ("", (0, 0), "")
    for photo in source.photos if isinstance(source, Report) else ():
        placed = found.photo(photo)
        if isinstance(placed, Problem):
            problems.append(placed)
            if placed.code == UNMADE:
                lines.append(Markup("<p>{}</p>\n").format(found.without_picture(photo.alt)))
            continue
        images.append(placed.image)
        if not thumbnail[0]:
            thumbnail = (placed.small, placed.small_size, photo.alt)
    where = Where(path=source.path, line=source.body_line)
    text = AuthorText(source=source.body, path=source.path, line=source.body_line)
    try:
        body = render_body(text, markdown(context.markdown), found.resolvers)
    except WorkerError as error:
        problems.append(Problem.of("M012", where, reason=str(error)))
        found.again = found.again or error.passing
        body = Body(html=Markup(), summary="", problems=())
    # At the end, where it moves nothing of what is known by its place in the text.
    body = replace(body, html=body.html + Markup("").join(lines))
    screening = screen_shown(body.shown, source.body, where, gate) if body.shown else NOTHING_FOUND
    return Finished(
        draft=draft,
        body=body,
        outputs=tuple(beside.outputs.values()),
        shown=tuple(beside.sources.items()),
        images=tuple(images),
        thumbnail=thumbnail,
        links=tuple(found.links),
        used=frozenset(found.used),
        depends=None if found.guessed else frozenset(found.asked),
        problems=(*problems, *found.lost, *screening.problems, *body.problems),
        beside=tuple(found.beside),
        screening=screening,
        stand_in=stand_in,
        again=found.again or found.moved,
    )
