"""The datasets of one unit as made: charts drawn, downloads, what other pages show of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.datasets.dataset import WANTED
from sitegen.datasets.lateness import lateness
from sitegen.digest import content_digest, digest
from sitegen.i18n import Translator
from sitegen.model import (
    AreaTable,
    DataRecord,
    DatasetMeta,
    DatasetSummary,
    FileSummary,
    Output,
    Problem,
    Revision,
    SharedTable,
    Table,
)
from sitegen.pages import views
from sitegen.pages.city import dataset_card
from sitegen.pages.review import is_due
from sitegen.pages.revisions import revision_words
from sitegen.pages.site import chart_picture
from sitegen.reports.former import former_address
from sitegen.store.record import dumps, loads
from sitegen.units.known import KnownDataset
from sitegen.units.page_files import PageFiles
from sitegen.units.versions import (
    Chosen,
)
from sitegen.urls import slugify

if TYPE_CHECKING:
    from sitegen.pages.dataset import DatasetItem
    from sitegen.pages.site import SiteContext
from sitegen.units.datasets import DatasetContent, ReadDataset, UnitDatasets

KEY_CHARTS = 2


class MadeDataset(Struct, frozen=True, kw_only=True):
    """A dataset with its charts drawn and its files made.

    `outputs` has its downloads and its charts' files, `problems` those of charts that could not be
    drawn. `id` stands for what it was made from. `files` has the paths of all of its files, `charts`
    counts its charts, `chart` is the first. `shared` is what the city knows of it if it follows a shared
    schema. One of which the last build's work holds has no
    `outputs`, no `item` (what its page shows) and no `chart`.
    """

    path: str
    summary: DatasetSummary
    record: DataRecord
    areas: tuple[AreaTable, ...]
    files: tuple[str, ...]
    outputs: tuple[Output, ...] = ()
    problems: tuple[Problem, ...] = ()
    item: DatasetItem | None = None
    id: str = ""
    chart: views.Chart | None = None
    stand_in: bool = False
    charts: int = 0
    again: bool = False
    shared: SharedTable | None = None

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.summary.url


def make_dataset(
    chosen: Chosen[ReadDataset],
    content: DatasetContent,
    published: UnitDatasets,
    revisions: tuple[Revision, ...] = (),
) -> MadeDataset:
    """Return a dataset of the unit with its charts drawn; `revisions` are its last changes in git,
    newest first.

    A chart that cannot be drawn is left out and reported, on the page too.
    """
    from sitegen.datasets.area_tables import area_tables
    from sitegen.datasets.data_record import data_record
    from sitegen.datasets.downloads import data_files
    from sitegen.datasets.shared_table import shared_table
    from sitegen.pages.dataset import DatasetItem, file_outputs
    from sitegen.pages.dataset_facts import period
    from sitegen.pages.dataset_sheet import workbook_notes

    files, context = published.files, published.context
    meta, key = content.dataset.meta, files.source.entry.key
    beside = PageFiles(content.url)
    charts, problems = _drawn(content, beside, published)
    lost = (*content.lost, *(title for _, title in problems))
    notes = workbook_notes(context.site, files.source.entry, content.dataset)
    item = DatasetItem(
        dataset=content.dataset,
        charts=charts,
        undrawn=(*lost, *content.left_out),
        files=data_files(content.dataset, content.original, notes, context.site.lang),
        missing=tuple(name for name in WANTED if not getattr(meta, name)),
        stand_in=chosen.stand_in is not None,
        first=files.by_path[chosen.path].first,
        last=chosen.last(files),
        revisions=revisions,
    )
    outputs = (*beside.outputs.values(), *file_outputs(key, item))
    record = data_record(meta, content.url, period(meta, context.site.t))
    areas = area_tables(content.dataset.file.table, meta, content.url)
    summary = _summary(key, record, item, areas, context.site.t)
    schema = context.standards.schema(meta.schema)
    shared = (
        shared_table(content.dataset, content.url, summary.files, schema, held=item.stand_in)
        if schema and schema.columns
        else None
    )
    return MadeDataset(
        path=chosen.path,
        summary=replace(summary, origin=_origin(chosen.path, content, published)),
        record=record,
        areas=areas,
        outputs=tuple(replace(output, key=content.id) for output in outputs),
        files=tuple(output.path for output in outputs),
        problems=tuple(problem for problem, _ in problems),
        item=item,
        id=content.id,
        chart=charts[0] if charts else None,
        stand_in=item.stand_in,
        charts=len(charts),
        again=bool(lost),
        shared=shared,
    )


def _drawn(
    content: DatasetContent, beside: PageFiles, published: UnitDatasets
) -> tuple[tuple[views.Chart, ...], tuple[tuple[Problem, str], ...]]:
    """The charts, whose files go to `beside`, and the problems of those that cannot be drawn, with their titles."""
    from sitegen.units.charts import ChartPlace, Undrawn, place_chart

    meta = content.dataset.meta
    charts: list[views.Chart] = []
    problems: list[tuple[Problem, str]] = []
    for number, chart in enumerate(content.charts, start=1):
        try:
            place = ChartPlace(
                number=number,
                meta=meta,
                url=content.url,
                unit=published.files.source.entry,
                card=number == 1,
            )
            charts.append(place_chart(chart, place, beside, published.context))
        except Undrawn as undrawn:
            problem = Problem.of("C011", chart.spec.where, reason=str(undrawn))
            problems.append((problem, chart.spec.title or meta.title))
    return tuple(charts), tuple(problems)


def _origin(path: str, content: DatasetContent, published: UnitDatasets) -> str:
    """The address in the unit that git knows a dataset to have had first, "" if that is its own."""
    files = published.files
    own = f"/{files.source.entry.key}/"
    for old, lines in files.by_path[path].former:
        address = former_address(old, lines, published.context.rules)
        if address.startswith(own):
            if content.sheet:
                address = f"{address.rstrip('/')}-{slugify(content.sheet)}/"
            return "" if address == content.url else address
    return ""


def _summary(
    key: str,
    record: DataRecord,
    item: DatasetItem,
    tables: tuple[AreaTable, ...],
    t: Translator,
) -> DatasetSummary:
    """What other pages show of a dataset; `key` is the unit's."""
    from sitegen.charts.svg import standalone_size
    from sitegen.units.charts import card_file

    meta, charts, url = item.dataset.meta, item.charts, record.url
    first = charts[0] if charts else None
    last = item.revisions[0] if item.revisions else None
    described = DatasetSummary(
        url=url,
        name=meta.name,
        title=meta.title,
        topics=meta.topics,
        period=record.period,
        updated=meta.updated,
        rows=item.dataset.file.reading.rows,
        sentence=first.sentence if first else "",
        chart_url=f"{url}{card_file(first.id)}" if first else "",
        chart_size=standalone_size(first.width, first.height) if first else (0, 0),
        described=meta.described,
        description=meta.description,
        source=meta.source,
        source_url=meta.source_url,
        licence=meta.licence,
        frequency=meta.frequency,
        contact=meta.contact,
        classification=meta.classification,
        period_start=meta.period_start,
        period_end=meta.period_end,
        coverage=meta.coverage,
        unit=meta.unit,
        columns=len(meta.columns),
        files=_file_summaries(key, item),
        picture=chart_picture(first, f"{url}{first.id}.png") if first else None,
        duties=meta.duties,
        first=item.first,
        last=item.last,
        held=item.stand_in,
        schema=meta.schema,
        revised=revision_words(last, t),
        revised_on=last.day if last else None,
        indicator=bool(record.interpretation),
        variables=bool(record.variables),
        review=meta.review,
        retired=meta.retired,
        versions=meta.versions,
    )
    return _with_contents(described, item.dataset.file.table, meta, tables)


