"""Where the services of a unit's profile lead: resolved and checked like the links of texts."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from sitegen.keys.contacts import web_address
from sitegen.model import Output, Problem, Service, SiteLink, StandingPage, Where
from sitegen.reports.markdown.fragments import fragment_problem, resolved_fragment
from sitegen.units.datasets import UnitDatasets
from sitegen.units.finish import Finished
from sitegen.units.meant import TargetNames
from sitegen.units.page_files import PageFiles
from sitegen.units.references import References, Resolution
from sitegen.urls import unit_url


class ServiceLinks(Struct, frozen=True, kw_only=True):
    """The services with addresses in place of their links; those that lead nowhere have none.

    `links` are to be checked once all pages are known, `outputs` are documents beside the unit's page,
    made from the files `used`.
    """

    services: tuple[Service, ...] = ()
    links: tuple[SiteLink, ...] = ()
    outputs: tuple[Output, ...] = ()
    used: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    moved: bool = False


def service_links(
    services: Iterable[Service], path: str, finished: Iterable[Finished], published: UnitDatasets
) -> ServiceLinks:
    """Return where these services of the profile at `path` lead."""
    texts = {each.draft.source.path: each for each in finished}
    targets = {path: each.draft.url for path, each in texts.items()}
    targets |= {each.path: each.value.url for each in published.chosen if each.value}
    ids = {each.draft.url: dict.fromkeys(each.body.ids) for each in texts.values()}
    around = References(
        files=published.files,
        targets=targets,
        datasets=published,
        texts=frozenset(ids),
        context=published.context,
        names=TargetNames(targets),
        gate=published.gate,
        known=published.known,
    )
    files = PageFiles(unit_url(published.files.source.entry.key))
    profile = StandingPage(path=path, slug="", title="")
    found = Resolution(source=profile, around=around, files=files)
    problems: list[Problem] = []
    made: list[Service] = []
    for service in services:
        where = Where(path=path, line=service.line, column=1, field="tautan")
        address = _href(service.link, where, found, ids) if service.link else ""
        if isinstance(address, Problem):
            problems.append(address)
            address = ""
        made.append(replace(service, link=address))
    return ServiceLinks(
        services=tuple(made),
        links=tuple(found.links),
        outputs=tuple(files.outputs.values()),
        used=frozenset(found.used),
        problems=(*problems, *found.beside),
        moved=found.moved,
    )


def _href(
    link: str, where: Where, found: Resolution, ids: dict[str, dict[str, None]]
) -> str | Problem:
    target = found.link(link, where)
    if isinstance(target, Problem):
        # `layanan.bandung.go.id` is no file of the unit but a site.
        site = "" if target.code != "M004" or _is_file(link) else web_address(link)
        return site or target
    if not target.fragment:
        return target.href
    place = resolved_fragment(target.fragment, ids[target.page])
    if place is None:
        return fragment_problem(link, target.fragment, ids[target.page], where, 1)
    return f"{target.href}#{place}"


def _is_file(link: str) -> bool:
    return link.lower().endswith((".md", ".pdf", ".csv", ".xlsx", ".xls", ".yml", ".html"))
