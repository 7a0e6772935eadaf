"""For each message that a guide quotes: the files of a city for which sitegen prints it."""

from __future__ import annotations

import io

import openpyxl
from PIL import Image

UNIT = "content/kelurahan/mekarsari"
REPORTS = f"{UNIT}/laporan/2026"
REPORT = f"{REPORTS}/2026-11-03-posyandu-mawar.md"
TABLE = f"{UNIT}/data/penimbangan-balita.csv"
DESCRIPTION = f"{UNIT}/data/penimbangan-balita.yml"
PROFILE = f"{UNIT}/unit.yml"
NAMES = ("Mekarsari", "Cempaka", "Melur", "Tanjung", "Seruni", "Dago")
REGISTER = """\
id,jenis,nama,kode_wilayah,induk,nama_lama,status
sukamaju,kecamatan,Sukamaju,99.99.01,,,aktif
disdukcapil,skpd,Dinas Kependudukan dan Pencatatan Sipil,,,,aktif
""" + "".join(
    f"{name.lower()},kelurahan,{name},99.99.01.{1001 + at},sukamaju,,aktif\n"
    for at, name in enumerate(NAMES)
)
Files = dict[str, str | bytes]

_KEYS = (
    "judul: Posyandu Mawar layani 84 balita",
    "tanggal: 2026-11-03",
    "jenis: layanan",
    "topik: [kesehatan]",
    "lokasi: Balai RW 04",
    "peserta: 84",
    "anggaran: 1250000",
)
_BODY = "Sebanyak 84 balita ditimbang di Balai RW 04. Enam balita dirujuk ke puskesmas.\n"
_HEADER = "bulan,posyandu,ditimbang,sasaran\n"
_ROWS = """\
Juli,Mawar,72,90
Juli,Melati,61,70
Juli,Kenanga,48,64
Agustus,Mawar,75,90
Agustus,Melati,63,70
Agustus,Kenanga,52,64
"""
_MORE = """\
September,Mawar,81,90
September,Melati,60,70
September,Kenanga,55,64
Oktober,Mawar,84,90
Oktober,Melati,66,70
Oktober,Kenanga,58,64
"""
_TABLE = _HEADER + _ROWS + _MORE
_WHOLE = "judul: Balita yang ditimbang\nkolom:\n  - {nama: ditimbang, tipe: bulat%s}\n"


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(stream, "JPEG")
    return stream.getvalue()


def _report(line: str = "", body: str = _BODY, *, more: str = "") -> Files:
    """The report with another line for its key, lines of keys at its end, and a body."""
    key = line.partition(":")[0]
    keys = [line if line and each.startswith(f"{key}:") else each for each in _KEYS]
    return {REPORT: "\n".join(["---", *keys, *more.splitlines(), "---", body])}


def _third(line: str) -> Files:
    return {REPORT: f"---\n{_KEYS[0]}\n{line}\n---\n{_BODY}"}


def _table(text: str, description: str = "") -> Files:
    files: Files = {TABLE: text}
    return files | {DESCRIPTION: description} if description else files


def _chart(*lines: str) -> Files:
    """The report with a chart block whose fence stands in line 12."""
    block = "\n".join(("```grafik", *lines, "```"))
    described = _WHOLE % ", satuan: balita"
    return _table(_TABLE, described) | _report(body=f"Rinciannya di bawah.\n\n{block}\n")


def _sheets(*, hidden: str) -> bytes:
    book = openpyxl.Workbook()
    first = book.create_sheet("Rekap", 0)
    for line in _TABLE.splitlines():
        first.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    del book["Sheet"]
    sheet = book.create_sheet(hidden)
    sheet.append(["nama"])
    sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _residents() -> str:
    rows = [
        f"99.99.01.{1001 + at},{name},{year},{1200 + 37 * at + 11 * (year - 2020)}"
        for year in range(2020, 2026)
        for at, name in enumerate(NAMES)
        if (name, year) != ("Seruni", 2022)
    ]
    return "\n".join(["kode_wilayah,kelurahan,tahun,jumlah", *rows, ""])


