"""The monitor, against figures made by hand: eight units over 400 days."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.model import Activity, UnitEntry, UnitKind
from sitegen.portal.monitor.rows import (
    Clock,
    ObservedUnit,
    counted_days,
    last_months,
    medians,
    monitor_row,
    turns,
)
from tests.conftest import CityFolder, told, write_blocks
from tests.repository import git_in

Make = Callable[[str], CityFolder]
KIND = UnitKind(
    name="kelurahan", label="Kelurahan", plural="Kelurahan", short="K", level="kelurahan"
)
TODAY = date(2026, 11, 21)
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,penerus
dinkes,skpd,Dinas Kesehatan,,,,aktif,,
disdik,skpd,Dinas Pendidikan,,,,aktif,,
coblong,kecamatan,Coblong,32.73.02,,,aktif,,
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif,,
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif,,
lebakgede,kelurahan,Lebakgede,32.73.02.1003,coblong,,aktif,kelurahan/lebak-gede,
cipaganti,kelurahan,Cipaganti,32.73.02.1001,coblong,,aktif,,
lama,kelurahan,Lama,32.73.02.1009,coblong,,nonaktif,,kelurahan/dago
-- data/libur.csv --
tanggal,keterangan
2026-10-28,Contoh
2026-11-02,Contoh
2026-11-10,Contoh
-- content/skpd/dinkes/unit.yml --
ppid: {pejabat: Sekretaris Dinas}
media_sosial: {instagram: dinkes.contoh, twitter: dinkes}
whatsapp: 0812-0000-0000
-- content/kelurahan/sekeloa/unit.yml --
kepala: {jabatan: Lurah}
jeda: {alasan: Kantor direnovasi, sejak: 2026-10-25}
"""


def report(made: CityFolder, unit: str, day: str, kind: str = "layanan", name: str = "a") -> None:
    text = f"---\njudul: Kegiatan {day} {name}\njenis: {kind}\n---\nIsi laporan.\n"
    made.write(f"content/{unit}/laporan/{day}-{name}-{day[-2:]}.md", text)


def commit(made: CityFolder, moment: str) -> None:
    git_in(made.root, "add", "-A", date=moment)
    git_in(made.root, "commit", "-q", "--allow-empty", "-m", "x", date=moment)


@pytest.fixture
def observed(city: Make) -> CityFolder:
    """A city of eight units over 400 days, committed as it grew."""
    made = city("")
    git_in(made.root, "init", "-q", "-b", "main", date="2025-10-01T00:00:00Z")
    write_blocks(
        made.root,
        REGISTER.replace("lebakgede,", "lebak-gede,").replace("kelurahan/lebak-gede,", ","),
    )
    report(made, "kelurahan/lama", "2025-10-10")
    commit(made, "2025-10-20T03:00:00Z")
    for month in range(12):
        year, number = (2025, 12) if month == 0 else (2026, month)
        report(made, "skpd/dinkes", f"{year}-{number:02}-05", "rapat" if month < 3 else "layanan")
        report(made, "kelurahan/lebak-gede", f"{year}-{number:02}-07", "inovasi")
        commit(made, f"{year}-{number:02}-08T03:00:00Z")
        if number == 3:  # two reports of January that nobody could read before March
            report(made, "skpd/disdik", "2026-01-15")
            report(made, "skpd/disdik", "2026-01-16")
            commit(made, "2026-03-09T03:00:00Z")
    report(made, "kecamatan/coblong", "2026-09-01", "rapat")
    report(made, "kecamatan/coblong", "2026-09-02", "rapat")
    commit(made, "2026-09-02T03:00:00Z")
    report(made, "kelurahan/sekeloa", "2026-10-20")
    commit(made, "2026-10-20T03:00:00Z")
    report(made, "kelurahan/dago", "2026-10-31")  # one o'clock in the night of 1 November in WIB
    commit(made, "2026-10-31T18:00:00Z")
    report(made, "kelurahan/cipaganti", "2026-11-20")
    made.write(
        "content/kelurahan/cipaganti/laporan/2026-11-21-nik.md",
        "---\njudul: Bantuan\n---\nUntuk 3273014501900001.\n",
    )
    write_blocks(made.root, REGISTER)
    git_in(
        made.root,
        "mv",
        "content/kelurahan/lebak-gede",
        "content/kelurahan/lebakgede",
        date="2026-11-20T03:00:00Z",
    )
    commit(made, "2026-11-20T03:00:00Z")
    made.build()
    return made


