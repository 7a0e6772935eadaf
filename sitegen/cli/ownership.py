"""Owners on the command line: checking a change, listing owners, CODEOWNERS."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.city.git.changes import (
    ProposedChange,
    Touched,
    read_at,
    read_folder,
    read_neighbours,
    shown,
)
from sitegen.city.owners import (
    PATH,
    Membership,
    Owners,
    identity,
    is_team,
    locked_out,
    parse_owners,
    read_owners,
    refusals,
)
from sitegen.city.register import read_register
from sitegen.cli.answers import answer
from sitegen.errors import ConfigError, UsageError
from sitegen.i18n import N_
from sitegen.model import Problem
from sitegen.problems import is_error

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.i18n import Translator

CITY = "kota"
# Characters with a meaning in a pattern: of gitignore, and in Go's regular expressions.
_GLOB = re.compile(r"[\s#*?!\\\[\]]")
_REGEXP = re.compile(r"[.+*?()|\[\]{}^$\\]")
_CHECKS = re.compile(r"""sitegen["']? check""")
_SEPARATOR = re.compile(r"[\s#\\]")


def people_of(authors: tuple[str, ...]) -> tuple[str, ...]:
    """Return accounts and addresses in comparable form; raises UsageError for what is neither."""
    people = [identity(author) for author in authors]
    unusable = [
        _problem("U026", who=shown(author)[:80])
        for author, who in zip(authors, people, strict=True)
        if not who or who.startswith("*") or is_team(who)
    ]
    if unusable:
        raise UsageError(problems=tuple(unusable))
    return tuple(dict.fromkeys(people))


def teams_of(given: tuple[str, ...]) -> tuple[Membership, ...]:
    """Return memberships, each given as account and team (`@siti=@kota/dinkes`).

    Raises UsageError for what is none.
    """
    found: list[Membership] = []
    for text in given:
        who, _, team = (part.strip() for part in text.partition("="))
        pair = identity(who), identity(team)
        if not pair[0] or pair[0].startswith("*") or is_team(pair[0]) or not is_team(pair[1]):
            raise UsageError(problems=(_problem("S056", found=shown(text)[:80]),))
        found.append(pair)
    return tuple(found)


def change_problems(
    root: Path, people: tuple[str, ...], teams: tuple[Membership, ...], change: ProposedChange
) -> tuple[Problem, ...]:
    """Return a problem for each path of a change that not all of these people may change.

    Owners are read from the commit that the change is for. Raises UsageError when git refuses.
    """
    data = read_at(root, change.base, PATH)
    ref = change.base.ref
    if data is None:
        return (_problem("U022", PATH, ref=ref),)
    owners, problems = parse_owners(data, PATH)
    if owners is None:
        return (*problems, _problem("U023", PATH, ref=ref))
    return tuple(refusals(owners, people, _of_this_city(root, change), teams))


def _of_this_city(root: Path, change: ProposedChange) -> tuple[Touched, ...]:
    """What a change touches, without what other cities of the repository judge by their own lists."""
    touched = change.touched
    if not any(each.path.startswith("../") for each in touched):
        return touched
    others = read_neighbours(root, change.base, ("site.yml", PATH))
    return tuple(each for each in touched if not each.path.startswith(others))


def list_problems(root: Path) -> tuple[Problem, ...]:
    """Return the problems of the city's own list of owners; none if it has no list.

    Where a workflow checks changes, one is that nobody passes who is no account. Raises ConfigError
    when the register cannot be read.
    """
    owners, problems = read_owners(root, _names(root).keys())
    checked = owners is not None and has_workflow(root)
    return (*problems, *(locked_out(owners) if owners and checked else ()))


def has_workflow(root: Path) -> bool:
    """Whether a workflow of sitegen checks changes: in this folder, or at the top of its repository."""
    from sitegen.cli.scaffold import WORKFLOWS

    place = root.absolute()
    tops = (place, *place.parents)
    top = next((each for each in tops if (each / ".git").exists()), place)
    for path in WORKFLOWS.values():
        with suppress(OSError, UnicodeDecodeError):
            if _CHECKS.search((top / path).read_text(encoding="utf-8")):
                return True
    return False


def owner_listing(root: Path, form: str, chosen: tuple[str, ...]) -> str:
    """Return who owns the city and each unit, as tab-separated lines or as JSON.

    Raises ConfigError when the list or the register has errors.
    """
    owners, names = _sound_owners(root), _names(root)
    by_unit = {CITY: owners.city, **dict(owners.units)}
    wanted = [key for key in (CITY, *names) if not chosen or key in chosen]
    if form == "json":
        rows = [
            {"unit": key, "name": names.get(key, ""), "owners": by_unit.get(key, ())}
            for key in wanted
        ]
        return answer("list", list="owners", items=rows)
    return "\n".join(f"{key}\t{', '.join(by_unit.get(key, ())) or '-'}" for key in wanted)


def codeowners(root: Path, platform: str, t: Translator) -> str:
    """Return the text of CODEOWNERS for `github`, `gitlab` or `forgejo`.

    The city's owners are in every rule, since on GitHub and GitLab only the last matching rule
    counts. Raises ConfigError when the list or the register has errors.
    """
    owners, folder = _sound_owners(root), read_folder(root)

    def able(people: tuple[str, ...]) -> list[str]:
        accounts_only = platform == "forgejo"
        return [who for who in people if who[0] == "@" or not (who[0] == "*" or accounts_only)]

    lines = [f"# {t.gettext(N_('Made from {path}; do not edit.')).format(path=folder + PATH)}"]
    if folder:
        text = N_("Files outside of {folder} need a rule of their own, before these.")
        lines.append(f"# {t.gettext(text).format(folder=folder)}")
    for unit, people in ((CITY, owners.city), *owners.units):
        known = able(people)
        if unable := [who for who in people if who not in known]:
            text = t.gettext(N_("{unit}: cannot be named here: {owners}"))
            lines.append(f"# {text.format(unit=unit, owners=', '.join(unable))}")
        if known:
            together = dict.fromkeys((*known, *able(owners.city)))
            lines.append(f"{_pattern(folder, unit, platform)} {' '.join(together)}")
    return "\n".join(lines)


def _pattern(folder: str, unit: str, platform: str) -> str:
    """Return the pattern of a unit's files, or of the city's: all, if it is the whole repository.

    GitHub and GitLab match as .gitignore does, Forgejo with a regular expression on the path.
    """
    path = folder if unit == CITY else f"{folder}content/{unit}/"
    if platform == "forgejo":
        return _SEPARATOR.sub(r"\\\g<0>", _REGEXP.sub(r"\\\g<0>", path)) + ".*"
    return "/" + _GLOB.sub(r"\\\g<0>", path) if path else "*"


def _sound_owners(root: Path) -> Owners:
    owners, problems = read_owners(root, _names(root).keys())
    if errors := tuple(problem for problem in problems if is_error(problem)):
        raise ConfigError(problems=errors)
    return owners or Owners()


def _names(root: Path) -> dict[str, str]:
    return {entry.key: entry.name for entry in read_register(root).entries}


def _problem(code: str, path: str = "", **params: str) -> Problem:
    return Problem.of(code, path, **params)
