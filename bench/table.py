"""Formats the samples as Markdown: medians, with minimum and maximum."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from bench.scenarios import ALL, TITLES, Sample
from sitegen.engine.measure import spread

HEAD = (
    "| reports | work | tool | wall s | CPU s | peak MB | files | MB | files changed | files written |\n"
    "|---:|---|---|---:|---:|---:|---:|---:|---:|---:|"
)


def machine() -> str:
    """Return processor, cores, memory and system in one line."""
    cpu = _field(Path("/proc/cpuinfo"), "model name") or platform.machine()
    total = _field(Path("/proc/meminfo"), "MemTotal").split()
    memory = f"{int(total[0]) / 1024**2:.0f} GB" if total else "?"
    return f"{cpu}, {os.cpu_count()} cores, {memory}, {platform.system()} {platform.release()}"


def _field(path: Path, name: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, "")


def markdown(
    samples: Sequence[Sample], versions: dict[str, str], missing: dict[str, str], command: str
) -> str:
    """Return the whole report: machine, versions, command and the table."""
    lines = [
        f"* Machine: {machine()}; load at the end {os.getloadavg()[0]:.1f}",
        f"* Python {platform.python_version()}, "
        + ", ".join(f"{name} {version}" for name, version in versions.items()),
        f"* Command: `{command}`",
        (
            "* Median (least to most); CPU with all children; memory: peak sum of PSS of the process"
            " tree, sampled every 50 ms"
        ),
        *(f"* Not measured: {name}: {why}" for name, why in missing.items()),
        "",
        HEAD,
        *_rows(samples),
    ]
    return "\n".join(lines)


def _rows(samples: Sequence[Sample]) -> Iterable[str]:
    for size in sorted({sample.reports for sample in samples}):
        for name in ALL:
            for tool in dict.fromkeys(sample.tool for sample in samples):
                own = [s for s in samples if (s.reports, s.scenario, s.tool) == (size, name, tool)]
                if own:
                    yield _row(size, name, tool, own)


def _row(size: int, name: str, tool: str, own: list[Sample]) -> str:
    cells = (
        f"{size:,}",
        TITLES[name],
        tool,
        spread([s.cost.wall for s in own]),
        spread([s.cost.cpu for s in own]),
        spread([s.cost.memory / 1e6 for s in own], digits=0),
        _whole([s.files for s in own]),
        spread([s.size / 1e6 for s in own], digits=0) if any(s.size for s in own) else "",
        _whole([s.difference.changed for s in own if s.difference], zero="0"),
        _whole([s.difference.written for s in own if s.difference], zero="0"),
    )
    return f"| {' | '.join(cells)} |"


def _whole(values: list[int], zero: str = "") -> str:
    return f"{median(values):,.0f}" if any(values) else zero if values else ""
