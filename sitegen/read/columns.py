"""The type and the number convention of a column, decided on all of its cells together."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.read.values import month_number, parse_date

if TYPE_CHECKING:
    import pandas as pd

    from sitegen.model import ColumnKind

EMPTY = frozenset({"", "-", "–", "null", "n/a", "na", "nihil", "none", "nan"})
_WHOLE = re.compile(r"[+-]?\d+")
_LEADING_ZERO = re.compile(r"0\d+")
# A number of more digits than a 64-bit integer holds names something; it counts nothing.
_TOO_LONG = re.compile(r"[+-]?\d{19,}")
_LARGEST = 2**63 - 1
# Each digit can be matched in one way only: `\d*\.?\d+` takes minutes on a cell of 100,000 digits.
_DOT_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_COMMA_DECIMAL = re.compile(r"[+-]?(?:\d+(?:,\d+)?|,\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_OR_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
# `0.250` is no thousands: those never begin with a zero.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_CODE = re.compile(r"\d{2}(?:\.\d{2}){1,2}(?:\.\d{4})?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_MONTH = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])")
_YEAR_NAMES = frozenset({"tahun", "year", "thn"})


@dataclass(frozen=True, slots=True)
class Convention:
    """How the cells of a column are read; `grouped`: dots stand between thousands.

    `doubtful` is a cell that fits two conventions, where no other cell decides between them.
    """

    kind: ColumnKind
    decimal: str = "."
    grouped: bool = False
    doubtful: str = ""


def infer(name: str, cells: list[str], delimiter: str, kind: ColumnKind | None) -> Convention:
    """Return the convention that fits every cell; `kind` is what the metadata say, or None."""
    filled = [cell for cell in cells if cell.casefold() not in EMPTY]
    if kind in {"teks", "kode", "tanggal", "bulan", "tahun"}:
        return Convention(kind)
    number = _number(filled, delimiter)
    if kind is not None:
        # A whole number has no decimals, so that its dots can only stand between thousands.
        doubt = number is not None and bool(number.doubtful)
        if number is None or (doubt and kind == "desimal"):
            return Convention(kind)
        return Convention(kind, "," if doubt else number.decimal, number.grouped or doubt)
    if not filled:
        return Convention("teks")
    if name.casefold() in _YEAR_NAMES and all(_YEAR.fullmatch(cell) for cell in filled):
        return Convention("tahun")
    if _is_code(name, filled):
        return Convention("kode")
    if number is not None:
        return number
    if all(month_number(cell) for cell in filled):
        return Convention("bulan")
    if all(parse_date(cell) for cell in filled):
        return Convention("tanggal")
    return Convention("teks")


def _is_code(name: str, cells: list[str]) -> bool:
    if any(_LEADING_ZERO.fullmatch(cell) for cell in cells):
        return True
    if all(_WHOLE.fullmatch(cell) for cell in cells) and any(map(_TOO_LONG.fullmatch, cells)):
        return True
    if all(_CODE.fullmatch(cell) for cell in cells):
        return True
    words = set(re.split(r"[_\s]+", name.casefold()))
    return bool(words & {"kode", "code", "id"}) and all(_WHOLE.fullmatch(c) for c in cells)


def _number(cells: list[str], delimiter: str) -> Convention | None:
    """The number convention that all cells share, or None.

    `1.234` alone could be either: it counts as grouped only in a file with semicolons, which is
    how a spreadsheet set to Indonesian writes, or when a cell has two dots or a comma as well. When
    all cells with a dot are like that, the column is doubtful.
    """
    if not cells:
        return None
    if all(_WHOLE.fullmatch(cell) for cell in cells):
        return Convention("bulat")
    grouped = [cell for cell in cells if _GROUPED.fullmatch(cell)]
    sure = any("," in cell or cell.count(".") > 1 for cell in grouped) or delimiter == ";"
    if grouped and sure and all(_GROUPED_OR_PLAIN.fullmatch(cell) for cell in cells):
        whole = not any("," in cell for cell in cells)
        return Convention("bulat" if whole else "desimal", ",", grouped=True)
    if all(_DOT_DECIMAL.fullmatch(cell) for cell in cells):
        dotted = [cell for cell in cells if "." in cell]
        open_to_doubt = all(map(_THOUSANDS.fullmatch, dotted))
        return Convention("desimal", ".", doubtful=dotted[0] if open_to_doubt else "")
    if all(_COMMA_DECIMAL.fullmatch(cell) for cell in cells):
        return Convention("desimal", ",")
    return None


def convert(cells: list[str], convention: Convention) -> tuple[pd.Series, list[int]]:
    """Return the typed column and the positions of the cells that do not fit its type."""
    import pandas as pd

    bad: list[int] = []
    values: list[object] = []
    read = _READERS[convention.kind]
    for at, cell in enumerate(cells):
        if cell.casefold() in EMPTY:
            values.append(None)
            continue
        try:
            values.append(read(cell, convention))
        except ValueError:
            bad.append(at)
            values.append(None)
    return pd.Series(values, dtype=_DTYPES[convention.kind]), bad


def _plain(cell: str, convention: Convention) -> str:
    if convention.grouped:
        if not _GROUPED_OR_PLAIN.fullmatch(cell):
            raise ValueError(cell)
        cell = cell.replace(".", "")
    return cell.replace(",", ".") if convention.decimal == "," else cell


def _whole(cell: str, convention: Convention) -> int:
    text = _plain(cell, convention)
    number = float(text) if _DOT_DECIMAL.fullmatch(text) else math.nan
    if not number.is_integer():
        raise ValueError(cell)
    whole = int(text) if _WHOLE.fullmatch(text) else int(number)
    if abs(whole) > _LARGEST:
        raise ValueError(cell)
    return whole


def _decimal(cell: str, convention: Convention) -> float:
    text = _plain(cell, convention)
    number = float(text) if _DOT_DECIMAL.fullmatch(text) else math.inf
    if math.isinf(number):
        raise ValueError(cell)
    return number


def _year(cell: str, convention: Convention) -> int:
    if not _YEAR.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)


def _month(cell: str, convention: Convention) -> str:
    if not month_number(cell) and not _YEAR_MONTH.fullmatch(cell):
        raise ValueError(cell)
    return cell


def _day(cell: str, convention: Convention) -> object:
    day = parse_date(cell)
    if day is None:
        raise ValueError(cell)
    return day


def _text(cell: str, convention: Convention) -> str:
    return cell


_READERS = {
    "teks": _text,
    "kode": _text,
    "bulat": _whole,
    "desimal": _decimal,
    "tahun": _year,
    "bulan": _month,
    "tanggal": _day,
}
_DTYPES = {
    "teks": "str",
    "kode": "str",
    "bulan": "str",
    "bulat": "Int64",
    "desimal": "float64",
    "tahun": "Int64",
    "tanggal": "datetime64[s]",
}
