"""Links of offices for the desk, on paper: each with its address and its square code (`sitegen list --qr`)."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.config import Config, read_config
from sitegen.city.register import read_register
from sitegen.city.unit_kinds import kind_of
from sitegen.cli.answers import answer
from sitegen.desk.access.database import NAME, AccessDatabase
from sitegen.desk.access.links import links_of, make_link, revoke
from sitegen.desk.settings import NAME as SETTINGS
from sitegen.desk.settings import read_settings
from sitegen.errors import UsageError
from sitegen.i18n import N_, translator
from sitegen.images.qr_code import ROW_END, squares
from sitegen.model import Problem
from sitegen.pages import wording
from sitegen.pages.qr import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sitegen.cli.options import Settings
    from sitegen.desk.access.settings import AccessSettings
    from sitegen.i18n import Translator

LINK = "/meja/masuk/k/"
# Two rows of squares in one line of a terminal, by which of both are dark; a code is read dark on light.
_HALVES = {"00": "█", "01": "▀", "10": "▄", "11": " "}
_MARGIN = 2
_STATES = {
    "new": N_("new link"),
    "kept": N_("has a link already; with --renew it gets another, and this one ends"),
    "ended": N_("the link is taken back, and its devices are signed out"),
    "none": N_("has no link"),
    "closed": N_("is closed and gets no link"),
}


class OfficeSheet(Struct, frozen=True, kw_only=True):
    """What a unit gets: its name, the address that opens the desk (only of a new link), until when."""

    unit: str
    name: str
    state: str
    address: str = ""
    made: str = ""
    ends: str = ""

    @property
    def code(self) -> Markup:
        """The address as a drawing of its square code."""
        return Markup(drawn(self.address))  # noqa: S704 - squares alone


def office_links(
    settings: Settings, folder: Path, units: Collection[str], *, renew: bool, end: bool
) -> str:
    """Make or take back the links of units and return their sheets, as the format wants.

    Units that have a link keep it unless `renew`. Raises UsageError where the desk has no links.
    """
    access = read_settings(folder).access
    if access is None or access.links is None:
        raise UsageError(problems=(Problem.of("K032", str(folder / SETTINGS)),))
    book = AccessDatabase(folder / NAME)
    try:
        sheets = tuple(_sheets(settings, book, access, units, (renew, end)))
    finally:
        book.close()
    if settings.form == "json":
        rows = [
            {
                "unit": each.unit,
                "name": each.name,
                "state": each.state,
                "address": each.address,
                "ends": each.ends,
            }
            for each in sheets
        ]
        return answer("list", list="qr", items=rows)
    if settings.form == "html":
        return _page(sheets, read_config(settings.root))
    return "\n".join(_lines(sheets, settings.t))


def _sheets(
    settings: Settings,
    book: AccessDatabase,
    access: AccessSettings,
    units: Collection[str],
    how: tuple[bool, bool],
) -> Iterator[OfficeSheet]:
    (renew, end), links = how, access.links
    config, register, now = read_config(settings.root), read_register(settings.root), time.time()
    zone, lang = ZoneInfo(config.zone), config.lang
    known = links_of(book, now)

    def day(moment: float) -> str:
        return wording.day(datetime.fromtimestamp(moment, zone).date(), lang).text

    for entry in register.entries:
        if units and entry.key not in units:
            continue
        kind = kind_of(register.kinds, entry.kind)
        sheet = OfficeSheet(
            unit=entry.key, name=entry.full_name(kind.label if kind else ""), state="none"
        )
        there = known.get(entry.key)
        if end:
            yield replace(sheet, state="ended" if revoke(book, entry.key) else "none")
        elif not entry.active:
            yield replace(sheet, state="closed")
        elif there and not renew:
            yield replace(sheet, state="kept", ends=day(there.ends))
        elif links:
            secret = make_link(book, entry.key, now, links.lasting, once=links.once)
            yield replace(
                sheet,
                state="new",
                address=f"{access.origin}{LINK}{secret}",
                made=day(now),
                ends=day(now + links.lasting),
            )


def _lines(sheets: Iterable[OfficeSheet], t: Translator) -> Iterator[str]:
    for each in sheets:
        if each.address:
            yield f"{each.name}\n{each.address}"
            yield t.gettext(N_("Opens the desk until {day}.")).format(day=each.ends)
            yield f"{_in_letters(squares(each.address))}\n"
        else:
            until = f" ({each.ends})" if each.ends else ""
            yield f"{each.unit}: {t.gettext(_STATES[each.state])}{until}"


def _in_letters(code: str) -> str:
    """A code as letters of a terminal, which shows light letters on dark or the other way round."""
    rows = code.strip(ROW_END).split(ROW_END)
    width = len(rows[0]) + 2 * _MARGIN
    around = "0" * _MARGIN
    full = [f"{around}{row}{around}" for row in rows]
    full = ["0" * width] * _MARGIN + full + ["0" * width] * _MARGIN
    full += ["0" * width] * (len(full) % 2)
    pairs = zip(full[::2], full[1::2], strict=True)
    return "\n".join("".join(map(_half, upper, lower)) for upper, lower in pairs)


def _half(upper: str, lower: str) -> str:
    return _HALVES[upper + lower]


def _page(sheets: Iterable[OfficeSheet], config: Config) -> str:
    """A page with a sheet of paper for each new link, in the city's language."""
    t = translator(config.lang)
    made = Environment(
        loader=PackageLoader("sitegen.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(t.gettext, t.ngettext, newstyle=True)  # type: ignore[attr-defined]
    new = [each for each in sheets if each.address]
    others = [(each, t.gettext(_STATES[each.state])) for each in sheets if not each.address]
    return made.get_template("lembar.html").render(
        lang=config.lang, city=config.name, sheets=new, others=others
    )
