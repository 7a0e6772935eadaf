"""Words that say what a list, a column or a sentence about people tells of them."""

from __future__ import annotations

import re
from typing import Literal

import re2

# What is told of somebody: health and aid (who is poor) weigh more than an age.
Told = Literal["aid", "illness", "address", "age", "birth", "sex", "amount", "kin"]


def words(text: str) -> frozenset[str]:
    """Return the words of a list as they are written."""
    return frozenset(text.split())


# Health data is specific personal data (UU 27/2022, article 4); aid reveals who is poor.
ILLNESS = words(
    "aids anemia arv iud implan kb kontrasepsi metode autis autisme bumil cacat covid dbd diabetes diagnosa diagnosis difabel disabilitas"
    " epilepsi gangguan gizi hamil hepatitis hipertensi hiv ims jantung jiwa kanker katarak kek kdrt"
    " kehamilan kekerasan keluhan kusta leukemia lepra lumpuh malaria narkoba odgj odha pasien"
    " pelecehan penderita pengidap penyakit penyandang risti stroke stunting sumbing tb tbc"
    " tuberkulosis thalasemia talasemia tumor tunagrahita tunanetra tunarungu tunawicara underweight"
    " wasting"
)
AID = words(
    "bansos bantuan bedah beasiswa blt bltdd bpnt bsps bst dhuafa duafa dtks dtsen fakir kip kks kpm"
    " marbot miskin mustahik pbi penerima pip pkh pkhplus prasejahtera raskin rastra rtlh rutilahu"
    " santunan sembako sktm tunggakan menunggak penunggak terlantar yatim piatu zakat"
)
# In a sentence about counts these say nothing of a person.
_ADDRESS = words("alamat domisili rumah tinggal")
_AREA = frozenset({"rt", "rw", "rtrw"})
_AGE = words("umur usia")
_BIRTH = words("lahir ttl")
_SEX = words("gender jk kelamin lp")
_AMOUNT = words("angsuran besaran donasi hutang nominal pinjaman saldo sisa tagihan uang utang")
_MONEY = words("rp rupiah diterima nilai jumlah")
_KIN = words("ayah ibu istri orangtua ortu suami wali")
# Whoever is named with an office acts for the public.
OFFICE = words(
    "bidang dapil dinas eselon golongan instansi institusi jabatan jbt kader keahlian"
    " kedudukan kepengurusan lembaga masa menjabat narasumber nip opd organisasi pangkat partai"
    " pengurus peran petugas posisi profesi skpd spesialis tugas unit utusan"
)
# The people of a business; its name is what the list is about.
BUSINESS = words("brand dagang izin merek merk nib perusahaan produk toko umkm usaha")
# Staff, winners and guests of an event: named for what they did.
ACTING = re2.compile(
    r"(?i)\b(?:dihadiri|hadir(?:in)?|narasumber|panitia|petugas|pengurus|kader|tim|jajaran|pejabat|juara"
    r"|pemenang|susunan|dipimpin|pembicara|juri|imam|khatib|khotib|pendamping|relawan|ketua|anggota"
    r"|pemateri|moderator|pelatih|atlet|sambutan|turut|tamu|calon|pendaftar|lulus|pelantikan|dilantik"
    r"|dewan|camat|lurah|struktur|daftar nama (?:lurah|camat|kepala))\b"
)
RECIPIENTS = re2.compile(
    r"(?i)\b(?:penerima|kpm|keluarga penerima|diserahkan kepada|diberikan kepada|disalurkan kepada"
    r"|atas nama|a\.n|pasien|penderita|korban|penyandang|mustahik|santunan|menunggak|penunggak"
    r"|odgj|bumil|ibu hamil|balita|anak yatim|dhuafa|lansia|warga)\b"
)
# What shows a child: a word before the name, or the school after it.
SCHOOL = re.compile(
    r"\b(?:(?:siswa|siswi|murid|pelajar|sekolah di|bersekolah|kelas)\b.{0,24}\b"
    r"(?:SD|SDN|SDIT|MI|MIN|SMP|SMPN|MTs|MTsN|TK|PAUD|SLB)|kelas (?:[1-9]|[IVX]{1,4})\b)",
    re.IGNORECASE,
)
ILL = re.compile(
    r"\b(?:menderita|mengidap|didiagnos[ai]s?|terdiagnos[ai]s?|terjangkit|terpapar|positif (?:covid|hiv|tb|dbd|hamil|narkoba)"
    r"|dinyatakan (?:gizi|stunting|positif|sakit|cacat|lumpuh|odgj)|mengalami (?:gizi|stunting|gangguan|stroke|lumpuh"
    r"|keguguran|kekerasan|pelecehan|depresi|kelumpuhan|patah|kebutaan)|gizi buruk|gizi kurang|stroke|leukemia|kanker|tumor"
    r"|lumpuh|odgj|gangguan jiwa|hiv|tbc?|kusta|epilepsi|autis\w*|down syndrome|tuna ?(?:netra|rungu|wicara|grahita|daksa)"
    r"|penyandang disabilitas|disabilitas|difabel|hamil|stunting|gagal ginjal|diabetes|hipertensi|hidrosefalus"
    r"|bibir sumbing|katarak|cuci darah|depresi|korban (?:kekerasan|kdrt|pelecehan|pencabulan)|arv|dipasung|sabu|narkotika|tembakau sintetis"
    r"|di(?:pukul|usir|aniaya|perkosa|cabuli|lecehkan)|lebam|utang(?:nya)?|pinjol|menunggak|kaki palsu|tangan palsu|alat (?:bantu )?dengar|cd4)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[a-z]+")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case; names of files and columns have signs between."""
    return frozenset(_SPLIT.findall(text.casefold()))


def told_by(header: frozenset[str], *, aided: bool) -> Told | None:
    """Return what the cells below a header of these words tell of a person, None for nothing.

    `aided` says that the table is about aid, so that any sum of money in it is aid.
    """
    if header & ILLNESS:
        return "illness"
    if header & (AID - {"penerima"}) or (header & _MONEY and aided):
        return "aid"
    kinds: tuple[tuple[Told, frozenset[str]], ...] = (
        ("birth", _BIRTH),
        ("age", _AGE),
        ("sex", _SEX),
        ("address", _ADDRESS | _AREA),
        ("amount", _AMOUNT),
        ("kin", _KIN),
    )
    if header == {"l", "p"}:
        return "sex"
    return next((kind for kind, own in kinds if header & own), None)


# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str] | re2._Regexp] = {
    "acting": ACTING,
    "recipients": RECIPIENTS,
    "school": SCHOOL,
    "ill": ILL,
}
WORDS: dict[str, frozenset[str]] = {
    "illness": ILLNESS,
    "aid": AID,
    "address": _ADDRESS,
    "area": _AREA,
    "age": _AGE,
    "birth": _BIRTH,
    "sex": _SEX,
    "amount": _AMOUNT,
    "money": _MONEY,
    "kin": _KIN,
    "office": OFFICE,
    "business": BUSINESS,
}
