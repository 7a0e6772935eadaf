"""What is known of one path of a city: why it is on the site or not, and what becomes of it.

The state tells of the last build; what the next one would do is found by building the one unit
in memory, which takes well under a second.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from sitegen.city.config import read_config
from sitegen.city.git.history import read_history
from sitegen.city.owners import PATH as OWNERS
from sitegen.city.register import PATH as REGISTER
from sitegen.city.register import Register, read_register
from sitegen.city.schemas import read_standards
from sitegen.city.sources import Digest, Sources, dated, scan
from sitegen.city.tiles import PATH as TILES
from sitegen.city.tiles import read_tiles
from sitegen.digest import digest
from sitegen.engine.build import shared_of
from sitegen.engine.finding import Builds, Finding, Kind, Status
from sitegen.engine.options import Options
from sitegen.engine.parallel import Task, attempt
from sitegen.engine.plan import RuleKeys, fingerprint, reason, rules_keys
from sitegen.engine.work import CITY
from sitegen.keys.field import nearest
from sitegen.model import UNIT_KINDS, Problem, Trace, UnitEntry, UnitResult, UnitSource, Where
from sitegen.model.roles import CONTENT, role
from sitegen.pages.theme import read_theme
from sitegen.privacy.names import masked_path
from sitegen.privacy.permits import PATH as PERMITS
from sitegen.privacy.permits import read_permits
from sitegen.store.past import history_mark, past_of
from sitegen.store.statcache import StatCache
from sitegen.store.state import State, product_of, read_state, state_path
from sitegen.units.shared import Shared, kin, site_context
from sitegen.urls import output_path

_SHARED: dict[str, Kind] = {
    "site.yml": "settings",
    REGISTER: "register",
    TILES: "tiles",
    PERMITS: "permits",
    OWNERS: "owners",
}
# Comparing names takes time; nobody means the 2,001st name like this one.
COMPARED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _City:
    """What a build begins with, and the state that the last one left."""

    options: Options
    register: Register
    shared: Shared
    assets: tuple[tuple[str, str], ...]
    theme: str
    state: State
    rules: RuleKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """One unit as the next build would make it, and as the last one did.

    `refused` are the problems of files and folders that are not even read.
    """

    entry: UnitEntry
    source: UnitSource
    result: UnitResult
    refused: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    builds: Builds

    @property
    def traces(self) -> dict[str, Trace]:
        return {trace.path: trace for trace in self.result.traces}


def inquire(options: Options, given: str, here: Path) -> Finding:
    """Return what is known of `given`: a path from `here` or from the city's folder, or an address.

    Writes nothing but caches. Raises ConfigError, UsageError and ThemeError as a build does.
    """
    city = _city(options)
    path, source = _place(city, given, here)
    if not source:
        return _output(city, path)
    parts = PurePosixPath(path).parts
    if len(parts) > 2 and parts[0] == CONTENT:
        return _in_unit(city, f"{parts[1]}/{parts[2]}", path)
    return _beside_units(city, path)


def _city(options: Options) -> _City:
    config = read_config(options.root)
    theme, _ = read_theme(options.root, config.theme, config.lang)
    register = read_register(options.root)
    standards, _ = read_standards(options.root, register, config.zone, config.name)
    shared = shared_of(options, config, site_context(config, theme, options.base_url), standards)
    return _City(
        options=options,
        register=register,
        shared=shared,
        assets=theme.assets,
        theme=config.theme,
        state=read_state(state_path(options.root, options.output), options.output),
        rules=rules_keys(shared),
    )


def _place(city: _City, given: str, here: Path) -> tuple[str, bool]:
    """Return (path, True) for a source from the city's folder, (path, False) for one of the site."""
    address = city.shared.site.address
    if "://" in given:
        return unquote(urlsplit(given).path).removeprefix(address.prefix).lstrip("/"), False
    root, output = (os.path.abspath(path) for path in (city.options.root, city.options.output))  # noqa: PTH100 - links stay
    places = [os.path.normpath(os.path.join(base, given)) for base in (here, root)]  # noqa: PTH118 - as above
    for full in places:
        if full == output or full.startswith(output + os.sep):
            return full[len(output) + 1 :].replace(os.sep, "/"), False
    inside = [
        f[len(root) + 1 :].replace(os.sep, "/") for f in places if f.startswith(root + os.sep)
    ]
    for path in inside:
        if path in city.state.stats or os.path.lexists(f"{root}/{path}"):
            return path, True
    for path in inside:
        if path.startswith(f"{CONTENT}/"):
            return path, True
    entries = [e for e in city.register.entries if given.strip("/") == e.id]
    if len(entries) == 1:
        return f"{CONTENT}/{entries[0].key}", True
    return unquote(given).removeprefix(address.prefix).lstrip("/"), False


