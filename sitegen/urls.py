"""Addresses of the site, as pure functions: ASCII, lower case, trailing slash.

The scheme is a contract (docs/urls.md): addresses never change once published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import count

SLUG_BYTES = 80
# The first parts of the city's own addresses, also of those that are kept for later. No kind of unit
# has one of them; a test compares them with the products.
CITY_NAMES = frozenset(
    {
        "agenda",
        "anggaran",
        "angka",
        "api",
        "arsip",
        "aset",
        "bandingkan",
        "cari",
        "data",
        "dip",
        "gaya",
        "ikuti",
        "inovasi",
    }
    | {
        "kabar",
        "keaktifan",
        "klarifikasi",
        "kontak",
        "layanan",
        "pagefind",
        "pengaduan",
        "pengumuman",
        "pers",
        "peta",
        "ppid",
    }
    | {"prestasi", "program", "topik", "tulis", "ubah", "unit"}
)
# Names that Windows cannot store; sites are also unpacked and mirrored there.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"com{n}" for n in range(1, 10)}
    | {f"lpt{n}" for n in range(1, 10)}
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return `text` as a slug of at most 80 bytes, or "" when nothing is left of it.

    Accents are dropped, anything but ASCII letters and digits becomes a hyphen; a long text is cut
    at a hyphen if there is one. Windows device names get a trailing `-x`.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = _NOT_SLUG.sub("-", plain.lower()).strip("-")
    if len(slug) > SLUG_BYTES:
        cut = slug[: SLUG_BYTES + 1].rpartition("-")[0]
        slug = cut or slug[:SLUG_BYTES]
    return f"{slug}-x" if slug in _RESERVED else slug


def is_device(name: str) -> bool:
    """Return whether Windows takes the name of a file or folder for a device, or drops its end."""
    return name.partition(".")[0].lower() in _RESERVED or name.endswith((".", " "))


def free_slug(slug: str, day: date | None, free: Callable[[str], bool]) -> str:
    """Return a slug like `slug` that is `free`: with the day of the month, else with a number."""
    endings = (f"-{number}" for number in count(2))
    if day and free(named := _ending(slug, f"-{day.day}")):
        return named
    return next(named for ending in endings if free(named := _ending(slug, ending)))


def _ending(slug: str, ending: str) -> str:
    return slug[: SLUG_BYTES - len(ending)].rstrip("-") + ending


def unit_url(key: str) -> str:
    """Return the address of a unit's home page; `key` is `<jenis>/<id>`."""
    return f"/{key}/"


def card_url(key: str = "") -> str:
    """Return the address of the picture that stands for a unit's pages, or for the city's."""
    return f"{unit_url(key) if key else '/'}kartu.png"


def report_card_url(url: str) -> str:
    """Return the address of the picture that is drawn for the report at `url`."""
    return f"{url}kartu.png"


def kind_url(kind: str) -> str:
    """Return the address of the directory of a kind of units."""
    return f"/{kind}/"


def kind_by_parent_url(kind: str) -> str:
    """Return the address of the directory of a kind by the units above."""
    return f"/{kind}/per-induk/"


def report_url(key: str, day: date, slug: str) -> str:
    """Return the address of a report."""
    return f"/{key}/laporan/{day.year:04d}/{day.month:02d}/{slug}/"


def archive_url(key: str, year: int, month: int = 0) -> str:
    """Return the address of a unit's archive of a year, or of a month."""
    return f"/{key}/laporan/{year:04d}/" + (f"{month:02d}/" if month else "")


def reports_url(key: str, kind: str = "") -> str:
    """Return the address of all reports of a unit, or of those of a kind."""
    return f"/{key}/laporan/" + (f"jenis/{kind}/" if kind else "")


def dataset_url(key: str, name: str) -> str:
    """Return the address of a dataset's page; its files are in that folder."""
    return f"/{key}/data/{name}/"


def data_feed_url(key: str) -> str:
    """Return the folder of the feed of a unit's data."""
    return f"/{key}/data/"


def topic_data_url(topic: str) -> str:
    """Return the list of the data of a topic, which is the folder of their feed."""
    return data_facet_url("topik", topic)


def area_feed_url(key: str) -> str:
    """Return the folder of the feeds of a kecamatan with the units below it."""
    return f"/{key}/wilayah/"


CHANGES_URL = "/ubah.json"


def changes_of_day_url(day: date) -> str:
    """Return the address of all that was published or changed on a day with much of it."""
    return f"/ubah/{day.isoformat()}.json"


def page_url(key: str, slug: str) -> str:
    """Return the address of a unit's standing page."""
    return f"/{key}/halaman/{slug}/"


def service_url(key: str, slug: str) -> str:
    """Return the address of a unit's service."""
    return f"/{key}/layanan/{slug}/"


def topic_url(topic: str, year: int = 0, month: int = 0) -> str:
    """Return the address of a topic, or of one of its months."""
    return f"/topik/{topic}/" + (f"{year:04d}/{month:02d}/" if year else "")


