"""Addresses that go with a build or a change: what was published there, and nothing leads on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date
from itertools import islice
from pathlib import Path, PurePosixPath

from sitegen.city.git.front import address_lines
from sitegen.city.git.history import read_history
from sitegen.city.git.versions import read_removed
from sitegen.city.removed_rows import MAY, NEEDS
from sitegen.engine.paths import Paths
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.keys.rules import Rules
from sitegen.model import Problem, Trace
from sitegen.model.roles import CONTENT, has_page, role
from sitegen.privacy.names import masked_path
from sitegen.reports.former import former_address
from sitegen.store.record import loads
from sitegen.store.state import intact_strand
from sitegen.tables.table import readable
from sitegen.units.context import BuildContext
from sitegen.urls import page_of

# How many addresses of a unit are told one by one.
TOLD = 20
# How many removed files of a unit are compared with an address that somebody asks for.
SEARCHED = 50
_PAGE = re.compile(r"(?:laporan/\d{4}/\d{2}|halaman|data)/[^/]+/index\.html")
# A source and the address that it had.
Lost = tuple[str, str]


def lost_addresses(city: CityScan, units: Units, paths: Paths) -> tuple[Problem, ...]:
    """Return a warning for each address of a text or dataset that only the last build published.

    What waits, has expired or is held back is told elsewhere. Read before the state is replaced: the
    next build says nothing.
    """
    today = city.context.now.date()
    return told_lost(units, _since_last_build(city, units, paths), today)


def told_lost(
    units: Units, gone: Iterable[tuple[str, Lost]], today: date, *, drafts: bool = False
) -> tuple[Problem, ...]:
    """Return a warning for each of these sources with an address that it had; each unit's are summed up.

    With `drafts`, pages that were hidden are told as well.
    """
    names = {
        key: {file.path for file in source.files}
        for source, _ in units.plan.units
        for key in (source.entry.key,)
    }
    records = units.records
    found: dict[str, dict[Lost, None]] = {}
    for key, lost in gone:
        found.setdefault(key, {})[lost] = None
    problems: list[Problem] = []
    for key, several in found.items():
        record = records.get(key)
        hidden = {s.path for s in record.skipped if s.reason == "draft"} if record else set()
        silent = {*record.held_back, *(s.path for s in record.skipped)} if record else set()
        silent -= hidden if drafts else set()
        told = [each for each in several if each[0] not in silent]
        for source, url in told[:TOLD]:
            there = source in names.get(key, ())
            if role(source) == "table" and not there:
                problems.append(_lost_dataset(source, url, today))
                continue
            code = "S055" if source in hidden else "M025" if there else "M024"
            problems.append(Problem.of(code, masked_path(source), url=url))
        if more := told[TOLD:]:
            count, url = str(len(more)), more[0][1]
            problems.append(Problem.of("U040", f"{CONTENT}/{key}", count=count, url=url))
    return tuple(problems)


def _lost_dataset(source: str, url: str, today: date) -> Problem:
    """The problem of a dataset whose table is gone, with the row that keeps its page."""
    title = readable(PurePosixPath(masked_path(source)).stem)
    line = f"{url},{title},{today.isoformat()},...,"
    head = ",".join((*NEEDS, *MAY))
    return Problem.of("M030", masked_path(source), url=url, line=line, head=head)


def _since_last_build(city: CityScan, units: Units, paths: Paths) -> Iterator[tuple[str, Lost]]:
    """Yield each unit's sources with the addresses that only the last build published."""
    if city.state.reason:
        return
    now, known = paths.claims.owners, set(units.plan.keys)
    gone: dict[str, set[str]] = {}
    for path, entry in city.state.outputs.items():
        key = entry.owner
        if path in now or not key or (key in known and key not in units.built):
            continue
        if city.options.chosen(key) and _PAGE.fullmatch(path.removeprefix(f"{key}/")):
            gone.setdefault(key, set()).add(page_of(path))
    if city.options.partial:
        gone = {key: urls for key, urls in gone.items() if key in known}
    for key, urls in gone.items():
        traces = intact_strand(city.state, "traces", key) or "[]"
        # A redirect is no page of its source, and went because its author removed it.
        for trace in loads(tuple[Trace, ...], traces):
            if has_page(trace.path):
                yield from ((key, (trace.path, url)) for url in trace.pages if url in urls)


def _address(path: str, data: bytes, rules: Rules) -> str:
    lines = ("", "") if role(path) == "table" else address_lines(data)
    return former_address(path, "\n".join(filter(None, lines)), rules) if lines else ""


def removed_text(
    root: Path, key: str, url: str, context: BuildContext
) -> tuple[str, date | None] | None:
    """Return the source of a unit that was removed and had this address, and when; None if none.

    Of many removed sources, those with the last part of the address in their names are looked at
    first.
    """
    cache, zone = root / ".sitegen" / "git.json", context.now.tzinfo or UTC
    history = read_history(root, cache, zone=zone)
    slug = url.rstrip("/").rpartition("/")[2]
    folder = f"{CONTENT}/{key}/"
    gone = [path for path in history.gone if path.startswith(folder) and has_page(path)]
    gone.sort(key=lambda path: (slug not in path.lower(), path))
    for path in gone[:SEARCHED]:
        for version in islice(read_removed(root, path, zone=zone), 1):
            if _address(path, version.bodies[0] or b"", context.rules) == url:
                return path, version.date
    return None
