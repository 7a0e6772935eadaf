"""A city of what pages must bear, too large to be kept as files: many reports, columns, photos, series."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from tests.conftest import CityFolder

REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
"""
REPORTS, COLUMNS, PHOTOS, SERIES, DAYS = 400, 40, 30, 10, 400
KINDS = ("layanan", "rapat", "pembangunan", "sosialisasi")
TITLE = (
    "Warga RW 04 dan RW 09 bersama petugas kelurahan membersihkan saluran air sepanjang dua kilometer, "
    "memindahkan empat puluh lapak pedagang, dan menanam dua ratus pohon peneduh di tepi sungai pada Sabtu pagi"
)


def write_hard_cases(made: CityFolder) -> None:
    """Write the reports, tables and photos into a city with the register above."""
    _many_reports(made)
    _many_photos(made)
    made.write(
        "content/skpd/dinkes/laporan/2026-11-03-judul.md", f"---\njudul: {TITLE}\n---\nSelesai.\n"
    )
    _wide_table(made)
    _ten_series(made)
    _daily_rows(made)
    made.write("content/skpd/dinkes/data/satu.csv", "tahun,kunjungan\n2025,1250\n")
    _described(made, "satu", "Kunjungan", "{jenis: batang, x: tahun, y: kunjungan}")


def _described(made: CityFolder, name: str, title: str, chart: str) -> None:
    text = f"judul: {title}\nsatuan: orang\ngrafik:\n  - {chart}\n"
    made.write(f"content/skpd/dinkes/data/{name}.yml", text)


def _many_reports(made: CityFolder) -> None:
    last = date(2026, 11, 20)
    for at in range(REPORTS):
        day = last - timedelta(days=at)
        kind = KINDS[at % len(KINDS)]
        made.write(
            f"content/kelurahan/dago/laporan/{day}-kegiatan-{at}.md",
            f"---\njudul: Kegiatan nomor {at}\njenis: {kind}\n---\nWarga berkumpul di balai RW. Hasilnya dibagikan kepada semua RT.\n",
        )


def _many_photos(made: CityFolder) -> None:
    folder = "content/kelurahan/sekeloa/laporan"
    photos = []
    for at in range(PHOTOS):
        stream = BytesIO()
        size = (900, 600) if at % 3 else (600, 900)
        Image.new("RGB", size, (at * 8, 120, 255 - at * 8)).save(stream, "JPEG")
        made.write(f"{folder}/foto-{at:02d}.jpg", stream.getvalue())
        photos.append(f"  - {{berkas: foto-{at:02d}.jpg, alt: Foto nomor {at}}}\n")
    text = f"---\njudul: Pawai\nfoto:\n{''.join(photos)}---\nTiga puluh foto.\n"
    made.write(f"{folder}/2026-11-05-pawai.md", text)


def _wide_table(made: CityFolder) -> None:
    names = ["kecamatan", *(f"indikator_{at:02d}" for at in range(1, COLUMNS))]
    rows = [
        ",".join([place, *(str(at * 7 + len(place)) for at in range(1, COLUMNS))])
        for place in ("Coblong", "Cicendo", "Regol", "Andir")
    ]
    made.write("content/skpd/dinkes/data/lebar.csv", "\n".join([",".join(names), *rows, ""]))
    chart = "{jenis: batang-mendatar, x: kecamatan, y: indikator_01}"
    _described(made, "lebar", "Empat puluh kolom", chart)


def _ten_series(made: CityFolder) -> None:
    places = [
        f"Puskesmas {name}"
        for name in [
            "Puter",
            "Garuda",
            "Salam",
            "Dago",
            "Ibrahim",
            "Pasirkaliki",
            "Talaga",
            "Cijerah",
            "Caringin",
            "Sukajadi",
        ]
    ]
    rows = [
        f"{year},{place},{100 + at * 20 + (year - 2019) * (at - 4) * 3}"
        for year in range(2019, 2026)
        for at, place in enumerate(places[:SERIES])
    ]
    text = "\n".join(["tahun,puskesmas,kunjungan", *rows, ""])
    made.write("content/skpd/dinkes/data/deret.csv", text)
    chart = "{jenis: garis, x: tahun, y: kunjungan, seri: puskesmas}"
    _described(made, "deret", "Kunjungan per puskesmas", chart)


def _daily_rows(made: CityFolder) -> None:
    first = date(2025, 1, 1)
    rows = [f"{first + timedelta(days=at)},{20 + at % 9 - at // 50}" for at in range(DAYS)]
    text = "\n".join(["tanggal,kunjungan", *rows, ""])
    made.write("content/skpd/dinkes/data/harian.csv", text)
    _described(made, "harian", "Kunjungan harian", "{jenis: batang, x: tanggal, y: kunjungan}")
