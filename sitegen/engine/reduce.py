"""The city's own pages: only products whose inputs changed are made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import partial
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from sitegen.digest import content_digest, digest
from sitegen.engine.apart import Apart, Asked, is_worth_it, made_apart, page_key, pages_of
from sitegen.engine.copied import published_files
from sitegen.engine.drawing import drawings
from sitegen.engine.former import former_addresses, former_key
from sitegen.engine.paths import Paths
from sitegen.engine.plan import rules_key
from sitegen.engine.scan import CityRules, CityScan
from sitegen.engine.stage import Stage
from sitegen.engine.units import Units, strand, strand_key
from sitegen.model import STRANDS, Output, StrandName
from sitegen.pages.city import City, FileDigest, NotAtHand, NothingToMake, ReadingName, listed
from sitegen.pages.product import KIND, Planned, Product
from sitegen.portal import products
from sitegen.store.state import OutputEntry, product_mark, product_of
from sitegen.urls import output_path, page_of

# What the city's own files and settings give to products.
_OF_CITY: dict[str, Callable[[CityRules], object]] = {
    "today": lambda rules: rules.context.now.date(),
    "drafts": lambda rules: rules.context.drafts,
    "tiles": lambda rules: rules.tiles,
    "boundaries": lambda rules: rules.boundaries,
    "paper": lambda rules: rules.paper,
    "holidays": lambda rules: rules.holidays,
    "requests": lambda rules: rules.requests,
    "complaints": lambda rules: rules.complaints,
    "assets": lambda rules: rules.assets,
    "root": lambda rules: rules.root_files,
    "removed": lambda rules: rules.removed,
    "withdrawn": lambda rules: rules.withdrawn,
    "old_addresses": lambda rules: (rules.old, rules.context.reserved),
    "schemas": lambda rules: rules.context.standards.schemas,
}
# What stands for those that are long.
_SEALED: dict[str, Callable[[CityRules], str]] = {
    "boundaries": lambda rules: rules.boundaries.seal,
    "paper": lambda rules: rules.paper.seal,
    "assets": lambda rules: _seal(rules.assets),
    "root": lambda rules: _seal(rules.root_files),
}
# The digests of files that are made here, by which products name them.
_DIGESTS = ("digests", "table_digests")
# Stands for a file that there is not.
_NOTHING = OutputEntry("", 0)
Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")


class Plans:
    """What one build's products read, and the pages they plan: each found once, when needed."""

    def __init__(self, city: CityScan, units: Units) -> None:
        self.site = rules_key(city.context)
        self._scan = city
        self._units = units
        self._formers = city.formers()
        self._base = digest(self.site, repr(city.entries()), repr(self._formers))
        self._keys: dict[ReadingName, str] = {}
        self._of_products: dict[str, str] = {}
        self._values: dict[ReadingName, Any] = {}
        self._pages: dict[str, tuple[Planned, ...]] = {}
        self._last: dict[str, list[str]] = {}
        self._digests: dict[str, FileDigest] = {}
        self._lacking: set[str] = set()
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
        return _once(
            self._of_products,
            product.name,
            lambda: digest(self._base, product.name, *map(self._reading_key, self._reads(product))),
        )

    def note(self, path: str, entry: OutputEntry) -> None:
        """Note a file of a listed product, for the products that name it with its digest."""
        self._digests[path] = FileDigest(digest=entry.digest, size=entry.size)

    def lack(self, product: Product) -> None:
        """Note that a file of a listed product could not be made, or has another owner."""
        self._lacking.add(product.listed)

    def is_sure(self, product: Product) -> bool:
        """Return whether all files are there whose digests a product reads."""
        return not self._lacking & {*product.reads}

    def pages(self, product: Product) -> tuple[Planned, ...]:
        """Return a product's pages, none of them made yet; it sees only what it reads."""
        return _once(self._pages, product.name, lambda: tuple(self._planned(product)))

    def _planned(self, product: Product) -> Iterator[Planned]:
        minify = self._scan.context.minify
        for page in product.make(self.city(product)):
            yield replace(page, make=partial(_minified, page.make)) if minify else page

    def readings(self, *, everything: bool) -> frozenset[ReadingName]:
        """Return what the products to be planned read, or what any product reads."""
        wanted = [p for p in products.PRODUCTS if everything or self.last(p) is None]
        if any("addresses" in product.reads for product in wanted):
            wanted += [product for product in self._others() if not _fixed(product)]
        return frozenset(name for product in wanted for name in self._reads(product))

    def city(self, product: Product) -> City:
        """Return what a product is made from."""
        return City(
            site=self._scan.context.site,
            entries=self._scan.entries(),
            given={name: self._value(name) for name in self._reads(product)},
            formers=self._formers,
        )

    def _reads(self, product: Product) -> tuple[ReadingName, ...]:
        """What a product reads; of one for former units, nothing in a city without them."""
        idle = product.yields and "former" in product.reads and not self._formers
        return () if idle else product.reads

    def _reading_key(self, name: ReadingName) -> str:
        return _once(self._keys, name, lambda: self._key_of(name))

    def _key_of(self, name: ReadingName) -> str:
        rules = self._scan.rules
        if name in _SEALED:
            return _SEALED[name](rules)
        if name in _OF_CITY or name == "held":
            return repr(self._value(name))
        if name == "addresses":
            return digest(*map(self.key, self._others()))
        if name in _DIGESTS:
            return digest(*(self.key(each) for each in products.PRODUCTS if each.listed == name))
        if name == "former":
            return former_key(self._scan)
        if name in ("files", "drawings"):
            return ""
        return strand_key(self._units, cast("StrandName", name))

    def _value(self, name: ReadingName) -> Any:
        return _once(self._values, name, lambda: self._value_of(name))

    def _value_of(self, name: ReadingName) -> object:
        if name in _OF_CITY:
            return _OF_CITY[name](self._scan.rules)
        if name == "held":
            records = self._units.records.items()
            return tuple((key, len(own.held_back)) for key, own in records if own.held_back)
        if name == "addresses":
            paths = (path for product in self._others() for path in self._paths(product))
            return tuple(url for path in paths if (url := page_of(path)))
        if name in _DIGESTS:
            return self._digests
        if name == "former":
            return former_addresses(self._scan, self._units)
        if name == "files":
            return published_files(self._scan.options.output, self._units.built.values())
        if name == "drawings":
            return drawings(self._scan.context)
        of_units = strand(self._units, cast("StrandName", name))
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
        return tuple(path for url in self._urls(product) if (path := output_path(url)) in known)

    def _urls(self, product: Product) -> Iterator[str]:
        """Yield the addresses of a product that never vary but with the city's kinds of unit."""
        for url, _ in product.paths:
            if KIND in url:
                kinds = self._scan.context.site.unit_kinds
                yield from (url.replace(KIND, kind.name) for kind in kinds)
            else:
                yield url

    def _others(self) -> tuple[Product, ...]:
        """The products with pages, whose addresses some other product reads."""
        return tuple(
            each
            for each in products.PRODUCTS
            if "addresses" not in each.reads and any(url.endswith("/") for url, _ in each.paths)
        )


