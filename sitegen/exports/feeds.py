"""Feeds of the latest reports: Atom 1.0 (RFC 4287) and JSON Feed 1.1 with the same entries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.legible import encoded, legible
from sitegen.model import Output, ReportSummary
from sitegen.pages.city import City, Listed
from sitegen.pages.moments import moments, stamp
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import FEEDS, SiteContext, label_of, unit_name
from sitegen.pages.unit_shared import UnitContext
from sitegen.urls import TOUCH_ICON, output_path, unit_url

LATEST = 30
# Entries of one unit that come before those of others in the city's feed.
OF_ONE_UNIT = 10
_CITY = "feed of the city's latest reports"
# Atom requires a date even for a feed without entries, in which nothing has one.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Readers in mail programs show no WebP.
IMAGE_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


class FeedEntry(Struct, frozen=True, kw_only=True):
    """A report in a feed: addresses are absolute, times RFC 3339, `tags` (stable name, label).

    Its texts are plain, without characters that XML 1.0 cannot contain.
    """

    url: str
    title: str
    summary: str
    author: str
    author_url: str
    published: str
    updated: str
    tags: tuple[tuple[str, str], ...]
    image: str


class Feed(Struct, frozen=True, kw_only=True):
    """The content of both formats; `home` is the absolute address of the feed's page, `folder` of the
    folder with its files, mostly the same.

    `title`, `note` and `rights` are plain, as are the texts of entries; `icon` is absolute.
    """

    title: str
    note: str
    rights: str
    icon: str
    lang: str
    home: str
    folder: str
    updated: str
    entries: tuple[FeedEntry, ...]


def _city_feeds(city: City) -> Iterator[Planned]:
    yield from planned_feeds(city.site, "/", city.site.name, _shared(city.read("reports")))


def _shared(items: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """The newest reports, of each unit so many; others of the same units where there is room.

    So no unit fills the feed of all. `items` and the result are newest first.
    """
    counts: Counter[str] = Counter()
    first: list[int] = []
    rest: list[int] = []
    for at, item in enumerate(items):
        counts[item.entry.key] += 1
        (first if counts[item.entry.key] <= OF_ONE_UNIT else rest).append(at)
        if len(first) == LATEST:
            break
    return tuple(items[at] for at in sorted((*first, *rest)[:LATEST]))


FEED = Product(
    name="feeds",
    paths=(("/feed.xml", _CITY), ("/feed.json", _CITY)),
    reads=("reports",),
    make=_city_feeds,
)


def planned_feeds(
    site: SiteContext, url: str, title: str, items: tuple[Listed, ...], page: str = ""
) -> Iterator[Planned]:
    """Yield the feeds of the page at `url`; `items` are all its reports, newest first.

    If there is none at this address, they are those of `page`.
    """
    latest = items[:LATEST]
    for name, _ in FEEDS:
        yield planned(site, url + name, _made, (url, page), name, title, latest)


def _made(
    site: SiteContext, place: tuple[str, str], name: str, title: str, items: tuple[Listed, ...]
) -> Output:
    return _output(_feed(site, place, title, items), place[0] + name)


def unit_feeds(unit: UnitContext, reports: tuple[ReportSummary, ...]) -> Iterator[Output]:
    """Yield the feeds of a unit; `reports` are all of its reports, newest first."""
    site, entry = unit.site, unit.entry
    title = f"{unit_name(site, entry)} · {site.name}"
    items = tuple(Listed(report=report, entry=entry) for report in reports[:LATEST])
    feed = _feed(site, (unit_url(entry.key), ""), title, items)
    for name, _ in FEEDS:
        yield _output(feed, unit_url(entry.key) + name)


def _output(feed: Feed, url: str) -> Output:
    text = json_feed(feed) if url.endswith(".json") else atom(feed)
    return Output(path=output_path(url), body=encoded(text))


def feed_of(
    site: SiteContext,
    url: str,
    title: str,
    name: str,
    entries: tuple[FeedEntry, ...],
    page: str = "",
) -> Output:
    """Return one of the two feeds of the page at `url`, of any entries, the newest first.

    If there is no page at this address, it is that of `page`.
    """
    updated = entries[0].updated if entries else stamp(NEVER)
    return _output(_filled(site, (url, page), title, updated, entries), url + name)


def _feed(site: SiteContext, place: tuple[str, str], title: str, items: tuple[Listed, ...]) -> Feed:
    zone = ZoneInfo(site.zone)
    updated = max((moments(item.report, zone)[1] for item in items), default=NEVER)
    entries = tuple(_entry(site, item) for item in items)
    return _filled(site, place, title, stamp(updated), entries)


def _filled(
    site: SiteContext,
    place: tuple[str, str],
    title: str,
    updated: str,
    entries: tuple[FeedEntry, ...],
) -> Feed:
    """The feed in a folder, of the page there or of another one."""
    folder, page = place
    return Feed(
        title=legible(title),
        note=legible(site.notice or site.tagline),
        rights=legible(site.licence),
        icon=site.address.absolute(TOUCH_ICON),
        lang=site.lang,
        home=site.address.absolute(page or folder),
        folder=site.address.absolute(folder),
        updated=updated,
        entries=entries,
    )


def _entry(site: SiteContext, item: Listed) -> FeedEntry:
    report = item.report
    absolute = site.address.absolute
    kind = ((report.kind, label_of(site.kinds, report.kind)),) if report.kind else ()
    topics = ((topic, label_of(site.topics, topic)) for topic in report.topics)
    published, updated = moments(report, ZoneInfo(site.zone))
    return FeedEntry(
        url=absolute(report.url),
        title=legible(report.title),
        summary=legible(report.summary),
        author=legible(unit_name(site, item.entry)),
        author_url=absolute(unit_url(item.entry.key)),
        published=stamp(published),
        updated=stamp(updated),
        tags=tuple((name, legible(label)) for name, label in (*kind, *topics)),
        image=absolute(report.picture.url) if report.picture else "",
    )


def atom(feed: Feed) -> str:
    """Return the feed as Atom 1.0; the address of an entry is its id."""
    folder = escape(feed.folder)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.lang}">\n'
        f"<title>{escape(feed.title)}</title>\n"
        f"<subtitle>{escape(feed.note)}</subtitle>\n"
        f"<id>{folder}feed.xml</id>\n"
        f"<updated>{feed.updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{folder}feed.xml"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(feed.home)}"/>\n'
        f"<icon>{escape(feed.icon)}</icon>\n"
    )
    if feed.rights:
        head += f"<rights>{escape(feed.rights)}</rights>\n"
    return "".join([head, *(_atom_entry(entry) for entry in feed.entries), "</feed>\n"])


def _atom_entry(entry: FeedEntry) -> str:
    url = escape(entry.url)
    tags = "".join(
        [
            f'<category term="{escape(term)}" label="{escape(label)}"/>\n'
            for term, label in entry.tags
        ]
    )
    image = ""
    if entry.image:
        kind = _type(entry.image)
        image = f'<link rel="enclosure" type="{kind}" href="{escape(entry.image)}"/>\n'
    return (
        f"<entry>\n<title>{escape(entry.title)}</title>\n<id>{url}</id>\n"
        f'<link rel="alternate" type="text/html" href="{url}"/>\n'
        f"<published>{entry.published}</published>\n"
        f"<updated>{entry.updated}</updated>\n"
        f"<author><name>{escape(entry.author)}</name><uri>{escape(entry.author_url)}</uri></author>\n"
        f"{tags}{image}"
        f"<summary>{escape(entry.summary)}</summary>\n</entry>\n"
    )


def _type(image: str) -> str:
    return IMAGE_TYPES[image.rpartition(".")[2]]


def json_feed(feed: Feed) -> str:
    """Return the feed as JSON Feed 1.1; its text is the summary, or the title without one."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.note,
        "home_page_url": feed.home,
        "feed_url": f"{feed.folder}feed.json",
        "icon": feed.icon,
        "language": feed.lang,
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _json_item(entry: FeedEntry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.author, "url": entry.author_url}],
        "tags": [label for _, label in entry.tags],
    }
    if entry.image:
        item["image"] = entry.image
        item["attachments"] = [{"url": entry.image, "mime_type": _type(entry.image)}]
    return item
