"""Calendars of activities to come (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sitegen.exports.content_lines import folded, written
from sitegen.legible import encoded
from sitegen.model import AgendaItem
from sitegen.pages.site import SiteContext

_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d]|[.,:]\d)")
_ZONE_WORD = re.compile(r"\b(WIB|WITA|WIT)\b")
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}


def calendar(site: SiteContext, name: str, items: Iterable[AgendaItem]) -> bytes:
    """Return the calendar of these activities.

    Identifiers come from addresses, and stamps from the days of the reports: the same activities are the
    same bytes. An activity of one day whose time can be read has it, in universal time; any other is
    of whole days.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sitegen//agenda//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{written(name)}",
        f"X-WR-TIMEZONE:{site.zone}",
    ]
    for item in items:
        lines += _event(site, item)
    lines.append("END:VCALENDAR")
    return encoded("".join(f"{part}\r\n" for line in lines for part in folded(line)))


def hours(text: str, day: date, zone: ZoneInfo) -> tuple[datetime, datetime | None] | None:
    """Return the beginning and, if there is one, the end that a text such as `08.00-11.30 WIB` gives.

    None if it gives no time of day, or one of another zone than the city's.
    """
    found = [time(int(hour), int(minute)) for hour, minute in _CLOCK.findall(text)]
    if not found or len(found) > 2:
        return None
    begin = datetime.combine(day, found[0], zone)
    offset = begin.utcoffset()
    named = {timedelta(hours=_ZONES[word]) for word in _ZONE_WORD.findall(text.upper())}
    if named - {offset}:
        return None
    end = datetime.combine(day, found[1], zone) if len(found) > 1 else None
    return (begin, end) if end is None or end > begin else None


def _event(site: SiteContext, item: AgendaItem) -> Iterator[str]:
    host = urlsplit(site.address.official or site.address.base_url).hostname or "localhost"
    timed = hours(item.time, item.first, ZoneInfo(site.zone)) if item.first == item.last else None
    yield "BEGIN:VEVENT"
    yield f"UID:{item.url.strip('/').replace('/', '.')}@{host}"
    yield f"DTSTAMP:{item.published:%Y%m%d}T000000Z"
    if timed:
        begin, end = timed
        yield f"DTSTART:{begin.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        if end:
            yield f"DTEND:{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{item.first:%Y%m%d}"
        if item.last < date.max:
            yield f"DTEND;VALUE=DATE:{item.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{written(item.title)}"
    if item.place:
        yield f"LOCATION:{written(item.place)}"
    told = " ".join(filter(None, (item.time if not timed else "", item.summary)))
    if told:
        yield f"DESCRIPTION:{written(told)}"
    yield f"URL:{site.address.absolute(item.url)}"
    yield "END:VEVENT"
