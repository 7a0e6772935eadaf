"""The tile map of the home page: `data/peta/ubin.csv`, the row and column of each kecamatan."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sitegen.model import Problem

PATH = "data/peta/ubin.csv"
MAX_SIDE = 12
Tiles = tuple[tuple[str, tuple[int, int]], ...]


def read_tiles(root: Path) -> tuple[Tiles, tuple[Problem, ...]]:
    """Return (area code, (row, column)) of each tile; empty when the city has no such file."""
    try:
        data = (root / PATH).read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (_problem(error.strerror or str(error)),)
    return parse_tiles(data)


def parse_tiles(data: bytes) -> tuple[Tiles, tuple[Problem, ...]]:
    """Return the tiles in `data` (CSV: kode_wilayah,baris,kolom), or none and a problem."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        tiles = {row["kode_wilayah"]: (int(row["baris"]), int(row["kolom"])) for row in rows}
    except (UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        return (), (_problem(f"{type(error).__name__} {error}"[:80]),)
    outside = [code for code, place in tiles.items() if not all(1 <= n <= MAX_SIDE for n in place)]
    if outside:
        return (), (_problem(f"{outside[0]}: {tiles[outside[0]]}"),)
    return tuple(tiles.items()), ()


def _problem(reason: str) -> Problem:
    return Problem.of("S013", PATH, reason=reason)
