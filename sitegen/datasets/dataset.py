"""A dataset: its table file and the metadata beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.schemas import (
    NO_STANDARDS,
    Declared,
    Schema,
    Standards,
    declared,
    key_of,
)
from sitegen.datasets.budget import budget_problems
from sitegen.datasets.describing import description_command
from sitegen.datasets.sheet_description import described_by_sheets
from sitegen.keys.chart import CHART_FIELDS
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.field import Reading, Value, nearest, parse_fields
from sitegen.keys.frontmatter import excerpt, mistake_problem
from sitegen.keys.own import extras, fields_of
from sitegen.keys.placeholders import left_values
from sitegen.keys.review import review_problem
from sitegen.keys.rules import Rules
from sitegen.keys.told import as_value, surely, words_of
from sitegen.keys.values import parse_date
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.keys.yamlslips import read_yaml
from sitegen.keys.yamltext import Mapping
from sitegen.model import (
    ChartSpec,
    Column,
    DatasetMeta,
    MarkedVersion,
    Problem,
    Retired,
    Table,
    Where,
)
from sitegen.problems import is_error
from sitegen.programmes.checks import progress_problems
from sitegen.programmes.projects import project_problems
from sitegen.tables.doubts.all_doubts import reading_remarks, table_remarks
from sitegen.tables.doubts.breaks import with_breaks
from sitegen.tables.doubts.series import with_noughts
from sitegen.tables.files.raw import RawTable
from sitegen.tables.measures import with_stated_unit
from sitegen.tables.periods import EVEN, PARTS, parse_period
from sitegen.tables.rules.constraints import constraint_problems
from sitegen.tables.table import TableFile, readable, typed_table

MAX_METADATA = 256 * 1024
# What is open in a column without its type, and the type that Indonesian custom gives it.
_SETTLED = {"D017": "bulat", "D021": "tanggal", "D070": "bulat", "D073": "tanggal"}
# What a dataset's page needs, in page order (Perpres 39/2019 and Peraturan BPS 5/2020: data come
# with their metadata).
WANTED = (
    "description",
    "source",
    "licence",
    "frequency",
    "period_start",
    "coverage",
    "contact",
    "unit",
)

_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)


class Dataset(Struct, frozen=True):
    """A dataset that can be published; `remarks` are doubts about its figures, for its readers."""

    meta: DatasetMeta
    file: TableFile
    remarks: tuple[Problem, ...] = ()


def parse_dataset(
    raw: RawTable | Problem,
    path: str,
    metadata: tuple[str, bytes] | None,
    rules: Rules,
    standards: Standards = NO_STANDARDS,
    sheet: str = "",
) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Return the dataset and all problems of both files; None when one of them is an error.

    `raw` is what `parse_raw` returns for the table; `metadata` is the path and bytes of its
    description, if it has one; `standards` is what the city prescribes for all tables. `sheet` is
    the one of several sheets that is read; its name then is part of the title.
    """
    if metadata is None:
        return _undescribed(raw, path, standards)
    found, problems = parse_metadata(metadata[1], metadata[0], rules, standards)
    named = found.sheets if found else ()
    wanted = sheet if sheet in named else next(iter(named), "")
    file, read = _typed(raw, path, found.columns if found else (), wanted, standards)
    problems += read
    if found is None or file is None:
        return None, problems
    meta, sheets = described_by_sheets(found, file, path)
    if len(named) > 1:
        meta = replace(meta, title=f"{meta.title}: {file.reading.sheet}")
    problems += (*sheets, *_checked(file, meta, path, metadata[0]))
    file, remarks = _doubted(file, path, standards, meta)
    problems += (*remarks, *progress_problems(file.table, meta, path))
    problems += tuple(project_problems(file.table, meta, path))
    if any(is_error(problem) for problem in problems):
        return None, problems
    return Dataset(_complete(meta, file, path), file, (*reading_remarks(read), *remarks)), problems


