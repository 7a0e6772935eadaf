"""What every request passes first: host, method, address, headers, size and pace of the body; and what every
answer gets: the policy for browsers, and that nobody keeps it.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sitegen.desk.access import csrf
from sitegen.desk.access.incoming import BodyLimits, BrokenBody, IncomingBody
from sitegen.i18n import N_, Translator
from sitegen.policy import HEADER, HEADERS

HEALTH = "/sehat"
SAFE = frozenset(("GET", "HEAD"))
METHODS = (*sorted(SAFE), "POST")
MAX_PATH, MAX_QUERY, MAX_HEADERS, MAX_HEADER_BYTES = 1_024, 4_096, 80, 16 * 1024
# Encoded in an address, these mean something else to one program than to the next.
_ENCODED = re.compile(rb"%(?:2f|5c|2e|00|0a|0d|25)", re.IGNORECASE)
_UNUSUAL = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ufffd]|//|(?:^|/)\.{1,2}(?:/|$)")
# Answers that are the same for everybody and carry a digest in their address.
_ASSET = "/aset/"
NO_STORE = "no-store"
_OWN_HEADERS = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
)
_GUARDS = tuple({**dict(HEADERS), **dict(_OWN_HEADERS)}.items())
# A page may ask for less than all others, as previews do.
_THEIR_OWN = frozenset((HEADER, "Referrer-Policy"))
_HSTS = "strict-transport-security"
_TEXTS = {
    "host": N_("This is not the address of the desk. Open {origin} instead."),
    "method": N_("The desk does not know this kind of request."),
    "path": N_("There is no such address at the desk. Begin at {origin}/meja/."),
    "headers": N_(
        "This request brings more about itself than the desk reads. Delete the cookies of {origin}, then try again."
    ),
    "large": N_("This is larger than the desk takes. Send it in parts, or with fewer photos."),
    "length": N_("The desk cannot tell how large this is. Send it again."),
    "slow": N_(
        "The connection was too slow, and nothing was taken. Send it again where the signal is better."
    ),
    "type": N_("The desk does not read this kind of file."),
    "foreign": N_(
        "This did not come from a page of the desk, so nothing was done. Open {origin}/meja/ and try there."
    ),
}
STATUS = {
    "host": 421,
    "method": 405,
    "path": 400,
    "headers": 431,
    "large": 413,
    "length": 400,
    "slow": 408,
    "type": 415,
    "foreign": 403,
}
FORM_TYPE, FILE_TYPES = (
    "application/x-www-form-urlencoded",
    ("application/zip", "application/octet-stream"),
)


class ShieldRules(Struct, frozen=True, kw_only=True):
    """What the shield holds requests to. `origin` is the desk's, `host` that of requests for it."""

    origin: str
    host: str
    bodies: BodyLimits = BodyLimits()


class _Seen(NamedTuple):
    """What is read of a request before anything else."""

    method: str
    path: str
    headers: dict[str, str]
    counts: dict[str, int]


