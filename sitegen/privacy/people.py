"""Tables that reveal too much without a number: names beside a diagnosis, counts of one or two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model import Problem, Where
from sitegen.privacy.header import ColumnCells, Headed
from sitegen.privacy.table import header_words, names_people

# Health data is specific personal data (UU 27/2022, article 4); aid reveals who is poor.
_SENSITIVE = frozenset(
    {
        "aids",
        "bansos",
        "bantuan",
        "blt",
        "bpnt",
        "bumil",
        "cacat",
        "dbd",
        "diagnosa",
        "diagnosis",
        "difabel",
        "disabilitas",
        "dtks",
        "gangguan",
        "gizi",
        "hamil",
        "hiv",
        "jiwa",
        "kekerasan",
        "kusta",
        "miskin",
        "odgj",
        "pasien",
        "penderita",
        "penyakit",
        "penyandang",
        "pkh",
        "stunting",
        "tb",
        "tbc",
        "terlantar",
    }
)
_AGES = frozenset({"umur", "usia", "lahir", "ttl"})
_AREAS = frozenset({"kelurahan", "desa", "rw", "rt", "posyandu"})
_WHOLE = re.compile(r"\d{1,9}")
# The people in a smaller group can be recognised by their neighbours.
SMALL = 5


def of_people(table: Headed, path: str) -> Iterator[Problem]:
    """Yield warnings about the table in the file `path`."""
    words = [header_words(name) for name in table.names]
    # A plain "nama" may be a building's; beside an age it is not.
    aged = any(own & _AGES for own in words)
    names = [
        name
        for at, name in enumerate(table.names)
        if any(
            names_people(text) or (aged and text.casefold() == "nama") for text in table.called(at)
        )
    ]
    beside = [
        name
        for name, own in zip(table.names, words, strict=True)
        if own & (_SENSITIVE | _AGES) and name not in names
    ]
    if names and beside:
        where = Where(path=path, row=table.row, field=names[0])
        yield Problem.of("P013", where, column=names[0], other=beside[0])
    if any(own & _AREAS for own in words):
        topic = header_words(path.rpartition("/")[2])
        for at, name in enumerate(table.names):
            counted = topic & _SENSITIVE and "jumlah" in words[at]
            if not counted and not words[at] & _SENSITIVE:
                continue
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