def figures(made: CityFolder) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(made.read("/keaktifan/keaktifan.csv")))
    return {row["unit"]: row for row in rows}


def months(row: dict[str, str]) -> list[str]:
    return [row[f"{day:%Y-%m}"] for day in last_months(TODAY)]


def test_months_are_those_in_which_reports_could_be_read(observed: CityFolder) -> None:
    found = figures(observed)
    assert months(found["skpd/dinkes"]) == ["1"] * 12
    # December 2025 to February 2026 are before its first report; January's came in March.
    assert months(found["skpd/disdik"]) == ["", "", "", "2", *["0"] * 8]
    assert months(found["kecamatan/coblong"]) == [*[""] * 9, "2", "0", "0"]
    assert months(found["kelurahan/dago"]) == [*[""] * 11, "1"]
    assert months(found["kelurahan/sekeloa"]) == [*[""] * 10, "1", "0"]
    assert months(found["kelurahan/lebakgede"]) == ["1"] * 12
    assert months(found["kelurahan/cipaganti"]) == [*[""] * 11, "1"]


def test_a_closed_unit_is_not_observed_and_a_renamed_one_keeps_its_past(
    observed: CityFolder,
) -> None:
    assert list(figures(observed)) == [
        "skpd/dinkes",
        "skpd/disdik",
        "kecamatan/coblong",
        "kelurahan/dago",
        "kelurahan/sekeloa",
        "kelurahan/lebakgede",
        "kelurahan/cipaganti",
    ]


def test_silence_begins_after_thirty_days_that_are_no_holidays(observed: CityFolder) -> None:
    found = figures(observed)
    silent = {key: row["diam_sejak"] for key, row in found.items() if row["diam_sejak"]}
    # 20 October and 31 days are 20 November; three holidays make it 23 November.
    assert silent == {"skpd/disdik": "2026-04-09", "kecamatan/coblong": "2026-10-03"}
    assert (
        found["kelurahan/sekeloa"]["keterangan_unit"],
        found["kelurahan/sekeloa"]["keterangan_sejak"],
    ) == (
        "Kantor direnovasi",
        "2026-10-25",
    )


def test_counts_of_7_30_and_90_days_include_today_and_not_the_day_before(
    observed: CityFolder,
) -> None:
    found = figures(observed)
    counts = {
        key: (row["laporan_7_hari"], row["laporan_30_hari"], row["laporan_90_hari"])
        for key, row in found.items()
    }
    assert counts["kelurahan/cipaganti"] == ("1", "1", "1")
    assert counts["kelurahan/dago"] == ("0", "1", "1")
    assert counts["kelurahan/sekeloa"] == ("0", "0", "1")
    # 8 September, 8 October and 8 November; 8 November is 13 days ago.
    assert counts["skpd/dinkes"] == ("0", "1", "3")


