"""A small city that lives: it is built again and again, and each time held to a clean build.

Shared by the Hypothesis machine, the fault tests and `scripts/soak.py`; each chance is drawn from
the `Random` that is passed in, so that a seed tells a life.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.engine.publish import _complete
from sitegen.errors import SitegenError
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product
from sitegen.portal import products
from sitegen.store.change import StateChange, write_change
from sitegen.store.marker import STAGE
from sitegen.store.state import State, read_kept, read_state, state_path
from tests.conftest import write_blocks
from tests.life.oracle import Tree, differences, newborn, remembering, tree, undisturbed

START = datetime.fromisoformat("2026-11-21T12:00")
# In memory where there is a folder for it: SQLite waits for the disk at each commit.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# What every page loads: all other files of the theme are staged and moved alike.
ASSETS = ("aset/style.", "aset/print.", "aset/icon.")
# Compiling all templates costs three times as much as the rest of a clean build.
COMPILING = 10
CITY = """\
-- site.yml --
nama: Kota Contoh
alamat_situs: https://contoh.example
topik:
  warta: Warta
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
-- content/skpd/dinkes/unit.yml --
tentang: Melayani kesehatan warga.
-- content/skpd/dinkes/data/kunjungan.csv --
bulan,kunjungan
2026-09,120
2026-10,150
-- content/skpd/dinkes/data/kunjungan.yml --
judul: Kunjungan puskesmas
topik: [kesehatan]
kolom:
- {nama: bulan, judul: Bulan, tipe: teks}
- {nama: kunjungan, judul: Kunjungan, tipe: bulat}
-- content/kecamatan/coblong/laporan/2026-11-02-rapat.md --
---
judul: Rapat
---
Isi.
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu Mawar
topik: [kesehatan]
---
Balita ditimbang, lihat [jadwal](../halaman/layanan.md).
-- content/kelurahan/dago/halaman/layanan.md --
---
judul: Layanan
---
Isi.
-- content/kelurahan/sekeloa/laporan/2026-11-02-senam.md --
---
judul: Senam
topik: [warta]
---
Isi.
"""


@dataclass(slots=True)
class LivingCity:
    """A city, its site, and how it is built now; `clean` is where clean builds are made.

    `products` are the names of the city's products that are made; all, if it names none. With some
    of them, the theme has no more files than the frame of each page needs.
    """

    root: Path
    output: Path
    clean: Path
    clock: datetime = START
    drafts: bool = False
    future: bool = False
    generator: str = "1"
    products: tuple[str, ...] = ()
    cleaned: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def state(self) -> Path:
        """Where the state of the site is kept."""
        return state_path(self.root, self.output)

    @property
    def stage(self) -> Path:
        """Where files wait for their commit."""
        return self.output / STAGE

    def count(self, what: str) -> None:
        """Count an event, for the summary of a long run."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def reports(self) -> list[Path]:
        """Return the reports of all units, sorted."""
        return sorted((self.root / "content").glob("*/*/laporan/*.md"))

    def build(self, **options: Any) -> Result:
        """Build the site as the command line does."""
        with remembering():
            return self._build(self.root, self.output, **options)

    def _build(self, root: Path, output: Path, **options: Any) -> Result:
        given = {"jobs": 1, "drafts": self.drafts, "future": self.future, **options}
        given.setdefault("allow_removal", True)  # what a life removes is meant
        with (
            patch("sitegen.engine.plan.generator_version", lambda: self.generator),
            patch.object(products, "PRODUCTS", self._made()),
            undisturbed(),
        ):
            return build(Options(root=root, output=output, clock=self.clock, **given))

    def _made(self) -> tuple[Product, ...]:
        known = {each.name: each for each in products.PRODUCTS}
        if not self.products:
            return tuple(known.values())
        known["assets"] = replace(known["assets"], make=_few_assets)
        return tuple(known[name] for name in known if name in self.products)

    def copy_sources(self) -> None:
        """Copy the sources, and the good versions that the state keeps of them, to `clean`."""
        shutil.copytree(self.root, self.clean / "kota", ignore=_state_at(self.root))
        state = read_state(self.state, self.output)
        lost = state.journal and not _complete(self.output, state)
        if state.kept and not lost:
            path = state_path(self.clean / "kota", self.clean / "keluaran")
            path.parent.mkdir()
            # One at a time, as a build asks for them: a damaged row hides no other.
            found = {k: v for name in state.kept for k, v in read_kept(self.state, (name,)).items()}
            rows = [(name, state.kept[name], zlib.compress(data)) for name, data in found.items()]
            write_change(State(path, reason="missing"), StateChange(kept=rows))

    def clean_build(self, **options: Any) -> Result | SitegenError:
        """Build the same sources in a folder of their own, with no state and nothing in memory."""
        shutil.rmtree(self.clean, ignore_errors=True)
        self.copy_sources()
        self.cleaned += 1
        try:
            with newborn(compiling=self.cleaned % COMPILING == 0):
                return self._build(self.clean / "kota", self.clean / "keluaran", **options)
        except SitegenError as error:
            return error

    def check(self, **options: Any) -> str:
        """Build, and return in what the site differs from a clean one: "" when it is equal."""
        expected = self.clean_build()
        try:
            result = self.build(**options)
        except SitegenError as error:
            self.count(f"refused by {type(error).__name__}")
            same = isinstance(expected, SitegenError) and error.problems == expected.problems
            return "" if same else f"only the incremental build raised {error!r} {error.problems}"
        if isinstance(expected, SitegenError):
            return f"only the clean build raised {expected!r}"
        self.count("compared")
        for _, reason in result.rebuilt:
            self.count(f"unit rebuilt: {reason}")
        found = differences(tree(self.output), tree(self.clean / "keluaran"))
        if self.stage.exists():
            found += f"\nstray: {self.stage}"
        if _told(result) != _told(expected):
            found += f"\ntold: {_told(result)}\nclean: {_told(expected)}"
        return found

    def clean_elsewhere(self) -> Tree:
        """Return the site as a process of its own builds it."""
        shutil.rmtree(self.clean, ignore_errors=True)
        self.copy_sources()
        script = (
            "import sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
            "from sitegen.engine.build import build\n"
            "from sitegen.engine.options import Options\n"
            "root, output, clock, drafts, future = sys.argv[1:]\n"
            "build(Options(root=Path(root), output=Path(output), jobs=1,\n"
            "    clock=datetime.fromisoformat(clock), drafts=drafts == 'True', future=future == 'True'))\n"
        )
        subprocess.run(
            [
                sys.executable,
                "-c",
                script,
                str(self.clean / "kota"),
                str(self.clean / "keluaran"),
                self.clock.isoformat(),
                str(self.drafts),
                str(self.future),
            ],
            check=True,
            capture_output=True,
        )
        return tree(self.clean / "keluaran")


def _few_assets(city: City) -> Iterator[Planned]:
    return (page for page in products.ASSETS.make(city) if page.path.startswith(ASSETS))


def _told(result: Result) -> tuple[object, ...]:
    return (
        # What a unit had online before (S042) only a build that follows another can tell.
        tuple(problem for problem in result.problems if problem.code != "S042"),
        result.skipped,
        result.held_back,
        result.files,
        result.units,
    )


def _state_at(root: Path) -> Callable[[str, list[str]], list[str]]:
    """A build in a fresh folder finds no state; the cache goes with it."""

    def ignored(folder: str, _: list[str]) -> list[str]:
        return [".sitegen"] if Path(folder) == root else []

    return ignored


def new_city(folder: Path, blocks: str = CITY) -> LivingCity:
    """Return the city of this module, or of these blocks, in `folder`, not built yet."""
    root = folder / "kota"
    root.mkdir(parents=True)
    write_blocks(root, blocks)
    return LivingCity(root, folder / "keluaran", folder / "bersih")
