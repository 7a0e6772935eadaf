"""Reports, datasets and notices as they stand in lists."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Day, Image, Link


class Remark(Struct, frozen=True, kw_only=True):
    """What the clock says of a report."""

    name: str
    """Stable name for styling: `in-force`, `ended` (notices) or `overdue` (plans)."""
    text: str
    """The sentence: `Berlaku sampai 1 Desember 2026`."""


class Review(Struct, frozen=True, kw_only=True):
    """What a page says after the day up to which its author is sure of it (`tinjau`)."""

    text: str
    """The sentence: `Perlu ditinjau sejak 31 Desember 2026: isi halaman ini mungkin sudah berubah.`"""
    ask: str
    """Whom to ask, before the links: `Tanyakan kepada Kelurahan Dago:`"""
    contact: tuple[Link, ...]
    """How to reach the unit; the city's complaint channel if the unit names nothing."""


class NoticeLine(Struct, frozen=True, kw_only=True):
    """An urgent notice in force."""

    href: str
    """Address of its page."""
    title: str
    """Its title."""
    until: str
    """Until when it is in force, in words: `Berlaku sampai 1 Desember 2026`."""
    summary: str
    """One sentence, or empty."""
    unit: Link | None
    """The unit that gives it; None on that unit's own pages."""


class NoticeBoard(Struct, frozen=True, kw_only=True):
    """The urgent notices at the top of a page."""

    notices: tuple[NoticeLine, ...]
    """At most three: those of agencies first, then of kecamatan, the newest first."""
    more: Link | None
    """How many more there are, on the home page how many in all, and where; None if these are all."""


class ReportCard(Struct, frozen=True, kw_only=True):
    """A report in a list; everything a reader needs to judge it at a glance."""

    href: str
    """Address of the report."""
    title: str
    """Its title."""
    date: Day
    """When it was published."""
    kind: str
    """Kind of activity as a stable name: `layanan`, `pembangunan`, ..."""
    kind_label: str
    """Kind of activity as displayed."""
    status: str
    """`rencana`, `berjalan`, `selesai` or empty."""
    status_label: str
    """The status as displayed, or empty."""
    summary: str
    """One sentence."""
    place: str
    """Where it happened, or empty."""
    unit: Link | None
    """The unit that reports; None on the unit's own pages."""
    topics: tuple[Link, ...]
    """Its topics."""
    image: Image | None
    """A small picture, or None."""
    remark: Remark | None
    """What the clock says of it, or None."""


class DatasetCard(Struct, frozen=True, kw_only=True):
    """A dataset in a list."""

    href: str
    """Address of the dataset's page."""
    title: str
    """What it measures."""
    sentence: str
    """What its first chart says, in one sentence, or empty."""
    period: str
    """The period that it covers, or empty."""
    rows: str
    """Number of rows, formatted."""
    unit: Link | None
    """The unit that publishes it; None on the unit's own pages."""
    chart: str
    """Address of the first chart's SVG for light and dark pages alike, or empty."""
    chart_width: int
    """Width of that SVG in pixels."""
    chart_height: int
    """Height of that SVG in pixels."""
    described: bool
    """False when the agency gave no metadata."""


class ReportRow(Struct, frozen=True, kw_only=True):
    """A report in an archive: one or two lines."""

    href: str
    """Address of the report."""
    title: str
    """Its title."""
    date: Day
    """When it was published; on the pages of achievements the day of the event."""
    kind: str
    """Kind of activity as a stable name: `layanan`, `pembangunan`, ..."""
    kind_label: str
    """Kind of activity as displayed."""
    status: str
    """`rencana`, `berjalan`, `selesai` or empty."""
    status_label: str
    """The status as displayed, or empty."""
    place: str
    """Where it happened, or empty."""
    unit: Link | None
    """The unit that reports; None on the unit's own pages."""
    remark: Remark | None
    """What the clock says of it, or None."""


class ReportGroup(Struct, frozen=True, kw_only=True):
    """Reports under one heading of an archive."""

    label: str
    """The heading: a day or a month."""
    href: str
    """Address of the narrower archive, or empty."""
    count: str
    """How many reports the group has, as displayed: `3 reports`."""
    reports: tuple[ReportRow, ...]
    """The reports, newest first; empty where only the number is shown."""
