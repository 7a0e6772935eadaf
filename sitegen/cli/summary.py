"""What a build or a check prints at the end, in three formats."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.city.git.history import NO_REPOSITORY
from sitegen.cli.answers import answer
from sitegen.cli.metrics import metrics
from sitegen.cli.plain import plain
from sitegen.cli.problem_text import (
    as_github,
    as_gitlab,
    as_json,
    as_text,
    held_notice,
    held_text,
    skipped_text,
    stand_in_text,
)
from sitegen.i18n import N_
from sitegen.problems import is_error
from sitegen.problems.operating import HISTORY_LACKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.engine.build import Result
    from sitegen.engine.publish import Published
    from sitegen.i18n import Translator
    from sitegen.model import Problem
    from sitegen.processes.timing import TemplateTime

Row = tuple[str, str, str]
SHOWN_PATHS = 10
REASONS = {
    "new": N_("first build"),
    "rules": N_("the program, the theme or the city's settings changed"),
    "register": N_("the register changed"),
    "files": N_("its files changed"),
    "again": N_("the last build could not make all of it"),
    "history": N_("git's history changed, and files are held back"),
    "clock": N_("a report became due, ended or expired"),
    "around": N_("what it shows of other units changed"),
    "forced": N_("asked for with --force"),
}
_ANEW = {
    "missing": N_(
        "`.sitegen` no longer knows what was built into {folder}: all of it was built anew."
    ),
    "version": N_("Another version of sitegen built into {folder} last: all of it was built anew."),
    "other": N_("{folder} holds another site than `.sitegen` tells of: all of it was built anew."),
    "unreadable": N_("`.sitegen` is damaged: everything was built anew."),
}
_PREVIEW = N_(
    "This is a preview of {units} alone: the other units have never been built into {folder}, so "
    "that the city's pages do not show them. Without --unit the whole city is built."
)
_UNBUILT = N_("Not shown, as they have never been built into {folder}:")
_STAGES = {
    "scan": N_("scan"),
    "plan": N_("plan"),
    "units": N_("units"),
    "city": N_("city pages"),
    "audit": N_("audit"),
    "commit": N_("commit"),
    "verify": N_("verify"),
}


def as_report(
    result: Result, t: Translator, form: str, *, verbose: bool, output: str, folder: str = ""
) -> str:
    """Return the whole report of a build or check in the format `text`, `json` or `github`.

    `folder` is the city's folder as in annotations.
    """
    if form == "json":
        return _json(result, t, verbose=verbose)
    if form == "github":
        notices = (held_notice(*held, folder) for held in _held(result, t, verbose=verbose))
        found = problems_report(result.problems, t, form, folder)
        return "\n".join(filter(None, (found, *notices)))
    lines = [text + "\n" for text in (as_text(problem, t) for problem in result.problems)]
    return "\n".join([*lines, *_text(result, t, verbose=verbose, output=output)])


def problems_report(
    problems: tuple[Problem, ...], t: Translator, form: str, folder: str = ""
) -> str:
    """Return only the problems, in any format; `folder` is the city's folder as in annotations."""
    if form == "json":
        return answer("problems", problems=[as_json(p, t) for p in problems])
    if form == "gitlab":
        return json.dumps([as_gitlab(p, t, folder) for p in problems], ensure_ascii=False)
    if form == "github":
        return "\n".join(as_github(problem, t, folder) for problem in problems)
    return "\n".join(as_text(problem, t) for problem in problems)


def _json(result: Result, t: Translator, *, verbose: bool) -> str:
    """The report as an object; the thousands of files that stay as they are only if `verbose`."""
    published = result.published
    report = {
        "written": published.written if published else (),
        **({"reused": published.reused if published else ()} if verbose else {}),
        "pruned": published.pruned if published else (),
        "held_back": result.held_back,
        "stand_ins": [
            {"path": s.path, "commit": s.commit, "date": str(s.date) if s.date else ""}
            for s in result.stand_ins
        ],
        "skipped": [
            {"path": s.path, "reason": s.reason, "date": str(s.date) if s.date else ""}
            for s in result.skipped
        ],
        "problems": [as_json(problem, t) for problem in result.problems],
        "rebuilt": dict(result.rebuilt),
        "anew": result.anew,
        "unbuilt": result.unbuilt,
        "preview": result.preview,
        "history": result.history,
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.seconds},
        "figures": metrics(result),
    }
    return answer("build", **report)


