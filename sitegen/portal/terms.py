"""The terms for the use of data: licences, what was left out, how to cite, whom to tell, for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.city import City, all_datasets
from sitegen.pages.licences import licence_url
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view
from sitegen.urls import API_URL, CATALOGUE_URLS, DATA_URL, TERMS_URL, ask_url

_FORMS = (
    ("application/json", N_("Catalogue in DCAT-US 3 (JSON)")),
    ("application/ld+json", N_("Catalogue in DCAT-AP 3 (JSON-LD)")),
    ("text/turtle", N_("Catalogue in DCAT-AP 3 (Turtle)")),
)


def _pages(city: City) -> Iterator[Planned]:
    known: Counter[str] = Counter()
    other = 0
    for own, _ in all_datasets(city):
        if licence_url(own.licence, city.site.lang):
            known[own.licence] += 1
        else:
            other += 1
    counts = tuple(sorted(known.items(), key=lambda each: (-each[1], each[0])))
    yield planned(city.site, TERMS_URL, terms_page, counts, other)


TERMS = Product(
    name="terms",
    paths=(("/data/ketentuan/", "how the data may be used, and the catalogue for programs"),),
    reads=("datasets",),
    make=_pages,
)


class _Part(Struct, frozen=True, kw_only=True):
    """A question with its answer, as message ids."""

    id: str
    title: str
    texts: tuple[str, ...]


_MISUSE = _Part(
    id="jangan",
    title=N_("What the data must not be used for"),
    texts=(
        N_("Do not try to find out who a person behind a figure is."),
        N_(
            "Do not show figures without the period and the area that they are of, and do not "
            "present changed figures as those of the office."
        ),
        N_(
            "Before comparing units, read how each counted: the page of each dataset says so "
            "where the office has described it."
        ),
    ),
)
_LEFT_OUT = _Part(
    id="tidak-ada",
    title=N_("What was left out, and why"),
    texts=(
        N_(
            "Every file is searched for personal data such as NIK and telephone numbers before it is "
            "published. One in which any is found waits until it is mended; until then its last "
            "correct version stands, and its page says so."
        ),
        N_(
            "Hidden sheets, rows and columns of workbooks are not published. What datasets still lack "
            "is told on their pages."
        ),
        N_(
            "Figures that an office continues no more stay where they are and say so. Where a removed dataset "
            "is in the city's list, its address says since when and why."
        ),
    ),
)
_CITE = _Part(
    id="kutip",
    title=N_("How to cite"),
    texts=(
        N_(
            "Name the office, the title, the year and the address. Each dataset's page has the whole "
            "line to copy."
        ),
    ),
)
_TELL = _Part(
    id="salah",
    title=N_("Whom to tell of mistakes and of misuse"),
    texts=(
        N_(
            "Tell the contact on the dataset's page first: that office made the figures. If you get no answer, "
            "or the data are misused, write to the city."
        ),
    ),
)
_PROGRAMS = _Part(
    id="program",
    title=N_("For programs and other portals"),
    texts=(
        N_(
            "Each catalogue lists all datasets with their files, sizes and digests. Datasets keep "
            "their identifiers when they move and the city has noted where to."
        ),
        N_("Datasets that are gone stay in the catalogues for a year with the status “withdrawn”."),
    ),
)


def terms_page(site: SiteContext, licences: tuple[tuple[str, int], ...], unstated: int) -> Output:
    """Return the page; `licences` are those of datasets with their numbers, `unstated` counts the rest."""
    t = site.t.gettext
    title = t(N_("Terms for the use of data"))
    intro = t(
        N_(
            "The data may be read and downloaded by anyone, without an account and without a reason."
        )
    )
    forms = tuple(site.link(t(label), CATALOGUE_URLS[form]) for form, label in _FORMS)
    api = site.link(t(N_("Data for programs (API)")), API_URL)
    view = views.TermsPage(
        site=site_view(site),
        meta=meta_view(site, TERMS_URL, title, intro, (site.link(t(N_("Data")), DATA_URL),)),
        title=title,
        intro=intro,
        parts=(
            _licences(site, licences, unstated),
            _part(site, _MISUSE),
            _part(site, _LEFT_OUT, site.link(t(N_("Ask for information")), ask_url())),
            _part(site, _CITE),
            _part(site, _TELL, site.link(*site.complaint)),
            _part(site, _PROGRAMS, *forms, api),
        ),
    )
    return page_output(site, TERMS_URL, "terms.html", view)


def _part(site: SiteContext, part: _Part, *links: views.Link) -> views.TermsPart:
    t = site.t.gettext
    return views.TermsPart(
        id=part.id, title=t(part.title), texts=tuple(map(t, part.texts)), links=links
    )


def _licences(
    site: SiteContext, licences: tuple[tuple[str, int], ...], unstated: int
) -> views.TermsPart:
    t = site.t
    texts = [
        t.gettext(
            N_(
                "Each dataset names its own licence on its page, and in the catalogue for each file."
            )
        )
    ]
    if unstated:
        texts.append(
            t.ngettext(
                N_(
                    "{n} dataset names none that is known here: ask its office before passing it on."
                ),
                N_(
                    "{n} datasets name none that is known here: ask their office before passing them on."
                ),
                unstated,
            ).format(n=wording.whole(unstated, site.lang))
        )
    return views.TermsPart(
        id="lisensi",
        title=t.gettext(N_("Licences")),
        texts=tuple(texts),
        links=tuple(
            site.link(
                t.ngettext(
                    N_("{licence}: {n} dataset"), N_("{licence}: {n} datasets"), count
                ).format(licence=name, n=wording.whole(count, site.lang)),
                licence_url(name, site.lang),
            )
            for name, count in licences
        ),
    )
