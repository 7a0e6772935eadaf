"""A text of an older site, before it is a report of this one."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.migration.days import NO_DAY

# Why a page is left out, unless it was asked for.
PAGE = N_("it is a page, not a post: --pages takes pages too, as drafts of standing pages")
DRAFT = N_("it is a draft")
PRIVATE = N_("it is private")
PASSWORD = N_("it has a password")
HIDDEN = N_("the older site does not list it")
NOT_PUBLISHED = N_("it is not published")
# What other programs call the state of a text, and why it is not taken then.
STATES = {
    "publish": "",
    "published": "",
    "live": "",
    "terbit": "",
    "draft": DRAFT,
    "draf": DRAFT,
    "auto-draft": DRAFT,
    "private": PRIVATE,
    "hidden": HIDDEN,
    "pending": N_("it waits for a review"),
    "future": N_("it was planned for later"),
    "trash": N_("it is in the bin"),
}
Markup = Literal["html", "markdown", "plain"]


class OldPost(Struct, frozen=True, kw_only=True):
    """A text as the older site has it. `source` says where in the export it stands.

    `body` is in `markup`; `cover` the address or name of its leading picture, `cover_alt` what its site says
    that it shows, `address` its old address,
    and `older` are those before that; `until` is the day that it was taken off the older site.
    `undated` is a message id that says why it has no day.
    `skipped` is a message id that says why it is not to be taken, "" if it is; `files` has pictures that
    lie beside it, by the names that the text has for them. `page` says that it stands, and tells of no day.
    """

    source: str
    title: str = ""
    day: date | None = None
    undated: str = NO_DAY
    until: date | None = None
    body: str = ""
    markup: Markup = "html"
    summary: str = ""
    cover: str = ""
    cover_alt: str = ""
    address: str = ""
    older: tuple[str, ...] = ()
    slug: str = ""
    words: tuple[str, ...] = ()
    skipped: str = ""
    page: bool = False
    files: dict[str, str] = {}
