"""The page of one item: its state, its pieces with what is to be mended, and what may be decided."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sitegen.city.register import read_register
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.desk.kept_previews import BASE, preview_folder, read_preview
from sitegen.desk.pages import asset, message_page, page
from sitegen.desk.published.shown import shown_change
from sitegen.desk.store import Item, ItemPiece, ItemState
from sitegen.desk.waiting import NOBODY, item_for, row_of
from sitegen.i18n import N_, Translator
from sitegen.model import Problem
from sitegen.pages.views import Link
from sitegen.problems import hint, is_error, message

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
# States that the desk leaves by itself.
_PASSING = frozenset({"diperiksa", "diterima"})


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


def item_routes(desk: Desk) -> list[Route]:
    """Return the addresses of each item."""

    async def one(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            return message_page(desk, request, 401, NOBODY)
        item = item_for(desk, request, visitor)
        return await run_in_threadpool(_shown, desk, request, visitor, item)

    async def state(request: Request) -> Response:
        visitor = await desk.gate.visitor_of(request)
        if visitor is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        item = item_for(desk, request, visitor)
        return JSONResponse({"keadaan": item.state}, headers={"Cache-Control": "no-store"})

    return [
        Route("/meja/kiriman/{number:int}/keadaan", state),
        Route("/meja/kiriman/{number:int}", one),
    ]


def _shown(desk: Desk, request: Request, visitor: Visitor, item: Item) -> Response:
    register = read_register(desk.options.root)
    return page(
        desk,
        "kiriman.html",
        visitor,
        row=row_of(desk, register, item),
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
