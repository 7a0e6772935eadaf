"""The day of a text of an older site, as generators, feeds and people write it."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime

from sitegen.i18n import N_
from sitegen.keys.values import date_within, month_number, parse_datetime

NO_DAY = N_("it has no date")
UNREAD_DAY = N_("its date is not one that is understood here")
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)"
)
_OF_SCRIPTS = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})\b.*"
)

_UTC = re.compile(r"(?<=\d) (?:GMT|UTC|UT)\Z")


def day_in(value: object, zone: tzinfo) -> date | None:
    """Return the day of a date or moment in `zone`, None if it is none.

    A moment with an offset is another day elsewhere: feeds of WordPress give theirs in UTC, where what
    was published before seven in Jakarta was so on the day before. One without is as it is written.
    """
    if isinstance(value, datetime):
        return _local(value, zone)
    if isinstance(value, date):
        return value
    text = " ".join(str(value or "").split())
    if not text or text.startswith("0000"):
        return None
    text = _UTC.sub("Z", _OF_SCRIPTS.sub(r"\2 \1 \3 \4 \5", text))
    found = parse_datetime(text, zone)
    if found is not None:
        return found.date() if isinstance(found, datetime) else found
    try:
        return _local(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if (named := _MONTH_FIRST.match(text)) and (month := month_number(named[1])):
        try:
            return date(int(named[3]), month, int(named[2]))
        except ValueError:
            return None
    within = date_within(text)
    return within[0] if within else None


def _local(moment: datetime, zone: tzinfo) -> date:
    try:
        return (moment.astimezone(zone) if moment.tzinfo else moment).date()
    except OverflowError:
        return moment.date()
