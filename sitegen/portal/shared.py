"""What the city's pages show where their links are shared, and the icons that programs ask for."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.images.icons import small_icon, touch_icon
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.share import city_card
from sitegen.pages.site import SiteContext, icon_name
from sitegen.urls import TOUCH_ICON, card_url, output_path

SMALL_ICON = "/favicon.ico"


def _card(city: City) -> Iterator[Planned]:
    yield planned(city.site, card_url(), city_card)


CARD = Product(
    name="share picture",
    paths=((card_url(), "picture for shared links to the city's own pages"),),
    reads=(),
    make=_card,
)


def _icons(city: City) -> Iterator[Planned]:
    """The icons, in the place of those that the city has not put into `akar` itself."""
    own = {f"/{output.path}" for output in city.read("root")}
    name = city.site.theme.asset(icon_name(city.site)).lstrip("/")
    icon = next(each.body for each in city.read("assets") if each.path == name).decode("latin-1")
    for url, make in ((TOUCH_ICON, _touch_icon), (SMALL_ICON, _small_icon)):
        if url not in own:
            yield planned(city.site, url, make, icon)


def _touch_icon(_: SiteContext, icon: str) -> Output:
    return Output(path=output_path(TOUCH_ICON), body=touch_icon(icon.encode("latin-1")))


def _small_icon(_: SiteContext, icon: str) -> Output:
    return Output(path=output_path(SMALL_ICON), body=small_icon(icon.encode("latin-1")))


ICONS = Product(
    name="icons",
    paths=(
        (TOUCH_ICON, "the icon for the screens of phones, unless `akar` has one"),
        (SMALL_ICON, "the icon for older programs, unless `akar` has one"),
    ),
    reads=("assets", "root"),
    make=_icons,
)