def test_what_is_published_and_how_it_is_reached(observed: CityFolder) -> None:
    found = figures(observed)
    dinkes = found["skpd/dinkes"]
    assert (dinkes["rapat_12_bulan"], dinkes["laporan_12_bulan"]) == ("3", "12")
    assert found["kelurahan/lebakgede"]["inovasi_12_bulan"] == "12"
    assert [
        name for name in ("microsite", "instagram", "x", "whatsapp", "facebook") if dinkes[name]
    ] == [
        "microsite",
        "instagram",
        "x",
        "whatsapp",
    ]
    assert dinkes["penanggung_jawab"] == "Sekretaris Dinas"
    assert found["kelurahan/sekeloa"]["penanggung_jawab"] == "Lurah"
    assert found["kelurahan/cipaganti"]["berkas_menunggu"] == "1"
    assert "1 berkas menunggu perbaikan" in observed.read("/keaktifan/kelurahan/")
    assert "327301" not in observed.read("/keaktifan/kelurahan/")


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("diam", ["Dinas Pendidikan", "Kecamatan Coblong"]),
        ("tanpa-inovasi", ["Dinas Kesehatan", "Dinas Pendidikan"]),
        ("hanya-rapat", ["Kecamatan Coblong"]),
        (
            "tanpa-penanggung-jawab",
            [
                "Dinas Pendidikan",
                "Kecamatan Coblong",
                "Kelurahan Cipaganti",
                "Kelurahan Dago",
                "Kelurahan Lebakgede",
            ],
        ),
    ],
)
def test_a_question_names_those_whom_it_concerns(
    observed: CityFolder, question: str, units: list[str]
) -> None:
    page = observed.read(f"/keaktifan/{question}/")
    names = re.findall(
        r'<li><a href="[^"]*">([^<]*)</a></li>', page.split("<main")[1].split("</main>")[0]
    )
    assert names == units
    assert f"{len(units)} dari" in observed.read("/keaktifan/")


def test_a_question_that_concerns_nobody_has_no_list(observed: CityFolder) -> None:
    assert not (observed.output / "keaktifan/belum-terbit").exists()
    assert "Semua unit (7) sudah menerbitkan sesuatu." in observed.read("/keaktifan/")


def test_the_feed_tells_who_fell_silent_and_who_came_back(observed: CityFolder) -> None:
    report(observed, "kecamatan/coblong", "2026-11-21")
    observed.build()
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(observed.read("/keaktifan/feed.xml"))  # noqa: S314 - just made
    assert [
        (entry.findtext(f"{atom}title"), str(entry.findtext(f"{atom}updated"))[:10])
        for entry in feed.iter(f"{atom}entry")
    ] == [
        ("Kecamatan Coblong kembali melapor", "2026-11-21"),
        ("Kecamatan Coblong tidak punya laporan baru selama lebih dari 30 hari", "2026-10-03"),
    ]
    assert len(json.loads(observed.read("/keaktifan/feed.json"))["items"]) == 2


def test_files_and_page_have_the_same_figures(observed: CityFolder) -> None:
    from python_calamine import CalamineWorkbook

    whole = json.loads(observed.read("/keaktifan/keaktifan.json"))
    assert whole["dihitung"] == "2026-11-21"
    data = (observed.output / "keaktifan/keaktifan.xlsx").read_bytes()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[-7:]] == [unit["unit"] for unit in whole["unit"]]
    assert [row[7] for row in sheet[-7:]] == [unit["laporan_30_hari"] for unit in whole["unit"]]


def test_a_badge_says_the_reports_of_thirty_days(observed: CityFolder) -> None:
    badge = observed.read("/kelurahan/cipaganti/keaktifan.svg")
    assert (
        ET.fromstring(badge).get("aria-label")  # noqa: S314 - just made
        == "Kelurahan Cipaganti: 1 laporan dalam 30 hari"
    )


def test_a_new_day_counts_anew(observed: CityFolder) -> None:
    observed.build(clock=datetime.fromisoformat("2026-11-23T00:00"))
    assert figures(observed)["kelurahan/sekeloa"]["diam_sejak"] == "2026-11-23"
    assert "23 November 2026" in observed.read("/keaktifan/")


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        ("tanggal\n25/12/2026\n2026-12-26\n", "S077", 2),
        ("hari\n2026-12-25\n", "S076", 1),
    ],
)
def test_a_mistake_in_the_holidays_is_told(city: Make, data: str, code: str, row: int) -> None:
    made = city("")
    made.write("data/libur.csv", data)
    (found,) = [p for p in made.build().problems if p.where and p.where.path == "data/libur.csv"]
    assert (found.code, found.where.row if found.where else None) == (code, row)
    assert "data/libur.csv" in told(found)


