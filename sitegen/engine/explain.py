"""What is known about one path of a city: why it is on the site or not, and what is made of it.

The state describes the last build; what the next one would do to a changed unit is found by
building that unit in memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.brand import EMBLEMS
from sitegen.city.owners import PATH as OWNERS
from sitegen.city.register import PATH as REGISTER
from sitegen.city.register import Register
from sitegen.city.root_files import FOLDER as AKAR
from sitegen.city.tiles import PATH as TILES
from sitegen.city.tiles import read_tiles
from sitegen.city.unit_kinds import kind_of
from sitegen.engine.departed import removed_text
from sitegen.engine.finding import Builds, Explanation, Kind, Status
from sitegen.engine.kept import FAULTS
from sitegen.engine.nearest import nearest_known
from sitegen.engine.options import Options
from sitegen.engine.paths import CITY
from sitegen.engine.plan import (
    RuleKeys,
    fingerprint,
    reason,
    register_key,
    reuse,
    rules_keys,
)
from sitegen.engine.scan import (
    CityRules,
    read_rules,
    relatives_in,
    scan_city,
    scan_units,
    without_files,
)
from sitegen.engine.traced import mentions, prepared
from sitegen.model import Former, Problem, Relatives, Trace, UnitEntry, UnitRecord, UnitSource
from sitegen.model.roles import CONTENT, has_page, role
from sitegen.portal.former import FORMER
from sitegen.privacy.names import masked_path
from sitegen.privacy.permits import PATH as PERMITS
from sitegen.store.record import loads
from sitegen.store.state import (
    COMPRESSED,
    State,
    UnitRow,
    intact_strand,
    original,
    product_of,
    read_state,
    state_path,
)
from sitegen.units.context import BuildContext
from sitegen.urls import output_path, page_address, page_of

_SHARED: dict[str, Kind] = {
    "site.yml": "settings",
    REGISTER: "register",
    TILES: "tiles",
    PERMITS: "permits",
    OWNERS: "owners",
}


_CANONICAL = re.compile(r'rel="canonical" href="([^"]+)"')


class _City(Struct, frozen=True, kw_only=True):
    """What a build starts from, and the state that the last one left."""

    rules: CityRules
    state: State
    keys: RuleKeys

    @property
    def options(self) -> Options:
        return self.rules.options

    @property
    def register(self) -> Register:
        return self.rules.register


class _Unit(Struct, frozen=True, kw_only=True):
    """One unit as the next build would make it, and as the last one made it.

    `refused` has the problems of files and folders that are not even read, `outputs` the paths of
    the unit's files.
    """

    entry: UnitEntry
    source: UnitSource
    record: UnitRecord
    outputs: tuple[str, ...]
    traces: dict[str, Trace]
    refused: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    builds: Builds


def inquire(options: Options, given: str, here: Path) -> Explanation:
    """Return what is known about `given`: a path relative to `here` or to the city, or an address.

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
    rules = read_rules(options)
    state = read_state(state_path(options.root, options.output), options.output)
    return _City(rules=rules, state=state, keys=rules_keys(rules.context))


def _place(city: _City, given: str, here: Path) -> tuple[str, bool]:
    """Return (path in the city's folder, True) for a source, (path on the site, False) if not."""
    address = city.rules.context.site.address
    if "://" in given:
        return unquote(urlsplit(given).path).removeprefix(address.prefix).lstrip("/"), False
    root, output = (os.path.abspath(path) for path in (city.options.root, city.options.output))  # noqa: PTH100 - keeps links
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
    entries = () if "/" in given else city.register.find(given)
    if len(entries) == 1:
        return f"{CONTENT}/{entries[0].key}", True
    return unquote(given).removeprefix(address.prefix).lstrip("/"), False


