"""Pages of texts and datasets that are too heavy for a cheap phone on a slow line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.model import Output, Problem
from sitegen.pages.budgets import in_kilobytes, most_of, page_type, sent_size
from sitegen.units.finish import Finished
from sitegen.units.made_datasets import MadeDataset
from sitegen.urls import output_path

# HTML is compressed to less than half; what is no longer than that needs no look.
_LEAST = 2


def heavy_pages(
    texts: Iterable[Finished], datasets: Iterable[MadeDataset], outputs: Mapping[str, Output]
) -> Iterator[Problem]:
    """Yield a warning for each page of a text or dataset that is sent in more bytes than it may have."""
    pages = [(each.draft.source.path, each.draft.url) for each in texts]
    pages += [(each.path, each.url) for each in datasets]
    for path, url in pages:
        page = outputs.get(at := output_path(url))
        if not page:
            continue
        most = page_type(at).most
        if len(page.body) > _LEAST * most and (sent := sent_size(page.body)) > most:
            size, limit = in_kilobytes(sent), in_kilobytes(most)
            yield Problem.of("R008", path, size=size, limit=limit, reason=most_of(page.body))
