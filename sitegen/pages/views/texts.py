"""Reports and standing pages, and what stands inside their texts."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from sitegen.pages.views.cards import Remark, ReportCard, Review
from sitegen.pages.views.clarifications import Clarified
from sitegen.pages.views.figures import Chart
from sitegen.pages.views.frame import Day, Fact, Image, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


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
    correction: str
    """What was wrong in an earlier version, with the day of the last change if git knows it; or empty."""
    clarified: Clarified | None
    """What goes round and what is true; None if it is no clarification."""
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
    review: Review | None
    """That it is to be reviewed, or None."""
    stand_in: bool
    """True when a newer version is being corrected and this is the version before it."""


class BodyImage(Struct, frozen=True, kw_only=True):
    """`body-image.html`: a picture inside an author's text."""

    image: Image
    """The picture."""


class BodyChart(Struct, frozen=True, kw_only=True):
    """`body-chart.html`: a chart inside an author's text or on a page."""

    chart: Chart
    """The chart."""
