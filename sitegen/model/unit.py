"""A unit as listed in the register, its files, and its profile."""

from __future__ import annotations

from calendar import monthrange
from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from typing import Literal

from sitegen.model.extra import Extra
from sitegen.model.report import Photo
from sitegen.model.revision import TableEdit
from sitegen.model.stored import Stored

Level = Literal["dinas", "kecamatan", "kelurahan"]

LEVELS: tuple[Level, ...] = ("dinas", "kecamatan", "kelurahan")


class UnitKind(Stored, frozen=True, kw_only=True):
    """A kind of units; `name` is the first part of their addresses and their folder in `content/`.

    `label` goes before the name of an area, `plural` over lists, `short` onto the page of all units.
    `level` says what a unit is: an office, or an area with a code of six or ten digits; of the ten
    those of a `village` end in 2001 and more. `parents` are the kinds of unit that may stand above.
    `colour` names a colour of the theme, `rhythm` how often a unit is expected to report, or "".
    """

    name: str
    label: str
    plural: str
    short: str
    level: Level
    parents: tuple[str, ...] = ()
    village: bool = False
    colour: str = ""
    rhythm: str = ""


class UnitEntry(Stored, frozen=True, kw_only=True):
    """One row of the register `data/units.csv`.

    `code` is the Kemendagri area code (PP.KK.CC.DDDD) or "" for agencies, `statistics_code` the BPS
    code of the same area or "" if the register has none; `parent` is the key of the unit above, such
    as a kelurahan's kecamatan, or "". `level` is that of its kind. `former_ids` are keys that the unit
    had, `former_codes` its earlier area codes, `successors` the keys of the units that follow a closed
    one, as the register names them. `since` and `until` are a year, a month or a day (`2026`,
    `2026-01`, `2026-01-15`), "" if not given.
    """

    id: str
    kind: str
    name: str
    level: Level = "dinas"
    code: str = ""
    parent: str = ""
    former_names: tuple[str, ...] = ()
    active: bool = True
    statistics_code: str = ""
    former_ids: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def full_name(self, label: str) -> str:
        """Return the name with the label of its kind: `Kelurahan Dago`; of an office, just its name."""
        named = self.level == "dinas" or self.name.casefold().startswith(f"{label} ".casefold())
        return self.name if named else f"{label} {self.name}"

    @property
    def first_day(self) -> Date | None:
        """The first day of the unit, None if the register does not say."""
        return _edge(self.since, last=False)

    @property
    def last_day(self) -> Date | None:
        """The last day of the unit, None if the register does not say."""
        return _edge(self.until, last=True)

    @property
    def key(self) -> str:
        """The unit's identity in the city: `<jenis>/<id>`, also its folder below `content/`."""
        return f"{self.kind}/{self.id}"


def _edge(text: str, *, last: bool) -> Date | None:
    """The first or last day of a year, a month or a day."""
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if not month:
        return Date(year, 12, 31) if last else Date(year, 1, 1)
    return Date(year, month, day or (monthrange(year, month)[1] if last else 1))


class Ppid(Stored, frozen=True, kw_only=True):
    """How the city is asked for information: the key of the unit whose officer is the city's, what it
    costs if not as the law has it, and the address of its pledge; "" for what is not given.
    """

    unit: str = ""
    fees: str = ""
    pledge: str = ""


class Receiver(Stored, frozen=True, kw_only=True):
    """Who takes in what offices write with the form at `/tulis/`; "" for what is not given."""

    name: str = ""
    chat: str = ""
    mail: str = ""


class Former(Stored, frozen=True, kw_only=True):
    """A unit that is closed, or an id that a unit had: who follows, and whether it has a page.

    `entry` is its row in the register, None for a former id. `successors` are the units at the end of
    the way, `way` has their keys and then those of the units between. `folder` says that it still has
    files of its own.
    """

    key: str
    entry: UnitEntry | None
    successors: tuple[UnitEntry, ...]
    way: tuple[str, ...]
    folder: bool = False

    @property
    def page(self) -> bool:
        """Whether it has a page of its own; else its address leads to its only successor."""
        return self.entry is not None and (self.folder or len(self.successors) != 1)


# A reviewed exception for personal data: path, kind and seal of the value.
PermitKey = tuple[str, str, str]


class Notice(Stored, frozen=True, kw_only=True):
    """An urgent notice in force: the address of its page, and the last day of it."""

    url: str
    title: str
    summary: str
    date: Date
    until: Date


class SourceFile(Stored, frozen=True, kw_only=True):
    """A file of a unit: `path` relative to the city's root with forward slashes.

    `digest` identifies its bytes; "" if not requested. `first` and `last` are the dates of the
    commits that published and last changed it, in the city's time zone; None if unknown. `former`
    has earlier paths, each with the lines that the front matter had there about the address. `edits`
    are the last changes of a table, newest first. `body`
    has the bytes if the file is sent to a worker that cannot open it.
    """

    path: str
    size: int
    digest: str = ""
    first: Date | None = None
    last: Date | None = None
    former: tuple[tuple[str, str], ...] = ()
    edits: tuple[TableEdit, ...] = ()
    body: bytes | None = None


class UnitSource(Stored, frozen=True, kw_only=True):
    """Everything that a unit's build may read. `files` is sorted by path.

    `permits` are the reviewed exceptions for personal data in these files. `registered` is the day on
    which the unit came into the register, None where git does not know it.
    """

    root: str
    entry: UnitEntry
    files: tuple[SourceFile, ...]
    permits: tuple[PermitKey, ...] = ()
    registered: Date | None = None


class Service(Stored, frozen=True, kw_only=True):
    """One public service of a unit, as listed in its profile on this line.

    `other_names` are words under which people look for it. `requirements` has semicolons between several things. `place` and `hours` are only given where they
    differ from the unit's; after the day `review` it is to be reviewed. `url` is the address of its page, "" if it has none.
    """

    name: str
    other_names: tuple[str, ...] = ()
    about: str = ""
    topics: tuple[str, ...] = ()
    requirements: str = ""
    duration: str = ""
    fee: str = ""
    place: str = ""
    hours: str = ""
    steps: tuple[str, ...] = ()
    legal_base: tuple[str, ...] = ()
    link: str = ""
    slug: str = ""
    url: str = ""
    review: Date | None = None
    line: int = 0


class Profile(Stored, frozen=True, kw_only=True):
    """The contents of `unit.yml`; all texts are plain, never HTML.

    `colour` is `#rrggbb`, `logo` a file beside it, named on `logo_line`, `office` a photo.

    `pause` is the reason that it gives for a time without reports, `paused` the day from which.
    """

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
    colour: str = ""
    logo: str = ""
    logo_line: int = 0
    office: Photo | None = None
    pause: str = ""
    paused: Date | None = None
