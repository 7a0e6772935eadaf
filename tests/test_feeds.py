"""Feeds of the city, its units and topics: Atom 1.0 and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.errors import ConfigError, UsageError
from sitegen.exports.feeds import LATEST, Feed, FeedEntry, atom, json_feed
from sitegen.legible import legible
from sitegen.model import ReportSummary
from sitegen.pages.moments import moments, stamp
from tests.conftest import SITE, CityFolder, told
from tests.test_unit import picture

City = Callable[[str], CityFolder]
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://contoh.example"
DAGO = "content/kelurahan/dago/laporan"
POSYANDU = f"{DAGO}/2026-11-03-posyandu.md"
WIB = ZoneInfo("Asia/Jakarta")
WHOLE = f"""\
-- {POSYANDU} --
---
judul: Balita < 2 tahun & "ibu"
topik: [kesehatan, sosial]
jenis: layanan
ringkasan: Ditimbang, lalu diukur.
---
Paragraf pertama.
-- {DAGO}/2026-11-01-kerja-bakti.md --
---
judul: Kerja bakti
topik: [lingkungan]
---
Selokan dibersihkan.
-- content/skpd/dinkes/laporan/2026-11-03-imunisasi.md --
---
judul: Imunisasi
tanggal: 2026-11-03 14:30
topik: [kesehatan]
---
Semua anak.
"""


def report(unit: str, name: str, front: str = "") -> str:
    text = f"---\njudul: {name}\ntopik: [kesehatan]\n{front}---\nIsi.\n"
    return f"-- content/{unit}/laporan/{name}.md --\n{text}"


def read_atom(made: CityFolder, path: str) -> ET.Element:
    return ET.fromstring(made.read(path))  # noqa: S314 - made by the build under test


def read_json(made: CityFolder, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.read(path))
    return found


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def titles(made: CityFolder, page: str) -> list[str]:
    """Titles of the entries of the page's feeds, which are the same in both formats."""
    found = [
        text(entry, "title") for entry in read_atom(made, f"{page}feed.xml").iter(f"{ATOM}entry")
    ]
    assert [item["title"] for item in read_json(made, f"{page}feed.json")["items"]] == found
    return found


def test_city_units_and_topics_have_feeds_of_their_reports_newest_first(city: City) -> None:
    made = city(WHOLE)
    assert made.build().problems == ()
    posyandu = 'Balita < 2 tahun & "ibu"'
    assert titles(made, "/") == ["Imunisasi", posyandu, "Kerja bakti"]
    assert titles(made, "/kelurahan/dago/") == [posyandu, "Kerja bakti"]
    assert titles(made, "/topik/kesehatan/") == ["Imunisasi", posyandu]
    assert titles(made, "/topik/lingkungan/") == ["Kerja bakti"]
    assert titles(made, "/kelurahan/sekeloa/") == []


def test_an_atom_feed_has_all_that_the_standard_demands(city: City) -> None:
    made = city(WHOLE)
    made.build()
    feed = read_atom(made, "/kelurahan/dago/feed.xml")
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "id"
    assert text(feed, "title") == "Kelurahan Dago · Kota Contoh"
    assert text(feed, "id") == f"{BASE}/kelurahan/dago/feed.xml"
    assert text(feed, "updated") == "2026-11-03T00:00:00+07:00"
    assert [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")] == [
        ("self", f"{BASE}/kelurahan/dago/feed.xml"),
        ("alternate", f"{BASE}/kelurahan/dago/"),
    ]
    entry = feed.findall(f"{ATOM}entry")[0]
    url = f"{BASE}/kelurahan/dago/laporan/2026/11/posyandu/"
    assert text(entry, "id") == url
    assert text(entry, "title") == 'Balita < 2 tahun & "ibu"'
    assert text(entry, "published") == text(entry, "updated") == "2026-11-03T00:00:00+07:00"
    assert text(entry, "summary") == "Ditimbang, lalu diukur."
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Kelurahan Dago"
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == f"{BASE}/kelurahan/dago/"
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": url}
    ]
    assert [(c.get("term"), c.get("label")) for c in entry.findall(f"{ATOM}category")] == [
        ("layanan", "Layanan"),
        ("kesehatan", "Kesehatan"),
        ("sosial", "Sosial"),
    ]


