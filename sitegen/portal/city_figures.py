"""The city in figures, `/angka/`: what its own datasets give, as chosen in `site.yml`.

Nothing is computed but the change since the last period that can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from operator import itemgetter

from msgspec.structs import replace

from sitegen.charts.numbers import numbers, share, time_label, unit_shown
from sitegen.datasets.row_periods import years_of
from sitegen.exports.lists import list_csv
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import CityFigure, Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.tables.measures import PERCENT, RUPIAH
from sitegen.urls import COMPARE_URL, FIGURES_URL, output_path, unit_url

FILE = f"{FIGURES_URL}angka"
# Fewer make no line.
_LINE = 3
WIDTH, HEIGHT = 100, 28
_EDGE = 2
# The home page shows so many.
HOME = 4
_NAMES = ("label", "bagian", "periode", "nilai", "satuan", "sementara", "dataset", "unit", "alamat")

Owned = tuple[UnitEntry, CityFigure]


def chosen_figures_of(city: City) -> tuple[Owned, ...]:
    """Return the city's figures with the units that publish them, in the order of `site.yml`."""
    names = {entry.code: entry.name for entry in city.entries if entry.code}
    found = [
        (
            entry,
            replace(own, rows=", ".join(names.get(each, each) for each in own.rows.split(", "))),
        )
        for entry, figures in city.read("figures")
        for own in figures
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].number))


def chosen_in_short(city: City) -> tuple[views.Figure, ...]:
    """Return the figures that the home page shows: value and unit, name and period."""
    tiles = [tile(city.site, *each) for each in chosen_figures_of(city) if each[1].home]
    return tuple(
        views.Figure(
            value=f"{each.value} {each.unit}".rstrip(),
            label=", ".join(filter(None, (each.label, each.rows, each.period, *each.notes))),
            href=each.dataset.href,
        )
        for each in tiles[:HOME]
    )


def _pages(city: City) -> Iterator[Planned]:
    figures = chosen_figures_of(city)
    if figures:
        several = sum(entry.active for entry in city.entries) > 1
        yield planned(city.site, FIGURES_URL, figures_page, figures, several)
        yield planned(city.site, f"{FILE}.csv", _csv, figures)
        yield planned(city.site, f"{FILE}.json", _json, figures)


CITY_FIGURES = Product(
    name="city figures",
    paths=(
        (FIGURES_URL, "the city in figures: those of its datasets that `site.yml` names"),
        (f"{FILE}.csv", "the same for programs"),
        (f"{FILE}.json", "the same for programs"),
    ),
    reads=("figures",),
    make=_pages,
)


def figures_page(site: SiteContext, figures: tuple[Owned, ...], several: bool) -> Output:
    """Return the page with all figures."""
    t = site.t.gettext
    title = t(N_("The city in figures"))
    intro = t(
        N_(
            "Figures from the city's own data, each with its period and source. Changes are told only between periods that can be compared."
        )
    )
    view = views.CityFiguresPage(
        site=site_view(site),
        meta=meta_view(site, FIGURES_URL, title, intro, ()),
        intro=intro,
        tiles=tuple(tile(site, *each) for each in figures),
        ways=(
            site.link(t(N_("All data")), "/data/"),
            *((site.link(t(N_("Compare units")), COMPARE_URL),) if several else ()),
        ),
        files=(
            site.link(t(N_("CSV (for programs)")), f"{FILE}.csv"),
            site.link(t(N_("JSON (for programs)")), f"{FILE}.json"),
        ),
    )
    return page_output(site, FIGURES_URL, "city-figures.html", view)


def tile(site: SiteContext, entry: UnitEntry, own: CityFigure) -> views.CityTile:
    """Return a figure with its period, change and source."""
    period, value = own.past[-1]
    change, turn = _change(site, own)
    return views.CityTile(
        label=own.label,
        value=_written(site, own, value),
        unit="" if _says_itself(own) else unit_shown(own.unit),
        period=time_label(period, site.t) if period else "",
        rows=own.rows,
        change=change,
        turn=turn,
        verdict=_verdict(site, own.better, turn),
        notes=tuple(_notes(site, own)),
        line=_line(own.past),
        past=tuple(
            views.Figure(value=_written(site, own, each), label=time_label(when, site.t), href="")
            for when, each in reversed(own.past)
        )
        if len(own.past) >= _LINE
        else (),
        dataset=site.link(own.dataset, own.url),
        publisher=site.link(unit_name(site, entry), unit_url(entry.key)),
        source=own.source,
    )


