"""`sitegen list masalah`: problems by unit, as rows or as messages to the units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.cli.listing import Row, printed
from sitegen.cli.plain import plain
from sitegen.cli.problem_text import as_json
from sitegen.i18n import N_, translator
from sitegen.model.roles import unit_of
from sitegen.problems import is_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.i18n import Translator
    from sitegen.model import Problem

# A message longer than this is not read on a telephone.
_MAX_SHOWN = 8
BETWEEN = "\n\n" + "-" * 20 + "\n\n"


def problem_rows(problems: Iterable[Problem], form: str, t: Translator) -> str:
    """Return a row for each problem: unit, file, line or row, code, severity and message."""
    rows: list[Row] = []
    for problem in problems:
        told = as_json(problem, t)
        rows.append(
            {
                "unit": unit_of(problem.where.path) or "-",
                "path": told["path"],
                "line": told["line"] or told["row"],
                "code": told["code"],
                "severity": told["severity"] if form == "json" else _severity(problem, t),
                "message": told["message"],
            }
        )
    return printed("masalah", rows, form, t)


def rows_by_unit(
    problems: Sequence[Problem], names: dict[str, str], form: str, t: Translator
) -> str:
    """Return a row with the number of errors and warnings for each unit that has any."""
    rows: list[Row] = []
    for key, name in (*names.items(), ("", "-")):
        own = [problem for problem in problems if _unit(problem, names) == key]
        errors = sum(is_error(problem) for problem in own)
        if own:
            counts = {"errors": errors, "warnings": len(own) - errors}
            rows.append({"unit": key or "-", "name": name, **counts})
    return printed("masalah-unit", rows, form, t)


def messages(problems: Sequence[Problem], names: dict[str, str], lang: str, city: str) -> str:
    """Return a message to each unit that has problems, as plain text to send by WhatsApp.

    Nothing personal is in it: the same words are masked as in the answers of a check, and no line
    of a file is shown.
    """
    t = translator("en" if lang == "en" else "id")
    found = ((key, [p for p in problems if _unit(p, names) == key]) for key in names)
    return BETWEEN.join(
        message_to((key, names[key]), own, (), city, t) for key, own in found if own
    )


def _unit(problem: Problem, names: dict[str, str]) -> str:
    key = unit_of(problem.where.path) or problem.where.path.removeprefix("content/")
    return key if key in names else ""


def _severity(problem: Problem, t: Translator) -> str:
    return t.gettext(N_("error") if is_error(problem) else N_("warning"))


def message_to(
    unit: tuple[str, str],
    problems: Sequence[Problem],
    overdue: Sequence[str],
    city: str,
    t: Translator,
) -> str:
    """Return the message to a unit, given by key and name: its problems, and sentences on what is
    overdue.
    """
    _ = t.gettext
    key, name = unit
    errors = [problem for problem in problems if is_error(problem)]
    warnings = [problem for problem in problems if not is_error(problem)]
    lines = [
        f"*{plain(name)}*",
        _(N_("To the people who keep the site of {unit},")).format(unit=plain(name)),
    ]
    if problems:
        words = N_(
            "Please help us to mend the following (may not appear: {errors}, advice: {warnings}):"
        )
        lines += ["", _(words).format(errors=len(errors), warnings=len(warnings))]
    for at, problem in enumerate([*errors, *warnings][:_MAX_SHOWN], 1):
        lines += ["", *_item(at, problem, key, t)]
    if len(problems) > _MAX_SHOWN:
        more = len(problems) - _MAX_SHOWN
        words = N_("And {more} more; we tell them when these are mended.")
        lines += ["", _(words).format(more=more)]
    if overdue:
        lines += ["", _(N_("What we are waiting for:"))]
        lines += [f"- {plain(each)}" for each in overdue[:_MAX_SHOWN]]
    return "\n".join([*lines, "", _(N_("Thank you.")), plain(city)])


def problem_items(problems: Sequence[Problem], key: str, t: Translator) -> list[str]:
    """Return problems of a unit, given by key, as they stand in a message; many are cut off."""
    lines = [
        line for at, each in enumerate(problems[:_MAX_SHOWN], 1) for line in _item(at, each, key, t)
    ]
    if len(problems) > _MAX_SHOWN:
        words = N_("And {more} more; we tell them when these are mended.")
        lines.append(t.gettext(words).format(more=len(problems) - _MAX_SHOWN))
    return lines


def _item(at: int, problem: Problem, key: str, t: Translator) -> list[str]:
    """Where it is, what was found, and what to do: three lines."""
    told = {name: str(value).replace("`", '"') for name, value in as_json(problem, t).items()}
    place = told["path"].removeprefix(f"content/{key}/")
    if told["line"] != "0":
        place += ", " + t.gettext(N_("line {line}")).format(line=told["line"])
    elif told["row"] != "0":
        place += ", " + t.gettext(N_("row {row}")).format(row=told["row"])
    word = N_("Not on the site yet: {message}") if is_error(problem) else N_("Note: {message}")
    step = t.gettext(N_("What to do: {hint}"))
    return [
        f"{at}. {place}",
        f"   {t.gettext(word).format(message=told['message'])}",
        f"   {step.format(hint=told['hint'])}",
    ]