def earlier_table(
    raw: RawTable,
    path: str,
    metadata: tuple[str, bytes] | None,
    rules: Rules,
    standards: Standards,
) -> Table | None:
    """Return an earlier version of a table, read and checked as `parse_dataset` does; None with any mistake.

    Nobody reads what might be doubted in it, which takes a third of the time.
    """
    found: DatasetMeta | None = None
    problems: tuple[Problem, ...] = ()
    if metadata:
        found, problems = parse_metadata(metadata[1], metadata[0], rules, standards)
        if found is None:
            return None
    sheet = next(iter(found.sheets), "") if found else ""
    file, read = _typed(raw, path, found.columns if found else (), sheet, standards)
    if file is None or file.unfit or any(map(is_error, (*problems, *read))):
        return None
    if found and metadata:
        meta, sheets = described_by_sheets(found, file, path)
        problems = (
            *sheets,
            *_checked(file, meta, path, metadata[0]),
            *progress_problems(file.table, meta, path),
            *project_problems(file.table, meta, path),
        )
    if any(map(is_error, problems)):
        return None
    return file.table


def _checked(file: TableFile, meta: DatasetMeta, path: str, described: str) -> Iterator[Problem]:
    """What is wrong with a table that has this description."""
    yield from _column_problems(meta, file, described)
    yield from constraint_problems(file, meta, path)
    yield from budget_problems(file.table, meta, path)


def _undescribed(
    raw: RawTable | Problem, path: str, standards: Standards
) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """The dataset of a table without a description; arguments and value as of `parse_dataset`."""
    name = dataset_name(path)
    file, read = _typed(raw, path, (), "", standards)
    problems = _with_description(read, path)
    if file is None or any(is_error(problem) for problem in problems):
        return None, problems
    own = DatasetMeta(name=name, path=path, title=readable(name), described=False)
    meta, sheets = described_by_sheets(own, file, path)
    lacking = (name for name in WANTED if not getattr(meta, name))
    keys, command = _keys(("title", *lacking)), description_command(path)
    undescribed = Problem.of("D010", path, name=name, keys=keys, command=command)
    file, remarks = _doubted(file, path, standards, meta)
    meta = replace(meta, columns=file.table.columns)
    dataset = Dataset(meta, file, (*reading_remarks(read), *remarks))
    return dataset, (*problems, *sheets, undescribed, *remarks)


def _doubted(
    file: TableFile, path: str, standards: Standards, meta: DatasetMeta
) -> tuple[TableFile, tuple[Problem, ...]]:
    """The table that knows its title, where a new base begins and which noughts are doubted; all doubts."""
    remarks = tuple(table_remarks(file, path, standards.areas, _year(meta)))
    table = with_noughts(with_breaks(file.table, remarks), remarks)
    return replace(file, table=replace(table, title=meta.title)), remarks


def _year(meta: DatasetMeta) -> int:
    """The year that a whole table is about, by its period or else its name; 0 if there is no one."""
    given = {text[:4] for text in (meta.period_start, meta.period_end) if text}
    years = given or set(_IN_NAME.findall(meta.name))
    only = years.pop() if len(years) == 1 else ""
    return int(only) if only.isdecimal() else 0


def _with_description(problems: tuple[Problem, ...], path: str) -> tuple[Problem, ...]:
    """The problems with the whole description that settles them, if types of columns do.

    It has the columns of all of them, so that any one of the messages is enough.
    """
    kinds = {p.where.field: _SETTLED[p.code] for p in problems if p.code in _SETTLED}
    title = as_value(readable(dataset_name(path)))
    columns = (f"  - nama: {as_value(name)}\n    tipe: {kind}" for name, kind in kinds.items())
    lines = "\n".join((f"judul: {title}", "kolom:", *columns))
    made = (("created", str(PurePosixPath(path).with_suffix(".yml"))), ("lines", lines))
    return tuple(
        replace(p, params=(*p.params, *made)) if p.code in _SETTLED else p for p in problems
    )


def _typed(
    raw: RawTable | Problem,
    path: str,
    declared: tuple[Column, ...],
    sheet: str,
    standards: Standards,
) -> tuple[TableFile | None, tuple[Problem, ...]]:
    if isinstance(raw, Problem):
        return None, (raw,)
    file, problems = typed_table(raw, path, declared, sheet, standards.city)
    return file and replace(file, table=with_stated_unit(file.table)), problems


def sheets_of(metadata: bytes, path: str, rules: Rules) -> tuple[str, ...]:
    """Return the sheets that a description publishes as datasets; `("",)` if it names at most one.

    Of a description that cannot be read it is ().
    """
    meta, _ = parse_metadata(metadata, path, rules)
    if meta is None:
        return ()
    named = tuple(dict.fromkeys(meta.sheets))
    return named if len(named) > 1 else ("",)


