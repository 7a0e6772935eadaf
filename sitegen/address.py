"""The address of the site itself: what people give for it, and the links that its place makes of paths."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

# The name of a host, and parts of a path that mean another folder or none.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?", re.IGNORECASE)
_UNFIT = re.compile(r"\A\.{1,2}\Z|[/\\\x00-\x1f\x7f-\x9f]")
_USER = re.compile(r"(//)[^/?#]*@")
# Signs of a part of a path that need no code (RFC 3986, pchar).
_PLAIN_SIGNS = "!$&'()*+,;=:@"
# Nearly all addresses are our own; checking first for anything to quote is 10 times faster.
_QUOTED = re.compile(r"[A-Za-z0-9/_.~#?=&%-]*")


def site_address(text: str) -> str:
    """Return `text` as the base URL of a site, without a trailing slash, or "" if it is none.

    Its host is in ASCII and small letters, its folders are encoded and joined by one slash each. A
    user, a port that cannot be, and parts such as `..` make it none.
    """
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
        host = _host(parts.hostname or "")
    except ValueError:  # UnicodeError too
        return ""
    whole = parts.scheme in {"http", "https"} and host and "@" not in parts.netloc
    folders = [unquote(each) for each in parts.path.split("/") if each]
    if not whole or parts.query or parts.fragment or "?" in text or "#" in text:
        return ""
    if parts.netloc.endswith(":0") or any(_UNFIT.search(each) for each in folders):
        return ""
    path = "".join(f"/{quote(each, safe=_PLAIN_SIGNS)}" for each in folders)
    return f"{parts.scheme}://{host}{port}{path}"


def without_user(text: str) -> str:
    """Return an address without a user and a password in it, for messages."""
    return _USER.sub(r"\1...@", text)


def _host(name: str) -> str:
    """A host's name in ASCII, or "" if no host can have it; raises ValueError."""
    if ":" in name:
        from ipaddress import ip_address

        return f"[{ip_address(name)}]"
    name = name.encode("idna").decode("ascii") if not name.isascii() else name
    return name if len(name) < 254 and _HOST.fullmatch(name) else ""


class Address(Struct, frozen=True):
    """Where the site lives: turns paths from the site's root into links.

    `base_url` is absolute without a trailing slash, such as `https://bandung.go.id/terbuka`.
    `official` is the one under which the site is known if this build is for another, such as a
    preview; else "".
    """

    base_url: str
    official: str = ""

    @property
    def prefix(self) -> str:
        """The path part of the base URL, without a trailing slash: "" or `/terbuka`."""
        return _path(self.base_url)

    def href(self, url: str) -> str:
        """Return `url` (a path from the site's root) as a link for this host."""
        return _path(self.base_url) + _quoted(url)

    def absolute(self, url: str) -> str:
        """Return `url` (a path from the site's root) with scheme and host."""
        return self.base_url + _quoted(url)

    def own(self, address: str) -> str:
        """Return a full address of this site as a path from its root, "" for any other address."""
        for base_url in (self.base_url, self.official):
            if base_url and (url := _within(address, base_url)):
                return url
        return ""


def _within(address: str, base_url: str) -> str:
    """The path from the root of the site at `base_url` (same host and folder), or ""."""
    try:
        given, base = urlsplit(address), urlsplit(base_url)
        places = [
            (each.hostname, None if each.port in {80, 443} else each.port) for each in (given, base)
        ]
    except ValueError:  # not an address at all
        return ""
    if (
        given.scheme.lower() not in {"http", "https"}
        or places[0] != places[1]
        or "@" in given.netloc
    ):
        return ""
    prefix, whole = base.path.rstrip("/"), _quoted(given.path)
    if whole != prefix and not whole.startswith(f"{prefix}/"):
        return ""
    path = whole.removeprefix(prefix) or "/"
    if path.startswith("//"):  # would lead to another host
        return ""
    return (
        path
        + (f"?{given.query}" if given.query else "")
        + (f"#{given.fragment}" if given.fragment else "")
    )


@lru_cache(maxsize=8)
def _path(base_url: str) -> str:
    return urlsplit(base_url).path.rstrip("/")


def _quoted(path: str) -> str:
    return path if _QUOTED.fullmatch(path) else quote(path, safe="/#?=&%")
