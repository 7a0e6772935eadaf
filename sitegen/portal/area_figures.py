"""An area in figures, `/<kecamatan|kelurahan>/<unit>/angka/`: its rows of all datasets with area codes.

Each figure stands beside the median of the areas of the same kind in its table.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from statistics import median

from msgspec import Struct

from sitegen.charts.numbers import numbers, time_label, title_with_unit
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import AreaMeasure, AreaTable, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned_of_many
from sitegen.pages.site import (
    SiteContext,
    label_of,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.pages.unit_shared import fact
from sitegen.urls import COMPARE_URL, area_figures_url, output_path, topic_url, unit_url

# About as many fit the weight of a page; with more, each topic has its own.
ROWS = 120
REST = 200
# Of fewer areas nothing is compared.
LEAST = 3
# For datasets without a topic.
OTHERS = "lainnya"
FILE = "angka.json"


class AreaValue(Struct, frozen=True, kw_only=True):
    """A figure of one area, None for none; the median of its kind and of how many areas, if of enough."""

    title: str
    unit: str
    whole: bool
    value: float | None
    choice: str = ""
    median: float | None = None
    count: int = 0
    former: tuple[tuple[str, float], ...] = ()
    preliminary: bool = False


class OfDataset(Struct, frozen=True, kw_only=True):
    """What one dataset says of an area."""

    url: str
    title: str
    topics: tuple[str, ...]
    period: str
    publisher: UnitEntry
    values: tuple[AreaValue, ...]


class _Prepared(Struct, frozen=True, kw_only=True):
    """A table with the places of its areas and the medians of its columns, found once for all areas."""

    table: AreaTable
    publisher: UnitEntry
    places: dict[str, int]
    middles: tuple[tuple[float | None, int], ...]


def figures_by_area(city: City) -> dict[str, tuple[OfDataset, ...]]:
    """Return what datasets say of each active area, by its key, in the register's order."""
    prepared: dict[str, list[_Prepared]] = {"kecamatan": [], "kelurahan": []}
    for publisher, tables in city.read("areas"):
        for table in tables:
            places = {code: at for at, code in enumerate(table.codes)}
            middles = tuple((None, 0) if table.cut else _middle(column) for column in table.columns)
            prepared[table.level].append(
                _Prepared(table=table, publisher=publisher, places=places, middles=middles)
            )
    found: dict[str, tuple[OfDataset, ...]] = {}
    for entry in city.entries:
        if entry.active and entry.code and entry.level in prepared:
            own = tuple(
                filter(None, (_of_area(each, entry.code) for each in prepared[entry.level]))
            )
            if own:
                found[entry.key] = tuple(
                    sorted(own, key=lambda each: (each.title.casefold(), each.url))
                )
    return found


def _middle(column: AreaMeasure) -> tuple[float | None, int]:
    values = [value for value in column.values if value is not None]
    return (float(median(values)), len(values)) if len(values) >= LEAST else (None, 0)


def _of_area(prepared: _Prepared, code: str) -> OfDataset | None:
    at = prepared.places.get(code)
    if at is None:
        return None
    table = prepared.table
    values = tuple(
        AreaValue(
            title=column.title,
            unit=column.unit,
            whole=column.whole,
            value=column.values[at],
            choice=column.choice,
            preliminary=at in column.preliminary,
            median=middle,
            count=count,
            former=tuple(
                (period, value) for period, own in column.former if (value := own[at]) is not None
            ),
        )
        for column, (middle, count) in zip(table.columns, prepared.middles, strict=True)
    )
    if all(each.value is None for each in values):
        return None
    return OfDataset(
        url=table.url,
        title=table.title,
        topics=table.topics,
        period=table.period,
        publisher=prepared.publisher,
        values=values,
    )


