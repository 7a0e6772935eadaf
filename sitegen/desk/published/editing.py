"""An edit of what a unit has published: other values of its keys, another text, other photos.

It is made of the version that somebody saw, and holds only what they changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from sitegen.digest import content_digest
from sitegen.images.stripping import stripped
from sitegen.images.variants import ImageMistake
from sitegen.keys import editing
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.definition import Field
from sitegen.keys.editing import OpenedFile
from sitegen.keys.own import fields_of
from sitegen.keys.rewriting import NotRewritable, Said, Way
from sitegen.keys.rules import Rules
from sitegen.model.roles import CONTENT, IMAGE_ENDINGS, role
from sitegen.submission.placing import renamed_in
from sitegen.submission.refused import RefusedPackage
from sitegen.submission.signs import sign_of

# Of the answers of a form with photos in them.
MAX_EDIT = 12 * 1024 * 1024
MAX_TEXT = 256 * 1024
_COUNTED = re.compile(r"-\d+$")
_KINDS = {"report": "laporan", "page": "halaman", "profile": "profil"}
_PICTURES = frozenset({"JPEG", "PNG", "WebP"})


class EditedKey(Struct, frozen=True, kw_only=True):
    """A key with its new value: `way` leads to it, `value` is None where it goes."""

    way: tuple[str | int, ...]
    value: str | list[str] | dict[str, str] | None = None


class Edit(Struct, frozen=True, kw_only=True):
    """An edit: `path` is below the unit's folder, `base` the name that git gives to the bytes it was made of.

    `tip` is the commit that was shown: the same edit of a later one is another. `body` is the new text, None for the old one, `photos` new pictures by the names of those that they
    replace.
    """

    unit: str
    path: str
    base: str
    tip: str = ""
    keys: tuple[EditedKey, ...] = ()
    body: str | None = None
    photos: dict[str, bytes] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is changed."""
        return not self.keys and self.body is None and not self.photos

    @property
    def corrects(self) -> bool:
        """Whether it tells readers what was wrong."""
        return any(each.way[0] in {"ralat", "correction"} and each.value for each in self.keys)


def written_edit(edit: Edit) -> bytes:
    """Return an edit as the body of an item."""
    return msgspec.json.encode(edit)


def parse_edit(data: bytes) -> Edit:
    """Return the edit in the body of an item; raises RefusedPackage."""
    try:
        return msgspec.json.decode(data, type=Edit)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise RefusedPackage("K024") from None


def fields_of_file(path: str, rules: Rules) -> tuple[Field, ...]:
    """Return the keys that a file may have, by its path in the city."""
    kind = role(path)
    if kind == "report":
        return fields_of("laporan", rules.own)
    if kind == "page":
        return fields_of("halaman", rules.own)
    return fields_of("profil", rules.own) if kind == "profile" else DATASET_FIELDS


def opened(data: bytes, path: str) -> OpenedFile:
    """Return a text, or a file of keys, taken apart; raises RefusedPackage (K024) if it cannot be edited."""
    try:
        return editing.opened(data, path)
    except NotRewritable:
        raise RefusedPackage("K024") from None


def edited(data: bytes, path: str, edit: Edit, fields: tuple[Field, ...]) -> bytes:
    """Return a file with an edit in it, all else byte for byte; raises RefusedPackage (K024)."""
    file = opened(data, path) if data else OpenedFile()
    changes: dict[Way, Said | None] = {each.way: _as_said(each.value) for each in edit.keys}
    order = [field.key for field in fields]
    try:
        return editing.with_changes(file, path, changes, order, edit.body)
    except NotRewritable:
        raise RefusedPackage("K024") from None


def _as_said(value: str | list[str] | dict[str, str] | None) -> Said | None:
    if isinstance(value, dict):
        return dict[str, Said](value)
    return tuple(value) if isinstance(value, list) else value


def with_photos(
    edit: Edit, path: str, text: bytes, files: Mapping[str, str]
) -> tuple[bytes, dict[str, bytes]]:
    """Return the text with its new photos by name, and these by path; `files` are the unit's by path.

    A photo gets a name that nothing has: an older one may be shown elsewhere, and in copies of the page. Raises
    RefusedPackage.
    """
    folder = path.rpartition("/")[0]
    taken = {each.casefold() for each in files}
    names: dict[str, str] = {}
    added: dict[str, bytes] = {}
    for old, data in edit.photos.items():
        if f"{folder}/{old}" not in files or PurePosixPath(old).suffix.lower() not in IMAGE_ENDINGS:
            raise RefusedPackage("K024")
        if sign_of(data) not in _PICTURES:
            raise RefusedPackage("K010", entry=old, expected=".jpg", reason=sign_of(data) or "-")
        try:
            clean, ending = stripped(data)
        except ImageMistake:
            clean, ending = data, ""
        suffix = ending or {"PNG": ".png", "WebP": ".webp"}.get(sign_of(data), ".jpg")
        stem, count = _COUNTED.sub("", PurePosixPath(old).stem), 2
        while f"{folder}/{stem}-{count}{suffix}".casefold() in taken:
            count += 1
        names[old] = f"{stem}-{count}{suffix}"
        taken.add(f"{folder}/{names[old]}".casefold())
        added[f"{folder}/{names[old]}"] = clean
    return renamed_in(text, names) if names else text, added


def no_more_named(
    before: bytes, after: bytes, folder: str, files: Mapping[str, str], others: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return the pictures and documents of a folder that a text named before, and that nothing names now."""
    found = []
    for path in files:
        place, _, name = path.rpartition("/")
        own = name.encode()
        if place != folder or role(path) not in {"image", "document"} or own not in before:
            continue
        if own not in after and not any(own in data for data in others.values()):
            found.append(path)
    return tuple(found)


def mark_of_edit(data: bytes) -> str:
    """Return what an item is known by in the history: its bytes."""
    return content_digest(data)


def path_in_city(unit: str, below: str) -> str:
    """Return the city's path of a file below a unit's folder; raises RefusedPackage if it leads out."""
    parts = below.split("/")
    if "\\" in below or any(part in {"", ".", ".."} for part in parts):
        raise RefusedPackage("K025")
    return f"{CONTENT}/{unit}/{below}"
