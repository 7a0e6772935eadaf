"""What a change of a table in git was."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`

from sitegen.model.stored import Stored

# A cell as files for programs have it.
CellValue = str | int | float | None


class TableEdit(Stored, frozen=True, kw_only=True):
    """A commit that changed a table: its day, and the objects with the bytes before and after.

    `body` has those before, if they are sent to a worker that cannot ask git.
    """

    commit: str
    day: Date
    before: str
    after: str
    body: bytes | None = None

    def __repr__(self) -> str:
        """Return what stands for the change, wherever its bytes are."""
        return f"{self.commit} {self.day} {self.before} {self.after}"


class RevisedCell(Stored, frozen=True, kw_only=True):
    """A cell with another value: the key of its row, its column, and both values.

    `withheld` says that there was a value before that is not to be repeated.
    """

    row: tuple[CellValue, ...]
    column: str
    before: CellValue
    after: CellValue
    withheld: bool = False


class Revision(Stored, frozen=True, kw_only=True):
    """What a change of a table in git changed.

    Without `told` nothing is known but the `commit` and its `day`. `key` are the columns that name a row, () if
    none do; then no rows can be told apart. `cells` are the first of `changed`, `added` and
    `removed` the keys of the first of so many rows; a removed row whose key is not to be repeated is only counted. `columns` are new
    ones, `unnamed` counts those of them that a later change took out, `lost` those that went.
    """

    commit: str
    day: Date
    told: bool = False
    key: tuple[str, ...] = ()
    cells: tuple[RevisedCell, ...] = ()
    changed: int = 0
    added: tuple[tuple[CellValue, ...], ...] = ()
    added_count: int = 0
    removed: tuple[tuple[CellValue, ...], ...] = ()
    removed_count: int = 0
    columns: tuple[str, ...] = ()
    unnamed: int = 0
    lost: int = 0
