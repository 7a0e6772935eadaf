"""What templates get: one frozen view per page, complete and ready to print.

docs/theme-contract.md is generated from these classes and the string under each field. `Markup`
values are safe HTML; the template engine escapes every other text.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct


class Link(Struct, frozen=True, kw_only=True):
    """A labelled link."""

    label: str
    """The visible text."""
    href: str
    """The address, ready for an `href` attribute."""


class Day(Struct, frozen=True, kw_only=True):
    """A date in two forms."""

    iso: str
    """`2026-11-03`, for the `datetime` attribute."""
    text: str
    """`3 November 2026` in the page's language."""


class Figure(Struct, frozen=True, kw_only=True):
    """A labelled figure, as in a row of key figures."""

    value: str
    """The formatted figure: `1.250`."""
    label: str
    """What it counts."""
    href: str
    """Where the figure leads, or an empty string."""


class Fact(Struct, frozen=True, kw_only=True):
    """A labelled fact: of a report's fact strip, or of a list of metadata."""

    name: str
    """Stable name for styling: `tempat`, `waktu`, `peserta`, `anggaran`, `sumber`, ..."""
    label: str
    """The label in the page's language."""
    value: str
    """The formatted value."""
    note: str
    """A second line in small type (the source of the money, men and women), or empty."""
    href: str
    """A link for the value, or empty."""


class Image(Struct, frozen=True, kw_only=True):
    """A picture in several sizes, all made by the build from the author's file."""

    src: str
    """The address of the JPEG."""
    srcset: str
    """The WebP sizes, ready for `srcset`."""
    width: int
    """Width of `src` in pixels."""
    height: int
    """Height of `src` in pixels."""
    alt: str
    """Text alternative; empty only when the author gave none."""
    caption: str
    """Caption, or empty."""
    credit: str
    """Who took the picture, or empty."""


class Logo(Struct, frozen=True, kw_only=True):
    """The city's logo."""

    src: str
    """Its address, for light pages."""
    dark: str
    """Its address for dark pages; the same if there is only one."""
    width: int
    """Width in pixels; what counts is its share of the height."""
    height: int
    """Height in pixels."""


class Site(Struct, frozen=True, kw_only=True):
    """What every page shows about the city."""

    name: str
    """The city's name."""
    tagline: str
    """One line under the name on the home page."""
    lang: str
    """Language code of the page: `id` or `en`."""
    home: str
    """Address of the home page."""
    stylesheet: str
    """Address of the style sheet, with a digest in its name."""
    stylesheets: tuple[str, ...]
    """Addresses of all style sheets in their order: that one, then the city's `kota.css` if there is one."""
    icon: str
    """Address of the site's icon."""
    icon_type: str
    """Media type of the icon: `image/svg+xml` or `image/png`."""
    logo: Logo | None
    """The logo of `merek` in `site.yml`, or None."""
    colour: str
    """Ground of the head of light pages, as `#rrggbb`, or empty."""
    colour_dark: str
    """Ground of the head of dark pages, or empty."""
    policy: Markup
    """What browsers may load and run in pages, for a `meta` element in the head before all links."""
    nav: tuple[Link, ...]
    """The links of the header, as many as fit into a line on a phone."""
    nav_more: tuple[Link, ...]
    """The other links of the header, to be folded away; empty if all fit."""
    footer: tuple[Link, ...]
    """The links of the footer."""
    complaint: Link
    """The complaint channel (SP4N-LAPOR! by default)."""
    notice: str
    """A notice for every page (for example that this is a sample), or empty."""
    built: Day
    """The date that the page reflects; both texts are empty if there is none."""
    licence: str
    """Licence of texts and data, or empty."""
    licence_url: str
    """Address of that licence, or empty."""


class Meta(Struct, frozen=True, kw_only=True):
    """The head of a page."""

    title: str
    """The page's title, without the city's name."""
    description: str
    """One or two sentences for search engines and shared links."""
    canonical: str
    """Absolute address of the page."""
    image: str
    """Absolute address of a picture for shared links, or empty."""
    crumbs: tuple[Link, ...]
    """The breadcrumbs from the home page, without the page itself."""
    alternates: tuple[Link, ...]
    """Other forms of the page; `label` is the media type."""
    index: bool
    """Whether search engines may list the page."""


