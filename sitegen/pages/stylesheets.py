"""Addresses of a theme's assets: each gets a digest in its name, also inside style sheets and scripts;
scripts lose their comments.

A style sheet names other assets as they lie in the theme's folder, `url("lambang/kota.svg")`, and a
script others that it needs, `import {zip} from "./zip.js"`. What they name is published under another
name, so that these addresses are written anew. One that leads nowhere, or to another host, is told:
browsers would not load it (`sitegen.policy`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct
from rjsmin import jsmin

from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.keys.likeness import nearest
from sitegen.model import Problem, Where

ASSETS_URL = "/aset/"
# Comments and texts are passed over; `@import "x.css"` and `url(x)` are addresses.
_PARTS = re.compile(
    r"""/\*.*?\*/
    |(?P<before>@import\s+)(?P<sheet>"[^"\n]*"|'[^'\n]*')
    |url\(\s*(?P<url>"[^"\n]*"|'[^'\n]*'|[^\s"')]*)\s*\)
    |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
# What a script loads, as modules name it: always below or beside the script itself.
_IMPORT = re.compile(r"""(?P<before>\b(?:from|import)\b\s*\(?\s*)(?P<sheet>"\.{1,2}/[^"\n]+")""")
# White space that says nothing: around these signs, and more than one in a row.
_IDLE = re.compile(r"\s*([{};,])\s*|\s+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Assets(Struct, frozen=True, kw_only=True):
    """The published assets: (name, address) and (name, bytes), sorted, and what is told of sheets.

    `named` has the names of the assets that some style sheet refers to.
    """

    addresses: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, bytes], ...]
    named: frozenset[str]
    problems: tuple[Problem, ...]


def with_addresses(files: Mapping[str, bytes], folder: str) -> Assets:
    """Return the assets in `files`, by their names, with their addresses.

    Problems are told of the files of `folder`, which is where a name lies in the city (T008).
    """
    return _made(tuple(sorted(files.items())), folder)


@lru_cache(maxsize=4)
def _made(parts: tuple[tuple[str, bytes], ...], folder: str) -> Assets:
    """The assets, remembered: a process that builds again has the same ones most of the time."""
    files = dict(parts)
    making = _Making(files, folder)
    for name in files:
        making.address(name)
    return Assets(
        addresses=tuple(sorted(making.addresses.items())),
        bodies=tuple(sorted(making.bodies.items())),
        named=frozenset(making.named),
        problems=tuple(making.problems),
    )


def _is_remark(part: str) -> bool:
    """Whether a part is a comment that nobody has to see; `/*!` begins one of a licence."""
    return part.startswith("/*") and not part.startswith("/*!")


@lru_cache(maxsize=512)
def _tight(part: str) -> str:
    return _IDLE.sub(lambda match: match[1] or " ", part)


class _Making:
    """Style sheets and scripts get their digest after what they refer to got its own."""

    def __init__(self, files: Mapping[str, bytes], folder: str) -> None:
        self.files = files
        self.folder = folder
        self.addresses: dict[str, str] = {}
        self.bodies: dict[str, bytes] = {}
        self.named: set[str] = set()
        self.problems: list[Problem] = []
        self._open: list[str] = []

    def address(self, name: str) -> str:
        """Return the address of an asset; its body is ready then."""
        if name not in self.addresses:
            data = self.files[name]
            if name.endswith(".css"):
                self._open.append(name)
                data = self._sheet(name, data)
                self._open.pop()
            elif name.endswith(".js"):
                self._open.append(name)
                data = self._script(name, jsmin(data))
                self._open.pop()
            stem, dot, ending = name.rpartition(".")
            self.bodies[name] = data
            self.addresses[name] = f"{ASSETS_URL}{stem}.{digest(data)[:8]}{dot}{ending}"
        return self.addresses[name]

    def _sheet(self, name: str, data: bytes) -> bytes:
        text = data.decode("utf-8", "surrogateescape")

        def written(match: re.Match[str]) -> str:
            given = match["sheet"] or match["url"]
            if given is None:
                return "" if _is_remark(match[0]) else match[0]
            found = self._resolved(name, given.strip("\"'"), text, match)
            if found is None:
                return match[0]
            return f'{match["before"]}"{found}"' if match["before"] else f'url("{found}")'

        pieces: list[str] = []
        last = 0
        for match in _PARTS.finditer(text):
            pieces += (_tight(text[last : match.start()]), written(match))
            last = match.end()
        return "".join((*pieces, _tight(text[last:]))).encode("utf-8", "surrogateescape")

    def _script(self, name: str, data: bytes) -> bytes:
        text = data.decode("utf-8", "surrogateescape")

        def written(match: re.Match[str]) -> str:
            found = self._resolved(name, match["sheet"].strip('"'), text, match)
            return match[0] if found is None else f'{match["before"]}"./{found}"'

        return _IMPORT.sub(written, text).encode("utf-8", "surrogateescape")

    def _resolved(self, sheet: str, link: str, text: str, match: re.Match[str]) -> str | None:
        """The address in place of `link`; None where it stays as it is, told or not."""
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link, re.DOTALL).groups()  # type: ignore[union-attr]  # fits any text
        if not path:
            return None
        told = Where(
            path=f"{self.folder}/{sheet}",
            line=text.count("\n", 0, match.start()) + 1,
            column=match.start() - text.rfind("\n", 0, match.start()),
        )
        name = _name(sheet, unquote(path))
        if _SCHEME.match(path):
            self._tell(told, link, N_("pages load nothing from elsewhere"))
        elif name not in self.files:
            self._tell(told, link, N_("the theme publishes no such file"))
        elif name in self._open:
            self._tell(told, link, N_("the files refer to each other in a circle"))
        else:
            self.named.add(name)
            own = posixpath.dirname(sheet) or "."
            address = posixpath.relpath(self.address(name).removeprefix(ASSETS_URL), own)
            return quote(address) + mark + rest
        return None

    def _tell(self, where: Where, link: str, reason: str) -> None:
        near = nearest(link.rpartition("/")[2], tuple(self.files)) or "lambang.svg"
        self.problems.append(Problem.of("T008", where, link=link, reason=reason, nearest=near))


def _name(sheet: str, path: str) -> str:
    """The name of the asset that a path in a style sheet means."""
    if path.startswith(ASSETS_URL):
        return path.removeprefix(ASSETS_URL)
    return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), path))