def _text(result: Result, t: Translator, *, verbose: bool, output: str) -> Iterator[str]:
    _ = t.gettext
    errors = sum(1 for problem in result.problems if is_error(problem))
    yield counted(errors, len(result.problems) - errors, result.units, t)
    for title, paths in (
        (N_("Held back:"), tuple(held_text(*held) for held in _held(result, t, verbose=verbose))),
        (N_("Not published now:"), tuple(skipped_text(s, t) for s in result.skipped)),
        (N_("Removed:"), result.published.pruned if result.published and verbose else ()),
        (N_("Written:"), result.published.written if result.published and verbose else ()),
    ):
        yield from listed(_(title), paths, t, everything=verbose)
    # A city outside any repository is not news; an unusable repository is.
    if result.history and (verbose or result.history != NO_REPOSITORY):
        yield _(result.history)
    if result.anew:
        yield _(_ANEW[result.anew]).format(folder=output)
    if result.preview:
        yield _(_PREVIEW).format(units=", ".join(result.preview), folder=output)
    elif result.unbuilt:
        yield from listed(_(_UNBUILT).format(folder=output), result.unbuilt, t, everything=verbose)
    if verbose:
        reasons = Counter(reason for _key, reason in result.rebuilt)
        for key, reason in result.rebuilt[: None if len(result.rebuilt) < SHOWN_PATHS else 0]:
            yield f"  {key}: {_(REASONS[reason])}"
        for reason, count in sorted(reasons.items()):
            yield _(N_("Built anew ({reason}): {count} units")).format(
                reason=_(REASONS[reason]), count=count
            )
    yield from _costs(result, t, output)


def counted(errors: int, warnings: int, units: int, t: Translator) -> str:
    """Return `1 error, 2 warnings in 87 units`."""
    found = t.ngettext("{n} error", "{n} errors", errors).format(n=errors)
    told = t.ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings)
    text = t.ngettext(
        "{errors}, {warnings} in {n} unit", "{errors}, {warnings} in {n} units", units
    )
    return text.format(errors=found, warnings=told, n=units)


def waiting(result: Result, t: Translator, *, everything: bool) -> Iterator[str]:
    """Yield the texts that are right and not published now, each with its reason."""
    paths = tuple(skipped_text(each, t) for each in result.skipped)
    yield from listed(t.gettext(N_("Not published now:")), paths, t, everything=everything)


def _held(result: Result, t: Translator, *, verbose: bool) -> Iterator[tuple[str, str]]:
    """The held-back files with a text for the version that stands in for each."""
    stand_ins = {stand_in.path: stand_in for stand_in in result.stand_ins}
    unknown = {problem.where.path for problem in result.problems if problem.code in HISTORY_LACKS}
    strays = {problem.where.path for problem in result.problems if problem.code == "U013"}
    for path in result.held_back:
        known, named = path not in unknown, path not in strays
        text = stand_in_text(stand_ins.get(path), t, known=known, named=named, verbose=verbose)
        yield path, text


def listed(title: str, paths: tuple[str, ...], t: Translator, *, everything: bool) -> Iterator[str]:
    """Yield a title with the number of paths, and the first few of them, or all."""
    if not paths:
        return
    yield f"{title} {len(paths)}"
    shown = paths if everything else paths[:SHOWN_PATHS]
    yield from (f"  {plain(path)}" for path in shown)
    if len(shown) < len(paths):
        more = len(paths) - len(shown)
        yield "  " + t.gettext(N_("and {more} more; -v lists all")).format(more=more)