def test_a_json_feed_has_all_that_the_standard_demands(city: City) -> None:
    made = city(WHOLE)
    made.build()
    feed = read_json(made, "/kelurahan/dago/feed.json")
    items = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Kelurahan Dago · Kota Contoh",
        "description": "",
        "home_page_url": f"{BASE}/kelurahan/dago/",
        "feed_url": f"{BASE}/kelurahan/dago/feed.json",
        "icon": f"{BASE}/apple-touch-icon.png",
        "language": "id",
    }
    url = f"{BASE}/kelurahan/dago/laporan/2026/11/posyandu/"
    assert items[0] == {
        "id": url,
        "url": url,
        "title": 'Balita < 2 tahun & "ibu"',
        "content_text": "Ditimbang, lalu diukur.",
        "date_published": "2026-11-03T00:00:00+07:00",
        "date_modified": "2026-11-03T00:00:00+07:00",
        "authors": [{"name": "Kelurahan Dago", "url": f"{BASE}/kelurahan/dago/"}],
        "tags": ["Layanan", "Kesehatan", "Sosial"],
    }


def test_a_photo_goes_with_the_entry_and_lies_where_the_feed_says(city: City) -> None:
    made = city(report("kelurahan/dago", "2026-11-03-a", "foto: {berkas: b.png, alt: B}\n"))
    (made.root / f"{DAGO}/b.png").write_bytes(picture())
    assert made.build().problems == ()
    item = read_json(made, "/feed.json")["items"][0]
    assert item["attachments"] == [{"url": item["image"], "mime_type": "image/jpeg"}]
    path = item["image"].removeprefix(BASE + "/")
    assert made.files()[path].startswith(b"\xff\xd8\xff")
    (link,) = read_atom(made, "/feed.xml").iterfind(f".//{ATOM}link[@rel='enclosure']")
    assert (link.get("type"), link.get("href")) == ("image/jpeg", item["image"])


def test_a_feed_keeps_to_the_latest_thirty(city: City) -> None:
    days = [
        f"2026-{month:02}-{day:02}-laporan-{day:02}" for month in (9, 10) for day in range(1, 17)
    ]
    made = city("".join(report("skpd/dinkes", day) for day in days))
    assert made.build().problems == ()
    for page in ("/", "/skpd/dinkes/", "/topik/kesehatan/"):
        assert titles(made, page) == sorted(days, reverse=True)[:LATEST]


def test_no_unit_fills_the_feed_of_the_city(city: City) -> None:
    many = "".join(report("kelurahan/dago", f"2026-11-05-a{n:02}") for n in range(LATEST * 2))
    few = "".join(report("skpd/dinkes", f"2026-11-0{n}-b{n}") for n in range(1, 5))
    made = city(many + few)
    made.build()
    titles = [item["title"] for item in read_json(made, "feed.json")["items"]]
    assert len(titles) == LATEST
    assert [title for title in titles if "-b" in title] == [
        f"2026-11-0{n}-b{n}" for n in range(4, 0, -1)
    ]
    assert len(read_json(made, "kelurahan/dago/feed.json")["items"]) == LATEST


def test_what_is_not_published_is_in_no_feed(city: City) -> None:
    made = city(
        report("kelurahan/dago", "2026-11-03-draf", "draf: ya\n")
        + report("kelurahan/dago", "2026-12-03-nanti")
        + report("kelurahan/dago", "2026-11-02-lewat", "kedaluwarsa: 2026-11-20\n")
        + report("kelurahan/dago", "2026-11-01-ada", "alias: [/berita/ada/]\n")
    )
    made.build()
    for page in ("/", "/kelurahan/dago/", "/topik/kesehatan/"):
        assert titles(made, page) == ["2026-11-01-ada"]


