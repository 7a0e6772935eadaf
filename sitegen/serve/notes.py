"""Problems as the open page shows them, and which pages each problem concerns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from sitegen.city.beneath import read_file
from sitegen.i18n import N_, Translator
from sitegen.model import Problem, Severity, Skipped
from sitegen.model.roles import CONTENT
from sitegen.privacy.gate import redacted
from sitegen.problems import SEVERITIES, hint, message, severity
from sitegen.reports.parse import file_date_and_name
from sitegen.urls import CITY_NAMES, slugify

SHOWN = 20
HEAD = 16_384
_NAMED = re.compile(rb"^(?:slug|judul|title)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


class Origin(Struct, frozen=True, kw_only=True):
    """The pages that a problem concerns.

    `unit` is "" for problems of the city as a whole, `folder` is "" for the unit's own file;
    `slugs` has the names that the file's page may have, none for all pages of the folder.
    """

    unit: str = ""
    folder: str = ""
    slugs: frozenset[str] = frozenset()
    everywhere: bool = False


class Note(Struct, frozen=True, kw_only=True):
    """A problem in words; `mark` is the number of columns before the caret, -1 for no caret.

    `line` is the number of the line in `excerpt`.
    """

    origin: Origin
    severity: Severity
    code: str
    place: str
    text: str
    hint: str = ""
    excerpt: str = ""
    line: int = 0
    mark: int = -1

    def picture(self) -> tuple[str, ...]:
        """Return the excerpt behind its line's number, and the caret below it; nothing if it is blank."""
        if not self.excerpt.strip():
            return ()
        caret = f"     | {' ' * self.mark}^"
        return (f"{self.line:>4} | {self.excerpt}", *((caret,) if self.mark >= 0 else ()))


class Waiting(Struct, frozen=True, kw_only=True):
    """A text that is right but not published now: the pages that it may have, and why it waits."""

    origin: Origin
    path: str
    reason: Literal["draft", "future", "expired"]
    date: date | None = None


def waiting(skipped: Iterable[Skipped], root: Path) -> tuple[Waiting, ...]:
    """Return the texts that wait, each with the pages that it may have."""
    return tuple(
        Waiting(origin=_origin(each.path, root), path=each.path, reason=each.reason, date=each.date)
        for each in skipped
    )


def awaited(items: tuple[Waiting, ...], parts: tuple[str, ...]) -> Waiting | None:
    """Return the text that may have the page at these parts of an address; None if none waits."""
    place = tuple(part for part in parts if part not in {"", "index.html"})
    depth = 6 if "laporan" in place[2:3] else 4
    found = (each for each in items if len(place) == depth and concerns(each.origin, place))
    return next(found, None)


def note(problem: Problem, origin: Origin, t: Translator) -> Note:
    """Return a problem as a note in the translator's language."""
    problem = redacted(problem)
    where = problem.where
    marked = problem.excerpt.strip() and 0 < where.column <= len(problem.excerpt) + 1
    if where.row:
        numbers = [t.gettext(N_("row {row}")).format(row=where.row)]
        if where.field:
            numbers.append(t.gettext(N_("column {column}")).format(column=where.field))
        place = f"{where.path}: {', '.join(numbers)}"
    else:
        place = ":".join(filter(None, (where.path, *(str(n or "") for n in _spot(problem)))))
    return Note(
        origin=origin,
        severity=severity(problem),
        code=problem.code,
        place=place,
        text=message(problem, t),
        hint=hint(problem, t),
        excerpt=problem.excerpt if where.line else "",
        line=where.line,
        mark=where.column - 1 if marked else -1,
    )


