"""A text as it was typed or pasted, made Markdown that shows what its author saw."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

from sitegen.reports.markdown.prose.breaks import with_breaks
from sitegen.reports.markdown.prose.lines import Change, lines_of_text, sort_out
from sitegen.reports.markdown.prose.marks import LETTERED, with_plain_marks
from sitegen.reports.markdown.prose.signs import with_fences, with_signs
from sitegen.reports.markdown.prose.tables import with_tables

_LETTERED = re.compile(rf"<ol( start=\"\d+\")?>(?=\s*<li>\s*(?:<p>\s*)?{LETTERED})")


class Prose(Struct, frozen=True, kw_only=True):
    """A text for the Markdown engine; `origin` has the number of each of its lines in the text as
    written, 0 for one that was put in. `done` counts the lines that were changed, by kind.
    """

    text: str
    origin: tuple[int, ...]
    changes: tuple[Change, ...] = ()

    @property
    def done(self) -> tuple[tuple[str, int], ...]:
        """How many lines were changed in each way, in the order of the first of each."""
        seen = dict.fromkeys((each.kind, each.line) for each in self.changes)
        return tuple(Counter(kind for kind, _ in seen).items())


def as_markdown(text: str) -> Prose:
    """Return a text as Markdown, with what was changed in it.

    Fences and code stay as they are, and so does what is Markdown already. Rules and their reasons
    are in docs/decisions/031.
    """
    lines = lines_of_text(text.replace(LETTERED, ""))
    changes = with_fences(lines)
    sort_out(lines)
    for step in (with_plain_marks, with_tables, with_breaks, with_signs):
        changes += step(lines)
    changes.sort(key=lambda change: change.line)
    return Prose(
        text="\n".join(line.text for line in lines),
        origin=tuple(line.number for line in lines),
        changes=tuple(changes),
    )


def plain(text: str) -> Prose:
    """Return a text that is Markdown already."""
    return Prose(text=text, origin=())


def lettered(html: str) -> str:
    """Return finished HTML with its lists in letters marked as such."""
    if LETTERED not in html:
        return html
    return _LETTERED.sub(r'<ol type="a"\1>', html).replace(LETTERED, "")
