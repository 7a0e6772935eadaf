"""Finishing a unit's texts: Markdown to HTML, with everything that they refer to in place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.model import Output, Problem, Report, SharePicture, SiteLink, StandingPage, Where
from sitegen.pages import views
from sitegen.pages.theme import text_parts
from sitegen.privacy.gate import Gate, Screening, screen_shown
from sitegen.problems import is_error
from sitegen.processes.worker import WorkerError
from sitegen.reports.markdown.body import AuthorText, Body, render_body, with_fragments
from sitegen.reports.markdown.engine import markdown
from sitegen.units.context import BuildContext
from sitegen.units.datasets import UnitDatasets
from sitegen.units.faults import Faults
from sitegen.units.known import Answers, KnownText
from sitegen.units.meant import TargetNames
from sitegen.units.page_files import PageFiles
from sitegen.units.references import UNMADE, References, Resolution
from sitegen.units.texts import Draft, TextReader, Texts, opened, without
from sitegen.units.versions import NOTHING_FOUND, Chosen, rejected

# Before the address of a page, in a name that stands for the places in that page.
PLACES = "#"


class Finished(Struct, frozen=True, kw_only=True):
    """A text with its body, its pictures (reports only), and the files beside its page.

    `shown` has the output files made from each other source that the page shows; `used` are the
    pictures and documents among these. `answers` are what its references led to, None if it depends
    on all that there is. `beside` has problems of other files. `again` says that something failed
    that may be temporary, so that the next build has to try again. `stand_in` says that the text is
    an earlier version. A text of which the last build's work holds has nothing of its body but ids,
    no images and no `outputs`; `files` has the paths of these in any case. `kept` are published
    files that stay, since their source could not be looked at.
    """

    draft: Draft
    body: Body
    outputs: tuple[Output, ...]
    files: tuple[str, ...]
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    kept: tuple[str, ...] = ()
    images: tuple[views.Image, ...] = ()
    picture: SharePicture | None = None
    thumbnail: tuple[str, tuple[int, int], str] = ("", (0, 0), "")
    links: tuple[SiteLink, ...] = ()
    used: frozenset[str] = frozenset()
    answers: Answers | None = ()
    problems: tuple[Problem, ...] = ()
    beside: tuple[Problem, ...] = ()
    screening: Screening = NOTHING_FOUND
    stand_in: bool = False
    again: bool = False

    @property
    def id(self) -> str:
        """What stands for the text as it is finished: its bytes, its references, the rules.

        "" if nothing does: it depends on everything, or is not the current version.
        """
        if self.draft.known:
            return self.draft.known.id
        if self.answers is None or self.stand_in or self.again:
            return ""
        return text_id(self.draft, self.answers)

    def card_words(self) -> str:
        """Return the words of cards, feeds and shares: the author's, else the first ones of the text.

        Words that name a private person beside something of theirs, of which the author is warned
        (P021), stay on the text's own page: "" then.
        """
        # Its patterns take time to make, which a build without a new text does not have to spend.
        from sitegen.privacy.people.find import names_people

        own = (self.draft.source.summary, self.body.summary)
        return next((words for words in own if words and not names_people(words)), "")


def text_id(draft: Draft, answers: Answers) -> str:
    """Return what stands for a text's bytes and rules together with its term and references."""
    said = repr(draft.term) if draft.term else ""
    return digest(draft.basis + said, *(part for pair in answers for part in pair))


