"""The datasets of one unit: read with their charts' values, then drawn and put on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from sitegen.city.git.mainline import Stay, tenure
from sitegen.datasets.dataset import WANTED, Dataset, dataset_name, parse_dataset
from sitegen.digest import content_digest, digest
from sitegen.model import ChartSpec, DatasetSummary, FileSummary, Output, Problem
from sitegen.pages import views
from sitegen.pages.city import dataset_card
from sitegen.privacy.gate import Gate, screen, screen_table
from sitegen.problems import is_error
from sitegen.store.record import dumps, loads
from sitegen.tables.files.raw import MAX_BYTES as MAX_TABLE
from sitegen.tables.files.raw import parse_raw
from sitegen.units.context import BuildContext
from sitegen.units.files import UnitFiles
from sitegen.units.known import Known, KnownDataset
from sitegen.units.page_files import PageFiles
from sitegen.units.versions import (
    Candidate,
    Chosen,
    Judge,
    Verdict,
    Versions,
    first_good,
)
from sitegen.urls import dataset_url, free_slug, slugify

if TYPE_CHECKING:
    from sitegen.pages.dataset import DatasetItem
    from sitegen.pages.site import SiteContext
    from sitegen.units.charts import PreparedChart
    from sitegen.units.texts import TextReader

KEY_CHARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetContent:
    """A dataset as read: `url` is the address of its page, `original` the bytes of its table.

    `id` stands for the files that it was read from and for the unit's rules. `lost` has the titles
    of charts over which the program failed.
    """

    id: str
    dataset: Dataset
    url: str
    charts: tuple[PreparedChart, ...]
    original: bytes
    lost: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The dataset's name in addresses."""
        return self.dataset.meta.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDataset:
    """A dataset with its charts drawn and its files made.

    `outputs` has its downloads and its charts' files, `problems` those of charts that could not be
    drawn. `id` stands for what it was made from. `files` has the paths of all of its files, `charts`
    counts its charts, `chart` is the first. One of which the last build's work holds has no
    `outputs`, no `item` (what its page shows) and no `chart`.
    """

    path: str
    summary: DatasetSummary
    files: tuple[str, ...]
    outputs: tuple[Output, ...] = ()
    problems: tuple[Problem, ...] = ()
    item: DatasetItem | None = None
    id: str = ""
    chart: views.Chart | None = None
    stand_in: bool = False
    charts: int = 0
    again: bool = False

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.summary.url


ReadDataset = DatasetContent | KnownDataset


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDatasets:
    """The published datasets of a unit by name; a known one is read when a chart needs it."""

    chosen: tuple[Chosen[ReadDataset], ...]
    files: UnitFiles
    context: BuildContext
    gate: Gate
    known: Known
    _read: dict[str, DatasetContent | None] = field(default_factory=dict)

    @property
    def ids(self) -> Mapping[str, str]:
        """What stands for each dataset, by name."""
        return {each.value.name: each.value.id for each in self.chosen if each.value}

    def get(self, name: str) -> DatasetContent | None:
        """Return the content of a dataset.

        None if there is none of this name, or if a known one has changed since the scan.
        """
        for each in self.chosen:
            if each.value and each.value.name == name:
                return self._content(each.value)
        return None

    def _content(self, value: ReadDataset) -> DatasetContent | None:
        if isinstance(value, DatasetContent):
            return value
        if value.path not in self._read:
            versions = _versions(self.files, value.path, self.context)
            judge = _judge(versions, {}, self.context, self.gate, self.known)
            found = first_good(versions, judge).value
            self._read[value.path] = found if found and found.id == value.id else None
        return self._read[value.path]


def read_datasets(
    files: UnitFiles, context: BuildContext, gate: Gate, known: Known
) -> tuple[Chosen[ReadDataset], ...]:
    """Return every table of the unit with its description, current or as it was last correct.

    One whose files are unchanged is not read.
    """
    taken: dict[str, str] = {}
    found: list[Chosen[ReadDataset]] = []
    for path in _by_seniority(files, context):
        versions = _versions(files, path, context)
        made = known.dataset(path, known.basis(files, versions.paths))
        chosen: Chosen[ReadDataset]
        if made and made.name not in taken:
            chosen = Chosen(path=path, value=made, number=0, problems=made.problems)
        else:
            chosen = _widened(first_good(versions, _judge(versions, taken, context, gate, known)))
        if chosen.value:
            taken[chosen.value.name] = path
        found.append(chosen)
    return tuple(sorted(found, key=lambda each: each.path))


def _by_seniority(files: UnitFiles, context: BuildContext) -> list[str]:
    """The tables; of those that want one address, the one that has had it longest comes first."""
    wanting: dict[str, list[str]] = {}
    for path in files.paths("table"):
        wanting.setdefault(_slug(path), []).append(path)
    known = tenure(Path(files.source.root)) if context.past.git and files.source.root else None
    for slug, paths in wanting.items():
        if known and len(paths) > 1:

            def had(then: str, _: bytes, slug: str = slug) -> Stay:
                return "there" if _slug(then) == slug else "other"

            paths.sort(key=lambda path: known(path, had))
    return [path for paths in wanting.values() for path in paths]


def _slug(path: str) -> str:
    """The last part of the address of the dataset in the table at `path`."""
    return slugify(dataset_name(path)) or "data"


