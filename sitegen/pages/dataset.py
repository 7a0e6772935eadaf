"""A dataset's page and files, and charts as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.numbers import unit_shown
from sitegen.datasets.downloads import DataFile, plain_rows
from sitegen.datasets.heading import heading
from sitegen.i18n import N_, Lang, Translator
from sitegen.model import Column, DatasetMeta, Output, Revision, Table
from sitegen.pages import views, wording
from sitegen.pages.cells import shown_cell
from sitegen.pages.croissant import Described, croissant
from sitegen.pages.dataset_facts import codes, elements, facts, late_sentence, meaning, period
from sitegen.pages.doubt_notes import remark_notes
from sitegen.pages.jsonld import block
from sitegen.pages.own import by_name, own_facts
from sitegen.pages.qr import with_code
from sitegen.pages.reading_notes import reading_notes
from sitegen.pages.retired import retired_note
from sitegen.pages.revisions import revision_view
from sitegen.pages.share import share_links
from sitegen.pages.site import (
    FEEDS,
    chart_picture,
    feed_alternate,
    page_output,
    site_view,
    topic_links,
    with_picture,
)
from sitegen.pages.table_view import aligned, layout, rows_shown, with_columns
from sitegen.pages.unit_shared import UnitContext, unit_meta
from sitegen.tables.kinds import KINDS
from sitegen.urls import FOLLOW_URL, TERMS_URL, dataset_url, facts_url, map_url, output_path

if TYPE_CHECKING:
    from sitegen.datasets.dataset import Dataset
    from sitegen.datasets.lateness import Lateness

_MISSING_LABELS = {
    "description": N_("description"),
    "source": N_("source"),
    "licence": N_("licence"),
    "frequency": N_("how often it is updated"),
    "period_start": N_("period"),
    "coverage": N_("area covered"),
    "contact": N_("contact"),
    "unit": N_("unit of the figures"),
}


class DatasetItem(Struct, frozen=True, kw_only=True):
    """A dataset with its charts and downloads made.

    `undrawn` has the titles of charts that could not be drawn now. `stand_in` says that it is an
    earlier version. `first` and `last` are the dates on which it
    was published and last changed, None when unknown. `revisions` are its last changes in
    git, newest first.
    """

    dataset: Dataset
    charts: tuple[views.Chart, ...]
    files: tuple[DataFile, ...]
    missing: tuple[str, ...]
    undrawn: tuple[str, ...] = ()
    stand_in: bool = False
    first: date | None = None
    last: date | None = None
    revisions: tuple[Revision, ...] = ()


def data_table(
    headers: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    caption: str,
    lang: Lang,
    *,
    time: bool = False,
) -> views.DataTable:
    """Return a chart's table: the first column names the rows, the others are figures.

    `time` says that the names are moments or periods.
    """
    names, *figures = zip(*rows, strict=True) if rows else ((),)
    lined = zip(names, *(aligned(cells, lang) for cells in figures), strict=True)
    return views.DataTable(
        caption=caption,
        head=tuple(
            views.Cell(text=text, numeric=bool(at), time=time and not at)
            for at, text in enumerate(headers)
        ),
        rows=tuple(
            tuple(views.Cell(text=cell, numeric=bool(i)) for i, cell in enumerate(row))
            for row in lined
        ),
        total=len(rows),
        note="",
    )


def preview(table: Table, title: str, t: Translator) -> views.DataTable:
    """Return the rows of a dataset as its page shows them: all of them, or the newest that fit.

    The column that names the rows is the first; what is the same in all rows is in the caption.
    """
    columns, total = layout(table), len(table.frame)
    frame, newest = rows_shown(table)
    shown = with_columns(table, frame, columns.order)
    cells = zip(*plain_rows(shown), strict=True) if len(frame) else ((),) * len(columns.order)
    lined = [_cells(values, column, t) for values, column in zip(cells, columns.order, strict=True)]
    note = ""
    if total > len(frame):
        text = N_("The newest {shown} of {total} rows; the downloads hold all.")
        text = text if newest else N_("First {shown} of {total} rows; the downloads hold all.")
        note = t.gettext(text).format(shown=len(frame), total=wording.whole(total, t.lang))
    return views.DataTable(
        caption=_caption(title, table, columns.constant, t),
        head=tuple(
            views.Cell(
                text=heading(column),
                numeric=_is_figure(column),
                time=KINDS[column.kind].time is not None,
            )
            for column in columns.order
        ),
        rows=tuple(zip(*lined, strict=True)),
        total=total,
        note=note,
    )


def _cells(
    values: tuple[str | float | None, ...], column: Column, t: Translator
) -> tuple[views.Cell, ...]:
    """The cells of a column; its figures have as many decimals each."""
    texts = tuple(shown_cell(value, column, t) for value in values)
    figures = _is_figure(column)
    if figures:
        texts = aligned(texts, t.lang)
    return tuple(views.Cell(text=text, numeric=figures) for text in texts)


def _is_figure(column: Column) -> bool:
    return KINDS[column.kind].figures is not None


def _caption(title: str, table: Table, constant: tuple[Column, ...], t: Translator) -> str:
    """The title, with what is the same in all rows and not in the title already."""
    if not constant:
        return title
    first = next(plain_rows(with_columns(table, table.frame.head(1), constant)))
    told = [
        f"{column.title}: {text}"
        for value, column in zip(first, constant, strict=True)
        if value is not None and (text := shown_cell(value, column, t)) not in title
    ]
    return f"{title} ({'; '.join(told)})" if told else title


def dataset_page(
    unit: UnitContext,
    item: DatasetItem,
    late: Lateness | None = None,
    review: views.Review | None = None,
    *,
    mapped: bool = False,
) -> Output:
    """Return a dataset's page; `late` says that newer data are overdue, `review` that it is to be
    reviewed, `mapped` that there is a map.
    """
    site, meta = unit.site, item.dataset.meta
    t = site.t
    url = dataset_url(unit.entry.key, meta.name)
    first = item.charts[0] if item.charts else None
    own = first.title if first and first.title != meta.title else ""
    sentence = first.sentence if first else ""
    extra = own_facts(site, "dataset", meta.extra)
    producer = views.Link(label=unit.masthead.name, href=unit.masthead.href)
    head = _head(unit, item, meta.description or sentence or meta.title)
    citation = _citation(unit, meta, head.canonical)
    revisions = tuple(
        revision_view(each, item.dataset.file.table.columns, t, last=not number)
        for number, each in enumerate(item.revisions)
    )
    view = views.DatasetPage(
        site=site_view(site, meta.updated or date.min),
        meta=_with_data(unit, item, head, citation),
        unit=unit.masthead,
        title=meta.title,
        standfirst=own or sentence,
        retired=retired_note(site, meta.retired) if meta.retired else None,
        late=late_sentence(meta, late, t) if late else "",
        description=meta.description,
        meaning=tuple(meaning(meta, t)),
        charts=item.charts,
        undrawn=tuple(_undrawn(item, t)),
        table=preview(item.dataset.file.table, meta.title, t),
        map=site.link(t.gettext(N_("Show on the map")), map_url(url)) if mapped else None,
        downloads=tuple(_downloads(unit, item)),
        download_note=_download_note(item, t),
        columns=tuple(_columns(meta, t)),
        facts=(*facts(site, producer, meta, item.dataset.file.reading.rows), *extra),
        extra=by_name(extra),
        remarks=tuple(remark_notes(item.dataset.remarks, t)),
        reading=tuple(reading_notes(item.dataset.file, t)),
        missing=tuple(t.gettext(_MISSING_LABELS[name]) for name in item.missing),
        elements=elements(meta, t),
        codes=tuple(codes(meta, t)),
        share=share_links(site, head.canonical, meta.title),
        citation=citation,
        terms=site.link(t.gettext(N_("Terms for the use of data")), TERMS_URL),
        in_figures=_in_figures(unit),
        versions=tuple(
            views.ShownVersion(
                day=wording.day(each.day, site.lang), number=each.number, note=each.note
            )
            for each in meta.versions
        ),
        revision=revisions[0] if revisions else None,
        revisions=revisions[1:],
        topics=topic_links(site, meta.topics),
        feed=site.link(t.gettext(N_("Follow changes of these data")), url + FEEDS[0][0]),
        feed_help=site.link(t.gettext(N_("How feeds work")), FOLLOW_URL),
        review=review,
        stand_in=item.stand_in,
    )
    return page_output(site, url, "dataset.html", view)


def _head(unit: UnitContext, item: DatasetItem, description: str) -> views.Meta:
    """The page's head, with the first chart as its picture."""
    meta, first = item.dataset.meta, item.charts[0] if item.charts else None
    url = dataset_url(unit.entry.key, meta.name)
    head = unit_meta(unit, url, f"{meta.title} - {unit.masthead.name}", description)
    picture = chart_picture(first, f"{url}{first.id}.png") if first else None
    return with_picture(unit.site, head, picture)


