"""Names of new files whose addresses nobody has: of reports by month, of datasets by unit."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sitegen.city.git.front import address_lines
from sitegen.keys.common import ALIAS
from sitegen.keys.frontmatter import decode, split
from sitegen.keys.rules import Rules
from sitegen.keys.yamltext import Scalar, Sequence
from sitegen.model import Problem
from sitegen.model.roles import role
from sitegen.reports.former import former_address
from sitegen.urls import dataset_url, folded, free_slug, report_url, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sitegen.city.config import Config


def free_report(root: Path, key: str, day: date, slug: str, config: Config) -> str:
    """Return `slug`, or one like it that nothing of the unit has in that month.

    Drafts count, since they are going to be published, and so do old addresses (`alias`).
    """
    used = set(map(folded, _addresses(root, key, Rules(zone=config.zone, own=config.own))))

    def free(each: str) -> bool:
        return folded(report_url(key, day, each)) not in used

    return slug if free(slug) else free_slug(slug, day, free)


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


def _addresses(root: Path, key: str, rules: Rules) -> Iterator[str]:
    """The addresses of the unit's reports, and the old ones of all its texts."""
    for file in sorted((root / "content" / key).rglob("*.md")):
        path = file.relative_to(root).as_posix()
        try:
            data = file.read_bytes()
        except OSError:
            continue
        lines = address_lines(data)
        yield former_address(path, lines[0] if lines else "", rules)
        yield from _aliases(data, path)


def _aliases(data: bytes, path: str) -> Iterator[str]:
    text = decode(data, path)
    document = text if isinstance(text, Problem) else split(text, path)
    if isinstance(document, Problem):
        return
    names = {ALIAS.key, *ALIAS.aliases}
    nodes = [node for key, node in document.mapping.entries if key.text in names]
    for node in nodes:
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if isinstance(item, Scalar):
                yield from (each.strip() for each in item.text.split(","))
