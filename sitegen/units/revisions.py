"""What the last commit of each table changed, as far as it may be told.

The version before passes the same gate and the same checks as the current one, and more strictly: with any
finding, any exception and any mistake, only the day of the change is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from pathlib import Path

from sitegen.city.git.run import read_objects
from sitegen.datasets.dataset import parse_dataset
from sitegen.datasets.revision import revision
from sitegen.digest import digest
from sitegen.model import Problem, Revision, Table, TableEdit
from sitegen.privacy.gate import screen_table
from sitegen.problems import is_error
from sitegen.store.record import dumps, loads
from sitegen.tables.files.raw import parse_raw
from sitegen.units.datasets import DatasetContent, UnitDatasets, table_versions
from sitegen.units.faults import Faults
from sitegen.units.files import open_file


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
    names = {edit.before for path in paths for edit in files.by_path[path].edits}
    root = files.source.root if published.context.past.git else ""
    return EarlierTables(root=root, wanted=tuple(sorted(names)))


def last_revision(
    content: DatasetContent, path: str, published: UnitDatasets, earlier: EarlierTables
) -> Revision | None:
    """Return what the last commit of the table at `path` changed, None if git does not say.

    That is so for a table with changes that are not committed.
    """
    edits = published.files.by_path[path].edits
    edit = last_edit(edits, content.original)
    if edit is None or content.sheet:
        return None
    context = published.context

    def made() -> tuple[bytes, ...]:
        if (body := earlier.get(edit)) is None:
            raise LookupError(edit.before)
        return (dumps(_told(body, path, edit, content, published)).encode(),)

    try:
        (text,) = context.cache.get("revisions", digest(content.id, repr(edit)), made)
    except LookupError:  # a clone without old contents; another one may have them
        return None
    return loads(Revision, text.decode())


def last_edit(edits: tuple[TableEdit, ...], data: bytes) -> TableEdit | None:
    """Return the newest of these changes that led to these bytes."""
    return next((edit for edit in edits if edit.after == object_name(data, len(edit.after))), None)


def object_name(data: bytes, length: int) -> str:
    """Return the name that git gives a file's bytes, in a repository whose names are this long."""
    whole = b"blob %d\0" % len(data) + data
    return sha256(whole).hexdigest() if length == sha256().digest_size * 2 else _sha1(whole)


def _sha1(data: bytes) -> str:
    return sha1(data, usedforsecurity=False).hexdigest()


def _told(
    body: bytes, path: str, edit: TableEdit, content: DatasetContent, published: UnitDatasets
) -> Revision:
    bare = Revision(commit=edit.commit, day=edit.day)
    found = bare
    with Faults().over(path):  # a version that nobody can mend any more spoils nothing
        before = _table(body, path, published)
        if before is not None:
            meta = content.dataset.meta
            found = revision(before, content.dataset.file.table, meta.key, bare)
    return found


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
    dataset, problems = parse_dataset(raw, path, description, context.rules, context.standards)
    if dataset is None or any(map(is_error, problems)) or dataset.file.unfit:
        return None
    return dataset.file.table
