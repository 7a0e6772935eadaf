"""The city's own pages: only products whose inputs changed are made."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sitegen.digest import content_digest, digest
from sitegen.engine.paths import Paths
from sitegen.engine.plan import rules_key
from sitegen.engine.scan import CityScan
from sitegen.engine.stage import Stage
from sitegen.engine.units import Units, strand, strand_key
from sitegen.model import STRANDS, StrandName
from sitegen.pages.city import City, ReadingName, listed
from sitegen.pages.product import Planned, Product
from sitegen.portal import products
from sitegen.store.state import product_mark, product_of
from sitegen.urls import output_path, page_of

Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")


class Plans:
    """What one build's products read, and the pages they plan: each found once, when needed."""

    def __init__(self, city: CityScan, units: Units) -> None:
        self.site = rules_key(city.context)
        self._scan = city
        self._units = units
        self._base = digest(self.site, repr(city.entries()))
        self._keys: dict[ReadingName, str] = {}
        self._values: dict[ReadingName, Any] = {}
        self._pages: dict[str, tuple[Planned, ...]] = {}
        self._last: dict[str, list[str]] = {}
        for path, entry in city.state.outputs.items():
            if not entry.owner:
                self._last.setdefault(product_of(entry), []).append(path)

    def last(self, product: Product) -> tuple[str, ...] | None:
        """Return a product's paths if nothing that it reads has changed since the last build."""
        before = self._scan.state.meta.get(product_mark(product.name))
        if before != self.key(product) or self._scan.options.force:
            return None
        return tuple(self._last.get(product.name, ()))

    def key(self, product: Product) -> str:
        """Return a digest of everything that a product is made from; no strand is opened for it."""
        return digest(self._base, product.name, *map(self._reading_key, product.reads))

    def pages(self, product: Product) -> tuple[Planned, ...]:
        """Return a product's pages, none of them made yet; it sees only what it reads."""
        return _once(self._pages, product.name, lambda: tuple(product.make(self._city(product))))

    def readings(self, *, everything: bool) -> frozenset[ReadingName]:
        """Return what the products to be planned read, or what any product reads."""
        wanted = [p for p in products.PRODUCTS if everything or self.last(p) is None]
        if any("addresses" in product.reads for product in wanted):
            wanted += [product for product in self._others() if not _fixed(product)]
        return frozenset(name for product in wanted for name in product.reads)

    def _city(self, product: Product) -> City:
        return City(
            site=self._scan.context.site,
            entries=self._scan.entries(),
            given={name: self._value(name) for name in product.reads},
        )

    def _reading_key(self, name: ReadingName) -> str:
        return _once(self._keys, name, lambda: self._key_of(name))

    def _key_of(self, name: ReadingName) -> str:
        rules = self._scan.rules
        if name == "today":
            return str(rules.context.now.date())
        if name == "tiles":
            return repr(rules.tiles)
        if name == "assets":
            return digest(*(f"{each.path} {content_digest(each.body)}" for each in rules.assets))
        if name == "addresses":
            return digest(*map(self.key, self._others()))
        return strand_key(self._units, name)

    def _value(self, name: ReadingName) -> Any:
        return _once(self._values, name, lambda: self._value_of(name))

    def _value_of(self, name: ReadingName) -> object:
        rules = self._scan.rules
        if name == "today":
            return rules.context.now.date()
        if name == "tiles":
            return rules.tiles
        if name == "assets":
            return rules.assets
        if name == "addresses":
            paths = (path for product in self._others() for path in self._paths(product))
            return tuple(url for path in paths if (url := page_of(path)))
        of_units = strand(self._units, name)
        return listed(of_units) if name == "reports" else of_units

    def _paths(self, product: Product) -> tuple[str, ...]:
        """The paths of a product's pages in its own order, or in that of its list if none varies.

        A product with such a list and nothing to make is not planned: that would open its inputs.
        """
        fixed = _fixed(product)
        last = self.last(product) if fixed else None
        known = last if last is not None else tuple(page.path for page in self.pages(product))
        if not fixed:
            return known
        return tuple(path for url, _ in product.paths if (path := output_path(url)) in known)

    def _others(self) -> tuple[Product, ...]:
        """The products with pages, whose addresses some other product reads."""
        return tuple(
            each
            for each in products.PRODUCTS
            if "addresses" not in each.reads and any(url.endswith("/") for url, _ in each.paths)
        )


def _fixed(product: Product) -> bool:
    """Whether the addresses of a product never vary."""
    return all("<" not in url for url, _ in product.paths)


def _once(known: dict[Name, Value], name: Name, find: Callable[[], Value]) -> Value:
    if name not in known:
        known[name] = find()
    return known[name]


def needed_strands(city: CityScan, units: Units) -> tuple[StrandName, ...]:
    """Return the strands that products to be made read, or any product for `--verify`."""
    readings = Plans(city, units).readings(everything=bool(city.options.verify))
    return tuple(name for name in STRANDS if name in readings)


def claim_city(city: CityScan, units: Units, paths: Paths) -> None:
    """Take the paths of the city's pages, as far as these units tell them, without making any."""
    plans = Plans(city, units)
    for product in products.PRODUCTS:
        for page in plans.pages(product):
            paths.own(page.path, "")


def reduce_city(city: CityScan, units: Units, paths: Paths) -> dict[str, str]:
    """Make the products whose inputs changed, and keep the others.

    Each takes its paths before any unit does: no unit can have an address of the city. Returns
    the key that the state is to record for each product, by its mark.
    """
    plans = Plans(city, units)
    stage = paths.stage("")
    # A former product gets an empty key: it may become a product again.
    known = (mark for mark in city.state.meta if mark.startswith(product_mark("")))
    keys = dict.fromkeys(known, "")
    for product in products.PRODUCTS:
        key, last = plans.key(product), plans.last(product)
        if last is not None:
            free = [paths.keep(path, "") for path in last]
        else:
            free = [
                _put(
                    city,
                    paths,
                    stage,
                    page,
                    f"{product.name}:{digest(plans.site, page.key or key)}",
                )
                for page in plans.pages(product)
            ]
        # As for units: a path that another owner has is tried again by the next build.
        keys[product_mark(product.name)] = key if all(free) else ""
    return keys


def _put(city: CityScan, paths: Paths, stage: Stage | None, page: Planned, key: str) -> bool:
    """Make or keep a page and take its path; return whether no other owner has it."""
    old = city.state.outputs.get(page.path)
    if old is not None and not old.owner and old.key == key and not city.options.force:
        return paths.keep(page.path, "")
    output = page.make()
    if stage is None:
        return paths.own(output.path, "")
    (staged,) = stage.put((output,), key)
    return paths.take(staged, "")
