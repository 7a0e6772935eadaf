"""Feeds, calendars and sitemaps as their readers have them, and that these refuse wrong ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from icalendar import Calendar

from tests.conftest import SITE, UNITS, CityFolder, write_blocks

BASE = "https://contoh.example"
CITY = """\
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
---
Isi laporan.
-- content/kelurahan/dago/laporan/2026-11-20-kerja-bakti.md --
---
judul: Kerja bakti
status: rencana
tanggal_kegiatan: 2026-12-03
waktu: 08.00-10.00 WIB
tempat: Balai RW 02
---
Warga diundang.
"""
Change = tuple[str, str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    root = tmp_path_factory.mktemp("kota")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}{CITY}")
    found = CityFolder(root=root, output=root / "build")
    found.build()
    return found


def feed_faults(text: str) -> list[str]:
    """What a feed reader misses or cannot read (RFC 4287, section 4.1)."""
    read = feedparser.parse(text.encode())
    faults = [str(read.bozo_exception)] if read.bozo else []
    faults += [] if read.version == "atom10" else [f"version {read.version!r}"]
    whole = {"id", "title", "updated_parsed"}
    for each in (read.feed, *read.entries):
        faults += [name for name in sorted(whole) if not each.get(name)]
    for each in read.entries:
        address = urlsplit(each.get("link", ""))
        faults += [] if address.scheme and address.netloc else ["link"]
    identifiers = [each.get("id") for each in read.entries]
    return [*faults, *(["id twice"] if len(set(identifiers)) < len(identifiers) else [])]


WRONG_FEEDS: tuple[Change, ...] = (
    ("a sign that XML has not", "</feed>", "\x0c</feed>"),
    ("not closed", "</feed>", ""),
    ("another language", "http://www.w3.org/2005/Atom", "http://www.w3.org/2005/Atum"),
    ("no identifier", r"<entry>(.*?)<id>[^<]*</id>", r"<entry>\1"),
    ("a day in words", r"<updated>[^<]*</updated>", "<updated>kemarin</updated>"),
    ("no title", r"<title>[^<]*</title>", ""),
    (
        "an address without host",
        r'(<link rel="alternate" type="text/html" href=")https://contoh.example',
        r"\1",
    ),
    ("an identifier twice", r"<entry>(.*?)</entry>", r"<entry>\1</entry><entry>\1</entry>"),
)


def test_feeds_are_sound(made: CityFolder) -> None:
    feeds = sorted(made.output.rglob("feed.xml"))
    assert feeds
    for path in feeds:
        assert feed_faults(path.read_text()) == [], path


@pytest.mark.parametrize(
    ("fault", "old", "new"), WRONG_FEEDS, ids=[each[0] for each in WRONG_FEEDS]
)
def test_a_wrong_feed_is_refused(made: CityFolder, fault: str, old: str, new: str) -> None:
    right = made.read("/kelurahan/dago/feed.xml")
    wrong = re.sub(old, new, right, flags=re.DOTALL)
    assert wrong != right
    assert feed_faults(wrong), fault


def calendar_faults(text: str) -> list[str]:
    """What a calendar program misses or cannot read (RFC 5545, sections 3.1, 3.6 and 3.6.1)."""
    faults = [line[:20] for line in text.split("\r\n") if len(line.encode()) > 75 or "\n" in line]
    try:
        read = Calendar.from_ical(text)
    except ValueError as error:
        return [str(error)]
    faults += [name for name in ("VERSION", "PRODID") if name not in read]
    events = list(read.walk("VEVENT"))
    for each in events:
        faults += [name for name in ("UID", "DTSTAMP", "DTSTART") if name not in each]
        faults += [str(error) for error in each.errors]
        if not faults and "DTEND" in each and each.decoded("DTEND") < each.decoded("DTSTART"):
            faults.append("ends before it begins")
    return faults or ([] if events else ["no event"])


WRONG_CALENDARS: tuple[Change, ...] = (
    ("no end", "END:VCALENDAR\r\n", ""),
    ("no version", "VERSION:2.0\r\n", ""),
    ("no identifier", r"UID:[^\r]*\r\n", ""),
    ("no stamp", r"DTSTAMP:[^\r]*\r\n", ""),
    ("a day in local form", r"(DTSTART[^:]*):[^\r]*", r"\1:03/12/2026"),
    ("an end before its beginning", r"(DTEND[^:]*):\d{8}", r"\1:20261101"),
    ("a line of a hundred signs", r"SUMMARY:", "SUMMARY:" + "a" * 100),
    ("lines that end as in text files", "\r\n", "\n"),
)


def test_calendars_are_sound(made: CityFolder) -> None:
    paths = sorted(made.output.rglob("agenda.ics"))
    assert paths
    for path in paths:
        text = path.read_bytes().decode()
        assert "BEGIN:VEVENT" not in text or calendar_faults(text) == [], path


@pytest.mark.parametrize(
    ("fault", "old", "new"), WRONG_CALENDARS, ids=[each[0] for each in WRONG_CALENDARS]
)
def test_a_wrong_calendar_is_refused(made: CityFolder, fault: str, old: str, new: str) -> None:
    right = (made.output / "kelurahan/dago/agenda/agenda.ics").read_bytes().decode()
    wrong = re.sub(old, new, right)
    assert wrong != right
    assert calendar_faults(wrong), fault


SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# https://www.sitemaps.org/protocol.html
MAX_ENTRIES, MAX_BYTES, MAX_ADDRESS = 50_000, 50 * 1024 * 1024, 2_048
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\S+)?")


def sitemap_faults(text: str) -> list[str]:
    """What the protocol of sitemaps does not allow."""
    try:
        root = ET.fromstring(text)  # noqa: S314 - our own file
    except ET.ParseError as error:
        return [str(error)]
    kinds = {f"{SPACE}urlset": f"{SPACE}url", f"{SPACE}sitemapindex": f"{SPACE}sitemap"}
    faults = [] if root.tag in kinds else [root.tag]
    addresses = [each.findtext(f"{SPACE}loc") or "" for each in root]
    faults += [each.tag for each in root if each.tag != kinds.get(root.tag)]
    faults += [a for a in addresses if not a.startswith(f"{BASE}/") or len(a) >= MAX_ADDRESS]
    faults += ["twice"] if len(set(addresses)) < len(addresses) else []
    days = [day.text or "" for day in root.iter(f"{SPACE}lastmod")]
    faults += [day for day in days if not _DAY.fullmatch(day)]
    faults += ["entries"] if len(addresses) > MAX_ENTRIES else []
    return faults + (["bytes"] if len(text.encode()) > MAX_BYTES else [])


WRONG_SITEMAPS: tuple[tuple[str, str, str | Callable[[re.Match[str]], str]], ...] = (
    ("not closed", "</urlset>", ""),
    ("another language", "schemas/sitemap/0.9", "schemas/sitemap/1.0"),
    ("no address", r"<loc>[^<]*</loc>", ""),
    ("an address of another site", BASE, "https://lain.example"),
    ("an address in short", BASE, ""),
    ("an address that is too long", r"(/kelurahan/dago/)</loc>", r"\1" + "a" * 2048 + "/</loc>"),
    ("a day in local form", r"<lastmod>[^<]*</lastmod>", "<lastmod>3/11/2026</lastmod>"),
    ("an address twice", r"(<url>.*?</url>)", r"\1\1"),
    (
        "too many entries",
        "</urlset>",
        "".join(f"<url><loc>{BASE}/{n}/</loc></url>" for n in range(50_001)) + "</urlset>",
    ),
)


def test_sitemaps_are_sound(made: CityFolder) -> None:
    paths = sorted(made.output.rglob("sitemap*.xml"))
    assert paths
    for path in paths:
        assert sitemap_faults(path.read_text()) == [], path


@pytest.mark.parametrize(
    ("fault", "old", "new"), WRONG_SITEMAPS, ids=[each[0] for each in WRONG_SITEMAPS]
)
def test_a_wrong_sitemap_is_refused(
    made: CityFolder, fault: str, old: str, new: str | Callable[[re.Match[str]], str]
) -> None:
    right = made.read("/kelurahan/dago/sitemap.xml")
    wrong = re.sub(old, new, right, flags=re.DOTALL)
    assert wrong != right
    assert sitemap_faults(wrong), fault
