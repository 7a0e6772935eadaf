"""Dates, numbers and sizes formatted for the reader's language (Babel's CLDR data)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from sitegen.i18n import N_, Lang, Translator
from sitegen.pages.views import Day


@lru_cache(maxsize=4096)
def sentence(text: str) -> str:
    """Return what somebody wrote as a sentence: with a full stop, if it has no sign at its end."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def day(value: date, lang: Lang) -> Day:
    """Return the date as `3 November 2026` with its ISO form."""
    from babel.dates import format_date

    return Day(iso=value.isoformat(), text=format_date(value, "d MMMM y", locale=lang))


@lru_cache(maxsize=4096)
def day_near(value: date, other: date, lang: Lang) -> str:
    """Return `3 November`, with its year if that is not the one of the `other` date beside it."""
    from babel.dates import format_date

    return format_date(value, "d MMMM" if value.year == other.year else "d MMMM y", locale=lang)


@lru_cache(maxsize=4096)
def days(first: date, last: date, lang: Lang) -> str:
    """Return `1–3 November 2026`, or `29 Oktober – 3 November 2026` over the end of a month."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, lang).text}"
    return f"{day_near(first, last, lang)} – {day(last, lang).text}"


@lru_cache(maxsize=4096)
def weekday_and_day(value: date, lang: Lang) -> str:
    """Return `Selasa, 3 November 2026`."""
    from babel.dates import format_date

    return format_date(value, "EEEE, d MMMM y", locale=lang)


@lru_cache(maxsize=1024)
def month(year: int, number: int, lang: Lang) -> str:
    """Return `November 2026`."""
    from datetime import date as new_date

    from babel.dates import format_date

    return format_date(new_date(year, number, 1), "MMMM y", locale=lang)


@lru_cache(maxsize=64)
def month_letters(value: date, lang: Lang) -> str:
    """Return the month in three letters, with the year in January: `Nov`, `Jan 26`."""
    from babel.dates import format_date

    return format_date(value, "MMM yy" if value.month == 1 else "MMM", locale=lang)


def moment(text: str, lang: Lang) -> str:
    """Return a year, a month or a day given in ISO form: `2026`, `Januari 2026`, `15 Januari 2026`."""
    parts = tuple(map(int, text.split("-")))
    if len(parts) == 1:
        return str(parts[0])
    return day(date(*parts), lang).text if len(parts) > 2 else month(*parts, lang)


@lru_cache(maxsize=4096)
def whole(value: int, lang: Lang) -> str:
    """Return `1.250` (Indonesian) or `1,250` (English)."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=lang))


@lru_cache(maxsize=4096)
def reports(count: int, t: Translator) -> str:
    """Return `1 report`, `1,250 reports`, in the language's own words."""
    text = t.ngettext(N_("%(count)s report"), N_("%(count)s reports"), count)
    return text % {"count": whole(count, t.lang)}


@lru_cache(maxsize=4096)
def decimal(value: float, lang: Lang) -> str:
    """Return a figure with at most four decimals: `12,5`."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.####", locale=lang))


def exact(number: str, lang: Lang) -> str:
    """Return a number such as `1250.5` with the signs of the language and all of its decimals."""
    from babel.numbers import format_decimal

    return str(format_decimal(Decimal(number), format="#,##0.############", locale=lang))


@lru_cache(maxsize=4096)
def rupiah(value: int, lang: Lang) -> str:
    """Return `Rp3.500.000`; rupiah have no cents in use."""
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{whole(abs(value), lang)}"


def size(count: int, lang: Lang) -> str:
    """Return a file size: `840 B`, `12 KB`, `1,2 MB`."""
    if count < 1000:
        return f"{count} B"
    if round(count / 1000) < 1000:
        return f"{whole(round(count / 1000), lang)} KB"
    return f"{decimal(round(count / 1_000_000, 1), lang)} MB"
