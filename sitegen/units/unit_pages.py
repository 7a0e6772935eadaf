"""The pages and files of one unit, each with what it is made from; made only if they must be."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.city.areas import Areas, areas_named, can_map, places_of_tiles, shapes_of
from sitegen.datasets.budget import of_city
from sitegen.datasets.lateness import Lateness, lateness
from sitegen.digest import digest
from sitegen.exports.data_feeds import ATOM, dataset_feed, unit_data_feed
from sitegen.exports.feeds import unit_feeds
from sitegen.model import (
    DatasetSummary,
    Output,
    Problem,
    Where,
)
from sitegen.pages import views
from sitegen.pages.coming import in_turn
from sitegen.pages.lobby import lobby_page
from sitegen.pages.product import Planned
from sitegen.pages.profile_file import profile_file
from sitegen.pages.programmes import late_sentence, progress_sentence
from sitegen.pages.report import ReportItem, report_page
from sitegen.pages.review import review_note
from sitegen.pages.service import service_pages
from sitegen.pages.site import report_card
from sitegen.pages.unit import UnitContents, unit_figures, unit_page
from sitegen.pages.unit_reports import report_lists
from sitegen.pages.unit_shared import UnitContext, archive_pages, standing_page
from sitegen.programmes.progress import of_newest_year
from sitegen.units.cards import unit_cards
from sitegen.units.faults import Faults
from sitegen.units.made_datasets import MadeDataset, cards, page_key
from sitegen.units.parts import (
    UnitParts,
)
from sitegen.units.strands import own_agenda, own_notices
from sitegen.urls import output_path, page_address, report_card_url

if TYPE_CHECKING:
    from sitegen.store.cache import Cache


def files_of_unit(made: UnitParts, cache: Cache) -> Iterator[Planned | Output | str]:
    """Yield all pages and files of the unit except sitemaps and redirects, files first.

    A path alone is that of a published file which holds.
    """
    for dataset in made.datasets:
        yield from dataset.outputs or dataset.files
    for text in made.texts:
        made_now: tuple[Output | str, ...] = (*text.outputs, *text.kept)
        yield from made_now or text.files
    yield from made.services.outputs
    yield from made.identity.outputs
    yield from _pages(made)
    yield from unit_cards(made, cache)


def _pages(made: UnitParts) -> Iterator[Planned | Output | str]:
    yield from made.faults.among(lambda: _lists(made), _each_alone(made)) or ()
    yield from report_pages(made)
    yield from standing_pages(made)
    yield from service_pages(made.unit, made.today, stand_in=_stand_in(made))
    yield from _dataset_pages(made)
    for each in made.datasets:
        yield Planned(
            path=_feed_path(each),
            key="" if each.again else digest("feed", each.id),
            make=partial(dataset_feed, made.unit, each.summary),
        )


def _feed_path(dataset: MadeDataset) -> str:
    return output_path(dataset.url + ATOM)


def _lists(made: UnitParts) -> tuple[Planned | Output, ...]:
    """What shows many files at once: the unit's home page, its archives and its feeds."""
    unit, summaries = made.unit, tuple(item.summary for item in made.reports)
    activities = of_newest_year(item for each in made.datasets for item in each.summary.progress)
    contents = UnitContents(
        registered=made.content.files.source.registered,
        reports=summaries,
        pages=tuple(page for page, _ in made.pages),
        charts=made.charts,
        datasets=cards(unit.site, (each.summary for each in made.datasets)),
        notices=(
            *((notice, unit.entry) for notice in own_notices(made.reports)),
            *made.around.notices,
        ),
        around=made.around,
        today=made.today,
        stand_in=_stand_in(made),
        coming=any(own_agenda(made.reports, made.today)),
        progress=progress_sentence(unit.site, activities),
        late=late_sentence(unit.site, activities),
        programmes=any(
            each.summary.progress or each.summary.projects or each.summary.packages
            for each in made.datasets
        ),
        budget=any(each.summary.budget and not of_city(each.summary) for each in made.datasets),
    )
    cards_of = {each.summary.url: each.card for each in made.reports}
    archives = archive_pages(unit, summaries, cards_of)
    lists = report_lists(unit, summaries, cards_of)
    own = ((item, unit.entry) for item in own_agenda(made.reports, made.today))
    coming = in_turn((*own, *made.around.coming))
    figures = unit_figures(unit, contents)
    screen = lobby_page(unit, contents.notices, coming, contents.reports, figures)
    screens = (screen,) if unit.entry.active else ()
    data = (unit_data_feed(unit, (e.summary for e in made.datasets)),) if made.datasets else ()
    return (
        unit_page(unit, contents),
        *screens,
        *archives,
        *lists,
        *unit_feeds(unit, summaries),
        *data,
        *_profile_file(made),
    )


