"""The values that pass between the stages of a build.

All are frozen, picklable and complete when made: Source -> Report -> view -> Output.
Dates without a time are dates, never shifted by a time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date as Date  # noqa: N812 - fields of values are called `date`
    from datetime import datetime

    import pandas as pd

Params = tuple[tuple[str, str], ...]
# A reviewed exception for personal data: path, kind and seal of the value.
PermitKey = tuple[str, str, str]
Severity = Literal["error", "warning"]
UnitKind = Literal["skpd", "kecamatan", "kelurahan"]
# Later than any date that a report can have.
FOREVER = 1e12
UNIT_KINDS: tuple[UnitKind, ...] = ("skpd", "kecamatan", "kelurahan")

ColumnKind = Literal[
    "teks",
    "bulat",
    "desimal",
    "tanggal",
    "tahun",
    "semester",
    "triwulan",
    "bulan",
    "kode",
    "wilayah",
]
COLUMN_KINDS: tuple[ColumnKind, ...] = (
    "teks",
    "bulat",
    "desimal",
    "tanggal",
    "tahun",
    "semester",
    "triwulan",
    "bulan",
    "kode",
    "wilayah",
)
NUMERIC_KINDS: frozenset[ColumnKind] = frozenset({"bulat", "desimal"})

ChartKind = Literal["batang", "batang-mendatar", "garis", "area", "sebar", "peta-panas", "target"]
CHART_KINDS: tuple[ChartKind, ...] = (
    "batang",
    "batang-mendatar",
    "garis",
    "area",
    "sebar",
    "peta-panas",
    "target",
)
Arrangement = Literal["", "kelompok", "tumpuk", "panel"]
Aggregate = Literal["", "jumlah", "rata-rata"]
Sort = Literal["", "naik", "turun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a source file; lines, columns and rows count from 1, 0 means unknown.

    `row` is the line of a table as a spreadsheet numbers it (the header is row 1);
    `field` is a front-matter key or the name of a table column.
    """

    path: str
    line: int = 0
    column: int = 0
    row: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in one file: `code` and `params` make the text, in any language.

    `excerpt` is the source line that holds it ("" where none helps). Errors hold the file
    back, warnings do not; the severity belongs to the code (`sitegen.problems.PROBLEMS`).
    """

    code: str
    where: Where
    params: Params = ()
    excerpt: str = ""


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
class Photo:
    """A photo beside a report; `file` is relative to the report's folder."""

    file: str
    alt: str
    caption: str = ""
    credit: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """How many took part; `men` and `women` are None when not counted apart."""

    total: int
    men: int | None = None
    women: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An activity report, typed and checked. `body` is Markdown and starts at `body_line`."""

    path: str
    slug: str
    title: str
    date: Date
    published: datetime | None = None
    event_date: Date | None = None
    event_end: Date | None = None
    kind: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    place: str = ""
    area_code: str = ""
    time: str = ""
    participants: Participants | None = None
    budget: int | None = None
    budget_source: str = ""
    account_code: str = ""
    programme: str = ""
    result: str = ""
    follow_up: str = ""
    status: str = ""
    author: str = ""
    contact: str = ""
    classification: str = ""
    photos: tuple[Photo, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False
    expires: Date | None = None
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """A page of `halaman/`: services, PPID, profile."""

    path: str
    slug: str
    title: str
    order: int = 100
    summary: str = ""
    updated: Date | None = None
    classification: str = ""
    aliases: tuple[str, ...] = ()
    draft: bool = False
    body: str = ""
    body_line: int = 1


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What the cells of a column must be (Data Package, Table Schema version 2, "constraints").

    Bounds are texts as the author wrote them, "" for none; `above` and `below` exclude the bound.
    Lengths are in characters; `choices` is empty where any value may stand.
    """

    required: bool = False
    unique: bool = False
    minimum: str = ""
    maximum: str = ""
    above: str = ""
    below: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a dataset: `name` as in the file, `title` as people read it.

    `typed` is False while the author gave no type and none is inferred yet. `form` is what texts
    must be by a type of Table Schema that has no kind of its own, such as `boolean` or `email`.
    `missing` are the texts that mean "no value", None for the usual ones; figures of a `cumulative`
    column add up over the year.
    """

    name: str
    title: str
    kind: ColumnKind
    unit: str = ""
    description: str = ""
    typed: bool = True
    form: str = ""
    missing: tuple[str, ...] | None = None
    cumulative: bool = False
    constraints: Constraints = field(default_factory=Constraints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How the cells of a column were read, with the evidence for it.

    `decimal` is the sign before decimals, `grouping` the one between thousands, `order` that of
    the parts of dates in figures (`dmy`, `mdy`); "" where no cell has any. `forms` are the ways in
    which filled cells are written, as (form, how many, an example), most frequent first; `missing`
    the texts that say that there is no value, with their counts, `stands` those that stand for another
    value, such as `Rp-` for 0, with their counts and that value. `filled` counts the empty cells that
    stand for the one above (merged cells).
    """

    decimal: str = ""
    grouping: str = ""
    order: str = ""
    forms: tuple[tuple[str, int, str], ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    stands: tuple[tuple[str, int, str], ...] = ()
    filled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """What a row outside of the table's body says: a title, a note, a source, a total."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table read from a file: `frame` has the columns of `columns` in their order.

    The index of `frame` holds the row numbers of the file, as a spreadsheet counts them, for
    messages. dtypes: bulat and tahun Int64, desimal float64, tanggal datetime64 (midnight, no
    zone), all others str with missing values as NA; months are `November` or `2026-11`, semesters
    and quarters `1` or `2026-S1` and `2026-Q1`. `conventions` go with `columns`. Rows with totals
    are in `totals`, not in `frame`; `notes` are the texts above and below the table.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame
    conventions: tuple[Convention, ...] = ()
    totals: tuple[RowText, ...] = ()
    notes: tuple[RowText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """A chart in our own keys, checked against nothing yet (`sitegen.charts.prepare` does).

    `x` is the category or time axis also for lying bars; `y` the figure (the realisation for
    kind `target`); `value` the coloured figure of a heat map, whose `x` and `y` are categories.
    `filter` keeps rows whose column equals one of the texts.
    """

    kind: ChartKind
    x: str
    y: str
    data: str = ""
    series: str = ""
    target: str = ""
    value: str = ""
    arrangement: Arrangement = ""
    filter: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aggregate: Aggregate = ""
    sort: Sort = ""
    top: int = 0
    highlight: str = ""
    title: str = ""
    unit: str = ""
    note: str = ""
    where: Where = field(default_factory=lambda: Where(path=""), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetMeta:
    """Metadata of a dataset, from its `.yml` or inferred; `described` tells which.

    `schema` names a shared schema of the city, `key` the columns that together name a row.
    """

    name: str
    path: str
    title: str
    described: bool
    description: str = ""
    source: str = ""
    source_url: str = ""
    source_date: str = ""
    licence: str = ""
    frequency: str = ""
    period_start: str = ""
    period_end: str = ""
    coverage: str = ""
    contact: str = ""
    classification: str = ""
    unit: str = ""
    sheet: str = ""
    schema: str = ""
    key: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    updated: Date | None = None
    columns: tuple[Column, ...] = ()
    charts: tuple[ChartSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site: `path` relative to the output folder, forward slashes."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What city pages need of a report. URLs are paths from the site's root.

    `published` is None when the author gave no time; `changed` is the date on which git last
    changed it, None when unknown.
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
    urgent_until: Date | None
    participants: int | None
    budget: int | None
    thumbnail: str
    thumbnail_alt: str
    thumbnail_size: tuple[int, int] = (0, 0)
    published: datetime | None = None
    changed: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetSummary:
    """What city pages need of a dataset; `chart_url` is the first chart's SVG or "".

    `chart_size` is the width and height of that file in pixels.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that is right but not published now; `reason` is draft, future or expired."""

    path: str
    reason: Literal["draft", "future", "expired"]
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """The earlier version that is published in place of a held-back file.

    `commit` left the file so, on `date`; they are "" and None for a version that the state kept.
    """

    path: str
    commit: str = ""
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSummary:
    """What the city needs of a unit; small, so that city pages never re-read units.

    `marks` has for each report a digest of all that city pages show of it; `sitemaps` are the
    addresses of its sitemaps.
    """

    key: str
    short_name: str
    reports: tuple[ReportSummary, ...] = ()
    marks: tuple[str, ...] = ()
    datasets: tuple[DatasetSummary, ...] = ()
    pages: int = 0
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLink:
    """An author's link to an address of this site, to be checked when all pages are known."""

    where: Where
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What became of a source: the output files made of it, and the addresses that show it."""

    path: str
    outputs: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """The whole result of building one unit.

    It holds for clocks from `since` until before `until`, in seconds since 1970: outside of that
    a report is published, expires or is not yet due. `stand_ins` are the versions published in
    place of those `held_back` files that have a good one, `refused` are files whose kept version
    holds personal data. `permitted` are the exceptions that it needed, `traces` are for who
    asks; nothing keeps them.
    """

    key: str
    outputs: tuple[Output, ...]
    summary: UnitSummary
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    held_back: tuple[str, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    links: tuple[SiteLink, ...] = ()
    permitted: tuple[PermitKey, ...] = ()
    refused: tuple[str, ...] = ()
    traces: tuple[Trace, ...] = ()
    since: float = 0.0
    until: float = FOREVER
