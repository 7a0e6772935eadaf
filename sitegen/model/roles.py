"""What each file of a unit is for, judging only by its path and extension."""

from __future__ import annotations

from typing import Literal

Role = Literal["profile", "report", "page", "table", "metadata", "image", "document"]
CONTENT = "content"
# HEIC is listed so that it gets the message that says how to send a photo as JPEG.
IMAGE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
DOCUMENT_ENDINGS = frozenset({".pdf"})
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".xls"})
_METADATA_ENDINGS = frozenset({".yml", ".yaml"})


def role(path: str) -> Role | None:
    """Return what a file of a unit is for, or None if nothing reads it.

    `path` is relative to the city's root: `content/<jenis>/<unit>/...`.
    """
    # Plain strings, not Paths: this is asked several times about each of 73,000 files.
    parts = path.split("/")[3:]
    if parts == ["unit.yml"]:
        return "profile"
    if len(parts) < 2:
        return None
    folder, name = parts[0], parts[-1]
    dot = name.rfind(".")
    # As pathlib has it, `.md` is a name without an ending.
    suffix = name[dot:].lower() if 0 < dot < len(name) - 1 else ""
    if folder == "data" and len(parts) == 2:
        if suffix in TABLE_ENDINGS:
            return "table"
        return "metadata" if suffix in _METADATA_ENDINGS else None
    if folder not in {"laporan", "halaman"}:
        return None
    if suffix == ".md":
        return "report" if folder == "laporan" else "page"
    if suffix in IMAGE_ENDINGS:
        return "image"
    return "document" if suffix in DOCUMENT_ENDINGS else None


def has_page(path: str) -> bool:
    """Return whether a file of a unit has a page of its own: a report, a standing page, a table."""
    return role(path) in {"report", "page", "table"}