def _minified(make: Callable[[], Output]) -> Output:
    from sitegen.pages.minified import minified

    return minified(make())


def _seal(files: tuple[Output, ...]) -> str:
    return digest(*(f"{each.path} {content_digest(each.body)}" for each in files))


def _fixed(product: Product) -> bool:
    """Whether the addresses of a product never vary but with the city's settings."""
    return all("<" not in url.replace(KIND, "") for url, _ in product.paths)


def _once(known: dict[Name, Value], name: Name, find: Callable[[], Value]) -> Value:
    if name not in known:
        known[name] = find()
    return known[name]


def needed_strands(city: CityScan, units: Units) -> tuple[StrandName, ...]:
    """Return the strands that products to be made read, or any product for `--verify`."""
    readings = Plans(city, units).readings(everything=bool(city.options.verify))
    return tuple(name for name in STRANDS if name in readings)


def claim_city(city: CityScan, units: Units, paths: Paths) -> None:
    """Take the paths of the city's pages, as far as these units tell them, without making any.

    Those of products that yield are for `claim_rest`, when the units have theirs.
    """
    plans = Plans(city, units)
    for product in products.PRODUCTS:
        for page in plans.pages(product) if not product.yields else ():
            paths.own(page.path, "")


def claim_rest(city: CityScan, units: Units, paths: Paths) -> None:
    """Take what is left of the paths of products that yield, without making any."""
    plans = Plans(city, units)
    for product in products.PRODUCTS:
        for page in plans.pages(product) if product.yields else ():
            paths.claims.take(page.path, "")


