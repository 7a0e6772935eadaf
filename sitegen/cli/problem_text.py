"""Problems as text, as JSON, and as annotations for GitHub, Forgejo and GitLab."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from sitegen.cli.plain import plain, plain_lines
from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.pages import wording
from sitegen.privacy.gate import redacted
from sitegen.problems import SEVERITIES, hint, message, severity

if TYPE_CHECKING:
    from sitegen.i18n import Translator
    from sitegen.model import Problem, Skipped, StandIn, Where

_REASONS = {
    "draft": N_("draft"),
    "future": N_("dated in the future"),
    "expired": N_("expired"),
}


def as_text(problem: Problem, t: Translator) -> str:
    """Return `path:line:column: error[F008]: message`, the line with a caret, and the hint."""
    problem = redacted(problem)
    word = t.gettext(SEVERITIES[severity(problem)])
    lines = [f"{place(problem.where, t)}: {word}[{problem.code}]: {plain(message(problem, t))}"]
    where = problem.where
    if problem.excerpt.strip() and where.line:
        number = str(where.line).rjust(4)
        lines.append(f"{number} | {plain(problem.excerpt)}")
        if 0 < where.column <= len(problem.excerpt) + 1:
            lines.append(f"     | {' ' * (where.column - 1)}^")
    first, *more = plain_lines(hint(problem, t))
    lines.append(f"     = {t.gettext(N_('next step'))}: {first}")
    lines += [f"       {line}" for line in more]
    return "\n".join(lines)


def place(where: Where, t: Translator) -> str:
    """Return a place as editors link it: `path:line:column`; in tables, row and column name."""
    if where.row:
        row = t.gettext(N_("row {row}")).format(row=where.row)
        column = t.gettext(N_("column {column}")).format(column=where.field) if where.field else ""
        parts = (where.path, ", ".join(filter(None, (row, column))))
        return plain(": ".join(filter(None, parts)))
    numbers = [str(n) for n in (where.line, where.column) if n]
    return plain(":".join([where.path or "sitegen", *numbers]))


def as_json(problem: Problem, t: Translator) -> dict[str, str | int]:
    """Return a problem as the fields of the JSON output; unknown numbers are 0."""
    problem = redacted(problem)
    where = problem.where
    return {
        "severity": severity(problem),
        "code": problem.code,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "row": where.row,
        "field": where.field,
        "message": plain(message(problem, t)),
        "hint": "\n".join(plain_lines(hint(problem, t))),
    }


def as_github(problem: Problem, t: Translator, folder: str = "") -> str:
    """Return a problem as a workflow command that annotates the change, also on Forgejo.

    `folder` is the city's folder in the repository, from whose root the platform looks up files.
    """
    problem = redacted(problem)
    where = problem.where
    properties = [f"title={problem.code}"]
    if where.path:
        column = [f"col={where.column}"] if where.column and where.line else []
        file = _escaped(posixpath.normpath(posixpath.join(folder, where.path)), ":,")
        properties = [f"file={file}", f"line={where.line or where.row or 1}", *column, *properties]
    return f"::{severity(problem)} {','.join(properties)}::{_escaped(_advice(problem, t))}"


def as_gitlab(problem: Problem, t: Translator, folder: str = "") -> dict[str, object]:
    """Return a problem as an entry of GitLab's Code Quality report, which annotates the change.

    An entry needs a file: a problem without one is put on `site.yml`.
    """
    problem = redacted(problem)
    where = problem.where
    path = posixpath.normpath(posixpath.join(folder, where.path or "site.yml"))
    place = (path, str(where.line), str(where.column), str(where.row), where.field)
    text = _advice(problem, t)
    return {
        "description": text,
        "check_name": problem.code,
        "fingerprint": digest(problem.code, *place, text),
        "severity": "major" if severity(problem) == "error" else "minor",
        "location": {"path": path, "lines": {"begin": where.line or where.row or 1}},
    }


def _advice(problem: Problem, t: Translator) -> str:
    step = t.gettext(N_("next step"))
    return "\n".join((plain(message(problem, t)), *plain_lines(f"{step}: {hint(problem, t)}")))


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return plain(text)


def skipped_text(skipped: Skipped, t: Translator) -> str:
    """Return a skipped source with its reason, date and time."""
    reason = t.gettext(_REASONS[skipped.reason])
    path = plain(skipped.path)
    parts = (reason, str(skipped.date or ""), skipped.time)
    return f"{path} ({' '.join(filter(None, parts))})"


def held_text(path: str, stand_in: str) -> str:
    """Return a held-back file with the text of the version published in its place."""
    return f"{plain(path)} ({stand_in})"


def held_notice(path: str, stand_in: str, folder: str = "") -> str:
    """Return the same as a workflow command; `folder` is as for `as_github`."""
    file = _escaped(posixpath.normpath(posixpath.join(folder, path)), ":,")
    return f"::notice file={file},line=1::{_escaped(stand_in)}"


def stand_in_text(
    stand_in: StandIn | None,
    t: Translator,
    *,
    known: bool = True,
    named: bool = True,
    verbose: bool = False,
) -> str:
    """Return which version is published in place of a held-back file, `verbose` with its commit.

    `known` is False when git could not show all of the file's history, `named` for a folder that the
    register does not name.
    """
    if stand_in is None and not named:
        return t.gettext(N_("not published: the register has no such unit"))
    if stand_in is None and not known:
        return t.gettext(N_("not published: git's history of it is not here"))
    if stand_in is None:
        return t.gettext(N_("not published: no earlier version is right"))
    if stand_in.online:
        return t.gettext(N_("published: what is online, left as it is"))
    if not stand_in.commit:
        return t.gettext(N_("published: the version before, kept in .sitegen/"))
    text = t.gettext(N_("published: the version before"))
    if stand_in.date:
        day = wording.day(stand_in.date, t.lang).text
        text = t.gettext(N_("published: the version of {date}")).format(date=day)
    return f"{text}, commit {stand_in.commit[:10]}" if verbose else text
