"""Figures of a build for machines: how much was done, how long it took, memory used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import to_builtins

from sitegen.cli.answers import named

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.engine.build import Result


def metrics(result: Result) -> dict[str, object]:
    """Return the figures: counts, bytes, seconds per stage, peak memory in bytes.

    Memory is that of all processes, an upper bound (`sitegen.processes.memory.highest`). Times of
    templates are included only if they were requested.
    """
    published = result.published
    figures: dict[str, object] = {
        "units": result.units,
        "read": result.sources,
        "read_bytes": result.source_bytes,
        "rebuilt": len(result.rebuilt),
        "kept": result.kept,
        "files": result.files,
        "written": len(published.written) if published else 0,
        "written_bytes": published.size if published else 0,
        "reused": len(published.reused) if published else 0,
        "pruned": len(published.pruned) if published else 0,
        "held_back": len(result.held_back),
        "problems": len(result.problems),
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds},
        "peak_memory": result.memory,
    }
    if result.templates:
        figures["templates"] = [to_builtins(each) for each in result.templates]
    return figures


def write_metrics(path: Path, result: Result) -> None:
    """Write the figures of a build to a JSON file."""
    figures = named("metrics", **metrics(result))
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
