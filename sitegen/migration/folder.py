"""Folders of pages with front matter: Jekyll (`_posts`), Hugo (`content`) and Grav (`user/pages`)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from sitegen.i18n import N_
from sitegen.keys.values import date_within
from sitegen.migration.post import PAGE, OldPost
from sitegen.model.roles import IMAGE_ENDINGS

_TEXTS = (".md", ".markdown", ".html")
_MAX_BYTES = 1024 * 1024
_MAX_FRONT = 64 * 1024
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
# How Grav and people write days: 26-11-2025, 26/11/2025 06:26.
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_HIDDEN = (("draft", True), ("published", False))
# Grav and Hugo call the text of a folder so; its address is the folder's.
_OF_FOLDER = frozenset({"item", "index", "post"})
# Grav calls a page so; its address is the folder's too.
_PAGES = frozenset({"default", "page"})
# And so the pages of sections, and what else has no text of its own.
_SECTIONS = frozenset({"_index", "blog", "home", "modular", "form", "error"})
_ORDER = re.compile(r"\A\d+\.")


def read_folder(root: Path, *, pages: bool = False) -> Iterator[OldPost]:
    """Yield each text below a folder, sorted by its path; links are not followed.

    With `pages`, texts that are no posts are not skipped.
    """
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_TEXTS) and not name.startswith("."):
                yield _post(root, Path(place) / name, pages=pages)


def _post(root: Path, path: Path, *, pages: bool) -> OldPost:
    where = path.relative_to(root).as_posix()
    if path.is_symlink() or not path.is_file():
        return OldPost(source=where, skipped=N_("it is a link to another file"))
    if path.stat().st_size > _MAX_BYTES:
        return OldPost(source=where, skipped=N_("it is too long"))
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return OldPost(source=where, skipped=N_("it is not UTF-8 text"))
    front, body = _split(text)
    if front is None:
        return OldPost(source=where, skipped=N_("its front matter cannot be read"))
    reason = N_("it is a draft") if any(front.get(k) is v for k, v in _HIDDEN) else ""
    if "_drafts" in path.relative_to(root).parts:
        reason = N_("it is a draft")
    called = path.stem.partition(".")[0]
    if called in _SECTIONS:
        reason = N_("it is the page of a section, which the site makes by itself")
    if called in _PAGES and not pages:
        reason = PAGE
    name = _name(path, root)
    day = _day(front.get("date") or front.get("tanggal"))
    found = date_within(path.stem) or date_within(path.parent.name)
    if found and not day:
        day = found[0]
    slug = str(front.get("slug") or (found[1] if found and path.stem not in _OF_FOLDER else name))
    return OldPost(
        source=where,
        title=_text(front.get("title") or front.get("judul")),
        day=day,
        body=body,
        markup="html" if path.suffix.lower() == ".html" or _is_html(body) else "markdown",
        summary=_text(front.get("description") or front.get("excerpt") or front.get("summary")),
        cover=_cover(front),
        address=_text(front.get("url") or front.get("permalink")),
        slug=slug,
        words=tuple(_words(front)),
        skipped=reason,
        files=_pictures(path.parent),
        page=called in _PAGES,
    )


def _split(text: str) -> tuple[dict[str, Any] | None, str]:
    """The keys of a text and the rest of it; no keys at all if they cannot be read."""
    yaml_part, toml_part = _FRONT.match(text), _TOML.match(text)
    found = yaml_part or toml_part
    if found is None:
        return {}, text
    if len(found[1]) > _MAX_FRONT or re.search(r"(?:^|[:\s\[{,-])[&*]\w", found[1]):
        return None, ""  # YAML's references can make a small text fill the memory
    try:
        front = yaml.safe_load(found[1]) if yaml_part else tomllib.loads(found[1])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None, ""
    return (front, text[found.end() :]) if isinstance(front, dict) else ({}, text[found.end() :])


def _is_html(body: str) -> bool:
    """Whether a text is HTML in a file for Markdown, as page builders leave it."""
    lines = [line.lstrip() for line in body.split("\n") if line.strip()]
    return 2 * sum(line.startswith("<") for line in lines) > len(lines)


def _name(path: Path, root: Path) -> str:
    of_folder = path.stem.partition(".")[0] in _OF_FOLDER | _PAGES and path.parent != root
    return _ORDER.sub("", path.parent.name if of_folder else path.stem)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "")
    try:
        if found := _DAY_FIRST.match(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _cover(front: dict[str, Any]) -> str:
    for key in ("coverImage", "cover", "image", "featured_image", "hero_image", "thumbnail", "img"):
        value = front.get(key)
        if isinstance(value, dict):
            value = value.get("image") or value.get("path") or value.get("src")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _words(front: dict[str, Any]) -> Iterator[str]:
    taxonomy = front.get("taxonomy")
    for source in (front, taxonomy if isinstance(taxonomy, dict) else {}):
        for key in ("categories", "category", "tags", "tag"):
            value = source.get(key)
            values = value if isinstance(value, list) else [value]
            yield from (str(each) for each in values if isinstance(each, str))


def _pictures(folder: Path) -> dict[str, str]:
    """The pictures and documents beside a text, and one folder below, by how it may name them."""
    found: dict[str, str] = {}
    for inner in ("", "images"):
        place = folder / inner if inner else folder
        if not place.is_dir() or place.is_symlink():
            continue
        for entry in sorted(os.scandir(place), key=lambda each: each.name):
            ending = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - a name, no path
            fits = ending in IMAGE_ENDINGS or ending == ".pdf"
            if fits and entry.is_file(follow_symlinks=False):
                found[f"{inner}/{entry.name}".lstrip("/")] = entry.path
                found.setdefault(entry.name, entry.path)
    return found
