"""What the pages of a built site weigh on the way to a phone, and which exceed their budget."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.model import Problem
from sitegen.pages.budgets import (
    PageType,
    in_kilobytes,
    most_of,
    page_type,
    sent_size,
)
from sitegen.store.marker import our_files
from sitegen.urls import page_address

_TAG = re.compile(rb"<(link|script|img)\s([^>]*)>")
_VALUE = re.compile(r"""([a-z-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# Photos are as large as they have to be; what is drawn is not.
_DRAWN = (".svg", ".ico")
_SENT_AS_THEY_ARE = (".ico", ".png")
_SHEET, _SCRIPT, _DRAWING = "sheet", "script", "drawing"
# The parts of a page as messages name them.
_NAMES = {_SHEET: N_("style sheets"), _SCRIPT: N_("scripts"), _DRAWING: N_("drawings")}
_PAGE = N_("the page itself")


class PageWeight(Struct, frozen=True, kw_only=True):
    """What a page is sent in: `html` itself, and the size of each file that it loads, by path.

    Photos are none of them.
    """

    path: str
    type: PageType
    html: int
    sheets: dict[str, int]
    scripts: dict[str, int]
    drawings: dict[str, int]

    @property
    def whole(self) -> int:
        """All bytes of the first visit without photos."""
        return self.html + sum(map(_sum, (self.sheets, self.scripts, self.drawings)))


def _sum(files: dict[str, int]) -> int:
    return sum(files.values())


def weigh(folder: Path) -> Iterator[PageWeight]:
    """Yield the weight of each page of the site in this folder, in the order of their paths.

    Raises UsageError when no build made what is there.
    """
    pages = sorted(path for path in our_files(folder) if path.endswith(".html"))
    if not pages:
        raise UsageError.of("S061", folder=str(folder))
    size = cache(partial(_size, folder))
    for path in pages:
        body = (folder / path).read_bytes()
        files: dict[str, dict[str, int]] = {_SHEET: {}, _SCRIPT: {}, _DRAWING: {}}
        for part, address in _loaded(body):
            if found := _found(folder, path, address):
                files[part][found] = size(found)
        yield PageWeight(
            path=path,
            type=page_type(path),
            html=sent_size(body),
            sheets=files[_SHEET],
            scripts=files[_SCRIPT],
            drawings=files[_DRAWING],
        )


def _loaded(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a page loads by itself: the part that it belongs to and its address."""
    for name, rest in _TAG.findall(body):
        values = {key: a or b or c for key, a, b, c in _VALUE.findall(unescape(rest.decode()))}
        if name == b"link" and values.get("rel") == "stylesheet":
            yield _SHEET, values.get("href", "")
        elif name == b"link" and values.get("rel") == "modulepreload":
            yield _SCRIPT, values.get("href", "")
        elif name == b"link" and values.get("rel") == "icon":
            yield _DRAWING, values.get("href", "")
        elif name == b"script" and "src" in values:
            yield _SCRIPT, values["src"]
        elif name == b"img" and urlsplit(values.get("src", "")).path.endswith(_DRAWN):
            yield _DRAWING, values["src"]


def _found(folder: Path, page: str, address: str) -> str:
    """The path of the file that a page names, "" if this site does not have it.

    A site may lie below a path of its host, which its addresses begin with.
    """
    path = unquote(urlsplit(address).path)
    name = normpath(path.lstrip("/") if path.startswith("/") else join(page, "..", path))
    while name and not (folder / name).is_file():
        name = name.partition("/")[2]
    return name


def _size(folder: Path, path: str) -> int:
    body = (folder / path).read_bytes()
    return len(body) if path.endswith(_SENT_AS_THEY_ARE) else sent_size(body)


def over_budget(folder: Path, weights: Iterable[PageWeight]) -> tuple[Problem, ...]:
    """Return a problem for each page and part that weighs more than it may.

    Pages that load the same sheets or scripts are one problem, which names the first.
    """
    found: list[Problem] = []
    shared: dict[tuple[str, tuple[str, ...]], list[PageWeight]] = {}
    for each in weights:
        if each.html > each.type.most:
            found.append(_of_page("R013", each, each.html, each.type.most, _mostly(folder, each)))
        for part, files, most in _shared(each):
            if _sum(files) > most:
                shared.setdefault((part, tuple(files)), []).append(each)
        if each.whole > each.type.whole:
            parts = (
                (each.html, _PAGE),
                (_sum(each.sheets), _NAMES[_SHEET]),
                (_sum(each.scripts), _NAMES[_SCRIPT]),
                (_sum(each.drawings), _NAMES[_DRAWING]),
            )
            found.append(_of_page("R015", each, each.whole, each.type.whole, max(parts)[1]))
    for (part, _), pages in shared.items():
        files, most = next((f, m) for name, f, m in _shared(pages[0]) if name == part)
        found.append(
            Problem.of(
                "R014",
                pages[0].path,
                url=page_address(pages[0].path),
                reason=part,
                size=in_kilobytes(_sum(files)),
                limit=in_kilobytes(most),
                file=max(files, key=lambda file: files[file]),
                count=str(len(pages)),
            )
        )
    return tuple(found)


def _shared(page: PageWeight) -> tuple[tuple[str, dict[str, int], int], ...]:
    return (
        (_NAMES[_SHEET], page.sheets, page.type.sheets),
        (_NAMES[_SCRIPT], page.scripts, page.type.scripts),
    )


def _mostly(folder: Path, page: PageWeight) -> str:
    return most_of((folder / page.path).read_bytes())


def _of_page(code: str, page: PageWeight, size: int, most: int, reason: str) -> Problem:
    return Problem.of(
        code,
        page.path,
        url=page_address(page.path),
        size=in_kilobytes(size),
        limit=in_kilobytes(most),
        reason=reason,
    )