def other_datasets(
    datasets: tuple[Chosen[ReadDataset], ...],
    wrong: Mapping[str, Chosen[ReadDataset]],
    reader: TextReader,
) -> tuple[Chosen[ReadDataset], ...]:
    """Return the datasets with earlier versions of those that turned out to be `wrong`, by path.

    A known one is read first: it may be its work of the last build that is wrong.
    """
    files, context, gate, known = reader.files, reader.context, reader.gate, reader.known
    taken = {
        each.value.name: each.path for each in datasets if each.value and each.path not in wrong
    }
    found: list[Chosen[ReadDataset]] = []
    for each in datasets:
        chosen = each
        if each.path in wrong:
            versions = _versions(files, each.path, context)
            judge = _judge(versions, taken, context, gate, known)
            after = cast("Chosen[DatasetContent]", wrong[each.path])
            unread = isinstance(each.value, KnownDataset)
            chosen = _widened(first_good(versions, judge, None if unread else after))
            if chosen.value:
                taken[chosen.value.name] = each.path
        found.append(chosen)
    return tuple(found)


def _widened(chosen: Chosen[DatasetContent]) -> Chosen[ReadDataset]:
    return cast("Chosen[ReadDataset]", chosen)  # a frozen value: reading it as a wider type is safe


def _versions(files: UnitFiles, path: str, context: BuildContext) -> Versions:
    """Where the versions of a table and of its description are found."""
    stem = str(PurePosixPath(path).with_suffix(""))
    described = {str(PurePosixPath(p).with_suffix("")): p for p in files.paths("metadata")}
    return Versions(
        files=files,
        paths=(path, described[stem]) if stem in described else (path,),
        past=context.past,
        zone=context.now.tzinfo,
        large=_too_large(files, path),
    )


def _too_large(files: UnitFiles, path: str) -> Problem | None:
    size = files.larger(path, MAX_TABLE)
    return (
        Problem.of("D001", path, size=str(-(-size >> 20)), limit=str(MAX_TABLE >> 20))
        if size
        else None
    )


def _judge(
    versions: Versions, taken: dict[str, str], context: BuildContext, gate: Gate, known: Known
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
            again = any(problem.code == "S045" for problem in problems)
            return Verdict(problems=problems, screenings=screenings, again=again)
        name = _slug(path)
        if name in taken:
            names = {*taken, *map(_slug, versions.files.paths("table"))}
            free = free_slug(name, None, lambda slug: slug not in names)
            free += PurePosixPath(path).suffix
            same = Problem.of("D016", path, name=dataset.meta.name, other=taken[name], free=free)
            return Verdict(problems=(*problems, same), screenings=screenings)
        last = candidate.stand_in.date if candidate.stand_in else versions.files.by_path[path].last
        meta = replace(dataset.meta, name=name, updated=dataset.meta.updated or last)
        charts, lost, found = _charts(dataset)
        basis = known.basis(versions.files, versions.paths)
        content = DatasetContent(
            id=digest(basis, repr(candidate.stand_in)) if candidate.stand_in else basis,
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
    from sitegen.charts.prepare import MAX_CHARTS
    from sitegen.units.charts import prepared, suggested

    meta, table = dataset.meta, dataset.file.table
    specs: tuple[ChartSpec, ...] = meta.charts
    problems: tuple[Problem, ...] = ()
    if not specs and not meta.described:
        specs, problems = suggested(table, meta.path)
    if len(specs) > MAX_CHARTS:
        counts = {"count": str(len(specs)), "limit": str(MAX_CHARTS)}
        problems += (Problem.of("C014", specs[MAX_CHARTS].where, **counts),)
    made = [(spec, *prepared(spec, table)) for spec in specs[:MAX_CHARTS]]
    problems += tuple(problem for *_, found in made for problem in found)
    charts = tuple(chart for _, chart, _ in made if chart)
    lost = tuple(
        spec.title or meta.title
        for spec, _, found in made
        if any(problem.code == "C011" for problem in found)
    )
    wrong = any(is_error(problem.code) for problem in problems)
    if not meta.described and (wrong or not (charts or lost)):
        return (), (), ()  # the author did not request this chart: publish the page without it
    return charts, lost, problems


def make_dataset(
    files: UnitFiles, chosen: Chosen[ReadDataset], content: DatasetContent, context: BuildContext
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
    key = files.source.entry.key
    outputs = (*beside.outputs.values(), *file_outputs(key, item))
    return MadeDataset(
        path=chosen.path,
        summary=_summary(key, content.url, item),
        outputs=tuple(replace(output, key=content.id) for output in outputs),
        files=tuple(output.path for output in outputs),
        problems=tuple(problems),
        item=item,
        id=content.id,
        chart=charts[0] if charts else None,
        stand_in=item.stand_in,
        charts=len(charts),
        again=bool(lost),
    )


def _summary(key: str, url: str, item: DatasetItem) -> DatasetSummary:
    """What other pages show of a dataset; `key` is the unit's."""
    from sitegen.charts.svg import standalone_size
    from sitegen.pages.dataset import period

    meta, charts = item.dataset.meta, item.charts
    first = charts[0] if charts else None
    return DatasetSummary(
        url=url,
        name=meta.name,
        title=meta.title,
        topics=meta.topics,
        period=period(meta),
        updated=meta.updated,
        rows=item.dataset.file.reading.rows,
        sentence=first.sentence if first else "",
        chart_url=f"{url}{first.id}.svg" if first else "",
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
        first=item.first,
        last=item.last,
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


def known_dataset(known: KnownDataset) -> MadeDataset:
    """Return a dataset of which nothing has to be made again."""
    return MadeDataset(
        path=known.path,
        summary=known.summary,
        files=known.outputs,
        id=known.id,
        charts=known.charts,
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
        place = ChartPlace(number=1, title=made.summary.title)
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
