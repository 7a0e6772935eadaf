"""The city's own pages: those whose part of the units' summaries changed are made."""

from __future__ import annotations

from sitegen.digest import digest
from sitegen.engine.plan import rules_key
from sitegen.engine.stage import Stage
from sitegen.engine.units import entries, summaries
from sitegen.engine.work import Work
from sitegen.model import Output
from sitegen.pages.city import City


def reduce_city(work: Work, assets: tuple[Output, ...]) -> None:
    """Make the city's pages whose part of the summaries changed; keep the others."""
    site = rules_key(work.shared)
    # In the register's order: that of `rows` hangs on which units were stale.
    rows = (work.rows[key].summary for key in work.results if key in work.rows)
    today = str(work.shared.now.date())
    work.city_key = digest(site, today, repr(entries(work)), repr(work.tiles), *rows)
    if work.city_key == work.state.meta.get("city") and not work.options.force:
        for path, entry in work.state.outputs.items():
            if not entry.owner:
                work.keep(path, "")
        return
    from sitegen.portal.portal import city_pages

    stage = work.stage("")
    free = True
    for page in city_pages(city_of(work)):
        key = digest(site, page.key) if page.key else ""
        old = work.state.outputs.get(page.path)
        fresh = bool(key) and old is not None and not old.owner and old.key == key
        if fresh and not work.options.force:
            free &= work.keep(page.path, "")
        else:
            free &= _put(work, stage, page.make(), key)
    for output in assets:
        free &= _put(work, stage, output, "")
    if not free:
        work.city_key = ""  # as for units: the next build tries again


def city_of(work: Work) -> City:
    """Return all that the city's pages are made of."""
    return City(
        site=work.shared.site,
        entries=entries(work),
        summaries=summaries(work),
        tiles=work.tiles,
        today=work.shared.now.date(),
    )


def _put(work: Work, stage: Stage | None, output: Output, key: str) -> bool:
    """Stage a file of the city and take it; return whether no other owner has its path."""
    if stage is None:
        return work.own(output.path, "")
    (staged,) = stage.put((output,), key)
    return work.take(staged, "")
