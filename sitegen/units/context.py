"""What every unit's build gets besides its own sources; one picklable value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import structs

from sitegen.address import Address, site_address, without_user
from sitegen.city.areas import Areas
from sitegen.city.config import Config, MarkdownEngine
from sitegen.city.schemas import Standards
from sitegen.city.unit_kinds import BUILT_IN, kind_of
from sitegen.digest import digest
from sitegen.errors import UsageError
from sitegen.i18n import Translator, translator
from sitegen.keys.rules import Rules
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS, keys
from sitegen.model import (
    NOTHING_AROUND,
    Around,
    Former,
    Relatives,
    UnitEntry,
    UnitKind,
    WantedFigure,
)
from sitegen.pages.site import SiteContext
from sitegen.pages.theme import Theme
from sitegen.processes.timing import Recorder
from sitegen.store.cache import Cache
from sitegen.store.past import Past

if TYPE_CHECKING:
    from sitegen.city.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """`now` is the build's clock in the city's zone; reports dated after it are future ones.

    `key` seals values of personal data (`sitegen.privacy.permits`), and is never shown.
    `areas` are those of which maps can be drawn. `past` says where earlier versions of held-back
    files are. `reserved` has the first parts of addresses that belong to the city. `minify` asks for
    pages without what no browser needs. `wanted` are the figures that the city shows, of all units.
    `judging` says that only problems and addresses are wanted: photos are opened, and no size of them is drawn.
    """

    site: SiteContext
    rules: Rules
    standards: Standards
    markdown: MarkdownEngine
    typed: bool
    cache: Cache
    now: datetime
    drafts: bool = False
    future: bool = False
    key: bytes = field(default=b"", repr=False)
    past: Past = field(default_factory=Past)
    areas: Areas = field(default_factory=Areas)
    reserved: tuple[str, ...] = ()
    minify: bool = False
    wanted: tuple[WantedFigure, ...] = ()
    judging: bool = False

    @property
    def recorder(self) -> Recorder | None:
        """What records the times of templates, if they were requested."""
        watch = self.site.theme.watch
        return watch if isinstance(watch, Recorder) else None


def site_context(
    config: Config, theme: Theme, base_url: str, register: Register, today: date
) -> SiteContext:
    """Return the city as its pages need it; `base_url`, if given, replaces the configured one.

    Only pages of a sample city say what day `today` is.

    Raises UsageError when that is not a site's address: feeds and sitemaps need an absolute one.
    """
    if base_url and not (own := site_address(base_url)):
        raise UsageError.of("S004", found=without_user(base_url))
    base_url = own if base_url else ""
    t = translator(theme.lang, theme.words)
    known = {**dict(REPORT_KINDS), **dict(TOPICS)}

    def labels(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (key, t.gettext(label) if known.get(key) == label else label) for key, label in pairs
        )

    address = Address(base_url or config.base_url, config.base_url if base_url else "")
    return SiteContext(
        name=config.name,
        tagline=config.tagline,
        notice=config.notice,
        licence=config.licence,
        lang=theme.lang,
        address=address,
        theme=replace(theme, prefix=address.prefix),
        complaint=config.complaint,
        footer=config.footer,
        kinds=labels(config.kinds),
        topics=labels(config.topics),
        zone=config.zone,
        own=config.own,
        data_register=config.data_register,
        home_notices=config.home_notices,
        guide=config.guide,
        form=config.form,
        receiver=config.receiver,
        kept=config.kept,
        ppid=config.ppid,
        demo=today if config.demo else None,
        all_cards=config.cards == "semua",
        unit_kinds=tuple(_in_words(kind, t) for kind in config.unit_kinds),
        listed_kinds=tuple(dict.fromkeys(e.kind for e in register.entries if e.active)),
    )


def _in_words(kind: UnitKind, t: Translator) -> UnitKind:
    """The kind with its words in the translator's language; a city's own words stay as they are."""
    known = kind_of(BUILT_IN, kind.name)
    if known is None:
        return kind
    words = {
        name: t.gettext(word) if word == getattr(known, name) else word
        for name in ("label", "plural", "short")
        for word in (getattr(kind, name),)
    }
    return structs.replace(kind, **words)


def choices(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the city's vocabularies by front-matter key."""
    return {"jenis": keys(config.kinds), "topik": keys(config.topics)}


def relatives_of(
    register: Register, entry: UnitEntry, formers: tuple[Former, ...] = ()
) -> Relatives:
    """Return the unit above, if there is one, the units below, and the areas beside an area.

    `formers` are the closed units and former ids of the city: who follows whom comes from them.
    """
    parent = register.get(entry.parent) if entry.parent else None
    beside = register.children(parent) if parent and entry.level != "dinas" else ()
    return Relatives(
        parent=parent,
        children=register.children(entry),
        neighbours=tuple(e for e in beside if e.level == entry.level and e.key != entry.key),
        successors=next((each.successors for each in formers if each.key == entry.key), ()),
        predecessors=tuple(
            (each.entry, each.page)
            for each in formers
            if each.entry and any(next_.key == entry.key for next_ in each.successors)
        ),
        former=tuple(each.key for each in formers if entry.key in each.way),
    )


def shown_around(around: Around) -> str:
    """Return what stands for all that a unit was given of other units, "" for nothing."""
    return "" if around == NOTHING_AROUND else digest(repr(around))
