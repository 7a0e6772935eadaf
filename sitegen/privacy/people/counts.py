"""Counts of one or two people in an area, whom the neighbours know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model import Problem, Where
from sitegen.privacy.header import ColumnCells, Headed
from sitegen.privacy.people.words import AID, ILLNESS
from sitegen.privacy.table import header_words

_SENSITIVE = ILLNESS | AID
_AREAS = frozenset({"kelurahan", "desa", "rw", "rt", "posyandu"})
_WHOLE = re.compile(r"\d{1,9}")
# The people in a smaller group can be recognised by their neighbours.
SMALL = 5


def small_counts(table: Headed, path: str) -> Iterator[Problem]:
    """Yield warnings about small counts of ill or poor people in the table of the file `path`."""
    words = [header_words(name) for name in table.names]
    if not any(own & _AREAS for own in words):
        return
    topic = header_words(path.rpartition("/")[2])
    for at, name in enumerate(table.names):
        counted = topic & _SENSITIVE and "jumlah" in words[at]
        if counted or words[at] & _SENSITIVE:
            yield from _small(table, path, at, name)


def _small(table: Headed, path: str, at: int, name: str) -> Iterator[Problem]:
    """Yield a warning if the column holds counts and some of them are small."""
    column = table.columns[at] if at < len(table.columns) else ColumnCells({}, {})
    filled = [cell for cell in column.rows if cell != "-"]
    if not filled or not all(map(_WHOLE.fullmatch, filled)):
        return
    small = [cell for cell in filled if 0 < int(cell) < SMALL]
    if small:
        row = min(column.rows[cell] for cell in small)
        count = sum(column.counts[cell] for cell in small)
        where = Where(path=path, row=row, field=name)
        yield Problem.of("P014", where, column=name, count=str(count), limit=str(SMALL))
