"""Old addresses of texts that were withdrawn: those that lead on, and what is wrong with others."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from sitegen.city.register import Register
from sitegen.city.removed_rows import FORMER, MAX_FORMER, TWICE, RemovedRow
from sitegen.city.removed_texts import PATH
from sitegen.i18n import N_
from sitegen.model import Problem, Where
from sitegen.units.redirects import refusal
from sitegen.urls import folded, output_path

_ITSELF = N_("the page itself is there")
_MANY = N_("a row may have 20 of them")


def usable(
    rows: tuple[RemovedRow, ...], register: Register, reserved: Collection[str]
) -> tuple[tuple[RemovedRow, ...], tuple[Problem, ...]]:
    """Return the rows with those of their old addresses that can lead on, and a problem for each other.

    `reserved` has the first parts of addresses of the city and of all kinds of units.
    """
    held = {folded(output_path(row.url)) for row in rows}
    first = frozenset(map(folded, reserved))
    found: dict[str, RemovedRow] = {}
    problems: list[Problem] = []
    for row in sorted(rows, key=lambda row: row.row):
        own = (row.unit, *(old for old, ends in register.lineage.items() if row.unit in ends))
        taken: list[str] = []
        for reason, old in _judged(row, tuple(f"/{each}/" for each in own), first, held):
            if reason:
                where = Where(path=PATH, row=row.row, field=FORMER)
                problems.append(Problem.of("S101", where, found=old, reason=reason))
            else:
                taken.append(old)
        found[row.url] = replace(row, former=tuple(taken))
    return tuple(found[row.url] for row in rows), tuple(problems)


def _judged(
    row: RemovedRow, own: tuple[str, ...], reserved: Collection[str], held: set[str]
) -> Iterator[tuple[str, str]]:
    """Why each old address of a row cannot lead on, "" if it can; `held` has those that are taken."""
    for at, old in enumerate(row.former):
        name = folded(output_path(old)) if old.startswith("/") else ""
        if at >= MAX_FORMER:
            yield _MANY, old
        elif reason := refusal(old, own, reserved):
            yield reason, old
        elif name in held:
            yield _ITSELF if old == row.url else TWICE, old
        else:
            held.add(name)
            yield "", old