class Shield:
    """The outermost part of the desk, as ASGI middleware. `refused` is told the word for each refusal."""

    def __init__(
        self,
        app: ASGIApp,
        rules: ShieldRules,
        t: Translator,
        refused: Callable[[Scope, str], None],
    ) -> None:
        self._app = app
        self._rules = rules
        self._t = t
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on; sockets are closed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        seen = _seen(scope)
        reason = self._mistake(scope, seen)
        most = self._rules.bodies.limit(seen.path) if seen.method == "POST" else 0
        body = IncomingBody(receive, self._rules.bodies, most)
        guarded = self._guarded(send, seen.path)
        if most and reason != "length":
            guarded = body.answered_by(guarded)
        if reason:
            await self._refuse(reason, scope, receive, guarded)
            return
        await self._passed(scope, body, guarded)

    async def _passed(self, scope: Scope, body: IncomingBody, guarded: Send) -> None:
        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            begun = True
            await guarded(message)

        try:
            await self._app(scope, body.receive, told)
        except BrokenBody as broken:
            if begun:
                raise
            await self._refuse(str(broken), scope, body.receive, guarded)
        except Exception as error:  # noqa: BLE001 - noted below, and answered
            # Starlette would answer outside of us, and write the text of the error, which may be anybody's.
            self._refused(scope, f"fault {place_of(error)}")
            if begun:
                return
            await (await _fault(scope, error))(scope, body.receive, guarded)

    def _mistake(self, scope: Scope, seen: _Seen) -> str:
        """The word for what is wrong with a request as a whole, "" if nothing is."""
        headers, rules = seen.headers, self._rules
        raw = scope.get("raw_path") or seen.path.encode("utf-8", "surrogatepass")
        size = sum(len(name) + len(value) for name, value in scope["headers"])
        if size > MAX_HEADER_BYTES or len(scope["headers"]) > MAX_HEADERS:
            return "headers"
        if seen.method not in METHODS:
            return "method"
        if (
            len(raw) > MAX_PATH
            or len(scope["query_string"]) > MAX_QUERY
            or _ENCODED.search(raw)
            or _UNUSUAL.search(seen.path)
        ):
            return "path"
        if seen.path != HEALTH and (
            seen.counts.get("host") != 1 or headers["host"].lower() != rules.host
        ):
            return "host"
        return _body_mistake(seen, rules) if seen.method == "POST" else ""

    def _guarded(self, send: Send, path: str) -> Send:
        """A way to send that gives every answer the headers for browsers."""
        secure = self._rules.origin.startswith("https:")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _GUARDS:
                    if name.lower() == _HSTS and not secure:
                        continue
                    if name in _THEIR_OWN and name in headers:
                        continue
                    headers[name] = value
                if not _may_be_kept(path, message["status"]):
                    headers["Cache-Control"] = NO_STORE
                del headers["server"]
            await send(message)

        return guarded

    async def _refuse(self, reason: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._refused(scope, reason)
        text = self._t.gettext(_TEXTS[reason]).format(origin=self._rules.origin)
        answer = refusal(scope, STATUS[reason], text)
        if reason == "method":
            answer.headers["Allow"] = ", ".join(METHODS)
        if reason in {"large", "slow", "length", "headers"}:
            answer.headers["Connection"] = "close"
        await answer(scope, receive, send)


def place_of(error: BaseException) -> str:
    """Return the kind of an error and where in our code it happened, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "sitegen" in frame.filename] or frames
    place = f" {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{place}"


async def _fault(scope: Scope, error: Exception) -> Response:
    """The page that the application has for faults of its own."""
    found = scope["app"].exception_handlers.get(Exception) if "app" in scope else None
    if found is None:
        return PlainTextResponse("", 500)
    answer: Response = await found(Request(scope), error)
    return answer


def refusal(scope: Scope, status: int, text: str) -> Response:
    """Return a refusal that says what to do: as JSON to our script, else as plain text."""
    given = {name.lower(): value for name, value in scope["headers"]}
    if given.get(csrf.HEADER.encode()) or b"application/json" in given.get(b"accept", b""):
        return JSONResponse({"pesan": text}, status)
    return PlainTextResponse(text + "\n", status)


def _seen(scope: Scope) -> _Seen:
    headers: dict[str, str] = {}
    counts: dict[str, int] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        headers[key] = value.decode("latin-1")
        counts[key] = counts.get(key, 0) + 1
    return _Seen(scope["method"], scope["path"], headers, counts)


def _body_mistake(seen: _Seen, rules: ShieldRules) -> str:
    """What is wrong with a request that changes something, before its body is read."""
    headers = seen.headers
    if max(seen.counts.get(each, 0) for each in ("origin", "sec-fetch-site")) > 1 or not (
        csrf.from_here(headers, rules.origin)
    ):
        return "foreign"
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    takes_files = seen.path in rules.bodies.files
    if kind not in (FILE_TYPES if takes_files else (FORM_TYPE,)):
        return "type"
    length = headers.get("content-length", "")
    if "transfer-encoding" in headers:
        return "length" if length else ""
    if not (length.isascii() and length.isdecimal()) or seen.counts["content-length"] > 1:
        return "length"
    return "large" if len(length) > 12 or int(length) > rules.bodies.limit(seen.path) else ""


def _may_be_kept(path: str, status: int) -> bool:
    return _ASSET in path and status == 200
