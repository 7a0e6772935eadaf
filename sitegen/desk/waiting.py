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
from sitegen.desk.kept_previews import BASE, preview_folder, read_preview
from sitegen.desk.pages import asset, message_page, moment_text, page
from sitegen.desk.published.shown import shown_change
from sitegen.desk.store import Item, ItemPiece, ItemState
from sitegen.i18n import N_, Translator
from sitegen.model import Problem
from sitegen.pages.views import Link
from sitegen.problems import hint, is_error, message

PER_PAGE = 30
# What the queue is shown by: words in the address, what they are called, and the states they have.
LISTS: tuple[tuple[str, str, tuple[ItemState, ...]], ...] = (
    ("menunggu", N_("Waiting"), ("diperiksa", "menunggu", "diterima")),
    ("terbit", N_("Published"), ("terbit",)),
    ("dikembalikan", N_("Returned"), ("dikembalikan",)),
)
# What follows, said to whoever sent it and to whoever looks at it.
_NEXT: dict[ItemState, str] = {
    "diperiksa": N_(
        "It is at the desk for good. Its check takes a moment; this page shows it by itself."
    ),
    "menunggu": N_(
        "Nothing has to be mended. It is published as soon as somebody has accepted it."
    ),
    "diterima": N_("It is put into the city's repository; this page shows it by itself."),
    "terbit": N_("It appears on the site with its next build."),
    "dikembalikan": N_(
        "It was not published. What has to be mended stands below; then send it again."
    ),
}
_NOTHING = {
    "menunggu": N_("Nothing waits at the moment."),
    "terbit": N_("Nothing has been published from here yet."),
    "dikembalikan": N_("Nothing has been returned."),
}
# Kinds of content in packages, as people call them.
_KINDS = {
    "laporan": N_("Report"),
    "pengumuman": N_("Notice"),
    "halaman": N_("Page"),
    "pdf": N_("Documents"),
    "data": N_("Data"),
    "layanan": N_("Services"),
    "profil": N_("Profile"),
    "kiriman": N_("Package"),
}
SAID: dict[ItemState, str] = {
    "diperiksa": N_("being checked"),
    "menunggu": N_("waiting for somebody to look at it"),
    "diterima": N_("accepted, being published"),
    "terbit": N_("published"),
    "dikembalikan": N_("returned"),
}
# States that the desk leaves by itself.
_PASSING = frozenset({"diperiksa", "diterima"})
_ON_ITS_WAY = N_("published here, not yet sent on")
_NOBODY = (N_("Sign in first"), N_("The desk shows each office what it has sent."))


# What is told of pushing, where it did not go well.
_PUSHING = {
    "waiting": N_("not yet sent to {remote}: {detail}. It is tried again by itself"),
    "refused": N_("{remote} does not take it: {detail}"),
    "blocked": N_("this clone needs somebody who looks at it before anything is sent: {detail}"),
    "nowhere": N_("this branch follows none, and `dorong` in meja.yml names none"),
}


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
        nothing=t.gettext(_NOTHING[chosen[0]]),
        pushing=pushing_text(desk) if visitor.city or visitor.reviews else "",
        token=desk.gate.token(request),
        followed=followed(desk, visitor),
    )


def pushing_text(desk: Desk) -> str:
    """Return what keeps accepted content from the city's repository, "" for nothing."""
    found = desk.queue.pushed
    if found is None or found.state not in _PUSHING:
        return ""
    t = desk.t.gettext
    return t(_PUSHING[found.state]).format(
        remote=found.remote, detail=t(found.detail) if found.detail else "-"
    )


def _unsent(desk: Desk, item: Item) -> bool:
    """Whether the city's repository lacks a commit of an item."""
    pushed = desk.queue.pushed
    return pushed is not None and any(p.commit in pushed.unsent for p in item.pieces if p.commit)


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
        unit_href=f"/meja/?unit={item.unit}",
        state=item.state,
        said=desk.t.gettext(_ON_ITS_WAY if _unsent(desk, item) else SAID[item.state]),
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
        next=desk.t.gettext(_NEXT[item.state]),
        writes=visitor.may_write(item.unit),
        notes=desk.store.notes(item.number),
        trouble=item.trouble,
        reviews=visitor.may_review(item.unit),
        state=item.state,
        waits=asset("tunggu.js") if item.state in _PASSING else "",
        token=desk.gate.token(request),
        change=shown_change(desk, item),
        seen=_previewed(desk, item),
    )


def _previewed(desk: Desk, item: Item) -> tuple[Link, ...]:
    """The pages of the preview of an item that show what it brings."""
    made = read_preview(preview_folder(desk.folder, item.number))
    if made is None:
        return ()
    titles = {each.path: each.title for each in item.pieces}
    pages = {path: url for path, url in made.pages.items() if path in titles}
    found = pages or {"": f"/{item.unit}/"}
    home = desk.t.gettext(N_("Home page of the unit"))
    return tuple(
        Link(label=titles.get(path, home), href=f"{BASE}/{item.number}{url}")
        for path, url in found.items()
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
        kind=t.gettext(_KINDS.get(piece.kind, piece.kind)),
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
