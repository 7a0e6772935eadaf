"""The queue: what waits, what was published and what was returned, for those whom it concerns."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sitegen.city.register import Register, read_register
from sitegen.city.unit_kinds import kind_of
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.desk.followed import followed
from sitegen.desk.pages import asset, message_page, moment_text, page
from sitegen.desk.store import Item, ItemPiece, ItemState
from sitegen.i18n import N_, Translator
from sitegen.model import Problem
from sitegen.problems import hint, is_error, message

PER_PAGE = 30
# What the queue is shown by: words in the address, what they are called, and the states they have.
LISTS: tuple[tuple[str, str, tuple[ItemState, ...]], ...] = (
    ("menunggu", N_("Waiting"), ("diperiksa", "menunggu", "diterima")),
    ("terbit", N_("Published"), ("terbit",)),
    ("dikembalikan", N_("Returned"), ("dikembalikan",)),
)
SAID: dict[ItemState, str] = {
    "diperiksa": N_("being checked"),
    "menunggu": N_("waiting for somebody to look at it"),
    "diterima": N_("accepted, being published"),
    "terbit": N_("published"),
    "dikembalikan": N_("returned"),
}
# States that the desk leaves by itself.
_PASSING = frozenset({"diperiksa", "diterima"})
_NOBODY = (N_("Sign in first"), N_("The desk shows each office what it has sent."))


class ListTab(Struct, frozen=True, kw_only=True):
    """A part of the queue: its address, name, how many items it has, and whether it is shown."""

    href: str
    label: str
    count: int
    here: bool


class ItemRow(Struct, frozen=True, kw_only=True):
    """An item in the queue."""

    href: str
    number: int
    title: str
    unit: str
    state: str
    said: str
    sent: str
    reason: str


class ShownProblem(Struct, frozen=True, kw_only=True):
    """A problem with a piece: whether it holds it back, its place, what it is, and the next step."""

    stops: bool
    place: str
    message: str
    hint: str


class ShownPiece(Struct, frozen=True, kw_only=True):
    """A piece of an item."""

    kind: str
    title: str
    path: str
    commit: str
    problems: tuple[ShownProblem, ...]


def waiting_routes(desk: Desk) -> list[Route]:
    """Return the addresses of the queue and of each item."""

    async def start(_: Request) -> Response:
        return RedirectResponse("/meja/", HTTPStatus.FOUND)

    async def queue(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            return message_page(desk, request, 401, _NOBODY)
        return await run_in_threadpool(_queue, desk, request, visitor)

    async def one(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            return message_page(desk, request, 401, _NOBODY)
        item = item_for(desk, request, visitor)
        return await run_in_threadpool(_item, desk, request, visitor, item)

    async def state(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        item = item_for(desk, request, visitor)
        return JSONResponse({"keadaan": item.state}, headers={"Cache-Control": "no-store"})

    return [
        Route("/meja/kiriman/{number:int}/keadaan", state),
        Route("/meja", start),
        Route("/meja/", queue),
        Route("/meja/kiriman/{number:int}", one),
    ]


def item_for(desk: Desk, request: Request, visitor: Visitor) -> Item:
    """Return the item that an address names; raises 404 for those that the visitor may not see."""
    item = desk.store.get(request.path_params["number"])
    if item is None or not visitor.may_see(item.unit):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return item


def _queue(desk: Desk, request: Request, visitor: Visitor) -> Response:
    t, register = desk.t, read_register(desk.options.root)
    asked = request.query_params
    chosen = next((each for each in LISTS if each[0] == asked.get("daftar")), LISTS[0])
    unit = asked.get("unit", "")
    units = visitor.seen
    if unit and visitor.may_see(unit):
        units = frozenset({unit})
    before = asked.get("sebelum", "")
    found = desk.store.find(
        chosen[2],
        units,
        before=int(before) if before.isdecimal() and len(before) < 10 else 0,
        most=PER_PAGE + 1,
    )
    counts = desk.store.counts(units)
    suffix = f"&unit={unit}" if units != visitor.seen else ""
    tabs = tuple(
        ListTab(
            href=f"/meja/?daftar={name}{suffix}",
            label=t.gettext(label),
            count=sum(count for (_, state), count in counts.items() if state in states),
            here=name == chosen[0],
        )
        for name, label, states in LISTS
    )
    last = found[:PER_PAGE][-1].number if len(found) > PER_PAGE else 0
    return page(
        desk,
        "antrean.html",
        visitor,
        tabs=tabs,
        rows=tuple(_row(desk, register, each) for each in found[:PER_PAGE]),
        more=f"/meja/?daftar={chosen[0]}{suffix}&sebelum={last}" if last else "",
        unit=unit_name(register, unit) if suffix else "",
        followed=followed(desk, visitor),
    )


def _row(desk: Desk, register: Register, item: Item) -> ItemRow:
    reason = item.trouble
    if item.state == "dikembalikan":
        notes = desk.store.notes(item.number)
        first = next((p for each in item.pieces for p in each.problems if is_error(p)), None)
        reason = notes[-1].text if notes else message(first, desk.t) if first else ""
    return ItemRow(
        href=f"/meja/kiriman/{item.number}",
        number=item.number,
        title=item.title or desk.t.gettext(N_("Package")),
        unit=unit_name(register, item.unit),
        state=item.state,
        said=desk.t.gettext(SAID[item.state]),
        sent=moment_text(item.sent, desk),
        reason=reason,
    )


def _item(desk: Desk, request: Request, visitor: Visitor, item: Item) -> Response:
    register = read_register(desk.options.root)
    return page(
        desk,
        "kiriman.html",
        visitor,
        row=_row(desk, register, item),
        pieces=tuple(_piece(each, item.unit, desk.t) for each in item.pieces),
        notes=desk.store.notes(item.number),
        trouble=item.trouble,
        reviews=visitor.may_review(item.unit),
        state=item.state,
        waits=asset("tunggu.js") if item.state in _PASSING else "",
        token=desk.gate.token(request),
    )


def _piece(piece: ItemPiece, unit: str, t: Translator) -> ShownPiece:
    below = f"content/{unit}/"

    def shown(problem: Problem) -> ShownProblem:
        where = problem.where
        place = where.path.removeprefix(below)
        if where.line:
            place += ", " + t.gettext(N_("line {line}")).format(line=where.line)
        elif where.row:
            place += ", " + t.gettext(N_("row {row}")).format(row=where.row)
        return ShownProblem(
            stops=is_error(problem), place=place, message=message(problem, t), hint=hint(problem, t)
        )

    return ShownPiece(
        kind=piece.kind,
        title=piece.title,
        path=piece.path.removeprefix(below),
        commit=piece.commit[:10],
        problems=tuple(map(shown, piece.problems)),
    )


def unit_name(register: Register, key: str) -> str:
    """Return what a unit is called, its key if the register has no such unit."""
    entry = register.get(key)
    if entry is None:
        return key
    kind = kind_of(register.kinds, entry.kind)
    return entry.full_name(kind.label if kind else "")
