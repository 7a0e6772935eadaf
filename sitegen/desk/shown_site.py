"""The city's site as it was built last, with the button that sends in its form."""

from __future__ import annotations

import html
import re

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sitegen.desk.desk import Desk
from sitegen.desk.pages import asset, message_page
from sitegen.i18n import N_, Translator
from sitegen.policy import FOREVER
from sitegen.serve.headers import content_type
from sitegen.serve.site import NOT_FOUND, find, local, read
from sitegen.urls import FORM_URLS

_HTML = content_type(".x.html")
# The first of what the form's page loads of its own.
_LOADED = re.compile(rb"<(?:link|script)\b[^>]*\btulis[.-][^>]*>")
# What the button that sends says, by the name under which its script asks for it.
SAID = {
    "send": N_("Send"),
    "stop": N_("Stop sending"),
    "share": N_("Share the file"),
    "others": N_("Other ways: share or download the file"),
    "going": N_("Being sent: {n} percent"),
    "storing": N_("Being stored at the desk …"),
    "again": N_("The connection is bad. It is tried again by itself; leave this page open."),
    "offline": N_("No connection. It is sent as soon as there is one; leave this page open."),
    "stopped": N_("Not sent. Your draft stays on this device."),
    "failed": N_("It could not be sent. Your draft stays on this device; try again later."),
    "enter_first": N_("Sign in, then send. Your draft stays on this device."),
    "enter": N_("Sign in"),
    "not_yours": N_("You are here as {name} and do not write for this unit. Choose your own."),
}
_UNBUILT = (
    N_("The site is not built yet"),
    N_("Run `sitegen build` in the folder of the city; the desk shows it from then on."),
)


def site_routes(desk: Desk) -> list[Route]:
    """Return what answers all addresses that are not the desk's own."""

    def answer(request: Request) -> Response:
        return _answer(desk, request)

    return [Route("/{path:path}", answer)]


def _answer(desk: Desk, request: Request) -> Response:
    site, path = desk.site, request.scope["raw_path"].decode("latin-1").partition("?")[0]
    place = find(site, path)
    if place.redirect:
        query = request.url.query
        return RedirectResponse(place.redirect + (f"?{query}" if query else ""), 302)
    body = read(site, place.file) if place.file else None
    if body is None:
        missing = read(site, NOT_FOUND)
        if missing is None:
            return message_page(desk, request, 503, _UNBUILT)
        return Response(missing, 404, {"Content-Type": _HTML, "Cache-Control": "no-cache"})
    headers = {"Content-Type": content_type(place.file), "Cache-Control": "no-cache"}
    parts = local(site, path) or ()
    if parts[:1] == ("aset",):
        headers[FOREVER[0]] = FOREVER[1]
    if "/".join(("", *parts)) in FORM_URLS.values():
        body = with_sending(body, desk.t)
    return Response(body, 200, headers)


def with_sending(page: bytes, t: Translator) -> bytes:
    """Return the page of the form with what sends; the page as it is, if it is another one."""
    found = _LOADED.search(page)
    if not found:
        return page
    words = msgspec.json.encode({name: t.gettext(text) for name, text in SAID.items()}).decode()
    tags = (
        f'<link rel="stylesheet" href="{html.escape(asset("kirim.css"))}">'
        f'<script type="module" src="{html.escape(asset("kirim.js"))}"'
        f' data-kata="{html.escape(words)}"></script>\n'
    )
    return page[: found.start()] + tags.encode() + page[found.start() :]
