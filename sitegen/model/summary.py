"""What the rest of the city needs of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from datetime import datetime


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
