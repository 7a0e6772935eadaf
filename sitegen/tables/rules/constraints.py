"""A table checked against its declared columns: empty cells, bounds, patterns, keys.

All findings are counted, and the first ones of each kind and column named. The rules are those of
Table Schema (Data Package, version 2), checked on whole columns or distinct values, never by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.keys.column import CONSTRAINT_FIELDS
from sitegen.keys.field import nearest
from sitegen.model import Column, Constraints, DatasetMeta, Params, Problem, Table, Where
from sitegen.tables.columns.unfit import NAMED
from sitegen.tables.kinds import KINDS
from sitegen.tables.rules.pattern import PatternError, matcher
from sitegen.tables.rules.text_forms import FORMS
from sitegen.tables.shape.cells import shown

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from sitegen.tables.table import TableFile

    Marks = NDArray[np.bool_]
    _Check = Callable[["_ColumnCells", Constraints], Iterator[Problem]]

_LONGEST = 40
_KEYS = {field.name: field.key for field in CONSTRAINT_FIELDS}
_AT_LEAST, _AT_MOST = N_("at least"), N_("at most")
_BOUNDS = {
    "minimum": _AT_LEAST,
    "maximum": _AT_MOST,
    "above": N_("more than"),
    "below": N_("less than"),
}


class _UnfitError(ValueError):
    """A rule that does not fit the type of its column; carries the attribute and its text."""

    def __init__(self, name: str, *, found: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.found = found


class _ColumnCells(Struct, frozen=True, kw_only=True):
    """A column under check: `known` marks the cells that hold a value of its type."""

    path: str
    column: Column
    series: pd.Series
    known: Marks

    def problems(
        self, code: str, wrong: Marks, params: Callable[[int], Params] = lambda _: ()
    ) -> Iterator[Problem]:
        """Yield a problem for each of the first marked cells, with the count of all."""
        import numpy as np

        places = np.flatnonzero(wrong)
        for at in places[:NAMED].tolist():
            where = Where(path=self.path, row=int(self.series.index[at]), field=self.column.name)
            found: Params = (("column", self.column.name), ("count", str(len(places))), *params(at))
            yield Problem(code=code, where=where, params=found)

    def found(self, at: int) -> tuple[str, str]:
        """Return the cell as a message parameter."""
        return ("found", shown(self.series.iloc[at]))


def constraint_problems(file: TableFile, meta: DatasetMeta, path: str) -> Iterator[Problem]:
    """Yield where the table at `path` breaks its declaration, and rules that cannot be checked.

    Cells that do not fit their type are reported elsewhere and not checked again.
    """
    import numpy as np

    unread = dict(file.unfit)
    index = file.table.frame.index
    for column in file.table.columns:
        values = file.table.frame[column.name]
        rows = np.asarray(index.isin(unread.get(column.name, ())))
        known = np.asarray(values.notna()) & ~rows
        cells = _ColumnCells(path=path, column=column, series=values, known=known)
        must = column.constraints.required or column.name in meta.key
        if must:
            yield from cells.problems("D039", ~known & ~rows)
        yield from _column_problems(cells, meta.path)
    yield from _key_problems(file.table, meta, path)


def _column_problems(cells: _ColumnCells, meta_path: str) -> Iterator[Problem]:
    column, rules = cells.column, cells.column.constraints
    bounds: list[_Check] = [partial(_bound, name=name) for name in _BOUNDS]
    checks: tuple[_Check, ...] = (_unique, *bounds, _length, _pattern, _choices)
    for check in checks:
        try:
            yield from check(cells, rules)
        except _UnfitError as unfit:
            key = _KEYS[unfit.name]
            given = unfit.found or str(getattr(rules, unfit.name))
            named = KINDS[column.kind].names is not None
            code = "D034" if unfit.name == "pattern" and named else "D033"
            yield Problem.of(
                code,
                Where(path=meta_path, field=column.name),
                key=key,
                found=given,
                column=column.name,
                kind=column.kind,
            )
    if column.form in FORMS:
        fits = _each(cells, FORMS[column.form])
        yield from cells.problems(
            "D046", ~fits, lambda at: (cells.found(at), ("form", column.form))
        )


def _unique(cells: _ColumnCells, rules: Constraints) -> Iterator[Problem]:
    if rules.unique:
        import pandas as pd

        codes = pd.factorize(cells.series)[0]
        wrong, first = repeats(codes, cells.known)
        rows = cells.series.index
        yield from cells.problems(
            "D040", wrong, lambda at: (cells.found(at), ("first", str(rows[first[codes[at]]])))
        )


def repeats(codes: NDArray[Any], known: Marks) -> tuple[Marks, dict[int, int]]:
    """Return which cells repeat an earlier one, and the first index of each repeated code."""
    import numpy as np

    places = np.flatnonzero(known)
    first = np.full(int(codes.max(initial=-1)) + 1, len(codes), dtype=np.intp)
    np.minimum.at(first, codes[places], places)
    wrong = np.zeros(len(codes), dtype=bool)
    wrong[places] = first[codes[places]] != places
    named = np.flatnonzero(wrong)[:NAMED]
    return wrong, {int(codes[at]): int(first[codes[at]]) for at in named}


def _bound(cells: _ColumnCells, rules: Constraints, name: str) -> Iterator[Problem]:
    text = getattr(rules, name)
    if not text:
        return
    bound = _value(cells.column, text, name)
    holds = {
        "minimum": cells.series.ge,
        "maximum": cells.series.le,
        "above": cells.series.gt,
        "below": cells.series.lt,
    }[name](bound)
    wrong = cells.known & ~holds.to_numpy(dtype=bool, na_value=False)
    broken = (("reason", _BOUNDS[name]), ("bound", text))
    yield from cells.problems("D042", wrong, lambda at: (cells.found(at), *broken))


def _length(cells: _ColumnCells, rules: Constraints) -> Iterator[Problem]:
    given = [name for name in ("min_length", "max_length") if getattr(rules, name) is not None]
    if not given:
        return
    if KINDS[cells.column.kind].names is None:
        raise _UnfitError(given[0])
    lengths = cells.series.str.len().to_numpy(dtype=float, na_value=0)
    least = rules.min_length or 0
    most = lengths.max(initial=0) if rules.max_length is None else rules.max_length
    wrong = cells.known & ((lengths < least) | (lengths > most))

    def params(at: int) -> Params:
        length = int(lengths[at])
        reason, bound = (_AT_LEAST, least) if length < least else (_AT_MOST, rules.max_length)
        broken = (("reason", reason), ("bound", str(bound)))
        return (cells.found(at), ("length", str(length)), *broken)

    yield from cells.problems("D043", wrong, params)


def _pattern(cells: _ColumnCells, rules: Constraints) -> Iterator[Problem]:
    if not rules.pattern:
        return
    if KINDS[cells.column.kind].names is None:
        raise _UnfitError("pattern")
    try:
        fits = matcher(rules.pattern)
    except PatternError as error:
        raise _UnfitError("pattern", found=str(error)[:_LONGEST] or rules.pattern) from None
    wrong = ~_each(cells, fits)
    pattern = ("pattern", rules.pattern)
    yield from cells.problems("D044", wrong, lambda at: (cells.found(at), pattern))


def _choices(cells: _ColumnCells, rules: Constraints) -> Iterator[Problem]:
    if not rules.choices:
        return
    import numpy as np

    allowed = [_value(cells.column, text, "choices") for text in rules.choices]
    wrong = cells.known & ~np.asarray(cells.series.isin(allowed))

    def params(at: int) -> Params:
        found = cells.found(at)
        near = nearest(found[1], rules.choices, 0.6) or rules.choices[0]
        return (found, ("allowed", ", ".join(rules.choices)), ("nearest", near))

    yield from cells.problems("D045", wrong, params)


def _each(cells: _ColumnCells, fits: Callable[[str], bool]) -> Marks:
    """Mark the cells that hold no value or one that fits; each distinct value is checked once."""
    import numpy as np
    import pandas as pd

    codes, distinct = pd.factorize(cells.series)
    answers = np.fromiter(map(fits, distinct), dtype=bool, count=len(distinct))
    return np.append(answers, True)[codes] | ~cells.known


def _value(column: Column, text: str, name: str) -> Any:
    """The text of a rule as a value of the column's type. Raises _UnfitError."""
    bound = KINDS[column.kind].bound
    if bound is None:
        if name == "choices":
            return text
        raise _UnfitError(name, found=text)
    try:
        value = bound(text)
    except ValueError:
        raise _UnfitError(name, found=text) from None
    if isinstance(value, date):
        import pandas as pd

        return pd.Timestamp(value)
    return value


def _key_problems(table: Table, meta: DatasetMeta, path: str) -> Iterator[Problem]:
    key = meta.key
    names = [column.name for column in table.columns]
    unknown = [name for name in key if name not in names]
    for name in unknown:
        yield Problem.of(
            "D038",
            Where(path=meta.path, field="kunci"),
            column=name,
            nearest=nearest(name, names, 0.5) or names[0],
            columns=", ".join(names),
        )
    if unknown or not key:
        return
    import numpy as np

    frame = table.frame[list(key)]
    known = np.asarray(frame.notna().all(axis=1))
    codes = frame.groupby(list(key), sort=False, dropna=False).ngroup().to_numpy()
    wrong, first = repeats(codes, known)
    places = np.flatnonzero(wrong)
    for at in places[:NAMED].tolist():
        found = ", ".join(map(shown, frame.iloc[at]))
        where = Where(path=path, row=int(frame.index[at]), field=key[0])
        yield Problem.of(
            "D041",
            where,
            key=", ".join(key),
            found=found,
            first=str(frame.index[first[codes[at]]]),
            count=str(len(places)),
        )
