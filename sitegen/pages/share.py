"""What shared links show: the pictures that stand for a unit or the city, and links to pass a page on."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.images.cards import Card, draw_card
from sitegen.model import Output
from sitegen.pages import views
from sitegen.pages.product import Planned
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import UnitContext
from sitegen.urls import card_url, output_path

_GROUND = "#0c474b"


def share_links(site: SiteContext, url: str, title: str) -> tuple[views.Link, ...]:
    """Return links that pass on the page at the absolute `url`; they work without scripts."""
    what, where = quote(title, safe=""), quote(url, safe="")
    email = site.t.gettext(N_("E-mail"))
    return (
        views.Link(label="WhatsApp", href=f"https://wa.me/?text={what}%20{where}"),
        views.Link(label="Telegram", href=f"https://t.me/share/url?url={where}&text={what}"),
        views.Link(label=email, href=f"mailto:?subject={what}&body={where}"),
    )


def unit_card(unit: UnitContext) -> Planned:
    """Return the plan of the picture that stands for a unit; it is drawn again with other words."""
    head = unit.masthead
    label = f"{head.kind_label} · {head.parent.label}" if head.parent else head.kind_label
    card = _card(unit.site, head.name, label, unit.profile.colour)
    path = output_path(card_url(unit.entry.key))
    return Planned(path=path, key=digest(repr(card)), make=partial(_drawn, path, card))


def city_card(site: SiteContext) -> Output:
    """Return the picture that stands for the city's own pages."""
    return _drawn(output_path(card_url()), _card(site, site.name, site.tagline))


def _card(site: SiteContext, title: str, label: str, colour: str = "") -> Card:
    ground = colour or site.theme.boards[0] or _GROUND
    return Card(title=title, label=label, city=site.name, ground=ground)


def _drawn(path: str, card: Card) -> Output:
    return Output(path=path, body=draw_card(card))
