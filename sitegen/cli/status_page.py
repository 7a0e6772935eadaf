"""The status for Kominfo in a folder of its own: a page, a feed and JSON; no part of the site."""

from __future__ import annotations

import uuid
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cli.plain import plain
from sitegen.cli.problem_text import as_json, place
from sitegen.cli.status_text import (
    held_status,
    overdue_text,
    status_json,
    summary_line,
    unit_message,
)
from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.legible import encoded, legible
from sitegen.model import Problem
from sitegen.model.roles import CONTENT, OF_THE_CITY
from sitegen.pages import wording
from sitegen.store import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.engine.options import Options
    from sitegen.engine.status import Status, UnitStatus
    from sitegen.i18n import Translator

PAGE, STYLE, FEED, DATA = "index.html", "status.css", "feed.xml", "status.json"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_STYLE = """\
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif;
  color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid #ccc; text-align: left; }
td.n, th.n { text-align: right; }
.alarm { border-left: .3rem solid #a4161a; padding-left: .7rem; }
code, pre { font: .9rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; border: 1px solid #ccc; padding: .7rem; user-select: all; }
.table { overflow-x: auto; }
"""


def check_folder(options: Options, folder: Path) -> None:
    """Raise UsageError when the folder of the status is a part of the site or of its sources."""
    place, site, root = (each.resolve() for each in (folder, options.output, options.root))
    sources = [root / name for name in (CONTENT, *OF_THE_CITY)]
    reason = ""
    if place.is_relative_to(site):
        reason = N_("is a part of the site")
    elif place == root or any(place.is_relative_to(each) for each in sources):
        reason = N_("is a part of the sources")
    elif site.is_relative_to(place):
        reason = N_("contains the site")
    if reason:
        raise UsageError(problems=(Problem.of("S060", "", folder=str(folder), reason=reason),))


def write_status(folder: Path, status: Status, t: Translator) -> None:
    """Write the page with its style, the feed and the JSON; raises OSError as every write does.

    Each file is replaced as a whole, and not touched where its bytes are the same.
    """
    for name, text in (
        (STYLE, _STYLE),
        (FEED, feed(status, t)),
        (DATA, status_json(status, t) + "\n"),
        (PAGE, page(status, t)),
    ):
        body = encoded(legible(text))
        path = folder / name
        if path.is_file() and path.read_bytes() == body:
            continue
        waiting = folder / f".{name}.baru"
        files.write(waiting, body)
        files.move(waiting, path)


def page(status: Status, t: Translator) -> str:
    """Return the page: totals, what no unit has to mend, and each unit that has something."""
    title = escape(t.gettext(N_("Status of {city}")).format(city=plain(status.city)))
    return "\n".join(
        (
            f'<!doctype html>\n<html lang="{t.lang}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex, nofollow">',
            '<meta name="referrer" content="no-referrer">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f'<link rel="stylesheet" href="{STYLE}">',
            f'<link rel="alternate" type="application/atom+xml" href="{FEED}">',
            f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
            *_overview(status, t),
            *(line for unit in status.units if _speaks(unit) for line in _unit(unit, status, t)),
            "</main>\n</body>\n</html>\n",
        )
    )


def _speaks(unit: UnitStatus) -> bool:
    return bool(unit.held or unit.problems or unit.overdue)


def _overview(status: Status, t: Translator) -> Iterator[str]:
    _ = t.gettext
    built = f"{wording.day(status.at.date(), t.lang).text}, {status.at:%H:%M}"
    if status.refused:
        yield '<section class="alarm">'
        yield f"<h2>{escape(_(N_('A later build published nothing')))}</h2>"
        yield from _problems(status.refused, status, t)
        yield "</section>"
    yield f"<p>{escape(_(N_('As last built {time}')).format(time=built))}</p>"
    yield f"<p>{escape(summary_line(status, t))}</p>"
    if status.history:
        yield f'<p class="alarm">{escape(_(status.history))}</p>'
    if status.problems:
        yield f"<h2>{escape(_(N_('For Kominfo')))}</h2>"
        yield from _problems(status.problems, status, t)
    yield f"<h2>{escape(_(N_('Units')))}</h2>"
    yield '<div class="table">\n<table>\n<thead><tr>'
    heads = (N_("Unit"), N_("Held back"), N_("Warnings"), N_("Overdue"), N_("Last report"))
    for at, head in enumerate(heads):
        number = ' class="n"' if 0 < at < len(heads) - 1 else ""
        yield f'<th{number} scope="col">{escape(_(head))}</th>'
    yield "</tr></thead>\n<tbody>"
    for unit in sorted(status.units, key=_urgency):
        yield _row(unit, t)
    yield "</tbody>\n</table>\n</div>"