def _unit(city: _City, entry: UnitEntry) -> _Unit:
    """Scan and build one unit; nothing is written."""
    options, state, shared = city.options, city.state, city.shared
    kept = options.root / ".sitegen"
    cache = kept / "git.json" if kept.is_dir() else None
    history = read_history(options.root, cache, zone=shared.now.tzinfo)  # type: ignore[arg-type]  # always has a zone
    stats = StatCache(str(options.root), state.stats, int(state.meta.get("read_at", "0")))
    found = dated(_scan(city, entry.key, stats.digest), history)
    nothing = UnitSource(root=str(options.root), entry=entry, files=())
    source = found.units[0] if found.units else nothing
    relatives = kin(city.register, entry)
    row = state.units.get(entry.key)
    new = fingerprint(source, relatives, city.rules)
    before = {p: d for p, (_, d) in state.stats.items() if p.startswith(f"{CONTENT}/{entry.key}/")}
    after = {file.path: file.digest for file in source.files}
    differ = sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
    shared = replace(shared, past=past_of(history, state))
    result = attempt(Task(source, relatives, None), shared)
    return _Unit(
        entry=entry,
        source=source,
        result=result,
        refused=found.problems,
        problems=(*result.problems, *_taken(city, entry.key, result)),
        builds=Builds(
            built=datetime.fromtimestamp(row.built, shared.now.tzinfo) if row else None,
            reason=row.reason if row else "",
            stale=reason(new, row, shared.now.timestamp(), history_mark(history)),
            changed=tuple(differ) if row else (),
        ),
    )


def _scan(city: _City, key: str, digest: Digest | None = None) -> Sources:
    """The sources of one unit; what is no unit of the register is a problem."""
    permits = tuple(permit.key for permit in read_permits(city.options.root, city.options.key)[0])
    return scan(
        city.options.root,
        city.register,
        digest,
        key=city.options.key,
        permits=permits,
        only=key,
    )


def _taken(city: _City, key: str, result: UnitResult) -> tuple[Problem, ...]:
    """Problems where another unit has published what this one would."""
    found = []
    for output in result.outputs:
        entry = city.state.outputs.get(output.path)
        owner = (entry.owner or (CITY if product_of(entry) else "")) if entry else ""
        if owner not in {"", key}:
            params = (("url", f"/{output.path}"), ("first", owner), ("second", key))
            found.append(Problem(code="S011", where=Where(path=f"{CONTENT}/{key}"), params=params))
    return tuple(found)


def _in_unit(city: _City, key: str, path: str) -> Finding:
    """What is known of a unit's folder, or of a file in it."""
    entry = city.register.get(key)
    if entry is None:
        kind, _, _ = key.partition("/")
        problems = _scan(city, key).problems
        if not problems:
            return _unknown(city, path)
        stray = f"{CONTENT}/{kind}" if kind not in UNIT_KINDS else f"{CONTENT}/{key}"
        own = tuple(p for p in problems if p.where.path == stray)
        return Finding(path=path, kind="", status="stray", problems=own)
    unit = _unit(city, entry)
    if path == f"{CONTENT}/{key}" or (city.options.root / path).is_dir():
        return _whole_unit(city, unit)
    return _file(city, unit, path)


def _whole_unit(city: _City, unit: _Unit) -> Finding:
    key = unit.entry.key
    listed = unit.entry.active or bool(unit.source.files)
    return Finding(
        path=f"{CONTENT}/{key}",
        kind="unit",
        status="published" if listed else "closed",
        unit=key,
        problems=(*unit.refused, *unit.problems),
        online=any(entry.owner == key for entry in city.state.outputs.values()),
        outputs=tuple(output.path for output in unit.result.outputs) if listed else (),
        held_back=unit.result.held_back,
        waiting=tuple(sorted(skipped.path for skipped in unit.result.skipped)),
        builds=unit.builds if listed else None,
    )


def _file(city: _City, unit: _Unit, path: str) -> Finding:
    kind = role(path)
    main = _main(unit, path)
    trace = unit.traces.get(main)
    status, day = _status(unit, path, main)
    if status == "unknown":
        near = [file.path for file in unit.source.files]
        return _unknown(city, path, near)
    outputs = trace.outputs if trace else ()
    folder = path.rpartition("/")[0]
    waits = (*unit.result.held_back, *(skipped.path for skipped in unit.result.skipped))
    own = tuple(p for p in unit.problems if p.where.path in {path, main} or p.code == "S012")
    own += _refusals(unit, path)
    taken = tuple(
        p for p in unit.problems if p.code == "S011" and dict(p.params)["url"][1:] in outputs
    )
    entries = [city.state.outputs.get(output) for output in outputs]
    return Finding(
        path=masked_path(path),
        kind=kind or "",
        status=status,
        unit=unit.entry.key,
        date=day,
        problems=(*own, *taken),
        online=any(e is not None and e.owner in {"", unit.entry.key} for e in entries),
        outputs=outputs,
        pages=trace.pages if trace else (),
        waiting=tuple(sorted(p for p in set(waits) if p.rpartition("/")[0] == folder))
        if kind in {"image", "document"} and not trace
        else (),
        stand_in=next((s for s in unit.result.stand_ins if s.path == main), None),
        builds=unit.builds,
    )


