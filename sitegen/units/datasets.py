"""The datasets of one unit as read: tables with their descriptions and the values of their charts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.mainline import Stay, tenure
from sitegen.city.sources import stem
from sitegen.datasets.dataset import Dataset, dataset_name, parse_dataset, sheets_of
from sitegen.digest import digest
from sitegen.model import ChartSpec, Problem, Skipped
from sitegen.privacy.gate import Gate, Screening, screen, screen_table
from sitegen.tables.files.raw import MAX_BYTES as MAX_TABLE
from sitegen.tables.files.raw import RawTable, parse_raw
from sitegen.tables.files.workbook import is_workbook
from sitegen.units.context import BuildContext
from sitegen.units.files import UnitFiles, open_file
from sitegen.units.known import Known, KnownDataset
from sitegen.units.versions import (
    Candidate,
    Chosen,
    Judge,
    Verdict,
    Versions,
    candidates,
    first_good,
)
from sitegen.urls import dataset_url, free_slug, slugify

if TYPE_CHECKING:
    from sitegen.units.charts import PreparedChart
    from sitegen.units.texts import TextReader


class DatasetContent(Struct, frozen=True, kw_only=True):
    """A dataset as read: `url` is the address of its page, `original` the bytes of its table.

    `id` stands for the files that it was read from and for the unit's rules. `sheet` is that of a
    workbook of which several are datasets, else "". `lost` has the titles
    of charts over which the program failed, `left_out` those of charts that are over a limit.
    """

    id: str
    dataset: Dataset
    url: str
    charts: tuple[PreparedChart, ...]
    original: bytes
    sheet: str = ""
    lost: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The dataset's name in addresses."""
        return self.dataset.meta.name


ReadDataset = DatasetContent | KnownDataset


class UnitDatasets(Struct, frozen=True, kw_only=True):
    """The published datasets of a unit by name; a known one is read when a chart needs it."""

    chosen: tuple[Chosen[ReadDataset], ...]
    files: UnitFiles
    context: BuildContext
    gate: Gate
    known: Known
    _read: dict[str, DatasetContent | None] = {}

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
            versions = table_versions(self.files, value.path, self.context)
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
        versions = table_versions(files, path, context)
        made = known.dataset(path, digest(known.basis(files, versions.paths)))
        chosen: Chosen[ReadDataset]
        if made and made.name not in taken:
            chosen = Chosen(path=path, value=made, number=0, problems=made.problems)
            taken[made.name] = path
            found.append(chosen)
            continue
        for sheet in _sheets(versions, context):
            judge = _judge(versions, taken, context, gate, known, sheet)
            chosen = _waiting(first_good(versions, judge), context)
            if chosen.value:
                taken[chosen.value.name] = path
            found.append(chosen)
    return tuple(sorted(found, key=lambda each: each.path))


def _sheets(versions: Versions, context: BuildContext) -> tuple[str, ...]:
    """The sheets of a workbook that are datasets, ("",) for a file that is one.

    Where the description cannot be read, the last one that can be says which they are.
    """
    if not is_workbook(versions.path) or len(versions.paths) == 1:
        return ("",)
    path = versions.paths[1]
    found = sheets_of(open_file(versions.files, path).data or b"", path, context.rules)
    earlier = () if found else (each.bodies[1] for each in candidates(versions))
    more = (sheets_of(body, path, context.rules) for body in earlier if body)
    return found or next(filter(None, more), ("",))


def _by_seniority(files: UnitFiles, context: BuildContext) -> list[str]:
    """The tables; of those that want one address, the one that has had it longest comes first."""
    wanting: dict[str, list[str]] = {}
    for path in files.paths("table"):
        wanting.setdefault(slug_of(path), []).append(path)
    known = tenure(Path(files.source.root)) if context.past.git and files.source.root else None
    for slug, paths in wanting.items():
        if known and len(paths) > 1:

            def had(then: str, _: bytes, slug: str = slug) -> Stay:
                return "there" if slug_of(then) == slug else "other"

            paths.sort(key=lambda path: known(path, had))
    return [path for paths in wanting.values() for path in paths]


def slug_of(path: str) -> str:
    """Return the last part of the address of the dataset in the table at `path`."""
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
            versions = table_versions(files, each.path, context)
            sheet = each.value.sheet if isinstance(each.value, DatasetContent) else ""
            judge = _judge(versions, taken, context, gate, known, sheet)
            after = cast("Chosen[DatasetContent]", wrong[each.path])
            unread = isinstance(each.value, KnownDataset)
            chosen = _waiting(first_good(versions, judge, None if unread else after), context)
            if chosen.value:
                taken[chosen.value.name] = each.path
        found.append(chosen)
    return tuple(found)


def _waiting(chosen: Chosen[DatasetContent], context: BuildContext) -> Chosen[ReadDataset]:
    """The choice without the dataset, if that is a draft."""
    if chosen.value and chosen.value.dataset.meta.draft and not context.drafts:
        # An earlier version that is a draft was withdrawn as such; nothing waits for it.
        skipped = None if chosen.stand_in else Skipped(path=chosen.path, reason="draft")
        chosen = replace(chosen, value=None, stand_in=None, skipped=skipped)
    return cast("Chosen[ReadDataset]", chosen)  # a frozen value: reading it as a wider type is safe


