"""The page of colours and parts, for those who work on a theme; made with drafts only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.branding import STYLE, colour_tokens
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, state_label

URL = "/gaya/"
_DAY = date(2026, 1, 2)


def style_page(site: SiteContext, sheet: str) -> Output:
    """Return the page that shows the colours of a style sheet and the parts of pages."""
    t = site.t.gettext
    title = t(N_("Colours and parts of pages"))
    text = t(
        N_(
            "What pages consist of, for those who work on the theme. This page is made with drafts only; "
            "its words are examples."
        )
    )
    light, dark = colour_tokens(sheet)
    plain = _card(site, "", t(N_("A report of no kind")))
    cards = tuple(
        replace(plain, kind=name, kind_label=label, title=label) for name, label in site.kinds
    )
    whole = replace(
        cards[0],
        title=t(N_("A report with all that a card can show")),
        summary=text,
        place=site.name,
        status="rencana",
        status_label=state_label("rencana", site.t),
        topics=(site.link(t(N_("Topics")), "/topik/"),),
        unit=site.link(site.name, "/"),
    )
    fact = views.Fact(name="tempat", label=t(N_("Place")), value=site.name, note="", href="")
    amount = wording.rupiah(3_500_000, site.lang)
    view = views.StylePage(
        site=site_view(site),
        meta=replace(meta_view(site, URL, title, text), index=False),
        swatches=tuple(
            views.Swatch(name=name, light=value, dark=dark.get(name, value))
            for name, value in light.items()
        ),
        cards=(whole, *cards, plain),
        dataset=views.DatasetCard(
            href=site.address.href("/data/"),
            title=t(N_("Dataset")),
            sentence=text,
            period="2026",
            rows="30",
            unit=None,
            chart="",
            chart_width=0,
            chart_height=0,
            described=False,
        ),
        facts=(fact, replace(fact, name="anggaran", label=t(N_("Budget")), value=amount)),
        links=(site.link(t(N_("Topics")), "/topik/"), site.link(t(N_("Data")), "/data/")),
    )
    return page_output(site, URL, "style.html", view)


def _card(site: SiteContext, kind: str, title: str) -> views.ReportCard:
    return views.ReportCard(
        href=site.address.href(URL),
        title=title,
        date=wording.day(_DAY, site.lang),
        kind=kind,
        kind_label="",
        status="",
        status_label="",
        summary="",
        place="",
        unit=None,
        topics=(),
        image=None,
        remark=None,
    )


def _style(city: City) -> Iterator[Planned]:
    if not city.read("drafts"):
        return
    name = city.site.theme.asset(STYLE).lstrip("/")
    sheet = next(each.body for each in city.read("assets") if each.path == name)
    yield planned(city.site, URL, style_page, sheet.decode("utf-8", "replace"))


STYLE_PAGE = Product(
    name="style page",
    paths=((URL, "colours and parts of pages, for work on the theme; with drafts only"),),
    reads=("assets", "drafts"),
    make=_style,
)
