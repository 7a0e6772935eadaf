"""`kiriman.json`, the list in a package of what it holds (docs/submission.md)."""

from __future__ import annotations

import json
import re

import msgspec
from msgspec import Struct

from sitegen.i18n import N_
from sitegen.submission.refused import RefusedPackage, quoted

NAME = "kiriman.json"
FORMAT, VERSION = "sitegen-kiriman", 1
MAX_BYTES = 256 * 1024
MAX_PIECES = 50
KINDS = ("laporan", "pengumuman", "layanan", "profil", "halaman", "data", "pdf")
_ID = re.compile(r"[0-9a-f]{32}")
_UNIT = re.compile(r"[a-z0-9-]{1,60}/[a-z0-9-]{1,60}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class SentItem(Struct, frozen=True, kw_only=True):
    """One piece of content: its `kind`, its main file, and the files that go with it.

    Of a profile `base` is the version that it was made from, as its file at `/tulis/` names it, or "".
    """

    kind: str = msgspec.field(name="jenis")
    file: str = msgspec.field(name="berkas")
    beside: tuple[str, ...] = msgspec.field(name="foto", default=())
    base: str = msgspec.field(name="dasar", default="")


class ListedFile(Struct, frozen=True, kw_only=True):
    """A file as the sender lists it; `sha256` is "" where the browser could not make it."""

    name: str = msgspec.field(name="nama")
    size: int = msgspec.field(name="ukuran")
    sha256: str = ""


class Manifest(Struct, frozen=True, kw_only=True):
    """What a package says of itself. `made` is the clock of a phone: it is shown and decides nothing."""

    id: str
    unit: str
    items: tuple[SentItem, ...] = msgspec.field(name="isi")
    files: tuple[ListedFile, ...] = msgspec.field(name="berkas")
    made: str = msgspec.field(name="dibuat", default="")
    maker: str = msgspec.field(name="pembuat", default="")


class _Head(Struct, frozen=True):
    format: str = ""
    versi: int = 0


def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest in `data`; raises RefusedPackage."""
    if len(data) > MAX_BYTES:
        raise _unusable(N_("it is too long"))
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _unusable(N_("it is not written as a list of a package")) from None
    if _says_twice(data):
        raise _unusable(N_("it says one thing twice"))
    if head.format != FORMAT:
        raise _unusable(N_("it is not a list of a package of /tulis/"))
    if head.versi != VERSION:
        raise RefusedPackage("K006", found=str(head.versi)[:20], limit=str(VERSION))
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _unusable(N_("something is missing in it, or is of another kind")) from None
    _check(manifest)
    return manifest


def _says_twice(data: bytes) -> bool:
    """Whether a key stands twice in an object: two programs could take another one of them."""
    found: list[bool] = []

    def looked_at(pairs: list[tuple[str, object]]) -> None:
        found.append(len({key for key, _ in pairs}) < len(pairs))

    try:
        json.loads(data, object_pairs_hook=looked_at)
    except (ValueError, RecursionError):
        return False
    return any(found)


def _check(manifest: Manifest) -> None:
    if not _ID.fullmatch(manifest.id):
        raise _unusable(N_("its `id` is not 32 digits and letters a to f"))
    if not _UNIT.fullmatch(manifest.unit):
        raise _unusable(N_("its `unit` is not written as `kelurahan/dago` is"))
    if not manifest.items:
        raise _unusable(N_("it names no content"))
    if len(manifest.items) > MAX_PIECES:
        raise _unusable(N_("it names too much content at once"))
    for item in manifest.items:
        if item.kind not in KINDS:
            raise RefusedPackage("K007", found=quoted(item.kind), allowed=", ".join(KINDS))
    mains = [item.file.casefold() for item in manifest.items]
    if len({*mains}) < len(mains):
        raise _unusable(N_("it names the same content twice"))
    names = [file.name for file in manifest.files]
    if len({*names}) < len(names):
        raise _unusable(N_("it names the same file twice"))
    if any(file.sha256 and not _SHA256.fullmatch(file.sha256) for file in manifest.files):
        raise _unusable(N_("a `sha256` in it is none"))


def _unusable(reason: str) -> RefusedPackage:
    return RefusedPackage("K005", reason=reason)