def test_a_feed_without_entries_is_dated_by_no_clock(city: City) -> None:
    made = city("")
    made.build()
    assert text(read_atom(made, "/feed.xml"), "updated") == "1970-01-01T00:00:00+00:00"
    assert read_json(made, "/kelurahan/dago/feed.json")["items"] == []


def test_the_notice_of_a_city_goes_with_its_reports(city: City) -> None:
    made = city(WHOLE)
    made.write("site.yml", SITE + "slogan: Terbuka\npemberitahuan: Hanya contoh.\n")
    made.build()
    assert text(read_atom(made, "/topik/kesehatan/feed.xml"), "subtitle") == "Hanya contoh."
    assert read_json(made, "/feed.json")["description"] == "Hanya contoh."


def test_feeds_name_the_icon_of_the_site_and_its_licence(city: City) -> None:
    made = city(WHOLE)
    made.write("site.yml", SITE + "lisensi: CC BY 4.0 & lainnya\n")
    made.build()
    for page in ("/", "/kelurahan/dago/", "/topik/kesehatan/"):
        feed = read_atom(made, f"{page}feed.xml")
        assert text(feed, "rights") == "CC BY 4.0 & lainnya"
        assert text(feed, "icon") == read_json(made, f"{page}feed.json")["icon"]
        assert text(feed, "icon").removeprefix(f"{BASE}/") in made.files()


def test_pages_lead_to_their_feeds_in_the_head_and_in_sight(city: City) -> None:
    made = city(WHOLE)
    made.build()
    for page in ("/", "/kelurahan/dago/", "/topik/kesehatan/"):
        shown = made.read(page)
        for media, name in (("atom+xml", "feed.xml"), ("feed+json", "feed.json")):
            link = f'<link rel="alternate" type="application/{media}" href="{page}{name}">'
            assert shown.count(link) == 1
        place = page.strip("/").replace("/", "-") or "kota"
        assert shown.count(f'<a class="feed" href="/ikuti/#{place}">') == 1
        assert f'<li id="{place}"><a href="{page}feed.xml">' in made.read("/ikuti/") or page == "/"
    for page in ("/topik/kesehatan/2026/11/", "/kelurahan/dago/laporan/2026/", "/arsip/"):
        shown = made.read(page)
        assert 'rel="alternate"' not in shown
        assert 'class="feed"' not in shown
        assert '<li><a href="/ikuti/">Ikuti kabar</a></li>' in shown


def test_a_base_url_with_a_path_stands_before_every_address(city: City) -> None:
    made = city(WHOLE)
    made.build(base_url="https://bandung.example/a&b")
    for path in ("/feed.xml", "/feed.json", "/skpd/dinkes/feed.xml", "/topik/sosial/feed.json"):
        assert "contoh.example" not in made.read(path)
    entry = read_atom(made, "/feed.xml").find(f"{ATOM}entry")
    assert entry is not None
    assert text(entry, "id") == "https://bandung.example/a&b/skpd/dinkes/laporan/2026/11/imunisasi/"
    assert 'href="/a&amp;b/feed.xml"' in made.read("/")


@pytest.mark.parametrize("given", ["contoh.example", "/terbuka", "ftp://a.example", "https://"])
def test_there_is_no_site_without_a_whole_address(city: City, given: str) -> None:
    made = city(WHOLE)
    with pytest.raises(UsageError) as refused:
        made.build(base_url=given)
    (problem,) = refused.value.problems
    assert told(problem) == (
        f": [S004] `{given}` is no address of a site = "
        "write it with https:// and the host, such as https://terbuka.bandung.go.id"
    )
    made.write("site.yml", f"nama: Kota Contoh\nalamat_situs: {given}\n")
    with pytest.raises(ConfigError):
        made.build()
    assert not made.output.exists()


# Each character that XML forbids leaves a sign that something was there.
FORBIDDEN = "\ufffd" * 2
# Controls are mistakes in keys; these are not, and no feed can hold them either.
ODD = '"\\uFDD0\\U0001FFFE]]>&amp;<b>&"'