def _profile_file(made: UnitParts) -> tuple[Output, ...]:
    """The profile for the form; none of a version that is not the one in `unit.yml` now."""
    unit, files = made.unit, made.content.files
    if not (unit.site.form and unit.entry.active) or _stand_in(made):
        return ()
    if not all(each.value for each in made.content.profiles):
        return ()
    version = next((files.by_path[each.path].digest for each in made.content.profiles), "")
    return (profile_file(unit.entry.key, unit.profile, version, unit.site.own),)


def _stand_in(made: UnitParts) -> bool:
    """Whether the profile is an earlier version."""
    return any(each.stand_in for each in made.content.profiles)


def _each_alone(made: UnitParts) -> Iterator[tuple[str, Callable[[], object]]]:
    """The lists of each file alone, by its path; of the profile alone if it spoils all of them."""
    empty = replace(made, reports=(), pages=(), datasets=(), charts=())
    own = Faults()
    for path in (each.path for each in made.content.profiles if each.value):
        with own.over(path):
            _made_lists(empty)
        yield path, partial(_made_lists, empty)
    if own.problems:
        return
    for item in made.reports:
        yield item.report.path, partial(_made_lists, replace(empty, reports=(item,)))
    for pair in made.pages:
        yield pair[0].path, partial(_made_lists, replace(empty, pages=(pair,)))
    for each in made.datasets:
        charts = (each.chart,) if each.chart else ()
        alone = replace(empty, datasets=(each,), charts=charts)
        yield each.path, partial(_made_lists, alone)


def _made_lists(made: UnitParts) -> None:
    for each in _lists(made):
        if isinstance(each, Planned):
            each.make()


def report_pages(made: UnitParts) -> Iterator[Planned | str]:
    """Yield the page of each report; its path alone if it is published as it should be."""
    online = made.content.known.before.online
    for item, plan in zip(made.reports, made.plans, strict=True):
        path = output_path(item.summary.url)
        if plan.key and online(path, plan.key):
            yield path
            continue
        related = tuple(made.reports[at] for at in plan.related)
        make = partial(
            _report_page,
            made.unit,
            item,
            plan.links,
            related,
            carded=plan.carded,
            repeated=plan.repeated,
        )
        yield Planned(path=path, key=plan.key, make=make)


def _report_page(
    unit: UnitContext,
    item: ReportItem,
    neighbours: tuple[views.Link | None, views.Link | None],
    related: tuple[ReportItem, ...],
    *,
    carded: bool = False,
    repeated: bool = False,
) -> Output:
    near = tuple(report_card(unit.site, each.summary, None) for each in related)
    return report_page(unit, item, neighbours, near, carded=carded, repeated=repeated)


def standing_pages(made: UnitParts) -> Iterator[Planned | str]:
    """Yield each standing page, which names the others, or its path as `report_pages` does."""
    online = made.content.known.before.online
    siblings = tuple(page for page, _ in made.pages)
    names = repr([(page.slug, page.title) for page in siblings])
    for page, text in made.pages:
        path, key = output_path(text.draft.url), digest(text.id, names) if text.id else ""
        if key and online(path, key):
            yield path
            continue
        yield Planned(
            path=path,
            key=key,
            make=partial(
                standing_page,
                made.unit,
                page,
                (text.body.html, text.card_words()),
                siblings,
                review=review_note(made.unit, page.review, made.today),
                stand_in=text.stand_in,
            ),
        )


