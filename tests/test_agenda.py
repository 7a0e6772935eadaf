"""Activities to come: on which agendas they are and until when, and their calendars."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from sitegen.exports.calendar import hours
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
"""
DAGO = "content/kelurahan/dago/laporan/2026-11-20-{name}.md"
ZONE = ZoneInfo("Asia/Jakarta")
DAY = date(2026, 12, 3)


def report(title: str, **keys: str) -> str:
    lines = {"judul": title, "tanggal_kegiatan": "2026-12-03", **keys}
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in lines.items()) + "---\nWarga diundang.\n"


def titles(made: CityFolder, url: str) -> list[str]:
    return re.findall(r'class="row-title"><a [^>]*>([^<]*)<', made.read(url))


def events(made: CityFolder, url: str) -> list[dict[str, object]]:
    """The events of a calendar as an independent reader has them."""
    data = (made.output / url.strip("/") / "agenda.ics").read_bytes()
    read = Calendar.from_ical(data)
    assert read["VERSION"] == "2.0"
    assert read["PRODID"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return [{name: each.get(name) for name in each} for each in read.walk("VEVENT")]


def test_an_announced_activity_is_on_the_agenda_of_its_unit_its_kecamatan_and_the_city(
    city: Make,
) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="musrenbang"), report("Musrenbang RW 4", lokasi="Balai RW"))
    made.build()
    for url in ("/agenda/", "/kecamatan/coblong/agenda/", "/kelurahan/dago/agenda/"):
        assert titles(made, url) == ["Musrenbang RW 4"]
        assert "Kamis, 3 Desember 2026" in made.read(url)
        assert [each["SUMMARY"] for each in events(made, url)] == ["Musrenbang RW 4"]
    assert titles(made, "/kecamatan/cicendo/agenda/") == []
    assert not (made.output / "skpd/dinkes/agenda").exists()
    for unit in ("kelurahan/dago", "kecamatan/coblong", "kecamatan/cicendo"):
        assert f'href="/{unit}/agenda/"' in made.read(f"/{unit}/")
    assert "/agenda/" not in made.read("/skpd/dinkes/")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ({}, True),
        ({"tanggal_kegiatan": "2026-11-21"}, True),
        ({"tanggal_kegiatan": "2026-11-20"}, False),
        ({"tanggal_kegiatan": "2026-11-10", "tanggal_selesai": "2026-11-30"}, False),
        (
            {
                "tanggal_kegiatan": "2026-11-10",
                "tanggal_selesai": "2026-11-30",
                "status": "rencana",
            },
            True,
        ),
        ({"status": "selesai"}, False),
    ],
    ids=["to come", "today", "on the report's day", "told of", "planned and under way", "done"],
)
def test_only_what_is_to_come_is_on_the_agenda(
    city: Make, keys: dict[str, str], shown: bool
) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="a"), report("Kerja bakti", **keys))
    made.build()
    assert bool(titles(made, "/agenda/")) is shown
    assert (made.output / "kelurahan/dago/agenda/index.html").exists() is shown


def test_what_is_past_leaves_all_agendas_with_the_next_build(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="a"), report("Kerja bakti"))
    made.write(DAGO.format(name="b"), report("Pekan imunisasi", tanggal_selesai="2026-12-10"))
    made.build()
    assert titles(made, "/agenda/") == ["Kerja bakti", "Pekan imunisasi"]
    made.build(clock=datetime.fromisoformat("2026-12-03T23:59"))
    assert titles(made, "/agenda/") == ["Kerja bakti", "Pekan imunisasi"]
    made.build(clock=datetime.fromisoformat("2026-12-04T00:01"))
    assert titles(made, "/agenda/") == titles(made, "/kecamatan/coblong/agenda/")
    assert titles(made, "/agenda/") == ["Pekan imunisasi"]
    made.build(clock=datetime.fromisoformat("2026-12-11T00:01"))
    assert titles(made, "/agenda/") == []
    assert not (made.output / "kelurahan/dago/agenda").exists()
    assert "/agenda/" not in made.read("/kelurahan/dago/")
    after = made.files()
    made.build(clock=datetime.fromisoformat("2026-12-11T00:01"), force=True)
    assert made.files() == after


def test_a_calendar_has_the_time_of_day_or_whole_days(city: Make) -> None:
    made = city(REGISTER)
    made.write(
        DAGO.format(name="a"), report("Rapat; pagi, ya", waktu="08.00-11.30 WIB", lokasi="Aula")
    )
    made.write(DAGO.format(name="b"), report("Pekan imunisasi", tanggal_selesai="2026-12-10"))
    made.build()
    whole, timed = sorted(events(made, "/agenda/"), key=lambda each: str(each["SUMMARY"]))
    assert whole["DTSTART"].dt == DAY  # type: ignore[attr-defined]  # a value of icalendar
    assert whole["DTEND"].dt == date(2026, 12, 11)  # type: ignore[attr-defined]  # the day after
    assert timed["SUMMARY"] == "Rapat; pagi, ya"
    assert timed["LOCATION"] == "Aula"
    begin, end = timed["DTSTART"].dt, timed["DTEND"].dt  # type: ignore[attr-defined]  # as above
    assert begin == datetime(2026, 12, 3, 8, 0, tzinfo=ZONE)
    assert end == datetime(2026, 12, 3, 11, 30, tzinfo=ZONE)


