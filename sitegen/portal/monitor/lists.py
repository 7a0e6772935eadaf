"""The questions that mayors ask of the monitor, and which units are their answer."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.portal.monitor.rows import MonitorRow


class MonitorQuestion(Struct, frozen=True, kw_only=True):
    """A question: its name in addresses, its texts, and whom it concerns.

    `some` is the answer with `{n}` and `{all}`, `none` that when it
    concerns nobody. `asked` says of which units it can be asked, `concerns` which of these it is about.
    """

    name: str
    text: str
    some: str
    none: str
    concerns: Callable[[MonitorRow], bool]
    asked: Callable[[MonitorRow], bool]


def _everybody(_row: MonitorRow) -> bool:
    return True


QUESTIONS: tuple[MonitorQuestion, ...] = (
    MonitorQuestion(
        name="belum-terbit",
        text=N_("Who has published nothing yet?"),
        some=N_("Units with neither reports nor pages nor data: {n} of {all}."),
        none=N_("All {all} units have published something."),
        concerns=lambda row: row.empty,
        asked=_everybody,
    ),
    MonitorQuestion(
        name="diam",
        text=N_("Who has been silent for more than 30 days?"),
        some=N_("Units that have reported, but not for more than 30 days: {n} of {all}."),
        none=N_("All {all} units that have reported have done so within 30 days."),
        concerns=lambda row: row.silent is not None,
        asked=lambda row: row.last is not None,
    ),
    MonitorQuestion(
        name="tanpa-instagram",
        text=N_("Who names no Instagram account?"),
        some=N_("Units that name none in their profile: {n} of {all}."),
        none=N_("All {all} units name one."),
        concerns=lambda row: "instagram" not in row.channels,
        asked=_everybody,
    ),
    MonitorQuestion(
        name="data-terlambat",
        text=N_("Whose data are overdue?"),
        some=N_("Units with overdue data: {n} of {all} whose data state a rhythm."),
        none=N_("None of the {all} units with data of a stated rhythm is overdue."),
        concerns=lambda row: row.overdue > 0,
        asked=lambda row: row.fresh + row.due + row.overdue > 0,
    ),
    MonitorQuestion(
        name="tanpa-inovasi",
        text=N_("Which agency has reported no innovation in twelve months?"),
        some=N_("Agencies that have reported none: {n} of {all}."),
        none=N_("All {all} agencies have reported one."),
        concerns=lambda row: not row.innovations,
        asked=lambda row: row.entry.level == "dinas",
    ),
    MonitorQuestion(
        name="hanya-rapat",
        text=N_("Who has reported nothing but meetings in 90 days?"),
        some=N_("Units with nothing but meetings: {n} of {all} with several reports in 90 days."),
        none=N_("None of the {all} units with several reports in 90 days."),
        concerns=lambda row: row.met,
        asked=lambda row: row.quarter > 1,
    ),
    MonitorQuestion(
        name="tanpa-penanggung-jawab",
        text=N_("Who names no office that answers for what is published?"),
        some=N_("Units that name neither a PPID nor a head: {n} of {all}."),
        none=N_("All {all} units name one."),
        concerns=lambda row: not row.officer,
        asked=_everybody,
    ),
)


def asked_of(
    question: MonitorQuestion, rows: tuple[MonitorRow, ...]
) -> tuple[tuple[MonitorRow, ...], tuple[MonitorRow, ...]]:
    """Return the units of whom a question is asked, and those of them that it concerns."""
    asked = tuple(row for row in rows if question.asked(row))
    return asked, tuple(row for row in asked if question.concerns(row))
