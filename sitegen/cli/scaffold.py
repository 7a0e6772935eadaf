"""`sitegen new city` and `new workflow`: a small working city, and the check of its changes."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct

from sitegen.city.config import parse_config
from sitegen.city.owners import PATH as OWNERS
from sitegen.city.owners import identity, parse_owners
from sitegen.cli.unit_scaffold import unit_files
from sitegen.cli.writing import one_line, quoted, refused, write_new
from sitegen.i18n import N_, Lang, translator

WORKFLOWS = {
    "github": ".github/workflows/sitegen.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/sitegen.yml",
}

_NOTICE = N_("This site is being prepared: all of its contents are examples.")


class NewCity(Struct, frozen=True, kw_only=True):
    """A city to make; `zone` and `lang` are those of `site.yml`, `owners` those of `kota`."""

    name: str
    base_url: str
    zone: str = "WIB"
    lang: Lang = "id"
    owners: tuple[str, ...] = ()


def make_city(folder: Path, city: NewCity) -> tuple[Path, ...]:
    """Make a small working city in `folder`; a notice on its pages says that it is an example.

    Raises UsageError unless the folder is new or empty and each owner is an account or address,
    ConfigError when the name, address or time zone cannot be used.
    """
    if folder.exists() and any(folder.iterdir()):
        raise refused("S019", folder=str(folder))
    unit = "content/kelurahan/mekarsari"
    name, zone = quoted(one_line(city.name)), quoted(city.zone)
    notice = quoted(translator(city.lang).gettext(_NOTICE))
    settings = _SITE.format(
        name=name, base_url=city.base_url, zone=zone, lang=city.lang, notice=notice
    )
    files: dict[str, str | bytes] = {
        "site.yml": settings,
        ".gitignore": "build/\n.sitegen/\n",
        "data/units.csv": _REGISTER,
        **({OWNERS: _owners(city.owners)} if city.owners else {}),
        **unit_files("kelurahan/mekarsari", translator(city.lang)),
        f"{unit}/laporan/2026/2026-01-12-kerja-bakti-saluran-air.md": _REPORT,
        f"{unit}/data/kunjungan-posyandu.csv": _TABLE,
        f"{unit}/data/kunjungan-posyandu.yml": _METADATA,
        f"{unit}/halaman/layanan.md": _PAGE,
    }
    parse_config(settings.encode(), "site.yml")
    return write_new(folder, files)


def _owners(owners: tuple[str, ...]) -> str:
    for owner in owners:
        if not identity(owner):
            raise refused("U024", found=owner)
    names = ", ".join(f'"{identity(owner)}"' for owner in owners)
    return _OWNERS.format(owners=names)


def make_workflow(root: Path, platform: str, source: str) -> tuple[Path, ...]:
    """Make the workflow that checks every change on `github`, `gitlab` or `forgejo`.

    `source` is what pip installs to get sitegen. Raises UsageError if the file exists.
    """
    return write_new(root, {WORKFLOWS[platform]: workflow_text(platform, source)})


def workflow_text(platform: str, source: str) -> str:
    """Return the workflow that checks every change on a platform."""
    text = (Path(__file__).parent / "workflows" / f"{platform}.yml").read_text(encoding="utf-8")
    return text.replace("@SITEGEN@", json.dumps(source))


def lets_somebody_in(root: Path) -> bool:
    """Whether an account of the platform may change the city: workflows know nobody by e-mail."""
    try:
        owners, _ = parse_owners((root / OWNERS).read_bytes(), OWNERS)
    except OSError:
        return False
    return owners is not None and any(who.startswith("@") for who in owners.city)


_SITE = """\
nama: {name}
slogan: Kegiatan, layanan, dan data setiap unit
alamat_situs: {base_url}
zona_waktu: {zone}
bahasa: {lang}
# Unit, laporan, dan tabel yang dibuat bersama berkas ini hanya contoh: hapus sebelum situs dibuka.
pemberitahuan: {notice}
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
# Pemilik adalah akun ("@nama"), alamat surel, atau semua alamat satu host ("*@host"); pemeriksaan
# di GitHub, GitLab, dan Forgejo hanya mengenal akun.
# Pemilik `kota` boleh mengubah semuanya, juga berkas ini.
kota: [{owners}]
# unit:
#   kelurahan/mekarsari: ["@akun-kelurahan"]
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
