"""Folders of pages with front matter: Jekyll (`_posts`), Hugo (`content`) and Grav (`user/pages`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any

from sitegen.i18n import N_
from sitegen.keys.values import date_within
from sitegen.migration.days import NO_DAY, UNREAD_DAY, day_in
from sitegen.migration.front import FrontError, parse_front
from sitegen.migration.old_paths import OldPaths
from sitegen.migration.post import DRAFT, HIDDEN, PAGE, PASSWORD, PRIVATE, STATES, OldPost
from sitegen.model.roles import IMAGE_ENDINGS

_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".html", ".htm")
# Texts that other programs write; they are listed, for nobody should think that they came along.
_OTHER_TEXTS = (
    *(".textile", ".rst", ".org", ".adoc", ".asciidoc", ".mdx", ".txt"),
    *(".doc", ".docx", ".odt", ".rtf"),
)
_MAX_BYTES = 1024 * 1024
# Parts of a generator that are no texts of the site: what it made, its templates and its programs.
_OF_GENERATOR = frozenset({"_site", "_layouts", "_includes", "_sass", "node_modules"})
# And below the folder with its settings.
_BESIDE_SETTINGS = frozenset({"public", "layouts", "themes", "archetypes", "resources", "vendor"})
_SETTINGS = ("hugo.", "config.", "_config.")
_YES = frozenset({"true", "yes", "ya", "1"})
_NO = frozenset({"false", "no", "tidak", "0"})
# Grav and Hugo call the text of a folder so; its address is the folder's.
_OF_FOLDER = frozenset({"item", "index", "post"})
# Grav calls a page so; its address is the folder's too.
_PAGES = frozenset({"default", "page"})
# And so the pages of sections, and what else has no text of its own.
_SECTIONS = frozenset({"_index", "blog", "home", "modular", "form", "error"})
_ORDER = re.compile(r"\A\d+\.")
_OF_JEKYLL = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}-")
_HEADING = re.compile(r"\A\s*#[ \t]+([^\n]+?)[ \t#]*\n")


def read_folder(root: Path, zone: tzinfo, *, pages: bool = False) -> Iterator[OldPost]:
    """Yield each text below a folder, dated in `zone`, sorted by its path; links are not followed.

    With `pages`, texts that are no posts are not skipped.
    """
    paths = OldPaths(root)
    for place, folders, names in os.walk(root):
        for name in sorted(folders):
            if _is_of_generator(Path(place), name, root):
                folders.remove(name)
                where = (Path(place) / name).relative_to(root).as_posix()
                yield OldPost(
                    source=f"{where}/", skipped=N_("it is a folder of the generator, not of texts")
                )
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = Path(place) / name
            if name.lower().endswith(_TEXTS):
                yield _post(root, path, zone, paths, pages=pages)
            elif name.lower().endswith(_OTHER_TEXTS):
                where = path.relative_to(root).as_posix()
                yield OldPost(source=where, skipped=N_("it is not written in Markdown or HTML"))


def _is_of_generator(place: Path, name: str, root: Path) -> bool:
    if name in _OF_GENERATOR:
        return True
    return (
        name in _BESIDE_SETTINGS
        and place == root
        and any(each.name.startswith(_SETTINGS) for each in root.iterdir())
    )


def _post(root: Path, path: Path, zone: tzinfo, paths: OldPaths, *, pages: bool) -> OldPost:
    where = path.relative_to(root).as_posix()
    if path.is_symlink() or not path.is_file():
        return OldPost(source=where, skipped=N_("it is a link to another file"))
    if path.stat().st_size > _MAX_BYTES:
        return OldPost(source=where, skipped=N_("it is too long"))
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        front, body = parse_front(text)
    except UnicodeDecodeError:
        return OldPost(source=where, skipped=N_("it is not UTF-8 text"))
    except FrontError:
        return OldPost(source=where, skipped=N_("its front matter cannot be read"))
    called, _, language = path.stem.partition(".")
    name = _name(path, root)
    said = _said_day(front)
    day = day_in(said, zone)
    found = date_within(path.stem) or date_within(path.parent.name)
    if found and not day:
        day = found[0]
    title, body = _title(front, body)
    slug = _text(front.get("slug")) or (found[1] if found and path.stem not in _OF_FOLDER else name)
    return OldPost(
        source=where,
        title=title,
        day=day,
        undated=UNREAD_DAY if said else NO_DAY,
        until=day_in(_first(front, ("expiryDate", "unpublish_date", "expires")), zone),
        body=body,
        markup="html" if path.suffix.lower().startswith(".htm") or _is_html(body) else "markdown",
        summary=_text(_first(front, ("description", "excerpt", "summary"))),
        cover=_cover(front),
        address=_address(front)
        or paths.path(
            PurePosixPath(where),
            _said_name(path, name, slug),
            day,
            _categories(front),
            _pattern(front),
        ),
        older=tuple(map(_text, _listed(_first(front, ("aliases", "redirect_from"))))),
        slug=slug,
        words=tuple(_words(front)),
        skipped=_left(front, path.relative_to(root), called)
        or _translated(path, called, language)
        or (PAGE if called in _PAGES and not pages else ""),
        files=_pictures(path.parent),
        page=called in _PAGES,
    )


def _left(front: dict[str, Any], where: Path, called: str) -> str:
    """Why a text is not to be taken, as its keys and its place say."""
    yes = {key for key, value in front.items() if _text(value).casefold() in _YES}
    no = {key for key, value in front.items() if _text(value).casefold() in _NO}
    reasons = (
        (called in _SECTIONS, N_("it is the page of a section, which the site makes by itself")),
        ("draft" in yes or "published" in no or "_drafts" in where.parts, DRAFT),
        ("private" in yes or front.get("access"), PRIVATE),
        (front.get("password"), PASSWORD),
        ({"hidden", "unlisted", "headless"} & yes or "routable" in no, HIDDEN),
    )
    found = next((reason for holds, reason in reasons if holds), "")
    return found or STATES.get(_text(front.get("status")).casefold(), "")


def _translated(path: Path, called: str, language: str) -> str:
    """Hugo and Grav have a text in other languages beside the one in Indonesian."""
    other = re.fullmatch(r"[a-z]{2}(?:-[a-zA-Z]{2})?", language) and language != "id"
    own = (f"{called}.id{path.suffix}", f"{called}{path.suffix}")
    if other and any((path.parent / name).is_file() for name in own):
        return N_("it is a translation of another text")
    return ""


def _first(front: dict[str, Any], keys: tuple[str, ...]) -> object:
    return next((front[key] for key in keys if front.get(key)), None)


def _said_day(front: dict[str, Any]) -> object:
    return _first(
        front, ("date", "tanggal", "publishDate", "publish_date", "pubDate", "published_at")
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _address(front: dict[str, Any]) -> str:
    """The address that a text says that it has; a pattern for many is none."""
    found = _text(_first(front, ("url", "permalink")))
    return "" if re.search(r":[a-z_]|\{", found.partition("://")[2] or found) else found


def _pattern(front: dict[str, Any]) -> str:
    """The pattern that a text of Jekyll has for its own address, "" for none."""
    said = _text(front.get("permalink"))
    return said if ":" in said.partition("://")[0] else ""


def _categories(front: dict[str, Any]) -> list[str]:
    found = _listed(front.get("categories") or front.get("category"))
    return [word for each in found for word in _text(each).split()]


def _said_name(path: Path, name: str, slug: str) -> str:
    """The name of a text in its old address: that of its file without the day of Jekyll."""
    day = _OF_JEKYLL.match(path.stem)
    return path.stem[day.end() :] if day else slug or name


def _title(front: dict[str, Any], body: str) -> tuple[str, str]:
    """The title, and the text without it where its first heading is the title."""
    said = _text(front.get("title") or front.get("judul"))
    heading = None if said else _HEADING.match(body)
    return (heading[1], body[heading.end() :]) if heading else (said, body)


def _is_html(body: str) -> bool:
    """Whether a text is HTML in a file for Markdown, as page builders leave it."""
    lines = [line.lstrip() for line in body.split("\n") if line.strip()]
    return 2 * sum(line.startswith("<") for line in lines) > len(lines)


def _name(path: Path, root: Path) -> str:
    of_folder = path.stem.partition(".")[0] in _OF_FOLDER | _PAGES and path.parent != root
    return _ORDER.sub("", path.parent.name if of_folder else path.stem)


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float | date) else ""


def _cover(front: dict[str, Any]) -> str:
    for key in (
        *("coverImage", "cover", "image", "images", "featured_image", "featureImage", "hero_image"),
        *("header", "thumbnail", "img"),
    ):
        value = front.get(key)
        if isinstance(value, list):
            value = value[0] if value else ""
        if isinstance(value, dict):
            value = _first(value, ("image", "path", "src", "url", "overlay_image", "teaser"))
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
