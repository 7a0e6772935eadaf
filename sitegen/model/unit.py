"""A unit as listed in the register, its files, and its profile."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from typing import Literal

from sitegen.model.extra import Extra
from sitegen.model.stored import Stored

UnitKind = Literal["skpd", "kecamatan", "kelurahan"]


UNIT_KINDS: tuple[UnitKind, ...] = ("skpd", "kecamatan", "kelurahan")


class UnitEntry(Stored, frozen=True, kw_only=True):
    """One row of the register `data/units.csv`.

    `code` is the Kemendagri area code (PP.KK.CC.DDDD) or "" for agencies, `statistics_code` the BPS
    code of the same area or "" if the register has none; `parent` is the id of a kelurahan's
    kecamatan.
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
        """The unit's identity in the city: `<jenis>/<id>`, also its folder below `content/`."""
        return f"{self.kind}/{self.id}"


# A reviewed exception for personal data: path, kind and seal of the value.
PermitKey = tuple[str, str, str]


class Notice(Stored, frozen=True, kw_only=True):
    """An urgent notice in force: the address of its page, and the last day of it."""

    url: str
    title: str
    summary: str
    date: Date
    until: Date


class Relatives(Stored, frozen=True, kw_only=True):
    """A unit's relatives in the register, for its navigation.

    `notices` are those of a kecamatan's kelurahan, each with its unit, newest first.
    """

    parent: UnitEntry | None
    family: tuple[UnitEntry, ...]
    notices: tuple[tuple[Notice, UnitEntry], ...] = ()


class SourceFile(Stored, frozen=True, kw_only=True):
    """A file of a unit: `path` relative to the city's root with forward slashes.

    `digest` identifies its bytes; "" if not requested. `first` and `last` are the dates of the
    commits that published and last changed it, in the city's time zone; None if unknown. `former`
    has earlier paths, each with the lines that the front matter had there about the address. `body`
    has the bytes if the file is sent to a worker that cannot open it.
    """

    path: str
    size: int
    digest: str = ""
    first: Date | None = None
    last: Date | None = None
    former: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


class UnitSource(Stored, frozen=True, kw_only=True):
    """Everything that a unit's build may read. `files` is sorted by path.

    `permits` are the reviewed exceptions for personal data in these files.
    """

    root: str
    entry: UnitEntry
    files: tuple[SourceFile, ...]
    permits: tuple[PermitKey, ...] = ()


class Service(Stored, frozen=True, kw_only=True):
    """One public service of a unit, as listed in its profile on this line."""

    name: str
    requirements: str = ""
    duration: str = ""
    fee: str = ""
    link: str = ""
    line: int = 0


class Profile(Stored, frozen=True, kw_only=True):
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
    extra: tuple[Extra, ...] = ()
