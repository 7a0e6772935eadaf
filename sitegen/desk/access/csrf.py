"""Requests that change something come from our own pages: by where they say they are from, and by a token.

The token is a digest of the session with a secret of this desk, so nothing has to be kept for it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "x-meja-token"


def token_of(secret: bytes, session: str) -> str:
    """Return the token for pages of a session, which may be any text that only it has."""
    return hmac.new(secret, f"csrf {session}".encode(), hashlib.sha256).hexdigest()


def is_token(secret: bytes, session: str, given: str) -> bool:
    """Whether a given text is the token of a session."""
    own = token_of(secret, session)
    return hmac.compare_digest(own.encode(), given.encode("utf-8", "replace"))


def from_here(headers: Mapping[str, str], origin: str) -> bool:
    """Whether a browser says that a request comes from a page of `origin`.

    One of both headers has to be there: every browser of the last years sends them, and a request by none
    has no business here.
    """
    given, site = headers.get("origin"), headers.get("sec-fetch-site")
    if given is None and site is None:
        return False
    return given in (None, origin) and site in (None, "same-origin")
