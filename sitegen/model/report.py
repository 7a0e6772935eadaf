"""A report or standing page, typed and checked."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from datetime import datetime

from sitegen.model.extra import Extra
from sitegen.model.stored import Stored


class Photo(Stored, frozen=True, kw_only=True):
    """A photo beside a report; `file` is relative to the report's folder."""

    file: str
    alt: str
    caption: str = ""
    credit: str = ""
    licence: str = ""
    line: int = 0


class Participants(Stored, frozen=True, kw_only=True):
    """How many took part; `men` and `women` are None if not counted separately."""

    total: int
    men: int | None = None
    women: int | None = None


class Report(Stored, frozen=True, kw_only=True):
    """An activity report, typed and checked. `body` is Markdown and starts at `body_line`.

    `correction` is what was wrong before. `claim` is what goes round and is wrong, `truth` what is right, `references` who says so, as (name,
    address or "") pairs. `until` is the last day of a notice, `planned` that of an activity which is only planned and has
    no result yet; each is None for other reports.
    """

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
    correction: str = ""
    claim: str = ""
    truth: str = ""
    references: tuple[tuple[str, str], ...] = ()
    urgent: bool = False
    until: Date | None = None
    planned: Date | None = None
    extra: tuple[Extra, ...] = ()
    body: str = ""
    body_line: int = 1


class StandingPage(Stored, frozen=True, kw_only=True):
    """A page in `halaman/`: services, PPID, profile; after the day `review` it is to be reviewed."""

    path: str
    slug: str
    title: str
    order: int = 100
    summary: str = ""
    updated: Date | None = None
    review: Date | None = None
    classification: str = ""
    duties: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False
    extra: tuple[Extra, ...] = ()
    body: str = ""
    body_line: int = 1
