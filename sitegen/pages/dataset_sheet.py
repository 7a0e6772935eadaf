"""What the workbook of a dataset tells beside its figures: where they come from and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.charts.numbers import unit_shown
from sitegen.datasets.heading import headings
from sitegen.datasets.workbook import Notes
from sitegen.i18n import N_, Translator
from sitegen.model import DatasetMeta, UnitEntry
from sitegen.pages import views
from sitegen.pages.dataset_facts import codes, facts, meaning
from sitegen.pages.doubt_notes import remark_notes
from sitegen.pages.own import own_facts
from sitegen.pages.site import SiteContext, unit_name
from sitegen.tables.kinds import KINDS
from sitegen.urls import dataset_url

if TYPE_CHECKING:
    from sitegen.datasets.dataset import Dataset


def workbook_notes(site: SiteContext, entry: UnitEntry, dataset: Dataset) -> Notes:
    """Return the sheet beside the figures of a unit's dataset."""
    meta, t = dataset.meta, site.t
    remarks = tuple(remark_notes(dataset.remarks, t))
    return Notes(
        sheet=t.gettext(N_("About these data")),
        title=meta.title,
        facts=tuple(_facts(site, entry, meta, dataset.file.reading.rows)),
        columns=tuple(_columns(meta, t)),
        remarks=((t.gettext(N_("Notes on these figures")), remarks),) if remarks else (),
    )


def _facts(
    site: SiteContext, entry: UnitEntry, meta: DatasetMeta, rows: int
) -> Iterator[tuple[str, str]]:
    t = site.t.gettext
    page = site.address.absolute(dataset_url(entry.key, meta.name))
    if meta.description:
        yield t(N_("What these figures are")), meta.description
    for fact in meaning(meta, site.t):
        yield fact.label, fact.value
    yield t(N_("Address of its page")), page
    producer = views.Link(label=unit_name(site, entry), href="")
    known = (*facts(site, producer, meta, rows), *codes(meta, site.t))
    for fact in (*known, *own_facts(site, "dataset", meta.extra)):
        yield fact.label, f"{fact.value} ({fact.note})" if fact.note else fact.value
        if fact.href.startswith(("https://", "http://")):
            yield "", fact.href


def _columns(meta: DatasetMeta, t: Translator) -> Iterator[tuple[str, ...]]:
    """The columns as the first sheet has them, with their names in the files for programs."""
    words = (
        N_("Column"),
        N_("Meaning"),
        N_("Type"),
        N_("Unit of measure"),
        N_("Name in the files for programs"),
    )
    yield tuple(map(t.gettext, words))
    for column, text in zip(meta.columns, headings(meta.columns), strict=True):
        kind, unit = t.gettext(KINDS[column.kind].label), unit_shown(column.unit)
        yield text, column.description, kind, unit, column.name
