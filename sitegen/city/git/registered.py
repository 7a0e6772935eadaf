"""Since when each unit stands in the register, from the versions of `data/units.csv` in git."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.history import History, Writer
from sitegen.city.git.log import LAST_SECOND
from sitegen.city.git.run import Objects, Runner, read_objects, run_git
from sitegen.city.register import PATH, Register
from sitegen.digest import digest
from sitegen.tables.files.csvfile import delimiter_of, limit_cells

VERSION = 1
CACHE = "register.json"
_LOG = ("log", "--format=%ct", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "-z")


class KnownDays(Struct, frozen=True, kw_only=True):
    """The first second of each unit in the register up to `head`; `whole`: from all commits."""

    head: str
    whole: bool
    seconds: dict[str, int]


def read_registered(
    root: Path,
    register: Register,
    history: History,
    kept: tuple[Path | None, Writer | None] = (None, None),
    *,
    zone: tzinfo = UTC,
    git: tuple[Runner, Objects] = (run_git, read_objects),
) -> dict[str, date]:
    """Return the day in `zone` on which each unit came into the register, by key.

    A unit with an earlier id came with that one. What git does not know has no day: a row that is
    not committed, and in a shallow clone all rows of its oldest commit. `history` says which
    commit is built. `kept` are a cache, which may be deleted at any time, and how it is written.
    Raises nothing, whatever is wrong with git or the cache.
    """
    head, cut, (cache, write), (run, objects) = history.head, history.cut, kept, git
    if not head:
        return {}
    names = {
        name: entry.key for entry in register.entries for name in (*entry.former_ids, entry.key)
    }
    key = digest(str(VERSION), *sorted(f"{name}={own}" for name, own in names.items()))
    known = _load(cache, key) if cache else None
    if known and (cut or known.whole) and _reaches(root, known.head, head, run):
        found = replace(known, head=head)
    else:
        versions = [each for each in _versions(root, head, run) if 0 < each[0] < LAST_SECOND]
        bodies = dict(objects(root, dict.fromkeys(name for _, name in versions)))
        seconds = _first_seconds(versions, bodies, names, cut=cut)
        found = KnownDays(head=head, whole=not cut, seconds=seconds)
    # What a clone with more history has left is worth keeping: the next one may use it.
    kept_longer = known is not None and known.whole and not found.whole
    if cache and write and found != known and not kept_longer:
        with suppress(OSError):  # the next run is slower, nothing else
            write(cache, json.dumps((key, found.head, found.whole, found.seconds)).encode())
    return {own: datetime.fromtimestamp(at, zone).date() for own, at in found.seconds.items()}


def _first_seconds(
    versions: list[tuple[int, str]],
    bodies: Mapping[str, bytes],
    names: Mapping[str, str],
    *,
    cut: bool,
) -> dict[str, int]:
    """The first second of each unit that `names` tells by what a row says of kind and id.

    `versions` are second and object of each version of the register, `bodies` the objects.
    """
    found: dict[str, int] = {}
    for at, name in sorted(versions):
        for row in _keys(bodies.get(name, b"")):
            if row in names:
                found.setdefault(names[row], at)
    oldest = min(versions, default=(0, ""))[0]
    return {own: at for own, at in found.items() if not (cut and at == oldest)}


def _reaches(root: Path, before: str, head: str, run: Runner) -> bool:
    """Whether the cached commit comes before the one that is built, with the register as it was."""
    if before == head:
        return True
    try:
        if run(root, ("merge-base", "--is-ancestor", before, head)).code:
            return False
        answer = run(root, ("rev-list", "--max-count=1", f"{before}..{head}", "--", PATH))
    except OSError:
        return False
    return answer.code == 0 and not answer.out


def _versions(root: Path, head: str, run: Runner) -> Iterator[tuple[int, str]]:
    """Second and object of each version of the register; none if git does not answer."""
    try:
        answer = run(root, (*_LOG, head, "--", PATH))
    except OSError:
        return
    at = 0
    for field in answer.out.decode("utf-8", "replace").split("\0") if answer.code == 0 else ():
        for line in field.split("\n"):
            if line.isdecimal():
                at = int(line)
            elif line.startswith(":") and set(after := line.split(" ")[3]) != {"0"}:
                yield at, after


def _keys(data: bytes) -> Iterator[str]:
    """The keys of the units in a version of the register; a version that cannot be read has none."""
    text = data.decode("utf-8-sig", "replace")
    limit_cells()
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), restval="")
    with suppress(csv.Error):
        for row in rows:
            yield f"{(row.get('jenis') or '').strip()}/{(row.get('id') or '').strip()}"


def _load(cache: Path, key: str) -> KnownDays | None:
    try:
        found, head, whole, seconds = json.loads(cache.read_bytes())
        if found == key:
            known = {str(own): int(at) for own, at in seconds.items()}
            return KnownDays(head=str(head), whole=whole is True, seconds=known)
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return None
