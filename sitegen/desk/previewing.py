"""Previews at the desk: asked for, waited for, and shown to those who may see the item, read alone."""

from __future__ import annotations

import html
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sitegen.desk.access.visitor import Visitor
from sitegen.desk.deciding import STRANGE
from sitegen.desk.desk import Desk
from sitegen.desk.forms import read_form
from sitegen.desk.kept_previews import BASE, preview_folder, read_preview
from sitegen.desk.pages import message_page, page
from sitegen.desk.store import Item
from sitegen.desk.waiting import item_for
from sitegen.i18n import N_
from sitegen.serve.headers import content_type
from sitegen.serve.site import ServedSite, find, read

_HTML = content_type(".x.html")
# Nothing but files of this desk is loaded, nothing is sent, nothing is framed, nothing stays.
POLICY = (
    "default-src 'none'; script-src 'self'; img-src 'self'; style-src 'self'; connect-src 'none'; "
    "worker-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
_LACKING = (
    N_("This is not in the preview"),
    N_("The preview has the pages of this unit alone. Go back, or look at it on the site."),
)
_BODY = b"<body"


def previewing_routes(desk: Desk) -> list[Route]:
    """Return the addresses of previews."""

    async def ask(request: Request) -> Response:
        visitor, item = await _seen(desk, request)
        form = await read_form(request)
        if not await desk.gate.genuine(request, form.get("token", "")):
            return message_page(desk, request, 403, STRANGE, visitor)
        desk.queue.preview(item.number)
        desk.gate.note(request, "pratinjau", unit=item.unit, nomor=item.number)
        return RedirectResponse(f"{BASE}/{item.number}/", HTTPStatus.SEE_OTHER)

    async def show(request: Request) -> Response:
        visitor, item = await _seen(desk, request)
        return await run_in_threadpool(_shown, desk, request, visitor, item)

    return [
        Route("/meja/kiriman/{number:int}/pratinjau", ask, methods=["POST"]),
        Route(f"{BASE}/{{number:int}}/{{path:path}}", show),
    ]


async def _seen(desk: Desk, request: Request) -> tuple[Visitor, Item]:
    visitor = await desk.gate.visitor_of(request)
    if visitor is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    return visitor, item_for(desk, request, visitor)


def _shown(desk: Desk, request: Request, visitor: Visitor, item: Item) -> Response:
    folder = preview_folder(desk.folder, item.number)
    path = request.path_params["path"]
    if not path:
        return _start(desk, visitor, item)
    site = ServedSite(folder=folder, prefix=f"{BASE}/{item.number}", lang=desk.site.lang)
    place = find(site, request.url.path)
    if place.redirect:
        return RedirectResponse(place.redirect, HTTPStatus.FOUND, _HEADERS)
    data = read(site, place.file) if place.file else None
    if data is None:
        return message_page(desk, request, 404, _LACKING, visitor)
    kind = content_type(place.file)
    if kind == _HTML:
        data = _marked(data, desk, item)
    return Response(data, headers={**_HEADERS, "Content-Type": kind})


def _start(desk: Desk, visitor: Visitor, item: Item) -> Response:
    """The page of what an item brings; while the preview is being made, a page that loads again."""
    waits, trouble = desk.queue.preview_state(item.number)
    made = read_preview(preview_folder(desk.folder, item.number))
    if made and not waits and not trouble:
        first = next(iter(made.pages.values()), f"/{item.unit}/")
        return RedirectResponse(f"{BASE}/{item.number}{first}", HTTPStatus.FOUND, _HEADERS)
    back = f"/meja/kiriman/{item.number}"
    return page(desk, "pratinjau.html", visitor, waits=waits, trouble=trouble, back=back)


def _marked(data: bytes, desk: Desk, item: Item) -> bytes:
    """A page of a preview with a line on top that says so."""
    start = data.find(_BODY)
    end = data.find(b">", start) + 1
    if start < 0 or not end:
        return data
    t = desk.t.gettext
    said = t(N_("Preview of no. {number}: not published.")).format(number=item.number)
    back = t(N_("Back to the desk"))
    line = (
        f'<p class="stand-in wrap" role="note"><strong>{html.escape(said)}</strong> '
        f'<a href="/meja/kiriman/{item.number}">{html.escape(back)}</a></p>'
    )
    return data[:end] + line.encode() + data[end:]
