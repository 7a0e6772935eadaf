"""Old addresses for hosts: `_redirects` as Netlify and others read it, and maps of nginx and Caddy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from urllib.parse import quote

from sitegen.address import Address
from sitegen.city.old_addresses import OldAddress, place
from sitegen.urls import folded

NETLIFY, NGINX, CADDY = "/_redirects", "/_alamat-lama.nginx", "/_alamat-lama.caddy"
_VARIABLE = "alamat_lama"
_HEAD = "# Dibuat oleh sitegen dari data/alamat-lama.csv.\n"


def leads_to(old: OldAddress, address: Address) -> str:
    """Return where an old address leads, as the answer to a request names it."""
    return address.href(old.target) if old.inside else old.target


def ambiguous(old: OldAddress, address: Address, reserved: Collection[str]) -> bool:
    """Return whether another spelling of an old address may be one of the site.

    Some hosts take capitals and small letters for the same; for these addresses they must not.
    """
    first = folded(old.path.removeprefix(address.prefix)).split("/")[1]
    return first in reserved or (
        old.inside and folded(place(old.target, address)) == folded(old.path)
    )


def netlify(olds: Iterable[OldAddress], address: Address, reserved: Collection[str]) -> str:
    """Return the file `_redirects`.

    What asks for parameters comes first. `!` holds where a page is at the same path, which is what
    leads on at hosts without redirects; it is left out where that page may be the site's own.
    """
    lines = [_HEAD]
    for old in sorted(olds, key=lambda old: -len(old.parameters)):
        path = quote(old.path, safe="/-._~!&'()+,;=@")
        asked = "".join(f" {name}={value}" for name, value in old.parameters)
        force = "" if not asked and ambiguous(old, address, reserved) else "!"
        lines.append(f"{path}{asked} {leads_to(old, address)} 301{force}\n")
    return "".join(lines)


def nginx(olds: Iterable[OldAddress], address: Address, reserved: Collection[str]) -> str:
    """Return maps of nginx that set `$alamat_lama`, "" for an address that is not old."""
    lines = [_HEAD]
    shapes = list(_shapes(olds))
    for number, (names, members) in enumerate(shapes):
        name = _VARIABLE if number == len(shapes) - 1 else f"{_VARIABLE}_{number}"
        asked = "&".join(f"{each}=$arg_{each}" for each in names)
        before = f"${_VARIABLE}_{number - 1}" if number else '""'
        lines.append(f'map "$uri{"?" if asked else ""}{asked}" ${name} {{\n    default {before};\n')
        # nginx takes capitals and small letters of a text for the same, and refuses it twice.
        known: set[str] = set()
        for old in members:
            key = text = _request(old)
            if folded(key) in known or (not names and ambiguous(old, address, reserved)):
                text = f"~^{re.escape(key)}$"
            else:
                known.add(folded(key))
            lines.append(f'    "{text}" "{leads_to(old, address)}";\n')
        lines.append("}\n")
    return "".join(lines)


def caddy(olds: Iterable[OldAddress], address: Address) -> str:
    """Return directives of Caddy that lead on from old addresses."""
    lines = [_HEAD]
    number = 0
    for number, (names, members) in enumerate(_shapes(olds)):
        asked = "&".join(f"{each}={{query.{each}}}" for each in names)
        before = f"{{{_VARIABLE}_{number - 1}}}" if number else '""'
        source = f"{{path}}{'?' if asked else ''}{asked}"
        lines.append(f"map {source} {{{_VARIABLE}_{number}}} {{\n")
        lines += [f'\t"{_request(old)}" "{leads_to(old, address)}"\n' for old in members]
        lines.append(f"\tdefault {before}\n}}\n")
    last = f"{{{_VARIABLE}_{number}}}"
    lines.append(f'@{_VARIABLE} expression `{last} != ""`\nredir @{_VARIABLE} {last} 301\n')
    return "".join(lines)


def _shapes(olds: Iterable[OldAddress]) -> Iterator[tuple[tuple[str, ...], list[OldAddress]]]:
    """Yield the names of parameters with the old addresses that have them; first come those without.

    There are always some without, even if it is none: the last shape is the first that decides.
    """

    def names(old: OldAddress) -> tuple[int, tuple[str, ...]]:
        return len(old.parameters), tuple(name for name, _ in old.parameters)

    ordered = sorted(olds, key=names)
    if not ordered or ordered[0].parameters:
        yield (), []
    for (_, each), members in groupby(ordered, key=names):
        yield each, list(members)


def _request(old: OldAddress) -> str:
    asked = "&".join(f"{name}={value}" for name, value in old.parameters)
    return f"{old.path}?{asked}" if asked else old.path