def _unit(city: _City, entry: UnitEntry) -> _Unit:
    """Scan one unit and describe it from the state; a stale one is built in memory."""
    options, state = city.options, city.state
    kept = options.root / ".sitegen"
    cache = kept / "git.json" if kept.is_dir() else None
    found = scan_city(city.rules, state, cache, only=(entry.key,))
    own = found.sources.units[0] if found.sources.units else without_files(options, entry)
    source = found.with_day(own)
    relatives = relatives_in(city.rules, entry, _formers(city))
    row = state.units.get(entry.key)
    new = fingerprint(source, relatives, city.keys)
    stale = reason(new, row, found.context.now.timestamp(), found.mark)
    known = _known(city, entry.key, row) if row and not stale else None
    record, outputs, traces = known or _made(source, relatives, found.context)
    before = {p: d for p, (_, d) in state.stats.items() if p.startswith(f"{CONTENT}/{entry.key}/")}
    after = {file.path: file.digest for file in source.files}
    differ = sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
    return _Unit(
        entry=entry,
        source=source,
        record=record,
        outputs=outputs,
        traces={trace.path: trace for trace in traces},
        refused=found.sources.problems,
        problems=(*record.problems, *_taken(city, entry.key, outputs)),
        builds=Builds(
            built=datetime.fromtimestamp(row.built, found.context.now.tzinfo) if row else None,
            reason=row.reason if row else "",
            stale=stale,
            changed=tuple(differ) if row else (),
        ),
    )


def _formers(city: _City) -> tuple[Former, ...]:
    """The closed units and former ids, as a build finds them."""
    content = city.options.root / CONTENT
    return city.register.formers(lambda key: (content / key).is_dir())


def _known(
    city: _City, key: str, row: UnitRow
) -> tuple[UnitRecord, tuple[str, ...], tuple[Trace, ...]] | None:
    """What the state says about a unit; None when it cannot be read any more."""
    text = intact_strand(city.state, "traces", key)
    reused = reuse(row)
    if reused is None or not text:
        return None
    traces = loads(tuple[Trace, ...], text)
    outputs = tuple(path for path, entry in city.state.outputs.items() if entry.owner == key)
    return reused.record, outputs, traces


def _made(
    source: UnitSource, relatives: Relatives, context: BuildContext
) -> tuple[UnitRecord, tuple[str, ...], tuple[Trace, ...]]:
    """What the next build would make of a unit; nothing is written."""
    from sitegen.engine.parallel import Task, attempt

    result = attempt(Task(source, relatives, None), context)
    traces = loads(tuple[Trace, ...], dict(result.strands)["traces"])
    return result.record(), tuple(output.path for output in result.outputs), traces


def _taken(city: _City, key: str, outputs: tuple[str, ...]) -> tuple[Problem, ...]:
    """A problem for each path that another owner has already published."""
    found = []
    for output in outputs:
        entry = city.state.outputs.get(output)
        owner = (entry.owner or (CITY if product_of(entry) else "")) if entry else ""
        if owner not in {"", key}:
            url = page_address(output)
            params = {"url": url, "second": key, "taken": url, "first": owner}
            found.append(Problem.of("S011", f"{CONTENT}/{key}", **params))
    return tuple(found)


def _in_unit(city: _City, key: str, path: str) -> Explanation:
    """What is known about a unit's folder, or a file in it."""
    entry = city.register.get(key)
    if entry is None:
        kind, _, _ = key.partition("/")
        problems = scan_units(city.rules, only=(key,)).problems
        if not problems:
            return _unknown(city, path)
        known = kind_of(city.register.kinds, kind)
        stray = f"{CONTENT}/{key}" if known else f"{CONTENT}/{kind}"
        own = tuple(p for p in problems if p.where.path == stray)
        return Explanation(path=path, kind="", status="stray", problems=own)
    unit = _unit(city, entry)
    if path == f"{CONTENT}/{key}" or os.path.isdir(city.options.root / path):  # noqa: PTH112 - no error without rights
        return _whole_unit(city, unit)
    return _file(city, unit, path)


def _whole_unit(city: _City, unit: _Unit) -> Explanation:
    key = unit.entry.key
    listed = unit.entry.active or bool(unit.source.files)
    listed = listed or len(city.register.successors(key)) != 1
    return Explanation(
        path=f"{CONTENT}/{key}",
        kind="unit",
        status="published" if listed else "closed",
        unit=key,
        problems=(*unit.refused, *unit.problems),
        online=any(entry.owner == key for entry in city.state.outputs.values()),
        outputs=unit.outputs if listed else (),
        held_back=unit.record.held_back,
        waiting=tuple(sorted(skipped.path for skipped in unit.record.skipped)),
        builds=unit.builds if listed else None,
    )


