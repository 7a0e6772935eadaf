"""Checks of a chart's keys and columns against its kind and table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sitegen.keys.field import nearest
from sitegen.model import ChartSpec, Column, Problem, Table, Where
from sitegen.tables.kinds import KINDS

_BARS = ("batang", "batang-mendatar")
_KINDS_OF_KEY: dict[str, tuple[str, ...]] = {
    "seri": (*_BARS, "garis", "area", "sebar", "perubahan"),
    "target": ("target",),
    "nilai": ("peta-panas",),
    "agregat": (*_BARS, "garis", "area", "peta-panas", "target", "perubahan", "peta"),
    "urut": (*_BARS, "target", "perubahan"),
    "teratas": (*_BARS, "target", "perubahan"),
    "sorot": (*_BARS, "garis", "area", "sebar", "target", "perubahan", "peta"),
}
# Lines are always side by side and areas stacked; only bars can be either.
_KINDS_OF_ARRANGEMENT: dict[str, tuple[str, ...]] = {
    "kelompok": (*_BARS, "garis"),
    "tumpuk": (*_BARS, "area"),
    "panel": (*_BARS, "garis", "area"),
}
_LISTED = 8
# Below this similarity a suggestion misleads: `Wanita` is not a misspelling of `Laki-laki`.
_ALIKE = 0.5
_COMPARED = 2000


def problem(code: str, where: Where, **params: object) -> Problem:
    """Return a problem of this chart; the param `key` also becomes its field."""
    field = str(params.get("key", where.field))
    texts = tuple((name, str(value)) for name, value in params.items())
    return Problem(code=code, where=replace(where, field=field), params=texts)


def listing(values: Iterable[str]) -> str:
    """Return the first few values, quoted: `a`, `b`, ... (12)."""
    known = list(dict.fromkeys(values))
    text = ", ".join(f"`{value}`" for value in known[:_LISTED])
    return text if len(known) <= _LISTED else f"{text}, ... ({len(known)})"


def most_alike(text: str, values: Sequence[str]) -> str:
    """Return the value that `text` may be a misspelling of, quoted; "-" if none is similar."""
    near = nearest(text, values[:_COMPARED], _ALIKE)
    return f"`{near}`" if near else "-"


def check_keys(spec: ChartSpec, where: Where) -> list[Problem]:
    """Return a problem for each key that the kind requires but lacks, or does not accept."""
    needed = {"x": spec.x, "y": spec.y}
    if spec.kind == "target":
        needed["target"] = spec.target
    if spec.kind == "peta-panas":
        needed["nilai"] = spec.value
    if spec.arrangement or spec.kind == "perubahan":
        needed["seri"] = spec.series
    found = [
        problem("C004", where, key=key, kind=spec.kind)
        for key, value in needed.items()
        if not value
    ]
    given = {
        "seri": spec.series,
        "target": spec.target,
        "nilai": spec.value,
        "agregat": spec.aggregate,
        "urut": spec.sort,
        "teratas": str(spec.top) if spec.top else "",
        "sorot": spec.highlight,
    }
    for key, value in given.items():
        kinds = _KINDS_OF_KEY[key]
        if value and spec.kind not in kinds:
            found.append(_misplaced(spec, where, key, value, kinds))
    if spec.arrangement and spec.kind not in _KINDS_OF_ARRANGEMENT[spec.arrangement]:
        kinds = _KINDS_OF_ARRANGEMENT[spec.arrangement]
        found.append(_misplaced(spec, where, "susunan", spec.arrangement, kinds))
    return found


def _misplaced(
    spec: ChartSpec, where: Where, key: str, value: str, kinds: Sequence[str]
) -> Problem:
    kind = spec.kind
    return problem("C005", where, key=key, value=value, kind=kind, kinds=listing(kinds))


def check_columns(spec: ChartSpec, table: Table, where: Where) -> list[Problem]:
    """Return a problem for each column that is not in the table or should hold figures."""
    columns = {column.name: column for column in table.columns}
    wanted = [
        ("x", spec.x, spec.kind == "sebar"),
        ("y", spec.y, spec.kind != "peta-panas"),
        ("seri", spec.series, False),
        ("target", spec.target, True),
        ("nilai", spec.value, True),
        *(("saring", name, False) for name, _ in spec.filter),
    ]
    found = []
    for key, name, figures in wanted:
        if not name:
            continue
        if name not in columns:
            names = list(columns)
            known = {"columns": listing(names), "nearest": most_alike(name, names)}
            found.append(problem("C001", where, key=key, column=name, **known))
        elif figures and not _counts(columns[name], key):
            numeric = listing(c.name for c in table.columns if KINDS[c.kind].figures)
            kind = columns[name].kind
            found.append(
                problem(
                    "C002",
                    where,
                    key=key,
                    column=name,
                    found=kind,
                    columns=numeric or "-",
                )
            )
    return found


def _counts(column: Column, key: str) -> bool:
    """Whether a column can be plotted as figures: years only along a scatter plot's x."""
    kind = KINDS[column.kind]
    return kind.numbers if key == "x" else kind.figures is not None
