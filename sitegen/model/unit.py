"""A unit as the register has it, its files, and its profile."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from typing import Literal

UnitKind = Literal["skpd", "kecamatan", "kelurahan"]


UNIT_KINDS: tuple[UnitKind, ...] = ("skpd", "kecamatan", "kelurahan")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """One row of the register `data/units.csv`.

    `code` is the Kemendagri area code (PP.KK.CC.DDDD) or "" for agencies, `statistics_code` that of
    BPS for the same area or "" where the register has none; `parent` is the id of the kecamatan of a
    kelurahan.
    """

    id: str
    kind: UnitKind
    name: str
    code: str = ""
    parent: str = ""
    former_names: tuple[str, ...] = ()
    active: bool = True
    statistics_code: str = ""

    @property
    def key(self) -> str:
        """The identity in the city: `<jenis>/<id>`, also the folder below `content/`."""
        return f"{self.kind}/{self.id}"


# A reviewed exception for personal data: path, kind and seal of the value.
PermitKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatives:
    """A unit's relatives in the register, for its navigation."""

    parent: UnitEntry | None
    family: tuple[UnitEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of a unit: `path` relative to the city's root with forward slashes.

    `digest` stands for its bytes; "" where nobody asked for it. `first` and `last` are the dates
    of the commits that published and last changed it, in the city's time zone; None when unknown.
    `body` has the bytes where the file travels to a worker that cannot open it.
    """

    path: str
    size: int
    digest: str = ""
    first: Date | None = None
    last: Date | None = None
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSource:
    """All that a unit's build may read. `files` is sorted by path.

    `permits` are the reviewed exceptions for personal data in these files.
    """

    root: str
    entry: UnitEntry
    files: tuple[SourceFile, ...]
    permits: tuple[PermitKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One public service of a unit as its profile lists it."""

    name: str
    requirements: str = ""
    duration: str = ""
    fee: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The contents of `unit.yml`; all texts are plain, never HTML."""

    short_name: str = ""
    about: str = ""
    address: str = ""
    hours: str = ""
    head_title: str = ""
    head_name: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    website: str = ""
    social: tuple[tuple[str, str], ...] = ()
    ppid: tuple[tuple[str, str], ...] = ()
    services: tuple[Service, ...] = ()
