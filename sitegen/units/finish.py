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
from sitegen.units.files import UnitFiles
from sitegen.units.page_files import PageFiles
from sitegen.units.references import References, Resolution, TargetNames
from sitegen.units.texts import Draft, Texts, without
from sitegen.units.versions import NOTHING_FOUND, rejected


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
            names=TargetNames(targets),
        )
        done = {
            each.path: _again(done.get(each.path), draft, changed)
            or finish(draft, around, gate, stand_in=each.stand_in is not None)
            for each, draft in drafts
        }
        wrong = {
            each.path: rejected(each, done[each.path].problems, done[each.path].screening)
            for each in texts.published
            if any(is_error(problem.code) for problem in done[each.path].problems)
        }
        if not wrong:
            return texts, _linked(tuple(done.values()), context)
        texts = without(texts, wrong, files, context, gate)
        before = targets


def _linked(finished: tuple[Finished, ...], context: BuildContext) -> tuple[Finished, ...]:
    """The texts with the fragments of their links to each other, which are now all known."""
    pages = {each.draft.url: dict.fromkeys(each.body.ids) for each in finished}
    parts = text_parts(context.site.theme)
    linked: list[Finished] = []
    for each in finished:
        body = with_fragments(each.body, pages, parts)
        found = tuple(
            SiteLink(where=to.where, url=f"{to.page or each.draft.url}#{to.words}")
            for to in body.to_parts
        )
        problems = (*each.problems, *body.problems[len(each.body.problems) :])
        linked.append(replace(each, body=body, links=(*each.links, *found), problems=problems))
    return tuple(linked)


def _again(finished: Finished | None, draft: Draft, changed: set[str]) -> Finished | None:
    """A text as finished in the last round, if nothing that it depends on has changed."""
    if finished is None or finished.draft is not draft or finished.depends is None:
        return None
    return finished if finished.depends.isdisjoint(changed) else None


def finish(draft: Draft, around: References, gate: Gate, *, stand_in: bool = False) -> Finished:
    """Return a text with everything in place; every mistake in it is one of its problems.

    `stand_in` says that it is an earlier version of its file.
    """
    source, context = draft.source, around.context
    beside = PageFiles(draft.url)
    found = Resolution(source=source, around=around, files=beside)
    images: list[views.Image] = []
    problems: list[Problem] = []
    thumbnail = ("", (0, 0), "")
    for photo in source.photos if isinstance(source, Report) else ():
        placed = found.photo(photo)
        if isinstance(placed, Problem):
            problems.append(placed)
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
        body = Body(html=Markup(), summary="", problems=())
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
        problems=(*problems, *screening.problems, *body.problems, *found.left_out),
        beside=tuple(found.beside),
        screening=screening,
        stand_in=stand_in,
        again=found.again or found.moved,
    )
