"""What forms of a word have in common, so that one finds the other: `pelayanan` and `layanan`.

Snowball's stemmer for Indonesian, with the families that it tears apart.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer as SnowballStemmer

# Snowball takes `me-`, `ke-` and `pen-` off where they belong to the word, and leaves a lost first letter.
_FAMILIES = {
    "tanam": "menanam tanaman penanaman ditanam tertanam ditanami menanami bertanam",
    "kelola": "kelola mengelola dikelola pengelola pengelolaan terkelola",
    "penduduk": "penduduk kependudukan berpenduduk penduduknya",
    "rapat": "rapat rapatnya",
    "keruk": "keruk mengeruk pengerukan dikeruk",
    "sekolah": "sekolah sekolahan bersekolah disekolahkan persekolahan",
    "sapu": "sapu menyapu penyapu penyapuan disapu",
    "kirim": "kirim mengirim mengirimkan pengiriman dikirim kiriman pengirim terkirim",
    "kaji": "kaji mengkaji kajian pengkajian dikaji",
    "ngaji": "mengaji pengajian",
    "temu": "temu bertemu menemukan pertemuan ditemukan temuan penemuan",
    "pangkas": "pangkas memangkas pemangkasan dipangkas",
    "pantau": "pantau memantau pemantauan dipantau terpantau",
    "pilah": "pilah memilah pemilahan dipilah",
    "salur": "salur menyalurkan penyaluran disalurkan saluran tersalurkan penyalur",
    "susun": "susun menyusun penyusunan disusun susunan tersusun",
    "suluh": "suluh menyuluh penyuluhan penyuluh disuluh",
    "tangan": "tangan",
    "tangani": "tangani menangani penanganan ditangani tertangani",
    "tata": "tata menata penataan ditata tertata",
    "tertib": "tertib menertibkan penertiban ditertibkan ketertiban",
    "timbang": "timbang menimbang penimbangan ditimbang timbangan",
    "tular": "tular menular penularan tertular menularkan",
    "kumpul": "kumpul mengumpulkan pengumpulan berkumpul perkumpulan kumpulan dikumpulkan terkumpul",
    "kunjung": "kunjung mengunjungi kunjungan pengunjung berkunjung dikunjungi",
    "kurang": "kurang mengurangi pengurangan berkurang dikurangi kekurangan",
    "miskin": "miskin kemiskinan",
    "menteri": "menteri kementerian",
    "kesenian": "kesenian seni seniman berkesenian",
    "kerja": "kerja bekerja pekerja pekerjaan mengerjakan dikerjakan pengerjaan",
    "pohon": "pohon pohonan pepohonan",
    "permohonan": "mohon memohon permohonan pemohon dimohon",
    "pekan": "pekan sepekan",
    "perempuan": "perempuan keperempuanan",
    "kebun": "kebun berkebun perkebunan pekebun",
    "sampah": "sampah persampahan",
}
_KNOWN = {form: stem for stem, forms in _FAMILIES.items() for form in forms.split()}


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """Return the stem of a word in small letters; a word with digits is its own."""
    known = _KNOWN.get(word)
    if known:
        return known
    return _stemmer().stemWord(word) if word.isalpha() else word


@lru_cache(maxsize=1)
def _stemmer() -> SnowballStemmer:
    from Stemmer import Stemmer

    return Stemmer("indonesian", 0)  # our own cache lasts longer than its