def _dataset_pages(made: UnitParts) -> Iterator[Planned]:
    for each in made.datasets:
        own = each.summary
        late = lateness(own.promised, own.period_end, made.today)
        mapped = _has_map(own, made.areas)
        key = page_key(each.id, own, made.today)
        yield Planned(
            path=output_path(each.url),
            key="" if each.again else key,  # without a chart that may be there next time
            make=partial(_dataset_page, made, each, late, mapped=mapped),
        )


def _has_map(own: DatasetSummary, areas: Areas) -> bool:
    """Whether the city has a map of a dataset's figures."""
    if own.areas is None or not own.described:
        return False
    named = areas_named((code for code, _ in own.areas.values), areas)
    keys = (entry.key for entry in named)
    return bool(named) and can_map(keys, shapes_of(areas), places_of_tiles(areas))


def _dataset_page(
    made: UnitParts, own: MadeDataset, late: Lateness | None, *, mapped: bool
) -> Output:
    from sitegen.pages.dataset import dataset_page

    if own.item is None:
        raise ValueError(own.path)  # only a page that is not published is made
    review = review_note(made.unit, own.summary.review, made.today)
    return dataset_page(made.unit, own.item, late, review, mapped=mapped)


def _sources_of_pages(
    made: UnitParts, pages: Container[str]
) -> dict[str, tuple[str, Callable[[], object] | None]]:
    """The source of each of these pages that is made of one, and how it is made without neighbours."""
    unit = made.unit
    found: dict[str, tuple[str, Callable[[], object] | None]] = {}
    for item in made.reports:
        if (path := output_path(item.summary.url)) in pages:
            alone = partial(_report_page, unit, item, (None, None), ())
            found[path] = (item.report.path, alone)
        found[output_path(report_card_url(item.summary.url))] = (item.report.path, None)
    for page, text in made.pages:
        alone = partial(standing_page, unit, page, (text.body.html, ""), ())
        found[output_path(text.draft.url)] = (page.path, alone)
    for profile in made.content.profiles:
        addresses = (each.url for each in unit.profile.services if each.url)
        found |= {output_path(url): (profile.path, None) for url in addresses}
    for each in made.datasets:
        found |= dict.fromkeys((output_path(each.url), _feed_path(each)), (each.path, None))
    return found


def _output(
    made: UnitParts, planned: Planned, own: dict[str, tuple[str, Callable[[], object] | None]]
) -> Output | None:
    """A page as it is made; None when the program fails over a file that it is made of."""
    if planned.path in own:
        path, alone = own[planned.path]
        output = made.faults.one(path, planned.make, alone)
    else:
        output = made.faults.among(planned.make, _each_alone(made))
    return replace(output, key=planned.key) if output else None


def gathered(
    unit: UnitParts,
    files: Iterable[Planned | Output | str],
    online: Callable[[str, str], bool],
) -> tuple[dict[str, Output], set[str], tuple[Problem, ...]]:
    """Return the outputs by path, made unless they are published, and the paths of those that are.

    Two different ones with one path are a problem, and the first is kept.
    """
    found: dict[str, Output] = {}
    kept: set[str] = set()
    problems: list[Problem] = []
    files = list(files)
    key = unit.key
    own = _sources_of_pages(unit, {each.path for each in files if isinstance(each, Planned)})
    for each in files:
        path = each if isinstance(each, str) else each.path
        if isinstance(each, str) or (
            isinstance(each, Planned) and each.key and online(path, each.key)
        ):
            clash = path in found or path in kept
            kept.add(path)
        else:
            output = _output(unit, each, own) if isinstance(each, Planned) else each
            if output is None:
                continue
            clash = path in kept or found.setdefault(path, output).body != output.body
        if clash:
            url = page_address(path)
            where = Where(path=f"content/{key}")
            problems.append(Problem.of("S011", where, url=url, second=key, taken=url, first=key))
    return found, kept - found.keys(), tuple(problems)