def _pages(city: City) -> Iterator[Planned]:
    entries = {entry.key: entry for entry in city.entries}
    several = sum(entry.active for entry in city.entries) > 1
    for key, own in figures_by_area(city).items():
        entry = entries[key]
        parent = entries.get(entry.parent) if entry.parent else None
        yield planned_json(city.site, entry, own)
        topics = _by_topic(own) if len(topics_of(own)) > 1 else {}
        counts = tuple((name, len(those)) for name, those in topics.items())
        for name, those in {"": () if topics else own, **topics}.items():
            url = area_figures_url(key, name)
            leads = () if name else counts
            yield planned_of_many(
                city.site, url, area_page, entry, parent, name, those, leads, several=several
            )


def topics_of(own: tuple[OfDataset, ...]) -> tuple[str, ...]:
    """Return the topics with a page of their own, after "" for the page of the area."""
    whole = sum(len(each.values) for each in own)
    return ("", *_by_topic(own)) if whole > ROWS else ("",)


def planned_json(site: SiteContext, entry: UnitEntry, own: tuple[OfDataset, ...]) -> Planned:
    """Return the plan of the file with all figures of an area."""
    return planned_of_many(site, f"{area_figures_url(entry.key)}{FILE}", _json, entry, own)


def _json(site: SiteContext, entry: UnitEntry, own: tuple[OfDataset, ...]) -> Output:
    whole = {
        "unit": entry.key,
        "nama": unit_name(site, entry),
        "data": [
            {
                "judul": each.title,
                "alamat": site.address.href(each.url),
                "penerbit": unit_name(site, each.publisher),
                "periode": time_label(each.period, site.t) if each.period else "",
                "angka": [_plain(site, value) for value in each.values],
            }
            for each in own
        ],
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(f"{area_figures_url(entry.key)}{FILE}"), body=encoded(text))


def _plain(site: SiteContext, own: AreaValue) -> dict[str, object]:
    return {
        "nama": figure_label(own),
        "nilai": own.value,
        "teks": "" if own.value is None else written(site, own, own.value),
        "tengah": "" if own.median is None else written(site, own, own.median, middle=True),
        "dari": own.count,
    }


def _by_topic(own: tuple[OfDataset, ...]) -> dict[str, tuple[OfDataset, ...]]:
    """The datasets of each topic, in the order of their names; those of several topics are in each."""
    found: dict[str, list[OfDataset]] = {}
    for each in own:
        for topic in each.topics or (OTHERS,):
            found.setdefault(topic, []).append(each)
    return {name: tuple(found[name]) for name in sorted(found)}


AREA_FIGURES = Product(
    name="areas in figures",
    paths=(
        (
            f"/{KIND}/<unit>/angka/",
            "what all datasets with area codes say of a kecamatan or kelurahan, beside the median",
        ),
        (f"/{KIND}/<unit>/angka/<topic>/", "the same of a topic, where there are very many"),
        (f"/{KIND}/<unit>/angka/{FILE}", "all of it for programs, and to compare areas"),
    ),
    reads=("areas",),
    make=_pages,
)


def area_page(  # noqa: PLR0913 - all that the page is made of
    site: SiteContext,
    entry: UnitEntry,
    parent: UnitEntry | None,
    topic: str,
    own: tuple[OfDataset, ...],
    topics: tuple[tuple[str, int], ...],
    *,
    several: bool,
) -> Output:
    """Return the page of an area, of all `own` datasets or those of a topic; `topics` lead to these pages."""
    t = site.t
    name, url = unit_name(site, entry), area_figures_url(entry.key, topic)
    whole = t.gettext(N_("Data on {unit}")).format(unit=name)
    title = f"{whole}: {topic_label(site, topic)}" if topic else whole
    count = len(own) or sum(number for _, number in topics)
    kind = site.kind(entry.kind).label.lower()
    intro = t.ngettext(
        N_("What {n} table says of this {kind}, beside the median of all {kind} in the table."),
        N_("What {n} tables say of this {kind}, beside the median of all {kind} in each table."),
        count,
    ).format(n=wording.whole(count, site.lang), kind=kind)
    crumbs = [*unit_crumbs(site, entry, parent), site.link(name, unit_url(entry.key))]
    if topic:
        crumbs.append(site.link(whole, area_figures_url(entry.key)))
    shown, rest = _fitting(own)
    view = views.AreaFiguresPage(
        site=site_view(site),
        meta=meta_view(site, url, title, f"{title}. {intro}", tuple(crumbs)),
        unit=masthead(site, entry, "", parent),
        title=title,
        intro=intro,
        column=entry.name,
        beside=t.gettext(N_("Median")),
        tables=tuple(_dataset(site, each, kind) for each in shown),
        topics=tuple(_topic(site, entry, *each) for each in topics),
        rest=tuple(site.link(each.title, each.url) for each in rest[:REST]),
        ways=tuple(_ways(site, entry, parent, topic, several=several)),
    )
    return page_output(site, url, "area-figures.html", view)