def unit(*days: date, first: date | None = None) -> ObservedUnit:
    activity = tuple(Activity(date=day, kind="layanan", first=first) for day in days)
    entry = UnitEntry(id="dago", kind="kelurahan", level="kelurahan", name="Dago")
    return ObservedUnit(entry=entry, activity=activity)


def test_the_leap_day_is_a_day_of_february() -> None:
    clock = Clock(today=date(2024, 3, 30))
    row = monitor_row(unit(date(2024, 2, 29)), KIND, clock)
    assert row.months[-2:] == (1, 0)
    assert row.month == 0  # 30 days up to and with 30 March begin on 1 March
    assert row.silent is None
    assert monitor_row(unit(date(2024, 2, 28)), KIND, clock).silent == date(2024, 3, 30)


def test_the_own_rhythm_is_the_median_of_three_complete_months() -> None:
    clock = Clock(today=date(2026, 11, 21))
    days = (
        [date(2026, 8, d) for d in (1, 2, 3)]
        + [date(2026, 9, 1)]
        + [date(2026, 10, d) for d in (1, 2)]
    )
    row = monitor_row(unit(*days), KIND, clock)
    assert (row.rhythm, row.marks[-4:]) == (2, ("usual", "below", "usual", "running"))
    assert monitor_row(unit(*days[3:]), KIND, clock).rhythm == 0


def test_a_stated_rhythm_comes_before_the_own_one() -> None:
    clock = Clock(today=date(2026, 11, 21))
    weekly = replace(KIND, rhythm="mingguan")
    row = monitor_row(unit(*(date(2026, 10, d) for d in (1, 8, 15))), weekly, clock)
    assert (row.rhythm, row.marks[-2]) == (4, "below")


def test_reports_of_the_future_do_not_count() -> None:
    clock = Clock(today=date(2026, 11, 21))
    assert counted_days(unit(date(2026, 11, 22)).activity, clock) == ()


def test_the_days_of_a_sample_city_are_those_of_its_reports() -> None:
    day = date(2026, 1, 5)
    activity = unit(day, first=date(2027, 1, 1)).activity
    assert counted_days(activity, Clock(today=date(2026, 11, 21), demo=True)) == (day,)


def test_medians_are_of_the_units_given() -> None:
    clock = Clock(today=date(2026, 11, 21))
    rows = [monitor_row(unit(*[date(2026, 11, 20)] * count), KIND, clock) for count in (0, 1, 4)]
    assert medians(rows) == (1, 1)
    assert medians([]) == (0, 0)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    gaps=st.lists(st.integers(0, 90), max_size=12),
    off=st.frozensets(st.integers(0, 400), max_size=40),
)
def test_silences_and_returns_alternate_and_hold_by_counting_days(
    gaps: list[int], off: frozenset[int]
) -> None:
    start = date(2025, 10, 1)
    days, at = [], start
    for gap in gaps:
        at += timedelta(days=gap)
        days.append(at)
    holidays = tuple(start + timedelta(days=n) for n in sorted(off))
    clock = Clock(today=start + timedelta(days=400), holidays=holidays)
    found = list(turns(unit(*days).activity, clock))
    assert [what for _, what in found] == ["silent", "back"] * (len(found) // 2) + ["silent"] * (
        len(found) % 2
    )
    known = [day for day in days if day <= clock.today]
    for day, what in found:
        if what == "back":
            assert day in known
            continue
        last = max(each for each in known if each <= day)
        free = [last + timedelta(days=n) for n in range(1, (day - last).days + 1)]
        assert sum(each not in holidays for each in free) == 31
