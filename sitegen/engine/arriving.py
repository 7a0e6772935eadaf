"""The check of files that are about to come: made with their unit as a build would, beside everything.

The city is taken from a commit, before the first one from the working tree, into a folder of its own.
Nothing of the city is written.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sitegen.city.git.checkout import Checkout, checked_out
from sitegen.engine.change import ACROSS, CITY
from sitegen.engine.few import dead_links, make_few, unknown_units
from sitegen.engine.options import Options
from sitegen.engine.scan import read_rules
from sitegen.model import Problem, SiteLink
from sitegen.model.roles import CONTENT, role
from sitegen.privacy.names import masked_path
from sitegen.processes.timing import Stopwatch

# Texts, tables and profiles have addresses; pictures and documents only where new texts name them.
_ADDRESSED = frozenset({"report", "page", "table", "metadata", "profile"})


def check_arrival(
    options: Options, place: tuple[str, str], unit: str, contents: Mapping[str, bytes]
) -> tuple[Problem, ...]:
    """Return the problems that these files of a unit would have, and bring about.

    `place` is the commit, "" for none, and the city's folder in the repository; `contents` has bytes by
    the city's paths. Raises SitegenError as a build does.
    """
    commit, folder = place
    with beside(options.root, commit, folder) as city:
        own = [path for path in city.paths(unit) if needed(path, contents)]
        city.bring((*sorted(CITY), *own))
        for path, data in contents.items():
            target = city.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        watch = Stopwatch()
        rules = read_rules(
            replace(options, root=city.root, output=city.root / "build", units=(), write=False)
        )
        few = make_few(rules, (unit,), watch)
        links = [link for _, link in few.links() if link.where.path in contents]
        if more := unknown_units(few, links):
            city.bring(path for key in sorted(more) for path in city.paths(key))
            few = make_few(rules, more, watch, before=few)

        def judged(_: str, link: SiteLink) -> bool:
            return link.where.path in contents

        found = (*few.problems(), *dead_links(few, judged))
        names = _names_in_problems(contents)
        return tuple(dict.fromkeys(p for p in found if _comes_of(p, names)))


def _names_in_problems(paths: Iterable[str]) -> frozenset[str]:
    """Return the names that problems have for these files: personal data in one is masked there."""
    known = tuple(paths)
    return frozenset((*known, *map(masked_path, known)))


def _comes_of(problem: Problem, names: Collection[str]) -> bool:
    """Whether a problem is one of these files, or one that another has with one of them."""
    if problem.where.path in names:
        return True
    return problem.code in ACROSS and any(value in names for _, value in problem.params)


def needed(path: str, contents: Mapping[str, bytes]) -> bool:
    """Return whether a file of the unit is needed to judge the new ones."""
    if role(path) in _ADDRESSED:
        return True
    name = path.rpartition("/")[2].encode()
    return any(name in data for at, data in contents.items() if role(at) in _ADDRESSED)


class CityBeside:
    """A copy of the city, into which files of it are brought when they are needed."""

    def __init__(self, root: Path, source: Path, checkout: Checkout | None, folder: str) -> None:
        self.root, self._source, self._checkout, self._folder = root, source, checkout, folder

    def paths(self, unit: str) -> tuple[str, ...]:
        """The files of a unit."""
        below = f"{CONTENT}/{unit}"
        if self._checkout:
            found = self._checkout.paths(f"{self._folder}{below}")
            return tuple(path.removeprefix(self._folder) for path in found)
        walked = sorted((self._source / below).rglob("*"))
        return tuple(
            path.relative_to(self._source).as_posix()
            for path in walked
            if path.is_file() and not path.is_symlink()
        )

    def bring(self, paths: Collection[str] | Iterator[str]) -> None:
        """Bring files, and whole folders of the city."""
        if self._checkout:
            self._checkout.bring_all(f"{self._folder}{path}" for path in paths)
            return
        for path in paths:
            source, target = self._source / path, self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
            elif source.is_file():
                shutil.copyfile(source, target)


@contextmanager
def beside(root: Path, commit: str, folder: str) -> Iterator[CityBeside]:
    """Yield the folder for a copy of the city at a commit, "" for its working tree."""
    if not commit:
        with tempfile.TemporaryDirectory(prefix="sitegen-") as name:
            yield CityBeside(Path(name), root, None, "")
        return
    with checked_out(root, commit) as checkout:
        place = checkout.place / folder
        place.mkdir(parents=True, exist_ok=True)
        yield CityBeside(place, root, checkout, folder)


def concerning(problems: Iterable[Problem], paths: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problems that stand at, or concern, one of these files."""
    names = _names_in_problems(paths)
    return tuple(
        p for p in problems if p.where.path in names or any(value in names for _, value in p.params)
    )
