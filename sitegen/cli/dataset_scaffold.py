"""`sitegen new data`: the description of a table that is there, column by column; never figures."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.cli.free_names import free_dataset
from sitegen.cli.named_units import unit_key
from sitegen.cli.own_keys import own_lines, own_of
from sitegen.cli.writing import (
    one_line,
    quoted,
    refuse_errors,
    refuse_personal,
    write_new,
)
from sitegen.datasets.describing import shell_quoted
from sitegen.errors import UsageError
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.field import nearest
from sitegen.model import Problem, Where
from sitegen.model.roles import TABLE_ENDINGS, role
from sitegen.privacy.gate import Gate, screen_table
from sitegen.privacy.names import masked_path
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.kinds import KINDS
from sitegen.tables.table import readable, typed_table
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.i18n import Translator
    from sitegen.model import Table
    from sitegen.tables.files.raw import RawTable

# Keys that a page needs and no table says, in their order on the page.
_LACKING = (
    "description",
    "source",
    "licence",
    "frequency",
    "period",
    "coverage",
    "contact",
    "unit",
)
# `Luas (ha)`: what stands in brackets at the end of a figure's name is its unit.
_UNIT = re.compile(r"\((%|[^\W\d][\w/%. ]{0,14})\)$")


def undescribed(root: Path, unit: str) -> tuple[str, ...]:
    """Return the file names of the unit's tables that have no description; raises UsageError."""
    folder = root / "content" / unit_key(root, unit) / "data"
    described = {path.stem for path in folder.glob("*") if _role(root, path) == "metadata"}
    return tuple(p.name for p in _tables(root, folder) if p.stem not in described)


def describe_table(
    root: Path, unit: str, named: tuple[str, str], t: Translator
) -> tuple[Path, ...]:
    """Write the description of a table in the unit's folder `data`; `named` is its name and title.

    The name is that of its file, with or without ending, or the last part of its address. Raises
    UsageError, and writes nothing, when there is no such table or it cannot be read.
    """
    name, title = named
    key = unit_key(root, unit)
    table = _named(root, f"content/{key}/data", name)
    path = table.relative_to(root).as_posix()
    own = tuple(own_lines("dataset", own_of(root), t))
    text = _description(_raw(table.read_bytes(), path), path, (title, own), t)
    ending = ".yaml" if table.with_suffix(".yaml").exists() else ".yml"
    target = str(PurePosixPath(path).with_suffix(ending))
    refuse_personal(target, text)
    return write_new(root, {target: text})


def copy_table(
    root: Path, unit: str, named: tuple[str, str], source: Path, t: Translator
) -> tuple[Path, ...]:
    """Copy a table into the unit's folder `data` and write its description.

    `named` is its name and title, or empty texts. Raises UsageError, and writes nothing, when it
    cannot be read or has personal data.
    """
    name, title = named
    key = unit_key(root, unit)
    if source.resolve().parent == (root / f"content/{key}/data").resolve():
        return describe_table(root, unit, (source.name, title), t)
    slug = slugify(name or source.stem)
    if not slug:
        raise UsageError.of("S022", found=name or source.stem, nearest="data")
    ending = source.suffix.lower() if source.suffix.lower() in TABLE_ENDINGS else ".csv"
    path = f"content/{key}/data/{free_dataset(root, key, slug, ending)}{ending}"
    data = source.read_bytes()
    with _told_of(source, path):
        raw = _raw(data, path)
        refuse_errors(screen_table(raw, path, Gate()).problems)
        own = tuple(own_lines("dataset", own_of(root), t))
        title = title or readable(name or source.stem)
        text = _description(raw, path, (title, own), t)
    target = str(PurePosixPath(path).with_suffix(".yml"))
    refuse_personal(target, text)
    return write_new(root, {path: data, target: text})


@contextmanager
def _told_of(source: Path, path: str) -> Iterator[None]:
    """Name in problems the file that is there, not the place that it was to be copied to."""
    try:
        yield
    except UsageError as error:
        shown = masked_path(str(source))
        problems = tuple(
            replace(each, where=replace(each.where, path=shown))
            if each.where.path == path
            else each
            for each in error.problems
        )
        raise UsageError(problems=problems) from None


