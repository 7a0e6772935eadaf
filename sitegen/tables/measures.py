"""What the figures of a column measure, by its name and unit: things counted, money, rates.

Columns of figures are only added up where this says so, and words and changes fit the measure.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import replace

from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS

# `count` are things counted, `money` sums of money, `amount` quantities such as tonnes, `rate` any of
# these for one of something (prices, densities), `percent` shares and rates in percent. `level` is
# everything else, and what is not sure: degrees, scores, indices, ages, ratios of ratios.
Measure = Literal["count", "money", "amount", "rate", "percent", "level"]
# Those of which many together are a total.
TOTALLED: frozenset[Measure] = frozenset({"count", "money", "amount"})

RUPIAH = frozenset({"rp", "rp.", "rupiah", "idr"})
PERCENT = frozenset({"%", "persen", "percent", "pct"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+|%")
_BRACKETS = re.compile(r"\(([^()]*)\)$")
_PERCENT = re.compile(r"%|\b(?:persen\w*|prosen\w*|percent\w*|pct)\b")
# Money in thousands or millions is money too.
_MONEY_UNIT = re.compile(
    r"(?:(?:ribu|juta|miliar|milyar|triliun)\w*\s+)?(?:rp\.?|rupiah|idr)"
    r"|(?:rp\.?|rupiah|idr)\s+(?:ribu|juta|miliar|milyar|triliun)"
)
_RUPIAH = re.compile(r"\b(?:rp\b\.?|idr\b)")
# For one of something. "Per kecamatan" says how a table is divided, not what it measures.
_EACH = re.compile(
    r"\bper (?!kecamatan|kelurahan|desa|kabupaten|kota|provinsi|wilayah|rw|rt|unit|opd|skpd|dinas"
    r"|bulan|tahun|triwulan|semester|kuartal|jenis|kelompok|kategori)\w"
    r"|\b(?:rata|rerata|average|mean|median|kepadatan|density|(?:per)?kapita)\b"
)
# Whatever stands beside these words: growth, positions and scales add up to nothing.
_NEVER = re.compile(
    r"\b(?:rasio|ratio|indeks|index|ipm|ikm|skm|gini|proporsi|laju|pertumbuhan|growth|perubahan"
    r"|selisih|prevalensi|insidensi|skor|score|skala|peringkat|ranking|rank|urutan|nomor|kode|level"
    r"|derajat|intensitas|peluang|deviasi|koefisien|elastisitas|tpt|tpak|ahh|modus)\b"
)
# Levels, unless something is counted before: "jumlah penduduk usia kerja", "siswa tingkat SD".
_LEVELS = _words(
    """angka cakupan capaian harapan inflasi kelembaban kelembapan kemiskinan lama nilai suhu target
    temperatur tingkat umur usia"""
)
_PRICES = _words("harga tarif upah gaji umk umr ump")
_COUNTING = _words("jumlah jml jmlh jlh banyak banyaknya total count number frekuensi")
_COUNTED = _words(
    """jiwa orang warga penduduk kk keluarga individu person persons people population household
    households inhabitants laki pria perempuan wanita bayi balita anak remaja lansia ibu
    pasien korban penderita siswa siswi murid pelajar mahasiswa santri guru dosen tutor pegawai asn
    pns karyawan pekerja petugas tenaga dokter perawat bidan kader relawan anggota peserta pengunjung
    wisatawan wisman wisnus tamu pelanggan nasabah penumpang penerima pemohon pencari penganggur
    pemilih personil personel pddk populasi
    kasus kejadian kematian kelahiran kunjungan pelanggaran kecelakaan kebakaran bencana banjir
    longsor pernikahan perkawinan perceraian laporan aduan pengaduan permohonan izin perizinan
    dokumen surat berkas kegiatan paket program imb pbg pelatihan penyuluhan rapat konsultasi transaksi
    cases visits visitors events deaths births students teachers patients permits reports
    rumah rtlh rutilahu bangunan gedung unit buah sekolah sd smp sma smk paud tk madrasah pesantren
    kampus puskesmas posyandu klinik apotek rs rsu kamar masjid musala mushola gereja pura vihara
    toko minimarket supermarket mal mall pasar warung kios hotel restoran kafe bank koperasi umkm ukm
    usaha perusahaan industri pabrik taman lapangan perpustakaan buku kendaraan mobil motor bus truk
    angkot sepeda pohon bibit titik lokasi ruas jembatan lampu sumur ekor ternak sapi kerbau kambing
    domba ayam itik batang lembar keping kantong kali desa kelurahan kecamatan rw rt dusun kampung tps
    houses buildings schools units vehicles trees"""
)
_MONEY = _words(
    """rp rupiah idr anggaran pagu belanja pendapatan pengeluaran pembiayaan apbd apbn pad pajak
    retribusi hibah dana kontrak hps omzet investasi utang piutang saldo transfer dau dak dbh budget
    revenue expenditure"""
)
_AMOUNT_UNITS = _words(
    """ton kg kilogram gram kuintal kwintal liter l ml kl m m2 m3 m² m³ km km2 km² meter kilometer ha
    hektar hektare kwh mwh gwh tonnes hectares litres"""
)
_AMOUNTS = frozenset({"volume", "luas", "panjang", "berat", "debit", "tonase"})
_UNIT_COLUMNS = frozenset({"satuan", "unit", "units"})
# A unit in capitals is written small, except abbreviations such as KK.
_SHORT = 2
_LONGEST = 30
_SEXES = frozenset({"l", "p"})


def measure(column: Column, unit: str = "") -> Measure:
    """Return what the column's figures measure; `unit` is theirs if the column states none.

    What is not sure is a level: it is not added up and has no change in percent.
    """
    return measure_of(
        f"{column.name} {column.title}",
        column.unit or unit,
        whole=KINDS[column.kind].figures == "whole",
    )


def adds_up(column: Column, unit: str = "") -> bool:
    """Return whether figures of the column may be added over areas or groups.

    Only whole counts and money may be; never rates, indices, ages, scores, prices, or what is not
    surely a count.
    """
    return measure(column, unit) in ("count", "money")


def measure_of(title: str, unit: str = "", *, whole: bool) -> Measure:
    """Return what figures with this title and unit measure; `whole` if they are whole numbers."""
    text = title.replace("_", " ").casefold().strip()
    own = (unit.strip() or stated_unit(title)).casefold()
    words = _WORD.findall(text)
    if own in PERCENT:
        return "percent"
    if _PERCENT.search(f"{text} {own}"):
        return "level" if not _COUNTING.isdisjoint(words) else "percent"
    if _NEVER.search(f"{text} {own}"):
        return "level"
    money = _MONEY_UNIT.fullmatch(own) is not None
    if "/" in own or _EACH.search(f"{text} {own}"):
        return "rate" if money or _is_quantity(own) or "kepadatan" in words else "level"
    if money:
        return "money" if _PRICES.isdisjoint(words) else "rate"
    return "amount" if own in _AMOUNT_UNITS else _named(words, own, whole=whole)


def _is_quantity(unit: str) -> bool:
    """Whether a unit begins with one of counting, money or quantity, as `jiwa/km2` does."""
    words = _WORD.findall(unit)
    return bool(words) and words[0] in _COUNTED | _AMOUNT_UNITS | RUPIAH


def _named(words: list[str], unit: str, *, whole: bool) -> Measure:
    """The measure of figures without a unit of money or quantity, by what their name says first."""
    counting = not _COUNTING.isdisjoint(words)
    telling = _LEVELS | _PRICES | _COUNTED | _MONEY
    if counting:
        telling -= _LEVELS - {"nilai"}
    found = [word for word in words if word in telling]
    first = found[0] if found else ""
    if first == "nilai":
        first = next((word for word in found if word in _MONEY), first)
    if first in _PRICES:
        return "rate"
    if first in _LEVELS:
        return "level"
    counted = not _COUNTED.isdisjoint(_WORD.findall(unit))
    if unit and not (counted or counting):
        return "level"
    if first in _MONEY and not counted:
        return "money"
    if not counting and not _AMOUNTS.isdisjoint(words):
        return "amount"
    return (
        "count"
        if whole and (first or counting or counted or (words and _SEXES.issuperset(words)))
        else "level"
    )


def with_stated_unit(table: Table) -> Table:
    """Return the table whose only column of figures has the unit that another column states.

    Columns called `satuan` state one if all rows have the same; a column called `unit` may name offices.
    """
    figures = [column for column in table.columns if KINDS[column.kind].figures]
    if len(figures) != 1 or figures[0].unit:
        return table
    for column in table.columns:
        name = column.name.casefold()
        if name not in _UNIT_COLUMNS or KINDS[column.kind].names != "words":
            continue
        words = {
            " ".join(str(value).split()) for value in table.frame[column.name].dropna().unique()
        }
        same = {word.casefold() for word in words}
        unit = max(words, default="")
        if len(same) != 1 or len(unit) > _LONGEST or not (name == "satuan" or _is_known(unit)):
            continue
        own = replace(figures[0], unit=small_unit(unit))
        return replace(
            table, columns=tuple(own if each is figures[0] else each for each in table.columns)
        )
    return table


def has_units_by_row(table: Table) -> bool:
    """Return whether rows say of themselves that their figures have different units.

    A column called `satuan` says so, or the labels: `Air terjual (m3)` beside `Kehilangan air (%)`.
    """
    for column in table.columns:
        if KINDS[column.kind].names != "words":
            continue
        words = {" ".join(str(text).split()) for text in table.frame[column.name].dropna().unique()}
        named = column.name.casefold() in _UNIT_COLUMNS
        told = column.name.casefold() == "satuan" or any(map(_is_known, words))
        if named and told and len({word.casefold() for word in words}) > 1:
            return True
        units = {stated_unit(word).casefold() for word in words}
        if not named and (len(units - {""}) > 1 or (units & PERCENT and "" in units)):
            return True
    return False


def small_unit(unit: str) -> str:
    """Return a unit as it is written in a sentence: `orang` for `ORANG`, but `KK` and `Rp`."""
    if _MONEY_UNIT.fullmatch(unit.casefold()):
        words = _RUPIAH.sub("rupiah", unit.casefold()).split()
        return " ".join(sorted(words, key="rupiah".__eq__)) if words[1:] else unit
    shouted = unit.isupper() or unit.istitle()
    known = unit.casefold() in _AMOUNT_UNITS
    return unit.casefold() if shouted and (len(unit) > _SHORT or known) else unit


def _is_known(unit: str) -> bool:
    words = _WORD.findall(unit.casefold())
    known = PERCENT | RUPIAH | _AMOUNT_UNITS | _COUNTED
    return "/" in unit or not known.isdisjoint(words)


def stated_unit(title: str) -> str:
    """Return the unit in brackets at the end of a title, as in `Luas (ha)`, else ""."""
    found = _BRACKETS.search(title.strip())
    if found is None:
        return ""
    return " ".join(found[1].split()) if _is_known(found[1]) else ""


def is_unit(text: str) -> bool:
    """Return whether a text is the name of a unit of measure, such as `ton`, `Rp juta` or `jiwa/km2`."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    words = _WORD.findall(plain.split("/")[0])
    if _MONEY_UNIT.fullmatch(plain):
        return True
    return 0 < len(words) <= 2 and words[0] in PERCENT | _AMOUNT_UNITS | _COUNTED | {
        "indeks",
        "poin",
    }