def _costs(result: Result, t: Translator, output: str) -> Iterator[str]:
    """What was done and what it cost: a table after a build that did something, else one line."""
    done = result.published
    total = sum(seconds for _, seconds in result.seconds)
    words = {
        "files": _figure(result.files, t),
        "folder": output,
        "seconds": _figure(total, t, 2),
        "memory": _megabytes(result.memory, t, 0),
    }
    if done is None:
        yield t.gettext(N_("{seconds} s, memory {memory}")).format(**words)
        return
    if not (result.rebuilt or done.written or done.pruned):
        text = N_("Nothing changed: {folder} is up to date, {files} files ({seconds} s, {memory})")
        yield t.gettext(text).format(**words)
        return
    yield t.gettext(N_("Published in {folder}: {files} files")).format(**words)
    yield ""
    yield from _side_by_side(_done_rows(result, done, t), _cost_rows(result, t))


def _done_rows(result: Result, done: Published, t: Translator) -> tuple[Row, ...]:
    """The left half of the table: label, count, bytes."""
    rows = (
        (N_("files read"), result.sources, _megabytes(result.source_bytes, t)),
        (N_("units built"), len(result.rebuilt), ""),
        (N_("units reused"), result.kept, ""),
        (N_("files held back"), len(result.held_back), ""),
        (N_("files written"), len(done.written), _megabytes(done.size, t)),
        (N_("files unchanged"), len(done.reused), ""),
        (N_("files removed"), len(done.pruned), ""),
    )
    return tuple((t.gettext(label), _figure(count, t), size) for label, count, size in rows)


def _cost_rows(result: Result, t: Translator) -> tuple[Row, ...]:
    """The right half: seconds per stage and in total, and the memory of all processes."""
    total = sum(seconds for _, seconds in result.seconds)
    return (
        *((t.gettext(_STAGES[name]), _figure(s, t, 2), "s ") for name, s in result.seconds),
        (t.gettext(N_("total")), _figure(total, t, 2), "s "),
        (t.gettext(N_("memory")), _figure(result.memory / 1e6, t), "MB"),
    )


def _side_by_side(left: tuple[Row, ...], right: tuple[Row, ...]) -> Iterator[str]:
    """The rows of both halves, in lines of less than 80 columns."""
    count = max(len(left), len(right))
    halves = [_aligned(rows, count) for rows in (left, right)]
    return (f"  {one}    {two}".rstrip() for one, two in zip(*halves, strict=True))


def _aligned(rows: tuple[Row, ...], count: int) -> list[str]:
    """The rows in columns, labels left and figures right-aligned, padded with empty rows."""
    filled = (*rows, *((("",) * 3,) * (count - len(rows))))
    label, figure, more = (max(map(len, column)) for column in zip(*filled, strict=True))
    return [f"{a:<{label}}  {b:>{figure}} {c:>{more}}" for a, b, c in filled]


def template_table(times: tuple[TemplateTime, ...], t: Translator) -> str:
    """Return a line for each template: calls, total seconds, mean, maximum, and its page."""
    head = (N_("template"), N_("calls"), N_("total s"), N_("mean ms"), N_("largest ms"), N_("page"))
    rows = [
        tuple(map(t.gettext, head)),
        *(
            (
                each.name,
                _figure(each.calls, t),
                _figure(each.total, t, 2),
                _figure(each.total / each.calls * 1000, t, 2),
                _figure(each.largest * 1000, t, 2),
                urlsplit(each.page).path or "-",
            )
            for each in times
        ),
    ]
    name, *figures, _page = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(
        "  ".join(
            (
                row[0].ljust(name),
                *(cell.rjust(width) for cell, width in zip(row[1:-1], figures, strict=True)),
                row[-1],
            )
        )
        for row in rows
    )


def _figure(value: float, t: Translator, digits: int = 0) -> str:
    """A figure with the separators of the language: `1.250,5` or `1,250.5`."""
    text = f"{value:,.{digits}f}"
    return text if t.lang == "en" else text.translate({ord(","): ".", ord("."): ","})


def _megabytes(size: int, t: Translator, digits: int = 1) -> str:
    return f"{_figure(size / 1e6, t, digits)} MB"