def _named(root: Path, folder: str, name: str) -> Path:
    """The table that somebody means; one with exactly this name comes first."""
    tables = _tables(root, root / folder)
    wanted = PurePosixPath(name).name
    slugs = {slugify(wanted), slugify(PurePosixPath(wanted).stem)}
    for found in (
        [table for table in tables if table.name == wanted],
        [table for table in tables if table.stem == wanted],
        [table for table in tables if slugify(table.stem) in slugs],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(table.name for table in found)
            raise UsageError.of("S049", found=name, names=names, first=shell_quoted(found[0].name))
    stem = slugify(PurePosixPath(wanted).stem) or "data"
    known = [table.name for table in tables]
    near = nearest(wanted, known, 0.0) or "-"
    raise UsageError.of("S048", found=name, folder=folder, file=f"{stem}.csv", nearest=near)


def _tables(root: Path, folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if _role(root, path) == "table"]


def _role(root: Path, path: Path) -> str | None:
    return role(path.relative_to(root).as_posix()) if path.is_file() else None


def _raw(data: bytes, path: str) -> RawTable:
    raw = parse_raw(data, path)
    if isinstance(raw, Problem):
        raise UsageError(problems=(raw,))
    return raw


def _description(raw: RawTable, path: str, said: tuple[str, tuple[str, ...]], t: Translator) -> str:
    """The description of a table; `said` is its title and the lines for the city's own keys."""
    title, own = said
    file, problems = typed_table(raw, path)
    refuse_errors(problems)
    if file is None:
        raise UsageError(problems=problems)
    title = one_line(title) or readable(PurePosixPath(path).stem)
    return "\n".join(_lines(title, own, file.table, t)) + "\n"


def _lines(title: str, own: tuple[str, ...], table: Table, t: Translator) -> Iterator[str]:
    fields = {field.name: field for field in DATASET_FIELDS}
    yield f"judul: {quoted(title)}"
    for name in _LACKING:
        yield f"# {t.gettext(fields[name].doc)}"
        yield f"#{fields[name].key}:"
        yield from (f"#  {part.key}:" for part in fields[name].fields)
    yield from own
    yield "kolom:"
    for column in table.columns:
        yield f"  - nama: {quoted(column.name)}"
        yield f"    judul: {quoted(one_line(column.title) or column.name)}"
        yield f"    tipe: {column.kind}"
        unit = _UNIT.search(column.name) if KINDS[column.kind].figures else None
        if unit:
            yield f"    satuan: {quoted(unit[1])}"
    yield from _chart_lines(table)


def _chart_lines(table: Table) -> Iterator[str]:
    """The chart that the table suggests, named after the column that it shows."""
    from sitegen.charts.prepare import automatic, prepare
    from sitegen.charts.wide import unfolded

    spec = automatic(table)
    if spec is None or prepare(spec, table, Where(path=""))[1]:
        return
    long = unfolded(spec, table, spec.where)[1]
    titles = {column.name: column.title for column in long.columns}
    yield "grafik:"
    yield f"  - jenis: {spec.kind}"
    for key, text in (("x", spec.x), ("y", spec.y), ("seri", spec.series)):
        if text:
            yield f"    {key}: {quoted(text)}"
    if spec.fold:
        yield f"    lipat: [{', '.join(map(_in_list, spec.fold))}]"
    if spec.filter:
        yield "    saring:"
        for name, values in spec.filter:
            yield f"      {quoted(name)}: [{', '.join(map(_in_list, values))}]"
    for key, text in (("agregat", spec.aggregate), ("urut", spec.sort)):
        if text:
            yield f"    {key}: {text}"
    if spec.top:
        yield f"    teratas: {spec.top}"
    yield f"    judul: {quoted(f'{titles[spec.y]} menurut {titles[spec.x]}')}"


def _in_list(text: str) -> str:
    return text if re.fullmatch(r"[\w.-]+", text) and quoted(text) == text else f'"{text}"'
