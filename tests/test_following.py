"""Tell me when this changes: feeds of data, of kecamatan and of notices, and changes by day."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from sitegen.exports.changes import DAYS, OF_A_DAY, SHOWN, ListedChange, changed_days
from sitegen.exports.feeds import LATEST
from tests.conftest import SITE, UNITS, CityFolder, write_blocks
from tests.repository import START, Repo, make

Make = Callable[[str], CityFolder]
BASE = "https://contoh.example"
DAGO, COBLONG = "/kelurahan/dago/", "/kecamatan/coblong/"
DATASET = f"{DAGO}data/kunjungan/"
FIRST = datetime.fromtimestamp(START, UTC).date()
TABLE = "tahun,jumlah\n2024,3\n2025,4\n2026,5\n"
ABOUT = "judul: Kunjungan\ntopik: [kesehatan]\ngrafik: [{jenis: garis, x: tahun, y: jumlah}]\n"


def report(unit: str, name: str, more: str = "") -> str:
    return (
        f"-- content/{unit}/laporan/{name}.md --\n"
        f"---\njudul: {name[11:].title()}\n{more}---\nIsi laporan.\n"
    )


CITY = (
    report("kelurahan/dago", "2026-11-03-posyandu")
    + report("kelurahan/sekeloa", "2026-11-05-ronda")
    + report("kecamatan/coblong", "2026-11-04-musrenbang")
    + report("skpd/dinkes", "2026-11-06-imunisasi")
)


def day(n: int) -> date:
    """The day n of a dated repository, in the city's zone."""
    return FIRST + timedelta(days=n)


def read(made: CityFolder, path: str) -> Any:
    """A feed as a feed reader has it; the JSON one, if there is one, has the same entries."""
    found = feedparser.parse(made.read(path).encode())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    twin = made.output / f"{path.strip('/').removesuffix('xml')}json"
    if twin.exists():
        items = json.loads(twin.read_text(encoding="utf-8"))["items"]
        assert [each["title"] for each in items] == [each.title for each in found.entries]
    return found


def titles(made: CityFolder, path: str) -> list[str]:
    return [each.title for each in read(made, path).entries]


@pytest.fixture
def repo(tmp_path: Path) -> tuple[Repo, CityFolder]:
    """A city in git: a table published on day 10 and changed on day 20, a report of day 15."""
    made = make(tmp_path / "kota")
    blocks = f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}"
    write_blocks(made.folder, blocks)
    made.write("content/kelurahan/dago/data/kunjungan.csv", TABLE.replace(",5", ",4"))
    made.write("content/kelurahan/dago/data/kunjungan.yml", ABOUT)
    made.commit(10)
    write_blocks(made.folder, report("kelurahan/dago", "2026-01-14-posyandu"))
    made.commit(15)
    made.write("content/kelurahan/dago/data/kunjungan.csv", TABLE)
    made.commit(20)
    return made, CityFolder(made.folder, tmp_path / "keluaran")


CLOCK = datetime.combine(day(30), datetime.min.time())


def test_a_dataset_tells_of_its_last_version_and_of_its_first(
    repo: tuple[Repo, CityFolder],
) -> None:
    git, made = repo
    made.build(clock=CLOCK)
    feed = read(made, f"{DATASET}feed.xml")
    assert [(e.title, e.published[:10]) for e in feed.entries] == [
        ("Kunjungan: data diperbarui", day(20).isoformat()),
        ("Kunjungan: data baru", day(10).isoformat()),
    ]
    assert feed.entries[0].summary.startswith("Diubah 21 Januari 2026. 3 baris.")
    assert feed.feed.link == f"{BASE}{DATASET}"
    before = [each.id for each in feed.entries]
    git.write("content/kelurahan/dago/data/kunjungan.csv", TABLE + "2027,6\n")
    git.commit(25)
    made.build(clock=CLOCK)
    after = read(made, f"{DATASET}feed.xml").entries
    assert after[0].id not in before
    assert after[0].summary.startswith("Diubah 26 Januari 2026. 4 baris.")
    assert after[1].id == before[1]


MARKED = """\
versi:
- {tanggal: 2026-01-12, catatan: Dihitung ulang dengan batas baru, nomor: "2.0"}
- {tanggal: 2026-01-16, catatan: Tanpa kunjungan rumah.}
- {tanggal: 2026-01-21, catatan: 'Angka 2026 ditambahkan', nomor: "2.1"}
"""


