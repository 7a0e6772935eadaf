"""The files in a package: a zip that nobody vouches for, read within fixed bounds.

Only what `/tulis/` itself writes is taken: files one after another, stored or deflated, nothing before,
between or behind them. What two programs could read in two ways is refused.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from sitegen.i18n import N_
from sitegen.submission.manifest import NAME as LIST_NAME
from sitegen.submission.refused import RefusedPackage, quoted
from sitegen.submission.signs import kind_of
from sitegen.urls import is_device

# Thirty photos, a few documents and texts; all of it is kept in memory while it is looked at.
MAX_PACKAGE = 64 * 1024 * 1024
MAX_UNPACKED = 96 * 1024 * 1024
MAX_FILE = 25 * 1024 * 1024
MAX_FILES = 300
# Texts rarely pack better than 1 to 20; deflate ends at 1 to 1,032.
MAX_RATIO = 100
# Small files may pack better: a text of one letter does no harm.
_HARMLESS = 256 * 1024
_MAX_DIRECTORY = 256 * 1024
_END = struct.Struct("<4s4H2LH")
_END_SIGN, _LOCAL_SIGN, _LOCATOR_64 = b"PK\x05\x06", b"PK\x03\x04", b"PK\x06\x07"
_LOCAL_SIZE = 30
# What may follow a file whose sizes were not known when it began: sign, check sum, two sizes.
_DESCRIPTOR = 16
_ENCRYPTED, _LATER, _PATCH, _STRONG, _MASKED = 0x01, 0x08, 0x20, 0x40, 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# An extra field that gives a file a second name.
_SECOND_NAME = 0x7075
# And one that gives it other sizes.
_SIZES_64 = 0x0001
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DRIVE = re.compile(r"[A-Za-z]:")
_MAX_NAME, _MAX_PATH, _MAX_PARTS = 120, 200, 5
_PIECE = 1 << 16
_OFFICE = ("[Content_Types].xml", "mimetype")
# What computers add to a folder that they show, or to a zip that they make.
_LEFT_BY_COMPUTERS = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})


def parse_archive(data: bytes) -> dict[str, bytes]:
    """Return the files in a package by name, as they follow one another; raises RefusedPackage."""
    count, start = _directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive, data, count, start)
    except (
        *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError),
        *(ValueError, struct.error, UnicodeError),
    ):
        raise RefusedPackage("K001", reason=N_("it is damaged or cut off")) from None


def _files(archive: zipfile.ZipFile, data: bytes, count: int, start: int) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) != count:
        raise RefusedPackage("K001", reason=N_("its list of files is damaged"))
    if archive.comment:
        raise RefusedPackage("K001", reason=N_("something stands behind its files"))
    _of_tulis([entry.orig_filename for entry in entries])
    _bounded(entries, len(data))
    for entry in entries:
        _plain(entry)
    _no_doubles(entries)
    _one_after_another(entries, data, start)
    return {each.filename: _content(archive, each) for each in entries}


def _directory(data: bytes) -> tuple[int, int]:
    """How many files a package lists, and where the list starts; looked at before it is read."""
    if len(data) > MAX_PACKAGE:
        raise too_large(f"> {MAX_PACKAGE >> 20} MB", f"{MAX_PACKAGE >> 20} MB")
    if not data:
        raise RefusedPackage("K001", reason=N_("the file is empty"))
    found = kind_of(data)
    if found not in {"", "ZIP"}:
        raise RefusedPackage("K016", found=found)
    at = len(data) - _END.size
    if not data.startswith((_LOCAL_SIGN, _END_SIGN)):
        raise RefusedPackage("K001", reason=N_("it does not begin as a zip does"))
    if at < 0 or data[at : at + 4] != _END_SIGN:
        end = data.rfind(_END_SIGN)
        behind = 0 <= end < at
        reason = N_("something stands behind its files") if behind else N_("its end is missing")
        raise RefusedPackage("K001", reason=reason)
    _, disk, first, here, count, size, start, _ = _END.unpack_from(data, at)
    if disk or first or here != count:
        raise RefusedPackage("K001", reason=N_("it is one of several parts"))
    if data[at - 20 : at - 16] == _LOCATOR_64 or 0xFFFF in (here, count) or start == 0xFFFFFFFF:
        raise RefusedPackage("K001", reason=N_("it is written for files of many gigabytes"))
    if count > MAX_FILES or size > _MAX_DIRECTORY:
        raise too_large(str(count), str(MAX_FILES), files=True)
    if not count:
        raise RefusedPackage("K001", reason=N_("there is no file in it"))
    if start + size != at:
        raise RefusedPackage("K001", reason=N_("its list of files is damaged"))
    return count, start


def too_large(found: str, limit: str, *, files: bool = False) -> RefusedPackage:
    """Return the refusal of what is too much: of files, or of bytes."""
    return RefusedPackage("K003" if files else "K002", found=found, limit=limit)


def _of_tulis(names: list[str]) -> None:
    """Refuse a zip that somebody else made, or made of a package, and say so rather than what is odd in it."""
    if any(name in names for name in _OFFICE):
        raise RefusedPackage("K016", found="Office (Word, Excel)")
    if any(part in _LEFT_BY_COMPUTERS for name in names for part in name.split("/")):
        raise RefusedPackage("K001", reason=N_("it was unpacked and packed again"))
    if LIST_NAME in names:
        return
    if any(name.endswith(f"/{LIST_NAME}") for name in names):
        raise RefusedPackage("K001", reason=N_("it was unpacked and packed again"))
    if all(name.lower().endswith((".zip", ".zip.bin")) for name in names):
        raise RefusedPackage("K001", reason=N_("another zip was packed around it"))
    raise RefusedPackage("K005", reason=N_("it is not in the package"))


def _bounded(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a bomb by what its list says; what is unpacked is counted once more."""
    for entry in entries:
        if entry.file_size > MAX_FILE:
            raise too_large(_megabytes(entry.file_size), f"{MAX_FILE >> 20} MB")
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > _HARMLESS and ratio > MAX_RATIO:
            raise RefusedPackage(
                "K004", entry=quoted(entry.filename), reason=N_("it swells too much when unpacked")
            )
    whole = sum(entry.file_size for entry in entries)
    if whole > MAX_UNPACKED:
        raise too_large(_megabytes(whole), f"{MAX_UNPACKED >> 20} MB")
    if sum(entry.compress_size for entry in entries) > packed:
        raise RefusedPackage("K001", reason=N_("its list of files is damaged"))