def dataset_name(path: str) -> str:
    """Return the name of a dataset: its file name without extension."""
    return PurePosixPath(path).stem


def parse_metadata(
    data: bytes, path: str, rules: Rules, standards: Standards = NO_STANDARDS
) -> tuple[DatasetMeta | None, tuple[Problem, ...]]:
    """Return the metadata in `data` (YAML) and all problems; None when one is an error."""
    fields = fields_of("dataset", rules.own)
    file = parse_with_slips(data, path, MAX_METADATA, words_of(fields))
    if isinstance(file, Problem):
        return None, (file,)
    reading = Reading(
        path=path,
        zone=ZoneInfo(rules.zone),
        lines=file.lines,
        choices=rules.choices,
        title=readable(dataset_name(path)),
        spares=True,
        withheld="F038",
    )
    values, problems = parse_fields(file.mapping, fields, reading)
    problems = (*file.mistakes, *surely(problems, whole=file.whole))
    problems += _period(values, reading)
    problems += review_problem(values, path, file.lines)
    schema, more = _schema(values.get("schema"), path, file.lines, standards)
    problems += more
    if "draft" not in values or not values["draft"].value:
        problems += tuple(left_values(file.root, reading))
    if any(is_error(problem) for problem in problems):
        return None, problems
    return _meta(values, path, schema), problems


def parse_chart(
    text: str, path: str, line: int, rules: Rules
) -> tuple[ChartSpec | None, tuple[Problem, ...]]:
    """Return the chart of a `grafik` block and its problems; `line` is the block's first line.

    None when any of its keys cannot be read: without it, the chart would show something else.
    """
    lines = (*("",) * (line - 1), *text.split("\n"))
    file = read_yaml(text, first_line=line, known=words_of(CHART_FIELDS))
    mapping = file.root if isinstance(file.root, Mapping) else Mapping((), line, 1)
    reading = Reading(path=path, zone=ZoneInfo(rules.zone), lines=lines, spares=True)
    values, problems = parse_fields(mapping, CHART_FIELDS, reading)
    slips = (replace(mistake_problem(slip, path, lines), left_out=True) for slip in file.slips)
    problems = (*slips, *surely(problems, whole=not file.dropped))
    if any(problem.left_out or is_error(problem) for problem in problems):
        return None, problems
    return _chart(values, path, line), problems