def _fitting(own: tuple[OfDataset, ...]) -> tuple[tuple[OfDataset, ...], tuple[OfDataset, ...]]:
    """The datasets for which the page has room, at least one, and the others."""
    rows = 0
    for number, each in enumerate(own):
        rows += len(each.values)
        if number and rows > ROWS:
            return own[:number], own[number:]
    return own, ()


def topic_label(site: SiteContext, topic: str) -> str:
    """Return a topic as people read it, also that of datasets without one."""
    return site.t.gettext(N_("Other data")) if topic == OTHERS else label_of(site.topics, topic)


def _topic(site: SiteContext, entry: UnitEntry, topic: str, count: int) -> views.Fact:
    said = site.t.ngettext(N_("{n} table"), N_("{n} tables"), count)
    value = said.format(n=wording.whole(count, site.lang))
    href = site.address.href(area_figures_url(entry.key, topic))
    return fact(topic, topic_label(site, topic), value, "", href)


def _ways(
    site: SiteContext, entry: UnitEntry, parent: UnitEntry | None, topic: str, *, several: bool
) -> Iterator[views.Link]:
    t = site.t.gettext
    if several:
        yield site.link(t(N_("Compare with other areas")), f"{COMPARE_URL}?u={entry.key}")
    if topic and topic != OTHERS:
        label = t(N_("Everything on {topic}")).format(topic=topic_label(site, topic))
        yield site.link(label, topic_url(topic))
    if parent and parent.level == "kecamatan":
        label = t(N_("Data on {unit}")).format(unit=unit_name(site, parent))
        yield site.link(label, area_figures_url(parent.key))
    yield site.link(t(N_("All data")), "/data/")


def _dataset(site: SiteContext, own: OfDataset, kind: str) -> views.AreaTableRows:
    counts = Counter(each.count for each in own.values if each.count)
    usual = counts.most_common(1)[0][0] if counts else 0
    said = site.t.gettext(N_("median of {n} {kind}"))
    return views.AreaTableRows(
        link=site.link(own.title, own.url),
        publisher=site.link(unit_name(site, own.publisher), unit_url(own.publisher.key)),
        period=time_label(own.period, site.t) if own.period else "",
        beside=said.format(n=wording.whole(usual, site.lang), kind=kind) if usual else "",
        rows=tuple(_row(site, each, usual) for each in own.values),
    )


def _row(site: SiteContext, own: AreaValue, usual: int) -> views.AreaRow:
    former = (f"{time_label(period, site.t)}: {written(site, own, v)}" for period, v in own.former)
    return views.AreaRow(
        label=figure_label(own),
        value="–" if own.value is None else written(site, own, own.value),
        median="" if own.median is None else written(site, own, own.median, middle=True),
        count=wording.whole(own.count, site.lang) if own.count not in (0, usual) else "",
        former="; ".join(former),
        note=site.t.gettext(N_("Preliminary figure, as its source marks it."))
        if own.preliminary
        else "",
    )


def figure_label(own: AreaValue) -> str:
    """Return what a figure is: its column with its unit, and what else tells it apart."""
    title = title_with_unit(own.title, own.unit)
    return f"{title}: {own.choice}" if own.choice else title


def written(site: SiteContext, own: AreaValue, value: float, *, middle: bool = False) -> str:
    """Return a figure as text; the middle of two whole figures may have a half."""
    digits = 0 if own.whole and not (middle and value % 1) else 1 if own.whole else 2
    return numbers(value, own.unit, site.t, digits=digits)
