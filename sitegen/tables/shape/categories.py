"""One category of several that holds the others: `Laki-laki + Perempuan`, `Total`, the regency itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.model import Levels
from sitegen.tables.measures import TOTALLED, measure_of
from sitegen.tables.shape.cells import Cells, Grid, text_of
from sitegen.tables.shape.totals import Figures

# Labels that name all of the others, whatever these are.
_ALL = re.compile(
    r"(?:jumlah|total|jml|semua|seluruh(?:nya)?|keseluruhan|gabungan|all|both)(?: [\w-]+)?"
    r"|l(?:k|aki-?laki)? ?(?:\+|&|dan|/) ?p(?:r|erempuan)?|male ?(?:\+|&|and|/) ?female",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"(kota|kab|kabupaten|prov|provinsi|kec|kecamatan)\b\.? ?\w.*|indonesia|nasional", re.IGNORECASE
)
_LEAST = 2
_MOST_COLUMNS = 30
_MOST_LABELS = 200
_MOSTLY = 0.8


def by_category(body: Grid, names: Sequence[str], figures: Sequence[Figures]) -> Levels | None:
    """Return the levels of rows where a category sums up those beside it, wherever it stands.

    Its label must say so, and most of its rows: they are sums, or lie between their parts where
    nothing can be added up.
    """
    of_figures = {each.column for each in figures}
    words = [at for at in range(min(len(names), _MOST_COLUMNS)) if at not in of_figures]
    for at in words:
        column = body.columns[at]
        for whole, area in _wholes(column):
            rows = [int(code != whole) for code in column.codes.tolist()]
            if _proved(_groups(body, at, words), rows, figures, area=area):
                return Levels(column=names[at], rows=tuple(rows))
    return None


def _wholes(column: Cells) -> Iterator[tuple[int, bool]]:
    """The codes of labels that may name all others of their column, if there are two others, and
    whether they are areas: a city may lie beside regencies.
    """
    present = sorted(set(column.codes.tolist()))
    if not _LEAST < len(present) <= _MOST_LABELS:
        return
    labels = {code: " ".join(text_of(column.distinct[code]).split()) for code in present}
    for code, label in labels.items():
        area = _AREA.fullmatch(label)
        if _ALL.fullmatch(label):
            yield code, False
        elif area:
            start = (area[1] or label).casefold()
            if sum(each.casefold().startswith(start) for each in labels.values()) == 1:
                yield code, True


def _groups(body: Grid, at: int, words: Sequence[int]) -> list[tuple[int, ...]]:
    """What each row has in the other columns of words, apart from those that only number the rows
    and those that say the same as column `at`.
    """
    own = body.columns[at].codes.tolist()
    keys = []
    for other in words:
        codes = body.columns[other].codes.tolist()
        same = len(set(zip(own, codes, strict=True))) == len(set(own))
        if other != at and not same and len(set(codes)) < len(codes):
            keys.append(codes)
    return list(zip(*keys, strict=True)) if keys else [()] * len(own)


def _proved(
    groups: Sequence[tuple[int, ...]],
    rows: Sequence[int],
    figures: Sequence[Figures],
    *,
    area: bool,
) -> bool:
    """Whether each whole has parts in its group, and most are their sum in what may be added up."""
    import numpy as np

    added = [each.values for each in figures if each.adds_up and _surely_added(each)]
    found: dict[tuple[int, ...], tuple[list[int], list[int]]] = {}
    for row, group in enumerate(groups):
        found.setdefault(group, ([], []))[rows[row]].append(row)
    held = [(wholes[0], parts) for wholes, parts in found.values() if wholes and parts]
    once = all(len(wholes) <= 1 for wholes, _ in found.values())
    if not (
        (added or not area)
        and figures
        and once
        and len(held) >= _LEAST
        and len(held) * 2 >= len(found)
    ):
        return False
    rates = [each.values for each in figures if not added]
    right = sum(
        len(parts) >= _LEAST
        and all(np.isclose(v[whole], np.nansum(v[parts]), rtol=1e-9) for v in added)
        and all(v[parts].min() <= v[whole] <= v[parts].max() for v in rates)
        for whole, parts in held
    )
    return right >= _MOSTLY * len(held)


def _surely_added(each: Figures) -> bool:
    return measure_of(each.name, whole=each.whole) in TOTALLED
