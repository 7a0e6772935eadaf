"""What open pages receive: waits for the next build, and turns it into server-sent events."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_, translator
from sitegen.serve import notes
from sitegen.serve.page import Look, look
from sitegen.serve.site import NOT_FOUND, ServedSite, find, local, read, read_beside

MISSING = Look("missing", "")


class Hub:
    """Holds the site that is served; threads wait here for the next one.

    `hint` is called when the site turns out to be missing.
    """

    def __init__(self, site: ServedSite, hint: Callable[[], None] = lambda: None) -> None:
        self._hint = hint
        self._changed = threading.Condition()
        self._site = site
        self._builds = 0
        self._open = True

    @property
    def site(self) -> ServedSite:
        """The current site."""
        return self._site

    def publish(self, site: ServedSite) -> None:
        """Replace the site, and wake all waiting threads."""
        with self._changed:
            self._site = site
            self._builds += 1
            self._changed.notify_all()

    def lost(self) -> None:
        """Request a build because there is no site to show, unless the last build failed."""
        if not self._site.failed:
            self._hint()

    def close(self) -> None:
        """Wake all waiting threads for the last time."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def wait(self, builds: int, timeout: float) -> tuple[int, ServedSite] | None:
        """Return the number of builds and the site, at once if that number is no longer `builds`.

        After `timeout` seconds, return the same number; return None when the server ends.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._builds != builds or not self._open, timeout)
            return (self._builds, self._site) if self._open else None


class WatchedPage(Struct, frozen=True, kw_only=True):
    """An open page: its address, its current look, and the problems that it shows."""

    page: str
    seen: str = ""
    shown: str = ""


def news(site: ServedSite, visitor: WatchedPage) -> tuple[WatchedPage, bytes]:
    """Return an open page's new state and its events, b"" if nothing has changed for it."""
    told = problems(site, visitor.page)
    shown = json.dumps(told, ensure_ascii=False)
    body = b""
    after = replace(visitor, shown=shown)
    if shown != visitor.shown:
        body += event("problems", told, visitor.seen)
    now, exists = page_look(site, visitor.page)
    content, _, style = visitor.seen.partition(".")
    held_back = not exists and any(p["severity"] == "error" for p in told["problems"])
    if now.content != content and not (held_back and content != MISSING.content):
        after = replace(after, seen=str(now))
        changed = {"paths": site.changed, "count": site.changes}
        return after, body + event("reload", changed, after.seen)
    if now.content == content and now.style != style:
        after = replace(after, seen=str(now))
        body += event("css", {"stylesheets": now.sheets, "seen": after.seen}, after.seen)
    return after, body


def led(site: ServedSite, visitor: WatchedPage) -> bytes:
    """Return the event that leads an open page to that of the file saved last, b"" if it is there."""
    if not site.lead or site.lead == visitor.page:
        return b""
    return event("go", {"href": site.lead}, "")


def page_look(site: ServedSite, page: str) -> tuple[Look, bool]:
    """Return the look of the page at an address, and whether it exists.

    A page that does not exist looks like the page for unknown addresses.
    """
    place = find(site, page)
    body = read(site, place.file) if place.file else None
    if body is not None:
        return look(body, lambda link: read_beside(site, page, link)), True
    body = read(site, NOT_FOUND)
    if body is None or not site.ready:
        return MISSING, False
    return missing_look(site, page, body), False


def missing_look(site: ServedSite, page: str, body: bytes) -> Look:
    """Return the look of the page for unknown addresses, unlike that of any page that exists."""
    found = look(body, lambda link: read_beside(site, page, link))
    return replace(found, content=MISSING.content)


def problems(site: ServedSite, page: str) -> dict[str, Any]:
    """Return the problems that the page shows: the texts of the panel, and the list."""
    t = translator(site.lang)
    found = notes.of_page(site.notes, local(site, page) or ())
    more = len(found) - notes.SHOWN
    return {
        "title": notes.counted(found, t),
        "notice": t.gettext(N_("Not published: you see the last good version."))
        if site.untouched and site.ready
        else "",
        "close": t.gettext(N_("Close")),
        "more": t.gettext(N_("and {more} more")).format(more=more) if more > 0 else "",
        "problems": [notes.as_fields(item, t) for item in found[: notes.SHOWN]],
    }


def event(name: str, data: object, seen: str) -> bytes:
    """Return one event of a stream; its id is the look that the page has seen, for reconnecting."""
    lead = f"id: {seen}\n" if seen else ""
    return f"{lead}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
