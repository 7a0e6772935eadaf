"""Rows that contain others: accounts above their parts, subtotals, a nation among its provinces.

A level is only believed where sums or codes prove it; where neither does, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sitegen.model import Levels
from sitegen.tables.measures import TOTALLED, measure_of
from sitegen.tables.periods import PARTS, parse_period
from sitegen.tables.shape.categories import by_category
from sitegen.tables.shape.cells import Cells, Grid, text_of
from sitegen.tables.shape.totals import Figures, figures_of, figures_without, perhaps_total

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

_CODE = re.compile(r"\d+(?:\.\d+)*\.?")
_SUBTOTAL = re.compile(r"(?:sub ?-?(?:total|jumlah)|jumlah|total|jml)\b", re.IGNORECASE)
_SUMS = ("jumlah", "total", "jml")
_NATION = frozenset({"indonesia", "nasional", "national"})
# The rows that sum up an economy or a price index, whose parts are not added up.
_ECONOMY = re.compile(
    r"pdrb|pdb|produk domestik (?:regional )?bruto.*|inflasi umum|umum ?[(/] ?headline\)?|headline",
    re.IGNORECASE,
)
_REGENCY = re.compile(r"(?:kab\.?|kabupaten|kota)\s+\S", re.IGNORECASE)
_PROVINCE = re.compile(
    r"(?:prov\.?|provinsi)\s+\S.*|aceh|sumatera (?:utara|barat|selatan)|riau|kepulauan riau|jambi|bengkulu"
    r"|lampung|kepulauan bangka belitung|(?:dki )?jakarta|banten|jawa (?:barat|tengah|timur)|di yogyakarta"
    r"|bali|nusa tenggara (?:barat|timur)|kalimantan (?:barat|tengah|selatan|timur|utara)"
    r"|sulawesi (?:utara|tengah|selatan|tenggara|barat)|gorontalo|maluku(?: utara)?"
    r"|papua(?: (?:barat|selatan|tengah|pegunungan|barat daya))?",
    re.IGNORECASE,
)
# Columns at the left in which codes and names are looked for.
_LEADING = 4
_LEAST = 3
_MOSTLY = 0.8
_NEARLY = 0.99
# A table of so many rows has too many sums to try.
_MOST_ROWS = 5000
_DEEPEST = 8
# Smaller sums may come out right by chance.
_SURE = 1000.0
_CERTAIN = 1e6
_NEAR = 1e-12
_ATOM = 1e-6


def subtotals(figures: Sequence[Figures], body: Grid) -> tuple[int, ...]:
    """Return the rows in the middle that are labelled as sums, as at least half of them are one.

    Each adds up the rows since the one before it.
    """
    added = [each.values for each in figures if each.adds_up]
    labelled = [at for at in _perhaps(body) if _is_subtotal(body, at)] if added else []
    if not labelled or len(labelled) * 2 >= len(body.rows):
        return ()
    right, start = 0, 0
    for at in labelled:
        if at > start and _agree([v[at] for v in added], [_sum(v[start:at]) for v in added]):
            right += 1
        start = at + 1
    return tuple(labelled) if right and right * 2 >= len(labelled) else ()


def _perhaps(body: Grid) -> list[int]:
    """The rows with a cell that is labelled as a sum, by the distinct cells of the first columns."""
    found: set[int] = set()
    for column in body.columns[:_LEADING]:
        texts = "\n".join(map(text_of, column.distinct)).casefold()
        if not any(word in texts for word in _SUMS):
            continue
        sums = [at for at, value in enumerate(column.distinct) if _SUBTOTAL.match(text_of(value))]
        found.update(column.where(sums) if sums else ())
    return sorted(found)


def _is_subtotal(body: Grid, at: int) -> bool:
    for column in body.columns[:_LEADING]:
        label = text_of(column.at(at)).strip()
        if label and not _CODE.fullmatch(label):
            return bool(_SUBTOTAL.match(label))
    return False


def find_levels(
    body: Grid, names: Sequence[str], figures: Sequence[Figures], totals: Sequence[Sequence[float]]
) -> Levels | None:
    """Return the level of each row, None if all rows are of one.

    `totals` are the rows that sum up the table, as a figure for each of `figures`.
    """
    if len(body.rows) < _LEAST or len(body.rows) > _MOST_ROWS:
        return None
    coded = _by_code(body, names, figures)
    if coded and not (totals and _differs(outermost(figures, coded), totals[0])):
        return coded
    found = (
        _by_sums(body, names, figures, totals)
        or coded
        or by_category(body, names, figures)
        or _by_area(body, names, figures)
    )
    mixed = not found and (
        any(multiple_of(total, figures) for total in totals)
        or _has_headings(figures)
        or (not totals and not are_moments(body, names) and _holds_parts(figures))
    )
    return Levels(column="", rows=()) if mixed else found


def _has_headings(figures: Sequence[Figures]) -> bool:
    """Whether rows without any figure stand above others, each a heading of those below it."""
    import numpy as np

    if not figures:
        return False
    empty: NDArray[np.bool_] = np.logical_and.reduce([np.isnan(each.values) for each in figures])
    beside = (empty[1:] & empty[:-1]).any()
    return bool(empty[0] and not empty[-1] and empty.sum() > 1 and not beside)


def _holds_parts(figures: Sequence[Figures]) -> bool:
    """Whether a row adds up two or more right below it, in all columns, so that it is no chance."""
    import numpy as np

    added = [each.values for each in figures if each.adds_up]
    if not added:
        return False
    values = np.nan_to_num(np.column_stack(added))
    whole = sorted({parent for parent in _nested(values, 2) if parent >= 0})
    sizes = abs(values[whole])
    if not whole or sizes.max() < _SURE:
        return False
    several = (sizes > 0).any(axis=0).sum() > 1 or len(whole) > 1
    return bool(several or sizes.max() >= _CERTAIN)


def _by_code(body: Grid, names: Sequence[str], figures: Sequence[Figures]) -> Levels | None:
    """Levels by codes such as 5, 5.1 and 5.1.01, each below the code that it begins with."""
    for at, column in enumerate(body.columns[:_LEADING]):
        codes = [text_of(column.at(row)).strip().rstrip(".") for row in range(len(body.rows))]
        if not all(map(_CODE.fullmatch, codes)):
            continue
        parents = _parents(codes)
        if sum(parent >= 0 for parent in parents) < _LEAST - 1:
            continue
        tops = {code.count(".") for code, parent in zip(codes, parents, strict=True) if parent < 0}
        told = _proved(parents, figures)
        if len(tops) > 1:  # codes of several lists, such as programmes and their accounts
            continue
        if told or (told is None and _whole_tree(codes, parents)):
            return Levels(column=names[at], rows=_depths(parents))
    return None


def _parents(codes: Sequence[str]) -> list[int]:
    """The row above each that its code belongs to, -1 for none."""
    above: list[int] = []
    parents = []
    for at, code in enumerate(codes):
        while above and not code.startswith(f"{codes[above[-1]]}."):
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(at)
    return parents


def _depths(parents: Sequence[int]) -> tuple[int, ...]:
    depths: list[int] = []
    for parent in parents:
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
    return tuple(depths)


def _proved(parents: Sequence[int], figures: Sequence[Figures]) -> bool | None:
    """Whether most rows are the sum of those right below them; None without figures to add."""
    added = [each.values for each in figures if each.adds_up and _surely_added(each)]
    if not added:
        return None
    below: dict[int, list[int]] = {}
    for at, parent in enumerate(parents):
        if parent >= 0:
            below.setdefault(parent, []).append(at)
    right = sum(
        _agree([v[parent] for v in added], [_sum(v[rows]) for v in added])
        for parent, rows in below.items()
    )
    return right >= _MOSTLY * len(below)


def _surely_added(each: Figures) -> bool:
    return measure_of(each.name, whole=each.whole) in TOTALLED


def _whole_tree(codes: Sequence[str], parents: Sequence[int]) -> bool:
    """Whether no code lacks the one above it, and several are below one."""
    least = min(code.count(".") for code in codes)
    roots = all(
        parent >= 0 or code.count(".") == least for parent, code in zip(parents, codes, strict=True)
    )
    siblings = Counter(parent for parent in parents if parent >= 0)
    return roots and max(siblings.values(), default=0) > 1 and len(set(codes)) == len(codes)


def _by_sums(
    body: Grid, names: Sequence[str], figures: Sequence[Figures], totals: Sequence[Sequence[float]]
) -> Levels | None:
    """Levels by sums alone: rows that add up those right below them, down to the known total.

    Without one the first row must contain all others, in at least two steps.
    """
    import numpy as np

    added = [at for at, each in enumerate(figures) if each.adds_up]
    if not added or are_moments(body, names):
        return None
    values = np.nan_to_num(np.column_stack([figures[at].values for at in added]))
    wanted = np.array([totals[0][at] for at in added]) if totals else values[0]
    known = ~np.isnan(wanted)
    if not known.any() or _agree(values.sum(axis=0)[known], wanted[known]):
        return None
    sizes = abs(values[values != 0])
    # A sum that does not show its smallest figure proves nothing.
    if sizes.size and sizes.min() <= 2 * (_ATOM + _NEAR * sizes.max()):
        return None
    for fewest in (1, 2):
        parents = _nested(values, fewest)
        tops = [at for at, parent in enumerate(parents) if parent < 0]
        deep = max(_depths(parents)) > (0 if totals else 1)
        if not totals and (tops != [0] or abs(values[0]).max() < _SURE):
            continue
        if deep and _agree(values[tops].sum(axis=0)[known], wanted[known]):
            return Levels(column=_name_column(body, names), rows=_depths(parents))
    return None


def _differs(figures: Sequence[Figures], total: Sequence[float]) -> bool:
    """Whether a known total is not that of these figures."""
    pairs = [
        (own, _sum(each.values)) for own, each in zip(total, figures, strict=True) if each.adds_up
    ]
    return bool(pairs) and not _agree([own for own, _ in pairs], [whole for _, whole in pairs])


def _nested(values: Values, fewest: int) -> list[int]:
    """The row above each whose sum it is part of, from the last row to the first, -1 for none."""
    parents = [-1] * len(values)
    free: list[int] = []
    for at in range(len(values) - 1, -1, -1):
        whole = values[at]
        rest = whole.copy()
        taken = 0
        while whole.any() and taken < len(free):
            rest -= values[free[-1 - taken]]
            taken += 1
            if taken >= fewest and _agree(rest + whole, whole):
                for row in free[len(free) - taken :]:
                    parents[row] = at
                del free[len(free) - taken :]
                break
            if (rest < -_NEAR * abs(whole) - _NEAR).any():
                break
        free.append(at)
    return parents


def sums_up_levels(
    body: Grid, names: Sequence[str], figures: Sequence[Figures], city: str
) -> tuple[int, ...]:
    """Return the last or first row if its label may be a total's and it adds up the outermost level."""
    for place in (len(body.rows) - 1, 0):
        if len(body.rows) < _LEAST + 1 or not perhaps_total(body, place, city):
            continue
        rest = tuple(figures_without(figures, (place,)))
        stated = [float(each.values[place]) for each in figures]
        levels = find_levels(body.without((place,)), names, rest, [stated])
        if levels and levels.rows:
            sums = [_sum(each.values) for each in outermost(rest, levels)]
            added = [at for at, each in enumerate(figures) if each.adds_up]
            if _agree([stated[at] for at in added], [sums[at] for at in added]):
                return (place,)
    return ()


