"""The list of the city's products: a new page or export is one more entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from sitegen.city.root_files import REDIRECTS, ROBOTS
from sitegen.city.unit_kinds import BUILT_IN
from sitegen.digest import content_digest
from sitegen.exports.area_feeds import AREA_FEEDS
from sitegen.exports.bundles.product import BUNDLES
from sitegen.exports.catalogue.products import CATALOGUE
from sitegen.exports.changes import CHANGES
from sitegen.exports.data_feeds import DATA_FEED, TOPIC_DATA_FEEDS
from sitegen.exports.data_register.products import DATA_REGISTER
from sitegen.exports.feeds import FEED
from sitegen.exports.sitemaps import ROBOTS_FILE, SITEMAPS
from sitegen.model import Output, UnitKind
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product
from sitegen.portal.achievements import ACHIEVEMENTS
from sitegen.portal.agenda import AGENDA
from sitegen.portal.api.product import API
from sitegen.portal.archives import ARCHIVES, TOPICS
from sitegen.portal.area_figures import AREA_FIGURES
from sitegen.portal.budget.product import BUDGET
from sitegen.portal.bundles import BUNDLES_PAGE
from sitegen.portal.city_figures import CITY_FIGURES
from sitegen.portal.clarifications import CLARIFICATIONS
from sitegen.portal.comparison import COMPARISON
from sitegen.portal.complaints import COMPLAINTS
from sitegen.portal.contacts import CONTACTS
from sitegen.portal.data_list import DATA_LIST
from sitegen.portal.directory import DIRECTORIES
from sitegen.portal.facts import FACTS
from sitegen.portal.follow import FOLLOW
from sitegen.portal.former import FORMER
from sitegen.portal.home import HOME
from sitegen.portal.information import INFORMATION
from sitegen.portal.innovations import INNOVATIONS
from sitegen.portal.maps import MAPS
from sitegen.portal.monitor.product import MONITOR
from sitegen.portal.news import NEWS
from sitegen.portal.not_found import NOT_FOUND
from sitegen.portal.notices import NOTICES
from sitegen.portal.office_form.product import FORM
from sitegen.portal.old_addresses import OLD_ADDRESSES
from sitegen.portal.ppid import PPID
from sitegen.portal.press import PRESS
from sitegen.portal.programmes.product import PROGRAMMES
from sitegen.portal.removed_datasets import REMOVED_DATASETS
from sitegen.portal.removed_texts import REMOVED_TEXTS
from sitegen.portal.search import SEARCH_INDEX, SEARCH_PAGE
from sitegen.portal.services import SERVICES
from sitegen.portal.shared import CARD, ICONS
from sitegen.portal.shared_tables.product import SHARED_TABLES
from sitegen.portal.style import STYLE_PAGE
from sitegen.portal.terms import TERMS
from sitegen.portal.unit_list import UNIT_LIST
from sitegen.store.marker import MARKER
from sitegen.urls import CITY_NAMES, output_path


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


def _root_files(city: City) -> Iterator[Planned]:
    olds, _ = city.read("old_addresses")
    elsewhere = {ROBOTS} if olds is None else {ROBOTS, REDIRECTS}
    for output in city.read("root"):
        if output.path not in elsewhere:
            key = content_digest(output.body)
            yield Planned(path=output.path, key=key, make=partial(_itself, output))


_OF_AKAR = (
    "the files of the city's folder `akar`, such as `favicon.ico`, `CNAME` and `security.txt`"
)
ROOT_FILES = Product(
    name="root",
    paths=(("/<name>", _OF_AKAR), ("/.well-known/<name>", _OF_AKAR)),
    reads=("root", "old_addresses"),
    make=_root_files,
)

# In the order of the city's sitemap.
PRODUCTS: tuple[Product, ...] = (
    HOME,
    NEWS,
    UNIT_LIST,
    DIRECTORIES,
    CONTACTS,
    TOPICS,
    ARCHIVES,
    CITY_FIGURES,
    AREA_FIGURES,
    COMPARISON,
    DATA_LIST,
    SHARED_TABLES,
    BUNDLES,
    BUNDLES_PAGE,
    TERMS,
    CATALOGUE,
    DATA_REGISTER,
    *API,
    MAPS,
    BUDGET,
    INFORMATION,
    PPID,
    COMPLAINTS,
    PROGRAMMES,
    MONITOR,
    INNOVATIONS,
    ACHIEVEMENTS,
    CLARIFICATIONS,
    FACTS,
    PRESS,
    SERVICES,
    AGENDA,
    NOTICES,
    FOLLOW,
    FORM,
    SEARCH_PAGE,
    SEARCH_INDEX,
    NOT_FOUND,
    FEED,
    DATA_FEED,
    TOPIC_DATA_FEEDS,
    AREA_FEEDS,
    CHANGES,
    SITEMAPS,
    ROBOTS_FILE,
    ASSETS,
    REMOVED_DATASETS,
    REMOVED_TEXTS,
    FORMER,
    ROOT_FILES,
    CARD,
    ICONS,
    STYLE_PAGE,
    OLD_ADDRESSES,
)


def makes_file(name: str) -> bool:
    """Return whether the site alone makes a file of that name at its root, in any spelling."""
    if name.lower() in {ROBOTS, REDIRECTS}:
        return False
    return any(pattern.fullmatch(name.lower()) for pattern in _root_patterns())


@cache
def _root_patterns() -> tuple[re.Pattern[str], ...]:
    """The names of the files at the root of the site, besides those that `akar` may have."""
    products = (product for product in PRODUCTS if product not in (ROOT_FILES, ICONS))
    names = (output_path(path) for product in products for path, _ in product.paths)
    plain = (MARKER, *(name for name in names if "/" not in name))
    return tuple(re.compile(re.sub("<[a-z]+>", "[^/]+", re.escape(name))) for name in plain)


def reserved_names(kinds: Iterable[UnitKind] = BUILT_IN) -> tuple[str, ...]:
    """Return the first parts of addresses that belong to the city, sorted; no text may take one.

    Those of its kinds of unit are among them.

    File names are not included: any address with a dot in its first part is the city's.
    """
    firsts = {path.split("/")[1] for product in PRODUCTS for path, _ in product.paths}
    folders = {
        first
        for first in firsts
        if first and first[0] != "_" and "." not in first and "<" not in first
    }
    return tuple(sorted({*folders, *CITY_NAMES, *(kind.name for kind in kinds)}))
