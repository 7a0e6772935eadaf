"""The datasets of one unit: read with their charts' values, then drawn and put on pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.datasets.dataset import WANTED, Dataset, parse_dataset
from sitegen.digest import content_digest
from sitegen.model import ChartSpec, DatasetSummary, FileSummary, Output, Problem
from sitegen.pages import views
from sitegen.pages.city import dataset_card
from sitegen.privacy.gate import Gate, screen, screen_table
from sitegen.problems import is_error
from sitegen.processes.worker import WorkerError
from sitegen.tables.files.raw import MAX_BYTES as MAX_TABLE
from sitegen.tables.files.raw import parse_raw
from sitegen.units.context import BuildContext
from sitegen.units.files import UnitFiles
from sitegen.units.page_files import PageFiles
from sitegen.units.versions import (
    Candidate,
    Chosen,
    Judge,
    Verdict,
    Versions,
    first_good,
)
from sitegen.urls import dataset_url, slugify

if TYPE_CHECKING:
    from sitegen.pages.dataset import DatasetItem
    from sitegen.pages.site import SiteContext
    from sitegen.units.charts import PreparedChart

KEY_CHARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetContent:
    """A dataset as read: `url` is the address of its page, `original` the bytes of its table."""

    dataset: Dataset
    url: str
    charts: tuple[PreparedChart, ...]
    original: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDataset:
    """A dataset with its charts drawn and its files made.

    `outputs` has its downloads and its charts' files, `problems` those of charts that could not be
    drawn.
    """

    path: str
    url: str
    item: DatasetItem
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


def read_datasets(
    files: UnitFiles, context: BuildContext, gate: Gate
) -> tuple[Chosen[DatasetContent], ...]:
    """Return every table of the unit with its description, current or as it was last correct."""
    metadata = {str(PurePosixPath(p).with_suffix("")): p for p in files.paths("metadata")}
    taken: dict[str, str] = {}
    found: list[Chosen[DatasetContent]] = []
    for path in files.paths("table"):
        description = metadata.get(str(PurePosixPath(path).with_suffix("")))
        versions = Versions(
            files=files,
            paths=(path, description) if description else (path,),
            past=context.past,
            zone=context.now.tzinfo,
            large=_too_large(files, path),
        )
        chosen = first_good(versions, _judge(versions, taken, context, gate))
        if chosen.value:
            taken[chosen.value.dataset.meta.name] = path
        found.append(chosen)
    return tuple(found)


def _too_large(files: UnitFiles, path: str) -> Problem | None:
    size = files.larger(path, MAX_TABLE)
    return (
        Problem.of("D001", path, size=str(-(-size >> 20)), limit=str(MAX_TABLE >> 20))
        if size
        else None
    )


def _judge(
    versions: Versions, taken: dict[str, str], context: BuildContext, gate: Gate
) -> Judge[DatasetContent]:
    path, key = versions.path, versions.files.source.entry.key

    def judge(candidate: Candidate) -> Verdict[DatasetContent]:
        data = candidate.bodies[0] or b""
        # Split once, so that the gate and the typing see the same cells.
        raw = parse_raw(data, path)
        others = tuple(zip(versions.paths[1:], candidate.bodies[1:], strict=True))
        screenings = (
            *(() if isinstance(raw, Problem) else ((path, screen_table(raw, path, gate)),)),
            *((p, screen(body, p, gate)) for p, body in others if body is not None),
        )
        if candidate.stand_in and not all(screening.passed for _, screening in screenings):
            return Verdict(screenings=screenings)
        description = next(((p, body) for p, body in others if body is not None), None)
        dataset, problems = parse_dataset(raw, path, description, context.rules, context.standards)
        if dataset is None:
            return Verdict(problems=problems, screenings=screenings)
        name = slugify(dataset.meta.name) or "data"
        if name in taken:
            same = Problem.of("D016", path, name=dataset.meta.name, other=taken[name])
            return Verdict(problems=(*problems, same), screenings=screenings)
        last = candidate.stand_in.date if candidate.stand_in else versions.files.by_path[path].last
        meta = replace(dataset.meta, name=name, updated=dataset.meta.updated or last)
        charts, found = _charts(dataset)
        content = DatasetContent(
            dataset=replace(dataset, meta=meta),
            url=dataset_url(key, name),
            charts=charts,
            original=data,
        )
        return Verdict(value=content, problems=(*problems, *found), screenings=screenings)

    return judge


def _charts(dataset: Dataset) -> tuple[tuple[PreparedChart, ...], tuple[Problem, ...]]:
    """The charts in the metadata or, without metadata, the one that the table suggests."""
    from sitegen.charts.automatic import automatic
    from sitegen.charts.prepare import MAX_CHARTS, prepare
    from sitegen.units.charts import PreparedChart

    meta, table = dataset.meta, dataset.file.table
    specs: tuple[ChartSpec, ...] = meta.charts
    if not specs and not meta.described:
        own = automatic(table)
        specs = (own,) if own else ()
    charts: list[PreparedChart] = []
    problems: list[Problem] = []
    if len(specs) > MAX_CHARTS:
        counts = {"count": str(len(specs)), "limit": str(MAX_CHARTS)}
        problems.append(Problem.of("C014", specs[MAX_CHARTS].where, **counts))
    for spec in specs[:MAX_CHARTS]:
        data, found = prepare(spec, table, spec.where)
        problems += found
        if data is not None and not any(is_error(problem.code) for problem in found):
            charts.append(PreparedChart(spec=spec, data=data))
    wrong = any(is_error(problem.code) for problem in problems)
    if not meta.described and (wrong or not charts):
        return (), ()  # the author did not request this chart: publish the page without it
    return tuple(charts), tuple(problems)


def make_dataset(
    files: UnitFiles, chosen: Chosen[DatasetContent], content: DatasetContent, context: BuildContext
) -> MadeDataset:
    """Return a dataset of the unit with its charts drawn.

    A chart that cannot be drawn is left out and reported.
    """
    from sitegen.datasets.downloads import data_files
    from sitegen.pages.dataset import DatasetItem, file_outputs
    from sitegen.units.charts import ChartPlace, place_chart

    meta = content.dataset.meta
    beside = PageFiles(content.url)
    charts: list[views.Chart] = []
    problems: list[Problem] = []
    for number, chart in enumerate(content.charts, start=1):
        try:
            place = ChartPlace(number=number, title=meta.title)
            charts.append(place_chart(chart, place, beside, context))
        except WorkerError as error:
            problems.append(Problem.of("C011", chart.spec.where, reason=str(error)))
    item = DatasetItem(
        dataset=content.dataset,
        charts=tuple(charts),
        files=data_files(content.dataset, content.original),
        missing=tuple(name for name in WANTED if not getattr(meta, name)),
        stand_in=chosen.stand_in is not None,
        first=files.by_path[chosen.path].first,
        last=chosen.last(files),
    )
    return MadeDataset(
        path=chosen.path,
        url=content.url,
        item=item,
        outputs=(*beside.outputs.values(), *file_outputs(files.source.entry.key, item)),
        problems=tuple(problems),
    )


def summarised(key: str, datasets: Iterable[MadeDataset]) -> tuple[DatasetSummary, ...]:
    """Return what other pages show of the datasets of the unit `key`."""
    return tuple(_summary(key, each) for each in datasets)


def _summary(key: str, made: MadeDataset) -> DatasetSummary:
    from sitegen.charts.svg import standalone_size
    from sitegen.pages.dataset import period

    meta, charts = made.item.dataset.meta, made.item.charts
    first = charts[0] if charts else None
    return DatasetSummary(
        url=made.url,
        name=meta.name,
        title=meta.title,
        topics=meta.topics,
        period=period(meta),
        updated=meta.updated,
        rows=made.item.dataset.file.reading.rows,
        sentence=first.sentence if first else "",
        chart_url=f"{made.url}{first.id}.svg" if first else "",
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
        files=_file_summaries(key, made.item),
        first=made.item.first,
        last=made.item.last,
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


def key_charts(site: SiteContext, datasets: Iterable[MadeDataset]) -> tuple[views.Chart, ...]:
    """Return the first charts of the unit's described datasets, for its home page."""
    charts: list[views.Chart] = []
    for made in datasets:
        meta = made.item.dataset.meta
        if made.item.charts and meta.described and len(charts) < KEY_CHARTS:
            chart = made.item.charts[0]
            source = site.link(meta.title, made.url)
            charts.append(replace(chart, id=f"{meta.name}-{chart.id}", source=source))
    return tuple(charts)


def cards(site: SiteContext, summaries: Iterable[DatasetSummary]) -> tuple[views.DatasetCard, ...]:
    """Return the datasets as cards for their own unit's pages."""
    return tuple(dataset_card(site, summary, None) for summary in summaries)
