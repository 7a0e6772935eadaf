"""A reader of the site as it lies in a folder, who starts at the home page and follows every link."""

from __future__ import annotations

import html
import os.path
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.urls import output_path
from tests.life.oracle import Tree

BASE = "https://contoh.example"
_LINK = re.compile(rb'\s(?:href|src|srcset|content)="([^"]*)"')
_ADDRESS = re.compile(rb'https://contoh\.example[^\s<>"]*')
# What the description of the API says its addresses begin with: no address that anybody asks for.
_BASES = frozenset({"api/v1"})
# Pages that have a content of their own; all others list them.
_TEXT = re.compile(r"[^/]+/[^/]+/(?:laporan/\d+/\d+/[^/]+|data/[^/]+|halaman/[^/]+)/index\.html")


@lru_cache(maxsize=4096)
def links(path: str, body: bytes) -> tuple[str, ...]:
    """Return the files of the site to which the file at `path` leads.

    A reader comes again and again, and most pages are as they were.
    """
    return tuple(_links(path, body))


def _links(path: str, body: bytes) -> Iterator[str]:
    page = path.endswith(".html")
    if not page and not path.endswith((".xml", ".json")):
        return
    address = f"{BASE}/{path.removesuffix('index.html')}"
    for found in (_LINK if page else _ADDRESS).findall(body):
        for each in html.unescape(found.decode()).split(", " if page else None):
            parts = urlsplit(urljoin(address, each.split(" ")[0]))
            if f"{parts.scheme}://{parts.netloc}" == BASE and _is_address(each, page=page):
                target = unquote(output_path(parts.path))
                if target not in _BASES:
                    yield target


def _is_address(text: str, *, page: bool) -> bool:
    """Whether a value is an address, not some other text: the `content` of a page may be either."""
    return not page or text.startswith((BASE, "/", "#", "."))


def dead_links(folder: Path) -> list[str]:
    """Return each link to a missing file that a reader meets, with the file that has it.

    A search engine starts at the sitemap too. A site without a home page has no reader yet. The
    site may be changing: a link counts when the way to it was still the same after it was followed.
    """
    starts = ("index.html", "sitemap.xml") if (folder / "index.html").is_file() else ()
    waiting, before = list(starts), dict.fromkeys(starts, "")
    bodies: dict[str, bytes] = {}
    dead = []
    while waiting:
        path = waiting.pop()
        bodies[path] = _read(folder, path)
        for target in links(path, bodies[path]):
            if target in before:
                continue
            if os.path.isfile(f"{folder}/{target}"):  # noqa: PTH113 - many, see `_read`
                before[target] = path
                waiting.append(target)
            elif all(_read(folder, each) == bodies[each] for each in _way(path, before)):
                dead.append(f"{path} -> {target}")
    return sorted(dead)


def _way(path: str, before: dict[str, str]) -> Iterator[str]:
    """Yield the pages through which a reader came to this one, itself included."""
    while path:
        yield path
        path = before[path]


def early_lists(folder: Path, old: Tree, new: Tree) -> list[str]:
    """Return each link of a list that is new to a text that is still as it was before.

    `old` and `new` are the whole sites. A new text that leads to a list that is still old misleads
    nobody.
    """
    changed = {path for path, body in new.items() if body is not None and old.get(path) != body}
    lists = (p for p in changed if not _TEXT.fullmatch(p) and _read(folder, p) == new[p])
    return sorted(
        f"{path} -> {target}"
        for path in lists
        for target in links(path, _read(folder, path))
        if target in changed and _TEXT.fullmatch(target) and _read(folder, target) != new[target]
    )


def _read(folder: Path, path: str) -> bytes:
    """Return what is at an address, or nothing.

    A reader asks tens of thousands of times: a path that is made of parts costs more than the file.
    """
    try:
        with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""
