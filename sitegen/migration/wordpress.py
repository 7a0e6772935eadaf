"""WordPress: the file that Tools, Export writes (WXR)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, tzinfo
from typing import IO
from xml.sax.saxutils import quoteattr

from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.migration.days import NO_DAY, UNREAD_DAY, day_in
from sitegen.migration.post import NOT_PUBLISHED, PAGE, PASSWORD, STATES, OldPost
from sitegen.migration.xmlitems import XmlItem, read_items

_GALLERY = re.compile(r"\[gallery(\s[^\[\]\n]{0,2000})?/?\]", re.IGNORECASE)
_VALUE = re.compile(r"""(ids|include|exclude)\s*=\s*["']?([\d\s,]{1,2000})""", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,12}")
_LEFT = {
    "page": PAGE,
    "attachment": "",
    "nav_menu_item": N_("it is an entry of a menu: the site makes its own"),
    "revision": "",
}


def read_wordpress(stream: IO[bytes], zone: tzinfo, *, pages: bool = False) -> Iterator[OldPost]:
    """Yield each post of an export, dated in `zone`, and what else is in it as skipped; raises UnreadableError.

    With `pages`, its pages are not skipped.

    The leading picture of a post is one of the attachments, which may stand anywhere in the file: it is
    given as `wp:ID`, and `with_attachments` resolves it.
    """
    for item in read_items(stream):
        kind = item.text("wp:post_type") or "post"
        if kind != "post" and not _LEFT.get(kind, "-"):
            continue
        taken = kind == "post" or (pages and kind == "page")
        reason = "" if taken else _LEFT.get(kind, N_("it is neither a post nor a page"))
        reason = reason or STATES.get(item.text("wp:status") or "publish", NOT_PUBLISHED)
        if item.text("wp:post_password"):
            reason = PASSWORD
        number = item.text("wp:post_id")
        cover = item.meta.get("_thumbnail_id", "")
        yield OldPost(
            source=f"wp:{number}" if number else f":{item.line}",
            title=item.text("title"),
            day=_day(item, zone),
            undated=UNREAD_DAY if item.text("wp:post_date", "pubDate") else NO_DAY,
            body=item.text("content:encoded"),
            summary=item.text("excerpt:encoded"),
            cover=f"wp:{cover}" if cover.isdigit() else "",
            address=item.text("link"),
            slug=item.text("wp:post_name"),
            words=tuple(text for _, text in item.all("category")),
            skipped=reason,
            page=kind == "page",
        )


class AttachedFile(Struct, frozen=True, kw_only=True):
    """A picture or document of an export: its address, its text for those who cannot see it, and its post."""

    address: str
    alt: str
    post: str


def attachments(stream: IO[bytes]) -> dict[str, AttachedFile]:
    """Return the attachments of an export by number; raises UnreadableError."""
    return {
        f"wp:{item.text('wp:post_id')}": AttachedFile(
            address=item.text("wp:attachment_url", "guid"),
            alt=item.meta.get("_wp_attachment_image_alt", ""),
            post=f"wp:{item.text('wp:post_parent')}",
        )
        for item in read_items(stream)
        if item.text("wp:post_type") == "attachment"
    }


def with_attachments(post: OldPost, attached: Mapping[str, AttachedFile]) -> OldPost:
    """Return a post with its leading picture, and with those that its galleries name by number."""
    cover = attached.get(post.cover)

    def gallery(found: re.Match[str]) -> str:
        given = {name: _NUMBER.findall(value) for name, value in _VALUE.findall(found[1] or "")}
        numbers = given.get("ids") or given.get("include")
        chosen = [f"wp:{number}" for number in numbers or ()]
        if numbers is None:
            left = {f"wp:{number}" for number in given.get("exclude", ())}
            chosen = [
                n for n, each in attached.items() if each.post == post.source and n not in left
            ]
        pictures = [attached[number] for number in chosen if number in attached]
        tags = (f"<img src={quoteattr(p.address)} alt={quoteattr(p.alt)}>" for p in pictures)
        return "\n\n".join(("", *tags, "")) if pictures else found[0]

    return replace(
        post,
        body=_GALLERY.sub(gallery, post.body),
        cover=cover.address if cover else "",
        cover_alt=cover.alt if cover else "",
    )


def _day(item: XmlItem, zone: tzinfo) -> date | None:
    """The day that a post was published, by its site's own clock, which it showed."""
    shown, sent = item.text("wp:post_date"), item.text("pubDate")
    gmt = item.text("wp:post_date_gmt")
    days = (day_in(text, zone) for text in (shown, sent, gmt and f"{gmt}Z"))
    return next(filter(None, days), None)
