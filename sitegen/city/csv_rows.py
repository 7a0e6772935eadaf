"""The rows of the small CSV files that a city keeps in `data/`: any separator, any case of headings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.city.split_rows import TOO_BROKEN, split_rows
from sitegen.i18n import N_
from sitegen.model import Problem, Where
from sitegen.privacy.city import in_row
from sitegen.urls import slugify

MAX_BYTES = 4 * 1024 * 1024
_TOO_LARGE = N_("it has more than 4 MB")
_NOT_TEXT = N_("it is no text in UTF-8; save it from Excel as “CSV UTF-8”")


class CityRow(Struct, frozen=True, kw_only=True):
    """A row that is not empty: its cells by column, without spaces around them, and its place."""

    cells: dict[str, str]
    where: Where


class CityFile(Struct, frozen=True, kw_only=True):
    """A file that a city may keep: its path, the columns that it needs, and those that it may have."""

    path: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()

    def read(self, root: Path) -> tuple[tuple[CityRow, ...], tuple[Problem, ...]]:
        """Return the rows of the file below `root`, none without it, and what is wrong.

        A row with personal data is told and left out (docs/privacy.md).
        """
        try:
            data = (root / self.path).read_bytes()
        except FileNotFoundError:
            return (), ()
        except OSError as error:
            return (), (self._unread(error.strerror or str(error)),)
        return self.parse(data)

    def parse(self, data: bytes) -> tuple[tuple[CityRow, ...], tuple[Problem, ...]]:
        """Return the rows in these bytes, and what is wrong."""
        if len(data) > MAX_BYTES:
            return (), (self._unread(_TOO_LARGE),)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return (), (self._unread(_NOT_TEXT),)
        split = split_rows(text)
        names = [slugify(name).replace("-", "_") for name in split.names]
        problems = [
            Problem.of("D005", Where(path=self.path, row=each.row), reason=each.reason)
            for each in split.broken
        ]
        missing = [name for name in self.needs if name not in names]
        if missing:
            where = Where(path=self.path, row=1)
            columns = ", ".join(missing)
            lacking = Problem.of("S076", where, columns=columns, head=self._head)
            return (), (*problems, lacking)
        found: list[CityRow] = []
        for number, cells in split.rows[1:]:
            read = self._row(names, cells, number)
            if read:
                personal = tuple(in_row(read.cells, read.where))
                problems += personal
                found += () if personal else (read,)
        if not split.whole:
            problems.append(self._unread(TOO_BROKEN))
        return tuple(found), tuple(problems)

    def _row(self, names: Sequence[str], row: Sequence[str], number: int) -> CityRow | None:
        given = dict(zip(names, row, strict=False))
        cells = {name: given.get(name, "").strip() for name in (*self.needs, *self.may)}
        return (
            CityRow(cells=cells, where=Where(path=self.path, row=number))
            if any(cells.values())
            else None
        )

    @property
    def _head(self) -> str:
        return ",".join((*self.needs, *self.may))

    def _unread(self, reason: str, row: int = 0) -> Problem:
        where = Where(path=self.path, row=row)
        return Problem.of("S069", where, reason=reason, head=self._head)
