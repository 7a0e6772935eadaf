"""The pages of the desk: the queue and one item, as values for the templates."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.digest import content_digest
from sitegen.i18n import Translator
from sitegen.pages import wording
from sitegen.serve.page import look
from sitegen.serve.site import NOT_FOUND, read

ASSETS = "/meja/aset/"
_QUOTED = re.compile("`([^`]+)`")


class PageFrame(Struct, frozen=True, kw_only=True):
    """What is around each page: language, city, sheets, who is here, where to sign in and out."""

    lang: str
    city: str
    home: str
    sheets: tuple[str, ...]
    visitor: str = ""
    here: str = ""


def page(
    desk: Desk, template: str, visitor: Visitor | None, *, status: int = 200, **view: object
) -> Response:
    """Return a page made of a template and its view."""
    frame = PageFrame(
        lang=desk.site.lang,
        city=desk.city,
        home=f"{desk.site.prefix}/",
        sheets=(*site_sheets(desk), asset("meja.css")),
        visitor=visitor.name if visitor else "",
        here=template,
    )
    text = _templates(desk.t).get_template(template).render(frame=frame, **view)
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})


def message_page(
    desk: Desk,
    request: Request,
    status: int,
    words: tuple[str, str],
    visitor: Visitor | None = None,
) -> Response:
    """Return a page that says something, such as what went wrong; `words` are title and text."""
    title, text = map(desk.t.gettext, words)
    entrance = "" if visitor else desk.gate.entrance(request)
    return page(
        desk, "pesan.html", visitor, status=status, title=title, text=text, entrance=entrance
    )


def site_sheets(desk: Desk) -> tuple[str, ...]:
    """Return the sheet of the city's site, as its page for unknown addresses links it."""
    found = read(desk.site, NOT_FOUND)
    sheets = look(found, lambda _: None).sheets if found else ()
    return tuple(each for each in sheets if "/print." not in each)


@cache
def asset(name: str) -> str:
    """Return the address of a file of the desk's own, with a digest of what it says."""
    data = (files("sitegen") / "desk" / "assets" / name).read_bytes()
    return f"{ASSETS}{name}?{content_digest(data)[:8]}"


def moment_text(moment: str, desk: Desk) -> str:
    """Return a moment of the store as people of the city read it."""
    local = datetime.fromisoformat(moment).astimezone(desk.zone)
    return f"{wording.day(local.date(), desk.site.lang).text}, {local:%H.%M}"


def marked(text: str) -> Markup:
    """Return a message with what it quotes set apart."""
    return Markup(_QUOTED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


@cache
def _templates(t: Translator) -> Environment:
    made = Environment(
        loader=PackageLoader("sitegen.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.filters["marked"] = marked
    made.install_gettext_callables(t.gettext, t.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made
