"""A mistake in a file as a value: its code, its place, what was found."""

from __future__ import annotations

from typing import Literal

from sitegen.model.stored import Stored

Params = tuple[tuple[str, str], ...]


Severity = Literal["error", "warning"]


class Where(Stored, frozen=True, kw_only=True):
    """A place in a source file; lines, columns and rows count from 1; 0 means unknown.

    `row` is the line of a table as a spreadsheet numbers it (the header is row 1);
    `field` is a front-matter key or the name of a table column.
    """

    path: str
    line: int = 0
    column: int = 0
    row: int = 0
    field: str = ""


class Problem(Stored, frozen=True, kw_only=True):
    """One mistake in one file: `code` and `params` determine the text, in any language.

    `excerpt` is the source line with the mistake ("" if none helps). Errors hold the file back,
    warnings do not; the severity belongs to the code (`sitegen.problems.PROBLEMS`). `left_out` says
    that the file can do without the part that is wrong, which makes an error a warning.
    """

    code: str
    where: Where
    params: Params = ()
    excerpt: str = ""
    left_out: bool = False

    @classmethod
    def of(cls, code: str, where: Where | str, /, excerpt: str = "", **params: str) -> Problem:
        """Return the problem at a place, or with a whole file, given its params by name."""
        place = where if isinstance(where, Where) else Where(path=where)
        return cls(code=code, where=place, params=tuple(params.items()), excerpt=excerpt)
