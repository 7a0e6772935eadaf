"""Pages that are too heavy for a cheap phone on a slow line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sitegen.i18n import N_
from sitegen.model import Output, Problem
from sitegen.units.finish import Finished
from sitegen.units.made_datasets import MadeDataset
from sitegen.urls import output_path

# Bytes of a page without its pictures; on a 2G line this takes ten seconds.
MAX_PAGE = 300 * 1024
_PARTS = (
    (N_("charts"), re.compile(rb"<svg\b.*?</svg>", re.DOTALL)),
    (N_("tables"), re.compile(rb"<table\b.*?</table>", re.DOTALL)),
    (N_("links"), re.compile(rb"<a [^>]*>")),
)
_WORDS = N_("words")


def heavy_pages(
    texts: Iterable[Finished], datasets: Iterable[MadeDataset], outputs: Mapping[str, Output]
) -> Iterator[Problem]:
    """Yield a warning for each page of a text or dataset of more than MAX_PAGE bytes."""
    pages = [(each.draft.source.path, each.draft.url) for each in texts]
    pages += [(each.path, each.url) for each in datasets]
    for path, url in pages:
        page = outputs.get(output_path(url))
        if page and len(page.body) > MAX_PAGE:
            size, limit = (str(-(-each // 1024)) for each in (len(page.body), MAX_PAGE))
            yield Problem.of("R008", path, size=size, limit=limit, reason=_most(page.body))


def _most(page: bytes) -> str:
    """What most of a page is, a message id."""
    sizes = [(sum(map(len, part.findall(page))), name) for name, part in _PARTS]
    sizes.append((len(page) - sum(size for size, _ in sizes), _WORDS))
    return max(sizes)[1]
