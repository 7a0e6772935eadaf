"""What the desk remembers: items that wait, and what was answered, in SQLite.

What was published, and who did it, is in git alone. An item is in here only when its body lies on the
disk for good; rows are written by one process, through one connection.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Problem
from sitegen.store import files

NAME = "meja.db"
# The states of an item: being checked; waiting for somebody; accepted, and on its way into git;
# published; returned.
ItemState = Literal["diperiksa", "menunggu", "diterima", "terbit", "dikembalikan"]
STATES: tuple[ItemState, ...] = ("diperiksa", "menunggu", "diterima", "terbit", "dikembalikan")
PATIENCE = 20.0
_VERSION = 1
# SQLite's numbers go no further.
_LARGEST = 2**63 - 1
_TABLES = """
CREATE TABLE items (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  unit TEXT NOT NULL,
  act TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  sent TEXT NOT NULL,
  changed TEXT NOT NULL,
  bytes TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  accepted_by TEXT NOT NULL DEFAULT '',
  commit_name TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  pieces BLOB NOT NULL DEFAULT x'5b5d',
  trouble TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX items_state ON items (state, number);
CREATE INDEX items_unit ON items (unit, number);
CREATE TABLE notes (
  item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX notes_item ON notes (item);
"""


class ItemPiece(Struct, frozen=True, kw_only=True):
    """A piece of content in an item: its kind, title, path in the city, commit, and problems.

    `good` says that it has no errors.
    """

    kind: str
    title: str
    path: str = ""
    good: bool = True
    commit: str = ""
    problems: tuple[Problem, ...] = ()


class Item(Struct, frozen=True, kw_only=True):
    """Something that was sent to the desk. `act` is what is to be done with its `body`, a file's name.

    `sent` and `changed` are moments in UTC. `trouble` says why the desk could not do its part, which
    is no fault of whoever sent it; `tries` counts how often that was tried.
    """

    number: int
    unit: str
    act: str
    state: ItemState
    title: str
    sent: str
    changed: str
    bytes: str
    content: str
    body: str
    accepted_by: str
    commit: str
    address: str
    pieces: tuple[ItemPiece, ...]
    trouble: str
    tries: int


class ItemNote(Struct, frozen=True, kw_only=True):
    """What somebody answered to an item."""

    at: str
    by: str
    text: str


class NewItem(Struct, frozen=True, kw_only=True):
    """An item to be remembered; `bytes` and `content` are digests, "" for content that is new each time."""

    unit: str
    act: str
    body: str
    bytes: str
    content: str = ""
    state: ItemState = "diperiksa"
    title: str = ""


_COLUMNS = (
    "number, unit, act, state, title, sent, changed, bytes, content, body, accepted_by,"
    " commit_name, address, pieces, trouble, tries"
)
_CHANGEABLE = frozenset(
    {"state", "title", "accepted_by", "commit", "address", "pieces", "trouble", "tries"}
)
# Kinds of content that are added, and take the place of nothing.
_ADDED = frozenset({"laporan", "pengumuman", "halaman", "pdf", "data"})
_NAMES = {"commit": "commit_name"}


class Store:
    """The desk's memory, open; may be used by several threads of one process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._line = sqlite3.connect(
            folder / NAME, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        self._line.execute("PRAGMA journal_mode=WAL")
        self._line.execute("PRAGMA synchronous=FULL")
        self._line.execute("PRAGMA foreign_keys=ON")
        with self._writing("open"):
            if self._line.execute("PRAGMA user_version").fetchone()[0] == 0:
                for each in filter(str.strip, _TABLES.split(";")):
                    self._line.execute(each)
                self._line.execute(f"PRAGMA user_version={_VERSION}")

    def close(self) -> None:
        """Close it; whatever was written stays."""
        with self._lock:
            self._line.close()

    def add(self, new: NewItem, now: str) -> tuple[int, bool]:
        """Remember an item and return its number, and whether it is new: the same bytes are one item.

        So is the same content, unless it was returned meanwhile.
        """
        with self._writing("add"):
            known = self._line.execute(
                "SELECT number FROM items WHERE bytes = ?1 OR (content = ?2 AND ?2 <> ''"
                " AND unit = ?3 AND state <> 'dikembalikan') ORDER BY bytes = ?1 DESC, number DESC",
                (new.bytes, new.content, new.unit),
            ).fetchone()
            if known:
                return int(known[0]), False
            made = self._line.execute(
                "INSERT INTO items (unit, act, state, title, sent, changed, bytes, content, body)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(new.unit, new.act, new.state, new.title, now, now),
                    *(new.bytes, new.content, new.body),
                ),
            )
            return int(made.lastrowid or 0), True

    def get(self, number: int) -> Item | None:
        """Return an item, None if there is none of this number."""
        if number > _LARGEST:
            return None
        with self._lock:
            row = self._line.execute(
                f"SELECT {_COLUMNS} FROM items WHERE number = ?",  # noqa: S608 - fixed words
                (number,),
            ).fetchone()
        return _item(row) if row else None

    def find(
        self,
        states: Collection[ItemState],
        units: Collection[str] | None = None,
        *,
        before: int = 0,
        most: int = 50,
        oldest: bool = False,
    ) -> tuple[Item, ...]:
        """Return items in these states, of these units or of all, newest first unless `oldest`.

        `before` is the number from which on they are left out, 0 for none.
        """
        where, given = _where(states, units)
        if before:
            where, given = f"{where} AND number < ?", [*given, before]
        order = "ASC" if oldest else "DESC"
        with self._lock:
            rows = self._line.execute(
                f"SELECT {_COLUMNS} FROM items WHERE {where} ORDER BY number {order} LIMIT ?",  # noqa: S608
                (*given, most),
            ).fetchall()
        return tuple(map(_item, rows))

    def counts(self, units: Collection[str] | None = None) -> dict[tuple[str, str], int]:
        """Return how many items there are by unit and state."""
        where, given = _where(STATES, units)
        with self._lock:
            rows = self._line.execute(
                f"SELECT unit, state, count(*) FROM items WHERE {where} GROUP BY 1, 2",  # noqa: S608
                given,
            ).fetchall()
        return {(unit, state): count for unit, state, count in rows}

    def change(
        self, number: int, now: str, *, only: Collection[ItemState] = STATES, **values: object
    ) -> bool:
        """Change an item if it is in one of these states; return whether it was."""
        if wrong := values.keys() - _CHANGEABLE:
            raise TypeError(", ".join(sorted(wrong)))
        given = {k: msgspec.json.encode(v) if k == "pieces" else v for k, v in values.items()}
        changes = ", ".join(f"{_NAMES.get(name, name)} = ?" for name in (*given, "changed"))
        states = ", ".join("?" * len(only))
        with self._writing("change"):
            done = self._line.execute(
                f"UPDATE items SET {changes} WHERE number = ? AND state IN ({states})",  # noqa: S608
                (*given.values(), now, number, *only),
            )
            return done.rowcount == 1

    def note(self, number: int, now: str, by: str, text: str) -> None:
        """Add what somebody answered to an item."""
        with self._writing("note"):
            self._line.execute("INSERT INTO notes VALUES (?, ?, ?, ?)", (number, now, by, text))

    def notes(self, number: int) -> tuple[ItemNote, ...]:
        """Return what was answered to an item, first to last."""
        with self._lock:
            rows = self._line.execute(
                "SELECT at, by, text FROM notes WHERE item = ? ORDER BY rowid", (number,)
            ).fetchall()
        return tuple(ItemNote(at=at, by=by, text=text) for at, by, text in rows)

    def rename(self, commits: Mapping[str, str], now: str) -> tuple[int, ...]:
        """Write down what commits are called now; "" stands for one that has to be made anew.

        Its item goes on its way into git again; what changes something that was there before waits for
        somebody to look at it once more. Return the numbers of those.
        """
        looked: list[int] = []
        with self._writing("rename"):
            for old, new in commits.items():
                rows = self._line.execute(
                    "SELECT number, state, pieces FROM items WHERE instr(pieces, ?)", (old,)
                ).fetchall()
                for number, state, data in rows:
                    pieces = msgspec.json.decode(data, type=tuple[ItemPiece, ...])
                    after: ItemState = state if new else "diterima"
                    if not new and any(p.commit == old and p.kind not in _ADDED for p in pieces):
                        looked.append(number)
                        after = "menunggu"
                    pieces = tuple(replace(p, commit=new) if p.commit == old else p for p in pieces)
                    first = next((each.commit for each in pieces if each.commit), "")
                    self._line.execute(
                        "UPDATE items SET pieces = ?, commit_name = ?, state = ?, changed = ?"
                        " WHERE number = ?",
                        (msgspec.json.encode(pieces), first, after, now, number),
                    )
        return tuple(looked)

    def forget(self, before: str) -> tuple[str, ...]:
        """Forget what was published or returned, and not changed since; return the bodies of that."""
        with self._writing("forget"):
            rows = self._line.execute(
                "DELETE FROM items WHERE state IN ('terbit', 'dikembalikan') AND changed < ?"
                " RETURNING body",
                (before,),
            ).fetchall()
        return tuple(row[0] for row in rows)

    def bodies(self) -> frozenset[str]:
        """Return the names of the files of all items."""
        with self._lock:
            return frozenset(row[0] for row in self._line.execute("SELECT body FROM items"))

    @contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        """One transaction, on the disk when it ends."""
        with self._lock:
            files.step("desk", name)
            self._line.execute("BEGIN IMMEDIATE")
            try:
                yield
                files.step("desk commit", name)
                self._line.execute("COMMIT")
            except BaseException:
                if self._line.in_transaction:
                    self._line.execute("ROLLBACK")
                raise


def _where(
    states: Collection[ItemState], units: Collection[str] | None
) -> tuple[str, list[object]]:
    """A condition and its values."""
    where, given = f"state IN ({', '.join('?' * len(states))})", list[object](states)
    if units is not None:
        where += " AND unit IN (SELECT value FROM json_each(?))"
        given.append(msgspec.json.encode(sorted(units)).decode())
    return where, given


def _item(row: tuple[Any, ...]) -> Item:
    values: dict[str, Any] = dict(zip(Item.__struct_fields__, row, strict=True))
    values["pieces"] = msgspec.json.decode(values["pieces"], type=tuple[ItemPiece, ...])
    return Item(**values)
