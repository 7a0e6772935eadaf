"""What a dataset says about itself."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`

from sitegen.model.chart import ChartSpec
from sitegen.model.extra import Extra
from sitegen.model.stored import Stored
from sitegen.model.table import Column


class Retired(Stored, frozen=True, kw_only=True):
    """A dataset that stays but gets no new figures: since when, why, and the page that takes its place.

    `day` is None and the texts are "" if nobody says; `successor` is a path of the site, an address or words.
    """

    day: Date | None = None
    reason: str = ""
    successor: str = ""


class MarkedVersion(Stored, frozen=True, kw_only=True):
    """A version of a dataset that its author points out: since which day, what is new, its `number` or ""."""

    day: Date
    note: str
    number: str = ""

    @property
    def name(self) -> str:
        """What catalogues call it."""
        return self.number or self.day.isoformat()


class DatasetMeta(Stored, frozen=True, kw_only=True):
    """Metadata of a dataset, from its `.yml` or inferred; `described` says which.

    `schema` names a shared schema, `key` the columns that together identify a row. A table may lack the
    described columns of `spare`. What `concept` to `central_code` mean is told by their keys
    (`sitegen.keys.data_register`).
    `versions` are those that its author points out, newest first.
    After the day `review` its description is to be reviewed. `sheets` are the sheets of its workbook that are published, each as a dataset of its own.
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
    duties: tuple[str, ...] = ()
    retired: Retired | None = None
    unit: str = ""
    concept: str = ""
    method: str = ""
    responsible: str = ""
    presentation: str = ""
    interpretation: str = ""
    standard_code: str = ""
    metadata_code: str = ""
    central_code: str = ""
    sheets: tuple[str, ...] = ()
    schema: str = ""
    key: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    updated: Date | None = None
    versions: tuple[MarkedVersion, ...] = ()
    review: Date | None = None
    draft: bool = False
    columns: tuple[Column, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    extra: tuple[Extra, ...] = ()
