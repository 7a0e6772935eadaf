"""What the proxy before the desk says: who has signed in there, and from which address a request came.

Only peers that the settings list are believed. A header that names somebody, and comes from any other,
is refused and not merely ignored: either somebody tries, or the desk can be reached past its proxy.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from sitegen.desk.access.identities import of_groups, of_user
from sitegen.desk.access.settings import Network, ProxySettings

RawHeaders = Sequence[tuple[bytes, bytes]]
_FORWARDED = b"x-forwarded-for"
_MAX_HOPS = 20


class ForgedHeader(Exception):  # noqa: N818 - it names what was found
    """A header that names somebody cannot be believed."""


def is_listed(peers: Iterable[Network], address: str) -> bool:
    """Whether an address belongs to one of the proxies; "" and names never do."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)  # ::ffff:10.0.0.1, as sockets for both kinds say
    return any((mapped or found) in network for network in peers)


def named_by(headers: RawHeaders, peer: str, settings: ProxySettings) -> frozenset[str]:
    """Return the identities that the proxy names, none where it names nobody.

    Raises ForgedHeader if a header comes from elsewhere, more than once, under a similar name (`_` for
    `-`), or with what is no account and no address.
    """
    if not settings.user:
        return frozenset()
    users, groups = _given(headers, settings.user), _given(headers, settings.groups)
    if not users and not groups:
        return frozenset()
    if not is_listed(settings.peers, peer):
        raise ForgedHeader("peer")
    if len(users) > 1 or len(groups) > 1:
        raise ForgedHeader("several")
    text = users[0].strip() if users else ""
    if not text:
        return frozenset()
    who = of_user(text)
    if not who:
        raise ForgedHeader("value")
    return frozenset((who, *of_groups(groups[0].split(",") if groups else ())))


def address_of(headers: RawHeaders, peer: str, peers: Iterable[Network]) -> str:
    """Return the address from which a request came, as far as the listed proxies say it.

    That is the last one in X-Forwarded-For that is not one of them: what stands before it is what the
    sender wrote.
    """
    known = tuple(peers)
    if not is_listed(known, peer):
        return peer
    lines = [value.decode("latin-1") for name, value in headers if name.lower() == _FORWARDED]
    hops = [hop.strip() for hop in ",".join(lines).split(",")][-_MAX_HOPS:]
    for hop in reversed(hops):
        try:
            ipaddress.ip_address(hop)
        except ValueError:
            break
        if not is_listed(known, hop):
            return hop
    return peer


def _given(headers: RawHeaders, name: str) -> list[str]:
    """The values of a header, also of one whose name a proxy or server might take for it."""
    if not name:
        return []
    found = []
    for key, value in headers:
        text = key.decode("latin-1").lower()
        if text.replace("_", "-") == name:
            if text != name:
                raise ForgedHeader("name")
            found.append(value.decode("latin-1"))
    return found