def _with_contents(
    described: DatasetSummary, table: Table, meta: DatasetMeta, tables: tuple[AreaTable, ...]
) -> DatasetSummary:
    """The summary with what stands in the table: figures of areas, programmes, works, the budget."""
    from sitegen.datasets.area_figures import area_figures
    from sitegen.datasets.area_tables import measured_codes
    from sitegen.datasets.budget import DEEPEST, budget_lines, level
    from sitegen.programmes.progress import progress_of
    from sitegen.programmes.projects import packages_of, projects_of

    areas = area_figures(table, meta)
    shown = dict(areas.values) if areas else {}
    measured = (code for each in tables for code in measured_codes(each) if code not in shown)
    return replace(
        described,
        areas=areas,
        measured=tuple(measured),
        progress=progress_of(table, meta),
        projects=projects_of(table, meta),
        packages=packages_of(table, meta),
        budget=tuple(line for line in budget_lines(table, meta) if level(line.code) <= DEEPEST),
    )


def _file_summaries(key: str, item: DatasetItem) -> tuple[FileSummary, ...]:
    """Return the downloads of a dataset; `key` is the unit's."""
    from sitegen.pages.dataset import file_url

    name = item.dataset.meta.name
    return tuple(
        FileSummary(
            url=file_url(key, name, file.name),
            media_type=file.media_type,
            size=len(file.body),
            digest=content_digest(file.body),
        )
        for file in item.files
    )


