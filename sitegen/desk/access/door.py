"""Who a request is from, by the proxy or a session, how often that one asks, and what is noted of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import time
from urllib.parse import quote

from msgspec import Struct
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sitegen.desk.access import csrf
from sitegen.desk.access.audit import AuditLog, mark_of, to_file, to_stderr
from sitegen.desk.access.database import NAME, AccessDatabase, read_secret
from sitegen.desk.access.incoming import BodyLimits
from sitegen.desk.access.limits import RateAllowance, Rates, network_of
from sitegen.desk.access.proxy import ForgedHeader, address_of, named_by
from sitegen.desk.access.rights import KnownRights, visitor_of, visitor_of_unit
from sitegen.desk.access.sessions import COOKIE, DeskSession, clear, session_of
from sitegen.desk.access.settings import AccessSettings
from sitegen.desk.access.shield import HEALTH, SAFE, Shield, ShieldRules, refusal
from sitegen.desk.access.visitor import Visitor
from sitegen.errors import ConfigError
from sitegen.i18n import N_, Translator

KEY_FILE = "rahasia"
# Many offices may come from one address, that of the city's network; one device needs far less.
BY_ADDRESS = RateAllowance(count=3_000, seconds=60)
BY_VISITOR = RateAllowance(count=600, seconds=60)
ACTS = RateAllowance(count=120, seconds=600)
# Links that nobody has, and sign-ins that fail.
FAILURES = RateAllowance(count=30, seconds=600)
# Ways to the provider, each of which is remembered until it is over.
STARTS = RateAllowance(count=600, seconds=600)
# So that a flood of refusals does not fill the disk.
REFUSALS = RateAllowance(count=60, seconds=600)
_CLEAR_EVERY_S = 3600.0
_TEXTS = {
    "often": N_("Too many requests at once. Wait {seconds} seconds, then try again."),
    "forged": N_(
        "The desk is told who you are in a way that it does not believe. Open {origin}. If this stays, "
        "tell Kominfo: `proksi` in `meja.yml` does not fit the proxy."
    ),
    "register": N_(
        "The city's register cannot be read at the moment, so nobody can be let in. Tell Kominfo."
    ),
}


class Guest(Struct, frozen=True, kw_only=True):
    """What is known of who asks: their network and address, and what a form of theirs is bound to.

    `named` are identities that were told, also of somebody for whom the list of owners has nothing.
    """

    address: str
    visitor: Visitor | None = None
    session: DeskSession | None = None
    named: frozenset[str] = frozenset()
    bound: str = ""


class Door:
    """What the gate keeps open: its file, its secret, the rights of the city, and what is left of rates."""

    def __init__(
        self,
        root: Path,
        folder: Path,
        settings: AccessSettings,
        t: Translator,
        *,
        clock: Callable[[], float] = time,
        write: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self.t = t
        self.clock = clock
        self.book = AccessDatabase(folder / NAME)
        self.rights = KnownRights(root, settings.review)
        self.rates = Rates()
        self._secret = read_secret(folder / KEY_FILE)
        self._cleared = float("-inf")
        log = to_file(folder / settings.log) if settings.log else to_stderr
        self._audit = AuditLog(write or log, lambda: datetime.fromtimestamp(self.clock(), UTC))

    def middleware(self) -> Sequence[Middleware]:
        """Return what every request passes: the shield, then the doorkeeper."""
        rules = ShieldRules(
            origin=self.settings.origin,
            host=self.settings.host,
            bodies=BodyLimits(
                files=self.settings.files,
                forms=self.settings.forms,
                silence=self.settings.silence,
            ),
        )
        return (
            Middleware(Shield, rules, self.t, self._refused),
            Middleware(_Doorkeeper, self),
        )

    def entrance(self, request: Request) -> str:
        """Return the address where whoever asks may sign in, and come back from to this page."""
        wanted = request.url.path
        if request.method not in SAFE or not wanted.startswith(("/meja/", "/tulis/")):
            return "/meja/masuk/"
        return f"/meja/masuk/?lanjut={quote(wanted)}"

    def token(self, request: Request) -> str:
        """Return what the forms of a page carry, "" where nobody has signed in."""
        bound = self.guest(request.scope).bound
        return csrf.token_of(self._secret, bound) if bound else ""

    async def genuine(self, request: Request, token: str) -> bool:
        """Return whether an act comes from a page of this desk that this visitor had."""
        bound = self.guest(request.scope).bound
        return (
            bool(bound)
            and csrf.is_token(self._secret, bound, token)
            and csrf.from_here(request.headers, self.settings.origin)
        )

    def note(
        self, request: Request, act: str, by: Visitor | None = None, /, **values: str | int
    ) -> None:
        """Write a line for what was done: words of ours, keys of units and numbers of items only.

        `by` is who did it, if that is not yet known of the request.
        """
        guest = self.guest(request.scope)
        visitor = by or guest.visitor
        mark = visitor.mark if visitor else ""
        self._audit.note(act, mark=mark, address=guest.address, **values)

    def guest(self, scope: Scope) -> Guest:
        """Return what the doorkeeper found of who asks."""
        found = scope.get("sitegen.guest")
        return found if isinstance(found, Guest) else Guest(address="")

    def meet(self, scope: Scope) -> Guest:
        """Find out who asks; raises ForgedHeader and ConfigError."""
        client, proxy = scope.get("client"), self.settings.proxy
        peer = client[0] if client else ""
        address = address_of(scope["headers"], peer, proxy.peers)
        if named := named_by(scope["headers"], peer, proxy):
            return self._as_named(named, address, bound=f"proxy {' '.join(sorted(named))}")
        token = Request(scope).cookies.get(COOKIE, "")
        session = session_of(self.book, token, self.settings.lasting, self.clock())
        if session is None:
            return Guest(address=address)
        if session.way == "oidc" and self.settings.oidc:
            return self._as_named(frozenset(session.who), address, session, bound=session.hash)
        if session.way == "tautan" and self.settings.links:
            visitor = self.of_unit(session.who[0])
            return Guest(address=address, visitor=visitor, session=session, bound=session.hash)
        return Guest(address=address)

    def of_unit(self, unit: str) -> Visitor | None:
        """Return the visitor who has a unit's link; None where the unit is closed."""
        return visitor_of_unit(self.rights.now(), unit, mark_of(self._secret, unit))

    def of_identities(self, named: frozenset[str]) -> Visitor | None:
        """Return the visitor who is all of these; None where the list has nothing for them."""
        who = " ".join(sorted(each for each in named if "/" not in each))
        return visitor_of(self.rights.now(), named, mark_of(self._secret, who))

    def tidy(self) -> None:
        """Forget, once an hour, what has ended."""
        if self.clock() - self._cleared >= _CLEAR_EVERY_S:
            self._cleared = self.clock()
            clear(self.book, self.settings.lasting, self.clock())

    def failed(self, guest: Guest) -> float:
        """Count a sign-in that failed; return 0, or for how many seconds there may be no more."""
        return self.rates.take("failures", network_of(guest.address), FAILURES, self.clock())

    def starts(self, guest: Guest) -> float:
        """Count a way to the provider; return 0, or for how many seconds there may be no more."""
        return self.rates.take("starts", network_of(guest.address), STARTS, self.clock())

    def failures_wait(self, guest: Guest) -> float:
        """Return for how many seconds no sign-in that could fail is looked at, 0 for none."""
        return self.rates.wait("failures", network_of(guest.address), FAILURES, self.clock())

    def close(self) -> None:
        """Close the file."""
        self.book.close()

    def _as_named(
        self, named: frozenset[str], address: str, session: DeskSession | None = None, *, bound: str
    ) -> Guest:
        visitor = self.of_identities(named)
        return Guest(address=address, visitor=visitor, session=session, named=named, bound=bound)

    def _refused(self, scope: Scope, reason: str) -> None:
        client = scope.get("client")
        address = address_of(
            scope["headers"], client[0] if client else "", self.settings.proxy.peers
        )
        self.refused(address, reason)

    def refused(self, address: str, reason: str) -> None:
        """Write a line for a refusal, as long as there are not too many of them."""
        if not self.rates.take("refusals", network_of(address), REFUSALS, self.clock()):
            self._audit.note("ditolak", address=address, sebab=reason)