def _file(city: _City, unit: _Unit, path: str) -> Explanation:
    kind = role(path)
    main = _main(unit, path)
    trace = unit.traces.get(main)
    status, day = _status(unit, path, main)
    if status == "unknown":
        near = [file.path for file in unit.source.files]
        return _unknown(city, path, near)
    outputs = trace.outputs if trace else ()
    folder = path.rpartition("/")[0]
    waits = (*unit.record.held_back, *(skipped.path for skipped in unit.record.skipped))
    own = tuple(p for p in unit.problems if p.where.path in {path, main} or p.code in FAULTS)
    own += _refusals(unit, path)
    taken = tuple(
        p
        for p in unit.problems
        if p.code == "S011" and output_path(dict(p.params)["url"]) in outputs
    )
    entries = [city.state.outputs.get(output) for output in outputs]
    return Explanation(
        path=masked_path(path),
        kind=kind or "",
        status=status,
        unit=unit.entry.key,
        date=day,
        problems=(*own, *taken),
        online=any(e is not None and e.owner in {"", unit.entry.key} for e in entries),
        outputs=outputs,
        pages=trace.pages if trace else (),
        lists=mentions(city.state, city.options.output, outputs, unit.entry.key),
        prepared=_prepared(city, kind, path),
        waiting=tuple(sorted(p for p in set(waits) if p.rpartition("/")[0] == folder))
        if kind in {"image", "document"} and not trace
        else (),
        stand_in=next((s for s in unit.record.stand_ins if s.path == main), None),
        builds=unit.builds,
    )


def _prepared(city: _City, kind: Kind | None, path: str) -> tuple[tuple[str, int], ...]:
    typed = city.rules.context.typed and kind in {"report", "page"}
    return prepared(city.options.root, path) if typed else ()


def _main(unit: _Unit, path: str) -> str:
    """The table that a description belongs to, or any other path unchanged."""
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
    for skipped in unit.record.skipped:
        if skipped.path == path:
            return skipped.reason, skipped.date
    if {path, main} & set(unit.record.held_back):
        return "held", None
    if main in unit.traces or role(path) == "profile":
        return "published", None
    return "unused", None


def _refusals(unit: _Unit, path: str) -> tuple[Problem, ...]:
    """Why a file, or a folder above it, is not even read; problems contain masked names."""
    name = masked_path(path)
    return tuple(p for p in unit.refused if f"{name}/".startswith(f"{p.where.path}/"))


def _beside_units(city: _City, path: str) -> Explanation:
    """What is known about a path outside units: settings, register, map, theme, or none of them."""
    if not os.path.lexists(city.options.root / path):
        return _unknown(city, path)
    if path.startswith(f"themes/{city.rules.config.theme}/"):
        return _of_theme(city, path)
    emblems = {each.path: each.key for each in city.rules.config.brand.files}
    if path in emblems:
        return _of_brand(city, path, emblems[path])
    if path.startswith(f"{AKAR}/"):
        return _of_root(city, path)
    kind = _SHARED.get(path, "")
    return Explanation(
        path=path,
        kind=kind,
        status="checked" if kind == "owners" else "shared" if kind else "outside",
        problems=read_tiles(city.options.root)[1] if kind == "tiles" else (),
        units=_stale_units(city) if kind in {"settings", "register"} else 0,
    )


def _of_brand(city: _City, path: str, key: str) -> Explanation:
    """What is known about a picture that `merek` of `site.yml` names."""
    theme = city.rules.context.site.theme
    problems = tuple(p for p in theme.problems if p.code == "T005" and p.where.field == key)
    names = [name for of, name, *_ in theme.emblems if of == EMBLEMS[key]]
    outputs = tuple(theme.asset(name)[1:] for name in names)
    return Explanation(
        path=path,
        kind="theme",
        status="shared" if outputs else "unused",
        problems=problems,
        outputs=outputs,
        units=_stale_units(city) if outputs else 0,
    )


def _of_root(city: _City, path: str) -> Explanation:
    """What is known about a file of the folder `akar`."""
    name = path.removeprefix(f"{AKAR}/")
    made = any(each.path == name for each in city.rules.root_files)
    shown = masked_path(path)
    problems = tuple(p for p in city.rules.problems if p.where.path == shown)
    return Explanation(
        path=shown,
        kind="root",
        status="published" if made else "held" if problems else "ignored",
        problems=problems,
        online=name in city.state.outputs,
        outputs=(name,) if made else (),
    )


