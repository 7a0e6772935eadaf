"""What each type of page may weigh on the way to a phone, and what a page weighs (decision 052)."""

from __future__ import annotations

import re
import zlib

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.urls import CITY_NAMES

KILOBYTE = 1024
# What fits the first round trips of a connection (RFC 6928: ten segments of 1,460 bytes).
MAX_PAGE = 14 * KILOBYTE
# Pages of datasets have their whole table.
MAX_DATASET = 20 * KILOBYTE
MAX_SHEETS = 10 * KILOBYTE
# A map and the monitor are drawn by sheets of their own, and have tables beside them; so has the form
# with its preview.
MAX_SHEETS_DRAWN = 12 * KILOBYTE
MAX_SCRIPTS = 8 * KILOBYTE
# The form for offices: what is checked, shown and put together in it is all script.
MAX_SCRIPTS_WRITTEN = 60 * KILOBYTE
# A page with all that comes with it the first time, except photos.
MAX_WHOLE = 40 * KILOBYTE
MAX_WRITTEN = 90 * KILOBYTE
_UNIT = rf"(?!(?:{'|'.join(sorted(CITY_NAMES))})/)[^/]+/[^/]+"
_PARTS = (
    (N_("charts"), re.compile(rb"<svg\b.*?</svg>", re.DOTALL)),
    (N_("tables"), re.compile(rb"<table\b.*?</table>", re.DOTALL)),
    (N_("links"), re.compile(rb"<a [^>]*>")),
)
_WORDS = N_("words")


class PageType(Struct, frozen=True):
    """A type of page: its name, the paths of its pages, and how many bytes one may be sent in.

    `sheets` are those of its style sheets, `scripts` those of its scripts, `whole` all together.
    """

    name: str
    paths: re.Pattern[str]
    most: int = MAX_PAGE
    sheets: int = MAX_SHEETS
    scripts: int = MAX_SCRIPTS
    whole: int = MAX_WHOLE


# The first that fits a path is the type of its page.
PAGE_TYPES = (
    PageType(N_("home page"), re.compile(r"index\.html")),
    PageType(N_("report page"), re.compile(rf"{_UNIT}/laporan/\d{{4}}/\d\d/[^/]+/index\.html")),
    PageType(N_("dataset page"), re.compile(rf"{_UNIT}/data/[^/]+/index\.html"), MAX_DATASET),
    PageType(N_("unit home page"), re.compile(rf"{_UNIT}/index\.html")),
    PageType(N_("standing page"), re.compile(rf"{_UNIT}/halaman/[^/]+/index\.html")),
    PageType(N_("service page"), re.compile(rf"{_UNIT}/layanan/[^/]+/index\.html")),
    PageType(N_("screen of a lobby"), re.compile(rf"{_UNIT}/layar/index\.html")),
    PageType(
        N_("complaints in figures"),
        re.compile(rf"{_UNIT}/pengaduan/index\.html"),
        sheets=MAX_SHEETS_DRAWN,
    ),
    PageType(N_("unit list"), re.compile(rf"{_UNIT}/.*\.html")),
    PageType(N_("search"), re.compile(r"cari/index\.html")),
    PageType(
        N_("form for offices"),
        re.compile(r"tulis/.*\.html"),
        sheets=MAX_SHEETS_DRAWN,
        scripts=MAX_SCRIPTS_WRITTEN,
        whole=MAX_WRITTEN,
    ),
    PageType(N_("map"), re.compile(r"peta/.*\.html"), sheets=MAX_SHEETS_DRAWN),
    PageType(N_("topic"), re.compile(r"topik/.+\.html")),
    PageType(N_("archive"), re.compile(r"arsip/.+\.html")),
    PageType(N_("list of data"), re.compile(r"data/.*\.html")),
    PageType(N_("list of services"), re.compile(r"layanan/.*\.html")),
    PageType(N_("monitor"), re.compile(r"keaktifan/.*\.html"), sheets=MAX_SHEETS_DRAWN),
    PageType(N_("register of public information"), re.compile(r"dip/.*\.html")),
    PageType(N_("budget"), re.compile(r"anggaran/.*\.html"), sheets=MAX_SHEETS_DRAWN),
    PageType(N_("units side by side"), re.compile(r"bandingkan/.*\.html"), sheets=MAX_SHEETS_DRAWN),
    PageType(N_("city in figures"), re.compile(r"angka/.*\.html")),
    PageType(
        N_("complaints in figures"), re.compile(r"pengaduan/.*\.html"), sheets=MAX_SHEETS_DRAWN
    ),
    PageType(N_("how to ask for information"), re.compile(r"ppid/.*\.html")),
    PageType(N_("other page of the city"), re.compile(r".*\.html")),
)


def page_type(path: str) -> PageType:
    """Return the type of the page at this path of the output folder."""
    return next(each for each in PAGE_TYPES if each.paths.fullmatch(path))


def sent_size(body: bytes) -> int:
    """Return the bytes of a file as hosts send it, compressed with their usual effort."""
    return len(zlib.compress(body, 6))


def most_of(page: bytes) -> str:
    """Return what most of a page is, a message id."""
    rest, sizes = page, []
    for name, part in _PARTS:
        sizes.append((sent_size(b"".join(part.findall(page))), name))
        rest = part.sub(b"", rest)
    sizes.append((sent_size(rest), _WORDS))
    return max(sizes)[1]


def in_kilobytes(size: int) -> str:
    """Return a size in whole kilobytes, rounded up, as messages have it."""
    return str(-(-size // KILOBYTE))
