"""Figures of a build for machines: how much was done, how long it took, how much memory."""

from __future__ import annotations

import json
import resource
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.build.build import Result


def metrics(result: Result) -> dict[str, object]:
    """Return the figures: counts, bytes, seconds per stage, peak memory in bytes.

    Memory is the largest resident set of this process and of its largest child (getrusage).
    """
    published = result.published
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return {
        "units": result.units,
        "rebuilt": len(result.rebuilt),
        "files": result.files,
        "written": len(published.written) if published else 0,
        "written_bytes": published.size if published else 0,
        "reused": len(published.reused) if published else 0,
        "pruned": len(published.pruned) if published else 0,
        "held_back": len(result.held_back),
        "problems": len(result.problems),
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds},
        "peak_memory": own,
        "peak_memory_largest_child": child,
    }


def write_metrics(path: Path, result: Result) -> None:
    """Write the figures of a build to a JSON file."""
    path.write_text(json.dumps(metrics(result), indent=1) + "\n", encoding="utf-8")
