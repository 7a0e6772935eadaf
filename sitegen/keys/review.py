"""The day by which something is to be reviewed, beside the day on which it was last checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sitegen.keys.definition import Value
from sitegen.keys.frontmatter import excerpt
from sitegen.model import Problem, Where

YEAR = timedelta(days=365)


def review_problem(
    values: dict[str, Value], path: str, lines: Sequence[str]
) -> tuple[Problem, ...]:
    """Return the problem of a review that was due when the text was checked, and take it from `values`."""
    review, updated = values.get("review"), values.get("updated")
    if review is None or updated is None or review.value > updated.value:
        return ()
    del values["review"]
    where = Where(path=path, line=review.line, column=review.column, field="tinjau")
    days = {"found": review.value.isoformat(), "updated": updated.value.isoformat()}
    days["example"] = (updated.value + min(YEAR, date.max - updated.value)).isoformat()
    return (Problem.of("F050", where, excerpt(lines, review.line), **days),)