def _says_itself(own: CityFigure) -> bool:
    """Whether a written figure has its unit with it."""
    return own.unit.strip().casefold() in RUPIAH | PERCENT


def _written(site: SiteContext, own: CityFigure, value: float) -> str:
    return numbers(value, own.unit, site.t, digits=0 if own.whole else 2)


def _change(site: SiteContext, own: CityFigure) -> tuple[str, str]:
    """How the newest figure differs from the one it can be compared with, and the direction."""
    if not own.before:
        return "", ""
    t = site.t.gettext
    end, last = own.past[-1]
    first = dict(own.past)[own.before]
    words = {
        "start": time_label(own.before, site.t),
        "end": time_label(end, site.t),
        "first": _written(site, own, first),
    }
    if words["first"] == _written(site, own, last):
        return t(N_("the same in {start} and {end}")).format(**words), "same"
    sign = "+" if last > first else ""
    digits = 0 if own.whole else 2
    if own.percent:
        points = numbers(last - first, "", site.t, digits=digits)
        words["change"] = t(N_("{change} percentage points")).format(change=f"{sign}{points}")
    elif own.shares:
        words["change"] = share((last - first) / first, site.t, signed=True)
    else:
        text = numbers(last - first, own.unit, site.t, digits=digits)
        unit = "" if _says_itself(own) else f" {unit_shown(own.unit)}".rstrip()
        words["change"] = f"{sign}{text}{unit}"
    said = t(N_("{change} from {start} to {end}; it was {first}")).format(**words)
    return said, "up" if last > first else "down"


def _verdict(site: SiteContext, better: str, turn: str) -> str:
    if not better or turn not in {"up", "down"}:
        return ""
    return site.t.gettext(N_("for the better") if turn == better else N_("for the worse"))


def _notes(site: SiteContext, own: CityFigure) -> Iterator[str]:
    t = site.t.gettext
    if own.provisional:
        yield t(N_("Preliminary figure, as its source marks it."))
    if own.held:
        yield t(N_("A newer version of the table waits to be mended."))


def _line(past: tuple[tuple[str, float], ...]) -> str:
    """A line through the figures, each at its place in time; "" if they are too few."""
    placed = [(years_of(period), value) for period, value in past]
    points = [(when, value) for when, value in placed if when is not None]
    if len(points) < _LINE or len(points) < len(placed):
        return ""
    left, right = points[0][0], points[-1][0]
    low, high = min(map(itemgetter(1), points)), max(map(itemgetter(1), points))
    wide, tall = (right - left) or 1, (high - low) or 1
    return "M" + "L".join(
        f"{_EDGE + (when - left) / wide * (WIDTH - 2 * _EDGE):.1f} "
        f"{HEIGHT - _EDGE - (value - low) / tall * (HEIGHT - 2 * _EDGE):.1f}"
        for when, value in points
    )


def _rows(site: SiteContext, figures: Iterable[Owned]) -> Iterator[tuple[str | int, ...]]:
    """All figures as rows: each with its periods, the newest first."""
    for entry, own in figures:
        for period, value in reversed(own.past):
            newest = (period, value) == own.past[-1]
            yield (
                own.label,
                own.rows,
                period,
                int(value) if own.whole else f"{value:.15g}",
                own.unit,
                "ya" if newest and own.provisional else "",
                own.dataset,
                unit_name(site, entry),
                site.address.absolute(own.url),
            )


def _csv(site: SiteContext, figures: tuple[Owned, ...]) -> Output:
    return Output(
        path=output_path(f"{FILE}.csv"), body=list_csv(_NAMES, list(_rows(site, figures)))
    )


def _json(site: SiteContext, figures: tuple[Owned, ...]) -> Output:
    whole = [
        {
            "label": own.label,
            "bagian": own.rows,
            "satuan": own.unit,
            "periode": own.past[-1][0],
            "nilai": own.past[-1][1],
            "pembanding": own.before or None,
            "sementara": own.provisional,
            "deret": [[period, value] for period, value in own.past],
            "dataset": own.dataset,
            "unit": entry.key,
            "alamat": site.address.absolute(own.url),
            "sumber": own.source,
        }
        for entry, own in figures
    ]
    text = json.dumps({"nama": site.name, "angka": whole}, ensure_ascii=False, indent=1) + "\n"
    return Output(path=output_path(f"{FILE}.json"), body=encoded(text))
