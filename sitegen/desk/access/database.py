"""The file in which sessions, links and sign-ins under way are kept: hashes of secrets, never secrets."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import UsageError
from sitegen.model import Problem

NAME = "masuk.sqlite3"
_WAIT_S = 10.0
_SECRET_BYTES = 32
_TABLES = """
create table if not exists links (
    hash text primary key, unit text not null, made real not null, ends real not null,
    once integer not null, opened integer not null default 0
) strict;
create index if not exists links_by_unit on links (unit);
create table if not exists sessions (
    hash text primary key, who text not null, way text not null, link text not null,
    made real not null, seen real not null
) strict;
create index if not exists sessions_by_link on sessions (link);
create table if not exists started (
    hash text primary key, next text not null, made real not null
) strict;
"""


class AccessDatabase:
    """The open file; one thread at a time, one transaction at a time, each on the disk when it ends.

    Raises UsageError where the file cannot be made or used.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(
                path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = full")
            self._connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else ""
            problem = Problem.of("K033", str(path), reason=reason or str(error))
            raise UsageError(problems=(problem,)) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within a transaction, which an exception takes back."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    def row(self, query: str, *values: str | float) -> tuple[str | float, ...] | None:
        """Return the first row of a query, None if it has none."""
        with self._lock:
            found: tuple[str | float, ...] | None = self._connection.execute(
                query, values
            ).fetchone()
        return found

    def rows(self, query: str, *values: str | float) -> list[tuple[str | float, ...]]:
        """Return all rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def new_secret(size: int = 32) -> str:
    """Return so many random bytes in letters that stand in an address as they are."""
    return secrets.token_urlsafe(size)


def read_secret(path: Path) -> bytes:
    """Return the secret that a file keeps for the desk, made when there is none."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        found = path.read_bytes()
        if len(found) < _SECRET_BYTES:
            path.unlink()  # cut while it was made
            return read_secret(path)
        return found
    with os.fdopen(number, "wb") as opened:
        opened.write(secret := secrets.token_bytes(_SECRET_BYTES))
        opened.flush()
        os.fsync(opened.fileno())
    return secret


def hash_of(secret: str) -> str:
    """Return what is kept of a secret. It is random as a whole, so no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
