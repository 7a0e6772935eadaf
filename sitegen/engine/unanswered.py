"""Held-back files whose history git cannot tell: what is online of them stays as it is.

That an earlier version is not here does not mean that none is right. Personal data are the exception:
what is online might contain them too, so a file that is held back for them leaves the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.city.git.history import SHALLOW, unanswered
from sitegen.city.git.lacks import read_lacks
from sitegen.city.git.versions import is_committed, lacks_versions
from sitegen.digest import digest
from sitegen.engine.scan import CityScan
from sitegen.engine.stage import Staged
from sitegen.engine.units import Units
from sitegen.model import PageIds, Problem, StandIn, Trace, UnitRecord
from sitegen.model.roles import role
from sitegen.privacy.names import masked_path
from sitegen.problems.operating import HISTORY_LACKS
from sitegen.store.past import KEPT_ROLES
from sitegen.store.record import dumps, loads
from sitegen.store.state import intact_strand

if TYPE_CHECKING:
    from sitegen.engine.parallel import Built

NAMED = 3


def with_online(city: CityScan, units: Units) -> Units:
    """Return the units with the pages that are online of files without a version to stand in."""
    changed = {
        key: after
        for key, built in units.built.items()
        if built.record.held_back and (after := _kept(city, built)) is not built
    }
    if not changed:
        return units
    texts = {key: changed[key].strands for key in units.texts.keys() & changed.keys()}
    rows = {
        key: replace(
            units.rows[key],
            record=dumps(changed[key].record),
            strands=tuple((name, digest(text)) for name, text in own),
        )
        for key, own in texts.items()
    }
    return replace(
        units,
        built=units.built | changed,
        rows=units.rows | rows,
        texts=units.texts | texts,
    )


def _kept(city: CityScan, built: Built) -> Built:
    """The unit with what is online of files whose history is not here, and a problem for each."""
    record = built.record
    there = {each.path for each in record.stand_ins}
    personal = {each.where.path for each in record.problems if each.code.startswith("P")}
    unknown = [
        path
        for path in record.held_back
        if path not in there and role(path) in KEPT_ROLES and _is_unknown(city, path)
    ]
    if not unknown:
        return built
    last = _last_traces(city, record.key)
    traces = tuple(last[path] for path in unknown if path in last and path not in personal)
    traces = tuple(each for each in traces if _is_online(city, record.key, each))
    record = replace(
        record,
        problems=(*record.problems, *_told(city, unknown)),
        stand_ins=tuple(
            sorted(
                (*record.stand_ins, *(StandIn(path=each.path, online=True) for each in traces)),
                key=lambda each: each.path,
            )
        ),
    )
    return _with_traces(city, replace(built, record=record), traces)


def _told(city: CityScan, paths: list[str]) -> Iterator[Problem]:
    """A problem for each file, with the command that brings its history if there is one."""
    command = read_lacks(city.options.root).command
    for path in paths:
        yield (Problem.of("S062", path, command=command) if command else Problem.of("U038", path))


def missing_versions(city: CityScan, units: Units) -> tuple[Problem, ...]:
    """Return one problem if files are missing from the site of which git may have a right version.

    None for a check, which knows nothing of what is online, nor for files with personal data: those
    leave the site in any case.
    """
    if not city.options.write:
        return ()
    missing = [
        path
        for record in units.records.values()
        for path in _lacking(record)
        if city.options.chosen(record.key)
    ]
    if not missing:
        return ()
    names = [*missing[:NAMED], *(["..."] if len(missing) > NAMED else [])]
    return (
        Problem.of(
            "S059",
            "",
            count=str(len(missing)),
            names=", ".join(map(masked_path, names)),
            command=read_lacks(city.options.root).command or "git log -1",
        ),
    )


def _lacking(record: UnitRecord) -> Iterator[str]:
    """The held-back files without anything on the site because their history is not here."""
    there = {each.path for each in record.stand_ins}
    personal = {each.where.path for each in record.problems if each.code.startswith("P")}
    for problem in record.problems:
        path = problem.where.path
        if problem.code in HISTORY_LACKS and path not in there | personal:
            yield path


def _is_unknown(city: CityScan, path: str) -> bool:
    """Whether earlier versions of a file may exist that git does not tell of."""
    history, root = city.history, city.options.root
    if not history.key:
        return unanswered(history, root)
    if history.cut:
        # Dates that come from a cache do not say how much of a file's history is here.
        known = history.dates.get(path) if history.reason == SHALLOW else None
        if known is None or known.first is None:
            return is_committed(root, path)
    return lacks_versions(root, path)


def _is_online(city: CityScan, key: str, trace: Trace) -> bool:
    entries = (city.state.outputs.get(path) for path in trace.outputs)
    return any(entry is not None and entry.owner == key for entry in entries)


def _last_traces(city: CityScan, key: str) -> dict[str, Trace]:
    """What became of each file of a unit in the last build, as far as that is known."""
    text = intact_strand(city.state, "traces", key) or "[]"
    return {trace.path: trace for trace in loads(tuple[Trace, ...], text)}


def _with_traces(city: CityScan, built: Built, traces: tuple[Trace, ...]) -> Built:
    """The unit with the files of these traces as they are online, unless it made others there."""
    key = built.record.key
    taken = {*(file.path for file in built.staged), *built.kept}
    online = {
        path: entry
        for path in dict.fromkeys(path for trace in traces for path in trace.outputs)
        if (entry := city.state.outputs.get(path)) and entry.owner == key and path not in taken
    }
    if not online:
        return built
    strands = dict(built.strands)
    known = loads(tuple[Trace, ...], strands["traces"])
    strands["traces"] = dumps(tuple(sorted((*known, *traces), key=lambda each: each.path)))
    pages = {url for trace in traces for url in trace.pages}
    ids = loads(tuple[PageIds, ...], strands["ids"])
    before = loads(tuple[PageIds, ...], intact_strand(city.state, "ids", key) or "[]")
    there = {each.url for each in ids}
    strands["ids"] = dumps(
        (*ids, *(each for each in before if each.url in pages and each.url not in there))
    )
    staged = tuple(Staged(path, entry) for path, entry in online.items())
    return replace(built, staged=(*built.staged, *staged), strands=tuple(strands.items()))