def test_another_day_of_building_changes_no_byte_of_a_calendar(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="a"), report("Kerja bakti"))
    made.build()
    path = made.output / "agenda/agenda.ics"
    before = path.read_bytes()
    (event,) = events(made, "/agenda/")
    assert event["UID"] == "kelurahan.dago.laporan.2026.11.a@contoh.example"
    made.build(clock=datetime.fromisoformat("2026-11-25T12:00"), force=True)
    assert path.read_bytes() == before
    made.write(DAGO.format(name="a"), report("Kerja bakti bersama"))
    made.build()
    (changed,) = events(made, "/agenda/")
    assert (changed["UID"], changed["SUMMARY"]) == (event["UID"], "Kerja bakti bersama")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08.00-11.30 WIB", ((8, 0), (11, 30))),
        ("Pukul 9.05 sampai selesai", ((9, 5), None)),
        ("13:00 s.d. 15:00", ((13, 0), (15, 0))),
        ("pagi hari", None),
        ("08.00-10.00 WITA", None),
        ("15.00-08.00", None),
        ("08.00, 10.00, dan 13.00", None),
        ("25.00", None),
        ("tanggal 3.12.2026", None),
        ("", None),
    ],
)
def test_a_time_is_read_only_where_it_is_sure(
    text: str, expected: tuple[tuple[int, int], tuple[int, int] | None] | None
) -> None:
    found = hours(text, DAY, ZONE)
    if expected is None:
        assert found is None
        return
    begin, end = expected
    start = datetime(2026, 12, 3, tzinfo=ZONE)
    assert found == (
        start + timedelta(hours=begin[0], minutes=begin[1]),
        start + timedelta(hours=end[0], minutes=end[1]) if end else None,
    )


def test_the_screen_of_a_lobby_shows_what_is_to_come_and_is_hidden_from_search_engines(
    city: Make,
) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="a"), report("Kerja bakti", waktu="07.00", lokasi="RW 4"))
    made.write(
        DAGO.format(name="b"), "---\njudul: Banjir\npenting: ya\nsampai: 2026-12-01\n---\nAwas.\n"
    )
    made.build()
    page = made.read("/kelurahan/dago/layar/")
    assert '<meta http-equiv="refresh" content="300">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<strong>Kerja bakti</strong> <p>Kamis, 3 Desember 2026 · 07.00 · RW 4</p>" in page
    assert "<strong>Banjir</strong>" in page
    assert page.count("<strong>Kerja bakti</strong>") == 1  # not among the reports again
    assert "<nav" not in page
    assert "layar" not in made.read("/kelurahan/dago/sitemap.xml")
    made.build(clock=datetime.fromisoformat("2026-12-04T06:00"))
    later = made.read("/kelurahan/dago/layar/")
    assert "Kamis, 3 Desember" not in later
    assert 'id="penting"' not in later


def test_the_screen_of_a_kecamatan_shows_what_its_kelurahan_announce_with_their_names(
    city: Make,
) -> None:
    made = city(REGISTER)
    coblong = "content/kecamatan/coblong/laporan/2026-11-20-apel.md"
    made.write(coblong, report("Apel siaga", tanggal_kegiatan="2026-12-02"))
    for at in range(6):
        text = report(f"Kerja bakti {at}", tanggal_kegiatan=f"2026-12-0{at + 1}", lokasi="RW 4")
        made.write(DAGO.format(name=f"kerja-{at}"), text)
    made.build()
    shown = re.findall(
        "<li><strong>([^<]*)</strong> <p>([^<]*)<", made.read("/kecamatan/coblong/layar/")
    )
    assert shown[:5] == [
        ("Kerja bakti 0", "Selasa, 1 Desember 2026 · RW 4 · Kelurahan Dago"),
        ("Apel siaga", "Rabu, 2 Desember 2026"),
        ("Kerja bakti 1", "Rabu, 2 Desember 2026 · RW 4 · Kelurahan Dago"),
        ("Kerja bakti 2", "Kamis, 3 Desember 2026 · RW 4 · Kelurahan Dago"),
        ("Kerja bakti 3", "Jumat, 4 Desember 2026 · RW 4 · Kelurahan Dago"),
    ]
    assert "Kerja bakti" not in made.read("/kecamatan/cicendo/layar/")


def test_the_screen_of_a_kecamatan_follows_its_kelurahan_and_the_day(city: Make) -> None:
    made = city(REGISTER)
    made.build()
    made.write(DAGO.format(name="a"), report("Kerja bakti"))
    made.build()
    assert "<strong>Kerja bakti</strong>" in made.read("/kecamatan/coblong/layar/")
    made.build(clock=datetime.fromisoformat("2026-12-04T06:00"))
    screen = made.output / "kecamatan/coblong/layar/index.html"
    assert 'id="agenda"' not in screen.read_text()
    as_incremental = screen.read_bytes()
    made.build(force=True, clock=datetime.fromisoformat("2026-12-04T06:00"))
    assert screen.read_bytes() == as_incremental
