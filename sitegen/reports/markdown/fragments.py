"""The part of a link after `#`: which place in a page it means, however it is written."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

from sitegen.keys.field import nearest
from sitegen.model import Problem, Where
from sitegen.problems.repeated import LISTED
from sitegen.reports.markdown.html import ID_PREFIX
from sitegen.urls import slugify

# The name of a heading in which no ASCII letter or digit is left.
UNNAMED = "bagian"
# How many headings a message lists when none is close.
_LISTED = 8
# Addresses of reports and standing pages (docs/urls.md), whose headings have the prefix.
_TEXT_PAGE = re.compile(r"/[^/]+/[^/]+/(?:laporan/[0-9]{4}/[0-9]{2}|halaman)/[^/]+/")
_NUMBERED = re.compile(r"(.+)-([0-9]{1,4})")
_ID = re.compile(rb' id="([^"]+)"')
_FOOTNOTE = re.compile(rf"{ID_PREFIX}fn(?:ref)?[-:]")


class Fragment(Struct, frozen=True, kw_only=True):
    """A link to a place in a page: `words` as written, still missing in the HTML at `at`.

    `page` is the address of the page, "" for the text's own; `link` is the whole address as
    written.
    """

    at: int
    page: str
    words: str
    link: str
    where: Where


def heading_name(words: str) -> str:
    """Return the name of a heading in addresses, without the prefix of its id."""
    return slugify(words) or UNNAMED


def resolved_fragment(fragment: str, ids: Collection[str]) -> str | None:
    """Return the id that a link's fragment means on a page with these ids, or None.

    The fragment may be the id itself, the heading's words, or what GitHub's preview makes of them:
    there each space or sign becomes a hyphen, letters keep their accents, and the second heading
    of a name ends in `-1`, which is `-2` here. A heading takes precedence over a part of the page
    with the same name.
    """
    words = unquote(fragment)
    name = heading_name(words.removeprefix(ID_PREFIX))
    prefixed = ID_PREFIX + words
    exact = (words, prefixed) if words.startswith(ID_PREFIX) else (prefixed, words)
    for guess in (*exact, ID_PREFIX + name, slugify(words)):
        if guess in ids:
            return guess
    if numbered := _NUMBERED.fullmatch(name):
        base, number = ID_PREFIX + numbered[1], int(numbered[2]) + 1
        if base in ids and f"{base}-{number}" in ids:
            return f"{base}-{number}"
    return None


def likely_fragment(url: str, fragment: str, parts: Collection[str]) -> str:
    """Return the id that a fragment means on a page of the site whose ids are not yet known.

    `url` is the page's address on the site, `parts` are the ids that the theme gives to its own
    parts of reports and standing pages. Their headings have a prefix, which few authors know.
    """
    words = unquote(fragment)
    if words in parts or _FOOTNOTE.match(words) or not _TEXT_PAGE.fullmatch(url):
        return fragment
    return ID_PREFIX + heading_name(words.removeprefix(ID_PREFIX))


def page_ids(page: bytes) -> tuple[str, ...]:
    """Return the ids of a finished page, in order."""
    return tuple(name.decode() for name in dict.fromkeys(_ID.findall(page)))


def fragment_problem(
    link: str, fragment: str, ids: Collection[str], where: Where, number: int = 1
) -> Problem:
    """Return the problem of a link whose fragment means nothing on a page with these ids.

    It names the closest heading, or the first few if none is close; none for the problem with this
    `number` when so many of a text are not listed.
    """
    names = (
        []
        if number > LISTED
        else [
            name.removeprefix(ID_PREFIX)
            for name in ids
            if name.startswith(ID_PREFIX) and not _FOOTNOTE.match(name)
        ]
    )
    wanted = unquote(fragment).removeprefix(ID_PREFIX)
    names = names or list(
        islice(ids, _LISTED)
    )  # a page without author's headings has the theme's parts
    found = nearest(heading_name(wanted), names, 0.6)
    near = [found] if found else names[:_LISTED]
    # A name that failed because a part of pages has it works with the prefix.
    near = [ID_PREFIX + name if name == fragment else name for name in near]
    right = f"{link[: len(link) - len(fragment)]}{near[0]}" if found else ""
    return Problem.of(
        "M019",
        where,
        **({"instead": right} if right and link.endswith(f"#{fragment}") else {}),
        found=link,
        fragment=f"#{fragment}",
        headings=", ".join(f"#{name}" for name in near) or "-",
    )