def outermost(figures: Sequence[Figures], levels: Levels | None) -> tuple[Figures, ...]:
    """Return the figures of the rows that no other row contains."""
    import numpy as np

    if levels is None or not levels.rows:
        return tuple(figures)
    roots = np.flatnonzero(np.array(levels.rows) == min(levels.rows))
    return figures_of(figures, roots)


def multiple_of(total: Sequence[float], figures: Sequence[Figures]) -> int:
    """Return how many times the rows hold a total, as rows of several levels do; 0 if they do not."""
    import numpy as np

    pairs = [
        (own, _sum(each.values))
        for own, each in zip(total, figures, strict=True)
        if each.adds_up and not np.isnan(own) and own
    ]
    if not pairs:
        return 0
    times = round(pairs[0][1] / pairs[0][0])
    if not 2 <= times <= _DEEPEST:
        return 0
    return times if all(_agree([own * times], [whole]) for own, whole in pairs) else 0


def _by_area(body: Grid, names: Sequence[str], figures: Sequence[Figures]) -> Levels | None:
    """The nation among its provinces, a province among its regencies and cities, an economy among its
    sectors.

    The province must hold them: its government stands beside theirs in a table of governments.
    """
    for at, column in enumerate(body.columns[:_LEADING]):
        labels = {
            text_of(column.distinct[code]).strip().casefold() for code in set(column.codes.tolist())
        }
        labels.discard("")
        whole = labels & _NATION or _province(labels) or _economy(labels)
        if not whole or len(labels - whole) < _LEAST:
            continue
        rows = _outside(column, whole)
        beside = {label for label in labels - whole if _PROVINCE.fullmatch(label)}
        if whole <= _NATION and len(beside) == 1:  # the nation, a province and what lies in it
            inner = _outside(column, beside)
            rows = tuple(row + at if row else 0 for row, at in zip(rows, inner, strict=True))
        if (
            whole <= _NATION
            or whole == _economy(labels)
            or all(_holds(each, rows) for each in figures)
        ):
            return Levels(column=names[at], rows=rows)
    return None


