"""Pages that are too heavy for a cheap phone on a slow line."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping

from sitegen.i18n import N_
from sitegen.model import Output, Problem
from sitegen.units.finish import Finished
from sitegen.units.made_datasets import MadeDataset
from sitegen.urls import output_path

# Bytes of a page as it is sent, compressed, without its pictures: what fits the first round trips of a
# connection (RFC 6928: ten segments of 1,460 bytes). Pages of datasets have their whole table.
MAX_TEXT = 14 * 1024
MAX_DATASET = 20 * 1024
# HTML is compressed to less than half; what is no longer than that needs no look.
_LEAST = 2
_PARTS = (
    (N_("charts"), re.compile(rb"<svg\b.*?</svg>", re.DOTALL)),
    (N_("tables"), re.compile(rb"<table\b.*?</table>", re.DOTALL)),
    (N_("links"), re.compile(rb"<a [^>]*>")),
)
_WORDS = N_("words")


def heavy_pages(
    texts: Iterable[Finished], datasets: Iterable[MadeDataset], outputs: Mapping[str, Output]
) -> Iterator[Problem]:
    """Yield a warning for each page of a text or dataset that is sent in more bytes than it may have."""
    pages = [(each.draft.source.path, each.draft.url, MAX_TEXT) for each in texts]
    pages += [(each.path, each.url, MAX_DATASET) for each in datasets]
    for path, url, most in pages:
        page = outputs.get(output_path(url))
        if page and len(page.body) > _LEAST * most and (sent := sent_size(page.body)) > most:
            size, limit = (str(-(-each // 1024)) for each in (sent, most))
            yield Problem.of("R008", path, size=size, limit=limit, reason=_most(page.body))


def sent_size(body: bytes) -> int:
    """Return the bytes of a file as hosts send it, compressed with their usual effort."""
    return len(zlib.compress(body, 6))


def _most(page: bytes) -> str:
    """What most of a page is, a message id."""
    rest, sizes = page, []
    for name, part in _PARTS:
        sizes.append((sent_size(b"".join(part.findall(page))), name))
        rest = part.sub(b"", rest)
    sizes.append((sent_size(rest), _WORDS))
    return max(sizes)[1]
