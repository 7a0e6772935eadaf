"""What was wrong and is right now, and whom a reader tells of a mistake in a text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder
from tests.repository import git_in

Make = Callable[[str], CityFolder]
PATH = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
TEXT = "---\njudul: Posyandu\n{}---\nDelapan puluh empat balita ditimbang. Enam dirujuk.\n"
URL = "/kelurahan/dago/laporan/2026/11/posyandu/"


def commit(made: CityFolder, day: str) -> None:
    moment = f"{day}T09:00:00+0700"
    if not (made.root / ".git").exists():
        git_in(made.root, "init", "-q", "-b", "main", date=moment)
    git_in(made.root, "add", "-A", date=moment)
    git_in(made.root, "commit", "-q", "-m", day, date=moment)


def told(made: CityFolder) -> list[str]:
    return re.findall(r'<p class="stand-in">(.*?)</p>', made.read(URL))


def test_a_correction_stands_above_the_text_with_the_day_of_the_last_change(city: Make) -> None:
    made = city(f"-- {PATH} --\n{TEXT.format('')}")
    commit(made, "2026-11-03")
    made.build()
    assert told(made) == []
    made.write(PATH, TEXT.format("ralat: Yang ditimbang 84 balita, semula tertulis 48\n"))
    commit(made, "2026-11-05")
    made.build()
    said = "Yang ditimbang 84 balita, semula tertulis 48"
    assert told(made) == [f"Ralat (terakhir diubah 5 November 2026): {said}"]


def test_without_history_a_correction_has_no_day(city: Make) -> None:
    made = city(f"-- {PATH} --\n{TEXT.format('ralat: Angkanya 84' + chr(10))}")
    made.build()
    assert told(made) == ["Ralat: Angkanya 84"]


@pytest.mark.parametrize(
    ("profile", "first"),
    [
        ("telepon: (022) 555-0101\n", '<a href="/kelurahan/dago/#kontak">Kelurahan Dago</a> · '),
        ("alamat: Jalan Contoh 1\n", ""),
    ],
)
def test_a_mistake_is_told_to_the_unit_first_if_it_can_be_reached(
    city: Make, profile: str, first: str
) -> None:
    made = city(f"-- {PATH} --\n{TEXT.format('')}-- content/kelurahan/dago/unit.yml --\n{profile}")
    made.build()
    found = re.search(r"Ada yang keliru dalam laporan ini\? (.*?)<a href=\"https", made.read(URL))
    assert found
    assert found[1] == first
    assert 'id="kontak"' in made.read("/kelurahan/dago/")


def test_who_can_be_reached_from_now_on_is_named_by_its_reports(city: Make) -> None:
    made = city(f"-- {PATH} --\n{TEXT.format('')}")
    made.build()
    assert "#kontak" not in made.read(URL)
    made.write("content/kelurahan/dago/unit.yml", "surel: dago@kota.example\n")
    made.build()
    assert "/kelurahan/dago/#kontak" in made.read(URL)
