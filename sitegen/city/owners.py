"""Who may change what: `data/pemilik.yml`, for the city and for each unit.

An owner is an account of the platform (`@siti`), a team of it (`@kota/dinkes`), an e-mail address, or
all addresses of one host (`*@dinkes.kota.go.id`). Case does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.city.beneath import read_file
from sitegen.city.git.changes import Touched, shown
from sitegen.i18n import N_
from sitegen.keys.field import Field, Reading, nearest, unknown_key
from sitegen.keys.told import surely, words_of
from sitegen.keys.twice import own_entries
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence
from sitegen.model import Problem, Where
from sitegen.model.roles import unit_of

PATH = "data/pemilik.yml"
MAX_BYTES = 256 * 1024
OWNER_FIELDS: tuple[Field, ...] = (
    Field(
        key="kota",
        name="city",
        type="texts",
        required=True,
        doc=N_("Owners of all files: settings, register, theme and every unit."),
        example='["@kominfo-bdg", kominfo@bandung.example]',
    ),
    Field(
        key="unit",
        name="units",
        type="filter",
        doc=N_("Owners of each unit's folder below `content/`, by `<jenis>/<id>`."),
        example='{kelurahan/dago: ["@kel-dago", "*@dago.bandung.example"]}',
    ),
    Field(
        key="peninjau",
        name="reviewers",
        type="filter",
        doc=N_(
            "Who accepts or returns, at the desk, what a unit and those below it send, by `<jenis>/<id>` "
            "of that unit, such as a kecamatan."
        ),
        example='{kecamatan/coblong: ["*@coblong.bandung.example"]}',
    ),
)
# ASCII only: a letter that looks the same, or has the same lower case, is a different one.
_ADDRESS = re.compile(r"(?:\*|[^@*,\s]+)@[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_ACCOUNT = re.compile(r"@?([a-z0-9_][a-z0-9_.-]*(?:\[bot\])?)")
# A team of GitHub and Forgejo, or a group of GitLab with those above it.
_TEAM = re.compile(r"@[a-z0-9_][a-z0-9_.-]*(?:/[a-z0-9_][a-z0-9_.-]*)+")
# An account, and a team that it is known to be in.
Membership: TypeAlias = tuple[str, str]


class Owners(Struct, frozen=True, kw_only=True):
    """The owners of all files, and further owners by unit, as `identity` returns them.

    `reviewers` decide at the desk over what a unit and those below it send; they own no files.
    """

    city: tuple[str, ...] = ()
    units: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reviewers: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_owners(root: Path, known: Collection[str]) -> tuple[Owners | None, tuple[Problem, ...]]:
    """Return the owners of the city at `root` and all problems of the file; None without a file.

    `known` are the keys of the register's units.
    """
    try:
        data = read_file(str(root), PATH)
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return None, (Problem.of("U032", PATH, reason=error.strerror or str(error)),)
    return parse_owners(data, PATH, known)


def parse_owners(
    data: bytes, path: str, known: Collection[str] | None = None
) -> tuple[Owners | None, tuple[Problem, ...]]:
    """Return the owners in `data` (YAML) and all problems; None when it is not YAML as a whole.

    A faulty entry gives nobody any rights; a mistake in one line does not affect the others.
    Units are checked against the keys in `known`, if given.
    """
    file = parse_with_slips(data, path, MAX_BYTES, words_of(OWNER_FIELDS))
    if isinstance(file, Problem):
        return None, (file,)
    reading = Reading(path=path, zone=ZoneInfo("UTC"), lines=file.lines)
    root = file.root or file.mapping
    if not isinstance(root, Mapping):
        return None, (*file.mistakes, reading.problem("F026", root, ""))
    owners, problems = _parsed(root, reading, known)
    problems = (*file.mistakes, *surely(problems, whole=file.whole))
    return None if file.mistakes else owners, tuple(
        sorted(problems, key=lambda problem: (problem.where.line, problem.where.column))
    )


def _parsed(
    root: Mapping, reading: Reading, known: Collection[str] | None
) -> tuple[Owners, tuple[Problem, ...]]:
    city, unit, reviewer = OWNER_FIELDS
    found: list[Problem] = []
    values = {key.text: node for key, node in own_entries(root, city, reading, found)}
    names = {field.key for field in OWNER_FIELDS}
    found += [
        unknown_key(key, OWNER_FIELDS, reading) for key, _ in root.entries if key.text not in names
    ]
    if all(key.text != city.key for key, _ in root.entries):
        found.append(reading.problem("F004", root, city.key, example=city.example))
    everything = values.get(city.key)
    owners = Owners(
        city=_owners(everything, city.key, reading, found) if everything else (),
        units=tuple(_units(unit, values.get(unit.key), reading, found, known)),
        reviewers=tuple(_units(reviewer, values.get(reviewer.key), reading, found, known)),
    )
    return owners, tuple(found)


def refusals(
    owners: Owners,
    people: Iterable[str],
    touched: Iterable[Touched],
    teams: Collection[Membership] = (),
) -> Iterator[Problem]:
    """Yield a problem for each path that not all of `people` (identities) may change.

    `teams` says who is in which team. A link or a submodule could show files from elsewhere, so only
    the city's owners may add one.
    """
    by_unit = dict(owners.units)
    for each in touched:
        of_unit = () if each.link else by_unit.get(unit_of(each.path), ())
        allowed = (*owners.city, *of_unit)
        strangers = [who for who in people if not _may(allowed, who, teams)]
        if strangers:
            unsure = any(map(is_team, allowed)) and all(map(is_account, strangers))
            code = "U021" if each.link else "U041" if unsure else "U020"
            yield Problem.of(
                code,
                shown(each.path),
                who=", ".join(strangers),
                owners=", ".join(of_unit or owners.city) or "-",
                teams=", ".join(filter(is_team, allowed)),
            )


def _may(allowed: Iterable[str], who: str, teams: Collection[Membership]) -> bool:
    return any(owns(owner, who) or (who, owner) in teams for owner in allowed)


def is_account(owner: str) -> bool:
    """Return whether an owner is one account of the platform."""
    return owner.startswith("@") and "/" not in owner


def is_team(owner: str) -> bool:
    """Return whether an owner is a team of the platform."""
    return owner.startswith("@") and "/" in owner


def locked_out(owners: Owners) -> tuple[Problem, ...]:
    """Return a problem for each list without an account: no check of a platform lets anybody pass."""
    units = [key for key, people in owners.units if people and not any(map(is_account, people))]
    found = []
    if not any(map(is_account, owners.city)):
        where = Where(path=PATH, field="kota")
        found.append(Problem.of("U042", where, owner="kota", count="1"))
    if units:
        where = Where(path=PATH, field="unit")
        found.append(Problem.of("U042", where, owner=units[0], count=str(len(units))))
    return tuple(found)


def identity(text: str) -> str:
    """Return an owner in comparable form, or "" if invalid.

    That is `@account`, `@org/team`, `name@host` or `*@host`.
    """
    word = text.strip()
    word = word.lower() if word.isascii() else ""
    account = _ACCOUNT.fullmatch(word)
    known = _TEAM.fullmatch(word) or _ADDRESS.fullmatch(word)
    return f"@{account[1]}" if account else word * bool(known)


def owns(owner: str, who: str) -> bool:
    """Return whether `who` (an account or address) is the owner or one of the owner's addresses."""
    if owner.startswith("*"):
        return not who.startswith("@") and who.endswith(owner[1:])
    return who == owner


