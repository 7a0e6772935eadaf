"""The feed of the monitor: units that fell silent or came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from sitegen.exports.feeds import FeedEntry, feed_of
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.monitor.rows import Clock, ObservedUnit, turns
from sitegen.urls import MONITOR_URL, unit_url

# Events of so many days stand in the feed.
TOLD_DAYS = 90


class Turn(Struct, frozen=True, kw_only=True):
    """A unit fell silent (`silent`) or came back (`back`) on a day."""

    entry: UnitEntry
    day: date
    what: str


def told_turns(units: Iterable[ObservedUnit], clock: Clock) -> tuple[Turn, ...]:
    """Return what the feed tells, newest first."""
    return tuple(sorted(_turns(units, clock), key=lambda turn: (turn.day, turn.entry.key)))[::-1]


def _turns(units: Iterable[ObservedUnit], clock: Clock) -> Iterator[Turn]:
    for unit in units:
        for day, what in turns(unit.activity, clock):
            if (clock.today - day).days < TOLD_DAYS:
                yield Turn(entry=unit.entry, day=day, what=what)


def feed(site: SiteContext, name: str, told: tuple[Turn, ...]) -> Output:
    """Return the feed of that file name."""
    t = site.t.gettext
    title = f"{t(N_('Units that fell silent or came back'))} · {site.name}"
    return feed_of(site, MONITOR_URL, title, name, tuple(_entry(site, turn) for turn in told))


def _entry(site: SiteContext, turn: Turn) -> FeedEntry:
    t = site.t.gettext
    name = unit_name(site, turn.entry)
    said = (
        N_("{unit} has had no new report for more than 30 days")
        if turn.what == "silent"
        else N_("{unit} has reported again")
    )
    stamp = f"{turn.day.isoformat()}T00:00:00Z"
    anchor = f"{turn.what}-{turn.day.isoformat()}"
    return FeedEntry(
        url=site.address.absolute(f"{unit_url(turn.entry.key)}#{anchor}"),
        title=t(said).format(unit=name),
        summary="",
        author=name,
        author_url=site.address.absolute(unit_url(turn.entry.key)),
        published=stamp,
        updated=stamp,
        tags=(),
        image="",
    )
