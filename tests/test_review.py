"""Review dates (`tinjau`): the banner after the day, who is asked, and `sitegen list tinjau`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from sitegen.cli.main import run
from sitegen.keys.rules import Rules
from sitegen.pages.review import is_due, review_turns
from sitegen.reports.parse import parse_page
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
PAGE, SERVICE, DATASET = (
    f"/kelurahan/dago/{name}/"
    for name in ("halaman/profil", "layanan/surat-domisili", "data/kunjungan")
)
UNIT = "/kelurahan/dago/"
BANNER = "Perlu ditinjau sejak 31 Desember 2026: isi halaman ini mungkin sudah berubah."
FILES = f"""\
-- {DAGO}/unit.yml --
telepon: (022) 555-0104
layanan:
  - nama: Surat domisili
    syarat: KTP
    waktu: 1 hari
    tempat: Loket 2
    tinjau: 2026-12-31
  - nama: Legalisasi
    tinjau: 2026-12-31
-- {DAGO}/halaman/profil.md --
---
judul: Profil
diperbarui: 2026-01-02
tinjau: 2026-12-31
---
Tiga belas RW.
-- {DAGO}/halaman/sejarah.md --
---
judul: Sejarah
---
Dibentuk pada 1977.
-- {DAGO}/data/kunjungan.csv --
tahun,jumlah
2024,3
2025,4
2026,5
-- {DAGO}/data/kunjungan.yml --
judul: Kunjungan
tinjau: 31 Desember 2026
grafik: [{{jenis: garis, x: tahun, y: jumlah}}]
"""
LAST, AFTER = datetime(2026, 12, 31, 23, 59), datetime(2027, 1, 1)  # noqa: DTZ001 - the city's zone


@pytest.fixture
def made(city: Make) -> CityFolder:
    folder = city(FILES)
    assert folder.build(clock=LAST).held_back == ()
    return folder


@pytest.mark.parametrize("url", [PAGE, SERVICE, DATASET])
def test_a_page_asks_for_its_review_from_the_day_after(url: str, made: CityFolder) -> None:
    assert "Perlu ditinjau" not in made.read(url)
    made.build(clock=AFTER)
    (note,) = re.findall(r'<p class="stand-in">(.*?)</p>', made.read(url), re.DOTALL)
    assert note == (
        f"{BANNER}<br>Tanyakan kepada Kelurahan Dago: "
        '<a href="tel:0225550104">Telepon (022) 555-0104</a>'
    )


def test_what_has_no_review_date_says_nothing_of_it(made: CityFolder) -> None:
    made.build(clock=AFTER)
    assert "ditinjau" not in made.read("/kelurahan/dago/halaman/sejarah/")


def test_a_service_without_a_page_says_so_in_the_list_of_its_unit(made: CityFolder) -> None:
    assert "Perlu ditinjau" not in made.read(UNIT)
    made.build(clock=AFTER)
    assert made.read(UNIT).count("Perlu ditinjau sejak 31 Desember 2026") == 1


def test_without_a_contact_of_the_unit_the_city_is_asked(city: Make) -> None:
    folder = city(FILES.replace("telepon: (022) 555-0104\n", ""))
    folder.build(clock=AFTER)
    (note,) = re.findall(r'<p class="stand-in">(.*?)</p>', folder.read(PAGE), re.DOTALL)
    assert re.search(r'<a href="[^"]+">[^<]+</a>$', note)


def test_a_closed_unit_is_asked_for_no_review(city: Make) -> None:
    register = "-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk,status\n"
    rows = "coblong,kecamatan,Coblong,32.73.02,,aktif\ndago,kelurahan,Dago,32.73.02.1004,coblong,nonaktif\n"
    folder = city(FILES + register + rows)
    folder.build(clock=AFTER)
    assert "Perlu ditinjau" not in folder.read(PAGE) + folder.read(UNIT)


@pytest.mark.parametrize(("first", "then"), [(LAST, AFTER), (AFTER, LAST)], ids=["on", "back"])
def test_the_day_alone_changes_what_a_clean_build_would_and_no_other_page(
    first: datetime, then: datetime, made: CityFolder
) -> None:
    made.build(clock=first)
    before = made.files()
    made.build(clock=then)
    after = made.files()
    made.build(clock=then, force=True)
    assert after == made.files()
    pages = {f"{url.strip('/')}/index.html" for url in (PAGE, SERVICE, DATASET, UNIT)}
    own = {path for path in after if path.startswith("kelurahan/dago/")}
    assert {path for path in own if before[path] != after[path]} == pages


def test_a_dataset_that_is_due_is_not_read_again_on_the_same_day(made: CityFolder) -> None:
    made.build(clock=AFTER)
    made.write(f"{DAGO}/halaman/sejarah.md", "---\njudul: Sejarah\n---\nDibentuk pada 1978.\n")
    made.build(clock=AFTER)
    assert BANNER in made.read(DATASET)
    assert BANNER in made.read(PAGE)


def test_another_review_date_takes_the_banner_away(made: CityFolder) -> None:
    made.build(clock=AFTER)
    text = FILES.partition(f"-- {DAGO}/halaman/profil.md --\n")[2].partition("-- ")[0]
    made.write(f"{DAGO}/halaman/profil.md", text.replace("tinjau: 2026", "tinjau: 2027"))
    made.build(clock=AFTER)
    assert "Perlu ditinjau" not in made.read(PAGE)
    assert BANNER in made.read(SERVICE)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "tinjau: 31-02-2027",
            "3:9: [F008] `tinjau: 31-02-2027` is no date; until it is mended, it is left out",
        ),
        ("tinjau: segera", "3:9: [F008] `tinjau: segera` is no date"),
        ("tinjau: 2206-12-31", "3:9: [F037] "),
        (
            "diperbarui: 2026-10-01\ntinjau: 2026-10-01",
            (
                "4:9: [F050] `tinjau: 2026-10-01` is not after `diperbarui: 2026-10-01`, and is left out = "
                "write the day by which it is to be checked again, such as `tinjau: 2027-10-01`"
            ),
        ),
    ],
)
def test_a_date_that_cannot_be_is_told_and_the_page_stays(line: str, message: str) -> None:
    text = f"---\njudul: Profil\n{line}\n---\nIsi.\n"
    rules = Rules(zone="Asia/Jakarta")
    page, (problem,) = parse_page(text.encode(), f"{DAGO}/halaman/profil.md", rules)
    assert message in told(problem)
    assert page is not None
    assert page.review is None
    right = text.replace(line.splitlines()[-1], "tinjau: 2027-10-01")
    assert parse_page(right.encode(), "a.md", rules)[1] == ()


def test_no_day_is_too_late_for_a_review() -> None:
    assert review_turns((None, date.max, date(2026, 12, 31))) == (date(2027, 1, 1),)
    assert not is_due(date.max, date.max)


def listed(folder: CityFolder, capsys: pytest.CaptureFixture[str], day: date, *more: str) -> str:
    clock = ["--clock", f"{day}T08:00", "--jobs", "1", "--lang", "en"]
    assert run(["list", "tinjau", "--root", str(folder.root), *clock, *more]) == 0
    return capsys.readouterr().out.rstrip("\n")


@pytest.mark.parametrize("built", [False, True], ids=["from the files", "from the state"])
def test_what_is_due_and_what_comes_in_thirty_days_is_listed(
    built: bool, city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(FILES)
    later = "---\njudul: Nanti\ntinjau: 2027-01-31\n---\nIsi.\n"
    folder.write("content/skpd/dinkes/halaman/nanti.md", later)
    if built:
        run(["build", "--root", str(folder.root), "--clock", f"{LAST:%Y-%m-%dT%H:%M}"])
        capsys.readouterr()
    lines = listed(folder, capsys, date(2027, 1, 1)).split("\n")
    dago = [
        f"2026-12-31\tlewat\tkelurahan/dago\t{url}\t{title}"
        for url, title in (
            (f"{UNIT}#layanan", "Legalisasi"),
            (DATASET, "Kunjungan"),
            (PAGE, "Profil"),
            (SERVICE, "Surat domisili"),
        )
    ]
    coming = "2027-01-31\tsegera\tskpd/dinkes\t/skpd/dinkes/halaman/nanti/\tNanti"
    assert lines == ["review by\tstate\tunit\taddress\ttitle", *dago, coming]
    # On the day itself nothing is due, and 31 days before it nothing comes.
    states = [
        line.split("\t")[1] for line in listed(folder, capsys, date(2026, 12, 31)).split("\n")
    ]
    assert states == ["state", *["segera"] * 4]
    early = date(2026, 12, 31) - timedelta(days=31)
    assert json.loads(listed(folder, capsys, early, "--format", "json"))["items"] == []
    assert listed(folder, capsys, date(2027, 1, 1), "--kind", "skpd").split("\n")[1:] == [coming]