def _urgency(unit: UnitStatus) -> tuple[int, ...]:
    return (-len(unit.held), -unit.errors, -len(unit.overdue), unit.errors - len(unit.problems))


def _row(unit: UnitStatus, t: Translator) -> str:
    name = escape(plain(unit.name))
    if _speaks(unit):
        name = f'<a href="#{escape(_anchor(unit))}">{name}</a>'
    numbers = (len(unit.held), len(unit.problems) - unit.errors, len(unit.overdue))
    cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
    last = wording.day(unit.last, t.lang).text if unit.last else "-"
    return f"<tr><td>{name}</td>{cells}<td>{escape(last)}</td></tr>"


def _anchor(unit: UnitStatus) -> str:
    return unit.key.replace("/", "-")


def _unit(unit: UnitStatus, status: Status, t: Translator) -> Iterator[str]:
    _ = t.gettext
    yield f'<section id="{escape(_anchor(unit))}">\n<h2>{escape(plain(unit.name))}</h2>'
    if unit.held:
        yield f"<h3>{escape(_(N_('Held back')))}</h3>\n<ul>"
        for held in unit.held:
            yield f"<li><code>{escape(plain(held.path))}</code><br>{escape(held_status(held, t))}</li>"
        yield "</ul>"
    if unit.overdue:
        yield f"<h3>{escape(_(N_('Overdue')))}</h3>\n<ul>"
        yield from (f"<li>{escape(overdue_text(each, t))}</li>" for each in unit.overdue)
        yield "</ul>"
    if unit.problems:
        yield f"<h3>{escape(_(N_('To mend')))}</h3>"
        yield from _problems(unit.problems, status, t)
    if message := unit_message(unit, status.city, t):
        yield f"<details><summary>{escape(_(N_('Message to send')))}</summary>"
        yield f"<pre>{escape(message)}</pre></details>"
    yield "</section>"


def _problems(problems: tuple[Problem, ...], status: Status, t: Translator) -> Iterator[str]:
    yield "<ul>"
    for problem in problems:
        told = as_json(problem, t)
        since = status.since.get(problem.where.path)
        day = f" ({wording.day(since, t.lang).text})" if since else ""
        where = f"<code>{escape(place(problem.where, t))}</code>{escape(day)}: "
        step = escape(t.gettext(N_("next step")))
        yield (
            f"<li>{where}{escape(str(told['message']))} [{told['code']}]"
            f"<br>{step}: {escape(str(told['hint']))}</li>"
        )
    yield "</ul>"


def feed(status: Status, t: Translator) -> str:
    """Return the feed (Atom 1.0): an entry for each unit with held-back files, errors or overdue
    things, which is a new one when these change, and one when nothing was published.
    """
    title = escape(t.gettext(N_("Status of {city}")).format(city=plain(status.city)))
    entries = [entry for unit in status.units if (entry := _entry(unit, status, t))]
    if status.refused:
        text = "\n".join(str(as_json(problem, t)["message"]) for problem in status.refused)
        head = t.gettext(N_("A later build published nothing"))
        entries.insert(0, _atom_entry("", head, text, f"{status.today}T00:00:00Z"))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{t.lang}">\n<title>{title}</title>\n'
        f"<id>{_name(status.city)}</id>\n<updated>{status.at.isoformat(timespec='seconds')}</updated>\n"
        f"<author><name>sitegen</name></author>\n{''.join(entries)}</feed>\n"
    )


def _entry(unit: UnitStatus, status: Status, t: Translator) -> str:
    if not (unit.held or unit.errors or unit.overdue):
        return ""
    since = [each.since for each in unit.held if each.since]
    since += [each.due for each in unit.overdue]
    day = max(since, default=status.at.date())
    words = N_("{unit}: held back {held}, overdue {overdue}")
    title = t.gettext(words).format(
        unit=plain(unit.name), held=len(unit.held), overdue=len(unit.overdue)
    )
    text = unit_message(unit, status.city, t)
    return _atom_entry(_anchor(unit), title, text, f"{day}T00:00:00Z")


def _atom_entry(anchor: str, title: str, text: str, moment: str) -> str:
    href = escape(f"{PAGE}#{anchor}" if anchor else PAGE)
    return (
        f"<entry>\n<title>{escape(title)}</title>\n<id>{_name(anchor, text)}</id>\n"
        f'<link rel="alternate" type="text/html" href="{href}"/>\n'
        f"<updated>{moment}</updated>\n<content>{escape(text)}</content>\n</entry>\n"
    )


def _name(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(("sitegen status", *parts))).urn
