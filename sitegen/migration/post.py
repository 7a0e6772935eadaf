"""A text of an older site, before it is a report of this one."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from sitegen.i18n import N_

# Why a page is left out, unless it was asked for.
PAGE = N_("it is a page, not a post: --pages takes pages too, as drafts of standing pages")
Markup = Literal["html", "markdown", "plain"]


class OldPost(Struct, frozen=True, kw_only=True):
    """A text as the older site has it. `source` says where in the export it stands.

    `body` is in `markup`; `cover` the address or name of its leading picture, `address` its old address.
    `skipped` is a message id that says why it is not to be taken, "" if it is; `files` has pictures that
    lie beside it, by the names that the text has for them. `page` says that it stands, and tells of no day.
    """

    source: str
    title: str = ""
    day: date | None = None
    body: str = ""
    markup: Markup = "html"
    summary: str = ""
    cover: str = ""
    address: str = ""
    slug: str = ""
    words: tuple[str, ...] = ()
    skipped: str = ""
    page: bool = False
    files: dict[str, str] = {}
