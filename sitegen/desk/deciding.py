"""What is decided about an item: it is accepted, returned with a sentence, or tried again."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.desk.forms import read_form
from sitegen.desk.kept_previews import drop_preview
from sitegen.desk.pages import message_page
from sitegen.desk.queue import now_text
from sitegen.desk.store import Item, ItemState
from sitegen.desk.waiting import item_for
from sitegen.i18n import N_
from sitegen.legible import legible, without_unseen
from sitegen.privacy.text import masked

MAX_NOTE = 2_000
_ACTS = frozenset({"terima", "kembalikan", "ulang"})
_WAITING: tuple[ItemState, ...] = ("menunggu",)
STRANGE = (
    N_("This page was open for too long"),
    N_("Go back, load the page again, and repeat what you did. Nothing was changed."),
)
_EMPTY = (
    N_("Write what is to be done"),
    N_("Whoever sent it reads your sentence, and needs to know what to change."),
)


def deciding_routes(desk: Desk) -> list[Route]:
    """Return the addresses by which an item is decided."""

    async def decide(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        item = item_for(desk, request, visitor)
        if request.path_params["act"] not in _ACTS:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        form = await read_form(request)
        if not await desk.gate.genuine(request, form.get("token", "")):
            return message_page(desk, request, 403, STRANGE, visitor)
        if not visitor.may_review(item.unit):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        act = request.path_params["act"]
        text = one_line(form.get("pesan", ""))
        if act == "kembalikan" and not text:
            return message_page(desk, request, 422, _EMPTY, visitor)
        await run_in_threadpool(_decided, desk, (act, text), item, visitor)
        desk.gate.note(request, act, unit=item.unit, nomor=item.number)
        return RedirectResponse(f"/meja/kiriman/{item.number}", HTTPStatus.SEE_OTHER)

    async def push(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None or not (visitor.city or visitor.reviews):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        form = await read_form(request)
        if not await desk.gate.genuine(request, form.get("token", "")):
            return message_page(desk, request, 403, STRANGE, visitor)
        desk.queue.push_now()
        return RedirectResponse("/meja/", HTTPStatus.SEE_OTHER)

    return [
        Route("/meja/dorong", push, methods=["POST"]),
        Route("/meja/kiriman/{number:int}/{act}", decide, methods=["POST"]),
    ]


def _decided(desk: Desk, what: tuple[str, str], item: Item, visitor: Visitor) -> None:
    act, text = what
    now = now_text()
    if act == "terima":
        desk.store.change(
            item.number, now, only=_WAITING, state="diterima", accepted_by=visitor.name
        )
        desk.queue.wake()
    elif act == "kembalikan":
        if desk.store.change(item.number, now, only=_WAITING, state="dikembalikan"):
            drop_preview(desk.folder, item.number)
            desk.store.note(item.number, now, visitor.name, text)
    else:
        desk.queue.again(item.number)


def one_line(text: str) -> str:
    """Return what somebody typed, as it may be shown: legible, without numbers of people, not too long."""
    return " ".join(masked(without_unseen(legible(text))).split())[:MAX_NOTE]
