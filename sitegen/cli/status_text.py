"""How the city stands: as text, as JSON, and as messages to the units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.cli.answers import answer
from sitegen.cli.plain import plain
from sitegen.cli.problem_list import BETWEEN, message_to
from sitegen.cli.problem_text import as_json, as_text, stand_in_text
from sitegen.i18n import N_
from sitegen.pages import wording
from sitegen.problems import is_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sitegen.engine.overdue import Overdue
    from sitegen.engine.status import Held, Status, UnitStatus
    from sitegen.i18n import Translator

_OVERDUE = {
    "plan": N_('The result of "{title}", planned for {date}, has not been reported yet.'),
    "dataset": N_('A newer version of the data "{title}" was expected by {date}.'),
    "reports": N_(
        "A new report was expected by {date}: there usually is one in {days} days or less."
    ),
}


def overdue_text(overdue: Overdue, t: Translator) -> str:
    """Return the sentence on what was expected, and by when."""
    due = wording.day(overdue.due, t.lang).text
    title = plain(overdue.title)
    return t.gettext(_OVERDUE[overdue.what]).format(title=title, date=due, days=overdue.days)


def held_status(held: Held, t: Translator) -> str:
    """Return since when a file is as it is, and what is published in its place."""
    text = stand_in_text(held.stand_in, t, known=held.known)
    if held.since is None:
        return text
    day = wording.day(held.since, t.lang).text
    return t.gettext(N_("last changed {date}; {published}")).format(date=day, published=text)


def unit_message(unit: UnitStatus, city: str, t: Translator) -> str:
    """Return the message to send to a unit; "" if there is nothing to say."""
    if not (unit.problems or unit.overdue):
        return ""
    overdue = [overdue_text(each, t) for each in unit.overdue]
    return message_to((unit.key, unit.name), unit.problems, overdue, city, t)


def all_messages(status: Status, t: Translator) -> str:
    """Return the messages to all units that have something to mend, or that are waited for."""
    found = (unit_message(unit, status.city, t) for unit in status.units)
    return BETWEEN.join(text for text in found if text)


def status_json(status: Status, t: Translator) -> str:
    """Return the status as one JSON object; unknown days are ""."""
    units = [_unit_json(unit, status, t) for unit in status.units]
    return answer(
        "status",
        city=plain(status.city),
        built=status.at.isoformat(timespec="seconds"),
        today=str(status.today),
        history=status.history,
        totals=totals(status),
        refused=[as_json(problem, t) for problem in status.refused],
        problems=[as_json(problem, t) for problem in status.problems],
        units=units,
    )


def totals(status: Status) -> dict[str, int]:
    """Return how many units, held-back files, errors, warnings and overdue things there are."""
    every = [*status.problems, *(p for unit in status.units for p in unit.problems)]
    errors = sum(unit.errors for unit in status.units)
    errors += sum(is_error(problem) for problem in status.problems)
    return {
        "units": len(status.units),
        "held": len(status.held) + sum(len(unit.held) for unit in status.units),
        "errors": errors,
        "warnings": len(every) - errors,
        "overdue": sum(len(unit.overdue) for unit in status.units),
    }


def _unit_json(unit: UnitStatus, status: Status, t: Translator) -> dict[str, object]:
    return {
        "unit": unit.key,
        "name": unit.name,
        "active": unit.active,
        "held": [
            {
                "path": plain(held.path),
                "since": _iso(held.since),
                "published": stand_in_text(held.stand_in, t, known=held.known),
            }
            for held in unit.held
        ],
        "errors": unit.errors,
        "warnings": len(unit.problems) - unit.errors,
        "problems": [
            {**as_json(problem, t), "since": _iso(status.since.get(problem.where.path))}
            for problem in unit.problems
        ],
        "overdue": [
            {
                "what": each.what,
                "due": str(each.due),
                "days": each.days,
                "url": each.url,
                "title": each.title,
                "message": overdue_text(each, t),
            }
            for each in unit.overdue
        ],
        "last": _iso(unit.last),
        "built": unit.built.isoformat(timespec="seconds") if unit.built else "",
        "message": unit_message(unit, status.city, t),
    }


def _iso(day: date | None) -> str:
    return str(day) if day else ""


def status_lines(status: Status, t: Translator, *, verbose: bool) -> Iterator[str]:
    """Yield the status for a terminal: what is held back and overdue; `verbose` with all problems."""
    _ = t.gettext
    built = status.at.strftime("%Y-%m-%d %H:%M")
    yield _(N_("{city}, as last built {time}")).format(city=plain(status.city), time=built)
    if status.refused:
        yield _(N_("A later build published nothing:"))
        yield from (as_text(problem, t) for problem in status.refused)
    yield summary_line(status, t)
    if status.history:
        yield _(status.history)
    yield from (as_text(problem, t) for problem in status.problems)
    hidden = 0
    for unit in status.units:
        if unit.held or unit.overdue or unit.errors or (verbose and unit.problems):
            yield ""
            yield from _unit_lines(unit, t, verbose=verbose)
        else:
            hidden += bool(unit.problems)
    if hidden:
        yield ""
        text = t.ngettext(
            "{count} unit has warnings alone; -v shows them",
            "{count} units have warnings alone; -v shows them",
            hidden,
        )
        yield text.format(count=hidden)


def summary_line(status: Status, t: Translator) -> str:
    """Return the totals in one line."""
    text = N_("held back: {held}, errors: {errors}, warnings: {warnings}, overdue: {overdue}")
    return t.gettext(text).format(**totals(status))


def _unit_lines(unit: UnitStatus, t: Translator, *, verbose: bool) -> Iterator[str]:
    name = f"{unit.key} ({plain(unit.name)})"
    last = t.gettext(N_("last report: {date}")).format(date=unit.last or "-")
    yield f"{name}, {last}"
    held = {each.path for each in unit.held}
    yield from (f"  {plain(each.path)} ({held_status(each, t)})" for each in unit.held)
    yield from (f"  {overdue_text(each, t)}" for each in unit.overdue)
    for problem in unit.problems:
        if verbose or (is_error(problem) and problem.where.path not in held):
            yield from (f"  {line}" for line in as_text(problem, t).split("\n"))