class Remark(Struct, frozen=True, kw_only=True):
    """What the clock says of a report."""

    name: str
    """Stable name for styling: `in-force`, `ended` (notices) or `overdue` (plans)."""
    text: str
    """The sentence: `Berlaku sampai 1 Desember 2026`."""


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
    """How many more there are, and where all of them are; None if these are all."""


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
    """One or two letters for the tile if there is no logo."""
    code: str
    """Kemendagri area code, or empty."""
    closed: Closed | None
    """What to say if the unit was closed, otherwise None."""


class Cell(Struct, frozen=True, kw_only=True):
    """A cell of a table."""

    text: str
    """The formatted content; an empty figure is an en dash."""
    numeric: bool
    """Whether it is a figure, to be aligned on the right."""


class DataTable(Struct, frozen=True, kw_only=True):
    """A table of figures."""

    caption: str
    """What the table shows."""
    head: tuple[Cell, ...]
    """The header row."""
    rows: tuple[tuple[Cell, ...], ...]
    """The rows; the first cell is the row's header."""
    total: int
    """How many rows the whole dataset has."""
    note: str
    """Which part is shown if not all of it, or empty."""


class Chart(Struct, frozen=True, kw_only=True):
    """A chart with everything needed to read it without seeing it."""

    id: str
    """Unique in the page, for anchors."""
    title: str
    """The chart's message in one sentence."""
    shown: str
    """Which part of the table is shown, such as `Kecamatan Andir, 2024`, or empty."""
    unit: str
    """Unit of the figures, or empty."""
    sentence: str
    """Highest, lowest, last value and change in one sentence."""
    svg: Markup
    """Two drawings of the chart, to be placed inline: one with the class `chart-narrow`, for phones,
    and one with the class `chart-wide`; the style sheet hides one of them. Text in `currentColor`."""
    svg_href: str
    """Address of the SVG file."""
    png_href: str
    """Address of the PNG file."""
    width: int
    """Width of the narrow drawing in its own pixels."""
    height: int
    """Height of the narrow drawing in its own pixels."""
    note: str
    """The author's note, or empty."""
    credit: str
    """Who made the figures and of which period they are."""
    table: DataTable
    """The figures of the chart."""
    source: Link | None
    """The dataset's page if the chart is shown elsewhere, otherwise None."""


class Download(Struct, frozen=True, kw_only=True):
    """A file to download."""

    label: str
    """What it is."""
    format: str
    """`CSV`, `JSON`, ..."""
    size: str
    """Formatted size: `12 KB`."""
    href: str
    """Its address."""


class ColumnRow(Struct, frozen=True, kw_only=True):
    """A line of a dataset's column dictionary."""

    name: str
    """The column's name in the file."""
    title: str
    """Its readable title."""
    kind: str
    """Its type as displayed."""
    unit: str
    """Unit of its figures, or empty."""
    description: str
    """What it means, or empty."""


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
    """Where to read more or apply, or empty."""


class ReportPage(Struct, frozen=True, kw_only=True):
    """`report.html`: one activity report."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit that reports."""
    title: str
    """The report's title."""
    kind: str
    """Kind of activity as a stable name."""
    kind_label: str
    """Kind of activity as displayed."""
    status: str
    """`rencana`, `berjalan`, `selesai` or empty."""
    status_label: str
    """The status as displayed, or empty."""
    date: Day
    """When it was published."""
    summary: str
    """One sentence, or empty."""
    facts: tuple[Fact, ...]
    """Place, time, participants, money, and the city's own keys: the fact strip."""
    extra: dict[str, Fact]
    """The city's own keys that it has, by name: `{% if "sungai" in extra %}{{ extra.sungai.value }}`."""
    details: tuple[Fact, ...]
    """Further facts for the rail: programme, author, class of information, ..."""
    lead: Image | None
    """The first photo, or None."""
    body: Markup
    """The text with its charts and pictures in place."""
    gallery: tuple[Image, ...]
    """The other photos."""
    result: str
    """The outcome in one line, or empty."""
    follow_up: str
    """What comes next, or empty."""
    topics: tuple[Link, ...]
    """Its topics."""
    share: tuple[Link, ...]
    """Links for sharing the page without scripts."""
    previous: Link | None
    """The unit's report before this one, or None."""
    next: Link | None
    """The unit's report after this one, or None."""
    related: tuple[ReportCard, ...]
    """Older reports of the same unit with a topic in common, at most three."""
    notice: bool
    """Whether it is called an announcement: it has `sampai`, or is of that kind."""
    remark: Remark | None
    """What the clock says of it, or None."""
    stand_in: bool
    """True when a newer version is being corrected and this is the version before it."""


