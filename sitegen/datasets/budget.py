"""The lines of a budget table: account, phase, amount; and what contradicts itself among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.city.budget_schema import BUDGET_SCHEMAS, OF_CITY
from sitegen.model import BudgetLine, DatasetMeta, DatasetSummary, Problem, Table, Where

SILPA = "SILPA"
REVENUE, SPENDING, RECEIVED, PAID = "4", "5", "6.1", "6.2"
# Rupiah; amounts are rounded when they are copied.
TOLERANCE = 1
# Akun, kelompok, jenis, objek: what the pages of budgets show.
DEEPEST = 4
_COLUMNS = ("tahun", "fase", "kode", "uraian", "jumlah")

Amounts = dict[str, int]


def level(code: str) -> int:
    """Return the level of an account: 1 for `5`, 2 for `5.1`."""
    return code.count(".") + 1


def budget_lines(table: Table, meta: DatasetMeta) -> tuple[BudgetLine, ...]:
    """Return the lines of a table that follows a schema of budgets, () for any other."""
    return tuple(line for _, line in _rows(table, meta))


def parts(amounts: Amounts, code: str) -> tuple[int, ...]:
    """Return the amounts of the accounts one level below, of one phase."""
    inside = level(code) + 1
    return tuple(
        amount
        for each, amount in amounts.items()
        if each.startswith(f"{code}.") and level(each) == inside
    )


def amount_of(amounts: Amounts, code: str) -> int | None:
    """Return what a phase gives an account: as stated, else the sum of the level right below it.

    Financing (`6`) is what is received without what is paid. None if neither is there.
    """
    if code in amounts:
        return amounts[code]
    below = {each for each in amounts if each.startswith(f"{code}.")}
    heads = {".".join(each.split(".")[: level(code) + 1]) for each in below}
    found = {head: amount_of(amounts, head) for head in heads}
    if code == "6":
        return (found.get(RECEIVED) or 0) - (found.get(PAID) or 0) if found else None
    known = [amount for amount in found.values() if amount is not None]
    return sum(known) if known else None


def silpa(amounts: Amounts) -> int | None:
    """Return revenue - spending + financing of one phase, None if one of them is missing."""
    found = [amount_of(amounts, code) for code in (REVENUE, SPENDING, "6")]
    if found[0] is None or found[1] is None or found[2] is None:
        return None
    return found[0] - found[1] + found[2]


def of_city(dataset: DatasetSummary) -> bool:
    """Return whether a budget is the whole city's, as its schema says."""
    return dataset.schema == OF_CITY


def by_phase(lines: Iterable[BudgetLine]) -> dict[tuple[int, str], Amounts]:
    """Return the amounts by account of each year and phase; phases are never put together."""
    found: dict[tuple[int, str], Amounts] = {}
    for line in lines:
        found.setdefault((line.year, line.phase), {})[line.code] = line.amount
    return found


def budget_problems(table: Table, meta: DatasetMeta, path: str) -> Iterator[Problem]:
    """Yield where an account is not the sum of its parts, and where SILPA does not come out."""
    rows = tuple(_rows(table, meta))
    numbers = {(line.year, line.phase, line.code): row for row, line in rows}
    for (year, phase), amounts in by_phase(line for _, line in rows).items():
        for code, amount in amounts.items():
            if code == SILPA:
                expected, problem = silpa(amounts), "D085"
            else:
                below = parts(amounts, code)
                whole = amount_of({k: v for k, v in amounts.items() if k != code}, code)
                expected, problem = (whole if below else None), "D084"
            if expected is not None and abs(expected - amount) > TOLERANCE:
                where = Where(path=path, row=numbers[year, phase, code], field="jumlah")
                yield Problem.of(
                    problem,
                    where,
                    account=code,
                    phase=phase,
                    year=str(year),
                    found=str(amount),
                    expected=str(expected),
                )


def _rows(table: Table, meta: DatasetMeta) -> Iterator[tuple[int, BudgetLine]]:
    """Yield the lines with the numbers of their rows."""
    if meta.schema not in BUDGET_SCHEMAS or any(name not in table.frame for name in _COLUMNS):
        return
    frame = table.frame.dropna(subset=list(_COLUMNS))
    cells = zip(frame.index, *(frame[name] for name in _COLUMNS), strict=True)
    for row, year, phase, code, name, amount in cells:
        yield (
            int(row),
            BudgetLine(
                year=int(year), phase=str(phase), code=str(code), name=str(name), amount=int(amount)
            ),
        )
