"""Checks over the whole site, after all units are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model import Problem, SiteLink
from sitegen.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def broken_links(links: Iterable[SiteLink], paths: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each author's link to an address of this site without a page.

    Links that templates make need no check: they are made from what is published.
    """
    problems: list[Problem] = []
    for link in links:
        address = link.url.partition("#")[0].partition("?")[0]
        path = output_path(address)
        if path in paths or f"{path}/index.html" in paths:
            continue
        params = (("link", link.url),)
        problems.append(Problem(code="M007", where=link.where, params=params))
    return tuple(problems)
