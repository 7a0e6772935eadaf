"""Which parts of a workbook (OOXML) may be offered for download: those that only hold a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

# What Excel, LibreOffice and others write for sheets with cells, styles, charts and tables. Names are
# in small letters.
_PARTS = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(?:app|core|custom)\.xml"
    r"|xl/(?:workbook|styles|sharedstrings|calcchain|metadata)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/theme/theme\d+\.xml|xl/worksheets/_rels/[^/]+\.rels|xl/printersettings/[^/]+\.bin"
    r"|xl/(?:tables|charts|drawings|pivottables|pivotcache)/(?:_rels/)?[^/]+\.(?:xml|rels|vml)"
)
_TYPES = re.compile(
    r"application/(?:xml|vnd\.openxmlformats-(?:officedocument|package)\.[\w.+-]+"
    r"|vnd\.ms-office\.chart(?:colour|color)?style\+xml)|image/[\w.+-]+",
    re.IGNORECASE,
)
_RISKY = re.compile(r"macro|vba|oleobject|externallink|control|activex|embed", re.IGNORECASE)


def foreign_parts(names: Iterable[str], sheets: Collection[str]) -> tuple[str, ...]:
    """Return the names of parts that are more than a table; `sheets` are those of its sheets."""
    return tuple(
        name
        for name in names
        if not (name in sheets or name.endswith("/") or _PARTS.fullmatch(name))
    )


def foreign_type(kind: str) -> bool:
    """Whether a content type is none of what a workbook with a table has."""
    return _RISKY.search(kind) is not None or _TYPES.fullmatch(kind) is None


def foreign_relation(given: dict[str, str]) -> bool:
    """Whether a relationship leads out of the file in another way than as a link to be clicked."""
    outside = given.get("TargetMode", "").lower() == "external"
    return outside and not given.get("Type", "").endswith("/hyperlink")
