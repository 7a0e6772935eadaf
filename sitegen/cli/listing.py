"""`sitegen list`: the city's contents as lines or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sitegen.cli.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.engine.contents import Contents

Row = dict[str, str | int]
_REASONS = {"draf": "draft", "mendatang": "future", "kedaluwarsa": "expired"}


def listing(what: str, contents: Iterable[Contents], form: str) -> str:
    """Return the list as tab-separated lines, or as a JSON list with `--format json`."""
    rows = [row for unit in contents for row in _rows(what, unit)]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False)
    return "\n".join("\t".join(plain(str(value)) for value in row.values()) for row in rows)


def _rows(what: str, unit: Contents) -> Iterator[Row]:
    if what == "unit":
        yield {
            "unit": unit.entry.key,
            "name": unit.entry.name,
            "reports": len(unit.reports),
            "datasets": len(unit.datasets),
            "last": str(unit.reports[0][0]) if unit.reports else "-",
        }
    elif what == "laporan":
        for day, url, title in unit.reports:
            yield {"date": str(day), "url": url, "title": title}
    elif what == "data":
        for url, rows, title in unit.datasets:
            yield {"url": url, "rows": rows, "title": title}
    else:
        for skipped in unit.skipped:
            if skipped.reason == _REASONS[what]:
                yield {"path": skipped.path, "date": str(skipped.date or "-")}
