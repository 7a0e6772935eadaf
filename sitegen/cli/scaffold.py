"""`sitegen new`: files that build right away, made from the same FIELDS that check them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.city.config import parse_config
from sitegen.city.register import COLUMNS, PATH, read_register
from sitegen.cli.free_names import free_dataset, free_report
from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.keys.field import nearest
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.vocabulary import keys
from sitegen.model import UNIT_KINDS, Problem, UnitEntry
from sitegen.reports.placeholders import ALT_PLACEHOLDER, BODY_PLACEHOLDER
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sitegen.city.config import Config
    from sitegen.i18n import Translator
    from sitegen.model import Table

WORKFLOWS = {
    "github": ".github/workflows/sitegen.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/sitegen.yml",
}
# Keys of a new report that are worth showing from the start; the rest are in the docs.
_OFFERED = ("place", "time", "participants", "budget", "budget_source", "result", "follow_up")


class NewUnit(Struct, frozen=True, kw_only=True):
    """A unit to make; name, code and parent are for the register."""

    id: str
    kind: str
    name: str
    code: str = ""
    parent: str = ""


class NewReport(Struct, frozen=True, kw_only=True):
    """A report to make."""

    unit: str
    title: str
    date: date
    kind: str
    topics: tuple[str, ...] = ()


def registered(root: Path, unit: str) -> UnitEntry | None:
    """Return the register's entry for `<jenis>/<id>` or a bare id, or None.

    Raises UsageError when several units share the id.
    """
    entries = [e for e in read_register(root).entries if unit.strip("/") in {e.key, e.id}]
    if len(entries) > 1:
        options = ", ".join(entry.key for entry in entries)
        raise _refused("S018", unit=unit, options=options)
    return entries[0] if entries else None


def unit_key(root: Path, unit: str) -> str:
    """Return the key `<jenis>/<id>` of a registered unit; raises UsageError for any other."""
    entry = registered(root, unit.removeprefix("content/"))
    if entry is None:
        known = [word for e in read_register(root).entries for word in (e.key, e.id)]
        near = nearest(unit, known, 0.0)
        raise _refused("S017", unit=unit, nearest=near or "-")
    return entry.key


def _refused(code: str, **params: str) -> UsageError:
    problem = Problem.of(code, "", **params)
    return UsageError(problems=(problem,))


def make_city(folder: Path, name: str, base_url: str) -> tuple[Path, ...]:
    """Make a small working city in `folder`.

    Raises UsageError unless the folder is new or empty, ConfigError when the name or address
    cannot be used.
    """
    if folder.exists() and any(folder.iterdir()):
        raise _refused("S019", folder=str(folder))
    files = {
        "site.yml": _SITE.format(name=_quoted(name), base_url=base_url),
        ".gitignore": "build/\n.sitegen/\n",
        "data/units.csv": _REGISTER,
        "data/pemilik.yml": _OWNERS,
        "content/kelurahan/mekarsari/unit.yml": _PROFILE.format(
            short="Mekarsari", head="Lurah", name="Kelurahan Mekarsari"
        ),
        "content/kelurahan/mekarsari/laporan/2026/2026-01-12-kerja-bakti-saluran-air.md": _REPORT,
        "content/kelurahan/mekarsari/data/kunjungan-posyandu.csv": _TABLE,
        "content/kelurahan/mekarsari/data/kunjungan-posyandu.yml": _METADATA,
        "content/kelurahan/mekarsari/halaman/layanan.md": _PAGE,
    }
    parse_config(files["site.yml"].encode(), "site.yml")
    return tuple(_write(folder, path, text) for path, text in files.items())


def make_workflow(root: Path, platform: str, source: str) -> tuple[Path, ...]:
    """Make the workflow that checks every change on `github`, `gitlab` or `forgejo`.

    `source` is what pip installs to get sitegen. Raises UsageError if the file exists.
    """
    text = (Path(__file__).parent / "workflows" / f"{platform}.yml").read_text(encoding="utf-8")
    return (_write(root, WORKFLOWS[platform], text.replace("@SITEGEN@", json.dumps(source))),)


def make_unit(root: Path, unit: NewUnit, *, known: bool) -> tuple[Path, ...]:
    """Make a unit's folder, and its row in the register unless it is `known` there."""
    if unit.kind not in UNIT_KINDS:
        raise _refused("S021", found=unit.kind, allowed=", ".join(UNIT_KINDS))
    if unit.id != slugify(unit.id):
        raise _refused("S022", found=unit.id, nearest=slugify(unit.id) or "-")
    made: list[Path] = []
    if not known:
        made.append(_register(root, unit))
    base = f"content/{unit.kind}/{unit.id}"
    profile = _PROFILE.format(short=unit.name, head="Kepala", name=unit.name)
    made.append(_write(root, f"{base}/unit.yml", profile))
    for name in ("laporan", "data", "halaman"):
        (root / base / name).mkdir(parents=True, exist_ok=True)
    return tuple(made)