def _main(unit: _Unit, path: str) -> str:
    """The table that a description belongs to; any other path itself."""
    if role(path) != "metadata":
        return path
    table = str(PurePosixPath(path).with_suffix(".csv"))
    known = {file.path.lower(): file.path for file in unit.source.files}
    return known.get(table.lower(), path)


def _status(unit: _Unit, path: str, main: str) -> tuple[Status, date | None]:
    if path not in {file.path for file in unit.source.files}:
        if _refusals(unit, path):
            return "held", None
        if os.path.lexists(f"{unit.source.root}/{path}"):
            return "ignored", None
        return ("gone", None) if path in unit.builds.changed else ("unknown", None)
    for skipped in unit.result.skipped:
        if skipped.path == path:
            return skipped.reason, skipped.date
    if {path, main} & set(unit.result.held_back):
        return "held", None
    if main in unit.traces or role(path) == "profile":
        return "published", None
    return "unused", None


def _refusals(unit: _Unit, path: str) -> tuple[Problem, ...]:
    """Why a file, or a folder above it, is not even read; names in problems are masked."""
    name = masked_path(path)
    return tuple(p for p in unit.refused if f"{name}/".startswith(f"{p.where.path}/"))


def _beside_units(city: _City, path: str) -> Finding:
    """What is known of a path that is no unit's: settings, register, map, theme, or nothing's."""
    kind = _SHARED.get(path, "")
    outputs: tuple[str, ...] = ()
    theme = f"themes/{city.theme}/"
    if path.startswith(theme):
        kind = "theme"
        name = path.removeprefix(theme)
        outputs = tuple(url[1:] for asset, url in city.assets if f"assets/{asset}" == name)
    exists = os.path.lexists(city.options.root / path)
    if not exists:
        return _unknown(city, path)
    return Finding(
        path=path,
        kind=kind,
        status="checked" if kind == "owners" else "shared" if kind else "outside",
        problems=read_tiles(city.options.root)[1] if kind == "tiles" else (),
        outputs=outputs,
        units=_stale_units(city) if kind in {"settings", "register", "theme"} else 0,
    )


def _stale_units(city: _City) -> int:
    """How many units the settings, the theme or the register make stale, whatever their files."""
    count = 0
    current = {city.rules.texts[:20], city.rules.tables[:20]}
    for entry in city.register.entries:
        row = city.state.units.get(entry.key)
        if row is None:
            continue
        rules, register, _ = (*row.fingerprint.split("."), "", "", "")[:3]
        own = digest(repr(entry), repr(kin(city.register, entry)))[:20]
        count += rules not in current or register != own
    return count


def _output(city: _City, path: str) -> Finding:
    """What is known of an address or a file of the site."""
    names = [output_path(path), f"{path.rstrip('/')}/index.html"]
    known = next((name for name in names if name in city.state.outputs), "")
    key = "/".join(PurePosixPath(path).parts[:2])
    if known:
        key = city.state.outputs[known].owner or key
    entry = city.register.get(key)
    if entry is None:
        if not known:
            return _unknown(city, f"/{path}")
        return Finding(path=f"/{known}", kind="output", status="published", online=True)
    unit = _unit(city, entry)
    made = {output.path for output in unit.result.outputs}
    name = known or next((name for name in names if name in made), "")
    if not name:
        return _unknown(city, f"/{path}", sorted(f"/{each}" for each in made))
    return Finding(
        path=f"/{name}",
        kind="output",
        status="published" if name in made else "gone",
        unit=entry.key,
        online=bool(known),
        sources=tuple(trace.path for trace in unit.result.traces if name in trace.outputs),
        builds=unit.builds,
    )


def _unknown(city: _City, path: str, more: list[str] | None = None) -> Finding:
    """A path that nobody knows, with the one most like it."""
    if path.startswith("/"):
        known = [f"/{name}".removesuffix("index.html") for name in city.state.outputs]
    else:
        known = [*city.state.stats, *(f"{CONTENT}/{e.key}" for e in city.register.entries)]
    known += more or []
    name = PurePosixPath(path).name
    same = [each for each in known if PurePosixPath(each).name == name]
    near = nearest(path, same[:COMPARED], 0.0) or next(
        (
            found
            for parent in PurePosixPath(path).parents
            if (found := nearest(path, _below(parent, known)[:COMPARED], 0.6))
        ),
        "",
    )
    return Finding(path=path, kind="", status="unknown", nearest=near)


def _below(folder: PurePosixPath, known: list[str]) -> list[str]:
    start = f"{str(folder).rstrip('/')}/" if str(folder) not in {".", "/"} else ""
    return [each for each in known if each.startswith(start)]
