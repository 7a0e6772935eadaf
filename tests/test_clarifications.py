"""What goes round and what is true: on the report, on the page of all, in its feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
CITY = """\
-- data/units.csv --
id,jenis,nama
dinkes,skpd,Dinas Kesehatan
disdik,skpd,Dinas Pendidikan
"""
SAID = "jenis: klarifikasi\nklaim: Puskesmas tutup.\nfakta: Puskesmas buka.\n"


def write(made: CityFolder, unit: str, name: str, keys: str) -> str:
    path = f"content/skpd/{unit}/laporan/{name}.md"
    made.write(
        path,
        f"---\njudul: Kabar {name[11:]}\n{keys}---\nIsi laporan. Puskesmas menjelaskannya kepada warga.\n",
    )
    return path


def titles(page: str, part: str) -> list[str]:
    """The titles of the clarifications in a part of the page."""
    found = page.partition(f'id="{part}"')[2].partition("</section>")[0]
    return re.findall(r"<h3><a[^>]*>(.*?)</a>", found)


def test_current_ones_stand_first_until_their_last_day(city: Make) -> None:
    made = city(CITY)
    write(made, "dinkes", "2026-11-03-tutup", f"{SAID}sampai: 2026-11-30\n")
    write(made, "disdik", "2026-11-10-libur", SAID)
    write(made, "disdik", "2025-05-10-lama", f"{SAID}sampai: 2025-06-01\n")
    write(made, "disdik", "2026-11-11-biasa", "jenis: layanan\n")
    made.build(clock=datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    page = made.read("/klarifikasi/")
    assert titles(page, "berlaku") == ["Kabar tutup"]
    assert "Berlaku sampai 30 November 2026" in page
    assert titles(page, "lain") == ["Kabar libur", "Kabar lama"]
    assert titles(made.read("/klarifikasi/2025/"), "lain") == ["Kabar lama"]
    feed = made.read("/klarifikasi/feed.xml")
    assert re.findall("<title>(Kabar .*?)</title>", feed) == [
        "Kabar libur",
        "Kabar tutup",
        "Kabar lama",
    ]
    made.build(clock=datetime(2026, 11, 30, 17, 1, tzinfo=UTC))
    page = made.read("/klarifikasi/")
    assert titles(page, "berlaku") == []
    assert titles(page, "lain") == ["Kabar libur", "Kabar tutup", "Kabar lama"]


def test_the_report_says_what_is_true_and_who_says_so(city: Make) -> None:
    made = city(CITY)
    sources = (
        "rujukan:\n- Puskesmas Contoh\n- {nama: Jadwal, tautan: https://kota.example/jadwal}\n"
        "- {tautan: https://kota.example/lain}\n- https://kota.example/sendiri\n"
    )
    write(made, "dinkes", "2026-11-03-tutup", f"{SAID}{sources}sampai: 2026-11-30\n")
    assert made.build().problems == ()
    for url in ("/skpd/dinkes/laporan/2026/11/tutup/", "/klarifikasi/"):
        page = made.read(url)
        assert "<q>Puskesmas tutup.</q>" in page
        assert "Puskesmas buka." in page
        said = re.findall(r'<dd class="small">Sumber: (.*?)</dd>', page)
        assert said == [
            "Puskesmas Contoh",
            '<a href="https://kota.example/jadwal">Jadwal</a>',
            '<a href="https://kota.example/lain">https://kota.example/lain</a>',
            '<a href="https://kota.example/sendiri">https://kota.example/sendiri</a>',
        ]
    assert "Tentang laporan ini" in made.read("/skpd/dinkes/laporan/2026/11/tutup/")


@pytest.mark.parametrize(
    ("keys", "line", "missing"),
    [
        ("jenis: klarifikasi\n", "jenis", "klaim"),
        ("jenis: klarifikasi\nklaim: Puskesmas tutup.\n", "klaim", "fakta"),
        ("fakta: Puskesmas buka.\n", "fakta", "klaim"),
    ],
)
def test_one_half_is_told_and_published_as_any_report(
    city: Make, keys: str, line: str, missing: str
) -> None:
    made = city(CITY)
    path = write(made, "dinkes", "2026-11-03-tutup", keys)
    (problem,) = made.build().problems
    assert problem.code == "R016"
    assert told(problem).startswith(f"{path}:")
    assert problem.excerpt.startswith(line)
    assert f"`{missing}` is missing" in told(problem)
    assert "Kabar tutup" in made.read("/skpd/dinkes/laporan/2026/11/tutup/")
    assert titles(made.read("/klarifikasi/"), "lain") == []
    # An empty line is filled in, not written a second time.
    write(made, "dinkes", "2026-11-03-tutup", f"{keys}{missing}:\n")
    assert "R016" in [p.code for p in made.build().problems]
    write(made, "dinkes", "2026-11-03-tutup", f"{keys}{missing}: Satu kalimat.\n")
    left = made.build().problems
    assert [p.code for p in left] == (["R016"] if keys == "jenis: klarifikasi\n" else [])


def test_personal_data_in_a_claim_is_held_back(city: Make) -> None:
    made = city(CITY)
    number = "3273" + "014508900002"
    write(made, "dinkes", "2026-11-03-tutup", SAID.replace("tutup.", f"milik NIK {number} tutup."))
    result = made.build()
    assert result.problems
    assert number not in "".join(told(problem) for problem in result.problems)
    assert titles(made.read("/klarifikasi/"), "lain") == []
    assert all(number.encode() not in path.read_bytes() for path in made.output.rglob("*.*"))


def test_a_report_that_changes_elsewhere_keeps_its_clarification(city: Make) -> None:
    made = city(CITY)
    write(made, "dinkes", "2026-11-03-tutup", SAID)
    made.build()
    before = made.read("/klarifikasi/")
    write(made, "dinkes", "2026-11-05-lain", "jenis: layanan\n")
    made.build()
    assert made.read("/klarifikasi/") == before
