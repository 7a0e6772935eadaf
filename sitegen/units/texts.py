"""A unit's Markdown files: read, selected by date, each with an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.mainline import NOT_YET, Stay, tenure
from sitegen.keys.frontmatter import MAX_BYTES as MAX_TEXT
from sitegen.keys.frontmatter import oversized
from sitegen.model import Problem, Report, Skipped, StandIn, StandingPage, Term, UnitEntry
from sitegen.model.roles import role
from sitegen.pages.review import is_due, review_turns
from sitegen.pages.site import SiteContext
from sitegen.privacy.gate import Gate, screen, screen_earlier
from sitegen.reports.notices import Appearance, holds, term, turns
from sitegen.reports.parse import parse_page, parse_report
from sitegen.units.context import BuildContext
from sitegen.units.files import UnitFiles
from sitegen.units.known import Known, KnownText
from sitegen.units.versions import (
    Candidate,
    Chosen,
    Judge,
    Verdict,
    Versions,
    first_good,
    rejected,
)
from sitegen.urls import free_slug, page_url, report_url


class Draft(Struct, frozen=True, kw_only=True):
    """A text with the address that it gets.

    `skipped` says why it is correct but not published now, if so. `moments` has the times at which
    it appears, expires or gets another `term`, in seconds since 1970. `known` is what the last build made of it; such a
    text has not been read, and its source has no body. `basis` stands for its bytes and the rules.
    """

    source: Report | StandingPage
    url: str
    skipped: Skipped | None = None
    moments: tuple[float, ...] = ()
    known: KnownText | None = None
    basis: str = ""
    term: Term | None = None


class Texts(Struct, frozen=True, kw_only=True):
    """The texts of a unit: `published` in list order (reports newest first, then standing pages in
    theirs), and `absent` ones, which are held back or skipped.
    """

    published: tuple[Chosen[Draft], ...] = ()
    absent: tuple[Chosen[Draft], ...] = ()


class TextReader(Struct, frozen=True, kw_only=True):
    """Reads the texts of one unit: what it takes to judge any version of any of them."""

    files: UnitFiles
    context: BuildContext
    gate: Gate
    known: Known

    def first(self, path: str, after: Chosen[Draft] | None = None) -> Chosen[Draft]:
        """Return the newest right version of a text, or the newest before the choice `after`."""
        size = self.files.larger(path, MAX_TEXT)
        versions = Versions(
            files=self.files,
            paths=(path,),
            past=self.context.past,
            zone=self.context.now.tzinfo,
            large=oversized(path, size, MAX_TEXT) if size else None,
        )
        basis = self.known.basis(self.files, (path,))
        return first_good(versions, _judge(self.files, basis, path, self.context, self.gate), after)

    def known_or_first(self, path: str) -> Chosen[Draft]:
        """Return a text as the last build made it, or as it is read if it has changed."""
        basis = self.known.basis(self.files, (path,))
        known = self.known.text(path, basis)
        if known is None:
            return self.first(path)
        source, today = known.keys.source, self.context.now.date()
        if not _still(source, known, today):
            return self.first(path)
        key = self.files.source.entry.key
        draft = _draft(source, key, basis, self.context, known.found)
        return Chosen(path=path, value=replace(draft, known=known), number=0, problems=known.found)

    def again(self, each: Chosen[Draft]) -> Chosen[Draft]:
        """Return the version before a choice that turned out to be wrong."""
        return self.first(each.path, each)


def read_texts(reader: TextReader) -> Texts:
    """Return the unit's texts in the newest versions that can be read.

    If two want one address, the one that has not had it longest is replaced by its earlier version.
    One that is unchanged is not read.
    """
    files = reader.files
    paths = (*files.paths("report"), *files.paths("page"))
    chosen = [reader.known_or_first(path) for path in paths]
    return _arranged(chosen, reader.again, _since(files, reader.context, reader.gate))


def without(texts: Texts, wrong: dict[str, Chosen[Draft]], reader: TextReader) -> Texts:
    """Return the texts with earlier versions of those that turned out to be `wrong`, by path.

    These may have other addresses. Each call uses up a version of each wrong text.
    """
    return _with(
        texts,
        {path: reader.again(each) for path, each in wrong.items()},
        reader,
    )


def opened(texts: Texts, paths: Collection[str], reader: TextReader) -> Texts:
    """Return the texts with these known ones read after all."""
    return _with(texts, {path: reader.first(path) for path in paths}, reader)


def _with(texts: Texts, others: dict[str, Chosen[Draft]], reader: TextReader) -> Texts:
    chosen = [others.get(each.path, each) for each in texts.published]
    chosen += [each for each in texts.absent if each.value]
    found = _arranged(chosen, reader.again, _since(reader.files, reader.context, reader.gate))
    lacking = (each for each in texts.absent if not each.value)
    absent = sorted((*lacking, *found.absent), key=lambda each: each.path)
    return Texts(published=found.published, absent=tuple(absent))


def _judge(
    files: UnitFiles, basis: str, path: str, context: BuildContext, gate: Gate
) -> Judge[Draft]:
    key, is_report = files.source.entry.key, role(path) == "report"
    seen = _appearance(files, path, context)
    rules = replace(context.rules, names=_names(files.source.entry, context.site))

    def judge(candidate: Candidate) -> Verdict[Draft]:
        data = candidate.bodies[0] or b""
        screened = screen_earlier if candidate.stand_in else screen
        screenings = ((path, screened(data, path, gate)),)
        if candidate.stand_in and not screenings[0][1].passed:
            return Verdict(screenings=screenings)
        draft: Draft | None = None
        source: Report | StandingPage | None
        if is_report:
            source, problems = parse_report(data, path, rules, seen)
        else:
            source, problems = parse_page(data, path, rules)
        if source:
            draft = _draft(source, key, basis, context, problems)
        return Verdict(value=draft, problems=problems, screenings=screenings)

    return judge


def _appearance(files: UnitFiles, path: str, context: BuildContext) -> Appearance:
    """When a text came out: one that git does not have yet comes out today."""
    file, today = files.by_path.get(path), context.now.date()
    new = context.past.whole and file is not None and file.last is None
    began = min((each.first for each in files.source.files if each.first), default=None)
    return Appearance(
        today=today, first=today if new else file.first if file else None, began=began
    )


def _names(unit: UnitEntry, site: SiteContext) -> tuple[str, ...]:
    """The names of a unit and of the one above it, as they are written: `Kelurahan Dago`."""
    kind, _, parent = unit.parent.partition("/")
    parent = parent.replace("-", " ").title()
    above = (parent, f"{site.kind(kind).label} {parent}") if parent else ()
    return (unit.name, f"{site.kind(unit.kind).label} {unit.name}", *above)


def _draft(
    source: Report | StandingPage,
    key: str,
    basis: str,
    context: BuildContext,
    problems: Iterable[Problem],
) -> Draft:
    """The text with the address that it has in the unit `key`."""
    if isinstance(source, Report):
        draft = _dated(source, report_url(key, source.date, source.slug), context)
        midnights = (
            datetime.combine(day, time.min, context.now.tzinfo) for day in turns(source, problems)
        )
        draft = replace(
            draft,
            term=term(source, context.now.date()),
            moments=(*draft.moments, *(each.timestamp() for each in midnights)),
        )
    else:
        draft = _standing(source, page_url(key, source.slug), context)
    return replace(draft, basis=basis)


def _standing(page: StandingPage, url: str, context: BuildContext) -> Draft:
    """A page with what the clock says of it: that it is to be reviewed."""
    waits = page.draft and not context.drafts
    skipped = Skipped(path=page.path, reason="draft") if waits else None
    begins = (
        datetime.combine(d, time.min, context.now.tzinfo) for d in review_turns((page.review,))
    )
    return Draft(
        source=page,
        url=url,
        skipped=skipped,
        moments=tuple(each.timestamp() for each in begins),
        term=_review(page, context.now.date()),
    )


def _review(page: StandingPage, today: date) -> Term | None:
    due = page.review if is_due(page.review, today) else None
    return Term(name="review", day=due) if due else None


def _still(source: Report | StandingPage, known: KnownText, today: date) -> bool:
    """Whether what the clock said of a text when the last build made it is still right."""
    if isinstance(source, Report):
        return holds(source, known.term, known.found, today)
    return _review(source, today) == known.term


def _dated(report: Report, url: str, context: BuildContext) -> Draft:
    """A report with the times at which it appears and expires, and whether they skip it now."""
    if report.draft and not context.drafts:
        return Draft(source=report, url=url, skipped=Skipped(path=report.path, reason="draft"))
    now: datetime = context.now
    appears = report.published or datetime.combine(report.date, time.min, now.tzinfo)
    moments = [appears.timestamp()]
    if report.expires and report.expires < date.max:
        ends = datetime.combine(report.expires, time.min, now.tzinfo) + timedelta(days=1)
        moments.append(ends.timestamp())
    skipped = None
    if appears > now and not context.future:
        hour = f"{appears:%H.%M}" if report.published else ""
        skipped = Skipped(path=report.path, reason="future", date=report.date, time=hour)
    elif report.expires and report.expires < now.date():
        skipped = Skipped(path=report.path, reason="expired", date=report.expires)
    return Draft(source=report, url=url, skipped=skipped, moments=tuple(moments))


def _arranged(
    chosen: Iterable[Chosen[Draft]],
    again: Callable[[Chosen[Draft]], Chosen[Draft]],
    since: Callable[[Chosen[Draft], str], float],
) -> Texts:
    """Give each text an address of its own; `again` returns an earlier version of one.

    The text that has had an address longest keeps it, as `since` says, be it an earlier version of
    a file that is held back. A text that waits for its date or has expired holds its address too,
    so that it never changes hands; a draft does not.
    """
    unique: dict[str, tuple[Chosen[Draft], Draft]] = {}
    absent: list[Chosen[Draft]] = []
    waiting = sorted(chosen, key=lambda each: each.path)
    older: list[Chosen[Draft]] = []
    # A file that lost an address gets it for no earlier version of it either.
    lost: set[tuple[str, str]] = set()
    while waiting:
        known = {url: [pair] for url, pair in unique.items()}
        for each in waiting:
            draft = each.value
            if draft is None or (draft.skipped and draft.skipped.reason == "draft"):
                absent.append(each)
            elif (each.path, draft.url) in lost:
                older.append(again(each))
            else:
                known.setdefault(draft.url, []).append((each, draft))
        waiting, older = older, []
        used = _addresses((*known.values(), [(each, each.value) for each in absent]))
        for url, wanting in known.items():
            if len(wanting) > 1:
                wanting.sort(key=lambda pair: _seniority(pair[0], since(pair[0], pair[1].url)))
            unique[url] = wanting[0]
            for each, draft in wanting[1:]:
                taken = _taken(each, draft, wanting[0][0].path, used)
                lost.add((each.path, url))
                waiting.append(again(rejected(each, (taken,))))
        waiting.sort(key=lambda each: each.path)
    absent += [each for each, draft in unique.values() if draft.skipped]
    kept = [pair for pair in unique.values() if not pair[1].skipped]
    reports = [(each, draft) for each, draft in kept if isinstance(draft.source, Report)]
    reports.sort(key=lambda pair: pair[1].url)
    reports.sort(key=lambda pair: _moment(pair[1].source), reverse=True)
    pages = [(each, draft) for each, draft in kept if isinstance(draft.source, StandingPage)]
    pages.sort(key=lambda pair: (_order(pair[1].source), pair[1].url))
    return Texts(
        published=tuple(each for each, _ in (*reports, *pages)),
        absent=tuple(sorted(absent, key=lambda each: each.path)),
    )


def _seniority(each: Chosen[Draft], since: float) -> tuple[float, bool, str]:
    """The order of texts that want one address; what git does not know is decided by their paths.

    A version that the state kept was published, so it comes before a file as it is.
    """
    kept = each.stand_in is not None and not each.stand_in.commit
    return since, not kept, each.path


def _addresses(groups: Iterable[Iterable[tuple[Chosen[Draft], Draft | None]]]) -> set[str]:
    """The addresses that texts have, want or had, also of those that are not published now."""
    drafts = [draft for group in groups for _, draft in group if draft]
    return {url for draft in drafts for url in (draft.url, *draft.source.aliases)}


def _taken(each: Chosen[Draft], draft: Draft, other: str, used: set[str]) -> Problem:
    """The problem of a text whose address `other` has, with a slug that nobody uses."""
    folder = draft.url.removesuffix(f"{draft.source.slug}/")
    day = draft.source.date if isinstance(draft.source, Report) else None
    free = free_slug(draft.source.slug, day, lambda slug: f"{folder}{slug}/" not in used)
    used.add(f"{folder}{free}/")
    return Problem.of("M008", each.path, other=other, url=draft.url, free=free)


def _since(
    files: UnitFiles, context: BuildContext, gate: Gate
) -> Callable[[Chosen[Draft], str], float]:
    """Return the function that says since when a text has had an address, by git's history."""
    known = tenure(Path(files.source.root)) if context.past.git and files.source.root else None

    def since(each: Chosen[Draft], url: str) -> float:
        def had(then: str, body: bytes) -> Stay:
            old = Candidate(number=1, bodies=(body,), stand_in=StandIn(path=then))
            verdict = _judge(files, "", then, context, gate)(old)
            if not verdict.right or verdict.value is None:
                return "wrong"
            draft = verdict.value
            return "there" if draft.url == url and not draft.source.draft else "other"

        return known(each.path, had) if known else NOT_YET

    return since


def _moment(source: Report | StandingPage) -> tuple[date, time]:
    if isinstance(source, Report):
        return source.date, source.published.time() if source.published else time.min
    return date.min, time.min


def _order(source: Report | StandingPage) -> int:
    return source.order if isinstance(source, StandingPage) else 0
