"""Whatever file an agency adds, no other unit's page changes: ../shared beside the repository."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.engine.build import Result
from tests.conftest import CityFolder, write_blocks
from tests.real.test_corpora import REPORTS, TABLES, Post, reports, tables

pytestmark = pytest.mark.skipif(
    not (REPORTS.is_dir() and TABLES.is_dir()),
    reason=f"no files of real agencies: {REPORTS} and {TABLES} are not there",
)

UNIT = "kelurahan/dago"
FOLDER = f"content/{UNIT}"
CITY = f"""\
-- site.yml --
nama: Kota Contoh
alamat_situs: https://contoh.example
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk
dinkes,skpd,Dinas Kesehatan,,
coblong,kecamatan,Coblong,32.73.02,
dago,kelurahan,Dago,32.73.02.1004,coblong
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong
-- content/skpd/dinkes/laporan/2026-11-02-imunisasi.md --
---
judul: Imunisasi
topik: [kesehatan]
---
Lihat [Dago](/{UNIT}/).
-- content/kelurahan/sekeloa/laporan/2026-11-02-senam.md --
---
judul: Senam
topik: [kesehatan]
---
Isi.
-- {FOLDER}/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
---
Isi.
"""
OTHERS = ("skpd/dinkes/", "kelurahan/sekeloa/")
# Its pages collect what its kelurahan publish: they change, and keep what the others have.
COLLECTS = "/kecamatan/coblong/"
# What the tables of the city say of an area stands on a page beside it, to which its home page leads.
FIGURES = "kelurahan/sekeloa/angka/"
TO_FIGURES = f'<li><a href="/{FIGURES}">Data tentang wilayah ini</a></li>\n'.encode()
OF_ANOTHER = 'href="/kelurahan/sekeloa/laporan/2026/11/senam/"'


def own(body: bytes | None) -> bytes | None:
    """A file without the way to what the tables of the city say of its area."""
    return body and body.replace(TO_FIGURES, b"")


@dataclass(frozen=True)
class Base:
    """A built city, its files, and what was told of it before any file came."""

    city: CityFolder
    files: dict[str, bytes]

    def foreign(self, result: Result) -> list[str]:
        """What a build with more files in the unit changed elsewhere than there or in the city."""
        now = self.city.files()
        changed = {
            path
            for path in {*now, *self.files}
            if own(now.get(path)) != own(self.files.get(path)) and not path.startswith(FIGURES)
        }
        if OF_ANOTHER not in self.city.read(COLLECTS):
            changed.add("kelurahan/sekeloa/ is gone from the page of its kecamatan")
        told = {problem.where.path for problem in result.problems}
        return sorted(path for path in changed if path.startswith(OTHERS)) + sorted(
            path for path in told if not path.startswith(FOLDER)
        )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("terpisah")
    city = CityFolder(folder / "kota", folder / "keluaran")
    city.root.mkdir()
    write_blocks(city.root, CITY)
    city.build()
    return Base(city, city.files())


@pytest.fixture(scope="module")
def posts() -> tuple[Post, ...]:
    """All files of the corpora in one unit, each under a name of its own."""
    found = []
    for number, post in enumerate((*reports(), *tables())):
        kind, name = post.path.split("/")[3:]
        file = PurePosixPath(name)
        found.append(replace(post, path=f"{FOLDER}/{kind}/{file.stem}-{number}{file.suffix}"))
    return tuple(found)


def test_all_files_of_real_agencies_in_one_unit_change_no_other_unit(
    base: Base, posts: tuple[Post, ...]
) -> None:
    for post in posts:
        base.city.write(post.path, post.content)
    result = base.city.build()
    assert base.foreign(result) == []
    assert result.held_back  # some are wrong, and many are not
    assert len(base.city.files()) > len(base.files) + len(posts) / 2
    for post in posts:
        (base.city.root / post.path).unlink()
    base.city.build(allow_removal=True)
    assert base.city.files() == base.files


ROLES = (
    "laporan/2026-11-04-x.md",
    "laporan/x.md",
    "halaman/x.md",
    "data/x.csv",
    "data/x.yml",
    "unit.yml",
)


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_file_of_real_agencies_in_any_role_changes_no_other_unit(
    base: Base, posts: tuple[Post, ...], data: st.DataObject
) -> None:
    # As it is on disk, wherever it does not belong; tables that are right make charts, which cost.
    post = data.draw(st.sampled_from(posts))
    roles = [role for role in ROLES if not (role.endswith("csv") and post.path.endswith("csv"))]
    path = f"{FOLDER}/{data.draw(st.sampled_from(roles))}"
    base.city.write(path, post.content)
    try:
        assert base.foreign(base.city.build()) == []
    finally:
        (base.city.root / path).unlink()