def _period(values: dict[str, Value], reading: Reading) -> tuple[Problem, ...]:
    """The problem of a period that ends before it begins, which is taken from the values."""
    given = values.get("period")
    if given is None:
        return ()
    texts = {name: str(value.value) for name, value in given.value.items()}
    start, end = (_months(texts.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or end[1] >= start[0]:
        return ()
    del values["period"]
    where = Where(path=reading.path, line=given.line, column=given.column, field="periode")
    line = excerpt(reading.lines, given.line)
    return (Problem.of("F045", where, line, start=texts["start"], end=texts["end"]),)


def _months(text: str) -> tuple[int, int] | None:
    """The first and the last month of a year, a part of one or a day, counted from the year 0."""
    if day := parse_date(text):
        return day.year * 12 + day.month, day.year * 12 + day.month
    for grain, parts in PARTS.items():
        found = parse_period(text, grain, bare=False) if grain in EVEN else None
        if found and found.year:
            length = 12 // parts
            first = found.year * 12 + max(found.part - 1, 0) * length + 1
            return first, first + length - 1
    return None


def _schema(
    given: Value | None, path: str, lines: tuple[str, ...], standards: Standards
) -> tuple[Schema | None, tuple[Problem, ...]]:
    """The shared schema that the metadata names; None without one or if it cannot be used."""
    if given is None:
        return None, ()
    schema = standards.schema(given.value)
    if schema and schema.columns is not None:
        return schema, ()
    names = [each.name for each in standards.schemas]
    where = Where(path=path, line=given.line, column=given.column, field="skema")
    code = "D036" if schema else "D035"
    near = "" if schema else nearest(given.value, names, 0.5)
    return None, (
        Problem.of(
            code,
            where,
            excerpt=excerpt(lines, given.line),
            found=given.value,
            known=", ".join(names) or "-",
            **({"instead": near} if near else {}),
        ),
    )


def _meta(values: dict[str, Value], path: str, schema: Schema | None) -> DatasetMeta:
    extra = extras(values)
    plain = {name: value.value for name, value in values.items()}
    period = plain.pop("period", {})
    ended = plain.pop("retired", None)
    versions = plain.pop("versions", ())
    sources = plain.pop("source", ())
    source = {name: value.value for name, value in sources[0][0].items()} if sources else {}
    charts = tuple(_chart(chart, path, line) for chart, line in plain.pop("charts", ()))
    plain.pop("missing", None)
    return DatasetMeta(
        **{
            **plain,
            "name": dataset_name(path),
            "path": path,
            "described": True,
            "source": source.get("name", ""),
            "source_url": source.get("url", ""),
            "source_date": source.get("date", ""),
            "period_start": period["start"].value if "start" in period else "",
            "period_end": period["end"].value if "end" in period else "",
            "columns": _columns(declared(values), schema),
            "key": key_of(values) or (schema.key if schema else ()),
            "spare": schema.spare if schema else (),
            "charts": charts,
            "retired": None
            if ended is None
            else Retired(**{name: value.value for name, value in ended.items()}),
            "versions": _versions(versions),
            "extra": extra,
        }
    )


def _versions(given: Iterable[tuple[dict[str, Value], int]]) -> tuple[MarkedVersion, ...]:
    """The versions that are pointed out, newest first; one without day or sentence is told already (F004)."""
    every = (
        MarkedVersion(**{name: value.value for name, value in values.items()})
        for values, _ in given
        if {"day", "note"} <= values.keys()
    )
    return tuple(sorted(every, key=lambda each: each.day, reverse=True))


def schema_columns(schema: Schema) -> tuple[Column, ...]:
    """Return the columns of a shared schema, in its order."""
    return _columns((), schema)


def _columns(own: tuple[Declared, ...], schema: Schema | None) -> tuple[Column, ...]:
    """The columns of schema and dataset; for a column in both, the dataset takes precedence."""
    merged: dict[str, dict[str, Any]] = {}
    shared = (schema.columns or ()) if schema else ()
    for values in map(dict, (*shared, *own)):
        name = values.setdefault("name", "")
        merged[name] = {**merged.get(name, {}), **values}
    return tuple(_column(values) for values in merged.values())


def _column(values: dict[str, Any]) -> Column:
    untyped = {"title": readable(values["name"]), "kind": "teks", "typed": "kind" in values}
    return Column(**{**untyped, **values})


def _chart(values: dict[str, Value], path: str, line: int) -> ChartSpec:
    plain = {name: value.value for name, value in values.items()}
    columns = plain["y"]
    plain |= (
        {"y": columns[0]} if len(columns) == 1 else {"y": ", ".join(columns), "columns": columns}
    )
    return ChartSpec(**plain, where=Where(path=path, line=line, column=1))


def _column_problems(meta: DatasetMeta, file: TableFile, meta_path: str) -> tuple[Problem, ...]:
    names = tuple(column.name for column in file.table.columns)
    problems: list[Problem] = []
    for column in meta.columns:
        if column.name not in (*names, *meta.spare):
            where = Where(path=meta_path, field=column.name)
            code = "D037" if meta.schema else "D011"
            problems.append(
                Problem.of(
                    code,
                    where,
                    column=column.name,
                    nearest=nearest(column.name, names, 0.5) or names[0],
                    columns=", ".join(names),
                )
            )
    described = {column.name for column in meta.columns}
    left = [name for name in names if name not in described]
    if left:
        where = Where(path=meta_path, field="kolom")
        problems.append(Problem.of("D012", where, columns=", ".join(left)))
    lacking = [name for name in WANTED if not getattr(meta, name)]
    if lacking:
        where = Where(path=meta_path)
        problems.append(Problem.of("D013", where, keys=_keys(lacking)))
    return tuple(problems)


def _keys(names: Iterable[str]) -> str:
    """The keys that authors write for these metadata attributes."""
    keys = {field.name: field.key for field in DATASET_FIELDS} | {"period_start": "periode"}
    return ", ".join(keys[name] for name in names)


def _complete(meta: DatasetMeta, file: TableFile, path: str) -> DatasetMeta:
    """The metadata with the file's own columns: as described, or else inferred."""
    values = {name: getattr(meta, name) for name in DatasetMeta.__struct_fields__}
    return DatasetMeta(**{**values, "path": path, "columns": file.table.columns})
