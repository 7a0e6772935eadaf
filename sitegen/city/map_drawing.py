"""Boundaries as paths of an SVG: simplified together, so that neighbours have one border."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.city.boundaries import AreaShape

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 640
# Of a border, what lies within so many units of the drawing is left out; more if it grows too large.
TOLERANCES = (0.6, 1.2, 2.4, 5.0, 10.0)
MAX_BYTES = 40_000
# Borders of kelurahan that differ by less degrees are one (about 15 m), and leave no slits between them.
GRID = 0.00015
# A hole of less units of the drawing is such a slit, too.
SMALLEST_HOLE = 12
# Half the height of a line of text.
_HALF_LINE = 8


class Drawn(Struct, frozen=True, kw_only=True):
    """Areas as drawn: the path of each by the key of its unit, and the size of the drawing.

    `spots` has for each key the place within the area that has most room for a name: x, y and how wide
    that is.
    """

    paths: tuple[tuple[str, str], ...]
    width: int
    height: int
    spots: tuple[tuple[str, tuple[int, int, int]], ...] = ()


def draw(shapes: tuple[AreaShape, ...], most: int = MAX_BYTES) -> Drawn | None:
    """Return the areas as paths of at most so many bytes in all, None if they have no extent."""
    import shapely

    areas = [_area(shape) for shape in shapes]
    west, south, east, north = shapely.total_bounds(shapely.GeometryCollection(areas))
    shrink = cos(radians((south + north) / 2))
    wide, high = (east - west) * shrink, north - south
    if not (wide > 0 and high > 0):
        return None
    scale = min(WIDTH / wide, WIDTH / high)

    def placed(points: Any) -> Any:
        points[:, 0] = (points[:, 0] - west) * shrink * scale
        points[:, 1] = (north - points[:, 1]) * scale
        return points

    flat = [shapely.transform(area, placed) for area in areas]
    paths: tuple[tuple[str, str], ...] = ()
    for tolerance in TOLERANCES:
        simple = shapely.coverage_simplify(flat, tolerance)
        keys = (shape.key for shape in shapes)
        paths = tuple((key, "".join(_path(area))) for key, area in zip(keys, simple, strict=True))
        if sum(len(path) for _, path in paths) <= most:
            break
    spots = tuple((shape.key, _spot(area)) for shape, area in zip(shapes, flat, strict=True))
    return Drawn(paths=paths, width=round(wide * scale), height=round(high * scale), spots=spots)


def _spot(area: Any) -> tuple[int, int, int]:
    """The middle of where a line of text fits around the largest circle within an area, and its room."""
    import shapely

    if area.is_empty:
        return 0, 0, 0
    x, y = shapely.maximum_inscribed_circle(area, tolerance=2).coords[0]
    west, _, east, _ = area.bounds
    left, right = west, east
    for high in (y - _HALF_LINE, y, y + _HALF_LINE):
        line = shapely.LineString([(west - 1, high), (east + 1, high)])
        cut = shapely.intersection(area, line)
        parts = [part.bounds for part in getattr(cut, "geoms", [cut]) if not part.is_empty]
        own = next(((w, e) for w, _, e, _ in parts if w <= x <= e), (x, x))
        left, right = max(left, own[0]), min(right, own[1])
    return round((left + right) / 2), round(y), round(right - left)


def _area(shape: AreaShape) -> Any:
    """The area of all polygons of a shape; those that touch, such as kelurahan, become one."""
    import shapely

    polygons = (
        shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3])
        for rings in shape.polygons
        if rings and len(rings[0]) > 3
    )
    parts = [shapely.make_valid(polygon) for polygon in polygons]
    return shapely.union_all(parts, grid_size=GRID)


def _rings(area: Any) -> Iterator[tuple[tuple[tuple[float, float], ...], ...]]:
    for part in getattr(area, "geoms", [area]):
        if part.geom_type == "Polygon":
            yield tuple(
                tuple((float(x), float(y)) for x, y in ring.coords)
                for ring in (part.exterior, *part.interiors)
            )


def _path(area: Any) -> Iterator[str]:
    """Yield the path of an area in whole units, each step from the point before."""
    for rings in _rings(area):
        for at, ring in enumerate(rings):
            if at and _extent(ring) < SMALLEST_HOLE:
                continue
            points = [(round(x), round(y)) for x, y in ring]
            kept = [p for n, p in enumerate(points) if not n or p != points[n - 1]]
            if len(kept) < 4:
                continue
            steps = pairwise(kept[:-1])
            yield f"M{kept[0][0]} {kept[0][1]}l"
            yield " ".join(f"{x - x0} {y - y0}" for (x0, y0), (x, y) in steps)
            yield "z"


def _extent(ring: tuple[tuple[float, float], ...]) -> float:
    """The area within a ring."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2