def _province(labels: set[str]) -> set[str]:
    """The only label among those of regencies and cities, if it names a province."""
    others = {label for label in labels if not _REGENCY.match(label)}
    return others if len(others) == 1 and all(map(_PROVINCE.fullmatch, others)) else set()


def _economy(labels: set[str]) -> set[str]:
    found = {label for label in labels if _ECONOMY.fullmatch(label)}
    return found if len(found) == 1 else set()


def _holds(each: Figures, rows: Sequence[int]) -> bool:
    """Whether figures of the whole are at least the sum of its parts, or rates between theirs."""
    import numpy as np

    inner = np.array(rows, dtype=bool)
    whole, parts = each.values[~inner], each.values[inner]
    if np.isnan(whole).all() or np.isnan(parts).all():
        return False
    if each.adds_up and _surely_added(each):
        return _sum(whole) >= _NEARLY * _sum(parts)
    return bool(np.nanmin(parts) <= np.nanmean(whole) <= np.nanmax(parts))


def _outside(column: Cells, whole: set[str]) -> tuple[int, ...]:
    inner = [int(text_of(value).strip().casefold() not in whole) for value in column.distinct]
    return tuple(inner[code] for code in column.codes.tolist())


def are_moments(body: Grid, names: Sequence[str]) -> bool:
    """Return whether the rows are years, months or others of one length, of which none contains another."""
    if not (len(body.rows) and names):
        return False
    column = body.columns[list(names).index(_name_column(body, names))]
    labels = {text_of(column.distinct[code]).strip() for code in set(column.codes.tolist())}
    grains = (grain for grain in PARTS if grain != "span")
    return any(all(parse_period(label, grain) for label in labels) for grain in grains)


def _name_column(body: Grid, names: Sequence[str]) -> str:
    """The first column with words, else the first."""
    for name, column in zip(names, body.columns[:_LEADING], strict=False):
        texts = (text_of(column.distinct[code]) for code in set(column.codes.tolist()))
        if any(text and not _CODE.fullmatch(text) for text in texts):
            return name
    return names[0]


def _sum(values: Values) -> float:
    import numpy as np

    return float(np.nansum(values))


def _agree(own: Sequence[float] | Values, sums: Sequence[float] | Values) -> bool:
    """Whether all figures that are there equal their sums."""
    import numpy as np

    left, right = np.asarray(own, dtype=np.float64), np.asarray(sums, dtype=np.float64)
    known = ~np.isnan(left)
    if not known.any() or not (left[known].any() or right[known].any()):
        return False
    return bool(np.allclose(left[known], right[known], rtol=_NEAR, atol=_ATOM))