_PHOTO: Files = {f"{REPORTS}/posyandu-mawar.jpg": _picture()}
_DATA = "data: penimbangan-balita"
_JULY = ("x: posyandu", "y: ditimbang", "saring: {bulan: Juli}")
# By guide and the first code of the quotation.
CASES: dict[tuple[str, str], Files] = {
    ("laporan-pertama.md", "F017"): {
        REPORT: f"---\njudul: Posyandu Mawar: layani 84 balita\n---\n{_BODY}"
    },
    ("laporan-pertama.md", "F006"): _third("tangal: 2026-11-03"),
    ("laporan-pertama.md", "F008"): _third("tanggal: 31-11-2026"),
    ("laporan-pertama.md", "F027"): {
        f"{REPORTS}/posyandu-mawar.md": f"---\n{_KEYS[0]}\n---\n{_BODY}"
    },
    ("laporan-pertama.md", "F022"): _report("jenis: posyandu"),
    ("laporan-pertama.md", "F010"): _report("peserta: sekitar 80 orang"),
    ("laporan-pertama.md", "F021"): _report("anggaran: 1.25 jt"),
    ("laporan-pertama.md", "F025"): {REPORT: "\n".join(["---", *_KEYS, "", _BODY])},
    ("laporan-pertama.md", "F019"): {
        REPORT: str(_report()[REPORT]).replace("peserta: 84", "peserta:84")
    },
    ("laporan-pertama.md", "G001"): _report(
        more="foto:\n  - berkas: Posyandu-Mawar.JPG\n    alt: Dua meja timbang balita\n"
    )
    | _PHOTO,
    ("laporan-pertama.md", "G002"): _report(more="foto: posyandu-mawar.jpg\n") | _PHOTO,
    ("laporan-pertama.md", "G005"): _report() | _PHOTO,
    ("laporan-pertama.md", "M003"): _report(
        body="<b>Delapan</b> puluh empat balita ditimbang di Balai RW 04. Enam dirujuk.\n"
    ),
    ("laporan-pertama.md", "R001"): _report(
        body="Balita ditimbang di balai RW pada Selasa, 2 November 2026. Enam dirujuk.\n"
    ),
    ("laporan-pertama.md", "R004"): _report("judul: POSYANDU MAWAR LAYANI 84 BALITA"),
    ("laporan-pertama.md", "R006"): _report(
        body=f"{_BODY}\nRinciannya ada di [rencana kerja](https://drive.google.com/file/d/abc/view).\n"
    ),
    ("laporan-pertama.md", "U014"): _report() | {f"{REPORTS}/undangan.docx": b"PK"},
    ("data-dan-grafik.md", "D014"): {f"{UNIT}/data/penimbangan-balita.xlsm": b"PK"},
    ("data-dan-grafik.md", "D029"): {
        f"{UNIT}/data/penimbangan-balita.xlsx": _sheets(hidden="Nama Balita"),
        DESCRIPTION: _WHOLE % "",
    },
    ("data-dan-grafik.md", "D008"): _table(
        _TABLE.replace("Agustus,Mawar,75", "Agustus,Mawar, RW 04,75"), _WHOLE % ""
    ),
    ("data-dan-grafik.md", "D006"): _table(_TABLE.replace("posyandu", "", 1), _WHOLE % ""),
    ("data-dan-grafik.md", "D009"): _table(
        _TABLE.replace("Melati,63", "Melati,63 balita"), _WHOLE % ""
    ),
    ("data-dan-grafik.md", "D019"): _table(
        "bulan;berat\nJuli;1.912,40\nAgustus;1.984,10\nSeptember;2.253.66\nOktober;2.105,40\n",
        "judul: Berat sampah\nkolom:\n  - {nama: berat, tipe: desimal}\n",
    ),
    ("data-dan-grafik.md", "D022"): _table(_TABLE + "Jumlah,,785,896\n", _WHOLE % ""),
    ("data-dan-grafik.md", "D021"): _table(
        "tanggal,ditimbang\n1/2/2026,72\n3/4/2026,75\n", _WHOLE % ""
    ),
    ("data-dan-grafik.md", "D049"): {
        "content/skpd/disdukcapil/data/jumlah-penduduk.csv": _residents(),
        "content/skpd/disdukcapil/data/jumlah-penduduk.yml": "judul: Jumlah penduduk\n",
    },
    ("data-dan-grafik.md", "D042"): _table(
        _TABLE.replace("Melati,63", "Melati,-3"), _WHOLE % ", syarat: {minimal: 0}"
    ),
    ("data-dan-grafik.md", "D010"): _table(_TABLE),
    ("data-dan-grafik.md", "D011"): _table(
        _TABLE,
        "judul: Balita yang ditimbang\nkolom:\n  - {nama: balita ditimbang, tipe: bulat}\n",
    ),
    ("data-dan-grafik.md", "D012"): _table(_TABLE, "judul: Balita yang ditimbang\n"),
    ("data-dan-grafik.md", "D015"): {DESCRIPTION: "judul: Balita yang ditimbang\n"},
    ("data-dan-grafik.md", "C001"): _chart("jenis: garis", _DATA, "x: bln", "y: ditimbang"),
    ("data-dan-grafik.md", "C002"): _chart("jenis: batang", _DATA, "x: bulan", "y: posyandu"),
    ("data-dan-grafik.md", "C007"): _chart("jenis: batang", _DATA, "x: bulan", "y: ditimbang"),
    ("data-dan-grafik.md", "C010"): _chart(
        "jenis: batang", _DATA, "x: posyandu", "y: ditimbang", "saring: {bulan: Nopember}"
    ),
    ("data-dan-grafik.md", "C013"): _chart("jenis: batang", "data: timbang", *_JULY),
    ("data-dan-grafik.md", "C005"): _chart(
        "jenis: garis", _DATA, "x: bulan", "y: ditimbang", "seri: posyandu", "urut: turun"
    ),
    ("data-dan-grafik.md", "C018"): _chart("jenis: garis", _DATA, *_JULY),
    ("data-dan-grafik.md", "F022"): _chart("jenis: lingkaran", _DATA, *_JULY),
    ("data-dan-grafik.md", "C006"): _chart("jenis: batang", _DATA, *_JULY, "sorot: Posyandu Mawar"),
    ("halaman-dan-profil.md", "F006"): {PROFILE: "nama_pendek: Mekarsari\nalamt: Jalan Melati 1\n"},
    ("halaman-dan-profil.md", "F017"): {
        PROFILE: "nama_pendek: Mekarsari\njam_layanan: Senin-Kamis: 08.00-15.30\n"
    },
    ("halaman-dan-profil.md", "F023"): {
        PROFILE: "nama_pendek: Mekarsari\nppid: Sekretaris Kelurahan\n"
    },
    ("halaman-dan-profil.md", "F001"): {
        PROFILE: "layanan:\n  - nama: Surat pengantar pindah\n    syarat: Kartu keluarga\n"
        "    waktu: 30 menit\n   biaya: Gratis\n"
    },
    ("halaman-dan-profil.md", "M004"): _report(
        body="Syaratnya ada [di sini](../halaman/layanan.md).\n"
    )
    | {f"{UNIT}/halaman/layanan.md": f"---\njudul: Layanan\n---\n{_BODY}"},
    ("halaman-dan-profil.md", "M005"): _report(
        body="Keterangan dari [kecamatan](../../../../kecamatan/sukamaju/unit.yml).\n"
    )
    | {"content/kecamatan/sukamaju/unit.yml": "nama_pendek: Sukamaju\n"},
    ("halaman-dan-profil.md", "M007"): _report(
        body="Keterangan dari [kecamatan](/kecamatan/sukamju/).\n"
    ),
    ("halaman-dan-profil.md", "L013"): {f"{UNIT}/data/jadwal.pdf": b"%PDF-1.4"},
    ("halaman-dan-profil.md", "M008"): _report()
    | {f"{REPORTS}/arsip/2026-11-03-posyandu-mawar.md": f"---\n{_KEYS[0]}\n---\n{_BODY}"},
    ("halaman-dan-profil.md", "F024"): {
        REPORT: f"---\n<<<<<<< HEAD\n{_KEYS[0]}\n=======\njudul: Posyandu\n>>>>>>> usulan\n---\n{_BODY}"
    },
    ("halaman-dan-profil.md", "U013"): {
        "content/kelurahan/mekarsarii/unit.yml": "tentang: Loket.\n"
    },
    ("data-pribadi.md", "P001"): {
        f"{REPORTS}/2026-11-03-bantuan.md": f"---\njudul: Bantuan beras\n---\n{_BODY}"
        "Pemiliknya 3273014501800001 hadir.\n"
    },
    ("data-pribadi.md", "P006"): {
        f"{UNIT}/data/penerima.csv": "rw,no_hp\n"
        + "".join(f"RW {at % 8 + 1},0812345{at:05}\n" for at in range(84))
    },
    ("../../README.md", "F008"): {
        "content/kelurahan/dago/laporan/2026/2026-11-20-uji-pesan.md": (
            f"---\n{_KEYS[0]}\ntanggal: 31-02-2026\n---\n{_BODY}"
        ),
    },
}
