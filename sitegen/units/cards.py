"""Pictures for shared links to a unit's pages: drawn once, kept in the cache, and again only with other
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache as remember
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import sitegen
from sitegen.digest import digest
from sitegen.images.cards import Card, draw_card
from sitegen.installed import version
from sitegen.model import Output
from sitegen.pages.product import Planned
from sitegen.pages.share import report_card_of, unit_card_of
from sitegen.units.parts import UnitParts
from sitegen.urls import card_url, output_path, report_card_url

if TYPE_CHECKING:
    from sitegen.store.cache import Cache


def unit_cards(made: UnitParts, cache: Cache) -> Iterator[Planned]:
    """Yield the picture of the unit, and of each report that gets one."""
    yield _planned(card_url(made.key), unit_card_of(made.unit), cache)
    for item, plan in zip(made.reports, made.plans, strict=True):
        if plan.carded:
            card = report_card_of(made.unit, item.summary)
            yield _planned(report_card_url(item.summary.url), card, cache)


def _planned(url: str, card: Card, cache: Cache) -> Planned:
    path, key = output_path(url), digest(repr(card), *_drawing())
    return Planned(path=path, key=key, make=partial(_drawn, path, key, card, cache))


def _drawn(path: str, key: str, card: Card, cache: Cache) -> Output:
    (body,) = cache.get("cards", key, lambda: (draw_card(card),))
    return Output(path=path, body=body)


@remember
def _drawing() -> tuple[str, ...]:
    """What besides its words determines how a picture looks."""
    images = Path(sitegen.__file__).parent / "images"
    sources = [(images / name).read_bytes() for name in ("cards.py", "lettering.py")]
    return version("pillow"), digest(*sources)
