"""The boundaries of kecamatan or kelurahan for maps: GeoJSON in `data/peta/`, of any program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen.city.area_codes import parse_code
from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.model import Problem, UnitEntry

FOLDER = "data/peta"
MAX_BYTES = 32 * 1024 * 1024
NAMED = 3
_NOT_JSON = N_("it is no GeoJSON")
_TOO_LARGE = N_("it has more than 32 MB")
_PROJECTED = N_("its coordinates are no degrees (WGS 84, EPSG:4326)")
_NOBODY = N_("none of its areas has the area code or the name of a unit")
# A ring of points (longitude, latitude); an area has outer rings and holes alike.
Ring = tuple[tuple[float, float], ...]


class AreaShape(Struct, frozen=True, kw_only=True):
    """The shape of a unit's area: polygons, each with its outer ring first and then its holes."""

    key: str
    level: str
    polygons: tuple[tuple[Ring, ...], ...]


class Boundaries(Struct, frozen=True, kw_only=True):
    """The shapes of areas in the register's order; `seal` stands for all of them."""

    shapes: tuple[AreaShape, ...] = ()
    seal: str = ""


def read_boundaries(
    root: Path, entries: tuple[UnitEntry, ...]
) -> tuple[Boundaries, tuple[Problem, ...]]:
    """Return the shapes of the units' areas, and what is wrong with the files.

    A file that cannot be used is left out; of two with one area, the first by name has it.
    """
    found: dict[str, AreaShape] = {}
    problems: list[Problem] = []
    seals: list[str | bytes] = []
    for path in sorted((root / FOLDER).glob("*.geojson")):
        where = f"{FOLDER}/{path.name}"
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(Problem.of("S065", where, reason=error.strerror or str(error)))
            continue
        shapes, wrong = parse_boundaries(data, where, entries)
        problems += wrong
        seals.append(data)
        for shape in shapes:
            found.setdefault(shape.key, shape)
    keys = (entry.key for entry in entries if entry.key in found)
    seal = digest(*seals, *found) if found else ""
    return Boundaries(shapes=tuple(found[key] for key in keys), seal=seal), tuple(problems)


def parse_boundaries(
    data: bytes, where: str, entries: tuple[UnitEntry, ...]
) -> tuple[tuple[AreaShape, ...], tuple[Problem, ...]]:
    """Return the shapes in a file, or what is wrong with it."""
    if len(data) > MAX_BYTES:
        return (), (Problem.of("S065", where, reason=_TOO_LARGE),)
    try:
        features = json.loads(data.decode("utf-8-sig"))["features"]
        read = [(_properties(each), tuple(_polygons(each["geometry"]))) for each in features]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return (), (Problem.of("S065", where, reason=_NOT_JSON),)
    points = (
        point for _, polygons in read for rings in polygons for ring in rings for point in ring
    )
    if not all(isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90 for x, y in points):
        return (), (Problem.of("S065", where, reason=_PROJECTED),)
    codes, names = _known(entries)
    shapes: dict[str, AreaShape] = {}
    strangers: list[str] = []
    for properties, polygons in read:
        entry = _unit(properties, codes, names)
        if entry is None or not polygons:
            strangers.append(next((text for text in properties if not text.isdigit()), "?"))
            continue
        before = shapes[entry.key].polygons if entry.key in shapes else ()
        shapes[entry.key] = AreaShape(
            key=entry.key, level=entry.level, polygons=(*before, *polygons)
        )
    if not shapes:
        return (), (Problem.of("S065", where, reason=_NOBODY),)
    if strangers:
        some = ", ".join(strangers[:NAMED])
        told = Problem.of("S066", where, count=str(len(strangers)), all=str(len(read)), names=some)
        return tuple(shapes.values()), (told,)
    return tuple(shapes.values()), ()


def _properties(feature: dict[str, Any]) -> tuple[str, ...]:
    """The texts and whole numbers of a feature's properties."""
    values = (feature.get("properties") or {}).values()
    return tuple(str(value).strip() for value in values if isinstance(value, (str, int)) and value)


def _polygons(geometry: dict[str, Any]) -> Iterator[tuple[Ring, ...]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in {"Polygon", "MultiPolygon"}:
        return
    for rings in coordinates if kind == "MultiPolygon" else [coordinates]:
        yield tuple(tuple((float(p[0]), float(p[1])) for p in ring) for ring in rings)


def _known(
    entries: tuple[UnitEntry, ...],
) -> tuple[dict[str, UnitEntry], dict[str, UnitEntry | None]]:
    """The areas by code, earlier ones too, and by name; None for a name of several."""
    codes: dict[str, UnitEntry] = {}
    names: dict[str, UnitEntry | None] = {}
    for entry in entries:
        if entry.level == "dinas" or not entry.active:
            continue
        codes |= {code: entry for code in entry.former_codes if code not in codes}
        codes[entry.code] = entry
        name = _folded(entry.name)
        names[name] = None if name in names else entry
    return codes, names


def _unit(
    properties: tuple[str, ...],
    codes: dict[str, UnitEntry],
    names: dict[str, UnitEntry | None],
) -> UnitEntry | None:
    """The unit with a code among the properties, else the only one with a name among them."""
    for text in properties:
        for level in ("kelurahan", "kecamatan"):
            if (code := parse_code(text, level)) and code in codes:
                return codes[code]
    return next((entry for text in properties if (entry := names.get(_folded(text)))), None)


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
