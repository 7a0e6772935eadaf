"""Formats of a workbook that make a cell look like something else than its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sitegen.tables.shape.cells import Cell, Row

PERCENT = "%"
# Formats that every program knows by number: `0%` and `0.00%` (ECMA-376, 18.8.30).
KNOWN_FORMATS = {"9": PERCENT, "10": PERCENT}
# What a format shows as it stands: texts in quotes, single letters, colours and conditions.
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_ZEROS = re.compile(r"0{2,}")
_CELLS = "cellXfs"
_CONTAINERS = frozenset({"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"})
# A sign before three digits could be read in two ways.
_OPEN = 3


def telling_formats(styles: Iterable[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """Return the formats of percentages (`%`) and of fixed digits (`000`), by the number of a style.

    `styles` are the elements of the workbook's part with styles, with their attributes.
    """
    codes = dict(KNOWN_FORMATS)
    found: dict[str, str] = {}
    container, number = "", 0
    for name, given in styles:
        if name in _CONTAINERS:
            container = name
        elif name == "numFmt":
            codes[given.get("numFmtId", "")] = telling_format(given.get("formatCode", ""))
        elif name == "xf" and container == _CELLS:
            code = codes.get(given.get("numFmtId", ""), "")
            if code:
                found[str(number)] = code
            number += 1
    return found


def telling_format(code: str) -> str:
    """Return the format as `%` or `000`, "" if it changes nothing that matters."""
    plain = _LITERAL.sub("", code.split(";", maxsplit=1)[0])
    if PERCENT in plain:
        return PERCENT
    return plain if _ZEROS.fullmatch(plain) else ""


def as_seen(
    rows: Sequence[Row], formatted: Mapping[tuple[int, str], Sequence[int]]
) -> Iterator[Row]:
    """Yield the rows with numbers in these formats as the texts that a reader of the sheet sees."""
    cells: dict[int, list[tuple[int, str]]] = {}
    for (column, code), numbers in formatted.items():
        for number in numbers:
            cells.setdefault(number, []).append((column - 1, code))
    for number, row in rows:
        changed = list(row) if number in cells else row
        for at, code in cells.get(number, ()):
            if at < len(row):
                changed[at] = _seen(row[at], code)  # type: ignore[index]
        yield number, changed


def _seen(cell: Cell, code: str) -> Cell:
    if isinstance(cell, str):
        return cell
    if code != PERCENT:
        return str(cell).zfill(len(code)) if isinstance(cell, int) and cell >= 0 else cell
    # Fractions in binary: 0.07 times 100 would be 7.000000000000001.
    whole, _, decimals = f"{(Decimal(repr(cell)) * 100).normalize():f}".partition(".")
    if not decimals:
        return f"{whole}%"
    return f"{whole},{decimals + '0' * (len(decimals) == _OPEN)}%"
