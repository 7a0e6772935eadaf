"""The datasets of one unit: read with their charts' values, then drawn and put on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    """A dataset as read: `url` is the address of its page, `original` the bytes of its table.

    `lost` has the titles of charts over which the program failed.
    """

    dataset: Dataset
    url: str
    charts: tuple[PreparedChart, ...]
    original: bytes
    lost: tuple[str, ...] = ()


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
    described, taken = _descriptions(files), dict[str, str]()
    return tuple(
        _first(files, (path, *described(path)), taken, context, gate)
        for path in files.paths("table")
    )


def other_datasets(
    datasets: tuple[Chosen[DatasetContent], ...],
    wrong: Mapping[str, Chosen[DatasetContent]],
    files: UnitFiles,
    context: BuildContext,
    gate: Gate,
) -> tuple[Chosen[DatasetContent], ...]:
    """Return the datasets with earlier versions of those that turned out to be `wrong`, by path."""
    taken = {
        each.value.dataset.meta.name: each.path
        for each in datasets
        if each.value and each.path not in wrong
    }
    described = _descriptions(files)
    return tuple(
        _first(files, (each.path, *described(each.path)), taken, context, gate, wrong[each.path])
        if each.path in wrong
        else each
        for each in datasets
    )


def _descriptions(files: UnitFiles) -> Callable[[str], tuple[str, ...]]:
    """The function from the path of a table to that of its description, if it has one."""
    metadata = {str(PurePosixPath(p).with_suffix("")): p for p in files.paths("metadata")}

    def described(path: str) -> tuple[str, ...]:
        found = metadata.get(str(PurePosixPath(path).with_suffix("")))
        return (found,) if found else ()

    return described


def _first(
    files: UnitFiles,
    paths: tuple[str, ...],
    taken: dict[str, str],
    context: BuildContext,
    gate: Gate,
    after: Chosen[DatasetContent] | None = None,
) -> Chosen[DatasetContent]:
    """The newest right version of a table; `taken` has the tables by their names, and gets its."""
    versions = Versions(
        files=files,
        paths=paths,
        past=context.past,
        zone=context.now.tzinfo,
        large=_too_large(files, paths[0]),
    )
    chosen = first_good(versions, _judge(versions, taken, context, gate), after)
    if chosen.value:
        taken[chosen.value.dataset.meta.name] = paths[0]
    return chosen


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
            again = any(problem.code == "S046" for problem in problems)
            return Verdict(problems=problems, screenings=screenings, again=again)
        name = slugify(dataset.meta.name) or "data"
        if name in taken:
            same = Problem.of("D016", path, name=dataset.meta.name, other=taken[name])
            return Verdict(problems=(*problems, same), screenings=screenings)
        last = candidate.stand_in.date if candidate.stand_in else versions.files.by_path[path].last
        meta = replace(dataset.meta, name=name, updated=dataset.meta.updated or last)
        charts, lost, found = _charts(dataset)
        content = DatasetContent(
            dataset=replace(dataset, meta=meta),
            url=dataset_url(key, name),
            charts=charts,
            original=data,
            lost=lost,
        )
        again = any(problem.code == "C011" for problem in found)
        return Verdict(
            value=content, problems=(*problems, *found), screenings=screenings, again=again
        )

    return judge


def _charts(
    dataset: Dataset,
) -> tuple[tuple[PreparedChart, ...], tuple[str, ...], tuple[Problem, ...]]:
    """The charts in the metadata or, without metadata, the one that the table suggests.

    The texts are the titles of those over which the program failed.
    """
    from sitegen.units.charts import prepared, suggested

    meta, table = dataset.meta, dataset.file.table
    specs: tuple[ChartSpec, ...] = meta.charts
    problems: tuple[Problem, ...] = ()
    if not specs and not meta.described:
        specs, problems = suggested(table, meta.path)
    made = [(spec, *prepared(spec, table)) for spec in specs]
    problems += tuple(problem for *_, found in made for problem in found)
    if not meta.described and any(is_error(problem.code) for problem in problems):
        return (), (), ()  # the author did not request this chart: publish the page without it
    lost = (
        spec.title or meta.title
        for spec, _, found in made
        if any(problem.code == "C011" for problem in found)
    )
    return tuple(chart for _, chart, _ in made if chart), tuple(lost), problems


def make_dataset(
    files: UnitFiles, chosen: Chosen[DatasetContent], content: DatasetContent, context: BuildContext
) -> MadeDataset:
    """Return a dataset of the unit with its charts drawn.

    A chart that cannot be drawn is left out and reported, on the page too.
    """
    from sitegen.datasets.downloads import data_files
    from sitegen.pages.dataset import DatasetItem, file_outputs
    from sitegen.units.charts import ChartPlace, Undrawn, place_chart

    meta = content.dataset.meta
    beside = PageFiles(content.url)
    charts: list[views.Chart] = []
    problems: list[Problem] = []
    lost = list(content.lost)
    for number, chart in enumerate(content.charts, start=1):
        try:
            place = ChartPlace(number=number, title=meta.title)
            charts.append(place_chart(chart, place, beside, context))
        except Undrawn as undrawn:
            problems.append(Problem.of("C011", chart.spec.where, reason=str(undrawn)))
            lost.append(chart.spec.title or meta.title)
    item = DatasetItem(
        dataset=content.dataset,
        charts=tuple(charts),
        undrawn=tuple(lost),
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
