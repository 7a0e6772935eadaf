"""Old addresses of the city: what hosts read, and pages that lead on where a page is possible."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from sitegen.address import Address
from sitegen.city.old_addresses import OldAddress
from sitegen.city.root_files import REDIRECTS
from sitegen.exports.redirects import CADDY, NETLIFY, NGINX, caddy, netlify, nginx
from sitegen.exports.sitemaps import BYTE_ORDER_MARK
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.pages.unit_shared import redirect_page
from sitegen.urls import folded, is_device, output_path

MAX_PART, MAX_PATH = 100, 200
# No part begins with a dot or `_`: hosts and programs take such names for something else.
_PART = re.compile(r"[A-Za-z0-9~-][A-Za-z0-9._~-]*")
_PAGE_ENDINGS = {".html", ".htm"}
_MEANT = frozenset({"404.html", "cname", "index.html"})

Olds = tuple[OldAddress, ...]


def leading_page(old: OldAddress, address: Address, reserved: Collection[str]) -> str:
    """Return the address of a page that can lead on from an old address, "" if there can be none.

    A host without redirects finds pages by their paths alone: in a folder, or with an ending of
    pages. What begins like an address of the city or of a unit is never one.
    """
    prefix = address.prefix
    if old.parameters or not old.inside or not old.path.startswith(f"{prefix}/"):
        return ""
    url = old.path.removeprefix(prefix)
    parts = url.strip("/").split("/")
    fits = all(_PART.fullmatch(part) and not is_device(part) for part in parts)
    if not fits or len(url) > MAX_PATH or max(map(len, parts)) > MAX_PART:
        return ""
    if folded(parts[0]) in reserved or folded(parts[-1]) in _MEANT:
        return ""
    ending = PurePosixPath(parts[-1]).suffix.lower()
    if url.endswith("/"):
        return url
    return url if ending in _PAGE_ENDINGS else "" if ending else f"{url}/"


def _files(city: City) -> Iterator[Planned]:
    olds, reserved = city.read("old_addresses")
    if olds is None:
        return
    own = b"".join(each.body for each in city.read("root") if each.path == REDIRECTS).decode()
    yield planned(city.site, NETLIFY, _netlify, olds, reserved, own)
    for url, make in ((NGINX, _nginx), (CADDY, _caddy)):
        yield planned(city.site, url, make, olds, reserved)
    taken: set[str] = set()
    names = {entry.key: unit_name(city.site, entry) for entry in city.entries}
    for old in olds:
        url = leading_page(old, city.site.address, reserved)
        name = folded(output_path(url)) if url else ""
        above = {str(each) for each in PurePosixPath(name).parents}
        if name and name not in taken and not above & taken:
            taken.add(name)
            whose = names.get("/".join(old.target.split("/")[1:3]), "")
            yield planned(city.site, url, _page, url, old.target, whose)


def _page(site: SiteContext, url: str, target: str, whose: str) -> Output:
    return redirect_page(site, url, target, site.address.absolute(target), whose=whose)


def _netlify(site: SiteContext, olds: Olds, reserved: tuple[str, ...], own: str) -> Output:
    """The city's own lines come last: hosts take the first that fits."""
    text = netlify(olds, site.address, reserved) + own.removeprefix(BYTE_ORDER_MARK)
    return Output(path=output_path(NETLIFY), body=text.encode())


def _nginx(site: SiteContext, olds: Olds, reserved: tuple[str, ...]) -> Output:
    return Output(path=output_path(NGINX), body=nginx(olds, site.address, reserved).encode())


def _caddy(site: SiteContext, olds: Olds, _: tuple[str, ...]) -> Output:
    return Output(path=output_path(CADDY), body=caddy(olds, site.address).encode())


OLD_ADDRESSES = Product(
    name="old addresses",
    paths=(
        (
            NETLIFY,
            "old addresses of `data/alamat-lama.csv` for Netlify; with it, pages that lead on",
        ),
        (NGINX, "the same for nginx"),
        (CADDY, "the same for Caddy"),
    ),
    reads=("old_addresses", "root"),
    make=_files,
)