def reduce_city(city: CityScan, units: Units, paths: Paths) -> dict[str, str]:
    """Make the products whose inputs changed, and keep the others.

    Each takes its paths before any unit does: no unit can have an address of the city. Returns
    the key that the state is to record for each product, by its mark.
    """
    # A former product gets an empty key: it may become a product again.
    known = (mark for mark in city.state.meta if mark.startswith(product_mark("")))
    return dict.fromkeys(known, "") | _reduced(city, units, paths, yielding=False)


def reduce_rest(city: CityScan, units: Units, paths: Paths) -> dict[str, str]:
    """Make the products that yield, when all units have their paths; returns as `reduce_city`."""
    return _reduced(city, units, paths, yielding=True)


def _reduced(city: CityScan, units: Units, paths: Paths, *, yielding: bool) -> dict[str, str]:
    plans = Plans(city, units)
    wanted = [product for product in products.PRODUCTS if product.yields == yielding]
    with made_apart(list(_to_make_apart(city, units, plans, wanted))) as apart:
        # Those that are made apart come last: until then there is something to do here.
        made = {
            product.name: _product(city, paths, plans, product, apart)
            for product in sorted(wanted, key=lambda each: each.name in apart)
        }
    lacking = {each.listed for each in wanted if not made[each.name]}
    unsure = {each.name for each in wanted if lacking & {*each.reads}}
    return {product_mark(name): "" if name in unsure else key for name, key in made.items()}


def _product(city: CityScan, paths: Paths, plans: Plans, product: Product, apart: Apart) -> str:
    """Make or keep the pages of a product; return the key that the state is to record.

    As for units: a path that another owner has is tried again by the next build.
    """
    key, last = plans.key(product), plans.last(product)
    outputs = city.state.outputs

    def free(path: str) -> bool:
        return not product.yields or not paths.claims.take(path, "")

    def noted(path: str, entry: OutputEntry | None) -> bool:
        # A file that cannot be made now stays as it is online, and pages name that.
        there = entry or (outputs.get(path) if paths.claims.owners.get(path) == "" else None)
        if there and there is not _NOTHING and product.listed:
            plans.note(path, there)
        return entry is not None

    if last is not None:
        taken = [
            free(path) and paths.keep(path, "") and noted(path, outputs[path]) for path in last
        ]
    else:
        pages = pages_of(apart, product)
        stage = paths.stage("")
        # Without a digest in its key the next build makes a page again: then the files that it names may be there.
        sure = plans.is_sure(product)
        taken = [
            free(page.path)
            and noted(
                page.path,
                _put(
                    city,
                    paths,
                    stage,
                    page,
                    page_key(product, plans.site, page, key) if sure else f"{product.name}:",
                ),
            )
            for page in (plans.pages(product) if pages is None else pages)
        ]
    if not all(taken):
        plans.lack(product)
    return key if all(taken) else ""


def _to_make_apart(
    city: CityScan, units: Units, plans: Plans, wanted: list[Product]
) -> Iterator[Asked]:
    """Yield the products to be made in a process of their own."""
    if not is_worth_it(city.options, len(units.built)):
        return
    for product in wanted:
        if product.apart and plans.last(product) is None:
            outputs = city.state.outputs.items()
            force = city.options.force
            yield Asked(
                product=product.name,
                city=plans.city(product),
                site=plans.site,
                key=plans.key(product),
                known={} if force else {path: old.key for path, old in outputs if not old.owner},
            )


def _put(
    city: CityScan, paths: Paths, stage: Stage | None, page: Planned, key: str
) -> OutputEntry | None:
    """Make or keep a page and take its path; return the file, None if another owner has its path.

    `_NOTHING` if there is no such file.
    """
    old = city.state.outputs.get(page.path)
    if old is not None and not old.owner and old.key == key and not city.options.force:
        return old if paths.keep(page.path, "") else None
    try:
        output = page.make()
    except NothingToMake:
        return _NOTHING
    except NotAtHand:
        # What is online stays; without a file to copy there was nothing to be made for.
        if old is not None and not old.owner:
            paths.keep(page.path, "")
        else:
            paths.own(page.path, "")
        return None
    if stage is None:
        entry = OutputEntry(content_digest(output.body), len(output.body))
        return entry if paths.own(output.path, "") else None
    (staged,) = stage.put((output,), key)
    return staged.entry if paths.take(staged, "") else None
