"""What the rest of the city needs from a unit: its strands."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from datetime import datetime
from typing import Literal, get_args

from sitegen.model.area_table import AreaTable, CityFigure
from sitegen.model.data_record import DataRecord
from sitegen.model.dataset import MarkedVersion, Retired
from sitegen.model.programme import PackageRecord, ProgressMonth, ProjectRecord
from sitegen.model.shared_table import SharedTable
from sitegen.model.stored import Stored
from sitegen.model.unit import Notice, Service

TermName = Literal["in-force", "ended", "overdue", "review"]


class Term(Stored, frozen=True, kw_only=True):
    """What the clock says of a text: its notice is in force or has ended, its plan is overdue, or it is
    to be reviewed.

    `day` is the last day of the notice, of the activity that was planned, or before the review.
    """

    name: TermName
    day: Date


class SharePicture(Stored, frozen=True, kw_only=True):
    """The picture of a page for shared links and feeds: its address, and its size in pixels."""

    url: str
    width: int
    height: int
    alt: str = ""


class ReportSummary(Stored, frozen=True, kw_only=True):
    """What city pages need from a report. URLs are paths from the site's root.

    `published` is None if the author gave no time; `first` and `changed` are the dates of its publication
    and its last change in git, None if unknown. `term` is that of the day on which the unit was built. `picture` is its first
    photo as JPEG, else its first chart as PNG.
    """

    url: str
    title: str
    date: Date
    event_date: Date
    kind: str
    topics: tuple[str, ...]
    summary: str
    place: str
    status: str
    term: Term | None
    participants: int | None
    budget: int | None
    thumbnail: str
    thumbnail_alt: str
    thumbnail_size: tuple[int, int] = (0, 0)
    published: datetime | None = None
    changed: Date | None = None
    picture: SharePicture | None = None
    first: Date | None = None


class Reports(Stored, frozen=True, kw_only=True):
    """A unit's reports, newest first; `marks` has a digest of each with its unit's entry."""

    items: tuple[ReportSummary, ...] = ()
    marks: tuple[str, ...] = ()


class Shared(Stored, frozen=True, kw_only=True):
    """What the pages of other units show of a unit: the strand `shared` of its summary.

    `reports` counts its reports and `latest` has the newest few; `recent` has the dates of those in the
    days up to its newest report. `ahead` is what it plans or is doing, `finished` what it finished.
    `services` are the names of its services, `contact` how to reach it, as (name, text) pairs of its
    profile.
    """

    reports: int = 0
    latest: tuple[ReportSummary, ...] = ()
    recent: tuple[Date, ...] = ()
    ahead: tuple[ReportSummary, ...] = ()
    finished: tuple[ReportSummary, ...] = ()
    services: tuple[str, ...] = ()
    contact: tuple[tuple[str, str], ...] = ()


class PageSummary(Stored, frozen=True, kw_only=True):
    """A standing page; `updated` is the date given by its author.

    `duties` are what must be announced and stands here, `away` says that it is not really here: a link
    leads into a private store or to nothing.
    `first` and `last` are the dates of its publication and last change according to git, None if
    unknown. After the day `review` it is to be reviewed.
    `measured` are the codes of further areas that its table has figures of (`AreaTable`).
    `revised` says what its last change in git changed, on the day `revised_on`; "" if nobody can say.
    """

    url: str
    title: str
    summary: str
    classification: str
    updated: Date | None
    first: Date | None
    last: Date | None
    duties: tuple[str, ...] = ()
    away: bool = False
    review: Date | None = None


class FileSummary(Stored, frozen=True, kw_only=True):
    """A file to download: `size` in bytes, `digest` the SHA-256 of its bytes in hexadecimal."""

    url: str
    media_type: str
    size: int
    digest: str


class AreaFigures(Stored, frozen=True, kw_only=True):
    """One column of a table with a row for each of several areas, in the newest period of the table.

    `values` are by area code, all of one `level`; `period` is as the cells have it, "" if the table has
    none. `whole` says that the figures have no decimals.
    """

    column: str
    unit: str
    level: str
    whole: bool
    values: tuple[tuple[str, float], ...]
    period: str = ""


class Progress(Stored, frozen=True, kw_only=True):
    """How far an activity of the budget is in a month, as its table (schema `rfk`) says.

    Percentages are of the physical work, planned and done since the year began; money is in rupiah, planned
    and spent since then, `ceiling` that of the year. None is what the table does not say. `area` is an area
    code or "".
    """

    code: str
    name: str
    year: int
    month: int
    planned: float | None
    done: float | None
    unit: str = ""
    ceiling: int | None = None
    planned_money: int | None = None
    spent: int | None = None
    obstacle: str = ""
    follow_up: str = ""
    area: str = ""
    months: tuple[ProgressMonth, ...] = ()


class BudgetLine(Stored, frozen=True, kw_only=True):
    """What a budget gives an account in one phase of a year, in rupiah."""

    year: int
    phase: str
    code: str
    name: str
    amount: int


class DatasetSummary(Stored, frozen=True, kw_only=True):
    """What city pages and catalogues need from a dataset.

    `chart_url` is the first chart's SVG or "", `chart_size` the width and height of that file in
    pixels, `columns` the number of columns. `areas` are its figures by area, if it has such, `progress` the
    activities whose progress it tells, each in its newest month, `budget` its lines down to the fourth level of
    accounts, if it is a budget, `projects` and `packages` its rows if it is a table of those.
    `picture` is its first chart as PNG. `updated` is the date given by its author, else `last`; `first` and `last` are the dates of its
    publication and last change according to git, None if unknown. `held` says that a newer version
    waits to be mended and this is the one before it. `indicator` and `variables` say that it is one, and that
    it has described columns (`DataRecord`). `origin` is the address that it had first in this unit by git, "" if that is its
    own. `versions` are those that its author points out, newest first. After the day `review` it is to be reviewed.
    """

    url: str
    name: str
    title: str
    topics: tuple[str, ...]
    period: str
    updated: Date | None
    rows: int
    sentence: str
    chart_url: str
    chart_size: tuple[int, int]
    described: bool
    description: str = ""
    source: str = ""
    source_url: str = ""
    licence: str = ""
    frequency: str = ""
    contact: str = ""
    classification: str = ""
    period_start: str = ""
    period_end: str = ""
    coverage: str = ""
    unit: str = ""
    columns: int = 0
    files: tuple[FileSummary, ...] = ()
    areas: AreaFigures | None = None
    progress: tuple[Progress, ...] = ()
    duties: tuple[str, ...] = ()
    first: Date | None = None
    last: Date | None = None
    picture: SharePicture | None = None
    held: bool = False
    budget: tuple[BudgetLine, ...] = ()
    projects: tuple[ProjectRecord, ...] = ()
    packages: tuple[PackageRecord, ...] = ()
    schema: str = ""
    indicator: bool = False
    variables: bool = False
    review: Date | None = None
    revised: str = ""
    revised_on: Date | None = None
    measured: tuple[str, ...] = ()
    origin: str = ""
    retired: Retired | None = None
    versions: tuple[MarkedVersion, ...] = ()

    @property
    def promised(self) -> str:
        """How often there are to be new figures, "" if nobody promises any."""
        return "" if self.retired else self.frequency


class AgendaItem(Stored, frozen=True, kw_only=True):
    """An activity that is to come, from its `first` to its `last` day, as a report announces it.

    `time` is the author's text or "", `published` the day of the report's last change, or of its date.
    """

    url: str
    title: str
    first: Date
    last: Date
    published: Date
    kind: str = ""
    time: str = ""
    place: str = ""
    summary: str = ""


class Activity(Stored, frozen=True, kw_only=True):
    """Something was reported: on which day, the kind of report or "", and the day of its first commit.

    `first` is None if git does not say; `classification` is that of the report or "".
    """

    date: Date
    kind: str
    first: Date | None = None
    classification: str = ""


class Duty(Stored, frozen=True, kw_only=True):
    """Something that a public body must announce: its name in `DUTIES`, and where the unit does so.

    `url` is "" where it is not announced; then `away` says that a page claims it but links into a private
    store or to nothing. `day` is that of the last change, None if nobody knows.
    """

    name: str
    url: str = ""
    day: Date | None = None
    away: bool = False


class Office(Stored, frozen=True, kw_only=True):
    """How a unit can be reached and who answers for what it publishes, as its profile says.

    `channels` are the names of networks in small letters; `officer` the office of who is responsible, or "".
    `asked` is how to ask it for information: (label, value) pairs as in the profile. `pause` is the reason that the unit gives for a
    time without reports, `paused` the day from which.
    """

    channels: tuple[str, ...] = ()
    officer: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    pause: str = ""
    paused: Date | None = None


InformationForm = Literal["report", "page", "dataset"]


class InformationItem(Stored, frozen=True, kw_only=True):
    """An entry of the register of public information (DIP, UU 14/2008 and Perki 1/2021).

    `classification` is "" if the author gives none, `contact` if it is the unit's own.
    `media_types` are those of the files in which it is available. The reports of a year are one entry:
    `count` of them, from the day `first` to `date`, without a title.
    """

    url: str
    title: str
    classification: str
    date: Date | None
    form: InformationForm
    first: Date | None = None
    count: int = 1
    contact: str = ""
    media_types: tuple[str, ...] = ()


class Information(Stored, frozen=True, kw_only=True):
    """What a unit adds to the register of public information.

    `contact` is how to request it: (label, value) pairs as in the profile.
    """

    contact: tuple[tuple[str, str], ...] = ()
    items: tuple[InformationItem, ...] = ()


class ProgrammeItem(Stored, frozen=True, kw_only=True):
    """A report that names its programme or budget; `budget` in rupiah, `thumbnail` its first photo in small."""

    url: str
    title: str
    date: Date
    status: str
    programme: str
    account_code: str
    budget: int | None
    source: str
    result: str
    thumbnail: str = ""
    thumbnail_alt: str = ""
    thumbnail_size: tuple[int, int] = (0, 0)


class ClarificationItem(Stored, frozen=True, kw_only=True):
    """What is wrong of what goes round: the `claim`, the `truth`, and who says so, as (name, address) pairs.

    It is current up to the day `until`; None if its author gave none.
    """

    url: str
    title: str
    date: Date
    until: Date | None
    claim: str
    truth: str
    references: tuple[tuple[str, str], ...] = ()


class SearchPart(Stored, frozen=True, kw_only=True):
    """Some of a unit's pages for the index of the search (`sitegen.search.parts`): those of a week.

    `groups` are (day or form, number of pages), `text` has their words and records, packed, and `mark`
    stands for it.
    """

    name: str
    groups: tuple[tuple[str, int], ...]
    mark: str
    text: str


class SearchTexts(Stored, frozen=True, kw_only=True):
    """A unit's pages for the index of the search: the parts, and in how many pages each word is.

    `words` is "word count word count …".
    """

    parts: tuple[SearchPart, ...] = ()
    words: str = ""


# The parts of a summary; each has a seal of its own, and what does not read it is not rebuilt.
StrandName = Literal[
    "activity",
    "agenda",
    "areas",
    "clarifications",
    "datasets",
    "duties",
    "figures",
    "information",
    "notices",
    "office",
    "pages",
    "programmes",
    "records",
    "reports",
    "search",
    "services",
    "shared",
    "sitemaps",
    "tables",
]
STRANDS: tuple[StrandName, ...] = get_args(StrandName)


class UnitSummary(Stored, frozen=True, kw_only=True):
    """What the city needs from a unit, so that city pages never re-read units.

    Every field but `key` is a strand. `sitemaps` are the addresses of its sitemaps.
    """

    key: str
    reports: Reports = Reports()
    pages: tuple[PageSummary, ...] = ()
    datasets: tuple[DatasetSummary, ...] = ()
    records: tuple[DataRecord, ...] = ()
    areas: tuple[AreaTable, ...] = ()
    figures: tuple[CityFigure, ...] = ()
    services: tuple[Service, ...] = ()
    activity: tuple[Activity, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    information: Information = Information()
    programmes: tuple[ProgrammeItem, ...] = ()
    clarifications: tuple[ClarificationItem, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    search: SearchTexts = SearchTexts()
    shared: Shared = Shared()
    office: Office = Office()
    duties: tuple[Duty, ...] = ()
    tables: tuple[SharedTable, ...] = ()
