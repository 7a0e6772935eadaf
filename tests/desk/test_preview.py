"""A preview is the unit as it will look, and nothing of it is on the site."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from sitegen.city.git.commit import read_tip
from sitegen.desk import kept_previews, preview
from sitegen.desk.kept_previews import drop_old, preview_folder
from sitegen.desk.preview import make_preview
from sitegen.engine.options import Options
from sitegen.errors import UsageError
from tests.repository import DAGO, REPORT, Repository, repository

UNIT = "kelurahan/dago"
NEW = "content/kelurahan/dago/laporan/2026-11-25-saluran.md"
TEXT = """\
---
judul: Warga membersihkan 300 meter saluran
tanggal: 2026-11-25
---
Tiga puluh warga membersihkan saluran pada Rabu pagi. Lumpur diangkut dua truk.
"""


def made(city: Repository, contents: dict[str, bytes | None]) -> tuple[Path, dict[str, str]]:
    root = city.folder
    tip = read_tip(root)
    target = root.parent / "pratinjau" / "12"
    options = Options(
        root=root, output=root / "build", clock=datetime.fromisoformat("2026-11-21T09:00"), jobs=1
    )
    found = make_preview(options, (tip.commit, tip.folder), UNIT, contents, target)
    return target, found.pages


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    found = repository(tmp_path / "kota")
    found.git("config", "user.name", "Petugas")
    found.git("config", "user.email", "petugas@contoh.example")
    return found


def test_the_unit_is_shown_with_the_item_and_the_city_stays_as_it_was(city: Repository) -> None:
    before = sorted(path.relative_to(city.folder) for path in city.folder.rglob("*"))
    target, pages = made(city, {NEW: TEXT.encode()})

    url = "/kelurahan/dago/laporan/2026/11/saluran/"
    assert pages == {NEW: url}
    page = (target / url[1:] / "index.html").read_text(encoding="utf-8")
    assert "Warga membersihkan 300 meter saluran" in page
    assert 'href="/meja/pratinjau/12/kelurahan/dago/"' in page
    assert "contoh.example" not in page.partition("</head>")[0]
    home = (target / UNIT / "index.html").read_text(encoding="utf-8")
    assert "Warga membersihkan 300 meter saluran" in home
    assert sorted(path.relative_to(city.folder) for path in city.folder.rglob("*")) == before


def test_what_is_withdrawn_is_gone_in_the_preview(city: Repository) -> None:
    target, pages = made(city, {DAGO: None})
    assert pages == {}
    assert "84 balita" not in (target / UNIT / "index.html").read_text(encoding="utf-8")
    assert REPORT in (city.folder / DAGO).read_text(encoding="utf-8")


def test_a_preview_that_is_too_large_is_not_kept(
    city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "MAX_FILES", 10)
    with pytest.raises(UsageError):
        made(city, {NEW: TEXT.encode()})
    assert list((city.folder.parent / "pratinjau").iterdir()) == []


def test_old_previews_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_previews, "KEPT", 2)
    for number in range(1, 5):
        folder = preview_folder(tmp_path, number)
        folder.mkdir(parents=True)
        os.utime(folder, (number, number))
    drop_old(tmp_path / "pratinjau", keep=1)
    assert sorted(path.name for path in (tmp_path / "pratinjau").iterdir()) == ["1", "4"]
