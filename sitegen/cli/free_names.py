"""Names of new files whose addresses nobody has: of reports by month, of datasets by unit."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sitegen.city.git.front import address_lines
from sitegen.keys.rules import Rules
from sitegen.model.roles import role
from sitegen.reports.former import former_address
from sitegen.urls import dataset_url, free_slug, report_url, slugify

if TYPE_CHECKING:
    from datetime import date

    from sitegen.city.config import Config


def free_report(root: Path, key: str, day: date, slug: str, config: Config) -> str:
    """Return `slug`, or one like it that no report of the unit has in that month.

    Drafts count: they are going to be published.
    """
    used = _report_addresses(root, key, Rules(zone=config.zone))
    if report_url(key, day, slug) not in used:
        return slug
    return free_slug(slug, day, lambda each: report_url(key, day, each) not in used)


def free_dataset(root: Path, key: str, slug: str, ending: str) -> str:
    """Return `slug`, or one like it, if another table of the unit has its address.

    The very file that would be written is no other table.
    """
    folder = root / "content" / key / "data"
    names = [path.name for path in folder.glob("*") if path.name != f"{slug}{ending}"]
    tables = (name for name in names if role(f"content/{key}/data/{name}") == "table")
    used = {dataset_url(key, slugify(PurePosixPath(name).stem)) for name in tables}
    if dataset_url(key, slug) not in used:
        return slug
    return free_slug(slug, None, lambda each: dataset_url(key, each) not in used)


def _report_addresses(root: Path, key: str, rules: Rules) -> set[str]:
    used: set[str] = set()
    for file in sorted((root / "content" / key / "laporan").rglob("*.md")):
        path = file.relative_to(root).as_posix()
        try:
            lines = address_lines(file.read_bytes())
        except OSError:
            continue
        used.add(former_address(path, lines[0] if lines else "", rules))
    return used
