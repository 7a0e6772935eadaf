"""What is served: the folder of the last good build, its problems, and where its files are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from msgspec import Struct

from sitegen.serve.headers import HeaderRule

if TYPE_CHECKING:
    from sitegen.i18n import Lang
    from sitegen.serve.notes import Note, Waiting

NOT_FOUND = "404.html"
# The problem of a build that was stopped while it published.
_IN_PART = "S039"
# The only hidden name that a host serves (RFC 8615).
_WELL_KNOWN = ".well-known"


class ServedSite(Struct, frozen=True, kw_only=True):
    """The state after a build; replaced as a whole by the next one.

    `prefix` is the path of the site's address without a trailing slash. `failed` says that the
    last build did not publish its site, so that the folder contains an older one, or none. `changed` has
    some of the paths that the last build wrote or removed, `changes` the number of all of them.
    `waiting` are the texts that are right but not published now; `lead` is the address of the page of
    the file saved last, to which open pages go, or "".
    """

    folder: Path
    prefix: str = ""
    lang: Lang = "id"
    headers: tuple[HeaderRule, ...] = ()
    notes: tuple[Note, ...] = ()
    failed: bool = False
    changed: tuple[str, ...] = ()
    changes: int = 0
    waiting: tuple[Waiting, ...] = ()
    lead: str = ""

    @property
    def untouched(self) -> bool:
        """Whether the last build failed before it had moved any file."""
        return self.failed and all(note.code != _IN_PART for note in self.notes)

    @property
    def ready(self) -> bool:
        """Whether there is a site to show at all."""
        return (self.folder / "index.html").is_file()


class Destination(Struct, frozen=True):
    """Where an address leads: to a `file` in the folder, or by `redirect` to another address."""

    file: str = ""
    redirect: str = ""


def segments(path: str) -> tuple[str, ...] | None:
    """Return the decoded parts of an address's path; the last is "" after a trailing slash.

    None for a path that no file of a site can have: with empty, hidden or `..` parts, with
    backslashes or control characters, or not in UTF-8.
    """
    if not path.startswith("/"):
        return None
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\\" in text or not text.isprintable():
        return None
    parts = tuple(text[1:].split("/"))
    if "" in parts[:-1] or any(part.startswith(".") and part != _WELL_KNOWN for part in parts):
        return None
    return parts


def local(site: ServedSite, path: str) -> tuple[str, ...] | None:
    """Return the parts of an address below the site's prefix, or None if it is outside."""
    parts = segments(path)
    prefix = segments(site.prefix or "/")
    if parts is None or prefix is None:
        return None
    lead = prefix if prefix[-1] else prefix[:-1]
    return parts[len(lead) :] if parts[: len(lead)] == lead and len(parts) > len(lead) else None


def find(site: ServedSite, path: str) -> Destination:
    """Return where an address leads; an empty destination if there is nothing."""
    parts = local(site, path)
    if parts is None:
        home = {"/", site.prefix} if site.prefix else set()
        return Destination(redirect=_quoted(site.prefix + "/")) if path in home else Destination()
    name = "/".join(parts)
    if not parts[-1]:
        name += "index.html"
    try:
        target = (site.folder / name).resolve()
        if not target.is_relative_to(site.folder.resolve()):
            return Destination()
        if target.is_file():
            return Destination(file=name)
        if parts[-1] and (target / "index.html").is_file():
            return Destination(redirect=_quoted(f"{site.prefix}/{name}/"))
    except OSError:  # such as a name that is too long
        return Destination()
    return Destination()


def read(site: ServedSite, file: str) -> bytes | None:
    """Return the bytes of a file in the folder, None if it is gone."""
    try:
        return (site.folder / file).read_bytes()
    except OSError:
        return None


def read_beside(site: ServedSite, page: str, link: str) -> bytes | None:
    """Return the bytes that `link` on the page at `page` leads to, None if outside the site."""
    try:
        target = urlsplit(urljoin(page, link))
    except ValueError:
        return None
    if target.scheme or target.netloc:
        return None
    place = find(site, target.path)
    return read(site, place.file) if place.file else None


def _quoted(path: str) -> str:
    return quote(path, safe="/%")