def _megabytes(size: int) -> str:
    return f"{-(-size >> 20) if size else 0} MB"


def _plain(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that is no plain file with a plain name."""
    reason = _odd_name(entry.orig_filename) or _odd_kind(entry)
    if reason:
        raise RefusedPackage("K004", entry=quoted(entry.orig_filename), reason=reason)


def _odd_name(name: str) -> str:
    """Why a name is not taken, "" if it is."""
    parts = name.split("/")
    reasons = (
        (not name, N_("it has no name")),
        ("\\" in name, N_("its name has a backslash")),
        (bool(_DRIVE.match(name)), N_("its name names a drive")),
        (name.startswith("/"), N_("its name leads to the top of a disk")),
        (".." in parts or "." in parts, N_("its name leads out of the folder")),
        (name.endswith("/"), N_("it is a folder: the package was packed again")),
        ("" in parts, N_("its name has an empty part")),
        (len(name) > _MAX_PATH or len(parts) > _MAX_PARTS, N_("its name is too long")),
        (
            any(not _PART.fullmatch(part) or part.endswith(".") for part in parts),
            N_("its name has other signs than letters a to z, digits, dots and hyphens"),
        ),
        (any(len(part) > _MAX_NAME for part in parts), N_("its name is too long")),
        (any(map(is_device, parts)), N_("Windows cannot store such a name")),
    )
    return next((reason for found, reason in reasons if found), "")


def _odd_kind(entry: zipfile.ZipInfo) -> str:
    """Why an entry is not taken although its name is, "" if it is."""
    mode, flags = entry.external_attr >> 16, entry.flag_bits
    kind = stat.S_IFMT(mode)
    reasons = (
        (stat.S_ISLNK(mode), N_("it is a link to another file")),
        (kind not in {0, stat.S_IFREG} or entry.external_attr & 0x10, N_("it is no plain file")),
        (flags & (_ENCRYPTED | _STRONG | _MASKED), N_("it is locked with a password")),
        (flags & _PATCH, N_("it is packed in a way that is not read here")),
        (entry.compress_type not in _METHODS, N_("it is packed in a way that is not read here")),
        (_SECOND_NAME in set(_extras(entry.extra)), N_("it has two names")),
        (entry.comment, N_("a remark is attached to it")),
    )
    return next((reason for found, reason in reasons if found), "")


def _extras(extra: bytes) -> Iterator[int]:
    """The numbers of an entry's extra fields."""
    at = 0
    while at + 4 <= len(extra):
        number, size = struct.unpack_from("<HH", extra, at)
        yield number
        at += 4 + size


def _no_doubles(entries: list[zipfile.ZipInfo]) -> None:
    names: dict[str, str] = {}
    for entry in entries:
        name = entry.filename
        first = names.setdefault(name.casefold(), name)
        if names[name.casefold()] is not name:
            reason = (
                N_("it is there twice")
                if first == name
                else N_("another name differs from its in capitals alone")
            )
            raise RefusedPackage("K004", entry=quoted(name), reason=reason)
    folders = {
        "/".join(name.split("/")[:n]) for name in names for n in range(1, name.count("/") + 1)
    }
    for folded, name in names.items():
        if folded in folders:
            reason = N_("it is a file and a folder")
            raise RefusedPackage("K004", entry=quoted(name), reason=reason)


def _one_after_another(entries: list[zipfile.ZipInfo], data: bytes, start: int) -> None:
    """Refuse files that share bytes, and bytes that no file has."""
    at = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        begin = entry.header_offset
        if begin != at or data[begin : begin + 4] != _LOCAL_SIGN:
            raise RefusedPackage("K001", reason=N_("its files do not follow one another"))
        flags, method = struct.unpack_from("<HH", data, begin + 6)
        name, extra = struct.unpack_from("<HH", data, begin + 26)
        if (flags, method) != (entry.flag_bits, entry.compress_type):
            raise RefusedPackage("K001", reason=N_("its list of files is damaged"))
        after = begin + _LOCAL_SIZE + name
        if set(_extras(data[after : after + extra])) & {_SECOND_NAME, _SIZES_64}:
            raise RefusedPackage("K001", reason=N_("its list of files is damaged"))
        at = after + extra + entry.compress_size
        if entry.flag_bits & _LATER:
            signed = data[at : at + 4] == b"PK\x07\x08"
            at += _DESCRIPTOR if signed else _DESCRIPTOR - 4
    if at != start:
        raise RefusedPackage("K001", reason=N_("its files do not follow one another"))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a file, never more than its list says."""
    pieces, left = [], entry.file_size
    with archive.open(entry) as opened:
        while piece := opened.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise RefusedPackage(
                    "K004", entry=quoted(entry.filename), reason=N_("it is longer than it says")
                )
            pieces.append(piece)
    if left:
        raise RefusedPackage("K001", reason=N_("it is damaged or cut off"))
    return b"".join(pieces)