def _with_data(unit: UnitContext, item: DatasetItem, head: views.Meta, citation: str) -> views.Meta:
    """The head with what programs read: the description as JSON-LD, the feed and the code for paper."""
    site, meta, key = unit.site, item.dataset.meta, unit.entry.key
    described = Described(
        meta=meta,
        files=tuple(
            (file, site.address.absolute(file_url(key, meta.name, file.name)))
            for file in item.files
        ),
        citation=citation,
        first=item.first,
    )
    told = block(croissant(unit, described, head))
    feed = feed_alternate(site, dataset_url(key, meta.name), f"{meta.title} · {unit.masthead.name}")
    return with_code(replace(head, data=(*head.data, told), alternates=(feed,)))


def _undrawn(item: DatasetItem, t: Translator) -> Iterator[str]:
    said = N_("The chart “{title}” could not be drawn. Its figures are in the table.")
    for title in item.undrawn:
        yield t.gettext(said).format(title=title)


def _columns(meta: DatasetMeta, t: Translator) -> Iterator[views.ColumnRow]:
    """The columns of which more is known than their names."""
    for column in meta.columns:
        if column.description or column.unit:
            yield views.ColumnRow(
                name=column.name,
                title=column.title,
                kind=t.gettext(KINDS[column.kind].label),
                unit=unit_shown(column.unit),
                description=column.description,
            )