def page_key(own: str, summary: DatasetSummary, today: date) -> str:
    """Return what the page of a dataset is made from; `own` stands for its files.

    A day adds how late its data are, and that it is to be reviewed.
    """
    said = lateness(summary.promised, summary.period_end, today), is_due(summary.review, today)
    return digest(own, repr(said)) if any(said) else own


def known_dataset(known: KnownDataset) -> MadeDataset:
    """Return a dataset of which nothing has to be made again."""
    return MadeDataset(
        path=known.path,
        summary=known.summary,
        record=known.record,
        areas=known.areas,
        files=known.outputs,
        id=known.id,
        charts=known.charts,
        shared=known.shared,
    )


def key_charts(
    datasets: Iterable[MadeDataset], unit: UnitDatasets
) -> tuple[tuple[views.Chart, ...], bool]:
    """Return the first charts of the unit's described datasets, for its home page.

    The second value says that one is missing that may be there next time.
    """
    charts: list[views.Chart] = []
    missing = False
    for made in datasets:
        if len(charts) == KEY_CHARTS:
            break
        if not (made.charts and made.summary.described):
            continue
        chart = _first_chart(made, unit)
        if chart is None:
            missing = True
            continue
        source = unit.context.site.link(made.summary.title, made.url)
        charts.append(replace(chart, id=f"{made.summary.name}-{chart.id}", source=source))
    return tuple(charts), missing


def _first_chart(made: MadeDataset, unit: UnitDatasets) -> views.Chart | None:
    """The first chart of a dataset; of one that was not made again: kept since, or placed anew.

    Kept in the cache, since placing it means reading the whole table.
    """
    from sitegen.units.charts import ChartPlace, Undrawn, place_chart

    def placed() -> tuple[bytes, ...]:
        if made.chart:
            return (dumps(made.chart).encode(),)
        content = unit.get(made.summary.name)
        if not (content and content.charts):
            raise Undrawn(LookupError())
        meta = content.dataset.meta
        entry = unit.files.source.entry
        place = ChartPlace(number=1, meta=meta, url=made.url, unit=entry)
        view = place_chart(content.charts[0], place, PageFiles(made.url), unit.context)
        return (dumps(view).encode(),)

    if made.chart and (made.again or not unit.known.before.rules):
        return made.chart  # not what is to be remembered, or a check, which remembers nothing
    try:
        (text,) = unit.context.cache.get("views", digest(made.id), placed)
    except Undrawn:
        return None
    return loads(views.Chart, text.decode())


def cards(site: SiteContext, summaries: Iterable[DatasetSummary]) -> tuple[views.DatasetCard, ...]:
    """Return the datasets as cards for their own unit's pages."""
    return tuple(dataset_card(site, summary, None) for summary in summaries)
