"""What becomes of each source of a unit: the files made from it and the pages that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.model import Service, Trace
from sitegen.units.finish import Finished
from sitegen.units.made_datasets import MadeDataset
from sitegen.units.redirects import Redirect
from sitegen.urls import output_path

# Source, output files made from it, and the address of a page that shows it or "".
Step = tuple[str, tuple[str, ...], str]


def traces(
    texts: Iterable[Finished],
    datasets: Iterable[MadeDataset],
    moved: Iterable[Redirect],
    services: Iterable[tuple[str, Service]],
) -> tuple[Trace, ...]:
    """Return what became of each source that has a page or a file (`Trace`), sorted by path.

    `services` are those of each profile, by its path.
    """
    of_services = (
        (path, (output_path(each.url),), each.url) for path, each in services if each.url
    )
    outputs: dict[str, set[str]] = {}
    pages: dict[str, set[str]] = {}
    for path, made, url in (
        *_of_texts(texts),
        *_of_datasets(datasets),
        *_of_redirects(moved),
        *of_services,
    ):
        outputs.setdefault(path, set()).update(made)
        pages.setdefault(path, set()).update((url,) if url else ())
    return tuple(
        Trace(path=path, outputs=tuple(sorted(outputs[path])), pages=tuple(sorted(pages[path])))
        for path in sorted(outputs)
    )


def _of_texts(texts: Iterable[Finished]) -> Iterator[Step]:
    for each in texts:
        url = each.draft.url
        yield each.draft.source.path, (output_path(url), *each.files), url
        for source, made in each.shown:
            yield source, made, url


def _of_datasets(datasets: Iterable[MadeDataset]) -> Iterator[Step]:
    for each in datasets:
        yield each.path, (output_path(each.url), *each.files), each.url


def _of_redirects(moved: Iterable[Redirect]) -> Iterator[Step]:
    for each in moved:
        yield each.path, (each.output.path,), ""
