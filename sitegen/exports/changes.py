"""What was published or changed, day by day, for programs: `/ubah.json` and a file for each busy day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.pages.unit_shared import group_by
from sitegen.urls import CHANGES_URL, changes_of_day_url, output_path, unit_url

DAYS = 60
# Of a day with more, `/ubah.json` has so many and the file of the day all of them.
SHOWN = 20
# A file of a day has no more than this: the day on which a city moves here would be endless.
OF_A_DAY = 2_000

Form = Literal["laporan", "data", "halaman"]
# What came out on a day, and what was changed on one.
PUBLISHED, CHANGED = "terbit", "diubah"
_FORMS: tuple[Form, ...] = ("laporan", "data", "halaman")
# A first and a last day, None where nobody knows.
Span = tuple[date | None, date | None]


class ListedChange(Struct, frozen=True, kw_only=True):
    """A report, dataset or standing page that came out (`terbit`) or was changed (`diubah`)."""

    form: Form
    what: str
    unit: str
    title: str
    url: str


class ChangedDay(Struct, frozen=True, kw_only=True):
    """A day with its first changes in order; `counts` has (form, what, number) of all of them.

    `units` are those concerned, with how many changes each has.
    """

    day: date
    changes: tuple[ListedChange, ...]
    counts: tuple[tuple[str, str, int], ...]
    units: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many changes there were."""
        return sum(count for _, _, count in self.counts)


def changed_days(dated: Iterable[tuple[date, ListedChange]], today: date) -> tuple[ChangedDay, ...]:
    """Return the last days on which anything changed, newest first."""
    since = _first(today)
    of_days = group_by((pair for pair in dated if since <= pair[0] <= today), lambda pair: pair[0])
    return tuple(_day(day, [each for _, each in of_days[day]]) for day in sorted(of_days)[::-1])


def _day(day: date, changes: list[ListedChange]) -> ChangedDay:
    """What came out stands before what was changed, and each of these by form and address."""
    changes.sort(key=lambda each: (each.what == CHANGED, _FORMS.index(each.form), each.url))
    counts = Counter((each.form, each.what) for each in changes)
    return ChangedDay(
        day=day,
        changes=tuple(changes[:OF_A_DAY]),
        counts=tuple((form, what, counts[form, what]) for form, what in sorted(counts)),
        units=tuple(sorted(Counter(each.unit for each in changes).items())),
    )


def _first(today: date) -> date:
    return today - timedelta(days=DAYS - 1)


def _dated(city: City) -> Iterator[tuple[date, ListedChange]]:
    """What is listed, with the days on which it came out and was last changed.

    They are those of git's history; what it does not know has the day that its author gives.
    """
    since = _first(city.read("today"))
    for item in city.read("reports"):
        report = item.report
        first, last = report.first or report.date, report.changed
        if first >= since or (last and last >= since):  # few of 73,000
            yield from _days("laporan", item.entry, (report.title, report.url), (first, last))
    for entry, datasets in city.read("datasets"):
        for own in datasets:
            known = (own.first, own.last) if own.last else (None, own.updated)
            yield from _days("data", entry, (own.title, own.url), known)
    for entry, pages in city.read("pages"):
        for page in pages:
            known = (page.first, page.last) if page.last else (None, page.updated)
            yield from _days("halaman", entry, (page.title, page.url), known)


def _days(
    form: Form, entry: UnitEntry, named: tuple[str, str], span: Span
) -> Iterator[tuple[date, ListedChange]]:
    title, url = named
    first, last = span
    for day, what in ((first, PUBLISHED), (last, CHANGED)):
        if day and not (what == CHANGED and first and day <= first):
            yield day, ListedChange(form=form, what=what, unit=entry.key, title=title, url=url)


def _pages(city: City) -> Iterator[Planned]:
    site, today = city.site, city.read("today")
    days = changed_days(_dated(city), today)
    names = {entry.key: unit_name(site, entry) for entry in city.entries}
    keys = sorted({key for day in days for key, _ in day.units})
    units = tuple((key, names[key]) for key in keys)
    shown = tuple(_shortened(day) for day in days)
    yield planned(site, CHANGES_URL, changes_file, shown, units)
    for day in days:
        if day.total > SHOWN:
            own = tuple((key, names[key]) for key, _ in day.units)
            yield planned(site, changes_of_day_url(day.day), day_file, day, own)


def _shortened(day: ChangedDay) -> ChangedDay:
    return ChangedDay(day=day.day, changes=day.changes[:SHOWN], counts=day.counts, units=day.units)


CHANGES = Product(
    name="changes",
    paths=(
        (CHANGES_URL, f"what was published or changed in the last {DAYS} days, for programs"),
        ("/ubah/<day>.json", f"all changes of a day with more than {SHOWN}"),
    ),
    reads=("reports", "datasets", "pages", "today"),
    make=_pages,
)


def changes_file(
    site: SiteContext, days: tuple[ChangedDay, ...], units: tuple[tuple[str, str], ...]
) -> Output:
    """Return the file of all days; `units` are (key, name) of those concerned."""
    whole = {
        "kota": site.name,
        "alamat": site.address.absolute("/"),
        "hari": DAYS,
        "unit": _units(site, units),
        "tanggal": [
            {
                **_facts(site, day),
                "semua": site.address.absolute(changes_of_day_url(day.day))
                if day.total > SHOWN
                else None,
            }
            for day in days
        ],
    }
    return _file(CHANGES_URL, whole)


def day_file(site: SiteContext, day: ChangedDay, units: tuple[tuple[str, str], ...]) -> Output:
    """Return the file of a day; `units` are (key, name) of those concerned."""
    whole = {
        "kota": site.name,
        "alamat": site.address.absolute("/"),
        "unit": _units(site, units),
        **_facts(site, day),
    }
    return _file(changes_of_day_url(day.day), whole)


def _facts(site: SiteContext, day: ChangedDay) -> dict[str, object]:
    """What is told of a day; `isi` has some of the changes if there are too many."""
    counts: dict[str, dict[str, int]] = {}
    for form, what, count in day.counts:
        counts.setdefault(form, {})[what] = count
    return {
        "tanggal": day.day.isoformat(),
        "jumlah": day.total,
        **{form: counts[form] for form in _FORMS if form in counts},
        "unit_berubah": dict(day.units),
        "isi": [
            {
                "jenis": each.form,
                "perubahan": each.what,
                "unit": each.unit,
                "judul": each.title,
                "alamat": site.address.absolute(each.url),
            }
            for each in day.changes
        ],
    }


def _units(site: SiteContext, units: tuple[tuple[str, str], ...]) -> dict[str, dict[str, str]]:
    return {
        key: {"nama": name, "alamat": site.address.absolute(unit_url(key))} for key, name in units
    }


def _file(url: str, whole: dict[str, object]) -> Output:
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(url), body=encoded(text))
