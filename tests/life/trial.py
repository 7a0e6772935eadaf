"""A city whose next build has much to do, put back to where it was before as often as needed.

Shared by the tests that let each file operation of that build fail (`test_faults`) and those that
kill it there (`test_kills`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from sitegen.portal.products import PRODUCTS
from sitegen.store import files
from sitegen.store.marker import MARKER, STAGE
from sitegen.store.state import read_state
from tests.life.changes import picture
from tests.life.city import LivingCity, new_city
from tests.life.oracle import Tree, differences, remembered_git, tree
from tests.life.reader import dead_links

Fate = Literal["old", "journal", "part", "new"]
# One product of the city for each place that a file has in the order of a commit: what is linked to
# (styles), lists that lead to reports, some of them removed, feeds and sitemaps, the home page. The
# others are staged, journaled and moved by the same code.
FEW = ("assets", "home", "topics", "archives", "feeds", "sitemaps")
# Two units, one with a photo: as few operations as show each kind of them.
CITY = """\
-- site.yml --
nama: Kota Contoh
alamat_situs: https://contoh.example
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
-- content/kelurahan/dago/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu Mawar
topik: [kesehatan]
---
Isi.
"""
PHOTO = """\
---
judul: Foto
foto:
- {berkas: foto.jpg, alt: Warga berkumpul}
---
Isi.
"""
WHO = ("-c", "user.name=Warga", "-c", "user.email=warga@contoh.example")
DAGO = "content/kelurahan/dago/laporan"


@dataclass(frozen=True)
class Trial:
    """A city whose next build has much to do; `again` puts it back to where it was before."""

    city: LivingCity
    kept: Path
    old: Tree
    new: Tree
    state: tuple[str, ...]
    steps: tuple[Path, ...]
    marker: bytes

    @property
    def home(self) -> Path:
        """The folder that has the city and its site."""
        return self.city.root.parent

    def mended(self) -> str:
        """Build once more; return what differs from a clean site, or is left over anywhere."""
        self.city.build()
        found = differences(tree(self.city.output), {**self.new, MARKER: self.marker})
        stray = set(_below(self.city.root / ".sitegen")) - set(self.state)
        return found + "".join(f"\nstate: {name}" for name in sorted(stray))

    def again(self, kept: Path | None = None) -> LivingCity:
        """Put the city back to where it was before its build, or was when `kept` was copied."""
        shutil.rmtree(self.home)
        shutil.copytree(kept or self.kept, self.home)
        return self.city

    def dead_links(self) -> list[str]:
        """Return the links that lead nowhere now.

        In a city without some of its products, what these would make counts for none.
        """
        found = dead_links(self.city.output)
        if not self.city.products:
            return found
        return [each for each in found if {each.partition(" -> ")[2]} & {*self.old, *self.new}]

    def fate(self) -> Fate:
        """What is served now; raises AssertionError when it is no site, old, new or between."""
        found = _served(self.city.output)
        left = read_state(self.city.state, self.city.output).journal
        if not left and found == self.old:
            return "old"
        if not left and differences(found, self.new) == "":
            return "new"
        for name in found.keys() | self.old.keys() | self.new.keys():
            if found.get(name) is not None or not _name_is_folder(name, self.old, self.new):
                assert found.get(name) in {self.old.get(name), self.new.get(name)}, name
        return "journal" if left else "part"


def _name_is_folder(name: str, *trees: Tree) -> bool:
    return any(name in each and each[name] is None for each in trees)


def _served(folder: Path) -> Tree:
    if not folder.exists():
        return {}
    return {n: d for n, d in tree(folder).items() if n != MARKER and n.partition("/")[0] != STAGE}


def _below(folder: Path) -> tuple[str, ...]:
    """The files of the state; digests in their names tell of what they are."""
    files_ = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple(path.relative_to(folder).as_posix() for path in files_)


def _recorded(city: LivingCity) -> None:
    """Commit all sources to git, whose dates are read and kept by every build."""
    git = ("git", *WHO, "-C", str(city.root))
    for command in (("init", "-q", "--template="), ("add", "."), ("commit", "-qm", "Isi")):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run([*git, *command], check=True, env=environment)
    remembered_git.cache_clear()


def prepared(folder: Path, *, first: bool, products: tuple[str, ...] = ()) -> Trial:
    """Return a city before its first build, or before the next, with these products or with all."""
    assert {*products} <= {each.name for each in PRODUCTS}
    city = new_city(folder / "kerja", CITY)
    city.products = products
    if not first:
        city.build()
        laporan = city.root / DAGO
        (laporan / "2026-11-03-posyandu.md").write_text("---\njudul: Posyandu\n---\nDiubah.\n")
        (laporan / "2026-11-02-senam.md").unlink()
    (city.root / DAGO / "foto.jpg").write_bytes(picture(10))
    (city.root / DAGO / "2026-11-05-foto.md").write_text(PHOTO)
    (city.root / ".gitignore").write_text(".sitegen/\n")
    _recorded(city)
    kept = folder / "simpanan"
    shutil.copytree(city.root.parent, kept)
    old = _served(city.output)
    steps: list[Path] = []

    def step(_: str, path: str | Path) -> None:
        if city.clean not in Path(path).parents:
            steps.append(Path(path))

    with patch.object(files, "step", step):
        assert city.check() == ""
    return Trial(
        city,
        kept,
        old,
        _served(city.output),
        _below(city.root / ".sitegen"),
        tuple(steps),
        (city.output / MARKER).read_bytes(),
    )
