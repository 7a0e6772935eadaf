"""What the last build made of a unit's sources, and what of it still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from datetime import datetime
from typing import TypeVar

from msgspec import Raw, Struct

from sitegen.digest import digest
from sitegen.model import (
    Activity,
    AreaTable,
    DataRecord,
    DatasetSummary,
    PageSummary,
    Problem,
    Profile,
    Report,
    Reports,
    ReportSummary,
    SearchPart,
    SearchTexts,
    SharedTable,
    SiteLink,
    StandingPage,
    Stored,
    Term,
    UnitSource,
)
from sitegen.model.roles import beside_profile
from sitegen.privacy.gate import Gate
from sitegen.store.record import loads
from sitegen.units.files import UnitFiles
from sitegen.units.versions import Chosen

Kind = TypeVar("Kind", "KnownText", "KnownDataset")
# A name that a source depends on, and what it led to: see `References.answer`.
Answers = tuple[tuple[str, str], ...]
# An entry of a strand as its JSON has it, which is passed on without being opened.
Plain = Raw


class TextKeys(Stored, frozen=True, kw_only=True):
    """The keys of a text that other pages than its own depend on; a page has no `date`."""

    path: str
    slug: str
    title: str
    date: Date | None = None
    published: datetime | None = None
    expires: Date | None = None
    event_date: Date | None = None
    event_end: Date | None = None
    time: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    order: int = 0
    updated: Date | None = None
    review: Date | None = None
    urgent: bool = False
    until: Date | None = None
    planned: Date | None = None

    @property
    def source(self) -> Report | StandingPage:
        """The text with these keys alone."""
        if self.date is None:
            return StandingPage(
                path=self.path,
                slug=self.slug,
                title=self.title,
                order=self.order,
                updated=self.updated,
                review=self.review,
                aliases=self.aliases,
            )
        return Report(
            path=self.path,
            slug=self.slug,
            title=self.title,
            date=self.date,
            published=self.published,
            expires=self.expires,
            event_date=self.event_date,
            event_end=self.event_end,
            time=self.time,
            kind=self.kind,
            topics=self.topics,
            aliases=self.aliases,
            urgent=self.urgent,
            until=self.until,
            planned=self.planned,
        )


def keys_of(source: Report | StandingPage) -> TextKeys:
    """Return the keys of a text that other pages depend on."""
    if isinstance(source, StandingPage):
        return TextKeys(
            path=source.path,
            slug=source.slug,
            title=source.title,
            order=source.order,
            updated=source.updated,
            review=source.review,
            aliases=source.aliases,
        )
    return TextKeys(
        path=source.path,
        slug=source.slug,
        title=source.title,
        date=source.date,
        published=source.published,
        expires=source.expires,
        event_date=source.event_date,
        event_end=source.event_end,
        time=source.time,
        kind=source.kind,
        topics=source.topics,
        aliases=source.aliases,
        urgent=source.urgent,
        until=source.until,
        planned=source.planned,
    )


class KnownText(Stored, frozen=True, kw_only=True):
    """A published text as it was made: everything but its words, its page and its entries in lists.

    `basis` stands for its bytes and the unit's rules, `answers` are what its references led to, and
    `id` stands for both and for `term`, what the clock said of it. `found` are the problems of its file, `problems` those of its finished
    form. `ids` are the places in its body. `outputs` are the files beside its page, `shown` those
    made from each other source, `used` these sources. `card` stands for what lists show of it.
    """

    basis: str
    id: str
    answers: Answers
    keys: TextKeys
    found: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    ids: tuple[str, ...]
    links: tuple[SiteLink, ...]
    outputs: tuple[str, ...]
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    used: tuple[str, ...]
    card: str
    term: Term | None


class KnownDataset(Stored, frozen=True, kw_only=True):
    """A published dataset as it was made: everything but its table and its page.

    `id` stands for the bytes of its files and for the unit's rules; `path` is its table. `outputs`
    are the files beside its page; `charts` counts its charts. `shared` is what the city knows of it if it
    follows a shared schema.
    """

    id: str
    path: str
    summary: DatasetSummary
    record: DataRecord
    areas: tuple[AreaTable, ...]
    problems: tuple[Problem, ...]
    outputs: tuple[str, ...]
    charts: int
    shared: SharedTable | None = None

    @property
    def name(self) -> str:
        """The dataset's name in addresses."""
        return self.summary.name

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.summary.url


