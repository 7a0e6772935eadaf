"""The datasets of one unit: read, drawn, and put on their pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from sitegen.datasets.dataset import WANTED, Dataset, parse_dataset
from sitegen.model import ChartSpec, DatasetSummary, Problem, Where
from sitegen.pages import views
from sitegen.pages.city import dataset_card
from sitegen.pages.dataset import DatasetItem
from sitegen.pages.unit_shared import UnitContext
from sitegen.problems import is_error
from sitegen.tables.files.raw import MAX_BYTES as MAX_TABLE
from sitegen.units.media import ChartPlace, Shelf, Studio, place_chart
from sitegen.urls import dataset_url, slugify

if TYPE_CHECKING:
    from sitegen.units.desk import Desk

Placed: TypeAlias = "tuple[DatasetItem, str]"
KEY_CHARTS = 2


def read_datasets(desk: Desk) -> tuple[Placed, ...]:
    """Return the unit's datasets that can be published, each with the address of its page."""
    tables = desk.paths("table")
    if not tables:
        return ()
    metadata = {str(PurePosixPath(p).with_suffix("")): p for p in desk.paths("metadata")}
    found: list[tuple[DatasetItem, str]] = []
    taken: dict[str, str] = {}
    for path in tables:
        meta = metadata.get(str(PurePosixPath(path).with_suffix("")))
        item = _read_dataset(desk, (path, meta) if meta else (path,), taken)
        if item is not None:
            found.append((item, dataset_url(desk.source.entry.key, item.dataset.meta.name)))
    return tuple(found)


def _read_dataset(desk: Desk, paths: tuple[str, ...], taken: dict[str, str]) -> DatasetItem | None:
    """The table with its description as they are or, if that is wrong, as both last were right."""
    path = paths[0]
    size = desk.larger(path, MAX_TABLE)
    params = (("size", str(-(-size >> 20))), ("limit", str(MAX_TABLE >> 20)))
    large = Problem(code="D001", where=Where(path=path), params=params) if size else None
    while bodies := desk.version(*paths, large=large):
        data = bodies[0] or b""
        description = next(
            ((p, body) for p, body in zip(paths[1:], bodies[1:], strict=True) if body is not None),
            None,
        )
        dataset, problems = parse_dataset(
            desk.raw.pop(path), path, description, desk.shared.rules, desk.shared.standards
        )
        if desk.report(path, problems) or dataset is None:
            continue
        name = slugify(dataset.meta.name) or "data"
        if taken.setdefault(name, path) != path:
            params = (("name", dataset.meta.name), ("other", taken[name]))
            desk.report(path, (Problem(code="D016", where=Where(path=path), params=params),))
            continue
        updated = dataset.meta.updated or desk.files[path].last
        named = replace(dataset, meta=replace(dataset.meta, name=name, updated=updated))
        item = _dataset_item(desk, named, data)
        if item is not None:
            return item
    return None


def _dataset_item(desk: Desk, dataset: Dataset, original: bytes) -> DatasetItem | None:
    """Make the dataset's charts and files; None when a chart of its metadata is wrong."""
    from sitegen.charts.automatic import automatic
    from sitegen.pages.dataset import DatasetItem, data_files

    site, meta = desk.shared.site, dataset.meta
    shelf = Shelf(dataset_url(desk.source.entry.key, meta.name))
    specs: tuple[ChartSpec, ...] = meta.charts
    if not specs and not meta.described:
        own = automatic(dataset.file.table)
        specs = (own,) if own else ()
    studio = Studio(cache=desk.shared.cache, t=site.t, address=site.address)
    charts: list[views.Chart] = []
    problems: list[Problem] = []
    for number, spec in enumerate(specs, start=1):
        place = ChartPlace(shelf=shelf, number=number, fallback_title=meta.title)
        chart, found = place_chart(spec, dataset.file.table, place, studio)
        problems.extend(found)
        if chart is not None:
            charts.append(chart)
    if not meta.described and any(is_error(problem.code) for problem in problems):
        problems, charts = [], []  # nobody asked for this chart: the page goes out without it
    if desk.report(meta.path, problems):
        return None
    desk.put_shelf(meta.path, shelf)
    files = data_files(desk.source.entry.key, dataset, original)
    desk.trace(meta.path, (file.path for file in files))
    missing = tuple(name for name in WANTED if not getattr(meta, name))
    return DatasetItem(
        dataset=dataset,
        charts=tuple(charts),
        files=files,
        missing=missing,
        stand_in=meta.path in desk.stand_ins,
    )


def summarised(datasets: tuple[Placed, ...]) -> tuple[DatasetSummary, ...]:
    """Return what other pages say of the datasets."""
    if not datasets:
        return ()
    from sitegen.charts.svg import standalone_size
    from sitegen.pages.dataset import period

    return tuple(
        DatasetSummary(
            url=url,
            name=item.dataset.meta.name,
            title=item.dataset.meta.title,
            topics=item.dataset.meta.topics,
            period=period(item.dataset.meta),
            updated=item.dataset.meta.updated,
            rows=item.dataset.file.reading.rows,
            sentence=item.charts[0].sentence if item.charts else "",
            chart_url=f"{url}grafik-1.svg" if item.charts else "",
            chart_size=standalone_size(item.charts[0].width, item.charts[0].height)
            if item.charts
            else (0, 0),
            described=item.dataset.meta.described,
        )
        for item, url in datasets
    )


def on_home_page(
    desk: Desk, datasets: tuple[Placed, ...], summaries: tuple[DatasetSummary, ...]
) -> tuple[tuple[views.Chart, ...], tuple[views.DatasetCard, ...]]:
    """Return the key charts and the dataset cards of the unit's home page."""
    site = desk.shared.site
    charts: list[views.Chart] = []
    for item, url in datasets:
        if item.charts and item.dataset.meta.described and len(charts) < KEY_CHARTS:
            chart = item.charts[0]
            source = site.link(item.dataset.meta.title, url)
            charts.append(replace(chart, id=f"{item.dataset.meta.name}-{chart.id}", source=source))
    return tuple(charts), tuple(dataset_card(site, summary, None) for summary in summaries)


def put_datasets(desk: Desk, unit: UnitContext, datasets: tuple[Placed, ...]) -> None:
    """Put the page and the files of each dataset on the desk."""
    if not datasets:
        return
    from sitegen.pages.dataset import dataset_page

    for item, _ in datasets:
        desk.put(item.files)
        desk.put((dataset_page(unit, item),))
