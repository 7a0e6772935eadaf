"""What would vanish from a city by mistake: with the last build's state, and where only git knows it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.cli.main import run
from tests.conftest import SITE, write_blocks
from tests.repository import Repo, git_in

IDS = tuple(f"kel{n:02d}" for n in range(12))
REGISTER = "id,jenis,nama,kode_wilayah,induk,nama_lama,status\ncoblong,kecamatan,Coblong,32.73.02,,,aktif\n"
ROWS = tuple(
    f"{key},kelurahan,Kelurahan {key[3:]},32.73.02.10{key[3:]},coblong,,aktif\n" for key in IDS
)
TEXT = "---\njudul: Posyandu melayani 84 balita\ntanggal: 2026-11-03\njenis: layanan\n---\nPenimbangan selesai.\n"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A city of a kecamatan and twelve kelurahan with a report each, committed."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "kota"
    folder.mkdir()
    write_blocks(folder, f"-- site.yml --\n{SITE}")
    made = Repo(folder)
    made.git("init", "-q", "-b", "main")
    made.write("data/units.csv", REGISTER + "".join(ROWS))
    for key in IDS:
        made.write(f"content/kelurahan/{key}/laporan/2026-11-03-a.md", TEXT)
    made.write(".gitignore", "build/\n.sitegen/\n")
    made.commit(1)
    return made


def build(city: Repo, *more: str) -> int:
    given = ("--root", str(city.folder), "--clock", "2026-11-21", "--jobs", "1", "--lang", "en")
    return run(["build", "-q", *given, *more])


def empty(city: Repo) -> None:
    shutil.rmtree(city.folder / "content")


def headings_only(city: Repo) -> None:
    city.write("data/units.csv", REGISTER.splitlines(keepends=True)[0])


def cut(city: Repo) -> None:
    city.write("data/units.csv", REGISTER + "".join(ROWS[:4]))


def mistyped(city: Repo) -> None:
    city.write("data/units.csv", REGISTER + "".join(ROWS).replace("kel03,", "kel033,"))


def without_one(city: Repo) -> None:
    shutil.rmtree(city.folder / "content/kelurahan/kel03")


@pytest.mark.parametrize("state", [True, False])
@pytest.mark.parametrize("loss", [empty, headings_only, cut])
def test_a_city_that_seems_lost_is_not_published(
    city: Repo, capsys: pytest.CaptureFixture[str], loss: Callable[[Repo], None], *, state: bool
) -> None:
    if state:
        assert build(city) == 0
    before = sorted((city.folder / "build").rglob("*.html"))
    loss(city)
    assert build(city) == 3, capsys.readouterr()
    assert sorted((city.folder / "build").rglob("*.html")) == before
    if loss is not empty:  # without any unit there is nothing that could be meant
        assert build(city, "--allow-removal") == 0


@pytest.mark.parametrize("state", [True, False])
def test_a_unit_that_loses_its_content_is_named(
    city: Repo, capsys: pytest.CaptureFixture[str], *, state: bool
) -> None:
    if state:
        assert build(city) == 0
    without_one(city)
    assert build(city) == 0
    out = capsys.readouterr().out
    assert "content/kelurahan/kel03: warning[S042]: `kelurahan/kel03` had pages on the site" in out
    assert build(city) == 0
    assert "S042" not in capsys.readouterr().out  # it is said once


@pytest.mark.parametrize("state", [True, False])
def test_a_folder_that_the_register_does_not_name_is_held_back(
    city: Repo, capsys: pytest.CaptureFixture[str], *, state: bool
) -> None:
    if state:
        assert build(city) == 0
    mistyped(city)
    given = ("--root", str(city.folder), "--clock", "2026-11-21", "--jobs", "1", "--lang", "en")
    assert run(["build", *given]) == 0
    out = capsys.readouterr().out
    assert "content/kelurahan/kel03: error[U013]" in out
    stays = "published: what is online, left as it is" if state else "not published"
    assert f"content/kelurahan/kel03 ({stays}" in out
    page = city.folder / "build/kelurahan/kel03/laporan/2026/11/a/index.html"
    assert page.exists() == state


def test_what_was_committed_as_removed_is_not_missed_by_a_first_build(
    city: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    for key in IDS[:6]:
        shutil.rmtree(city.folder / "content/kelurahan" / key)
    assert build(city) == 3
    assert "6 of 12 units would vanish" in capsys.readouterr().err
    git_in(city.folder, "commit", "-q", "-am", "hapus", date="1790000000 +0000")
    assert build(city) == 0
