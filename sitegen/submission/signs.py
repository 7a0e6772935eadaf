"""What a file is, by its first bytes; its name says what its sender wished."""

from __future__ import annotations

import re

_SIGNS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\xfd7zXZ": "xz",
    b"BZh": "bzip2",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\xd0\xcf\x11\xe0": "Office 97",
}
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"hevx"})
# Texts that people hand in by themselves, by how they begin.
_TEXTS = {
    "Markdown": re.compile(rb"---[ \t]*\r?\n|# "),
    "JSON": re.compile(rb"\{\s*\""),
    "HTML": re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE),
    "e-mail": re.compile(
        rb"(?:From|Return-Path|Received|MIME-Version|Delivered-To): ?", re.IGNORECASE
    ),
}


def sign_of(data: bytes) -> str:
    """Return what the first bytes of a file say that it is, "" for texts and what is not known."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "HEIC" if brand in _HEIC else "AVIF" if brand in {b"avif", b"avis"} else "MP4"
    return next((kind for sign, kind in _SIGNS.items() if data.startswith(sign)), "")


def kind_of(data: bytes) -> str:
    """Return the same, of texts by what they begin with; "" for what is not known."""
    text = data[:300].removeprefix(b"\xef\xbb\xbf").lstrip()
    return sign_of(data) or next((k for k, form in _TEXTS.items() if form.match(text)), "")
