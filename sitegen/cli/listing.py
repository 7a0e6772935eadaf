"""`sitegen list`: the city's contents in lines or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sitegen.city.register import read_register
from sitegen.cli.scaffold import unit_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.engine.build import Result

Row = dict[str, str | int]
_REASONS = {"draf": "draft", "mendatang": "future", "kedaluwarsa": "expired"}


def listing(what: str, result: Result, root: Path, form: str, units: tuple[str, ...]) -> str:
    """Return the list as tab-separated lines, or as a JSON list with `--format json`."""
    chosen = {unit_key(root, unit) for unit in units}
    rows = list(_rows(what, result, root, chosen))
    if form == "json":
        return json.dumps(rows, ensure_ascii=False)
    return "\n".join("\t".join(str(value) for value in row.values()) for row in rows)


def _rows(what: str, result: Result, root: Path, chosen: set[str]) -> Iterator[Row]:
    summaries = [s for s in result.summaries if not chosen or s.key in chosen]
    if what == "unit":
        names = {entry.key: entry.name for entry in read_register(root).entries}
        for summary in summaries:
            last = str(summary.activity[0].date) if summary.activity else "-"
            yield {
                "unit": summary.key,
                "name": names[summary.key],
                "reports": len(summary.activity),
                "datasets": len(summary.datasets),
                "last": last,
            }
    elif what == "laporan":
        for summary in summaries:
            for report in summary.reports.items:
                yield {"date": str(report.date), "url": report.url, "title": report.title}
    elif what == "data":
        for summary in summaries:
            for dataset in summary.datasets:
                yield {"url": dataset.url, "rows": dataset.rows, "title": dataset.title}
    else:
        for skipped in result.skipped:
            own = not chosen or "/".join(skipped.path.split("/")[1:3]) in chosen
            if own and skipped.reason == _REASONS[what]:
                yield {"path": skipped.path, "date": str(skipped.date or "-")}
