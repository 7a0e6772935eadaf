"""Pages about what is published: the units, the list of one, and the forms to edit and to withdraw."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sitegen.city.git.commit import Tip, read_tip
from sitegen.city.git.run import run_git
from sitegen.city.register import read_register
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.desk.pages import asset, page
from sitegen.desk.published.listing import (
    KINDS,
    PER_PAGE,
    PublishedItem,
    item_at,
    read_published,
    searched,
)
from sitegen.desk.published.sending import (
    LARGE_FORMS,
    EditForm,
    edit_form,
    send_edit,
    send_withdrawal,
)
from sitegen.desk.turns import Turns
from sitegen.desk.waiting import unit_name
from sitegen.model.roles import CONTENT, role
from sitegen.pages import wording
from sitegen.serve.headers import content_type
from sitegen.submission.city_rules import city_rules

BASE = "/meja/terbitan/"
# The addresses of the forms that edit, as a pattern: these may bring photos.
EDITING = f"{BASE}[^/]+/[^/]+/ubah/.+"
_MAX_PHOTO = 25 * 1024 * 1024
_SHOWN = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".webp"})


class UnitChoice(Struct, frozen=True, kw_only=True):
    """A unit that somebody writes for, or reviews."""

    href: str
    label: str


class PublishedRow(Struct, frozen=True, kw_only=True):
    """Something that a unit has published, with the addresses where it is edited, withdrawn and seen."""

    title: str
    kind: str
    day: str
    draft: bool
    url: str
    edit: str
    withdraw: str


def published_routes(desk: Desk) -> list[Route]:
    """Return the addresses of what is published."""
    turns = Turns(LARGE_FORMS)

    async def units(request: Request) -> Response:
        visitor = await _somebody(desk, request)
        return await run_in_threadpool(_units, desk, request, visitor)

    async def one(request: Request) -> Response:
        visitor, unit = await _of_unit(desk, request)
        return await run_in_threadpool(_list, desk, request, visitor, unit)

    async def edit(request: Request) -> Response:
        visitor, unit = await _of_unit(desk, request)
        if request.method == "POST":
            return await send_edit(desk, request, visitor, unit, turns)
        return await run_in_threadpool(_edit, desk, request, visitor, unit)

    async def withdraw(request: Request) -> Response:
        visitor, unit = await _of_unit(desk, request)
        if request.method == "POST":
            return await send_withdrawal(desk, request, visitor, unit)
        return await run_in_threadpool(_withdraw, desk, request, visitor, unit)

    async def photo(request: Request) -> Response:
        _, unit = await _of_unit(desk, request)
        return await run_in_threadpool(_photo, desk, unit, request.path_params["path"])

    unit = f"{BASE}{{kind}}/{{id}}/"
    both = ["GET", "POST"]
    return [
        Route(BASE, units),
        Route(unit, one),
        Route(f"{unit}ubah/{{path:path}}", edit, methods=both),
        Route(f"{unit}cabut/{{path:path}}", withdraw, methods=both),
        Route(f"{unit}foto/{{path:path}}", photo),
    ]


async def _somebody(desk: Desk, request: Request) -> Visitor:
    visitor = await desk.gate.visitor_of(request)
    if visitor is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    return visitor


async def _of_unit(desk: Desk, request: Request) -> tuple[Visitor, str]:
    """Who asks, and the unit that an address names; raises 404 for one that is not theirs."""
    visitor = await _somebody(desk, request)
    unit = f"{request.path_params['kind']}/{request.path_params['id']}"
    known = await run_in_threadpool(read_register, desk.options.root)
    if known.get(unit) is None or not visitor.may_see(unit):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return visitor, unit


def _units(desk: Desk, request: Request, visitor: Visitor) -> Response:
    register = read_register(desk.options.root)
    words = request.query_params.get("cari", "")[:100]
    found = [
        UnitChoice(href=f"{BASE}{entry.key}/", label=unit_name(register, entry.key))
        for entry in register.entries
        if entry.active and visitor.may_see(entry.key)
    ]
    if len(found) == 1:
        return RedirectResponse(found[0].href, HTTPStatus.FOUND)
    wanted = words.casefold().split()
    shown = [each for each in found if all(word in each.label.casefold() for word in wanted)]
    return page(
        desk,
        "terbitan.html",
        visitor,
        unit="",
        units=tuple(shown[: 4 * PER_PAGE]),
        rows=(),
        words=words,
        before="",
        after="",
        here=BASE,
    )


def _list(desk: Desk, request: Request, visitor: Visitor, unit: str) -> Response:
    _, items = published(desk, unit)
    asked = request.query_params
    words, number = asked.get("cari", "")[:100], asked.get("hal", "1")
    at = int(number) if number.isdecimal() and 0 < len(number) < 6 else 1
    found = searched(items, words)
    start = max(0, at - 1) * PER_PAGE
    here = f"{BASE}{unit}/"

    def link(to: int) -> str:
        return f"{here}?{urlencode({'cari': words, 'hal': to})}"

    return page(
        desk,
        "terbitan.html",
        visitor,
        unit=unit_name(read_register(desk.options.root), unit),
        units=(),
        rows=tuple(_row(desk, here, each) for each in found[start : start + PER_PAGE]),
        words=words,
        before=link(at - 1) if start else "",
        after=link(at + 1) if len(found) > start + PER_PAGE else "",
        here=here,
    )


def _row(desk: Desk, here: str, item: PublishedItem) -> PublishedRow:
    below = item.below
    edited = below if item.kind != "data" else f"{below.rpartition('.')[0]}.yml"
    if item.described:
        edited = item.described.split("/", 3)[3]
    profile = item.kind == "profil"
    return PublishedRow(
        title=desk.t.gettext(KINDS["profil"]) if profile else item.title,
        kind="" if profile else desk.t.gettext(KINDS[item.kind]),
        day=wording.day(item.day, desk.site.lang).text if item.day else "",
        draft=item.draft,
        url=f"{desk.site.prefix}{item.url}" if item.url else "",
        edit=f"{here}ubah/{quote(edited)}",
        withdraw="" if profile else f"{here}cabut/{quote(below)}",
    )


def published(desk: Desk, unit: str) -> tuple[Tip, tuple[PublishedItem, ...]]:
    """Return the tip of the branch, and what a unit has there."""
    root = desk.options.root
    tip = read_tip(root)
    return tip, read_published(root, tip, unit, city_rules(root))


def _edit(desk: Desk, request: Request, visitor: Visitor, unit: str) -> Response:
    form: EditForm = edit_form(desk, unit, request.path_params["path"])
    return page(
        desk,
        "ubah.html",
        visitor,
        form=form,
        unit=unit_name(read_register(desk.options.root), unit),
        back=f"{BASE}{unit}/",
        photos=f"{BASE}{unit}/foto/",
        script=asset("ubah.js"),
        token=desk.gate.token(request),
    )


def _withdraw(desk: Desk, request: Request, visitor: Visitor, unit: str) -> Response:
    tip, items = published(desk, unit)
    item = item_at(items, request.path_params["path"])
    if item is None or item.kind == "profil":
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return page(
        desk,
        "cabut.html",
        visitor,
        row=_row(desk, f"{BASE}{unit}/", item),
        name=item.name,
        tip=tip.commit,
        unit=unit_name(read_register(desk.options.root), unit),
        back=f"{BASE}{unit}/",
        token=desk.gate.token(request),
    )


def _photo(desk: Desk, unit: str, below: str) -> Response:
    """A committed photo of a unit, for its form; nothing else is given out."""
    path = f"{CONTENT}/{unit}/{below}"
    odd = any(part in {"", ".", ".."} for part in below.split("/")) or "\\" in below
    if odd or role(path) != "image" or f".{below.rpartition('.')[2].lower()}" not in _SHOWN:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    root = desk.options.root
    tip = read_tip(root)
    answer = run_git(root, ("cat-file", "blob", f"{tip.commit}:{tip.folder}{path}"))
    if answer.code or len(answer.out) > _MAX_PHOTO:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {
        "Content-Type": content_type(below),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=300",
    }
    return Response(answer.out, headers=headers)
