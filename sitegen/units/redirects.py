"""Old addresses of a unit's texts, whose pages redirect to where the texts are now."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from sitegen.model import UNIT_KINDS, Output, Problem, Where
from sitegen.pages.unit_shared import redirect_page
from sitegen.units.context import BuildContext
from sitegen.units.texts import Draft
from sitegen.urls import folded, output_path

# No part begins with a dot: `..` would lead out of the site.
_ALIAS = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The page at an old address, and the source that declares it."""

    path: str
    output: Output


def redirects(
    drafts: Iterable[Draft], paths: Iterable[str], key: str, context: BuildContext
) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """Return a redirect for each old address that is free and not the city's or another unit's.

    `paths` are those of the unit's outputs. Each address that is not free is a problem (M009).
    """
    reserved = frozenset(map(folded, (*UNIT_KINDS, *context.reserved)))
    taken = {folded(path) for path in paths}
    found: list[Redirect] = []
    problems: list[Problem] = []
    for draft in drafts:
        source = draft.source
        for alias in source.aliases:
            target = output_path(alias)
            if not _ALIAS.fullmatch(alias) or not _free(target, f"/{key}/", reserved, taken):
                where = Where(path=source.path, field="alias")
                problems.append(Problem.of("M009", where, found=alias))
                continue
            page = redirect_page(context.site, alias, draft.url, source.title)
            found.append(Redirect(path=source.path, output=page))
            taken.add(folded(target))
    return tuple(found), tuple(problems)


def _free(target: str, own: str, reserved: Container[str], taken: Container[str]) -> bool:
    """Whether a redirect may be written to `target`, which no page, file or the city may have.

    `reserved` has the first parts of the city's addresses and `taken` the unit's paths, as
    `folded` returns them.
    """
    name = folded(target)
    first = name.partition("/")[0]
    if not f"/{target}".startswith(own) and (first in reserved or "." in first):
        return False
    above = [str(path) for path in PurePosixPath(name).parents]
    return name not in taken and not any(
        path in taken or path.endswith("index.html") for path in above
    )
