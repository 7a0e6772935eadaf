"""A text as it was typed or pasted, made Markdown that shows what its author saw."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

from sitegen.reports.markdown.prose.breaks import with_breaks
from sitegen.reports.markdown.prose.lines import Change, lines_of_text, sort_out
from sitegen.reports.markdown.prose.marks import LETTERED, with_plain_marks
from sitegen.reports.markdown.prose.signs import ADDRESSED, has_open_chart, with_fences, with_signs
from sitegen.reports.markdown.prose.tables import tables_hold, with_tables

# What a text has in which any line may have to be changed. Most texts have none of it; each pattern
# begins with one sign, so that the search is for that sign, in a tenth of the time of all steps.
_SPACES = ("\t", "\r")
_UNSEEN = re.compile("[\u00a0\u2002-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff\ue000]")
_LINE = re.compile(
    r"\n(?:"
    r"[ ]*(?:[^\w\s#>|\-*+`~\[!<\"'(&\\:=$.%@/{?]|\(?[a-z][.)] |\(\d{1,3}\)|\d{1,3}[.)]\S|-\w|\*[^\s*]|'{3})"
    r"|[#\uff03]{2,6}[^#\s]"
    r"|[ ]{0,3}(?:-{2,}|={2,})[ ]*$"
    r"|[ ]{4,}(?<=\n\n    )\S"
    r"|[ ]*\d{1,3}[.)] [^\n]*\n {1,2}(?:[-*+]|\d)"
    r"|(?<=[^\s]\n)[ ]{0,3}[\w\"'“‘(\[](?!\d{0,8}[.)] )"
    r"|[^\W\d_][^\n]*\n *(?!1[.)])\d{1,9}[.)] "
    r"|>[^\n]*\n>"
    r"|[ ]{0,3}(?:```|~~~)[ {]*(?:Grafik|GRAFIK|\{grafik|(?<=[ {])grafik)"
    r")",
    re.MULTILINE,
)
_WAVE = re.compile(r"~(?<=\w~)\w")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"unseen": _UNSEEN, "line": _LINE, "wave": _WAVE}
_LETTERED = re.compile(rf"<ol( start=\"\d+\")?>(?=\s*<li>\s*(?:<p>\s*)?{LETTERED})")

_STEPS = (with_plain_marks, with_tables, with_breaks, with_signs)


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
    steps = _STEPS if _odd(text) else _STEPS[1:2]
    if len(steps) == 1 and tables_hold(text):
        return plain(text)
    lines = lines_of_text(text.replace(LETTERED, ""))
    changes = with_fences(lines)
    sort_out(lines)
    for step in steps:
        changes += step(lines)
    changes.sort(key=lambda change: change.line)
    return Prose(
        text="\n".join(line.text for line in lines),
        origin=tuple(line.number for line in lines),
        changes=tuple(changes),
    )


def _odd(text: str) -> bool:
    """Whether any line of a text may have to be changed, besides rows of tables."""
    return bool(
        any(map(text.__contains__, _SPACES))
        or (not text.isascii() and _UNSEEN.search(text))
        or _LINE.search(f"\n\n{text}")
        or ("~" in text and _WAVE.search(text))
        or ADDRESSED.search(text)
        or has_open_chart(text)
    )


def plain(text: str) -> Prose:
    """Return a text that is Markdown already."""
    return Prose(text=text, origin=())


def lettered(html: str) -> str:
    """Return finished HTML with its lists in letters marked as such."""
    if LETTERED not in html:
        return html
    return _LETTERED.sub(r'<ol type="a"\1>', html).replace(LETTERED, "")