def test_versions_that_an_author_points_out_are_entries_however_old(
    repo: tuple[Repo, CityFolder],
) -> None:
    git, made = repo
    made.build(clock=CLOCK)
    before = {e.title: e.id for e in read(made, f"{DATASET}feed.xml").entries}
    git.write("content/kelurahan/dago/data/kunjungan.yml", ABOUT + MARKED)
    made.build(clock=CLOCK)
    entries = read(made, f"{DATASET}feed.xml").entries
    assert [(e.title, e.published[:10]) for e in entries] == [
        ("Kunjungan: versi 2.1", day(20).isoformat()),
        ("Kunjungan: data diperbarui", "2026-01-16"),
        ("Kunjungan: versi 2.0", "2026-01-12"),
        ("Kunjungan: data baru", day(10).isoformat()),
    ]
    # The mark of a change that is known anyway is said in its entry, which stays the same.
    assert entries[0].id == before["Kunjungan: data diperbarui"]
    said = "Diubah 21 Januari 2026. Angka 2026 ditambahkan. 3 baris."
    assert entries[0].summary.startswith(said)
    assert entries[1].summary == "Diubah 16 Januari 2026. Tanpa kunjungan rumah."
    assert titles(made, "/data/feed.xml")[0] == "Kunjungan: versi 2.1"


def test_the_newest_data_of_a_unit_and_of_the_city_stand_first(
    repo: tuple[Repo, CityFolder],
) -> None:
    git, made = repo
    git.write("content/skpd/dinkes/data/balita.csv", TABLE)
    git.write("content/kelurahan/dago/data/abu.csv", TABLE)
    git.commit(22)
    made.build(clock=CLOCK)
    assert titles(made, "/data/feed.xml") == [
        "Abu: data baru",
        "Balita: data baru",
        "Kunjungan: data diperbarui",
    ]
    own = read(made, f"{DAGO}data/feed.xml")
    assert [e.title for e in own.entries] == ["Abu: data baru", "Kunjungan: data diperbarui"]
    assert own.feed.title == "Data Kelurahan Dago"
    assert own.feed.link == f"{BASE}{DAGO}"
    assert own.feed.id == f"{BASE}{DAGO}data/feed.xml"


def test_without_history_data_have_the_day_that_their_author_gives(city: Make) -> None:
    made = city(f"-- content/{DAGO[1:]}data/kunjungan.csv --\n{TABLE}")
    made.build()
    assert titles(made, f"{DATASET}feed.xml") == []
    made.write(f"content/{DAGO[1:]}data/kunjungan.yml", ABOUT + "diperbarui: 2026-10-02\n")
    made.build()
    (entry,) = read(made, f"{DATASET}feed.xml").entries
    assert entry.updated == "2026-10-02T00:00:00+07:00"
    assert [tag.label for tag in entry.tags] == ["Kesehatan"]


def test_data_of_a_topic_have_a_feed_that_the_page_of_feeds_names(city: Make) -> None:
    made = city(
        "-- content/kelurahan/dago/data/gizi.csv --\nbulan,balita\nJanuari,9\n"
        "-- content/kelurahan/dago/data/gizi.yml --\njudul: Gizi\ntopik: [kesehatan]\ndiperbarui: 2026-03-02\n"
        "-- content/kelurahan/sekeloa/data/sampah.csv --\nbulan,ton\nJanuari,4\n"
        "-- content/kelurahan/sekeloa/data/sampah.yml --\njudul: Sampah\ntopik: [lingkungan, kesehatan]\n"
        "diperbarui: 2026-04-02\n"
    )
    made.build()
    feed = read(made, "/data/topik/kesehatan/feed.xml")
    assert [each.title for each in feed.entries] == [
        "Sampah: data diperbarui",
        "Gizi: data diperbarui",
    ]
    assert feed.feed.title == "Data baru: Kesehatan · Kota Contoh"
    assert feed.feed.link == f"{BASE}/data/topik/kesehatan/"
    assert titles(made, "/data/topik/lingkungan/feed.xml") == ["Sampah: data diperbarui"]
    follow = made.read("/ikuti/").partition('id="data-topik"')[2].partition("</section>")[0]
    assert follow.count('href="/data/topik/') == 2
    listed = made.read("/data/topik/kesehatan/")
    assert 'title="Data baru: Kesehatan"' in listed.partition("</head>")[0]
    anchor = re.search(r'href="/ikuti/#([^"]*)"', listed)
    assert anchor is not None
    assert f'id="{anchor[1]}"' in follow
    # Without data that are of another topic there is no such list, and the feed is of all data.
    made.write("content/kelurahan/sekeloa/data/sampah.yml", "judul: Sampah\ntopik: [kesehatan]\n")
    made.build()
    assert read(made, "/data/topik/kesehatan/feed.xml").feed.link == f"{BASE}/data/"
    assert not (made.output / "data" / "topik" / "lingkungan").exists()