def finish_texts(
    texts: Texts,
    datasets: UnitDatasets,
    reader: TextReader,
    before: tuple[Finished, ...] = (),
) -> tuple[Texts, tuple[Finished, ...]]:
    """Return the texts that can be published, and all of them finished.

    A text that turns out to be broken is replaced by an earlier version, which may have another
    address, or none; texts that depend on its address are finished again, and known ones read. This
    terminates because each round uses up a version or reads a text. `before` are texts that were
    finished already.
    """
    # Of a workbook with several datasets a link leads to the first.
    addresses = {each.path: each.value.url for each in reversed(datasets.chosen) if each.value}
    done = {each.draft.source.path: each for each in before}
    while True:
        drafts = [(each, each.value) for each in texts.published if each.value]
        targets = {each.path: draft.url for each, draft in drafts} | addresses
        around = References(
            files=reader.files,
            targets=targets,
            datasets=datasets,
            texts=frozenset(draft.url for _, draft in drafts),
            context=reader.context,
            names=TargetNames(
                (*targets, *reader.files.paths("image"), *reader.files.paths("document"))
            ),
            gate=reader.gate,
            known=reader.known,
        )
        lost = [each.path for each, draft in drafts if not _holds(draft.known, around)]
        if lost:
            texts = opened(texts, lost, reader)
            continue
        done = {
            each.path: _again(done.get(each.path), draft, around)
            or (as_known(draft, draft.known) if draft.known else None)
            or _guarded(draft, around, reader.gate, stand_in=each.stand_in is not None)
            for each, draft in drafts
        }
        wrong = _wrong(texts, done.values())
        if wrong:
            texts = without(texts, wrong, reader)
            continue
        linked, lost = _linked(tuple(done.values()), reader.context)
        wrong = _wrong(texts, linked)
        if not (lost or wrong):
            return texts, linked
        texts = without(opened(texts, lost, reader), wrong, reader)


def _wrong(texts: Texts, finished: Iterable[Finished]) -> dict[str, Chosen[Draft]]:
    """The published texts that cannot be, by path, with what is wrong with them."""
    chosen = {each.path: each for each in texts.published}
    return {
        path: rejected(chosen[path], made.problems, made.screening, again=made.again)
        for path, made in ((made.draft.source.path, made) for made in finished)
        if any(is_error(problem) for problem in made.problems)
    }


def as_known(draft: Draft, known: KnownText) -> Finished:
    """Return a text as the last build finished it."""
    return Finished(
        draft=draft,
        body=Body(html=Markup(), summary="", problems=(), ids=known.ids),
        outputs=(),
        files=known.outputs,
        shown=known.shown,
        links=known.links,
        used=frozenset(known.used),
        answers=known.answers,
        problems=known.problems,
    )


def _linked(
    finished: tuple[Finished, ...], context: BuildContext
) -> tuple[tuple[Finished, ...], list[str]]:
    """The texts with the fragments of their links to each other, which are now all known.

    The second value has the paths of known texts that lead to places that have changed.
    """
    names = (name for each in finished for name, _ in each.answers or ())
    asked = {name[1:] for name in names if name.startswith(PLACES)}
    asked |= {to.page for each in finished for to in each.body.fragments}
    pages = {e.draft.url: dict.fromkeys(e.body.ids) for e in finished if e.draft.url in asked}
    parts = text_parts(context.site.theme)
    linked: list[Finished] = []
    lost: list[str] = []
    for each in finished:
        if each.draft.known:
            places = (pair for pair in each.answers or () if pair[0].startswith(PLACES))
            if any(_places(pages.get(name[1:], ())) != answer for name, answer in places):
                lost.append(each.draft.source.path)
            linked.append(each)
            continue
        faults, path = Faults(), each.draft.source.path
        text = faults.one(path, partial(_with_places, each, pages, parts))
        told = tuple(faults.problems.values())
        linked.append(text or _failed(each.draft, told, stand_in=each.stand_in))
    return tuple(linked), lost


def _with_places(
    each: Finished, pages: Mapping[str, Collection[str]], parts: Collection[str]
) -> Finished:
    """A text with the fragments of its links."""
    if not (each.body.fragments or each.body.to_parts or each.outputs):
        return each
    body = with_fragments(each.body, pages, parts)
    found = tuple(
        SiteLink(where=to.where, url=f"{to.page or each.draft.url}#{to.words}")
        for to in body.to_parts
    )
    problems = (*each.problems, *body.problems[len(each.body.problems) :])
    asked = {to.page for to in each.body.fragments}
    more = tuple((PLACES + page, _places(pages.get(page, ()))) for page in sorted(asked))
    answers = None if each.answers is None else (*each.answers, *more)
    # Without its parts, which are among the links now: it may be linked once more.
    body = replace(body, to_parts=()) if body.to_parts else body
    text = replace(each, body=body, links=(*each.links, *found), problems=problems, answers=answers)
    if text.outputs:
        own = tuple(replace(output, key=text.id) for output in text.outputs)
        text = replace(text, outputs=own)
    return text


def _places(ids: Collection[str]) -> str:
    return digest(*ids)


