"""The city as sitegen reads it. README.md lists what it makes of it, and what the others make."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.corpus import Plan, Report, Unit
from bench.tool import PROJECT, NotInstalledError, Program, Tool

SITE = f"""\
nama: {corpus.NAME}
alamat_situs: {corpus.BASE_URL}
zona_waktu: WIB
bahasa: id
"""
THEME = "themes/kota/templates/base.html"


def install(work: Path) -> Program:
    """Return the sitegen beside this Python; the runner never installs it."""
    del work
    command = Path(sys.executable).parent / "sitegen"
    if not command.is_file():
        raise NotInstalledError(f"no {command}")
    done = subprocess.run(  # noqa: S603 - our own command
        [str(command), "--version"], capture_output=True, text=True, check=True
    )
    return Program(command=(str(command),), version=done.stdout.split()[-1])


def frame(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield site.yml, the register, the theme's frame, unit profiles and datasets."""
    yield "site.yml", SITE.encode()
    rows = (f"{u.id},{u.kind},{u.name},{u.code},{u.parent},,aktif\n" for u in corpus.units())
    header = "id,jenis,nama,kode_wilayah,induk,nama_lama,status\n"
    yield "data/units.csv", (header + "".join(rows)).encode()
    yield THEME, (PROJECT / THEME).read_bytes()
    for unit in corpus.units():
        yield f"content/{unit.key}/unit.yml", profile(unit).encode()
    for unit in corpus.publishers(plan):
        path = dataset(unit)
        yield path, corpus.dataset_csv(plan, unit).encode()
        yield path.removesuffix(".csv") + ".yml", description(unit, charts=plan.charts).encode()


def profile(unit: Unit) -> str:
    """Return a unit's profile."""
    return (
        f"tentang: {unit.title} melayani warga dan menerbitkan laporan kegiatannya setiap hari.\n"
        f"alamat: Kantor {unit.title}\n"
        "jam_layanan: Senin-Jumat 08.00-15.30 WIB\n"
    )


def description(unit: Unit, *, charts: bool) -> str:
    """Return a dataset's description, with one chart if charts are wanted."""
    title = f"Kunjungan layanan {unit.title}"
    chart = f"""\
grafik:
- jenis: garis
  x: bulan
  y: jumlah
  seri: kelompok
  judul: {title}
  satuan: orang
"""
    return f"""\
judul: {title}
deskripsi: Jumlah kunjungan layanan tiap bulan menurut jenis kelamin.
sumber: {{nama: {unit.title}}}
lisensi: CC-BY-4.0
frekuensi: bulanan
periode: {{awal: "2024-11", akhir: "2026-10"}}
cakupan: {unit.title}
kontak: Loket {unit.title}
topik: [pemerintahan]
satuan: orang
kolom:
- {{nama: bulan, judul: Bulan, tipe: bulan, deskripsi: Bulan pencatatan}}
- {{nama: kelompok, judul: Kelompok, tipe: teks, deskripsi: Jenis kelamin}}
- {{nama: jumlah, judul: Jumlah, tipe: bulat, satuan: orang, deskripsi: Banyaknya kunjungan}}
{chart if charts else ""}"""


def report_path(item: Report, plan: Plan) -> str:
    """Return where a report is."""
    del plan
    return f"content/{item.unit.key}/laporan/{item.day:%Y/%m}/{item.day}-{item.slug}.md"


def report_text(item: Report, body: str, plan: Plan) -> str:
    """Return a report with our keys."""
    picture = (
        f"foto: {{berkas: {item.slug}.jpg, alt: {corpus.quoted(item.title)}}}\n"
        if corpus.photo(plan, item.number)
        else ""
    )
    return f"""\
---
judul: {corpus.quoted(item.title)}
tanggal: {item.day}
jenis: {item.kind}
topik: [{", ".join(item.topics)}]
ringkasan: {corpus.quoted(item.summary)}
lokasi: {item.place}
waktu: {item.hours}
peserta: {{laki_laki: {item.men}, perempuan: {item.women}}}
anggaran: {item.budget}
sumber_anggaran: APBD {corpus.NAME} {item.day.year}
hasil: {item.result}
tindak_lanjut: {corpus.quoted(item.follow_up)}
status: {item.status}
penulis: Seksi Pelayanan
{picture}---
{body}"""


def dataset(unit: Unit) -> str:
    """Return where a unit's table is."""
    return f"content/{unit.key}/data/kunjungan.csv"


def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that builds."""
    del port
    where = ["--root", str(site), "--output", str(out), "--clock", corpus.CLOCK]
    return [*program.command, "build", *where, "-q", "--format", "json"]


def serve(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that serves; it keeps a site of its own, separate from `out`."""
    del out
    where = ["--root", str(site), "--clock", corpus.CLOCK]
    return [*program.command, "serve", "--port", str(port), *where]


TOOL = Tool(
    name="sitegen",
    install=install,
    frame=frame,
    report_path=report_path,
    report_text=report_text,
    dataset=dataset,
    unit_folders=lambda unit: (f"content/{unit.key}",),
    theme=THEME,
    state=(".sitegen",),
    build=build,
    serve=serve,
)