class TextPage(Struct, frozen=True, kw_only=True):
    """`page.html`: a standing page of a unit, or a text page of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None for the city's own pages."""
    title: str
    """The page's title."""
    summary: str
    """One sentence, or empty."""
    updated: Day | None
    """When the text was last changed, if the author says so."""
    facts: tuple[Fact, ...]
    """The city's own keys that it has."""
    extra: dict[str, Fact]
    """The same by name."""
    body: Markup
    """The text."""
    siblings: tuple[Link, ...]
    """The unit's other standing pages."""
    stand_in: bool
    """True when a newer version is being corrected and this is the version before it."""


class DatasetPage(Struct, frozen=True, kw_only=True):
    """`dataset.html`: one dataset."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit that publishes it."""
    title: str
    """What it measures."""
    standfirst: str
    """The first chart's own title, else its sentence, or empty."""
    description: str
    """What it is and how it was counted, in paragraphs separated by blank lines."""
    charts: tuple[Chart, ...]
    """Its charts."""
    undrawn: tuple[str, ...]
    """A sentence for each chart that could not be drawn now."""
    table: DataTable
    """Its rows, or the newest of many."""
    downloads: tuple[Download, ...]
    """The files."""
    columns: tuple[ColumnRow, ...]
    """The column dictionary."""
    facts: tuple[Fact, ...]
    """Source, licence, frequency, period, contact, class of information, ..., the city's own keys."""
    extra: dict[str, Fact]
    """The city's own keys that it has, by name."""
    remarks: tuple[str, ...]
    """Doubts about the figures, such as missing areas, in plain words."""
    reading: tuple[str, ...]
    """How the file was read: encoding, separator, decimal sign, in sentences."""
    missing: tuple[str, ...]
    """What the agency has not described yet."""
    citation: str
    """How to cite the dataset."""
    topics: tuple[Link, ...]
    """Its topics."""
    stand_in: bool
    """True when a newer version is being corrected and this is the version before it."""


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
    """The years of the archive."""
    feed: Link
    """The feed of its reports."""
    charts: tuple[Chart, ...]
    """At most two key charts from its datasets."""
    datasets: tuple[DatasetCard, ...]
    """Its datasets."""
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
    board: NoticeBoard | None
    """The urgent notices in force, of a kecamatan also those of its kelurahan; None without."""
    stand_in: bool
    """True when the newest profile is being corrected and this is the version before it."""


class ReportRow(Struct, frozen=True, kw_only=True):
    """A report in an archive: one or two lines."""

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


class ListPage(Struct, frozen=True, kw_only=True):
    """`list.html`: a dated archive of a unit, of a topic or of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None for the city's archives."""
    title: str
    """The page's title."""
    intro: str
    """One sentence on what is listed."""
    groups: tuple[ReportGroup, ...]
    """The reports by day or month, newest first."""
    datasets: tuple[DatasetCard, ...]
    """Datasets of the topic; empty elsewhere."""
    ways: tuple[Link, ...]
    """Links to neighbouring periods or narrower archives."""
    feed: Link | None
    """The feed of the topic; None elsewhere."""


class ClosedEntry(Struct, frozen=True, kw_only=True):
    """A closed unit at the end of a directory."""

    name: str
    """Its name."""
    href: str
    """Address of its page, or empty if that leads to the unit that follows."""
    until: str
    """Until when it existed, or empty."""
    followers: tuple[Link, ...]
    """The units that follow it; may be empty."""


class DirectoryEntry(Struct, frozen=True, kw_only=True):
    """A unit in a directory."""

    name: str
    """Its name."""
    href: str
    """Address of its home page."""
    last: Day | None
    """Date of its last report, or None if it has published none."""
    reports: str
    """Number of its reports, formatted."""
    children: tuple[DirectoryEntry, ...]
    """The areas of a kecamatan, otherwise empty."""
    former: str
    """Its earlier names and codes, separated by commas, or empty."""


class DirectoryGroup(Struct, frozen=True, kw_only=True):
    """Units under one letter or one unit above them."""

    id: str
    """Anchor of the group."""
    label: str
    """The letter, or the name of the unit above."""
    href: str
    """Address of the unit above, or empty."""
    entries: tuple[DirectoryEntry, ...]
    """The units."""


