"""The files of a city's own theme: which of them do something, and what is told of the others."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from sitegen.i18n import N_
from sitegen.keys.likeness import nearest
from sitegen.model import Problem

TEMPLATES = "templates"
ASSETS = "assets"
ORIGINALS = "asal"
# In front of a template's name: the built-in one, also where the city has its own.
BUILT_IN_PREFIX = "bawaan/"
# Loaded after the built-in style sheet wherever the city has it.
OWN_SHEET = "kota.css"
PUBLISHED = frozenset(
    {".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".txt"}
)
# What systems, editors and people leave in a folder; nobody expects it on the site.
_NOT_MEANT = re.compile(
    r"(\..*|.*~|thumbs\.db|desktop\.ini|(readme|license|lisensi|changelog)\b.*)", re.IGNORECASE
)
_FONTS = frozenset({".woff2", ".woff", ".ttf", ".otf", ".eot"})
_SCRIPTS = frozenset({".mjs", ".cjs", ".ts", ".wasm"})
_AT_THE_ROOT = re.compile(
    r"(favicon\.ico|robots\.txt|security\.txt|humans\.txt|cname|_redirects|_headers"
    r"|google[0-9a-f]+\.html|bingsiteauth\.xml|yandex_[0-9a-f]+\.html)|\.well-known/.*",
    re.IGNORECASE,
)
# By what is wrong: the reason, and the next step.
_TOLD = {
    "font": (
        N_("pages use the fonts of the reader's device"),
        N_("remove it; `--sans` in `kota.css` names fonts that devices have"),
    ),
    "script": (
        N_("scripts of pages end in `.js`"),
        N_("save it as a `.js` file that a template loads, or remove it"),
    ),
    "root": (
        N_("its address would be below `/aset/`"),
        N_("move it to the folder `akar`, whose files get an address at the root of the site"),
    ),
    "kind": (
        N_("files of this kind are not published"),
        N_("save it as SVG, PNG, JPEG or WebP, or remove it"),
    ),
    "place": (
        N_("only the folders `templates` and `assets` are read"),
        N_("move it to one of these, or remove it"),
    ),
    "unused": (
        N_("no template and no style sheet names it"),
        N_('name it in a template, such as `asset("logo.svg")`, or in `kota.css`, or remove it'),
    ),
}


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a theme's folder by their paths in it; links are left out."""
    paths = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)  # noqa: PTH118 - for each file
    found = sorted(path for path in paths if stat.S_ISREG(os.lstat(path).st_mode))
    start = len(str(folder)) + 1
    return {path[start:].replace(os.sep, "/"): Path(path).read_bytes() for path in found}


def assets_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the assets that are published, by their names."""
    return {
        path.removeprefix(f"{ASSETS}/"): data
        for path, data in files.items()
        if path.startswith(f"{ASSETS}/") and PurePosixPath(path).suffix.lower() in PUBLISHED
    }


def templates_of(own: Mapping[str, bytes], built_in: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the templates by their names: the city's, else the built-in one of that name.

    A built-in one that the city overrides is there as `bawaan/<name>` too, to be extended.
    """
    mine, theirs = _templates(own), _templates(built_in)
    covered = {
        f"{BUILT_IN_PREFIX}{name}": data
        for name, data in theirs.items()
        if mine.get(name, data) != data
    }
    return {**theirs, **mine, **covered}


def own_sheets(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names of the style sheets that every page loads after the built-in one."""
    return (OWN_SHEET,) if OWN_SHEET in files else ()


def useless(
    own: Mapping[str, bytes], built_in: Collection[str], named: Collection[str], folder: str
) -> Iterator[Problem]:
    """Yield a problem for each file of the city's theme at `folder` that does nothing.

    `built_in` are the paths of the built-in theme's files, `named` the assets that style sheets name.
    """
    templates = _templates(own)
    loads_sheets = not frame_lacks(own, b"site.stylesheets")
    texts = [data.decode("utf-8", "replace") for data in templates.values()]
    for path in sorted(own):
        record = path.startswith(f"{ORIGINALS}/")  # kept beside copies, for no page
        if record or path in built_in or _NOT_MEANT.fullmatch(PurePosixPath(path).name):
            continue
        if path.startswith(f"{TEMPLATES}/"):
            name = path.removeprefix(f"{TEMPLATES}/")
            if name.startswith(BUILT_IN_PREFIX) or not _is_quoted(name, texts):
                yield _unknown_template(name, built_in, f"{folder}/{path}")
        elif fault := _fault(path, named, texts, loads_sheets):
            reason, step = _TOLD[fault]
            params = {"file": PurePosixPath(path).name, "reason": reason, "step": step}
            yield Problem.of("T007", f"{folder}/{path}", **params)


def frame_lacks(own: Mapping[str, bytes], name: bytes) -> bool:
    """Return whether the city's frame of all pages, if it has one, shows nothing of that field."""
    frame = own.get(f"{TEMPLATES}/base.html")
    return frame is not None and name not in frame and b"bawaan/base.html" not in frame


def _templates(files: Mapping[str, bytes]) -> dict[str, bytes]:
    start = f"{TEMPLATES}/"
    return {p.removeprefix(start): data for p, data in files.items() if p.startswith(start)}


def _is_quoted(name: str, texts: list[str]) -> bool:
    return any(f'"{name}"' in text or f"'{name}'" in text for text in texts)


def _unknown_template(name: str, built_in: Collection[str], path: str) -> Problem:
    known = [each.removeprefix(f"{TEMPLATES}/") for each in built_in if each.startswith(TEMPLATES)]
    plain = name.removeprefix(BUILT_IN_PREFIX)
    near = nearest(plain, known) or nearest(PurePosixPath(plain).name, known) or "base.html"
    return Problem.of("T006", path, name=name, nearest=near)


def _fault(path: str, named: Collection[str], texts: list[str], loads_sheets: bool) -> str:
    """What keeps an asset from doing anything, "" if nothing does."""
    if not path.startswith(f"{ASSETS}/"):
        return "root" if _AT_THE_ROOT.fullmatch(path) else "place"
    name = path.removeprefix(f"{ASSETS}/")
    ending = PurePosixPath(name).suffix.lower()
    if ending in _FONTS:
        return "font"
    if ending in _SCRIPTS:
        return "script"
    if name in named or _is_quoted(name, texts) or (name == OWN_SHEET and loads_sheets):
        return ""
    if _AT_THE_ROOT.fullmatch(name):
        return "root"
    return "unused" if ending in PUBLISHED else "kind"
