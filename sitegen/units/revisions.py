"""What the last commits of each table changed, as far as it may be told.

The version before passes the same gate and the same checks as the current one, and more strictly: with any
finding, any exception and any mistake, only the day of the change is told. Of changes before the last one, rows are
compared as their files have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from itertools import takewhile
from pathlib import Path

from sitegen.city.git.run import read_objects
from sitegen.datasets.dataset import earlier_table
from sitegen.datasets.earlier_rows import FileRows, current_rows, earlier_change, file_rows
from sitegen.datasets.revision import revision
from sitegen.digest import digest
from sitegen.model import Problem, Revision, Table, TableEdit
from sitegen.privacy.gate import screen_table
from sitegen.store.record import dumps, loads
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.files.workbook import is_workbook
from sitegen.units.datasets import DatasetContent, UnitDatasets, table_versions
from sitegen.units.faults import Faults
from sitegen.units.files import open_file

# As many changes of a table are listed; of a workbook, which takes a process to read, fewer are compared.
LISTED, WORKBOOKS = 10, 3
# Versions before the one before the last are compared up to so many bytes together.
MOST_BYTES = 1024 * 1024


@dataclass(slots=True)
class EarlierTables:
    """Earlier versions of tables, by the names of their objects in git.

    All of `wanted` are read in one go when the first one is asked for, and none before.
    """

    root: str
    wanted: tuple[str, ...]
    found: dict[str, bytes] | None = field(default=None)

    def get(self, edit: TableEdit) -> bytes | None:
        """Return the bytes before this change, None if git does not have them."""
        if edit.body is not None or not self.root:
            return edit.body
        if self.found is None:
            self.found = dict(read_objects(Path(self.root), self.wanted))
        return self.found.get(edit.before)


def earlier_tables(published: UnitDatasets, paths: Iterable[str]) -> EarlierTables:
    """Return the earlier versions of the tables at these paths, which are not read yet."""
    files = published.files
    names = {
        edit.before for path in paths for edit in files.by_path[path].edits if edit.body is None
    }
    root = files.source.root if published.context.past.git else ""
    return EarlierTables(root=root, wanted=tuple(sorted(names)))


def last_revisions(
    content: DatasetContent, path: str, published: UnitDatasets, earlier: EarlierTables
) -> tuple[Revision, ...]:
    """Return what the last commits of the table at `path` changed, newest first; () if git does not say.

    That is so for a table with changes that are not committed.
    """
    chain = edits_to(published.files.by_path[path].edits, content.original)[:LISTED]
    if not chain or content.sheet:
        return ()

    def made() -> tuple[bytes, ...]:
        if any(earlier.get(edit) is None for edit in chain):
            raise LookupError(path)
        return tuple(
            dumps(each).encode() for each in _told(chain, path, content, published, earlier)
        )

    key = digest(content.id, *map(repr, chain))
    try:
        texts = published.context.cache.get("revisions", key, made)
    except LookupError:  # a clone without old contents; another one may have them
        here = tuple(takewhile(lambda edit: earlier.get(edit) is not None, chain))
        return tuple(_told(here, path, content, published, earlier))
    return tuple(loads(Revision, text.decode()) for text in texts)


def edits_to(edits: tuple[TableEdit, ...], data: bytes) -> tuple[TableEdit, ...]:
    """Return the changes that led to these bytes, newest first: each made what the next one changed."""
    found: list[TableEdit] = []
    left = list(edits)
    wanted = object_name(data, len(edits[0].after)) if edits else ""
    while edit := next((each for each in left if each.after == wanted), None):
        found.append(edit)
        left.remove(edit)
        wanted = edit.before
    return tuple(found)


def object_name(data: bytes, length: int) -> str:
    """Return the name that git gives a file's bytes, in a repository whose names are this long."""
    whole = b"blob %d\0" % len(data) + data
    return sha256(whole).hexdigest() if length == sha256().digest_size * 2 else _sha1(whole)


def _sha1(data: bytes) -> str:
    return sha1(data, usedforsecurity=False).hexdigest()


def _told(
    chain: tuple[TableEdit, ...],
    path: str,
    content: DatasetContent,
    published: UnitDatasets,
    earlier: EarlierTables,
) -> Iterator[Revision]:
    """Yield what each of these changes was; of all but the last one, what the table still has."""
    if not chain:
        return
    key = content.dataset.meta.key
    bodies = [earlier.get(edit) or b"" for edit in chain]
    last = found = Revision(commit=chain[0].commit, day=chain[0].day)
    with Faults().over(path):  # a version that nobody can mend any more spoils nothing
        before = _table(bodies[0], path, published)
        if before:
            found = revision(before, content.dataset.file.table, key, last)
    yield found
    most = WORKBOOKS if is_workbook(path) else LISTED
    now, newer = None, None
    if len(chain) > 1:
        with Faults().over(path):
            raw = parse_raw(content.original, path)
            now = (
                None if isinstance(raw, Problem) else current_rows(raw, content.dataset.file.table)
            )
            newer = _rows(bodies[0], path)
    size = 0
    for number, (edit, body) in enumerate(zip(chain[1:], bodies[1:], strict=True), 1):
        found = Revision(commit=edit.commit, day=edit.day)
        size += len(body)
        older: FileRows | None = None
        with Faults().over(path):
            if now and number < most and size <= MOST_BYTES:
                older = _rows(body, path)
            if now and older and newer:
                found = earlier_change(older, newer, now, key, found)
        yield found
        newer = older


def _rows(body: bytes, path: str) -> FileRows | None:
    raw = parse_raw(body, path)
    return None if isinstance(raw, Problem) else file_rows(raw)


def _table(body: bytes, path: str, published: UnitDatasets) -> Table | None:
    """An earlier version of a table, None if there is any doubt about it."""
    context = published.context
    raw = parse_raw(body, path)
    if isinstance(raw, Problem):
        return None
    described = table_versions(published.files, path, context).paths[1:]
    about = [(each, open_file(published.files, each).data or b"") for each in described]
    words = b" ".join(data for _, data in about).decode("utf-8", "replace")
    screening = screen_table(raw, path, published.gate, words)
    if screening.problems or screening.used:
        return None
    description = about[0] if about else None
    return earlier_table(raw, path, description, context.rules, context.standards)
