"""All services of the city: from A to Z, by topic and by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.model import Output, Service, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import (
    SERVICES_BY_UNIT_URL,
    SERVICES_URL,
    services_letter_url,
    services_topic_url,
    slugify,
    unit_url,
)

# More services than this are listed by letter, each letter on a page of its own.
ONE_PAGE = 100
# As many entries as fit into six screens of a phone.
PER_PAGE = 40
# Services of several units that stand on the first page of a long list.
COMMON = 12
# The anchor and address of names that begin with no letter.
OTHER = "0-9"


class NamedService(Struct, frozen=True, kw_only=True):
    """A service by its name, as the units that give it have it; `key` is what it is sorted by.

    Where `name` is another word for it, `see` is its name.
    """

    key: str
    name: str
    given: tuple[tuple[Service, UnitEntry], ...]
    see: str = ""

    @property
    def letter(self) -> str:
        """The letter that its name begins with."""
        first = slugify(self.name)[:1]
        return first if first.isalpha() else OTHER


def services_by_name(city: City) -> tuple[NamedService, ...]:
    """Return the services of all active units, by name; those with one name are one."""
    given = (
        (service, entry) for entry, own in city.read("services") if entry.active for service in own
    )
    groups = group_by(given, lambda each: _folded(each[0].name))
    named = (NamedService(key=key, name=of[0][0].name, given=of) for key, of in groups.items())
    return _in_order(named)


def with_references(services: tuple[NamedService, ...]) -> tuple[NamedService, ...]:
    """Return the services and the other words for them, as an index from A to Z has them."""
    return _in_order((*services, *chain.from_iterable(map(_references, services))))


def _references(service: NamedService) -> Iterator[NamedService]:
    """The other words for a service, each leading to the units that use it."""
    words = ((word, each) for each in service.given for word in each[0].other_names)
    for key, of in group_by(words, lambda pair: _folded(pair[0])).items():
        if key != service.key:
            own = tuple(dict.fromkeys(each for _, each in of))
            yield NamedService(key=key, name=of[0][0], given=own, see=service.name)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _in_order(services: Iterable[NamedService]) -> tuple[NamedService, ...]:
    return tuple(sorted(services, key=lambda each: (slugify(each.name), each.key, each.see)))


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    services = services_by_name(city)
    rows = with_references(services)
    letters = tuple(group_by(rows, lambda each: each.letter))
    topics = tuple(
        (name, own)
        for name, _ in site.topics
        if (own := tuple(filter(None, (_on_topic(each, name) for each in services))))
    )
    counts = tuple((name, len(own)) for name, own in topics)
    units = tuple((entry, len(own)) for entry, own in city.read("services") if entry.active and own)
    total = sum(count for _, count in units)
    long = len(rows) > ONE_PAGE
    shown = tuple(each for each in services if len(each.given) > 1) if long else rows
    if long:
        by_units = sorted(shown, key=lambda each: (-len(each.given), each.key))
        shown = tuple(sorted(by_units[:COMMON], key=lambda each: each.key))
    own_letters = letters if long else ()
    yield planned(
        site, SERVICES_URL, _all_services, shown, own_letters, counts, (total, len(units))
    )
    yield planned(site, SERVICES_BY_UNIT_URL, _by_unit, units)
    for letter in own_letters:
        own = tuple(each for each in rows if each.letter == letter)
        for number, part, count in _parts(own):
            url = services_letter_url(letter, number)
            yield planned(site, url, _of_letter, letter, part, letters, (number, count))
    for topic, own in topics:
        for number, part, count in _parts(own):
            url = services_topic_url(topic, number)
            yield planned(site, url, _of_topic, topic, part, (number, count))


SERVICES = Product(
    name="services",
    paths=(
        (SERVICES_URL, "all services from A to Z; of more than 100, the letters"),
        (SERVICES_BY_UNIT_URL, "the units that give services"),
        ("/layanan/huruf/<letter>/", "services that begin with a letter, where there are many"),
        ("/layanan/huruf/<letter>/<n>/", "more of them"),
        ("/layanan/topik/<slug>/", "services on a topic"),
        ("/layanan/topik/<slug>/<n>/", "more of them"),
    ),
    reads=("services",),
    make=_pages,
)


def _on_topic(service: NamedService, topic: str) -> NamedService | None:
    """The service as those units have it that put it under this topic."""
    given = tuple(each for each in service.given if topic in each[0].topics)
    return NamedService(key=service.key, name=given[0][0].name, given=given) if given else None


def _parts(
    services: tuple[NamedService, ...],
) -> Iterator[tuple[int, tuple[NamedService, ...], int]]:
    """The services of each page of a list, with its number and the number of pages."""
    count = -(-len(services) // PER_PAGE)
    size = -(-len(services) // count) if count else 0
    for at in range(count):
        yield at + 1, services[at * size : (at + 1) * size], count


def _all_services(
    site: SiteContext,
    services: tuple[NamedService, ...],
    letters: tuple[str, ...],
    topics: tuple[tuple[str, int], ...],
    counts: tuple[int, int],
) -> Output:
    t = site.t
    total, units = (wording.whole(count, site.lang) for count in counts)
    intro = t.gettext(
        N_("{services} services of {units} units: what to bring, the cost, the time.")
    )
    if not counts[0]:
        intro = t.gettext(N_("No unit has listed its services yet."))
    own = tuple(site.link(_shown(letter), services_letter_url(letter)) for letter in letters)
    groups = _letters(site, services)
    if letters:
        label = t.gettext(N_("Given by several units"))
        entries = tuple(_entry(site, each) for each in services)
        groups = (views.ServiceGroup(id="beberapa-unit", label=label, entries=entries),)
        groups = groups if entries else ()
    return _list(
        site,
        SERVICES_URL,
        (t.gettext(N_("Services")), intro.format(services=total, units=units)),
        groups,
        letters=own or tuple(_jump(group) for group in groups),
        letters_title=t.gettext(N_("From A to Z")) if letters else "",
        topics=tuple(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=label_of(site.topics, name),
                href=site.address.href(services_topic_url(name)),
            )
            for name, count in topics
        ),
        by_unit=site.link(t.gettext(N_("Services by unit")), SERVICES_BY_UNIT_URL)
        if counts[0]
        else None,
    )


def _of_letter(
    site: SiteContext,
    letter: str,
    services: tuple[NamedService, ...],
    letters: tuple[str, ...],
    part: tuple[int, int],
) -> Output:
    t = site.t.gettext
    number, count = part
    title = t(N_("Services: {letter}")).format(letter=_shown(letter))
    return _list(
        site,
        services_letter_url(letter, number),
        (title if number == 1 else f"{title} ({number})", _names(services)),
        (views.ServiceGroup(id="daftar", label="", entries=_entries(site, services)),),
        letters=tuple(site.link(_shown(each), services_letter_url(each)) for each in letters),
        letters_title=t(N_("From A to Z")),
        parts=tuple(
            site.link(str(at), services_letter_url(letter, at)) for at in range(1, count + 1)
        )
        if count > 1
        else (),
    )


def _of_topic(
    site: SiteContext, topic: str, services: tuple[NamedService, ...], part: tuple[int, int]
) -> Output:
    number, count = part
    label = label_of(site.topics, topic)
    title = site.t.gettext(N_("Services: {letter}")).format(letter=label)
    return _list(
        site,
        services_topic_url(topic, number),
        (title if number == 1 else f"{title} ({number})", _names(services)),
        (views.ServiceGroup(id="daftar", label="", entries=_entries(site, services)),),
        parts=tuple(site.link(str(at), services_topic_url(topic, at)) for at in range(1, count + 1))
        if count > 1
        else (),
    )


def _by_unit(site: SiteContext, units: tuple[tuple[UnitEntry, int], ...]) -> Output:
    t = site.t.gettext
    order = {kind.name: at for at, kind in enumerate(site.unit_kinds)}
    in_order = sorted(units, key=lambda of: (order[of[0].kind], unit_name(site, of[0]).casefold()))
    intro = t(N_("{units} units have listed their services.")).format(
        units=wording.whole(len(units), site.lang)
    )
    return _list(
        site,
        SERVICES_BY_UNIT_URL,
        (t(N_("Services by unit")), intro),
        (),
        units=tuple(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=unit_name(site, entry),
                href=site.address.href(f"{unit_url(entry.key)}#layanan"),
            )
            for entry, count in in_order
        ),
    )


def _list(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    url: str,
    text: tuple[str, str],
    groups: tuple[views.ServiceGroup, ...],
    *,
    letters: tuple[views.Link, ...] = (),
    letters_title: str = "",
    topics: tuple[views.Figure, ...] = (),
    units: tuple[views.Figure, ...] = (),
    by_unit: views.Link | None = None,
    parts: tuple[views.Link, ...] = (),
) -> Output:
    title, intro = text
    top = site.link(site.t.gettext(N_("Services")), SERVICES_URL)
    crumbs = () if url == SERVICES_URL else (top,)
    view = views.ServicesPage(
        site=site_view(site),
        meta=meta_view(site, url, title, intro, crumbs),
        title=title,
        intro=intro if url in {SERVICES_URL, SERVICES_BY_UNIT_URL} else "",
        letters=letters,
        letters_title=letters_title,
        topics=topics,
        groups=groups,
        units=units,
        by_unit=by_unit,
        parts=parts,
    )
    return page_output(site, url, "services.html", view)


def _letters(
    site: SiteContext, services: tuple[NamedService, ...]
) -> tuple[views.ServiceGroup, ...]:
    groups = group_by(services, lambda each: each.letter)
    return tuple(
        views.ServiceGroup(id=f"huruf-{letter}", label=_shown(letter), entries=_entries(site, own))
        for letter, own in groups.items()
    )


def _entries(site: SiteContext, services: Iterable[NamedService]) -> tuple[views.ServiceEntry, ...]:
    return tuple(_entry(site, each) for each in services)


def _entry(site: SiteContext, service: NamedService) -> views.ServiceEntry:
    units = tuple(
        site.link(unit_name(site, entry), each.url or f"{unit_url(entry.key)}#layanan")
        for each, entry in service.given
    )
    text = site.t.ngettext(N_("{n} unit"), N_("{n} units"), len(units))
    return views.ServiceEntry(
        name=service.name,
        see=service.see,
        href=units[0].href if len(units) == 1 else "",
        units=units,
        count=text.format(n=wording.whole(len(units), site.lang)),
        duration=_same(each.duration for each, _ in service.given),
        fee=_same(each.fee for each, _ in service.given),
    )


def _same(texts: Iterable[str]) -> str:
    """The text that all have, "" if they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _jump(group: views.ServiceGroup) -> views.Link:
    return views.Link(label=group.label, href=f"#{group.id}")


def _shown(letter: str) -> str:
    return letter if letter == OTHER else letter.upper()


def _names(services: tuple[NamedService, ...]) -> str:
    """The first names of a list, for search engines."""
    return ", ".join(each.name for each in services[:6]) + (" …" if len(services) > 6 else ".")
