"""What every unit's build gets besides its own sources; one picklable value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sitegen.city.config import Config, MarkdownEngine
from sitegen.city.schemas import Standards
from sitegen.digest import digest
from sitegen.errors import UsageError
from sitegen.i18n import translator
from sitegen.keys.rules import Rules
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS, keys
from sitegen.model import Notice, Problem, Relatives, UnitEntry
from sitegen.pages.site import SiteContext
from sitegen.pages.theme import Theme
from sitegen.processes.timing import Recorder
from sitegen.store.cache import Cache
from sitegen.store.past import Past
from sitegen.urls import Address, site_address, without_user

if TYPE_CHECKING:
    from sitegen.city.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """`now` is the build's clock in the city's zone; reports dated after it are future ones.

    `key` seals values of personal data (`sitegen.privacy.permits`), and is never shown.
    `past` says where earlier versions of held-back files are. `reserved` has the first parts of
    addresses that belong to the city.
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
    reserved: tuple[str, ...] = ()

    @property
    def recorder(self) -> Recorder | None:
        """What records the times of templates, if they were requested."""
        watch = self.site.theme.watch
        return watch if isinstance(watch, Recorder) else None


def site_context(config: Config, theme: Theme, base_url: str) -> SiteContext:
    """Return the city as its pages need it; `base_url`, if given, replaces the configured one.

    Raises UsageError when that is not a site's address: feeds and sitemaps need an absolute one.
    """
    if base_url and not (own := site_address(base_url)):
        problem = Problem.of("S004", "", found=without_user(base_url))
        raise UsageError(problems=(problem,))
    base_url = own if base_url else ""
    t = translator(theme.lang)
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
        home_notices=config.home_notices,
    )


def choices(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the city's vocabularies by front-matter key."""
    return {"jenis": keys(config.kinds), "topik": keys(config.topics)}


def relatives_of(register: Register, entry: UnitEntry) -> Relatives:
    """Return a unit's kecamatan, if it has one, and its own or its neighbouring kelurahan."""
    if entry.kind == "kecamatan":
        return Relatives(parent=None, family=register.children(entry))
    parent = register.get(f"kecamatan/{entry.parent}") if entry.parent else None
    family = register.children(parent) if parent else ()
    return Relatives(parent=parent, family=tuple(e for e in family if e.id != entry.id))


def shown_below(notices: tuple[tuple[Notice, UnitEntry], ...]) -> str:
    """Return what stands for the notices of kelurahan that a kecamatan was given, "" for none."""
    return digest(repr(notices)) if notices else ""