def test_a_kecamatan_has_a_feed_with_all_that_lies_below_it(city: Make) -> None:
    made = city(CITY)
    made.build()
    feed = read(made, f"{COBLONG}wilayah/feed.xml")
    assert [e.title for e in feed.entries] == ["Ronda", "Musrenbang", "Posyandu"]
    assert feed.feed.link == f"{BASE}{COBLONG}"
    assert feed.feed.title == "Kecamatan Coblong beserta unit di bawahnya · Kota Contoh"
    assert not (made.output / "kelurahan/dago/wilayah").exists()


def test_a_feed_has_no_more_than_its_limit(city: Make) -> None:
    texts = (report("kelurahan/dago", f"2026-10-{1 + n % 28:02}-kabar-{n}") for n in range(LATEST))
    made = city(CITY + "".join(texts))
    made.build()
    assert len(titles(made, f"{COBLONG}wilayah/feed.xml")) == LATEST


def test_urgent_notices_stand_in_their_feed_until_they_end(city: Make) -> None:
    notice = "penting: ya\nsampai: {until}\nringkasan: Jalan Dago ditutup.\n"
    first = report("kelurahan/dago", "2026-11-18-tutup", notice.format(until="2026-11-22"))
    second = report("skpd/dinkes", "2026-11-17-vaksin", notice.format(until="2026-11-30"))
    made = city(first + second)
    made.build()
    assert titles(made, "/pengumuman/feed.xml") == ["Tutup", "Vaksin"]
    entry = read(made, "/pengumuman/feed.xml").entries[0]
    assert entry.summary == "Berlaku sampai 22 November 2026. Jalan Dago ditutup."
    assert entry.author == "Kelurahan Dago"
    made.build(clock=datetime(2026, 11, 23))  # noqa: DTZ001 - the city's zone
    assert titles(made, "/pengumuman/feed.xml") == ["Vaksin"]
    made.build(clock=datetime(2026, 12, 1))  # noqa: DTZ001 - the city's zone
    assert titles(made, "/pengumuman/feed.xml") == []


def test_pages_name_their_feeds_and_the_page_about_feeds_lists_them(city: Make) -> None:
    made = city(CITY + f"-- content/{DAGO[1:]}data/kunjungan.csv --\n{TABLE}")
    made.build()
    listed = made.read("/ikuti/")
    for page, feed in (
        (DATASET, f"{DATASET}feed.xml"),
        (DAGO, f"{DAGO}data/feed.xml"),
        (COBLONG, f"{COBLONG}wilayah/feed.xml"),
        ("/pengumuman/", "/pengumuman/feed.xml"),
        ("/data/", "/data/feed.xml"),
    ):
        link = f'<link rel="alternate" type="application/atom+xml" href="{feed}"'
        assert made.read(page).count(link) == 1
        assert (made.output / feed.strip("/")).is_file()
        assert (f'<a href="{feed}">' in listed) == (feed != f"{DATASET}feed.xml")
    assert f'<a class="feed" href="{DATASET}feed.xml">' in made.read(DATASET)
    assert '<link rel="alternate" type="application/json" href="/ubah.json"' in listed
    assert "data/feed.xml" not in made.read("/skpd/dinkes/")


def changes(made: CityFolder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.read("/ubah.json"))
    return found


