"""Products that are made in a process of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.engine import apart
from sitegen.engine.apart import FROM, is_worth_it
from sitegen.engine.options import Options
from sitegen.pages.product import Product
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]


@pytest.fixture
def many(city: Make) -> CityFolder:
    """A city of as many units as it takes, each with a report."""
    made = city("")
    rows = [f"unit{n},skpd,Dinas {n},,,,aktif" for n in range(FROM)]
    head = "id,jenis,nama,kode_wilayah,induk,nama_lama,status"
    made.write("data/units.csv", "\n".join([head, *rows, ""]))
    for n in range(FROM):
        text = f"---\njudul: Kegiatan nomor {n}\n---\nIsi laporan tentang pohon dan taman.\n"
        made.write(f"content/skpd/unit{n}/laporan/2026-11-{n % 20 + 1:02}-kegiatan-{n}.md", text)
    return made


def test_what_is_made_apart_is_what_is_made_here(
    many: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = apart.pages_of

    def noted(found: apart.Apart, product: Product) -> object:
        pages = real(found, product)
        asked.extend([product.name] if pages else [])
        return pages

    monkeypatch.setattr("sitegen.engine.reduce.pages_of", noted)
    many.build(jobs=2)
    assert asked == ["search index"]
    together = many.files()
    assert any(path.startswith("cari/") for path in together)
    many.build(jobs=1, force=True)
    assert many.files() == together


def test_pages_that_are_online_are_kept(many: CityFolder) -> None:
    many.build(jobs=2)
    before = many.files()
    site = many.root / "site.yml"
    site.write_text(site.read_text(encoding="utf-8") + "slogan: Kota kami\n", encoding="utf-8")
    result = many.build(jobs=2)
    assert result.published is not None
    written = {path for path in result.published.written if path.startswith("cari/")}
    assert written <= {"cari/index.html"}
    after = many.files()
    assert {p: b for p, b in after.items() if p.startswith("cari/") and "index" not in p} == {
        p: b for p, b in before.items() if p.startswith("cari/") and "index" not in p
    }


def test_what_fails_apart_is_made_here(many: CityFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "make", _fails)
    many.build(jobs=2)
    failed = many.files()
    many.build(jobs=1, force=True)
    assert many.files() == failed


def _fails(_: object) -> None:
    raise RuntimeError("coba")


@pytest.mark.parametrize(
    ("jobs", "built", "worth"), [(1, FROM, False), (2, FROM, True), (2, FROM - 1, False)]
)
def test_few_units_or_one_process_are_not_worth_it(
    many: CityFolder, jobs: int, built: int, worth: bool
) -> None:
    options = Options(root=many.root, output=many.output, jobs=jobs)
    assert is_worth_it(options, built) is worth