def test_characters_that_xml_cannot_hold_do_not_get_out(city: City) -> None:
    made = city(
        f"-- {DAGO}/2026-11-03-a.md --\n---\njudul: {ODD}\nringkasan: {ODD}\n---\nIsi \x07 \x1b.\n"
    )
    made.write("site.yml", f"nama: {ODD}\nalamat_situs: {BASE}\n")
    made.build()
    for page in ("/", "/kelurahan/dago/"):
        assert titles(made, page) == [f"{FORBIDDEN}]]>&amp;<b>&"]
    for path in ("/feed.xml", "/feed.json", "/kelurahan/dago/feed.xml"):
        body = made.read(path)
        assert legible(body) == body


ENTRY = FeedEntry(
    url=f"{BASE}/a/",
    title="A",
    summary="",
    author="Dago",
    author_url=BASE,
    published="2026-11-03T00:00:00+07:00",
    updated="2026-11-03T00:00:00+07:00",
    tags=(),
    image="",
)


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_through_both_formats_as_it_was(given: str) -> None:
    shown = legible(given)
    entry = replace(ENTRY, title=shown, summary=shown, tags=((shown, shown),))
    feed = Feed(
        title=shown,
        note=shown,
        rights=shown,
        icon=BASE,
        lang="id",
        home=BASE,
        folder=BASE,
        updated="",
        entries=(entry,),
    )
    lines = shown.replace("\r\n", "\n").replace("\r", "\n")
    root = ET.fromstring(atom(feed).encode())  # noqa: S314 - made by the function under test
    assert [element.text or "" for element in root.iter(f"{ATOM}title")] == [lines, lines]
    assert text(root.findall(f"{ATOM}entry")[0], "summary") == lines
    item = json.loads(json_feed(feed).encode())["items"][0]
    assert (item["title"], item["content_text"]) == (shown, shown)


def test_a_report_without_a_summary_is_told_by_its_title() -> None:
    feed = Feed(
        title="A",
        note="",
        rights="",
        icon=BASE,
        lang="id",
        home=BASE,
        folder=BASE,
        updated="",
        entries=(ENTRY,),
    )
    assert json.loads(json_feed(feed))["items"][0]["content_text"] == "A"


SUMMARY = ReportSummary(
    url="/a/",
    title="A",
    date=date(2026, 11, 3),
    event_date=date(2026, 11, 3),
    kind="",
    topics=(),
    summary="",
    place="",
    status="",
    term=None,
    participants=None,
    budget=None,
    thumbnail="",
    thumbnail_alt="",
)


@pytest.mark.parametrize(
    ("published", "changed", "expected"),
    [
        (None, None, ("2026-11-03T00:00:00+07:00", "2026-11-03T00:00:00+07:00")),
        (None, date(2026, 11, 9), ("2026-11-03T00:00:00+07:00", "2026-11-09T00:00:00+07:00")),
        (None, date(2026, 11, 1), ("2026-11-03T00:00:00+07:00", "2026-11-03T00:00:00+07:00")),
        (
            datetime(2026, 11, 3, 8, 30, tzinfo=WIB),
            date(2026, 11, 3),
            ("2026-11-03T08:30:00+07:00", "2026-11-03T08:30:00+07:00"),
        ),
    ],
    ids=["no time", "changed later", "written before its date", "changed on its day"],
)
def test_a_report_is_updated_when_git_changed_it_but_never_before_it_was_published(
    published: datetime | None, changed: date | None, expected: tuple[str, str]
) -> None:
    report = replace(SUMMARY, published=published, changed=changed)
    first, last = moments(report, WIB)
    assert (stamp(first), stamp(last)) == expected


@given(st.datetimes(timezones=st.sampled_from([UTC, WIB, ZoneInfo("Europe/Amsterdam")])))
def test_every_moment_has_the_form_of_rfc_3339(moment: datetime) -> None:
    assert len(stamp(moment)) == 25
    assert stamp(moment)[10] == "T"
    assert datetime.fromisoformat(stamp(moment)).utcoffset() is not None
