"""What a unit has published, as the branch has it: each text, table and its profile, with its title."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from msgspec import Struct

from sitegen.city.git.commit import Tip, read_files
from sitegen.city.git.run import read_objects
from sitegen.i18n import N_
from sitegen.keys.frontmatter import Document, decode, split
from sitegen.keys.rules import Rules
from sitegen.keys.values import parse_yes_no
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.keys.yamltext import Mapping, Scalar
from sitegen.legible import legible, without_unseen
from sitegen.model import Problem
from sitegen.model.roles import CONTENT, role
from sitegen.privacy.text import masked
from sitegen.reports.former import former_address
from sitegen.reports.parse import file_date_and_name
from sitegen.tables.table import readable

PublishedKind = Literal["laporan", "pengumuman", "halaman", "data", "profil"]
KINDS: dict[PublishedKind, str] = {
    "laporan": N_("Report"),
    "pengumuman": N_("Notice"),
    "halaman": N_("Page"),
    "data": N_("Table"),
    "profil": N_("Profile"),
}
# Of a page of the list, and of all that is looked at: no unit of the sample comes near.
PER_PAGE = 50
MAX_ITEMS = 20_000
_DESCRIPTION = (".yml", ".yaml")
_MAX_DESCRIPTION = 256 * 1024


class PublishedItem(Struct, frozen=True, kw_only=True):
    """Something that a unit has in the branch: `path` is the city's, `name` that of its bytes in git.

    `described` is the description of a table, "" for none; `url` its address on the site, "" where
    none can be told or it is a `draft`. Titles have no numbers of people.
    """

    path: str
    name: str
    kind: PublishedKind
    title: str
    url: str = ""
    day: date | None = None
    draft: bool = False
    described: str = ""

    @property
    def below(self) -> str:
        """The path below the unit's folder, as addresses of the desk have it."""
        return self.path.split("/", 3)[3]


def read_published(root: Path, tip: Tip, unit: str, rules: Rules) -> tuple[PublishedItem, ...]:
    """Return what a unit has at the tip: its profile, then reports from the newest on, pages, tables."""
    committed = read_files(root, tip, f"{CONTENT}/{unit}")
    wanted = {
        path: name
        for path, name in committed.items()
        if role(path) in {"report", "page", "table", "profile"}
    }
    texts = {n for p, n in wanted.items() if role(p) in {"report", "page"}}
    described = {path: _description(path, committed) for path in wanted if role(path) == "table"}
    texts |= {committed[path] for path in described.values() if path}
    bodies = dict(read_objects(root, sorted(texts)))
    found = [
        _item(path, name, bodies, committed, described.get(path, ""), rules)
        for path, name in list(wanted.items())[:MAX_ITEMS]
    ]
    return tuple(sorted(found, key=_order))


def _order(item: PublishedItem) -> tuple[int, int, str]:
    places = {"profil": 0, "laporan": 1, "pengumuman": 1, "halaman": 2, "data": 3}
    return places[item.kind], -item.day.toordinal() if item.day else 0, item.title.casefold()


def _description(path: str, committed: dict[str, str]) -> str:
    stem = path.rpartition(".")[0]
    return next((stem + end for end in _DESCRIPTION if stem + end in committed), "")


def _item(
    path: str,
    name: str,
    bodies: dict[str, bytes],
    committed: dict[str, str],
    described: str,
    rules: Rules,
) -> PublishedItem:
    kind = role(path)
    if kind == "profile":
        return PublishedItem(path=path, name=name, kind="profil", title=path.rpartition("/")[2])
    if kind == "table":
        keys = dict(_keys_of_file(bodies.get(committed.get(described, ""), b""), described))
        title = keys.get("judul") or keys.get("title") or readable(PurePosixPath(path).stem)
        url = former_address(path, "", rules)
        return PublishedItem(
            path=path,
            name=name,
            kind="data",
            title=shown(title),
            url=url,
            described=described,
            draft=_is_draft(keys),
        )
    data = bodies.get(name, b"")
    text = decode(data, path)
    document = split(text, path) if isinstance(text, str) else None
    keys = dict(_scalars(document.mapping)) if isinstance(document, Document) else {}
    day, stem = file_date_and_name(path)
    lines = "\n".join(f"{key}: {keys[key]}" for key in ("tanggal", "slug", "draf") if key in keys)
    notice = keys.get("jenis", "").casefold() == "pengumuman" or bool(
        parse_yes_no(keys.get("penting", ""))
    )
    what: PublishedKind = "halaman" if kind == "page" else "pengumuman" if notice else "laporan"
    return PublishedItem(
        path=path,
        name=name,
        kind=what,
        title=shown(keys.get("judul") or keys.get("title") or readable(stem)),
        url=former_address(path, lines, rules),
        day=day,
        draft=_is_draft(keys),
    )


def _is_draft(keys: dict[str, str]) -> bool:
    return bool(parse_yes_no(keys.get("draf", keys.get("draft", ""))))


def shown(title: str) -> str:
    """Return a title as a list may show it: in one line, without numbers of people."""
    return " ".join(masked(without_unseen(legible(title))).split())


def _scalars(mapping: Mapping) -> Iterator[tuple[str, str]]:
    for key, node in mapping.entries:
        if isinstance(node, Scalar):
            yield key.text.strip().casefold(), node.text


def _keys_of_file(data: bytes, path: str) -> Iterator[tuple[str, str]]:
    file = parse_with_slips(data, path, _MAX_DESCRIPTION, frozenset()) if data else None
    if file is not None and not isinstance(file, Problem) and isinstance(file.root, Mapping):
        yield from _scalars(file.root)


def searched(items: tuple[PublishedItem, ...], words: str) -> tuple[PublishedItem, ...]:
    """Return the items whose titles or paths have all of these words."""
    wanted = words.casefold().split()
    return tuple(
        item
        for item in items
        if all(word in f"{item.title} {item.below}".casefold() for word in wanted)
    )


def item_at(items: tuple[PublishedItem, ...], below: str) -> PublishedItem | None:
    """Return the item with this path below the unit's folder."""
    return next((item for item in items if item.below == below), None)
