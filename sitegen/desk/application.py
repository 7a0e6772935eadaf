"""The desk as a web application: what each address answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from http import HTTPStatus
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sitegen.desk.deciding import deciding_routes
from sitegen.desk.desk import Desk
from sitegen.desk.item_page import item_routes
from sitegen.desk.pages import message_page, page
from sitegen.desk.previewing import previewing_routes
from sitegen.desk.published.pages import published_routes
from sitegen.desk.sending import Sending
from sitegen.desk.shown_site import site_routes
from sitegen.desk.waiting import waiting_routes
from sitegen.i18n import N_
from sitegen.serve.headers import content_type

_ASSETS = frozenset({"meja.css", "kirim.js", "kirim.css", "tunggu.js", "ubah.js"})
_MISSING = (N_("There is nothing at this address"), N_("Go back to the queue, or to the site."))
_FAULT = (N_("That did not work"), N_("The desk has noted it. Try again in a moment."))
_OTHER = (N_("That is not possible here"), N_("Go back, and try it another way."))


def make_application(desk: Desk) -> Starlette:
    """Return the application; its queue runs as long as it does."""
    sending = Sending(desk)

    async def missing(request: Request, _: Exception) -> Response:
        return message_page(desk, request, 404, _MISSING)

    async def other(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        return message_page(desk, request, status, _OTHER)

    async def fault(request: Request, _: Exception) -> Response:
        return message_page(desk, request, 500, _FAULT)

    async def mine(request: Request) -> Response:
        return await _mine(desk, request)

    def health(_: Request) -> Response:
        return _health(desk)

    return Starlette(
        routes=[
            Route("/sehat", health),
            Route("/meja/aset/{name}", _asset),
            Route("/meja/saya", mine),
            Route("/meja/kirim", sending.send, methods=["POST"]),
            *waiting_routes(desk),
            *item_routes(desk),
            *previewing_routes(desk),
            *published_routes(desk),
            *deciding_routes(desk),
            *desk.gate.routes(partial(page, desk)),
            *site_routes(desk),
        ],
        middleware=desk.gate.middleware(),
        exception_handlers={404: missing, HTTPException: other, Exception: fault},
        lifespan=_lifespan(desk),
    )


def _lifespan(desk: Desk) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def opened(_: Starlette) -> AsyncIterator[None]:
        desk.queue.start()
        if desk.after:
            desk.after.start()
        try:
            yield
        finally:
            desk.queue.stop()
            if desk.after:
                desk.after.stop()

    return opened


async def _mine(desk: Desk, request: Request) -> Response:
    """Who asks, what they may write for, and what their sending must carry: for the form."""
    visitor = await desk.gate.visitor_of(request)
    headers = {"Cache-Control": "no-store"}
    if visitor is None:
        return JSONResponse({"masuk": desk.gate.entrance(request)}, 401, headers)
    found = {
        "nama": visitor.name,
        "unit": sorted(visitor.writes),
        "kota": visitor.city,
        "token": desk.gate.token(request),
    }
    return JSONResponse(found, headers=headers)


def _health(desk: Desk) -> Response:
    """Whether the desk does its work (503 if its queue stands still); says nothing about anybody."""
    counts = desk.store.counts()
    states: dict[str, int] = {}
    for (_, state), count in counts.items():
        states[state] = states.get(state, 0) + count
    works = desk.queue.works
    found = {"keadaan": "sehat" if works else "macet", "kiriman": states}
    return JSONResponse(found, 200 if works else 503, {"Cache-Control": "no-store"})


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    data = (files("sitegen") / "desk" / "assets" / name).read_bytes()
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(data, headers={**kept, "Content-Type": content_type(name)})
