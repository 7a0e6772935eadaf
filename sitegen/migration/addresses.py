"""The addresses that a text had on an older site, as this one can answer them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.migration.post import OldPost

LOST = N_("an older address, which cannot lead on from here")
_ALIAS = re.compile(r"(?:/[A-Za-z0-9._~-]{1,100}){1,8}/?")
_ROW = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*(?:\?(?:p|page_id|id|post)=\d{1,9})?")


class OldAddresses(Struct, frozen=True, kw_only=True):
    """`aliases` are those that a folder can have, `rows` those of the city's list, `lost` those of neither."""

    aliases: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def old_addresses(post: OldPost) -> OldAddresses:
    """Return the addresses of a text by how each can lead on."""
    found: dict[str, dict[str, None]] = {"aliases": {}, "rows": {}, "lost": {}}
    for address in (post.address, *post.older):
        if alias := _alias(address):
            found["aliases"][alias] = None
        elif row := _row(address):
            found["rows"][row] = None
        elif _is_address(address):
            found["lost"][address] = None
    return OldAddresses(**{name: tuple(each) for name, each in found.items()})


def _alias(address: str) -> str:
    """The path of an old address, if a page of this site can have it."""
    parts = _parts(address)
    fits = (
        _ALIAS.fullmatch(parts[0])
        and not parts[1]
        and "/../" not in f"{parts[0]}/"
        and "." not in parts[0].rpartition("/")[2]
    )
    return f"{parts[0].rstrip('/')}/" if fits else ""


def _row(address: str) -> str:
    """An address of an older system as the list has it, "" if it is none that hosts can answer."""
    path, query = _parts(address)
    shown = path + (f"?{query}" if query else "")
    fits = _ROW.fullmatch(shown) and "/." not in shown and shown.rstrip("/")
    return shown if fits else ""


def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # such as https://[lama
        return "", ""
    return parts.path, parts.query


def _is_address(address: str) -> bool:
    """Whether this is an address at all, of more than the front page; tables may have streets there."""
    path, query = _parts(address)
    plain = address.strip()
    return plain.startswith(("/", "http://", "https://")) and bool(path.strip("/") or query)
