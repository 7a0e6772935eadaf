"""Sessions: a random token in a cookie, of which only the hash is kept, until somebody leaves or time is up."""

from __future__ import annotations

import json
from typing import Literal

from msgspec import Struct

from sitegen.desk.access.database import AccessDatabase, hash_of, new_secret

# Host-only, sent over HTTPS alone, out of reach of scripts; Lax, since who comes back from the provider
# comes from another site.
COOKIE = "__Host-meja"
Way = Literal["oidc", "tautan"]
# A session is written as used at most so often: each write waits for the disk.
SEEN_EVERY_S = 300.0
_MAX_TOKEN = 100


class Lasting(Struct, frozen=True, kw_only=True):
    """How long a session lasts, in seconds: without any use, and whatever happens."""

    idle: float
    whole: float


class DeskSession(Struct, frozen=True, kw_only=True):
    """A session as it is kept: who it is of (identities, or the key of a unit) and how they came in.

    `hash` is that of its token, `link` that of the office's link it began with, or "".
    """

    hash: str
    who: tuple[str, ...]
    way: Way
    link: str = ""


def begin(book: AccessDatabase, who: tuple[str, ...], way: Way, now: float, link: str = "") -> str:
    """Begin a session and return its token, which nobody had before."""
    token = new_secret()
    with book.writing() as rows:
        rows.execute(
            "insert into sessions values (?, ?, ?, ?, ?, ?)",
            (hash_of(token), json.dumps(who), way, link, now, now),
        )
    return token


def session_of(
    book: AccessDatabase, token: str, lasting: Lasting, now: float
) -> DeskSession | None:
    """Return the session of a token and note that it is used; None if there is none, or time is up."""
    if not token or len(token) > _MAX_TOKEN:
        return None
    key = hash_of(token)
    row = book.row("select who, way, link, made, seen from sessions where hash = ?", key)
    if row is None:
        return None
    who, way, link, made, seen = row
    within = now - float(seen) < lasting.idle and now - float(made) < lasting.whole
    if not (_link_lasts(book, str(link), now, within=within) if link else within):
        end(book, key)
        return None
    if now - float(seen) >= min(SEEN_EVERY_S, lasting.idle / 4):
        with book.writing() as rows:
            rows.execute("update sessions set seen = ? where hash = ?", (now, key))
    known: Way = "oidc" if way == "oidc" else "tautan"
    return DeskSession(hash=key, who=tuple(json.loads(str(who))), way=known, link=str(link))


def _link_lasts(book: AccessDatabase, link: str, now: float, *, within: bool) -> bool:
    """Whether a session that began with a link goes on: as long as the link does, and within its own time.

    A link that opens once cannot be opened again when time is up: only its own end counts.
    """
    row = book.row("select ends, once from links where hash = ?", link)
    return row is not None and now < float(row[0]) and (within or bool(row[1]))


def end(book: AccessDatabase, key: str) -> None:
    """End the session with this hash."""
    with book.writing() as rows:
        rows.execute("delete from sessions where hash = ?", (key,))


def end_of_link(book: AccessDatabase, link: str) -> int:
    """End all sessions that began with a link, and return how many."""
    with book.writing() as rows:
        return rows.execute("delete from sessions where link = ?", (link,)).rowcount


def open_of_link(book: AccessDatabase, link: str) -> int:
    """Return on how many devices a link is open."""
    row = book.row("select count(*) from sessions where link = ?", link)
    return int(row[0]) if row else 0


def leave_newest(book: AccessDatabase, link: str, count: int) -> None:
    """End the sessions of a link except the `count` that were used last."""
    with book.writing() as rows:
        rows.execute(
            "delete from sessions where link = ? and hash not in "
            "(select hash from sessions where link = ? order by seen desc, made desc limit ?)",
            (link, link, count),
        )


def clear(book: AccessDatabase, lasting: Lasting, now: float) -> None:
    """Forget sessions whose time is up, and links that have ended."""
    with book.writing() as rows:
        rows.execute("delete from links where ends <= ?", (now,))
        rows.execute(
            "delete from sessions where link <> '' and link not in (select hash from links)"
        )
        rows.execute(
            "delete from sessions where (seen <= ? or made <= ?) "
            "and link not in (select hash from links where once)",
            (now - lasting.idle, now - lasting.whole),
        )
