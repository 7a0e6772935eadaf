"""Answers to requests, as values: what a host would send, and what the reload script needs."""

from __future__ import annotations

import html
import ipaddress
import re
import socket
from collections.abc import Iterable
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.i18n import N_, Lang, translator
from sitegen.pages import wording
from sitegen.privacy.names import masked_path
from sitegen.serve.events import MISSING, missing_look
from sitegen.serve.headers import Headers, content_type, page_headers
from sitegen.serve.notes import Waiting, awaited
from sitegen.serve.page import BASE, SCRIPT, STYLE, inject, look
from sitegen.serve.site import NOT_FOUND, ServedSite, find, local, read, read_beside

_OWN = {SCRIPT: "reload.js", STYLE: "overlay.css"}
_HTML = content_type(".html.html")
_WAITS = {
    "draft": (
        N_("This page is a draft"),
        N_(
            "It is not published as long as its file has the line `draf: ya`. To see it here, end "
            "the server with Ctrl-C and start it with `sitegen serve --drafts`."
        ),
    ),
    "future": (
        N_("This page appears on {day}"),
        N_(
            "Its date has not come yet. To see it here, end the server with Ctrl-C and start it with "
            "`sitegen serve --future`."
        ),
    ),
    "expired": (
        N_("This page has not been shown since {day}"),
        N_("To show it again, change or remove the line `kedaluwarsa` in its file."),
    ),
}


class Response(Struct, frozen=True):
    """A complete answer; `headers` without the length of the body."""

    status: HTTPStatus
    headers: Headers
    body: bytes = b""


def answer(site: ServedSite, target: str) -> Response:
    """Return the answer to GET `target`, the path of a request with its query."""
    path, question, query = target.partition("#")[0].partition("?")
    if path.startswith(BASE):
        return _own(site, path)
    place = find(site, path)
    headers = page_headers(site.headers, "/" + "/".join(local(site, path) or ()))
    if place.redirect:
        # 302, not 301: a browser would cache the latter for this port forever.
        location = place.redirect + question + query
        return Response(HTTPStatus.FOUND, (*headers, ("Location", location)))
    body = read(site, place.file) if place.file else None
    if body is None:
        return _missing(site, path, headers)
    kind = content_type(place.file)
    if kind == _HTML:
        seen = look(body, lambda link: read_beside(site, path, link))
        body = inject(body, str(seen))
    return Response(HTTPStatus.OK, (*headers, ("Content-Type", kind)), body)


def welcome(host: str, bound: str) -> bool:
    """Return whether a request may name this host.

    Only this machine's own names are allowed: another name that resolves here belongs to a page
    elsewhere that wants to read the drafts (DNS rebinding). On a network these are any address in
    figures, which nobody can point elsewhere, and the machine's name.
    """
    if not host:
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == bound.lower() or name.endswith(".localhost") or is_loopback(name):
        return True
    return not is_loopback(bound) and (_is_address(name) or name in machine_names())


def machine_names() -> tuple[str, ...]:
    """Return the names by which this machine may be called on its network."""
    name = socket.gethostname().lower()
    return (name, f"{name.partition('.')[0]}.local")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return whether an address or name refers only to this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def plain(status: HTTPStatus, site: ServedSite) -> Response:
    """Return a one-line answer."""
    headers = (*page_headers(site.headers, "/"), ("Content-Type", content_type(".t.txt")))
    return Response(status, headers, f"{status} {status.phrase}\n".encode())


def _own(site: ServedSite, path: str) -> Response:
    name = _OWN.get(path)
    if name is None:
        return plain(HTTPStatus.NOT_FOUND, site)
    body = (files("sitegen") / "serve" / name).read_bytes()
    headers = (*page_headers(site.headers, path), ("Content-Type", content_type(name)))
    return Response(HTTPStatus.OK, headers, body)


def _missing(site: ServedSite, path: str, headers: Headers) -> Response:
    """The site's own page for unknown addresses, or one that waits for the first good build."""
    headers = (*headers, ("Content-Type", _HTML))
    body = read(site, NOT_FOUND)
    t = translator(site.lang)
    if body is not None and site.ready:
        seen = missing_look(site, path, body)
        if text := awaited(site.waiting, local(site, path) or ()):
            title, *lines = _why_it_waits(text, site.lang)
            body = _page(site, title, lines, seen.sheets)
        return Response(HTTPStatus.NOT_FOUND, headers, inject(body, str(seen)))
    title = t.gettext(N_("The site is not built yet"))
    line = t.gettext(N_("It appears here by itself once the mistakes are mended."))
    page = _page(site, title, (line,))
    return Response(HTTPStatus.SERVICE_UNAVAILABLE, headers, inject(page, str(MISSING)))


def _why_it_waits(text: Waiting, lang: Lang) -> tuple[str, str, str]:
    """A title, which file it is, and how to see its page."""
    t = translator(lang)
    day = wording.day(text.date, lang).text if text.date else ""
    title, step = _WAITS[text.reason]
    line = t.gettext(N_("Its file is `{path}`.")).format(path=masked_path(text.path))
    return t.gettext(title).format(day=day), line, t.gettext(step)


def _marked(line: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(line))


def _page(site: ServedSite, title: str, lines: Iterable[str], sheets: Iterable[str] = ()) -> bytes:
    """A page of the server's own, in the look of the site if its style sheets are known."""
    links = "".join(f'<link rel="stylesheet" href="{html.escape(each)}">\n' for each in sheets)
    texts = "".join(f"<p>{_marked(line)}</p>\n" for line in lines)
    title = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{site.lang}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n{links}<body>\n<main class="wrap head prose">\n<h1>{title}</h1>\n'
        f"{texts}</main>\n</body>\n</html>\n"
    ).encode()
