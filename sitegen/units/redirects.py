"""Old addresses of a unit's texts, from which pages lead on to where the texts are now."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.model import UNIT_KINDS, Problem, Where
from sitegen.pages.unit_shared import redirect_page
from sitegen.urls import folded, output_path

if TYPE_CHECKING:
    from sitegen.units.desk import Desk

# No part begins with a dot: `..` would lead out of the site.
_ALIAS = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+")


def put_aliases(desk: Desk, named: Iterable[tuple[str, str, str, tuple[str, ...]]]) -> None:
    """Put a redirect for each old address that is free and is not the city's or another's.

    `named` has the path, the title and the address of each text, and its old addresses.
    """
    own = f"/{desk.source.entry.key}/"
    reserved = frozenset(map(folded, (*UNIT_KINDS, *desk.shared.reserved)))
    taken = {folded(path) for path in desk.outputs}
    for path, title, url, aliases in named:
        for alias in aliases:
            target = output_path(alias)
            if not _ALIAS.fullmatch(alias) or not _free(target, own, reserved, taken):
                where = Where(path=path, field="alias")
                problem = Problem(code="M009", where=where, params=(("found", alias),))
                desk.report(path, (problem,))
                continue
            desk.put((redirect_page(desk.shared.site, alias, url, title),))
            taken.add(folded(target))
            desk.trace(path, (target,))


def _free(target: str, own: str, reserved: Container[str], taken: Container[str]) -> bool:
    """Whether a redirect may be written to `target`: no page's, no file's, not the city's.

    `reserved` are the first parts of the city's addresses and `taken` the unit's paths, as
    `folded` gives them.
    """
    name = folded(target)
    first = name.partition("/")[0]
    if not f"/{target}".startswith(own) and (first in reserved or "." in first):
        return False
    above = [str(path) for path in PurePosixPath(name).parents]
    return name not in taken and not any(
        path in taken or path.endswith("index.html") for path in above
    )
