"""A piece of content as a commit: whose it is, what its message says, how it is known again."""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import Struct

from sitegen.city.git.commit import NewCommit
from sitegen.city.owners import Owners
from sitegen.city.register import Register
from sitegen.city.unit_kinds import kind_of
from sitegen.i18n import N_, Translator
from sitegen.keys.frontmatter import Document, decode, split
from sitegen.keys.yamltext import Scalar
from sitegen.legible import legible, without_unseen
from sitegen.model import UnitEntry
from sitegen.model.roles import CONTENT
from sitegen.privacy.text import masked
from sitegen.submission.package import Piece
from sitegen.submission.placing import PlacedPiece

# The lines of a message by which a piece is known again, whatever becomes of its file.
ID, CONTENTS = "Kiriman", "Isi-Kiriman"
# By whom it was accepted at the desk, as another such line.
ACCEPTED = "Diterima-Oleh"
# Further lines at the end of a message, each with its name.
Lines: TypeAlias = "tuple[tuple[str, str], ...]"
_WHAT = {
    "laporan": N_("Report from {unit}: {title}"),
    "pengumuman": N_("Notice from {unit}: {title}"),
    "halaman": N_("Page from {unit}: {title}"),
    "pdf": N_("Documents from {unit}: {title}"),
    "data": N_("Data from {unit}: {title}"),
    "layanan": N_("Services of {unit}"),
    "profil": N_("Profile of {unit}"),
}
_MAX_TITLE = 100
# What git takes for the end of a name.
_IN_NAMES = re.compile(r"[<>\n\0]")


class SendingOffice(Struct, frozen=True, kw_only=True):
    """A unit as the author of commits; `address` is "" where the city's list of owners has none."""

    name: str
    address: str


def commit_of(
    placed: PlacedPiece, office: SendingOffice, package: str, t: Translator, lines: Lines = ()
) -> NewCommit:
    """Return the commit that brings a piece; `package` is the id of its package.

    `lines` stand at the end of its message, after those by which it is known again.
    """
    title = title_of(placed)
    first = t.gettext(_WHAT[placed.piece.item.kind]).format(unit=office.name, title=title)
    end = "".join(f"{name}: {' '.join(_IN_NAMES.sub(' ', text).split())}\n" for name, text in lines)
    return NewCommit(
        files={path: placed.contents[path] for path in placed.contents if path in placed.new},
        author=f"{office.name} <{office.address}>",
        message=f"{first}\n\n{ID}: {package}\n{CONTENTS}: {mark_of(placed.piece, package)}\n{end}",
    )


def mark_of(piece: Piece, package: str) -> str:
    """Return what a piece is known by: its content as sent; of a profile, which may come back, its package too."""
    own = piece.digest
    return f"{own}-{package}" if piece.item.kind in {"profil", "layanan"} else own


def title_of(placed: PlacedPiece) -> str:
    """Return the title that a text says it has, else its file's name; numbers of people are masked."""
    name = placed.main.rpartition("/")[2].rpartition(".")[0]
    if not placed.main.endswith(".md"):
        return name
    text = decode(placed.contents[placed.main], placed.main)
    document = split(text, placed.main) if isinstance(text, str) else None
    found = ""
    if isinstance(document, Document):
        for key, node in document.mapping.entries:
            if key.text.strip().casefold() in {"judul", "title"} and isinstance(node, Scalar):
                found = node.text
    shown = " ".join(masked(without_unseen(legible(found))).split())
    return (shown if len(shown) <= _MAX_TITLE else shown[: _MAX_TITLE - 3] + "...") or name


def office_of(entry: UnitEntry, register: Register, owners: Owners | None) -> SendingOffice:
    """Return an office by the register and the city's list of owners.

    Its address is the first one that the list has; of a host, that of the unit's id there, which the
    list counts as the office. Where the list has accounts alone, there is none.
    """
    kind = kind_of(register.kinds, entry.kind)
    own = dict(owners.units).get(entry.key, ()) if owners else ()
    plain = [who for who in own if "@" in who and not who.startswith("@")]
    exact = [who for who in plain if not who.startswith("*")]
    address = next(iter(exact), "") or next((f"{entry.id}{who[1:]}" for who in plain), "")
    name = " ".join(_IN_NAMES.sub(" ", entry.full_name(kind.label if kind else "")).split())
    return SendingOffice(name=name or entry.key, address=address)


def folder_of(entry: UnitEntry) -> str:
    """Return the folder of a unit in the city."""
    return f"{CONTENT}/{entry.key}"