def _of_theme(city: _City, path: str) -> Explanation:
    """What is known about a file of the city's theme: builds may have no use for it."""
    theme = city.rules.context.site.theme
    name = path.removeprefix(f"themes/{city.rules.config.theme}/")
    outputs = tuple(url[1:] for asset, url in theme.assets if f"assets/{asset}" == name)
    problems = tuple(p for p in theme.problems if p.where.path == path)
    template = any(f"templates/{each}" == name for each, _ in theme.templates)
    whole = os.path.isdir(city.options.root / path)  # noqa: PTH112 - no error without rights
    useful = whole or bool(outputs) or (template and not problems)
    return Explanation(
        path=path,
        kind="theme",
        status="shared" if useful else "unused",
        problems=problems,
        outputs=outputs,
        units=_stale_units(city) if useful else 0,
    )


def _stale_units(city: _City) -> int:
    """How many units the settings, the theme or the register make stale, regardless of files."""
    count = 0
    current = {city.keys.texts[:20], city.keys.tables[:20]}
    formers = _formers(city)
    for entry in city.register.entries:
        row = city.state.units.get(entry.key)
        if row is None:
            continue
        rules, register, _ = (*row.fingerprint.split("."), "", "", "")[:3]
        own = register_key(entry, relatives_in(city.rules, entry, formers))[:20]
        count += rules not in current or register != own
    return count


def _output(city: _City, path: str) -> Explanation:
    """What is known about an address or a file of the site."""
    names = [output_path(path), f"{path.rstrip('/')}/index.html"]
    known = next((name for name in names if name in city.state.outputs), "")
    key = "/".join(PurePosixPath(path).parts[:2])
    if known and city.state.outputs[known].owner == COMPRESSED:
        return _output(city, original(path))
    if known:
        key = city.state.outputs[known].owner or key
    entry = city.register.get(key)
    if known and product_of(city.state.outputs[known]) == FORMER.name:
        return _led_on(city, known, key)
    if entry is None:
        if not known:
            return _unknown(city, f"/{path}")
        return Explanation(path=f"/{known}", kind="output", status="published", online=True)
    unit = _unit(city, entry)
    made = set(unit.outputs)
    name = known or next((name for name in names if name in made), "")
    if not name:
        removed = _removed(city, entry.key, path)
        return removed or _unknown(city, f"/{path}", sorted(f"/{each}" for each in made))
    sources = [trace for trace in unit.traces.values() if name in trace.outputs]
    elsewhere = [url for trace in sources for url in trace.pages if has_page(trace.path)]
    leads_on = name.endswith("/index.html") and page_of(name) not in elsewhere
    return Explanation(
        path=f"/{name}",
        kind="output",
        status="published" if name in made else "gone",
        unit=entry.key,
        online=bool(known),
        sources=tuple(trace.path for trace in sources),
        target=elsewhere[0] if elsewhere and leads_on else "",
        builds=unit.builds,
    )


def _led_on(city: _City, path: str, key: str) -> Explanation:
    """What is known about an old address of a unit that others follow."""
    try:
        page = (city.options.output / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        page = ""
    found = _CANONICAL.search(page)
    target = city.rules.context.site.address.own(found[1]) if found else ""
    after = city.register.successors(key)
    return Explanation(
        path=f"/{path}",
        kind="output",
        status="published",
        unit=after[0].key if after else "",
        online=True,
        target=target,
    )


def _unknown(city: _City, path: str, more: Iterable[str] = ()) -> Explanation:
    """An unknown path, with the most similar known one."""
    near = nearest_known(path, city.state, city.register, tuple(more))
    return Explanation(path=path, kind="", status="unknown", nearest=near)


def _removed(city: _City, key: str, path: str) -> Explanation | None:
    """What git knows about an address of a unit that nothing has any more; None if nothing."""
    url = f"/{path.removesuffix('index.html').rstrip('/')}/"
    found = removed_text(city.options.root, key, url, city.rules.context)
    if found is None:
        return None
    source, day = found
    known = Explanation(path=url, kind="output", status="removed", unit=key, date=day)
    return replace(known, sources=(masked_path(source),))