def file_url(key: str, dataset: str, file: str) -> str:
    """Return the address of a download; `key` is the unit's, `file` its name."""
    return dataset_url(key, dataset) + file


def file_outputs(key: str, item: DatasetItem) -> tuple[Output, ...]:
    """Return the downloads as files of the site; `key` is the unit's."""
    name = item.dataset.meta.name
    return tuple(
        Output(path=output_path(file_url(key, name, file.name)), body=file.body)
        for file in item.files
    )


def _downloads(unit: UnitContext, item: DatasetItem) -> Iterator[views.Download]:
    site, name = unit.site, item.dataset.meta.name
    for file in item.files:
        yield views.Download(
            label=site.t.gettext(file.label),
            format=file.format,
            size=wording.size(len(file.body), site.lang),
            href=site.address.href(file_url(unit.entry.key, name, file.name)),
        )


def _download_note(item: DatasetItem, t: Translator) -> str:
    if any(file.name == f"{item.dataset.meta.name}.xlsx" for file in item.files):
        return ""
    return t.gettext(
        N_("The table is too large for an Excel workbook. The CSV file has all of its rows.")
    )


def _in_figures(unit: UnitContext) -> views.Link | None:
    if not unit.entry.active:
        return None
    label = unit.site.t.gettext(N_("{unit} in figures")).format(unit=unit.masthead.name)
    return unit.site.link(label, facts_url(unit.entry.key))


def _citation(unit: UnitContext, meta: DatasetMeta, address: str) -> str:
    when = str(meta.updated.year) if meta.updated else period(meta, unit.site.t)
    place = ", ".join(part for part in (unit.site.name, when) if part)
    return f"{unit.masthead.name}. {meta.title}. {place}. {address}"
