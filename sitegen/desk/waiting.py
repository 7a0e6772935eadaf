"""The queue: what waits, what was published and what was returned, for those whom it concerns."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sitegen.city.register import Register, read_register
from sitegen.city.unit_kinds import kind_of
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.desk.followed import followed
from sitegen.desk.pages import message_page, moment_text, page
from sitegen.desk.store import Item, ItemState
from sitegen.i18n import N_
from sitegen.problems import is_error, message

PER_PAGE = 30
# What the queue is shown by: words in the address, what they are called, and the states they have.
LISTS: tuple[tuple[str, str, tuple[ItemState, ...]], ...] = (
    ("menunggu", N_("Waiting"), ("diperiksa", "menunggu", "diterima")),
    ("terbit", N_("Published"), ("terbit",)),
    ("dikembalikan", N_("Returned"), ("dikembalikan",)),
)
_NOTHING = {
    "menunggu": N_("Nothing waits at the moment."),
    "terbit": N_("Nothing has been published from here yet."),
    "dikembalikan": N_("Nothing has been returned."),
}
SAID: dict[ItemState, str] = {
    "diperiksa": N_("being checked"),
    "menunggu": N_("waiting for somebody to look at it"),
    "diterima": N_("accepted, being published"),
    "terbit": N_("published"),
    "dikembalikan": N_("returned"),
}
_ON_ITS_WAY = N_("published here, not yet sent on")
NOBODY = (N_("Sign in first"), N_("The desk shows each office what it has sent."))


# What is told of pushing, where it did not go well.
_PUSHING = {
    "waiting": N_("Not yet sent to {remote}. It is tried again by itself."),
    "refused": N_("{remote} does not take it. Ask whoever keeps that repository."),
    "blocked": N_("The desk's clone needs somebody who looks at it before anything is sent."),
    "nowhere": N_("The branch follows none, and `dorong` in meja.yml names none."),
}
# So many units are named above the queue.
_UNITS_SHOWN = 24


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
    unit_href: str
    state: str
    said: str
    sent: str
    reason: str


def waiting_routes(desk: Desk) -> list[Route]:
    """Return the addresses of the queue."""

    async def start(_: Request) -> Response:
        return RedirectResponse("/meja/", HTTPStatus.FOUND)

    async def queue(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            return message_page(desk, request, 401, NOBODY)
        return await run_in_threadpool(_queue, desk, request, visitor)

    return [
        Route("/meja", start),
        Route("/meja/", queue),
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
    if register.get(unit) and visitor.may_see(unit):
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
        rows=tuple(row_of(desk, register, each) for each in found[:PER_PAGE]),
        more=f"/meja/?daftar={chosen[0]}{suffix}&sebelum={last}" if last else "",
        unit=unit_name(register, unit) if suffix else "",
        nothing=t.gettext(_NOTHING[chosen[0]]),
        pushing=pushing_told(desk) if visitor.city or visitor.reviews else ("", ""),
        units=() if suffix else _units(register, chosen, counts),
        token=desk.gate.token(request),
        followed=followed(desk, visitor),
    )


def pushing_told(desk: Desk) -> tuple[str, str]:
    """Return what keeps accepted content from the city's repository, and what git said; "" for nothing."""
    found = desk.queue.pushed
    if found is None or found.state not in _PUSHING:
        return "", ""
    t = desk.t.gettext
    text = t(_PUSHING[found.state]).format(remote=found.remote)
    return text, t(found.detail) if found.detail else ""


def _unsent(desk: Desk, item: Item) -> bool:
    """Whether the city's repository lacks a commit of an item."""
    pushed = desk.queue.pushed
    return pushed is not None and any(p.commit in pushed.unsent for p in item.pieces if p.commit)


def _units(
    register: Register,
    chosen: tuple[str, str, tuple[ItemState, ...]],
    counts: dict[tuple[str, str], int],
) -> tuple[ListTab, ...]:
    """The units that have most in the part of the queue that is shown, if there are several."""
    found: dict[str, int] = {}
    for (unit, state), count in counts.items():
        if state in chosen[2]:
            found[unit] = found.get(unit, 0) + count
    most = sorted(found, key=lambda unit: (-found[unit], unit))[:_UNITS_SHOWN]
    return tuple(
        ListTab(
            href=f"/meja/?daftar={chosen[0]}&unit={unit}",
            label=unit_name(register, unit),
            count=found[unit],
            here=False,
        )
        for unit in most
        if len(found) > 1
    )


def row_of(desk: Desk, register: Register, item: Item) -> ItemRow:
    """Return an item as a row of the queue."""
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
        unit_href=f"/meja/?unit={item.unit}",
        state=item.state,
        said=desk.t.gettext(_ON_ITS_WAY if _unsent(desk, item) else SAID[item.state]),
        sent=moment_text(item.sent, desk),
        reason=reason,
    )


def unit_name(register: Register, key: str) -> str:
    """Return what a unit is called, its key if the register has no such unit."""
    entry = register.get(key)
    if entry is None:
        return key
    kind = kind_of(register.kinds, entry.kind)
    return entry.full_name(kind.label if kind else "")