DATA_URL = "/data/"


SHARED_TABLES_URL = "/data/gabungan/"


def shared_table_url(name: str) -> str:
    """Return the address of the table that is put together from those of units with a shared schema."""
    return f"{SHARED_TABLES_URL}{slugify(name)}/"


# Many tables as one file.
BUNDLES_URL = "/data/unduh/"


def topic_bundle_url(topic: str) -> str:
    """Return the address of the archive with the tables of a topic."""
    return f"{BUNDLES_URL}topik-{slugify(topic)}.zip"


def unit_bundle_url(key: str) -> str:
    """Return the address of the archive with the tables of a unit."""
    return f"{BUNDLES_URL}unit-{slugify(key)}.zip"


def data_facet_url(facet: str, value: str, number: int = 1) -> str:
    """Return the address of the datasets that have a value of a facet; there may be several pages."""
    return f"/data/{facet}/{value}/" + (f"{number}/" if number > 1 else "")


# The list of all services, and its narrower lists.
TERMS_URL = "/data/ketentuan/"
CATALOGUE_URLS = {
    "application/json": "/data.json",
    "application/ld+json": "/data/katalog.jsonld",
    "text/turtle": "/data/katalog.ttl",
}


def catalogue_page_url(media_type: str, number: int = 1) -> str:
    """Return the address of a page of the catalogue in a form; the first has that of the catalogue."""
    stem, dot, ending = CATALOGUE_URLS[media_type].rpartition(".")
    return f"{stem}{dot}{ending}" if number == 1 else f"{stem}-{number}{dot}{ending}"


# The files for programs: their page, and the folder of the version in force.
API_URL = "/api/"
API_ROOT = "/api/v1/"
API_INDEX_URL = f"{API_ROOT}index.json"
API_DESCRIPTION_URL = f"{API_ROOT}openapi.json"


def api_url(name: str) -> str:
    """Return the address of a file for programs, such as `units` or `reports/2026-11`."""
    return f"{API_ROOT}{name}.json"


def data_package_url(key: str) -> str:
    """Return the address of the description of all data of a unit, for programs."""
    return f"{unit_url(key)}data/datapackage.json"


def indicators_url(key: str = "") -> str:
    """Return the address of the metadata of the indicators of a unit, or of the city."""
    return f"{unit_url(key) if key else '/'}data/ms-ind.xlsx"


def variables_url(key: str = "") -> str:
    """Return the address of the metadata of the variables of a unit, or of the city."""
    return f"{unit_url(key) if key else '/'}data/ms-var.xlsx"


def data_register_url(key: str = "") -> str:
    """Return the address of the register of data of a unit, or of the city."""
    return f"{unit_url(key) if key else '/'}data/daftar-data.xlsx"


SERVICES_URL = "/layanan/"
SERVICES_BY_UNIT_URL = "/layanan/per-unit/"


def services_letter_url(letter: str, number: int = 1) -> str:
    """Return the address of the services that begin with a letter; there may be several pages."""
    return f"/layanan/huruf/{letter}/" + (f"{number}/" if number > 1 else "")


def services_topic_url(topic: str, number: int = 1) -> str:
    """Return the address of the services of a topic; there may be several pages."""
    return f"/layanan/topik/{topic}/" + (f"{number}/" if number > 1 else "")


# The latest reports, the ways to all units, and how to follow.
NEWS_URL = "/kabar/"
UNITS_URL = "/unit/"
FOLLOW_URL = "/ikuti/"
TOUCH_ICON = "/apple-touch-icon.png"
# The page of the search; `?q=` and its filters follow.
SEARCH_URL = "/cari/"


def agenda_url(key: str = "") -> str:
    """Return the address of the agenda of a unit, or of the city."""
    return f"/{key}/agenda/" if key else "/agenda/"


def lobby_url(key: str) -> str:
    """Return the address of the screen in a unit's lobby."""
    return f"/{key}/layar/"


# The page of all urgent notices in force.
NOTICES_URL = "/pengumuman/"


def information_url(key: str = "") -> str:
    """Return the address of the register of public information of a unit, or of the city."""
    return f"/{key}/dip/" if key else "/dip/"


def budget_url(key: str = "") -> str:
    """Return the address of the budget of a unit, or of the city."""
    return f"/{key}/anggaran/" if key else "/anggaran/"


def account_url(key: str, code: str) -> str:
    """Return the address of an account in the budget of a unit, or of the city."""
    return f"{budget_url(key)}{code.replace('.', '-')}/"


def ask_url(key: str = "") -> str:
    """Return the address of the page on how to ask a unit, or the city, for information."""
    return f"/{key}/ppid/" if key else "/ppid/"


def complaints_url(key: str = "") -> str:
    """Return the page of complaints as counts, of the city without a unit."""
    return f"/{key}/pengaduan/" if key else "/pengaduan/"


def programmes_url(key: str = "") -> str:
    """Return the address of the page on how far the activities of a unit, or of the city, are."""
    return f"/{key}/program/" if key else "/program/"


