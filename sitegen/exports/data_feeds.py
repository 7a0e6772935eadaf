"""Feeds of data: the versions of a dataset, the newest data of a unit and of the city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.exports.feeds import LATEST, FeedEntry, feed_of
from sitegen.i18n import N_
from sitegen.legible import legible
from sitegen.model import DatasetSummary, MarkedVersion, Output, UnitEntry
from sitegen.pages import wording
from sitegen.pages.city import City, all_datasets
from sitegen.pages.moments import midnight, stamp
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    FEEDS,
    SiteContext,
    data_title,
    label_of,
    new_data_title,
    topic_data_title,
    unit_name,
)
from sitegen.pages.unit_shared import UnitContext
from sitegen.urls import DATA_URL, data_feed_url, topic_data_url, unit_url

ATOM = FEEDS[0][0]


class DataVersion(Struct, frozen=True, kw_only=True):
    """A dataset as it was published or changed on a day; `new` says that it is its first version,
    `current` that it is the one that is there now. `mark` is what its author says of it.
    """

    dataset: DatasetSummary
    entry: UnitEntry
    day: date
    new: bool
    current: bool = False
    mark: MarkedVersion | None = None


def versions(dataset: DatasetSummary, entry: UnitEntry) -> tuple[DataVersion, ...]:
    """Return what is known of a dataset's versions, newest first: the last one, those that its author points out,
    and the first.

    Without git's history the last is that of the day that its author gives, if there is one.
    """
    last = dataset.last or dataset.updated
    first = dataset.first if dataset.last else None
    marks = {each.day: each for each in reversed(dataset.versions)}
    days = {day for day in (last, first, *marks) if day is not None}
    known = tuple(
        DataVersion(dataset=dataset, entry=entry, day=day, new=day == first, mark=marks.get(day))
        for day in sorted(days, reverse=True)
    )
    return (*(replace(each, current=True) for each in known[:1]), *known[1:LATEST])


def newest(data: Iterable[tuple[DatasetSummary, UnitEntry]]) -> tuple[DataVersion, ...]:
    """Return the versions that are there now of the datasets that changed last, newest first."""
    known = [each for dataset, entry in data for each in versions(dataset, entry)[:1]]
    known.sort(key=lambda each: each.dataset.url)
    known.sort(key=lambda each: each.day, reverse=True)
    return tuple(known[:LATEST])


def dataset_feed(unit: UnitContext, dataset: DatasetSummary) -> Output:
    """Return the feed of a dataset's versions."""
    title = f"{dataset.title} · {unit_name(unit.site, unit.entry)}"
    return _feed(unit.site, (dataset.url, ""), title, versions(dataset, unit.entry))


def unit_data_feed(unit: UnitContext, datasets: Iterable[DatasetSummary]) -> Output:
    """Return the feed of a unit's newest data."""
    title = data_title(unit.site, unit.entry)
    place = data_feed_url(unit.entry.key), unit_url(unit.entry.key)
    return _feed(unit.site, place, title, newest((each, unit.entry) for each in datasets))


def _city_feed(site: SiteContext, known: tuple[DataVersion, ...]) -> Output:
    title = f"{new_data_title(site)} · {site.name}"
    return _feed(site, (DATA_URL, ""), title, known)


def _pages(city: City) -> Iterator[Planned]:
    yield planned(city.site, DATA_URL + ATOM, _city_feed, newest(all_datasets(city)))


def data_topics(
    site: SiteContext, data: Iterable[tuple[DatasetSummary, UnitEntry]]
) -> tuple[tuple[str, str], ...]:
    """Return each topic that has data, with the list of these: that of all data if it tells none apart."""
    topics = [own.topics for own, _ in data]
    counts = {name: sum(name in each for each in topics) for name, _ in site.topics}
    apart = any(0 < count < len(topics) for count in counts.values())
    return tuple(
        (name, topic_data_url(name) if apart else DATA_URL)
        for name, count in counts.items()
        if count
    )


def _topic_feed(site: SiteContext, topic: str, page: str, known: tuple[DataVersion, ...]) -> Output:
    title = f"{topic_data_title(site, topic)} · {site.name}"
    return _feed(site, (topic_data_url(topic), page), title, known)


def _of_topics(city: City) -> Iterator[Planned]:
    data = all_datasets(city)
    for topic, page in data_topics(city.site, data):
        known = newest(pair for pair in data if topic in pair[0].topics)
        url = topic_data_url(topic) + ATOM
        yield planned(city.site, url, _topic_feed, topic, page, known)


TOPIC_DATA_FEEDS = Product(
    name="data feeds of topics",
    paths=((f"/data/topik/<topic>/{ATOM}", "feed of the datasets of a topic that changed last"),),
    reads=("datasets",),
    make=_of_topics,
)
DATA_FEED = Product(
    name="data feed",
    paths=((f"/data/{ATOM}", "feed of the datasets of all units that changed last"),),
    reads=("datasets",),
    make=_pages,
)


def _feed(
    site: SiteContext, place: tuple[str, str], title: str, known: tuple[DataVersion, ...]
) -> Output:
    """The feed in a folder, of the page there or of another one."""
    folder, page = place
    return feed_of(site, folder, title, ATOM, tuple(_entry(site, each) for each in known), page)


def _entry(site: SiteContext, version: DataVersion) -> FeedEntry:
    """A version: its address is the dataset's, with the day, so that each is a new entry."""
    t, dataset = site.t.gettext, version.dataset
    said = N_("{title}: new data") if version.new else N_("{title}: data changed")
    number = version.mark.number if version.mark else ""
    if number:
        said = N_("{title}: version {number}")
    moment = stamp(midnight(version.day, ZoneInfo(site.zone)))
    absolute = site.address.absolute
    return FeedEntry(
        url=absolute(f"{dataset.url}#{version.day.isoformat()}"),
        title=legible(t(said).format(title=dataset.title, number=number)),
        summary=legible(_summary(site, version)),
        author=legible(unit_name(site, version.entry)),
        author_url=absolute(unit_url(version.entry.key)),
        published=moment,
        updated=moment,
        tags=tuple((name, legible(label_of(site.topics, name))) for name in dataset.topics),
        image="",
    )


def _summary(site: SiteContext, version: DataVersion) -> str:
    """The day of a version, what its author says of it and, of the one that is there now, what the table has."""
    t, dataset = site.t, version.dataset
    day = wording.day(version.day, site.lang).text
    first = N_("Published on {day}.") if version.new else N_("Changed on {day}.")
    parts = [
        t.gettext(first).format(day=day),
        wording.sentence(version.mark.note) if version.mark else "",
    ]
    if version.current:
        rows = t.ngettext(N_("{n} row."), N_("{n} rows."), dataset.rows)
        if dataset.period:
            parts.append(t.gettext(N_("Period: {period}.")).format(period=dataset.period))
        parts.append(rows.format(n=wording.whole(dataset.rows, site.lang)))
        parts.append(dataset.sentence)
    return " ".join(filter(None, parts))
