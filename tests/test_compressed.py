"""Compressed forms beside the files of a site (`kompresi`)."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import brotli
import pytest

from sitegen.city.config import parse_config
from sitegen.engine.compressed import compressed, worthwhile
from sitegen.engine.explain import inquire
from sitegen.engine.moves import Steps, in_order
from sitegen.engine.options import Options
from sitegen.errors import ConfigError
from sitegen.store.marker import PublishedSite
from sitegen.store.state import COMPRESSED, OutputEntry
from tests.conftest import NOW, SITE, UNITS, CityFolder
from tests.life import changes, mishaps
from tests.life.city import MEMORY, new_city

BOTH = f"{SITE}kompresi: [br, gz]\n"
CITY = f"""\
-- site.yml --
{BOTH}-- data/units.csv --
{UNITS}-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu Mawar
---
Balita ditimbang.
-- content/kelurahan/dago/data/kunjungan.csv --
bulan,kunjungan
2026-09,120
2026-10,150
"""
REPORT = "kelurahan/dago/laporan/2026/11/posyandu/index.html"
OPENED: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}

Make = Callable[[str], CityFolder]


def forms(site: CityFolder) -> dict[str, bytes]:
    return {path: body for path, body in site.files().items() if path.endswith(tuple(OPENED))}


def test_each_form_opens_to_the_bytes_of_its_file(city: Make) -> None:
    site = city(CITY)
    site.build()
    files, found = site.files(), forms(site)
    for path, body in found.items():
        page, dot, kind = path.rpartition(".")
        assert OPENED[dot + kind](body) == files[page], path
        assert len(body) < len(files[page]), path
    assert {f"{REPORT}.br", f"{REPORT}.gz", "404.html.br"} <= found.keys()
    worth = {path for path, body in files.items() if worthwhile(path, len(body))}
    assert {f"{path}{kind}" for path in worth for kind in OPENED} == found.keys()


def test_pictures_workbooks_and_small_files_have_no_form(city: Make) -> None:
    site = city(CITY)
    site.build()
    files, found = site.files(), forms(site)
    small = "kelurahan/dago/data/kunjungan/kunjungan.csv"
    assert len(files[small]) < 1024
    assert f"{small}.gz" not in found
    assert not any(path.endswith((".png.gz", ".xlsx.gz", ".ico.br")) for path in found)


def test_a_city_that_does_not_ask_has_none(city: Make) -> None:
    site = city(CITY.replace(BOTH, SITE))
    site.build()
    assert forms(site) == {}


@pytest.mark.parametrize("kind", ["br", "gz"])
def test_the_setting_makes_and_removes_forms_and_touches_nothing_else(
    city: Make, kind: str
) -> None:
    site = city(CITY.replace(BOTH, SITE))
    site.build()
    plain = site.files()
    site.write("site.yml", f"{SITE}kompresi: [{kind}]\n")
    result = site.build()
    assert result.published
    made = [path for path in result.published.written if path not in plain]
    assert made
    assert all(path.endswith(f".{kind}") for path in made)
    assert {path: body for path, body in site.files().items() if path in plain} == plain
    site.write("site.yml", SITE)
    site.build()
    assert site.files() == plain


def test_nothing_is_compressed_again_while_nothing_changes(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = city(CITY)
    site.build()
    before = site.files()

    def never(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr("sitegen.engine.compressed.compressed", never)
    result = site.build()
    assert result.published
    assert result.published.written == ()
    assert site.files() == before


def test_another_version_of_the_library_makes_forms_anew(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = city(CITY)
    site.build()
    made: list[str] = []

    def counted(body: bytes, path: str, kind: str) -> bytes:
        made.append(kind)
        return compressed(body, path, kind)  # type: ignore[arg-type]

    monkeypatch.setattr("sitegen.engine.compressed.compressed", counted)
    monkeypatch.setattr("sitegen.engine.compressed.version", lambda name: f"newer {name}")
    site.build()
    assert set(made) == {"br"}


def test_a_page_that_goes_takes_its_forms_along(city: Make) -> None:
    site = city(CITY)
    site.build()
    assert f"{REPORT}.br" in site.files()
    next(site.root.glob("content/kelurahan/dago/laporan/*.md")).unlink()
    site.build(allow_removal=True)
    assert not [path for path in site.files() if path.startswith(REPORT)]


@pytest.mark.parametrize("damage", ["removed", "changed"])
def test_a_form_that_was_damaged_is_made_again_and_nothing_else(city: Make, damage: str) -> None:
    site = city(CITY)
    site.build()
    before = site.files()
    form = site.output / f"{REPORT}.gz"
    if damage == "removed":
        form.unlink()
    else:
        form.write_bytes(b"x" * form.stat().st_size)
    result = site.build()
    assert result.published
    assert result.published.written == (f"{REPORT}.gz",)
    assert result.rebuilt == ()
    assert site.files() == before


def test_a_page_that_was_damaged_gets_the_forms_of_its_new_bytes(city: Make) -> None:
    site = city(CITY)
    site.build()
    before = site.files()
    (site.output / REPORT).write_text("<p>lain</p>", encoding="utf-8")
    site.build()
    assert site.files() == before


def test_without_a_state_forms_are_known_for_ours(city: Make) -> None:
    site = city(CITY)
    site.build()
    before = site.files()
    for state in site.root.glob(".sitegen/state-*.sqlite"):
        state.unlink()
    site.write("site.yml", SITE)
    site.build()
    assert forms(site) == {}
    assert site.files() == {p: b for p, b in before.items() if not p.endswith(tuple(OPENED))}


def test_a_file_that_the_city_has_itself_comes_first(city: Make) -> None:
    site = city(CITY)
    own = gzip.compress(b"User-agent: *\n" * 200, mtime=0)
    site.write("akar/catatan.txt", "User-agent: *\n" * 200)
    site.write("akar/catatan.txt.gz", own)
    site.build()
    files = site.files()
    assert files["catatan.txt.gz"] == own
    assert "catatan.txt.br" in files
    site.build()
    assert site.files() == files


def test_equal_bytes_have_equal_forms_whoever_makes_them() -> None:
    body = b"<p>Balita ditimbang.</p>\n" * 100
    for kind in ("br", "gz"):
        made = {compressed(body, "a/index.html", kind) for _ in range(3)}
        assert len(made) == 1
    # The head of a gzip file may hold the time and the system.
    assert compressed(body, "a/index.html", "gz")[4:8] == bytes(4)


def test_a_form_asked_for_is_explained_as_its_page(city: Make) -> None:
    site = city(CITY)
    site.build()
    options = Options(root=site.root, output=site.output, clock=NOW)
    page = inquire(options, f"/{REPORT}", site.root)
    assert page.online
    assert inquire(options, f"/{REPORT}.gz", site.root) == page


def test_a_form_moves_right_after_its_page() -> None:
    """What is served for a page are its forms: the order between pages has to hold for them too."""
    unit = "skpd/dinkes"
    pages = {"index.html": "", f"{unit}/index.html": unit, f"{unit}/laporan/a/index.html": unit}
    outputs = {path: OutputEntry("d", 1, owner) for path, owner in pages.items()}
    outputs |= {f"{path}.gz": OutputEntry("d", 1, COMPRESSED) for path in pages}
    journal = dict.fromkeys(outputs, "at")
    # The pages are replaced, and their forms are new: the city has just asked for them.
    steps = Steps(journal, PublishedSite(), frozenset(f"{path}.gz" for path in pages))
    assert in_order(steps, outputs) == (
        f"{unit}/laporan/a/index.html",
        f"{unit}/laporan/a/index.html.gz",
        f"{unit}/index.html",
        f"{unit}/index.html.gz",
        "index.html",
        "index.html.gz",
    )


def test_a_preview_and_a_check_write_no_forms(city: Make) -> None:
    site = city(CITY)
    site.build(compressed=False)
    assert forms(site) == {}


def test_an_unknown_form_is_named_with_those_that_there_are() -> None:
    with pytest.raises(ConfigError) as refused:
        parse_config(f"{SITE}kompresi: [zip]\n".encode(), "site.yml")
    (problem,) = refused.value.problems
    assert dict(problem.params)["found"] == "zip"
    assert "gz" in " ".join(dict(problem.params).values())


def test_with_forms_each_build_of_a_life_equals_a_clean_one() -> None:
    """Asked for and not, after kills, a lost state and a build of one unit alone."""
    chance = Random(13)  # noqa: S311 - a life to repeat
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        life = new_city(Path(folder))
        for kinds, event in (
            ("br, gz", changes.edit_report),
            ("br, gz", mishaps.kill_build),
            ("gz", mishaps.kill_build),
            ("", mishaps.kill_build),
            ("br", mishaps.delete_state),
            ("br", mishaps.build_one_unit),
            ("br, gz", mishaps.kill_build),
            ("br, gz", mishaps.damage_stage),
            ("", changes.edit_style),
        ):
            lines = f"kompresi: [{kinds}]\n" if kinds else ""
            changes.put(life.root / "site.yml", f"{SITE}{lines}")
            event(life, chance)
            assert life.check() == "", (kinds, event.__name__)