def _register(root: Path, unit: NewUnit) -> Path:
    """Add a row to the register; raises ConfigError, and changes nothing, if it does not fit."""
    from sitegen.city.register import parse_register

    path = root / PATH
    before = path.read_bytes()
    row = io.StringIO()
    cells = {
        "id": unit.id,
        "jenis": unit.kind,
        "nama": unit.name,
        "kode_wilayah": unit.code,
        "induk": unit.parent,
        "nama_lama": "",
        "status": "aktif",
    }
    csv.writer(row, lineterminator="\n").writerow([cells[column] for column in COLUMNS])
    after = before + (b"" if before.endswith(b"\n") else b"\n") + row.getvalue().encode()
    parse_register(after, PATH)
    path.write_bytes(after)
    return path


def make_report(root: Path, report: NewReport, config: Config, t: Translator) -> tuple[Path, ...]:
    """Make a report with all its usual keys; those without a value are commented out.

    One of the same title in the same month gets another name, since it needs an address of its own.
    """
    key = unit_key(root, report.unit)
    _refuse_unknown(report.kind, keys(config.kinds))
    for topic in report.topics:
        _refuse_unknown(topic, keys(config.topics))
    folder, day = f"content/{key}/laporan/{report.date:%Y}", f"{report.date:%Y-%m-%d}"
    slug = slugify(report.title)
    if not (root / f"{folder}/{day}-{slug}.md").exists():
        slug = free_report(root, key, report.date, slug, config)
    path = f"{folder}/{day}-{slug}.md"
    text = "\n".join(_report_lines(report, config, t)) + "\n"
    return (_write(root, path, text),)


def _refuse_unknown(word: str, allowed: tuple[str, ...]) -> None:
    if word not in allowed:
        raise _refused("S021", found=word, allowed=", ".join(allowed))


def _report_lines(report: NewReport, config: Config, t: Translator) -> Iterator[str]:
    fields = {field.name: field for field in REPORT_FIELDS}
    yield "---"
    yield f"judul: {_quoted(report.title)}"
    yield f"tanggal: {report.date.isoformat()}"
    yield f"jenis: {report.kind}"
    topics = ", ".join(keys(config.topics))
    if report.topics:
        yield f"topik: [{', '.join(report.topics)}]"
    else:
        yield f"# {topics}"
        yield "# topik: [...]"
    yield f"# {t.gettext(fields['summary'].doc)}"
    yield "# ringkasan: ..."
    for name in _OFFERED:
        field = fields[name]
        yield f"# {t.gettext(field.doc)}"
        yield f"# {field.key}: {field.example}"
    yield "# foto:"
    yield "#   - berkas: foto.jpg"
    yield "#     alt: " + t.gettext(ALT_PLACEHOLDER)
    yield "# " + t.gettext(N_("Remove the line below to publish."))
    yield "draf: ya"
    yield "---"
    yield ""
    yield t.gettext(BODY_PLACEHOLDER)


def make_dataset(
    root: Path, unit: str, named: tuple[str, str], source: Path | None
) -> tuple[Path, ...]:
    """Make a dataset: a copied or empty table, and a description of its columns.

    `named` is its name and title. Raises UsageError when the table cannot be read.
    """
    from sitegen.tables.table import parse_table

    name, title = named
    key = unit_key(root, unit)
    slug = slugify(name)
    if not slug:
        raise _refused("S022", found=name, nearest="-")
    data = source.read_bytes() if source else _TABLE.encode()
    ending = source.suffix.lower() if source else ".csv"
    slug = free_dataset(root, key, slug, ending)
    path = f"content/{key}/data/{slug}{ending}"
    file, problems = parse_table(data, source.name if source else path)
    if file is None:
        raise UsageError(problems=problems)
    made = [_write(root, path, data)]
    text = "\n".join(_metadata_lines(title, file.table)) + "\n"
    made.append(_write(root, path.removesuffix(ending) + ".yml", text))
    return tuple(made)


