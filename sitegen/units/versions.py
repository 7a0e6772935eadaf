"""Which version of a file is published: the current one or, if it is wrong, the last correct one.

Candidates come newest first; a judge decides what each of them is and what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, tzinfo
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import PermitKey, Problem, Skipped, StandIn
from sitegen.model.roles import role
from sitegen.privacy.gate import Screening
from sitegen.problems import is_error
from sitegen.store.past import Past, earlier_versions
from sitegen.units.faults import Faults
from sitegen.units.files import UnitFiles, open_file

Found = TypeVar("Found")
Bodies = tuple[bytes | None, ...]
NOTHING_FOUND = Screening()
# Earlier versions are judged whole, one after another: of a large file only a few. In bytes, all
# versions together.
MAX_JUDGED = 2 * 1024 * 1024
MAX_TABLES_JUDGED = 64 * 1024 * 1024


class Versions(Struct, frozen=True, kw_only=True):
    """Where the versions of a file are found.

    The first of `paths` is the file that may be held back, the others belong to it. `large` is the
    problem of a file whose current version is too large to be read.
    """

    files: UnitFiles
    paths: tuple[str, ...]
    past: Past
    zone: tzinfo | None
    large: Problem | None = None

    @property
    def path(self) -> str:
        """The file that may be held back."""
        return self.paths[0]


class Candidate(Struct, frozen=True, kw_only=True):
    """One version of a file and of those that belong to it; None stands for a missing file.

    `number` is 0 for the current files and counts up into the past. `problems` are those of opening
    them, `moved` says that one has changed since the scan. `kept` has the bodies that came from the
    state; the others are current. `repeated` says that the same bodies were already judged.
    """

    number: int
    bodies: Bodies
    stand_in: StandIn | None = None
    kept: Bodies = ()
    repeated: bool = False
    problems: tuple[Problem, ...] = ()
    moved: bool = False

    @property
    def complete(self) -> bool:
        """Whether there is something to judge: all current files, or any earlier version."""
        return self.stand_in is not None or None not in self.bodies


class Verdict(Struct, Generic[Found], frozen=True, kw_only=True):
    """A judge's verdict on a candidate: its value, its problems, and the gate's findings by path.

    A value of None means that nothing can be published. `again` says that something failed that
    may go well in the next build.
    """

    value: Found | None = None
    problems: tuple[Problem, ...] = ()
    screenings: tuple[tuple[str, Screening], ...] = ()
    again: bool = False

    @property
    def passed(self) -> bool:
        """Whether the gate for personal data found nothing that must be held back."""
        return all(screening.passed for _, screening in self.screenings)

    @property
    def used(self) -> tuple[PermitKey, ...]:
        """The exceptions for personal data that it needs."""
        return tuple(key for _, screening in self.screenings for key in screening.used)

    @property
    def right(self) -> bool:
        """Whether this can be published."""
        return (
            self.value is not None
            and self.passed
            and not any(is_error(problem) for problem in self.problems)
        )


Judge = Callable[[Candidate], Verdict[Found]]


class Chosen(Struct, Generic[Found], frozen=True, kw_only=True):
    """A file in the version that is published; `value` is None if there is none.

    `problems` are those of the current file, since an earlier version can no longer be fixed.
    `held` says that they hold the file back, `stand_in` names the version that is published
    instead. `refused` says that the version kept by the state contains personal data. `screenings`
    has what the gate found in the current files, `permitted` the exceptions that the judged
    versions needed. `number` is the candidate's. `again` is as in `Verdict`, of any version that was
    judged: the next build may find a newer one right. `skipped` says why there is no value of a file
    that is right.
    """

    path: str
    value: Found | None = None
    number: int = -1
    stand_in: StandIn | None = None
    problems: tuple[Problem, ...] = ()
    held: bool = False
    refused: bool = False
    moved: bool = False
    screenings: tuple[tuple[str, Screening], ...] = ()
    permitted: tuple[PermitKey, ...] = ()
    again: bool = False
    skipped: Skipped | None = None

    def last(self, files: UnitFiles) -> date | None:
        """Return when the published version was last changed, None if unknown."""
        return self.stand_in.date if self.stand_in else files.by_path[self.path].last


def candidates(versions: Versions) -> Iterator[Candidate]:
    """Yield the current files, then earlier versions, newest first; git's without repetition."""
    opened = [] if versions.large else [open_file(versions.files, path) for path in versions.paths]
    problems = tuple(each.problem for each in opened if each.problem)
    now: Bodies = tuple(each.data for each in opened) or (None,) * len(versions.paths)
    yield Candidate(
        number=0,
        bodies=now,
        problems=(versions.large, *problems) if versions.large else problems,
        moved=any(each.moved for each in opened),
    )
    tried = {now}
    size, most = 0, MAX_TABLES_JUDGED if role(versions.path) == "table" else MAX_JUDGED
    root = versions.files.source.root
    for version in earlier_versions(versions.past, root, versions.paths, versions.zone):
        bodies = version.bodies
        kept = () if version.commit else bodies
        size += sum(map(len, filter(None, bodies)))
        # The first is always judged, and so is the one that the state keeps.
        if len(tried) > 1 and size > most and not kept:
            continue
        if kept:
            # A file that git has is not kept beside this one: use its current version.
            bodies = tuple(
                was if was is not None else is_ for was, is_ in zip(kept, now, strict=True)
            )
        # A version kept by the state is always judged: it may have to be forgotten.
        if kept or bodies not in tried:
            yield Candidate(
                number=len(tried),
                bodies=bodies,
                stand_in=StandIn(path=versions.path, commit=version.commit, date=version.date),
                kept=kept,
                repeated=bodies in tried,
            )
            tried.add(bodies)


