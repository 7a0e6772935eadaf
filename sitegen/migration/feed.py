"""Feeds: RSS 1.0, 2.0 and Atom, from a file; also what Blogger exports, which is Atom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import IO

from sitegen.i18n import N_
from sitegen.migration.days import NO_DAY, UNREAD_DAY, day_in
from sitegen.migration.post import DRAFT, NOT_PUBLISHED, PAGE, Markup, OldPost
from sitegen.migration.xmlitems import XmlItem, read_items

_DAYS = ("pubDate", "published", "issued", "dc:date", "created", "updated", "modified")
# Blogger says with a category, or in newer exports with a part, what an entry is.
_KIND = "http://schemas.google.com/g/2005#kind"
_OF_BLOGGER = {
    "post": "",
    "page": PAGE,
    "comment": N_("it is a comment of a reader"),
    "template": N_("it is a setting of the older site"),
    "settings": N_("it is a setting of the older site"),
}
_OTHER = N_("it is neither a post nor a page")


def read_feed(stream: IO[bytes], zone: tzinfo, *, pages: bool = False) -> Iterator[OldPost]:
    """Yield each item of a feed, dated in `zone`; raises UnreadableError.

    With `pages`, those of an export of Blogger are not skipped.
    """
    for item in read_items(stream):
        text, markup = _body(item, "content:encoded", "content")
        about, of_about = _body(item, "description", "summary")
        said = item.text(*_DAYS)
        kind = _kind(item)
        reason = _OF_BLOGGER.get(kind, _OTHER)
        if pages and kind == "page":
            reason = ""
        yield OldPost(
            source=f":{item.line}",
            title=item.text("title"),
            day=day_in(said, zone),
            undated=UNREAD_DAY if said else NO_DAY,
            body=text or about,
            markup=markup if text else of_about,
            summary=about if text else "",
            cover=_cover(item),
            address=_link(item),
            words=tuple(_words(item)),
            skipped=reason or _status(item),
            page=kind == "page",
        )


def _body(item: XmlItem, *names: str) -> tuple[str, Markup]:
    """The first of these parts with a text, and what it is written in."""
    for name in names:
        for given, text in item.all(name):
            if text:
                plain = given.get("type", "html") in {"text", "text/plain"}
                return text, "plain" if plain else "html"
    return "", "html"


def _kind(item: XmlItem) -> str:
    """What an entry of Blogger is; all others are posts."""
    for given, _ in item.all("category"):
        if given.get("scheme") == _KIND:
            return given.get("term", "").rpartition("#")[2]
    reply = next(item.all("thr:in-reply-to"), None)
    return item.text("blogger:type").casefold() or ("comment" if reply else "post")


def _status(item: XmlItem) -> str:
    """Why an entry is not taken although it is a post."""
    state = item.text("blogger:status").casefold()
    draft = item.text("app:control", "app:draft", "draft").casefold() == "yes"
    if draft or state == "draft":
        return DRAFT
    return NOT_PUBLISHED if state not in {"", "live"} else ""


def _words(item: XmlItem) -> Iterator[str]:
    for given, text in (*item.all("category"), *item.all("dc:subject")):
        if given.get("scheme") != _KIND:
            yield given.get("label") or given.get("term") or text


def _link(item: XmlItem) -> str:
    for given, text in item.all("link"):
        if given.get("rel", "alternate") == "alternate" and (found := given.get("href") or text):
            return found
    named = item.text("blogger:filename")
    guid = next(
        (text for given, text in item.all("guid") if given.get("isPermaLink") != "false"), ""
    )
    return named or (guid if guid.startswith(("http://", "https://")) else "")


def _cover(item: XmlItem) -> str:
    for name in ("enclosure", "media:content", "media:thumbnail"):
        for given, _ in item.all(name):
            kind = given.get("type", "image/jpeg")
            if kind.startswith("image/") and (found := given.get("url", "")):
                return found
    return ""