def _metadata_lines(title: str, table: Table) -> Iterator[str]:
    from sitegen.charts.automatic import automatic

    yield f"judul: {_quoted(title)}"
    for line in (
        "deskripsi: ...",
        "sumber: {nama: ..., tautan: ...}",
        "lisensi: CC-BY-4.0",
        "frekuensi: tahunan",
        'periode: {awal: "2026", akhir: "2026"}',
        "cakupan: ...",
        "kontak: ...",
        "satuan: ...",
    ):
        yield f"# {line}"
    yield "kolom:"
    for column in table.columns:
        yield f"  - nama: {_quoted(column.name)}"
        yield f"    judul: {_quoted(column.title)}"
        yield f"    tipe: {column.kind}"
    spec = automatic(table)
    if spec is not None:
        yield "grafik:"
        yield f"  - jenis: {spec.kind}"
        for key, value in (("x", spec.x), ("y", spec.y), ("agregat", spec.aggregate)):
            if value:
                yield f"    {key}: {_quoted(value)}"


def _quoted(text: str) -> str:
    """The text as a YAML value, quoted only if necessary."""
    plain = text.replace(" ", "").replace("-", "").replace(".", "").replace(",", "")
    if plain.isalnum() and not text.startswith("-"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(root: Path, path: str, content: str | bytes) -> Path:
    """Write a new file; raises UsageError rather than replacing one."""
    target = root / path
    if target.exists():
        raise _refused("S020", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


_SITE = """\
nama: {name}
slogan: Kegiatan, layanan, dan data setiap unit
alamat_situs: {base_url}
zona_waktu: WIB
bahasa: id
pengaduan: {{nama: SP4N-LAPOR!, tautan: https://www.lapor.go.id}}
"""
_REGISTER = """\
id,jenis,nama,kode_wilayah,induk,nama_lama,status
diskominfo,skpd,Dinas Komunikasi dan Informatika,,,,aktif
sukamaju,kecamatan,Sukamaju,99.99.01,,,aktif
mekarsari,kelurahan,Mekarsari,99.99.01.1001,sukamaju,,aktif
"""
_OWNERS = """\
# Siapa boleh mengubah apa; diperiksa oleh sitegen check --author SIAPA --base CABANG.
# Pemilik adalah akun ("@nama"), alamat surel, atau semua alamat satu host ("*@host").
# Pemilik `kota` boleh mengubah semuanya, juga berkas ini.
kota: [kominfo@kota.example]
unit:
  kelurahan/mekarsari: ["*@mekarsari.kota.example"]
"""
_PROFILE = """\
nama_pendek: {short}
tentang: {name} melayani warga setiap hari kerja.
alamat: Jalan Contoh
jam_layanan: Senin-Jumat 08.00-15.30
kepala: {{jabatan: {head}}}
layanan:
  - nama: Surat keterangan domisili
    syarat: Pengantar RT/RW, fotokopi KTP
    waktu: 1 hari kerja
    biaya: Gratis
"""
_REPORT = """\
---
judul: Warga RW 02 bersihkan saluran air sepanjang 300 meter
tanggal: 2026-01-12
jenis: layanan
topik: [lingkungan, infrastruktur]
ringkasan: Empat puluh warga mengangkat endapan lumpur agar jalan tidak tergenang.
lokasi: Jalan Melati, RW 02
peserta: 40
hasil: Saluran sepanjang 300 meter kembali mengalir
tindak_lanjut: Pengecekan ulang pada Februari 2026
status: selesai
---
Saluran di Jalan Melati meluap dua kali pada Desember. Minggu pagi, warga RW 02
mengangkat endapan lumpur dan sampah sampai kedalaman semula.

## Hasil

- 300 meter saluran bersih
- enam karung sampah plastik dibawa ke bank sampah

Warga yang melihat genangan dapat melapor ke loket kelurahan.
"""
_TABLE = """\
bulan,kunjungan
Januari,72
Februari,75
Maret,81
"""
_METADATA = """\
judul: Kunjungan posyandu per bulan
deskripsi: Jumlah balita yang ditimbang di semua posyandu kelurahan. Angka contoh.
sumber: {nama: Kelurahan Mekarsari}
lisensi: CC-BY-4.0
frekuensi: bulanan
periode: {awal: "2026-01", akhir: "2026-03"}
cakupan: Kelurahan Mekarsari
kontak: Loket kelurahan
topik: [kesehatan]
satuan: balita
kolom:
  - {nama: bulan, judul: Bulan, tipe: bulan, deskripsi: Bulan penimbangan}
  - {nama: kunjungan, judul: Balita ditimbang, tipe: bulat, satuan: balita, deskripsi: Jumlah balita}
grafik:
  - {jenis: batang, x: bulan, y: kunjungan, judul: Kunjungan naik tiap bulan, satuan: balita}
"""
_PAGE = """\
---
judul: Standar pelayanan
urutan: 1
ringkasan: Syarat, waktu, dan biaya setiap layanan.
---
Semua layanan kelurahan gratis. Bawa fotokopi KTP dan pengantar RT/RW.

| Layanan | Waktu |
|---|---|
| Surat keterangan domisili | 1 hari kerja |
"""
