"""Old addresses of a unit's pages, whose pages redirect to where these are now.

Authors write them as `alias`; what git knows to have moved gets its redirect by itself.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sitegen.city.git.mainline import Had, Stay, tenure
from sitegen.i18n import N_
from sitegen.keys.rules import Rules
from sitegen.model import Output, Problem, SharePicture, Where
from sitegen.model.roles import role
from sitegen.pages.unit_shared import redirect_page
from sitegen.reports.former import former_address
from sitegen.reports.parse import parse_page, parse_report
from sitegen.units.context import BuildContext
from sitegen.units.files import UnitFiles
from sitegen.urls import folded, is_device, output_path

MAX_PARTS, MAX_PART, MAX_ADDRESS = 8, 100, 200
MAX_OF_TEXT, MAX_OF_UNIT = 20, 1_000
# No part begins with a dot: `..` would lead out of the site.
_ALIAS = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+")
# What hosts and programs take for something else than a page.
_MEANT = frozenset({"cname", "404", "404.html", "index.html"})
# Of a unit: what is kept for later, and addresses that its lists have or may get.
_KEPT = re.compile(
    r"(?:dip|kartu\.png|fakta|layar|datapackage\.json|feed\.xml|feed\.json|sitemap(?:-\d+)?\.xml)/.*"
    r"|(?:agenda|data|halaman|laporan|layanan)/|laporan/\d{4}/(?:\d{2}/)?"
)

FORM = N_("it is no path of letters, digits and the signs - . _ ~ that begins and ends with `/`")
LONG = N_("it is too long for some hosts and systems")
MEANT = N_("names such as `_headers`, `CNAME`, `404` and `index.html` mean something to hosts")
DEVICE = N_("Windows cannot store names of devices such as `con` and `aux`, or a dot at the end")
FOREIGN = N_(
    "it belongs to the city or to another unit; addresses of a former unit lead on by `id_lama` or "
    "`penerus` in data/units.csv"
)
OF_UNIT = N_("the unit keeps it for its lists and files")
IN_USE = N_("a page or a file of the unit has it")


class Moved(Struct, frozen=True, kw_only=True):
    """A published page that may have been elsewhere: its source, its address, its old ones,
    and what shared links show of it.
    """

    path: str
    url: str
    title: str
    aliases: tuple[str, ...] = ()
    shown: tuple[str, SharePicture | None] = ("", None)


class Redirect(Struct, frozen=True, kw_only=True):
    """The page at an old address, and the source that had it."""

    path: str
    output: Output


@dataclass(slots=True, kw_only=True)
class _Found:
    """The redirects of a unit while they are found.

    `taken` has the paths of all its files, `held` the sources of redirects by path; `wanted` counts
    what authors wrote.
    """

    key: str
    context: BuildContext
    taken: set[str]
    redirects: list[Redirect] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    wanted: int = 0

    def add(self, page: Moved, address: str) -> None:
        """Make a redirect from an address that is free, up to the limit of the unit."""
        if len(self.redirects) >= MAX_OF_UNIT:
            return
        output = redirect_page(self.context.site, address, page.url, page.title, page.shown)
        self.redirects.append(Redirect(path=page.path, output=output))
        name = folded(output.path)
        self.taken.add(name)
        self.held[name] = page.path


def redirects(
    pages: Iterable[Moved],
    paths: Iterable[str],
    files: UnitFiles,
    context: BuildContext,
    former: tuple[str, ...] = (),
) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """Return a redirect for each old address that is free and not the city's or another unit's.

    `paths` are those of the unit's outputs, `former` the keys of units that it follows. What authors wrote comes first; each of it that is not
    free is a problem (M009, M022). What git knows besides is a redirect where nothing else is.
    """
    key = files.source.entry.key
    reserved = frozenset(map(folded, context.reserved))
    found = _Found(key=key, context=context, taken=set(map(folded, paths)))
    pages = tuple(pages)
    own = tuple(f"/{each}/" for each in (key, *former))
    for page, alias in _written(pages, found, files):
        if other := found.held.get(folded(output_path(alias))):
            reason = ""
            if other != page.path:
                where = Where(path=page.path, field="alias")
                found.problems.append(Problem.of("M022", where, found=alias, other=other))
        elif reason := refusal(alias, own, reserved) or _in_the_way(alias, found.taken):
            where = Where(path=page.path, field="alias")
            found.problems.append(Problem.of("M009", where, found=alias, reason=reason))
        else:
            found.wanted += 1
            found.add(page, alias)
    for page in pages:
        for address in _left(page, files, context):
            if not _in_the_way(address, found.taken):
                found.add(page, address)
    if found.wanted > MAX_OF_UNIT:
        count, limit = str(found.wanted), str(MAX_OF_UNIT)
        found.problems.append(Problem.of("U039", f"content/{key}", count=count, limit=limit))
    return tuple(found.redirects), tuple(found.problems)


def refusal(alias: str, own: tuple[str, ...], reserved: Container[str]) -> str:
    """Return why no text of a unit may have this old address, as a message id, or "".

    `own` are the addresses of the unit and of those that it follows, `reserved` has the first parts of addresses of the city and of all
    kinds of units, as `folded` returns them.
    """
    parts = alias.strip("/").split("/")
    if any(part.startswith("_") or part.lower() in _MEANT for part in parts):
        return MEANT
    if not _ALIAS.fullmatch(alias):
        return FORM
    if len(parts) > MAX_PARTS or len(alias) > MAX_ADDRESS or max(map(len, parts)) > MAX_PART:
        return LONG
    if any(map(is_device, parts)):
        return DEVICE
    name = folded(alias)
    for start in own:
        if name.startswith(start):
            return OF_UNIT if _KEPT.fullmatch(name.removeprefix(start)) else ""
    first = folded(parts[0])
    return FOREIGN if first in reserved or "." in first else ""


def _in_the_way(address: str, taken: Container[str]) -> str:
    """Return why a redirect may not be written there, or "": a page or file is in its way."""
    name = folded(output_path(address))
    above = [str(path) for path in PurePosixPath(name).parents]
    return IN_USE if name in taken or any(path in taken for path in above) else ""


def _written(
    pages: tuple[Moved, ...], found: _Found, files: UnitFiles
) -> Iterator[tuple[Moved, str]]:
    """Yield each page with each old address that its author wrote, up to the limit of a text.

    Of several that name one address, the page that has had it longest comes first.
    """
    context, root = found.context, files.source.root
    since = tenure(Path(root)) if context.past.git and root else None
    wanting: dict[str, list[tuple[Moved, str]]] = {}
    for page in pages:
        if len(page.aliases) > MAX_OF_TEXT:
            count, limit = str(len(page.aliases)), str(MAX_OF_TEXT)
            where = Where(path=page.path, field="alias")
            found.problems.append(Problem.of("M023", where, count=count, limit=limit))
        for alias in page.aliases[:MAX_OF_TEXT]:
            wanting.setdefault(folded(output_path(alias)), []).append((page, alias))
    for several in wanting.values():
        if len({page.path for page, _ in several}) > 1:
            several.sort(key=lambda pair: pair[0].path)
            if since:
                several.sort(
                    key=lambda pair: since(pair[0].path, had_alias(pair[1], context.rules))
                )
        yield from several


def had_alias(alias: str, rules: Rules) -> Had:
    """Return the judge of a text's versions that says whether one named this old address."""
    target = folded(output_path(alias))

    def had(then: str, body: bytes) -> Stay:
        parse = parse_report if role(then) == "report" else parse_page
        text, _ = parse(body, then, rules)
        if text is None:
            return "wrong"
        named = {folded(output_path(each)) for each in text.aliases}
        return "there" if target in named and not text.draft else "other"

    return had


def _left(page: Moved, files: UnitFiles, context: BuildContext) -> tuple[str, ...]:
    """The addresses in the unit at which git knows the page to have been."""
    file = files.by_path.get(page.path)
    own = f"/{files.source.entry.key}/"
    found = (
        (former_address(old, lines, context.rules) for old, lines in file.former) if file else ()
    )
    known = dict.fromkeys(url for url in found if url.startswith(own) and url != page.url)
    return tuple(known)[:MAX_OF_TEXT]
