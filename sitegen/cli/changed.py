"""Which problems of a check belong to a change: those of its files, and those that it brings about."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.city.git.changes import read_base, read_left, read_touched
from sitegen.city.git.run import run_git
from sitegen.cli.ownership import list_problems
from sitegen.errors import SitegenError
from sitegen.model.roles import CONTENT, OF_THE_CITY

if TYPE_CHECKING:
    from sitegen.engine.options import Options
    from sitegen.model import Problem

# Problems of links and names, which a change of another file or unit can bring about.
_ACROSS = frozenset({"M004", "M007", "M019", "S011"})
# Addresses that the change gives up: only a change has such problems.
_GIVEN_UP = frozenset({"M024", "M025", "U040"})


def of_change(
    options: Options, problems: Iterable[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems that the change since `options.base` has to answer for, and the others.

    Those in files that it does not touch are compared with the problems of the commit that it left,
    if it can have brought them about: in a unit that it touches, across units, or by a file of the
    city. Where that commit cannot be checked, they all count. Raises UsageError as `read_touched`.
    """
    base = read_base(options.root, options.base)
    touched = {each.path for each in read_touched(options.root, base)}
    units = {_unit(path) for path in touched}
    found = tuple(problems)

    def may_come_of_it(each: Problem) -> bool:
        return "" in units or each.code in _ACROSS or _unit(each.where.path) in units

    own = {p for p in found if not p.where.path or p.where.path in touched or p.code in _GIVEN_UP}
    doubtful = {p for p in found if p not in own and may_come_of_it(p)}
    new = doubtful - _before(options, base.folder) if doubtful else doubtful
    counted = tuple(p for p in found if p in own or p in new)
    return counted, tuple(p for p in found if p not in own and p not in new)


def answers_for(problem: Problem) -> bool:
    """Return whether a change with this problem of its own fails, a warning too.

    What it gives up on purpose, such as the address of a report that it deletes, is only told.
    """
    return bool(problem.where.path) and problem.code not in _GIVEN_UP


def _unit(path: str) -> str:
    """The key of the unit that a path is in; "" for the city's own files, "-" for what it never reads."""
    parts = path.split("/")
    if parts[0] == CONTENT and len(parts) > 2:
        return "/".join(parts[1:3])
    read = parts[0] in {CONTENT, *OF_THE_CITY, "site.yml"}
    return "" if read else "-"


def _before(options: Options, folder: str) -> frozenset[Problem]:
    """The problems of the commit that the change left; none if it cannot be checked."""
    from sitegen.engine.build import build

    try:
        with _checked_out(options) as place:
            root = place / folder
            cache = options.root / ".sitegen" / "cache"
            if cache.is_dir():  # charts that both have are drawn once
                (root / ".sitegen").mkdir(exist_ok=True)
                (root / ".sitegen" / "cache").symlink_to(cache.absolute())
            found = build(replace(options, root=root, output=root / "build", base="")).problems
            return frozenset((*found, *list_problems(root)))
    except (SitegenError, OSError):
        return frozenset()


@contextmanager
def _checked_out(options: Options) -> Iterator[Path]:
    """A clone beside everything, with the commit that the change left."""
    left = read_left(options.root, read_base(options.root, options.base))
    with tempfile.TemporaryDirectory(prefix="sitegen-") as name:
        place = Path(name) / "dasar"
        top = run_git(options.root, ("rev-parse", "--show-toplevel")).out.decode().strip()
        clone = (
            *("-c", "protocol.file.allow=always", "clone", "--quiet"),
            *("--shared", "--no-checkout", "--no-tags", "--template="),
        )
        for root, step in (
            (options.root, (*clone, "--", top, str(place))),
            (place, ("checkout", "--quiet", "--detach", left)),
        ):
            if run_git(root, step).code:
                raise OSError(str(root))
        yield place
