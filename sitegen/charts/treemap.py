"""A treemap: figures as rectangles with areas in proportion, as square as may be.

After Bruls, Huizing and van Wijk, "Squarified treemaps" (2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Rectangle = tuple[float, float, float, float]


def treemap(values: Sequence[float], width: float, height: float) -> tuple[Rectangle, ...]:
    """Return a rectangle (x, y, width, height) for each value; values are above zero, the largest first.

    Together they fill the whole. Raises ValueError for values in another order.
    """
    if any(value <= 0 for value in values) or any(b > a for a, b in pairwise(values)):
        raise ValueError("values are above zero, the largest first")
    rectangles: list[Rectangle] = []
    x, y, left = 0.0, 0.0, list(values)
    while left:
        scale = width * height / sum(left)
        side = min(width, height)
        count = 1
        while count < len(left) and _worst(left[: count + 1], scale, side) <= _worst(
            left[:count], scale, side
        ):
            count += 1
        row, left = left[:count], left[count:]
        depth = sum(row) * scale / side if left else max(width, height)
        at = 0.0
        for value in row:
            length = side * value / sum(row)
            if width >= height:
                rectangles.append((x, y + at, depth, length))
            else:
                rectangles.append((x + at, y, length, depth))
            at += length
        if width >= height:
            x, width = x + depth, width - depth
        else:
            y, height = y + depth, height - depth
    return tuple(rectangles)


def _worst(row: Sequence[float], scale: float, side: float) -> float:
    """How far the rectangles of a row are from squares: their longest side by their shortest."""
    depth = sum(row) * scale / side
    lengths = [value * scale / depth for value in row]
    return max(max(depth / length, length / depth) for length in lengths)