class DirectoryPage(Struct, frozen=True, kw_only=True):
    """`directory.html`: all units of a kind."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many units there are and how many have published."""
    kind: str
    """`skpd`, `kecamatan`, `kelurahan` or a kind of the city's own (`jenis_unit`)."""
    groups: tuple[DirectoryGroup, ...]
    """The units; the jump letters are the groups' labels."""
    closed: tuple[ClosedEntry, ...]
    """Units of the kind that were closed, merged or split."""


class TopicRow(Struct, frozen=True, kw_only=True):
    """A topic in the list of topics."""

    label: str
    """The topic."""
    href: str
    """Address of its page."""
    reports: str
    """Number of reports, formatted."""
    datasets: str
    """Number of datasets, formatted."""


class TopicsPage(Struct, frozen=True, kw_only=True):
    """`topics.html`: all topics."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    topics: tuple[TopicRow, ...]
    """The topics in the order of the vocabulary."""


class DatasetGroup(Struct, frozen=True, kw_only=True):
    """Datasets under one topic."""

    id: str
    """Anchor of the group."""
    label: str
    """The topic."""
    datasets: tuple[DatasetCard, ...]
    """Its datasets."""


class DatasetsPage(Struct, frozen=True, kw_only=True):
    """`datasets.html`: all datasets of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many datasets there are, from how many units."""
    groups: tuple[DatasetGroup, ...]
    """The datasets by their first topic."""


class MapTile(Struct, frozen=True, kw_only=True):
    """A kecamatan on the tile map of the home page."""

    label: str
    """Its name."""
    href: str
    """Address of its page."""
    row: int
    """Row of the tile, from 1 in the north; 0 if its position is unknown."""
    column: int
    """Column of the tile, from 1 in the west."""
    reports: str
    """Number of its and its kelurahan's reports in the last 30 days, formatted."""
    level: int
    """From 0 for none to 4 for the most, for shading."""


class Beginning(Struct, frozen=True, kw_only=True):
    """A city in which nothing has been published yet."""

    register: str
    """What to do with its register, which may have units already."""


class HomePage(Struct, frozen=True, kw_only=True):
    """`home.html`: the city's home page."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    board: NoticeBoard | None
    """The urgent notices in force of the kinds of unit that `site.yml` allows; None without."""
    week_title: str
    """Heading of the week's figures: `Minggu ini` with its dates."""
    week: tuple[Figure, ...]
    """Four figures of the last seven days."""
    latest: tuple[ReportCard, ...]
    """The latest reports, at most two per unit."""
    feed: Link
    """The feed of all reports of the city."""
    planned: tuple[ReportCard, ...]
    """What is planned or under way."""
    finished: tuple[ReportCard, ...]
    """What was finished recently."""
    tiles: tuple[MapTile, ...]
    """The kecamatan by recent activity."""
    ways: tuple[Figure, ...]
    """Ways in: SKPD, kecamatan, kelurahan, topics, data, with their numbers."""
    topics: tuple[TopicRow, ...]
    """Topics with most recent reports."""
    datasets: tuple[DatasetCard, ...]
    """The newest data."""
    beginning: Beginning | None
    """What the page says comes next, as long as no report and no dataset is published; else None."""


class NoticeGroup(Struct, frozen=True, kw_only=True):
    """The urgent notices of the city's agencies, or of one kecamatan and its kelurahan."""

    id: str
    """Anchor of the group."""
    label: str
    """What the group is called."""
    notices: tuple[NoticeLine, ...]
    """The notices, those of the kecamatan itself first."""


class NoticesPage(Struct, frozen=True, kw_only=True):
    """`notices.html`: all urgent notices in force."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many there are, or that there are none."""
    groups: tuple[NoticeGroup, ...]
    """The agencies, then each kecamatan that has any."""


class MessagePage(Struct, frozen=True, kw_only=True):
    """`404.html`: a page that says what is missing and what to do next."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """What happened."""
    text: str
    """What it means."""
    ways: tuple[Link, ...]
    """Next steps."""


class RedirectPage(Struct, frozen=True, kw_only=True):
    """`redirect.html`: an old address that leads to the new one."""

    site: Site
    """The city."""
    title: str
    """Title of the page that it leads to."""
    target: str
    """The new address."""
    canonical: str
    """The new address, absolute."""


class BodyImage(Struct, frozen=True, kw_only=True):
    """`body-image.html`: a picture inside an author's text."""

    image: Image
    """The picture."""


class BodyChart(Struct, frozen=True, kw_only=True):
    """`body-chart.html`: a chart inside an author's text or on a page."""

    chart: Chart
    """The chart."""
