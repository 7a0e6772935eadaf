"""What stands below and beside a table: notes, legends, a signature, a second table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sitegen.model import RowText
from sitegen.tables.shape.cells import Cell, Cells, Grid, Row, text_of
from sitegen.tables.shape.headings import repeated_headings
from sitegen.tables.shape.layout import (
    HEADER_ROWS,
    TAG,
    filled_cells,
    has_figure,
    holds_figures,
    is_number,
    row_text,
    without_left,
)

_NOTE = re.compile(
    r"(?:sumber|source|catatan|keterangan|ket|legenda|penjelasan|notes?|footnote|n\.?b)(?: data)?\.? ?[:=]"
    r"|[*\u2020\u2021]|</?[a-z]\w*>$",
    re.IGNORECASE,
)
_NOTE_ALONE = re.compile(
    r"(?:sumber|source|catatan|keterangan|legenda|penjelasan|notes?)\b", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?:\d{1,2}\)|[a-e]\)|[\u00b9\u00b2\u00b3]) ?\w")
_MONTH = (
    r"(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*\.?"
    r"|\.{2,}|\u2026+|_+|\d{1,2}"
)
# Place and date, also with dots where the day is written by hand.
_DATED = re.compile(
    r"(?:di(?:tetapkan|buat|keluarkan)? ?(?:di)? ?:? ?)?[a-z][a-z .'()-]{2,40}, *"
    rf"(?:tanggal )?(?:[\d.\u2026_]{{0,12}}[ /.-]*)?(?:{_MONTH})[ /.-]*(?:(?:19|20)[\d.\u2026_]{{2,8}})\.?",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:(?:mengetahui|menyetujui|mengesahkan|yang (?:membuat|melaporkan|mengesahkan))\b"
    r"|(?:diketahui|disetujui|disahkan|diperiksa|dibuat|disusun|ditandatangani) oleh\b"
    r"|(?:ditetapkan|dikeluarkan|dibuat) di\b|tanda ?tangan\b|t\.?t\.?d\b).{0,60}",
    re.IGNORECASE,
)
_NIP = re.compile(r"(?:nip|nipppk|nrp|nuptk)[ .:]+[\d. _\u2026-]*", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:(?:a\.?n|u\.?b|plt|plh|pj)\.? ?:? )?(?:kepala|ketua|sekretaris|lurah|camat|wali ?kota|bupati|gubernur"
    r"|bendahara|direktur|kasi|kasub(?:b?ag)?|kabid|kabag|pejabat|pengguna anggaran|kuasa pengguna"
    r"|pengelola|operator|pelaksana)\b.*",
    re.IGNORECASE,
)
# The numbers of officials look like figures to a spreadsheet.
_LONG = re.compile(r"\d[\d .]{14,}")
_LONGEST = 10**14
# A signature has no more rows, and fills no more cells of a row: one at the left, one at the right.
_SIGNATURE_ROWS = 15
_SIDES = 3
# How many blank rows are checked for a second table, and how many rows above each.
_GAPS = 20
_ABOVE = 20


class Foot(Struct, frozen=True, kw_only=True):
    """What stands below a table: its notes, and the row where signatures begin (0: none).

    A signature names people, so it is left out.
    """

    notes: tuple[RowText, ...] = ()
    signed: int = 0


def find_foot(tail: Sequence[Row], width: int) -> int:
    """Return how many of the last rows, without blank ones, stand below a table `width` wide.

    Gaps in the row numbers show where a blank row precedes a text.
    """
    tail, left = without_left(tail)
    if width - left < 2:
        return 0
    signed = _signature(tail)
    for at, (number, cells) in enumerate(tail[:signed]):
        filled = filled_cells(cells)
        text = text_of(cells[filled[0]])
        alone = filled == [0]
        apart = at > 0 and number > tail[at - 1][0] + 1
        told = _NOTE.match(text) or (
            alone and (_NOTE_ALONE.match(text) or _is_footnote(tail[:at], text))
        )
        if told and _is_below(tail, at):
            return len(tail) - at
        if alone and apart and not any(map(_is_figure, tail[at:])):
            return len(tail) - at
    return len(tail) - signed


def parse_foot(rows: Sequence[Row]) -> Foot:
    """Return what the rows below a table hold."""
    marked = any(_marks(cells) for _, cells in rows)
    begins = (at for at, (_, cells) in enumerate(rows) if _marks(cells) or _names_office(cells))
    start = next(begins) if marked else len(rows)
    notes: list[RowText] = []
    signed = 0
    for at, row in enumerate(rows):
        own = row if at < start else (row[0], [c for c in row[1] if _NOTE.match(text_of(c))])
        told = row_text(own)
        if at >= start and len(told.cells) < len(row_text(row).cells):
            signed = signed or row[0]
        if told.cells and not all(map(TAG.fullmatch, told.cells)):
            notes.append(told)
    return Foot(notes=tuple(notes), signed=signed)


def beside(table: Grid, names: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of a block of notes at the right of a table, without names of its own.

    A blank column stands between, and its texts or its few figures fill fewer rows than the table.
    """
    named = [at for at, name in enumerate(names) if name and not _NOTE.match(name)]
    last = max(named, default=len(table.columns))
    counts = [0] * (last + 1) + [_filled_rows(column) for column in table.columns[last + 1 :]]
    blank = next((at for at in range(last + 1, len(counts)) if not counts[at]), len(counts))
    right = tuple(at for at in range(blank + 1, len(counts)) if counts[at])
    few = all(3 * counts[at] <= 2 * len(table.rows) for at in right)
    return right if few else ()


