"""The folder `akar`: files that other programs look for at the root of the site.

Each kind is named here with its largest size and what its content may be: nothing else is published,
so that no page, script or archive gets an address on the city's host by lying in this folder.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.city.beneath import read_file
from sitegen.i18n import N_
from sitegen.model import Output, Problem
from sitegen.privacy.city import in_text
from sitegen.privacy.names import masked_path, screened_name

FOLDER = "akar"
# Their lines are put below the site's own.
ROBOTS, REDIRECTS = "robots.txt", "_redirects"
KB = 1024
_NOT_MEANT = re.compile(
    r"(.*~|\..*\.sw.|\.ds_store|\.git(keep|ignore)|thumbs\.db|desktop\.ini|readme\b.*)",
    re.IGNORECASE,
)
# What the pages consist of by which search engines recognise the owner of a site.
_TAG = re.compile(r"<[^>]*>")
_VERIFYING_TAG = re.compile(
    r"</?(html|head|body|title|p)>|<!doctype html>"
    r"|<meta (http-equiv=\"content-type\" )?content=\"[\w/; =-]*\"\s*/?>|<meta charset=\"?[\w-]*\"?\s*/?>",
    re.IGNORECASE,
)
_BING = re.compile(rb"\s*(<\?xml[^>]*\?>)?\s*<users>\s*<user>\w+</user>\s*</users>\s*")

_KIND = (
    N_("files of this kind have no place there"),
    N_("remove it; docs/theming.md lists the kinds of files for `akar`"),
)
_TAKEN = (
    N_("the site makes a file of that name itself"),
    N_("rename it or remove it: the site's own file stays"),
)
_LINK = (N_("it is a link"), N_("put the file itself in its place"))
_LARGE = (N_("it is too large for its kind"), N_("make it smaller, or remove it"))
_DIFFERENT = (
    N_("its content is not what its name says"),
    N_("save it once more from where it comes, as text in UTF-8 or as the picture it is"),
)
_UNREADABLE = (N_("it cannot be read"), N_("give the program the right to read it"))


class _Kind(Struct, frozen=True):
    """Files with these names have at most so many bytes, and content that fits."""

    names: re.Pattern[str]
    limit: int
    fits: Callable[[bytes], bool]
    is_text: bool = True


def read_root_files(
    root: Path, taken: Callable[[str], bool]
) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Return the files of the city's folder `akar` for the root of its site, and all problems.

    `taken` says whether the site itself makes a file of that name.
    """
    outputs: list[Output] = []
    problems: list[Problem] = []
    for path in sorted(_paths(root)):
        name = path.removeprefix(f"{FOLDER}/")
        found = _judged(root, name, path, taken)
        if isinstance(found, bytes):
            outputs.append(Output(path=name, body=found))
        else:
            problems += found
    return tuple(outputs), tuple(problems)


def _paths(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root / FOLDER):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            if not _NOT_MEANT.fullmatch(name):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _judged(
    root: Path, name: str, path: str, taken: Callable[[str], bool]
) -> bytes | tuple[Problem, ...]:
    """The bytes of a file, or why it is not published."""
    if personal_name := screened_name(path, b"", ())[0]:
        return (personal_name,)
    if (root / path).is_symlink():
        return (_refused(name, path, _LINK),)
    if taken(name):
        return (_refused(name, path, _TAKEN),)
    kind = next((each for each in _KINDS if each.names.fullmatch(name)), None)
    if kind is None:
        return (_refused(name, path, _KIND),)
    try:
        if (root / path).stat().st_size > kind.limit:
            return (_refused(name, path, _LARGE),)
        data = read_file(str(root), path)
    except OSError:
        return (_refused(name, path, _UNREADABLE),)
    if not kind.fits(data):
        return (_refused(name, path, _DIFFERENT),)
    if kind.is_text and (personal := tuple(in_text(data.decode(), masked_path(path)))):
        return personal
    return data


def _refused(name: str, path: str, why: tuple[str, str]) -> Problem:
    reason, step = why
    shown = masked_path(path)
    params = {"file": shown, "url": f"/{masked_path(name)}", "reason": reason, "step": step}
    return Problem.of("T009", shown, **params)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\n\r\t" for sign in text.removeprefix("\ufeff"))


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return _is_text(data)


def _is_verifying(data: bytes) -> bool:
    """Whether a page says whose site this is, and does nothing."""
    if not _is_text(data):
        return False
    text = data.decode()
    tags = _TAG.findall(text)
    return "<" not in _TAG.sub("", text) and all(map(_VERIFYING_TAG.fullmatch, tags))


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG\r\n\x1a\n")


def _is_icon(data: bytes) -> bool:
    return data.startswith(b"\x00\x00\x01\x00") or _is_png(data)


def _is_bing(data: bytes) -> bool:
    return _is_text(data) and _BING.fullmatch(data) is not None


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KINDS = (
    _Kind(_named(r"favicon\.ico"), 128 * KB, _is_icon, is_text=False),
    _Kind(_named(r"[\w-]+\.png"), 256 * KB, _is_png, is_text=False),
    _Kind(_named(r"CNAME|\.nojekyll"), KB, _is_text),
    _Kind(_named(r"_redirects|_headers"), 512 * KB, _is_text),
    _Kind(_named(r"[\w-]+\.txt"), 64 * KB, _is_text),
    _Kind(_named(r"(google|yandex_)[\w-]+\.html"), 4 * KB, _is_verifying),
    _Kind(_named(r"BingSiteAuth\.xml"), 4 * KB, _is_bing),
    _Kind(_named(r"\.well-known/([\w-]+/)*[\w-]+\.json"), 64 * KB, _is_json),
    _Kind(_named(r"\.well-known/([\w-]+/)*[\w-]+(\.txt)?"), 64 * KB, _is_text),
)
