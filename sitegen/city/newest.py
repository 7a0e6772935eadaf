"""The day of the newest report, by the names of the files: what "today" means in a sample city."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from sitegen.model.roles import CONTENT

_DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})-.+\.md")


def newest_day(root: Path) -> date | None:
    """Return the latest day that begins the name of a report's file; None without any."""
    days = (
        day
        for folder in sorted((root / CONTENT).glob("*/*/laporan"))
        for _, _, names in os.walk(folder)
        for name in names
        if (day := _day(name))
    )
    return max(days, default=None)


def _day(name: str) -> date | None:
    found = _DATED.fullmatch(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
