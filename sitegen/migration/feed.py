"""Feeds: RSS 2.0 and Atom, from a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from sitegen.migration.post import OldPost
from sitegen.migration.wordpress import day_of
from sitegen.migration.xmlitems import XmlItem, read_items


def read_feed(stream: IO[bytes]) -> Iterator[OldPost]:
    """Yield each item of a feed; raises UnreadableError."""
    for item in read_items(stream):
        body = item.text("content:encoded", "content")
        about = item.text("description", "summary")
        yield OldPost(
            source=f":{item.line}",
            title=item.text("title"),
            day=day_of(item, "pubDate", "published", "dc:date", "updated"),
            body=body or about,
            summary=about if body else "",
            cover=_cover(item),
            address=_link(item),
            words=tuple(given.get("term", text) for given, text in item.all("category")),
        )


def _link(item: XmlItem) -> str:
    for given, text in item.all("link"):
        if given.get("rel", "alternate") == "alternate" and (found := given.get("href") or text):
            return found
    return ""


def _cover(item: XmlItem) -> str:
    for name in ("enclosure", "media:content", "media:thumbnail"):
        for given, _ in item.all(name):
            kind = given.get("type", "image/jpeg")
            if kind.startswith("image/") and (found := given.get("url", "")):
                return found
    return ""
