"""The city's own pages: the products of which something that they read changed are made."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sitegen.digest import content_digest, digest
from sitegen.engine.plan import rules_key
from sitegen.engine.stage import Stage
from sitegen.engine.units import entries, strand, strand_key
from sitegen.engine.work import Work
from sitegen.model import STRANDS, StrandName
from sitegen.pages.city import City, ReadingName, listed
from sitegen.pages.product import Planned, Product
from sitegen.portal import products
from sitegen.store.state import product_mark, product_of
from sitegen.urls import output_path, page_of

Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")


class Plans:
    """What the products of one build read, and the pages that they plan: each found once, when needed."""

    def __init__(self, work: Work) -> None:
        self.site = rules_key(work.shared)
        self._work = work
        self._base = digest(self.site, repr(entries(work)))
        self._keys: dict[ReadingName, str] = {}
        self._values: dict[ReadingName, Any] = {}
        self._pages: dict[str, tuple[Planned, ...]] = {}
        self._last: dict[str, list[str]] = {}
        for path, entry in work.state.outputs.items():
            if not entry.owner:
                self._last.setdefault(product_of(entry), []).append(path)

    def last(self, product: Product) -> tuple[str, ...] | None:
        """Return the paths of a product when nothing that it reads changed since the last build."""
        before = self._work.state.meta.get(product_mark(product.name))
        if before != self.key(product) or self._work.options.force:
            return None
        return tuple(self._last.get(product.name, ()))

    def key(self, product: Product) -> str:
        """Return a digest of all that a product is made of; nothing is opened for it."""
        return digest(self._base, product.name, *map(self._reading_key, product.reads))

    def pages(self, product: Product) -> tuple[Planned, ...]:
        """Return the pages of a product, none of them made; it sees only what it reads."""
        return _once(self._pages, product.name, lambda: tuple(product.make(self._city(product))))

    def readings(self, *, everything: bool) -> frozenset[ReadingName]:
        """Return what the products to be planned read, or what any product does."""
        wanted = [p for p in products.PRODUCTS if everything or self.last(p) is None]
        if any("addresses" in product.reads for product in wanted):
            wanted += [product for product in self._others() if not _fixed(product)]
        return frozenset(name for product in wanted for name in product.reads)

    def _city(self, product: Product) -> City:
        return City(
            site=self._work.shared.site,
            entries=entries(self._work),
            given={name: self._value(name) for name in product.reads},
        )

    def _reading_key(self, name: ReadingName) -> str:
        return _once(self._keys, name, lambda: self._key_of(name))

    def _key_of(self, name: ReadingName) -> str:
        work = self._work
        if name == "today":
            return str(work.shared.now.date())
        if name == "tiles":
            return repr(work.tiles)
        if name == "assets":
            return digest(*(f"{each.path} {content_digest(each.body)}" for each in work.assets))
        if name == "addresses":
            return digest(*map(self.key, self._others()))
        return strand_key(work, name)

    def _value(self, name: ReadingName) -> Any:
        return _once(self._values, name, lambda: self._value_of(name))

    def _value_of(self, name: ReadingName) -> object:
        work = self._work
        if name == "today":
            return work.shared.now.date()
        if name == "tiles":
            return work.tiles
        if name == "assets":
            return work.assets
        if name == "addresses":
            paths = (path for product in self._others() for path in self._paths(product))
            return tuple(url for path in paths if (url := page_of(path)))
        of_units = strand(work, name)
        return listed(of_units) if name == "reports" else of_units

    def _paths(self, product: Product) -> tuple[str, ...]:
        """The paths of a product's pages, in its own order: that of its list where none varies.

        What has such a list, and nothing to make, is not planned: that would open what it reads.
        """
        fixed = _fixed(product)
        last = self.last(product) if fixed else None
        known = last if last is not None else tuple(page.path for page in self.pages(product))
        if not fixed:
            return known
        return tuple(path for url, _ in product.paths if (path := output_path(url)) in known)

    def _others(self) -> tuple[Product, ...]:
        """The products with pages, whose addresses some product reads."""
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


def needed_strands(work: Work) -> tuple[StrandName, ...]:
    """Return the strands that the products to be made read, and all that any reads for `--verify`."""
    plans = Plans(work)
    return tuple(
        name for name in STRANDS if name in plans.readings(everything=bool(work.options.verify))
    )


def reduce_city(work: Work) -> None:
    """Make the products that read something that changed, and keep the others.

    Each takes its paths before any unit does: no unit can have an address of the city.
    """
    plans = Plans(work)
    stage = work.stage("")
    # What is no product any more was not made of anything: it may be one again.
    known = (mark for mark in work.state.meta if mark.startswith(product_mark("")))
    work.product_keys = dict.fromkeys(known, "")
    for product in products.PRODUCTS:
        key, last = plans.key(product), plans.last(product)
        if last is not None:
            free = [work.keep(path, "") for path in last]
        else:
            free = [
                _put(work, stage, page, f"{product.name}:{digest(plans.site, page.key or key)}")
                for page in plans.pages(product)
            ]
        # As for units: what another owner has is tried again by the next build.
        work.product_keys[product_mark(product.name)] = key if all(free) else ""


def _put(work: Work, stage: Stage | None, page: Planned, key: str) -> bool:
    """Make a page or keep it, and take its path; return whether no other owner has it."""
    old = work.state.outputs.get(page.path)
    if old is not None and not old.owner and old.key == key and not work.options.force:
        return work.keep(page.path, "")
    output = page.make()
    if stage is None:
        return work.own(output.path, "")
    (staged,) = stage.put((output,), key)
    return work.take(staged, "")