class Entries(Stored, frozen=True, kw_only=True):
    """The entries of a unit's strands, each by the address of its page, as JSON has them.

    `search` has the parts for the index by their names.
    """

    reports: Mapping[str, ReportSummary] = {}
    marks: Mapping[str, str] = {}
    activity: Mapping[str, Activity] = {}
    programmes: Mapping[str, Plain] = {}
    clarifications: Mapping[str, Plain] = {}
    pages: Mapping[str, PageSummary] = {}
    ids: Mapping[str, Plain] = {}
    search: Mapping[str, SearchPart] = {}


class _Addressed(Struct, frozen=True, array_like=True):
    """The start of an entry, which is the address of its page."""

    url: str


def entries_of(strands: Mapping[str, str]) -> Entries:
    """Return the entries in the JSON of these strands, by name; raises ValueError if it is not."""
    try:
        reports = loads(Reports, strands["reports"])
        urls = [item.url for item in reports.items]
        activity = loads(list[Activity], strands["activity"])
        return Entries(
            reports=dict(zip(urls, reports.items, strict=True)),
            marks=dict(zip(urls, reports.marks, strict=True)),
            activity=dict(zip(urls, activity, strict=True)),
            programmes=_by_url(strands["programmes"]),
            clarifications=_by_url(strands["clarifications"]),
            pages={each.url: each for each in loads(list[PageSummary], strands["pages"])},
            ids=_by_url(strands["ids"]),
            search={each.name: each for each in loads(SearchTexts, strands["search"]).parts},
        )
    except KeyError as error:
        raise ValueError(str(error)) from None


def _by_url(text: str | Raw) -> dict[str, Plain]:
    urls = loads(list[_Addressed], text)
    return {each.url: entry for each, entry in zip(urls, loads(list[Raw], text), strict=True)}


class Before(Stored, frozen=True, kw_only=True):
    """What the last build left of a unit.

    `rules` stands for everything that the unit reads besides its files. `rows` has the JSON of each
    source's `KnownText` or `KnownDataset`. `online(path, key)` says whether a file made from what
    `key` stands for is published intact.
    """

    rules: str = ""
    rows: Mapping[str, str] = {}
    entries: Entries = Entries()
    online: Callable[[str, str], bool] = lambda _path, _key: False


NOTHING = Before()


class Known(Stored, frozen=True, kw_only=True):
    """What of `before` may hold: `unit` stands for all that every page of the unit depends on."""

    before: Before
    unit: str

    def basis(self, files: UnitFiles, paths: tuple[str, ...]) -> str:
        """Return what stands for these files as they are and for the unit's rules."""
        found = [files.by_path[path] for path in paths]
        own = (
            f"{f.path} {f.digest} {f.first} {f.last}{f.former or ''}{f.edits or ''}" for f in found
        )
        return " ".join((self.unit, *own))

    def text(self, path: str, basis: str) -> KnownText | None:
        """Return what was made of a text if it is unchanged and its files are published."""
        known = self._read(KnownText, path)
        return known if known and known.basis == basis and self._whole(known) else None

    def published(self, path: str, source: str) -> tuple[str, ...]:
        """Return the files beside the page of a text that the last build made from a `source`.

        None of those that are not online as it left them.
        """
        known = self._read(KnownText, path)
        made = dict(known.shown).get(source, ()) if known else ()
        return tuple(file for file in made if known and self.before.online(file, known.id))

    def dataset(self, path: str, basis: str) -> KnownDataset | None:
        """Return what was made of a dataset if it is unchanged and its files are published."""
        known = self._read(KnownDataset, path)
        return known if known and known.id == basis and self._whole(known) else None

    def _whole(self, known: KnownText | KnownDataset) -> bool:
        return all(self.before.online(path, known.id) for path in known.outputs)

    def _read(self, kind: type[Kind], path: str) -> Kind | None:
        row = self.before.rows.get(path)
        if not row:
            return None
        try:
            return loads(kind, row)
        except ValueError:
            return None


def known_of(
    before: Before, source: UnitSource, profiles: tuple[Chosen[Profile], ...], gate: Gate
) -> Known:
    """Return what of the last build's work may hold for a unit with these profiles and gate."""
    shown = ((each.value, each.stand_in is not None) for each in profiles)
    looks = (f"{file.path} {file.digest}" for file in source.files if beside_profile(file.path))
    unit = digest(before.rules, repr(tuple(shown)), repr(source.permits), *sorted(gate.own), *looks)
    return Known(before=before, unit=unit)
