"""What belongs to the copy of a unit's year, and the files of the copy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from sitegen.address import Address
from sitegen.exports.offline.links import sheet_with_links, with_links
from sitegen.i18n import N_, Translator
from sitegen.urls import archive_url, output_path, unit_url

# Returns a file of the built site by its path, None if there is none.
Read = Callable[[str], bytes | None]
README = "BACA-SAYA.txt"
_YEAR = re.compile(r"laporan/(\d{4})/")
# What moves on by itself, and what is for programs that ask again and again.
_LEFT = re.compile(r"layar/|(?:.*/)?(?:feed\.(?:xml|json)|sitemap\.xml)")
_ELSEWHERE = "situs"
_ASSETS = "aset/"


class OfflineCopy(Struct, frozen=True, kw_only=True):
    """The copy of a unit's year: `key` and `name` of the unit, and the addresses of the live site."""

    key: str
    name: str
    year: int
    city: str
    address: Address
    t: Translator

    @property
    def folder(self) -> str:
        """The folder into which it is unpacked."""
        return f"{self.key.replace('/', '-')}-{self.year}"

    def holds(self, path: str) -> bool:
        """Return whether a file of the site belongs to the copy by itself: one of the unit, of no other year."""
        own = f"{self.key}/"
        if not path.startswith(own):
            return False
        rest = path.removeprefix(own)
        found = _YEAR.match(rest)
        return not _LEFT.fullmatch(rest) and (found is None or int(found[1]) == self.year)

    def place(self, path: str) -> str:
        """Return where a file of the site stands in the copy: those of the unit at its top."""
        own = f"{self.key}/"
        if path.startswith(own):
            return path.removeprefix(own)
        return path if path.startswith(_ASSETS) else f"{_ELSEWHERE}/{path}"


def copied(copy: OfflineCopy, read: Read) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a copy by path, in order: what leads on from the unit's home page and its year.

    One file is opened at a time. Pages and sheets lead to each other by relative addresses, and to everything
    else by the address of the live site.
    """
    inside = _inside(copy, read)
    yield f"{copy.folder}/{README}", _readme(copy).encode("utf-8-sig")
    for path in sorted(inside, key=copy.place):
        body = read(path)
        if body is not None:
            yield f"{copy.folder}/{copy.place(path)}", _rewritten(copy, path, body, inside)


def _inside(copy: OfflineCopy, read: Read) -> frozenset[str]:
    """The paths of the files that belong to the copy: pages that lead to each other, and what they need."""
    found: set[str] = set()
    waiting = [output_path(unit_url(copy.key)), output_path(archive_url(copy.key, copy.year))]
    while waiting:
        path = waiting.pop()
        if path in found or (body := read(path)) is None:
            continue
        found.add(path)

        def seen(address: str, needed: bool, at: str = path) -> str:
            target = _target(copy, at, address)
            if target and (needed or copy.holds(target)):
                waiting.append(target)
            return address

        _through(path, body, seen)
    return frozenset(found)


def _through(path: str, body: bytes, change: Callable[[str, bool], str], notice: str = "") -> bytes:
    """Return a file with its addresses changed; those that have none are returned as they are."""
    if path.endswith(".html"):
        return with_links(body.decode(), change, notice).encode()
    if path.endswith(".css"):
        return sheet_with_links(body.decode(), change).encode()
    return body


def _rewritten(copy: OfflineCopy, path: str, body: bytes, inside: frozenset[str]) -> bytes:
    here = posixpath.dirname(copy.place(path))

    def changed(address: str, needed: bool) -> str:  # noqa: ARG001 - as `Change` has it
        target = _target(copy, path, address)
        if target is None:
            return address
        parts = urlsplit(address)
        end = f"#{parts.fragment}" if parts.fragment else ""
        if target in inside:
            if target == path and end:
                return end
            return posixpath.relpath(copy.place(target), here or ".") + end
        return _absolute(copy, path, address)

    return _through(path, body, changed, _notice(copy, path, here))


def _target(copy: OfflineCopy, path: str, address: str) -> str | None:
    """The path of the file of the site to which an address in the file at `path` leads; None for any other."""
    if not address or address.startswith("#"):
        return None
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        own = copy.address.own(address)
        return output_path(unquote(urlsplit(own).path)) if own else None
    prefix = copy.address.prefix
    if parts.path.startswith(f"{prefix}/"):
        return output_path(unquote(parts.path.removeprefix(prefix)))
    if not parts.path:
        return path
    folder = posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    return output_path(f"/{joined}/" if parts.path.endswith("/") else f"/{joined}")


def _absolute(copy: OfflineCopy, path: str, address: str) -> str:
    """An address of the site with its host."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    end = (f"?{parts.query}" if parts.query else "") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )
    prefix = copy.address.prefix
    if parts.path.startswith(f"{prefix}/"):
        return copy.address.base_url + parts.path.removeprefix(prefix) + end
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), parts.path))
    slash = "/" if parts.path.endswith("/") and joined != "/" else ""
    return copy.address.base_url + joined + slash + end


def _notice(copy: OfflineCopy, path: str, here: str) -> str:
    """The line at the top of each page: that it is a copy, the way to the year, and to the page as it is now."""
    t = copy.t.gettext
    year = copy.place(output_path(archive_url(copy.key, copy.year)))
    live = copy.address.absolute("/" + path.removesuffix("index.html"))
    said = t(N_("Copy to read offline of {unit}: {reports}. {live}"))
    reports = t(N_("reports of {year}")).format(year=copy.year)
    now = t(N_("This page as it is now"))
    text = escape(said).format(
        unit=escape(copy.name),
        reports=f'<a href="{escape(posixpath.relpath(year, here or "."))}">{escape(reports)}</a>',
        live=f'<a href="{escape(live)}">{escape(now)}</a>',
    )
    return f'\n<p class="site-notice">{text}</p>'


def _readme(copy: OfflineCopy) -> str:
    t, live = copy.t.gettext, copy.address.absolute(unit_url(copy.key))
    lines = (
        t(N_("{unit}, {year}")).format(unit=copy.name, year=copy.year),
        "",
        t(N_("Open index.html in a browser; neither a connection nor a program is needed.")),
        t(
            N_(
                "It has the pages of the unit, its reports of this year, and its data. What is not in it opens "
                "on the live site."
            )
        ),
        f"{t(N_('The pages as they are now'))}: {live}",
        f"{t(N_('How to cite'))}: {copy.name}. {copy.city}, {copy.year}. {live}",
        "",
    )
    return "\r\n".join(lines)
