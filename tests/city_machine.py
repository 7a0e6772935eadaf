"""A small city that lives: people edit it, builds of it die, and each build is held to a clean one.

Shared by the Hypothesis machine, the fault tests and `scripts/soak.py`; each chance is drawn from
the `Random` that is passed in, so that a seed tells a life.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NoReturn, TextIO
from unittest.mock import patch

from jinja2 import Environment
from PIL import Image

from sitegen.city.git.history import read_history
from sitegen.city.git.run import run_git
from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.engine.publish import _complete
from sitegen.errors import SitegenError
from sitegen.pages import site
from sitegen.pages.theme import built_in_folder, render
from sitegen.store import files
from sitegen.store.marker import MARKER, STAGE
from sitegen.store.state import (
    Change,
    State,
    read_kept,
    read_state,
    state_path,
    write_change,
)
from tests.conftest import write_blocks

Edit = Callable[["LivingCity", Random], None]
Tree = dict[str, bytes | None]
START = datetime.fromisoformat("2026-11-21T12:00")
NAMES = ("posyandu", "kerja-bakti", "senam")
TOPICS = ("kesehatan", "lingkungan", "warta")
PLACES = ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa")
# In memory where there is a folder for it: SQLite waits for the disk at each commit.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# More than most builds of this city do, so that a kill may also come too late.
MANY_STEPS = 60
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


class Killed(BaseException):
    """Stands for the end of the process: no handler of errors sees it."""


@contextmanager
def dying_at(number: int) -> Iterator[None]:
    """Kill at the n-th file operation; the dead do nothing, so each later one is killed too."""
    count = 0

    def step(operation: str, path: Path) -> None:
        nonlocal count
        count += 1
        if count >= number:
            raise Killed(operation, path)

    with patch.object(files, "step", step):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave out what costs most of a small build and decides nothing.

    That is the waiting for disks, and making anew what is a pure function of its arguments:
    compiled templates, pages of their views, and git's answers as long as nobody commits.
    """

    def sync(folder: Path) -> None:
        files.step("sync", folder)

    with (
        patch.object(files, "sync", sync),
        patch.object(Environment, "compile", _compiled),
        patch.object(site, "render", _rendered),
        patch("sitegen.engine.scan.read_history", partial(read_history, run=git)),
    ):
        yield


_compile = Environment.compile
git = cache(run_git)
_rendered = lru_cache(maxsize=4096)(render)
_codes: dict[tuple[object, ...], Any] = {}


def _compiled(engine: Environment, source: str, *rest: Any) -> Any:
    """The code of a template; all engines of the theme are alike but for their folders."""
    key = (source, *rest)
    if key not in _codes:
        _codes[key] = _compile(engine, source, *rest)
    return _codes[key]


