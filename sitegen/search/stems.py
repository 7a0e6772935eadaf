"""What forms of a word have in common, so that one finds the other: `pelayanan` and `layanan`.

Snowball's stemmer for Indonesian, with the families that it tears apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer as SnowballStemmer

# Of some words there are several spellings or names. Snowball takes `me-`, `ke-` and `pen-` off where they belong to the word, and leaves a lost first letter.
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
    "susun": "susun menyusun penyusunan disusun susunan tersusun rusun rusunawa rusunami",
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
    "vaksin": "vaksin vaksinasi divaksin",
    "izin": "izin ijin perizinan perijinan diizinkan mengizinkan",
    "akta": "akta akte",
    "jadwal": "jadwal jadual penjadwalan dijadwalkan terjadwal",
    "praktik": "praktik praktek",
    "apotek": "apotek apotik",
    "risiko": "risiko resiko berisiko",
    "ramadan": "ramadan ramadhan romadhon",
    "disabilitas": "disabilitas difabel",
    "spmb": "spmb ppdb",
    "wisata": "wisata wisatawan pariwisata berwisata kepariwisataan",
}


def families() -> str:
    """Return the families as the script reads them: a stem and its forms, with commas between families."""
    return ",".join(f"{stem} {forms}" for stem, forms in _FAMILIES.items())


KNOWN = {form: stem for stem, forms in _FAMILIES.items() for form in forms.split()}


class _Stems(dict[str, str]):
    """The stems of the words that were met, each found once in a process."""

    def __missing__(self, word: str) -> str:
        found = _stemmer().stemWord(word) if word.isalpha() else word
        if len(self) < _MOST:
            self[word] = found
        return found


_MOST = 1 << 18
_MET = _Stems(KNOWN)


def stem(word: str) -> str:
    """Return the stem of a word in small letters; a word with digits is its own."""
    return _MET[word]


def stems(words: Iterable[str]) -> set[str]:
    """Return the stems of some words."""
    return set(map(_MET.__getitem__, words))


@lru_cache(maxsize=1)
def _stemmer() -> SnowballStemmer:
    from Stemmer import Stemmer

    return Stemmer("indonesian", 0)  # our own cache lasts longer than its
