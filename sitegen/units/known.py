"""What the last build made of a unit's sources, and what of it still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from sitegen.digest import digest
from sitegen.model import (
    DatasetSummary,
    PageIds,
    Problem,
    Profile,
    Report,
    SiteLink,
    StandingPage,
    UnitSource,
)
from sitegen.privacy.gate import Gate
from sitegen.store.record import loads
from sitegen.units.versions import Chosen

Kind = TypeVar("Kind", "KnownText", "KnownDataset")
# A name that a source depends on, and what it led to: see `sitegen.units.references.answer`.
Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A published text as it was made: everything but its words and its page.

    `basis` stands for its bytes and the unit's rules, `answers` are what its references led to, and
    `id` stands for both. `report` or `page` has its keys without the body. `found` are the problems
    of its file, `problems` those of its finished form. `summary` is the start of its body, `ids`
    the places in it; `thumbnail` and `share` are its pictures in lists. `outputs` are the files
    beside its page, `shown` those made from each other source, `used` these sources. `card` stands
    for what lists show of it.
    """

    basis: str
    id: str
    answers: Answers
    report: Report | None
    page: StandingPage | None
    found: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    summary: str
    ids: tuple[str, ...]
    thumbnail: tuple[str, tuple[int, int], str]
    share: str
    links: tuple[SiteLink, ...]
    outputs: tuple[str, ...]
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    used: tuple[str, ...]
    card: str

    @property
    def source(self) -> Report | StandingPage:
        """The text's keys, without its body."""
        source = self.report or self.page
        if source is None:
            raise ValueError("neither a report nor a page")
        return source


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDataset:
    """A published dataset as it was made: everything but its table and its page.

    `id` stands for the bytes of its files and for the unit's rules; `path` is its table. `outputs`
    are the files beside its page; `charts` counts its charts.
    """

    id: str
    path: str
    summary: DatasetSummary
    problems: tuple[Problem, ...]
    outputs: tuple[str, ...]
    charts: int

    @property
    def name(self) -> str:
        """The dataset's name in addresses."""
        return self.summary.name

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.summary.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the last build left of a unit.

    `rules` stands for everything that the unit reads besides its files. `rows` has the JSON of each
    source's `KnownText` or `KnownDataset`, `ids` the places in its pages. `online(path, key)` says
    whether a file made from what `key` stands for is published intact.
    """

    rules: str = ""
    rows: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ids: tuple[PageIds, ...] = ()
    online: Callable[[str, str], bool] = lambda _path, _key: False


NOTHING = Before()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of `before` may hold: `unit` stands for all that every page of the unit depends on."""

    before: Before
    unit: str

    def basis(self, source: UnitSource, paths: tuple[str, ...]) -> str:
        """Return what stands for these files as they are and for the unit's rules."""
        files = {file.path: file for file in source.files}
        parts = (f"{p} {files[p].digest} {files[p].first} {files[p].last}" for p in paths)
        return digest(self.unit, *parts)

    def text(self, path: str, basis: str) -> KnownText | None:
        """Return what was made of a text if it is unchanged and its files are published."""
        known = self._read(KnownText, path)
        return known if known and known.basis == basis and self._whole(known) else None

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
    unit = digest(before.rules, repr(tuple(shown)), repr(source.permits), *sorted(gate.own))
    return Known(before=before, unit=unit)