def parse_beside(table: Grid, columns: Sequence[int], names: Sequence[str]) -> tuple[RowText, ...]:
    """Return the notes in a block of columns beside a table, without those of a signature."""
    first = [names[at] for at in columns if at < len(names) and names[at]]
    found: list[Row] = [(int(table.rows[0]) - 1, first)] if first else []
    places = sorted({at for column in columns for at in table.columns[column].filled()})
    found += ((int(table.rows[at]), [table.columns[c].at(at) for c in columns]) for at in places)
    return parse_foot(found).notes


def _filled_rows(column: Cells) -> int:
    counts = column.counts()
    return int(sum(counts[at] for at, value in enumerate(column.distinct) if value != ""))


def second_table(table: Grid, lines: Sequence[Sequence[Cell]] = ()) -> tuple[int, Row] | None:
    """Return where a second table begins below the first, and its header; None without one.

    It begins after a blank row, or with a title above a header that repeats `lines`, those of the
    first. Its header has only texts, in columns that hold figures above it. Without a title, a
    repeated header continues the first table.
    """
    import numpy as np

    again = frozenset(repeated_headings(table, lines))
    gaps = (np.flatnonzero(np.diff(table.rows) > 1)[:_GAPS] + 1).tolist()
    titles = (at - 1 for at in sorted(again)[:_GAPS] if at > 1 and at - 1 not in again)
    titled = (at for at in titles if filled_cells(table.row(at)[1]) == [0])
    for start in sorted({*gaps, *titled}):
        above = [table.row(at)[1] for at in range(max(0, start - _ABOVE), start)]
        for at in range(start, min(start + HEADER_ROWS, len(table.rows))):
            number, cells = table.row(at)
            filled = filled_cells(cells)
            if len(filled) < 2:  # a title between the two
                continue
            over = any(holds_figures(above, column) for column in filled)
            words = not any(is_number(cells[column]) for column in filled)
            if over and words and not again.issuperset(range(start, at + 1)):
                return start, (number, [cells[column] for column in filled])
            break
    return None


def _is_footnote(above: Sequence[Row], text: str) -> bool:
    """Whether a text is a numbered footnote, and no item of a list that began above it."""
    listed = (_FOOTNOTE.match(text_of(cells[0])) for _, cells in above)
    return bool(_FOOTNOTE.match(text)) and not any(listed)


def _is_below(tail: Sequence[Row], at: int) -> bool:
    """Whether no row after a note has figures like those of the table above it."""
    above = [cells for _, cells in tail[:at]]
    figures = [c for c in range(max(map(len, above), default=0)) if holds_figures(above, c)]
    if not figures:
        return not any(map(_is_figure, tail[at:]))
    return not any(_is_row(cells, figures) for _, cells in tail[at:])


def _is_row(cells: Sequence[Cell], figures: Sequence[int]) -> bool:
    """Whether a row has figures where the table has them: in most columns, or beside a name."""
    own = sum(at < len(cells) and has_figure([cells[at]]) for at in figures)
    named = cells[0] != "" and not is_number(cells[0])
    return 2 * own >= len(figures) or (named and own > 0)


def _signature(tail: Sequence[Row]) -> int:
    """The first of the last rows that are a signature, else their number.

    It begins with its place and date, with `Mengetahui`, with an office or after a blank row, and
    fills other cells than the rows above: a table of officials is none.
    """
    low = len(tail)
    while low > max(1, len(tail) - _SIGNATURE_ROWS) and _is_side(tail[low - 1]):
        low -= 1
    marked = [at for at in range(low, len(tail)) if _marks(tail[at][1])]
    above = (row for row in tail[:low] if len(filled_cells(row[1])) <= _SIDES)
    if not marked or any(_marks(cells) for _, cells in above):
        return len(tail)
    for at in range(low, marked[-1] + 1):
        number, cells = tail[at]
        apart = number > tail[at - 1][0] + 1
        begins = at in marked or _names_office(cells)
        if apart or (begins and not _alike(tail[:at], cells)):
            return at
    return len(tail)


def _is_side(row: Row) -> bool:
    return len(filled_cells(row[1])) <= _SIDES and not _is_figure(row)


def _alike(above: Sequence[Row], cells: Sequence[Cell]) -> bool:
    """Whether a row fills the same cells as a row above it."""
    return any(filled_cells(row) == filled_cells(cells) for _, row in above)


def _names_office(cells: Sequence[Cell]) -> bool:
    return any(_OFFICE.fullmatch(text_of(cell)) for cell in cells)


def _marks(cells: Sequence[Cell]) -> bool:
    """Whether a row can only belong to a signature."""
    texts = [" ".join(text_of(cell).split()) for cell in cells if cell != ""]
    signs = (_DATED, _SIGNED, _NIP)
    return any(sign.fullmatch(text) for text in (*texts, ", ".join(texts)) for sign in signs)


def _is_figure(row: Row) -> bool:
    """Whether a row has a figure; the number of an official is none."""
    return has_figure([cell for cell in row[1] if not _is_long(cell)])


def _is_long(cell: Cell) -> bool:
    return bool(_LONG.fullmatch(cell)) if isinstance(cell, str) else cell >= _LONGEST
