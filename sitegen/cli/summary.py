"""What a build or a check says at its end, in the three formats."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from sitegen.cli.problem_text import (
    as_github,
    as_gitlab,
    as_json,
    as_text,
    held_notice,
    held_text,
    skipped_text,
)
from sitegen.problems import is_error
from sitegen.problems.kind import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.build.build import Result
    from sitegen.i18n import Translator
    from sitegen.model import Problem, StandIn

SHOWN_PATHS = 10
_REASONS = {
    "new": N_("never built before"),
    "rules": N_("the program, the theme or the city's settings changed"),
    "register": N_("the register changed"),
    "files": N_("its files changed"),
    "history": N_("git's history changed, and files are held back"),
    "clock": N_("a report became due or expired"),
    "forced": N_("asked for with --force"),
}
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

    `folder` is the city's folder as annotations name it.
    """
    if form == "json":
        return _json(result, t)
    if form == "github":
        notices = (held_notice(path, earlier, t, folder) for path, earlier in _held(result))
        found = problems_report(result.problems, t, form, folder)
        return "\n".join(filter(None, (found, *notices)))
    lines = [text + "\n" for text in (as_text(problem, t) for problem in result.problems)]
    return "\n".join([*lines, *_text(result, t, verbose=verbose, output=output)])


def problems_report(
    problems: tuple[Problem, ...], t: Translator, form: str, folder: str = ""
) -> str:
    """Return only the problems, in any format; `folder` is the city's as annotations name it."""
    if form == "json":
        return json.dumps({"problems": [as_json(p, t) for p in problems]}, ensure_ascii=False)
    if form == "gitlab":
        return json.dumps([as_gitlab(p, t, folder) for p in problems], ensure_ascii=False)
    if form == "github":
        return "\n".join(as_github(problem, t, folder) for problem in problems)
    return "\n".join(as_text(problem, t) for problem in problems)


def _json(result: Result, t: Translator) -> str:
    published = result.published
    report = {
        "written": published.written if published else (),
        "reused": published.reused if published else (),
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
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.seconds},
    }
    return json.dumps(report, ensure_ascii=False)


def _text(result: Result, t: Translator, *, verbose: bool, output: str) -> Iterator[str]:
    _ = t.gettext
    errors = sum(1 for problem in result.problems if is_error(problem.code))
    warnings = len(result.problems) - errors
    yield _(N_("{errors} errors, {warnings} warnings in {units} units")).format(
        errors=errors, warnings=warnings, units=result.units
    )
    if result.published:
        done = result.published
        yield _(N_("Published in {folder}: {files} files")).format(
            folder=output, files=result.files
        )
        yield _(
            N_("written {written} ({size}), unchanged {reused}, removed {pruned}, held back {held}")
        ).format(
            written=len(done.written),
            size=_megabytes(done.size),
            reused=len(done.reused),
            pruned=len(done.pruned),
            held=len(result.held_back),
        )
    for title, paths in (
        (N_("Held back:"), tuple(held_text(path, earlier, t) for path, earlier in _held(result))),
        (N_("Not published now:"), tuple(skipped_text(s, t) for s in result.skipped)),
        (N_("Removed:"), result.published.pruned if result.published and verbose else ()),
        (N_("Written:"), result.published.written if result.published and verbose else ()),
    ):
        yield from _paths(_(title), paths, t, everything=verbose)
    if result.history and verbose:
        yield _(result.history)
    if verbose:
        reasons = Counter(reason for _key, reason in result.rebuilt)
        for key, reason in result.rebuilt[: None if len(result.rebuilt) < SHOWN_PATHS else 0]:
            yield f"  {key}: {_(_REASONS[reason])}"
        for reason, count in sorted(reasons.items()):
            yield _(N_("Built anew ({reason}): {count} units")).format(
                reason=_(_REASONS[reason]), count=count
            )
    stages = ", ".join(f"{_(_STAGES[name])} {seconds:.2f} s" for name, seconds in result.seconds)
    total = sum(seconds for _, seconds in result.seconds)
    yield _(N_("Time: {total:.2f} s ({stages})")).format(total=total, stages=stages)


def _held(result: Result) -> Iterator[tuple[str, StandIn | None]]:
    """The held-back files with the versions that stand in for them."""
    stand_ins = {stand_in.path: stand_in for stand_in in result.stand_ins}
    return ((path, stand_ins.get(path)) for path in result.held_back)


def _paths(title: str, paths: tuple[str, ...], t: Translator, *, everything: bool) -> Iterator[str]:
    if not paths:
        return
    yield f"{title} {len(paths)}"
    shown = paths if everything else paths[:SHOWN_PATHS]
    yield from (f"  {path}" for path in shown)
    if len(shown) < len(paths):
        more = len(paths) - len(shown)
        yield "  " + t.gettext(N_("and {more} more; -v lists all")).format(more=more)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
