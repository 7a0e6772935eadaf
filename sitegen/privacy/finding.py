"""A piece of personal data in a text, and how little of it may be shown."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

FindingKind = Literal[
    "nik",
    "kk",
    "npwp",
    "rekening",
    "nama-umur",
    "nama-anak",
    "daftar-orang",
    "nomor-pribadi",
    "kolom-telepon",
    "kolom-surel",
    "angka-rusak",
    "nip",
    "telepon",
    "surel",
    "nama-orang",
]
CODES: dict[FindingKind, str] = {
    "nik": "P001",
    "kk": "P002",
    "npwp": "P003",
    "rekening": "P004",
    "nama-umur": "P005",
    "kolom-telepon": "P006",
    "kolom-surel": "P007",
    "angka-rusak": "P008",
    "nip": "P009",
    "telepon": "P010",
    "surel": "P011",
    "daftar-orang": "P013",
    "nama-orang": "P021",
    "nama-anak": "P022",
    "nomor-pribadi": "P023",
}
# These only get a warning: they are often meant to be public.
WARNED: frozenset[FindingKind] = frozenset({"nip", "telepon", "surel", "nama-orang"})
# The first six digits of a NIK give the district; the seventh begins a birth date.
SHOWN = 6
_DIGIT = re.compile(r"\d")


class Finding(Struct, frozen=True, kw_only=True):
    """Personal data from `start` to `end` of a text; `value` is the same however it is typed.

    `beside` is what is told of the people who are named; of a list of them, `parts` are the places
    of all names.
    """

    kind: FindingKind
    start: int
    end: int
    value: str
    beside: str = ""
    parts: tuple[tuple[int, int], ...] = ()


def masked_value(value: str) -> str:
    """Return what a message may show: six digits, or the first letter of a name or address."""
    name, at, host = value.partition("@")
    if at:
        return f"{name[:1]}...@{host}"
    if not _DIGIT.match(value):
        return f"{value[:1]}..."
    return masked_digits(value)


def masked_digits(text: str) -> str:
    """Return `text` with every digit after the sixth replaced by `x`."""
    seen = 0

    def shown(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match[0] if seen <= SHOWN else "x"

    return _DIGIT.sub(shown, text)