def _units(
    field: Field,
    node: Node | None,
    reading: Reading,
    found: list[Problem],
    known: Collection[str] | None,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The owners that a key has for each unit."""
    if isinstance(node, Mapping):
        for key, people in own_entries(node, field, reading, found):
            unit = key.text
            if known is not None and unit not in known:
                near = nearest(unit, known, 0.0) or "-"
                found.append(reading.problem("U025", key, unit, nearest=near))
            yield unit, _owners(people, unit, reading, found)
    elif node is not None and not (isinstance(node, Scalar) and not node.text.strip()):
        found.append(reading.problem("F023", node, field.key))


def _owners(node: Node, key: str, reading: Reading, found: list[Problem]) -> tuple[str, ...]:
    """Return the owners in a list, or in one comma-separated line."""
    if isinstance(node, Mapping):
        found.append(reading.problem("F012", node, key))
        return ()
    items: Iterable[Node] = node.items if isinstance(node, Sequence) else _parts(node)
    owners: list[str] = []
    for item in items:
        owner = identity(item.text) if isinstance(item, Scalar) else ""
        if owner:
            owners.append(owner)
        elif isinstance(item, Scalar):
            found.append(reading.problem("U024", item, key, found=item.text[:80]))
        else:
            found.append(reading.problem("F012", item, key))
    if not items:
        found.append(reading.problem("F005", node, key, example=OWNER_FIELDS[0].example))
    return tuple(owners)


def _parts(node: Scalar) -> tuple[Scalar, ...]:
    return tuple(
        Scalar(part, node.line, node.column) for part in node.text.split(",") if part.strip()
    )
