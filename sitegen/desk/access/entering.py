"""The pages of signing in and out: ways in, the link of an office, the return from the provider."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sitegen.desk.access.database import new_secret
from sitegen.desk.access.door import Door, Guest
from sitegen.desk.access.gate import Show
from sitegen.desk.access.links import OfficeLink, link_of, use_link
from sitegen.desk.access.oidc import OidcSignIn
from sitegen.desk.access.provider import ProviderAway, SignInFailed
from sitegen.desk.access.rights import office_name
from sitegen.desk.access.sessions import (
    COOKIE,
    begin,
    end,
    end_of_link,
    leave_newest,
    open_of_link,
)
from sitegen.desk.forms import read_form
from sitegen.i18n import N_

START = "/meja/masuk/"
PROVIDER, BACK = f"{START}oidc", f"{START}oidc/kembali"
LINK, OPEN, DEVICES, LEAVE = f"{START}k/", f"{START}buka", f"{START}perangkat", "/meja/keluar"
# The secret of a browser that is on its way to the provider and back.
BROWSER = "__Host-meja-awal"
_BROWSER_S = 900
_MAX_FORM = 4_096
_MAX_FIELDS = 20
# A page of ours, to which people come back: nothing that a browser could take for another host.
_LOCAL = re.compile(r"/(?:meja|tulis)/[A-Za-z0-9._~/-]{0,300}")
_AFTER = "/meja/"
_TEXTS = {
    "stale": N_("This took too long, or was begun on another device. Sign in once more."),
    "failed": N_(
        "The city's sign-in did not say who you are. Sign in once more; if this stays, tell Kominfo."
    ),
    "away": N_("The city's sign-in cannot be reached at the moment. Try again in a few minutes."),
    "unlisted": N_(
        "You have signed in, but the city's list of owners has neither your account nor your address. Ask "
        "Kominfo to add it to `data/pemilik.yml`."
    ),
    "often": N_("Too many attempts from this network. Wait {minutes} minutes, then try again."),
    "foreign": N_("This page was open for too long. Nothing was changed; try once more."),
}
_STATUS = {"stale": 400, "failed": 403, "away": 502, "unlisted": 403, "often": 429, "foreign": 403}


def entering_routes(door: Door, provider: OidcSignIn | None, show: Show) -> list[Route]:
    """Return the addresses by which people come in and leave; those of ways that are not wanted are left out."""
    entrance = Entrance(door, provider, show)
    found = [
        Route(START, entrance.ways),
        Route(LEAVE, entrance.leaving),
        Route(LEAVE, entrance.leave, methods=["POST"]),
    ]
    if provider:
        found += [Route(PROVIDER, entrance.to_provider), Route(BACK, entrance.from_provider)]
    if door.settings.links:
        found += [
            Route(f"{LINK}{{key}}", entrance.link),
            Route(OPEN, entrance.open, methods=["POST"]),
            Route(DEVICES, entrance.leave_devices, methods=["POST"]),
        ]
    return found


class Entrance:
    """The answers of these addresses."""

    def __init__(self, door: Door, provider: OidcSignIn | None, show: Show) -> None:
        self._door = door
        self._provider = provider
        self._show = show

    async def ways(self, request: Request) -> Response:
        """The ways in, or who is here."""
        return self._ways(request, after=_local(request.query_params.get("lanjut", "")))

    async def link(self, request: Request) -> Response:
        """Whose link this is, and a button: looking at an address, as messengers do, signs nobody in."""
        door, secret = self._door, request.path_params["key"]
        guest = door.guest(request.scope)
        found = link_of(door.book, secret, door.clock())
        if found is None or not self._lives(found):
            return self._dead(request, guest)
        name = office_name(door.rights.now(), found.unit)
        return self._show(
            "masuk-tautan.html",
            guest.visitor,
            office=name,
            key=secret,
            action=OPEN,
            once=found.once,
        )

    async def open(self, request: Request) -> Response:
        """Sign a device in as the office whose link it has."""
        door = self._door
        guest, form = door.guest(request.scope), await read_form(request, _MAX_FORM)
        links = door.settings.links
        found = link_of(door.book, form.get("kunci", ""), door.clock())
        if found is None or not self._lives(found) or links is None:
            return self._dead(request, guest)
        used = use_link(door.book, form["kunci"], door.clock())
        if used is None:
            return self._dead(request, guest)
        self._end(guest)
        token = begin(door.book, (used.unit,), "tautan", door.clock(), link=used.hash)
        leave_newest(door.book, used.hash, 1 if used.once else links.devices)
        door.note(request, "masuk", door.of_unit(used.unit), cara="tautan", unit=used.unit)
        lasting = used.ends - door.clock() if used.once else door.settings.lasting.whole
        return _with_session(_seen_other("/tulis/"), token, lasting)

    async def leave_devices(self, request: Request) -> Response:
        """Sign all devices of this office's link out, this one too."""
        door, guest = self._door, self._door.guest(request.scope)
        if not await self._genuine(request):
            return self._ways(request, "foreign")
        if guest.session and guest.session.link:
            end_of_link(door.book, guest.session.link)
            door.note(request, "keluar-semua", unit=guest.session.who[0])
        return _without_session(_seen_other(START))

    async def to_provider(self, request: Request) -> Response:
        """Send a browser to the provider."""
        door = self._door
        if self._provider is None:
            return self._ways(request)
        if door.starts(door.guest(request.scope)):
            return self._ways(request, "often")
        browser, after = new_secret(), _local(request.query_params.get("lanjut", ""))
        try:
            url = await self._provider.start(door.book, browser, after)
        except ProviderAway as error:
            door.refused(door.guest(request.scope).address, f"oidc {error}")
            return self._ways(request, "away", after=after)
        answer = RedirectResponse(url, HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            BROWSER, browser, _BROWSER_S, path="/", secure=True, httponly=True, samesite="lax"
        )
        return answer

    async def from_provider(self, request: Request) -> Response:
        """Sign in who comes back from the provider."""
        door, guest = self._door, self._door.guest(request.scope)
        if self._provider is None:
            return self._ways(request)
        try:
            given = dict(parse_qsl(request.url.query, max_num_fields=_MAX_FIELDS))
        except ValueError:
            given = {}
        try:
            who, after = await self._provider.finish(
                door.book, request.cookies.get(BROWSER, ""), given
            )
        except SignInFailed as error:
            return _without_browser(self._failed(request, guest, error))
        visitor = door.of_identities(who)
        if visitor is None:
            door.refused(guest.address, "oidc unlisted")
            return _without_browser(self._ways(request, "unlisted"))
        self._end(guest)
        token = begin(door.book, tuple(sorted(who)), "oidc", door.clock())
        door.note(request, "masuk", visitor, cara="oidc")
        answer = _with_session(_seen_other(after), token, door.settings.lasting.whole)
        return _without_browser(answer)

    async def leaving(self, request: Request) -> Response:
        """A button to sign out, since an address alone changes nothing; of a proxy, the link to its own."""
        guest = self._door.guest(request.scope)
        if guest.visitor is None:
            return _seen_other(START)
        return self._show(
            "keluar.html",
            guest.visitor,
            token=self._door.token(request) if guest.session else "",
            action=LEAVE,
            away=self._door.settings.proxy.leave,
        )

    async def leave(self, request: Request) -> Response:
        """Sign this device out."""
        door, guest = self._door, self._door.guest(request.scope)
        if guest.bound and not await self._genuine(request):
            return self._ways(request, "foreign")
        if guest.session is None:
            return _seen_other(LEAVE if guest.visitor else START)
        door.note(request, "keluar")
        self._end(guest)
        return _without_session(_seen_other(START))

    def _ways(self, request: Request, reason: str = "", after: str = _AFTER) -> Response:
        door, guest = self._door, self._door.guest(request.scope)
        unlisted = bool(guest.named) and guest.visitor is None
        reason = reason or ("unlisted" if unlisted else "")
        own = guest.session.link if guest.session and guest.visitor else ""
        return self._show(
            "masuk.html",
            guest.visitor,
            status=_STATUS.get(reason, 200),
            reason=self._text(reason, guest),
            provider=f"{PROVIDER}?lanjut={after}" if self._provider else "",
            links=door.settings.links is not None,
            proxy=bool(door.settings.proxy.user),
            devices=open_of_link(door.book, own) if own else 0,
            leave_devices=DEVICES,
            leave=LEAVE,
            own=guest.session is not None,
            token=door.token(request),
        )

    def _text(self, reason: str, guest: Guest) -> str:
        if not reason:
            return ""
        wait = self._door.failures_wait(guest) if reason == "often" else 0.0
        text = self._door.t.gettext(_TEXTS[reason])
        return text.format(minutes=str(int(wait // 60) + 1)) if reason == "often" else text

    def _dead(self, request: Request, guest: Guest) -> Response:
        """A link that opens nothing. Who tries many gets no answer to the question whether they exist."""
        if self._door.failed(guest):
            self._door.refused(guest.address, "often")
            return self._ways(request, "often")
        self._door.refused(guest.address, "link")
        return self._show("masuk-tautan.html", guest.visitor, status=404, office="", key="")

    def _failed(self, request: Request, guest: Guest, error: SignInFailed) -> Response:
        self._door.refused(guest.address, f"oidc {error}")
        if isinstance(error, ProviderAway):
            return self._ways(request, "away")
        if self._door.failed(guest):
            return self._ways(request, "often")
        return self._ways(request, "stale" if str(error) in {"state", "late"} else "failed")

    def _lives(self, link: OfficeLink) -> bool:
        return self._door.of_unit(link.unit) is not None

    async def _genuine(self, request: Request) -> bool:
        form = await read_form(request, _MAX_FORM)
        return await self._door.genuine(request, form.get("token", ""))

    def _end(self, guest: Guest) -> None:
        if guest.session:
            end(self._door.book, guest.session.hash)


def _local(path: str) -> str:
    """A page of ours, or the queue for whatever else an address asks to go on to."""
    plain = _LOCAL.fullmatch(path) and ".." not in path and "//" not in path
    return path if plain and not path.startswith((START, LEAVE)) else _AFTER


def _seen_other(where: str) -> Response:
    return RedirectResponse(where, HTTPStatus.SEE_OTHER)


def _with_session(answer: Response, token: str, lasting: float) -> Response:
    answer.set_cookie(
        COOKIE, token, int(lasting), path="/", secure=True, httponly=True, samesite="lax"
    )
    return answer


def _without_session(answer: Response) -> Response:
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def _without_browser(answer: Response) -> Response:
    answer.delete_cookie(BROWSER, path="/", secure=True, httponly=True, samesite="lax")
    return answer
