"""Addresses of an older system, `data/alamat-lama.csv`: each, and where it leads now.

Here are those that no folder of the site can have, such as `/?p=12`, `/kel-dago.html` and
`/index.php/dago`; hosts answer them with what a build writes (docs/hosting.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from sitegen.address import Address
from sitegen.city.split_rows import TOO_BROKEN, split_rows
from sitegen.i18n import N_
from sitegen.model import Problem, Where
from sitegen.privacy.city import in_row

PATH = "data/alamat-lama.csv"
COLUMNS = ("lama", "baru")
MAX_ADDRESS, MAX_PARAMETERS = 400, 4
# Signs that the settings of some host give a meaning, and parts that mean another folder.
_UNFIT = re.compile(r"""[\x00-\x1f\x7f-\x9f"\\{}<>^`|*$#?]|//|/\.{1,2}(?:/|\Z)""")
_PARAMETER = re.compile(r"([A-Za-z0-9_]{1,40})=([A-Za-z0-9._~:,/-]{1,200})")
_PLAIN = ":/?#[]@!&'()+,;=%-._~"

FORM = N_("it is no path from `/` on, with letters, digits and plain signs")
PARAMETERS = N_("after the `?` stand up to 4 pairs such as `p=12`, joined by `&`")
HOST = N_("its host is not that of `alamat_situs`")
LONG = N_("it is longer than 400 characters")
CIRCLE = N_("it leads back to itself")
TWICE = N_("another row has it already, and leads elsewhere")
TARGET = N_("it is neither a path from `/` on nor an address with https://")
MISSING = N_("the site has no such page or file")


class OldAddress(Struct, frozen=True, kw_only=True):
    """An old address and where it leads.

    `path` is from the host's root and decoded, `parameters` are those that it needs, sorted by
    name. `target` is a path from the site's root, or a whole address elsewhere.
    """

    typed: str
    path: str
    target: str
    row: int
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What a request is recognised by."""
        return self.path, self.parameters

    @property
    def inside(self) -> bool:
        """Whether it leads to this site."""
        return self.target.startswith("/")


class _Unfit(Exception):  # noqa: N818 - becomes a Problem at once
    """Why an address cannot be used, as a message id."""


def read_old_addresses(
    root: Path, address: Address
) -> tuple[tuple[OldAddress, ...] | None, tuple[Problem, ...]]:
    """Return the old addresses of the city at `root`, None if it has no such list, and problems."""
    try:
        data = (root / PATH).read_bytes()
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return (), (Problem.of("S050", PATH, reason=error.strerror or str(error)),)
    return parse_old_addresses(data, address)


def parse_old_addresses(
    data: bytes, address: Address
) -> tuple[tuple[OldAddress, ...], tuple[Problem, ...]]:
    """Return the old addresses in `data` (CSV in UTF-8 with any separator), and problems.

    One that leads to another old address leads to the end of that way.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return (), (Problem.of("F002", Where(path=PATH, line=line, column=1)),)
    split = split_rows(text)
    problems = [
        Problem.of("D005", Where(path=PATH, row=each.row), reason=each.reason)
        for each in split.broken
    ]
    if not split.whole:
        problems.append(Problem.of("S050", PATH, reason=TOO_BROKEN))
    if missing := [name for name in COLUMNS if name not in split.names]:
        return (), (*problems, Problem.of("S050", PATH, reason=", ".join(missing)))
    known: dict[object, OldAddress] = {}
    for number, cells in split.rows[1:]:
        row = dict(zip(split.names, cells, strict=False))
        if old := _read_row(row, number, address, problems):
            first = known.setdefault(old.key, old)
            if first.target != old.target:
                problems.append(_problem("S051", old, TWICE))
    return tuple(_resolved(known, address, problems)), tuple(problems)


def _read_row(
    row: Mapping[str, str], number: int, address: Address, problems: list[Problem]
) -> OldAddress | None:
    typed, target = (row.get(name, "").strip() for name in COLUMNS)
    if not typed and not target:
        return None
    personal = tuple(
        in_row({name: row.get(name) for name in COLUMNS}, Where(path=PATH, row=number))
    )
    problems += personal
    if personal:
        return None
    try:
        path, parameters = _old(typed, address)
    except _Unfit as unfit:
        where = Where(path=PATH, row=number, field="lama")
        problems.append(Problem.of("S051", where, found=typed, reason=str(unfit)))
        return None
    leads = _target(target, address)
    if not leads:
        where = Where(path=PATH, row=number, field="baru")
        problems.append(Problem.of("S052", where, found=target, reason=TARGET))
        return None
    return OldAddress(typed=typed, path=path, parameters=parameters, target=leads, row=number)


def _old(typed: str, address: Address) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The path from the host's root and the parameters of an old address; raises _Unfit."""
    if len(typed) > MAX_ADDRESS:
        raise _Unfit(LONG)
    prefix = address.prefix
    if typed.startswith(("http://", "https://")):
        host, prefix = urlsplit(typed).netloc, ""
        if host.casefold() != urlsplit(address.base_url).netloc:
            raise _Unfit(HOST)
        typed = typed.partition("//")[2].removeprefix(host) or "/"
    path, mark, query = typed.partition("?")
    try:
        whole = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        raise _Unfit(FORM) from None
    if not path.startswith("/") or _UNFIT.search(whole) or "#" in query:
        raise _Unfit(FORM)
    pairs = [_PARAMETER.fullmatch(each) for each in query.split("&")] if mark else []
    named = {match[1]: match[2] for match in pairs if match}
    if len(named) < len(pairs) or len(pairs) > MAX_PARAMETERS:
        raise _Unfit(PARAMETERS)
    return prefix + whole, tuple(sorted(named.items()))


def _target(typed: str, address: Address) -> str:
    """Where an old address leads: a path of this site or an address elsewhere; "" for neither."""
    if typed.startswith(("http://", "https://")):
        return address.own(typed) or quote(typed, safe=_PLAIN)
    fits = typed.startswith("/") and not typed.startswith("//")
    return typed if fits and not re.search(r"[\s\x00-\x1f\\]", typed) else ""


def _resolved(
    known: dict[object, OldAddress], address: Address, problems: list[Problem]
) -> Iterator[OldAddress]:
    """Yield each old address with the end of its way; those in a circle are problems."""
    for old in known.values():
        at, seen = old, {old.key}
        while at.inside and (after := known.get((place(at.target, address), ()))):
            if after.key in seen:
                problems.append(_problem("S051", old, CIRCLE))
                break
            seen.add(after.key)
            at = after
        else:
            yield replace(old, target=at.target)


def place(target: str, address: Address) -> str:
    """Return the decoded path, from the host's root, of a path of the site."""
    path = target.partition("#")[0].partition("?")[0]
    return address.prefix + unquote_to_bytes(path).decode("utf-8", "replace")


def dead_end(old: OldAddress) -> Problem:
    """Return the problem of an old address that leads to nothing on the site."""
    where = Where(path=PATH, row=old.row, field="baru")
    return Problem.of("S052", where, found=old.target, reason=MISSING)


def hiding(old: OldAddress) -> Problem:
    """Return the problem of an old address that the site itself uses."""
    return Problem.of("S053", Where(path=PATH, row=old.row, field="lama"), found=old.typed)


def _problem(code: str, old: OldAddress, reason: str) -> Problem:
    where = Where(path=PATH, row=old.row, field="lama")
    return Problem.of(code, where, found=old.typed, reason=reason)
