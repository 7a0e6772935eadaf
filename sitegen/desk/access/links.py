"""Links of offices: printed with a QR, so that a new admin finds the desk; they end, and can be taken back.

A link gives the rights to write of one unit and nothing else. Only its hash is kept: who loses the sheet
gets a new one, and the old stops working.
"""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from sitegen.desk.access.database import AccessDatabase, hash_of, new_secret

# 160 random bits: nobody finds one by trying, and the code on paper stays small.
_BYTES = 20
_MAX_TOKEN = 100


class OfficeLink(Struct, frozen=True, kw_only=True):
    """A link as it is kept: its hash, the unit, when it was made and when it ends (seconds since 1970).

    `once` says that it opens one session and no more; `opened` how many it has opened.
    """

    hash: str
    unit: str
    made: float
    ends: float
    once: bool = False
    opened: int = 0


def make_link(
    book: AccessDatabase, unit: str, now: float, lasting: float, *, once: bool = False
) -> str:
    """Make a link for a unit and return its secret; the one before and its sessions end."""
    secret = new_secret(_BYTES)
    with book.writing() as rows:
        _revoke(rows, unit)
        rows.execute(
            "insert into links values (?, ?, ?, ?, ?, 0)",
            (hash_of(secret), unit, now, now + lasting, int(once)),
        )
    return secret


def link_of(book: AccessDatabase, secret: str, now: float) -> OfficeLink | None:
    """Return the link of a secret; None for one that is not known, has ended or was used up."""
    if not secret or len(secret) > _MAX_TOKEN:
        return None
    row = book.row(f"{_SELECT} where hash = ?", hash_of(secret))
    found = _link(row) if row else None
    return found if found and is_open(found, now) else None


def is_open(link: OfficeLink, now: float) -> bool:
    """Whether a link still opens a session."""
    return now < link.ends and not (link.once and link.opened)


def use_link(book: AccessDatabase, secret: str, now: float) -> OfficeLink | None:
    """Count that a link is opened and return it; of one that opens once, only one caller gets it."""
    with book.writing() as rows:
        found = link_of(book, secret, now)
        if found:
            rows.execute("update links set opened = opened + 1 where hash = ?", (found.hash,))
    return found


def links_of(book: AccessDatabase, now: float) -> dict[str, OfficeLink]:
    """Return the link of each unit that has one which still opens."""
    found = (_link(row) for row in book.rows(_SELECT))
    return {each.unit: each for each in found if is_open(each, now)}


def revoke(book: AccessDatabase, unit: str) -> bool:
    """Take the link of a unit back and end what was opened with it; False if it had none."""
    with book.writing() as rows:
        return _revoke(rows, unit)


_SELECT = "select hash, unit, made, ends, once, opened from links"


def _link(row: tuple[str | float, ...]) -> OfficeLink:
    key, unit, made, ends, once, opened = row
    return OfficeLink(
        hash=str(key),
        unit=str(unit),
        made=float(made),
        ends=float(ends),
        once=bool(once),
        opened=int(opened),
    )


def _revoke(rows: sqlite3.Connection, unit: str) -> bool:
    rows.execute(
        "delete from sessions where link in (select hash from links where unit = ?)", (unit,)
    )
    return bool(rows.execute("delete from links where unit = ?", (unit,)).rowcount)
