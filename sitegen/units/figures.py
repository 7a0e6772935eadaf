"""The figures of one unit's datasets that the city chose to show, and what is wrong with its choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.keys.likeness import nearest
from sitegen.model import CityFigure, Params, Problem, WantedFigure, Where
from sitegen.store.record import dumps, loads

if TYPE_CHECKING:
    from sitegen.units.datasets import UnitDatasets
    from sitegen.units.faults import Faults
    from sitegen.units.made_datasets import MadeDataset


class UnitFigures(Struct, frozen=True, kw_only=True):
    """The figures found, in the order of `site.yml`, and a problem for each that was not.

    `moved` says that the file of one changed meanwhile, so that the next build has to try again.
    """

    found: tuple[CityFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    moved: bool = False


class _Kept(Struct, frozen=True):
    """What the cache keeps of a choice: the figure, or the code and texts of its problem."""

    figure: CityFigure | None
    code: str = ""
    params: Params = ()


def unit_figures(
    wanted: Iterable[WantedFigure],
    datasets: Iterable[MadeDataset],
    published: UnitDatasets,
    faults: Faults,
) -> UnitFigures:
    """Return the figures of the unit that are wanted; `datasets` are its published ones."""
    moved = False
    made = {each.summary.name: each for each in datasets}
    figures: list[CityFigure] = []
    problems: list[Problem] = []
    for each in wanted:
        dataset = made.get(each.dataset)
        if dataset is None:
            problems.append(_missing(each, made, published))
            continue
        kept = _Kept(None)
        with faults.over(dataset.path):
            kept = _kept(each, dataset, published)
        if kept.figure:
            problems += _no_count(each, kept.figure)
            figures.append(
                replace(
                    kept.figure,
                    number=each.number,
                    label=each.label or kept.figure.label,
                    better=each.better,
                    home=each.home,
                    held=dataset.summary.held,
                )
            )
        elif kept.code:
            problems.append(_problem(each, kept.code, kept.params))
        else:
            moved = True
    return UnitFigures(found=tuple(figures), problems=tuple(problems), moved=moved)


def _no_count(wanted: WantedFigure, own: CityFigure) -> Iterator[Problem]:
    """That a figure which is to count the inhabitants of the city cannot be a count of people."""
    value = own.past[-1][1]
    if wanted.inhabitants and not (own.whole and value > 0):
        # As Python writes it, which is as a table has it but for zeros at the end.
        text = f"{value:.10g}".replace(".", ",")
        yield _problem(wanted, "S100", (("column", wanted.column), ("found", text)))


def _kept(wanted: WantedFigure, dataset: MadeDataset, published: UnitDatasets) -> _Kept:
    """What the table has; one that was not made again is read only if it was not asked before."""

    def found() -> tuple[bytes, ...]:
        from sitegen.datasets.city_figure import city_figure

        content = published.get(wanted.dataset)
        if content is None:
            raise LookupError(wanted.dataset)
        table, meta = content.dataset.file.table, content.dataset.meta
        own = city_figure(replace(wanted, label=""), table, meta, content.url)
        if isinstance(own, CityFigure):
            return (dumps(_Kept(own)).encode(),)
        return (dumps(_Kept(None, own.code, own.params)).encode(),)

    plain = replace(wanted, number=0, label="", better="", home=False, line=0, character=0)
    key = digest(dataset.id, dataset.url, repr(plain))
    try:
        (text,) = published.context.cache.get("figures", key, found)
    except LookupError:
        return _Kept(None)
    return loads(_Kept, text.decode())


def _missing(
    wanted: WantedFigure, made: dict[str, MadeDataset], published: UnitDatasets
) -> Problem:
    """That the unit publishes no such dataset: it is held back, a draft, or not there at all."""
    waiting = dict(_waiting(published))
    if path := waiting.get(wanted.dataset, ""):
        return _problem(wanted, "S092", (("path", path), ("found", wanted.dataset)))
    if not made:
        return _problem(wanted, "S093", (("found", wanted.unit), ("dataset", wanted.dataset)))
    near = nearest(wanted.dataset, list(made)) or next(iter(made))
    found = f"{wanted.unit}/{wanted.dataset}"
    return _problem(wanted, "S085", (("found", found), ("nearest", f"{wanted.unit}/{near}")))


def _waiting(published: UnitDatasets) -> Iterator[tuple[str, str]]:
    """The names of datasets that are not published, each with its file."""
    from sitegen.units.datasets import slug_of

    for each in published.chosen:
        if each.value is None:
            yield slug_of(each.path), each.path


def _problem(wanted: WantedFigure, code: str, params: Params) -> Problem:
    where = Where(path="site.yml", line=wanted.line, column=wanted.character, field="angka")
    return Problem(code=code, where=where, params=params)
