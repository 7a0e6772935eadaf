"""Products of the city that take long, made in a process of their own while the others are made here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial

from msgspec import Struct

from sitegen.digest import digest
from sitegen.engine.options import Options
from sitegen.engine.parallel import process_pool
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product
from sitegen.portal import products
from sitegen.processes.worker import without_main

# Where fewer units have changed, starting a process costs more than it saves.
FROM = 32


class Asked(Struct, frozen=True, kw_only=True):
    """A product to be made: `site` and `key` are those of its pages' keys, `known` the keys that are online."""

    product: str
    city: City
    site: str
    key: str
    known: dict[str, str]


class MadeApart(Struct, frozen=True, kw_only=True):
    """A page that was made, or is online as it would be made: then `body` is None."""

    path: str
    key: str
    body: bytes | None


Apart = Mapping[str, "Future[tuple[MadeApart, ...]]"]


def page_key(product: Product, site: str, page: Planned, key: str) -> str:
    """Return what the state keeps as the key of a page; `key` is that of its product."""
    return f"{product.name}:{digest(site, page.key or key)}"


def is_worth_it(options: Options, built: int) -> bool:
    """Return whether products are made apart in a build in which so many units were built."""
    return (options.jobs or os.cpu_count() or 1) > 1 and built >= FROM


@contextmanager
def made_apart(asked: list[Asked]) -> Iterator[Apart]:
    """Begin to make these products, and yield what each comes to, by its name."""
    with ExitStack() as pools:
        found: dict[str, Future[tuple[MadeApart, ...]]] = {}
        if asked:
            pool: ProcessPoolExecutor = pools.enter_context(process_pool(1))
            with without_main():
                found = {each.product: pool.submit(make, each) for each in asked}
        yield found


def make(asked: Asked) -> tuple[MadeApart, ...]:
    """Return the pages of a product, in its order; those that are online are not made."""
    (product,) = (each for each in products.PRODUCTS if each.name == asked.product)
    found = []
    for page in product.make(asked.city):
        online = asked.known.get(page.path) == page_key(product, asked.site, page, asked.key)
        body = None if online else page.make().body
        found.append(MadeApart(path=page.path, key=page.key, body=body))
    return tuple(found)


def pages_of(found: Apart, product: Product) -> tuple[Planned, ...] | None:
    """Return the pages of a product that was made apart; None if it was not, or that failed.

    What fails there is tried here, where it is told.
    """
    if product.name not in found:
        return None
    try:
        made = found[product.name].result()
    except Exception:  # noqa: BLE001 - whatever it is comes again, or does not
        return None
    return tuple(
        Planned(path=each.path, key=each.key, make=partial(_as_output, each)) for each in made
    )


def _as_output(made: MadeApart) -> Output:
    if made.body is None:
        raise LookupError(made.path)
    return Output(path=made.path, body=made.body)