def test_each_day_tells_what_came_out_and_what_was_changed(repo: tuple[Repo, CityFolder]) -> None:
    git, made = repo
    git.write("content/skpd/dinkes/halaman/profil.md", "---\njudul: Profil\n---\nIsi.\n")
    text = report("kelurahan/dago", "2026-01-14-posyandu").split("\n", 1)[1]
    git.write("content/kelurahan/dago/laporan/2026-01-14-posyandu.md", text + "Ralat.\n")
    git.commit(25)
    made.build(clock=CLOCK)
    found = changes(made)
    assert found["hari"] == DAYS
    told = [
        (each["tanggal"], [(e["perubahan"], e["jenis"], e["alamat"]) for e in each["isi"]])
        for each in found["tanggal"]
    ]
    posyandu = f"{BASE}{DAGO}laporan/2026/01/posyandu/"
    assert told == [
        (
            day(25).isoformat(),
            [
                ("terbit", "halaman", f"{BASE}/skpd/dinkes/halaman/profil/"),
                ("diubah", "laporan", posyandu),
            ],
        ),
        (day(20).isoformat(), [("diubah", "data", f"{BASE}{DATASET}")]),
        (day(15).isoformat(), [("terbit", "laporan", posyandu)]),
        (day(10).isoformat(), [("terbit", "data", f"{BASE}{DATASET}")]),
    ]
    first = found["tanggal"][0]
    assert first["jumlah"] == 2
    assert first["halaman"] == {"terbit": 1}
    assert first["laporan"] == {"diubah": 1}
    assert first["unit_berubah"] == {"kelurahan/dago": 1, "skpd/dinkes": 1}
    assert first["semua"] is None
    assert found["unit"]["skpd/dinkes"] == {
        "nama": "Dinas Kesehatan",
        "alamat": f"{BASE}/skpd/dinkes/",
    }
    assert all(
        (made.output / e["alamat"].removeprefix(f"{BASE}/")).is_dir()
        for d in found["tanggal"]
        for e in d["isi"]
    )


def test_what_is_older_than_sixty_days_leaves_the_list_as_in_a_clean_build(
    repo: tuple[Repo, CityFolder],
) -> None:
    _, made = repo
    made.build(clock=CLOCK)
    for at, days in ((20 + DAYS - 1, [20]), (20 + DAYS, [])):
        clock = datetime.combine(day(at), datetime.min.time())
        made.build(clock=clock)
        assert [each["tanggal"] for each in changes(made)["tanggal"]] == [
            day(n).isoformat() for n in days
        ]
        after = made.files()
        made.build(clock=clock, force=True)
        assert made.files() == after


def test_a_busy_day_has_a_file_of_its_own_with_all_of_it(city: Make) -> None:
    names = [f"2026-11-20-kabar-{n:02}" for n in range(SHOWN + 1)]
    made = city("".join(report("kelurahan/dago", name) for name in names))
    made.build()
    (told,) = changes(made)["tanggal"]
    assert (told["jumlah"], len(told["isi"])) == (SHOWN + 1, SHOWN)
    assert told["semua"] == f"{BASE}/ubah/2026-11-20.json"
    whole = json.loads(made.read("/ubah/2026-11-20.json"))
    assert [each["judul"] for each in whole["isi"]] == [name[11:].title() for name in names]
    assert whole["unit_berubah"] == {"kelurahan/dago": SHOWN + 1}
    (made.root / f"content/kelurahan/dago/laporan/{names[0]}.md").unlink()
    made.build()
    assert changes(made)["tanggal"][0]["semua"] is None
    assert not (made.output / "ubah/2026-11-20.json").exists()


def several(count: int) -> Iterable[tuple[date, ListedChange]]:
    for n in range(count):
        url = f"/kelurahan/dago/laporan/2026/11/{n:05}/"
        yield (
            date(2026, 11, 20),
            ListedChange(form="laporan", what="terbit", unit="kelurahan/dago", title="A", url=url),
        )


def test_a_day_never_lists_more_than_its_limit_and_still_counts_all() -> None:
    (found,) = changed_days(several(OF_A_DAY + 5), date(2026, 11, 21))
    assert len(found.changes) == OF_A_DAY
    assert found.total == OF_A_DAY + 5
    assert found.units == (("kelurahan/dago", OF_A_DAY + 5),)


def test_a_day_to_come_is_no_change() -> None:
    assert changed_days(several(1), date(2026, 11, 19)) == ()


def test_an_edit_writes_only_the_feeds_that_show_it(city: Make) -> None:
    table = f"-- content/{DAGO[1:]}data/kunjungan.csv --\n{TABLE}"
    made = city(CITY + table)
    made.build()
    before = made.files()
    text = report("kelurahan/dago", "2026-11-03-posyandu").split("\n", 1)[1]
    made.write(
        "content/kelurahan/dago/laporan/2026-11-03-posyandu.md", text.replace("Posyandu", "Balita")
    )
    made.build()
    after = made.files()
    feeds = {p for p in after if "feed." in p or p.startswith("ubah")}
    assert {path for path in feeds if before[path] != after[path]} == {
        *(
            f"{folder}feed.{form}"
            for folder in ("", "kelurahan/dago/", "kecamatan/coblong/wilayah/")
            for form in ("xml", "json")
        ),
        "ubah.json",
    }
    made.build(force=True)
    assert made.files() == after