class _Doorkeeper:
    """Finds out who asks, once for each request, and turns away who asks too often."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its guest, or refuse it."""
        if scope["type"] == "http" and scope["path"] != HEALTH:
            refused = self._refusal(scope)
            if refused is not None:
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        door = self._door
        door.tidy()
        try:
            guest = door.meet(scope)
        except ForgedHeader as forged:
            client = scope.get("client")
            door.refused(client[0] if client else "", f"header {forged}")
            return self._told(scope, 403, "forged", origin=door.settings.origin)
        except ConfigError:
            return self._told(scope, 503, "register")
        scope["sitegen.guest"] = guest
        wait = self._wait(guest, acts=scope["method"] not in SAFE)
        if wait:
            door.refused(guest.address, "often")
            answer = self._told(scope, 429, "often", seconds=str(int(wait) + 1))
            answer.headers["Retry-After"] = str(int(wait) + 1)
            return answer
        return None

    def _wait(self, guest: Guest, *, acts: bool) -> float:
        door, now = self._door, self._door.clock()
        network = network_of(guest.address)
        wait = door.rates.take("requests", network, BY_ADDRESS, now)
        if guest.visitor and not wait:
            wait = door.rates.take("visitor", guest.visitor.mark, BY_VISITOR, now)
            if acts and not wait:
                wait = door.rates.take("acts", guest.visitor.mark, ACTS, now)
        return wait

    def _told(self, scope: Scope, status: int, name: str, **given: str) -> Response:
        return refusal(scope, status, self._door.t.gettext(_TEXTS[name]).format(**given))