def _holds(known: KnownText | None, around: References) -> bool:
    """Whether what a text refers to is as it was when the last build finished it, if it did."""
    return known is None or around.hold(
        tuple(pair for pair in known.answers if not pair[0].startswith(PLACES))
    )


def _again(finished: Finished | None, draft: Draft, around: References) -> Finished | None:
    """A text as finished in the last round, if nothing that it depends on has changed."""
    if finished is None or finished.draft is not draft or finished.answers is None:
        return None
    return finished if around.hold(finished.answers) else None


def _guarded(draft: Draft, around: References, gate: Gate, *, stand_in: bool) -> Finished:
    """As `finish`; a fault of the program is a problem of the text, too."""
    faults = Faults()
    make = partial(finish, draft, around, gate, stand_in=stand_in)
    finished = faults.one(draft.source.path, make)
    return finished or _failed(draft, tuple(faults.problems.values()), stand_in=stand_in)


def _failed(draft: Draft, problems: tuple[Problem, ...], *, stand_in: bool) -> Finished:
    """A text that could not be finished, and may be by the next build."""
    return Finished(
        draft=draft,
        body=Body(html=Markup(), summary="", problems=()),
        outputs=(),
        files=(),
        shown=(),
        answers=None,
        problems=problems,
        stand_in=stand_in,
        again=True,
    )


@dataclass(kw_only=True)
class _Photos:
    """The photos of a report's keys, a line for each that could not be made, and what is wrong."""

    images: list[views.Image] = field(default_factory=list)
    lines: list[Markup] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    thumbnail: tuple[str, tuple[int, int], str] = ("", (0, 0), "")
    picture: SharePicture | None = None


def _photos(source: Report | StandingPage, found: Resolution) -> _Photos:
    photos = _Photos()
    for photo in source.photos if isinstance(source, Report) else ():
        placed = found.photo(photo)
        if isinstance(placed, Problem):
            photos.problems.append(placed)
            if placed.code == UNMADE:
                line = Markup("<p>{}</p>\n").format(found.without_picture(photo.alt))
                photos.lines.append(line)
            continue
        photos.images.append(placed.image)
        if not photos.thumbnail[0]:
            photos.thumbnail = (placed.small, placed.small_size, photo.alt)
            size = placed.image.width, placed.image.height
            photos.picture = SharePicture(
                url=placed.jpeg, width=size[0], height=size[1], alt=photo.alt
            )
    return photos


def finish(draft: Draft, around: References, gate: Gate, *, stand_in: bool = False) -> Finished:
    """Return a text with everything in place; every mistake in it is one of its problems.

    `stand_in` says that it is an earlier version of its file.
    """
    source, context = draft.source, around.context
    beside = PageFiles(draft.url)
    found = Resolution(source=source, around=around, files=beside)
    photos = _photos(source, found)
    where = Where(path=source.path, line=source.body_line)
    text = AuthorText(
        source=source.body, path=source.path, line=source.body_line, typed=context.typed
    )
    try:
        body = render_body(text, markdown(context.markdown), found.resolvers)
    except WorkerError as error:
        failed = Problem.of("M012", where, reason=str(error))
        found.again = found.again or error.passing
        body = Body(html=Markup(), summary="", problems=(failed,))
    # At the end, where it moves nothing of what is known by its place in the text.
    body = replace(body, html=body.html + Markup("").join(photos.lines))
    screening = screen_shown(body.shown, source.body, where, gate) if body.shown else NOTHING_FOUND
    if found.permitted:
        screening = replace(screening, used=(*screening.used, *found.permitted))
    return Finished(
        draft=draft,
        body=body,
        outputs=tuple(beside.outputs.values()),
        files=(*beside.outputs, *beside.kept),
        kept=tuple(beside.kept),
        shown=tuple(beside.sources.items()),
        images=tuple(photos.images),
        picture=photos.picture or found.picture,
        thumbnail=photos.thumbnail,
        links=tuple(found.links),
        used=frozenset(found.used),
        answers=None if found.guessed else around.answers(found.asked),
        problems=(
            *photos.problems,
            *found.lost,
            *found.remarks,
            *screening.problems,
            *body.problems,
            *found.left_out,
        ),
        beside=tuple(found.beside),
        screening=screening,
        stand_in=stand_in,
        again=found.again or found.moved,
    )
