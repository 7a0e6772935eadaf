"""Answers to requests, as values: what a host would send, and what the reload script needs."""

from __future__ import annotations

import html
import ipaddress
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.i18n import N_, translator
from sitegen.serve.events import MISSING, missing_look
from sitegen.serve.headers import Headers, content_type, page_headers
from sitegen.serve.page import BASE, SCRIPT, STYLE, inject, look
from sitegen.serve.site import NOT_FOUND, ServedSite, find, local, read, read_beside

_OWN = {SCRIPT: "reload.js", STYLE: "overlay.css"}
_HTML = content_type(".html.html")


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

    On loopback only this machine's names are allowed: another name that resolves here belongs to a
    page elsewhere that wants to read the drafts (DNS rebinding).
    """
    if not host or not is_loopback(bound):
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name == bound or name.endswith(".localhost") or is_loopback(name)


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
    if body is not None and site.ready:
        seen = missing_look(site, path, body)
        return Response(HTTPStatus.NOT_FOUND, headers, inject(body, str(seen)))
    t = translator(site.lang)
    title = html.escape(t.gettext(N_("The site is not built yet")))
    text = html.escape(t.gettext(N_("It appears here by itself once the mistakes are mended.")))
    page = (
        f'<!DOCTYPE html>\n<html lang="{site.lang}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    )
    return Response(HTTPStatus.SERVICE_UNAVAILABLE, headers, inject(page.encode(), str(MISSING)))
