"""A package as a whole: its list, its pieces of content, each with its files, all of the kind they say."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from sitegen.digest import content_digest, digest
from sitegen.i18n import N_
from sitegen.model.roles import CONTENT, DOCUMENT_ENDINGS, IMAGE_ENDINGS, TABLE_ENDINGS, role
from sitegen.submission.archive import parse_archive
from sitegen.submission.manifest import NAME, Manifest, SentItem, parse_manifest
from sitegen.submission.refused import RefusedPackage, quoted
from sitegen.submission.signs import sign_of

# Where each kind of content lies in the unit's folder, and what its main file is.
_PLACES = {
    "laporan": ("laporan", "report"),
    "pengumuman": ("laporan", "report"),
    "halaman": ("halaman", "page"),
    "pdf": ("halaman", "page"),
    "data": ("data", "table"),
    "layanan": ("", "profile"),
    "profil": ("", "profile"),
}
_YEAR = re.compile(r"\d{4}")
_PICTURES = frozenset({"JPEG", "PNG", "WebP", "HEIC"})
# Texts can begin as these files do.
_NO_SIGN_OF_TEXTS = frozenset({"", "EXE", "BMP"})
_TEXTS = frozenset({".md", ".yml", ".yaml", ".csv", ".tsv"})


class Piece(Struct, frozen=True, kw_only=True):
    """One piece of content: its files by name below the unit's folder, the main one first.

    `digest` stands for all that was sent of it.
    """

    item: SentItem
    files: dict[str, bytes]

    @property
    def digest(self) -> str:
        """What stands for the kind of the piece and the names and bytes of its files, as sent."""
        named = sorted((name, content_digest(data)) for name, data in self.files.items())
        return digest(self.item.kind, *(part for pair in named for part in pair))


class SentPackage(Struct, frozen=True, kw_only=True):
    """A package that has been read: `name` is its file's, made legible and without personal data."""

    name: str
    manifest: Manifest
    pieces: tuple[Piece, ...]


def parse_package(data: bytes, name: str) -> SentPackage:
    """Return the package in `data`; raises RefusedPackage when anything in it is not as it must be."""
    files = parse_archive(data)
    listed = files.pop(NAME, None)
    if listed is None:
        raise RefusedPackage("K005", reason=N_("it is not in the package"))
    manifest = parse_manifest(listed)
    _as_listed(manifest, files)
    used: set[str] = set()
    pieces = []
    for item in manifest.items:
        own = dict.fromkeys((item.file, *item.beside, *_description(item, files)))
        for each in own:
            if each not in files:
                raise _not_as_listed(each, N_("it is missing"))
            _in_place(each, item, manifest.unit, main=each == item.file)
            _of_its_kind(each, files[each])
        used |= own.keys()
        pieces.append(Piece(item=item, files={each: files[each] for each in own}))
    for each in files.keys() - used:
        raise _not_as_listed(each, N_("no content names it"))
    return SentPackage(name=quoted(name), manifest=manifest, pieces=tuple(pieces))


def _as_listed(manifest: Manifest, files: dict[str, bytes]) -> None:
    names = {file.name: file for file in manifest.files}
    for name in files.keys() - names.keys():
        raise _not_as_listed(name, N_("it is not in the list"))
    for name, file in names.items():
        if name not in files:
            raise _not_as_listed(name, N_("it is missing"))
        if len(files[name]) != file.size:
            raise _not_as_listed(name, N_("it has another length"))
        if file.sha256 and content_digest(files[name]) != file.sha256:
            raise _not_as_listed(name, N_("it was changed on its way"))


def _not_as_listed(name: str, reason: str) -> RefusedPackage:
    return RefusedPackage("K008", entry=quoted(name), reason=reason)


def _description(item: SentItem, files: dict[str, bytes]) -> tuple[str, ...]:
    """The description of a table, which has its name."""
    if item.kind != "data":
        return ()
    stem = item.file.rpartition(".")[0]
    return tuple(name for name in (f"{stem}.yml", f"{stem}.yaml") if name in files)


def _in_place(name: str, item: SentItem, unit: str, *, main: bool) -> None:
    """Refuse a file that lies where its kind of content does not, or in another unit's folder."""
    home, wanted = _PLACES[item.kind]
    parts = name.split("/")
    kind = role(f"{CONTENT}/{unit}/{name}")
    if main:
        fits = kind == wanted
    elif home:
        allowed = {"metadata"} if home == "data" else {"image", "document"}
        fits = kind in allowed
    else:
        fits = kind == "image" and len(parts) == 1
    above = parts[:-1]
    fits = fits and (not home or above[:1] == [home])
    deeper = above[1:]
    fits = fits and (not deeper or (home == "laporan" and len(deeper) == 1))
    fits = fits and all(map(_YEAR.fullmatch, deeper))
    fits = fits and parts[-1].rpartition(".")[0] not in {"index", "_index"}
    if not fits:
        raise RefusedPackage("K009", entry=quoted(name), kind=item.kind, unit=unit)


def _of_its_kind(name: str, data: bytes) -> None:
    """Refuse a file whose first bytes are not of the kind that its name says."""
    ending = f".{name.rpartition('.')[2].lower()}"
    found = sign_of(data) if data else N_("empty")
    if ending in IMAGE_ENDINGS:
        fits = found in _PICTURES
    elif ending in DOCUMENT_ENDINGS:
        fits = found == "PDF"
    elif ending in _TEXTS:
        utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        fits = not utf16 and found in _NO_SIGN_OF_TEXTS and b"\0" not in data
        found = N_("a text in UTF-16: it is sent as UTF-8") if utf16 else found or N_("no text")
    elif ending in TABLE_ENDINGS:
        fits = False
        found = N_("a workbook: its sheet is sent as CSV")
    else:
        fits = False
    if not fits:
        raise RefusedPackage(
            "K010", entry=quoted(name), expected=ending, reason=found or N_("something else")
        )