# In which offices write, and what its scripts read.
FORM_URL = "/tulis/"
FORM_RULES_URL = "/tulis/aturan.json"
FORM_UNITS_URL = "/tulis/unit.json"
FORM_WORKER_URL = "/tulis/luring.js"
# By what is written in each.
FORM_URLS = {
    "laporan": FORM_URL,
    "tabel": f"{FORM_URL}tabel/",
    "halaman": f"{FORM_URL}halaman/",
    "dokumen": f"{FORM_URL}dokumen/",
    "profil": f"{FORM_URL}profil/",
}


def profile_url(key: str) -> str:
    """Return the address of a unit's profile as the form for offices reads it."""
    return f"/{key}/profil.json"


# The map of the kecamatan by activities and projects.
PROGRAMMES_MAP_URL = "/peta/program/"


def activities_url(key: str, number: int = 1) -> str:
    """Return the address of a page of a unit's activities; those far behind their plan are on the first."""
    return f"{programmes_url(key)}lembar/{number}/" if number > 1 else programmes_url(key)


def project_url(key: str, slug: str) -> str:
    """Return the address of the page of an activity, a project or a package of a unit."""
    return f"{programmes_url(key)}{slug}/"


# What journalists ask for: the week of the city.
PRESS_URL = "/pers/"


def facts_url(key: str) -> str:
    """Return the address of the page with what a unit has in figures, to print."""
    return f"/{key}/fakta/"


# The forms to print, by name.
PPID_FORM_URLS = {"permohonan": "/ppid/permohonan/", "keberatan": "/ppid/keberatan/"}
# Which units publish, and for a kind of unit or a question its own page.
MONITOR_URL = "/keaktifan/"


def monitor_url(name: str) -> str:
    """Return the address of the monitor's page of a kind of units, or of a question."""
    return f"{MONITOR_URL}{name}/"


def monitor_badge_url(key: str) -> str:
    """Return the address of the picture that says how many reports a unit had in 30 days."""
    return f"/{key}/keaktifan.svg"


CONTACTS_URL = "/kontak/"


def contacts_url(kind: str) -> str:
    """Return the address of the contacts of all units of a kind."""
    return f"{CONTACTS_URL}{kind}/"


# What agencies have tried anew.
INNOVATIONS_URL = "/inovasi/"


# What goes round and is wrong, and what is right.
CLARIFICATIONS_URL = "/klarifikasi/"


def clarifications_url(year: int) -> str:
    """Return the address of the clarifications of a year."""
    return f"{CLARIFICATIONS_URL}{year}/"


def achievements_url(year: int = 0, month: int = 0) -> str:
    """Return the address of the achievements, or of those of a year or month."""
    return "/prestasi/" + (f"{year}/" if year else "") + (f"{month:02}/" if month else "")


# The maps of the city.
MAPS_URL = "/peta/"


def city_archive_url(year: int = 0, month: int = 0, day: int = 0) -> str:
    """Return the address of the city's archive: all, a year, a month or a day."""
    return "/arsip/" + "".join(
        part
        for part, on in (
            (f"{year:04d}/", year),
            (f"{month:02d}/", month),
            (f"{day:02d}/", day),
        )
        if on
    )


@lru_cache(maxsize=1 << 14)
def output_path(url: str) -> str:
    """Return the file in the output folder that is served for `url` (a path from the root)."""
    path = url.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def page_of(path: str) -> str:
    """Return the address of the page in the file at `path`, or "" if it is none.

    The page for missing addresses has no address of its own.
    """
    return "/" + path.removesuffix("index.html") if path.endswith("index.html") else ""


def page_address(path: str) -> str:
    """Return the address that serves the file at `path`, a page or another file."""
    return page_of(path) or f"/{path}"


def folded(path: str) -> str:
    """Return the common form of all spellings of a path that a file system may treat as one.

    Windows and macOS ignore case, and macOS also how an accent is stored: canonical caseless
    matching of the Unicode standard (section 3.13).
    """
    if path.isascii():
        return path.lower()
    plain = unicodedata.normalize("NFD", path).casefold()
    return unicodedata.normalize("NFD", plain)


def map_url(dataset: str) -> str:
    """Return the address of the map of the dataset at this address."""
    return f"{MAPS_URL}{dataset.replace('/data/', '/', 1).lstrip('/')}"


def table_map_url(name: str) -> str:
    """Return the address of the map of a table of the city."""
    return f"{MAPS_URL}gabungan/{slugify(name)}/"


# The figures that the city chose to show.
FIGURES_URL = "/angka/"


def area_figures_url(key: str, topic: str = "") -> str:
    """Return the address of what all datasets say of an area, or of those of a topic."""
    return f"/{key}/angka/" + (f"{topic}/" if topic else "")


# Units of one kind side by side.
COMPARE_URL = "/bandingkan/"


def compare_url(name: str) -> str:
    """Return the address of the areas of a kind, or below a unit (`<jenis>/<unit>`), side by side."""
    return f"{COMPARE_URL}{name}/"
