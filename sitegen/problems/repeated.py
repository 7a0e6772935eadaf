"""Many problems of one kind in one file: the first ones, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sitegen.model import Problem

# How many problems of one code in one file are listed; a file can hold tens of thousands.
LISTED = 20


def summed_up(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once; of each code in a file the first LISTED, by line, and a count.

    The count (S035) stands where the first problem left out was. Errors stay errors: those that
    are listed are of the same code.
    """
    found = tuple(dict.fromkeys(problems))
    if len(found) <= LISTED:
        return found
    groups: dict[tuple[str, str], list[Problem]] = {}
    for each in found:
        groups.setdefault((each.where.path, each.code), []).append(each)
    left_out: set[Problem] = set()
    counts: dict[Problem, Problem] = {}
    for group in groups.values():
        if len(group) <= LISTED:
            continue
        group.sort(key=lambda each: (each.where.line, each.where.row, each.where.column))
        more = group[LISTED:]
        left_out.update(more)
        where = replace(more[0].where, column=0, field="")
        texts = {"kind": more[0].code, "count": str(len(more)), "limit": str(LISTED)}
        counts[group[LISTED - 1]] = Problem.of("S035", where, **texts)
    if not counts:
        return found
    kept = (each for each in found if each not in left_out)
    return tuple(p for each in kept for p in ((each, counts[each]) if each in counts else (each,)))
