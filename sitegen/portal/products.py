"""The list of the city's products: a new page or export is one more entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sitegen.digest import content_digest
from sitegen.exports.feeds import FEED
from sitegen.exports.sitemaps import ROBOTS_FILE, SITEMAPS
from sitegen.model import UNIT_KINDS, Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product
from sitegen.portal.archives import ARCHIVES, TOPICS
from sitegen.portal.data_list import DATA_LIST
from sitegen.portal.directory import DIRECTORIES
from sitegen.portal.home import HOME
from sitegen.portal.not_found import NOT_FOUND
from sitegen.portal.notices import NOTICES
from sitegen.portal.old_addresses import OLD_ADDRESSES

# First parts of addresses that are reserved, but have no pages yet.
LATER = (
    "agenda",
    "anggaran",
    "api",
    "cari",
    "dip",
    "inovasi",
    "keaktifan",
    "klarifikasi",
    "layanan",
    "pagefind",
    "ppid",
    "program",
    "tulis",
)


def _assets(city: City) -> Iterator[Planned]:
    for output in city.read("assets"):
        key = content_digest(output.body)
        yield Planned(path=output.path, key=key, make=partial(_itself, output))


def _itself(output: Output) -> Output:
    return output


ASSETS = Product(
    name="assets",
    paths=(
        (
            "/aset/<name>.<digest>.<ext>",
            "style sheet, icon and pictures of the theme; the digest changes with the content",
        ),
    ),
    reads=("assets",),
    make=_assets,
)

# In the order of the city's sitemap.
PRODUCTS: tuple[Product, ...] = (
    HOME,
    DIRECTORIES,
    TOPICS,
    ARCHIVES,
    DATA_LIST,
    NOTICES,
    NOT_FOUND,
    FEED,
    SITEMAPS,
    ROBOTS_FILE,
    ASSETS,
    OLD_ADDRESSES,
)


def reserved_names() -> tuple[str, ...]:
    """Return the first parts of addresses that belong to the city, sorted; no unit can have one.

    File names are not included: any address with a dot in its first part is the city's.
    """
    firsts = {path.split("/")[1] for product in PRODUCTS for path, _ in product.paths}
    folders = {first for first in firsts if first and first[0] != "_" and "." not in first}
    return tuple(sorted({*folders, *UNIT_KINDS, *LATER}))
