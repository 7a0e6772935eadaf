"""WordPress: the file that Tools, Export writes (WXR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import IO

from sitegen.i18n import N_
from sitegen.migration.post import PAGE, OldPost
from sitegen.migration.xmlitems import XmlItem, read_items

_LEFT = {
    "page": PAGE,
    "attachment": "",
    "nav_menu_item": N_("it is an entry of a menu: the site makes its own"),
    "revision": "",
}
_STATUS = {
    "publish": "",
    "draft": N_("it is a draft"),
    "auto-draft": N_("it is a draft"),
    "private": N_("it is private"),
    "pending": N_("it waits for a review"),
    "future": N_("it was planned for later"),
    "trash": N_("it is in the bin"),
}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_wordpress(stream: IO[bytes], *, pages: bool = False) -> Iterator[OldPost]:
    """Yield each post of an export, and what else is in it as skipped; raises UnreadableError.

    With `pages`, its pages are not skipped.

    The leading picture of a post is one of the attachments, which may stand anywhere in the file: it is
    given as `wp:ID`, and `attachments` resolves it.
    """
    for item in read_items(stream):
        kind = item.text("wp:post_type") or "post"
        if kind != "post" and not _LEFT.get(kind, "-"):
            continue
        taken = kind == "post" or (pages and kind == "page")
        reason = "" if taken else _LEFT.get(kind, N_("it is neither a post nor a page"))
        reason = reason or _STATUS.get(
            item.text("wp:status") or "publish", N_("it is not published")
        )
        if item.text("wp:post_password"):
            reason = N_("it has a password")
        number = item.text("wp:post_id")
        cover = item.meta.get("_thumbnail_id", "")
        yield OldPost(
            source=f"wp:{number}" if number else f":{item.line}",
            title=item.text("title"),
            day=day_of(item, "wp:post_date", "pubDate"),
            body=item.text("content:encoded"),
            summary=item.text("excerpt:encoded"),
            cover=f"wp:{cover}" if cover.isdigit() else "",
            address=item.text("link"),
            slug=item.text("wp:post_name"),
            words=tuple(text for _, text in item.all("category")),
            skipped=reason,
            page=kind == "page",
        )


def attachments(stream: IO[bytes]) -> dict[str, str]:
    """Return the addresses of the attachments of an export by number; raises UnreadableError."""
    return {
        f"wp:{item.text('wp:post_id')}": item.text("wp:attachment_url", "guid")
        for item in read_items(stream)
        if item.text("wp:post_type") == "attachment"
    }


def day_of(item: XmlItem, *names: str) -> date | None:
    """Return the day that the first of these parts with one says, as it is written there."""
    for name in names:
        text = item.text(name)
        if found := _DAY.match(text):
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
        try:
            return parsedate_to_datetime(text).date()
        except (ValueError, TypeError, IndexError):
            continue
    return None


def moment(text: str) -> date | None:
    """Return the day of a moment in ISO 8601, None if it is none."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