def table_versions(files: UnitFiles, path: str, context: BuildContext) -> Versions:
    """Return where the versions of a table and of its description are found."""
    own = stem(path)
    described = {stem(p): p for p in files.paths("metadata")}
    return Versions(
        files=files,
        paths=(path, described[own]) if own in described else (path,),
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
    versions: Versions,
    taken: dict[str, str],
    context: BuildContext,
    gate: Gate,
    known: Known,
    sheet: str = "",
) -> Judge[DatasetContent]:
    """The judge of a table, or of one `sheet` of a workbook of which several are datasets."""
    path, key = versions.path, versions.files.source.entry.key

    def judge(candidate: Candidate) -> Verdict[DatasetContent]:
        data = candidate.bodies[0] or b""
        # Split once, so that the gate and the typing see the same cells.
        raw = parse_raw(data, path)
        others = tuple(zip(versions.paths[1:], candidate.bodies[1:], strict=True))
        screenings = _screened(path, raw, others, gate)
        if candidate.stand_in and not all(screening.passed for _, screening in screenings):
            return Verdict(screenings=screenings)
        description = next(((p, body) for p, body in others if body is not None), None)
        dataset, problems = parse_dataset(
            raw, path, description, context.rules, context.standards, sheet
        )
        if dataset is None:
            again = any(problem.code == "S045" for problem in problems)
            return Verdict(problems=problems, screenings=screenings, again=again)
        name = slugify(f"{slug_of(path)} {sheet}") if sheet else slug_of(path)
        if name in taken:
            same = _same_name(path, name, dataset.meta.name, taken, versions.files)
            return Verdict(problems=(*problems, same), screenings=screenings)
        last = candidate.stand_in.date if candidate.stand_in else versions.files.by_path[path].last
        meta = replace(dataset.meta, name=name, updated=dataset.meta.updated or last)
        charts = _charts(dataset, context)
        basis = known.basis(versions.files, versions.paths)
        content = DatasetContent(
            id=digest(basis + sheet, repr(candidate.stand_in))
            if candidate.stand_in
            else digest(basis + sheet),
            dataset=replace(dataset, meta=meta),
            url=dataset_url(key, name),
            charts=charts.drawn,
            original=data,
            sheet=sheet,
            lost=charts.lost,
            left_out=charts.left_out,
        )
        found = charts.problems
        again = any(problem.code == "C011" for problem in found)
        return Verdict(
            value=content, problems=(*problems, *found), screenings=screenings, again=again
        )

    return judge


def _screened(
    path: str,
    raw: RawTable | Problem,
    others: tuple[tuple[str, bytes | None], ...],
    gate: Gate,
) -> tuple[tuple[str, Screening], ...]:
    """What the gate finds in a table, and in the files beside it that describe it."""
    about = b" ".join(body or b"" for _, body in others).decode("utf-8", "replace")
    table = () if isinstance(raw, Problem) else ((path, screen_table(raw, path, gate, about)),)
    return (*table, *((p, screen(body, p, gate)) for p, body in others if body is not None))


def _same_name(
    path: str, name: str, title: str, taken: Mapping[str, str], files: UnitFiles
) -> Problem:
    """The problem of a table whose address another table of the unit has."""
    names = {*taken, *map(slug_of, files.paths("table"))}
    free = free_slug(name, None, lambda slug: slug not in names) + PurePosixPath(path).suffix
    return Problem.of("D016", path, name=title, other=taken[name], free=free)


class _Charts(Struct, frozen=True, kw_only=True):
    """The charts of a dataset, and the titles of those that are not drawn (`DatasetContent`)."""

    drawn: tuple[PreparedChart, ...] = ()
    lost: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def _charts(dataset: Dataset, context: BuildContext) -> _Charts:
    """The charts in the metadata or, without metadata, the one that the table suggests."""
    from sitegen.charts.prepare import MAX_CHARTS
    from sitegen.units.charts import prepared, suggested

    meta, table = dataset.meta, dataset.file.table
    specs: tuple[ChartSpec, ...] = meta.charts
    problems: tuple[Problem, ...] = ()
    if not specs and not meta.described:
        specs, problems = suggested(table, meta.path, meta.title)
    if len(specs) > MAX_CHARTS:
        counts = {"count": str(len(specs)), "limit": str(MAX_CHARTS)}
        problems += (Problem.of("C014", specs[MAX_CHARTS].where, **counts),)
    made = [(spec, *prepared(spec, table, meta.unit, context)) for spec in specs[:MAX_CHARTS]]
    problems += tuple(problem for *_, found in made for problem in found)
    drawn = tuple(chart for _, chart, _ in made if chart)
    undrawn = [(spec, any(p.code == "C011" for p in found)) for spec, one, found in made if not one]
    lost = [spec for spec, fault in undrawn if fault]
    left_out = [*(spec for spec, fault in undrawn if not fault), *specs[MAX_CHARTS:]]
    if not meta.described and not (drawn or lost):
        # The author did not request this chart: publish the page without it.
        return _Charts(problems=tuple(each for each in problems if each.code == "C020"))
    return _Charts(
        drawn=drawn,
        lost=tuple(spec.title or meta.title for spec in lost),
        left_out=tuple(spec.title or meta.title for spec in left_out),
        problems=problems,
    )