def as_line(item: Note, t: Translator) -> str:
    """Return a note as lines for the terminal, in the style of compilers."""
    word = t.gettext(SEVERITIES[item.severity])
    lead = f"{item.place}: " if item.place else ""
    code = f"[{item.code}]" if item.code else ""
    lines = [f"{lead}{word}{code}: {item.text}", *item.picture()]
    more: list[str] = []
    if item.hint:
        first, *more = item.hint.split("\n")
        lines.append(f"     = {t.gettext(N_('next step'))}: {first}")
    # A line break in a value begins no line of its own.
    told = [line.replace("\n", "\u240a") for line in lines]
    return "\n".join((*told, *(f"       {line}" for line in more)))


def counted(items: tuple[Note, ...], t: Translator) -> str:
    """Return the number of errors and warnings in words, "" for none."""
    errors = sum(1 for item in items if item.severity == "error")
    warnings = len(items) - errors
    return ", ".join(
        text.format(count=count)
        for count, text in (
            (errors, t.ngettext(N_("{count} error"), N_("{count} errors"), errors)),
            (warnings, t.ngettext(N_("{count} warning"), N_("{count} warnings"), warnings)),
        )
        if count
    )


def as_fields(item: Note, t: Translator) -> dict[str, str]:
    """Return a note as the fields that the page's script shows."""
    return {
        "severity": item.severity,
        "label": f"{t.gettext(SEVERITIES[item.severity])} {item.code}".strip(),
        "place": item.place,
        "text": item.text,
        "hint": f"{t.gettext(N_('next step')).capitalize()}: {item.hint}" if item.hint else "",
        "excerpt": "\n".join(item.picture()),
    }


def origin(path: str, head: bytes = b"") -> Origin:
    """Return which pages a file concerns; `head` is the start of a text, which may name a slug."""
    parts = path.split("/")
    if parts[0] != CONTENT or len(parts) < 3:
        return Origin()
    unit = f"{parts[1]}/{parts[2]}"
    if len(parts) < 5:
        return Origin(unit=unit, everywhere=len(parts) == 3)
    _, name = file_date_and_name(path)
    names = [name, *(found.decode("utf-8", "replace") for found in _NAMED.findall(head))]
    return Origin(unit=unit, folder=parts[3], slugs=frozenset(map(slugify, names)) - {""})


def notes(
    problems: Iterable[Problem], root: Path, t: Translator, *, everywhere: bool = False
) -> tuple[Note, ...]:
    """Return problems as notes; `everywhere` shows them on every page."""
    return tuple(
        note(
            problem, Origin(everywhere=True) if everywhere else _origin(problem.where.path, root), t
        )
        for problem in problems
    )


def of_page(items: tuple[Note, ...], parts: tuple[str, ...]) -> tuple[Note, ...]:
    """Return the notes that concern the page at these parts of an address, errors first."""
    place = tuple(part for part in parts if part not in {"", "index.html"})
    found = [item for item in items if concerns(item.origin, place)]
    return tuple(sorted(found, key=lambda item: item.severity != "error"))


def concerns(source: Origin, place: tuple[str, ...]) -> bool:
    """Return whether the page at `place` shows problems of this origin.

    The page of a text or a table shows its own problems; a unit's home page and lists show those
    of all files that they draw on; the city's pages show those that belong to no unit.
    """
    if source.everywhere and not source.unit:
        return True
    of_unit = len(place) >= 2 and place[0] not in CITY_NAMES
    if not source.unit or not of_unit:
        return not source.unit and not of_unit
    if "/".join(place[:2]) != source.unit:
        return False
    rest = place[2:]
    if source.everywhere or not rest:
        return True
    if rest[0] != source.folder:
        return False
    depth = 4 if source.folder == "laporan" else 2
    return len(rest) < depth or rest[depth - 1] in source.slugs


def _origin(path: str, root: Path) -> Origin:
    head = b""
    if path.endswith(".md"):
        try:
            head = read_file(str(root), path)[:HEAD]
        except (OSError, ValueError):
            head = b""
    return origin(path, head)


def _spot(problem: Problem) -> tuple[int, int]:
    return problem.where.line, problem.where.column
