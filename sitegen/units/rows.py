"""What the next build may reuse of a unit's sources: those that are published as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from sitegen.model import Made
from sitegen.pages.report import ReportItem
from sitegen.store.record import dumps
from sitegen.units.datasets import ReadDataset
from sitegen.units.finish import Finished
from sitegen.units.known import KnownDataset, KnownText, keys_of
from sitegen.units.made_datasets import MadeDataset
from sitegen.units.read import UnitContent
from sitegen.units.texts import Draft
from sitegen.units.versions import Chosen


def what_was_made(
    content: UnitContent,
    texts: Iterable[Finished],
    reports: Iterable[ReportItem],
    datasets: Iterable[MadeDataset],
    remarked: Container[str],
) -> Made:
    """Return what the next build may reuse; `content` has the texts in their published versions.

    Left out is what is held back, has changed since the scan, needs a permit, may come out
    differently next time, or is `remarked`: there is a problem that only its page shows.
    """
    cards = {each.summary.url: each.card for each in reports}
    chosen = {each.path: each for each in content.texts.published}
    rows: list[tuple[str, str]] = []
    kept: set[str] = set()
    for text in texts:
        path = text.draft.source.path
        if path in remarked:
            continue
        if text.draft.known or text.kept:
            kept.add(path)
        elif text.id and not text.beside and not _is_screened(text) and _sound(chosen[path]):
            rows.append((path, dumps(_known_text(text, chosen[path], cards))))
    made = {each.path: each for each in datasets}
    for path, row in _of_datasets(content, made):
        if path in remarked:
            continue
        if row is None:
            kept.add(path)
        else:
            rows.append((path, dumps(row)))
    return Made(rows=tuple(rows), kept=tuple(sorted(kept)))


def _of_datasets(
    content: UnitContent, made: dict[str, MadeDataset]
) -> Iterator[tuple[str, KnownDataset | None]]:
    """Each dataset with its new row, or with None if the one from before holds.

    A workbook of which several sheets are datasets has no row: it is read again.
    """
    files = Counter(each.path for each in content.datasets)
    for each in content.datasets:
        if files[each.path] > 1:
            continue
        dataset = made.get(each.path)
        if dataset is None or dataset.again:
            continue
        if isinstance(each.value, KnownDataset):
            yield each.path, None
        elif dataset.item and _sound(each):
            yield (
                each.path,
                KnownDataset(
                    id=dataset.id,
                    path=each.path,
                    summary=dataset.summary,
                    record=dataset.record,
                    areas=dataset.areas,
                    problems=each.problems,
                    outputs=dataset.files,
                    charts=dataset.charts,
                    shared=dataset.shared,
                ),
            )


def _is_screened(text: Finished) -> bool:
    return bool(text.screening.problems or text.screening.used)


def _sound(chosen: Chosen[Draft] | Chosen[ReadDataset]) -> bool:
    """Whether the current version is published and nothing about it needs to be looked at again."""
    return (
        chosen.number == 0
        and not (chosen.held or chosen.refused or chosen.moved or chosen.again)
        and not (chosen.screenings or chosen.permitted)
    )


def _known_text(text: Finished, chosen: Chosen[Draft], cards: dict[str, str]) -> KnownText:
    return KnownText(
        basis=text.draft.basis,
        id=text.id,
        answers=text.answers or (),
        keys=keys_of(text.draft.source),
        found=chosen.problems,
        problems=text.problems,
        ids=text.body.ids,
        links=text.links,
        outputs=text.files,
        shown=text.shown,
        used=tuple(sorted(text.used)),
        card=cards.get(text.draft.url, ""),
        term=text.draft.term,
    )
