"""What each file of a unit is for, judging only by its path and extension."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["profile", "report", "page", "table", "metadata", "image", "document"]
CONTENT = "content"
# Files of the city itself, besides `site.yml`: register, themes, brand, files for the site's root.
OF_THE_CITY = ("data", "themes", "merek", "akar")
# HEIC is listed so that it gets the message that says how to send a photo as JPEG.
IMAGE_ENDINGS = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".webp", ".heic", ".heif"})
# Beside `unit.yml`: the logo of a unit, and the photo of its office.
_BESIDE_PROFILE = IMAGE_ENDINGS | {".svg"}
DOCUMENT_ENDINGS = frozenset({".pdf"})
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".xls"})
_FOLDERS = frozenset({"laporan", "halaman", "data"})
_TEXT_FOLDERS = frozenset({"laporan", "halaman"})
_PROFILES = frozenset({"unit.yml", "unit.yaml", "profil.yml", "profile.yml", "unit.yml.txt"})
_HIDDEN = re.compile(r"(\.(?:md|csv|yml|yaml))\.txt$", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_METADATA_ENDINGS = frozenset({".yml", ".yaml"})
# A file's name that YAML reads as it is.
_PLAIN = re.compile(r"\w[\w .()-]*")


def unit_of(path: str) -> str:
    """Return the key of the unit whose folder contains the path; "" for other paths."""
    folder, *parts = path.split("/")
    return "/".join(parts[:2]) if folder == CONTENT and len(parts) > 2 else ""


def folder_of(key: str) -> str:
    """Return the folder of a unit's content by the unit's key, "" for the city, whose key is ""."""
    return f"{CONTENT}/{key}" if key else ""


def role(path: str) -> Role | None:
    """Return what a file of a unit is for, or None if nothing reads it.

    `path` is relative to the city's root: `content/<jenis>/<unit>/...`.
    """
    # Plain strings, not Paths: this is asked several times about each of 73,000 files.
    parts = path.split("/")[3:]
    if parts == ["unit.yml"]:
        return "profile"
    if len(parts) < 2:
        return "image" if beside_profile(path) else None
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


def beside_profile(path: str) -> bool:
    """Return whether a file is a picture beside a unit's profile."""
    dot = path.rfind(".")
    return path.count("/") == 3 and dot > 0 and path[dot:].lower() in _BESIDE_PROFILE


def has_page(path: str) -> bool:
    """Return whether a file of a unit has a page of its own: a report, a standing page, a table."""
    return role(path) in {"report", "page", "table"}


def right_place(path: str) -> str:
    """Return the path at which a file would be read that nothing reads, "" if there is none.

    Notepad hides the `.txt` that it adds, or saves a text as nothing else, capitals of a folder are
    easily overlooked, and a file may lie in the folder of another kind.
    """
    parts = _HIDDEN.sub(r"\1", path).split("/")
    unit, (*folders, name) = parts[:3], parts[3:]
    low = name.lower()
    stem, dot, ending = low.rpartition(".")
    if not folders and low in _PROFILES:
        return "/".join((*unit, "unit.yml"))
    first = folders[0].lower() if folders else ""
    plain = ending == "txt" and (first in _TEXT_FOLDERS or _DATED.match(name))
    if ending == "markdown" or plain:
        name = name[: -len(ending)] + "md"
    kept = (*unit, first, *folders[1:], name)
    if first in _FOLDERS and role("/".join(kept)):
        return "/".join(kept)
    if not (stem and dot) or f".{ending}" in IMAGE_ENDINGS | DOCUMENT_ENDINGS:
        return ""  # these belong beside the text that shows them, whichever that is
    home = "data" if f".{ending}" in TABLE_ENDINGS | _METADATA_ENDINGS else "halaman"
    if home == "halaman" and _DATED.match(name):
        home = "laporan"
    moved = "/".join((*unit, home, name))
    return moved if role(moved) else ""


def named_in_text(file: str) -> dict[str, str]:
    """Return how a text names a picture or document beside it: its words, in a link, as a value."""
    stem = file.rpartition(".")[0]
    return {
        "title": " ".join(re.sub(r"[-_()\[\]]+", " ", stem).split()),
        "link": f"<{file}>" if set(file) & set(" ()") else file,
        "file": file if _PLAIN.fullmatch(file) else f'"{file}"',
    }
