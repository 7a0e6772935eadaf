"""The home page of a unit, and the head of all its pages."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import DatasetCard, NoticeBoard, ReportCard, ReportRow
from sitegen.pages.views.figures import Chart
from sitegen.pages.views.frame import Fact, Figure, Image, Link, Logo, Meta, Site


class Closed(Struct, frozen=True, kw_only=True):
    """What every page of a closed unit says."""

    said: str
    """That the unit was closed, and until when it existed, if known."""
    followers: tuple[Link, ...]
    """The units that follow it; may be empty."""


class Masthead(Struct, frozen=True, kw_only=True):
    """The head of a unit's pages."""

    name: str
    """The full name: `Kelurahan Dago`."""
    short: str
    """The short name for narrow spaces."""
    key: str
    """`<jenis>/<id>`, by which the search narrows to the unit."""
    kind: str
    """`skpd`, `kecamatan`, `kelurahan` or a kind of the city's own (`jenis_unit`)."""
    kind_label: str
    """The kind as displayed."""
    colour: str
    """The kind's colour as a stable name (`hijau`, `biru`, ...), or empty."""
    href: str
    """Address of the unit's home page."""
    parent: Link | None
    """The unit above, such as the kecamatan of a kelurahan, otherwise None."""
    monogram: str
    """Up to ten letters for the tile if there is no logo: `DLH`, `Disdik`, `CDG`."""
    code: str
    """Kemendagri area code, or empty."""
    logo: Logo | None
    """Its logo, or None."""
    office: Image | None
    """The photo of its office, or None."""
    sheet: str
    """Address of the style sheet with its own colour, or empty."""
    closed: Closed | None
    """What to say if the unit was closed, otherwise None."""
    contact: str
    """Address of its contact, whom mistakes in a text can be told first; empty without any."""


class ServiceRow(Struct, frozen=True, kw_only=True):
    """A public service of a unit."""

    name: str
    """Its name."""
    requirements: str
    """What to bring, or empty."""
    duration: str
    """How long it takes, or empty."""
    fee: str
    """What it costs, or empty."""
    href: str
    """Its own page, else where to read more or apply, or empty."""
    more: bool
    """Whether it has a page of its own, which says the rest."""
    review: str
    """That it is to be reviewed, if it has no page to say so: `Perlu ditinjau sejak 31 Desember 2026`."""


class UnitCount(Struct, frozen=True, kw_only=True):
    """A unit with the number of its reports in the last 30 days."""

    label: str
    """Its name."""
    href: str
    """Address of its page."""
    reports: str
    """The number, formatted."""
    share: int
    """The number in percent of the largest in the list, for a bar."""


class ServiceBelow(Struct, frozen=True, kw_only=True):
    """A service that units below a unit have."""

    name: str
    """Its name."""
    units: tuple[Link, ...]
    """The first units that have it."""
    more: str
    """How many more have it, as displayed, or empty."""


class Below(Struct, frozen=True, kw_only=True):
    """What the units below a unit publish: of a kecamatan, its kelurahan."""

    heading: str
    """The heading."""
    recent: str
    """How many reports all of them and the unit itself had in the last 30 days, as a sentence."""
    units: tuple[UnitCount, ...]
    """The units, those with most reports in the last 30 days first."""
    reports: tuple[ReportCard, ...]
    """Their latest reports."""
    planned: tuple[ReportRow, ...]
    """What they plan or are doing."""
    finished: tuple[ReportRow, ...]
    """What they finished."""
    services: tuple[ServiceBelow, ...]
    """Their services by name."""


class ContactAbove(Struct, frozen=True, kw_only=True):
    """How to reach the unit above."""

    unit: Link
    """That unit."""
    facts: tuple[Fact, ...]
    """Address, hours, telephone, e-mail; `name` says which."""


class LinkGroup(Struct, frozen=True, kw_only=True):
    """Links under one heading."""

    label: str
    """The heading."""
    href: str
    """Where the heading leads, or empty."""
    links: tuple[Link, ...]
    """The links; empty where only the heading leads on."""


class UnitPage(Struct, frozen=True, kw_only=True):
    """`unit.html`: home page of an agency, kecamatan or kelurahan."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit."""
    about: str
    """What it does and for whom, or empty."""
    contact: tuple[Fact, ...]
    """Address, hours, telephone, e-mail, head, PPID; `name` says which."""
    facts: tuple[Fact, ...]
    """The city's own keys that its profile has."""
    extra: dict[str, Fact]
    """The same by name."""
    channels: tuple[Link, ...]
    """Social media and web site."""
    figures: tuple[Figure, ...]
    """Reports of the latest year, date of the last report, datasets, services."""
    reports: tuple[ReportCard, ...]
    """The latest reports."""
    archive: tuple[Link, ...]
    """All reports, then the years of the archive."""
    meetings: Link | None
    """How many reports of the latest year are of meetings, with what that means; None for fewer than two reports."""
    feed: Link | None
    """How to follow its reports; None without any."""
    agenda: Link | None
    """Its activities to come; None if it has announced none."""
    charts: tuple[Chart, ...]
    """At most two key charts from its datasets."""
    datasets: tuple[DatasetCard, ...]
    """Its datasets."""
    data_register: Link | None
    """The register of its datasets for Satu Data Indonesia, a workbook; None if it has none."""
    progress: Link | None
    """How far the activities of its budget are, in a sentence that leads to them; None if its data do not tell."""
    late: str
    """Which of them are not on plan, in a sentence; empty if all are."""
    services: tuple[ServiceRow, ...]
    """Its public services."""
    pages: tuple[Link, ...]
    """Its standing pages."""
    children: tuple[Link, ...]
    """The units below this one, such as the kelurahan of a kecamatan."""
    siblings: tuple[Link, ...]
    """The other kelurahan of the same kecamatan."""
    family: tuple[LinkGroup, ...]
    """Both of these by kind, with a heading each; without links where there are too many."""
    history: tuple[Fact, ...]
    """Earlier names and codes, since when it exists, and the closed units that it follows."""
    share: tuple[Link, ...]
    """Links for sharing the page without scripts."""
    board: NoticeBoard | None
    """The urgent notices in force, of a kecamatan also those of its kelurahan; None without."""
    below: Below | None
    """What the units below it publish; None without."""
    below_feed: Link | None
    """How to follow it with the units below it; only of a kecamatan."""
    data_feed: Link | None
    """How to follow its data; None without any."""
    nearby: tuple[ReportRow, ...]
    """The latest reports of the units nearby, if it has none itself."""
    area: tuple[Fact, ...]
    """What the city's datasets say of its area, if it has units below it or no reports."""
    known: tuple[Fact, ...]
    """What is known of a unit that has published no report: area code, kecamatan, since when."""
    contact_above: ContactAbove | None
    """How to reach the unit above, if it gives no contact of its own; else None."""
    stand_in: bool
    """True when the newest profile is being corrected and this is the version before it."""