def first_good(
    versions: Versions, judge: Judge[Found], after: Chosen[Found] | None = None
) -> Chosen[Found]:
    """Return the newest version that the judge finds correct.

    `after` is the choice that turned out to be wrong: only older versions are considered, and what
    is known about the file is kept. Only this function reads the past, and only when it must.
    """
    chosen: Chosen[Found] = Chosen(path=versions.path)
    if after:
        chosen = replace(after, value=None, stand_in=None)
    faults = Faults()
    for candidate in _reachable(versions, faults):
        if candidate.number <= chosen.number:
            continue
        verdict = _judged(candidate, judge, versions.path)
        if candidate.stand_in is None:
            chosen = _as_it_is(candidate, verdict, versions.path)
            if chosen.value is not None:
                return chosen
            continue
        refused = chosen.refused or _refused(versions, candidate, verdict)
        used = verdict.used if verdict.passed else ()
        chosen = replace(
            chosen,
            refused=refused,
            permitted=(*chosen.permitted, *used),
            again=chosen.again or verdict.again,
        )
        if verdict.right and not candidate.repeated:
            return replace(
                chosen, value=verdict.value, number=candidate.number, stand_in=candidate.stand_in
            )
    found = tuple(faults.problems.values())
    return replace(
        chosen,
        problems=(*chosen.problems, *found),
        held=chosen.held or bool(found),
        again=chosen.again or bool(found),
    )


def _reachable(versions: Versions, faults: Faults) -> Iterator[Candidate]:
    """Yield the candidates up to the one that cannot be had for a fault of the program."""
    rest = candidates(versions)
    while True:
        candidate: Candidate | None = None
        with faults.over(versions.path):
            candidate = next(rest, None)
        if candidate is None:
            return
        yield candidate


def _judged(candidate: Candidate, judge: Judge[Found], path: str) -> Verdict[Found]:
    """The verdict on a candidate; a fault of the program in the judge holds only this one back."""
    if not candidate.complete:
        return Verdict()
    faults = Faults()
    verdict: Verdict[Found] = Verdict(again=True)
    with faults.over(path):
        verdict = judge(candidate)
    found = tuple(faults.problems.values())
    return replace(verdict, problems=found) if found else verdict


def rejected(
    chosen: Chosen[Found],
    problems: tuple[Problem, ...],
    screening: Screening = NOTHING_FOUND,
    *,
    again: bool = False,
) -> Chosen[Found]:
    """Return a choice with problems found later; errors hold the current file back.

    `screening` is what the gate found after the text was finished, `again` is as in `Chosen`.
    """
    permitted = (*chosen.permitted, *screening.used)
    again = chosen.again or again
    if chosen.stand_in is not None:
        return replace(chosen, permitted=permitted, again=again)
    wrong = any(is_error(problem) for problem in problems)
    found = ((chosen.path, screening),) if screening.problems else ()
    return replace(
        chosen,
        problems=(*chosen.problems, *problems),
        held=chosen.held or wrong,
        screenings=(*chosen.screenings, *found),
        permitted=permitted,
        again=again,
    )


def _as_it_is(candidate: Candidate, verdict: Verdict[Found], path: str) -> Chosen[Found]:
    found = tuple(p for _, screening in verdict.screenings for p in screening.problems)
    problems = (*candidate.problems, *found, *verdict.problems)
    right = candidate.complete and not any(is_error(problem) for problem in problems)
    return Chosen(
        path=path,
        value=verdict.value if right else None,
        number=candidate.number,
        problems=problems,
        held=not right,
        moved=candidate.moved,
        screenings=tuple((path, each) for path, each in verdict.screenings if each.problems),
        permitted=verdict.used,
        again=verdict.again,
    )


def _refused(versions: Versions, candidate: Candidate, verdict: Verdict[Found]) -> bool:
    """Whether a file kept by the state itself contains personal data."""
    kept = {
        path for path, body in zip(versions.paths, candidate.kept, strict=False) if body is not None
    }
    return any(path in kept and not screening.passed for path, screening in verdict.screenings)