def tree(folder: Path) -> Tree:
    """Return all that is below a folder: bytes of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def differences(found: Tree, expected: Tree) -> str:
    """Return what is missing, stray and different, one line each."""
    lines = [f"missing: {name}" for name in sorted(expected.keys() - found.keys())]
    lines += [f"stray: {name}" for name in sorted(found.keys() - expected.keys())]
    both = sorted(expected.keys() & found.keys())
    lines += [f"different: {name}" for name in both if found[name] != expected[name]]
    return "\n".join(lines)


@dataclass(slots=True)
class LivingCity:
    """A city, its site, and how it is built now; `clean` is where clean builds are made."""

    root: Path
    output: Path
    clean: Path
    clock: datetime = START
    drafts: bool = False
    future: bool = False
    generator: str = "1"
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
        return self._build(self.root, self.output, **options)

    def _build(self, root: Path, output: Path, **options: Any) -> Result:
        given = {"jobs": 1, "drafts": self.drafts, "future": self.future, **options}
        with patch("sitegen.engine.plan.generator_version", lambda: self.generator), undisturbed():
            return build(Options(root=root, output=output, clock=self.clock, **given))

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
            write_change(State(path, reason="missing"), Change(kept=rows))

    def clean_build(self, **options: Any) -> Result | SitegenError:
        """Build the same sources in a folder of their own that has no state."""
        shutil.rmtree(self.clean, ignore_errors=True)
        self.copy_sources()
        try:
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

    def killed_build(self, number: int) -> bool:
        """Build, and die at the n-th file operation; return whether death came in time."""
        old = tree(self.output) if self.output.is_dir() else {}
        try:
            with dying_at(number):
                self.build()
        except Killed:
            self._held_to_its_word(old)
            return True
        except SitegenError:
            pass
        return False

    def _held_to_its_word(self, old: Tree) -> None:
        """What is served after a kill: the old site, unless the journal or the state says more."""
        if not self.output.is_dir():
            return
        state = read_state(self.state, self.output)
        if state.journal:
            self.count("killed with an open journal")
            return
        served = _served(tree(self.output))
        if served != _served(old):
            # Only after the commit, when nothing but tidying was left.
            assert not state.reason, "the served files changed before the journal was written"
            assert {name for name, data in served.items() if data is not None} == set(state.outputs)
            self.count("killed after the commit")
            return
        self.count("killed with the old site in place")


def _told(result: Result) -> tuple[object, ...]:
    return (
        result.problems,
        result.skipped,
        result.held_back,
        result.files,
        result.units,
    )


def _served(found: Tree) -> Tree:
    return {n: d for n, d in found.items() if n != MARKER and n.partition("/")[0] != STAGE}


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


def _some_report(city: LivingCity, chance: Random) -> Path | None:
    reports = city.reports()
    return chance.choice(reports) if reports else None


def _free_place(city: LivingCity, chance: Random) -> Path:
    unit = chance.choice(PLACES)
    day = chance.randint(1, 28)
    month = chance.choice(("2025-11", "2026-10", "2026-11", "2026-11", "2026-12"))
    return city.root / f"content/{unit}/laporan/{month}-{day:02}-{chance.choice(NAMES)}.md"


def _put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def add_report(city: LivingCity, chance: Random) -> None:
    number = chance.randint(1, 99)
    front = [f"judul: Kegiatan {number}", f"topik: [{chance.choice(TOPICS)}]"]
    if chance.random() < 0.2:
        front.append(f"status: {chance.choice(('rencana', 'berjalan', 'selesai'))}")
    if chance.random() < 0.1:
        front.append("peserta: {jumlah: 12}")
    link = f"[unit](/{chance.choice(PLACES)}/)"
    _put(_free_place(city, chance), "---\n" + "\n".join(front) + f"\n---\nIsi {link}.\n")


def edit_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        _put(path, path.read_text().rstrip("\n") + f" Tambahan {chance.randint(1, 99)}.\n")


def delete_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        path.unlink()


def rename_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        path.replace(path.with_name(_free_place(city, chance).name))


def move_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        target = city.root / "content" / chance.choice(PLACES) / "laporan" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def rename_by_case(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        name = path.stem.swapcase() + ".md"
        path.replace(path.with_name(name))


def touch_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        when = chance.randint(1_000_000_000, 2_000_000_000)
        os.utime(path, (when, when))


def edit_report_in_secret(city: LivingCity, chance: Random) -> None:
    """As many bytes and the same time as before: only the time of the change of status tells."""
    path = _some_report(city, chance)
    if path:
        before = path.stat()
        old = chance.choice("aeiou").encode()
        path.write_bytes(path.read_bytes().replace(b"Isi", b"Is" + old))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def break_or_mend_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        text = path.read_text()
        broken = text.replace("judul: ", "judul: a: ", 1)
        _put(path, text.replace("judul: a: ", "judul: ", 1) if "judul: a: " in text else broken)


def _toggle(path: Path | None, key: str, line: str) -> None:
    """Set a line of the front matter, or take it away when there is one with its key."""
    if not path:
        return
    lines = path.read_text().split("\n")
    kept = [each for each in lines if not each.startswith(key)]
    if kept == lines:
        kept.insert(1, line)
    _put(path, "\n".join(kept))


def toggle_draft(city: LivingCity, chance: Random) -> None:
    _toggle(_some_report(city, chance), "draf:", "draf: ya")


def toggle_date(city: LivingCity, chance: Random) -> None:
    moment = city.clock + timedelta(days=chance.randint(-2, 3), hours=chance.randint(-5, 5))
    _toggle(_some_report(city, chance), "tanggal:", f"tanggal: {moment:%Y-%m-%d %H:%M}")


def toggle_expiry(city: LivingCity, chance: Random) -> None:
    day = city.clock + timedelta(days=chance.randint(-1, 3))
    _toggle(_some_report(city, chance), "kedaluwarsa:", f"kedaluwarsa: {day:%Y-%m-%d}")


def toggle_urgency(city: LivingCity, chance: Random) -> None:
    day = city.clock + timedelta(days=chance.randint(0, 3))
    path = _some_report(city, chance)
    _toggle(path, "klasifikasi:", f"klasifikasi: serta-merta\nkedaluwarsa: {day:%Y-%m-%d}")


def toggle_alias(city: LivingCity, chance: Random) -> None:
    """Few addresses, so that units quarrel about them."""
    path = _some_report(city, chance)
    _toggle(path, "alias:", f"alias: [/berita/{chance.choice(NAMES)}/]")


def edit_profile(city: LivingCity, chance: Random) -> None:
    short = f"nama_pendek: U{chance.randint(1, 9)}\n" if chance.random() < 0.5 else ""
    text = f"tentang: Uraian {chance.randint(1, 99)}.\n{short}"
    _put(city.root / "content" / chance.choice(PLACES) / "unit.yml", text)


def edit_page(city: LivingCity, chance: Random) -> None:
    path = city.root / "content" / chance.choice(PLACES) / "halaman" / "layanan.md"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
    else:
        _put(path, f"---\njudul: Layanan {chance.randint(1, 9)}\n---\nIsi.\n")


def edit_dataset(city: LivingCity, chance: Random) -> None:
    """One unit has a table; it is edited, described otherwise, taken away or put back."""
    folder = city.root / "content/skpd/dinkes/data"
    table, description = folder / "kunjungan.csv", folder / "kunjungan.yml"
    act = chance.randrange(4)
    if act == 0 and table.exists():
        table.unlink()
        return
    if act == 1 and description.exists():
        title = f"judul: Kunjungan {chance.randint(1, 9)}"
        lines = description.read_text().split("\n")
        _put(description, "\n".join([title, *lines[1:]]))
        return
    _put(table, f"bulan,kunjungan\n2026-09,{chance.randint(100, 199)}\n2026-10,150\n")


@cache
def picture(shade: int) -> bytes:
    """Return a small photo."""
    data = BytesIO()
    Image.new("RGB", (48, 32), (shade, 120, 60)).save(data, "JPEG")
    return data.getvalue()


def edit_photo(city: LivingCity, chance: Random) -> None:
    """One unit may have a photo: it comes, changes, or goes and leaves its report broken."""
    photo = city.root / "content/kelurahan/sekeloa/laporan/foto.jpg"
    report = photo.with_name("2026-11-05-foto.md")
    if photo.exists() and chance.random() < 0.5:
        photo.unlink()
        if chance.random() < 0.8:
            report.unlink(missing_ok=True)
        return
    _put(photo, picture(chance.choice((10, 200))))
    front = "judul: Foto\nfoto:\n- {berkas: foto.jpg, alt: Warga berkumpul}"
    _put(report, f"---\n{front}\n---\nIsi.\n")


def delete_or_restore_unit_folder(city: LivingCity, chance: Random) -> None:
    folder = city.root / "content" / chance.choice(PLACES)
    away = city.root.parent / "gudang" / folder.parent.name / folder.name
    if folder.exists() and not away.exists():
        away.parent.mkdir(parents=True, exist_ok=True)
        folder.replace(away)
    elif away.exists():
        shutil.rmtree(folder, ignore_errors=True)
        away.replace(folder)


def _edit_register(city: LivingCity, edit: Callable[[list[str]], list[str]]) -> None:
    path = city.root / "data/units.csv"
    head, *rows = path.read_text().strip().split("\n")
    _put(path, "\n".join([head, *edit(rows)]) + "\n")


def rename_unit(city: LivingCity, chance: Random) -> None:
    def edit(rows: list[str]) -> list[str]:
        at = chance.randrange(len(rows))
        cells = rows[at].split(",")
        cells[2] = f"{cells[2].partition(' ke-')[0]} ke-{chance.randint(1, 9)}"
        return [*rows[:at], ",".join(cells), *rows[at + 1 :]]

    _edit_register(city, edit)


def close_or_open_unit(city: LivingCity, chance: Random) -> None:
    def edit(rows: list[str]) -> list[str]:
        at = chance.randrange(len(rows))
        start, _, status = rows[at].rpartition(",")
        changed = f"{start},{'nonaktif' if status == 'aktif' else 'aktif'}"
        return [*rows[:at], changed, *rows[at + 1 :]]

    _edit_register(city, edit)


def add_or_remove_unit(city: LivingCity, _: Random) -> None:
    row = "lebakgede,kelurahan,Lebakgede,32.73.02.1006,coblong,,aktif"

    def edit(rows: list[str]) -> list[str]:
        kept = [each for each in rows if not each.startswith("lebakgede,")]
        return kept if kept != rows else [*rows, row]

    _edit_register(city, edit)


def reorder_register(city: LivingCity, chance: Random) -> None:
    _edit_register(city, lambda rows: chance.sample(rows, len(rows)))


def edit_tiles(city: LivingCity, chance: Random) -> None:
    path = city.root / "data/peta/ubin.csv"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return
    side = chance.choice(("1", "2", "3", "13"))
    _put(path, f"kode_wilayah,baris,kolom\n32.73.02,1,{side}\n32.73.06,2,1\n")


def edit_site(city: LivingCity, chance: Random) -> None:
    lines = ["nama: " + chance.choice(("Kota Contoh", "Kota Lain"))]
    lines.append("alamat_situs: https://contoh.example" + chance.choice(("", "", "/terbuka")))
    lines += ["topik:", f"  warta: {chance.choice(('Warta', 'Kabar'))}"]
    lines += ["  taman: Taman"] * chance.randrange(2)
    lines += ["bahasa: en"] * (chance.random() < 0.2)
    lines += ["zona_waktu: WIT"] * (chance.random() < 0.2)
    lines += ["slogan: Terbuka"] * chance.randrange(2)
    _put(city.root / "site.yml", "\n".join(lines) + "\n")


def edit_template(city: LivingCity, chance: Random) -> None:
    name = chance.choice(("templates/report.html", "templates/404.html"))
    _edit_theme(city, name, f"{{# {chance.randint(1, 3)} #}}\n", chance)


def edit_style(city: LivingCity, chance: Random) -> None:
    _edit_theme(city, "assets/style.css", f"/* {chance.randint(1, 3)} */\n", chance)


def _edit_theme(city: LivingCity, name: str, line: str, chance: Random) -> None:
    own = city.root / "themes/kota" / name
    if own.exists() and chance.random() < 0.4:
        own.unlink()
        return
    text = (built_in_folder() / name).read_text()
    _put(own, text + (line if name.endswith(".css") else f"<!-- {line.strip()} -->\n"))


def edit_generator(city: LivingCity, chance: Random) -> None:
    """As an update of sitegen, of a library or of the words of a language does."""
    city.generator = str(chance.randint(1, 3))


def step_clock(city: LivingCity, chance: Random) -> None:
    act = chance.randrange(4)
    if act == 0:
        city.clock += timedelta(days=chance.choice((-30, -1, 1, 2, 30)))
    elif act == 1:
        city.clock += timedelta(minutes=chance.choice((-90, -1, 1, 90)))
    elif act == 2:
        city.clock = city.clock.replace(hour=0, minute=0)
    else:
        city.clock = city.clock.replace(hour=23, minute=59)
    # So that reports stay near the clock however long the run is.
    if abs(city.clock - START) > timedelta(days=90):
        city.clock = START


def toggle_drafts(city: LivingCity, _: Random) -> None:
    city.drafts = not city.drafts


def toggle_future(city: LivingCity, _: Random) -> None:
    city.future = not city.future


def delete_state(city: LivingCity, chance: Random) -> None:
    if chance.random() < 0.3:
        shutil.rmtree(city.root / ".sitegen", ignore_errors=True)
    else:
        city.state.unlink(missing_ok=True)


def corrupt_state(city: LivingCity, chance: Random) -> None:
    """All bytes, a block of them, or the end of the file are lost."""
    if not city.state.exists():
        return
    data = city.state.read_bytes()
    act = chance.randrange(4)
    if act == 0:
        data = chance.randbytes(chance.choice((0, 100, 5000)))
    elif act == 1:
        data = data[: chance.randrange(len(data) + 1)]
    elif act == 2:
        data = data[:16] + chance.randbytes(512) + data[528:]
    else:
        at = 512 * chance.randrange(len(data) // 512 + 1)
        data = data[:at] + chance.randbytes(512) + data[at + 512 :]
    city.state.write_bytes(data)


def delete_cache(city: LivingCity, _: Random) -> None:
    shutil.rmtree(city.root / ".sitegen/cache", ignore_errors=True)


def delete_stage(city: LivingCity, _: Random) -> None:
    shutil.rmtree(city.stage, ignore_errors=True)


def damage_stage(city: LivingCity, chance: Random) -> None:
    """What waits there is cut, replaced or joined by something else, or the folder is a file."""
    if not city.output.is_dir():
        return
    waiting = [path for path in sorted(city.stage.rglob("*")) if path.is_file()]
    act = chance.randrange(4)
    if waiting and act < 2:
        path = chance.choice(waiting)
        path.write_bytes(path.read_bytes()[:10] if act else chance.randbytes(40))
    elif act == 2:
        shutil.rmtree(city.stage, ignore_errors=True)
        if (city.output / MARKER).exists():
            _put(city.stage, b"file")
    elif (city.output / MARKER).exists() and not city.stage.is_file():
        _put(city.stage / "lain/index.html", b"")


def delete_output(city: LivingCity, chance: Random) -> None:
    """The whole site, one of its files, the bytes of one, or these but not their number."""
    if not city.output.is_dir():
        return
    act = chance.randrange(4)
    if act == 0:
        shutil.rmtree(city.output)
        return
    pages = [p for p in sorted(city.output.rglob("*.html")) if STAGE not in p.parts]
    if pages:
        path = chance.choice(pages)
        size = path.stat().st_size
        path.unlink()
        if act < 3:
            path.write_bytes(bytes(size) if act == 2 else b"")


def kill_build(city: LivingCity, chance: Random) -> None:
    number = chance.randint(1, chance.choice((12, MANY_STEPS)))
    city.count("killed in time" if city.killed_build(number) else "killed too late")


def kill_recovery(city: LivingCity, chance: Random) -> None:
    """Die again in the first steps, in which an open journal is rolled forward."""
    kill_build(city, chance)
    for _ in range(2):
        city.killed_build(chance.randint(1, 20))


def build_one_unit(city: LivingCity, chance: Random) -> None:
    try:
        city.build(units=(chance.choice(PLACES),))
    except SitegenError:
        city.count("refused with --unit")


def build_with_two_jobs(city: LivingCity, chance: Random) -> None:
    """A pool is for many units only, so that everything has to be stale."""
    edit_generator(city, chance)
    try:
        city.build(jobs=2, force=True)
    except SitegenError:
        city.count("refused with two jobs")


def check_only(city: LivingCity, _: Random) -> None:
    try:
        city.build(write=False)
    except SitegenError:
        city.count("refused in a check")


CONTENT: tuple[Edit, ...] = (
    add_report,
    edit_report,
    delete_report,
    rename_report,
    move_report,
    rename_by_case,
    touch_report,
    edit_report_in_secret,
    break_or_mend_report,
    toggle_draft,
    toggle_date,
    toggle_expiry,
    toggle_urgency,
    toggle_alias,
    edit_profile,
    edit_page,
    edit_dataset,
    edit_photo,
    delete_or_restore_unit_folder,
)
SETTING: tuple[Edit, ...] = (
    rename_unit,
    close_or_open_unit,
    add_or_remove_unit,
    reorder_register,
    edit_tiles,
    edit_site,
    edit_template,
    edit_style,
    edit_generator,
    step_clock,
    toggle_drafts,
    toggle_future,
)
MISHAP: tuple[Edit, ...] = (
    delete_state,
    corrupt_state,
    delete_cache,
    delete_stage,
    damage_stage,
    delete_output,
    kill_build,
    kill_recovery,
    build_one_unit,
    check_only,
)
# Content changes most; a clock that moves and a build that dies come with all the rest.
EVENTS: tuple[Edit, ...] = (*CONTENT, *CONTENT, *SETTING, step_clock, *MISHAP, kill_build)


def live(city: LivingCity, events: tuple[Edit, ...], chance: Random) -> str:
    """Let the events happen, then hold the site to a clean build; return the differences."""
    for event in events:
        city.count(event.__name__)
        event(city, chance)
    return city.check()


def clean_elsewhere(city: LivingCity) -> Tree:
    """Return the site as a process of its own builds it: what this one remembers is no part."""
    shutil.rmtree(city.clean, ignore_errors=True)
    city.copy_sources()
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
            str(city.clean / "kota"),
            str(city.clean / "keluaran"),
            city.clock.isoformat(),
            str(city.drafts),
            str(city.future),
        ],
        check=True,
        capture_output=True,
    )
    return tree(city.clean / "keluaran")


def killed_for_real(script_input: TextIO, script_output: TextIO) -> None:
    """Answer each line `root output n`: build there, in a child that SIGKILL ends at step n.

    Runs in a process of its own, which has no threads and may fork. Answers the child's fate.
    """
    warm = False
    for line in script_input:
        root, output, number = line.split()
        if not warm:  # what one build learns, such as compiled templates, all children know
            LivingCity(Path(root), Path(output), Path(output)).build(write=False)
            warm = True
        child = os.fork()
        if child == 0:
            _build_until_killed(Path(root), Path(output), int(number))
        _, status = os.waitpid(child, 0)
        script_output.write(f"{os.waitstatus_to_exitcode(status)}\n")
        script_output.flush()


def _build_until_killed(root: Path, output: Path, number: int) -> NoReturn:
    count = 0

    def step(_: str, __: Path) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        with patch.object(files, "step", step):
            LivingCity(root, output, output).build()
    finally:
        os._exit(0)
