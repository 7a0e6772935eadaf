"""What every page has: the city, the head of the page, and the smallest parts of any page."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct


class Link(Struct, frozen=True, kw_only=True):
    """A labelled link."""

    label: str
    """The visible text."""
    href: str
    """The address, ready for an `href` attribute."""


class Alternate(Struct, frozen=True, kw_only=True):
    """Another form of a page, or a feed, for programs."""

    label: str
    """The media type."""
    href: str
    """The address, ready for an `href` attribute."""
    title: str = ""
    """What it brings, where a page has several of one type, or empty."""


class Day(Struct, frozen=True, kw_only=True):
    """A date in two forms."""

    iso: str
    """`2026-11-03`, for the `datetime` attribute."""
    text: str
    """`3 November 2026` in the page's language."""


class Figure(Struct, frozen=True, kw_only=True):
    """A labelled figure, as in a row of key figures."""

    value: str
    """The formatted figure: `1.250`."""
    label: str
    """What it counts."""
    href: str
    """Where the figure leads, or an empty string."""


class Fact(Struct, frozen=True, kw_only=True):
    """A labelled fact: of a report's fact strip, or of a list of metadata."""

    name: str
    """Stable name for styling: `tempat`, `waktu`, `peserta`, `anggaran`, `sumber`, ..."""
    label: str
    """The label in the page's language."""
    value: str
    """The formatted value."""
    note: str
    """A second line in small type (the source of the money, men and women), or empty."""
    href: str
    """A link for the value, or empty."""


class Image(Struct, frozen=True, kw_only=True):
    """A picture in several sizes, all made by the build from the author's file."""

    src: str
    """The address of the JPEG."""
    srcset: str
    """The WebP sizes, ready for `srcset`; one address alone for a picture smaller than all of them."""
    width: int
    """Width of `src` in pixels."""
    height: int
    """Height of `src` in pixels."""
    alt: str
    """Text alternative; empty only when the author gave none."""
    caption: str
    """Caption, or empty."""
    credit: str
    """Who took the picture, or empty."""
    licence: str = ""
    """On which terms it may be used, or empty."""
    licence_url: str = ""
    """Address of these terms, or empty."""
    large: str = ""
    """The address of the JPEG to open, at most 1,600 pixels wide; empty for small pictures in lists."""


class Logo(Struct, frozen=True, kw_only=True):
    """The logo of the city or of a unit."""

    src: str
    """Its address, for light pages."""
    dark: str
    """Its address for dark pages; the same if there is only one."""
    width: int
    """Width in pixels; what counts is its share of the height."""
    height: int
    """Height in pixels."""


class Site(Struct, frozen=True, kw_only=True):
    """What every page shows about the city."""

    name: str
    """The city's name."""
    tagline: str
    """One line under the name on the home page."""
    lang: str
    """Language code of the page: `id` or `en`."""
    home: str
    """Address of the home page."""
    stylesheet: str
    """Address of the style sheet, with a digest in its name."""
    stylesheets: tuple[str, ...]
    """Addresses of all style sheets in their order: that one, then the city's `kota.css` if there is one."""
    icon: str
    """Address of the site's icon."""
    icon_type: str
    """Media type of the icon: `image/svg+xml` or `image/png`."""
    logo: Logo | None
    """The logo of `merek` in `site.yml`, or None."""
    colour: str
    """Ground of the head of light pages, as `#rrggbb`, or empty."""
    colour_dark: str
    """Ground of the head of dark pages, or empty."""
    locale: str
    """Language and country of the page for shared links: `id_ID`."""
    policy: Markup
    """What browsers may load and run in pages, for a `meta` element in the head before all links."""
    nav: tuple[Link, ...]
    """The links of the header: what people come for, in words that fit into a line on a phone."""
    search: str
    """Address of the page of the search, which takes a form with `q`."""
    footer: tuple[Link, ...]
    """The links of the footer."""
    complaint: Link
    """The complaint channel (SP4N-LAPOR! by default)."""
    notice: str
    """A notice for every page (for example that this is a sample), or empty."""
    built: Day
    """The date that the page reflects; both texts are empty if there is none."""
    guide: Link | None
    """Where an office reads how to begin, or None."""
    write: Link | None
    """The form in which offices write, or None."""
    demo: str
    """What a sample city says of its clock, or empty."""
    licence: str
    """Licence of texts and data, or empty."""
    licence_url: str
    """Address of that licence, or empty."""


class Meta(Struct, frozen=True, kw_only=True):
    """The head of a page."""

    title: str
    """The page's title, without the city's name."""
    window: str
    """The title with whose page it is, as far as search engines show it."""
    description: str
    """One or two sentences for search engines and shared links."""
    canonical: str
    """Absolute address of the page."""
    image: str
    """Absolute address of the picture for shared links."""
    image_width: int
    """Its width in pixels."""
    image_height: int
    """Its height in pixels."""
    image_alt: str
    """What that picture shows, or empty."""
    published: str
    """When a report was published, with the time zone; empty on other pages."""
    modified: str
    """When it was last changed, or empty."""
    section: str
    """The kind of a report as displayed, or empty."""
    sheet: str
    """Address of the style sheet of the unit's own colour, or empty."""
    code: Markup
    """The page's address as a QR code in SVG, for its printed form; empty on lists and other ways to pages."""
    data: tuple[Markup, ...]
    """What the page says to search engines, as JSON-LD, a data block each."""
    crumbs: tuple[Link, ...]
    """The breadcrumbs from the home page, without the page itself."""
    alternates: tuple[Alternate, ...]
    """Other forms of the page, and its feeds."""
    index: bool
    """Whether search engines may list the page."""
