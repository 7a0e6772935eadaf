"""What somebody may do at the desk: by the city's list of owners and its register, read anew when they change.

Rights belong to offices: they are never kept with a session, so a line that leaves `data/pemilik.yml`
takes its rights at the next request.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from msgspec import Struct

from sitegen.city.owners import PATH, Owners, owns, read_owners
from sitegen.city.register import PATH as REGISTER
from sitegen.city.register import Register, read_register
from sitegen.city.unit_kinds import kind_of
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.reviewing import ReviewRules

# How the city's own office is called where the list has no account and no unit for it.
CITY_OFFICE = "Kominfo"
_RULES = ReviewRules()


class Rights(Struct, frozen=True, kw_only=True):
    """The register and the owners as they stand.

    What units send in `by_parent` may be decided by whoever writes for the unit above.
    """

    register: Register
    owners: Owners
    by_parent: frozenset[str] = frozenset()


class KnownRights:
    """The rights of a city, read again when one of the two files has changed."""

    def __init__(self, root: Path, review: ReviewRules = _RULES) -> None:
        self._root, self._review = root, review
        self._seen: tuple[object, ...] = ()
        self._rights: Rights | None = None

    def now(self) -> Rights:
        """Return the rights as the files give them now; raises ConfigError for a broken register."""
        seen = tuple(_state(self._root / path) for path in (PATH, REGISTER, "site.yml"))
        if self._rights is None or seen != self._seen:
            self._rights, self._seen = read_rights(self._root, self._review), seen
        return self._rights


def read_rights(root: Path, review: ReviewRules = _RULES) -> Rights:
    """Return who may do what in the city at `root`, where `review` says who reviews whom.

    A list that cannot be read as a whole gives nobody any rights; a faulty entry gives none, and takes
    none from others. Raises ConfigError when the register cannot be read.
    """
    register = read_register(root)
    owners, _ = read_owners(root, {each.key for each in register.entries})
    units = (each.key for each in register.entries)
    return Rights(
        register=register,
        owners=owners or Owners(),
        by_parent=frozenset(unit for unit in units if review.of(unit) == "induk"),
    )


def visitor_of(rights: Rights, who: Collection[str], mark: str = "") -> Visitor | None:
    """Return the visitor who is all of `who`, None if the list has nothing for them.

    These are identities as `city.owners.identity` returns them: an account, an address, teams.
    """
    owners, active = rights.owners, _active(rights)
    writes = {key for key, people in owners.units if key in active and _is(who, people)}
    heads = {key for key, people in owners.reviewers if key in active and _is(who, people)}
    city = _is(who, owners.city)
    if not (city or writes or heads):
        return None
    return Visitor(
        name=_name(rights, who, writes or heads),
        writes=frozenset(writes),
        reviews=_with_those_below(rights, heads) | _directly_below(rights, writes),
        city=city,
        mark=mark,
    )


def visitor_of_unit(rights: Rights, unit: str, mark: str = "") -> Visitor | None:
    """Return the visitor who holds the link of a unit; None for one that is closed or not known."""
    if unit not in _active(rights):
        return None
    return Visitor(name=office_name(rights, unit), writes=frozenset({unit}), mark=mark)


def office_name(rights: Rights, unit: str) -> str:
    """Return the full name of a unit, its key if the register has none."""
    entry = rights.register.get(unit)
    kind = kind_of(rights.register.kinds, entry.kind) if entry else None
    return (entry.full_name(kind.label if kind else "") if entry else "") or unit


def _active(rights: Rights) -> frozenset[str]:
    return frozenset(each.key for each in rights.register.entries if each.active)


def _is(who: Collection[str], people: Iterable[str]) -> bool:
    """Whether one of `people` is one of `who`; a pattern is nobody, so that none can call itself one."""
    real = [each for each in who if not each.startswith("*")]
    return any(owns(owner, each) for owner in people for each in real)


def _name(rights: Rights, who: Collection[str], units: Collection[str]) -> str:
    """An account that the list names; else the office: of several units the first that is below no other."""
    listed = {owner for _, people in rights.owners.units for owner in people}
    listed |= {owner for _, people in rights.owners.reviewers for owner in people}
    listed |= set(rights.owners.city)
    for each in sorted(who):
        if each.startswith("@") and "/" not in each and each in listed:
            return each
    for entry in rights.register.entries:
        if entry.key in units and entry.parent not in units:
            return office_name(rights, entry.key)
    return CITY_OFFICE


def _with_those_below(rights: Rights, heads: Collection[str]) -> frozenset[str]:
    """These units and all that lie below them in the register."""
    found = set(heads)
    more = True
    while more:
        below = {each.key for each in rights.register.entries if each.parent in found} - found
        found |= below
        more = bool(below)
    return frozenset(found & _active(rights))


def _directly_below(rights: Rights, units: Collection[str]) -> frozenset[str]:
    """The units that one of these stands above, where the settings let it review them."""
    below = (each.key for each in rights.register.entries if each.parent in units)
    return rights.by_parent & frozenset(below) & _active(rights)


def _state(path: Path) -> tuple[int, int, int]:
    """What changes whenever a file does: its time, size and number; zeros without a file."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino
